"""The floor under every loss: labels that are sometimes wrong, and a classifier that cannot know which."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, P_COLOUR
from infotheory_helpers.measures.information import binary_entropy, cross_entropy, kl_divergence

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

TOP = 2.8  # nats: the dearest of these costs 2.3, and a line of words stands above it


def explore_noisy_labels() -> Explorer:
    """Give labels a share of mistakes and a classifier its sureness, and see which part of its loss will not go.

    Returns
    -------
    Explorer
        Sliders noise, the share of wrong labels, and q, what the classifier puts on the class that it holds to be
        right; loss in nats.

    Examples
    --------
    >>> explore_noisy_labels()
    20 % of the labels are wrong. Saying the true class with 0.99 costs 0.9291 nats.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 5.4.3.
    """
    left, right = panels(8, 3.5, 1, 2, width_ratios=[3, 1])
    said = room_for_said(left)
    (path,) = left.plot([0.9, 0.9], [0.9, 0.9], color=COST, linewidth=2.2)
    (here,) = left.plot([0.99], [0.9], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    left.set(xlim=(0.5, 1), ylim=(0, TOP), xticks=[0.5, 0.6, 0.7, 0.8, 0.9, 1], ylabel="loss on new labels, nats")
    left.set_xlabel("probability on the true class")
    (floor,) = right.bar([0], [0.5], 1, align="edge", color=P_COLOUR, edgecolor="white")
    (excess,) = right.bar([0], [0.4], 1, bottom=[0.5], align="edge", color=COST, edgecolor="white")
    right.set_title("the labels’ part", loc="left", fontsize=11, color=P_COLOUR)
    right.text(0.5, 0.98 * TOP, "the classifier’s", color=COST, ha="center", va="top")
    right.set(xlim=(0, 1), ylim=(0, TOP), xticks=[], ylabel="nats")
    left.figure.set_label(
        "Left, a point: the loss on new labels in nats against the probability that a classifier puts on the true "
        "class; where it has been it leaves a curve. Right, the same loss as a bar of two parts: below what the wrong "
        "labels cost everybody, above what this classifier adds."
    )
    explorer = Explorer(
        left.figure,
        noise=widgets.FloatSlider(
            0.2, min=0, max=0.5, step=0.05, description="wrong labels, share", readout_format=".2f"
        ),
        q=widgets.FloatSlider(0.99, min=0.5, max=0.99, step=0.01, description="on the true class"),
    )
    explorer.follow(path, lambda noise, q: (q, _loss(noise, q)), along="q")
    explorer.follow(here, lambda noise, q: (q, _loss(noise, q)))
    explorer.follow(floor, lambda noise: (0, 0, 1, binary_entropy(noise, unit="nats")))
    explorer.follow(
        excess,
        lambda noise, q: (0, binary_entropy(noise, unit="nats"), 1, kl_divergence(_two(noise), _two(1 - q), "nats")),
    )
    explorer.say(
        "{:.0f} % of the labels are wrong. Saying the true class with {:.2f} costs {:.4f} nats.",
        lambda noise, q: (100 * noise, q, _loss(noise, q)),
    )
    explorer.grab(here, "q")
    explorer.expect("how sure of noisy labels", said, earned=lambda noise, q: np.abs(1 - noise - q) < 0.006)
    return explorer


def _two(wrong: Array) -> Array:
    return np.stack([1 - wrong, wrong], axis=-1)


def _loss(noise: Array, q: Array) -> Array:
    return np.asarray(cross_entropy(_two(noise), _two(1 - q), unit="nats"))

"""The gradient of the loss as a push: three bars of softmax, an arrow on each, and steps that follow the arrows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import information_content
from infotheory_helpers.measures.losses import softmax

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

ANIMALS = ("cat", "dog", "bird")
TRUTH = 1  # the dog
BIRD = 0.5  # its logit stays: only differences count
MOST = 15  # steps
WIDE = 0.5  # of a bar; its arrow stands beside it


def explore_push() -> Explorer:
    """See the gradient of the loss as arrows on the bars of softmax, and go down it step by step.

    Returns
    -------
    Explorer
        Sliders cat and dog, the logits at first, and the choice t, a temperature; a button makes a step, at most 15.
        The loss in nats, its slopes in nats per unit of logit.

    Examples
    --------
    >>> explore_push()
    Softmax (0.111, 0.821, 0.067), truth dog: the loss is 0.1967 nats. Its slopes: 0.111, −0.179, 0.067 nats per unit of
    logit. Steps made: 0.

    References
    ----------
    Bridle, J. S. (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs.
    """
    from infotheory_helpers.explorer.shapes import boxes

    left, right = panels(8, 3.6, 1, 2, width_ratios=[3, 2])
    said = room_for_said(right)
    bars = boxes(left, len(ANIMALS), color=Q_COLOUR)
    left.bar([TRUTH - WIDE / 2], [1], WIDE, align="edge", fill=False, edgecolor=P_COLOUR, linestyle=":", linewidth=1.5)
    left.text(TRUTH, 1.03, "the truth", ha="center", color=P_COLOUR)
    inks = [P_COLOUR if animal == TRUTH else COST for animal in range(3)]
    arrows = [left.fill(at + ARROW, 0 * ARROW, color=ink, linewidth=0)[0] for at, ink in zip(BESIDE, inks, strict=True)]
    logits = [left.text(i, -0.05, f"{ANIMALS[i]} 0.00", ha="center", va="top") for i in range(3)]
    left.set_title("arrows: the push, minus the slope", loc="left", fontsize=11, color=MUTED)
    left.set(xlim=(-0.5, 2.7), ylim=(0, 1.15), ylabel="probability", yticks=[0, 0.5, 1])
    left.set_xticks([])
    left.set_xlabel("classes and their logits", labelpad=22)  # below the logits
    (walked,) = right.plot([0, 0], [0.2, 0.2], color=COST)
    (here,) = right.plot([0], [0.2], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    right.set(xlim=(0, MOST), ylim=(0, 6.5), xticks=[0, 5, 10, 15], xlabel="steps", ylabel="loss, nats")
    left.figure.set_label(
        "Left, bars of the softmax of three logits, and a dotted outline of the truth, which is dog. An arrow beside "
        "each bar is the push, minus the slope of the loss: down on cat and bird, up on dog, as long as the slope in "
        "nats per unit of logit. Right, the loss in nats against the steps made, as far as they have been made."
    )
    explorer = Explorer(
        left.figure,
        cat=widgets.IntSlider(1, min=-3, max=3, description="cat’s logit, at first"),
        dog=widgets.IntSlider(3, min=-3, max=5, description="dog’s logit, at first"),
        t=widgets.ToggleButtons(options=[(str(t), t) for t in (1, 2, 5)], value=1, description="temperature"),
        n=Hidden(range(MOST + 1), 0),
    )
    explorer.follow(bars, lambda cat, dog, t, n: (np.arange(3) - WIDE / 2, 0, WIDE, _model(cat, dog, t, n)[:, 0]))
    for i in range(3):
        explorer.follow(arrows[i], _arrow(i))
        explorer.follow(logits[i], _logit(i), template=f"{ANIMALS[i]} {{:.2f}}")
    explorer.follow(walked, lambda cat, dog, t, n: (n, _loss(cat, dog, t, n)), along="n")
    explorer.follow(here, lambda cat, dog, t, n: (n, _loss(cat, dog, t, n)))
    explorer.say(
        "Softmax ({:.3f}, {:.3f}, {:.3f}), truth dog: the loss is {:.4f} nats.",
        lambda cat, dog, t, n: (*np.moveaxis(_model(cat, dog, t, n), -1, 0), _loss(cat, dog, t, n)),
    )
    explorer.say(
        "Its slopes: {:.3f}, {:.3f}, {:.3f} nats per unit of logit.",
        lambda cat, dog, t, n: tuple(np.moveaxis(slopes(_model(cat, dog, t, n), t), -1, 0)),
    )
    explorer.say("Steps made: {:.0f}.", lambda n: n)
    explorer.press("one step down the gradient", {"n": lambda n: np.minimum(n + 1, MOST)}, when=lambda n: n < MOST)
    explorer.press("back to the first logits", {"n": 0}, when=lambda n: n > 0)
    explorer.expect("more heat", said, earned=lambda t: t > 1)
    return explorer


BESIDE = np.arange(3) + 0.38  # where the arrows stand
ARROW = np.array([-0.016, 0.016, 0.016, 0.06, 0, -0.06, -0.016])  # across, from its foot round its tip
HEAD = 0.07


def slopes(model: Array, t: Array | float) -> Array:
    """Give the slope of the loss in each logit. A temperature divides the logits, so it divides their slopes too."""
    return np.asarray((model - np.eye(3)[TRUTH]) / np.asarray(t)[..., None])


def _walk(cat: Array, dog: Array, t: Array, n: Array) -> Array:
    # The logits after n steps, each as long as the gradient; some have come to their end before others.
    bird = np.full(np.shape(cat), BIRD)
    logits = np.stack(np.broadcast_arrays(cat, dog, bird), axis=-1).astype(float)
    for step in range(MOST):
        push = slopes(softmax(logits / np.asarray(t)[..., None]), t)
        logits = logits - np.where(np.asarray(n)[..., None] > step, push, 0)
    return logits


def _model(cat: Array, dog: Array, t: Array, n: Array) -> Array:
    return softmax(_walk(cat, dog, t, n) / t[..., None])


def _loss(cat: Array, dog: Array, t: Array, n: Array) -> Any:
    return information_content(_model(cat, dog, t, n)[..., TRUTH], unit="nats")


def _arrow(i: int) -> Callable[..., tuple[Any, ...]]:
    # It starts where its bar ends. At a temperature of 1 it reaches the truth: 1 for the dog, 0 for the others.
    def outline(cat: Array, dog: Array, t: Array, n: Array) -> tuple[Any, ...]:
        model = _model(cat, dog, t, n)
        start, tip = model[..., i], (model - slopes(model, t))[..., i]
        neck = tip - np.clip(tip - start, -HEAD, HEAD)
        return BESIDE[i] + ARROW, np.concatenate([start, start, neck, neck, tip, neck, neck], axis=-1)

    return outline


def _logit(i: int) -> Callable[..., Array]:
    return lambda cat, dog, t, n: _walk(cat, dog, t, n)[..., i]

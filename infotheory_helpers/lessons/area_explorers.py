"""The explorers that move the one picture of the course: rectangles as wide as likely, as high as surprising."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, Q_COLOUR
from infotheory_helpers.measures.information import (
    binary_entropy,
    cross_entropy,
    information_content,
    kl_divergence,
)

from .areas import TOP, follow_areas, plot_areas
from .explorers import WEATHER, P, coin, percent, three
from .figures import plot_binary_entropy
from .formulas import write_cross_entropy, write_entropy, write_kl

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

COIN = ("heads", "tails")
HEIGHTS = "surprise, bits"


def explore_rectangles() -> Explorer:
    """Draw what may happen as rectangles: as wide as it is likely, as high as it is surprising.

    Returns
    -------
    Explorer
        Slider p, the probability of heads, from 0 to 1; surprises in bits.

    Examples
    --------
    >>> explore_rectangles()
    Heads: 0.50 wide, 1.0000 bits high. Tails: 0.50 wide, 1.0000 bits high.

    References
    ----------
    Olah, C. (2015), Visual Information Theory.
    """
    ax = panels(6.4, 3.4)
    said = room_for_said(ax)
    drawing = plot_areas([0.5, 0.5], outcomes=COIN, ax=ax)
    ax.set_ylim(0, TOP)
    drawing.alt = (
        "Two rectangles side by side, for heads and for tails: each as wide as its probability and as high as its "
        "surprise in bits."
    )
    explorer = Explorer(drawing, p=percent("p (heads)", 0.5))
    follow_areas(explorer, drawing, lambda p: (coin(p), coin(p)))
    explorer.say(
        "Heads: {:.2f} wide, {:.4f} bits high. Tails: {:.2f} wide, {:.4f} bits high.",
        lambda p: (p, information_content(p), 1 - p, information_content(1 - p)),
        infinite=True,
    )
    explorer.expect("larger rectangle", said, earned=_bent)
    return explorer


def explore_coin() -> Explorer:
    """Bend a coin and see its entropy: the curve, and the areas of heads and tails that make its height.

    Returns
    -------
    Explorer
        Slider p, the probability of heads, from 0 to 1; entropy in bits.

    Examples
    --------
    >>> explore_coin()
    p = 0.50: heads contribute 0.5000 bits, tails 0.5000 bits, together 1.0000 bits of entropy.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, figure 7.
    """
    left, right = panels(7.6, 3.4, 1, 2)
    said = room_for_said(left)
    arch = plot_binary_entropy(ax=left)
    for artist in [*left.texts, *left.collections]:
        artist.remove()
    areas = plot_areas([0.5, 0.5], outcomes=COIN, ax=right)
    right.set_ylim(0, TOP)
    alt = (
        "Left, an arch, as far as the coin has been bent: the entropy in bits against the probability of heads, with a "
        "point on it. "
        "Right, a rectangle for heads and one for tails, each as wide as its probability and as high as its surprise; "
        "their areas together are the height of the point."
    )
    explorer = Explorer(Drawing(left, alt, arch), p=percent("p (heads)", 0.5))
    follow_areas(explorer, areas, _own_coin)
    explorer.say(
        "p = {:.2f}: heads contribute {:.4f} bits, tails {:.4f} bits, together {:.4f} bits of entropy.",
        lambda p: (p, _area(p), _area(1 - p), binary_entropy(p)),
    )
    write_entropy(explorer, _own_coin, 2)
    explorer.follow(arch["mark"], lambda p: (p, binary_entropy(p)))
    explorer.follow(arch["curve"], _arch_so_far)
    heights = {"more than 1 bit": 1.05, "exactly 1 bit": 1, "half a bit": 0.5, "0 bits": 0}
    explorer.expect("bent coin", said, heights, left, earned=_bent)
    return explorer


def _arch_so_far(p: Array) -> tuple[Array, Array]:
    # The curve appears as far as the coin is bent, to both sides: a coin and its mirror image are alike.
    x = 0.5 + np.abs(p - 0.5) * np.linspace(-1, 1, 401)
    return x, np.asarray(binary_entropy(np.clip(x, 0, 1)))


def _bent(p: Array) -> Array:
    # As far as the lesson asks about, to either side.
    return np.asarray(np.maximum(p, 1 - p) >= 0.9 - 1e-9)


def _own_coin(p: Array) -> tuple[Array, Array]:
    return coin(p), coin(p)


def _area(p: Array) -> Any:
    # What an outcome adds to the entropy; one that never happens adds nothing.
    return p * np.asarray(information_content(np.where(p > 0, p, 1)))


def explore_wrong_code() -> Explorer:
    """Move the model of the weather: the widths are the truth's, the heights the model's, the area is what you pay.

    Returns
    -------
    Explorer
        Sliders q1 (sun) and share (of the rest, to cloud), from 0 to 1; cross-entropy in bits.

    Examples
    --------
    >>> explore_wrong_code()
    Q = (0.330, 0.335, 0.335): the weather costs 1.5930 bits per day.

    References
    ----------
    Kerridge, D. F. (1961), Inaccuracy and Inference.
    """
    left, right = panels(7.6, 3.4, 1, 2, width_ratios=[4, 1])
    said = room_for_said(right)
    areas = plot_areas(P, outcomes=WEATHER, ax=left)
    for i in range(3):
        areas[f"whole {i}"].set(color=Q_COLOUR, edgecolor="white")
    left.set(ylim=(0, TOP), ylabel="length of the signal, bits", xlabel="how often it is sent (probability)")
    (cost,) = right.bar([0], [1.6], 0.6, color=COST)
    right.set(xlim=(-0.6, 0.6), ylim=(0, TOP), xticks=[0], xticklabels=["all areas"], ylabel="cost, bits per day")
    alt = (
        "Left, a rectangle for each weather: as wide as the truth sends it, as high as the model's signal for it is "
        "long, in bits. Right, a bar as high as all areas together: the cost in bits per day."
    )
    share = widgets.FloatSlider(
        0.5, min=0, max=1, step=1 / 30, readout_format=".2f", description="cloud’s share of the rest"
    )
    explorer = Explorer(Drawing(left, alt, areas), q1=percent("Q(sun)", 0.33), share=share)
    follow_areas(explorer, areas, _weather)
    explorer.follow(cost, lambda q1, share: cross_entropy(P, three(q1, share)), infinite=True)
    explorer.say(
        "Q = ({:.3f}, {:.3f}, {:.3f}): the weather costs {:.4f} bits per day.",
        lambda q1, share: (*np.moveaxis(three(q1, share), -1, 0), cross_entropy(P, three(q1, share))),
        infinite=True,
    )
    explorer.say(
        "{}",
        lambda q1, share: np.where(
            kl_divergence(P, three(q1, share)) < 1e-9, "Lower it does not go: Q is P, and the cost is H(P) bits.", ""
        ),
    )
    write_cross_entropy(explorer, _weather, 3)
    explorer.expect("cheapest model", said, earned=lambda q1, share: cross_entropy(P, three(q1, share)) < 1.2)
    return explorer


def _weather(q1: Array, share: Array) -> tuple[Array, Array]:
    model = three(q1, share)
    return np.broadcast_to(P, model.shape), model


def explore_surplus() -> Explorer:
    """Lay the model's heights upon the truth's rectangles: what is coloured, less what is saved, is the KL divergence.

    Returns
    -------
    Explorer
        Sliders p (truth) and q (model), the probabilities of heads, from 0 to 1; KL divergence in bits.

    Examples
    --------
    >>> explore_surplus()
    0.0000 bits too much, 0.0000 bits saved: KL(P‖Q) = 0.0000 bits.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    ax = panels(6.8, 3.6)
    said = room_for_said(ax)
    drawing = plot_areas([0.8, 0.2], [0.8, 0.2], COIN, ax)
    ax.set_ylim(0, TOP)
    drawing.alt = (
        "A rectangle for heads and one for tails, as wide as the truth P has them and as high as P's own surprise in "
        "bits. Where the model Q is the more surprised, the surplus stands coloured on top; where it is the less "
        "surprised, a dotted outline shows what is saved."
    )
    explorer = Explorer(drawing, p=percent("p (truth)", 0.8), q=percent("q (model)", 0.8))
    follow_areas(explorer, drawing, _two_coins)
    explorer.say(
        "{:.4f} bits too much, {:.4f} bits saved: KL(P‖Q) = {:.4f} bits.",
        lambda p, q: _too_much_and_saved(*_two_coins(p, q)),
        infinite=True,
    )
    write_kl(explorer, _two_coins, 2)
    explorer.expect("best of three models", said, earned=lambda q: q <= 0.5)
    return explorer


def _two_coins(p: Array, q: Array) -> tuple[Array, Array]:
    return coin(p), coin(q)


def _too_much_and_saved(p: Array, q: Array) -> tuple[Any, Any, Any]:
    fault = np.asarray(kl_divergence(p, q))
    happens = p > 0
    own = np.asarray(information_content(np.where(happens, p, 1)))
    priced = np.asarray(information_content(np.where(happens, q, 1)))
    saved = np.asarray((p * np.maximum(own - priced, 0)).sum(axis=-1))
    return fault + saved, saved, fault

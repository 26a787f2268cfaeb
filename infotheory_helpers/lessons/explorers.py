"""The explorers of the lessons: a figure of the course, its sliders, and which artist follows which measure.

No formula stands here. Every number comes from the measures, every scene from the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import (
    entropy,
    information_content,
    kl_divergence,
)

from .figures import (
    plot_distributions,
    plot_epsilon,
    plot_kl_sweep,
    plot_surprise,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

P = (0.7, 0.2, 0.1)  # the weather of lessons 3, 5 and 6
WEATHER = ("sun", "cloud", "rain")


def percent(description: str, value: float, low: float = 0, high: float = 1) -> Any:
    """Make a slider for a probability."""
    return widgets.FloatSlider(value, min=low, max=high, step=0.01, description=description)


def coin(p: Array) -> Array:
    """Make both probabilities of a coin of that of heads."""
    return np.stack([p, 1 - p], axis=-1)


def explore_surprise() -> Explorer:
    """Price two independent events: their probabilities multiply, their surprises add.

    Returns
    -------
    Explorer
        Sliders p and p2, each from 0.01 to 1; information content in bits.

    Examples
    --------
    >>> explore_surprise()
    p = 0.50: 1.0000 bits. p′ = 1.00: 0.0000 bits. Both together: probability 0.5000, 1.0000 bits.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication.
    """
    drawing = plot_surprise()
    ax = drawing.ax
    said = room_for_said(ax)
    for text in list(ax.texts):
        text.remove()
    drawing["marks"].remove()
    curve = cast("Line2D", drawing["curve"])
    rarest = np.geomspace(1e-4, 1, 400)  # as rare as both together can be
    curve.set_data(rarest, information_content(rarest))
    ax.set_ylim(0, 14)
    drawing.alt = (
        "Curve of information content in bits against probability. Three marks on it: a disc for the event p, a square "
        "for p′, and a diamond for both together."
    )
    (first,) = ax.plot([0.5], [1], "o", color=HIGHLIGHT, markersize=9)
    (second,) = ax.plot([0.25], [2], "s", color=Q_TEXT, markersize=9)
    (both,) = ax.plot([0.125], [3], "D", color=COST, markersize=9)
    ax.annotate("● p", (0.98, 0.9), xycoords="axes fraction", ha="right", color=HIGHLIGHT)
    ax.annotate("■ p′", (0.98, 0.8), xycoords="axes fraction", ha="right", color=Q_TEXT)
    ax.annotate("◆ both", (0.98, 0.7), xycoords="axes fraction", ha="right", color=COST)

    explorer = Explorer(drawing, p=percent("p", 0.5, 0.01), p2=percent("p′", 1, 0.01))
    explorer.follow(first, lambda p: (p, information_content(p)))
    explorer.follow(second, lambda p2: (p2, information_content(p2)))
    explorer.follow(both, lambda p, p2: (p * p2, information_content(p * p2)))
    explorer.say("p = {:.2f}: {:.4f} bits.", lambda p: (p, information_content(p)))
    explorer.say("p′ = {:.2f}: {:.4f} bits.", lambda p2: (p2, information_content(p2)))
    explorer.say("Both together: probability {:.4f}, {:.4f} bits.", lambda p, p2: (p * p2, information_content(p * p2)))
    explorer.expect("both together", said, earned=lambda p, p2: (p < 1) & (p2 <= 0.5))
    return explorer


def three(q1: Array, share: Array) -> Array:
    """Make three probabilities of two sliders: the first, and how the rest is shared between the other two."""
    rest = 1 - q1
    return np.stack([q1, rest * share, rest * (1 - share)], axis=-1)


def explore_code_budget() -> Explorer:
    """Choose the lengths of four signals: short ones use up a budget, and the cost has a floor.

    Returns
    -------
    Explorer
        Sliders a, b, c and d, from 1 to 5 bits; the cost in bits per symbol.

    Examples
    --------
    >>> explore_code_budget()
    Lengths 2, 2, 2, 2 bits: they take 1.0000 of the budget of 1, all of it: such a code exists. It would cost
    2.0000 bits per symbol.

    References
    ----------
    Kraft, L. G. (1949), A Device for Quantizing, Grouping, and Coding Amplitude-Modulated Pulses.
    """
    left, right = panels(7.4, 3.2, 1, 2, width_ratios=[3, 1])
    said = room_for_said(right)
    bars = [left.barh([0], [0.25], 0.6, color=Q_COLOUR, edgecolor="white")[0] for _ in SYMBOLS]
    letters = [left.text(0, 0, name, ha="center", va="bottom") for name in "abcd"]
    (beyond,) = left.barh([0], [0], 0.6, left=[1], color=COST, edgecolor="white")
    left.axvline(1, color=HIGHLIGHT, linestyle=":")
    left.annotate("all that there is", (0.99, 0.62), ha="right")
    left.annotate("too much", (1.03, 0.62), color=COST)
    left.set(xlim=(0, 2.05), ylim=(-0.5, 0.9), yticks=[], xlabel="budget used")
    left.spines["left"].set_visible(False)
    (cost,) = right.bar([0], [2], 0.6, color=COST)
    none = right.text(0, 2.4, "no such code", ha="center", color=COST)
    right.set(xlim=(-1, 1), ylim=(0, 5.2), xticks=[0], xticklabels=["mean length"], ylabel="cost, bits per symbol")
    left.figure.set_label(
        "Left, the budget used by four signals, one after the other, a longer one using less, up to a dotted line "
        "where it ends; what lies beyond it has the colour of the cost. Right, a bar of the cost in bits per symbol, "
        "if there is a code with these lengths."
    )
    lengths = {
        name: widgets.IntSlider(2, min=1, max=5, description=f"{name} (P = {p:g}), bits")
        for name, p in zip("abcd", SYMBOLS, strict=True)
    }
    explorer = Explorer(left.figure, **lengths)

    def used(*lengths: Array) -> Array:
        return np.asarray(np.exp2(-np.stack(lengths, axis=-1).astype(float)).sum(axis=-1))

    def possible(a: Array, b: Array, c: Array, d: Array) -> Array:
        return used(a, b, c, d) <= 1

    def costs(a: Array, b: Array, c: Array, d: Array) -> Array:
        return np.asarray(np.stack([a, b, c, d], axis=-1) @ SYMBOLS)

    explorer.follow(bars[0], lambda a: (0, -0.3, used(a), 0.6))
    explorer.follow(bars[1], lambda a, b: (used(a), -0.3, used(b), 0.6))
    explorer.follow(bars[2], lambda a, b, c: (used(a, b), -0.3, used(c), 0.6))
    explorer.follow(bars[3], lambda a, b, c, d: (used(a, b, c), -0.3, used(d), 0.6))
    explorer.follow(letters[0], lambda a: (used(a) / 2, 0.33, used(a) > THIN))
    explorer.follow(letters[1], lambda a, b: (used(a) + used(b) / 2, 0.33, used(b) > THIN))
    explorer.follow(letters[2], lambda a, b, c: (used(a, b) + used(c) / 2, 0.33, used(c) > THIN))
    explorer.follow(letters[3], lambda a, b, c, d: (used(a, b, c) + used(d) / 2, 0.33, used(d) > THIN))
    explorer.follow(beyond, lambda a, b, c, d: (1, -0.3, np.maximum(used(a, b, c, d) - 1, 0), 0.12))
    explorer.follow(cost, lambda a, b, c, d: np.where(possible(a, b, c, d), costs(a, b, c, d), 0))
    explorer.follow(none, lambda a, b, c, d: (0, 2.4, ~possible(a, b, c, d)))
    explorer.say(
        "Lengths {:.0f}, {:.0f}, {:.0f}, {:.0f} bits: they take {:.4f} of the budget of 1, {}",
        lambda a, b, c, d: (a, b, c, d, used(a, b, c, d), _budget_story(used(a, b, c, d))),
    )
    explorer.say("It would cost {:.4f} bits per symbol.", costs)
    explorer.expect("shorten the commonest", said, earned=lambda a, b, c, d: (a == 1) & possible(a, b, c, d))
    return explorer


SYMBOLS = np.array([0.5, 0.25, 0.125, 0.125])
THIN = 0.1  # a share of the budget that has no room for its letter


def _budget_story(used: Array) -> Array:
    story: Array = np.select(
        [used > 1, used == 1],
        [
            "too much: no code with these lengths can be read back. Lengthen a signal.",
            "all of it: such a code exists.",
        ],
        "so some is left: a signal could be shorter.",
    )
    return story


def model_sliders(q1: float = 0.33, share: float = 0.5, ends: float = 0) -> dict[str, Any]:
    """Two sliders for a model of the weather, for `three`."""
    # Thirtieths of the rest, so that P itself can be reached, whose cloud has two thirds of it.
    first, last = (1 / 30, 29 / 30) if ends else (0, 1)
    shared = widgets.FloatSlider(share, min=first, max=last, step=1 / 30, description="cloud’s share of the rest")
    return {"q1": percent("Q(sun)", q1, ends, 1 - ends), "share": shared}


def scene_of_model(cost: str, top: float) -> tuple[Drawing, Axes]:
    """Draw the truth and a model of the weather, and beside them an empty scale for a cost."""
    left, right = panels(7.4, 3.2, 1, 2, width_ratios=[3, 1])
    drawing = plot_distributions(P, three(np.asarray(0.33), np.asarray(0.5)), WEATHER, left)
    for text in list(left.texts):
        text.remove()
    drawing.alt = (
        "Bars of probability for sun, cloud and rain: beside each bar of the truth P one of the model Q. "
        f"To the right a bar of {cost}."
    )
    left.annotate("truth P", (0.4, 0.94), xycoords="axes fraction", color=P_COLOUR)
    left.annotate("model Q", (0.6, 0.94), xycoords="axes fraction", color=Q_TEXT)
    right.set(xlim=(-1, 2), ylim=(0, top), xticks=[], ylabel=cost)
    return drawing, right


def follow_model(explorer: Explorer, drawing: Drawing) -> None:
    """Let the model's bars follow its two sliders."""
    explorer.follow(drawing["Q 0"], lambda q1: q1)
    explorer.follow(drawing["Q 1"], lambda q1, share: three(q1, share)[..., 1])
    explorer.follow(drawing["Q 2"], lambda q1, share: three(q1, share)[..., 2])


def explore_kl() -> Explorer:
    """Move the truth and the model of a coin, and see KL both ways.

    Returns
    -------
    Explorer
        Sliders p (truth) and q (model), from 0 to 1 inclusive; KL divergence in bits.

    Examples
    --------
    >>> explore_kl()
    P = (0.80, 0.20), Q = (0.80, 0.20): KL(P‖Q) = 0.0000 bits, KL(Q‖P) = 0.0000 bits.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    drawing = plot_kl_sweep()
    said = room_for_said(drawing.ax)
    ax, curve = drawing.ax, drawing["curve"]
    curve = cast("Line2D", curve)
    grid = np.asarray(curve.get_xdata(), dtype=float)
    for text in list(ax.texts):
        text.remove()
    ax.set(xlabel="model's probability q", ylabel="KL, bits (▲: ∞)")
    drawing.alt = (
        "Curve of KL(P‖Q) in bits against the model's probability q, 0 where q is p and steep towards q = 0 and q = 1. "
        "A disc marks KL(P‖Q) for the q of the slider, a square KL(Q‖P)."
    )
    (backward,) = ax.plot([0.5], [0.3], "s", color=Q_TEXT, markersize=8, clip_on=False, zorder=3)
    # Above the axes, where neither mark comes, not even as an arrow.
    ax.set_title("● KL(P‖Q)", loc="left", fontsize=11, color=HIGHLIGHT)
    ax.set_title("■ KL(Q‖P)", loc="right", fontsize=11, color=Q_TEXT)

    explorer = Explorer(drawing, p=percent("p (truth)", 0.8), q=percent("q (model)", 0.8))
    explorer.follow(curve, lambda p: kl_divergence(coin(p + 0 * grid), coin(grid)))
    explorer.follow(drawing["minimum"], lambda p, q: (q, kl_divergence(coin(p), coin(q))), infinite=True)
    explorer.follow(backward, lambda p, q: (q, kl_divergence(coin(q), coin(p))), infinite=True)
    explorer.say(
        "P = ({:.2f}, {:.2f}), Q = ({:.2f}, {:.2f}): KL(P‖Q) = {:.4f} bits, KL(Q‖P) = {:.4f} bits.",
        lambda p, q: (
            p,
            1 - p,
            q,
            1 - q,
            kl_divergence(coin(p), coin(q)),
            kl_divergence(coin(q), coin(p)),
        ),
        infinite=True,
    )
    explorer.expect("both ways", said, earned=lambda p, q: np.isclose(q, 1 - p) & (p != 0.5))
    return explorer


def explore_epsilon() -> Explorer:
    """Slide the epsilon that a zero was clipped to, and see the printed "KL" move with it.

    Returns
    -------
    Explorer
        Slider epsilon, from 1e-15 to 0.1; what clipping prints, in bits, for a fair coin and Q = (epsilon, 1).

    Examples
    --------
    >>> explore_epsilon()
    The zero clipped to 1e-10: the program prints 15.6096 bits. The KL divergence is ∞ bits.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.3.
    """
    epsilons = 10.0 ** np.arange(-15, 0)
    drawing = plot_epsilon(epsilons, _clipped(epsilons))
    said = room_for_said(drawing.ax)
    (here,) = drawing.ax.plot([1e-10], [15.6], "o", color=HIGHLIGHT, markersize=10, zorder=3)
    slider = widgets.FloatLogSlider(
        1e-10, base=10, min=-15, max=-1, step=1, description="epsilon", readout_format=".0e"
    )
    honest = kl_divergence([0.5, 0.5], [0, 1])

    explorer = Explorer(drawing, epsilon=slider)
    explorer.follow(here, lambda epsilon: (epsilon, _clipped(epsilon)))
    explorer.follow(drawing["curve"], lambda epsilon: _between(1e-10, epsilon))  # as far as the hand has gone
    explorer.say(
        "The zero clipped to {}: the program prints {:.4f} bits. The KL divergence is {:.4f} bits.",
        lambda epsilon: (np.vectorize("{:.0e}".format)(epsilon), _clipped(epsilon), honest),
        infinite=True,
    )
    explorer.expect("factor of a hundred", said, earned=lambda epsilon: epsilon < 1.5e-12)
    return explorer


def _between(start: float, epsilon: Array) -> tuple[Array, Array]:
    # Each power of ten from one to the other, and the last of them again and again.
    low, high = np.log10(np.minimum(start, epsilon)), np.log10(np.maximum(start, epsilon))
    x = 10 ** np.clip(np.arange(-15, 0), np.rint(low), np.rint(high))
    return x, _clipped(x)


def _clipped(epsilon: Array) -> Array:
    # What the faulty program prints for P = (1/2, 1/2) and a Q = (0, 1) clipped to (epsilon, 1), which is no
    # distribution any more: half the surprise of epsilon, less the one bit of the coin's own.
    return np.asarray(information_content(epsilon) / 2 - entropy([0.5, 0.5]))

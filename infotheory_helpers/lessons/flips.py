"""Flips of a coin that fall one after the other, and their mean surprise, which really moves.

The tosses were made beforehand, several runs of them, so that they are there without a kernel; chance chooses the
run at the first flip. A toss is a number between 0 and 1, and it is heads where it lies below p.
"""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.buttons import Draw
from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import binary_entropy, information_content

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

FLIPS, RUNS = 100, 10
COINS = (0, 0.05, *(round(0.1 * i, 1) for i in range(1, 10)), 0.95, 1)
TOSSES = np.random.default_rng(1948).random((RUNS, FLIPS))


def explore_flips() -> Explorer:
    """Flip a coin again and again: each flip's surprise is a stick, and their mean settles on the entropy.

    Returns
    -------
    Explorer
        Slider p, the probability of heads, and buttons that flip; surprise and entropy in bits.

    Examples
    --------
    >>> explore_flips()
    A coin (0.90, 0.10): H = 0.4690 bits per flip. Flips so far: 0, heads 0, tails 0; their mean surprise is
    0.0000 bits per flip.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 3.1.1.
    """
    ax = panels(7, 3.4)
    said = room_for_said(ax)
    ax.figure.set_label(
        "Surprise in bits against the number of flips. Each flip is a stick as high as its surprise: low for the "
        "likelier side, high for the other. A line follows the mean of the sticks so far, with a point at its end; a "
        "dotted line stands at the entropy H."
    )
    (sticks,) = ax.plot(np.zeros(3 * FLIPS), np.zeros(3 * FLIPS), color=MUTED, linewidth=1.5)
    (mean,) = ax.plot(np.arange(1, FLIPS + 1), np.zeros(FLIPS), color=COST)
    veil = ax.bar([0], [0], color="white", zorder=2.4)[0]  # over the flips that are still to come
    (level,) = ax.plot([0, FLIPS + 1], [0, 0], ":", color=HIGHLIGHT, zorder=4)
    (name,) = ax.plot([FLIPS + 3.5], [0.5], marker="$H$", color=HIGHLIGHT, markersize=9, clip_on=False)
    (tip,) = ax.plot([0], [0], "o", color=COST, markersize=9, clip_on=False, zorder=5)
    ax.annotate("a stick for each flip", (0.02, 0.92), xycoords="axes fraction", color=MUTED, zorder=6)
    ax.annotate("their mean", (0.02, 0.82), xycoords="axes fraction", color=COST, zorder=6)
    ax.set(xlim=(0, FLIPS + 5), ylim=(0, 5.2), xlabel="flips", ylabel="surprise, bits")

    explorer = Explorer(
        ax.figure,
        p=widgets.SelectionSlider(options=[(f"{p:.2f}", p) for p in COINS], value=0.9, description="p (heads)"),
        run=Hidden(range(RUNS), 0),
        drawn=Hidden(range(RUNS), 0),
        n=Hidden(range(FLIPS + 1), 0),
    )
    explorer.follow(sticks, lambda p, run: _as_sticks(_surprises(p[..., 0], run[..., 0])))
    explorer.follow(mean, lambda p, run: _means(p[..., 0], run[..., 0])[..., 1:])
    explorer.follow(veil, lambda n: (n + 0.5, 0, FLIPS + 0.5 - n, 5))
    explorer.follow(level, lambda p: binary_entropy(p))
    explorer.follow(name, lambda p: (FLIPS + 3.5, binary_entropy(p)))
    explorer.follow(tip, lambda p, run, n: (n, at_flip(_means(p, run), n)))
    explorer.say("A coin ({:.2f}, {:.2f}): H = {:.4f} bits per flip.", lambda p: (p, 1 - p, binary_entropy(p)))
    explorer.say(
        "Flips so far: {:.0f}, heads {:.0f}, tails {:.0f}; their mean surprise is {:.4f} bits per flip.",
        lambda p, run, n: (n, at_flip(_heads(p, run), n), n - at_flip(_heads(p, run), n), at_flip(_means(p, run), n)),
    )
    explorer.say("{}", lambda p: np.select([p == 0.5, (p == 0) | (p == 1)], [EVEN, CERTAIN], ""))
    explorer.press("flip", flip(1), when=lambda n: n < FLIPS)
    explorer.press("flip 20", flip(20), when=lambda n: n < FLIPS)
    explorer.press("keep flipping", flip(1), when=lambda n: n < FLIPS, repeat=True)
    explorer.press("start again", {"n": 0})
    explorer.expect("five flips", said, earned=lambda n: n >= 5)
    return explorer


EVEN = "Both sides surprise alike, so the mean cannot move."
CERTAIN = "It always lands the same way, which surprises nobody."


def flip(times: int, most: int = FLIPS, runs: int = RUNS) -> dict[str, Any]:
    """What a button does to `n`, the flips so far; the first flip draws which run it is going to be."""
    return {
        "drawn": Draw(lambda n: np.where(n == 0, runs, 1)),
        "run": lambda n, drawn, run: np.where(n == 0, drawn, run),
        "n": lambda n: np.minimum(n + times, most),
    }


def _lands_heads(p: Array, run: Array) -> Array:
    return np.asarray(TOSSES[run] < p[..., None])


def _heads(p: Array, run: Array) -> Array:
    # How many there are after 0, 1, 2 … flips.
    return summed(_lands_heads(p, run))


def _surprises(p: Array, run: Array) -> Array:
    happened = np.where(_lands_heads(p, run), p[..., None], 1 - p[..., None])
    return np.asarray(information_content(happened))


def _means(p: Array, run: Array) -> Array:
    # After no flip there is no mean: the line starts at 0.
    return np.asarray(summed(_surprises(p, run)) / np.maximum(np.arange(FLIPS + 1), 1))


def summed(each: Array) -> Array:
    """Give the sums after 0, 1, 2 … flips."""
    return np.concatenate([np.zeros((*each.shape[:-1], 1)), np.cumsum(each, axis=-1)], axis=-1)


def at_flip(all_flips: Array, n: Array) -> Array:
    """Give what there is after the n-th."""
    return np.asarray(np.take_along_axis(all_flips, n[..., None], axis=-1)[..., 0])


def _as_sticks(heights: Array) -> tuple[Array, Array]:
    ground = np.zeros_like(heights)
    y = np.stack([ground, heights, ground], axis=-1).reshape(*heights.shape[:-1], -1)
    return np.repeat(np.arange(1, FLIPS + 1), 3), y

"""KL as evidence: flip a coin, and see how fast the flips speak for the truth and against the model."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import information_content, kl_divergence

from .explorers import coin
from .flips import at_flip, flip, summed

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

FLIPS, RUNS = 30, 10
TOSSES = np.random.default_rng(1951).random((RUNS, FLIPS))  # heads where they lie below p
CHANCES = (0, 0.01, 0.1, 0.25, 0.5, 0.51, 0.75, 0.9, 0.99, 1)
LOWEST, HIGHEST = -8, 30


def explore_evidence() -> Explorer:
    """Flip the true coin: each flip is evidence for it and against the model, KL bits of it on average.

    Returns
    -------
    Explorer
        Sliders p (truth) and q (model), from 0 to 1 inclusive, and buttons that flip; evidence in bits.

    Examples
    --------
    >>> explore_evidence()
    Truth P = (0.75, 0.25), model Q = (0.50, 0.50): KL(P‖Q) = 0.1887 bits per flip. Flips so far: 0, heads 0;
    the evidence for P against Q is 0.00 bits.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    ax = panels(7, 3.6)
    said = room_for_said(ax)
    ax.figure.set_label(
        "Evidence for the truth against the model, in bits, against the number of flips. It starts at 0 and steps up "
        "where a flip is likelier under P, down where it is likelier under Q; a point shows where it stands, an arrow "
        "where it is above the picture. A dashed line with the slope KL(P‖Q) was there before the flips; where KL is "
        "infinite it stands upright."
    )
    every = np.arange(FLIPS + 1)
    ax.axhline(0, color=MUTED, linewidth=0.8, zorder=2.6)
    (path,) = ax.plot(every, np.zeros(FLIPS + 1), color=COST, zorder=2)
    veil = ax.bar([0], [0], color="white", zorder=2.4)[0]  # over the flips that are still to come
    (slope,) = ax.plot([0, FLIPS], [0, 0], "--", color=HIGHLIGHT, zorder=3)
    (tip,) = ax.plot([0], [0], "o", color=COST, markersize=9, clip_on=False, zorder=5)
    ax.annotate("- - slope KL(P‖Q)", (FLIPS, -6), ha="right", color=HIGHLIGHT, zorder=6)
    ax.annotate("● evidence", (FLIPS / 2, -6), ha="right", color=COST, zorder=6)
    ax.set(xlim=(-0.5, FLIPS + 0.5), ylim=(LOWEST, HIGHEST), xlabel="flips", ylabel="evidence for P against Q, bits")

    explorer = Explorer(
        ax.figure,
        p=_chance("p (truth)", 0.75),
        q=_chance("q (model)", 0.5),
        run=Hidden(range(RUNS), 0),
        drawn=Hidden(range(RUNS), 0),
        n=Hidden(range(FLIPS + 1), 0),
    )
    explorer.follow(path, lambda p, q, run: _evidence(p[..., 0], q[..., 0], run[..., 0]), infinite=True)
    explorer.follow(veil, lambda n: (n, LOWEST, FLIPS + 0.5 - n, HIGHEST - LOWEST))
    explorer.follow(slope, lambda p, q: _slope(kl_divergence(coin(p[..., 0]), coin(q[..., 0]))), infinite=True)
    explorer.follow(tip, lambda p, q, run, n: (n, _on_axes(at_flip(_evidence(p, q, run), n))), infinite=True)
    explorer.say(
        "Truth P = ({:.2f}, {:.2f}), model Q = ({:.2f}, {:.2f}): KL(P‖Q) = {:.4f} bits per flip.",
        lambda p, q: (p, 1 - p, q, 1 - q, kl_divergence(coin(p), coin(q))),
        infinite=True,
    )
    explorer.say(
        "Flips so far: {:.0f}, heads {:.0f};",
        lambda p, run, n: (n, at_flip(summed(_lands_heads(p, run)), n)),
    )
    explorer.say(
        "the evidence for P against Q is {:.2f} bits.",
        lambda p, q, run, n: at_flip(_evidence(p, q, run), n),
        infinite=True,
    )
    explorer.say("{}", lambda p, q, run, n: np.where(np.isinf(at_flip(_evidence(p, q, run), n)), CERTAIN, ""))
    explorer.press("flip", flip(1, FLIPS, RUNS), when=lambda n: n < FLIPS)
    explorer.press("keep flipping", flip(1, FLIPS, RUNS), when=lambda n: n < FLIPS, repeat=True)
    explorer.press("start again", {"n": 0})
    explorer.press("0.50 against 0.51", {"p": 0.5, "q": 0.51, "n": 0})
    explorer.press("0.01 against 0.50", {"p": 0.01, "q": 0.5, "n": 0})
    explorer.expect("faster evidence", said, earned=lambda p, n: (p < 0.05) & (n > 0))
    return explorer


CERTAIN = "That is certainty: something happened that Q had ruled out."


def _chance(description: str, value: float) -> Any:
    return widgets.SelectionSlider(options=[(f"{p:.2f}", p) for p in CHANCES], value=value, description=description)


def _lands_heads(p: Array, run: Array) -> Array:
    return np.asarray(TOSSES[run] < p[..., None])


def _evidence(p: Array, q: Array, run: Array) -> Array:
    # After 0, 1, 2 … flips: how much more each surprised Q than P, added up.
    heads = _lands_heads(p, run)

    def surprise(chance: Array) -> Any:
        return information_content(np.where(heads, chance[..., None], 1 - chance[..., None]))

    return summed(surprise(q) - surprise(p))


def _slope(kl: Array) -> tuple[Array, Array]:
    # From nothing, to what the flips bring on average; upright where each may bring infinitely much.
    kl = np.asarray(kl)[..., None]
    end = np.array([0, FLIPS])
    return np.where(np.isinf(kl), 0, end), np.where(end == 0, 0, kl * FLIPS)


def _on_axes(evidence: Array) -> Array:
    return np.where(evidence > HIGHEST, np.inf, np.maximum(evidence, LOWEST))

"""The explorer of luck: labels dealt at random into drawers, and a heap of what each deal gained."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np

from infotheory_helpers.explorer.buttons import Draw
from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import GAIN, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.positions import Hidden

from .deals import (
    ASIDE,
    COLUMN,
    DRAWERS,
    HEAP,
    RING,
    ROUND,
    SAMPLES,
    STARTS,
    deals,
    heaps,
    mean_so_far,
    places,
    reached_so_far,
    rounds,
)
from .wines import GROWERS, Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it


def explore_luck() -> Explorer:
    """Deal the growers' labels out at random among some wines, and see what a question about ash gains by luck.

    Returns
    -------
    Explorer
        Choices of samples (wines) and answers (drawers for ash), and buttons that deal; gains in bits.

    Examples
    --------
    >>> explore_luck()
    30 wines in 4 drawers of ash. Nothing is dealt yet: no gain, in bits, lies on the heap.

    References
    ----------
    Fisher, R. A. (1935), The Design of Experiments, section 21.
    """
    table, heap = panels(8.8, 3.9, 1, 2, width_ratios=[1, 1.25])
    said = room_for_said(table)
    figure: Any = table.get_figure()
    figure.set_label(
        "Two panels. On the left the drawers, with a dot for each wine in them, by its grower's label: the real one, "
        "or the one that it was dealt. On the right a heap of dots, one for each deal so far, each at its gain in bits."
    )
    title = _draw_table(table)
    real = _draw_heap(heap)
    explorer = Explorer(
        figure,
        samples=widgets.ToggleButtons(
            options=[(str(n), i) for i, n in enumerate(SAMPLES)], value=1, description="wines"
        ),
        answers=widgets.ToggleButtons(
            options=[(str(v), i) for i, v in enumerate(DRAWERS)], value=1, description="drawers"
        ),
        start=Hidden(range(STARTS), 0),
        chance=Hidden(range(STARTS), 0),
        so_far=Hidden(range(ROUND + 1), 0),
        deal=Hidden(range(RING + 1), 0),
        asked=Hidden((0, 1), 0),
    )
    words = np.array(["the real labels", "labels dealt at random"], dtype=object)
    explorer.follow(title, lambda deal: words[(deal > 0).astype(int)], "{}")
    _follow_table(explorer, table)
    _follow_heap(explorer, heap, real)
    _say(explorer)
    once_more = {
        "chance": Draw(lambda: STARTS),
        "start": lambda start, chance, so_far: np.where(so_far == 0, chance, start),
        "so_far": lambda so_far: np.minimum(so_far + 1, ROUND),
        "deal": lambda start, so_far: rounds()[start, so_far - 1],
    }
    explorer.press("deal again", once_more, when=lambda so_far: so_far < ROUND)
    explorer.press("keep dealing", once_more, when=lambda so_far: so_far < ROUND, repeat=True)
    explorer.press("start anew", {"so_far": 0, "deal": 0, "asked": 0}, when=lambda so_far: so_far > 0)
    explorer.press("what did ash gain?", {"asked": 1}, when=lambda so_far, asked: (so_far >= 3) & (asked == 0))
    explorer.expect("luck of shuffled labels", said, earned=lambda so_far: so_far >= 3)
    return explorer


def _draw_table(ax: Axes) -> Text:
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.2, COLUMN + 0.6), xticks=[], yticks=[])
    ax.set_xlabel("drawers, from little ash to much")
    for edge in ("left", "bottom"):
        ax.spines[edge].set_visible(False)
    for x, (letter, ink, mark) in zip([0.55, 0.72, 0.89], GROWERS, strict=True):
        ax.plot([x], [COLUMN + 0.1], mark, color=ink, markersize=5.5, markeredgewidth=0)
        ax.text(x + 0.03, COLUMN + 0.1, letter, color=ink, va="center")
    return ax.set_title("labels dealt at random", loc="left", fontsize=11)


def _draw_heap(ax: Axes) -> Text:
    most = np.ceil(10 * deals().gains.max()) / 10
    ax.set(xlim=(0, most), ylim=(0, HEAP + 2), yticks=[], xlabel="gain, bits")
    ax.spines["left"].set_visible(False)
    ax.set_title("● one deal each", loc="left", fontsize=11, color=MUTED)
    ax.set_title("- - their mean", loc="right", fontsize=11, color=HIGHLIGHT)
    return ax.text(most / 2, HEAP + 2, "ash: 0.2270 bits", ha="center", va="top", color=GAIN)


def _follow_table(explorer: Explorer, ax: Axes) -> None:
    # One tray for each drawer, and a place in it for each label that may come to lie there.
    from infotheory_helpers.explorer.shapes import boxes

    trays = boxes(ax, max(DRAWERS), color="none", edgecolor=MUTED)
    left = np.array([[k / v + 0.005 if k < v else ASIDE for k in range(max(DRAWERS))] for v in DRAWERS])
    wide = np.array([[0.96 / v if k < v else 0 for k in range(max(DRAWERS))] for v in DRAWERS])
    explorer.follow(trays, lambda answers: (left[answers[..., 0]], 0, wide[answers[..., 0]], COLUMN - 0.6))
    for grower, (_, ink, mark) in enumerate(GROWERS):
        x, up = places(grower)
        (dots,) = ax.plot(x[0, 0], up[0, 0, 0], mark, color=ink, markersize=6.5, markeredgewidth=0)
        explorer.follow(dots, _dealt(x, up))


def _dealt(x: Array, up: Array) -> Callable[..., tuple[Array, Array]]:
    return lambda samples, answers, deal: (
        x[samples[..., 0], answers[..., 0]],
        up[samples[..., 0], answers[..., 0], deal[..., 0]],
    )


def _follow_heap(explorer: Explorer, ax: Axes, real: Text) -> None:
    x, up = heaps()
    (dots,) = ax.plot(
        x[0, 0, 0], up[0, 0, 0], "o", color=MUTED, markersize=8, markeredgecolor="white", markeredgewidth=0.6
    )
    fallen = np.arange(ROUND)

    def lying(samples: Array, answers: Array, start: Array, so_far: Array) -> tuple[Array, Array]:
        at = samples[..., 0], answers[..., 0], start[..., 0]
        return x[at], np.where(fallen < so_far, up[at], ASIDE)

    explorer.follow(dots, lying)
    (last,) = ax.plot([0.1], [ASIDE], "o", color=HIGHLIGHT, markersize=8, markeredgewidth=0)

    def fallen_last(samples: Array, answers: Array, start: Array, so_far: Array) -> tuple[Array, Array]:
        at = samples, answers, start, np.maximum(so_far, 1) - 1
        return x[at], np.where(so_far > 0, up[at], ASIDE)

    explorer.follow(last, fallen_last)
    ends = np.array([0, HEAP])
    (line,) = ax.plot([0.1, 0.1], ends, "--", color=HIGHLIGHT, linewidth=1.3)
    explorer.follow(
        line,
        lambda samples, answers, start, so_far: (mean_so_far(samples, answers, start, so_far) + 0 * ends, ends),
    )
    gained = deals().gains[..., 0]
    upto = np.array([0, HEAP])
    (real_line,) = ax.plot([0.2, 0.2], upto, color=GAIN)
    explorer.follow(
        real_line, lambda samples, answers, asked: (np.where(asked, gained[samples, answers], ASIDE) + 0 * upto, upto)
    )
    explorer.follow(real, lambda samples, answers: gained[samples, answers], "ash: {:.4f} bits")
    explorer.follow(real, lambda samples, answers, asked: (np.maximum(gained[samples, answers], 0.13), HEAP + 2, asked))


def _say(explorer: Explorer) -> None:
    explorer.say(
        "{:.0f} wines in {:.0f} drawers of ash. {}",
        lambda samples, answers, so_far: (
            np.array(SAMPLES)[samples],
            np.array(DRAWERS)[answers],
            np.where(so_far > 0, "", "Nothing is dealt yet: no gain, in bits, lies on the heap."),
        ),
    )
    # In words, as what is not there yet has no number.
    explorer.say("{}", lambda so_far: _worded("Deals so far: {:.0f}.", so_far, so_far > 0))
    explorer.say(
        "{}{}{}",
        lambda samples, answers, deal: _sentence(
            "This one gains", "{:.4f}", deals().gains[samples, answers, deal], deal > 0
        ),
    )
    explorer.say(
        "{}{}{}",
        lambda samples, answers, start, so_far: _sentence(
            "On average:", "{:.3f}", mean_so_far(samples, answers, start, so_far), so_far > 0
        ),
    )
    explorer.say(
        "{}{}{}",
        lambda samples, answers, asked: _sentence(
            "The real labels gain", "{:.4f}", deals().gains[samples, answers, 0], asked
        ),
    )
    explorer.say(
        "{}",
        lambda samples, answers, start, so_far, asked: _worded(
            "Deals that reach them: {:.0f}.", reached_so_far(samples, answers, start, so_far), asked
        ),
    )


def _worded(form: str, numbers: Array, there: Array) -> Array:
    # A sentence for each number, and none where there is nothing to say.
    every, at = np.unique(np.asarray(numbers, float), return_inverse=True)
    return np.where(there, np.array([form.format(number) for number in every], dtype=object)[at], "")


def _sentence(words: str, form: str, bits: Array, there: Array) -> tuple[Array, Array, Array]:
    # In three parts, so that the words go to the page once.
    return np.where(there, f"{words} ", ""), _worded(form, bits, there), np.where(there, " bits.", "")

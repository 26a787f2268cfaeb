"""One line of text, letter by letter: what each costs a model that looks back so many letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import STYLE, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import HIGHLIGHT, MUTED, Q_COLOUR, Q_TEXT

from .ngrams import SIZE, SYMBOLS
from .prices import LINES, MOST, NEW, came, codes, prices

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

ACROSS = 21  # letters in a row, of two
PITCH = 15  # bits from the foot of one row to that of the next
FINEST = 0.004  # of a bar's height: half a point, and a page that is smaller
LOW, HIGH = 0.5, 8  # bits: nearly known, and a shock


def explore_memory() -> Explorer:
    """Give a model a longer memory and see, letter by letter, which of its surprises shrink and which grow.

    Returns
    -------
    Explorer
        A choice of line, sliders for the memory from 0 to 8 letters and for the letter looked at; surprise in bits.

    Examples
    --------
    >>> explorer = explore_memory()
    >>> explorer.values
    {'line': 0, 'memory': 0, 'letter': 9, 'said': ''}

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    top, left, right = _axes()
    said = room_for_said(top)
    explorer = Explorer(
        top.figure,
        line=widgets.ToggleButtons(options=[("new to the model", 0), ("from its training", 1)], description="line"),
        memory=widgets.IntSlider(0, min=0, max=MOST, description="memory, letters"),
        letter=widgets.IntSlider(9, min=1, max=len(NEW), description="letter"),
    )
    _line_of_letters(explorer, top)
    _bars(explorer, left)
    _means(explorer, right)
    priced = prices()
    explorer.say(
        "“{}”, memory {:.0f}: {:.2f} bits per letter on average. {:.0f} of its 41 letters cost less than half a bit, "
        "{:.0f} more than 8 bits.",
        lambda line, memory: (
            [LINES[int(at)] for at in line],
            memory,
            priced.bits[line, memory].mean(axis=-1),
            (priced.bits[line, memory] < LOW).sum(axis=-1),
            (priced.bits[line, memory] > HIGH).sum(axis=-1),
        ),
    )
    explorer.say(
        "Letter {:.0f}, {}, had probability {:.4f} and cost {:.2f} bits. Its context was seen in training {:.0f} ×.",
        lambda line, memory, letter: (
            letter,
            came()[line, letter - 1],
            priced.chances[line, memory, letter - 1, codes()[line, letter - 1]],
            priced.bits[line, memory, letter - 1],
            priced.seen[line, memory, letter - 1],
        ),
    )
    explorer.expect("longer memory", said, earned=lambda line, memory: (line == 0) & (memory >= 7))
    return explorer


def _axes() -> tuple[Any, Any, Any]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.4, 5.7), layout="constrained")
        axes = figure.subplot_mosaic(
            [["line", "line"], ["bars", "means"]], height_ratios=[1.75, 1], width_ratios=[2.1, 1]
        )
    top, left, right = axes["line"], axes["bars"], axes["means"]
    marks = [0, 4, 8, 12]
    top.set(xlim=(-0.6, ACROSS - 0.4), ylim=(-2.2, PITCH + 12.5), ylabel="surprise, bits", xticks=[])
    top.set_yticks([*marks, *(PITCH + mark for mark in marks)], [*map(str, marks), *map(str, marks)])
    top.spines["bottom"].set_visible(False)
    left.set(xlim=(-0.7, SIZE - 0.3), ylim=(0, 1.15), yticks=[0, 0.5, 1], ylabel="probability", xlabel="next letter")
    left.set_xticks(range(SIZE), list(SYMBOLS.replace(" ", "␣")))
    left.tick_params(axis="x", labelsize=10.5, length=0)
    right.set(xlim=(-0.3, MOST + 0.3), ylim=(0, 4.6), xticks=range(0, MOST + 1, 2), xlabel="memory, letters")
    right.set_ylabel("mean, bits")
    figure.set_label(
        "Above, a line of 41 letters in two rows, each letter as high as its surprise in bits under a model; spaces "
        "are outlines, and a small triangle points at one letter. Below left, bars of the probabilities that the model "
        "gave all 27 letters at that place, with a mark over the letter that came. Below right, the mean of the line "
        "in bits per letter for the memory chosen, and for those tried before."
    )
    return top, left, right


def _line_of_letters(explorer: Explorer, ax: Any) -> None:
    from infotheory_helpers.explorer.shapes import boxes

    bits = prices().bits
    for foot in (0, PITCH):
        ax.axhline(foot, color=MUTED, linewidth=0.6)
    for line, words in enumerate(LINES):
        for i, letter in enumerate(words):
            if letter != " ":
                text = ax.text(*_place(i), letter.upper(), ha="center", va="baseline", color=Q_TEXT)
                text.set(fontsize=11.3, fontweight="bold", clip_on=False)
                explorer.follow(text, _as_high_as(line, i))
    most = max(words.count(" ") for words in LINES)
    spaces = boxes(ax, most, color="none", edgecolor=Q_COLOUR, linewidth=1.2)

    def of_spaces(line: Array, memory: Array) -> tuple[Array, ...]:
        x, y, known = _spaces(most)[:, line[..., 0]]
        high = np.take_along_axis(bits[line[..., 0], memory[..., 0]], known.astype(int), axis=-1)
        return x - 0.3, y, np.where(x < 0, 0, 0.6), np.where(x < 0, 0, high)

    explorer.follow(spaces, of_spaces)
    looked_at = boxes(ax, 2, color=MUTED)
    explorer.follow(looked_at, _what_it_looks_at)
    (hand,) = ax.plot([0], [0], "^", color=HIGHLIGHT, markersize=7, clip_on=False)
    explorer.follow(hand, lambda letter: _under(letter - 1))
    explorer.grab(hand, "letter")


def _place(i: int) -> tuple[float, float]:
    return i % ACROSS, PITCH * (i < ACROSS)


def _under(i: Array) -> tuple[Array, Array]:
    return i % ACROSS, PITCH * (i < ACROSS) - 1.3


def _what_it_looks_at(memory: Array, letter: Array) -> tuple[Array, ...]:
    # A bar under the letters before, in the row of each.
    last = letter - 1
    first = np.maximum(last - memory, 0)
    row = np.array([0, 1])
    start, end = (np.clip(edge, ACROSS * row, ACROSS * (row + 1)) for edge in (first, last))
    left = start - ACROSS * row - 0.5
    return left, PITCH * (row == 0) - 1.1, end - start, np.where(end > start, 0.6, 0)


def _as_high_as(own: int, i: int) -> Callable[..., tuple[Any, ...]]:
    # The letters of the other line wait in the air above: no two words lie on each other in the still picture.
    x, y = _place(i)

    def follow(line: Array, memory: Array) -> tuple[Any, ...]:
        shown = line == own
        return x, np.where(shown, y, y + PITCH / 2), shown, prices().bits[own, memory, i]

    return follow


def _spaces(most: int) -> Array:
    # Their x, y and number, by line; the line with fewer has one at x = −1, which is not drawn.
    found = np.full((3, len(LINES), most), -1.0)
    for line, words in enumerate(LINES):
        for k, i in enumerate(i for i, letter in enumerate(words) if letter == " "):
            found[:, line, k] = (*_place(i), i)
    return found


def _bars(explorer: Explorer, ax: Any) -> None:
    from infotheory_helpers.explorer.shapes import boxes

    priced = prices()
    bars = boxes(ax, SIZE, color=Q_COLOUR)

    def of_letters(line: Array, memory: Array, letter: Array) -> tuple[Any, ...]:
        chances = priced.chances[line[..., 0], memory[..., 0], letter[..., 0] - 1]
        return np.arange(SIZE) - 0.4, 0, 0.8, np.round(chances / FINEST) * FINEST

    explorer.follow(bars, of_letters)
    (came,) = ax.plot([0], [0.5], "v", color=HIGHLIGHT, markersize=7)

    def over_what_came(line: Array, memory: Array, letter: Array) -> tuple[Array, Array]:
        code = codes()[line, letter - 1]
        return code, priced.chances[line, memory, letter - 1, code] + 0.07

    explorer.follow(came, over_what_came)
    title = ax.text(
        0.99,
        1.0,
        "context seen in training: 147766 ×",
        transform=ax.transAxes,
        ha="right",
        va="top",
        fontsize=10.5,
        color=MUTED,
    )
    explorer.follow(
        title,
        lambda line, memory, letter: priced.seen[line, memory, letter - 1],
        "context seen in training: {:.0f} ×",
    )


def _means(explorer: Explorer, ax: Any) -> None:
    means = prices().bits.mean(axis=-1)
    (trail,) = ax.plot([0, 0], [0, 0], color=Q_COLOUR)
    (dot,) = ax.plot([0], [0], "o", color=HIGHLIGHT, markersize=8, clip_on=False, zorder=3)

    def mean(line: Array, memory: Array) -> tuple[Array, Array]:
        return memory, means[line, memory]

    explorer.follow(trail, mean, along="memory")
    explorer.follow(dot, mean)

"""An interval that narrows with each symbol of a message, and the binary ruler that finds a number in it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import HIGHLIGHT, MUTED, Q_COLOUR
from infotheory_helpers.measures.information import information_content

from .codes import arithmetic_encode
from .views import seen

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D


def plot_narrowing(message: str, counts: Mapping[str, int], ax: Axes | None = None) -> Drawing:
    """Draw how an arithmetic code narrows an interval: each symbol chooses its share, and that is split again.

    Parameters
    ----------
    message : str
        A few symbols.
    counts : dict of character to int
        The model: a symbol's share is its count by the total.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "share 0", "share 1", …: the bars that the message chooses, one in each row. Widths are
        probabilities, their surprise is in bits. "number" is the tick of the binary fraction that stands for it.

    Examples
    --------
    >>> plot_narrowing("ab", {"a": 3, "b": 1})["share 1"].get_width().item()
    0.25

    References
    ----------
    Rissanen, J. (1976), Generalized Kraft Inequality and Arithmetic Coding.
    """
    ax = axes_or_new(ax, width=7.2, height=2.1 + 0.75 * len(message))
    total = sum(counts.values())
    starts = dict(zip(counts, itertools.accumulate(counts.values(), initial=0), strict=False))
    chances = np.cumprod([counts[symbol] / total for symbol in message])
    artists: dict[str, Artist] = {}
    for row, chosen in enumerate(message):
        for symbol, count in counts.items():
            left, width = starts[symbol] / total, count / total
            colour = (Q_COLOUR, 0.5) if symbol == chosen else "white"
            (bar,) = ax.barh(row, width, 0.5, left, color=colour, edgecolor=MUTED)
            ax.text(left + width / 2, row, seen(symbol), ha="center", va="center_baseline")
            if symbol == chosen:
                artists[f"share {row}"] = bar
        left, right = starts[chosen] / total, (starts[chosen] + counts[chosen]) / total
        for here, below in [(left, 0), (right, 1)]:
            ax.plot([here, below], [row + 0.25, row + 0.75], color=Q_COLOUR, linewidth=1.2)
    bits = arithmetic_encode(message, counts)
    artists["number"] = _lay_ruler(ax, len(message), _interval(message, starts, counts, total), bits)
    names = [f"{message[: row + 1]}\n{information_content(chance):.2f} bits" for row, chance in enumerate(chances)]
    names.append(f"its number\n{len(bits)} bits")
    ax.set(xlim=(0, 1), ylim=(len(message) + 0.75, -0.4), yticks=range(len(names)), yticklabels=names)
    ax.set_xlabel("each row: the share chosen above, stretched to 1; each width is a probability")
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    alt = (
        f"An interval split into shares by {len(counts)} characters, and the share of each character of “{message}” "
        f"split again in the row below. The shares chosen are worth "
        + ", ".join(f"{information_content(chance):.2f}" for chance in chances)
        + f" bits so far. Below, the last share as a ruler of binary fractions: the first in it has {len(bits)} "
        f"digits, {bits}."
    )
    return Drawing(ax, alt, artists)


def _interval(
    message: str, starts: Mapping[str, int], counts: Mapping[str, int], total: int
) -> tuple[Fraction, Fraction]:
    # Where the last share begins, and its width.
    low, width = Fraction(0), Fraction(1)
    for symbol in message:
        low, width = low + width * starts[symbol] / total, width * counts[symbol] / total
    return low, width


def _lay_ruler(ax: Axes, row: int, interval: tuple[Fraction, Fraction], bits: str) -> Line2D:
    # The last share, stretched to 1, as a ruler: ticks as far apart as the digits of the number say, and finer ones.
    low, width = interval
    ax.plot([0, 1], [row + 0.25, row + 0.25], color=MUTED, linewidth=1.2)
    for finer, height in [(2, 0.14), (1, 0.26), (0, 0.42)]:
        step = Fraction(1, 2 ** (len(bits) + finer))
        for tick in range(math.ceil(low / step), math.ceil((low + width) / step)):
            x = float((tick * step - low) / width)
            ax.plot([x, x], [row + 0.25, row + 0.25 - height], color=MUTED, linewidth=1.2, solid_capstyle="butt")
    x = float((Fraction(int(bits or "0", 2), 2 ** len(bits)) - low) / width)
    (number,) = ax.plot([x, x], [row + 0.25, row - 0.17], color=HIGHLIGHT, linewidth=3, solid_capstyle="butt", zorder=4)
    side = "left" if x < 0.5 else "right"
    ax.text(min(max(x, 0.0), 1.0), row + 0.42, f"0.{bits}", ha=side, va="center_baseline", color=HIGHLIGHT)
    return number

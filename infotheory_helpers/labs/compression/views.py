"""The figures of the lab on compression: letters, and blocks with their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import COST, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import entropy

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

SIGNS = {" ": "␣", "\n": "↵", "\t": "⇥"}  # what would not be seen


def seen(symbol: str) -> str:
    """Give a character, or a sign for one that would not be seen."""
    return SIGNS.get(symbol, symbol)


def plot_letters(counts: Mapping[str, int], most: int = 32, ax: Axes | None = None) -> Drawing:
    """Draw how often the commonest characters of a text come, and say their entropy.

    Parameters
    ----------
    counts : dict of character to int
        Such as a Counter of the text.
    most : int
        How many to draw.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "bar X" for each character X; the entropy of all characters in bits stands in the title.

    Examples
    --------
    >>> plot_letters({"a": 3, "b": 1})["bar a"].get_height().item()
    0.75

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    ax = axes_or_new(ax, width=7.2, height=3.2)
    total = sum(counts.values())
    commonest = Counter(counts).most_common(most)
    names, shares = [seen(symbol) for symbol, _ in commonest], [count / total for _, count in commonest]
    half = int(np.searchsorted(np.cumsum(shares), 0.5)) + 1  # so many make half of the text
    bars = ax.bar(range(len(names)), shares, 0.75, color=P_COLOUR)
    for bar in bars[half:]:
        bar.set_alpha(0.5)
    for place in sorted({0, half - 1, len(names) - 1}):
        side = {0: "left", len(names) - 1: "right"}.get(place, "center")
        x = place + {"left": -0.4, "right": 0.4, "center": 0}[side]
        ax.annotate(f"{shares[place]:.3f}", (x, shares[place]), (0, 3), textcoords="offset points", ha=side)
    if half < len(names):
        ax.text(half - 0.5, 0.5 * shares[0], f"these {half} make half of the text", color=P_COLOUR)
    bits = entropy(np.array(list(counts.values())) / total)
    ax.set(xticks=range(len(names)), xticklabels=names, yticks=[], ylabel="probability", xlim=(-0.7, len(names) - 0.3))
    ax.tick_params(length=0)
    ax.set_xlabel(f"outcomes: the {len(names)} commonest characters of {len(counts)}")
    ax.set_title(f"H = {bits:.2f} bits per character", loc="right", fontsize=11, color=P_COLOUR)
    alt = (
        f"Bars of probability of the {len(names)} commonest characters of {len(counts)}, falling from {names[0]} "
        f"with {shares[0]:.3f} to {names[-1]} with {shares[-1]:.3f}; the first {half} make half of the text; entropy "
        f"{bits:.2f} bits per character."
    )
    return Drawing(ax, alt, {f"bar {symbol}": bar for (symbol, _), bar in zip(commonest, bars, strict=True)})


def plot_blocks(text: Sequence[float], table: Sequence[float], ax: Axes | None = None) -> Drawing:
    """Draw what a text takes in blocks of 1, 2, 3, … characters, with the table of their words on top.

    Parameters
    ----------
    text, table : sequence of float
        For each size of block, in bits per character: the text in Huffman's words, and the table.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "text 1", "table 1", "text 2", …

    Raises
    ------
    ValueError
        If the two have different lengths.

    Examples
    --------
    >>> plot_blocks([4.7, 4.1], [0.01, 0.1])["table 2"].get_y().item()
    4.1

    References
    ----------
    Rissanen, J. (1978), Modeling by Shortest Data Description.
    """
    if len(text) != len(table):
        raise ValueError(f"`text` has {len(text)} sizes of block, and `table` {len(table)}. They need the same number.")
    ax = axes_or_new(ax, width=6.4, height=3.6)
    artists: dict[str, Artist] = {}
    sums = np.add(text, table)
    for size, (words, more, both) in enumerate(zip(text, table, sums, strict=True), start=1):
        (artists[f"text {size}"],) = ax.bar(size, words, 0.7, color=Q_COLOUR, edgecolor="white", linewidth=0.8)
        (artists[f"table {size}"],) = ax.bar(size, more, 0.7, words, color=COST, edgecolor="white", linewidth=0.8)
        ax.annotate(f"{both:.2f}", (size, both), (0, 3), textcoords="offset points", ha="center")
    last, right = len(text), len(text) + 0.42
    ax.text(right, text[-1] / 2, "the text", va="center", color=Q_TEXT)
    ax.text(right, text[-1] + table[-1] / 2, "its table", va="center", color=COST)
    ax.set(xlim=(0.5, last + 1.3), ylim=(0, 1.12 * sums.max()), xticks=range(1, last + 1))
    ax.set(xlabel="characters in a block", ylabel="bits per character")
    parts = ", ".join(
        f"{size}: {a:.2f} + {b:.2f}" for size, (a, b) in enumerate(zip(text, table, strict=True), start=1)
    )
    alt = f"Stacked bars of bits per character, text and table, by the characters in a block: {parts}."
    return Drawing(ax, alt, artists)

"""What a shuffle takes from a zip program: its sizes before and after, and what it can still copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from infotheory_helpers.explorer.drawing import Drawing, panels
from infotheory_helpers.explorer.palette import MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.explorer.shapes import boxes

from .codes import bits_by_compressors
from .copies import pieces_of
from .views import seen

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from infotheory_helpers.explorer.patches import Boxes

ACROSS, LINES = 40, 3  # how much of a text is shown


def plot_shuffled(text: str, shuffled: str, huffman: float, floor: float, start: int = 50_000) -> Drawing:
    """Draw what zip programs take for a text and for the same characters shuffled, and what there is to copy.

    Parameters
    ----------
    text, shuffled : str
    huffman : float
        What Huffman's code of single characters takes for either, in bits per character.
    floor : float
        The entropy of single characters, in bits.
    start : int
        Which lines are shown, from this character on; nearer the front if the text is shorter.

    Returns
    -------
    Drawing, with artists "line NAME" for each program, "floor", a line, and the shaded copies, "text" and "shuffled".

    Raises
    ------
    ValueError
        If a text is empty.

    Examples
    --------
    >>> drawing = plot_shuffled("so it is and so it is", "iioassdoi n sots i ta", 3.4, 3.3)
    >>> drawing["line Huffman"].get_ydata().tolist()
    [3.4, 3.4]

    References
    ----------
    Ziv, J. and Lempel, A. (1977), A Universal Algorithm for Sequential Data Compression.
    """
    slope, lines = panels(9, 3.7, 1, 2, width_ratios=[4, 5])
    before, after = ({"Huffman": huffman, **bits_by_compressors(whole)} for whole in (text, shuffled))
    artists = _draw_slopes(slope, before, after, floor)
    lines.set(xlim=(0, ACROSS), ylim=(2 * LINES + 2.1, 0), xticks=[], yticks=[])
    lines.spines[:].set_visible(False)
    parts = ", ".join(f"{name} from {before[name]:.2f} to {after[name]:.2f}" for name in before)
    alt = (
        f"Left, lines from a text to the same characters shuffled, in bits per character: {parts}; H is {floor:.2f}. "
        "Right,"
    )
    for row, (name, whole) in zip([0, LINES + 1.1], [("text", text), ("shuffled", shuffled)], strict=True):
        pieces = list(pieces_of(whole, max(0, min(start, len(whole) - ACROSS * LINES)), ACROSS * LINES))
        artists[name] = _write_pieces(lines, pieces, row + 1)
        story = f"{name}: {sum(len(piece) for piece, _ in pieces)} characters in {len(pieces)} pieces"
        lines.text(0, row + 0.5, story, va="center")
        alt += f" {story}, {sum(back > 0 for _, back in pieces)} of them copied from what came before;"
    return Drawing(slope, alt[:-1] + ".", artists)


def _draw_slopes(ax: Axes, before: dict[str, float], after: dict[str, float], floor: float) -> dict[str, Artist]:
    top = 1.15 * max(*before.values(), *after.values(), floor)
    ax.set(xlim=(-1.05, 2.05), ylim=(0, top), xticks=[0, 1], xticklabels=["text", "shuffled"])
    ax.set_ylabel("bits per character")
    artists: dict[str, Any] = {}
    (artists["floor"],) = ax.plot([0, 1], [floor, floor], color=P_COLOUR, linestyle=":", zorder=1)
    ax.annotate(f"H {floor:.2f}", (0.25, floor), (0, -4), textcoords="offset points", va="top", color=P_COLOUR)
    for name in before:
        (artists[f"line {name}"],) = ax.plot([0, 1], [before[name], after[name]], "o-", color=Q_COLOUR, markersize=5)
    for x, out, side, sizes in [(0, -0.2, "right", before), (1, 1.2, "left", after)]:
        for name, y in zip(sizes, _apart(list(sizes.values()), 0.08 * top), strict=True):
            words = f"{name} {sizes[name]:.2f}" if side == "right" else f"{sizes[name]:.2f} {name}"
            ax.text(out, y, words, ha=side, va="center", color=Q_TEXT)
            # From the dot to its words, where others have pushed them aside.
            ax.plot([x, 0.85 * out + 0.15 * x], [sizes[name], y], color=MUTED, linewidth=0.8, zorder=0)
    return artists


def _apart(values: Sequence[float], gap: float) -> list[float]:
    # Where labels go that belong at these heights: neighbours that are too near push each other away.
    order = np.argsort(values, kind="stable")
    places = np.array(values, float)[order]
    for _ in range(100):
        lack = np.maximum(gap - np.diff(places), 0) / 2
        places += np.concatenate([[0], lack]) - np.concatenate([lack, [0]])
    return [float(place) for place in places[np.argsort(order)]]


def _write_pieces(ax: Axes, pieces: list[tuple[str, int]], first: float) -> Boxes:
    from infotheory_helpers.explorer.patches import rectangles  # with Matplotlib, which is slow

    # Write the pieces in lines; a box that the line's end cuts goes on in the next.
    place, bounds = 0, []
    for piece, back in pieces:
        for part in _cut(piece, place % ACROSS):
            row, column = first + place // ACROSS, place % ACROSS
            if back:
                bounds.append((column, row + 0.07, len(part), 0.86))
            _write(ax, part, row, column)
            place += len(part)
    shaded = boxes(ax, len(bounds), facecolor=(Q_COLOUR, 0.5), linewidth=1.6)
    shaded.set_path(rectangles(np.reshape(bounds, (-1, 4))))
    return shaded


def _cut(piece: str, column: int) -> Iterator[str]:
    while piece:
        yield piece[: ACROSS - column]
        piece, column = piece[ACROSS - column :], 0


def _write(ax: Axes, part: str, row: float, column: int) -> None:
    # Sign by sign: where a page has another font, each still stands in its place.
    for place, sign in enumerate(part, start=column):
        ax.text(
            place + 0.5, row + 0.5, seen(sign), ha="center", va="center_baseline", family="monospace", parse_math=False
        )

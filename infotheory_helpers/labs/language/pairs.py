"""All pairs of letters at one look: which letter came after which, and which never did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import HIGHLIGHT, MUTED, Q_COLOUR

from .ngrams import SIZE, SYMBOLS, NGramModel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from infotheory_helpers.explorer.patches import Boxes, Squares

TOO_SMALL = 5e-4  # a square of this area nobody sees
SHOWN = SYMBOLS.replace(" ", "␣")


def plot_pairs(text: str, letter: str, ax: Axes | None = None) -> Drawing:
    """Draw for each letter the probabilities of the letters after it, counted in a text, with one row lit.

    Parameters
    ----------
    text : str
        What to count in, in the 27 symbols of `only_letters`; two letters at least.
    letter : str
        Whose row to light.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        With artists "row" and "others", squares whose area is the probability, and "seen", the cells of pairs that
        came, neighbours in one; probabilities have no unit.

    Raises
    ------
    ValueError
        If `letter` is not one of the 27 symbols.

    Examples
    --------
    >>> plot_pairs("the cat that sat on the mat", "t")["row"].count
    2

    References
    ----------
    Markov, A. A. (1913), An Example of Statistical Investigation of the Text Eugene Onegin.
    """
    if len(letter) != 1 or letter not in SYMBOLS:
        raise ValueError(f"`letter` is {letter!r}; it must be one of the 27 symbols, a to z and the space.")
    model = NGramModel(text, order=1, alpha=0)
    after = np.array([model.distribution(first) for first in SYMBOLS])
    came = np.array([[first + second in text for second in SYMBOLS] for first in SYMBOLS])
    lit = SYMBOLS.index(letter)
    ax = axes_or_new(ax, width=6.4, height=6.2)
    seen = _cells(ax, came)
    in_row = np.arange(SIZE)[:, None] == lit
    others = _squares(ax, np.where(came & ~in_row, after, 0), MUTED)
    row = _squares(ax, np.where(came & in_row, after, 0), Q_COLOUR)
    for edge in (lit - 0.5, lit + 0.5):
        ax.plot([-0.5, SIZE - 0.5], [edge, edge], color=HIGHLIGHT, linewidth=1)
    ax.set(xlim=(-0.5, SIZE - 0.5), ylim=(SIZE - 0.5, -0.5), aspect="equal", xlabel="next letter", ylabel="letter")
    ax.set_xticks(range(SIZE), list(SHOWN))
    ax.set_yticks(range(SIZE), list(SHOWN))
    ax.tick_params(length=0, labelsize=10)
    best = int(after[lit].argmax())
    alt = (
        f"A table of 27 by 27 squares, a row for each letter and a column for the next; the area of a square is the "
        f"probability of the next letter. In the lit row “{SHOWN[lit]}” the largest is “{SHOWN[best]}” with "
        f"{after[lit, best]:.3f}. {SIZE**2 - came.sum()} of the {SIZE**2} cells are empty: those pairs never came."
    )
    return Drawing(ax, alt, {"row": row, "others": others, "seen": seen})


def _cells(ax: Axes, came: NDArray[np.bool_]) -> Boxes:
    # The ground of the pairs that came: of each row, a box for each run of them.
    from infotheory_helpers.explorer.patches import rectangles
    from infotheory_helpers.explorer.shapes import boxes

    edges = np.diff(np.pad(came.astype(int), ((0, 0), (1, 1))), axis=1)
    (rows, starts), (_, ends) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    patch = boxes(ax, len(rows), color=MUTED, alpha=0.18, linewidth=0)
    patch.set_path(rectangles(np.stack([starts - 0.5, rows - 0.5, ends - starts, np.ones(len(rows))], axis=-1)))
    return patch


def _squares(ax: Axes, chances: NDArray[np.float64], colour: str) -> Squares:
    from infotheory_helpers.explorer.patches import rectangles
    from infotheory_helpers.explorer.shapes import squares

    y, x = np.nonzero(chances > TOO_SMALL)
    patch = squares(ax, x, y, color=colour)
    patch.set_path(rectangles(patch.with_sides(np.sqrt(chances[y, x]))))
    return patch

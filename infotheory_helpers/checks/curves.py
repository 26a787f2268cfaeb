"""The check of a figure: whether it shows a quantity as a curve."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.validation import Unit

from .asked import CLOSE, Asked, close
from .cells import last_cell_failed, stale
from .quantities import quantity_named
from .verdict import Verdict

# Matplotlib is slow to import: whoever has a figure has loaded it.
if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

Array = NDArray[np.float64]

FEWEST_POINTS = 20  # of a curve
# As a word of its own: "habitat" and "arbitrary units" name none.
UNIT_NAMES = {
    "bits": re.compile(r"\b(bits?|shannons?|Sh)\b", re.IGNORECASE),
    "nats": re.compile(r"\bnats?\b", re.IGNORECASE),
}


def check_curve(
    ax: Axes,
    quantity: str,
    at: Callable[[Array], Mapping[str, Any]],
    unit: Unit = "bits",
    low: float = 0.1,
    high: float = 0.9,
) -> Verdict:
    """Say whether a figure shows a quantity as a curve, by the data of its line and the labels of its axes.

    Parameters
    ----------
    ax : Axes
        Where the learner drew.
    quantity : str
        What the curve should show, such as "kl_divergence".
    at : function of an array of x
        Gives the quantity's inputs for the curve's own x values.
    unit : "bits" or "nats"
        The unit of the y axis.
    low, high : float
        The x values that the curve must reach at least.

    Returns
    -------
    Verdict
        It shows itself as the last line of a cell.

    Raises
    ------
    ValueError
        If `quantity` or `unit` is unknown. Never for what a learner drew.

    Examples
    --------
    >>> from infotheory_helpers import plot_surprise
    >>> check_curve(plot_surprise().ax, "information_content", lambda x: {"p": x})
    Right.

    References
    ----------
    Cleveland, W. S. (1985), The Elements of Graphing Data.
    """
    return curve_checked(ax, Asked(quantity_named(quantity), unit), at, low, high)


def curve_checked(
    ax: Any, asked: Asked, at: Callable[[Array], Mapping[str, Any]], low: float = 0.1, high: float = 0.9
) -> Verdict:
    """Compare a figure's curve with what is asked for, and with all the mistakes that are known of it."""
    from matplotlib.axes import Axes

    if last_cell_failed():
        return stale()
    if not isinstance(ax, Axes):
        return Verdict("not done", _no_axes(ax))
    if not ax.lines:
        return Verdict("not done", _no_curve(ax))
    lines = [line for line in ax.lines if len(np.ravel(line.get_xdata())) >= FEWEST_POINTS and _is_seen(line)]
    if not lines:
        return Verdict(
            "not yet", f"There is no curve with points enough to be looked at; draw {FEWEST_POINTS} at least."
        )
    verdicts = [_of_line(line, asked, at, low, high) for line in lines]
    verdict = next((found for found in verdicts if found.kind == "right"), verdicts[0])
    if verdict.kind == "right" and not ax.get_xlabel():
        return Verdict("not yet", "The curve is right. What is on the x axis? Label it.")
    if verdict.kind == "right" and asked.quantity.has_unit and not UNIT_NAMES[asked.unit].search(ax.get_ylabel()):
        return Verdict("not yet", f"The curve is right. The label of its y axis does not say the unit: {asked.unit}.")
    return verdict


def _no_axes(ax: Any) -> str:
    from matplotlib.lines import Line2D

    if isinstance(ax, Line2D) or (isinstance(ax, list) and ax and isinstance(ax[0], Line2D)):
        return "`ax` holds lines now: `ax.plot` gives back what it drew. Keep the axes' name: `ax.plot(x, y)` alone."
    return "There are no axes yet to look at; `figure, ax = plt.subplots()` makes them."


def _no_curve(ax: Axes) -> str:
    from matplotlib import pyplot as plt

    if ax.collections:
        return "There are points and no line; `ax.plot(x, y)` draws a curve."
    if any(other.lines for number in plt.get_fignums() for other in plt.figure(number).axes):
        return "There is a curve, but in another figure than that of `ax`; draw it with `ax.plot(x, y)`."
    return "There is no curve yet; `ax.plot(x, y)` draws one."


def _is_seen(line: Line2D) -> bool:
    return line.get_visible() and line.get_alpha() != 0 and line.get_linestyle() not in ("None", "")


def _of_line(line: Line2D, asked: Asked, at: Callable[[Array], Mapping[str, Any]], low: float, high: float) -> Verdict:
    x, y = np.asarray(line.get_xdata(orig=False), float), np.asarray(line.get_ydata(orig=False), float)
    try:
        inputs = at(x)
        verdict = asked.verdict([y], [inputs])
    except ValueError:
        return Verdict(
            "not yet",
            f"The curve runs from x = {x.min():.4g} to {x.max():.4g}, where nothing can be computed. Are x and y "
            "swapped, is x in per cent, or was `plot` given one of them alone?",
        )
    if verdict.kind == "not yet":
        first = int(np.argmin(close(y, asked.right(inputs))))
        return Verdict("not yet", f"At x = {x[first]:.4g} the curve is not right yet: it shows {y[first]:.4g}.")
    if verdict.kind == "right" and not (x.min() <= low + CLOSE and x.max() >= high - CLOSE):
        return Verdict("not yet", f"What is drawn is right. Draw it from x = {low:g} to {high:g} at least.")
    return verdict

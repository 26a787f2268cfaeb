"""A figure as data: its lines and their numbers, what is written on its axes, and where they end."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from .wire import tidied

MOST_LINES, MOST_POINTS, WORDS = 50, 40_000, 1_000  # points of all lines together


def packed_axes(ax: Axes) -> dict[str, Any]:
    """Give what can be seen on axes as plain data.

    Examples
    --------
    >>> ax = Figure().add_subplot(xlabel="p", ylabel="bits")
    >>> _ = ax.plot([0, 1], [0, 2], label="H")
    >>> packed = packed_axes(ax)
    >>> packed["xlabel"], packed["lines"][0]["x"], packed["lines"][0]["label"]
    ('p', [0.0, 1.0], 'H')
    """
    points, lines = 0, []
    for line in list(ax.lines)[:MOST_LINES]:
        lines.append(packed_line(line))
        points += len(lines[-1]["x"])
        if points > MOST_POINTS:
            lines[-1].update(x=[], y=[])
    return {
        "lines": lines,
        "xlabel": str(ax.get_xlabel())[:WORDS],
        "ylabel": str(ax.get_ylabel())[:WORDS],
        "title": str(ax.get_title())[:WORDS],
        "texts": [str(text.get_text())[:WORDS] for text in list(ax.texts)[:MOST_LINES]],
        "xlim": [float(x) for x in ax.get_xlim()],
        "ylim": [float(y) for y in ax.get_ylim()],
        "points": bool(ax.collections),
    }


def packed_line(line: Line2D) -> dict[str, Any]:
    """Give a line as plain data."""
    x, y = (_numbers(data) for data in line.get_data(orig=False))
    alpha = line.get_alpha()
    return {
        "x": x[:MOST_POINTS].tolist(),
        "y": y[:MOST_POINTS].tolist(),
        "label": str(line.get_label())[:WORDS],
        "visible": bool(line.get_visible()),
        "alpha": None if alpha is None else float(alpha),
        "drawn": str(line.get_linestyle()) not in ("None", ""),
    }


def _numbers(data: Any) -> NDArray[np.float64]:
    # What is masked is drawn nowhere.
    return np.ravel(np.ma.filled(np.ma.asarray(data, dtype=np.float64), np.nan))


def unpacked_axes(data: Mapping[str, Any]) -> Axes:
    """Give axes that show the same, drawn here.

    Raises
    ------
    ValueError, TypeError, KeyError
        If these are no axes as `packed_axes` gives them.

    Examples
    --------
    >>> ax = Figure().add_subplot(xlabel="p", ylabel="bits")
    >>> _ = ax.plot([0, 1], [0, 2], label="H")
    >>> again = unpacked_axes(packed_axes(ax))
    >>> again.get_ylabel(), again.lines[0].get_ydata()
    ('bits', array([0., 2.]))
    """
    ax = Figure().add_subplot()
    for line in data["lines"][:MOST_LINES]:
        ax.add_line(unpacked_line(line))
    if data["points"]:
        ax.scatter([], [])
    for text in data["texts"][:MOST_LINES]:
        ax.text(0, 0, tidied(text)[:WORDS])
    words = {name: tidied(data[name])[:WORDS] for name in ("xlabel", "ylabel", "title")}
    ax.set(**words, xlim=_two(data["xlim"]), ylim=_two(data["ylim"]))
    return ax


def unpacked_line(data: Mapping[str, Any]) -> Line2D:
    """Give a line that shows the same."""
    x, y = (np.array(data[name], dtype=np.float64) for name in ("x", "y"))
    if x.ndim != 1 or x.shape != y.shape or len(x) > MOST_POINTS:
        raise ValueError("no line")
    line = Line2D(x, y, linestyle="-" if data["drawn"] is True else "None", label=str(data["label"])[:WORDS])
    line.set_visible(data["visible"] is True)
    line.set_alpha(None if data["alpha"] is None else min(max(float(data["alpha"]), 0), 1))
    return line


def _two(limits: Any) -> tuple[float, float] | None:
    low, high = (float(limit) for limit in limits)
    return (low, high) if np.isfinite([low, high]).all() and low != high else None

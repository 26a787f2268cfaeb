"""A figure that knows its parts by name and describes itself in words, and the frame that all figures share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .palette import HIGHLIGHT, MUTED

# Matplotlib is slow to import: it is loaded when the first figure is drawn.
if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

STYLE: dict[Any, Any] = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 11,
    "lines.linewidth": 2.2,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
}


class Drawing(dict[str, "Artist"]):
    """The artists of a figure, by name. As the last line of a cell it shows itself, with its alt text."""

    def __init__(self, ax: Axes, alt: str, artists: Mapping[str, Artist]) -> None:
        super().__init__(artists)
        self.ax, self.alt = ax, alt

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        from .picture import for_phone, shown, svg_of

        figure = self.ax.get_figure(root=True)
        assert figure is not None  # the Axes was made on one
        svg, narrow = svg_of(figure, "figure"), for_phone(figure)
        width = round(figure.get_figwidth() * 96)
        return shown(svg, svg_of(narrow, "figure") if narrow else None, width, self.alt)


def axes_or_new(ax: Axes | None, width: float = 6.4, height: float = 3.6) -> Axes:
    """Give the axes of the caller, or those of a new figure in the style of the course."""
    return panels(width, height) if ax is None else ax


def panels(width: float, height: float, *grid: int, **ratios: Any) -> Any:
    """Give the axes of a new figure in the style of the course, one or a grid of them; sizes in inches."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        return Figure(figsize=(width, height), layout="constrained").subplots(*grid, **ratios)


def room_for_said(ax: Axes) -> Text:
    """Make room above a figure for what a learner predicted; give the text."""
    figure = ax.get_figure(root=True)
    assert figure is not None  # the Axes was made on one
    return figure.suptitle("you said", x=0.99, ha="right", fontsize=10, color=HIGHLIGHT)

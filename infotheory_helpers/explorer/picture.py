"""A figure as an SVG, sharp at every size, in inks that the page can change: as drawn, and once more for a phone."""

from __future__ import annotations

import base64
import contextlib
import io
import itertools
import pickle
import re
import textwrap
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from .palette import DARK_HOSTS, inks, role_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

PHONE = 3.2  # inches, 96 pixels each: what a page on a phone leaves to a figure, at the least
SMALLER, SMALLEST = 0.76, 8.2  # letters on a phone: by how much, and points
ALONE, STACKED = 0.8, 0.56  # a panel's height on a phone, by what it was
WHERE_NARROW = "(max-width: 540px)"  # which windows get the drawing for a phone, as long as no script decides
# An image is as dark as its place says it is. Most hosts do not say it in the language of style sheets, and where
# nobody says it, what the system prefers would count: a dark picture on a light page.
HOSTS = ".drawn{color-scheme:light}" + "".join(f"{dark_host} .drawn{{color-scheme:dark}}" for dark_host in DARK_HOSTS)
MANY = 20  # dots of one line
FONTS = "'DejaVu Sans', 'Lucida Grande', Verdana, sans-serif"  # from much the same drawing board: equally wide
LINES = "stroke-linejoin: round; stroke-linecap: butt; fill: var(--ink)"  # where no part says otherwise
# For an SVG that stands alone, as an image: it has a sheet of its own, so that it can be read on whatever page it is
# put. A page that takes it apart has inks of its own, and cuts this out.
SHEET = (
    f'<style class="inks">svg{{{inks(dark=False)}background:var(--paper)}}'
    f"@media (prefers-color-scheme: dark){{svg{{{inks(dark=True)}}}}}</style>"
)


def svg_of(figure: Figure, name: str, sheet: str = SHEET) -> str:
    """Draw a figure as an SVG whose ids start with `name`, so that no two on a page share one."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}), _no_background(figure):
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    svg = re.sub(r"^.*?(?=<svg)|<!--.*?-->|<style.*?</style>", "", buffer.getvalue(), flags=re.S)
    svg = re.sub(r">\s+<", "><", re.sub(r"\n\s*", " ", svg))
    svg = re.sub(r"'DejaVu Sans'[^;\"]*?sans-serif", FONTS, svg)
    svg = re.sub(r' style="[^"]*"', lambda style: re.sub(r"#\w{6}", lambda ink: role_of(ink[0]), style[0]), svg)
    svg = _lean(svg, name)
    return svg.replace("<svg ", f'<svg style="{LINES}" ', 1).replace(">", f">{sheet}", 1)


def _lean(svg: str, name: str) -> str:
    # Ids that nothing refers to go, those within the drawing become short and its own, and a hundredth will do.
    # What a part follows is found by its id, which starts with `name` already.
    referred = list(dict.fromkeys(re.findall(r'(?:url\(#|href="#)([^")]+)', svg)))
    for number, old in enumerate(referred):
        svg = re.sub(rf'(url\(#|href="#|id="){re.escape(old)}(?=[")])', rf"\g<1>{name}-{number}", svg)
    svg = re.sub(rf' id="(?!{re.escape(name)}-)[^"]*"', "", svg)
    return re.sub(r' (?:d|x|y)="[^"]*"', lambda places: re.sub(r"(\.\d\d)\d+", r"\1", places[0]), svg)


@contextlib.contextmanager
def _no_background(figure: Figure) -> Iterator[None]:
    # The page's own colour is to be seen behind the figure.
    sheets = [sheet for sheet in (figure.patch, *(ax.patch for ax in figure.axes)) if sheet.get_visible()]
    for sheet in sheets:
        sheet.set_visible(False)
    try:
        yield
    finally:
        for sheet in sheets:
            sheet.set_visible(True)


def shown(svg: str, narrow: str | None, width: int, alt: str) -> str:
    """Give the HTML of a picture that needs no script, with its form for a phone where there is one."""
    source = f'<source media="{WHERE_NARROW}" srcset="{_address(narrow)}">' if narrow else ""
    image = f'<img width="{width}" style="max-width: 100%" src="{_address(svg)}" alt="{escape(alt)}">'
    return f'<style>{HOSTS}</style><picture class="drawn">{source}{image}</picture>'


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def for_phone(figure: Figure) -> Figure | None:
    """Draw a figure once more, as narrow as a phone: its panels below each other, its letters a little smaller.

    What it shows stays as it is, only where its panels lie changes. A figure that cannot be copied, whose panels were
    placed by hand, or whose words have no room there, has no such form.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.gridspec import GridSpec

    try:
        copy: Figure = pickle.loads(pickle.dumps(figure))
    except (pickle.PicklingError, AttributeError, TypeError):
        return None
    panels = [ax for ax in copy.axes if ax.get_subplotspec() is not None]
    if not panels:
        return None
    rows = panels[0].get_subplotspec().get_gridspec().nrows  # type: ignore[union-attr]
    share = ALONE / rows if len(panels) == rows else STACKED
    copy.set_size_inches(PHONE, copy.get_figheight() * share * len(panels))
    copy.set_layout_engine("constrained")
    grid = GridSpec(len(panels), 1, figure=copy)
    for row, ax in enumerate(panels):
        ax.set_subplotspec(grid[row, 0].subgridspec(1, 1)[0])  # a grid of its own: it need not line up with the others
        _write_smaller(ax)
    FigureCanvasAgg(copy)
    copy.draw_without_rendering()
    for ax in panels:
        _break_labels(ax)
    copy.draw_without_rendering()
    copy.set_layout_engine("none")
    return None if _crowded(copy) else copy


def _write_smaller(ax: Axes) -> None:
    from matplotlib.text import Text

    for axis in (ax.xaxis, ax.yaxis):
        if labels := axis.get_ticklabels():  # of ticks to come, too
            axis.set_tick_params(which="both", labelsize=_smaller(labels[0]))
    for text in ax.findobj(Text):
        assert isinstance(text, Text)
        text.set_fontsize(_smaller(text))
    for line in ax.lines:
        if np.shape(line.get_path().vertices)[0] > MANY:  # dots that would lie on each other
            line.set_markersize(SMALLER * line.get_markersize())


def _smaller(text: Text) -> float:
    return max(SMALLEST, SMALLER * float(text.get_fontsize()))


def _break_labels(ax: Axes) -> None:
    # Where the label of an axis is longer than the axis.
    for label, room, length in [
        (ax.xaxis.label, ax.bbox.width, ax.xaxis.label.get_window_extent().width),
        (ax.yaxis.label, ax.bbox.height, ax.yaxis.label.get_window_extent().height),
    ]:
        if length > 1.1 * room:
            text = label.get_text()
            label.set_text("\n".join(textwrap.wrap(text, max(8, int(len(text) * 1.1 * room / length)))))


def _crowded(figure: Figure) -> bool:
    # Whether words lie on each other or leave the figure.
    boxes = [text.get_window_extent() for ax in figure.axes for text in _written(ax) if text.get_text().strip()]
    inner, slack = figure.bbox.padded(2), 0.3  # of a line: letters seldom fill the box that they are given
    lower = [box.expanded(0.98, 1 - slack) for box in boxes]
    outside = any(box.x0 < inner.x0 or box.x1 > inner.x1 or box.y0 < inner.y0 or box.y1 > inner.y1 for box in lower)
    return outside or any(one.overlaps(other) for one, other in itertools.combinations(lower, 2))


def _written(ax: Axes) -> list[Text]:
    words = [*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label]
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        words += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [text for text in words if text.get_visible()]

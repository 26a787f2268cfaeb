"""A matplotlib figure whose parts follow sliders: Python computes every number, the browser looks up and moves.

Each function is evaluated once, over all positions of the sliders it names, and goes to the page as a table.
From then on nobody asks the kernel: the figure moves at the speed of the hand, in JupyterLab and in an exported
page alike. Where a function names so many sliders that the table would explode, the kernel computes a row whenever
a slider moves. Buttons are tables too: from where everything stands to where it stands next.
"""

import base64
import hashlib
import inspect
import io
import itertools
import json
import math
import re
import string
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Formatter
from typing import Any

import anywidget
import matplotlib as mpl
import numpy as np
import traitlets
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from infotheory_helpers.lessons.figures import Drawing

PLAYER = Path(__file__).with_name("player.js").read_text(encoding="utf-8")
INFINITE = 2**31 - 1  # how the table writes ∞
MOST_BYTES = 150_000
# Stands where the sliders will be, for whoever looks at a page that has not been run.
HOW_TO_START = "<p><em>This picture moves once the lesson is run: <b>Run → Run All Cells</b>.</em></p>"
MOST_ROWS = 20_000  # of a table; beyond it the kernel computes the rows of a part that follows more than two sliders


@dataclass(frozen=True)
class Hidden:
    """A value that no slider shows and only buttons change, such as the state of a game.

    Its unit (bits, nats or none) is said where it is shown.

    Parameters
    ----------
    values : sequence
        All that it can be.
    value : any
        Where it starts.

    Raises
    ------
    ValueError
        If `value` is none of `values`, when an Explorer is made with it.

    Examples
    --------
    >>> Hidden(range(11), 0).value
    0

    References
    ----------
    Moore, E. F. (1956), Gedanken-experiments on Sequential Machines.
    """

    values: Sequence[Any]
    value: Any


@dataclass(frozen=True)
class Draw:
    """A new value that the browser draws by chance: each of the first `count` values with probability 1/count.

    Parameters
    ----------
    count : function of the sliders
        How many values there are to draw from.

    Raises
    ------
    ValueError
        If there are none, or fewer than `count` says, when a button is made with it.

    Examples
    --------
    >>> Draw(lambda n: n).count(6)
    6

    References
    ----------
    Knuth, D. E. (1997), The Art of Computer Programming, volume 2, 3rd ed., section 3.4.1.
    """

    count: Callable[..., Any]


class Explorer:
    """A figure with sliders. As the last line of a cell it shows itself.

    Parameters
    ----------
    figure : Drawing or Figure
        The scene, drawn once; a Figure's label is its description for screen readers.
    **sliders : ipywidgets slider or Hidden
        FloatSlider, FloatLogSlider, IntSlider or SelectionSlider, by the name that functions use for it;
        Hidden for what only buttons change.

    Raises
    ------
    TypeError
        If `figure` is no figure, or a slider is none of these.
    ValueError
        If the figure has no description.

    Examples
    --------
    >>> from ipywidgets import FloatSlider
    >>> from infotheory_helpers import Explorer, binary_entropy, plot_binary_entropy
    >>> coin = plot_binary_entropy()
    >>> explorer = Explorer(coin, p=FloatSlider(0.5, min=0, max=1, step=0.01, description="heads"))
    >>> explorer.follow(coin["mark"], lambda p: (p, binary_entropy(p)))
    >>> explorer.say("p = {:.2f}: {:.4f} bits", lambda p: (p, binary_entropy(p)))
    >>> explorer
    p = 0.50: 1.0000 bits
    >>> explorer.values = {"p": 0.9}
    >>> explorer
    p = 0.90: 0.4690 bits

    References
    ----------
    Shneiderman, B. (1983), Direct Manipulation: A Step Beyond Programming Languages.
    """

    _number = itertools.count(1)

    def __init__(self, figure: Drawing | Figure, **sliders: Any) -> None:
        root = figure.ax.get_figure(root=True) if isinstance(figure, Drawing) else figure
        if not isinstance(root, Figure):
            raise TypeError(f"`figure` is {figure!r}; it must be a Drawing or a matplotlib Figure.")
        self.figure = root
        self.alt = figure.alt if isinstance(figure, Drawing) else str(root.get_label())
        if not self.alt:
            raise ValueError("`figure` has no description; say what it shows with figure.set_label('…').")
        self.sliders = {name: _Slider(name, slider) for name, slider in sliders.items()}
        self.parts: list[_Part] = []
        self.buttons: list[_Button] = []
        # Known by what it shows and by its turn, so that a second run from the top gives the same name, and
        # two notebooks open in one JupyterLab do not move each other's figures.
        what = repr((self.alt, [(slider.label, slider.labels) for slider in self.sliders.values()]))
        self._id = f"explorer-{hashlib.sha256(what.encode()).hexdigest()[:8]}-{next(Explorer._number)}"
        self._link: _Link | None = None
        FigureCanvasAgg(root)
        root.draw_without_rendering()  # the layout settles before anything is measured in pixels
        root.set_layout_engine("none")

    @property
    def values(self) -> dict[str, Any]:
        """Where the sliders stand, by name. Assign a dict to move them, in the page too."""
        return {name: slider.values[slider.at] for name, slider in self.sliders.items()}

    @values.setter
    def values(self, values: Mapping[str, Any]) -> None:
        for name in values:
            if name not in self.sliders:
                raise ValueError(f"there is no slider {name!r}; there are: {', '.join(self.sliders)}.")
        moved = {name: self.sliders[name].position_of(value) for name, value in values.items()}
        for name, at in moved.items():
            self.sliders[name].at = at
        if self._link:
            self._link.move([slider.at for slider in self.sliders.values()])

    def follow(self, artist: Artist, function: Callable[..., Any], template: str = "", infinite: bool = False) -> None:
        """Let an artist follow the sliders that `function` names as its parameters.

        A marker follows (x, y). A line follows its y values along a last axis, or (x, y). A bar follows its
        height, or (x, y, width, height). A text follows the values that fill `template`. The function is given
        arrays of slider positions. Infinity must be announced with `infinite=True`: a marker becomes an arrow
        at the edge, a number becomes "∞".

        Raises
        ------
        ValueError
            If the function names an unknown slider, or gives a wrong shape, a nan or an unannounced infinity
            at some position of the sliders.
        """
        part = _part_of(artist, self.figure)(self, artist, function, template, infinite)
        artist.set_gid(f"{self._id}-part{len(self.parts)}")
        self.parts.append(part)

    def say(self, template: str, function: Callable[..., Any], infinite: bool = False) -> None:
        """Write under the figure, in words and numbers with units, what it shows now."""
        self.parts.append(_Words(self, None, function, template, infinite))

    def press(
        self,
        label: str,
        updates: Mapping[str, Any],
        when: Callable[..., Any] | None = None,
        repeat: bool = False,
    ) -> None:
        """Add a button that gives sliders and hidden values new values.

        `updates` names what changes, and gives for each a function of where everything stands, a Draw or a constant.
        They take their turns in the given order, and each sees what those before it have changed. The button is
        off while `when`, a function too, gives 0. With `repeat=True` it presses itself again until nothing changes,
        so that a search can be watched.

        Raises
        ------
        ValueError
            If an update or one of its parameters is unknown, or a new value is none that can be taken.
        """
        self.buttons.append(_Button(self, label, when, repeat, updates))

    def board(
        self,
        columns: int,
        rows: int,
        mark: Callable[..., Any],
        updates: Mapping[str, Any],
        when: Callable[..., Any] | None = None,
    ) -> None:
        """Add a board of cells to click, each once; its number goes to the slider or hidden value `cell`.

        A click then does what `press` does with `updates`. If that changed anything, the cell shows the word
        that `mark` gives. Any button clears the board.

        Raises
        ------
        ValueError
            As for `press`, or if nothing is called `cell`.
        """
        if "cell" not in self.sliders:
            raise ValueError("a board needs something to tell its clicks to: Explorer(…, cell=Hidden(range(…), 0)).")
        cells = [f"{letter}{number}" for letter in string.ascii_uppercase[:rows] for number in range(1, columns + 1)]
        self.buttons.append(_Board(self, cells, columns, mark, when, updates))

    def __repr__(self) -> str:
        return " ".join(part.said() for part in self.parts if isinstance(part, _Words) and part.artist is None)

    def _repr_html_(self) -> str:
        html = _page(self)
        if len(html) > MOST_BYTES:
            sizes = ", ".join(f"{part.name}: {part.table.size}" for part in self.parts if part.table is not None)
            raise ValueError(
                f"this explorer takes {len(html)} bytes, more than {MOST_BYTES}; give its sliders fewer positions "
                f"(numbers in the tables: {sizes})."
            )
        if self._link is None:
            self._link = _Link(self)
        return html


class _Slider:
    """The positions of one slider: a list of values, and where it stands in it."""

    def __init__(self, name: str, widget: Any) -> None:
        kind = type(widget).__name__
        self.hidden = isinstance(widget, Hidden)
        self.label = "" if self.hidden else widget.description or name
        if self.hidden:
            self.values = list(widget.values)
            self.labels = [str(value) for value in self.values]
        elif kind == "SelectionSlider":
            self.values = [value for _, value in widget._options_full]
            self.labels = [label for label, _ in widget._options_full]
        elif kind in ("FloatSlider", "IntSlider", "FloatLogSlider"):
            count = round((widget.max - widget.min) / widget.step) + 1
            steps = [round(widget.min + i * widget.step, 10) for i in range(count)]
            self.values = [widget.base**step for step in steps] if kind == "FloatLogSlider" else steps
            self.labels = [re.sub("^-", "−", format(value, widget.readout_format)) for value in self.values]
        else:
            raise TypeError(
                f"`{name}` is a {kind}; use a FloatSlider, FloatLogSlider, IntSlider, SelectionSlider or Hidden."
            )
        self.name = name
        self.at = self.position_of(widget.value)

    def position_of(self, value: Any) -> int:
        """Find the position of a value: exactly for words, to rounding for numbers."""
        for at, known in enumerate(self.values):
            if known == value or (isinstance(known, int | float) and np.isclose(known, value, rtol=1e-9, atol=1e-12)):
                return at
        raise ValueError(
            f"`{self.name}` cannot be {value!r}; it goes from {self.labels[0]} to {self.labels[-1]} "
            f"in {len(self.values)} positions."
        )


class _Part:
    """One thing that moves: a function of some sliders, and the rows of whole numbers that come of it."""

    kind = ""

    def __init__(
        self,
        explorer: Explorer,
        artist: Artist | None,
        function: Callable[..., Any],
        template: str,
        infinite: bool,
    ) -> None:
        self.explorer, self.artist, self.function, self.infinite = explorer, artist, function, infinite
        self.name = f"{type(artist).__name__} (part {len(explorer.parts) + 1})" if artist else template
        self.follows = list(inspect.signature(function).parameters)
        for name in self.follows:
            if name not in explorer.sliders:
                raise ValueError(f"{self.name} follows {name!r}; the sliders are: {', '.join(explorer.sliders)}.")
        followed = [explorer.sliders[name] for name in self.follows]
        rows = math.prod(len(slider.values) for slider in followed)
        self.live = sum(not slider.hidden for slider in followed) > 2 and rows > MOST_ROWS
        self.prepare(template)
        self.table = None if self.live else self.rows(*self._all_positions())
        if self.live:
            self.row_now()

    def prepare(self, template: str) -> None:
        """Note what is needed before the first row."""

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        """Turn what the function gave into rows of whole numbers."""
        raise NotImplementedError

    def rows(self, *positions: NDArray[Any]) -> NDArray[np.int32]:
        """Compute the rows for arrays of slider positions."""
        shape = positions[0].shape if positions else (1,)
        given = self.function(*self.shaped(positions))
        return self.to_rows(given if isinstance(given, tuple) else (given,), shape)

    def shaped(self, positions: tuple[NDArray[Any], ...]) -> tuple[NDArray[Any], ...]:
        """Give the slider positions the shape that the function expects."""
        return positions

    def row_now(self) -> list[int]:
        """Compute the row for where the sliders stand."""
        sliders = [self.explorer.sliders[name] for name in self.follows]
        return [int(n) for n in self.rows(*(np.asarray([s.values[s.at]]) for s in sliders))[0]]

    def sent(self) -> list[int] | str:
        """What goes to the page when the kernel has computed this part."""
        return self.row_now()

    def _all_positions(self) -> list[NDArray[Any]]:
        grids = [np.asarray(self.explorer.sliders[name].values) for name in self.follows]
        return [mesh.ravel() for mesh in np.meshgrid(*grids, indexing="ij")]

    def checked(self, value: Any, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Broadcast a value to `shape`, or say which slider position made it wrong."""
        array = np.asarray(value, dtype=np.float64)
        try:
            array = np.broadcast_to(array, shape)
        except ValueError:
            raise ValueError(
                f"{self.name}: the function gave shape {array.shape}; for {shape[0]} slider positions it must fit "
                f"{shape}."
            ) from None
        wrong = np.isnan(array) if self.infinite else ~np.isfinite(array)
        if wrong.any():
            first = np.argwhere(wrong)[0]
            raise ValueError(f"{self.name} is {array[tuple(first)]} at {self._place(int(first[0]))}; see `infinite`.")
        return array

    def _place(self, row: int) -> str:
        sliders = [self.explorer.sliders[name] for name in self.follows]
        at = np.asarray(
            [s.at for s in sliders] if self.live else np.unravel_index(row, [len(s.values) for s in sliders])
        )
        return ", ".join(f"{s.name} = {s.labels[int(i)]}" for s, i in zip(sliders, at, strict=True))

    def put(self) -> None:
        """Move the artist itself to where the sliders stand: that is what a picture without a player shows."""

    def pixels(self, x: Any, y: Any, shape: tuple[int, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Turn data into points of the SVG, infinity into the edge of the axes."""
        assert self.artist is not None
        assert self.artist.axes is not None
        axes = self.artist.axes
        edges = axes.viewLim
        x = np.clip(self.checked(x, shape), *sorted(edges.intervalx)) if self.infinite else self.checked(x, shape)
        y = np.where(np.isinf(y := self.checked(y, shape)), np.where(y > 0, edges.y1, edges.y0), y)
        points = axes.transData.transform(np.stack([x.ravel(), y.ravel()], axis=-1)) * 72 / self.explorer.figure.dpi
        across, up = points[:, 0].reshape(shape), points[:, 1].reshape(shape)
        return across, self.explorer.figure.get_figheight() * 72 - up

    def data(self, across: Any, down: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Turn points of a row back into data."""
        assert self.artist is not None
        assert self.artist.axes is not None
        up = self.explorer.figure.get_figheight() * 720 - np.ravel(down)
        points = np.stack([np.ravel(across), up], axis=-1) * self.explorer.figure.dpi / 720
        x, y = self.artist.axes.transData.inverted().transform(points).T
        return x, y


class _Marker(_Part):
    kind = "point"

    @property
    def marker(self) -> Line2D:
        assert isinstance(self.artist, Line2D)
        return self.artist

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y = _unpacked(self, values, ("x", "y"))
        across, down = self.pixels(x, y, shape)
        beyond = np.broadcast_to(np.isinf(np.asarray(y, float)), shape)
        return _whole(np.stack([across, down, beyond / 10], axis=-1))

    def put(self) -> None:
        across, down, _ = self.row_now()
        self.marker.set_data(*self.data(across, down))


class _Curve(_Part):
    kind = "line"

    def shaped(self, positions: tuple[NDArray[Any], ...]) -> tuple[NDArray[Any], ...]:
        return tuple(position[..., None] for position in positions)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        line = self.artist
        assert isinstance(line, Line2D)
        x, y = values if len(values) == 2 else (line.get_xdata(), values[0])
        full = (*shape, len(np.asarray(line.get_xdata())))
        return _whole(np.stack(self.pixels(x, y, full), axis=-1).reshape(*shape, -1))

    def put(self) -> None:
        points = np.reshape(self.row_now(), (-1, 2))
        assert isinstance(self.artist, Line2D)
        self.artist.set_data(*self.data(points[:, 0], points[:, 1]))


class _Bar(_Part):
    kind = "bar"

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        bar = self.artist
        assert isinstance(bar, Rectangle)
        home = (bar.get_x(), bar.get_y(), bar.get_width())
        x, y, width, height = values if len(values) == 4 else (*home, values[0])
        x0, y0 = self.pixels(x, y, shape)
        x1, y1 = self.pixels(np.add(x, width), np.add(y, height), shape)
        return _whole(np.stack([x0, x1, y0, y1], axis=-1))

    def put(self) -> None:
        (x0, x1), (y0, y1) = self.data(*np.reshape(self.row_now(), (2, 2)))
        assert isinstance(self.artist, Rectangle)
        self.artist.set_bounds(x0, y0, x1 - x0, y1 - y0)


class _Words(_Part):
    kind = "text"

    def prepare(self, template: str) -> None:
        self.pieces: list[tuple[str, int | None]] = []
        for literal, field, form, _ in Formatter().parse(template):
            digits = None if field is None else _digits(form or "", self.name)
            self.pieces.append((literal, digits))
        self.vocabulary: list[str] = []

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        forms = [digits for _, digits in self.pieces if digits is not None]
        if len(values) != len(forms):
            raise ValueError(f"{self.name}: the function gave {len(values)} values for {len(forms)} places.")
        columns = [self._column(value, digits, shape) for value, digits in zip(values, forms, strict=True)]
        return np.stack(columns, axis=-1).astype(np.int32)

    def _column(self, value: Any, digits: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
        if digits < 0:
            words = np.broadcast_to(np.asarray(value, dtype=object), shape).ravel().tolist()
            self.vocabulary += [word for word in dict.fromkeys(words) if word not in self.vocabulary]
            return np.array([self.vocabulary.index(word) for word in words]).reshape(shape)
        numbers, places = np.unique(self.checked(value, shape), return_inverse=True)
        # Python's own rounding, kept as a whole number: 0.8025 with four decimals is 8025.
        return np.array([_as_whole(number, digits) for number in numbers.tolist()])[places].reshape(shape)

    def put(self) -> None:
        if isinstance(self.artist, Text):
            self.artist.set_text(self.said())

    def sent(self) -> str:
        return self.said()  # and not places in a vocabulary that the page cannot know yet

    def said(self) -> str:
        """Fill the template for where the sliders stand."""
        values, text = iter(self.row_now()), ""
        for literal, digits in self.pieces:
            text += literal
            if digits is not None:
                value = next(values)
                text += self.vocabulary[value] if digits < 0 else _decimal(value, digits)
        return text


class _Condition(_Part):
    """Whether a button can be pressed: a table of 0 and 1."""

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        return np.asarray(self.checked(values[0], shape) != 0, np.int32)[:, None]


class _Step(_Part):
    """What a button does to one slider or hidden value: a table of its next positions."""

    def __init__(self, explorer: Explorer, name: str, new: Any) -> None:
        if name not in explorer.sliders:
            raise ValueError(f"there is no slider {name!r} to change; there are: {', '.join(explorer.sliders)}.")
        self.changes, self.draw = explorer.sliders[name], isinstance(new, Draw)
        function = new.count if isinstance(new, Draw) else new if callable(new) else lambda: new
        super().__init__(explorer, None, function, f"new value of {name}", infinite=True)
        if self.live:
            raise ValueError(f"{self.name} follows too many sliders; only what is drawn can be computed in the kernel.")

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        given = self.checked(values[0], shape)
        if self.draw:
            self.refuse(given, (given < 1) | (given > len(self.changes.values)))
            return np.asarray(given, np.int32)[:, None]
        known = np.asarray(self.changes.values, dtype=float)  # in rising order
        nearest = np.searchsorted(known, given - 1e-9).clip(max=len(known) - 1)
        self.refuse(given, ~np.isclose(known[nearest], given))
        return np.asarray(nearest, np.int32)[:, None]

    def refuse(self, given: NDArray[np.float64], wrong: NDArray[np.bool_]) -> None:
        """Say where a value came out that cannot be taken."""
        if wrong.any():
            row = int(np.argmax(wrong))
            what = "number of values to draw from" if self.draw else "new value"
            raise ValueError(
                f"{what} of {self.changes.name} is {given[row]:g} at {self._place(row)}; it cannot be that."
            )


class _Button:
    """A button: whether it can be pressed, and its steps."""

    def __init__(
        self, explorer: Explorer, label: str, when: Callable[..., Any] | None, repeat: bool, updates: Mapping[str, Any]
    ) -> None:
        self.label, self.repeat = label, repeat
        self.when = _Condition(explorer, None, when or (lambda: 1), "", False)
        self.steps = [_Step(explorer, name, new) for name, new in updates.items()]


class _Board(_Button):
    """Many buttons that all do the same, and each of them once."""

    def __init__(
        self,
        explorer: Explorer,
        cells: list[str],
        columns: int,
        mark: Callable[..., Any],
        when: Callable[..., Any] | None,
        updates: Mapping[str, Any],
    ) -> None:
        super().__init__(explorer, "", when, False, updates)
        self.cells, self.columns = cells, columns
        self.mark = _Words(explorer, None, mark, "{}", False)


class _Link(anywidget.AnyWidget):
    """What passes slider positions between the page and the kernel. It has no view."""

    _esm = PLAYER + "\nexport default { initialize: link };\n"
    explorer = traitlets.Unicode().tag(sync=True)
    at = traitlets.List(traitlets.Int()).tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)
    asked = traitlets.Int().tag(sync=True)

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        super().__init__(explorer=explorer._id, at=[slider.at for slider in explorer.sliders.values()])

    @traitlets.observe("at")
    def _moved(self, change: Any) -> None:
        for slider, at in zip(self._explorer.sliders.values(), change["new"], strict=True):
            slider.at = at
        live = [part.sent() for part in self._explorer.parts if part.live]
        if live:
            self.rows = live
            self.asked += 1

    def move(self, at: list[int]) -> None:
        self.at = at
        self.asked += 1


def _part_of(artist: Artist, figure: Figure) -> type[_Part]:
    if artist.get_figure(root=True) is not figure:
        raise ValueError(f"{artist!r} is not part of this explorer's figure.")
    if isinstance(artist, Text):
        return _Words
    if isinstance(artist, Rectangle):
        return _Bar
    if isinstance(artist, Line2D):
        return _Marker if len(np.asarray(artist.get_xdata())) == 1 else _Curve
    raise TypeError(f"{artist!r} cannot follow a slider; a marker, a line, a bar and a text can.")


def _unpacked(part: _Part, values: tuple[Any, ...], names: tuple[str, ...]) -> tuple[Any, ...]:
    if len(values) != len(names):
        raise ValueError(f"{part.name}: the function gave {len(values)} values; it must give ({', '.join(names)}).")
    return values


def _whole(pixels: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.asarray(np.round(pixels * 10), dtype=np.int32)


def _digits(form: str, name: str) -> int:
    if not form:
        return -1  # a word
    match = re.fullmatch(r"\.(\d)f", form)
    if match is None:
        raise ValueError(f"{name}: {{:{form}}} is not understood; use {{:.4f}} for numbers and {{}} for words.")
    return int(match[1])


def _as_whole(number: float, digits: int) -> int:
    if np.isinf(number):
        return INFINITE if number > 0 else -INFINITE
    return int(f"{number:.{digits}f}".replace(".", ""))


def _decimal(whole: int, digits: int) -> str:
    if abs(whole) == INFINITE:
        return "∞" if whole > 0 else "−∞"
    text = f"{abs(whole):0{digits + 1}d}"
    sign = "−" if whole < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def _packed(tables: list[NDArray[np.int32]]) -> str:
    # Neighbouring rows are alike, and so are the high bytes of their differences: that is what packs well.
    flat = [np.concatenate([table[:1], np.diff(table, axis=0)]).ravel() for table in tables]
    numbers = np.concatenate(flat) if flat else np.zeros(0, np.int32)
    planes = numbers.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes()
    return base64.b64encode(zlib.compress(planes)).decode("ascii")


def _svg(explorer: Explorer) -> str:
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": explorer._id}):
        canvas: Any = FigureCanvasSVG(explorer.figure)
        canvas.print_svg(buffer, metadata={"Date": None})
    svg = re.sub(r"^.*?(?=<svg)", "", buffer.getvalue(), flags=re.S)
    # Two explorers on one page must not share an id.
    svg = re.sub(r'id="(?!explorer-)', f'id="{explorer._id}-', svg)
    return re.sub(r'(url\(#|href="#)(?!explorer-)', rf"\g<1>{explorer._id}-", svg)


def _spec(explorer: Explorer) -> dict[str, Any]:
    tables: list[NDArray[np.int32]] = []
    live = [part for part in explorer.parts if part.live]

    def told(part: _Part) -> dict[str, Any]:
        names = list(explorer.sliders)
        said: dict[str, Any] = {"follows": [names.index(name) for name in part.follows]}
        if isinstance(part, _Words):
            said |= {"pieces": part.pieces, "vocabulary": part.vocabulary}
        if part.table is None:
            return said | {"live": live.index(part)}
        tables.append(part.table)
        offset = sum(table.size for table in tables[:-1])
        return said | {"offset": offset, "rows": part.table.shape[0], "width": part.table.shape[1]}

    def told_part(part: _Part) -> dict[str, Any]:
        kind = "readout" if part.artist is None else part.kind
        ink = {"ink": to_hex(part.marker.get_color()), "home": part.row_now()} if isinstance(part, _Marker) else {}
        return told(part) | {"kind": kind, "id": part.artist.get_gid() if part.artist else None} | ink

    def told_button(button: _Button) -> dict[str, Any]:
        sliders = list(explorer.sliders.values())
        steps = [told(step) | {"changes": sliders.index(step.changes), "draw": step.draw} for step in button.steps]
        said = {"label": button.label, "when": told(button.when), "repeat": button.repeat, "steps": steps}
        if isinstance(button, _Board):
            cell = list(explorer.sliders).index("cell")
            said |= {"cells": button.cells, "columns": button.columns, "cell": cell, "mark": told(button.mark)}
        return said

    return {
        "id": explorer._id,
        "svg": _svg(explorer),
        "alt": explorer.alt,
        "parts": [told_part(part) for part in explorer.parts],
        "buttons": [told_button(button) for button in explorer.buttons],
        "live": [part.sent() for part in live],
        "sliders": [
            {"label": s.label, "labels": len(s.labels) if s.hidden else s.labels, "at": s.at}
            for s in explorer.sliders.values()
        ],
        "table": _packed(tables),
    }


def _page(explorer: Explorer) -> str:
    for part in explorer.parts:
        part.put()
    png = io.BytesIO()
    FigureCanvasAgg(explorer.figure).print_figure(png, format="png", dpi=72, facecolor="white")
    picture = base64.b64encode(png.getvalue()).decode("ascii")
    width = round(explorer.figure.get_figwidth() * 96)
    spec = json.dumps(_spec(explorer), ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<div id="{explorer._id}" class="explorer" style="max-width: {width}px">'
        f"<div data-controls>{HOW_TO_START}</div><div data-figure>"
        f'<img width="{width}" src="data:image/png;base64,{picture}" '
        f'alt="{escape(explorer.alt)}"></div><p data-readout aria-live="polite">{escape(repr(explorer))}</p></div>'
        f"<script>(() => {{{PLAYER}\nmount(document.currentScript.previousElementSibling, {spec});}})();</script>"
    )

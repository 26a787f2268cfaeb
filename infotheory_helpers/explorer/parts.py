"""What can move: a marker, a line, a bar, a text. Each is a function of some sliders, and the rows that come of it."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from string import Formatter
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from .positions import grid
from .tables import as_whole, decimal, digits_of, in_tenths

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

    from .explorer import Explorer

MOST_ROWS = 20_000  # of a table that follows more than two sliders


class Part:
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
        if sum(slider.derived or not slider.hidden for slider in followed) > 2 and rows > MOST_ROWS:
            raise ValueError(
                f"{self.name} follows {', '.join(self.follows)}, which have {rows} positions together, more than "
                f"{MOST_ROWS}; give them fewer, or let it follow what some of them come to (Explorer.derive)."
            )
        self.prepare(template)
        self.table = self.rows(*grid(followed))

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
        at = np.asarray(np.unravel_index(row, [len(s.values) for s in sliders]))
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


class Marker(Part):
    """A marker at (x, y); an arrow at the edge where y is infinite."""

    kind = "point"

    @property
    def marker(self) -> Line2D:
        """Its artist."""
        return cast("Line2D", self.artist)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y = unpacked(self, values, ("x", "y"))
        across, down = self.pixels(x, y, shape)
        beyond = np.broadcast_to(np.isinf(np.asarray(y, float)), shape)
        return in_tenths(np.stack([across, down, beyond / 10], axis=-1))

    def put(self) -> None:
        across, down, _ = self.row_now()
        self.marker.set_data(*self.data(across, down))


class Curve(Part):
    """A line: its y values along a last axis, or (x, y)."""

    kind = "line"

    def shaped(self, positions: tuple[NDArray[Any], ...]) -> tuple[NDArray[Any], ...]:
        return tuple(position[..., None] for position in positions)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        line = cast("Line2D", self.artist)
        x, y = values if len(values) == 2 else (line.get_xdata(), values[0])
        full = (*shape, len(np.asarray(line.get_xdata())))
        return in_tenths(np.stack(self.pixels(x, y, full), axis=-1).reshape(*shape, -1))

    def put(self) -> None:
        points = np.reshape(self.row_now(), (-1, 2))
        cast("Line2D", self.artist).set_data(*self.data(points[:, 0], points[:, 1]))


class Bar(Part):
    """A bar: its height, or (x, y, width, height); one that ends in an arrow where its height is infinite."""

    kind = "bar"

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        bar = cast("Rectangle", self.artist)
        home = (bar.get_x(), bar.get_y(), bar.get_width())
        x, y, width, height = values if len(values) == 4 else (*home, values[0])
        x0, y0 = self.pixels(x, y, shape)
        end = np.broadcast_to(np.add(y, height), shape)
        x1, y1 = self.pixels(np.add(x, width), end, shape)
        edges = [x0, x1, y0, y1, np.isinf(end) / 10] if self.infinite else [x0, x1, y0, y1]
        return in_tenths(np.stack(edges, axis=-1))

    def put(self) -> None:
        (x0, x1), (y0, y1) = self.data(*np.reshape(self.row_now()[:4], (2, 2)))
        cast("Rectangle", self.artist).set_bounds(x0, y0, x1 - x0, y1 - y0)


class Label(Part):
    """A text that keeps its words and goes to (x, y), or (x, y, shown); with a height, its letters are as high."""

    kind = "label"

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y, shown, *height = (
            (*values, 1)
            if len(values) == 2
            else unpacked(self, values, ("x", "y", "shown", "height")[: max(3, len(values))])
        )
        across, down = self.pixels(x, y, shape)
        row = [across, down, np.broadcast_to(np.asarray(shown, float), shape) / 10]
        if height:
            row.append(down - self.pixels(x, np.add(y, height[0]), shape)[1])
        return in_tenths(np.stack(row, axis=-1))

    def put(self) -> None:
        across, down, shown = self.row_now()[:3]
        text = cast("Text", self.artist)
        ((x,), (y,)) = self.data(across, down)
        text.set_position((x, y))
        text.set_alpha(1 if shown else 0)  # drawn in any case: the page must find it


class Words(Part):
    """A text with places for numbers and words, in the figure or under it."""

    kind = "text"

    def prepare(self, template: str) -> None:
        self.pieces: list[tuple[str, int | None]] = []
        for literal, field, form, _ in Formatter().parse(template):
            digits = None if field is None else digits_of(form or "", self.name)
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
        return np.array([as_whole(number, digits) for number in numbers.tolist()])[places].reshape(shape)

    def put(self) -> None:
        if self.artist is not None:
            cast("Text", self.artist).set_text(self.said() or " ")  # Matplotlib leaves an empty text out

    def said(self) -> str:
        """Fill the template for where the sliders stand."""
        values, text = iter(self.row_now()), ""
        for literal, digits in self.pieces:
            text += literal
            if digits is not None:
                value = next(values)
                text += self.vocabulary[value] if digits < 0 else decimal(value, digits)
        return text


class Formula(Words):
    """A formula with the numbers in it, under the figure."""

    kind = "formula"


def unpacked(part: Part, values: tuple[Any, ...], names: tuple[str, ...]) -> tuple[Any, ...]:
    """Give the values, or say that they are too many or too few."""
    if len(values) != len(names):
        raise ValueError(f"{part.name}: the function gave {len(values)} values; it must give ({', '.join(names)}).")
    return values

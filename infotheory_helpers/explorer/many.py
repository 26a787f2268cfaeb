"""What can move and is many: areas, dots, boxes, squares, and the trail of a hand. Each is one part, and one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from .parts import Curve, Part, unpacked
from .patches import Boxes, Squares, rectangles
from .tables import in_tenths

if TYPE_CHECKING:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Polygon


class Area(Curve):
    """A filled area: the points of its outline."""

    kind = "area"

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y = unpacked(self, values, ("x", "y"))
        full = (*shape, max(np.shape(x)[-1], np.shape(y)[-1]))
        return in_tenths(np.stack(self.pixels(x, y, full), axis=-1).reshape(*shape, -1))

    def put(self) -> None:
        points = np.reshape(self.row_now(), (-1, 2))
        cast("Polygon", self.artist).set_xy(np.stack(self.data(points[:, 0], points[:, 1]), axis=-1))


class Dots(Curve):
    """Many markers of one line: their x and y along a last axis."""

    kind = "dots"


class Trail(Part):
    """A line through where the hand has been: the point (x, y) of each position of one slider."""

    kind = "trail"

    def prepare(self, template: str) -> None:
        if template not in self.follows:
            raise ValueError(f"{self.name}: `along` is {template!r}; the function follows: {', '.join(self.follows)}.")
        self.along = template

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y = unpacked(self, values, ("x", "y"))
        return in_tenths(np.stack(self.pixels(x, y, shape), axis=-1))

    def put(self) -> None:
        (x,), (y,) = self.data(*self.row_now())
        cast("Line2D", self.artist).set_data([x, x], [y, y])  # a line that nobody sees, for the page to find


class ManyBoxes(Part):
    """Rectangles in one path: their x, y, widths and heights along a last axis."""

    kind = "boxes"

    def shaped(self, positions: tuple[NDArray[Any], ...]) -> tuple[NDArray[Any], ...]:
        return tuple(position[..., None] for position in positions)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        x, y, width, height = unpacked(self, values, ("x", "y", "width", "height"))
        full = (*shape, cast(Boxes, self.artist).count)
        x0, y0 = self.pixels(x, y, full)
        x1, y1 = self.pixels(np.add(x, width), np.add(y, height), full)
        return in_tenths(np.concatenate([x0, x1, y0, y1], axis=-1))

    def put(self) -> None:
        x0, x1, y0, y1 = np.reshape(self.row_now(), (4, -1))
        (left, foot), (right, top) = self.data(x0, y0), self.data(x1, y1)
        cast(Boxes, self.artist).set_path(rectangles(np.stack([left, foot, right - left, top - foot], axis=-1)))


class ManySquares(ManyBoxes):
    """Squares at fixed centres: their sides along a last axis."""

    kind = "squares"

    @property
    def squares(self) -> Squares:
        """Its artist."""
        return cast(Squares, self.artist)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        full = (*shape, self.squares.count)
        sides = np.maximum(self.checked(values[0], full), 0)
        x, y = self.squares.centres.T
        return in_tenths(self.pixels(x + sides, y, full)[0] - self.pixels(x, y, full)[0])

    def centres(self) -> list[int]:
        """Give the centres as they go to the page: across and down, one after the other."""
        x, y = self.squares.centres.T
        return in_tenths(np.stack(self.pixels(x, y, x.shape), axis=-1)).ravel().tolist()

    def put(self) -> None:
        x, y = self.squares.centres.T
        across, down = self.pixels(x, y, x.shape)
        row = np.asarray(self.row_now())
        right, _ = self.data(10 * across + row, 10 * down)
        sides = np.where(row > 0, right - x, 0)  # exactly 0 where there is none
        self.squares.set_path(rectangles(self.squares.with_sides(sides)))

"""Many rectangles as one artist: boxes that move, and squares whose size is a number, in one path of one ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from .palette import P_COLOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])


class Boxes(PathPatch):
    """Rectangles by their bounds."""

    def __init__(self, count: int, **look: Any) -> None:
        self.count = count
        super().__init__(rectangles(np.zeros((count, 4))), **look)


class Squares(Boxes):
    """Squares that stay at their centres and change their sides: as a Hinton diagram does, or a digit in ink."""

    def __init__(self, centres: NDArray[np.float64], **look: Any) -> None:
        self.centres = centres
        super().__init__(len(centres), **look)

    def with_sides(self, sides: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the bounds of the squares with these sides; hundreds that have none would only fill the page."""
        square = np.stack([sides, sides], axis=-1)
        return np.concatenate([self.centres - square / 2, square], axis=-1)[sides > 0]


def rectangles(bounds: NDArray[np.float64]) -> Path:
    """Give one path of many rectangles, each as (x, y, width, height)."""
    corners = bounds[:, None, :2] + CORNERS * bounds[:, None, 2:]
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(bounds))
    return Path(corners.reshape(-1, 2), codes)


def boxes(ax: Axes, count: int, color: str = P_COLOUR, **look: Any) -> Boxes:
    """Draw rectangles that follow x, y, width and height, with a hairline of the paper between neighbours."""
    look = {"facecolor": color, "edgecolor": "white", "linewidth": 0.8} | look
    patch = Boxes(count, **look)
    ax.add_patch(patch)
    return patch


def squares(ax: Axes, x: ArrayLike, y: ArrayLike, color: str = P_COLOUR) -> Squares:
    """Draw squares at fixed centres that follow their sides, in units of x; none where that is not above 0."""
    centres = np.stack(np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float)), axis=-1).reshape(-1, 2)
    patch = Squares(centres, facecolor=color, edgecolor="none")
    ax.add_patch(patch)
    return patch

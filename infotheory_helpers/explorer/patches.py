"""Many rectangles as one artist: one path of one ink. This loads Matplotlib, which is slow; `shapes` does it late."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

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

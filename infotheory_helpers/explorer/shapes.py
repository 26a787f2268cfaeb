"""Draws many rectangles as one artist: boxes that move, and squares whose size is a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from .palette import P_COLOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .patches import Boxes, Squares


def boxes(ax: Axes, count: int, color: str = P_COLOUR, **look: Any) -> Boxes:
    """Draw rectangles that follow x, y, width and height, with a hairline of the paper between neighbours."""
    from .patches import Boxes

    look = {"facecolor": color, "edgecolor": "white", "linewidth": 0.8} | look
    patch = Boxes(count, **look)
    ax.add_patch(patch)
    return patch


def squares(ax: Axes, x: ArrayLike, y: ArrayLike, color: str = P_COLOUR) -> Squares:
    """Draw squares at fixed centres that follow their sides, in units of x; none where that is not above 0."""
    from .patches import Squares

    centres = np.stack(np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float)), axis=-1).reshape(-1, 2)
    patch = Squares(centres, facecolor=color, edgecolor="none")
    ax.add_patch(patch)
    return patch

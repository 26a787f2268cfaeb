"""Which kind of part an artist of a figure is."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from .many import Area, Dots, ManyBoxes, ManySquares
from .parts import Bar, Curve, Label, Marker, Part, Words
from .patches import Boxes, Squares

KINDS: dict[type[Artist], type[Part]] = {Rectangle: Bar, Squares: ManySquares, Boxes: ManyBoxes, Polygon: Area}


def kind_of(artist: Artist, figure: Figure, template: str) -> type[Part]:
    """Choose the kind of part that an artist of the figure is; a text without a template keeps its words."""
    if artist.get_figure(root=True) is not figure:
        raise ValueError(f"{artist!r} is not part of this explorer's figure.")
    if isinstance(artist, Text):
        return Words if template else Label
    if isinstance(artist, Line2D):
        if len(np.asarray(artist.get_xdata())) == 1:
            return Marker
        return Dots if artist.get_linestyle() == "None" else Curve
    for known, kind in KINDS.items():
        if isinstance(artist, known):
            return kind
    raise TypeError(f"{artist!r} cannot follow a slider; a marker, a line, a bar, an area and a text can.")

"""The page of an explorer: its picture, its tables and the player, in one piece of HTML that asks for nothing else."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from numpy.typing import NDArray

from .buttons import Board, Button, Step
from .many import ManySquares, Trail
from .palette import role_of
from .parts import Label, Marker, Part, Words
from .picture import for_phone, shown, svg_of
from .player import PLAYER
from .tables import deflated, packed

if TYPE_CHECKING:
    from .explorer import Explorer

# Stands where the sliders will be, for whoever looks at a page that has not been run.
HOW_TO_START = "<p><em>This picture moves once its cell has run: click into it, <b>Shift + Enter</b>.</em></p>"


def _spec(explorer: Explorer, narrow: Figure | None) -> dict[str, Any]:
    tables: list[NDArray[np.int32]] = []
    moves = [_move(explorer.figure, narrow, k) for k in range(len(narrow.axes))] if narrow else []

    def told(part: Part) -> dict[str, Any]:
        names = list(explorer.sliders)
        said: dict[str, Any] = {"follows": [names.index(name) for name in part.follows]}
        if isinstance(part, Words):
            said |= {"pieces": part.pieces, "vocabulary": part.vocabulary}
        tables.append(part.table)
        offset = sum(table.size for table in tables[:-1])
        return said | {"offset": offset, "rows": part.table.shape[0], "width": part.table.shape[1]}

    def told_part(part: Part) -> dict[str, Any]:
        kind = part.kind if part.artist is not None or part.kind == "formula" else "readout"
        said = told(part) | {"kind": kind}
        if isinstance(part, Marker):
            said |= {"ink": role_of(to_hex(part.marker.get_color()))}
        if isinstance(part, Marker | Label):
            said |= {"home": part.row_now()}
        if isinstance(part, Trail):
            said |= {"along": list(explorer.sliders).index(part.along)}
        if isinstance(part, ManySquares):
            said |= {"centres": part.centres()}
        if part.artist:
            said |= {"id": part.artist.get_gid()}
            if moves and isinstance(part.artist.axes, Axes):
                said |= {"narrow": moves[explorer.figure.axes.index(part.artist.axes)]}
        return said

    def told_step(step: Step) -> dict[str, Any]:
        return told(step) | {"changes": list(explorer.sliders.values()).index(step.changes), "draw": step.draw}

    def told_button(button: Button) -> dict[str, Any]:
        steps = [told_step(step) for step in button.steps]
        said = {"label": button.label, "when": told(button.when), "repeat": button.repeat, "steps": steps}
        said |= {"after": button.after}
        if isinstance(button, Board):
            cell = list(explorer.sliders).index("cell")
            said |= {"cells": button.cells, "columns": button.columns, "cell": cell, "mark": told(button.mark)}
        return said

    def told_prediction() -> dict[str, Any] | None:
        asked = explorer.prediction
        if asked is None:
            return None
        answers = [[choice, f"You said {asked.in_words(choice)}. {asked.answers[choice]}"] for choice in asked.choices]
        at = list(explorer.sliders).index("said")
        earned = told(explorer.earned)
        return {"name": asked.name, "slider": at, "earned": earned, "answers": answers}

    def told_handle(part: Part, names: tuple[str, ...]) -> dict[str, Any]:
        assert part.artist is not None
        assert isinstance(part.artist.axes, Axes)
        moves = [list(explorer.sliders).index(name) for name in names]
        return {
            "part": explorer.parts.index(part),
            "moves": moves,
            "box": [round(10 * edge) for edge in _box(part.artist.axes)],
        }

    return {
        "id": explorer.id,
        "narrow": deflated(svg_of(narrow, explorer.id, sheet="").encode()) if narrow else None,
        "alt": explorer.alt,
        "parts": [told_part(part) for part in explorer.parts],
        "derived": [told_step(step) for step in explorer.derived],
        "buttons": [told_button(button) for button in explorer.buttons],
        "handles": [told_handle(*handle) for handle in explorer.handles],
        "sliders": [
            {"label": s.label, "labels": len(s.labels) if s.hidden else s.labels, "at": s.at, "choice": s.choice}
            for s in explorer.sliders.values()
        ],
        "prediction": told_prediction(),
        "table": packed(tables),
    }


def _move(wide: Figure, narrow: Figure, panel: int) -> list[float]:
    # Where a point of the panel comes to lie in the drawing for a phone: (a, b, c, d) for a·x + b and c·y + d.
    left, right, bottom, top = _box(wide.axes[panel])
    to_left, to_right, to_bottom, to_top = _box(narrow.axes[panel])
    across, down = (to_right - to_left) / (right - left), (to_bottom - to_top) / (bottom - top)
    return [round(number, 4) for number in (across, to_left - across * left, down, to_top - down * top)]


def _box(ax: Axes) -> tuple[float, float, float, float]:
    # Its left, right, bottom and top edge, as points of the SVG.
    figure = ax.get_figure(root=True)
    assert figure is not None  # the Axes was made on one
    points, top = 72 / figure.dpi, figure.get_figheight() * 72
    return ax.bbox.x0 * points, ax.bbox.x1 * points, top - ax.bbox.y0 * points, top - ax.bbox.y1 * points


def page_of(explorer: Explorer) -> str:
    """Give the explorer as HTML: a picture of where it stands, and the player that brings it to life."""
    for part in explorer.parts:
        part.put()
    narrow = for_phone(explorer.figure)
    width = round(explorer.figure.get_figwidth() * 96)
    still = shown(svg_of(explorer.figure, explorer.id), None, width, explorer.alt)
    spec = json.dumps(_spec(explorer, narrow), ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<div id="{explorer.id}" class="explorer" style="max-width: {width}px">'
        f"<div data-controls>{HOW_TO_START}</div><div data-figure>{still}</div>"
        f'<p data-readout>{escape(repr(explorer))}</p><p data-news aria-live="polite"></p></div>'
        f"<script>(() => {{{PLAYER}\nmount(document.currentScript.previousElementSibling, {spec});}})();</script>"
    )

"""The page of an explorer: its picture, its tables and the player, in one piece of HTML that asks for nothing else."""

from __future__ import annotations

import base64
import io
import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from .buttons import Board, Button
from .parts import Label, Marker, Part, Words
from .player import PLAYER
from .tables import packed

if TYPE_CHECKING:
    from .explorer import Explorer

# Stands where the sliders will be, for whoever looks at a page that has not been run.
HOW_TO_START = "<p><em>This picture moves once the lesson is run: <b>Run → Run All Cells</b>.</em></p>"


def _svg(explorer: Explorer) -> str:
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": explorer.id}):
        canvas: Any = FigureCanvasSVG(explorer.figure)
        canvas.print_svg(buffer, metadata={"Date": None})
    svg = re.sub(r"^.*?(?=<svg)", "", buffer.getvalue(), flags=re.S)
    # Two explorers on one page must not share an id.
    svg = re.sub(r'id="(?!explorer-)', f'id="{explorer.id}-', svg)
    return re.sub(r'(url\(#|href="#)(?!explorer-)', rf"\g<1>{explorer.id}-", svg)


def _spec(explorer: Explorer) -> dict[str, Any]:
    tables: list[NDArray[np.int32]] = []
    live = [part for part in explorer.parts if part.live]

    def told(part: Part) -> dict[str, Any]:
        names = list(explorer.sliders)
        said: dict[str, Any] = {"follows": [names.index(name) for name in part.follows]}
        if isinstance(part, Words):
            said |= {"pieces": part.pieces, "vocabulary": part.vocabulary}
        if part.table is None:
            return said | {"live": live.index(part)}
        tables.append(part.table)
        offset = sum(table.size for table in tables[:-1])
        return said | {"offset": offset, "rows": part.table.shape[0], "width": part.table.shape[1]}

    def told_part(part: Part) -> dict[str, Any]:
        kind = part.kind if part.artist is not None or part.kind == "formula" else "readout"
        ink = {"ink": to_hex(part.marker.get_color()), "home": part.row_now()} if isinstance(part, Marker) else {}
        ink |= {"home": part.row_now()} if isinstance(part, Label) else {}
        return told(part) | {"kind": kind, "id": part.artist.get_gid() if part.artist else None} | ink

    def told_button(button: Button) -> dict[str, Any]:
        sliders = list(explorer.sliders.values())
        steps = [told(step) | {"changes": sliders.index(step.changes), "draw": step.draw} for step in button.steps]
        said = {"label": button.label, "when": told(button.when), "repeat": button.repeat, "steps": steps}
        if isinstance(button, Board):
            cell = list(explorer.sliders).index("cell")
            said |= {"cells": button.cells, "columns": button.columns, "cell": cell, "mark": told(button.mark)}
        return said

    def told_prediction() -> dict[str, Any] | None:
        asked = explorer.prediction
        if asked is None:
            return None
        words = {choice: f"You said {asked.in_words(choice)}" for choice in asked.choices}
        at = list(explorer.sliders).index("said")
        return {"name": asked.name, "slider": at, "answers": asked.answers, "words": words}

    return {
        "id": explorer.id,
        "svg": _svg(explorer),
        "alt": explorer.alt,
        "parts": [told_part(part) for part in explorer.parts],
        "buttons": [told_button(button) for button in explorer.buttons],
        "live": [part.sent() for part in live],
        "sliders": [
            {"label": s.label, "labels": len(s.labels) if s.hidden else s.labels, "at": s.at}
            for s in explorer.sliders.values()
        ],
        "prediction": told_prediction(),
        "table": packed(tables),
    }


def page_of(explorer: Explorer) -> str:
    """Give the explorer as HTML: a picture of where it stands, and the player that brings it to life."""
    for part in explorer.parts:
        part.put()
    png = io.BytesIO()
    FigureCanvasAgg(explorer.figure).print_figure(png, format="png", dpi=72, facecolor="white")
    picture = base64.b64encode(png.getvalue()).decode("ascii")
    width = round(explorer.figure.get_figwidth() * 96)
    spec = json.dumps(_spec(explorer), ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<div id="{explorer.id}" class="explorer" style="max-width: {width}px">'
        f"<div data-controls>{HOW_TO_START}</div><div data-figure>"
        f'<img width="{width}" src="data:image/png;base64,{picture}" '
        f'alt="{escape(explorer.alt)}"></div><p data-readout aria-live="polite">{escape(repr(explorer))}</p></div>'
        f"<script>(() => {{{PLAYER}\nmount(document.currentScript.previousElementSibling, {spec});}})();</script>"
    )

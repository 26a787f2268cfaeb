"""The page that a student gets back: nbgrader's own, made by one exporter for all of a class."""

import functools
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from traitlets.config import Config


@functools.cache
def _exporter() -> HTMLExporter:
    place = Path(formgrader.__file__).parent
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(place / "templates")]
    config.HTMLExporter.extra_template_paths = [str(place / "static/node_modules/bootstrap/dist/css")]
    config.Exporter.default_preprocessors = []
    exporter = HTMLExporter(config=config)  # type: ignore[no-untyped-call]
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor(style="default"), enabled=True)  # type: ignore[no-untyped-call]
    return exporter


def write_page(
    path: Path, notebook: Any, given: dict[str, tuple[float, float]], comments: dict[str, str | None]
) -> None:
    """Write the page of a graded notebook, with what each cell was given of what, and the comments on the answers.

    Raises
    ------
    OSError
        If it cannot be written there.
    """
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if (name := about.get("grade_id")) in given:
            about.score, about.points = given[name]
        if name in comments:
            about.comment = comments[name]
    score, most = (sum(part) for part in zip(*given.values(), strict=True))
    about = {"notebook": path.stem, "score": score, "max_score": most, "late_penalty": 0}
    text, _ = _exporter().from_notebook_node(nbformat.from_dict(notebook), {"nbgrader": about})  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

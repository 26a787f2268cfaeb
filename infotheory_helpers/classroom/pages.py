"""The page that a student gets back: nbgrader's own, made by one exporter for all of a class."""

import functools
import re
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from traitlets.config import Config

WITHOUT_WORDS = re.compile(r"<img (?![^>]*\balt=)")


class _Pages(HTMLExporter):
    """Makes one page after the other; its templates are compiled once, and code that all pages share is coloured once.

    nbconvert's own reads each page over again, to give words to pictures without, which takes as long as to make it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        coloured = functools.lru_cache(256)(Highlight2HTML(pygments_lexer="python", parent=self))  # type: ignore[no-untyped-call]
        self.register_filter("highlight_code", lambda source, **_: coloured(source))  # type: ignore[no-untyped-call]
        self.register_preprocessor(CSSHTMLHeaderPreprocessor(style="default"), enabled=True)  # type: ignore[no-untyped-call]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Make a page."""
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        shows = WidgetsDataTypeFilter(notebook_metadata={}, parent=self, resources=resources)  # type: ignore[no-untyped-call]
        self.register_filter("filter_data_type", shows)  # type: ignore[no-untyped-call]
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return WITHOUT_WORDS.sub('<img alt="A figure that the cell above draws." ', html), resources


@functools.cache
def _exporter() -> _Pages:
    place = Path(formgrader.__file__).parent
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(place / "templates")]
    config.HTMLExporter.extra_template_paths = [str(place / "static/node_modules/bootstrap/dist/css")]
    config.Exporter.default_preprocessors = []
    return _Pages(config=config)


def write_page(
    path: Path,
    notebook: Any,
    given: dict[str, tuple[float, float]],
    comments: dict[str, str | None],
    factor: float = 1.0,
) -> None:
    """Write the page of a graded notebook, with what each cell was given of what, and the comments on the answers.

    `factor` is the share of the points that is left to who is late.

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
    about = {"notebook": path.stem, "score": score, "max_score": most, "late_penalty": score * (1 - factor)}
    text, _ = _exporter().from_notebook_node(nbformat.from_dict(notebook), {"nbgrader": about})  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""How `make site` turns the course into pages: Sphinx reads this file."""

import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

project = html_title = "Information theory for people who train models"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx-mathjax-offline", "numpydoc"]

# The lessons keep what their cells printed, and the explorers need no more.
nb_execution_mode = "off"
exclude_patterns = ["content"]  # the same once more, for JupyterLite
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
# What a check says to an instructor's program stands beside what it says to the learner.
suppress_warnings = ["mystnb.unknown_mime_type"]

numpydoc_show_class_members = False

html_theme = "sphinx_book_theme"
html_theme_options = {"show_toc_level": 2, "navbar_persistent": []}  # one search field is enough
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_favicon = "_static/favicon.svg"


def with_anchors(app: Sphinx, page: str, source: list[str]) -> None:
    """Let links to a cell find it: JupyterLab knows a cell by its id, a page only what bears a label."""
    if Path(app.env.doc2path(page)).suffix != ".ipynb":
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            words = re.sub(r"\]\([^)\s]*#cell-id=", "](#cell-", "".join(cell["source"]))
            cell["source"] = f"(cell-{cell['id']})=\n{words}" if page.startswith("notebooks/") else words
    source[0] = json.dumps(notebook)


def with_launch_button(app: Sphinx, page: str, _: str, context: dict[str, Any], doctree: Any) -> None:
    """Open the notebook of a page in JupyterLite, which runs it in the browser."""
    source = Path(app.env.doc2path(page)) if doctree else Path()
    if source.suffix == ".ipynb":
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": context["pathto"]("lite/lab/index.html", 1) + f"?path={page}.ipynb",
                "text": "Run",
                "tooltip": "Run it in your browser, with nothing installed",
                "icon": "fas fa-play",
                "label": "run-button",
            },
        )


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("source-read", with_anchors)
    app.connect("html-page-context", with_launch_button, priority=600)  # after the theme has made the row of buttons

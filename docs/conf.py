"""How `make site` turns the course into pages: Sphinx reads this file."""

import base64
import hashlib
import json
import re
import urllib.parse
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from infotheory_helpers.explorer.page import HOW_TO_START
from infotheory_helpers.explorer.player import PLAYER, PREDICTION, RIDDLE

project = html_title = "Information theory for people who train models"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx-mathjax-offline", "numpydoc"]

# The lessons keep what their cells printed, and the explorers need no more.
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
# Of MathJax the pages load what they need, and the first page loads it for all.
mathjax3_config = {"loader": {"load": ["input/tex", "output/chtml"]}}
# What a check says to an instructor's program stands beside what it says to the learner.
suppress_warnings = ["mystnb.unknown_mime_type"]

numpydoc_show_class_members = False

html_theme = "sphinx_book_theme"
html_theme_options = {"show_toc_level": 2, "navbar_persistent": []}  # one search field is enough
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_js_files = ["map.js"]
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


def slim(app: Sphinx, *page: Any) -> None:
    """Send what a reader comes to: scripts once, drawings as text, an explorer's tables when it is near."""

    *_, context, _ = page

    def apart(told: re.Match[str]) -> str:
        name = f"_static/explorers/{hashlib.sha256(told[1].encode()).hexdigest()[:12]}.json"
        path = Path(app.outdir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told[1], encoding="utf-8")
        return f'<script>course.near("{context["pathto"](name, 1)}");</script>'

    body = context.get("body", "").replace(HOW_TO_START, ON_A_PAGE)
    for name, script in PLAYERS.items():
        body = body.replace(f"<script>(() => {{{script}\n{name}(", f"<script>(() => {{course.{name}(")
    body = re.sub(r"data:image/svg\+xml;base64,([\w+/=]+)", as_text, body)
    context["body"] = re.sub(MOUNTED, apart, body)


ON_A_PAGE = "<p><em>This picture moves where the browser may run scripts.</em></p>"
PLAYERS = {"mount": PLAYER, "predict": PREDICTION, "riddle": RIDDLE}
MOUNTED = r"<script>\(\(\) => {course.mount\(document.currentScript.previousElementSibling, (.*?)\);}\)\(\);</script>"
# An explorer gets its tables a little before it comes into the window.
NEAR = """
course.near = (address, root = document.currentScript.previousElementSibling) =>
  new IntersectionObserver(async (seen, window) => {
    if (!seen.some((now) => now.isIntersecting)) return;
    window.disconnect();
    course.mount(root, await (await fetch(address)).json());
  }, { rootMargin: "800px" }).observe(root);
"""


def as_text(drawing: re.Match[str]) -> str:
    """Give a drawing's address with its text in it."""
    return "data:image/svg+xml," + urllib.parse.quote(base64.b64decode(drawing[1]), safe="'()*+-./:;=@_~!&$?")


def send_players(app: Sphinx, _: Exception | None) -> None:
    """Write the players, each in a place of its own, into one script."""
    ready = [f"{name}: (() => {{{script}\nreturn {name};}})()" for name, script in PLAYERS.items()]
    (Path(app.outdir) / "_static" / "players.js").write_text(
        f"const course = {{{', '.join(ready)}}};{NEAR}", encoding="utf-8"
    )


def lean_icons(app: Sphinx, _: Exception | None) -> None:
    """Leave out of the theme's script of icons all that no page shows: it is the heaviest of its files."""
    pages = "".join(page.read_text(encoding="utf-8") for page in Path(app.outdir).rglob("*.html"))
    shown = set(re.findall(r"fa-([a-z-]+)", pages))
    script = Path(app.outdir) / "_static" / "scripts" / "fontawesome.js"
    icon = re.compile(r'(?<=[{,])"?([\w-]+)"?:(\[\d+,\d+,\[[^\]]*\],"\w+",(?:"[^"]*"|\[[^\]]*\])\])(?:,|(?=}))')
    script.write_text(icon.sub(lambda found: found[0] if found[1] in shown else "", script.read_text(encoding="utf-8")))


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
    app.connect("html-page-context", slim)
    app.connect("build-finished", send_players)
    app.connect("build-finished", lean_icons)
    app.add_js_file("players.js")
    app.config.mathjax_path = "mathjax/startup.js"
    app.set_html_assets_policy("always")
    app.connect("html-page-context", with_launch_button, priority=600)  # after the theme has made the row of buttons

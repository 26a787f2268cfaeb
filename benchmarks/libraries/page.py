"""Writes the pages of the table for people who search: docs/libraries.md, and docs/libraries.html with a filter."""

import itertools
from collections.abc import Iterator
from html import escape
from pathlib import Path

import numpy as np

from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, PAPER
from infotheory_helpers.labs.libraries.table import Row, table

DOCS = Path(__file__).parents[2] / "docs"
TITLE = "The same words, other numbers"
INTRODUCTION = (
    "What libraries really return, measured in environments with pinned versions. *Course* is the number of the "
    "definition, in bits for measures and in nats for losses; the steps after it are what the library does besides, "
    "in its own order, and they lead to its number to six digits. *Refused* is an input that the course does not take."
)
HEADS = ("library", "input", "call", "course", "silent steps", "library’s number", "what to know")


def main() -> None:
    """Write both pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Give the text of each page by its name."""
    return {"libraries.md": "\n".join(markdown()) + "\n", "libraries.html": "\n".join(html()) + "\n"}


def markdown() -> Iterator[str]:
    """Give the lines of the page in Markdown: a table for each quantity, then each library with its quantities."""
    yield from ("<!-- Made by `make libraries`; see benchmarks/libraries/. -->", f"# {TITLE}", "", INTRODUCTION, "")
    yield "How a row is measured: `benchmarks/libraries/`. To search and filter, open [libraries.html](libraries.html)."
    yield from ("", "## By quantity", "", " · ".join(f"[{name}](#{anchor(name)})" for name in quantities()))
    for quantity in quantities():
        yield from ("", f"### {quantity}", "", f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|")
        for row in rows_of(quantity):
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells(row))} |"
    yield from ("", "## By library", "", "| library | version | measured | quantities |", "|---|---|---|---|")
    for library, rows in by_library():
        links = ", ".join(f"[{name}](#{anchor(name)})" for name in dict.fromkeys(row.quantity for row in rows))
        source = f"[{library}]({rows[0].source})"
        yield f"| {source} | {rows[0].package} {rows[0].version} | {max(row.date for row in rows)} | {links} |"


def cells(row: Row) -> list[str]:
    """Give what stands in a row of the page, as Markdown."""
    steps = " ".join(step.says for step in row.silent)
    course = "refused" if isinstance(row.course, str) else shown(row.course)
    said = f" {code(row.says)}" if row.says else ""
    result = ("an error" if row.result is None else f"**{shown(row.result)}** {row.unit}".strip()) + said
    given = ", ".join(f"{name} = {value}" for name, value in row.inputs.items())
    return [
        f"[{row.library}]({row.source})",
        f"{row.input}: {code(given)}",
        code(row.call),
        course,
        steps,
        result,
        row.trap,
    ]


def code(text: str) -> str:
    """Mark text as code."""
    return f"`{text.replace('`', chr(39))}`"


def shown(number: np.ndarray[tuple[int, ...], np.dtype[np.float64]] | float) -> str:
    """Write a number, or several, with five digits."""
    return ", ".join(f"{x:.5g}".replace("inf", "∞").replace("-", "−") for x in np.ravel(number))


def quantities() -> list[str]:
    """Give the quantities, the one with most rows first."""
    names = [row.quantity for row in table()]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def rows_of(quantity: str) -> list[Row]:
    """Give the rows of a quantity."""
    return [row for row in table() if row.quantity == quantity]


def by_library() -> list[tuple[str, list[Row]]]:
    """Give the rows of each library, in the order of the alphabet."""
    found = sorted(table(), key=lambda row: row.library.lower())
    return [(name, list(rows)) for name, rows in itertools.groupby(found, key=lambda row: row.library)]


def anchor(name: str) -> str:
    """Give the address of a heading within the page, as Markdown's readers make it."""
    return name.lower().replace(" ", "-")


def html() -> Iterator[str]:
    """Give the lines of the page with a filter: a field to type in, and two lists to choose from."""
    libraries = options([name for name, _ in by_library()])
    yield f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{TITLE}</title>
<style>
:root {{ color-scheme: light dark; --paper: {PAPER}; --ink: {HIGHLIGHT}; --muted: {MUTED}; --cost: {COST} }}
@media (prefers-color-scheme: dark) {{ :root {{ --paper: #1b1d21; --ink: #e8e6e1 }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 1.5em auto; max-width: 60em; padding: 0 1em;
  color: var(--ink); background: var(--paper) }}
article {{ border-top: 1px solid var(--muted); padding: 0.6em 0 }}
h2 {{ font-size: 1em; margin: 0 }} p {{ margin: 0.2em 0 }} strong {{ border-bottom: 2px solid var(--cost) }}
code {{ overflow-wrap: anywhere }} label {{ margin-right: 1em }} a {{ color: inherit }}
</style>
<h1>{TITLE}</h1>
<p>{in_html(INTRODUCTION)}</p>
<p><label>Words <input type="search" id="words"></label>
<label>Quantity <select id="quantity"><option value="">all</option>{options(quantities())}</select></label>
<label>Library <select id="library"><option value="">all</option>{libraries}</select></label>
<span id="count" role="status"></span></p>"""
    for row in table():
        _, given, call, course, steps, result, trap = (in_html(cell) for cell in cells(row))
        yield (
            f'<article data-quantity="{escape(row.quantity)}" data-library="{escape(row.library)}">'
            f'<h2><a href="{escape(row.source)}">{escape(row.library)}</a> {escape(row.version)} · '
            f"{escape(row.quantity)} · {given}</h2>"
            f"<p>{call}</p><p>Course: {course}. {steps} {escape(row.library)}: {result}.</p><p>{trap}</p></article>"
        )
    yield """<script>
const fields = ["words", "quantity", "library"].map((id) => document.getElementById(id));
const rows = [...document.querySelectorAll("article")].map((row) => [row, row.textContent.toLowerCase()]);
function filter() {
  const [words, quantity, library] = fields.map((field) => field.value);
  const wanted = words.toLowerCase().split(/\\s+/);
  let shown = 0;
  for (const [row, text] of rows) {
    row.hidden = (quantity && row.dataset.quantity !== quantity) || (library && row.dataset.library !== library) ||
      !wanted.every((word) => text.includes(word));
    shown += !row.hidden;
  }
  document.getElementById("count").textContent = `${shown} of ${rows.length} rows`;
}
fields.forEach((field) => field.addEventListener("input", filter));
filter();
</script>
</html>"""


def in_html(text: str) -> str:
    """Turn the little Markdown of a cell into HTML: code, strong, emphasis."""
    parts = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else stressed(part) for i, part in enumerate(parts))


def stressed(text: str) -> str:
    """Turn what stands between stars into strong or emphasised text."""
    for mark, tag in (("**", "strong"), ("*", "em")):
        pieces = text.split(mark)
        text = "".join(f"<{tag}>{piece}</{tag}>" if i % 2 else piece for i, piece in enumerate(pieces))
    return text


def options(names: list[str]) -> str:
    """Give a list's choices."""
    return "".join(f"<option>{escape(name)}</option>" for name in names)


if __name__ == "__main__":
    main()

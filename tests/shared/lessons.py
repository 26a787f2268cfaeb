"""The lessons as tests see them: what is stored, and what running the cells in this process gives."""

import ast
import contextlib
import functools
import io
import itertools
import re
from dataclasses import dataclass
from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter

import infotheory_helpers as it
from clones import ROOT
from infotheory_helpers.explorer.prediction import all_predictions

NOTEBOOKS = ROOT / "notebooks"
README = (ROOT / "README.md").read_text(encoding="utf-8")
# In the order of the README, whose second table has the labs.
LESSONS = re.findall(r"\(notebooks/(\w+)\.ipynb\)", README)
SHOW = DisplayFormatter().format
LABS = re.findall(r"\(notebooks/(\w+)\.ipynb\)", README.partition("## The labs")[2])


@dataclass
class Ran:
    """What one code cell did: the text it printed and the value of its last line."""

    cell: Any
    printed: str
    value: Any
    shown: dict[str, Any]  # the value in all the forms that a notebook stores


def load(lesson: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4)  # type: ignore[no-untyped-call]


def cells(lesson: str, kind: str) -> list[Any]:
    return [cell for cell in load(lesson).cells if cell.cell_type == kind]


def prose(lesson: str) -> list[str]:
    """What a lesson says: its cells of text, and what it answers to predictions."""
    asked = re.findall(r'predict\("([^"]+)"\)', "\n".join(cell.source for cell in cells(lesson, "code")))
    answers = [answer for name in dict.fromkeys(asked) for answer in all_predictions()[name]["answers"].values()]
    return [*(cell.source for cell in cells(lesson, "markdown")), *answers]


@functools.cache
def run(lesson: str) -> tuple[list[Ran], dict[str, Any]]:
    """Run a lesson's code cells from top to bottom; give what each did and the names left behind."""
    names: dict[str, Any] = {"__name__": lesson}
    results = []
    for numbered in (it.Explorer, it.GuessingGame):
        numbered._number = itertools.count(1)  # as in a kernel of its own
    for cell in cells(lesson, "code"):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            value = _run_cell(cell.source, names)
        results.append(Ran(cell, printed.getvalue(), value, SHOW(value)[0]))  # type: ignore[no-untyped-call]
    return results, names


def _run_cell(source: str, names: dict[str, Any]) -> Any:
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<cell>", "exec"), names)
        return None
    tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)

"""A course in a folder of its own: what its class hands in, graded in this process, and the grades that come out."""

import contextlib
import csv
import io
import os
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

from clones import ROOT
from infotheory_helpers.classroom import grading
from infotheory_helpers.classroom.release import notebook_of
from sheets import SHEETS, by_id, grade_id, load


def write(notebook: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")  # type: ignore[no-untyped-call]


def make_course(folder: Path) -> Path:
    """Copy what an instructor grades and releases with."""
    for kind in ("solutions", "exercises"):
        for sheet in SHEETS:
            write(load(kind, sheet), folder / kind / sheet / notebook_of(sheet))
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


def solved(sheet: str) -> Any:
    """A released sheet, filled in with the solutions."""
    notebook, solution = load("exercises", sheet), by_id(load("solutions", sheet))
    for cell in notebook.cells:
        if grade_id(cell).startswith(("answer", "reason")):
            lines = solution[grade_id(cell)].source.splitlines()
            cell.source = "\n".join(line for line in lines if " SOLUTION" not in line)
    return notebook


def hand_in(course: Path, student: str, what: Any, sheet: str) -> None:
    path = course / "submitted" / student / sheet / notebook_of(sheet)
    if isinstance(what, str):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(what, encoding="utf-8")
    else:
        write(what, path)


def run_grading(course: Path, *arguments: str) -> tuple[str | None, str]:
    """Call what the command line calls, as importing nbgrader takes seconds; give what went wrong, and what it says."""
    with contextlib.chdir(course), patch.dict(os.environ), contextlib.redirect_stdout(io.StringIO()) as said:
        wrong = grading.main(list(arguments))
    return wrong, said.getvalue()


def grade(course: Path, sheet: str) -> str:
    wrong, said = run_grading(course, sheet)
    assert wrong is None, said
    return said


def grades(course: Path, sheet: str) -> dict[str, dict[str, str]]:
    with (course / "grades" / sheet / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}

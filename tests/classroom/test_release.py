"""A faulty solution: one sentence says what is wrong with it, and the released sheet stays as it was."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from sheets import by_id, load

SHEET = "05_kl_divergence"


def without_id(cells: dict[str, Any]) -> None:
    del cells["answer-5-2"].metadata["nbgrader"]


def twice(cells: dict[str, Any]) -> None:
    cells["answer-5-2"].metadata.nbgrader.grade_id = "answer-5-1"


def other_points(cells: dict[str, Any]) -> None:
    cells["check-5-2"].metadata.nbgrader.points = 5


def without(name: str, text: str) -> Callable[[dict[str, Any]], None]:
    def change(cells: dict[str, Any]) -> None:
        assert text in cells[name].source
        cells[name].source = cells[name].source.replace(text, "")

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (without_id, "make sure all solution regions are within solution cells"),
        (twice, "The grade id answer-5-1 stands in 2 cells."),
        (other_points, "check-5-2 is worth 5 points, but its hidden test gives 3."),
        (without("answer-5-2", "### END SOLUTION"), "no end solution statement"),
        (without("check-5-2", "### END HIDDEN TESTS"), "No end hidden tests statement"),
        (without("check-5-2", "### BEGIN HIDDEN TESTS"), "check-5-2 has no hidden test"),
        (without("check-5-2", ".points(3, wrong_unit=2)"), "check-5-2 has no hidden test that ends with .points(3)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_faulty_solution_is_named_and_the_released_sheet_stays(
    change: Callable[[dict[str, Any]], None], says: str, clone: Path
) -> None:
    for folder in (clone / "solutions").iterdir():
        if folder.name not in (SHEET, "06_putting_it_together"):
            (folder / f"{folder.name}.ipynb").unlink()
            folder.rmdir()
    source = load("solutions", SHEET)
    change(by_id(source))
    (clone / "solutions" / SHEET / f"{SHEET}.ipynb").write_text(nbformat.writes(source), encoding="utf-8")  # type: ignore[no-untyped-call]
    before = {path: path.read_bytes() for path in (clone / "exercises").rglob("*.ipynb")}
    command = [sys.executable, "-m", "infotheory_helpers.classroom.release"]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert says in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "solutions/06_putting_it_together → exercises/06_putting_it_together" in done.stdout
    assert {path: path.read_bytes() for path in (clone / "exercises").rglob("*.ipynb")} == before
    assert not list(clone.glob(".making-*"))

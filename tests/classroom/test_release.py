"""Making the sheets: one sentence says what is wrong with a solution, and what is released stays as it was."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom import write
from clones import ROOT, recipe
from infotheory_helpers.classroom.release import notebook_of
from sheets import SHEETS, by_id, load

SHEET = "05_kl_divergence"

pytestmark = pytest.mark.slow


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


FAULTY: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "without_id": (without_id, "make sure all solution regions are within solution cells"),
    "twice": (twice, "The grade id answer-5-1 stands in 2 cells."),
    "other_points": (other_points, "check-5-2 is worth 5 points, but its hidden test gives 3."),
    "no_end_of_solution": (without("answer-5-2", "### END SOLUTION"), "no end solution statement"),
    "no_end_of_tests": (without("check-5-2", "### END HIDDEN TESTS"), "No end hidden tests statement"),
    "no_tests": (without("check-5-2", "### BEGIN HIDDEN TESTS"), "check-5-2 has no hidden test"),
    "no_points": (
        without("check-5-2", ".points(3, wrong_unit=2)"),
        "check-5-2 has no hidden test that ends with .points(3)",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A course with a solution for every fault and one without, after its sheets were made; and what that said."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name, (change, _) in FAULTY.items():
        source = load("solutions", SHEET)
        change(by_id(source))
        write(source, folder / "solutions" / name / notebook_of(name))
        (folder / "exercises" / name).mkdir(parents=True)
        (folder / "exercises" / name / notebook_of(name)).write_text("as it was", encoding="utf-8")
    write(load("solutions", SHEET), folder / "solutions" / "without_fault" / notebook_of("without_fault"))
    command = [sys.executable, "-m", "infotheory_helpers.classroom.release"]
    return folder, subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_solution_is_named_and_the_released_sheet_stays(
    name: str, made: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, done = made
    (said,) = [line for line in done.stdout.splitlines() if line.startswith(f"{name}: ")]
    assert said.startswith(f"{name}: not made, and exercises/{name} is as it was. ")
    assert FAULTY[name][1] in said
    assert (folder / "exercises" / name / notebook_of(name)).read_text(encoding="utf-8") == "as it was"


def test_the_other_sheets_are_made_and_the_faulty_ones_counted(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = made
    assert done.returncode == len(FAULTY)
    assert "Traceback" not in done.stdout + done.stderr
    assert "solutions/without_fault → exercises/without_fault" in done.stdout
    assert (folder / "exercises" / "without_fault" / notebook_of("without_fault")).exists()
    assert not list(folder.glob(".making-*"))


def test_make_exercises_changes_nothing_that_is_released(clone: Path) -> None:
    lines = recipe("exercises", ".venv/bin/python -m infotheory_helpers.classroom.release", clone)
    for sheet in SHEETS:
        (clone / "exercises" / sheet / notebook_of(sheet)).unlink()
    subprocess.run(["bash", "-ec", lines], cwd=clone, capture_output=True, check=True)
    for sheet in SHEETS:
        made, kept = (root / "exercises" / sheet / notebook_of(sheet) for root in (clone, ROOT))
        assert made.read_bytes() == kept.read_bytes(), f"{sheet} is not what `make exercises` makes"

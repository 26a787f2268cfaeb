"""Every sheet, handed in solved and empty: graded right, and runnable as a student gets it."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from classroom import grade, grades, hand_in, make_course, run_grading, solved, write
from infotheory_helpers.classroom.release import notebook_of
from infotheory_helpers.explorer.notebook import RECORD
from sheets import SHEETS, by_id, grade_id, load

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module", params=SHEETS)
def sheet(request: pytest.FixtureRequest, course: Path) -> str:
    """A sheet that `all` handed in solved and `none` empty, and that was graded."""
    sheet: str = request.param
    hand_in(course, "all", solved(sheet), sheet)
    hand_in(course, "none", load("exercises", sheet), sheet)
    grade(course, sheet)
    return sheet


def worth(sheet: str, kind: str) -> float:
    found = by_id(load("solutions", sheet)).items()
    return float(sum(cell.metadata.nbgrader.points for name, cell in found if name.startswith(kind)))


def test_solutions_earn_everything_and_empty_sheets_nothing(course: Path, sheet: str) -> None:
    found = grades(course, sheet)
    assert float(found["all"]["points"]) == worth(sheet, "check")
    for student in ("all", "none"):
        assert float(found[student]["out of"]) == worth(sheet, "check") + worth(sheet, "reason")
    assert float(found["none"]["points"]) == 0
    assert found["none"]["answers to grade by hand"] == "0"


def verdicts(notebook: Any) -> dict[str, list[Any]]:
    """What each check cell shows, once no cell has raised or warned."""
    for cell in notebook.cells:
        assert all(o.output_type != "error" and o.get("name") != "stderr" for o in cell.get("outputs", [])), cell
    checks = {name: cell for name, cell in by_id(notebook).items() if name.startswith("check")}
    return {name: [output.data for output in cell.outputs if "data" in output] for name, cell in checks.items()}


@pytest.mark.parametrize(("student", "says"), [("all", "right"), ("none", "not done")])
def test_solved_sheet_is_right_and_empty_sheet_is_not_done(student: str, says: str, course: Path, sheet: str) -> None:
    path = course / "autograded" / student / sheet / notebook_of(sheet)
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    found = verdicts(notebook)
    assert found.keys() == {name for name in by_id(load("solutions", sheet)) if name.startswith("check")}
    for name, shown in found.items():
        assert shown[0][RECORD]["kind"] == says, (name, shown[0]["text/plain"])
        points = by_id(notebook)[name].metadata.nbgrader.points if student == "all" else 0
        assert float(shown[-1]["text/plain"]) == points, name


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The empty sheets, run one after the other in one kernel that forgets all names in between.

    That each runs in a kernel of its own, grading shows; here nothing is hidden in their cells.
    """
    found = {sheet: load("exercises", sheet) for sheet in SHEETS}
    forget = nbformat.v4.new_code_cell("%reset -f")  # type: ignore[no-untyped-call]
    together: Any = load("exercises", SHEETS[0])
    together.cells = [cell for notebook in found.values() for cell in [*notebook.cells, forget]]
    client = NotebookClient(together, timeout=60, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(tmp_path_factory.mktemp("released")))
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_empty_sheet_runs_from_top_to_bottom_and_says_not_done(name: str, released: dict[str, Any]) -> None:
    assert all(cell.execution_count for cell in released[name].cells if cell.cell_type == "code")
    found = verdicts(released[name])
    assert found
    for task, shown in found.items():
        assert [data[RECORD]["kind"] for data in shown] == ["not done"], task


@pytest.fixture
def copied(course: Path, tmp_path: Path) -> Path:
    """A copy of the course, in which 03_cross_entropy was handed in solved by `all`, and graded."""
    folder = tmp_path / "copied"
    shutil.copytree(course, folder)
    shutil.rmtree(folder / "submitted", ignore_errors=True)
    hand_in(folder, "all", solved("03_cross_entropy"), "03_cross_entropy")
    grade(folder, "03_cross_entropy")
    return folder


def test_a_changed_sheet_is_graded_anew_and_one_with_more_tasks_asks_for_a_name(copied: Path) -> None:
    sheet = "03_cross_entropy"
    before = float(grades(copied, sheet)["all"]["3.1"])
    path = copied / "solutions" / sheet / notebook_of(sheet)
    source = load("solutions", sheet)
    cell = by_id(source)["check-3-1"]
    cell.metadata.nbgrader.points += 3
    cell.source = cell.source.replace(".points(2", ".points(5")
    write(source, path)
    assert "all: graded" in grade(copied, sheet)
    assert float(grades(copied, sheet)["all"]["3.1"]) == before + 3

    source.cells = [cell for cell in source.cells if grade_id(cell) != "check-3-1"]
    write(source, path)
    wrong, _ = run_grading(copied, sheet)
    assert wrong
    assert "Nothing was graded" in wrong
    assert "a name of its own" in wrong
    assert float(grades(copied, sheet)["all"]["3.1"]) == before + 3


def test_a_feedback_page_that_cannot_be_made_is_named_and_the_others_are_made(copied: Path) -> None:
    sheet = "03_cross_entropy"
    hand_in(copied, "bea", solved(sheet), sheet)
    shutil.rmtree(copied / "feedback")
    (copied / "feedback").mkdir()
    (copied / "feedback" / "all").write_text("A file where a folder must go.", encoding="utf-8")
    grade(copied, sheet)
    problems = {student: row["problems"] for student, row in grades(copied, sheet).items()}
    assert problems["all"] == "There is no feedback page: it could not be made (NotADirectoryError)"
    assert problems["bea"] == ""
    assert (copied / "feedback" / "bea" / sheet / f"sheet_{sheet}.html").exists()
    # Whose new submission cannot be graded gets no new page for the one before.
    shutil.rmtree(copied / "feedback" / "bea")
    hand_in(copied, "bea", "Not a notebook.", sheet)
    grade(copied, sheet)
    assert not (copied / "feedback" / "bea").exists()

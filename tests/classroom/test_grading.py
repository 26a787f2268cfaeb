"""The grading cycle, whole: a class hands in, and everybody gets the right grade or a named problem."""

import csv
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from clones import ROOT, recipe
from sheets import SHEETS, by_id, grade_id, load

SHEET = "02_entropy"
# What the graded-by-machine tasks of the sheet are worth, and the one that waits for a person.
FULL, BY_HAND = 16, 2

pytestmark = pytest.mark.timeout(600)


def solved(sheet: str) -> Any:
    """A released sheet, filled in with the solutions."""
    notebook, solution = load("exercises", sheet), by_id(load("solutions", sheet))
    for cell in notebook.cells:
        if grade_id(cell).startswith(("answer", "reason")):
            lines = solution[grade_id(cell)].source.splitlines()
            cell.source = "\n".join(line for line in lines if " SOLUTION" not in line)
    return notebook


def with_cells(**sources: str) -> Any:
    notebook = solved(SHEET)
    for name, source in sources.items():
        by_id(notebook)[name.replace("_", "-")].source = source
    return notebook


def without(name: str) -> Any:
    notebook = solved(SHEET)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) != name]
    return notebook


def half_done() -> Any:
    empty = by_id(load("exercises", SHEET))
    return with_cells(**{f"answer_2_{k}": empty[f"answer-2-{k}"].source for k in (5, 6, 7)})


MEGABYTE = 'failure_bits = 1.6477\nprint("x" * 1_000_000)\nfor i in range(20_000):\n    print("line", i)'
MEAN = "def my_entropy(p):\n    p = p[p > 0]\n    return -np.mean(p * np.log2(p))"
LOOP = "def my_entropy(p):\n    while True:\n        pass"

# Who hands in what; the points that earns (None: no grade), and what the report must say of it.
CLASS: dict[str, tuple[Callable[[], Any], float | None, str]] = {
    "ada-right": (lambda: solved(SHEET), FULL, ""),
    "ben-nats": (lambda: with_cells(answer_2_3="failure_bits = 1.1421"), FULL - 1, ""),
    "cas-mean": (lambda: with_cells(answer_2_4=MEAN), FULL - 3, ""),
    "dan-half": (half_done, FULL - 8, ""),
    "eve-empty": (lambda: load("exercises", SHEET), 0, ""),
    "fay-deleted": (lambda: without("check-2-4"), FULL, "check-2-4 was deleted; it was put back"),
    "gus-changed": (
        lambda: with_cells(answer_2_3="failure_bits = 9", check_2_3="100"),
        FULL - 2,
        "check-2-3 was changed; the original was used",
    ),
    "hal-syntax": (
        lambda: with_cells(answer_2_4="def my_entropy(p:\n    return"),
        FULL - 3,
        "answer-2-4 stops: SyntaxE",
    ),
    "ida-endless": (
        lambda: with_cells(answer_2_3="while True:\n    pass"),
        FULL - 2,
        "answer-2-3 stops: it ran too long",
    ),
    "jim-endless-function": (lambda: with_cells(answer_2_4=LOOP), FULL - 3, ""),
    "kim-exit": (lambda: with_cells(answer_2_3="import os\n\nos._exit(3)"), None, "the kernel ended while it ran"),
    "lea-megabyte": (lambda: with_cells(answer_2_3=MEGABYTE), FULL, ""),
    "max-no-notebook": (lambda: "Dear teacher, the dog ate it.", None, "not a notebook that can be read"),
    "nia-wrong-sheet": (lambda: solved("03_cross_entropy"), None, "none of this sheet's tasks"),
}


def hand_in(course: Path, student: str, what: Any, sheet: str = SHEET) -> None:
    path = course / "submitted" / student / sheet / f"{sheet}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(what if isinstance(what, str) else nbformat.writes(what), encoding="utf-8")  # type: ignore[no-untyped-call]


def grade(course: Path, sheet: str) -> str:
    command = [sys.executable, "-m", "infotheory_helpers.classroom.grading", sheet]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def grades(course: Path, sheet: str = SHEET) -> dict[str, dict[str, str]]:
    with (course / "grades" / sheet / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class has handed in the sheet, graded once."""
    folder = tmp_path_factory.mktemp("graded")
    for kind in ("solutions", "exercises"):
        for sheet in SHEETS:
            (folder / kind / sheet).mkdir(parents=True)
            path = folder / kind / sheet / f"{sheet}.ipynb"
            path.write_text(nbformat.writes(load(kind, sheet)), encoding="utf-8")  # type: ignore[no-untyped-call]
    (folder / "nbgrader_config.py").write_text(
        (ROOT / "nbgrader_config.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for student, (make, _, _) in CLASS.items():
        hand_in(folder, student, make())
    (folder / "first.txt").write_text(grade(folder, SHEET), encoding="utf-8")
    return folder


@pytest.mark.parametrize("student", CLASS)
def test_everybody_gets_the_right_grade_or_a_named_problem(course: Path, student: str) -> None:
    _, points, problem = CLASS[student]
    row = grades(course)[student]
    assert row["points"] == ("" if points is None else str(float(points)))
    assert (problem in row["problems"]) if problem else row["problems"] == ""
    if points is not None:
        assert float(row["out of"]) == FULL + BY_HAND
        assert row["answers to grade by hand"] == ("0" if student == "eve-empty" else "1")
        assert sum(float(row[f"2.{k}"] or 0) for k in range(1, 8)) == points
        assert row["2.2"] == ("0.0" if student == "eve-empty" else "")


def report(course: Path, sheet: str = SHEET) -> str:
    return html.unescape((course / "grades" / sheet / "report.html").read_text(encoding="utf-8"))


def test_report_counts_for_each_task_who_was_right_and_who_made_which_mistake(course: Path) -> None:
    text = report(course)
    assert f"11 of {len(CLASS)} submissions were graded." in text
    rows = dict(re.findall(r"<tr><td>(2\.\d) [^<]+</td>(.*?)</tr>", text))
    assert set(rows) == {f"2.{k}" for k in range(1, 8)}
    assert "<td>10 of 11</td><td></td><td>1 of 11: not done (eve-empty)</td>" in rows["2.1"]
    assert "10 wait to be graded" in rows["2.2"]
    assert "1 of 11: the wrong unit (ben-nats)" in rows["2.3"]
    assert "1 of 11: mean in place of the sum (cas-mean)" in rows["2.4"]
    for student, (_, _, problem) in CLASS.items():
        assert problem in text
        assert (f"<b>{student}</b>" in text) == bool(problem)
    (alt,) = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)"', text)
    assert "Task 2.4: 7 right, 1 a known mistake, 2 wrong otherwise, 1 not done." in alt
    assert "http" not in re.sub(r"base64,[^\"]+", "", text), "the report needs no network"


@pytest.mark.parametrize(
    ("student", "says"),
    [
        ("ben-nats", "This is in nats; bits are asked for."),
        ("cas-mean", "This is the mean of the terms."),
        ("jim-endless-function", "It was stopped after 5 seconds."),
        ("dan-half", "Not done yet."),
    ],
)
def test_feedback_page_names_the_mistake(course: Path, student: str, says: str) -> None:
    page = course / "feedback" / student / SHEET / f"{SHEET}.html"
    assert says in page.read_text(encoding="utf-8")


def test_endless_lines_of_output_are_cut_in_the_feedback(course: Path) -> None:
    text = (course / "feedback" / "lea-megabyte" / SHEET / f"{SHEET}.html").read_text(encoding="utf-8")
    assert "line 500\n" in text
    assert "line 19999" not in text


def test_a_late_submission_is_graded_alone_and_hand_grades_stay(course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        by_hand = gradebook.find_grade("reason-2-2", SHEET, SHEET, "ada-right")
        by_hand.manual_score, by_hand.needs_manual_grade = 2, False
        gradebook.db.commit()
    others = {path: path.stat().st_mtime_ns for path in (course / "autograded").rglob("*.ipynb")}
    hand_in(course, "zoe-late", solved(SHEET))
    said = grade(course, SHEET)
    assert [line for line in said.splitlines() if line.endswith(": graded")] == ["zoe-late: graded"]
    assert {path: path.stat().st_mtime_ns for path in others} == others
    now = grades(course)
    assert now["zoe-late"]["points"] == str(float(FULL))
    assert now["ada-right"]["points"] == str(float(FULL + BY_HAND))
    assert now["ada-right"]["answers to grade by hand"] == "0"
    assert set(now) == {*CLASS, "zoe-late"}
    page = course / "feedback" / "ada-right" / SHEET / f"{SHEET}.html"
    assert f"(Score: {FULL + BY_HAND}.0 / {FULL + BY_HAND}.0)" in page.read_text(encoding="utf-8")
    # Who corrects a submission is graded again, and so is one whose graded notebook was cleaned away.
    hand_in(course, "kim-exit", solved(SHEET))
    shutil.rmtree(course / "autograded" / "zoe-late")
    said = grade(course, SHEET)
    assert [line for line in said.splitlines() if line.endswith(": graded")] == ["kim-exit: graded", "zoe-late: graded"]
    assert grades(course)["kim-exit"]["points"] == str(float(FULL))


def test_who_handed_in_nothing_or_in_the_wrong_place_is_named(course: Path) -> None:
    (course / "submitted" / "pat").mkdir()
    (course / "submitted" / "pat" / f"{SHEET}.ipynb").write_text("{}", encoding="utf-8")
    (course / "submitted" / "quin").mkdir()
    grade(course, SHEET)
    found = grades(course)
    assert f"submitted/pat/{SHEET}.ipynb belongs into a folder {SHEET}" in found["pat"]["problems"]
    assert found["quin"]["problems"] == "Not graded: nothing is in its place"


@pytest.mark.parametrize("sheet", SHEETS)
def test_solutions_earn_everything_and_empty_sheets_nothing(course: Path, sheet: str) -> None:
    if sheet != SHEET:
        hand_in(course, "all", solved(sheet), sheet)
        hand_in(course, "none", load("exercises", sheet), sheet)
        grade(course, sheet)
    found = grades(course, sheet)
    everything = found["ada-right" if sheet == SHEET else "all"]
    nothing = found["eve-empty" if sheet == SHEET else "none"]
    machine = sum(
        cell.metadata.nbgrader.points for name, cell in by_id(load("solutions", sheet)).items() if name[:5] == "check"
    )
    by_hand = sum(
        cell.metadata.nbgrader.points for name, cell in by_id(load("solutions", sheet)).items() if name[:6] == "reason"
    )
    assert float(everything["points"]) in (machine, machine + by_hand)
    assert float(everything["out of"]) == machine + by_hand
    assert float(nothing["points"]) == 0
    assert nothing["answers to grade by hand"] == "0"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Which sheet? Say one of: 01_information"),
        (["02"], "Which sheet?"),
        (["05_kl_divergence"], "Nothing to grade"),
    ],
)
def test_a_slip_of_the_instructor_gets_a_sentence(arguments: list[str], says: str, clone: Path) -> None:
    command = [sys.executable, "-m", "infotheory_helpers.classroom.grading", *arguments]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_make_grade_runs_what_was_tested_here(clone: Path) -> None:
    lines = recipe(f"grade ASSIGNMENT={SHEET}", ".venv/bin/python -m infotheory_helpers.classroom.grading", clone)
    assert lines.strip() == f".venv/bin/python -m infotheory_helpers.classroom.grading {SHEET}"


def test_what_belongs_to_a_class_is_ignored_by_git() -> None:
    names = [
        "gradebook.db",
        "submitted/a/b.ipynb",
        "autograded/a",
        "feedback/a",
        "grades/x.csv",
        "notebooks/my_cards/a",
    ]
    done = subprocess.run(["git", "check-ignore", *names], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == names


def test_record_of_a_check_stays_in_the_graded_notebook(course: Path) -> None:
    path = course / "autograded" / "ben-nats" / SHEET / f"{SHEET}.ipynb"
    assert '"the wrong unit"' in json.dumps(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.timeout(300)
def test_a_changed_sheet_is_graded_anew_and_one_with_more_tasks_asks_for_a_name(course: Path, tmp_path: Path) -> None:
    sheet = "03_cross_entropy"
    folder = tmp_path / "changed"
    for kind in ("solutions", "exercises"):
        shutil.copytree(course / kind / sheet, folder / kind / sheet)
    shutil.copy(course / "nbgrader_config.py", folder)
    hand_in(folder, "ada", solved(sheet), sheet)
    grade(folder, sheet)
    before = float(grades(folder, sheet)["ada"]["3.1"])
    path = folder / "solutions" / sheet / f"{sheet}.ipynb"
    source = load("solutions", sheet)
    cell = by_id(source)["check-3-1"]
    cell.metadata.nbgrader.points += 3
    cell.source = cell.source.replace(".points(2", ".points(5")
    path.write_text(nbformat.writes(source), encoding="utf-8")  # type: ignore[no-untyped-call]
    assert "ada: graded" in grade(folder, sheet)
    assert float(grades(folder, sheet)["ada"]["3.1"]) == before + 3

    source.cells = [cell for cell in source.cells if grade_id(cell) != "check-3-1"]
    path.write_text(nbformat.writes(source), encoding="utf-8")  # type: ignore[no-untyped-call]
    command = [sys.executable, "-m", "infotheory_helpers.classroom.grading", sheet]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Nothing was graded" in done.stderr
    assert "a name of its own" in done.stderr
    assert "Traceback" not in done.stderr
    assert float(grades(folder, sheet)["ada"]["3.1"]) == before + 3

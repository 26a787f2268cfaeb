"""The grading cycle, whole: a class hands in, and everybody gets the right grade or a named problem."""

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from classroom import grade, grades, hand_in, make_course, run_grading, solved
from clones import ROOT, recipe
from infotheory_helpers.classroom.memory import fingerprint
from infotheory_helpers.classroom.release import notebook_of
from infotheory_helpers.classroom.report import write_report
from infotheory_helpers.classroom.table import Graded, Task, write_grades
from sheets import SHEETS, by_id, grade_id, load

SHEET = "02_entropy"
# What the graded-by-machine tasks of the sheet are worth, and the one that waits for a person.
FULL, BY_HAND = 16, 2

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]


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
# It sleeps, to leave the machine to others until its time is up; the endless function does not.
ENDLESS = "import time\n\nwhile True:\n    time.sleep(0.01)"
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
        lambda: with_cells(answer_2_3=ENDLESS),
        FULL - 2,
        "answer-2-3 stops: it ran too long",
    ),
    "jim-endless-function": (lambda: with_cells(answer_2_4=LOOP), FULL - 3, ""),
    "kim-exit": (
        lambda: with_cells(answer_2_3="import os\n\nos._exit(3)"),
        FULL - 2,
        "answer-2-3 stops: it ended the process",
    ),
    "lea-megabyte": (lambda: with_cells(answer_2_3=MEGABYTE), FULL, ""),
    "max-no-notebook": (lambda: "Dear teacher, the dog ate it.", None, "not a notebook that can be read"),
    "nia-wrong-sheet": (lambda: solved("03_cross_entropy"), None, "none of this sheet's tasks"),
}


def run_command(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infotheory_helpers.classroom.grading", *arguments]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class has handed in the sheet, graded once."""
    folder = make_course(tmp_path_factory.mktemp("graded"))
    for student, (make, _, _) in CLASS.items():
        hand_in(folder, student, make(), SHEET)
    # One sheet comes back under the name that sheets had before, its lesson's.
    handed_in = folder / "submitted" / "ben-nats" / SHEET / notebook_of(SHEET)
    handed_in.rename(handed_in.with_name(f"{SHEET}.ipynb"))
    grade(folder, SHEET)
    return folder


@pytest.mark.parametrize("student", CLASS)
def test_everybody_gets_the_right_grade_or_a_named_problem(course: Path, student: str) -> None:
    _, points, problem = CLASS[student]
    row = grades(course, SHEET)[student]
    assert row["points"] == ("" if points is None else str(float(points)))
    assert (problem in row["problems"]) if problem else row["problems"] == ""
    if points is not None:
        assert float(row["out of"]) == FULL + BY_HAND
        assert row["answers to grade by hand"] == ("0" if student == "eve-empty" else "1")
        assert sum(float(row[f"2.{k}"] or 0) for k in range(1, 8)) == points
        assert row["2.2"] == ("0.0" if student == "eve-empty" else "")
    else:  # nothing was graded, and nothing is a 0
        assert {row[column] for column in ("out of", "answers to grade by hand", *(f"2.{k}" for k in range(1, 8)))} == {
            ""
        }


def report(course: Path, sheet: str = SHEET) -> str:
    return html.unescape((course / "grades" / sheet / "report.html").read_text(encoding="utf-8"))


def test_report_counts_for_each_task_who_was_right_and_who_made_which_mistake(course: Path) -> None:
    text = report(course)
    assert len((course / "grades" / SHEET / "grades.csv").read_text(encoding="utf-8").splitlines()) == 1 + len(CLASS)
    assert f"12 of {len(CLASS)} submissions were graded." in text
    rows = dict(re.findall(r"<tr><td>(2\.\d) [^<]+</td>(.*?)</tr>", text))
    assert set(rows) == {f"2.{k}" for k in range(1, 8)}
    assert "<td>11 of 12</td><td></td><td>1 of 12: not done (eve-empty)</td>" in rows["2.1"]
    assert "11 wait to be graded" in rows["2.2"]
    assert "1 of 12: the wrong unit (ben-nats)" in rows["2.3"]
    assert "1 of 12: mean in place of the sum (cas-mean)" in rows["2.4"]
    for student, (_, _, problem) in CLASS.items():
        assert problem in text
        assert (f"<b>{student}</b>" in text) == bool(problem)
    (alt,) = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)"', text)
    assert "Task 2.4: 8 right, 1 a known mistake, 2 wrong otherwise, 1 not done." in alt
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
    page = course / "feedback" / student / SHEET / f"sheet_{SHEET}.html"
    assert says in page.read_text(encoding="utf-8")


def test_endless_lines_of_output_are_cut_in_the_feedback(course: Path) -> None:
    text = (course / "feedback" / "lea-megabyte" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8")
    assert "line 500\n" in text
    assert "line 19999" not in text


def test_a_late_submission_is_graded_alone_and_hand_grades_stay(course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        by_hand = gradebook.find_grade("reason-2-2", f"sheet_{SHEET}", SHEET, "ada-right")
        by_hand.manual_score, by_hand.needs_manual_grade = 2, False
        gradebook.db.commit()
    others = {path: path.stat().st_mtime_ns for path in (course / "autograded").rglob("*.ipynb")}
    hand_in(course, "zoe-late", solved(SHEET), SHEET)
    said = grade(course, SHEET)
    assert [line for line in said.splitlines() if line.endswith(": graded")] == ["zoe-late: graded"]
    assert {path: path.stat().st_mtime_ns for path in others} == others
    now = grades(course, SHEET)
    assert now["zoe-late"]["points"] == str(float(FULL))
    assert now["ada-right"]["points"] == str(float(FULL + BY_HAND))
    assert now["ada-right"]["answers to grade by hand"] == "0"
    assert set(now) == {*CLASS, "zoe-late"}
    page = course / "feedback" / "ada-right" / SHEET / f"sheet_{SHEET}.html"
    assert f"(Score: {FULL + BY_HAND}.0 / {FULL + BY_HAND}.0)" in page.read_text(encoding="utf-8")
    # Who corrects a submission is graded again, and so is one whose graded notebook was cleaned away.
    hand_in(course, "kim-exit", solved(SHEET), SHEET)
    shutil.rmtree(course / "autograded" / "zoe-late")
    said = grade(course, SHEET)
    assert [line for line in said.splitlines() if line.endswith(": graded")] == ["kim-exit: graded", "zoe-late: graded"]
    assert grades(course, SHEET)["kim-exit"]["points"] == str(float(FULL))


def test_who_handed_in_nothing_or_in_the_wrong_place_is_named(course: Path) -> None:
    (course / "submitted" / "pat").mkdir()
    (course / "submitted" / "pat" / notebook_of(SHEET)).write_text("{}", encoding="utf-8")
    (course / "submitted" / "quin").mkdir()
    (course / "submitted" / "notes.txt").write_text("a file is no student", encoding="utf-8")
    done = run_command(course, SHEET)
    assert done.returncode == 0, done.stdout + done.stderr
    found = grades(course, SHEET)
    assert f"submitted/pat/{notebook_of(SHEET)} belongs into a folder {SHEET}" in found["pat"]["problems"]
    assert found["quin"]["problems"] == "Not graded: nothing is in its place"
    assert "notes.txt" not in found


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Which sheet? Say one of: 01_information"),
        (["02"], "Which sheet?"),
        (["05_kl_divergence"], "Nothing to grade"),
    ],
)
def test_a_slip_of_the_instructor_gets_a_sentence(arguments: list[str], says: str, tmp_path: Path) -> None:
    for sheet in SHEETS:
        (tmp_path / "solutions" / sheet).mkdir(parents=True)
    wrong, _ = run_grading(tmp_path, *arguments)
    assert wrong
    assert says in wrong


def test_the_command_says_that_sentence_and_fails(tmp_path: Path) -> None:
    (tmp_path / "solutions" / SHEET).mkdir(parents=True)
    done = run_command(tmp_path, SHEET)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing to grade")
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
    path = course / "autograded" / "ben-nats" / SHEET / notebook_of(SHEET)
    assert '"the wrong unit"' in json.dumps(json.loads(path.read_text(encoding="utf-8")))


def test_tasks_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    tasks = [Task(f"2.{k}", points=k, out_of=k) for k in (10, 2, 1)]
    write_grades(tmp_path / "grades.csv", [Graded("ada", tasks)])
    header, ada = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.split(",")[-3:] == ["2.1", "2.2", "2.10"]
    assert ada.split(",")[-3:] == ["1", "2", "10"]


def test_a_submission_is_new_when_any_of_its_files_is(tmp_path: Path) -> None:
    place = tmp_path / "ada"
    (place / "data").mkdir(parents=True)
    files = [place / "a.ipynb", place / "data" / "b.csv"]
    for path in files:
        path.write_text("1", encoding="utf-8")
    before = fingerprint(place)
    assert fingerprint(place) == before
    for path in files:
        path.write_text("2", encoding="utf-8")
        assert fingerprint(place) != before, path
        path.write_text("1", encoding="utf-8")


def test_a_name_is_a_name_in_the_report(tmp_path: Path) -> None:
    graded = [{"student": "<b>Sam</b> & co", "tasks": [], "problems": ["<i>none</i>"]}]
    write_report(tmp_path / "report.html", SHEET, {}, graded)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Sam&lt;/b&gt; &amp; co" in text
    assert "<i>none" not in text

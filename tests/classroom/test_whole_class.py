"""A class from its platform's zip to its platform's gradebook, by the commands that an instructor gives."""

import contextlib
import csv
import html
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from nbgrader.api import Gradebook

from classroom import grade, grades, make_course, run_grading, solved
from infotheory_helpers.checks.asked import Asked
from infotheory_helpers.checks.checks import stages_of
from infotheory_helpers.checks.quantities import quantity_named
from infotheory_helpers.classroom import collecting, insights, place, returning
from infotheory_helpers.classroom.report import WAITS
from infotheory_helpers.classroom.table import Graded
from platforms import PLATFORMS, Student, answered, as_bytes, class_list, zipped
from sealing import needs_bwrap
from sheets import load

SHEET = "02_entropy"
NAME = f"sheet_{SHEET}.ipynb"
FULL = 16  # without the answer that a person reads
ZEROS = "def my_entropy(p):\n    return -np.sum(p * np.log2(p))"
MEAN = "def my_entropy(p):\n    p = p[p > 0]\n    return -np.mean(p * np.log2(p))"

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow, needs_bwrap]


def changed(**answers: str) -> bytes:
    return answered(solved(SHEET), {name.replace("_", "-"): text for name, text in answers.items()})


STUDENTS = [
    Student(11, "Ada", "Lovelace", {NAME: as_bytes(solved(SHEET))}),
    Student(12, "Ben", "Zero", {"mine (2).ipynb": changed(answer_2_4=ZEROS, answer_2_3="failure_bits = 7.125")}),
    Student(13, "Cas", "Mean", {NAME: changed(answer_2_4=MEAN)}, late=True),
    Student(14, "Eve", "Empty", {NAME: as_bytes(load("exercises", SHEET))}),
]
MISSING = Student(15, "Zoë", "Zuse", {})


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_course(tmp_path_factory.mktemp("whole"))
    (folder / "class.csv").write_text(class_list([*STUDENTS, MISSING], lambda one: str(one.number)), encoding="utf-8")
    zipped(PLATFORMS["Canvas"](STUDENTS), folder / "submissions.zip")
    with contextlib.chdir(folder):
        assert collecting.main([SHEET, "submissions.zip"]) is None
    grade(folder, SHEET)
    return folder


def by_hand(course: Path, points: float) -> None:
    with contextlib.chdir(course), Gradebook("sqlite:///gradebook.db") as book:
        for submission in book.assignment_submissions(SHEET):
            (written,) = [entry for entry in submission.notebooks[0].grades if entry.name == "reason-2-2"]
            if written.needs_manual_grade:
                written.manual_score, written.needs_manual_grade = points, False
        book.db.commit()


def in_canvas(course: Path) -> dict[str, float]:
    with (course / "grades" / SHEET / "canvas.csv").open(encoding="utf-8", newline="") as file:
        heading, possible, *rows = csv.reader(file)
    assert heading == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", SHEET]
    assert possible[-1] == "18"
    return {row[1]: float(row[-1]) for row in rows}


def no_run(*_: object) -> None:
    pytest.fail("a submission was run again")


def test_from_the_zip_to_the_gradebook_and_back(course: Path) -> None:
    table = grades(course, SHEET)
    assert {key: row["name"] for key, row in table.items()} == {
        str(one.number): f"{one.first} {one.last}" for one in [*STUDENTS, MISSING]
    }
    assert {key: row["points"] for key, row in table.items()} == {
        "11": "16.0",
        "12": "11.0",
        "13": "13.0",
        "14": "0.0",
        "15": "",
    }
    assert table["15"]["problems"] == "Nothing was handed in"
    assert "1 day late" in table["13"]["problems"]
    # As long as an answer waits, there is no grade to hand out.
    assert in_canvas(course) == {"14": 0}
    by_hand(course, 2)
    grade(course, SHEET)
    assert in_canvas(course) == {"11": 18, "12": 13, "13": 15, "14": 0}
    with contextlib.chdir(course):
        assert returning.main([SHEET]) is None
        with zipfile.ZipFile(f"grades/{SHEET}/feedback.zip") as archive:
            names = sorted(archive.namelist())
            assert "18" in archive.read("lovelaceada_11_90110_sheet_02_entropy.html").decode()
    assert names == [
        "emptyeve_14_90140_sheet_02_entropy.html",
        "lovelaceada_11_90110_sheet_02_entropy.html",
        "meancas_LATE_13_90130_sheet_02_entropy.html",
        "zeroben_12_90120_mine (2).html",
    ]


RULES: dict[str, tuple[str, dict[str, float]]] = {
    "none": ("", {"11": 18, "12": 13, "13": 15, "14": 0}),
    "a mistake earns a part": (
        '[02_entropy.mistakes]\n"mean in place of the sum" = 0.5\n"0 · log 0" = 0.2\n',
        {"11": 18, "12": 13.6, "13": 16.5, "14": 0},
    ),
    "late days cost": ("[default]\nlate_penalty = 0.2\n", {"11": 18, "12": 13, "13": 12, "14": 0}),
    "who is missing": ("[02_entropy]\nmissing = 0\n", {"11": 18, "12": 13, "13": 15, "14": 0, "15": 0}),
    "none again": ("", {"11": 18, "12": 13, "13": 15, "14": 0}),
}


@pytest.mark.parametrize("name", RULES)
def test_changed_rules_change_the_grades_and_nothing_is_run(course: Path, name: str) -> None:
    text, points = RULES[name]
    by_hand(course, 2)
    (course / "grading.toml").write_text(text, encoding="utf-8")
    with patch.object(place, "grade_submission", no_run):
        grade(course, SHEET)
        assert in_canvas(course) == points
        # Who has handed in something else, and nothing of this sheet, is missing no less.
        (course / "submitted/15/my_cards").mkdir(parents=True)
        grade(course, SHEET)
        shutil.rmtree(course / "submitted/15")
    assert in_canvas(course) == points
    page = html.unescape((course / "feedback" / "13" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8"))
    earned = 16.5 if "mistake" in name else 15.0  # what is late is taken off the whole, and not off a task
    assert f"Score: {earned} / 18.0" in page
    assert ("Late submission penalty (Score: -3.0)" in page) is (name == "late days cost")


def test_a_part_of_the_inputs_earns_a_part_of_the_points(course: Path) -> None:
    by_hand(course, 2)
    (course / "grading.toml").write_text("[02_entropy]\npartial = 0.5\n", encoding="utf-8")
    with patch.object(place, "grade_submission", no_run):
        grade(course, SHEET)
    (told,) = [
        one
        for path in (course / "grades" / SHEET / "graded").glob("*.json")
        if (one := json.loads(path.read_text(encoding="utf-8")))["student"] == "12"
    ]
    share = told["tasks"]["check-2-4"]["share"]
    # The sum without a guard is right where no outcome is impossible.
    inputs = [one["p"] for stage in stages_of(Asked(quantity_named("entropy"), "bits"), 21) for one in stage]
    assert share == pytest.approx(sum(min(p) > 0 for p in inputs) / len(inputs))
    assert 0 < share < 1
    assert in_canvas(course)["12"] == 13 + round(3 * 0.5 * share, 2)
    assert told["tasks"]["check-2-3"]["made"] == "7.125"
    (course / "grading.toml").unlink()


def test_names_stay_out_of_what_others_see(course: Path) -> None:
    with patch.dict(os.environ, {"ANONYMOUS": "yes"}):
        grade(course, SHEET)
    for name in ("grades.csv", "report.html", "summary.csv"):
        text = (course / "grades" / SHEET / name).read_text(encoding="utf-8")
        assert not any(one.last in text for one in STUDENTS)
    grade(course, SHEET)
    assert "Lovelace" in (course / "grades" / SHEET / "grades.csv").read_text(encoding="utf-8")


def test_the_report_says_what_there_is_to_talk_about(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grade(course, SHEET)
    text = (course / "grades" / SHEET / "report.html").read_text(encoding="utf-8")
    assert "<li>2.3: <code>7.125</code>, 1 of 4 (Ben Zero)</li>" in text
    word = text.split("Who may need a word")[1].split("</ul>")[0]
    assert "<li>Eve Empty: 0 of 16 points" in word
    assert "<li>Zoë Zuse: Nothing was handed in" in word
    assert "Ada" not in word
    with contextlib.chdir(course):
        assert insights.main([SHEET]) is None
        assert "make grade" in (insights.main(["none"]) or "")
    said = capsys.readouterr().out
    assert "# check-2-3: 1 made 7.125\nMistake(" in said
    assert "1 wrong answers that no mistake explains." in said


def test_the_same_reason_to_the_letter_is_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    waits = {"reason-2-2": {"kind": WAITS, "made": ""}}
    empty = {"reason-2-2": {"kind": "graded by hand", "made": ""}}
    known: dict[str, Any] = {
        "ada": {"answers": {"reason-2-2": "1"}, "tasks": waits},
        "bob": {"answers": {"reason-2-2": "1"}, "tasks": waits},
        "cas": {"answers": {"reason-2-2": "2"}, "tasks": waits},
        "eve": {"answers": {"reason-2-2": "3"}, "tasks": empty},
        "fay": {"answers": {"reason-2-2": "3"}, "tasks": empty},
    }
    text = insights.as_html([Graded("ada", name="<Ada>"), Graded("bob")], known)
    assert "The same to the letter" in text
    assert "<li>reason-2-2: &lt;Ada&gt;, bob</li>" in text
    assert "fay" not in text


def mended(course: Path, name: str, old: str, new: str) -> None:
    path = course / "solutions" / SHEET / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [
        one for one in notebook["cells"] if name in (one["metadata"].get("nbgrader", {}).get("grade_id"), one["id"])
    ]
    source = "".join(cell["source"])
    assert old in source
    cell["source"] = source.replace(old, new)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def changes(course: Path) -> list[list[str]]:
    path = course / "grades" / SHEET / "changed.csv"
    return [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]] if path.exists() else []


def test_a_word_of_the_text_that_is_mended_grades_nothing_anew(course: Path) -> None:
    by_hand(course, 2)
    grade(course, SHEET)
    before = in_canvas(course)
    mended(course, "start", "Exercises 2", "Exercises two")
    with patch.object(place, "grade_submission", no_run):
        grade(course, SHEET)
    assert in_canvas(course) == before


def test_a_hidden_test_that_is_corrected_changes_its_own_task_alone(course: Path) -> None:
    before = in_canvas(course)
    (course / "grades" / SHEET / "changed.csv").unlink(missing_ok=True)
    # As if another task's check had been unlucky before: what is remembered of it stays.
    for path in (course / "grades" / SHEET / "graded").glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["student"] == "11":
            told["tasks"]["check-2-5"]["points"] = told["shown"]["2.5"] = 2.5
            path.write_text(json.dumps(told), encoding="utf-8")
    mended(course, "check-2-4", ".points(3, wrong_unit=2)", ".points(3, wrong_unit=2) / 2")
    grade(course, SHEET)
    assert in_canvas(course) == before | {"11": before["11"] - 1.5 - 0.5}
    assert changes(course) == [["11", "2.4", "3.0", "1.5"]]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [("class.csv", "name\nAda\n", "names no column"), ("grading.toml", "[02_entropy]\nlate = 1\n", "late is 1")],
)
def test_what_cannot_be_used_ends_the_run_with_a_sentence(course: Path, file: str, text: str, words: str) -> None:
    path = course / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(text, encoding="utf-8")
    wrong, _ = run_grading(course, SHEET)
    assert words in (wrong or "")
    path.unlink() if before is None else path.write_text(before, encoding="utf-8")

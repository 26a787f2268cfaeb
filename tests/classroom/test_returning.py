"""From grades to the platforms: what we write is read back by the rules of the programs that read it."""

import contextlib
import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from infotheory_helpers.classroom import insights, returning
from infotheory_helpers.classroom.ledger import Entry, write_ledger
from infotheory_helpers.classroom.memory import Memory
from infotheory_helpers.classroom.report import WAITS
from infotheory_helpers.classroom.roster import CannotUse, Person, Roster
from infotheory_helpers.classroom.rules import Rules, read_rules
from infotheory_helpers.classroom.settling import of_class, settle, write_summary, write_tables
from infotheory_helpers.classroom.table import Graded, Task, write_grades

SHEET = "02_entropy"


def graded(student: str, points: float, waits: bool = False) -> Graded:
    tasks = [
        Task("2.1", points, 4, False, "right" if points == 4 else "mistake", [] if points == 4 else ["the wrong unit"])
    ]
    return Graded(student, [*tasks, Task("2.2", 0 if waits else 2, 2, True, WAITS if waits else "graded by hand")])


def read_by_canvas(path: Path, enrolled: dict[int, str]) -> tuple[dict[int, float], float]:
    """Read grades as `gradebook_importer.rb` does: rows by number, else by login, else by name."""
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    heading = rows[0]
    assert len(heading) > 3
    assert "Student" in heading[0]
    assert "ID" in heading[1]
    columns = 5 if re.search(r"SIS\s+User\s+ID", heading[2]) and re.search(r"SIS\s+Login\s+ID", heading[3]) else 3
    assert "Section" in heading[columns - 1]
    (assignment,) = range(columns, len(heading))
    found, possible = {}, 0.0
    for row in rows[1:]:
        if "Points Possible" in row[0]:
            possible = float(row[assignment])
        elif row[1].isdigit() and int(row[1]) in enrolled:
            found[int(row[1])] = float(row[assignment])
        else:
            (number,) = (number for number, name in enrolled.items() if name == row[0])
            found[number] = float(row[assignment])
    return found, possible


def read_by_moodle(path: Path, enrolled: set[int], maximum: float) -> dict[int, float]:
    """Read grades as `importgradeslib.php` does: three columns must be there, and what is out of range is skipped."""
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    places = {name: rows[0].index(name) for name in ("Identifier", "Grade", "Last modified (grade)")}
    assert "Feedback comments" not in rows[0]  # an empty one would take the place of what was written there
    found = {}
    for row in rows[1:]:
        assert len(row) == len(rows[0])
        number = row[places["Identifier"]][len("Participant ") :]
        grade = float(row[places["Grade"]])
        if number.isdigit() and int(number) in enrolled and 0 <= grade <= maximum:
            found[int(number)] = grade
    return found


def test_canvas_and_moodle_read_what_each_has_earned(tmp_path: Path) -> None:
    ledger = {
        "ada": Entry("Canvas", "lovelaceada_11_345_a.ipynb", "11", "lovelaceada"),
        "bob": Entry("Moodle", "Bob B_12_assignsubmission_file/a.ipynb", "12", "Bob B"),
        "eve": Entry("Canvas", "eveeve_13_346_a.ipynb", "13", "eveeve"),
    }
    write_ledger(tmp_path, ledger)
    roster = Roster([Person("ada", "=Ada, L"), Person("bob", "Bob B", "b@u.example"), Person("eve", "Eve")])
    done = [graded("ada", 4), graded("bob", 1.5), graded("eve", 4, waits=True)]
    write_tables(done, tmp_path, roster, Rules(), SHEET)
    assert {path.name for path in tmp_path.glob("*.csv")} - {"collected.csv"} == {"canvas.csv", "moodle.csv"}
    assert read_by_canvas(tmp_path / "canvas.csv", {11: "=Ada, L", 12: "Bob B"}) == ({11: 6, 12: 3.5}, 6)
    assert read_by_moodle(tmp_path / "moodle.csv", {11, 12}, 6) == {11: 6, 12: 3.5}
    # With another scale, as the platform counts.
    write_tables(done, tmp_path, roster, Rules(full=100, column="Sheet 2 (77)"), SHEET)
    found, possible = read_by_canvas(tmp_path / "canvas.csv", {11: "", 12: "Bob B"})
    assert (found, possible) == ({11: 100, 12: 58.33}, 100)


def test_the_class_list_says_who_is_graded_and_who_is_missing() -> None:
    roster = Roster([Person("ada", "Ada L", section="A"), Person("zoe", "Zoë Z", section="B")])
    found = of_class([graded("ada", 4), graded("withdrawn", 4)], roster)
    assert [(one.student, one.name, one.problems) for one in found] == [
        ("ada", "Ada L", []),
        ("zoe", "Zoë Z", ["Nothing was handed in"]),
    ]
    assert [one.student for one in of_class([graded("withdrawn", 4)], Roster())] == ["withdrawn"]


def test_names_are_left_out_where_somebody_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    roster = Roster([Person("17", "Ada L")])
    for said, there in (("", True), ("yes", False)):
        monkeypatch.setenv("ANONYMOUS", said)
        write_grades(tmp_path / "grades.csv", of_class([graded("17", 4)], roster))
        assert ("Ada L" in (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")) is there


@pytest.mark.parametrize(
    ("time", "late", "rules", "points", "said"),
    [
        ("2026-12-01T23:58:00+00:00", None, Rules(late_penalty=0.1), 6, None),
        ("2026-12-02T00:10:00+00:00", None, Rules(late_penalty=0.1), 5.4, "1 day late: 10% off"),
        ("2026-12-04T23:58:00+00:00", None, Rules(late_penalty=0.1, free_days=2), 5.4, "3 days late: 10% off"),
        ("2026-12-04T23:58:00+00:00", None, Rules(free_days=5), 6, "3 days late, which costs nothing"),
        ("2026-12-09T23:58:00+00:00", None, Rules(most_days=7), 0, "8 days late: 100% off"),
        ("", True, Rules(late_penalty=0.25), 4.5, "1 day late: 25% off"),
        ("", None, Rules(late_penalty=0.25, late={"ada": 2}), 3, "2 days late: 50% off"),
    ],
)
def test_late_days_cost_what_the_rules_say(
    tmp_path: Path, time: str, late: bool | None, rules: Rules, points: float, said: str | None
) -> None:
    write_ledger(tmp_path, {"ada": Entry("Canvas", "a", "1", time=time, late=late)})
    due = read_rules(SHEET, dated(tmp_path)).due
    one = graded("ada", 4)
    settle([one], tmp_path, Roster(), Rules(**{**vars(rules), "due": due}))
    assert one.points == points
    assert one.problems == ([said] if said else [])
    # A date of one's own comes first.
    own = graded("ada", 4)
    person = Person("ada", due=read_rules(SHEET, dated(tmp_path, "2027-01-01")).due)
    settle([own], tmp_path, Roster([person]), Rules(**{**vars(rules), "due": due, "late": {}}))
    assert own.points == (4.5 if late else 6)


def dated(folder: Path, day: str = "2026-12-01") -> Path:
    path = folder / "grading.toml"
    path.write_text(f"[default]\ndue = {day} 23:59:00Z\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[02_entropy]\nlate = 2\n", "late is 2; it must be a table of days by id"),
        ("[default]\nlate_penalty = 10\n", "late_penalty is 10; it must be a number from 0 to 1"),
        ("[default]\npenalty = 0.1\n", "there is no rule 'penalty'; there are due"),
        ("[default]\ndue = 'soon'\n", "it must be a date with a time"),
        ("[default\n", "grading.toml"),
        ("default = 1\n", "default is no table"),
    ],
)
def test_a_rule_that_cannot_be_says_why(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "grading.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CannotUse, match=re.escape(words)):
        read_rules(SHEET, tmp_path / "grading.toml")


def test_a_sheets_rules_come_before_those_for_all(tmp_path: Path) -> None:
    path = tmp_path / "grading.toml"
    path.write_text(
        "[default]\npartial = 0.5\n[default.mistakes]\nm = 0.1\nn = 0.3\n[02_entropy]\npartial = 1\n"
        "[02_entropy.mistakes]\nm = 0.2\n",
        encoding="utf-8",
    )
    rules = read_rules(SHEET, path)
    assert (rules.partial, rules.mistakes) == (1, {"m": 0.2, "n": 0.3})
    assert read_rules("03_cross_entropy", path).partial == 0.5
    assert read_rules(SHEET, tmp_path / "none.toml") == Rules()


def test_the_summary_says_for_each_task_how_it_went(tmp_path: Path) -> None:
    done = [graded("ada", 4), graded("bob", 1), graded("eve", 1, waits=True)]
    write_summary(tmp_path / "summary.csv", done, {"2.1": "A number"})
    rows = list(csv.DictReader((tmp_path / "summary.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [list(row.values()) for row in rows] == [
        ["2.1", "A number", "3", "0", "1", "2.0", "4", "the wrong unit: 2"],
        ["2.2", "", "3", "1", "2", "2.0", "2", ""],
    ]


def by_canvas(name: str, submissions: dict[int, set[int]]) -> int | None:
    """Say whose a file is as Canvas's `infer_comment_context_from_filename` does."""
    parts = name.rsplit("/", 1)[-1].split("_")
    user, number, *_ = [int(part) for part in parts if re.fullmatch(r"\d+", part)][:2]
    return user if number in submissions.get(user, set()) and not parts[-1].startswith("link") else None


def by_moodle(name: str, participants: set[int]) -> int | None:
    """Say whose a file is as Moodle's `is_valid_filename_for_import` does."""
    for part in name.split("/"):
        info = part.split("_", 4)
        if len(info) >= 4 and info[1].isdigit() and int(info[1]) in participants:
            return int(info[1]) if info[2:4] == ["assignsubmission", "file"] else None
    return None


READERS: dict[str, tuple[Callable[[str], int | None], str]] = {
    "Canvas": (lambda name: by_canvas(name, {11: {90011}, 12: {90012}}), "{}_LATE_{}_900{}_my 3 sheet_2_b.ipynb"),
    "Moodle": (lambda name: by_moodle(name, {11, 12}), "{}_{}_assignsubmission_file/a/b{}.ipynb"),
}


def test_two_of_one_name_have_a_page_each(tmp_path: Path) -> None:
    ledger = {name: Entry("Gradescope", f"submission_{name}/a.ipynb", name, "Ada L") for name in ("ada", "ada-2")}
    with contextlib.chdir(tmp_path):
        write_ledger(Path(f"grades/{SHEET}"), ledger)
        for name in ledger:
            page = Path(f"feedback/{name}/{SHEET}/sheet_{SHEET}.html")
            page.parent.mkdir(parents=True)
            page.write_text(name, encoding="utf-8")
        assert returning.main([SHEET]) is None
        with zipfile.ZipFile(f"grades/{SHEET}/feedback.zip") as archive:
            assert {name.split("/")[0]: archive.read(name).decode() for name in archive.namelist()} == {
                "ada": "ada",
                "ada-2": "ada-2",
            }


def test_what_is_remembered_and_was_cut_short_stops_no_list_of_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.chdir(tmp_path):
        memory = Memory(Path(f"grades/{SHEET}/graded"))
        memory.store("ada", tasks={"check-2-1": {"kind": "not yet", "made": "2.5"}})
        Path(f"grades/{SHEET}/graded/cut.json").write_text('{"student": "bo', encoding="utf-8")
        assert insights.main([SHEET]) is None
    assert "check-2-1: 1 made 2.5" in capsys.readouterr().out


@pytest.mark.parametrize("platform", READERS)
def test_feedback_comes_back_to_whom_it_is_for(tmp_path: Path, platform: str) -> None:
    reader, form = READERS[platform]
    ledger = {
        name: Entry(platform, form.format(name, number, number), str(number))
        for name, number in (("lovelaceada", 11), ("o'neil", 12))
    }
    with contextlib.chdir(tmp_path):
        write_ledger(Path(f"grades/{SHEET}"), ledger)
        for name in ledger:
            page = Path(f"feedback/{name}/{SHEET}/sheet_{SHEET}.html")
            page.parent.mkdir(parents=True)
            page.write_text(name, encoding="utf-8")
        assert returning.main([SHEET]) is None
        with zipfile.ZipFile(f"grades/{SHEET}/feedback.zip") as archive:
            found = {reader(name): archive.read(name).decode() for name in archive.namelist()}
        first = Path(f"grades/{SHEET}/feedback.zip").read_bytes()
        returning.main([SHEET])
        assert Path(f"grades/{SHEET}/feedback.zip").read_bytes() == first
    assert found == {11: "lovelaceada", 12: "o'neil"}
    assert all(name.endswith(".html") for name in archive.namelist())


def test_who_handed_in_without_a_name_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_ledger(Path(f"grades/{SHEET}"), {"anon_Ab3dE": Entry("Canvas", "anon_Ab3dE_90011_a.ipynb", "anon_Ab3dE")})
    page = Path(f"feedback/anon_Ab3dE/{SHEET}/sheet_{SHEET}.html")
    page.parent.mkdir(parents=True)
    page.write_text("", encoding="utf-8")
    assert returning.main([SHEET]) is None
    assert "handed in without a name: anon_Ab3dE" in capsys.readouterr().out
    assert "make return ASSIGNMENT" in (returning.main(["none"]) or "")

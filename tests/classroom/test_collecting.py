"""From a platform's zip to submitted/: everybody's sheet in its place, every file accounted for."""

import contextlib
import csv
import os
import re
import shutil
import stat
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from classroom import make_course, solved
from infotheory_helpers.classroom import collecting
from infotheory_helpers.classroom.collecting import BESIDE, LEFT, NOT, PLACED, Line
from infotheory_helpers.classroom.ledger import read_ledger
from infotheory_helpers.classroom.platforms import archive
from infotheory_helpers.classroom.roster import CannotUse
from platforms import PLATFORMS, Student, as_bytes, class_list, messy, packed, zipped
from sheets import load

SHEET = "02_entropy"
NAME = f"sheet_{SHEET}.ipynb"
SOLVED, EMPTY = as_bytes(solved(SHEET)), as_bytes(load("exercises", SHEET))
OTHER = as_bytes(load("exercises", "03_cross_entropy"))
# How each platform calls a student.
KEYS: dict[str, Callable[[Student], str]] = {
    "Canvas": lambda student: str(student.number),
    "Moodle": lambda student: str(student.number),
    "Blackboard": lambda student: student.user,
    "Gradescope": lambda student: str(student.number),
    "nbgrader": lambda student: student.user,
    "files": lambda student: str(student.number),
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path)


def collect(course: Path, source: Path) -> dict[str, Line]:
    """Collect, and see that every file is in the table; give the lines by path."""
    with contextlib.chdir(course):
        lines = collecting.collect(SHEET, source)
        with Path(f"grades/{SHEET}/collected.csv").open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
    assert [row["what became of it"] for row in table] == [line.what for line in lines]
    assert all(line.why for line in lines if line.what in (LEFT, NOT))
    return {line.path: line for line in lines}


def placed(course: Path) -> dict[str, bytes]:
    return {path.parts[-3]: path.read_bytes() for path in course.glob(f"submitted/*/{SHEET}/{NAME}")}


def two(**more: bytes) -> list[Student]:
    return [
        Student(11, "Ada", "Lovelace", {NAME: SOLVED, **more}),
        Student(12, "Łukasz", "de Ørsted-Gödel", {"mein Blatt (1).ipynb": EMPTY}, late=True),
    ]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platforms_zip_is_placed_whatever_a_notebook_is_called(course: Path, platform: str) -> None:
    students = two()
    (course / "class.csv").write_text(class_list(students, KEYS[platform]), encoding="utf-8")
    files = PLATFORMS[platform](students)
    lines = collect(course, zipped(files, course / "submissions.zip"))
    assert set(lines) == set(files)
    keys = [KEYS[platform](student) for student in students]
    assert placed(course) == {keys[0]: SOLVED, keys[1]: EMPTY}
    entry = read_ledger(course / "grades" / SHEET)[keys[1]]
    assert entry.platform == platform
    assert entry.late is (True if platform == "Canvas" else None)
    assert (entry.when is not None) is (platform in ("Blackboard", "Gradescope"))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_without_a_class_list_a_folder_has_the_name_that_the_platform_gives(course: Path, platform: str) -> None:
    collect(course, zipped(PLATFORMS[platform](two()), course / "submissions.zip"))
    names = {
        "Canvas": {"lovelaceada", "deørstedgödelłukasz"},
        "Blackboard": {"ad_11", "łu_12"},
        "Gradescope": {"11", "12"},
        "nbgrader": {"ad_11", "łu_12"},
        "files": {"Ada Lovelace", "Łukasz de Ørsted-Gödel mein Blatt"},
    }
    assert set(placed(course)) == names.get(platform, {"Ada Lovelace", "Łukasz de Ørsted-Gödel"})


def test_namesakes_are_kept_apart_by_their_numbers(course: Path) -> None:
    students = [Student(number, "Ada", "Lovelace", {NAME: content}) for number, content in ((1, SOLVED), (2, EMPTY))]
    lines = collect(course, zipped(PLATFORMS["Moodle"](students), course / "all.zip"))
    assert placed(course) == {"Ada Lovelace": SOLVED, "Ada Lovelace 2": EMPTY}
    assert {line.what for line in lines.values()} == {PLACED}
    # In a class list whose ids are not the platform's, nobody can say which of them it is.
    (course / "class.csv").write_text("id,name\n901,Ada Lovelace\n902,Ada Lovelace\n", encoding="utf-8")
    lines = collect(course, course / "all.zip")
    assert {line.why for line in lines.values()} == {
        "2 in class.csv are Ada Lovelace · 1",
        "2 in class.csv are Ada Lovelace · 2",
    }


def test_an_id_and_a_name_that_contradict_each_other_are_said_and_not_guessed(course: Path) -> None:
    (course / "class.csv").write_text("id,name\n11,Alan Turing\n77,Ada Lovelace\n", encoding="utf-8")
    lines = collect(course, zipped(PLATFORMS["Canvas"](two()[:1]), course / "all.zip"))
    assert [line.why for line in lines.values()] == ["2 in class.csv are lovelaceada · 11"]
    assert placed(course) == {}


def test_who_is_renamed_is_found_by_id_and_who_left_is_named(course: Path) -> None:
    (course / "class.csv").write_text("id,name\n11,Ada King\n", encoding="utf-8")
    lines = collect(course, zipped(PLATFORMS["Moodle"](two()), course / "all.zip"))
    assert set(placed(course)) == {"11"}
    assert [line.why for line in lines.values() if line.what == NOT] == [
        "nobody in class.csv is Łukasz de Ørsted-Gödel · 12"
    ]


def test_the_latest_attempt_counts(course: Path) -> None:
    early = Student(11, "Ada", "Lovelace", {NAME: SOLVED}, time="2026-11-19-23-59-59")
    late = Student(11, "Ada", "Lovelace", {"again.ipynb": EMPTY}, time="2026-11-20-00-00-00")
    lines = collect(course, zipped(PLATFORMS["Blackboard"]([late, early]), course / "all.zip"))
    assert placed(course) == {"ad_11": EMPTY}
    assert Counter(line.what for line in lines.values()) == {PLACED: 1, LEFT: 3}
    # And a zip that was handed out before is no reason to go back.
    lines = collect(course, zipped(PLATFORMS["Blackboard"]([early]), course / "older.zip"))
    assert placed(course) == {"ad_11": EMPTY}
    assert "what is there already was handed in later" in {line.why for line in lines.values()}


def test_of_several_notebooks_the_sheet_in_which_most_is_written_is_taken(course: Path) -> None:
    files = {NAME: EMPTY, f"sheet_{SHEET}-Copy1.ipynb": SOLVED, "sheet_03_cross_entropy.ipynb": OTHER}
    lines = collect(course, zipped(PLATFORMS["Moodle"]([Student(11, "Ada", "L", files)]), course / "all.zip"))
    assert placed(course) == {"Ada L": SOLVED}
    why = {Path(path).name: line.why for path, line in lines.items()}
    assert "Copy1.ipynb was taken" in why[NAME]
    assert "none of this sheet's tasks" in why["sheet_03_cross_entropy.ipynb"]


def test_what_is_there_is_set_aside_and_never_lost(course: Path) -> None:
    source = zipped(PLATFORMS["Moodle"](two()[:1]), course / "all.zip")
    collect(course, source)
    assert {line.what for line in collect(course, source).values()} == {"there already"}
    (course / f"submitted/Ada Lovelace/{SHEET}/{NAME}").write_bytes(EMPTY)
    (line,) = collect(course, source).values()
    assert (line.what, line.why) == (
        PLACED,
        f"what was there before is now in grades/{SHEET}/replaced/Ada Lovelace/1",
    )
    assert (course / f"grades/{SHEET}/replaced/Ada Lovelace/1/{NAME}").read_bytes() == EMPTY
    assert placed(course) == {"Ada Lovelace": SOLVED}


@pytest.mark.parametrize("odd", ["a file", "a link that leads nowhere"])
def test_whatever_is_in_a_place_is_set_aside(course: Path, odd: str) -> None:
    place = course / f"submitted/Ada Lovelace/{SHEET}"
    place.parent.mkdir(parents=True)
    if odd == "a file":
        place.write_bytes(EMPTY)
    else:
        place.symlink_to(course / "nowhere")
    (line,) = collect(course, zipped(PLATFORMS["Moodle"](two()[:1]), course / "all.zip")).values()
    assert line.what == PLACED
    aside = course / f"grades/{SHEET}/replaced/Ada Lovelace/1"
    assert aside.is_symlink() if odd != "a file" else aside.read_bytes() == EMPTY
    assert placed(course) == {"Ada Lovelace": SOLVED}


def test_what_lies_beside_the_notebook_comes_with_it(course: Path) -> None:
    inner = packed({f"work/{NAME}": SOLVED, "work/mine.py": b"x = 1", "work/data/a.csv": b"1", "work/.DS_Store": b""})
    card = {"notebooks/my_cards/01.json": b"{}"}
    student = Student(11, "Ada", "Lovelace", {"everything.zip": inner, **card})
    lines = collect(course, zipped(PLATFORMS["Moodle"]([student]), course / "all.zip"))
    became = {path.removeprefix("Ada Lovelace_11_assignsubmission_file/"): line.what for path, line in lines.items()}
    assert became == {
        f"everything.zip/work/{NAME}": PLACED,
        "everything.zip/work/mine.py": BESIDE,
        "everything.zip/work/data/a.csv": LEFT,
        "everything.zip/work/.DS_Store": LEFT,
        "notebooks/my_cards/01.json": PLACED,
    }
    assert sorted(path.name for path in (course / "submitted/Ada Lovelace" / SHEET).iterdir()) == ["mine.py", NAME]
    assert (course / "submitted/Ada Lovelace/my_cards/01.json").exists()


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name)
    about.create_system, about.external_attr = 3, (mode or stat.S_IFREG | 0o644) << 16
    return about


# Each is refused by its name, with these words; whoever handed in the sheet loses nothing by it.
HOSTILE: dict[str, tuple[zipfile.ZipInfo, bytes, str]] = {
    "above": (entry("../above.ipynb"), EMPTY, "leads out of the zip"),
    "above, on Windows": (entry("x\\..\\..\\above.ipynb"), EMPTY, "leads out of the zip"),
    "from the top": (entry("/tmp/above.ipynb"), EMPTY, "leads out of the zip"),
    "a drive": (entry("C:/above.ipynb"), EMPTY, "leads out of the zip"),
    "a link": (entry("B_2_assignsubmission_file/a.ipynb", stat.S_IFLNK | 0o777), b"/etc/hostname", "is a link"),
    "a device": (entry("B_2_assignsubmission_file/a.ipynb", stat.S_IFCHR | 0o666), b"", "it is not a file"),
    "a pipe": (entry("B_2_assignsubmission_file/a.ipynb", stat.S_IFIFO | 0o666), b"", "it is not a file"),
    "a long name": (entry(f"B_2_assignsubmission_file/{'a' * 500}.ipynb"), EMPTY, "more than 400 letters"),
    "a sign": (entry("B_2_assignsubmission_file/a\nb.ipynb"), EMPTY, "signs that no name has"),
    "no zip": (entry("B_2_assignsubmission_file/a.zip"), b"PK\x03\x04 and no more", "no zip, or did not come whole"),
    "too deep": (
        entry("B_2_assignsubmission_file/a.zip"),
        packed({"b.zip": packed({"c.ipynb": EMPTY})}),
        "a zip within a zip",
    ),
    "too many": (
        entry("B_2_assignsubmission_file/a.zip"),
        packed({f"{number}.txt": b"" for number in range(1_001)}),
        "more than 1000 files",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_would_do_harm_is_refused_by_name(course: Path, kind: str) -> None:
    about, content, words = HOSTILE[kind]
    source = zipped(PLATFORMS["Moodle"](two()), course / "in" / "all.zip")
    with zipfile.ZipFile(source, "a") as changed:
        changed.writestr(about, content)
    before = set(course.rglob("*"))
    lines = collect(course, source)
    (why,) = (line.why for line in lines.values() if line.what == NOT and words in line.why)
    assert why
    assert set(placed(course)) == {"Ada Lovelace", "Łukasz de Ørsted-Gödel"}
    new = set(course.rglob("*")) - before
    assert {path.relative_to(course).parts[0] for path in new} == {"submitted", "grades"}


@pytest.mark.parametrize(("limit", "words"), [("MOST_BYTES", "MB"), ("MOST_BYTES_PACKED", "come out of that zip")])
def test_a_file_that_is_small_in_the_zip_and_large_outside_is_refused(
    course: Path, monkeypatch: pytest.MonkeyPatch, limit: str, words: str
) -> None:
    monkeypatch.setattr(archive, limit, 2_000_000)
    bomb = packed({"a.ipynb": bytes(1_500_000), "b.ipynb": bytes(1_500_000)} | {"c.ipynb": bytes(2_500_000)})
    students = [*two(), Student(13, "Eve", "E", {"bomb.zip": bomb})]
    lines = collect(course, zipped(PLATFORMS["Moodle"](students), course / "all.zip"))
    assert any(words in line.why for line in lines.values() if line.what == NOT)
    assert set(placed(course)) == {"Ada Lovelace", "Łukasz de Ørsted-Gödel"}


def test_a_damaged_entry_costs_its_own_student_alone(course: Path) -> None:
    source = zipped(PLATFORMS["Moodle"](two()), course / "all.zip")
    content = bytearray(source.read_bytes())
    start = zipfile.ZipFile(source).infolist()[1].header_offset + 200
    content[start : start + 40] = bytes(40)
    source.write_bytes(content)
    lines = collect(course, source)
    assert set(placed(course)) == {"Ada Lovelace"}
    assert [line.why for line in lines.values() if line.what == NOT] == [
        "it cannot be unpacked: it is damaged, or packed in an unusual way"
    ]


def test_a_large_file_in_a_folder_is_refused(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    (course / "handed in").mkdir()
    (course / "handed in" / "Ada.ipynb").write_bytes(bytes(1_001))
    (line,) = collect(course, course / "handed in").values()
    assert line.why == "it has more than 0 MB"


def test_in_a_folder_links_and_pipes_are_not_followed(course: Path) -> None:
    there = course / "handed in"
    for name, content in PLATFORMS["files"](two()[:1]).items():
        there.mkdir()
        (there / name).write_bytes(content)
    (there / "Eve.ipynb").symlink_to(course / "nbgrader_config.py")
    os.mkfifo(there / "Bob.ipynb")
    lines = collect(course, there)
    assert set(placed(course)) == {"Ada Lovelace"}
    assert {lines["Eve.ipynb"].why, lines["Bob.ipynb"].why} == {
        "it is a link, and links are not followed",
        "it is not a file",
    }


def test_names_in_utf_8_that_the_zip_does_not_announce_are_read(course: Path) -> None:
    content = packed(PLATFORMS["Moodle"](two()))
    # What says UTF-8 is a bit in both headers of an entry.
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content = re.sub(
            re.escape(mark) + b"." * (place - 4) + b"\x08", lambda found: found[0][:-1] + b"\0", content, flags=re.S
        )
    (course / "all.zip").write_bytes(content)
    assert "Łukasz" not in "".join(zipfile.ZipFile(course / "all.zip").namelist())
    collect(course, course / "all.zip")
    assert set(placed(course)) == {"Ada Lovelace", "Łukasz de Ørsted-Gödel"}


def test_a_class_list_comes_from_any_platform_or_spreadsheet(course: Path) -> None:
    source = zipped(PLATFORMS["Canvas"](two()), course / "all.zip")
    lists = {
        "Canvas": (
            "Student,ID,SIS User ID,SIS Login ID,Section,Sheet 2 (4)\n"
            "    Points Possible,,,,,18.0\n"
            '"Lovelace, Ada",11,s11,ada,A,\n"de Ørsted-Gödel, Łukasz",12,s12,luk,A,\n"Student, Test",99,,,A,\n'
        ).encode("utf-8-sig"),
        "Moodle": (
            "Identifier,Full name,Email address,Status,Grade\n"
            "Participant 11,Ada Lovelace,a@u.example,,\nParticipant 12,Łukasz de Ørsted-Gödel,l@u.example,,\n"
        ).encode(),
        "a spreadsheet": "id;name\n11;Ada Lovelace\n12;Łukasz de Ørsted-Gödel\n".encode("utf-16"),
    }
    for name, content in lists.items():
        (course / "class.csv").write_bytes(content)
        lines = collect(course, source)
        assert {line.student for line in lines.values()} == {"11", "12"}, name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nAda\n", "names no column `id`"),
        ("id,name\n", "nobody is in it"),
        ("id,name\n1,Ada\n1,Bob\n", "the id 1 stands there more than once"),
        ("id,name\n,Ada\n", "line 2: Ada has no id"),
        ("id,extra time\n1,half\n", "line 2: the extra time is 'half'"),
        ("id,extra time\n1,5\n", "line 2: the extra time is '5'; say a number from 1 to 4"),
        ("id,due\n1,tomorrow\n", "line 2: the due date is 'tomorrow'"),
    ],
)
def test_a_class_list_that_cannot_be_used_says_why(course: Path, text: str, words: str) -> None:
    (course / "class.csv").write_text(text, encoding="utf-8")
    with contextlib.chdir(course), pytest.raises(CannotUse, match=words):
        collecting.collect(SHEET, course)


@pytest.mark.parametrize("name", ["Zoë", "Zoë Z"])  # of an odd and of an even number of bytes
def test_a_class_list_in_another_code_is_named_and_not_guessed_at(course: Path, name: str) -> None:
    (course / "class.csv").write_bytes(f"id,name\n1,{name}\n".encode("cp1252"))
    with contextlib.chdir(course), pytest.raises(CannotUse, match="is not in UTF-8"):
        collecting.collect(SHEET, course)


def test_the_command_says_what_became_of_all_and_who_is_missing(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    students = [*two(), Student(13, "Eve", "Empty", {})]
    (course / "class.csv").write_text(class_list(students, KEYS["Moodle"]), encoding="utf-8")
    files = {**PLATFORMS["Moodle"](students), "Bob B_14_assignsubmission_file/x.ipynb": SOLVED}
    zipped(files, course / "all.zip")
    with contextlib.chdir(course):
        assert collecting.main([SHEET, "all.zip"]) is None
        assert "there is no such file" in (collecting.main([SHEET, "none.zip"]) or "")
        assert "For instance: make collect" in (collecting.main([SHEET, ""]) or "")
    said = capsys.readouterr().out
    assert "3 files: 2 placed, 1 not placed." in said
    assert "nobody in class.csv is Bob B · 14" in said
    assert "1 of the class have handed in nothing: Eve Empty" in said


@pytest.mark.parametrize("seed", range(6))
def test_no_mess_loses_a_sheet_or_stops_the_command(course: Path, seed: int) -> None:
    wrong = [b"", b"{}", b"\xff\xfe\x00", b'{"cells": 3}', OTHER, b"[" * 5_000]
    for number in range(10):
        made = messy(Random(100 * seed + number), SHEET, SOLVED, wrong)
        (course / "all.zip").write_bytes(made.content)
        lines = collect(course, course / "all.zip")
        assert len({path.split(".zip/")[0] for path in lines}) == made.files, f"{seed}, {number}: {made.platform}"
        assert len(placed(course)) == made.found, f"{seed}, {number}: {made.platform}"
        assert set(placed(course).values()) <= {SOLVED}
        assert {path.name for path in course.iterdir()} <= {
            *("all.zip", "solutions", "exercises", "nbgrader_config.py", "submitted", "grades")
        }
        for folder in ("submitted", "grades"):
            shutil.rmtree(course / folder, ignore_errors=True)


THEIRS = {"Ada Lovelace_11_assignsubmission_file/x.ipynb": EMPTY, "submission_metadata.yml": b"a: 1", "y/z.txt": b""}


@pytest.mark.parametrize("platform", ["Moodle", "Gradescope", "nbgrader", "Canvas"])
def test_what_a_student_calls_their_files_says_nothing_of_whose_they_are(course: Path, platform: str) -> None:
    # As many as to outvote all others, with the names of another's and of another platform.
    many = {f"Ada Lovelace_11_assignsubmission_file/{number}.ipynb": EMPTY for number in range(20)}
    files = {"all.zip": packed(THEIRS | many)} if platform == "Canvas" else {NAME: EMPTY, **THEIRS, **many}
    students = [two()[0], Student(13, "Eve", "E", files)]
    lines = collect(course, zipped(PLATFORMS[platform](students), course / "all.zip"))
    ada, eve = {"Moodle": ("Ada Lovelace", "Eve E"), "Gradescope": ("11", "13"), "nbgrader": ("ad_11", "ev_13")}.get(
        platform, ("lovelaceada", "eeve")
    )
    assert placed(course) == {ada: SOLVED, eve: EMPTY}
    assert {line.student for line in lines.values()} <= {ada, eve, ""}

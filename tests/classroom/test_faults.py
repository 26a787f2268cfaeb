"""What once stopped a class, or lost somebody's grade, tried on a course in which two innocents have handed in."""

import csv
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import v4
from nbgrader.api import Gradebook

from classroom import grade, grades, hand_in, make_course, run_grading, solved, write
from infotheory_helpers.classroom import submission
from infotheory_helpers.classroom.memory import Memory
from infotheory_helpers.classroom.release import notebook_of
from infotheory_helpers.classroom.table import Graded, Task, write_grades
from infotheory_helpers.explorer.notebook import RECORD
from sealing import needs_bwrap
from sheets import by_id, grade_id, load

SHEET, FULL = "02_entropy", "16.0"
NOTEBOOK = notebook_of(SHEET)

pytestmark = [needs_bwrap, pytest.mark.timeout(300), pytest.mark.slow]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with two innocents, graded."""
    course = make_course(tmp_path_factory.mktemp("innocents"))
    for student in ("ann", "zoe"):
        hand_in(course, student, solved(SHEET), SHEET)
    grade(course, SHEET)
    return course


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def rows(course: Path) -> dict[str, dict[str, str]]:
    found = grades(course, SHEET)
    assert {found[student]["points"] for student in ("ann", "zoe")} == {FULL}
    return found


def newly_graded(said: str) -> list[str]:
    return [line.split(":")[0] for line in said.splitlines() if line.endswith(": graded")]


def test_a_record_without_its_parts_stops_nobody(course: Path) -> None:
    notebook = solved(SHEET)
    source = f"from IPython.display import display\ndisplay({{{RECORD!r}: {{}}, 'text/plain': ''}}, raw=True)"
    notebook.cells.append(v4.new_code_cell(source))  # type: ignore[no-untyped-call]
    hand_in(course, "mia", notebook, SHEET)
    grade(course, SHEET)
    assert rows(course)["mia"]["points"] == FULL


def test_a_file_where_a_folder_belongs_a_pipe_and_links_stop_nobody(course: Path) -> None:
    submitted = course / "submitted"
    (submitted / "file").mkdir()
    (submitted / "file" / SHEET).write_text("", encoding="utf-8")
    for student in ("pipe", "link", "endless"):
        (submitted / student / SHEET).mkdir(parents=True)
    os.mkfifo(submitted / "pipe" / SHEET / NOTEBOOK)
    (submitted / "link" / SHEET / NOTEBOOK).symlink_to(submitted / "ann" / SHEET / NOTEBOOK)
    (submitted / "endless" / SHEET / "data").symlink_to("/dev/zero")
    write(solved(SHEET), submitted / "endless" / SHEET / NOTEBOOK)
    (submitted / "whole").symlink_to(submitted / "ann")
    grade(course, SHEET)
    found = rows(course)
    assert found["endless"]["points"] == FULL
    for student, says in {
        "file": "is a file; the notebook belongs into a folder",
        "pipe": "is not a file",
        "link": "links are not followed",
        "whole": "links are not followed",
    }.items():
        assert found[student]["points"] == ""
        assert found[student]["problems"].startswith("Not graded: ")
        assert says in found[student]["problems"]


NAMES = [
    "[late] Sam",
    "[ab]",
    "*",
    "a?",
    "{x} %d {0}",
    "=1+1",
    "@SUM(1)",
    "-2",
    "Zoë",
    'O\'Brien, Ann; "B"',
    ".dot",
    "x" * 200,
]


def test_a_name_is_a_name(course: Path) -> None:
    for student in NAMES:
        hand_in(course, student, solved(SHEET), SHEET)
    (course / "submitted" / "__MACOSX" / SHEET).mkdir(parents=True)
    said = grade(course, SHEET)
    assert sorted(newly_graded(said)) == sorted(NAMES)
    found = rows(course)
    assert set(found) == {"ann", "zoe", *NAMES} - {"=1+1", "@SUM(1)", "-2"} | {"'=1+1", "'@SUM(1)", "'-2"}
    assert {row["points"] for row in found.values()} == {FULL}
    for student in NAMES:
        assert (course / "feedback" / student / SHEET / f"sheet_{SHEET}.html").exists()
    assert newly_graded(grade(course, SHEET)) == []


def test_a_name_that_is_no_text_is_named(course: Path) -> None:
    (course / "submitted" / os.fsdecode(b"Zo\xeb") / SHEET).mkdir(parents=True)
    grade(course, SHEET)
    assert rows(course)["Zo?"]["problems"] == "Not graded: the name of its folder is not in UTF-8; rename it"


def test_a_very_large_file_is_not_read_through(course: Path) -> None:
    with (course / "submitted" / "ann" / SHEET / "data.bin").open("wb") as file:
        file.truncate(10**12)  # most of it is nowhere on the disk
    assert newly_graded(grade(course, SHEET)) == ["ann"]
    rows(course)
    assert newly_graded(grade(course, SHEET)) == []


def test_nothing_in_the_table_is_a_formula(tmp_path: Path) -> None:
    write_grades(tmp_path / "grades.csv", [Graded("+1", [Task("2.1", 1, 2)], ["=cmd"]), Graded("\tx"), Graded("1-1")])
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        (_, first, second, third) = csv.reader(file)
    assert first[:2] == ["'+1", "1"]
    assert first[4] == "'=cmd"
    assert second[0] == "'\tx"
    assert third[0] == "1-1"


@pytest.mark.parametrize("lost", ["gradebook.db", "autograded", f"grades/{SHEET}/graded", f"grades/{SHEET}", "grades"])
def test_whatever_was_lost_is_made_anew(lost: str, course: Path) -> None:
    path = course / lost
    path.unlink() if path.is_file() else shutil.rmtree(path)
    assert newly_graded(grade(course, SHEET)) == ["ann", "zoe"]
    rows(course)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"student": "ann"}', '{"student": ["a"]}', '{"student": "x"}']
)
def test_a_memory_that_was_cut_short_is_made_anew(content: str, course: Path) -> None:
    for path in (course / "grades" / SHEET / "graded").iterdir():
        path.write_text(content, encoding="utf-8")
    assert newly_graded(grade(course, SHEET)) == ["ann", "zoe"]
    rows(course)


def test_who_stops_the_grader_finds_the_rest_ungraded_and_goes_on(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for student in ("bob", "cyd"):
        hand_in(course, student, solved(SHEET), SHEET)
    real, calls = submission.grade_submission, []

    def stopped(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr("infotheory_helpers.classroom.place.grade_submission", stopped)
        wrong, said = run_grading(course, SHEET)
    assert wrong
    assert wrong.startswith("Stopped.")
    assert newly_graded(said) == ["bob"]
    assert newly_graded(grade(course, SHEET)) == ["cyd"]
    assert {row["points"] for row in rows(course).values()} == {FULL}


def test_two_processes_grade_as_one_does(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for student in ("bob", "cyd", "dan"):
        hand_in(course, student, solved(SHEET), SHEET)
    ends = solved(SHEET)
    by_id(ends)["answer-2-3"].source = "import os\n\nos._exit(3)"
    hand_in(course, "eli", ends, SHEET)
    monkeypatch.setattr("infotheory_helpers.classroom.grading.workers_for", lambda _: 2)
    assert sorted(newly_graded(grade(course, SHEET))) == ["bob", "cyd", "dan"]
    assert {student: rows(course)[student]["points"] for student in ("bob", "cyd", "dan", "eli")} == {
        **dict.fromkeys(("bob", "cyd", "dan"), FULL),
        "eli": "14.0",
    }


def test_a_page_is_made_again_for_whom_it_says_something_else(course: Path) -> None:
    pages = {who: course / "feedback" / who / SHEET / f"sheet_{SHEET}.html" for who in ("ann", "zoe")}
    first = {who: page.stat().st_mtime_ns for who, page in pages.items()}
    by_hand(course, "ann", 1)
    grade(course, SHEET)
    assert [who for who, page in pages.items() if page.stat().st_mtime_ns != first[who]] == ["ann"]
    assert "(Score: 17.0 / 18.0)" in pages["ann"].read_text(encoding="utf-8")


def test_what_cannot_be_stored_is_named_and_tried_again(course: Path) -> None:
    hand_in(course, "bob", solved(SHEET), SHEET)
    (course / "autograded" / "bob").write_text("a file where a folder must go", encoding="utf-8")
    grade(course, SHEET)
    assert rows(course)["bob"]["problems"].startswith("Not graded: it could not be stored")
    (course / "autograded" / "bob").unlink()
    assert newly_graded(grade(course, SHEET)) == ["bob"]
    assert rows(course)["bob"]["points"] == FULL


def by_hand(course: Path, student: str, score: float, name: str = "reason-2-2") -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        entry = gradebook.find_grade(name, f"sheet_{SHEET}", SHEET, student)
        entry.manual_score, entry.needs_manual_grade = score, False
        gradebook.db.commit()


@pytest.mark.parametrize(
    ("cell", "word", "anew"), [("start", "\n\nA word more.", []), ("imports", "\nx = 1", ["ann", "zoe"])]
)
def test_a_sheet_that_was_mended_leaves_the_scores_by_hand(course: Path, cell: str, word: str, anew: list[str]) -> None:
    by_hand(course, "ann", 2)
    by_hand(course, "zoe", 1, "check-2-3")  # raised, or lowered, by a person
    source = load("solutions", SHEET)
    (mended,) = [one for one in source.cells if one.id == cell]
    mended.source += word
    write(source, course / "solutions" / SHEET / NOTEBOOK)
    # A word of the text grades nothing anew; what runs before the checks does.
    assert newly_graded(grade(course, SHEET)) == anew
    found = grades(course, SHEET)
    assert (found["ann"]["points"], found["ann"]["answers to grade by hand"]) == ("18.0", "0")
    assert (found["zoe"]["points"], found["zoe"]["2.3"]) == ("15.0", "1.0")


def test_a_reason_that_was_written_anew_waits_once_more(course: Path) -> None:
    by_hand(course, "ann", 2)
    notebook = solved(SHEET)
    by_id(notebook)["reason-2-2"].source = "On second thoughts, the third."
    hand_in(course, "ann", notebook, SHEET)
    grade(course, SHEET)
    assert grades(course, SHEET)["ann"]["answers to grade by hand"] == "1"


def test_who_has_left_is_left_out_and_what_lies_wrongly_is_named(course: Path) -> None:
    (course / "submitted" / "ann").rename(course / "submitted" / "ann-marie")
    (course / "submitted" / "class.zip").write_bytes(b"PK")
    write(solved(SHEET), course / "submitted" / NOTEBOOK)
    grade(course, SHEET)
    found = grades(course, SHEET)
    assert set(found) == {"ann-marie", "zoe", "class.zip", NOTEBOOK}
    assert "it lies in submitted/ itself" in found["class.zip"]["problems"]


def test_the_one_notebook_that_is_there_is_taken(course: Path) -> None:
    path = course / "submitted" / "bob" / SHEET / f"sheet_{SHEET} (1).ipynb"
    write(solved(SHEET), path)
    grade(course, SHEET)
    assert rows(course)["bob"]["points"] == FULL
    assert rows(course)["bob"]["problems"] == f"{path.name} was taken: there is no {NOTEBOOK}"


ACTIVE = [
    "<script>document.title = 'it ran'</script>",
    "<img src=x onerror=\"document.title = 'it ran'\">",
    "<iframe srcdoc='&lt;script&gt;&lt;/script&gt;'></iframe>",
    "[here](javascript:document.title)",
    "![far](https://example.org/a.png)",
    "$\\href{javascript:document.title}{x}$",
    "<svg/onload=document.title>",
    "<!-- --><a href='https://example.org'>here</a>",
]


def active(page: str) -> list[str]:
    """What of a page can act, or load something: by a parser, as a browser sees it."""
    found = []
    for tag in BeautifulSoup(page, "html.parser").find_all():
        loads = [str(tag.get(name, "")) for name in ("src", "srcdoc", "href", "xlink:href", "action", "data")]
        acts = [name for name in tag.attrs if name.startswith("on")]
        if tag.name in ("script", "iframe", "svg", "object", "embed", "style", "link", "meta", "form") or acts:
            found.append(f"{tag.name} {acts}")
        found += [f"{tag.name} {what[:40]}" for what in loads if re.match(r"\s*(javascript|data:text|vbscript)", what)]
        found += [
            f"{tag.name} {src[:40]}" for src in [str(tag.get("src", ""))] if src and not src.startswith("data:image")
        ]
    return found


@pytest.mark.parametrize("where", ["reason", "beside", "raw", "shown"])
def test_what_a_student_wrote_is_passive_where_it_is_read(where: str, course: Path) -> None:
    notebook, written = solved(SHEET), "\n\n".join(ACTIVE)
    if where == "reason":
        by_id(notebook)["reason-2-2"].source = written
    elif where == "shown":
        show = f"from IPython.display import HTML, SVG, Markdown, Javascript, display\nwritten = {written!r}\n"
        shown = "for kind in (HTML, Markdown, Javascript):\n    display(kind(written))\nprint(written)\nwritten"
        by_id(notebook)["answer-2-7"].source += f"\n{show}{shown}"
    else:
        make = v4.new_markdown_cell if where == "beside" else v4.new_raw_cell
        notebook.cells.insert(5, make(written))  # type: ignore[no-untyped-call]
    before = (course / "feedback" / "ann" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8")
    hand_in(course, "bob", notebook, SHEET)
    grade(course, SHEET)
    page = (course / "feedback" / "bob" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8")
    assert active(page) == active(before)
    graded: Any = nbformat.read(course / "autograded" / "bob" / SHEET / NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    for cell in graded.cells:
        assert cell.cell_type != "raw"
        if cell.cell_type == "markdown" and "reason" in grade_id(cell) + where:
            assert "<script" not in cell.source
        for output in cell.get("outputs", []):
            if not grade_id(cell).startswith("check"):
                assert set(output.get("data", {})) <= {"text/plain", "image/png", "image/jpeg"}


def test_a_picture_that_is_none_is_left_out(course: Path) -> None:
    notebook = solved(SHEET)
    source = "from IPython.display import display\ndisplay({'image/png': '\"><script>1</script>'}, raw=True)"
    notebook.cells.append(v4.new_code_cell(source))  # type: ignore[no-untyped-call]
    by_id(notebook)["reason-2-2"]["attachments"] = {"a.png": {"image/png": '"><script>1</script>'}}
    by_id(notebook)["reason-2-2"].source += "\n\n![a](attachment:a.png)"
    hand_in(course, "bob", notebook, SHEET)
    grade(course, SHEET)
    graded = (course / "autograded" / "bob" / SHEET / NOTEBOOK).read_text(encoding="utf-8")
    assert graded.count("<script>1") == 1  # the line of code that tried
    assert "<script>1" not in (course / "feedback" / "bob" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8")


def test_nothing_hidden_is_on_a_page(course: Path) -> None:
    page = (course / "feedback" / "ann" / SHEET / f"sheet_{SHEET}.html").read_text(encoding="utf-8")
    assert "HIDDEN" not in page
    assert "seed" not in page
    assert ".points" not in page
    assert "(Score: 16.0 / 18.0)" in page


def without_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)


def test_without_bubblewrap_it_says_what_is_missing_and_grades_only_when_asked(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(course, "bob", solved(SHEET), SHEET)
    without_seal(monkeypatch)
    wrong, _ = run_grading(course, SHEET)
    assert wrong
    assert "bubblewrap" in wrong
    assert "SEALED=no" in wrong
    monkeypatch.setenv("SEALED", "no")
    assert newly_graded(grade(course, SHEET)) == ["bob"]
    assert rows(course)["bob"]["points"] == FULL
    report = (course / "grades" / SHEET / "report.html").read_text(encoding="utf-8")
    assert "<b>Graded with SEALED=no" in report.split("<h2>")[0]


def test_more_time_is_given_by_name(course: Path) -> None:
    notebook = solved(SHEET)
    by_id(notebook)["answer-2-3"].source = "import time\ntime.sleep(3)\nfailure_bits = 1.6477"
    for student in ("ida", "jim"):
        hand_in(course, student, notebook, SHEET)
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8") + "\nc.Grading.cell = 2\nc.Grading.more_time = {'ida': 3}\n",
        encoding="utf-8",
    )
    grade(course, SHEET)
    assert rows(course)["ida"]["points"] == FULL
    assert rows(course)["jim"]["problems"] == "The cell answer-2-3 stops: it ran too long"
    # Whoever is given the time afterwards is graded once more, and nobody else.
    said = config.read_text(encoding="utf-8")
    config.write_text(said.replace("{'ida': 3}", "{'ida': 3, 'jim': 3}"), encoding="utf-8")
    assert newly_graded(grade(course, SHEET)) == ["jim"]
    assert rows(course)["jim"]["points"] == FULL
    # More than a sandbox waits is refused, and not cut.
    config.write_text(said.replace("{'ida': 3}", "{'ida': 3, 'jim': 5}"), encoding="utf-8")
    wrong, _ = run_grading(course, SHEET)
    assert wrong
    assert "gives jim 5 times as long, in c.Grading.more_time; say a number from 1 to 4" in wrong


def test_what_is_remembered_is_whole_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(tmp_path)
    memory.store("ada", fingerprint="1", tasks={}, problems=[])
    real: Callable[..., Any] = Path.replace
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        memory.store("ada", fingerprint="2")
    monkeypatch.setattr(Path, "replace", real)
    assert Memory(tmp_path).of("ada")["fingerprint"] == "1"
    (path,) = tmp_path.glob("*.json")
    assert json.loads(path.read_text(encoding="utf-8"))["student"] == "ada"

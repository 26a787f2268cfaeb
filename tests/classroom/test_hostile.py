"""A class in which many mean harm: nobody reaches, changes or stops anything that is not theirs, and all get a grade.

One student for each kind of harm, all small: each tries to read or change something of this course in its folder,
which is thrown away, or takes more than it may; the answers are right but for one. No fault of a program is used.
"""

import contextlib
import hashlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nbformat import v4
from nbgrader.api import Gradebook

from classroom import grade, grades, hand_in, make_course, solved
from infotheory_helpers.classroom.release import notebook_of
from infotheory_helpers.classroom.sealed.sandbox import PACKAGE
from sealing import needs_bwrap
from sheets import by_id, load

pytestmark = [needs_bwrap, pytest.mark.timeout(300), pytest.mark.slow]

SHEET, FULL, SECRET = "02_entropy", "16.0", "a-secret-of-somebody-else"
NOTEBOOK = notebook_of(SHEET)

TRY = """import os, pathlib, shutil, sqlite3, socket
course, package, port = pathlib.Path({course!r}), pathlib.Path({package!r}), {port}
home = course.parent / "home"
def tried(does, *given):
    try:
        print(does(*given))
    except BaseException as why:
        print(type(why).__name__)
def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        file.write(" ")
def read(path):
    return path.read_text()
"""
# What each tries after its right answers; whom to reach, it is told.
REACHES = {
    "reads the solutions": "for path in course.glob('solutions/*/*'): tried(read, path)\n"
    "tried(read, course / 'solutions/02_entropy/{notebook}')",
    "reads what others handed in": "tried(os.listdir, course)\n"
    "tried(read, course / 'submitted/ann/02_entropy/{notebook}')",
    "reads what others were given": "tried(read, course / 'autograded/ann/02_entropy/{notebook}')",
    "reads the instructor's home": "tried(read, home / 'note')\ntried(read, pathlib.Path.home() / 'note')",
    "reads the environment": "print(dict(os.environ))\n"
    "for path in pathlib.Path('/proc').glob('*/environ'): tried(path.read_bytes)",
    "reads what the tasks ask for": "tried(read, package / 'checks/of_sheets.py')",
    "reads from inherited files": "for n in range(3, 64): tried(os.readlink, f'/proc/self/fd/{{n}}')",
    "makes a link to a file outside": "os.symlink(home / 'note', 'link')\ntried(read, pathlib.Path('link'))\n"
    "tried(os.link, home / 'note', 'hard')",
    "writes scores": "tried(sqlite3.connect(course / 'gradebook.db').execute, 'update grade set manual_score = 0')",
    "deletes the gradebook": "tried(os.remove, course / 'gradebook.db')",
    "locks the gradebook": "book = sqlite3.connect(course / 'gradebook.db', isolation_level=None)\n"
    "tried(book.execute, 'begin exclusive')",
    "changes what another handed in": "tried(put, course / 'submitted/zoe/02_entropy/{notebook}')",
    "changes what another was given": "tried(put, course / 'autograded/zoe/02_entropy/{notebook}')",
    "plants a file beside another": "tried(put, course / 'submitted/zoe/02_entropy/numpy.py')",
    "changes the sheet": "tried(put, course / 'solutions/02_entropy/{notebook}')\n"
    "tried(put, course / 'exercises/02_entropy/{notebook}')\ntried(put, course / 'nbgrader_config.py')",
    "changes the course's package": "tried(put, package / 'planted.py')\ntried(put, package / '__init__.py')",
    "deletes the class": "tried(shutil.rmtree, course)",
    "changes what is remembered": "for path in course.glob('grades/*/graded/*'): tried(path.unlink)\n"
    "tried(put, course / 'grades/02_entropy/grades.csv')",
    "calls a server": "tried(socket.create_connection, ('127.0.0.1', port), 1)",
    "is a server": "server = socket.create_server(('127.0.0.1', port + 1 if port < 60000 else port - 1))",
    "leaves a process that writes later": "import time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(3)\n"
    "    put(course / 'submitted/zoe/02_entropy/{notebook}')\n    os._exit(0)",
    "sees other processes": "for pid in range(1, 400):\n    tried(os.kill, pid, 0)",
    "changes its own rights": "tried(os.setuid, 0)\ntried(os.chroot, '/')\ntried(put, course / 'gradebook.db')",
}
TAKES = {
    "takes memory": "tried(bytearray, 3 * 10**9)",
    "takes processes": "import time\ndef many():\n    for _ in range(200):\n        if os.fork() == 0:\n"
    "            time.sleep(5)\n            os._exit(0)\ntried(many)",
    "takes the disk": "def fill():\n    for n in range(30):\n        with open(str(n), 'wb') as file:\n"
    "            file.write(bytes(10**7))\ntried(fill)",
    "takes open files": "kept = []\ndef hold():\n    while True:\n        kept.append(open('/dev/null'))\ntried(hold)",
    "says 50 MB": "print('x' * 50_000_000)",
    "shows 50 MB": "from IPython.display import HTML\ndisplay(HTML('x' * 50_000_000))",
    "says a million lines": "print('\\n' * 1_000_000)",
    "nests without end": "deep = []\nfor _ in range(100_000): deep = [deep]\nentropies = entropies",
}
# What stands in place of one right answer, which is worth 2 points.
ENDS = {
    "never ends": "while True:\n    pass",
    "never ends and does not listen": "import time\nwhile True:\n    try:\n        time.sleep(1)\n"
    "    except:\n        pass",
    "ends its process": "import os\nos._exit(0)",
    "kills its process": "import os\nos.kill(os.getpid(), 9)",
    "recurses in C": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()",
}
BESIDE = ["numpy.py", "json.py", "IPython.py", "infotheory_helpers.py", "sitecustomize.py", "conftest.py", "random.py"]
FILES = {
    "is no notebook": "{" * 10_000,
    "is very deep": "[" * 100_000 + "]" * 100_000,
    "is empty": "",
}


@dataclass
class Class:
    """A course that was graded with all of them in it."""

    course: Path
    before: dict[str, str]
    calls: list[Any] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def shown_to(self, student: str) -> str:
        folders = [self.course / kind / student for kind in ("autograded", "feedback")]
        return "".join(path.read_text(encoding="utf-8") for one in folders for path in one.rglob("*") if path.is_file())


def as_it_is(course: Path) -> dict[str, str]:
    """What no student may change: what was handed in, the sheets, the innocents' graded notebooks, and the package."""
    kinds = ("submitted", "solutions", "exercises", "autograded/ann", "autograded/zoe")
    found = [path for kind in kinds for path in sorted((course / kind).rglob("*"))]
    found += [course / "nbgrader_config.py", course.parent / "home" / "note"]
    found += [path for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts]
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in found
        if not path.is_symlink()
    }


def by_hand(course: Path, score: float | None = None) -> float:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        entry = gradebook.find_grade("reason-2-2", f"sheet_{SHEET}", SHEET, "ann")
        if score is not None:
            entry.manual_score, entry.needs_manual_grade = score, False
            gradebook.db.commit()
        return float(entry.manual_score)


def handed_in_by_all(course: Path, port: int) -> None:
    begin = TRY.format(course=str(course), package=str(PACKAGE), port=port)
    for student, does in (REACHES | TAKES).items():
        notebook = solved(SHEET)
        source = begin + does.format(notebook=NOTEBOOK) if student in REACHES else begin + does
        notebook.cells.append(v4.new_code_cell(source))  # type: ignore[no-untyped-call]
        hand_in(course, student, notebook, SHEET)
    for student, does in ENDS.items():
        notebook = solved(SHEET)
        by_id(notebook)["answer-2-3"].source = does
        hand_in(course, student, notebook, SHEET)
    for student, content in FILES.items():
        hand_in(course, student, content, SHEET)
    hand_in(course, "brings modules", load("exercises", SHEET), SHEET)
    for name in BESIDE:
        lines = "import sys\nsys.exit(0)\n"
        (course / "submitted" / "brings modules" / SHEET / name).write_text(lines, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("hostile")
    course = make_course(folder / "course")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.Grading.cell = 5\nc.Grading.check = 2\n")
    (folder / "home").mkdir()
    (folder / "home" / "note").write_text(SECRET, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched, socket.create_server(("127.0.0.1", 0)) as server:
        patched.setenv("HOME", str(folder / "home"))
        patched.setenv("COURSE_SECRET", SECRET)
        for student in ("ann", "zoe"):
            notebook = solved(SHEET)
            notebook.cells.append(v4.new_markdown_cell(SECRET))  # type: ignore[no-untyped-call]
            hand_in(course, student, notebook, SHEET)
        grade(course, SHEET)
        by_hand(course, 2)
        handed_in_by_all(course, server.getsockname()[1])
        found = Class(course, as_it_is(course))

        def listens() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, who = server.accept()
                    connection.close()
                    found.calls.append(who)

        threading.Thread(target=listens, daemon=True).start()
        found.said.append(grade(course, SHEET))
        yield found
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("student", [*REACHES, *TAKES])
def test_who_does_harm_beside_right_answers_has_their_points_and_learns_nothing(student: str, graded: Class) -> None:
    row = grades(graded.course, SHEET)[student]
    assert (row["points"], row["answers to grade by hand"]) == (FULL, "1")
    shown = graded.shown_to(student)
    assert SECRET not in shown
    assert "SOLUTION" not in shown.replace("## Solution", "")
    assert "HIDDEN" not in shown
    assert len(shown) < 5_000_000


@pytest.mark.parametrize("student", ENDS)
def test_who_spoils_one_answer_loses_that_one(student: str, graded: Class) -> None:
    assert grades(graded.course, SHEET)[student]["points"] == "14.0"


@pytest.mark.parametrize("student", FILES)
def test_what_cannot_be_read_is_named(student: str, graded: Class) -> None:
    row = grades(graded.course, SHEET)[student]
    assert row["points"] == ""
    assert row["problems"].startswith("Not graded: ")


def test_modules_beside_an_empty_notebook_earn_nothing(graded: Class) -> None:
    assert grades(graded.course, SHEET)["brings modules"]["points"] == "0.0"


def test_nothing_outside_was_changed_nor_called(graded: Class) -> None:
    assert as_it_is(graded.course) == graded.before
    assert graded.calls == []


def test_the_innocent_keep_their_points_and_those_by_hand(graded: Class) -> None:
    found = grades(graded.course, SHEET)
    assert {student: found[student]["points"] for student in ("ann", "zoe")} == {"ann": "18.0", "zoe": FULL}
    assert by_hand(graded.course) == 2
    assert set(found) == {"ann", "zoe", "brings modules", *REACHES, *TAKES, *ENDS, *FILES}


def test_the_next_run_finds_all_as_it_was(graded: Class) -> None:
    first = grades(graded.course, SHEET)
    said = grade(graded.course, SHEET)
    assert [line for line in said.splitlines() if line.endswith(": graded")] == []
    assert grades(graded.course, SHEET) == first
    assert [path.name for path in (graded.course / "submitted" / "zoe" / SHEET).iterdir()] == [NOTEBOOK]

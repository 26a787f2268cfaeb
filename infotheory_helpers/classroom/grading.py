"""Grades a class offline: from submitted/ to grades, feedback pages and a report.

python -m infotheory_helpers.classroom.grading 02_entropy
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat

from .gradebook import Book, opened
from .insights import as_html
from .memory import Memory, replace
from .outputs import node
from .regrading import Marks, keep_unchanged, marks_of, write_changed
from .release import SOLUTIONS, CannotMake, make, nbgrader, notebook_of, sheets
from .report import WAITS, write_report
from .roster import CannotUse, read_roster
from .rules import Rules, read_rules
from .sealed import MOST_TIMES
from .sealed.sandbox import CannotSeal, Limits
from .settling import of_class, settle, write_summary, write_tables
from .submission import BY_HAND, Result, Sheet
from .table import Graded, Task, in_order, write_grades
from .workers import ENDED, CannotReach, Work, graded_by, workers_for

SUBMITTED, AUTOGRADED, FEEDBACK, GRADES = (Path(name) for name in ("submitted", "autograded", "feedback", "grades"))
TASK = re.compile(r"^(?:check|reason)-(\d+)-(\d+)")
HEADING = re.compile(r"^## (\d+\.\d+) · (.+)$", re.MULTILINE)
BAR = 30  # characters
TO_SEAL = (
    "On Debian and Ubuntu: sudo apt install bubblewrap. Where there is none, SEALED=no before the command grades in a "
    "plain process: students' code then has your rights on this machine."
)


def grade(assignment: str) -> list[Graded]:
    """Grade what is new in submitted/*/`assignment`, and write grades, feedback and the report for the whole class.

    Raises
    ------
    CannotMake
        If the sheet has changed so that nbgrader cannot follow.
    CannotSeal
        If students' code cannot be shut in on this machine, and nobody said `SEALED=no`.
    CannotUse
        If class.csv or grading.toml cannot be used.
    """
    folder = GRADES / assignment
    folder.mkdir(parents=True, exist_ok=True)
    api, sheet = _made_known(assignment, folder)
    limits, more_time = _limits(api)
    roster, rules = read_roster(), read_rules(assignment)
    more_time = {student: person.extra_time for student, person in roster.people.items()} | more_time
    memory = Memory(folder / "graded")
    places = {place.parent.name: place for place in sorted(SUBMITTED.glob(f"*/{assignment}")) if _is_student(place)}
    memory.keep(places)
    lost = dict[str, Result]()
    with opened(api.coursedir.db_url, assignment, Path(notebook_of(assignment)).stem) as book:
        in_book, marks, todo = book.students(), dict[str, Marks](), list[Work]()
        for student, place in places.items():
            time = limits.times(more_time.get(student, 1.0))
            marks[student] = mark = marks_of(place, SOLUTIONS / assignment / notebook_of(assignment), time)
            if memory.is_new(student, mark.all, student in in_book and _graded_at(student, assignment).exists()):
                todo.append(Work(student, place, more_time.get(student, 1.0)))
        results = graded_by(workers_for(len(todo)), todo, sheet, is_sealed(), limits, os.environ.get("CLUSTER", ""))
        with contextlib.closing(results):
            for number, (work, found) in enumerate(results, 1):
                result = found or Result(problems=[ENDED])
                try:
                    if found is not None:
                        _keep(work.student, assignment, found, memory, marks[work.student], book, rules)
                except OSError as why:  # a full disk, say: the next run tries again
                    found, result = None, Result(problems=[f"Not graded: it could not be stored ({why.strerror})"])
                if found is None:
                    lost[work.student] = result
                _say(work.student, result.problems, number, len(todo))
        _follow(rules, memory, book, places)
        graded = [
            Graded(student, problems=lost[student].problems) if student in lost else _collected(student, memory, book)
            for student in places
        ]
        settle(graded, folder, roster, rules)
        _give_pages(assignment, graded, memory, book)
        # Who was lost in this run has the points of the last one, until the next.
        shown = {
            one.student: {task.number: task.points for task in one.tasks if not task.by_hand}
            for one in graded
            if one.student not in lost
        }
        changed = write_changed(folder / "changed.csv", memory, shown)
    if changed:
        print(f"The points of {changed} have changed: {folder / 'changed.csv'}")
    graded = of_class([*graded, *_absent(assignment)], roster)
    write_grades(folder / "grades.csv", graded)
    titles = dict(HEADING.findall("\n".join(sheet.sources.values())))
    told = [asdict(one) | {"student": one.name or one.student} for one in graded]
    more = as_html(graded, {student: memory.of(student) for student in places})
    write_report(folder / "report.html", assignment, titles, told, _warning(), more)
    write_summary(folder / "summary.csv", graded, titles)
    write_tables(graded, folder, roster, rules, assignment)
    return graded


def _say(student: str, problems: list[str], number: int, of: int) -> None:
    # A line for each; at a terminal, for each that is odd, and a bar.
    line = f"{student}: {'; '.join(problems) or 'graded'}"
    if not sys.stdout.isatty():
        print(line, flush=True)
        return
    if problems:
        print(f"{line:<{BAR + 20}}")
    done = BAR * number // of
    print(f"{'█' * done}{'░' * (BAR - done)} {number} of {of}", end="\n" if number == of else "\r", flush=True)


def is_sealed() -> bool:
    """Say whether students' code is to be shut in: always, but where somebody said `SEALED=no`."""
    return os.environ.get("SEALED", "").lower() not in ("no", "0", "false")


def _limits(api: Any) -> tuple[Limits, dict[str, float]]:
    # As nbgrader_config.py has them.
    given = api.config.Grading
    seconds = {name: float(given[name]) for name in ("cell", "check", "notebook") if name in given}
    more_time = dict(given.get("more_time", {}))
    for student, times in more_time.items():
        if not 1 <= times <= MOST_TIMES:
            raise CannotUse(
                f"nbgrader_config.py gives {student} {times} times as long, in c.Grading.more_time; "
                f"say a number from 1 to {MOST_TIMES}."
            )
    return Limits(**seconds), more_time


def _warning() -> str:
    return "" if is_sealed() else "Graded with SEALED=no: students' code ran on this machine with your rights."


def _is_student(place: Path) -> bool:
    return place.parent.name != "__MACOSX" and _is_text(place.parent.name)  # the first is what a Mac leaves in a zip


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "replace").decode("utf-8") == name


def _graded_at(student: str, assignment: str) -> Path:
    return AUTOGRADED / student / assignment / notebook_of(assignment)


def _page_at(student: str, assignment: str) -> Path:
    return FEEDBACK / student / assignment / f"{Path(notebook_of(assignment)).stem}.html"


def _made_known(assignment: str, folder: Path) -> tuple[Any, Sheet]:
    # The gradebook must know the sheet as it is now: its cells and its points. What was made of it stays at hand.
    api, source, kept = nbgrader(), SOLUTIONS / assignment / notebook_of(assignment), folder / "sheet.ipynb"
    mark = hashlib.sha256(source.read_bytes() + Path("nbgrader_config.py").read_bytes()).hexdigest()
    if not kept.exists() or mark not in kept.read_text(encoding="utf-8") or not Path("gradebook.db").exists():
        with tempfile.TemporaryDirectory(prefix=".making-", dir=".") as temporary:
            made: Any = nbformat.read(  # type: ignore[no-untyped-call]
                make(assignment, Path(temporary).relative_to("."), db_url=api.coursedir.db_url), as_version=4
            )
        made.metadata["made_from"] = mark
        replace(kept, nbformat.writes(made))  # type: ignore[no-untyped-call]
    return api, Sheet.of(source, kept)


def _keep(student: str, assignment: str, result: Result, memory: Memory, mark: Marks, book: Book, rules: Rules) -> None:
    # In this order: who interrupts the grader finds the submission new again.
    answers = result.answers_to_read()
    keep_unchanged(result.tasks, memory.of(student), mark)
    tasks = {task.name: asdict(task) for task in result.tasks}
    for task in result.tasks:
        task.points = _by_rules(rules, tasks[task.name])
    if result.tasks:
        replace(_graded_at(student, assignment), json.dumps(result.notebook, indent=1))
        book.store(student, result, memory.unchanged(student, answers))
    else:
        with contextlib.suppress(OSError):  # there is none
            _page_at(student, assignment).unlink()
    said = {"fingerprint": mark.all, "problems": result.problems, "tasks": tasks, "answers": answers}
    memory.store(student, **said, **asdict(mark), rules=rules.mark)


def _by_rules(rules: Rules, task: Mapping[str, Any]) -> float:
    return rules.earned(*(task[what] for what in ("points", "out_of", "kind", "mistakes", "share")))


def _follow(rules: Rules, memory: Memory, book: Book, students: Iterable[str]) -> None:
    # Whose points were given by other rules gets them by these; what the checks found is remembered.
    for student in students:
        known = memory.of(student)
        if known and known.get("rules") != rules.mark:
            if known["tasks"]:
                book.rescore(student, {name: _by_rules(rules, task) for name, task in known["tasks"].items()})
            memory.store(student, rules=rules.mark)


def _collected(student: str, memory: Memory, book: Book) -> Graded:
    known = memory.of(student)
    tasks = []
    for name, entry in (book.entries(student) if known["tasks"] else {}).items():
        said = known["tasks"].get(name, {"kind": "", "mistakes": []})
        by_hand = name.startswith("reason")
        kind = (WAITS if entry.waits else BY_HAND) if by_hand else said["kind"]
        tasks.append(Task(_number(name), entry.score, entry.out_of, by_hand, kind, said["mistakes"]))
    return Graded(student, sorted(tasks, key=lambda task: in_order(task.number)), list(known["problems"]))


def _give_pages(assignment: str, graded: list[Graded], memory: Memory, book: Book) -> None:
    # For everybody whose page would say something else than it does: hand grades may have changed since.
    for one in graded:
        if not one.tasks:
            continue
        page = _page_at(one.student, assignment)
        entries, comments = book.entries(one.student), book.comments(one.student)
        given = {name: (entry.score, entry.out_of) for name, entry in entries.items()}
        said = (memory.of(one.student)["fingerprint"], given, comments, one.factor)
        mark = hashlib.sha256(repr(said).encode()).hexdigest()
        if page.exists() and memory.of(one.student).get("page") == mark:
            continue
        from .pages import write_page  # takes a second, which a run with nothing new has no need of

        try:
            notebook: Any = node(**json.loads(_graded_at(one.student, assignment).read_text(encoding="utf-8")))
            write_page(page, notebook, given, comments, one.factor)
        except Exception as why:  # whatever it is, the others get theirs
            one.problems.append(f"There is no feedback page: it could not be made ({type(why).__name__})")
        else:
            memory.store(one.student, page=mark)


def _absent(assignment: str) -> list[Graded]:
    # Who is in submitted/, but has handed in nothing where this sheet belongs.
    found = []
    for place in sorted(SUBMITTED.iterdir()):
        if not _is_text(place.name):
            name = place.name.encode("utf-8", "replace").decode("utf-8")
            found.append(Graded(name, problems=["Not graded: the name of its folder is not in UTF-8; rename it"]))
        elif place.is_dir() and place.name != "__MACOSX" and not (place / assignment).exists():
            elsewhere = [path.as_posix() for path in place.rglob(notebook_of(assignment))]
            where = f"; {elsewhere[0]} belongs into a folder {assignment}" if elsewhere else ""
            problem = f"Not graded: nothing is in its place{where}"
            found.append(Graded(place.name, problems=[problem], handed_in=bool(elsewhere)))
        elif place.is_file() and place.suffix in (".zip", ".ipynb"):
            where = f"{SUBMITTED}/<student>/{assignment}/{notebook_of(assignment)}"
            found.append(Graded(place.name, problems=[f"Not graded: it lies in {SUBMITTED}/ itself, not at {where}"]))
    return found


def _number(grade_id: str) -> str:
    match = TASK.match(grade_id)
    return f"{match[1]}.{match[2]}" if match else grade_id


def main(arguments: list[str]) -> str | None:
    """Grade the assignment that is named on the command line; give what went wrong, if anything did."""
    if len(arguments) != 1 or arguments[0] not in sheets():
        return f"Which sheet? Say one of: {', '.join(sheets())}. For instance: make grade ASSIGNMENT={sheets()[0]}"
    (assignment,) = arguments
    if not list(SUBMITTED.glob(f"*/{assignment}")):
        place = f"submitted/<student>/{assignment}/{notebook_of(assignment)}"
        return f"Nothing to grade: put each student's notebook at {place}."
    # nbgrader's own: rows that it has not yet put into its gradebook, and cells without ids that it puts back.
    warnings.filterwarnings("ignore", module=r"nbgrader\.|nbformat\.")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # no letter of a name ends a run on a console that lacks it
    try:
        graded = grade(assignment)
    except CannotUse as why:
        return f"Nothing was graded. {why}"
    except CannotSeal as why:
        return f"Nothing more was graded. {why}\n{TO_SEAL}"
    except CannotReach as why:
        return f"Nothing more was graded. {why}"
    except KeyboardInterrupt:
        return "Stopped. What was graded is kept, and the same command goes on from there."
    except CannotMake as why:
        return (
            f"Nothing was graded: solutions/{assignment} cannot be used as it is now. {why}\nHas it more or fewer "
            "tasks than when it was graded first? Then give the changed sheet a name of its own."
        )
    with_grade, by_hand = sum(bool(one.tasks) for one in graded), sum(one.to_grade_by_hand for one in graded)
    print(f"{with_grade} of {len(graded)} submissions graded; {by_hand} answers wait for you.")
    print(f"Grades: {GRADES / assignment / 'grades.csv'}\nReport: {GRADES / assignment / 'report.html'}")
    print(f"Pages for the students: {FEEDBACK}/<student>/{assignment}/{Path(notebook_of(assignment)).stem}.html")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Grades a class offline: from submitted/ to grades, feedback pages and a report. nbgrader does the grading.

python -m infotheory_helpers.classroom.grading 02_entropy
"""

import csv
import hashlib
import json
import re
import sys
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from infotheory_helpers.explorer.notebook import RECORD

from .release import EXERCISES, SOLUTIONS, CannotMake, make, nbgrader, notebook_of, sheets
from .report import WAITS, write_report

SUBMITTED, AUTOGRADED, FEEDBACK, GRADES = (Path(name) for name in ("submitted", "autograded", "feedback", "grades"))
TASK = re.compile(r"^(?:check|reason)-(\d+)-(\d+)")
# What nbgrader writes of a cell that ran into its time limit.
STOPS = {"KeyboardInterrupt": "it ran too long", "CellTimeoutError": "it ran too long"}
HEADING = re.compile(r"^## (\d+\.\d+) · (.+)$", re.MULTILINE)


@dataclass
class Task:
    """One graded cell of a submission: what it earned, and what its check said."""

    number: str
    points: float
    out_of: float
    by_hand: bool = False
    kind: str = ""  # a verdict's kind, or the name of an error
    mistakes: list[str] = field(default_factory=list)


@dataclass
class Graded:
    """One student's submission: its tasks, and what was odd about it."""

    student: str
    tasks: list[Task] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What was earned so far."""
        return sum(task.points for task in self.tasks)

    @property
    def to_grade_by_hand(self) -> int:
        """How many answers still wait for a person."""
        return sum(task.kind == WAITS for task in self.tasks)


def grade(assignment: str) -> list[Graded]:
    """Grade what is new in submitted/*/`assignment`, and write grades, feedback and the report for the whole class.

    Raises
    ------
    CannotMake
        If the sheet has changed so that nbgrader cannot follow.
    """
    api = nbgrader()
    folder = GRADES / assignment
    folder.mkdir(parents=True, exist_ok=True)
    source = SOLUTIONS / assignment / notebook_of(assignment)
    memory = folder / "graded.json"
    known: dict[str, Any] = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}
    _make_known(api, assignment)
    for place in sorted(SUBMITTED.glob(f"*/{assignment}")):
        _name_as_now(place)
        student, mark = place.parent.name, _fingerprint(place, source)
        if known.get(student, {}).get("fingerprint") != mark or not _is_here(known[student], student, assignment):
            known[student] = {"fingerprint": mark, "problems": _grade_one(api, assignment, student)}
            print(f"{student}: {'; '.join(known[student]['problems']) or 'graded'}", flush=True)
            memory.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")
    graded = [_collected(api, assignment, student, known[student]["problems"]) for student in sorted(known)]
    _give_feedback(api, assignment, [one for one in graded if one.tasks])
    graded += [absent for absent in _absent(assignment) if absent.student not in known]
    _write_grades(folder / "grades.csv", graded)
    titles = dict(HEADING.findall(_source(source)))
    write_report(folder / "report.html", assignment, titles, [asdict(one) for one in graded])
    return graded


def _name_as_now(place: Path) -> None:
    # A sheet that was given out before it had a name of its own comes back under its lesson's.
    before, now = place / f"{place.name}.ipynb", place / notebook_of(place.name)
    if before.exists() and not now.exists():
        before.rename(now)


def _make_known(api: Any, assignment: str) -> None:
    # The gradebook must know the sheet as it is now: its cells, its points, its hidden tests.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=".") as temporary:
        make(assignment, Path(temporary).relative_to("."), db_url=api.coursedir.db_url)


def _give_feedback(api: Any, assignment: str, graded: list[Graded]) -> None:
    # For everybody, as hand grades may have changed since the last time; in one go, as nbconvert then compiles its
    # templates once. Only where that fails, one by one: to know whose page it is.
    others = {path.parent.name for path in AUTOGRADED.glob(f"*/{assignment}")} - {one.student for one in graded}
    api.coursedir.student_id_exclude = ",".join(sorted(others))
    if api.generate_feedback(assignment, force=True)["success"]:
        return
    for one in graded:
        if not api.generate_feedback(assignment, one.student, force=True)["success"]:
            one.problems.append("There is no feedback page: nbgrader could not make it")


def _absent(assignment: str) -> list[Graded]:
    # Who is in submitted/, but has handed in nothing where this sheet belongs.
    found = []
    for folder in sorted(path for path in SUBMITTED.iterdir() if path.is_dir() and not (path / assignment).exists()):
        elsewhere = [path.as_posix() for path in folder.rglob(notebook_of(assignment))]
        where = f"; {elsewhere[0]} belongs into a folder {assignment}" if elsewhere else ""
        found.append(Graded(folder.name, problems=[f"Not graded: nothing is in its place{where}"]))
    return found


def _fingerprint(place: Path, source: Path) -> str:
    # Changes with the submission, and with the sheet that it is graded by.
    files = [source, *sorted(path for path in place.rglob("*") if path.is_file())]
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def _grade_one(api: Any, assignment: str, student: str) -> list[str]:
    # Grades one submission, and says what was odd about it; without a grade the first word is "Not graded".
    path = SUBMITTED / student / assignment / notebook_of(assignment)
    if not path.exists():
        others = ", ".join(sorted(other.name for other in path.parent.iterdir())) or "nothing"
        return [f"Not graded: there is no {path.name} in the submission, but {others}"]
    try:
        handed_in = _graded_cells(path)
    except Exception:  # whatever was handed in under that name, the others are graded
        return [f"Not graded: {path.name} is not a notebook that can be read"]
    released = _graded_cells(EXERCISES / assignment / path.name)
    if not handed_in.keys() & released.keys():
        return [f"Not graded: {path.name} holds none of this sheet's tasks; is it another sheet?"]
    outcome = api.autograde(assignment, student, force=True, create=True)
    if not outcome["success"]:
        reason = "the kernel ended while it ran" if "DeadKernel" in str(outcome) else "nbgrader could not run it"
        (GRADES / assignment / f"{student}.log").write_text(str(outcome["log"] or outcome["error"]), encoding="utf-8")
        return [f"Not graded: {reason} (see {student}.log)"]
    return _tampered(handed_in, released)


def _is_here(known: Mapping[str, Any], student: str, assignment: str) -> bool:
    # Somebody may have cleaned up.
    path = AUTOGRADED / student / assignment / notebook_of(assignment)
    return _without_grade(known["problems"]) or path.exists()


def _without_grade(problems: list[str]) -> bool:
    return bool(problems) and problems[0].startswith("Not graded")


def _graded_cells(path: Path) -> dict[str, str]:
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells}


def _tampered(handed_in: Mapping[str, str], released: Mapping[str, str]) -> list[str]:
    found = []
    for grade_id, source in released.items():
        if grade_id not in handed_in:
            found.append(f"The cell {grade_id} was deleted; it was put back")
        elif grade_id.startswith("check") and handed_in[grade_id] != source:
            found.append(f"The cell {grade_id} was changed; the original was used")
    return found


def _collected(api: Any, assignment: str, student: str, problems: list[str]) -> Graded:
    path = AUTOGRADED / student / assignment / notebook_of(assignment)
    if _without_grade(problems) or not path.exists():
        return Graded(student, problems=problems or ["Not graded: the submission is gone"])
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    said = {cell.metadata.get("nbgrader", {}).get("grade_id"): _said(cell) for cell in notebook.cells}
    stopped = [
        f"The cell {name} stops: {STOPS.get(kind, kind)}" for name, (kind, _) in said.items() if _is_answer(name, kind)
    ]
    tasks = []
    with Gradebook(api.coursedir.db_url) as gradebook:
        for entry in gradebook.find_submission_notebook(path.stem, assignment, student).grades:
            kind, mistakes = said.get(entry.name, ("", []))
            by_hand = entry.name.startswith("reason")
            if by_hand:
                kind = WAITS if entry.needs_manual_grade else "graded by hand"
            tasks.append(Task(_number(entry.name), entry.score, entry.max_score, by_hand, kind, mistakes))
    return Graded(student, sorted(tasks, key=lambda task: _in_order(task.number)), problems + stopped)


def _is_answer(grade_id: str | None, kind: str) -> bool:
    return bool(grade_id and grade_id.startswith("answer") and kind)


def _said(cell: Any) -> tuple[str, list[str]]:
    # What the first check in a cell said; an error takes its place.
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return output.ename, []
        if RECORD in output.get("data", {}):
            record = output.data[RECORD]
            return record["kind"], record["mistakes"]
    return "", []


def _number(grade_id: str) -> str:
    match = TASK.match(grade_id)
    return f"{match[1]}.{match[2]}" if match else grade_id


def _in_order(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)]


def _source(path: Path) -> str:
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return "\n".join(cell.source for cell in notebook.cells)


def _write_grades(path: Path, graded: list[Graded]) -> None:
    numbers = sorted({task.number for one in graded for task in one.tasks}, key=_in_order)
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # spreadsheets look for the mark at its start
        table = csv.writer(file)
        table.writerow(["student", "points", "out of", "answers to grade by hand", "problems", *numbers])
        for one in graded:
            out_of = sum(task.out_of for task in one.tasks)
            start = [one.student, one.points, out_of, one.to_grade_by_hand] if one.tasks else [one.student, "", "", ""]
            table.writerow([*start, "; ".join(one.problems), *(_earned(one, number) for number in numbers)])


def _earned(one: Graded, number: str) -> float | str:
    tasks = [task for task in one.tasks if task.number == number]
    if not tasks or any(task.kind == WAITS for task in tasks):
        return ""
    return sum(task.points for task in tasks)


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
    try:
        graded = grade(assignment)
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

"""After a sheet was corrected: which task is to be graded anew, and whose points have changed by it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .memory import Memory, fingerprint
from .submission import Scored
from .table import write_rows


@dataclass(frozen=True)
class Marks:
    """What a submission is graded by: its files, what of the sheet runs and how long it may, and each check alone."""

    files: str
    runs: str
    checks: Mapping[str, str]

    @property
    def all(self) -> str:
        """What changes when anything of it does. A word of the sheet's text does nothing to it."""
        return _mark((self.files, self.runs, sorted(self.checks.items())))


def marks_of(place: Path, sheet: Path, time: Any) -> Marks:
    """Give the marks of a submission, of the source of its sheet, and of the time that it is given."""
    told = json.loads(sheet.read_text(encoding="utf-8"))
    runs, checks = [], {}
    for cell in told["cells"]:
        about = cell.get("metadata", {}).get("nbgrader", {})
        name, source = about.get("grade_id", cell.get("id")), "".join(cell["source"])
        if about.get("grade") and not about.get("solution"):
            checks[name] = _mark((source, about.get("points")))
        elif cell["cell_type"] == "code":
            runs.append((name, source))
        elif about.get("grade"):
            runs.append((name, about.get("points")))
    return Marks(fingerprint(place), _mark((runs, time)), checks)


def _mark(what: Any) -> str:
    return hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()


def keep_unchanged(tasks: Iterable[Scored], known: Mapping[str, Any], marks: Marks) -> None:
    """Give those tasks what is remembered of them whose check has not changed, where nothing else has."""
    if known.get("files") != marks.files or known.get("runs") != marks.runs:
        return
    for task in tasks:
        before = known["tasks"].get(task.name)
        if before and not task.by_hand and known["checks"].get(task.name) == marks.checks.get(task.name):
            vars(task).update(before)


def write_changed(path: Path, memory: Memory, shown: Mapping[str, Mapping[str, float]]) -> int:
    """List whose points of a task are not what the last run gave for the same submission; give how many people."""
    rows, students = list[list[object]](), 0
    for student, points in shown.items():
        known = memory.of(student)
        before, files = known.get("shown", {}), known.get("files")
        if points == before and known.get("shown_of") == files:
            continue
        if known.get("shown_of") == files:
            moved = {name: now for name, now in points.items() if before.get(name, now) != now}
            rows += [[student, name, before[name], now] for name, now in moved.items()]
            students += bool(moved)
        memory.store(student, shown=dict(points), shown_of=files)
    if rows:
        write_rows(path, ["student", "task", "before", "now"], rows)
    return students

"""What nbgrader's gradebook is told, and what it knows: the scores by machine, those by hand, and the comments."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Base, Gradebook, MissingEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect

from .report import WAITS
from .submission import Result


@dataclass(frozen=True)
class Entry:
    """What the gradebook says of one graded cell of a submission."""

    score: float
    out_of: float
    waits: bool


class Book:
    """The gradebook, for one sheet.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str
    notebook : str
        The name of its notebook, without its ending.
    """

    def __init__(self, gradebook: Any, assignment: str, notebook: str) -> None:
        self._gradebook, self._assignment, self._notebook = gradebook, assignment, notebook
        self._cells: Any = None  # SQLAlchemy forgets what nobody holds, and would ask for each again

    def students(self) -> set[str]:
        """Name those of whom it has a submission."""
        try:
            found = self._gradebook.assignment_submissions(self._assignment)
        except MissingEntry:
            return set()
        return {submission.student_id for submission in found}

    def store(self, student: str, result: Result, unchanged: set[str]) -> None:
        """Store what was earned; a score by hand stays, and stays given where the answer is unchanged."""
        self._gradebook.update_or_create_student(student)
        self._gradebook.update_or_create_submission(self._assignment, student)
        tasks = {task.name: task for task in result.tasks}
        there = self._of(student)
        for entry in there.grades:
            task = tasks[entry.name]
            before, entry.auto_score = entry.auto_score, None if task.kind == WAITS else task.points
            if entry.manual_score is None:
                entry.needs_manual_grade = task.kind == WAITS
            else:
                entry.needs_manual_grade = entry.auto_score != before or (task.by_hand and entry.name not in unchanged)
        empty = {task.name for task in result.tasks if task.by_hand and task.kind != WAITS}
        for comment in there.comments:
            comment.auto_comment = "No response." if comment.name in empty else None
        self._gradebook.db.commit()

    def rescore(self, student: str, points: Mapping[str, float]) -> None:
        """Give graded cells other points, by their names; a score by hand stays, and nothing waits for it."""
        for entry in self._of(student).grades:
            if entry.auto_score is not None and points.get(entry.name, entry.auto_score) != entry.auto_score:
                entry.auto_score = points[entry.name]
        self._gradebook.db.commit()

    def entries(self, student: str) -> dict[str, Entry]:
        """Give what it says of a submission, by the name of the cell."""
        self._cells = self._cells or self._gradebook.find_notebook(self._notebook, self._assignment).grade_cells
        return {
            entry.name: Entry(float(entry.score), float(entry.max_score), bool(entry.needs_manual_grade))
            for entry in self._of(student).grades
        }

    def comments(self, student: str) -> dict[str, str | None]:
        """Give the comments on a submission's answers, by the name of the cell."""
        return {comment.name: comment.comment for comment in self._of(student).comments}

    def _of(self, student: str) -> Any:
        return self._gradebook.find_submission_notebook(self._notebook, self._assignment, student)


def begin(db_url: str) -> None:
    """Begin a gradebook where there is none, as nbgrader does, which starts a program of its own for its version."""
    from alembic.migration import MigrationContext  # only where one is begun, as it takes its time
    from alembic.script import ScriptDirectory

    engine = create_engine(db_url)
    with engine.begin() as connection:
        if not inspect(connection).get_table_names():
            Base.metadata.create_all(connection)
            MigrationContext.configure(connection).stamp(ScriptDirectory(ALEMBIC_DIR), "head")
    engine.dispose()


@contextmanager
def opened(db_url: str, assignment: str, notebook: str) -> Iterator[Book]:
    """Open the gradebook for one sheet."""
    with Gradebook(db_url) as gradebook:
        yield Book(gradebook, assignment, notebook)

"""What a class earned, as a table that a spreadsheet opens."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .report import WAITS


@dataclass
class Task:
    """One graded cell of a submission: what it earned, and what its check said."""

    number: str
    points: float
    out_of: float
    by_hand: bool = False
    kind: str = ""  # a verdict's kind, or the name of an error
    mistakes: list[str] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether a person has yet to read it."""
        return self.kind == WAITS


@dataclass
class Graded:
    """One student's submission: its tasks, and what was odd about it."""

    student: str
    tasks: list[Task] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    name: str = ""
    section: str = ""
    factor: float = 1.0  # the share of the points that is left to who is late
    handed_in: bool = True

    @property
    def points(self) -> float:
        """What was earned so far, without what being late costs."""
        earned = sum(task.points for task in self.tasks)
        return earned if self.factor == 1 else round(earned * self.factor, 2)

    @property
    def out_of(self) -> float:
        """What could be earned."""
        return sum(task.out_of for task in self.tasks)

    @property
    def final(self) -> float | None:
        """The points that count; None where nothing was graded, and as long as an answer waits."""
        return None if not self.tasks or self.to_grade_by_hand else self.points

    @property
    def to_grade_by_hand(self) -> int:
        """How many answers still wait for a person."""
        return sum(task.waits for task in self.tasks)


def in_order(number: str) -> list[int]:
    """Give what tasks are sorted by: the numbers in a task's number.

    Examples
    --------
    >>> sorted(["2.10", "2.9"], key=in_order)
    ['2.9', '2.10']
    """
    return [int(part) for part in re.findall(r"\d+", number)]


def write_grades(path: Path, graded: Sequence[Graded]) -> None:
    """Write a row for each student, and a column for each task; one that waits for a person is empty."""
    numbers = sorted({task.number for one in graded for task in one.tasks}, key=in_order)
    about = [what for what in ("name", "section") if any(getattr(one, what) for one in graded)]
    heading = ["student", *about, "points", "out of", "answers to grade by hand", "problems", *numbers]
    rows = []
    for one in graded:
        start = [one.points, one.out_of, one.to_grade_by_hand] if one.tasks else ["", "", ""]
        earned = [_earned(one, number) for number in numbers]
        rows.append([one.student, *(getattr(one, what) for what in about), *start, "; ".join(one.problems), *earned])
    write_rows(path, heading, rows)


def write_rows(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table that a spreadsheet opens and does not compute."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # spreadsheets look for the mark at its start
        table = csv.writer(file)
        table.writerow(heading)
        table.writerows(map(as_text, row) for row in rows)


def _earned(one: Graded, number: str) -> float | str:
    tasks = [task for task in one.tasks if task.number == number]
    if not tasks or any(task.waits for task in tasks):
        return ""
    return sum(task.points for task in tasks)


def as_text(value: Any) -> Any:
    """Give what a spreadsheet takes for a text: it would compute what begins like a formula.

    Examples
    --------
    >>> as_text("=1+1"), as_text(-1.5)
    ("'=1+1", -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

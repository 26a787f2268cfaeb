"""What a class earned, as a table that a spreadsheet opens."""

import csv
import re
from collections.abc import Sequence
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
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # spreadsheets look for the mark at its start
        table = csv.writer(file)
        table.writerow(["student", "points", "out of", "answers to grade by hand", "problems", *numbers])
        for one in graded:
            out_of = sum(task.out_of for task in one.tasks)
            start = [one.points, out_of, one.to_grade_by_hand] if one.tasks else ["", "", ""]
            earned = [_earned(one, number) for number in numbers]
            table.writerow(map(as_text, [one.student, *start, "; ".join(one.problems), *earned]))


def _earned(one: Graded, number: str) -> float | str:
    tasks = [task for task in one.tasks if task.number == number]
    if not tasks or any(task.kind == WAITS for task in tasks):
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

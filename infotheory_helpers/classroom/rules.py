"""How points become grades, as the instructor writes it in grading.toml: late days, what a mistake still earns."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .roster import CannotUse

RULES = Path("grading.toml")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """The rules of one sheet.

    Parameters
    ----------
    due : datetime, optional
        Without it, only what a platform marked is late, by one day.
    free_days : int
    late_penalty : float
        The share of what was earned that each day costs which is not free.
    most_days : int, optional
    missing : float, optional
        The points of who handed in nothing; without it there is no grade.
    partial : float
        How much of a task's points a share of right inputs earns.
    column : str
        What the platform calls the sheet.
    full : float, optional
        What the platform counts for a sheet that is all right.
    late : mapping
        Days late, by the student's folder.
    mistakes : mapping
        The share of a task's points that a mistake earns, by its name.

    Examples
    --------
    >>> rules = Rules(free_days=1, late_penalty=0.1, mistakes={"the wrong sign": 0.5})
    >>> rules.factor(0), rules.factor(3), rules.factor(20)
    (1.0, 0.8, 0.0)
    >>> rules.earned(0, 4, "mistake", ["the wrong sign"])
    2.0
    """

    due: datetime | None = None
    free_days: int = 0
    late_penalty: float = 0.0
    most_days: int | None = None
    missing: float | None = None
    partial: float = 0.0
    column: str = ""
    full: float | None = None
    late: Mapping[str, int] = field(default_factory=dict)
    mistakes: Mapping[str, float] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What changes when a task may earn something else."""
        return repr((self.partial, sorted(self.mistakes.items())))

    def days_late(self, student: str, handed_in: datetime | None, due: datetime | None, marked: bool | None) -> int:
        """Say how many days late somebody is; each that has begun counts."""
        if student in self.late:
            return self.late[student]
        due = due or self.due
        if handed_in and due:
            return max(0, math.ceil((handed_in - due.astimezone()) / DAY))
        return int(bool(marked))

    def factor(self, days: int) -> float:
        """Give the share of the points that is left after so many days."""
        if self.most_days is not None and days > self.most_days:
            return 0.0
        return round(max(0.0, 1 - self.late_penalty * max(0, days - self.free_days)), 9)

    def earned(
        self, points: float, out_of: float, kind: str, mistakes: Sequence[str], share: float | None = None
    ) -> float:
        """Give the points of a task: what its check gave, or more where a rule says so.

        `share` is that of the inputs on which the answer is right, where there are several.
        """
        found = [points]
        if kind == "mistake" and mistakes and all(name in self.mistakes for name in mistakes):
            found.append(out_of * min(self.mistakes[name] for name in mistakes))
        if kind != "right" and share is not None:
            found.append(out_of * self.partial * share)
        return round(max(found), 2)


def read_rules(assignment: str, path: Path = RULES) -> Rules:
    """Read the rules of a sheet; where there is no file, those that change nothing.

    Raises
    ------
    CannotUse
        If a line is no TOML, names no rule, or says what cannot be.
    """
    if not path.exists():
        return Rules()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise CannotUse(f"{path}: {why}") from why
    said: dict[str, Any] = {}
    for part in ("default", assignment):
        table = told.get(part, {})
        if not isinstance(table, Mapping):
            raise CannotUse(f"{path}: {part} is no table; write [{part}], and its rules below.")
        for name, value in table.items():
            said[name] = {**said[name], **value} if isinstance(value, Mapping) and name in said else value
    for name, value in said.items():
        _look_at(name, value, f"{path}, [{assignment}]")
    return Rules(**said)


# Of each rule: what its value must be, in words and as a test.
SHARE = ("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1)
DAYS = ("a whole number of days", lambda value: type(value) is int and value >= 0)
POINTS = ("a number of points", lambda value: _is_number(value) and value >= 0)
FORMS: dict[str, tuple[str, Any]] = {
    "due": ("a date with a time, as 2026-12-01 23:59:00", lambda value: isinstance(value, datetime)),
    "free_days": DAYS,
    "late_penalty": SHARE,
    "most_days": DAYS,
    "missing": POINTS,
    "partial": SHARE,
    "column": ("a name between quotes", lambda value: isinstance(value, str)),
    "full": ("a number of points above 0", lambda value: _is_number(value) and value > 0),
    "late": ("a table of days by id", lambda value: _is_table(value, DAYS)),
    "mistakes": ("a table of shares from 0 to 1, by mistake", lambda value: _is_table(value, SHARE)),
}


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_table(value: Any, form: tuple[str, Any]) -> bool:
    return isinstance(value, Mapping) and all(form[1](one) for one in value.values())


def _look_at(name: str, value: Any, where: str) -> None:
    if name not in FORMS:
        raise CannotUse(f"{where}: there is no rule {name!r}; there are {', '.join(FORMS)}.")
    must_be, holds = FORMS[name]
    if not holds(value):
        raise CannotUse(f"{where}: {name} is {value!r}; it must be {must_be}.")

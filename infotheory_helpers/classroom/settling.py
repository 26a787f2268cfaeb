"""Who is graded, and what they get in the end: the class list, late days, the platforms' tables."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

from .ledger import read_ledger
from .platforms.tables import TABLES, Mark, write_table
from .roster import Person, Roster
from .rules import Rules
from .table import Graded, in_order, write_rows

NOTHING = "Nothing was handed in"


def is_anonymous() -> bool:
    """Say whether names are to be left out of what others see: where somebody said `ANONYMOUS=yes`."""
    return os.environ.get("ANONYMOUS", "").lower() in ("yes", "1", "true")


def of_class(graded: Iterable[Graded], roster: Roster) -> list[Graded]:
    """Leave out who is not in the class any more, add who has handed in nothing, and call all by their names."""
    known = {one.student: one for one in graded}
    if not roster:
        return list(known.values())
    found = []
    for folder, person in roster.people.items():
        one = known.get(folder) or Graded(folder, problems=[NOTHING], handed_in=False)
        one.name, one.section = "" if is_anonymous() else person.name, person.section
        found.append(one)
    return found


def settle(graded: Sequence[Graded], grades: Path, roster: Roster, rules: Rules) -> None:
    """Take off what late days cost, and say so."""
    ledger = read_ledger(grades)
    for one in graded:
        entry, person = ledger.get(one.student), roster.people.get(one.student)
        when, marked = (entry.when, entry.late) if entry else (None, None)
        days = rules.days_late(one.student, when, person.due if person else None, marked)
        if days and one.tasks:
            one.factor = rules.factor(days)
            cost = f": {1 - one.factor:.0%} off" if one.factor < 1 else ", which costs nothing"
            one.problems.append(f"{days} {'day' if days == 1 else 'days'} late{cost}")


def write_tables(graded: Sequence[Graded], grades: Path, roster: Roster, rules: Rules, assignment: str) -> None:
    """Write what the platforms read; who has no grade yet, as an answer waits, is left out."""
    ledger = read_ledger(grades)
    given = {one.student: one.final if one.handed_in else rules.missing for one in graded}
    most = max((one.out_of for one in graded), default=0.0)
    scale = rules.full / most if rules.full and most else 1.0
    marks = [
        Mark(round(points * scale, 2), most * scale, _person(student, roster), ledger.get(student))
        for student, points in given.items()
        if points is not None and most
    ]
    came_from = {entry.platform for entry in ledger.values()} & set(TABLES) or set(TABLES if roster else ())
    column = rules.column or assignment
    for platform in came_from:
        write_table(grades, platform, marks, column)


def _person(student: str, roster: Roster) -> Person:
    return roster.people.get(student) or Person("", "")


def write_summary(path: Path, graded: Sequence[Graded], titles: dict[str, str]) -> None:
    """Write a line for each task: how many were right, what they earned in the mean, and which mistakes were made."""
    tasks = [task for one in graded for task in one.tasks]
    rows: list[list[object]] = []
    for number in sorted({task.number for task in tasks}, key=in_order):
        mine = [task for task in tasks if task.number == number]
        read = [task for task in mine if not task.waits]
        mistakes = Counter(" and ".join(task.mistakes) for task in mine if task.mistakes)
        rows.append(
            [
                number,
                titles.get(number, ""),
                len(mine),
                len(mine) - len(read),
                sum(task.kind == "right" or (task.by_hand and task.points == task.out_of) for task in read),
                round(fmean(task.points for task in read), 3) if read else "",
                mine[0].out_of,
                "; ".join(f"{name}: {count}" for name, count in mistakes.most_common()),
            ]
        )
    heading = ["task", "title", "submissions", "wait", "all points", "mean", "out of", "mistakes"]
    write_rows(path, heading, rows)

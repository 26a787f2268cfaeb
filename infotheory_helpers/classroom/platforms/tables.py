"""The tables that the platforms read: their columns, their way of naming a person.

What must stand in them is said by the programs that read them: Canvas's `gradebook_importer.rb`, Moodle's
`mod/assign/feedback/offline`. Of Blackboard's and Gradescope's no source is public: these follow what other programs
read and write for them.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infotheory_helpers.classroom.ledger import Entry
from infotheory_helpers.classroom.roster import Person


@dataclass(frozen=True)
class Mark:
    """What one person has earned, of what; who they are by the class list, and by the platform."""

    points: float
    out_of: float
    person: Person
    entry: Entry | None = None

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name or (self.entry.name if self.entry else "") or self.person.id

    @property
    def key(self) -> str:
        """The platform's number or name of them."""
        return (self.entry.id if self.entry else "") or self.person.id

    @property
    def email(self) -> str:
        """Their e-mail address."""
        return self.person.email or (self.entry.email if self.entry else "")


def _canvas(marks: Sequence[Mark], column: str) -> list[list[str]]:
    # A person is found by the number, else by the SIS's ids, else by the name.
    out_of = f"{max((mark.out_of for mark in marks), default=0):g}"
    rows = [
        [mark.name, mark.key if mark.key.isdigit() else "", mark.person.sis, mark.person.login, mark.person.section]
        for mark in marks
    ]
    return [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column],
        ["    Points Possible", "", "", "", "", out_of],
        *([*row, f"{mark.points:g}"] for row, mark in zip(rows, marks, strict=True)),
    ]


def _moodle(marks: Sequence[Mark], _: str) -> list[list[str]]:
    # No column for comments: an empty one would wipe out those that are there.
    heading = ["Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Last modified (grade)"]
    rows = [
        [f"Participant {mark.key}", mark.name, mark.email, f"{mark.points:g}", f"{mark.out_of:g}", "-"]
        for mark in marks
    ]
    return [heading, *rows]


def _blackboard(marks: Sequence[Mark], column: str) -> list[list[str]]:
    return [["Username", column], *([mark.key, f"{mark.points:g}"] for mark in marks)]


def _gradescope(marks: Sequence[Mark], _: str) -> list[list[str]]:
    heading = ["Name", "SID", "Email", "Total Score", "Max Points"]
    return [
        heading,
        *([mark.name, mark.key, mark.email, f"{mark.points:g}", f"{mark.out_of:g}"] for mark in marks),
    ]


TABLES: dict[str, Callable[[Sequence[Mark], str], list[list[str]]]] = {
    "Canvas": _canvas,
    "Moodle": _moodle,
    "Blackboard": _blackboard,
    "Gradescope": _gradescope,
}


def write_table(folder: Path, platform: str, marks: Sequence[Mark], column: str) -> Path:
    """Write the table that a platform reads into a folder; give where it is."""
    path = folder / f"{platform.lower()}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(TABLES[platform](marks, column))
    return path

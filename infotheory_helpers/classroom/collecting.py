"""Puts what a class handed in where it is graded: from a platform's zip, or a folder, to submitted/.

python -m infotheory_helpers.classroom.collecting 02_entropy submissions.zip
"""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat

from .handed_in import SheetCell, sheet_cells, tidy
from .ledger import Entry, read_ledger, write_ledger
from .platforms.archive import Item, Refused, items_of
from .platforms.naming import Whose, read_names
from .reading import CannotRead, read_bytes
from .roster import CannotUse, Roster, folder_name, read_roster
from .table import write_rows

SUBMITTED, GRADES, SOLUTIONS, EXERCISES = (Path(name) for name in ("submitted", "grades", "solutions", "exercises"))
CARDS = "my_cards"
MOST_BESIDE = 5_000_000  # bytes of a student's other files, as the grader takes them
MOST_SAID = 20  # lines on the screen; the rest stand in the file
PLACED, ALREADY, BESIDE, LEFT, NOT = "placed", "there already", "beside it", "left out", "not placed"


@dataclass(frozen=True)
class Line:
    """What became of one file, and why."""

    path: str
    student: str
    what: str
    why: str = ""


@dataclass(frozen=True, eq=False)
class _Given:
    item: Item
    whose: Whose


def collect(assignment: str, source: Path) -> list[Line]:
    """Place what was handed in; give a line for every file of the source.

    Raises
    ------
    Refused
        If the source is neither a zip nor a folder.
    CannotUse
        If class.csv cannot be used.
    """
    roster, grades = read_roster(), GRADES / assignment
    ledger = read_ledger(grades)
    cells = _cells_of(assignment)
    items = list(items_of(source))
    whose = read_names(items, assignment)
    lines, theirs = [], dict[str, list[_Given]]()
    folders = _Folders(roster, ledger)
    for item in items:
        if item.is_junk:
            lines.append(Line(item.path, "", LEFT, "a program's own file"))
            continue
        for who in whose[item.path]:
            folder, why_not = folders.of(who) if not who.why_not else ("", who.why_not)
            why_not = item.refused or why_not
            if why_not:
                lines.append(Line(item.path, folder, LEFT if who.is_platforms else NOT, why_not))
            else:
                theirs.setdefault(folder, []).append(_Given(item, who))
    for folder, given in theirs.items():
        placed, entry = _Desk(assignment, folder, cells, ledger.get(folder)).place(given)
        lines += placed
        if entry:
            ledger[folder] = entry
    write_ledger(grades, ledger)
    order = {item.path: number for number, item in enumerate(items)}
    lines.sort(key=lambda line: (order[line.path], line.student))
    _write(grades / "collected.csv", lines)
    return lines


def _cells_of(assignment: str) -> list[SheetCell]:
    name = f"sheet_{assignment}.ipynb"
    source, released = (nbformat.read(kind / assignment / name, as_version=4) for kind in (SOLUTIONS, EXERCISES))  # type: ignore[no-untyped-call]
    return sheet_cells(source, released)


class _Folders:
    """Finds the folder of whoever handed something in."""

    def __init__(self, roster: Roster, ledger: dict[str, Entry]) -> None:
        self._roster = roster
        self._known = {(entry.platform, entry.id or entry.name): folder for folder, entry in ledger.items()}
        self._taken = {folder.casefold(): key for key, folder in self._known.items()}

    def of(self, who: Whose) -> tuple[str, str]:
        """Give it, or why there is none."""
        if self._roster:
            found = self._roster.find(who.id, who.email, who.name)
            if not found and who.platform == "files":
                found = self._roster.mentioned(who.name)
            called = " · ".join(filter(None, dict.fromkeys((who.name, who.id, who.email))))
            if len(found) == 1:
                return found[0].folder, ""
            return "", f"{len(found) or 'nobody'} in class.csv {'are' if found else 'is'} {called}"
        key = (who.platform, who.id or who.name)
        if key not in self._known:
            by_name = who.platform in ("Canvas", "Moodle")
            name = folder_name((who.name if by_name else who.id) or who.id or who.email or who.name)
            if self._taken.get(name.casefold(), key) != key:  # another one's, or told apart from it by case alone
                name = folder_name(f"{name} {who.id}")
            if not name or name.casefold() in self._taken:
                return "", f"its folder, {name!r}, is another's"
            self._known[key], self._taken[name.casefold()] = name, key
        return self._known[key], ""


class _Desk:
    """Takes from what one student gave the notebook that is this sheet, and what lies beside it."""

    def __init__(self, assignment: str, folder: str, cells: Sequence[SheetCell], known: Entry | None) -> None:
        self._assignment, self._folder, self._cells, self._known = assignment, folder, cells, known
        self._place = SUBMITTED / folder / assignment

    def place(self, given: Sequence[_Given]) -> tuple[list[Line], Entry | None]:
        """Place it; give a line for each file, and what is to be known of the submission."""
        cards = [one for one in given if self._is_card(one)]
        rest = [one for one in given if one not in cards]
        sheets, others, why_not = self._looked_through(rest)
        lines = [self._card(one) for one in cards]
        if not sheets:
            lines += [
                self._line(one, NOT, why_not.get(one.item.path, "no notebook of this sheet is with it"))
                for one in others
            ]
            return lines, None
        taken = max(sheets, key=lambda one: self._rank(one, *sheets[one]))
        beside, left = self._beside(taken, others)
        what, why = self._put(taken, {f"sheet_{self._assignment}.ipynb": sheets[taken][1], **beside})
        lines.append(self._line(taken, what, why))
        for one in (other for other in rest if other is not taken):
            if one in sheets:
                lines.append(self._line(one, LEFT, f"{taken.item.path} was taken: {self._because(taken, one)}"))
            elif one.item.path in why_not:
                lines.append(self._line(one, LEFT, why_not[one.item.path]))
            elif one.item.path in left:
                lines.append(self._line(one, LEFT, left[one.item.path]))
            else:
                lines.append(self._line(one, BESIDE if what == PLACED else what, why))
        return lines, self._entry(taken) if what in (PLACED, ALREADY) else None

    def _looked_through(
        self, rest: Sequence[_Given]
    ) -> tuple[dict[_Given, tuple[int, bytes]], list[_Given], dict[str, str]]:
        # The notebooks that are this sheet, with how much is written in each; all else; and why a notebook is not.
        sheets, others, why_not = dict[_Given, tuple[int, bytes]](), [], dict[str, str]()
        for one in rest:
            if one.item.name.lower().endswith(".ipynb"):
                try:
                    content = one.item.read()
                    sheets[one] = (self._written(content, one), content)
                    continue
                except (Refused, CannotRead) as why:
                    why_not[one.item.path] = str(why)
            others.append(one)
        return sheets, others, why_not

    def _line(self, one: _Given, what: str, why: str = "") -> Line:
        return Line(one.item.path, self._folder, what, why)

    def _written(self, content: bytes, one: _Given) -> int:
        # How many answers are in it; the sheet's own name counts for nothing.
        handed_in = tidy(read_bytes(content, one.item.name), self._cells)
        return sum(cell.written for cell in handed_in.cells if cell.kind in ("answer", "reason"))

    def _rank(self, one: _Given, written: int, _: bytes) -> tuple[Any, ...]:
        # The latest attempt; in it the notebook with the most answers, and of those the one by the sheet's name.
        time, name = one.whose.time, PurePosixPath(one.whose.rest).name
        named = name == f"sheet_{self._assignment}.ipynb"
        return (time.timestamp() if time else 0, written, named, int(one.whose.file or 0), one.item.path)

    def _because(self, taken: _Given, other: _Given) -> str:
        if taken.whose.time != other.whose.time:
            return "it is later"
        return "both are this sheet, and in it more is written, or as much and it has the sheet's name"

    def _beside(self, taken: _Given, others: Sequence[_Given]) -> tuple[dict[str, bytes], dict[str, str]]:
        # What lies in the notebook's folder and came with it: a module of their own, or data.
        found, left, room = dict[str, bytes](), dict[str, str](), MOST_BESIDE
        folder = PurePosixPath(taken.whose.rest).parent
        for one in others:
            path = PurePosixPath(one.whose.rest)
            if path.suffix.lower() == ".ipynb":
                continue
            if one.whose.time != taken.whose.time:
                left[one.item.path] = "it is of an earlier attempt"
            elif path.parent != folder:
                left[one.item.path] = "it lies in another folder than the notebook"
            elif folder_name(path.name) != path.name or path.name in found:
                left[one.item.path] = "its name is no file's, or another's"
            else:
                try:
                    content = one.item.read()
                except Refused as why:
                    left[one.item.path] = str(why)
                    continue
                if len(content) > room:
                    left[one.item.path] = f"with it, more than {MOST_BESIDE // 10**6} MB lie beside the notebook"
                else:
                    found[path.name], room = content, room - len(content)
        return found, left

    def _put(self, taken: _Given, files: dict[str, bytes]) -> tuple[str, str]:
        place = SUBMITTED / self._folder / self._assignment
        why = ""
        if place.is_symlink() or place.exists():
            is_folder = place.is_dir() and not place.is_symlink()
            if is_folder and {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == files:
                return ALREADY, ""
            before, now = self._known.when if self._known else None, taken.whose.time
            if before and now and now < before:
                return LEFT, "what is there already was handed in later"
            why = f"what was there before is now in {self._set_aside(place)}"
        aside = place.with_name(f".{place.name}.new")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, content in files.items():
            (aside / name).write_bytes(content)
        aside.rename(place)
        return PLACED, why

    def _set_aside(self, place: Path) -> Path:
        folder = GRADES / self._assignment / "replaced" / self._folder
        folder.mkdir(parents=True, exist_ok=True)
        to = folder / str(1 + max((int(path.name) for path in folder.iterdir() if path.name.isdigit()), default=0))
        shutil.move(place, to)
        return to

    @staticmethod
    def _is_card(one: _Given) -> bool:
        path = PurePosixPath(one.whose.rest)
        return path.parent.name == CARDS and path.suffix == ".json" and folder_name(path.name) == path.name

    def _card(self, one: _Given) -> Line:
        place = SUBMITTED / self._folder / CARDS / PurePosixPath(one.whose.rest).name
        try:
            content = one.item.read()
        except Refused as why:
            return self._line(one, NOT, str(why))
        if place.exists():
            if place.read_bytes() == content:
                return self._line(one, ALREADY)
            return self._line(one, LEFT, f"{place} is there already, and says otherwise")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return self._line(one, PLACED)

    def _entry(self, taken: _Given) -> Entry:
        who = taken.whose
        time = who.time.isoformat() if who.time else ""
        return Entry(who.platform, taken.item.path, who.id, who.name, who.email, who.file, time, who.late)


def _write(path: Path, lines: Iterable[Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [(line.path, line.student, line.what, line.why) for line in lines]
    write_rows(path, ["file", "student", "what became of it", "why"], rows)


def _missing(assignment: str) -> list[str]:
    here = {place.parent.name for place in SUBMITTED.glob(f"*/{assignment}")}
    return [person.name or person.id for folder, person in read_roster().people.items() if folder not in here]


def main(arguments: list[str]) -> str | None:
    """Collect what the command line names; give what went wrong, if anything did."""
    sheets = sorted(path.name for path in SOLUTIONS.glob("*") if path.is_dir())
    if len(arguments) != 2 or arguments[0] not in sheets or not arguments[1]:
        said = f"For instance: make collect ASSIGNMENT={sheets[0]} FROM=submissions.zip"
        return f"Which sheet ({', '.join(sheets)}), and from which zip or folder? {said}"
    assignment, source = arguments
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        lines = collect(assignment, Path(source))
        missing = _missing(assignment)
    except Refused as why:
        return f"Nothing was collected from {source}: {why}."
    except CannotUse as why:
        return f"Nothing was collected. {why}"
    became = Counter(line.what for line in lines)
    print(f"{len(lines)} files: {', '.join(f'{count} {what}' for what, count in became.items())}.")
    told = [line for line in lines if line.what == NOT or (line.why and line.what == PLACED)]
    for line in told[:MOST_SAID]:
        print(f"{line.path}: {line.what}; {line.why}")
    if len(told) > MOST_SAID:
        print(f"… and {len(told) - MOST_SAID} more")
    if missing:
        shown = ", ".join(missing[:MOST_SAID]) + (" …" if len(missing) > MOST_SAID else "")
        print(f"{len(missing)} of the class have handed in nothing: {shown}")
    print(f"Every file, and what became of it: {GRADES / assignment / 'collected.csv'}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Makes the notebook that is graded: the sheet is ours, and from what was handed in come the answers alone.

An answer is found by its grade id, by its cell's id, or by the id that Colab keeps; the cells of a student's own stand
where they stood. Whatever else was done to a sheet, by a person or a program, is tidied, and said in words.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import nbformat

from .reading import CannotRead

Kind = Literal["given", "answer", "check", "reason", "own"]

OWN = "own-"  # begins the id of a cell that is not the sheet's
HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS[ \t]*\n(.*?)^[ \t]*### END HIDDEN TESTS[ \t]*$\n?", re.M | re.S)


@dataclass(frozen=True)
class SheetCell:
    """One cell of the sheet as it was given out; of a check, also what grades and was not given out."""

    name: str
    kind: Kind
    node: Any
    hidden: str = ""

    @property
    def worth(self) -> float:
        """The points that it can earn."""
        return float(self.node.metadata.get("nbgrader", {}).get("points", 0))


@dataclass
class Cell:
    """One cell of the notebook that is graded."""

    kind: Kind
    node: Any  # as it will be stored
    of: SheetCell | None = None
    leniently: bool = False  # statement by statement: one that fails stops no other
    written: bool = True  # differs from what was given out

    @property
    def name(self) -> str:
        """What the sheet calls it."""
        return self.of.name if self.of else ""


@dataclass
class HandedIn:
    """The notebook that is graded, and what was odd about the one that came."""

    cells: list[Cell]
    problems: list[str] = field(default_factory=list)

    def beside(self, name: str) -> bool:
        """Whether something is written in a student's own text cell in the task of this answer."""
        place = next(i for i, cell in enumerate(self.cells) if cell.name == name)
        around = [*_until_sheet(self.cells[place + 1 :]), *_until_sheet(reversed(self.cells[:place]))]
        return any(cell.node.cell_type != "code" and cell.node.source.strip() for cell in around)


def _until_sheet(cells: Any) -> list[Cell]:
    found = []
    for cell in cells:
        if cell.kind != "own":
            break
        found.append(cell)
    return found


def sheet_cells(source: Any, released: Any) -> list[SheetCell]:
    """Give the cells of a sheet, from its source and from what was made of it for the students."""
    hidden = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in source.cells}
    found = []
    for place, cell in enumerate(released.cells):
        about = cell.metadata.get("nbgrader", {})
        graded, to_fill = about.get("grade"), about.get("solution")
        kind: Kind = "reason" if graded and to_fill else "check" if graded else "answer" if to_fill else "given"
        name = str(about.get("grade_id") or cell.get("id") or f"cell {place + 1}")
        secret = "".join(HIDDEN.findall(hidden.get(name, ""))) if kind == "check" else ""
        found.append(SheetCell(name, kind, cell, secret))
    return found


def _mark(cell: Any, names: Mapping[str, str]) -> tuple[str, str]:
    # The sheet's name for it and how it was found, or nothing.
    about = cell.metadata.get("nbgrader")
    grade_id = about.get("grade_id") if isinstance(about, Mapping) else None
    for how, mark in (("grade id", grade_id), ("id", cell.get("id")), ("id", cell.metadata.get("id"))):
        if isinstance(mark, str) and mark in names:
            return names[mark], how
    return "", ""


def same(one: str, other: str) -> bool:
    r"""Say whether two texts of code differ in nothing but white space, comments and quotes.

    Examples
    --------
    >>> same("check(x)\n", "# mine\r\ncheck( x )"), same("check(x)", "check(y)")
    (True, False)
    """
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    lines = [re.sub(r"(^|\s)#(?!#).*$", "", line) for line in text.splitlines()]
    return re.sub(r"\s", "", "".join(lines)).replace("'", '"')


def tidy(notebook: Any, sheet: Sequence[SheetCell]) -> HandedIn:
    """Put what was handed in into the sheet.

    Raises
    ------
    CannotRead
        If it holds nothing of this sheet.
    """
    names = {cell.name: cell.name for cell in sheet} | {cell.node.get("id", cell.name): cell.name for cell in sheet}
    given = {_bare(cell.node.source): cell.name for cell in sheet if cell.kind in ("given", "check")}
    given.pop("", None)
    found: list[tuple[str, str]] = []
    for cell in notebook.cells:
        name, how = _mark(cell, names)
        if not name and (name := given.get(_bare(cell.source), "")):
            how = "text"
        found.append((name, how))
    marks = [name for name, _ in found]
    problems, by_marks = _of_marks(notebook, sheet, found)
    problems += _missing(sheet, marks) if by_marks else []
    merged, after = _anchored(notebook, sheet, marks, _chosen(notebook, sheet, marks))
    cells: list[Cell] = [*after[""]]
    for one in sheet:
        made, odd = _of_sheet(one, merged[one.name])
        cells += [*made, *after[one.name]]
        problems += odd
    for number, cell in enumerate(cells, 1):
        if cell.kind == "own":
            cell.node["id"] = f"{OWN}{number}"
    return HandedIn(cells, problems)


def _of_marks(notebook: Any, sheet: Sequence[SheetCell], found: Sequence[tuple[str, str]]) -> tuple[list[str], bool]:
    # What is to be said of the marks by which cells were found, and whether there were any.
    tasks = {cell.name for cell in sheet if cell.kind != "given"}
    by = {how for name, how in found if name in tasks}
    if not by:
        others = any(cell.metadata.get("nbgrader") for cell in notebook.cells)
        if others or not any(name for name, _ in found):
            raise CannotRead("it holds none of this sheet's tasks; is it another sheet?")
        raise CannotRead("its marks of tasks are gone: copy the answers into a fresh sheet")
    if "grade id" in by:
        return [], True
    if "id" in by:
        return ["Its marks of tasks were gone, as some programs do; they were put back by the cells' ids"], True
    return [
        "Its marks of tasks are gone; its cells were run where they stand, among the sheet's own: look at it"
    ], False


def _chosen(notebook: Any, sheet: Sequence[SheetCell], names: Sequence[str]) -> dict[str, int]:
    # Of several cells with one mark, the last that was written into before the task's check.
    chosen: dict[str, int] = {}
    check = len(names)
    for one in reversed(sheet):
        mine = [place for place, name in enumerate(names) if name == one.name]
        written = [place for place in mine if notebook.cells[place].source.split() != one.node.source.split()] or mine
        in_place = [place for place in written if place < check] or written
        if mine:
            chosen[one.name] = in_place[-1]
        if one.kind == "check" and mine:
            check = mine[-1]
    return chosen


def _anchored(
    notebook: Any, sheet: Sequence[SheetCell], names: Sequence[str], chosen: Mapping[str, int]
) -> tuple[dict[str, list[Any]], dict[str, list[Cell]]]:
    # What was found of each cell of the sheet, the chosen one last; and what a student added after it.
    kinds = {one.name: one.kind for one in sheet}
    merged: dict[str, list[Any]] = {one.name: [] for one in sheet}
    after: dict[str, list[Cell]] = {"": [], **{one.name: [] for one in sheet}}
    last = ""
    for place, (name, cell) in enumerate(zip(names, notebook.cells, strict=True)):
        if name and (chosen[name] == place or kinds[name] in ("given", "check")):
            merged[name].append(cell)
            last = name if chosen[name] == place else last
        elif cell.source.strip():
            after[last].append(_own(cell))
    return merged, after


def _own(cell: Any, leniently: bool = False) -> Cell:
    make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
    node = make(cell.source)  # type: ignore[no-untyped-call]
    return Cell("own", node, leniently=leniently)


def _of_sheet(one: SheetCell, came: Sequence[Any]) -> tuple[list[Cell], list[str]]:
    # The sheet's cell as it is graded, with what of the student's stands in it, and what was odd.
    node = copy.deepcopy(one.node)
    if node.cell_type == "code":
        node.outputs, node.execution_count = [], None
    if one.kind in ("answer", "reason"):
        return [_filled(one, node, came[-1] if came else None)], []
    if node.cell_type != "code":
        return [Cell(one.kind, node, one, written=False), *_added(came, node.source)], []
    odd = [cell for cell in came if cell.source.strip() and not same(cell.source, one.node.source)]
    own = [_own(cell, leniently=True) for cell in odd]
    cell = Cell(one.kind, node, one, written=False)
    if one.kind == "check":  # what was written into it may be the answer
        return [*own, cell], [f"The cell {one.name} was changed; the original was used"] if odd else []
    return [cell, *own], []


def _added(came: Sequence[Any], given: str) -> list[Cell]:
    # What a student wrote into a text of the sheet. A text that lacks some of it may be an older sheet's, and is left.
    lines = {line.strip() for line in given.splitlines()}
    found = []
    for cell in came:
        theirs = [line for line in cell.source.splitlines() if line.strip() not in lines]
        if theirs and lines <= {line.strip() for line in cell.source.splitlines()}:
            found.append(Cell("own", nbformat.v4.new_markdown_cell("\n".join(theirs))))  # type: ignore[no-untyped-call]
    return found


def _filled(one: SheetCell, node: Any, answer: Any) -> Cell:
    node.source = answer.source if answer else ""
    pictures = answer.get("attachments") if answer else None
    if node.cell_type == "markdown" and isinstance(pictures, Mapping):
        node["attachments"] = copy.deepcopy(dict(pictures))
    before = one.node.source
    as_given = same(node.source, before) if node.cell_type == "code" else node.source.split() == before.split()
    return Cell(one.kind, node, one, written=bool(answer) and not as_given)


def _missing(sheet: Sequence[SheetCell], names: Sequence[str]) -> list[str]:
    tasks = [cell for cell in sheet if cell.kind != "given"]
    gone = [cell for cell in tasks if cell.name not in names]
    twice = [cell.name for cell in tasks if cell.kind in ("answer", "reason") and names.count(cell.name) > 1]
    put_back = {"answer": "", "reason": "; it was put back", "check": "; it was put back"}
    return [f"The cell {cell.name} was deleted{put_back[cell.kind]}" for cell in gone] + [
        f"The cell {name} stands there twice; the last was taken, the others were run where they stand"
        for name in twice
    ]

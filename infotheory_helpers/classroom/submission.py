"""Grades one submission: its cells run in the sandbox, the checks are made here, and what comes out is a notebook."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from .handed_in import OWN, Cell, HandedIn, SheetCell, sheet_cells, tidy
from .outputs import Budget, node, pictures, shown
from .outside import Judged, Outside
from .passive import passive
from .reading import CannotRead, read
from .report import WAITS
from .sealed.sandbox import Sandbox
from .sealed.session import Ran, Session

MOST_BESIDE = 5_000_000  # bytes of the files that lie beside a notebook
BY_HAND = "graded by hand"


@dataclass(frozen=True)
class Sheet:
    """A sheet as it grades: its cells as they were given out, and the source of each."""

    notebook: Any
    cells: list[SheetCell]
    sources: dict[str, str]

    @classmethod
    def of(cls, source: Path, released: Path) -> "Sheet":
        """Read a sheet from its source and from what was made of it for the students."""
        given: Any = nbformat.read(released, as_version=4)  # type: ignore[no-untyped-call]
        original: Any = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
        cells = sheet_cells(original, given)
        by_id = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in original.cells}
        return cls(given, cells, {cell.name: by_id.get(cell.name, cell.node.source) for cell in cells})


@dataclass
class Scored:
    """One graded cell: what it earned of what, and what its check found."""

    name: str
    points: float
    out_of: float
    by_hand: bool = False
    kind: str = ""
    mistakes: list[str] = field(default_factory=list)
    share: float | None = None  # of the inputs on which a wrong answer is right
    made: str = ""  # a wrong answer, in short


@dataclass
class Result:
    """One submission, graded: its tasks, what was odd about it, the notebook as it ran, and what that cost."""

    tasks: list[Scored] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notebook: Any = None
    seconds: float = 0.0
    memory: int = 0

    @property
    def points(self) -> float:
        """What was earned so far."""
        return sum(task.points for task in self.tasks)

    def answers_to_read(self) -> dict[str, str]:
        """Give a short mark of each answer that a person grades; it changes when the answer does, or what is beside."""
        cells = self.notebook.cells if self.notebook else []
        beside = [cell.source for cell in cells if cell.cell_type != "code" and cell.id.startswith(OWN)]
        found = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in cells}
        texts = {task.name: "\n".join([found[task.name], *beside]) for task in self.tasks if task.by_hand}
        return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}


def grade_submission(path: Path, sheet: Sheet, sandbox: Sandbox, more_time: float = 1.0) -> Result:
    """Grade what was handed in at this place.

    Whatever it is, the answer is a result: with a number between 0 and its points for each graded cell, or with no
    tasks and a problem that begins "Not graded". `more_time` says how many times as long as others a student has.

    Raises
    ------
    CannotSeal
        If the sandbox cannot be begun. Never for what was handed in.

    Examples
    --------
    >>> with Sandbox() as sandbox:  # doctest: +SKIP
    ...     sheet = Sheet.of(Path("solutions/02_entropy/…"), Path("exercises/02_entropy/…"))
    ...     grade_submission(Path("submitted/ada/02_entropy/…"), sheet, sandbox).points
    16.0
    """
    try:
        handed_in = tidy(read(path), sheet.cells)
    except CannotRead as why:
        return Result(problems=[f"Not graded: {why}", *_others(path)])
    beside, odd = _beside(path)
    session = Session(sandbox, beside, sandbox.limits.times(more_time))
    try:
        run = _Run(sheet, handed_in, session)
        run.all()
    finally:
        session.close()
    empty = not any(cell.written and cell.kind in ("answer", "reason", "own") for cell in handed_in.cells)
    problems = [*handed_in.problems, *odd, *(_others(path) if empty else []), *run.problems]
    return Result(run.tasks, list(dict.fromkeys(problems)), run.notebook(), session.seconds, session.memory)


class _Run:
    """The cells of one submission, one after the other."""

    def __init__(self, sheet: Sheet, handed_in: HandedIn, session: Session) -> None:
        self._sheet, self._handed_in, self._session = sheet, handed_in, session
        self._outside = Outside(sheet.cells, sheet.sources, session.limits.check)
        self._budget, self._count = Budget(), 0
        self._failed: Ran | None = None  # how an answer ended that the next checks look at, if with an error
        self._checked = False  # whether a check has looked at it yet
        self.tasks: list[Scored] = []
        self.problems: list[str] = []

    def all(self) -> None:
        """Run and check all cells."""
        ways: dict[str, Callable[[Cell], None]] = {
            "given": self._given,
            "answer": self._answer,
            "own": self._own,
            "check": self._check,
            "reason": self._reason,
        }
        for cell in self._handed_in.cells:
            ways[cell.kind](cell)

    def notebook(self) -> Any:
        """Give the notebook as it ran: the sheet's cells, the answers, and what they showed."""
        about = {"kernelspec": self._sheet.notebook.metadata.get("kernelspec", {}), "language_info": {"name": "python"}}
        cells = [cell.node for cell in self._handed_in.cells]
        for cell in self._handed_in.cells:
            if "attachments" in cell.node:
                cell.node["attachments"] = pictures(cell.node["attachments"])
            if cell.node.cell_type == "markdown" and cell.written:
                cell.node.source = passive(cell.node.source, cell.node.get("attachments", {}))
        return node(nbformat=4, nbformat_minor=5, metadata=about, cells=cells)

    def _given(self, cell: Cell) -> None:
        if cell.node.cell_type == "code":
            self._outside.given(cell.node.source)
            self._ran(cell)

    def _answer(self, cell: Cell) -> None:
        if self._checked:
            self._failed, self._checked = None, False
        if cell.node.cell_type == "code" and cell.node.source.strip():
            ran = self._ran(cell)
            if ran.failed:
                self._failed = ran
                self.problems.append(f"The cell {cell.name} stops: {_why(ran)}")

    def _own(self, cell: Cell) -> None:
        if cell.node.cell_type == "code":
            ran = self._ran(cell)
            if ran.failed and not any(problem.startswith("A cell of their own") for problem in self.problems):
                self.problems.append(f"A cell of their own stops: {_why(ran)}")

    def _check(self, cell: Cell) -> None:
        assert cell.of is not None
        found = self._outside.judged(cell.of, self._session, self._failed)
        self._checked = True
        self._scored(cell, found)
        points = {"text/plain": str(self.tasks[-1].points)}  # where nbgrader looks for them
        self._shows(cell, [*found.outputs, shown(points, "execute_result")])

    def _reason(self, cell: Cell) -> None:
        if cell.node.cell_type == "code" and cell.node.source.strip():
            self._ran(cell)
        kind = BY_HAND
        if cell.written and cell.node.source.strip():
            kind = WAITS
        elif self._handed_in.beside(cell.name):
            kind = WAITS
            self.problems.append(f"The cell {cell.name} is as it was given; something is written beside it: read it")
        self._scored(cell, Judged(kind=kind), by_hand=True)

    def _scored(self, cell: Cell, found: Judged, by_hand: bool = False) -> None:
        assert cell.of is not None
        points = min(max(found.points, 0.0), cell.of.worth)
        scored = Scored(cell.name, points, cell.of.worth, by_hand, found.kind, found.mistakes, found.share, found.made)
        self.tasks.append(scored)
        if found.problem:
            self.problems.append(found.problem)

    def _ran(self, cell: Cell) -> Ran:
        ran = self._session.run(cell.node.source, leniently=cell.leniently)
        self._shows(cell, self._budget.tidied(ran.outputs))
        for note in ran.notes:
            if note == "reset":  # the imports are the sheet's, and come back
                for given in self._sheet.cells:
                    if given.kind == "given" and given.node.cell_type == "code":
                        self._session.run(given.node.source)
            else:
                self.problems.append(_noted(note))
        return ran

    def _shows(self, cell: Cell, outputs: list[Any]) -> None:
        self._count += 1
        cell.node.outputs, cell.node.execution_count = outputs, self._count
        for output in outputs:
            if output.output_type == "execute_result":
                output.execution_count = self._count


def _why(ran: Ran) -> str:
    return f"{ran.error} (`{ran.missing}` is not there)" if ran.missing else ran.error


def _noted(note: str) -> str:
    if note == "exit":
        return "It asks to exit; the cell ended there, and the notebook went on"
    if note[0] in "!%":
        return f"{note} was tried; it does nothing while a notebook is graded"
    return f"{note} was tried: nothing is installed while a notebook is graded"


def _others(path: Path) -> list[str]:
    # Notebooks beside the one that is graded: one of them may be what was meant.
    found = sorted(other.name for other in path.parent.glob("*.ipynb") if other.name != path.name)
    return [f"There is another notebook beside it: {', '.join(found[:5])}; which one was meant?"] if found else []


def _beside(path: Path) -> tuple[dict[str, str], list[str]]:
    found, left, odd = {}, MOST_BESIDE, []
    for other in sorted(path.parent.iterdir()):
        if other.suffix == ".ipynb" or not re.fullmatch(r"\w[\w. ()-]*", other.name):
            continue
        if other.is_symlink():
            odd.append(f"{other.name} beside it is a link; links are not followed")
        elif other.is_file() and (left := left - other.stat().st_size) >= 0:
            found[other.name] = base64.b64encode(other.read_bytes()).decode("ascii")
    return found, odd

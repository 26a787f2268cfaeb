"""Makes the checks of a sheet where the right values are, on what comes out of the sandbox as data.

The names that an answer sets are the student's, and come from the sandbox; all others that a check uses are ours.
"""

import ast
import builtins
import contextlib
import functools
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np

from infotheory_helpers.checks import checks
from infotheory_helpers.checks.cells import stale_without
from infotheory_helpers.checks.verdict import Verdict, shown_to

from .handed_in import HIDDEN, SheetCell
from .outputs import shown, stream
from .sealed.session import Ended, Ran, Session

ELSEWHERE = "Right here, and not for everything that it was graded on."


@dataclass
class Judged:
    """What a check found: the points, the verdict behind them, and what is shown of it."""

    points: float = 0.0
    kind: str = ""
    mistakes: list[str] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)
    problem: str = ""
    share: float | None = None  # of the inputs on which a wrong answer is right
    made: str = ""  # a wrong answer, where it is a number or a few


@functools.cache
def names_set(source: str) -> frozenset[str]:
    """Give the names that a cell sets for the cells below it.

    Examples
    --------
    >>> sorted(names_set("figure, ax = plt.subplots()\\ndef f(p):\\n    q = p\\nimport numpy as np"))
    ['ax', 'f', 'figure', 'np']
    """
    found: set[str] = set()
    tree = _parsed(source)
    inner = {
        id(node)
        for part in ast.walk(tree)
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)
        for node in ast.walk(part)
        if node is not part
    }
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=other):
                found.add(other or name.split(".")[0])
    return frozenset(found)


@functools.cache
def names_used(source: str) -> frozenset[str]:
    """Give the names that a check looks at, those that it only says among them.

    Examples
    --------
    >>> sorted(names_used('check_task("2.3", "failure_bits").points(2)'))
    ['check_task', 'failure_bits']
    """
    found = set()
    for node in ast.walk(_parsed(source)):
        match node:
            case ast.Name(id=name):
                found.add(name)
            case ast.Constant(value=str(text)) if text.isidentifier():
                found.add(text)
    return frozenset(found)


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:  # a magic, or a line for the system
        return ast.Module([], [])


class Outside:
    """Makes the checks of one notebook, in the order of the sheet.

    Parameters
    ----------
    cells : sequence of SheetCell
    sources : dict
        What stands in the source of each cell, by its name: with solutions and hidden tests.
    seconds : float
        How long a student's function may take in one check, for all calls together.
    """

    def __init__(self, cells: Sequence[SheetCell], sources: dict[str, str], seconds: float) -> None:
        code = [cell for cell in cells if cell.node.cell_type == "code"]
        asked = [names_set(sources[cell.name]) for cell in code if cell.kind == "answer"]
        ours = [names_set(sources[cell.name]) for cell in code if cell.kind in ("given", "check")]
        # What a given cell or a check sets is never a student's, even where it has not run; but what is asked for is.
        self._ours = frozenset(vars(builtins)).union(*ours) - frozenset().union(*asked)
        self._sources, self._seconds = sources, seconds
        self._names: dict[str, Any] = {"__name__": "__main__"}

    def given(self, source: str) -> None:
        """Take the names of a cell that the sheet gives, as far as it runs without the student's."""
        with contextlib.suppress(Exception), _unseen():  # it may lean on what only a student has
            exec(compile(source, "<the sheet>", "exec"), self._names)

    def judged(self, cell: SheetCell, session: Session, failed: Ran | None) -> Judged:
        """Check what the cells above this one made; `failed` is how one of them ended, if with an error."""
        if failed is not None:
            return _of_verdict(stale := stale_without(failed.missing), [_shown(stale)])
        source = self._sources[cell.name]
        try:
            theirs = session.values(sorted(names_used(source) - self._ours))
        except Ended as ended:
            return Judged(kind=str(ended), problem=f"{cell.name} could not be checked: {ended}")
        return self._checked(cell, source, theirs)

    def _checked(self, cell: SheetCell, source: str, theirs: dict[str, Any]) -> Judged:
        names, screen = {**self._names, **theirs}, _Screen()
        hidden, known = cell.hidden or source, dict[str, Any]()
        given = None
        try:
            with patch.object(checks, "SECONDS", self._seconds), contextlib.redirect_stdout(screen):
                with shown_to(screen.verdict), contextlib.redirect_stderr(screen):
                    _run(HIDDEN.sub("", source), names, known) if cell.hidden else None
                with shown_to(lambda _: None), _unseen():
                    given, counts = _run(hidden, names, known)
                    share = counts.share() if counts and counts.share and counts.kind != "right" else None
        except Exception as error:
            problem = f"{cell.name} could not be checked: {type(error).__name__}"
            return Judged(kind=type(error).__name__, outputs=screen.outputs, problem=problem)
        self._names |= {name: value for name, value in names.items() if name not in theirs}
        verdict = counts or next(iter(screen.verdicts), None) or Verdict("not yet")
        found = _of_verdict(verdict, screen.outputs)
        found.share, found.made = share, "" if verdict.kind == "right" else _in_short(theirs)
        if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= cell.worth:
            found.problem = f"{cell.name} gave no number between 0 and {cell.worth:g}, so it counts 0"
        elif math.isfinite(given):
            found.points = float(given)
        if verdict.kind != "right" and any(one.kind == "right" for one in screen.verdicts):
            found.outputs.append(stream(ELSEWHERE))
        return found


def _in_short(theirs: Mapping[str, Any]) -> str:
    # What was made, where it is a number or a few, as the most frequent wrong ones are told.
    found = [np.asarray(value) for value in theirs.values() if isinstance(value, int | float | list | np.ndarray)]
    if len(found) != 1 or found[0].dtype.kind not in "iuf" or not 0 < found[0].size <= 8:
        return ""
    return ", ".join(f"{number:.4g}" for number in found[0].ravel())


def _run(source: str, names: dict[str, Any], known: dict[str, Any]) -> tuple[Any, Verdict | None]:
    # Gives what its last line gives; and, if that are the points of a verdict, the verdict. What the part that is shown
    # has asked already is known, and is not asked again.
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<the check>", "exec"), names)
    match last:
        case None:
            return None, None
        case ast.Expr(ast.Call(ast.Attribute(who, "points" | "show" as how) as part)):
            if (asked := ast.dump(who)) not in known:
                known[asked] = eval(compile(ast.Expression(who), "<the check>", "eval"), names)
            part.value = ast.copy_location(ast.Name("_verdict", ast.Load()), who)
            names = {**names, "_verdict": known[asked]}
            given = eval(compile(ast.Expression(last.value), "<the check>", "eval"), names)
            return given, known[asked] if how == "points" and isinstance(known[asked], Verdict) else None
    return eval(compile(ast.Expression(last.value), "<the check>", "eval"), names), None  # type: ignore[attr-defined]


class _Screen(io.TextIOBase):
    """Takes what the part of a check shows that a student may see."""

    def __init__(self) -> None:
        self.outputs: list[Any] = []
        self.verdicts: list[Verdict] = []

    def verdict(self, verdict: Verdict) -> None:
        self.verdicts.append(verdict)
        self.outputs.append(_shown(verdict))

    def write(self, text: str) -> int:
        if self.outputs and self.outputs[-1].output_type == "stream":
            self.outputs[-1].text += text
        else:
            self.outputs.append(stream(text))
        return len(text)


def _shown(verdict: Verdict) -> Any:
    return shown(verdict._repr_mimebundle_())


def _of_verdict(verdict: Verdict, outputs: Iterable[Any]) -> Judged:
    return Judged(kind=verdict.kind, mistakes=list(verdict.mistakes), outputs=list(outputs))


@contextlib.contextmanager
def _unseen() -> Any:
    nowhere = io.StringIO()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        yield

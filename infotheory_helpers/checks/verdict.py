"""What a check says: a verdict, as a panel for the learner and as a record for the instructor."""

import contextlib
import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from infotheory_helpers.explorer.notebook import RECORD
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, PANEL, PAPER, Q_COLOUR, ink

from .mistakes import UNIT

Kind = Literal["right", "mistake", "not yet", "not done"]

# A colour, a sign and words: none of them alone carries the verdict.
LOOKS: dict[Kind, tuple[str, str, str]] = {
    "right": (P_COLOUR, "✓", "Right."),
    "mistake": (COST, "✗", "A mistake we know."),
    "not yet": (Q_COLOUR, "○", "Not yet."),
    "not done": (MUTED, "…", "Not done yet."),
}


def _in_notebook(verdict: "Verdict") -> None:
    from IPython.display import display  # slow to import, and only a notebook needs it

    display(verdict)  # type: ignore[no-untyped-call]


_screen: ContextVar[Callable[["Verdict"], None]] = ContextVar("screen", default=_in_notebook)


@contextlib.contextmanager
def shown_to(screen: Callable[["Verdict"], None]) -> Iterator[None]:
    """Hand what is shown in this block to a function: who grades has no notebook to show it in."""
    before = _screen.set(screen)
    try:
        yield
    finally:
        _screen.reset(before)


@dataclass(frozen=True)
class Verdict:
    """What a check found: its kind, what to tell the learner, and the names of the mistakes.

    Parameters
    ----------
    kind : "right", "mistake", "not yet" or "not done"
    text : str
        One or two sentences; bits or nats where the unit was the mistake.
    mistakes : tuple of str
        As the class report calls them.
    share : function, optional
        Counts on which share of the numbers, or of the inputs of a function, the answer is right; who grades may ask.

    Raises
    ------
    ValueError
        By `points`, if what a wrong unit earns is not between 0 and the full points.

    Examples
    --------
    >>> from infotheory_helpers import check
    >>> verdict = check(1.1421, "entropy", p=[0.05, 0.15, 0.3, 0.5])
    >>> verdict.mistakes
    ('the wrong unit',)
    >>> verdict.points(2, wrong_unit=1)
    1.0

    References
    ----------
    Hattie, J. and Timperley, H. (2007), The Power of Feedback.
    """

    kind: Kind
    text: str = ""
    mistakes: tuple[str, ...] = ()
    share: Callable[[], float] | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"{LOOKS[self.kind][2]} {self.text}".strip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        colour, sign, title = LOOKS[self.kind]
        panel = (
            f'{PANEL}<div role="status" class="course-panel" style="max-width: 46em; margin: 0.3em 0; '
            f"padding: 0.5em 0.9em; "
            f"color: {ink(HIGHLIGHT)}; background: {ink(PAPER)}; border: 1px solid {ink(colour)}; "
            f'border-left: 0.5em solid {ink(colour)}">'
            f"<b>{sign} {title}</b> {with_code(self.text)}</div>"
        )
        record = {"kind": self.kind, "text": self.text, "mistakes": list(self.mistakes)}
        return {"text/plain": repr(self), "text/html": panel, RECORD: record}

    def show(self) -> None:
        """Show the verdict, wherever in a cell this stands."""
        _screen.get()(self)

    def points(self, full: float, wrong_unit: float = 0) -> float:
        """Give what the answer earns: `full` if it is right, `wrong_unit` if only its unit is not."""
        if not 0 <= wrong_unit <= full:
            raise ValueError(f"`wrong_unit` is {wrong_unit}; it must lie between 0 and the full {full} points.")
        earned = {(): full if self.kind == "right" else 0, (UNIT,): wrong_unit}
        return float(earned.get(self.mistakes, 0))


# Hosts give code a colour of their own, which need not go with the panel's.
CODE = f'<code style="color: inherit; background: transparent; border-bottom: 1px dotted {ink(MUTED)}">'


def with_code(text: str) -> str:
    """Mark up what stands between backticks as code, between stars as emphasis, and nothing else."""
    parts = escape(text, quote=False).split("`")
    return "".join(f"{CODE}{part}</code>" if i % 2 else _with_stress(part) for i, part in enumerate(parts))


def _with_stress(text: str) -> str:
    return re.sub(r"\*([^\s*](?:[^*]*[^\s*])?)\*", r"<em>\1</em>", text)

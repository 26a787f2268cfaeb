"""One notebook while it is graded: cells go in, data comes out, and what dies is begun anew without its last cell."""

import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .sandbox import CannotSeal, Limits, Sandbox
from .values import Packer, unpacked, unpacked_error
from .wire import Channel, Closed, TooLarge, TooLate, tidied

TO_SEND = 10.0  # seconds
GRACE = 3.0  # seconds after which who swallows an interrupt is ended
LIVES = 8  # how often a notebook is begun, at most


class Ended(Exception):
    """The process that ran the notebook has ended."""


@dataclass(frozen=True)
class Ran:
    """How a cell ran: what it shows, the type of its error, and what was tried and not done."""

    outputs: list[Any] = field(default_factory=list)
    error: str = ""
    missing: str | None = None  # the name that a NameError is about
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether the cell ended with an error, or did not end."""
        return bool(self.error)


LATE, DIED, NOT_RUN = "it ran too long", "it ended the process", "the notebook's time was over"


class Session:
    """Runs the cells of one notebook in a sandbox, and asks it for values.

    A cell that kills its process, or swallows the interrupt that ends its time, costs what it was to earn itself: a new
    process runs the cells before it again, and the notebook goes on.

    Parameters
    ----------
    sandbox : Sandbox
    files : dict
        What lies beside the notebook, by name.
    limits : Limits
        The sandbox's, where none are given.

    Raises
    ------
    Ended
        By `values` and by functions that came from it, if the process is gone.
    CannotSeal
        If the sandbox cannot be begun.

    Examples
    --------
    >>> with Sandbox() as sandbox:  # doctest: +SKIP
    ...     session = Session(sandbox)
    ...     ran = session.run("def double(x): return 2 * x")
    ...     session.values(["double"])["double"](21)
    42
    """

    def __init__(self, sandbox: Sandbox, files: Mapping[str, str] | None = None, limits: Limits | None = None) -> None:
        self._sandbox, self._files, self.limits = sandbox, files or {}, limits or sandbox.limits
        self._until = time.monotonic() + self.limits.notebook
        self._channel: Channel | None = None
        self._lives, self._ran = 0, list[tuple[str, bool]]()
        self.seconds, self.memory = 0.0, 0

    def run(self, source: str, leniently: bool = False) -> Ran:
        """Run a cell; leniently, a statement that fails stops none of the others."""
        limit = min(self.limits.cell, self._left())
        if limit <= 0 or not self._is_alive():
            return Ran(error=NOT_RUN)
        try:
            answer = self._asked(GRACE, do="run", source=source, seconds=limit, leniently=leniently)
        except TooLate:
            return Ran(error=LATE)
        except Closed:
            return Ran(error=DIED)
        except TooLarge:
            return Ran(error="it is too long")
        if (ran := _ran(answer)).error != LATE:
            self._ran.append((source, leniently))
        return ran

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        """Give what has one of these names, as far as it is there; a function asks the sandbox when it is called."""
        if not self._is_alive():
            return {}
        life = self._lives
        try:
            answer = self._asked(GRACE, do="values", names=list(names), seconds=self.limits.check)
        except (Closed, TooLate) as gone:
            raise Ended("the process ended") from gone
        given = answer.get("values")
        given = given if isinstance(given, dict) else {}
        return {
            name: unpacked(given[name], lambda number, named: Function(self, life, number, named))
            for name in names
            if name in given
        }

    def call(self, life: int, function: int, given: Sequence[Any], named: Mapping[str, Any]) -> Any:
        """Call a function inside and give what it gives, or raise what it raises."""
        if life != self._lives or self._channel is None:
            raise Ended("the process ended")
        # A check has a clock of its own, which is to ring first: it knows what to say.
        packer, seconds = Packer(), self.limits.check + GRACE
        data = {
            "given": [packer.packed(one) for one in given],
            "named": {k: packer.packed(v) for k, v in named.items()},
        }
        try:
            answer = self._asked(GRACE, do="call", function=function, seconds=seconds, **data)
        except Closed as gone:
            raise Ended("the process ended") from gone
        for said in [str(said) for said in _list(answer.get("warned"))][:20]:
            warnings.warn(said, RuntimeWarning, stacklevel=3)
        if answer.get("error"):
            raise unpacked_error(answer["error"])
        return unpacked(answer.get("gave"), lambda number, name: Function(self, life, number, name))

    def close(self) -> None:
        """End the notebook, and with it all that it started."""
        self._end(at_once=False)

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _is_alive(self) -> bool:
        # Begins a process where there is none, as long as there is time and patience.
        while self._channel is None and self._lives < LIVES and self._left() > 0:
            self._lives += 1
            self._channel = self._sandbox.open()
            try:
                self._begun()
                for name, content in self._files.items():
                    self._asked(GRACE, do="file", name=name, content=content)
                for source, leniently in self._ran:
                    seconds = min(self.limits.cell, max(self._left(), 0.1))
                    self._asked(GRACE, do="run", source=source, seconds=seconds, leniently=leniently)
            except (Closed, TooLate):
                continue
        return self._channel is not None

    def _begun(self) -> None:
        assert self._channel is not None
        try:
            said = self._channel.receive(within=TO_SEND)
        except (Closed, TooLate):
            self._end(at_once=True)
            raise
        if said != {"begun": True}:
            self._end(at_once=True)
            raise CannotSeal(f"A notebook cannot be shut in here: {tidied(said)[:300]}")

    def _asked(self, grace: float, **message: Any) -> dict[str, Any]:
        # Whatever goes wrong on the way, an interrupt of the grader's own too, ends the process: what it would
        # answer later must not be taken for the answer to another question.
        assert self._channel is not None
        try:
            self._channel.send(message, within=TO_SEND)
            answer = self._channel.receive(within=message.get("seconds", TO_SEND) + grace)
            if not isinstance(answer, dict):
                raise Closed("no answer")
        except TooLarge:
            raise
        except BaseException:
            self._end(at_once=True)
            raise
        return answer

    def _end(self, at_once: bool) -> None:
        if self._channel is not None:
            cost = self._sandbox.end(self._channel, at_once)
            self._channel = None
            self.seconds += float(cost["seconds"])
            self.memory = max(self.memory, int(cost["memory"]))


class Function:
    """Stands outside for a student's function: what it is called with goes in, and what it gives comes out."""

    def __init__(self, session: Session, life: int, number: int, name: str) -> None:
        self._session, self._life, self._number, self.__name__ = session, life, number, name

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call it, inside."""
        return self._session.call(self._life, self._number, given, named)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def _ran(answer: Mapping[str, Any]) -> Ran:
    error = answer.get("error")
    kind, missing = "", None
    if error:
        error = error if isinstance(error, dict) else {}
        kind = tidied(error.get("type") or "Error")[:60]
        missing = error.get("name")
    notes = [tidied(note)[:40] for note in _list(answer.get("notes"))[:20] if note]
    return Ran(
        _list(answer.get("outputs")),
        LATE if answer.get("late") is True else kind,
        tidied(missing)[:60] if isinstance(missing, str) else None,
        notes,
    )


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []

"""The table of what libraries return: its rows, and how each is explained."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from infotheory_helpers.measures import information, losses
from infotheory_helpers.measures.blocks import Floats

from .steps import STEPS, Stand

FILE = Path(__file__).with_name("libraries.json")

# What the course itself says, where it has the measure; it refuses what is no distribution.
MEASURES: Mapping[str, Callable[[Stand], object]] = {
    "entropy": lambda at: information.entropy(at["p"]),
    "cross_entropy": lambda at: information.cross_entropy(at["p"], at["q"]),
    "kl_divergence": lambda at: information.kl_divergence(at["p"], at["q"]),
    "js_divergence": lambda at: information.js_divergence(at["p"], at["q"]),
    "mutual_information": lambda at: information.mutual_information(at["joint"]),
    "categorical_cross_entropy": lambda at: losses.categorical_cross_entropy(at["p"], at["q"]),
    "binary_cross_entropy": lambda at: losses.binary_cross_entropy(at["p"], at["q"]),
}


class Step(NamedTuple):
    """A step of a row: its function in `steps`, what that is given, and whether the question asked for it."""

    name: str
    given: Mapping[str, Any]
    asked: bool

    def __call__(self, at: Stand) -> Stand:
        """Take the step."""
        with np.errstate(all="ignore"):
            return STEPS[self.name](at, **self.given)

    @property
    def says(self) -> str:
        """What it does, in words, with what it was given."""
        words = (STEPS[self.name].__doc__ or "").rstrip(".")
        given = ", ".join(f"{key.rstrip('_').replace('_', ' ')} {_shown(value)}" for key, value in self.given.items())
        return f"{words} ({given})." if given else f"{words}."


class Stage(NamedTuple):
    """The number after a silent step has been switched on, with those before it; at first, of none."""

    says: str
    number: Floats


@dataclass(frozen=True, eq=False)
class Row:
    """One call of a library on one input, what it returned, and the steps that explain it."""

    library: str
    package: str
    version: str
    date: str
    quantity: str
    input: str  # what is telling about it
    call: str
    inputs: Mapping[str, Any]
    steps: Sequence[Step]
    unit: str
    result: Floats | None  # None where the library refuses
    says: str  # its warning or error
    trap: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By which a row is found: library, quantity, input."""
        return self.library, self.quantity, self.input

    @property
    def silent(self) -> list[Step]:
        """The steps that nobody asked for."""
        return [step for step in self.steps if not step.asked]

    @property
    def stages(self) -> list[Stage]:
        """From the course's number to the library's: the silent steps switched on one at a time, in their order."""
        numbers = [self._after(self.silent[:on]) for on in range(len(self.silent) + 1)]
        return [Stage(says, number) for says, number in zip(["", *(s.says for s in self.silent)], numbers, strict=True)]

    @property
    def explained(self) -> Floats:
        """The number to which all its steps lead."""
        return self._after(self.silent)

    def without(self, left_out: Step) -> Floats:
        """Give the number to which all steps but one lead."""
        return self._after([step for step in self.silent if step is not left_out])

    @property
    def course(self) -> Floats | str:
        """What the course gives for the question, or the sentence with which it refuses."""
        at = Stand(self.inputs)
        try:
            for step in self.steps:
                if step.asked:
                    MEASURES.get(step.name, _as_it_is)(at)  # refuses what is no distribution
                    at = step(at)
        except (TypeError, ValueError) as error:
            return str(error)
        return at.result

    def _after(self, silent: Sequence[Step]) -> Floats:
        at = Stand(self.inputs)
        for step in self.steps:
            if step.asked or any(step is one for one in silent):
                at = step(at)
        return at.result


@cache
def table() -> tuple[Row, ...]:
    """Read the table.

    Returns
    -------
    tuple of Row
        In the order of libraries; numbers in the unit that each row names (bits or nats).

    Raises
    ------
    ValueError
        If a row lacks a field.

    Examples
    --------
    >>> row = next(row for row in table() if row.library == "SciPy" and row.quantity == "JS divergence")
    >>> [round(float(stage.number), 4) for stage in row.stages]
    [0.1105, 0.0766, 0.2768]

    References
    ----------
    Each row names its own.
    """
    return tuple(_row(entry) for entry in json.loads(FILE.read_text(encoding="utf-8")))


def _row(entry: Mapping[str, Any]) -> Row:
    missing = [name for name in ("package", "version", "date", "source", "steps") if not entry.get(name)]
    if missing:
        raise ValueError(f"The row {_name(entry)} has no {', '.join(missing)}: run `make libraries`.")
    result = entry["result"]
    return Row(
        **{
            **entry,
            "inputs": {name: _numbers(value) for name, value in entry["inputs"].items()},
            "steps": [_step(step) for step in entry["steps"]],
            "result": None if result is None else np.asarray(_numbers(result), float),
        }
    )


def _as_it_is(at: Stand) -> Stand:
    return at


def _name(entry: Mapping[str, Any]) -> str:
    return " / ".join(str(entry.get(name)) for name in ("library", "quantity", "input"))


def _step(step: Mapping[str, Any]) -> Step:
    given = {key: _numbers(value) for key, value in step.items() if key not in ("asked", "silent")}
    return Step(step.get("asked") or step["silent"], given, "asked" in step)


def _numbers(value: Any) -> Any:
    # JSON has no word for what is infinite or no number.
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return {"inf": np.inf, "-inf": -np.inf, "nan": np.nan}.get(value, value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return f"{value:.7g}" if isinstance(value, float) else {"p": "P", "q": "Q"}.get(value, str(value))

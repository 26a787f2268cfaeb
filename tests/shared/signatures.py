"""Tells whether two wrong answers look alike to a check, on the inputs that a task uses."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.checks.asked import CLOSE, ROUNDED, Asked

Array = NDArray[np.float64]


class Candidate(NamedTuple):
    """An answer that a check knows: the mistakes in it, what it says to them, and the numbers all in a row."""

    names: tuple[str, ...]
    says: str
    numbers: Array


def apart(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Say whether no answer can be taken for both: somewhere they differ by more than both tolerances together.

    Two infinities of one sign are the same, and so are two nans; either is apart from every finite number.
    """
    return _apart(_in_a_row(a), _in_a_row(b))


def collisions(asked: Asked, trials: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the pairs of known answers, the right one () among them, that cannot be told apart on these trials.

    The variants of one mistake that get the same sentences do not collide.
    """
    with np.errstate(all="ignore"):
        right = Candidate((), "", _in_a_row([asked.right(inputs) for inputs in trials]))
        known = [Candidate(names, " ".join(says), _in_a_row(n)) for names, says, n in asked.wrong(trials)]
    return [
        (one.names, other.names)
        for one, other in itertools.combinations([right, *known], 2)
        if (one.names, one.says) != (other.names, other.says) and not _apart(one.numbers, other.numbers)
    ]


def invisible(asked: Asked, trials: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the mistakes that change the number on these trials, but by so little that a check calls it right."""
    quantity = asked.quantity
    with np.errstate(all="ignore"):
        right = _in_a_row([quantity.right(**inputs) for inputs in trials])
        made = [(m.name, _in_a_row(numbers)) for m in quantity.mistakes for numbers in m.results(trials)]
        return [
            name
            for name, numbers in made
            if not _apart(numbers, right) and not np.allclose(numbers, right, rtol=1e-9, atol=1e-12, equal_nan=True)
        ]


def _in_a_row(arrays: Sequence[Any]) -> Array:
    return np.concatenate([np.ravel(np.asarray(array, float)) for array in arrays])


def _apart(a: Array, b: Array) -> bool:
    finite = np.isfinite(a) & np.isfinite(b)
    alike = (a == b) | (np.isnan(a) & np.isnan(b))
    x, y = np.where(finite, a, 0), np.where(finite, b, 0)
    near = np.abs(x - y) <= _tolerance(x) + _tolerance(y)
    return not bool((alike | (finite & near)).all())


def _tolerance(numbers: Array) -> Array:
    return np.maximum(CLOSE * np.abs(numbers), ROUNDED)

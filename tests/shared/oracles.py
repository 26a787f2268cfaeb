"""The measures in 400-digit arithmetic, straight from their definitions. mpmath is the oracle.

Sixty digits are not enough: 1 + 1e-100 would be 1.
"""

from collections.abc import Iterable
from typing import Any

from mpmath import log, mp, mpf

__all__ = [
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "exact",
    "kl_divergence",
    "log",
    "log_softmax",
    "mp",
    "mpf",
    "relative_error",
]

mp.dps = 400


def exact(values: Iterable[Any]) -> list[Any]:
    return [mpf(float(value)) for value in values]


def entropy(p: Iterable[Any]) -> Any:
    return -sum((x * log(x, 2) for x in exact(p) if x > 0), mpf(0))


def cross_entropy(p: Iterable[Any], q: Iterable[Any]) -> Any:
    return -sum((x * log(y, 2) for x, y in zip(exact(p), exact(q), strict=True) if x > 0), mpf(0))


def kl_divergence(p: Iterable[Any], q: Iterable[Any]) -> Any:
    """KL of the two as distributions: floats sum to 1 only to rounding, so each is divided by its sum."""
    p, q = exact(p), exact(q)
    of_p, of_q = sum(p), sum(q)
    return sum((x / of_p * log(x / of_p / (y / of_q), 2) for x, y in zip(p, q, strict=True) if x > 0), mpf(0))


def conditional_entropy(joint: Iterable[Iterable[Any]]) -> Any:
    rows = [exact(row) for row in joint]
    return -sum((x * log(x / sum(row), 2) for row in rows for x in row if x > 0), mpf(0))


def log_softmax(scores: Iterable[Any]) -> list[Any]:
    scores = exact(scores)
    total = log(sum(mp.e**z for z in scores))
    return [z - total for z in scores]


def relative_error(got: float, want: Any) -> float:
    """Give |got − want| / |want|, where want is not below the smallest numbers that a float can hold."""
    error = abs(mpf(float(got)) - want)
    return float(error / max(abs(want), mpf("1e-290")))

"""What a mistake is, what can be asked for, and the signatures that several mistakes share.

A quantity knows its right value, inputs on which every mistake gives another number, and its mistakes; those of the
measures and losses stand beside this file in `of_measures.py` and `of_losses.py`, those of a lab in its `mistakes.py`.
To add a mistake, add one entry to its quantity: a name for the class report, the signature (what the mistake computes,
from the quantity's own inputs), what to say to the learner, and a line of code that makes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.information import bits_to_nats, information_content

Array = NDArray[Any]
Inputs = Mapping[str, Any]

# What one bit is in each unit that a learner may have used. The last is nobody's question.
UNITS = {"bits": 1.0, "nats": float(bits_to_nats(1)), "base-10 digits": float(np.log10(2))}
# What a program that hides infinity is seen to put in place of zero.
EPSILONS = (
    *(10.0**-k for k in [*range(2, 17), 20, 30, 100, 300]),
    float(np.finfo(np.float64).eps),
    float(np.finfo(np.float32).eps),
)


UNIT = "the wrong unit"
SIGN = "the minus sign lost"
SIGN_SAYS = (
    "The sign is the wrong way round. The logarithm of a probability is negative or 0; where does the minus come in?"
)


@dataclass(frozen=True)
class Mistake:
    """One mistake: its name in the report, its signature, what the learner is told, and code that makes it.

    The signature gives an amount in bits where `has_unit`, so that it is recognised in any unit and with its sign
    lost; otherwise a bare number. A tuple of results means any of them.
    """

    name: str
    signature: Callable[..., Any]
    says: str
    example: str
    has_unit: bool = True

    def results(self, trials: Sequence[Inputs]) -> Iterator[list[Array]]:
        """Give what it leaves behind on each of some inputs, once for each variant."""
        each = [self.signature(**inputs) for inputs in trials]
        for variant in zip(*(x if isinstance(x, tuple) else (x,) for x in each), strict=True):
            yield [np.asarray(number) for number in variant]


@dataclass(frozen=True)
class Quantity:
    """What can be asked for: the right value, where to try a function, what it cannot exceed, what goes wrong."""

    right: Callable[..., Any]  # in bits where `has_unit`
    tells_apart: Sequence[Inputs]  # every mistake gives another number here …
    edges: Sequence[Inputs]  # … or here, where zeros and extremes lie
    drawn: Callable[[np.random.Generator, int], Inputs]  # more of them, by size
    mistakes: Sequence[Mistake]
    bounds: Callable[..., tuple[Any, Any, str]]  # lowest, highest (in bits where `has_unit`), and in words
    has_unit: bool = True
    sign_says: str = SIGN_SAYS


def unit_says(asked: str, used: str) -> str:
    """Say which unit was used, and which was asked for."""
    if used == "base-10 digits":
        return f"The logarithm is to base 10 (`np.log10`); {asked} are asked for. Which base counts {asked}?"
    return f"This is in {used}; {asked} are asked for. Which logarithm counts {asked}?"


# ---- Signatures that several quantities share


def with_epsilons(cost_of: Callable[[float], Any]) -> tuple[Any, ...]:
    """Give what a program prints that hides an infinity, for each epsilon that is often met."""
    return tuple(cost_of(epsilon) for epsilon in EPSILONS)


def surprise_in_bits(q: Any) -> Array:
    """Give the information content of each entry."""
    return np.asarray(information_content(q))


def cost_in_bits(p: Any, q: Any) -> Array:
    """Give Σ p log2(1/q) for a q that need not be a distribution; what never happens costs nothing."""
    p, surprise = np.broadcast_arrays(np.asarray(p, float), surprise_in_bits(q))
    return np.asarray((p * np.where(p > 0, surprise, 0)).sum(axis=-1))


def clipped_costs(p: Any, q: Any) -> tuple[Any, ...]:
    """Give the cost of P under a Q whose zeros were clipped to an epsilon."""
    return with_epsilons(lambda epsilon: cost_in_bits(p, np.maximum(q, epsilon)))


def cost_without_zeros(p: Any, q: Any) -> Array:
    """Give the cost of P under Q, less the terms in which q is 0."""
    q = np.asarray(q, float)
    return cost_in_bits(np.where(q > 0, p, 0), np.where(q > 0, q, 1))


def nan_if(zero: Any, value: Any) -> Array:
    """Give nan where a zero does its damage, and the value elsewhere."""
    return np.where(zero, np.nan, value)


def put_on_truth(y_true: Any, y_pred: Any) -> Array:
    """Give the probability that each prediction put on the truth."""
    return np.asarray((np.asarray(y_true, float) * np.asarray(y_pred)).sum(axis=-1))


def classes_of(table: Any) -> int:
    """Count the classes, or outcomes, of a table."""
    return int(np.shape(table)[-1])


def samples_of(table: Any) -> int:
    """Count the samples of a table."""
    return int(np.prod(np.shape(table)[:-1], dtype=int))


ZERO_LOG_ZERO = (
    "0 · log 0: somewhere a probability is 0, and there the result is nan (not a number). An outcome that never "
    "happens adds nothing. Which outcomes should the logarithm never see?"
)
EPSILON_SAYS = (
    "An infinity is hidden here. A 0 was replaced by a small number, and what comes out is a property of that number: "
    "make it smaller and the result grows. What is the honest value where something impossible happens?"
)
DROPPED_SAYS = (
    "The terms in which the model says 0 were left out. But that is where it is infinitely surprised: leaving them "
    "out rewards a model for its worst mistake."
)
MEAN_SAYS = (
    "This is the mean of the terms. The probabilities do the averaging already, so the terms are only added up: is "
    "there an `np.mean` where an `np.sum` belongs?"
)


def mean_of_terms(right: Callable[..., Any], first: str) -> Mistake:
    """Describe the mistake of averaging the terms of a sum."""
    return Mistake(
        "mean in place of the sum",
        lambda **inputs: np.asarray(right(**inputs)) / classes_of(inputs[first]),
        MEAN_SAYS,
        "-np.mean(p * np.log2(p))",
    )


def never_negative(what: str) -> Callable[..., tuple[Any, Any, str]]:
    """Give the bounds of what can be anything from 0 to infinity."""
    return lambda **_: (0, np.inf, f"{what} is never negative.")

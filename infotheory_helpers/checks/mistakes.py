"""What a mistake is, what can be asked for, and the signatures that several mistakes share.

A quantity knows its right value, inputs on which every mistake gives another number, and its mistakes; those of the
measures and losses stand beside this file in `of_measures.py` and `of_losses.py`, those of a lab in its `mistakes.py`.
To add a mistake, add one entry to its quantity: a name for the class report, the signature (what the mistake computes,
from the quantity's own inputs), what to say to the learner, and a line of code that makes it.
"""

import functools
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
    float(np.exp(-100)),  # PyTorch's binary cross-entropy cuts its logarithms off at −100
    2.0**-100,
    float(np.finfo(np.float64).eps),
    float(np.finfo(np.float32).eps),
)


# Whose clip it is: a library that hides an infinity in just this way, and what is told of it. Each is a row of the
# table in labs/libraries.
CLIP_OF = {
    "Keras": (1e-7, "Keras clips at 1e-7 as well: a sure mistake costs it 16.1 nats."),
    "PyTorch": (
        float(np.exp(-100)),
        "PyTorch's `BCELoss` does so, too: it cuts its logarithm off at −100, and a sure mistake costs 100 nats.",
    ),
    "scikit-learn": (
        float(np.finfo(np.float64).eps),
        "scikit-learn's `log_loss` does so, too, with the eps of the array's type: a sure mistake costs 36.0 nats in "
        "float64 and 15.9 in float32.",
    ),
}

COARSE = (1e-2, 1e-3, 1e-4)  # those that are seen at the other end too, where 1 becomes 1 − ε
# And in place of an infinity; the last is what `nan_to_num` makes of it.
LARGE = (1e3, 1e4, 1e6, 1e9, 1e10, 1e100)
LARGEST = float(np.finfo(np.float64).max)

UNIT = "the wrong unit"
TURNED = "turned round"  # the conversion between two units
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
    if used == TURNED:
        turned = f"The conversion is the wrong way round; {asked} are asked for."
        return f"{turned} A nat is more than a bit, so the same amount is a larger number in bits."
    if used == "base-10 digits":
        return f"The logarithm is to base 10 (`np.log10`); {asked} are asked for. Which base counts {asked}?"
    return f"This is in {used}; {asked} are asked for. Which logarithm counts {asked}?"


# ---- Signatures that several quantities share


def with_epsilons(cost_of: Callable[[float], Any], epsilons: Sequence[float] = EPSILONS) -> tuple[Any, ...]:
    """Give what a program prints that hides an infinity, for each epsilon that is often met."""
    return tuple(cost_of(epsilon) for epsilon in epsilons)


def surprise_in_bits(q: Any) -> Array:
    """Give the information content of each entry."""
    return np.asarray(information_content(q))


def cost_in_bits(p: Any, q: Any) -> Array:
    """Give Σ p log2(1/q) for a q that need not be a distribution; what never happens costs nothing."""
    return np.asarray(terms_of_cost(p, q).sum(axis=-1))


def clipped_costs(p: Any, q: Any, epsilons: Sequence[float] = EPSILONS) -> tuple[Any, ...]:
    """Give the cost of P under a Q whose zeros, or zeros and ones, were clipped."""
    at_both_ends = [cost_in_bits(p, np.clip(q, epsilon, 1 - epsilon)) for epsilon in COARSE if epsilon in epsilons]
    return (*with_epsilons(lambda epsilon: cost_in_bits(p, np.maximum(q, epsilon)), epsilons), *at_both_ends)


def cost_without_zeros(p: Any, q: Any) -> Array:
    """Give the cost of P under Q, less the terms in which q is 0."""
    q = np.asarray(q, float)
    return cost_in_bits(np.where(q > 0, p, 0), np.where(q > 0, q, 1))


def nan_if(zero: Any, value: Any) -> Array:
    """Give nan where a zero does its damage, and the value elsewhere."""
    return np.where(zero, np.nan, value)


def capped_costs(p: Any, q: Any) -> tuple[Any, ...]:
    """Give the cost of P under Q where some large number stands for an infinite surprise."""
    p, surprise = np.broadcast_arrays(np.asarray(p, float), surprise_in_bits(q))
    inside = [(p * np.where(p > 0, capped, 0)).sum(axis=-1) for capped in with_large(surprise)]
    return (*with_large(cost_in_bits(p, q)), *inside)


def with_large(cost: Any) -> tuple[Any, ...]:
    """Give a cost in bits, with a large number where it is infinite: so many bits, or so many nats."""
    amounts = [large / unit for large in LARGE for unit in (1, UNITS["nats"])]
    return tuple(np.where(np.isinf(cost), large, cost) for large in (*amounts, LARGEST))


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
LARGE_SAYS = (
    "A large number stands for an infinity here. However large, it is no cost that a model could pay: what is the "
    "honest value where something impossible happens?"
)
FORGOTTEN_SAYS = "One outcome is left out of the sum, the first or the last. Does a slice or a range stop too early?"
FIRST_SAYS = (
    "This is the first outcome's term alone. Is there a `return` inside the loop, or did the adding up stop there?"
)
ABS_SAYS = "A negative term was made positive. Each term keeps its sign; only their sum cannot be below 0."
MEAN_SAYS = (
    "This is the mean of the terms. The probabilities do the averaging already, so the terms are only added up: is "
    "there an `np.mean` where an `np.sum` belongs?"
)


def hidden_by_an_epsilon(costs: Callable[..., Any], code: str, *libraries: str) -> list[Mistake]:
    """Describe the mistake of hiding an infinity behind an epsilon; of some epsilons, which library does so, too.

    `costs` gives what comes out for each of its `epsilons`; `code` makes the mistake with an `epsilon` of 1e-10.
    """
    named = {CLIP_OF[library] for library in libraries}
    others = tuple(set(EPSILONS) - {epsilon for epsilon, _ in named})
    told = [(others, 1e-10, ""), *(((epsilon,), epsilon, f" {says}") for epsilon, says in sorted(named))]
    return [
        Mistake(
            "infinity hidden by an epsilon",
            functools.partial(costs, epsilons=epsilons),
            EPSILON_SAYS + says,
            code.replace("1e-10", repr(epsilon)),
        )
        for epsilons, epsilon, says in told
    ]


def mean_of_terms(right: Callable[..., Any], first: str, code: str) -> Mistake:
    """Describe the mistake of averaging the terms of a sum."""
    return Mistake(
        "mean in place of the sum",
        lambda **inputs: np.asarray(right(**inputs)) / classes_of(inputs[first]),
        MEAN_SAYS,
        code,
    )


def sum_stopped_early(terms: Callable[..., Any], code: str) -> list[Mistake]:
    """Describe the mistakes of leaving out the first or the last term of a sum, and of stopping after the first."""
    return [
        Mistake(
            "one outcome forgotten",
            lambda **inputs: (terms(**inputs)[..., :-1].sum(axis=-1), terms(**inputs)[..., 1:].sum(axis=-1)),
            FORGOTTEN_SAYS,
            f"({code})[:-1].sum() / np.log(2)",
        ),
        Mistake(
            "the first term only", lambda **inputs: terms(**inputs)[..., 0], FIRST_SAYS, f"({code})[0] / np.log(2)"
        ),
    ]


def terms_of_cost(p: Any, q: Any) -> Array:
    """Give the terms of Σ p log2(1/q), where what never happens costs nothing."""
    p, surprise = np.broadcast_arrays(np.asarray(p, float), surprise_in_bits(q))
    return np.asarray(p * np.where(p > 0, surprise, 0))


def never_negative(what: str) -> Callable[..., tuple[Any, Any, str]]:
    """Give the bounds of what can be anything from 0 to infinity."""
    return lambda **_: (0, np.inf, f"{what} is never negative.")

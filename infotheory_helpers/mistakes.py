"""The mistakes learners make, and the number that each leaves behind.

A quantity knows its right value, inputs on which every mistake gives another number, and its mistakes. To add a
mistake, add one entry to its quantity: a name for the class report, the signature (what the mistake computes, from
the quantity's own inputs), what to say to the learner, and a line of code that makes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .losses import (
    binary_cross_entropy,
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    log_softmax,
    smooth_labels,
    softmax,
)
from .measures import (
    binary_entropy,
    bits_to_nats,
    conditional_entropy,
    cross_entropy,
    entropy,
    information_content,
    information_gain,
    js_divergence,
    kl_divergence,
)

Array = NDArray[Any]
Inputs = Mapping[str, Any]

# What one bit is in each unit that a learner may have used. The last is nobody's question.
UNITS = {"bits": 1.0, "nats": float(bits_to_nats(1)), "base-10 digits": float(np.log10(2))}
# What a program that hides infinity is seen to put in place of zero.
EPSILONS = (*(10.0**-k for k in range(2, 17)), float(np.finfo(np.float64).eps), float(np.finfo(np.float32).eps))


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


UNIT = "the wrong unit"
SIGN = "the minus sign lost"
SIGN_SAYS = (
    "The sign is the wrong way round. The logarithm of a probability is negative or 0; where does the minus come in?"
)


def unit_says(asked: str, used: str) -> str:
    """Say which unit was used, and which was asked for."""
    if used == "base-10 digits":
        return f"The logarithm is to base 10 (`np.log10`); {asked} are asked for. Which base counts {asked}?"
    return f"This is in {used}; {asked} are asked for. Which logarithm counts {asked}?"


# ---- Signatures that several quantities share


def _with_epsilons(cost_of: Callable[[float], Any]) -> tuple[Any, ...]:
    return tuple(cost_of(epsilon) for epsilon in EPSILONS)


def _surprise(q: Any) -> Array:
    return np.asarray(information_content(q))


def _cost(p: Any, q: Any) -> Array:
    # Σ p log2(1/q) for a q that need not be a distribution; what never happens costs nothing.
    p, surprise = np.broadcast_arrays(np.asarray(p, float), _surprise(q))
    return np.asarray((p * np.where(p > 0, surprise, 0)).sum(axis=-1))


def _clipped_cost(p: Any, q: Any) -> tuple[Any, ...]:
    return _with_epsilons(lambda epsilon: _cost(p, np.maximum(q, epsilon)))


def _cost_without_zeros(p: Any, q: Any) -> Array:
    q = np.asarray(q, float)
    return _cost(np.where(q > 0, p, 0), np.where(q > 0, q, 1))


def _nan_if(zero: Any, value: Any) -> Array:
    return np.where(zero, np.nan, value)


def _put_on_truth(y_true: Any, y_pred: Any) -> Array:
    return np.asarray((np.asarray(y_true, float) * np.asarray(y_pred)).sum(axis=-1))


def _classes(table: Any) -> int:
    return int(np.shape(table)[-1])


def _batch(table: Any) -> int:
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


def _mean_of_terms(right: Callable[..., Any], first: str) -> Mistake:
    return Mistake(
        "mean in place of the sum",
        lambda **inputs: np.asarray(right(**inputs)) / _classes(inputs[first]),
        MEAN_SAYS,
        "-np.mean(p * np.log2(p))",
    )


# ---- What is drawn for a function, beyond the fixed inputs


def _drawn_distribution(random: np.random.Generator, size: int) -> Array:
    p = random.dirichlet(np.ones(size))
    if size > 3:
        p[random.integers(size)] = 0  # what never happens
    return np.asarray(p / p.sum())


def _drawn_pair(random: np.random.Generator, size: int) -> Inputs:
    p, q = _drawn_distribution(random, size), random.dirichlet(np.ones(size))
    if size == 5:
        q = np.where(p > 0, q, 0)  # both 0: it costs nothing
        q = q / q.sum()
    if size == 6:
        q = np.where(p == p.max(), 0, q)  # ruled out, and it happens
        q = q / q.sum()
    return {"p": p, "q": q}


def _drawn_batch(random: np.random.Generator, size: int) -> Inputs:
    classes = 2 + size % 9
    return {
        "y_true": np.eye(classes)[random.integers(classes, size=size)],
        "y_pred": random.dirichlet(np.ones(classes), size),
    }


def _drawn_logits(random: np.random.Generator, size: int) -> Array:
    return np.asarray(random.normal(0, 10.0 ** (size % 3), (size, 2 + size % 9)))


def _never_negative(what: str) -> Callable[..., tuple[Any, Any, str]]:
    return lambda **_: (0, np.inf, f"{what} is never negative.")


# ---- The quantities

_INFORMATION_CONTENT = Quantity(
    right=information_content,
    tells_apart=[{"p": 0.3}, {"p": 0.05}, {"p": 0.8}],
    edges=[{"p": 1.0}, {"p": 0.0}],
    drawn=lambda random, _: {"p": random.uniform(0.001, 1)},
    bounds=_never_negative("An information content"),
    mistakes=[
        Mistake(
            "log of 1 − p",
            lambda p: information_content(1 - np.asarray(p)),
            "This is the surprise of the event *not* happening. Which of the two does the question ask about?",
            "-np.log2(1 - p)",
        ),
        Mistake(
            "a percentage for a probability",
            lambda p: -np.log2(np.maximum(100 * np.asarray(p), 1e-300)),
            "This comes from a percentage: a probability runs from 0 to 1, not from 0 to 100.",
            "-np.log2(100 * p)",
        ),
        Mistake(
            "1/p without a logarithm",
            lambda p: 1 / np.maximum(p, 1e-300),
            "This is 1/p: between how many equally likely events yours is one. The surprise counts the halvings that "
            "lead there.",
            "1 / p",
            has_unit=False,
        ),
        Mistake(
            "weighted by p",
            lambda p: p * np.where(np.asarray(p) > 0, _surprise(np.maximum(p, 1e-300)), 0),
            "The surprise is multiplied by p here. That is what an outcome *contributes to an entropy*; one event, "
            "once it has happened, is as surprising as it is.",
            "-p * np.log2(p)",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda p: _with_epsilons(lambda epsilon: information_content(np.maximum(p, epsilon))),
            EPSILON_SAYS,
            "-np.log2(np.clip(p, 1e-10, 1))",
        ),
    ],
)

_ENTROPY = Quantity(
    right=entropy,
    tells_apart=[{"p": (0.05, 0.15, 0.3, 0.5)}, {"p": (0.9, 0.1)}, {"p": (0.2, 0.3, 0.5)}],
    edges=[{"p": (1.0,)}, {"p": (1.0, 0.0)}, {"p": (0.5, 0.0, 0.5)}],
    drawn=lambda random, size: {"p": _drawn_distribution(random, size)},
    bounds=lambda p: (
        0,
        np.log2(_classes(p)),
        f"The entropy of {_classes(p)} outcomes lies between 0 (one is certain) and log2 {_classes(p)} bits (all are "
        "equally likely).",
    ),
    mistakes=[
        Mistake(
            "surprises added up unweighted",
            lambda p: _surprise(p).sum(axis=-1),
            "The surprises are added up as if each outcome always came. Weigh each by how often it comes.",
            "-np.sum(np.log2(p))",
        ),
        Mistake(
            "plain mean of the surprises",
            lambda p: _surprise(p).mean(axis=-1),
            "The surprises are averaged as if all outcomes came equally often. Weigh each by its own probability.",
            "-np.mean(np.log2(p))",
        ),
        _mean_of_terms(entropy, "p"),
        Mistake(
            "0 · log 0",
            lambda p: _nan_if((np.asarray(p) == 0).any(axis=-1), entropy(p)),
            ZERO_LOG_ZERO,
            "-np.sum(p * np.log2(p))",
        ),
        Mistake(
            "percentages for probabilities",
            lambda p: 100 * (np.asarray(entropy(p)) - np.log2(100)),
            "These are percentages or counts, which do not sum to 1. Divide them by their sum first.",
            "-np.sum(100 * p * np.log2(100 * p))",
        ),
        Mistake(
            "Gini impurity for entropy",
            lambda p: 1 - (np.asarray(p) ** 2).sum(axis=-1),
            "This is 1 − Σp², the Gini impurity that decision trees also use. It has no unit and no logarithm. The "
            "entropy averages the *surprise*.",
            "1 - np.sum(p**2)",
            has_unit=False,
        ),
        Mistake(
            "normalised entropy",
            lambda p: np.asarray(entropy(p)) / max(np.log2(_classes(p)), 1e-300),
            "This is the entropy as a share of the most that so many outcomes can have. The question asks for the "
            "amount itself.",
            "entropy(p) / np.log2(len(p))",
            has_unit=False,
        ),
        Mistake(
            "perplexity for entropy",
            lambda p: np.exp2(entropy(p)),
            "This is 2 to the entropy: a number of equally likely outcomes. The entropy is the exponent, in bits.",
            "2 ** entropy(p)",
            has_unit=False,
        ),
        Mistake(
            "the rarest outcome only",
            lambda p: _surprise(np.min(p, axis=-1)),
            "This is the surprise of the rarest outcome alone. The entropy averages over all of them.",
            "-np.log2(min(p))",
        ),
        Mistake(
            "the likeliest outcome only",
            lambda p: _surprise(np.max(p, axis=-1)),
            "This is the surprise of the likeliest outcome alone. The entropy averages over all of them.",
            "-np.log2(max(p))",
        ),
        Mistake(
            "log of the number of outcomes",
            lambda p: np.full(np.shape(p)[:-1], np.log2(_classes(p))),
            "This is the entropy of *equally likely* outcomes. Are they equally likely here?",
            "np.log2(len(p))",
        ),
    ],
)

_BINARY_ENTROPY = Quantity(
    right=binary_entropy,
    tells_apart=[{"p": 0.1}, {"p": 0.3}, {"p": 0.75}],
    edges=[{"p": 0.0}, {"p": 1.0}],
    drawn=lambda random, _: {"p": random.uniform()},
    bounds=lambda **_: (0, 1, "The entropy of one yes/no event lies between 0 and 1 bit."),
    mistakes=[
        Mistake(
            "only one of the two outcomes",
            lambda p: p * _surprise(np.maximum(p, 1e-300)),
            "Only one outcome of the two is counted. The event may also *not* happen: what does that contribute?",
            "-p * np.log2(p)",
        ),
        Mistake(
            "surprise for entropy",
            lambda p: _surprise(np.maximum(p, 1e-300)),
            "This is the surprise of the event itself. The entropy averages the surprises of both outcomes.",
            "-np.log2(p)",
        ),
        Mistake(
            "surprises added up unweighted",
            lambda p: _surprise(np.maximum(p, 1e-300)) + _surprise(np.maximum(1 - np.asarray(p), 1e-300)),
            "Both surprises are there, but each as if it always came. Weigh each by how often it comes.",
            "-np.log2(p) - np.log2(1 - p)",
        ),
        Mistake(
            "mean in place of the sum",
            lambda p: np.asarray(binary_entropy(p)) / 2,
            MEAN_SAYS,
            "-np.mean([p * np.log2(p), (1 - p) * np.log2(1 - p)])",
        ),
        Mistake(
            "0 · log 0",
            lambda p: _nan_if((np.asarray(p) == 0) | (np.asarray(p) == 1), binary_entropy(p)),
            ZERO_LOG_ZERO,
            "-p * np.log2(p) - (1 - p) * np.log2(1 - p)",
        ),
        Mistake(
            "Gini impurity for entropy",
            lambda p: 2 * np.asarray(p) * (1 - np.asarray(p)),
            "This is 1 − Σp², the Gini impurity. The entropy averages the *surprise*.",
            "1 - p**2 - (1 - p)**2",
            has_unit=False,
        ),
    ],
)

_PAIRS: list[Inputs] = [
    {"p": (0.1, 0.4, 0.5), "q": (0.6, 0.2, 0.2)},
    {"p": (0.25, 0.75), "q": (0.6, 0.4)},
    {"p": (0.7, 0.2, 0.1), "q": (0.3, 0.25, 0.45)},
]
_PAIR_EDGES: list[Inputs] = [
    {"p": (1.0, 0.0), "q": (0.25, 0.75)},
    {"p": (0.6, 0.4, 0.0), "q": (0.5, 0.5, 0.0)},
    {"p": (0.5, 0.5), "q": (0.0, 1.0)},
    {"p": (0.2, 0.3, 0.5), "q": (0.5, 0.0, 0.5)},
]


def _zero_in_truth(p: Any, q: Any) -> Array:
    return np.asarray(((np.asarray(p) == 0) & (np.asarray(q) >= 0)).any(axis=-1))


_CROSS_ENTROPY = Quantity(
    right=cross_entropy,
    tells_apart=_PAIRS,
    edges=_PAIR_EDGES,
    drawn=_drawn_pair,
    bounds=lambda p, **_: (
        entropy(p),
        np.inf,
        "A cross-entropy is never below the entropy of the truth: no code is cheaper than the right one.",
    ),
    mistakes=[
        Mistake(
            "P and Q swapped",
            lambda p, q: cross_entropy(q, p),
            "The wrong way round: here Q's outcomes are written in P's code. The truth P says how often, the model Q "
            "says how long.",
            "-np.sum(q * np.log2(p))",
        ),
        Mistake(
            "entropy of the truth",
            lambda p, q: entropy(p) + np.zeros(np.shape(q)[:-1]),
            "This is H(P), what the *best* code would cost. The lengths must come from the model.",
            "-np.sum(p * np.log2(p))",
        ),
        Mistake(
            "entropy of the model",
            lambda p, q: entropy(q) + np.zeros(np.shape(p)[:-1]),
            "This is H(Q): what the model *expects* to pay. How often each outcome comes is for the truth to say.",
            "-np.sum(q * np.log2(q))",
        ),
        Mistake(
            "KL for cross-entropy",
            kl_divergence,
            "This is the KL divergence: only the extra cost. The whole bill has the floor H(P) in it.",
            "np.sum(p * np.log2(p / q))",
        ),
        _mean_of_terms(cross_entropy, "q"),
        Mistake(
            "surprises added up unweighted",
            lambda p, q: _surprise(q).sum(axis=-1) + np.zeros(np.shape(p)[:-1]),
            "The code lengths are added up as if every outcome always came. Weigh each by the truth.",
            "-np.sum(np.log2(q))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda p, q: -_put_on_truth(p, q),
            "No logarithm was taken: this is −Σ p q, a mean probability with a minus in front. A cost is a surprise.",
            "-np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "probability of an error for a loss",
            lambda p, q: 1 - _put_on_truth(p, q),
            "This is 1 minus the probability on the truth. The loss is its *surprise*, the negative logarithm.",
            "1 - np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: _nan_if(((np.asarray(p) == 0) & (np.asarray(q) == 0)).any(axis=-1), cross_entropy(p, q)),
            ZERO_LOG_ZERO,
            "-np.sum(p * np.log2(q))",
        ),
        Mistake("infinity hidden by an epsilon", _clipped_cost, EPSILON_SAYS, "-np.sum(p * np.log2(q + 1e-10))"),
        Mistake(
            "terms with q = 0 dropped",
            _cost_without_zeros,
            DROPPED_SAYS,
            "-np.sum(p[q > 0] * np.log2(q[q > 0]))",
        ),
    ],
)

_KL_DIVERGENCE = Quantity(
    right=kl_divergence,
    tells_apart=_PAIRS,
    edges=_PAIR_EDGES,
    drawn=_drawn_pair,
    bounds=_never_negative("A KL divergence"),
    mistakes=[
        Mistake(
            "P and Q swapped",
            lambda p, q: kl_divergence(q, p),
            "The wrong way round: this is KL(Q‖P). The truth P stands first: it says how often each outcome comes.",
            "np.sum(q * np.log2(q / p))",
        ),
        Mistake(
            "cross-entropy for KL",
            cross_entropy,
            "This is the cross-entropy: the whole bill. KL is what is left of it when the floor H(P) is taken off.",
            "-np.sum(p * np.log2(q))",
        ),
        Mistake(
            "difference of the entropies",
            lambda p, q: np.asarray(entropy(q)) - entropy(p),
            "This is H(Q) − H(P). Two distributions can be equally uncertain and quite different, and then it is 0. "
            "What must stand in place of H(Q)?",
            "entropy(q) - entropy(p)",
        ),
        Mistake(
            "both directions added up",
            lambda p, q: np.asarray(kl_divergence(p, q)) + kl_divergence(q, p),
            "This is KL(P‖Q) + KL(Q‖P). Each direction answers its own question; one of them is asked for.",
            "np.sum((p - q) * np.log2(p / q))",
        ),
        Mistake(
            "mean of both directions",
            lambda p, q: (np.asarray(kl_divergence(p, q)) + kl_divergence(q, p)) / 2,
            "This is the mean of KL(P‖Q) and KL(Q‖P). Each direction answers its own question; one is asked for.",
            "np.sum((p - q) * np.log2(p / q)) / 2",
        ),
        Mistake(
            "Jensen–Shannon for KL",
            js_divergence,
            "This is the Jensen–Shannon divergence, the symmetric relative. KL has a direction: truth first.",
            "js_divergence(p, q)",
        ),
        Mistake(
            "Jensen–Shannon distance for KL",
            lambda p, q: (np.sqrt(js_divergence(p, q)), np.sqrt(js_divergence(p, q, unit="nats"))),
            "This is the root of the Jensen–Shannon divergence, as SciPy's `jensenshannon` gives it. KL is neither "
            "symmetric nor a root.",
            "scipy.spatial.distance.jensenshannon(p, q)",
            has_unit=False,
        ),
        _mean_of_terms(kl_divergence, "q"),
        Mistake(
            "log ratios unweighted",
            lambda p, q: (_surprise(q) - _surprise(p)).sum(axis=-1),
            "The log ratios are added up as if every outcome always came. Weigh each by the truth.",
            "np.sum(np.log2(p / q))",
        ),
        Mistake(
            "probabilities where log-probabilities belong",
            lambda p, q: -np.asarray(entropy(p, unit="nats")) - _put_on_truth(p, q),
            "The model's *probabilities* were used where its log-probabilities belong (PyTorch's `kl_div` wants the "
            "logarithms). A KL below 0 is the sign of it.",
            "np.sum(p * (np.log(p) - q))",
            has_unit=False,
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: _nan_if(_zero_in_truth(p, q), kl_divergence(p, q)),
            ZERO_LOG_ZERO,
            "np.sum(p * np.log2(p / q))",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda p, q: tuple(cost - entropy(p) for cost in _clipped_cost(p, q)),
            EPSILON_SAYS,
            "np.sum(p * np.log2(p / np.clip(q, 1e-10, 1)))",
        ),
        Mistake(
            "terms with q = 0 dropped",
            lambda p, q: _cost_without_zeros(p, q) - _cost_without_zeros(np.where(np.asarray(q) > 0, p, 0), p),
            DROPPED_SAYS,
            "np.sum((p * np.log2(p / q))[q > 0])",
        ),
    ],
)

_JS_DIVERGENCE = Quantity(
    right=js_divergence,
    tells_apart=[_PAIRS[2], *_PAIRS[:2]],
    edges=[{"p": (1.0, 0.0), "q": (0.0, 1.0)}, {"p": (0.6, 0.4, 0.0), "q": (0.5, 0.5, 0.0)}],
    drawn=_drawn_pair,
    bounds=lambda **_: (0, 1, "A Jensen–Shannon divergence lies between 0 and 1 bit."),
    mistakes=[
        Mistake(
            "Jensen–Shannon distance for divergence",
            lambda p, q: (np.sqrt(js_divergence(p, q)), np.sqrt(js_divergence(p, q, unit="nats"))),
            "This is the *distance*: the root of the divergence, as SciPy's `jensenshannon` gives it.",
            "scipy.spatial.distance.jensenshannon(p, q)",
            has_unit=False,
        ),
        Mistake(
            "mean of both directions",
            lambda p, q: (np.asarray(kl_divergence(p, q)) + kl_divergence(q, p)) / 2,
            "This is the mean of KL(P‖Q) and KL(Q‖P), which can be infinite. Measure each against the *average* of "
            "both.",
            "(kl_divergence(p, q) + kl_divergence(q, p)) / 2",
        ),
        Mistake(
            "sum in place of the mean",
            lambda p, q: 2 * np.asarray(js_divergence(p, q)),
            "The two parts are added up; take their mean.",
            "kl_divergence(p, m) + kl_divergence(q, m)",
        ),
        Mistake(
            "only one of the two parts",
            lambda p, q: tuple(kl_divergence(x, (np.asarray(p) + q) / 2) for x in (p, q)),
            "This is how far *one* of the two is from their average. The other belongs to it as well.",
            "kl_divergence(p, m)",
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: _nan_if(((np.asarray(p) == 0) | (np.asarray(q) == 0)).any(axis=-1), js_divergence(p, q)),
            ZERO_LOG_ZERO,
            "np.sum(p * np.log2(p / m)) / 2 + np.sum(q * np.log2(q / m)) / 2",
        ),
    ],
)


def _binary_truth(y_true: Any, y_pred: Any) -> Array:
    return np.where(np.asarray(y_true) == 1, y_pred, 1 - np.asarray(y_pred))


_BINARY_CROSS_ENTROPY = Quantity(
    right=lambda y_true, y_pred: binary_cross_entropy(y_true, y_pred, unit="bits"),
    tells_apart=[
        {"y_true": (1, 0, 1, 1, 0), "y_pred": (0.9, 0.2, 0.6, 0.7, 0.45)},
        {"y_true": (0, 0, 1), "y_pred": (0.3, 0.1, 0.75)},
    ],
    edges=[{"y_true": (1, 0), "y_pred": (1.0, 0.0)}, {"y_true": (1, 0), "y_pred": (0.0, 0.5)}],
    drawn=lambda random, size: {"y_true": random.integers(2, size=size), "y_pred": random.uniform(size=size)},
    bounds=_never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "branches swapped",
            lambda y_true, y_pred: binary_cross_entropy(1 - np.asarray(y_true), y_pred, unit="bits"),
            "The two branches are swapped: where the answer was yes, the price must come from the probability of "
            "*yes*.",
            "-np.mean((1 - y) * np.log(q) + y * np.log(1 - q))",
        ),
        Mistake(
            "the (1 − y) term is missing",
            lambda y_true, y_pred: _cost(y_true, y_pred) / np.size(y_true),
            "Only the yes answers are paid for. A model that always says yes would score 0: what should it pay "
            "where the answer was no?",
            "-np.mean(y * np.log(q))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, y_pred: binary_cross_entropy(y_true, y_pred, unit="bits") * np.size(y_true),
            "This is the sum over all predictions. The loss is the mean, so that it does not grow with the data.",
            "-np.sum(y * np.log(q) + (1 - y) * np.log(1 - q))",
        ),
        Mistake(
            "log of the mean probability",
            lambda y_true, y_pred: information_content(_binary_truth(y_true, y_pred).mean()),
            "The probabilities were averaged before the logarithm. Each prediction is paid for by itself: logarithm "
            "first, mean last.",
            "-np.log(np.mean(put_on_the_truth))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, y_pred: -_binary_truth(y_true, y_pred).mean(),
            "No logarithm was taken: a mean probability with a minus in front is no loss. A price is a surprise.",
            "-np.mean(put_on_the_truth)",
            has_unit=False,
        ),
        Mistake(
            "squared error for cross-entropy",
            lambda y_true, y_pred: np.mean((np.asarray(y_true) - y_pred) ** 2),
            "This is the mean squared error (the Brier score). It never asks for more than 1, however sure the "
            "mistake; the logarithm does.",
            "np.mean((y - q)**2)",
            has_unit=False,
        ),
        Mistake(
            "target and prediction swapped",
            lambda y_true, y_pred: binary_cross_entropy(y_pred, y_true, unit="bits"),
            "Target and prediction are swapped: the logarithm is taken of the labels, which are 0 or 1. The model "
            "stands inside the logarithm.",
            "-np.mean(q * np.log(y) + (1 - q) * np.log(1 - y))",
        ),
        Mistake(
            "0 · log 0",
            lambda y_true, y_pred: _nan_if(
                ((np.asarray(y_pred) == 0) | (np.asarray(y_pred) == 1)).any(),
                binary_cross_entropy(y_true, y_pred, unit="bits"),
            ),
            ZERO_LOG_ZERO,
            "-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda y_true, y_pred: _with_epsilons(
                lambda epsilon: _surprise(np.clip(_binary_truth(y_true, y_pred), epsilon, 1)).mean()
            ),
            EPSILON_SAYS,
            "-np.mean(np.log(np.clip(put_on_the_truth, 1e-7, 1)))",
        ),
    ],
)


def _in_bits(nats: Any) -> Array:
    return np.asarray(nats) / UNITS["nats"]


_CATEGORICAL_CROSS_ENTROPY = Quantity(
    right=lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits"),
    tells_apart=[
        {
            "y_true": ((0, 1, 0), (1, 0, 0)),
            "y_pred": ((0.1, 0.7, 0.2), (0.4, 0.35, 0.25)),
        },
        {
            "y_true": ((0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0)),
            "y_pred": ((0.1, 0.2, 0.6, 0.1), (0.3, 0.25, 0.25, 0.2), (0.85, 0.05, 0.04, 0.06)),
        },
    ],
    edges=[
        {"y_true": ((1, 0), (0, 1)), "y_pred": ((1.0, 0.0), (0.5, 0.5))},
        {"y_true": ((1, 0), (0, 1)), "y_pred": ((0.0, 1.0), (0.5, 0.5))},
    ],
    drawn=_drawn_batch,
    bounds=_never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "averaged over elements, not over the batch",
            lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits") / _classes(y_true),
            "The mean runs over every entry of the table, the classes too. Sum over the classes first, then average "
            "over the samples.",
            "-np.mean(y * np.log(q))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits") * _batch(y_true),
            "This is the sum over the batch. The loss is the mean over samples, so that it does not grow with them.",
            "-np.sum(y * np.log(q))",
        ),
        Mistake(
            "softmax on probabilities",
            lambda y_true, y_pred: categorical_cross_entropy_from_logits(y_true, y_pred, unit="bits"),
            "Softmax was taken of what are probabilities already. They come out nearly even, and the loss cannot get "
            "near 0.",
            "loss_from_logits(y, softmax(z))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, y_pred: -_put_on_truth(y_true, y_pred).mean(),
            "No logarithm was taken: this lies between −1 and 0 (PyTorch's `nll_loss` does so when it is given "
            "probabilities). A price is a surprise.",
            "-np.mean(np.sum(y * q, axis=1))",
            has_unit=False,
        ),
        Mistake(
            "log of the mean probability",
            lambda y_true, y_pred: information_content(_put_on_truth(y_true, y_pred).mean()),
            "The probabilities were averaged before the logarithm. Each sample is paid for by itself: logarithm first, "
            "mean last.",
            "-np.log(np.mean(put_on_the_truth))",
        ),
        Mistake(
            "target and prediction swapped",
            lambda y_true, y_pred: categorical_cross_entropy(y_pred, y_true, unit="bits"),
            "Target and prediction are swapped: the logarithm is taken of the labels, which are 0 nearly everywhere. "
            "The model stands inside the logarithm.",
            "-np.mean(np.sum(q * np.log(y), axis=1))",
        ),
        Mistake(
            "0 · log 0",
            lambda y_true, y_pred: _nan_if(
                ((np.asarray(y_true) == 0) & (np.asarray(y_pred) == 0)).any(),
                categorical_cross_entropy(y_true, y_pred, unit="bits"),
            ),
            ZERO_LOG_ZERO,
            "-np.mean(np.sum(y * np.log(q), axis=1))",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda y_true, y_pred: tuple(cost.mean() for cost in _clipped_cost(y_true, y_pred)),
            EPSILON_SAYS,
            "-np.mean(np.sum(y * np.log(np.clip(q, 1e-7, 1)), axis=1))",
        ),
    ],
)

_TWO_ROWS: Inputs = {"y_true": ((0, 1, 0), (1, 0, 0)), "logits": ((1.0, 3.0, 0.5), (0.2, -1.0, 0.7))}
_LOGITS_TRIALS: list[Inputs] = [
    _TWO_ROWS,
    {"y_true": ((0, 0, 0, 1), (0, 1, 0, 0), (1, 0, 0, 0)), "logits": ((0, 1, -2, 2), (1, 0.5, 0, 0.3), (3, 1, 1, 0))},
]
OVERFLOW_SAYS = (
    "With a score of 1000 the exponential overflows, and infinity over infinity is nan. Softmax does not change when "
    "all scores move together: what should be subtracted first?"
)
BATCH_AXIS_SAYS = (
    "The softmax runs down the columns, across the samples: each *column* sums to 1. Every sample's own row must."
)


def _overflows(logits: Any) -> Array:
    return np.asarray(np.max(logits, axis=-1) > 700)


def _from_logits(y_true: Any, logits: Any) -> Any:
    return categorical_cross_entropy_from_logits(y_true, logits, unit="bits")


_FROM_LOGITS = Quantity(
    right=_from_logits,
    tells_apart=_LOGITS_TRIALS,
    edges=[
        {"y_true": ((0, 1), (1, 0)), "logits": ((1000.0, 0.0), (0.0, 0.0))},
        {"y_true": ((1, 0), (1, 0)), "logits": ((-1000.0, -1000.0), (1000.0, 0.0))},
    ],
    drawn=lambda random, size: {
        "y_true": np.eye(2 + size % 9)[random.integers(2 + size % 9, size=size)],
        "logits": _drawn_logits(random, size),
    },
    bounds=_never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "softmax taken twice",
            lambda y_true, logits: _from_logits(y_true, softmax(logits)),
            "Softmax is taken twice. The second one makes even certain predictions look uncertain, so the loss stays "
            "above a wall it should not have.",
            "loss_from_logits(y, softmax(z))",
        ),
        Mistake(
            "softmax over the batch",
            lambda y_true, logits: categorical_cross_entropy_of_any(y_true, softmax(logits, axis=0)),
            BATCH_AXIS_SAYS,
            "np.exp(z) / np.exp(z).sum(axis=0)",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, logits: -_put_on_truth(y_true, softmax(logits)).mean(),
            "No logarithm was taken: this lies between −1 and 0. A price is a surprise.",
            "-np.mean(np.sum(y * softmax(z), axis=1))",
            has_unit=False,
        ),
        Mistake(
            "the softmax is missing",
            lambda y_true, logits: -_put_on_truth(y_true, logits).mean(),
            "The raw scores were used as if they were log-probabilities. Adding 5 to all of them changes this number; "
            "it should not.",
            "-np.mean(np.sum(y * z, axis=1))",
            has_unit=False,
        ),
        Mistake(
            "averaged over elements, not over the batch",
            lambda y_true, logits: _from_logits(y_true, logits) / _classes(y_true),
            "The mean runs over every entry of the table, the classes too. Sum over the classes first, then average "
            "over the samples.",
            "-np.mean(y * log_softmax(z))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, logits: _from_logits(y_true, logits) * _batch(y_true),
            "This is the sum over the batch. The loss is the mean over samples, so that it does not grow with them.",
            "-np.sum(y * log_softmax(z))",
        ),
        Mistake(
            "overflow",
            lambda y_true, logits: _nan_if(_overflows(logits).any(), _from_logits(y_true, logits)),
            OVERFLOW_SAYS,
            "np.log(np.exp(z).sum(axis=1)) - np.sum(y * z, axis=1)",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda y_true, logits: tuple(cost.mean() for cost in _clipped_cost(y_true, softmax(logits))),
            "The probability was clipped, so a loss of 1000 nats is reported as a property of the clip. Stay in "
            "logarithms: scores minus the log of the summed exponentials never need one.",
            "-np.log(np.clip(softmax(z), 1e-7, 1))",
        ),
    ],
)


def categorical_cross_entropy_of_any(y_true: Any, y_pred: Any) -> Any:
    """Mean cost in bits of a batch whose rows need not sum to 1."""
    return _cost(y_true, y_pred).mean()


_SOFTMAX = Quantity(
    right=softmax,
    tells_apart=[{"logits": inputs["logits"]} for inputs in _LOGITS_TRIALS],
    edges=[{"logits": ((1000.0, 0.0), (0.0, 0.0))}, {"logits": ((-1000.0, -1000.0), (5.0, 5.0))}],
    drawn=lambda random, size: {"logits": _drawn_logits(random, size)},
    bounds=lambda **_: (0, 1, "What softmax gives are probabilities: each lies between 0 and 1."),
    has_unit=False,
    mistakes=[
        Mistake(
            "softmax over the batch",
            lambda logits: softmax(logits, axis=0),
            BATCH_AXIS_SAYS,
            "np.exp(z) / np.exp(z).sum(axis=0)",
            has_unit=False,
        ),
        Mistake(
            "softmax over the whole table",
            lambda logits: softmax(np.ravel(logits)).reshape(np.shape(logits)),
            "All samples together sum to 1 here. Each row is a distribution of its own: along which axis, and with "
            "which `keepdims`?",
            "np.exp(z) / np.exp(z).sum()",
            has_unit=False,
        ),
        Mistake(
            "no exponential",
            lambda logits: np.asarray(logits) / np.sum(logits, axis=-1, keepdims=True),
            "The scores were divided by their sum as they are. A negative score gives a negative probability: what "
            "makes all of them positive first?",
            "z / z.sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
        Mistake(
            "not normalised",
            lambda logits: np.exp(np.minimum(logits, 700)),
            "These are positive, but they do not sum to 1. Divide each row by its sum.",
            "np.exp(z)",
            has_unit=False,
        ),
        Mistake(
            "softmax taken twice",
            lambda logits: softmax(softmax(logits)),
            "Softmax is taken twice; the second one makes everything nearly even.",
            "softmax(softmax(z))",
            has_unit=False,
        ),
        Mistake(
            "a sigmoid for each score",
            lambda logits: 1 / (1 + np.exp(-np.clip(logits, -700, 700))),
            "Each score went through a sigmoid of its own, so a row need not sum to 1. Softmax lets the classes "
            "compete.",
            "1 / (1 + np.exp(-z))",
            has_unit=False,
        ),
        Mistake(
            "powers of 2 for powers of e",
            lambda logits: softmax(np.asarray(logits) * UNITS["nats"]),
            "These are powers of 2. Logits live in nats: use powers of e.",
            "2**z / (2**z).sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
        Mistake(
            "log-probabilities",
            log_softmax,
            "These are log-probabilities: they are 0 at most. Raise e to them.",
            "log_softmax(z)",
            has_unit=False,
        ),
        Mistake(
            "overflow",
            lambda logits: np.where(
                (np.asarray(logits) > 700) | (np.max(logits, axis=-1, keepdims=True) < -700), np.nan, softmax(logits)
            ),
            OVERFLOW_SAYS,
            "np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
    ],
)

_SMOOTH_LABELS = Quantity(
    right=smooth_labels,
    tells_apart=[{"y_true": (0, 1, 0), "epsilon": 0.1}, {"y_true": ((1, 0), (0, 1)), "epsilon": 0.3}],
    edges=[{"y_true": (0, 1, 0, 0), "epsilon": 0.0}, {"y_true": (0, 1), "epsilon": 1.0}],
    drawn=lambda random, size: {
        "y_true": np.eye(1 + size)[random.integers(1 + size, size=3)],
        "epsilon": random.uniform(),
    },
    bounds=lambda **_: (0, 1, "A smoothed label is a distribution: each entry lies between 0 and 1."),
    has_unit=False,
    mistakes=[
        Mistake(
            "ε/(K − 1) for ε/K",
            lambda y_true, epsilon: np.where(
                np.asarray(y_true) == 1, 1 - epsilon, epsilon / max(_classes(y_true) - 1, 1)
            ),
            "The share ε went to the *other* classes only. Label smoothing spreads it over all K classes, the right "
            "one among them.",
            "np.where(y == 1, 1 - epsilon, epsilon / (K - 1))",
            has_unit=False,
        ),
        Mistake(
            "nothing taken from the truth",
            lambda y_true, epsilon: np.asarray(y_true) + epsilon / _classes(y_true),
            "These sum to more than 1: the share was added, but never taken from the label.",
            "y + epsilon / K",
            has_unit=False,
        ),
        Mistake(
            "the share not divided among the classes",
            lambda y_true, epsilon: (1 - epsilon) * np.asarray(y_true) + epsilon,
            "Every class gets the whole ε here, so the sum is above 1. The share is divided among the classes.",
            "(1 - epsilon) * y + epsilon",
            has_unit=False,
        ),
    ],
)

_LOSS_FLOOR = Quantity(
    right=lambda y_true, epsilon: entropy(smooth_labels(y_true, epsilon)),
    tells_apart=[{"y_true": (0, 1, 0), "epsilon": 0.1}, {"y_true": (1, 0, 0, 0, 0), "epsilon": 0.3}],
    edges=[{"y_true": (1, 0), "epsilon": 0.0}],
    drawn=lambda random, size: {"y_true": np.eye(1 + size)[0], "epsilon": random.uniform()},
    bounds=lambda y_true, **_: (
        0,
        np.log2(_classes(y_true)),
        f"A floor is an entropy: with {_classes(y_true)} classes it lies between 0 and log2 {_classes(y_true)} bits.",
    ),
    mistakes=[
        Mistake(
            "a floor of 0",
            lambda **_: 0,
            "A good model's loss reaches the *entropy of the targets*, and smoothed targets have some. When is that 0?",
            "0.0",
            has_unit=False,
        ),
        Mistake(
            "ε/(K − 1) for ε/K",
            lambda y_true, epsilon: _cost(
                *[np.where(np.asarray(y_true) == 1, 1 - epsilon, epsilon / max(_classes(y_true) - 1, 1))] * 2
            ),
            "The share ε went to the *other* classes only. Label smoothing spreads it over all K classes, the right "
            "one among them.",
            "entropy([1 - epsilon, epsilon / 2, epsilon / 2])",
        ),
        Mistake(
            "the surprise of the smoothed truth",
            lambda y_true, epsilon: information_content(1 - epsilon + epsilon / _classes(y_true)),
            "This is the surprise of the right class alone. A smoothed target also sends you to the others, now and "
            "then.",
            "-np.log(1 - epsilon + epsilon / K)",
        ),
    ],
)

_PERPLEXITY = Quantity(
    right=lambda p, q: np.exp2(cross_entropy(p, q)),
    tells_apart=_PAIRS,
    edges=[{"p": (1.0, 0.0), "q": (1.0, 0.0)}, {"p": (0.5, 0.5), "q": (0.0, 1.0)}],
    drawn=_drawn_pair,
    bounds=lambda **_: (1, np.inf, "A perplexity is a number of choices: 1 at least."),
    has_unit=False,
    mistakes=[
        Mistake(
            "2 to the nats",
            lambda p, q: np.exp2(cross_entropy(p, q, unit="nats")),
            "This is 2 to a number of *nats*. Powers of 2 go with bits, powers of e with nats.",
            "2 ** cross_entropy(p, q, unit='nats')",
            has_unit=False,
        ),
        Mistake(
            "e to the bits",
            lambda p, q: np.exp(cross_entropy(p, q)),
            "This is e to a number of *bits*. Powers of 2 go with bits, powers of e with nats.",
            "np.exp(cross_entropy(p, q))",
            has_unit=False,
        ),
        Mistake(
            "mean of the perplexities",
            lambda p, q: _put_on_truth(p, 1 / np.maximum(q, 1e-300)),
            "The choices 1/q were averaged. Average the *costs* first, and raise 2 to the mean.",
            "np.sum(p / q)",
            has_unit=False,
        ),
        Mistake(
            "log of the mean probability",
            lambda p, q: 1 / _put_on_truth(p, q),
            "The probabilities were averaged before the logarithm. Logarithm first, mean second, power last.",
            "1 / np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "cross-entropy for perplexity",
            lambda p, q: (cross_entropy(p, q), cross_entropy(p, q, unit="nats")),
            "This is the cross-entropy itself. The perplexity is a number of choices: raise 2 (or e) to it.",
            "cross_entropy(p, q)",
            has_unit=False,
        ),
        Mistake(
            "perplexity of the truth alone",
            lambda p, **_: np.exp2(entropy(p)),
            "This is 2 to H(P): how many choices the *best* model hesitates between. Yours is the model Q.",
            "2 ** entropy(p)",
            has_unit=False,
        ),
    ],
)


def _branches(labels: Any, groups: Any) -> tuple[Array, Array, Array]:
    # The joint distribution of groups (rows) and labels (columns), and both marginals.
    _, rows = np.unique(groups, return_inverse=True)
    _, columns = np.unique(labels, return_inverse=True)
    joint = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(joint, (rows, columns), 1 / len(rows))
    return joint, joint.sum(axis=1), joint.sum(axis=0)


def _mean_branch(labels: Any, groups: Any) -> Any:
    joint, of_groups, of_labels = _branches(labels, groups)
    return entropy(of_labels) - np.mean(entropy(joint / of_groups[:, None]))


_INFORMATION_GAIN = Quantity(
    right=information_gain,
    tells_apart=[
        {"labels": (0, 0, 0, 1, 1, 2, 2, 2), "groups": (0, 0, 0, 0, 0, 1, 1, 0)},
        {"labels": (0, 0, 0, 0, 1, 1, 1, 1, 0, 1), "groups": (0, 0, 0, 0, 0, 1, 1, 1, 1, 0)},
    ],
    edges=[{"labels": (0, 0, 0), "groups": (0, 1, 1)}, {"labels": (0, 1, 1), "groups": (0, 0, 0)}],
    drawn=lambda random, size: {
        "labels": random.integers(3, size=size + 1),
        "groups": random.integers(2, size=size + 1),
    },
    bounds=lambda labels, groups: (
        0,
        entropy(_branches(labels, groups)[2]),
        "A gain lies between 0 (the question told nothing) and the entropy of the labels (it told all).",
    ),
    mistakes=[
        Mistake(
            "plain mean of the branches",
            _mean_branch,
            "Both groups counted the same, however few samples lie in them. Weigh each group's entropy by its share.",
            "entropy(labels) - np.mean([H_left, H_right])",
        ),
        Mistake(
            "what is left, not what was gained",
            lambda labels, groups: conditional_entropy(_branches(labels, groups)[0]),
            "This is the uncertainty that is *left* once the groups are known. The gain is what has gone.",
            "w_left * H_left + w_right * H_right",
        ),
        Mistake(
            "entropy before the question",
            lambda labels, groups: entropy(_branches(labels, groups)[2]),
            "This is the entropy of the labels before anything was asked. Take off what is left afterwards.",
            "entropy(labels)",
        ),
        Mistake(
            "entropy of the groups",
            lambda labels, groups: entropy(_branches(labels, groups)[1]),
            "This is the entropy of the *groups*: how uncertain the answer to the question is.",
            "entropy(groups)",
        ),
    ],
)

QUANTITIES = {
    "information_content": _INFORMATION_CONTENT,
    "entropy": _ENTROPY,
    "binary_entropy": _BINARY_ENTROPY,
    "cross_entropy": _CROSS_ENTROPY,
    "kl_divergence": _KL_DIVERGENCE,
    "js_divergence": _JS_DIVERGENCE,
    "binary_cross_entropy": _BINARY_CROSS_ENTROPY,
    "categorical_cross_entropy": _CATEGORICAL_CROSS_ENTROPY,
    "categorical_cross_entropy_from_logits": _FROM_LOGITS,
    "softmax": _SOFTMAX,
    "smooth_labels": _SMOOTH_LABELS,
    "loss_floor": _LOSS_FLOOR,
    "perplexity": _PERPLEXITY,
    "information_gain": _INFORMATION_GAIN,
}

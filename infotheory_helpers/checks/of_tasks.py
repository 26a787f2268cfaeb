"""Mistakes that the wording or the numbers of one task invite, and no other task of the same quantity."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.information import binary_entropy, count_table, entropy, js_divergence, kl_divergence

from .mistakes import Mistake, cost_in_bits, terms_of_cost

Array = NDArray[Any]


# ---- 1.2, in nats: what a halving is, is not asked for here

IN_NATS = [
    Mistake(
        "the probability itself",
        lambda p: p,
        "This is the probability itself. Which logarithm of it counts nats, and where does the minus come in?",
        "p",
        has_unit=False,
    ),
    Mistake(
        "1/p without a logarithm",
        lambda p: 1 / np.maximum(p, 1e-300),
        "This is 1/p: between how many equally likely mails yours is one. Which logarithm of that counts nats?",
        "1 / p",
        has_unit=False,
    ),
]


# ---- 1.5: per cent


def _of_percent(p: Any, factor: float = 100) -> Array:
    return np.asarray(-np.log2(np.maximum(factor * np.asarray(p, float), 1e-300)))


OF_PERCENT = [
    Mistake(
        "a percentage, turned positive",
        lambda p: -_of_percent(p),
        "What stands inside the logarithm is still the percentage, a number above 1. That the result was negative was "
        "the sign of it; to turn it round (with `abs`, or without the minus) only hides it.",
        "abs(np.log2(percent))",
    ),
    Mistake(
        "divided by 100 outside the logarithm",
        lambda p: _of_percent(p) / 100,
        "The division by 100 comes after the logarithm. Which number has to be a probability, the one that goes in or "
        "the one that comes out?",
        "-np.log2(percent) / 100",
    ),
    Mistake(
        "multiplied by 100 outside the logarithm",
        lambda p: _of_percent(p) * 100,
        "The result is multiplied by 100. Which number has to be a probability, the one that goes into the logarithm "
        "or the one that comes out? And is 30 % larger than 1, or smaller?",
        "-np.log2(percent) * 100",
    ),
    Mistake(
        "multiplied by 100 inside the logarithm",
        lambda p: _of_percent(p, 10_000),
        "The percentage is multiplied by 100 once more. Which number between 0 and 1 is 30 %?",
        "-np.log2(percent * 100)",
    ),
    Mistake(
        "whole division",
        lambda p: np.where(np.asarray(p) >= 1, 0, np.inf),
        "`//` divides and drops what is behind the point: of 30 % it leaves 0. Is there a division that keeps it?",
        "-np.log2(percent // 100)",
    ),
]


# ---- 1.7: two draws

OF_TWO_DRAWS = [
    Mistake(
        "surprises multiplied",
        lambda **_: np.log2(4) * np.log2(3),
        "The two surprises are multiplied. Probabilities of independent draws multiply; what does the logarithm make "
        "of a product?",
        "np.log2(4) * np.log2(3)",
    ),
    Mistake(
        "counts added up",
        lambda **_: np.log2(7),
        "4 and 3 are added up inside the logarithm. Each letter can go with each sign: how many passwords is that?",
        "np.log2(4 + 3)",
    ),
    Mistake(
        "one draw forgotten",
        lambda **_: (np.log2(4), np.log2(3)),
        "This is the surprise of one of the two draws. Who guesses the letter has not guessed the sign yet.",
        "np.log2(4)",
    ),
]


# ---- 2.3: four terms

A_TERM_MISSING = [
    Mistake(
        "a term in the middle forgotten",
        lambda p: tuple(entropy(p) - np.asarray(terms_of_cost(p, p))[..., k] for k in range(1, len(p) - 1)),
        "One of the terms is missing in the sum. How many outcomes are there, and how many terms did you add?",
        "entropy(p) - p[1] * np.log2(1 / p[1])",
    )
]


# ---- 2.7 and 7.1: two groups


def _of_each_group(labels: Any, groups: Any) -> tuple[Array, Array]:
    table = count_table(labels, groups)
    return np.asarray(entropy(table / table.sum(axis=1, keepdims=True))), table


def _unweighted(labels: Any, groups: Any) -> tuple[Any, ...]:
    each, table = _of_each_group(labels, groups)
    before = entropy(table.sum(axis=0) / table.sum())
    return each.mean(), each.sum(), before - each.sum()


def _right_guesses(labels: Any, groups: Any) -> Any:
    _, table = _of_each_group(labels, groups)
    return table.max(axis=1).sum() / table.sum()


OF_TWO_GROUPS = [
    Mistake(
        "entropies of the groups without their shares",
        _unweighted,
        "The entropies of the groups are added up, or averaged, as if the groups were equally large. Give each its "
        "share of all first; and mind that the gain is what has *gone*.",
        "np.sum(H_of_each_group)",
    ),
    Mistake(
        "share of right guesses",
        _right_guesses,
        "This is how often a guess would be right that always says the commoner label of the group. It has no unit: "
        "how many bits of the uncertainty have gone?",
        "np.mean(guess == labels)",
        has_unit=False,
    ),
]


# ---- 3.2, 3.4, 5.2, 5.5: where the model gives 0


def infinite_too_often(measure: Callable[[Any, Any], Any]) -> Mistake:
    """Describe the mistake of giving ∞ for every 0 of the model, also where nothing happens."""
    return Mistake(
        "∞ for what never happens, too",
        lambda p, q: np.where((np.asarray(q) == 0).any(axis=-1), np.inf, measure(p, q)),
        "∞ is right where something *happens* that the model rules out. Here it also comes where the model gives 0 to "
        "what never happens, and that costs nothing.",
        "np.inf if (q == 0).any() else …",
    )


def _smoothed(p: Any, epsilon: float) -> Array:
    raised = np.asarray(p, float) + epsilon
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _kl_of(p: Any, q: Any) -> Any:
    return cost_in_bits(p, q) - cost_in_bits(p, p)


SMOOTHED = [
    Mistake(
        "both smoothed",
        lambda p, q: tuple(_kl_of(_smoothed(p, e), _smoothed(q, e)) for e in (0.1, 0.01)),
        "A little is added to every outcome of P and of Q, and both sum to 1 again. These are honest distributions, "
        "but they are *others*: the question is about P and Q as they are. What is the cost of a ruled-out outcome?",
        "kl(smoothed(p), smoothed(q))",
    ),
    Mistake(
        "the model smoothed",
        lambda p, q: tuple(_kl_of(p, _smoothed(q, e)) for e in (0.1, 0.01)),
        "A little is added to every outcome of Q, and it sums to 1 again. That makes an honest model, but *another* "
        "one: the question is what Q as it is costs, where it rules out what happens.",
        "kl(p, smoothed(q))",
    ),
]


# ---- 5.3 and 5.4: how the rest is split


def _split_otherwise(p: Any, q: Any) -> tuple[Any, ...]:
    first = np.asarray(q, float)[..., 0]
    splits = [[first, a * (1 - first), (1 - a) * (1 - first)] for a in (0.25, 0.5)]
    return tuple(kl_divergence(np.broadcast_to(p, np.shape(q)), np.stack(split, axis=-1)) for split in splits)


SPLIT_OTHERWISE = [
    Mistake(
        "the rest split otherwise",
        _split_otherwise,
        "The rest is split in another way, evenly or the wrong way round. With 3 : 1 one of the models is P itself: "
        "is that so with yours?",
        "kl(P, (q1, 0.25 * (1 - q1), 0.75 * (1 - q1)))",
    )
]


# ---- 11.1 and 11.5: undoing SciPy's root, and a floor

OF_A_ROOT = [
    Mistake(
        "divided before it was squared",
        lambda p, q: np.asarray(js_divergence(p, q)) / np.log(2),
        "Divided by ln 2 first and squared then, so ln 2 was squared as well. What did SciPy do last? That is undone "
        "first.",
        "(scipy.spatial.distance.jensenshannon(p, q) / np.log(2)) ** 2",
        has_unit=False,
    ),
    Mistake(
        "the root is still there",
        lambda p, q: np.sqrt(js_divergence(p, q, unit="nats")) / np.log(2),
        "Nats were made bits, but SciPy's number is the root of nats. What has to be undone before that?",
        "scipy.spatial.distance.jensenshannon(p, q) / np.log(2)",
        has_unit=False,
    ),
]
OF_A_FLOOR = [
    Mistake(
        "wrong labels taken for one class",
        lambda p: binary_entropy(np.asarray(p)[0]),
        "This is the entropy of *right or wrong*. A wrong label is one of two classes, and which of them is uncertain, "
        "too.",
        "binary_entropy(0.8)",
    ),
]


# ---- 12.7: two channels, of which one bit in ten and two in ten are flipped

OF_TWO_CHANNELS = [
    Mistake(
        "flips added up",
        lambda **_: 1 - binary_entropy(0.3),
        "The two shares of flips are added up. A bit that is flipped twice is right again: how often is that?",
        "1 - binary_entropy(0.1 + 0.2)",
    ),
    Mistake(
        "flips multiplied",
        lambda **_: 1 - binary_entropy(0.02),
        "The two shares of flips are multiplied: so rarely is a bit flipped *twice*, and then it is right. How often "
        "is it flipped by one of the two alone?",
        "1 - binary_entropy(0.1 * 0.2)",
    ),
    Mistake(
        "informations multiplied",
        lambda **_: (1 - binary_entropy(0.1)) * (1 - binary_entropy(0.2)),
        "What gets through the one is multiplied by what gets through the other. Bits are no shares of a stream; how "
        "often is Z not X?",
        "(1 - binary_entropy(0.1)) * (1 - binary_entropy(0.2))",
    ),
    Mistake(
        "one channel alone",
        lambda **_: (1 - binary_entropy(0.1), 1 - binary_entropy(0.2)),
        "This is what one of the two channels lets through. The bit has to pass both.",
        "1 - binary_entropy(0.2)",
    ),
]

"""Right answers in many hands: each function computes its quantity as some learner would, in bits.

None of them calls the course's own helpers, so what they agree on is not what one of them got wrong.
"""

import functools
import heapq
import itertools
import math
import operator
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pandas as pd
import scipy.integrate
import scipy.optimize
import scipy.special
import scipy.stats
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, kl_div, log_expit, log_softmax, logit, logsumexp, rel_entr, xlog1py, xlogy
from scipy.stats.contingency import crosstab
from sklearn.metrics import mutual_info_score

Function = Callable[..., Any]

LN2 = math.log(2)
RIGHT: dict[str, list[Function]] = {}


def of(quantity: str) -> Callable[[Function], Function]:
    """Enter a function among the right ones of a quantity."""

    def enter(function: Function) -> Function:
        RIGHT.setdefault(quantity, []).append(function)
        return function

    return enter


def these(quantity: str, functions: Mapping[str, Function]) -> None:
    """Enter several short ones by name."""
    for name, function in functions.items():
        function.__name__ = name
        of(quantity)(function)


def as_given(quantity: str, function: Function) -> None:
    """Enter one function in the shapes and precisions in which a number may come."""
    forms: dict[str, Function] = {
        "float32": np.float32,
        "0-d array": np.asarray,
        "array of shape (1,)": lambda value: np.array([value]),
        "list of one": lambda value: [value],
        "rounded to 4 decimals": lambda value: round(float(value), 4),
        "rounded to 3 decimals": lambda value: np.round(value, 3),
    }
    these(quantity, {name: _then(function, form) for name, form in forms.items()})


def _then(first: Function, second: Function) -> Function:
    return lambda *inputs: second(first(*inputs))


# ---- Parts that are put together in every way

LOGS: dict[str, Function] = {
    "log2": np.log2,
    "ln by ln 2": lambda x: np.log(x) / np.log(2),
    "log10 by log10 2": lambda x: np.log10(x) / np.log10(2),
}
SUMS: dict[str, Function] = {
    "np.sum": np.sum,
    "fsum": math.fsum,
    "reduce": lambda terms: functools.reduce(operator.add, terms),
    "einsum": lambda terms: np.einsum("i->", terms),
}


def _plogp_of_the_positive(p: Any, log: Function) -> Any:
    p = p[p > 0]
    return p * log(p)


def _plogp_with_one_for_zero(p: Any, log: Function) -> Any:
    return p * log(np.where(p == 0, 1.0, p))


def _plogp_without_nan(p: Any, log: Function) -> Any:
    return np.nan_to_num(p * log(p), nan=0.0)


def _plogq_of_the_positive(p: Any, q: Any, log: Function) -> Any:
    happens = p > 0
    return p[happens] * log(q[happens])


def _plogq_replaced(p: Any, q: Any, log: Function) -> Any:
    return np.where(p > 0, p * log(q), 0.0)


def _plogq_one_by_one(p: Any, q: Any, log: Function) -> Any:
    return np.array([x * log(y) if x > 0 else 0.0 for x, y in zip(p, q, strict=True)])


ENTROPY_TERMS = (_plogp_of_the_positive, _plogp_with_one_for_zero, _plogp_without_nan)
PAIR_TERMS = (_plogq_of_the_positive, _plogq_replaced, _plogq_one_by_one)


def _composed_entropy(terms: Function, log: Function, add: Function) -> Function:
    return lambda p: -add(terms(p, log))


def _composed_cross_entropy(terms: Function, log: Function, add: Function) -> Function:
    return lambda p, q: -add(terms(p, q, log))


def _composed_kl(terms: Function, log: Function, add: Function) -> Function:
    return lambda p, q: add(terms(p, p, log)) - add(terms(p, q, log))


def _composed_js(terms: Function, log: Function, add: Function) -> Function:
    def js(p: Any, q: Any) -> Any:
        m = (p + q) / 2
        to_m = [add(terms(x, x, log)) - add(terms(x, m, log)) for x in (p, q)]
        return sum(to_m) / 2

    return js


COMPOSED: list[tuple[str, tuple[Function, ...], Function, list[str]]] = [
    ("entropy", ENTROPY_TERMS, _composed_entropy, list(SUMS)),
    ("cross_entropy", PAIR_TERMS, _composed_cross_entropy, ["np.sum", "fsum"]),
    ("kl_divergence", PAIR_TERMS, _composed_kl, ["np.sum", "reduce"]),
    ("js_divergence", PAIR_TERMS, _composed_js, ["einsum"]),
]
for quantity, all_terms, compose, sums in COMPOSED:
    for terms, (log_name, log), sum_name in itertools.product(all_terms, LOGS.items(), sums):
        these(quantity, {f"{terms.__name__}, {log_name}, {sum_name}": compose(terms, log, SUMS[sum_name])})


# ---- Information content

these(
    "information_content",
    {
        "minus log2": lambda p: -np.log2(p),
        "log2 of 1/p": lambda p: np.log2(1 / np.float64(p)),
        "reciprocal": lambda p: np.log2(np.reciprocal(np.array(p, dtype=float))),
        "minus ln by ln 2": lambda p: -np.log(p) / np.log(2),
        "minus log10 by log10 2": lambda p: -np.log10(p) / np.log10(2),
        "ln times log2 e": lambda p: -np.log(p) * np.log2(np.e),
        "math.log2": lambda p: -math.log2(p) if p > 0 else math.inf,
        "math.log, base 2": lambda p: math.log(1 / p, 2) if p else float("inf"),
        "xlogy": lambda p: xlogy(-1, p) / LN2,
        "rel_entr of a certain truth": lambda p: rel_entr(1, p) / LN2,
        "np.subtract": lambda p: np.subtract(0, np.log2(p)),
        "logaddexp2 of two halves": lambda p: -np.logaddexp2(np.log2(p / 2), np.log2(p / 2)),
        "vectorize": lambda p: np.vectorize(lambda x: np.inf if x == 0 else -math.log2(x))(p),
        "Decimal": lambda p: -Decimal(p).ln() / Decimal(2).ln(),
        "mpmath": lambda p: mpmath.log(1 / mpmath.mpf(p), 2) if p > 0 else mpmath.inf,
        "log1p": lambda p: -np.log1p(p - 1) / np.log1p(1),
        "asinh": lambda p: np.arcsinh((1 / p - p) / 2) / LN2 if p else np.inf,
    },
)
as_given("information_content", lambda p: -np.log2(p))


@of("information_content")
def surprise_with_try(p: float) -> float:
    try:
        return -math.log(p) / math.log(2)
    except ValueError:
        return math.inf


@of("information_content")
def surprise_by_halving(p: float) -> float:
    if p == 0:
        return math.inf
    return 1 + surprise_by_halving(2 * p) if p <= 0.5 else -math.log2(p)


@of("information_content")
def surprise_as_an_area(p: float) -> Any:
    return scipy.integrate.quad(lambda x: 1 / x, p, 1)[0] / LN2 if p > 0 else np.inf


# ---- Entropy

these(
    "entropy",
    {
        "stats.entropy": lambda p: scipy.stats.entropy(p, base=2),
        "stats.entropy in nats": lambda p: scipy.stats.entropy(p) / np.log(2),
        "entr": lambda p: entr(p).sum() / np.log(2),
        "xlogy": lambda p: -xlogy(p, p).sum() / LN2,
        "dot": lambda p: -np.dot(p, np.log2(np.where(p > 0, p, 1))),
        "matmul": lambda p: p @ -np.log2(np.where(p > 0, p, 1)),
        "einsum": lambda p: -np.einsum("i,i->", p, np.log2(p + (p == 0))),
        "inner": lambda p: np.inner(p, -np.log2(np.maximum(p, 1e-300))),
        "vdot": lambda p: np.vdot(p, np.log2(1 / np.clip(p, 1e-300, None))),
        "row times column": lambda p: p[None, :] @ -np.log2(np.where(p > 0, p, 1))[:, None],
        "masked array": lambda p: -(np.ma.masked_equal(p, 0) * np.ma.log2(np.ma.masked_equal(p, 0))).sum(),
        "masked log, filled": lambda p: -np.sum(p * np.ma.log2(p).filled(0)),
        "list comprehension": lambda p: -sum([x * math.log2(x) for x in p if x > 0]),
        "filter and map": lambda p: -sum(map(operator.mul, filter(None, p), np.log2(p[p > 0]))),
        "nansum": lambda p: -np.nansum(p * np.log2(p)),
        "sum where": lambda p: -np.sum(p * np.log2(p), where=p != 0),
        "log where": lambda p: -np.sum(p * np.log2(p, out=np.zeros(len(p)), where=p > 0)),
        "log of a product": lambda p: -np.log2(np.prod(p**p)),
        "log of a geometric mean": lambda p: np.log2(scipy.stats.gmean(1 / p[p > 0], weights=p[p > 0])),
        "log n less KL to even": lambda p: np.log2(len(p)) - rel_entr(p, 1 / len(p)).sum() / LN2,
        "average": lambda p: np.average(-np.log2(p[p > 0]), weights=p[p > 0]),
        "fmean": lambda p: statistics.fmean([-math.log2(x) if x else 0 for x in p], weights=p.tolist()),
        "mpmath": lambda p: -mpmath.fsum(mpmath.mpf(x) * mpmath.log(x, 2) for x in p.tolist() if x),
        "Decimal": lambda p: -sum(Decimal(x) * Decimal(x).ln() for x in p.tolist() if x) / Decimal(2).ln(),
        "vectorize": lambda p: np.vectorize(lambda x: 0.0 if x == 0 else -x * np.log2(x), otypes=[float])(p).sum(),
        "slope of the power sum": lambda p: ((p**0.9999).sum() - (p**1.0001).sum()) / 0.0002 / LN2,
        "Tsallis, nearly": lambda p: (1 - (p**1.000001).sum()) / 0.000001 / LN2,
        "frozen": lambda p: float(scipy.stats.rv_discrete(values=(np.arange(len(p)), p / p.sum())).entropy()) / LN2,
        "fromiter": lambda p: np.fromiter((x * np.log2(1 / x) for x in p if x > 0), float).sum(),
        "cumsum": lambda p: np.cumsum(entr(p))[-1] / LN2,
        "sorted": lambda p: sum(-x * math.log2(x) for x in sorted(p) if x > 0),
        "piecewise": lambda p: np.piecewise(p, [p > 0], [lambda x: -x * np.log2(x), 0]).sum(),
        "log10": lambda p: -np.sum(p[p != 0] * np.log10(p[p != 0])) / 0.30102999566398119521,
    },
)
as_given("entropy", lambda p: entr(p).sum() / LN2)


@of("entropy")
def entropy_with_a_loop(p: Any) -> float:
    total = 0.0
    for x in p:
        if x == 0:
            continue
        total -= x * np.log2(x)
    return total


@of("entropy")
def entropy_by_halves(p: Any) -> Any:
    if len(p) == 1:
        return 0.0 if p[0] == 0 else -p[0] * math.log2(p[0])
    middle = len(p) // 2
    return entropy_by_halves(p[:middle]) + entropy_by_halves(p[middle:])


@of("entropy")
def entropy_by_the_chain_rule(p: Any) -> float:
    left, total = 1.0, 0.0
    for x in p:
        if 0 < x < left:
            share = x / left
            total += left * -(share * math.log2(share) + (1 - share) * math.log2(1 - share))
        left -= x
    return total


@of("entropy")
def entropy_with_errors_silenced(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log2(p)
    terms[np.isnan(terms)] = 0
    return -terms.sum()


@of("entropy")
def entropy_with_while(p: Any) -> float:
    i, h = 0, 0.0
    while i < len(p):
        if p[i] > 0:
            h += p[i] * math.log(1 / p[i])
        i += 1
    return h / math.log(2)


@of("entropy")
def entropy_that_ruins_its_input(p: Any) -> Any:
    p[p == 0] = 1
    p *= -np.log2(p)
    return p.sum()


# ---- Binary entropy

these(
    "binary_entropy",
    {
        "stats.entropy of two": lambda p: scipy.stats.entropy([p, 1 - p], base=2),
        "entr": lambda p: (entr(p) + entr(1 - p)) / LN2,
        "xlogy and xlog1py": lambda p: -(xlogy(p, p) + xlog1py(1 - p, -p)) / LN2,
        "zero at both ends": lambda p: 0 if p in (0, 1) else -p * np.log2(p) - (1 - p) * np.log2(1 - p),
        "loop over two": lambda p: sum(-x * math.log2(x) for x in (p, 1 - p) if x > 0),
        "fsum": lambda p: -math.fsum(x * math.log(x, 2) for x in [p, 1 - p] if x),
        "nansum": lambda p: -np.nansum([p * np.log2(p), (1 - p) * np.log2(np.float64(1 - p))]),
        "nan to num": lambda p: np.nan_to_num(-p * np.log2(p)) + np.nan_to_num(-(1 - p) * np.log2(1 - p)),
        "kept above zero": lambda p: -p * np.log2(max(p, 1e-300)) - (1 - p) * np.log2(max(1 - p, 1e-300)),
        "log of a product": lambda p: -math.log2(p**p * (1 - p) ** (1 - p)),
        "1 less KL to a fair coin": lambda p: 1 - (rel_entr(p, 0.5) + rel_entr(1 - p, 0.5)) / LN2,
        "bernoulli": lambda p: scipy.stats.bernoulli(p).entropy() / np.log(2),
        "mpmath": lambda p: -mpmath.fsum(x * mpmath.log(x, 2) for x in (mpmath.mpf(p), 1 - mpmath.mpf(p)) if x),
        "Decimal": lambda p: -sum(x * x.ln() for x in (Decimal(p), 1 - Decimal(p)) if x) / Decimal(2).ln(),
        "the rarer one first": lambda p: scipy.stats.entropy(sorted([p, 1 - p]), base=2),
        "area under the log odds": lambda p: scipy.integrate.quad(lambda x: -logit(x) / LN2, 0, p)[0],
        "dot": lambda p: np.array([p, 1 - p]) @ -np.log2(np.where([p > 0, p < 1], [p, 1 - p], 1)),
        "1 less xlogy of the doubles": lambda p: 1 - (xlogy(2 * p, 2 * p) + xlogy(2 - 2 * p, 2 - 2 * p)) / 2 / LN2,
        "softplus of the log odds": lambda p: (
            (np.logaddexp(0, logit(p)) - p * logit(p)) / LN2 if 0 < p < 1 else np.zeros(1)
        ),
    },
)
as_given("binary_entropy", lambda p: (entr(p) + entr(1 - p)) / LN2)


@of("binary_entropy")
def binary_entropy_with_early_return(p: float) -> float:
    if p == 0 or p == 1:
        return 0
    q = 1 - p
    return -(p * math.log2(p) + q * math.log2(q))


@of("binary_entropy")
def binary_entropy_with_try(p: float) -> float:
    try:
        return p * math.log2(1 / p) + (1 - p) * math.log2(1 / (1 - p))
    except ZeroDivisionError:
        return 0.0


# ---- Cross-entropy

these(
    "cross_entropy",
    {
        "xlogy": lambda p, q: -xlogy(p, q).sum() / LN2,
        "entropy plus KL": lambda p, q: scipy.stats.entropy(p, base=2) + scipy.stats.entropy(p, q, base=2),
        "entr plus rel_entr": lambda p, q: np.sum(entr(p) + rel_entr(p, q)) / np.log(2),
        "masked where p is 0": lambda p, q: -np.ma.array(p * np.log2(q), mask=p == 0).sum(),
        "dot": lambda p, q: -np.dot(p[p > 0], np.log2(q[p > 0])),
        "matmul": lambda p, q: p[p > 0] @ np.log2(1 / q[p > 0]),
        "einsum": lambda p, q: np.einsum("i,i", p[p != 0], -np.log2(q[p != 0])),
        "tensordot": lambda p, q: np.tensordot(p, -np.log2(np.where(p > 0, q, 1)), 1),
        "average": lambda p, q: np.average(-np.log2(q[p > 0]), weights=p[p > 0]),
        "nansum": lambda p, q: np.nansum(-p * np.log2(q)),
        "log where": lambda p, q: -np.sum(p * np.log2(q, out=np.zeros(len(q)), where=p > 0)),
        "sum where": lambda p, q: -np.sum(p * np.log2(q), where=p > 0),
        "log of a product": lambda p, q: -np.log2(np.prod(q**p)),
        "log of a geometric mean": lambda p, q: np.log2(scipy.stats.gmean(1 / q[p > 0], weights=p[p > 0])),
        "generator": lambda p, q: sum(x * -np.log2(y) for x, y in zip(p, q, strict=True) if x),
        "range": lambda p, q: -sum(p[i] * np.log2(q[i]) for i in range(len(p)) if p[i] != 0),
        "map": lambda p, q: -sum(map(lambda x, y: x * np.log2(y) if x else 0, p, q)),
        "mpmath": lambda p, q: (
            -mpmath.fsum(
                x * (mpmath.log(y, 2) if y else -mpmath.inf) for x, y in zip(p.tolist(), q.tolist(), strict=True) if x
            )
        ),
        "nonzero": lambda p, q: -(p[np.nonzero(p)] * np.log(q[np.nonzero(p)])).sum() / LN2,
        "compress": lambda p, q: -np.sum(np.compress(p > 0, p) * np.log2(np.compress(p > 0, q))),
        "row times column": lambda p, q: -p[None, :] @ np.log2(np.where(p > 0, q, 1))[:, None],
    },
)
as_given("cross_entropy", lambda p, q: -xlogy(p, q).sum() / LN2)


@of("cross_entropy")
def cross_entropy_with_a_loop(p: Any, q: Any) -> float:
    total = 0.0
    for x, y in zip(p, q, strict=True):
        if x > 0 and y == 0:
            return math.inf
        if x > 0:
            total += x * math.log2(1 / y)
    return total


@of("cross_entropy")
def cross_entropy_with_impossible_first(p: Any, q: Any) -> Any:
    if np.any((p > 0) & (q == 0)):
        return float("inf")
    both = q > 0
    return -np.sum(p[both] * np.log2(q[both]))


@of("cross_entropy")
def cross_entropy_by_halves(p: Any, q: Any) -> Any:
    if len(p) == 1:
        return -xlogy(p[0], q[0]) / LN2
    half = len(p) // 2
    return cross_entropy_by_halves(p[:half], q[:half]) + cross_entropy_by_halves(p[half:], q[half:])


# ---- KL divergence

these(
    "kl_divergence",
    {
        "stats.entropy": lambda p, q: scipy.stats.entropy(p, q, base=2),
        "stats.entropy in nats": lambda p, q: scipy.stats.entropy(p, q) / LN2,
        "rel_entr": lambda p, q: rel_entr(p, q).sum() / np.log(2),
        "kl_div": lambda p, q: kl_div(p, q).sum() / np.log(2),
        "cross-entropy less entropy": lambda p, q: (-xlogy(p, q).sum() - entr(p).sum()) / LN2,
        "xlogy of the ratio": lambda p, q: xlogy(p[p > 0], p[p > 0] / q[p > 0]).sum() / LN2,
        "ratio": lambda p, q: np.sum(p[p > 0] * np.log2(p[p > 0] / q[p > 0])),
        "minus the other ratio": lambda p, q: -np.sum(p[p > 0] * np.log2(q[p > 0] / p[p > 0])),
        "difference of logs": lambda p, q: np.sum(np.where(p > 0, p * (np.log2(p) - np.log2(q)), 0)),
        "masked array": lambda p, q: np.ma.array(p * np.log2(p / q), mask=p == 0).sum(),
        "nan to num": lambda p, q: np.nan_to_num(p * np.log2(p / q), nan=0, posinf=np.inf).sum(),
        "nansum": lambda p, q: np.nansum(p * np.log2(p / q)),
        "dot": lambda p, q: np.dot(p[p > 0], np.log2(p[p > 0]) - np.log2(q[p > 0])),
        "einsum": lambda p, q: np.einsum("i,i->", p[p > 0], np.log(p[p > 0] / q[p > 0])) / LN2,
        "average": lambda p, q: np.average(np.log2(p[p > 0] / q[p > 0]), weights=p[p > 0]),
        "log of a product": lambda p, q: np.log2(np.prod((p[p > 0] / q[p > 0]) ** p[p > 0])),
        "generator": lambda p, q: sum(x * np.log2(x / y) for x, y in zip(p, q, strict=True) if x > 0),
        "mpmath": lambda p, q: mpmath.fsum(
            x * mpmath.log(mpmath.mpf(x) / y, 2) if y else mpmath.inf
            for x, y in zip(p.tolist(), q.tolist(), strict=True)
            if x
        ),
        "Rényi, nearly": lambda p, q: (
            np.log2(np.sum(p[p > 0] ** 1.000001 * q[p > 0] ** -0.000001)) / 0.000001 if len(p) > 1 else 0.0
        ),
        "sum where": lambda p, q: np.sum(p * np.log2(p / q), where=p > 0),
        "apply": lambda p, q: np.apply_along_axis(lambda pair: rel_entr(*pair), 0, np.stack([p, q])).sum() / LN2,
    },
)
as_given("kl_divergence", lambda p, q: rel_entr(p, q).sum() / LN2)


@of("kl_divergence")
def kl_with_a_loop(p: Any, q: Any) -> float:
    total = 0.0
    for x, y in zip(p.tolist(), q.tolist(), strict=True):
        if x == 0:
            continue
        if y == 0:
            return math.inf
        total += x * math.log2(x / y)
    return total


@of("kl_divergence")
def kl_with_impossible_first(p: Any, q: Any) -> Any:
    if (p[q == 0] > 0).any():
        return np.inf
    both = (p > 0) & (q > 0)
    return (p[both] * np.log2(p[both] / q[both])).sum()


@of("kl_divergence")
def kl_by_recursion(p: Any, q: Any) -> Any:
    if len(p) == 1:
        return rel_entr(p[0], q[0]) / LN2
    return kl_by_recursion(p[::2], q[::2]) + kl_by_recursion(p[1::2], q[1::2])


# ---- Jensen–Shannon divergence


def _bits(p: Any) -> Any:
    return entr(p).sum() / LN2


these(
    "js_divergence",
    {
        "distance squared": lambda p, q: jensenshannon(p, q, 2) ** 2,
        "distance squared, in nats": lambda p, q: jensenshannon(p, q) ** 2 / np.log(2),
        "mean of two stats.entropy": lambda p, q: (
            (scipy.stats.entropy(p, (p + q) / 2, base=2) + scipy.stats.entropy(q, (p + q) / 2, base=2)) / 2
        ),
        "rel_entr": lambda p, q: np.sum(rel_entr(p, (p + q) / 2) + rel_entr(q, (p + q) / 2)) / 2 / LN2,
        "entropy of the mean": lambda p, q: _bits((p + q) / 2) - (_bits(p) + _bits(q)) / 2,
        "entropy of the mean by scipy": lambda p, q: (
            scipy.stats.entropy((p + q) / 2, base=2) - np.mean(scipy.stats.entropy([p, q], base=2, axis=1))
        ),
        "MI of a coin and what it draws": lambda p, q: (
            rel_entr(np.stack([p, q]) / 2, np.full((2, 1), 0.5) * (p + q) / 2).sum() / LN2
        ),
        "1 less what is left of the coin": lambda p, q: (
            1 - sum((x + y) / 2 * _bits(np.array([x, y]) / (x + y)) for x, y in zip(p, q, strict=True) if x + y)
        ),
        "halves of xlogy": lambda p, q: (
            (xlogy(p, 2 * p).sum() + xlogy(q, 2 * q).sum() - xlogy(p, p + q).sum() - xlogy(q, p + q).sum()) / (2 * LN2)
        ),
        "stack and einsum": lambda p, q: (
            np.einsum("ki->", rel_entr(np.stack([p, q]), np.mean([p, q], axis=0))) / 2 / LN2
        ),
        "nansum": lambda p, q: (np.nansum(p * np.log2(2 * p / (p + q))) + np.nansum(q * np.log2(2 * q / (p + q)))) / 2,
        "mpmath": lambda p, q: (
            mpmath.fsum(
                x * mpmath.log(2 * mpmath.mpf(x) / (x + y), 2)
                for x, y in [*zip(p.tolist(), q.tolist(), strict=True), *zip(q.tolist(), p.tolist(), strict=True)]
                if x
            )
            / 2
        ),
    },
)
as_given("js_divergence", lambda p, q: jensenshannon(p, q, base=2) ** 2)


@of("js_divergence")
def js_with_a_helper(p: Any, q: Any) -> Any:
    def kl(a: Any, b: Any) -> Any:
        return np.sum(a[a > 0] * np.log2(a[a > 0] / b[a > 0]))

    m = 0.5 * (p + q)
    return 0.5 * kl(p, m) + 0.5 * kl(q, m)


@of("js_divergence")
def js_with_a_loop(p: Any, q: Any) -> float:
    total = 0.0
    for x, y in zip(p, q, strict=True):
        m = (x + y) / 2
        for z in (x, y):
            if z > 0:
                total += z * math.log2(z / m) / 2
    return total


# ---- Binary cross-entropy, averaged


def _on_truth(y: Any, q: Any) -> Any:
    return np.where(y == 1, q, 1 - q)


these(
    "binary_cross_entropy",
    {
        "where": lambda y, q: -np.mean(np.log2(np.where(y == 1, q, 1 - q))),
        "where of two logs": lambda y, q: np.mean(np.where(y, -np.log2(q), -np.log2(1 - q))),
        "xlogy and xlog1py": lambda y, q: -np.mean(xlogy(y, q) + xlog1py(1 - y, -q)) / LN2,
        "xlogy twice": lambda y, q: -(xlogy(y, q) + xlogy(1 - y, 1 - q)).mean() / np.log(2),
        "distance from the wrong answer": lambda y, q: -np.log2(np.abs(1 - y - q)).mean(),
        "mixture": lambda y, q: -np.log2(y * q + (1 - y) * (1 - q)).mean(),
        "powers": lambda y, q: -np.mean(np.log2(q**y * (1 - q) ** (1 - y))),
        "geometric mean": lambda y, q: np.log2(scipy.stats.gmean(1 / _on_truth(y, q))),
        "fancy index": lambda y, q: -np.log2(np.column_stack([1 - q, q])[np.arange(len(y)), y]).mean(),
        "take along axis": lambda y, q: -np.log2(np.take_along_axis(np.stack([1 - q, q]), y[None], 0)).mean(),
        "choose": lambda y, q: -np.mean(np.log2(np.choose(y, [1 - q, q]))),
        "select": lambda y, q: -np.mean(np.log2(np.select([y == 1, y == 0], [q, 1 - q]))),
        "two sums": lambda y, q: -(np.log2(q[y == 1]).sum() + np.log2(1 - q[y == 0]).sum()) / len(y),
        "concatenate": lambda y, q: -np.log2(np.concatenate([q[y == 1], 1 - q[y == 0]])).mean(),
        "bernoulli": lambda y, q: -scipy.stats.bernoulli.logpmf(y, q).mean() / LN2,
        "rel_entr": lambda y, q: np.mean(rel_entr(y, q) + rel_entr(1 - y, 1 - q)) / LN2,
        "softplus of the log odds": lambda y, q: np.mean(np.logaddexp(0, (1 - 2 * y) * logit(q))) / LN2,
        "log_expit": lambda y, q: -log_expit((2 * y - 1) * logit(q)).mean() / LN2,
        "fmean": lambda y, q: statistics.fmean(-np.log2(_on_truth(y, q))),
        "dot": lambda y, q: np.ones(len(y)) @ -np.log2(_on_truth(y, q)) / len(y),
        "one-hot": lambda y, q: -xlogy(np.eye(2)[y], np.stack([1 - q, q], axis=1)).sum(axis=1).mean() / LN2,
        "generator": lambda y, q: sum(-np.log2(b if a else 1 - b) for a, b in zip(y, q, strict=True)) / y.size,
        "reduce": lambda y, q: functools.reduce(operator.add, -np.log2(_on_truth(y, q))) / len(q),
    },
)
as_given("binary_cross_entropy", lambda y, q: -np.log2(_on_truth(y, q)).mean())


@of("binary_cross_entropy")
def binary_cross_entropy_with_a_loop(y: Any, q: Any) -> float:
    costs = []
    for truth, p in zip(y, q, strict=True):
        chance = p if truth == 1 else 1 - p
        costs.append(math.inf if chance == 0 else -math.log2(chance))
    return sum(costs) / len(costs)


@of("binary_cross_entropy")
def binary_cross_entropy_with_a_running_mean(y: Any, q: Any) -> Any:
    mean = 0.0
    for n, chance in enumerate(_on_truth(y, q), start=1):
        mean = mean * (n - 1) / n - np.log2(chance) / n
    return mean


# ---- Categorical cross-entropy, averaged over the batch

these(
    "categorical_cross_entropy",
    {
        "xlogy": lambda y, q: -np.mean(np.sum(xlogy(y, q), axis=1)) / LN2,
        "boolean index": lambda y, q: -np.log2(q[y == 1]).mean(),
        "argmax": lambda y, q: -np.mean(np.log2(q[range(len(y)), y.argmax(axis=1)])),
        "take along axis": lambda y, q: -np.log2(np.take_along_axis(q, y.argmax(1)[:, None], 1)).mean(),
        "product first": lambda y, q: -np.log2((y * q).sum(axis=-1)).mean(),
        "einsum": lambda y, q: -np.log2(np.einsum("ij,ij->i", y, q)).mean(),
        "vecdot": lambda y, q: -np.log2(np.vecdot(y, q)).mean(),
        "where": lambda y, q: -np.where(y > 0, y * np.log2(q), 0).sum() / len(y),
        "log of where": lambda y, q: -np.sum(y * np.log2(np.where(y > 0, q, 1))) / y.shape[0],
        "rel_entr": lambda y, q: rel_entr(y, q).sum(axis=1).mean() / LN2,
        "stats.entropy": lambda y, q: scipy.stats.entropy(y, q, base=2, axis=1).mean(),
        "largest": lambda y, q: -np.log2(np.max(y * q, axis=1)).mean(),
        "powers": lambda y, q: -np.log2(np.prod(q**y, axis=1)).mean(),
        "diagonal": lambda y, q: -np.log2(np.diag(y @ q.T)).mean(),
        "masked array": lambda y, q: -np.ma.array(np.log2(q), mask=y == 0).sum() / len(y),
        "geometric mean": lambda y, q: np.log2(scipy.stats.gmean(1 / q[y > 0])),
        "nonzero": lambda y, q: np.mean(np.log2(1 / q[np.nonzero(y)])),
        "choose": lambda y, q: -np.mean(np.log2(np.choose(np.argmax(y, axis=1), q.T))),
        "extract": lambda y, q: -np.log(np.extract(y, q)).mean() / np.log(2),
        "nansum": lambda y, q: -np.nansum(y * np.log2(q), axis=1).mean(),
        "trace": lambda y, q: -np.trace(y.T @ np.log2(np.where(y == 1, q, 1))) / len(y),
        "fsum": lambda y, q: math.fsum(-np.log2(row[truth == 1][0]) for truth, row in zip(y, q, strict=True)) / len(y),
        "fmean": lambda y, q: statistics.fmean(-np.log2(row @ truth) for truth, row in zip(y, q, strict=True)),
        "mean of all times classes": lambda y, q: -np.mean(xlogy(y, q)) * y.shape[1] / LN2,
    },
)
as_given("categorical_cross_entropy", lambda y, q: -np.log2(q[y == 1]).mean())


@of("categorical_cross_entropy")
def categorical_cross_entropy_with_loops(y: Any, q: Any) -> float:
    total = 0.0
    for truth, row in zip(y, q, strict=True):
        for a, b in zip(truth, row, strict=True):
            if a:
                total += -a * math.log2(b) if b else math.inf
    return total / len(y)


# ---- Categorical cross-entropy from logits


def _stay_in_logs(z: Any) -> Any:
    below = z - z.max(axis=1, keepdims=True)
    return below - np.log(np.exp(below).sum(axis=1, keepdims=True))


these(
    "categorical_cross_entropy_from_logits",
    {
        "log_softmax": lambda y, z: -np.mean(np.sum(y * log_softmax(z, axis=1), axis=1)) / LN2,
        "log_softmax, indexed": lambda y, z: -log_softmax(z, axis=-1)[y == 1].mean() / np.log(2),
        "logsumexp": lambda y, z: np.mean(logsumexp(z, axis=1) - (y * z).sum(axis=1)) / LN2,
        "logsumexp of the margins": lambda y, z: logsumexp(z - z[y == 1][:, None], axis=1).mean() / LN2,
        "below the largest": lambda y, z: -(y * _stay_in_logs(z)).sum() / len(y) / LN2,
        "below the largest, einsum": lambda y, z: -np.einsum("ij,ij->", y, _stay_in_logs(z)) / len(z) / LN2,
        "logaddexp": lambda y, z: (np.logaddexp.reduce(z, axis=1) - z[y == 1]).mean() / LN2,
        "logaddexp2": lambda y, z: np.mean(np.logaddexp2.reduce(z / LN2, axis=1) - z[y == 1] / LN2),
        "argmax": lambda y, z: -_stay_in_logs(z)[np.arange(len(z)), y.argmax(axis=1)].mean() / LN2,
        "take along axis": lambda y, z: (
            -np.take_along_axis(_stay_in_logs(z), y.argmax(1)[:, None], axis=1).mean() / np.log(2)
        ),
        "log1p of the others": lambda y, z: (
            (
                z.max(1)
                + np.log1p(np.sort(np.exp(z - z.max(1)[:, None]), axis=1)[:, :-1].sum(axis=1))
                - np.sum(y * z, axis=1)
            ).mean()
            / LN2
        ),
        "powers of 2": lambda y, z: np.mean(
            np.log2(np.exp2((z - z.max(1, keepdims=True)) / LN2).sum(1)) + (z.max(1) - z[y == 1]) / LN2
        ),
        "fmean": lambda y, z: statistics.fmean(logsumexp(z, axis=1) - np.vecdot(y, z)) / LN2,
        "where": lambda y, z: -np.where(y == 1, _stay_in_logs(z), 0).sum(axis=1).mean() / LN2,
        "vecdot": lambda y, z: -np.vecdot(y, _stay_in_logs(z)).mean() / LN2,
        "trace": lambda y, z: -np.trace(y @ _stay_in_logs(z).T) / len(z) / LN2,
        "masked array": lambda y, z: -np.ma.array(_stay_in_logs(z), mask=y == 0).sum() / len(y) / LN2,
    },
)
as_given(
    "categorical_cross_entropy_from_logits",
    lambda y, z: np.mean(logsumexp(z, axis=1) - (y * z).sum(axis=1)) / np.log(2),
)


@of("categorical_cross_entropy_from_logits")
def from_logits_with_loops(y: Any, z: Any) -> Any:
    losses = []
    for truth, row in zip(y.tolist(), z.tolist(), strict=True):
        top = max(row)
        log_sum = top + math.log(sum(math.exp(score - top) for score in row))
        losses.append(log_sum - row[truth.index(1)])
    return sum(losses) / len(losses) / math.log(2)


@of("categorical_cross_entropy_from_logits")
def from_logits_one_score_at_a_time(y: Any, z: Any) -> Any:
    log_sum = z[:, 0]
    for column in z.T[1:]:
        log_sum = np.logaddexp(log_sum, column)
    return (log_sum - (y * z).sum(1)).mean() / LN2


@of("categorical_cross_entropy_from_logits")
def from_logits_by_mpmath(y: Any, z: Any) -> Any:
    with mpmath.workdps(20):
        rows = zip(y.tolist(), z.tolist(), strict=True)
        losses = [mpmath.log(sum(mpmath.exp(s - row[truth.index(1)]) for s in row)) for truth, row in rows]
        return mpmath.fsum(losses) / len(losses) / mpmath.log(2)


# ---- Softmax


def _powers(z: Any) -> Any:
    return np.exp(z - z.max(axis=-1, keepdims=True))


these(
    "softmax",
    {
        "scipy": lambda z: scipy.special.softmax(z, axis=1),
        "scipy, last axis": lambda z: scipy.special.softmax(z, axis=-1),
        "exp of log_softmax": lambda z: np.exp(log_softmax(z, axis=1)),
        "exp of what lies below logsumexp": lambda z: np.exp(z - logsumexp(z, axis=1, keepdims=True)),
        "keepdims": lambda z: _powers(z) / _powers(z).sum(axis=1, keepdims=True),
        "new axis": lambda z: _powers(z) / np.sum(_powers(z), axis=1)[:, np.newaxis],
        "transposed": lambda z: (np.exp(z.T - z.max(axis=1)) / np.exp(z.T - z.max(axis=1)).sum(axis=0)).T,
        "apply along axis": lambda z: np.apply_along_axis(
            lambda r: np.exp(r - max(r)) / np.exp(r - max(r)).sum(), 1, z
        ),
        "all the ratios": lambda z: 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(axis=-1),
        "einsum": lambda z: _powers(z) / np.einsum("ij->i", _powers(z))[:, None],
        "matmul": lambda z: _powers(z) / (_powers(z) @ np.ones((z.shape[1], 1))),
        "powers of np.e": lambda z: (
            np.power(np.e, z - z.max(1)[:, None]) / np.power(np.e, z - z.max(1)[:, None]).sum(1, keepdims=True)
        ),
        "powers of 2": lambda z: np.exp2((z - np.logaddexp.reduce(z, axis=1, keepdims=True)) / LN2),
        "sigmoid against the others": lambda z: np.column_stack(
            [
                scipy.special.expit(z[:, k] - np.logaddexp.reduce(np.delete(z, k, axis=1), axis=1))
                for k in range(z.shape[1])
            ]
        ),
        "vectorize": lambda z: np.vectorize(scipy.special.softmax, signature="(n)->(n)")(z),
        "float32": lambda z: scipy.special.softmax(z.astype(np.float32), axis=1),
        "rounded to 4 decimals": lambda z: scipy.special.softmax(z, axis=1).round(4),
        "rounded to 3 decimals": lambda z: np.around(scipy.special.softmax(z, axis=1), 3),
        "nested lists": lambda z: scipy.special.softmax(z, axis=1).tolist(),
        "tuple of rows": lambda z: tuple(scipy.special.softmax(row) for row in z),
        "stack": lambda z: np.stack([_powers(row) / _powers(row).sum() for row in z]),
        "masked array": lambda z: np.ma.array(_powers(z)) / np.ma.array(_powers(z)).sum(axis=1, keepdims=True),
        "in Fortran's order": lambda z: np.asfortranarray(scipy.special.softmax(z, axis=1)),
        "exp in two steps": lambda z: (
            np.sqrt(_powers(z)) ** 2 / np.linalg.norm(np.sqrt(_powers(z)), axis=1)[:, None] ** 2
        ),
    },
)


@of("softmax")
def softmax_with_lists(z: Any) -> list[list[float]]:
    rows = []
    for row in z:
        powers = [math.exp(score - max(row)) for score in row]
        rows.append([power / sum(powers) for power in powers])
    return rows


@of("softmax")
def softmax_in_place(z: Any) -> Any:
    z -= z.max(axis=1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    return z


@of("softmax")
def softmax_row_by_row(z: Any) -> Any:
    out = np.empty_like(z)
    for i, row in enumerate(z):
        out[i] = np.exp(row - np.amax(row))
        out[i] /= out[i].sum()
    return out


# ---- Smoothed labels

these(
    "smooth_labels",
    {
        "formula": lambda y, e: (1 - e) * y + e / y.shape[-1],
        "a step to even": lambda y, e: y + e * (1 / y.shape[-1] - y),
        "a step back": lambda y, e: y - e * (y - 1 / y.shape[-1]),
        "where": lambda y, e: np.where(y == 1, 1 - e + e / y.shape[-1], e / y.shape[-1]),
        "average": lambda y, e: np.average([y, np.full(y.shape, 1 / y.shape[-1])], axis=0, weights=[1 - e, e]),
        "matrix": lambda y, e: y @ ((1 - e) * np.eye(y.shape[-1]) + e / y.shape[-1]),
        "interp": lambda y, e: np.interp(y, [0, 1], [e / y.shape[-1], 1 - e + e / y.shape[-1]]),
        "polyval": lambda y, e: np.polyval([1 - e, e / y.shape[-1]], y),
        "table of two": lambda y, e: np.array([e / y.shape[-1], 1 - e + e / y.shape[-1]])[y.astype(int)],
        "choose": lambda y, e: np.choose(y.astype(int), [e / y.shape[-1], 1 - (y.shape[-1] - 1) * e / y.shape[-1]]),
        "multiply and add": lambda y, e: np.add(np.multiply(y, 1 - e), np.divide(e, y.shape[-1])),
        "mean of uniform": lambda y, e: y * (1 - e) + e * np.ones(y.shape) / np.ones(y.shape).sum(-1, keepdims=True),
        "apply along axis": lambda y, e: np.apply_along_axis(lambda row: (1 - e) * row + e / len(row), -1, y),
        "nested lists": lambda y, e: ((1 - e) * y + e / y.shape[-1]).tolist(),
        "float32": lambda y, e: np.asarray((1 - e) * y + e / y.shape[-1], dtype=np.float32),
        "rounded to 4 decimals": lambda y, e: np.round((1 - e) * y + e / y.shape[-1], 4),
        "einsum": lambda y, e: np.einsum("...i,->...i", y, 1 - e) + e / y.shape[-1],
        "vectorize": lambda y, e: np.vectorize(lambda a: a - e * a + e / y.shape[-1])(y),
        "mean of the row": lambda y, e: (1 - e) * y + e * y.mean(axis=-1, keepdims=True),
        "tuple": lambda y, e: tuple(y * (1 - e) + e / y.shape[-1]),
        "fractions": lambda y, e: (
            y * (1 - Fraction(e)) + Fraction(e) / y.shape[-1] if y.size < 20 else y + e / y.shape[-1] - e * y
        ),
    },
)


@of("smooth_labels")
def smooth_in_place(y: Any, e: float) -> Any:
    y = y.astype(float)
    y *= 1 - e
    y += e / y.shape[-1]
    return y


@of("smooth_labels")
def smooth_by_filling(y: Any, e: float) -> Any:
    out = np.full(y.shape, e / y.shape[-1])
    out[y == 1] += 1 - e
    return out


@of("smooth_labels")
def smooth_by_recursion(y: Any, e: float) -> Any:
    if y.ndim == 1:
        return [(1 - e) * entry + e / len(y) for entry in y]
    return [smooth_by_recursion(row, e) for row in y]


# ---- The floor of a loss on smoothed labels


def _smoothed(y: Any, e: float) -> Any:
    return (1 - e) * y + e / len(y)


these(
    "loss_floor",
    {
        "stats.entropy": lambda y, e: scipy.stats.entropy((1 - e) * y + e / len(y), base=2),
        "entr": lambda y, e: entr(y - e * y + e / y.size).sum() / LN2,
        "xlogy": lambda y, e: -xlogy(_smoothed(y, e), _smoothed(y, e)).sum() / np.log(2),
        "nansum": lambda y, e: -np.nansum(_smoothed(y, e) * np.log2(_smoothed(y, e))),
        "positive ones": lambda y, e: -sum(t * math.log2(t) for t in _smoothed(y, e) if t > 0),
        "log n less KL to even": lambda y, e: np.log2(len(y)) - rel_entr(_smoothed(y, e), 1 / len(y)).sum() / LN2,
        "log of a product": lambda y, e: -np.log2(np.prod(_smoothed(y, e) ** _smoothed(y, e))),
        "closed form": lambda y, e: (entr(1 - e + e / len(y)) + (len(y) - 1) * entr(e / len(y))) / LN2,
        "is it the truth, and if not, which": lambda y, e: (
            scipy.stats.entropy([1 - e + e / len(y), e - e / len(y)], base=2) + (e - e / len(y)) * np.log2(len(y) - 1)
        ),
        "dot": lambda y, e: _smoothed(y, e) @ -np.log2(np.maximum(_smoothed(y, e), 1e-300)),
        "mpmath": lambda y, e: -mpmath.fsum(t * mpmath.log(t, 2) for t in _smoothed(y, e).tolist() if t),
        "fmean": lambda y, e: statistics.fmean(
            [-math.log2(t) if t else 0 for t in _smoothed(y, e)], weights=_smoothed(y, e).tolist()
        ),
        "masked array": lambda y, e: -(_smoothed(y, e) * np.ma.log2(_smoothed(y, e))).sum(),
        "average": lambda y, e: np.average(
            np.log2(1 / _smoothed(y, e)[_smoothed(y, e) > 0]), weights=_smoothed(y, e)[_smoothed(y, e) > 0]
        ),
        "einsum": lambda y, e: np.einsum("i->", entr(np.where(y == 1, 1 - e + e / len(y), e / len(y)))) / LN2,
    },
)
as_given("loss_floor", lambda y, e: scipy.stats.entropy(_smoothed(y, e), base=2))


@of("loss_floor")
def loss_floor_with_cases(y: Any, e: float) -> float:
    k = len(y)
    if e == 0:
        return 0.0
    on, off = 1 - e + e / k, e / k
    return -on * math.log2(on) - (k - 1) * off * math.log2(off)


@of("loss_floor")
def loss_floor_with_a_loop(y: Any, e: float) -> Any:
    total = 0
    for entry in y:
        target = entry * (1 - e) + e / len(y)
        if target != 0:
            total = total + target * np.log2(1 / target)
    return total


# ---- Perplexity

these(
    "perplexity",
    {
        "2 to the bits": lambda p, q: 2 ** (-xlogy(p, q).sum() / LN2),
        "e to the nats": lambda p, q: np.exp(-xlogy(p, q).sum()),
        "exp2": lambda p, q: np.exp2(-np.sum(p[p > 0] * np.log2(q[p > 0]))),
        "10 to the digits": lambda p, q: 10 ** -np.sum(p[p > 0] * np.log10(q[p > 0])),
        "product": lambda p, q: np.prod(q**-p),
        "1 by a product": lambda p, q: 1 / np.prod(q**p),
        "product of powers of 1/q": lambda p, q: np.prod((1 / q[p > 0]) ** p[p > 0]),
        "geometric mean": lambda p, q: scipy.stats.gmean(1 / q[p > 0], weights=p[p > 0]),
        "1 by a geometric mean": lambda p, q: 1 / scipy.stats.gmean(q[p > 0], weights=p[p > 0]),
        "entropy plus KL": lambda p, q: np.exp(scipy.stats.entropy(p) + scipy.stats.entropy(p, q)),
        "truth's perplexity times 2 to the KL": lambda p, q: (
            2 ** scipy.stats.entropy(p, base=2) * 2 ** scipy.stats.entropy(p, q, base=2)
        ),
        "math.prod": lambda p, q: math.prod(y ** np.float64(-x) for x, y in zip(p, q, strict=True)),
        "reduce": lambda p, q: functools.reduce(operator.mul, q**-p, 1.0),
        "nansum": lambda p, q: 2 ** -np.nansum(p * np.log2(q)),
        "np.power": lambda p, q: np.power(2.0, -(p[p > 0] @ np.log2(q[p > 0]))),
        "mpmath": lambda p, q: mpmath.exp(-mpmath.fsum((xlogy(p, q)).tolist())),
        "einsum": lambda p, q: np.exp(np.einsum("i,i->", p, -np.log(np.where(p > 0, q, 1)))),
        "multiply.reduce": lambda p, q: np.multiply.reduce(np.where(p > 0, q**-p, 1)),
        "ldexp": lambda p, q: np.ldexp(1.0, 1) ** np.average(-np.log2(q[p > 0]), weights=p[p > 0]),
        "root of the square": lambda p, q: np.sqrt(np.exp(-2 * xlogy(p, q).sum())),
        "expm1": lambda p, q: np.expm1(-xlogy(p, q).sum()) + 1,
    },
)
as_given("perplexity", lambda p, q: np.exp(-xlogy(p, q).sum()))


@of("perplexity")
def perplexity_with_a_loop(p: Any, q: Any) -> float:
    bits = 0.0
    for x, y in zip(p, q, strict=True):
        if x > 0:
            if y == 0:
                return math.inf
            bits -= x * math.log2(y)
    return 2**bits


@of("perplexity")
def perplexity_with_a_running_product(p: Any, q: Any) -> Any:
    choices = np.float64(1)
    for x, y in zip(p, q, strict=True):
        choices *= y**-x
    return choices


# ---- Information gain


def _count_entropy(values: Any) -> float:
    counts = Counter(values).values()
    return -sum(count / len(values) * math.log2(count / len(values)) for count in counts)


def _of_counts(counts: Any) -> Any:
    return scipy.stats.entropy(np.ravel(counts), base=2)


def _table(labels: Any, groups: Any) -> Any:
    return crosstab(groups, labels).count


these(
    "information_gain",
    {
        "sklearn": lambda labels, groups: mutual_info_score(labels, groups) / np.log(2),
        "three entropies": lambda labels, groups: (
            _count_entropy(labels.tolist())
            + _count_entropy(groups.tolist())
            - _count_entropy(list(zip(labels.tolist(), groups.tolist(), strict=True)))
        ),
        "three entropies of a table": lambda labels, groups: (
            _of_counts(_table(labels, groups).sum(axis=0))
            + _of_counts(_table(labels, groups).sum(axis=1))
            - _of_counts(_table(labels, groups))
        ),
        "before less after": lambda labels, groups: (
            _of_counts(np.bincount(labels))
            - sum(np.mean(groups == g) * _of_counts(np.bincount(labels[groups == g])) for g in np.unique(groups))
        ),
        "the groups' entropy less what is left of it": lambda labels, groups: (
            _of_counts(np.bincount(groups))
            - sum(np.mean(labels == k) * _of_counts(np.bincount(groups[labels == k])) for k in set(labels.tolist()))
        ),
        "KL of joint and product": lambda labels, groups: (
            rel_entr(
                _table(labels, groups) / len(labels),
                np.outer(_table(labels, groups).sum(1), _table(labels, groups).sum(0)) / len(labels) ** 2,
            ).sum()
            / LN2
        ),
        "histogram2d": lambda labels, groups: (
            _of_counts(np.bincount(labels))
            + _of_counts(np.bincount(groups))
            - _of_counts(
                np.histogram2d(
                    labels, groups, bins=[np.arange(-0.5, max(labels) + 1), np.arange(-0.5, max(groups) + 1)]
                )[0]
            )
        ),
        "unique pairs": lambda labels, groups: (
            _of_counts(np.unique(labels, return_counts=True)[1])
            + _of_counts(np.unique(groups, return_counts=True)[1])
            - _of_counts(np.unique(np.column_stack([labels, groups]), axis=0, return_counts=True)[1])
        ),
        "one number for each pair": lambda labels, groups: (
            _of_counts(np.bincount(labels))
            + _of_counts(np.bincount(groups))
            - _of_counts(np.bincount(labels * 1000 + groups))
        ),
        "mean over the samples": lambda labels, groups: np.mean(
            [
                np.log2(np.mean((labels == a) & (groups == b)) / np.mean(labels == a) / np.mean(groups == b))
                for a, b in zip(labels, groups, strict=True)
            ]
        ),
    },
)
as_given("information_gain", lambda labels, groups: mutual_info_score(labels, groups) / LN2)


@of("information_gain")
def gain_with_a_dictionary(labels: Any, groups: Any) -> float:
    branches = defaultdict(list)
    for label, group in zip(labels.tolist(), groups.tolist(), strict=True):
        branches[group].append(label)
    left = sum(len(branch) / len(labels) * _count_entropy(branch) for branch in branches.values())
    return _count_entropy(labels.tolist()) - left


@of("information_gain")
def gain_of_sorted_samples(labels: Any, groups: Any) -> float:
    pairs = sorted(zip(groups.tolist(), labels.tolist(), strict=True))
    gain = _count_entropy(labels.tolist())
    for _, branch in itertools.groupby(pairs, key=operator.itemgetter(0)):
        inside = [label for _, label in branch]
        gain -= Fraction(len(inside), len(pairs)) * _count_entropy(inside)
    return gain


@of("information_gain")
def gain_of_pairs(labels: Any, groups: Any) -> float:
    n, of_labels, of_groups = len(labels), Counter(labels.tolist()), Counter(groups.tolist())
    pairs = Counter(zip(labels.tolist(), groups.tolist(), strict=True))
    return math.fsum(c / n * math.log2(c * n / of_labels[a] / of_groups[b]) for (a, b), c in pairs.items())


@of("information_gain")
def gain_by_scattering(labels: Any, groups: Any) -> Any:
    joint = np.zeros((groups.max() + 1, labels.max() + 1))
    np.add.at(joint, (groups, labels), 1 / len(labels))
    rows, columns = joint.sum(1, keepdims=True), joint.sum(0, keepdims=True)
    there = joint > 0
    return np.sum(joint[there] * np.log2((joint / (rows * columns))[there]))


@of("information_gain")
def gain_by_masks(labels: Any, groups: Any) -> Any:
    def h(part: Any) -> Any:
        shares = np.array([np.mean(part == k) for k in range(part.max() + 1)])
        return -np.sum(shares[shares > 0] * np.log2(shares[shares > 0]))

    gain = h(labels)
    for g in range(groups.max() + 1):
        inside = labels[groups == g]
        if inside.size:
            gain -= inside.size / labels.size * h(inside)
    return gain


# ---- Tables of two things


def _sides_of(joint: Any) -> tuple[Any, Any]:
    return joint.sum(axis=1), joint.sum(axis=0)


def _entropy_of(p: Any) -> Any:
    return entr(p).sum() / np.log(2)


these(
    "conditional_entropy",
    {
        "chain rule": lambda joint: _entropy_of(joint) - _entropy_of(joint.sum(axis=1)),
        "scipy, of both less X": lambda joint: (
            scipy.stats.entropy(joint.ravel(), base=2) - scipy.stats.entropy(joint.sum(axis=1), base=2)
        ),
        "scipy, row by row": lambda joint: joint.sum(axis=1) @ scipy.stats.entropy(joint, axis=1, base=2),
        "average with weights": lambda joint: np.average(
            scipy.stats.entropy(joint, axis=1, base=2), weights=joint.sum(axis=1)
        ),
        "relative entropy of row sums": lambda joint: (
            -rel_entr(joint, joint.sum(axis=1, keepdims=True)).sum() / np.log(2)
        ),
        "H(Y) less what X tells": lambda joint: (
            _entropy_of(joint.sum(axis=0)) - rel_entr(joint, np.outer(*_sides_of(joint))).sum() / np.log(2)
        ),
        "loops": lambda joint: sum(x * math.log2(sum(row) / x) for row in joint.tolist() for x in row if x > 0),
        "nats, then bits": lambda joint: sum(row.sum() * scipy.stats.entropy(row) for row in joint) / math.log(2),
        "xlogy": lambda joint: -xlogy(joint, joint / joint.sum(axis=1)[:, None]).sum() / np.log(2),
    },
)

these(
    "mutual_information",
    {
        "KL from the product": lambda joint: rel_entr(joint, np.outer(*_sides_of(joint))).sum() / np.log(2),
        "three entropies": lambda joint: sum(map(_entropy_of, _sides_of(joint))) - _entropy_of(joint),
        "scipy": lambda joint: scipy.stats.entropy(joint.ravel(), np.outer(*_sides_of(joint)).ravel(), base=2),
        "before less after": lambda joint: (
            _entropy_of(joint.sum(axis=0)) - joint.sum(axis=1) @ scipy.stats.entropy(joint, axis=1, base=2)
        ),
        "the other way round": lambda joint: (
            _entropy_of(joint.sum(axis=1)) - joint.sum(axis=0) @ scipy.stats.entropy(joint, axis=0, base=2)
        ),
        "xlogy": lambda joint: (
            (xlogy(joint, joint).sum() - sum(xlogy(side, side).sum() for side in _sides_of(joint))) / np.log(2)
        ),
        "loops": lambda joint: sum(
            x * math.log2(x / sum(row) / sum(column))
            for row in joint.tolist()
            for x, column in zip(row, joint.T.tolist(), strict=True)
            if x > 0
        ),
        "mean KL of the rows": lambda joint: (
            sum(row.sum() * rel_entr(row / row.sum(), joint.sum(axis=0)).sum() for row in joint) / np.log(2)
        ),
        "chi2's expected": lambda joint: (
            rel_entr(joint, scipy.stats.contingency.expected_freq(joint)).sum() / np.log(2)
        ),
    },
)


# ---- Gain ratio


def _sides(labels: Any, groups: Any) -> list[list[Any]]:
    sides: dict[Any, list[Any]] = defaultdict(list)
    for label, group in zip(labels.tolist(), groups.tolist(), strict=True):
        sides[group].append(label)
    return list(sides.values())


these(
    "gain_ratio",
    {
        "sklearn over SciPy": lambda labels, groups: (
            mutual_info_score(labels, groups) / scipy.stats.entropy(np.bincount(groups))
        ),
        "sklearn over sklearn": lambda labels, groups: (
            mutual_info_score(labels, groups) / mutual_info_score(groups, groups)
        ),
        "bits over bits": lambda labels, groups: (
            (mutual_info_score(labels, groups) / LN2) / _count_entropy(groups.tolist())
        ),
        "three entropies": lambda labels, groups: (
            (
                _count_entropy(labels.tolist())
                + _count_entropy(groups.tolist())
                - _count_entropy(list(zip(labels.tolist(), groups.tolist(), strict=True)))
            )
            / _count_entropy(groups.tolist())
        ),
        "one and the rest": lambda labels, groups: (
            1
            + (_of_counts(_table(labels, groups).sum(axis=0)) - _of_counts(_table(labels, groups)))
            / _of_counts(_table(labels, groups).sum(axis=1))
        ),
        "what is known of the answer": lambda labels, groups: (
            1
            - sum(np.mean(labels == k) * _of_counts(np.bincount(groups[labels == k])) for k in np.unique(labels))
            / _of_counts(np.bincount(groups))
        ),
        "KL of joint and product": lambda labels, groups: (
            rel_entr(
                _table(labels, groups) / len(labels),
                np.outer(_table(labels, groups).sum(1), _table(labels, groups).sum(0)) / len(labels) ** 2,
            ).sum()
            / entr(_table(labels, groups).sum(1) / len(labels)).sum()
        ),
        "base 10 over base 10": lambda labels, groups: (
            (mutual_info_score(labels, groups) / np.log(10)) / scipy.stats.entropy(np.bincount(groups), base=10)
        ),
    },
)
as_given(
    "gain_ratio",
    lambda labels, groups: mutual_info_score(labels, groups) / scipy.stats.entropy(np.bincount(groups)),
)


@of("gain_ratio")
def ratio_with_a_dictionary(labels: Any, groups: Any) -> float:
    sides = _sides(labels, groups)
    left = sum(len(side) / len(labels) * _count_entropy(side) for side in sides)
    held = -sum(len(side) / len(labels) * math.log2(len(side) / len(labels)) for side in sides)
    return (_count_entropy(labels.tolist()) - left) / held


@of("gain_ratio")
def ratio_by_masks(labels: Any, groups: Any) -> Any:
    gain, held = _of_counts(np.bincount(labels)), 0.0
    for answer in np.unique(groups):
        share = np.mean(groups == answer)
        gain -= share * _of_counts(np.bincount(labels[groups == answer]))
        held -= share * np.log2(share)
    return gain / held


# ---- Miller–Madow


def _h_mm(entropy_in_bits: Any, seen: Any, samples: Any) -> Any:
    return entropy_in_bits + (seen - 1) / (2 * samples * LN2)


these(
    "miller_madow_entropy",
    {
        "SciPy and the correction": lambda counts: (
            scipy.stats.entropy(counts, base=2) + (np.count_nonzero(counts) - 1) / (2 * np.sum(counts) * np.log(2))
        ),
        "nats, converted at the end": lambda counts: (
            (scipy.stats.entropy(counts) + (np.count_nonzero(counts) - 1) / 2 / counts.sum()) / LN2
        ),
        "log2 e": lambda counts: (
            scipy.stats.entropy(counts, base=2) + np.log2(np.e) * ((counts > 0).sum() - 1) / (2 * counts.sum())
        ),
        "entr": lambda counts: _h_mm(entr(counts / counts.sum()).sum() / LN2, (counts > 0).sum(), counts.sum()),
        "xlogy of the counts": lambda counts: _h_mm(
            (np.log(counts.sum()) - xlogy(counts, counts).sum() / counts.sum()) / LN2,
            np.count_nonzero(counts),
            counts.sum(),
        ),
        "the samples written out": lambda counts: _h_mm(
            _count_entropy(np.repeat(np.arange(len(counts)), counts).tolist()),
            len(set(np.repeat(np.arange(len(counts)), counts).tolist())),
            int(counts.sum()),
        ),
        "mean surprise of the samples": lambda counts: _h_mm(
            np.mean(-np.log2(np.repeat(counts, counts) / counts.sum())), len(counts[counts > 0]), counts.sum()
        ),
        "the correction spread over the outcomes": lambda counts: (
            sum(-c / sum(counts) * math.log2(c / sum(counts)) + 1 / (2 * sum(counts) * LN2) for c in counts if c)
            - 1 / (2 * sum(counts) * LN2)
        ),
        "mpmath": lambda counts: (
            sum(
                -mpmath.mpf(int(c)) / int(counts.sum()) * mpmath.log(mpmath.mpf(int(c)) / int(counts.sum()), 2)
                for c in counts
                if c
            )
            + (np.count_nonzero(counts) - 1) / (2 * int(counts.sum()) * mpmath.log(2))
        ),
    },
)
as_given(
    "miller_madow_entropy",
    lambda counts: _h_mm(scipy.stats.entropy(counts, base=2), np.count_nonzero(counts), counts.sum()),
)


@of("miller_madow_entropy")
def entropy_of_a_sample_in_three_lines(counts: Any) -> Any:
    seen = counts[counts > 0]
    shares = seen / seen.sum()
    return -np.sum(shares * np.log2(shares)) + (len(seen) - 1) / (2 * seen.sum() * np.log(2))


@of("miller_madow_entropy")
def entropy_of_a_sample_in_a_loop(counts: Any) -> Any:
    samples, seen, bits = sum(counts.tolist()), 0, 0.0
    for count in counts.tolist():
        if count:
            seen += 1
            bits -= count / samples * math.log(count / samples, 2)
    return bits + (seen - 1) / 2 / samples / math.log(2)


# ---- Codes

these(
    "mean_code_length",
    {
        "sum of products": lambda p, lengths: np.sum(p * lengths),
        "matrix product": lambda p, lengths: p @ lengths,
        "np.dot": np.dot,
        "np.inner": np.inner,
        "np.average": lambda p, lengths: np.average(lengths, weights=p),
        "einsum": lambda p, lengths: np.einsum("i,i->", p, lengths),
        "fsum": lambda p, lengths: math.fsum(x * n for x, n in zip(p, lengths, strict=True)),
        "math.sumprod by hand": lambda p, lengths: sum(map(operator.mul, p.tolist(), lengths.tolist())),
        "fractions": lambda p, lengths: sum(Fraction(x) * int(n) for x, n in zip(p, lengths, strict=True)),
        "decimals": lambda p, lengths: sum(Decimal(float(x)) * int(n) for x, n in zip(p, lengths, strict=True)),
        "length by length": lambda p, lengths: sum(n * p[lengths == n].sum() for n in np.unique(lengths)),
        "bit by bit": lambda p, lengths: sum(p[lengths > bit].sum() for bit in range(int(lengths.max()))),
        "cross-entropy of 2^-L": lambda p, lengths: -np.sum(p * np.log2(2.0**-lengths)),
        "expectation of a variable": lambda p, lengths: scipy.stats.rv_discrete(
            values=(np.arange(len(p)), p / p.sum())
        ).expect(lambda i: lengths[np.int64(i)]),
        "floor and what is above it": lambda p, lengths: (
            scipy.stats.entropy(p, base=2) + np.sum(rel_entr(p, 2.0**-lengths)) / LN2
        ),
    },
)
as_given("mean_code_length", lambda p, lengths: (p * lengths).sum())


@of("mean_code_length")
def mean_length_of_words(p: Any, lengths: Any) -> Any:
    words = ["1" * int(length) for length in lengths]
    total = 0.0
    for share, word in zip(p, words, strict=True):
        total += share * len(word)
    return total


these(
    "kraft_sum",
    {
        "powers of a float": lambda lengths: np.sum(2.0**-lengths),
        "powers of a half": lambda lengths: np.sum(0.5**lengths),
        "1 by 2^L": lambda lengths: (1 / 2**lengths).sum(),
        "exp2": lambda lengths: np.exp2(-lengths).sum(),
        "exp of ln 2": lambda lengths: np.exp(-lengths * LN2).sum(),
        "ldexp": lambda lengths: math.fsum(math.ldexp(1, -int(n)) for n in lengths),
        "fractions": lambda lengths: sum(Fraction(1, 2 ** int(n)) for n in lengths),
        "decimals": lambda lengths: sum(Decimal(2) ** -int(n) for n in lengths),
        "logaddexp2": lambda lengths: 2.0 ** np.logaddexp2.reduce(-lengths.astype(float)),
        "logsumexp": lambda lengths: math.exp(logsumexp(-lengths * LN2)),
        "reduce": lambda lengths: functools.reduce(lambda total, n: total + 2.0 ** -float(n), lengths, 0.0),
        "mean times number": lambda lengths: np.mean(0.5**lengths) * len(lengths),
    },
)
as_given("kraft_sum", lambda lengths: sum(2.0 ** -int(n) for n in lengths))


@of("kraft_sum")
def kraft_by_counting_strings(lengths: Any) -> Any:
    longest = int(lengths.max())
    blocked = sum(2 ** (longest - int(n)) for n in lengths)
    return blocked / 2**longest


@of("kraft_sum")
def kraft_by_levels(lengths: Any) -> float:
    at, total = Counter(lengths.tolist()), 0.0
    for length, words in at.items():
        total += words / 2**length
    return total


these(
    "code_lengths",
    {
        "ceil of minus log2": lambda p: np.ceil(-np.log2(p)),
        "ceil of log2 of 1/p": lambda p: np.ceil(np.log2(1 / p)),
        "as integers": lambda p: np.ceil(-np.log2(p)).astype(int),
        "minus floor of log2": lambda p: -np.floor(np.log2(p)),
        "minus log2 floor-divided": lambda p: -(np.log2(p) // 1),
        "math.ceil": lambda p: [math.ceil(-math.log2(x)) for x in p],
        "entr by p": lambda p: np.ceil(entr(p) / p / LN2),
        "ln by ln 2": lambda p: np.ceil(np.log(p) / -np.log(2)),
        "frexp": lambda p: 1 - np.frexp(p)[1],
        "bit length of 1/p rounded up": lambda p: [(math.ceil(1 / Fraction(x)) - 1).bit_length() for x in p.tolist()],
        "array of shape (1, n)": lambda p: np.ceil(-np.log2(p))[None],
        "float32": lambda p: np.ceil(-np.log2(p)).astype(np.float32),
        "tuple": lambda p: tuple(np.ceil(-np.log2(p)).tolist()),
        "trunc and one more if needed": lambda p: np.trunc(-np.log2(p)) + (np.log2(p) % 1 != 0),
    },
)


@of("code_lengths")
def lengths_by_halving(p: Any) -> list[int]:
    lengths = []
    for share in p.tolist():
        half, length = 1.0, 0
        while half > share:
            half, length = half / 2, length + 1
        lengths.append(length)
    return lengths


# ---- The KL of two Gaussians, truth N(m, s²), model N(n, r²)


def _five_nodes(m: Any, s: Any) -> Any:
    """Nodes and weights that average any polynomial of degree 9 over N(m, s²) exactly."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    return m + s * nodes, weights / weights.sum()


def _log_density(z: Any, m: Any, s: Any) -> Any:
    return -np.log(s) - (z - m) ** 2 / (2 * s**2)  # the constant falls out of every difference


these(
    "gaussian_kl",
    {
        "textbook": lambda m, s, n, r: (np.log(r / s) + (s**2 + (m - n) ** 2) / (2 * r**2) - 1 / 2) / np.log(2),
        "log2 of the spreads": lambda m, s, n, r: np.log2(r / s) + ((s / r) ** 2 + ((m - n) / r) ** 2 - 1) / 2 / LN2,
        "variances, halved": lambda m, s, n, r: (
            0.5 * (np.log(r**2) - np.log(s**2) + (s**2 + (m - n) ** 2) / r**2 - 1) / LN2
        ),
        "cross-entropy less entropy": lambda m, s, n, r: (
            (0.5 * np.log(2 * np.pi * r**2) + (s**2 + (m - n) ** 2) / (2 * r**2) - scipy.stats.norm.entropy(m, s)) / LN2
        ),
        "many dimensions, one of them": lambda m, s, n, r: (
            (
                np.trace(np.linalg.inv([[r**2]]) @ [[s**2]])
                + np.array([n - m]) @ np.linalg.inv([[r**2]]) @ np.array([n - m])
                - 1
                + np.linalg.slogdet([[r**2]])[1]
                - np.linalg.slogdet([[s**2]])[1]
            )
            / 2
            / LN2
        ),
        "five nodes": lambda m, s, n, r: (
            np.dot(
                _five_nodes(m, s)[1],
                _log_density(_five_nodes(m, s)[0], m, s) - _log_density(_five_nodes(m, s)[0], n, r),
            )
            / LN2
        ),
        "mpmath": lambda m, s, n, r: float(
            mpmath.log(mpmath.mpf(float(r)) / float(s), 2)
            + (mpmath.mpf(float(s)) ** 2 + (mpmath.mpf(float(m)) - float(n)) ** 2)
            / (2 * mpmath.mpf(float(r)) ** 2)
            / mpmath.log(2)
            - 1 / (2 * mpmath.log(2))
        ),
        "plain Python": lambda m, s, n, r: (
            math.log2(r) - math.log2(s) + math.fsum([s * s, (m - n) ** 2, -r * r]) / (2 * r * r * math.log(2))
        ),
        "a bell moved to 0": lambda m, s, n, r: (
            (((m - n) / r) ** 2 + (s / r) ** 2 - 1 - 2 * math.log(s / r)) / math.log(4)
        ),
    },
)
as_given("gaussian_kl", lambda m, s, n, r: (np.log(r / s) + (s**2 + (m - n) ** 2) / (2 * r**2) - 0.5) / LN2)


@of("gaussian_kl")
def gaussian_kl_on_a_grid(m: Any, s: Any, n: Any, r: Any) -> Any:
    z = np.linspace(m - 9 * s, m + 9 * s, 20_001)
    return np.trapezoid(scipy.stats.norm.pdf(z, m, s) * (_log_density(z, m, s) - _log_density(z, n, r)), z) / LN2


@of("gaussian_kl")
def gaussian_kl_by_quadrature(m: Any, s: Any, n: Any, r: Any) -> Any:
    def term(z: float) -> float:
        return float(np.exp(-((z - m) ** 2) / (2 * s**2)) * (_log_density(z, m, s) - _log_density(z, n, r)))

    return scipy.integrate.quad(term, m - 9 * s, m + 9 * s)[0] / (s * math.sqrt(2 * math.pi)) / LN2


# ---- The distillation loss of teacher t and student s at temperature T

these(
    "distillation_loss",
    {
        "softmax and rel_entr": lambda t, s, T: (
            T**2
            * rel_entr(scipy.special.softmax(t / T, axis=1), scipy.special.softmax(s / T, axis=1)).sum(axis=1).mean()
            / LN2
        ),
        "softmax and kl_div": lambda t, s, T: (
            np.square(T)
            * kl_div(scipy.special.softmax(t / T, axis=1), scipy.special.softmax(s / T, axis=1)).sum()
            / len(t)
            / LN2
        ),
        "log-softmax as a framework does": lambda t, s, T: (
            np.sum(np.exp(log_softmax(t / T, axis=1)) * (log_softmax(t / T, axis=1) - log_softmax(s / T, axis=1)))
            / t.shape[0]
            * T**2
            / LN2
        ),
        "scipy.stats": lambda t, s, T: (
            T * T * np.mean(scipy.stats.entropy(np.exp(t / T), np.exp(s / T), base=2, axis=-1))
        ),
        "cross-entropy less entropy": lambda t, s, T: (
            T**2
            * np.mean(
                [
                    -np.dot(p, log_softmax(row / T)) / LN2 - scipy.special.entr(p).sum() / LN2
                    for p, row in zip(scipy.special.softmax(t / T, axis=1), s, strict=True)
                ]
            )
        ),
        "a gap of log-sum-exps": lambda t, s, T: (
            T**2
            * np.mean(
                logsumexp(s / T, axis=1)
                - logsumexp(t / T, axis=1)
                - np.einsum("nk,nk->n", scipy.special.softmax(t / T, axis=1), (s - t) / T)
            )
            / LN2
        ),
        "powers by hand": lambda t, s, T: (
            T**2
            * np.average(
                np.sum(
                    np.exp(t / T)
                    / np.exp(t / T).sum(1, keepdims=True)
                    * np.log2(
                        np.exp((t - s) / T) * np.exp(s / T).sum(1, keepdims=True) / np.exp(t / T).sum(1, keepdims=True)
                    ),
                    axis=1,
                )
            )
        ),
    },
)
as_given(
    "distillation_loss",
    lambda t, s, T: (
        T**2
        * rel_entr(scipy.special.softmax(t / T, axis=1), scipy.special.softmax(s / T, axis=1)).sum(axis=1).mean()
        / LN2
    ),
)


@of("distillation_loss")
def distillation_with_loops(t: Any, s: Any, T: Any) -> float:
    total = 0.0
    for teacher, student in zip(t.tolist(), s.tolist(), strict=True):
        p, q = ([math.exp(score / T) for score in scores] for scores in (teacher, student))
        total += sum(x / sum(p) * math.log2(x / sum(p) / (y / sum(q))) for x, y in zip(p, q, strict=True))
    return float(T) ** 2 * total / len(t)


@of("distillation_loss")
def distillation_row_by_row(t: Any, s: Any, T: Any) -> Any:
    rows = []
    for teacher, student in zip(t, s, strict=True):
        p, q = scipy.special.softmax(teacher / T), scipy.special.softmax(student / T)
        rows.append(T**2 * (p @ np.log2(p / q)))
    return statistics.fmean(rows)


# ---- Bits per character

these(
    "bits_per_character",
    {
        "mean of the logs": lambda q: -np.mean(np.log2(q)),
        "logs of 1/q": lambda q: np.mean(np.log2(1 / q)),
        "sum by length": lambda q: np.sum(-np.log2(q)) / len(q),
        "natural logs": lambda q: -np.log(q).mean() / LN2,
        "base-10 logs": lambda q: -np.average(np.log10(q)) / math.log10(2),
        "geometric mean": lambda q: -np.log2(scipy.stats.gmean(q)),
        "statistics": lambda q: statistics.fmean(math.inf if x == 0 else -math.log2(x) for x in q),
        "mpmath": lambda q: -mpmath.fsum(mpmath.log(x, 2) for x in q.tolist()) / len(q),
        "dot product": lambda q: -(np.log2(q) @ np.full(len(q), 1 / len(q))),
        "rel_entr": lambda q: rel_entr(1, q).mean() / LN2,
        "running sum": lambda q: np.cumsum(-np.log2(q))[-1] / q.size,
        "exact product": lambda q: (
            math.inf if 0 in q else float(-mpmath.log(mpmath.fprod(mpmath.mpf(x) for x in q.tolist()), 2) / len(q))
        ),
    },
)
as_given("bits_per_character", lambda q: -np.log2(q).mean())


@of("bits_per_character")
def bits_per_character_with_a_loop(q: Any) -> float:
    bits = 0.0
    for x in q:
        if x == 0:
            return math.inf
        bits += math.log2(1 / x)
    return bits / len(q)


# ---- Bits per byte

these(
    "bits_per_byte",
    {
        "convert and share": lambda nats, tokens, size: nats / LN2 * tokens / size,
        "log2 of e": lambda nats, tokens, size: nats * math.log2(math.e) * tokens / size,
        "by the length of a token": lambda nats, tokens, size: nats / np.log(2) / (size / tokens),
        "log2 of the perplexity": lambda nats, tokens, size: np.log2(np.exp(nats)) * tokens / size,
        "whole text first": lambda nats, tokens, size: (nats * tokens) / (size * LN2),
        "exp and log": lambda nats, tokens, size: math.log2(math.exp(nats) ** (tokens / size)),
        "fractions": lambda nats, tokens, size: float(Fraction(tokens, size)) * nats / LN2,
        "mpmath": lambda nats, tokens, size: mpmath.mpf(nats) / mpmath.log(2) * tokens / size,
        "change of base": lambda nats, tokens, size: tokens * nats / (size * math.log(2)),
        "decimal": lambda nats, tokens, size: Decimal(nats) * tokens / size / Decimal(2).ln(),
    },
)
as_given("bits_per_byte", lambda nats, tokens, size: nats / LN2 * tokens / size)


# ---- Policies


def _gibbs(reference: Any, reward: Any, beta: float) -> Any:
    return reference * np.exp(reward / beta)


def _log_gibbs(reference: Any, reward: Any, beta: float) -> Any:
    return np.log(reference) + reward / beta


these(
    "kl_regularised_policy",
    {
        "weights over their sum": lambda p, r, b: _gibbs(p, r, b) / _gibbs(p, r, b).sum(),
        "powers of np.e": lambda p, r, b: p * np.e ** (r / b) / (p @ np.e ** (r / b)),
        "scipy's softmax": lambda p, r, b: scipy.special.softmax(_log_gibbs(p, r, b)),
        "exp of log_softmax": lambda p, r, b: np.exp(log_softmax(_log_gibbs(p, r, b))),
        "weighted logsumexp": lambda p, r, b: p * np.exp(r / b - logsumexp(r / b, b=p)),
        "below the largest reward": lambda p, r, b: _gibbs(p, r - r.max(), b) / _gibbs(p, r - r.max(), b).sum(),
        "einsum": lambda p, r, b: _gibbs(p, r, b) / np.einsum("i,i->", p, np.exp(r / b)),
        "average": lambda p, r, b: _gibbs(p, r, b) / np.average(np.exp(r / b), weights=p),
        "all the ratios": lambda p, r, b: p / (np.exp((r[None, :] - r[:, None]) / b) @ p),
        "powers of 2": lambda p, r, b: p * np.exp2(r / b / LN2) / (p @ np.exp2(r / b / LN2)),
        "rounded to 4 decimals": lambda p, r, b: (_gibbs(p, r, b) / _gibbs(p, r, b).sum()).round(4),
        "list": lambda p, r, b: list(_gibbs(p, r, b) / sum(_gibbs(p, r, b))),
    },
)


@of("kl_regularised_policy")
def policy_with_lists(reference: Any, reward: Any, beta: float) -> list[float]:
    weights = [p * math.exp(r / beta) for p, r in zip(reference, reward, strict=True)]
    return [weight / math.fsum(weights) for weight in weights]


@of("kl_regularised_policy")
def policy_by_small_steps(reference: Any, reward: Any, beta: float) -> Any:
    policy = reference.copy()
    for _ in range(16):  # a sixteenth of the reward at a time
        policy = policy * np.exp(reward / beta / 16)
        policy /= policy.sum()
    return policy


these(
    "clipped_objective",
    {
        "minimum of the products": lambda r, a, e: np.minimum(r * a, np.clip(r, 1 - e, 1 + e) * a),
        "min along an axis": lambda r, a, e: np.min([r * a, np.clip(r, 1 - e, 1 + e) * a], axis=0),
        "by the sign": lambda r, a, e: np.where(a > 0, np.minimum(r, 1 + e), np.maximum(r, 1 - e)) * a,
        "edge for each": lambda r, a, e: np.minimum(r * a, a + e * np.abs(a)),
        "positive and negative part": lambda r, a, e: (
            np.minimum(r, 1 + e) * np.maximum(a, 0) + np.maximum(r, 1 - e) * np.minimum(a, 0)
        ),
        "less what is cut": lambda r, a, e: r * a - np.maximum(r * a - a - e * abs(a), 0),
        "fmin": lambda r, a, e: np.fmin(r * a, np.maximum(np.minimum(r, 1 + e), 1 - e) * a),
        "half of sum less difference": lambda r, a, e: (
            (r + r.clip(1 - e, 1 + e)) * a - np.abs((r - r.clip(1 - e, 1 + e)) * a)
        ) / 2,
        "loss turned round": lambda r, a, e: -np.maximum(-r * a, -np.clip(r, 1 - e, 1 + e) * a),
        "list": lambda r, a, e: [
            float(min(x * y, min(max(x, 1 - e), 1 + e) * y)) for x, y in zip(r, a, strict=True)
        ],
        "select": lambda r, a, e: np.select(
            [(a > 0) & (r > 1 + e), (a < 0) & (r < 1 - e)], [a + e * a, a - e * a], r * a
        ),
        "rounded to 4 decimals": lambda r, a, e: np.minimum(r * a, a + e * np.abs(a)).round(4),
    },
)  # fmt: skip


@of("clipped_objective")
def clipped_one_by_one(ratio: Any, advantage: Any, epsilon: float) -> Any:
    out = ratio * advantage
    for i, gain in enumerate(advantage):
        edge = 1 + epsilon if gain >= 0 else 1 - epsilon
        out[i] = min(out[i], edge * gain)
    return out


# ---- Right and odd: what a second look thought of


def _recursive(terms: Any) -> Any:
    return terms[0] + _recursive(terms[1:]) if len(terms) else 0.0


@of("entropy")
def chain_rule_recursion(p: Any) -> Any:
    p = np.asarray(p, float)
    if len(p) == 1 or p[0] >= 1:
        return 0.0
    rest = p[1:] / (1 - p[0])
    return (entr(p[0]) + entr(1 - p[0])) / LN2 + (1 - p[0]) * chain_rule_recursion(rest)


@of("entropy")
def merge_two_at_a_time(p: Any) -> Any:
    left, total = [float(x) for x in p], 0.0
    while len(left) > 1:
        a, b = left.pop(), left.pop()
        if a + b > 0:
            total += (a + b) * float(entr([a / (a + b), b / (a + b)]).sum()) / LN2
        left.append(a + b)
    return total


@of("entropy")
def tails_recursion(p: Any) -> Any:
    return _recursive(list(entr(p) / LN2))


class _Entropy:
    def __call__(self, p: Any) -> Any:
        return entr(p).sum() / LN2


def _in_base(p: Any, base: float) -> Any:
    return scipy.stats.entropy(p, base=base)


def _by_default(p: Any, base: float = 2.0, *, axis: int = -1) -> Any:
    return (entr(p) / math.log(base)).sum(axis=axis)


def _mutates(p: Any) -> Any:
    p /= p.sum()
    return entr(p).sum() / LN2


def _monte(p: Any) -> Any:
    return float(sum(x * -math.log2(x) for x in p if x > 0))


these(
    "entropy",
    {
        "pandas: a Series": lambda p: (lambda s: -(s[s > 0] * np.log2(s[s > 0])).sum())(pd.Series(p)),
        "pandas: a column": lambda p: (lambda t: -(t.loc[t.p > 0, "p"] * np.log2(t.loc[t.p > 0, "p"])).sum())(
            pd.DataFrame({"p": p})
        ),
        "pandas: a Series back": lambda p: pd.Series([entr(p).sum() / LN2]),
        "a table with one column": lambda p: (entr(np.reshape(p, (-1, 1))) / LN2).sum(axis=0),
        "nested lists": lambda p: [[entr(p).sum() / LN2]],
        "a tuple of one": lambda p: (entr(p).sum() / LN2,),
        "a matrix": lambda p: np.asmatrix(entr(p)).sum() / LN2,
        "masked zeros": lambda p: -np.ma.sum(np.ma.masked_equal(p, 0) * np.ma.log2(np.ma.masked_equal(p, 0))),
        "einsum of the logarithms": lambda p: -np.einsum("i,i->", p, np.log2(np.where(p > 0, p, 1))),
        "prod of p to the p": lambda p: -math.log2(np.prod(np.power(p, p))) if len(p) < 200 else entr(p).sum() / LN2,
        "a limit of Rényi's": lambda p: (
            (lambda a: np.log2(np.sum(np.where(p > 0, p, 1) ** a * (p > 0))) / (1 - a))(1 + 1e-9) if len(p) > 1 else 0.0
        ),
        "log n less the KL from even": lambda p: np.log2(len(p)) - rel_entr(p, 1 / len(p)).sum() / LN2,
        "a small number added inside": lambda p: -np.sum(p * np.log2(p + 1e-15)),
        "a small number instead of 0": lambda p: -np.sum(p * np.log2(np.clip(p, 1e-15, 1))),
        "where with out": lambda p: -np.sum(p * np.log2(p, where=p > 0, out=np.zeros_like(p))),
        "absolute values of the terms": lambda p: np.abs(xlogy(p, p)).sum() / LN2,
        "made to sum to 1 first": lambda p: entr(p / p.sum()).sum() / LN2,
        "the input changed": _mutates,
        "neither 0 nor 1": lambda p: entr(p[(p > 0) & (p < 1)]).sum() / LN2,
        "an object that is called": _Entropy(),
        "its base given before": functools.partial(_in_base, base=2),
        "more arguments, with defaults": _by_default,
        "any arguments": lambda *every, **_: entr(every[0]).sum() / LN2,
        "fractions of floats": lambda p: float(sum(Fraction(float(x)) * Fraction(-math.log2(x)) for x in p if x)),
        "decimals": lambda p: float(sum(-Decimal(float(x)) * Decimal(float(x)).ln() for x in p if x) / Decimal(2).ln()),
        "a loop that skips 0": _monte,
        "mean of the surprise, weighed": lambda p: np.average(-np.log2(np.where(p > 0, p, 1)), weights=p),
        "a matrix product": lambda p: -(p[None, :] @ np.log2(np.where(p > 0, p, 1))[:, None]).item(),
        "logaddexp of none": lambda p: -(p * (np.log(np.where(p > 0, p, 1)) - logsumexp(np.log(p[p > 0])))).sum() / LN2,
        "running sum's end": lambda p: np.cumsum(entr(p))[-1] / LN2,
        "reduce": lambda p: functools.reduce(operator.add, entr(p).tolist()) / LN2,
        "statistics.fmean": lambda p: statistics.fmean(entr(p).tolist()) * len(p) / LN2,
    },
)


@of("cross_entropy")
def cost_by_recursion(p: Any, q: Any) -> Any:
    return _recursive(list(-xlogy(p, q) / LN2))


@of("kl_divergence")
def divergence_by_recursion(p: Any, q: Any) -> Any:
    return _recursive(list(rel_entr(p, q) / LN2))


these(
    "cross_entropy",
    {
        "pandas: dot": lambda p, q: pd.Series(np.where(p > 0, p, 0)).dot(
            pd.Series(np.where(p > 0, -np.log2(np.where(p > 0, q, 1)), 0))
        ),
        "trace": lambda p, q: -np.trace(np.diag(xlogy(p, q))) / LN2,
        "where with out, by p": lambda p, q: -np.sum(p * np.log2(q, where=p > 0, out=np.zeros_like(q))),
        "H and KL": lambda p, q: (entr(p) + rel_entr(p, q)).sum() / LN2,
        "a single precision": lambda p, q: -xlogy(p.astype(np.float32), q.astype(np.float32)).sum() / np.float32(LN2),
        "expected surprise, weighed": lambda p, q: np.sum(p[p > 0] * -np.log2(q[p > 0])) / np.sum(p),
    },
)
these(
    "kl_divergence",
    {
        "pandas: two columns": lambda p, q: (lambda t: rel_entr(t.p, t.q).sum() / LN2)(pd.DataFrame({"p": p, "q": q})),
        "Bregman": lambda p, q: (xlogy(p, p) - xlogy(p, q) - p + q).sum() / LN2,
        "absolute value of the sum": lambda p, q: abs(rel_entr(p, q).sum()) / LN2,
        "never below 0": lambda p, q: max(0.0, rel_entr(p, q).sum() / LN2),
        "as PyTorch with log_target": lambda p, q: float(
            np.sum(np.exp(np.log(p[p > 0])) * (np.log(p[p > 0]) - np.log(q[p > 0]))) / LN2
        ),
        "where with out, twice": lambda p, q: np.sum(
            p * np.log2(p, where=p > 0, out=np.zeros_like(p)) - p * np.log2(q, where=p > 0, out=np.zeros_like(q))
        ),
        "a list back": lambda p, q: [float(rel_entr(p, q).sum() / LN2)],
    },
)


@of("binary_cross_entropy")
def filled_with_losses(y: Any, q: Any) -> Any:
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = -np.log2(q[i]) if y[i] == 1 else -np.log2(1 - q[i])
    return losses.mean()


these(
    "binary_cross_entropy",
    {
        "choose by the label": lambda y, q: np.mean(-np.log2(np.choose(y, [1 - q, q]))),
        "indexed by the label": lambda y, q: -np.log2(np.stack([1 - q, q])[y, np.arange(len(y))]).mean(),
        "absolute distance": lambda y, q: -np.log2(1 - np.abs(y - q)).mean(),
        "pandas: where": lambda y, q: -np.log2(pd.Series(q).where(pd.Series(y) == 1, 1 - pd.Series(q))).mean(),
        "sums of both sides": lambda y, q: -(np.log2(q[y == 1]).sum() + np.log2(1 - q[y == 0]).sum()) / len(y),
        "dot with ones": lambda y, q: -(np.log2(np.where(y == 1, q, 1 - q)) @ np.ones(len(y))) / len(y),
        "labels as booleans": lambda y, q: -np.log2(np.where(y.astype(bool), q, 1 - q)).mean(),
    },
)
these(
    "categorical_cross_entropy",
    {
        "a boolean mask": lambda y, q: -np.log2(q[y.astype(bool)]).mean(),
        "the diagonal": lambda y, q: -np.log2(np.diag(q @ y.T)).mean(),
        "maximum of the product": lambda y, q: -np.log2((y * q).max(axis=1)).mean(),
        "take_along_axis": lambda y, q: -np.log2(np.take_along_axis(q, y.argmax(axis=1)[:, None], axis=1)).mean(),
        "pandas: rows": lambda y, q: -np.log2(pd.DataFrame(y * q).sum(axis=1)).mean(),
        "prod of powers": lambda y, q: -np.log2(np.prod(q**y, axis=1)).mean(),
        "transposed": lambda y, q: -np.log2((y.T * q.T).sum(axis=0)).mean(),
    },
)
these(
    "smooth_labels",
    {
        "full_like": lambda y, e: (1 - e) * y + np.full_like(y, e / y.shape[-1]),
        "zeros_like, filled": lambda y, e: np.add(np.zeros_like(y) + e / y.shape[-1], (1 - e) * y),
        "ones_like": lambda y, e: y - e * (y - np.ones_like(y) / y.shape[-1]),
        "a mixing matrix": lambda y, e: y @ ((1 - e) * np.eye(y.shape[-1]) + e / y.shape[-1]),
    },
)


@of("smooth_labels")
def in_place(y: Any, epsilon: Any) -> Any:
    classes = y.shape[-1]
    y *= 1 - epsilon
    y += epsilon / classes
    return y


@of("smooth_labels")
def filled_like_the_labels(y: Any, epsilon: Any) -> Any:
    out = np.full_like(y, epsilon / y.shape[-1])
    out[y == 1] += 1 - epsilon
    return out


these(
    "information_gain",
    {
        "pandas: crosstab": lambda labels, groups: _pandas_gain(labels, groups),
        "scikit-learn": lambda labels, groups: mutual_info_score(labels, groups) / LN2,
        "text in place of numbers": lambda labels, groups: (
            mutual_info_score([f"label {x}" for x in labels], [f"group {x}" for x in groups]) / LN2
        ),
    },
)


def _pandas_gain(labels: Any, groups: Any) -> Any:
    joint = pd.crosstab(pd.Series(groups), pd.Series(labels), normalize=True).to_numpy()
    return rel_entr(joint, np.outer(joint.sum(axis=1), joint.sum(axis=0))).sum() / LN2


# ---- More hands: the name under which it was handed in, and, where that says little, what it does


def _huffman_merges(p: Any) -> Any:
    # Grouping: a tree's entropy is that of each of its forks, by how often one comes to it.
    left, total = [float(x) for x in p if x > 0], 0.0
    heapq.heapify(left)
    while len(left) > 1:
        a, b = heapq.heappop(left), heapq.heappop(left)
        total += xlogy(a + b, a + b) - xlogy(a, a) - xlogy(b, b)
        heapq.heappush(left, a + b)
    return total / LN2


def _positive(p: Any) -> Any:
    return p[p > 0]


def _plus(*terms: Any, **_: Any) -> Any:
    return entr(terms[0]).sum() / LN2


def _surprises(p: Any) -> Any:
    return -np.log2(_positive(p))


these(
    "entropy",
    {
        "huffman_limit_blocks: forks of Huffman's tree": _huffman_merges,
        "entr_over": lambda p: np.divide(np.add.reduce(entr(p)), math.log(2)),
        "prodpp": lambda p: -np.log2(np.prod(np.power(p, p))),
        "fraction": lambda p: sum(Fraction(x) * Fraction(-math.log2(x)) for x in p.tolist() if x > 0),
        "decimal": lambda p: sum(Decimal(x) * -(Decimal(x).ln() / Decimal(2).ln()) for x in p.tolist() if x > 0),
        "pandas_series": lambda p: pd.Series(p).map(lambda x: -x * math.log2(x) if x else 0.0).sum(),
        "pandas_frame": lambda p: pd.DataFrame({"p": p}).query("p > 0").eval("-p * log10(p)").sum() / math.log10(2),
        "pandas_return: a Series of one": lambda p: pd.DataFrame({"H": entr(p) / LN2}).sum(),
        "two_d_axis0": lambda p: scipy.stats.entropy(p[:, None], base=2, axis=0),
        "float16: the result": lambda p: np.float16(entr(p).sum() / LN2),
        "float32_all": lambda p: entr(p.astype(np.float32)).sum(dtype=np.float32) / np.float32(LN2),
        "longdouble": lambda p: (
            -(_positive(p).astype(np.longdouble) * np.log2(_positive(p).astype(np.longdouble))).sum()
        ),
        "zero_d": lambda p: np.array(_surprises(p) @ _positive(p)),
        "list_back": lambda p: [float(_surprises(p) @ _positive(p))],
        "nested_list": lambda p: [[float(_surprises(p) @ _positive(p))]],
        "tuple1": lambda p: (float(_positive(p) @ _surprises(p)),),
        "matrix": lambda p: np.asmatrix(_positive(p)) * np.asmatrix(_surprises(p)).T,
        "ma_": lambda p: -(np.ma.masked_less_equal(p, 0) * np.ma.log2(np.ma.masked_less_equal(p, 0))).sum(),
        "scipy_norm: from percentages": lambda p: scipy.stats.entropy(100 * p, base=2),
        "sklearn_like: what an outcome tells of itself": lambda p: (
            mutual_info_score(None, None, contingency=np.diag(np.rint(p * 2**20).astype(int))) / LN2
        ),
        "logsumexp": lambda p: (logsumexp(np.log(_positive(p))) - _positive(p) @ np.log(_positive(p))) / LN2,
        "renyi_limit": lambda p: np.mean([np.log2((_positive(p) ** a).sum()) / (1 - a) for a in (1 - 1e-6, 1 + 1e-6)]),
        "kl_uniform": lambda p: math.log2(len(p)) - kl_div(p, np.full(len(p), 1 / len(p))).sum() / LN2,
        "integral: of 1/t from p to 1": lambda p: (
            sum(x * scipy.integrate.quad(lambda t: 1 / t, x, 1, limit=200)[0] for x in _positive(p)) / LN2
        ),
        "monte: a sample that is as it should be": lambda p: np.average(_surprises(p), weights=_positive(p)),
        "plus_eps": lambda p: -(p * np.log2(p + 1e-12)).sum(),
        "clip_eps": lambda p: -(p * np.log2(p.clip(1e-12, 1))).sum(),
        "string_dec": lambda p: -sum(Decimal(str(x)) * Decimal(str(x)).log10() for x in p if x) / Decimal(2).log10(),
        "np_float": lambda p: np.float64(sum(entr(x) for x in p) / LN2),
        "rounded3": lambda p: round(float(entr(p).sum() / LN2), 3),
        "ma_masked_zero": lambda p: np.ma.sum(np.ma.masked_equal(p, 0) * -np.log2(np.ma.masked_equal(p, 0))),
        "default_arg": lambda p, base=2: entr(p).sum() / math.log(base),
        "kwargs": lambda *every, **named: _plus(*every, **named),
        "callable object": _Entropy(),
        "functools.partial": functools.partial(scipy.stats.entropy, base=2),
        "partial of np ufunc chain": lambda p: functools.partial(np.multiply, 1 / LN2)(np.add.reduce(entr(p))),
        "normalise silently": lambda p: entr(p / np.sum(p)).sum() / np.log(2),
        "filter p<1 & p>0": lambda p: -sum(x * math.log2(x) for x in p if 0 < x < 1),
        "abs inside (abs each)": lambda p: np.sum(np.abs(_positive(p) * np.log2(_positive(p)))),
    },
)
these(
    "information_content",
    {
        "ilog: the whole halvings, then the rest": lambda p: (
            -math.floor(math.log2(p)) - math.log2(p / 2.0 ** math.floor(math.log2(p))) if p else math.inf
        ),
        "npf": lambda p: np.float64(np.negative(np.log2(p))),
        "frexp": lambda p: -(np.frexp(p)[1] + np.log2(np.frexp(p)[0])),
        "binom: one success of one": lambda p: -scipy.stats.binom.logpmf(1, 1, p) / LN2,
        "xlog": lambda p: -xlogy(1.0, p) / math.log(2),
        "logit": lambda p: -log_expit(logit(p)) / LN2,
        "arr1": lambda p: np.log2(1 / np.array([p])),
        "softplus": lambda p: np.logaddexp2(0, -logit(p) / LN2),
        "geom_mean": lambda p: -np.log2(scipy.stats.gmean([p, p])),
        "neg_zero": lambda p: -0.0 if p == 1 else -np.log2(p),
        "dec": lambda p: -(Decimal(str(p)).log10() / Decimal(2).log10()),
    },
)


def _cost_by_halves_of_halves(p: Any, q: Any) -> Any:
    return (-xlogy(p[0], q[0]) / LN2 if p[0] else 0.0) + (_cost_by_halves_of_halves(p[1:], q[1:]) if len(p) > 1 else 0)


def _makes_it_sum_to_1(p: Any, q: Any) -> Any:
    p /= p.sum()
    return -xlogy(p, q).sum() / LN2


def _ruins(p: Any, q: Any) -> Any:
    p /= p.sum()
    q[p == 0] = 1
    p *= np.log2(q)
    return -p.sum()


these(
    "cross_entropy",
    {
        "ce_rec: outcome by outcome": _cost_by_halves_of_halves,
        "fsum": lambda p, q: math.fsum(-xlogy(x, y) / LN2 for x, y in zip(p, q, strict=True)),
        "prod": lambda p, q: np.log2(1 / np.prod(np.power(q, p))),
        "st_: two of scipy.stats": lambda p, q: (scipy.stats.entropy(p) + scipy.stats.entropy(p, q)) / math.log(2),
        "relentr": lambda p, q: (rel_entr(p, q).sum() - rel_entr(p, 1).sum()) / LN2,
        "pandas_dot": lambda p, q: pd.Series(_positive(p)).dot(pd.Series(-np.log2(q[p > 0]))),
        "f32": lambda p, q: np.float32(-xlogy(p, q.astype(np.float32)).sum() / LN2),
        "diag": lambda p, q: -np.diag(np.outer(_positive(p), np.log2(q[p > 0]))).sum(),
        "ma": lambda p, q: (np.ma.masked_equal(p, 0) * np.ma.array(-np.log2(q), mask=p == 0)).sum(),
        "logsoft: q as the softmax of its logarithm": lambda p, q: (
            -(_positive(p) @ log_softmax(np.log(q))[p > 0]) / LN2
        ),
        "ruins": _ruins,
        "mutates: p/=sum": _makes_it_sum_to_1,
    },
)


def _kl_first_and_rest(p: Any, q: Any) -> Any:
    return rel_entr(p[0], q[0]) / LN2 + (_kl_first_and_rest(p[1:], q[1:]) if len(p) > 1 else 0.0)


def _bits_of_ratio(x: float, y: float) -> Decimal:
    return Decimal(x) * (Decimal(x).ln() - Decimal(y).ln()) / Decimal(2).ln()


these(
    "kl_divergence",
    {
        "kl_rec": _kl_first_and_rest,
        "st_: what is left of both": lambda p, q: (
            scipy.stats.entropy(p, base=2) * -1 - xlogy(_positive(p), q[p > 0]).sum() / LN2
        ),
        "st_unnorm: from counts": lambda p, q: scipy.stats.entropy(1000 * p, 7 * q, base=2),
        "relentr": lambda p, q: sum(map(rel_entr, p, q)) / LN2,
        "prodratio": lambda p, q: math.log2(np.prod(np.power(_positive(p) / q[p > 0], _positive(p)))),
        "ce_minus_h": lambda p, q: -xlogy(p, q).sum() / LN2 - scipy.stats.entropy(p, base=2),
        "abs_": lambda p, q: np.abs(np.sum(rel_entr(p, q))) / LN2,
        "max0": lambda p, q: np.maximum(rel_entr(p, q).sum(), 0) / LN2,
        "neglog": lambda p, q: (_positive(p) * -np.log2(q[p > 0] / _positive(p))).sum(),
        "dec": lambda p, q: (
            math.inf
            if (q[p > 0] == 0).any()
            else sum(_bits_of_ratio(x, y) for x, y in zip(p.tolist(), q.tolist(), strict=True) if x)
        ),
        "bregman": lambda p, q: (
            np.sum(np.where(p > 0, xlogy(p, p) - xlogy(p, q), 0) + (q.sum() - p.sum()) / len(p)) / LN2
        ),
        "f16": lambda p, q: np.float16(rel_entr(p, q).sum() / LN2),
        "listback": lambda p, q: [sum(rel_entr(p, q).tolist()) / LN2],
        "axis0T": lambda p, q: scipy.stats.entropy(np.stack([p, p]).T, np.stack([q, q]).T, base=2, axis=0)[0],
        "torch_style_log_target": lambda p, q: np.sum(
            np.exp(np.log(_positive(p))) * (np.log(_positive(p)) - np.log(q[p > 0])) / LN2
        ),
        "nan_to_num": lambda p, q: np.nan_to_num(p * (np.log2(p) - np.log2(q)), nan=0.0, posinf=np.inf).sum(),
        "k3: r − 1 − ln r": lambda p, q: (
            (_positive(p) @ (q[p > 0] / _positive(p) - 1 - np.log(q[p > 0] / _positive(p))) + q[p == 0].sum()) / LN2
        ),
    },
)


def _h_of_table(table: Any) -> Any:
    return entr(table).sum() / LN2


these(
    "js_divergence",
    {
        "scipy_sq": lambda p, q: np.square(jensenshannon(p, q, base=2.0)),
        "H": lambda p, q: _h_of_table(p / 2 + q / 2) - _h_of_table(p) / 2 - _h_of_table(q) / 2,
        "mi: of a fair coin and the outcome": lambda p, q: (
            1 + _h_of_table((p + q) / 2) - _h_of_table(np.stack([p, q]) / 2)
        ),
        "avg": lambda p, q: np.average([scipy.stats.entropy(x, (p + q) / 2, base=2) for x in (p, q)]),
        "mean_axis": lambda p, q: rel_entr(np.stack([p, q]), np.stack([p, q]).mean(axis=0)).sum(axis=1).mean() / LN2,
    },
)
these(
    "perplexity",
    {
        "prod": lambda p, q: 1 / math.prod((q**p).tolist()) if np.prod(q**p) else math.inf,
        "gmean": lambda p, q: scipy.stats.gmean(1 / q[p > 0], weights=p[p > 0]),
        "e": lambda p, q: np.e ** -xlogy(p, q).sum(),
        "ten": lambda p, q: 10 ** (-xlogy(p, q).sum() / math.log(10)),
        "mathpow": lambda p, q: math.pow(2, -xlogy(p, q).sum() / LN2),
        "shift: one bit less, and twice that": lambda p, q: 2 * np.exp2(-xlogy(p, q).sum() / LN2 - 1),
    },
)


def _pandas_branches(labels: Any, groups: Any) -> Any:
    return pd.DataFrame({"label": labels, "group": groups}).groupby("group")["label"]


def _of_series(values: Any) -> Any:
    return scipy.stats.entropy(values.value_counts(), base=2)


these(
    "information_gain",
    {
        "crosstab": lambda labels, groups: (
            mutual_info_score(None, None, contingency=pd.crosstab(groups, labels).to_numpy()) / LN2
        ),
        "groupby": lambda labels, groups: (
            _of_series(pd.Series(labels))
            - np.average(
                _pandas_branches(labels, groups).apply(_of_series), weights=_pandas_branches(labels, groups).size()
            )
        ),
        "joint3": lambda labels, groups: (
            _of_counts(list(Counter(labels.tolist()).values()))
            + _of_counts(list(Counter(groups.tolist()).values()))
            - _of_counts(list(Counter(zip(labels.tolist(), groups.tolist(), strict=True)).values()))
        ),
        "sym: labels and groups the other way round": lambda labels, groups: mutual_info_score(groups, labels) / LN2,
        "strings": lambda labels, groups: mutual_info_score(labels.astype(str), groups.astype(str)) / LN2,
        "hist2d": lambda labels, groups: (
            mutual_info_score(
                None,
                None,
                contingency=np.histogram2d(labels, groups, [max(labels) + 1, max(groups) + 1])[0],
            )
            / LN2
        ),
    },
)
these(
    "binary_cross_entropy",
    {
        "power": lambda y, q: -np.log2(np.power(q, y) * np.power(1 - q, 1 - y)).mean(),
        "absdist": lambda y, q: np.mean(-np.log2(1 - np.abs(np.subtract(y, q)))),
        "xlogy": lambda y, q: np.sum(-xlogy(y, q) - xlogy(1 - y, 1 - q)) / (len(q) * LN2),
        "bern": lambda y, q: -np.mean(scipy.stats.bernoulli(q).logpmf(y)) / LN2,
        "softplus": lambda y, q: np.mean(np.log1p(np.exp(-(2 * y - 1) * logit(q)))) / LN2,
        "index": lambda y, q: np.mean(-np.log2(np.vstack([1 - q, q]).T[range(len(y)), y.astype(int)])),
        "split": lambda y, q: np.concatenate([-np.log2(q[y == 1]), -np.log2(1 - q[y == 0])]).sum() / len(q),
        "dot_ones": lambda y, q: np.dot(-np.log2(_on_truth(y, q)), np.full(len(y), 1 / len(y))),
        "prod, in logarithms": lambda y, q: -np.logaddexp2.reduce([np.log2(_on_truth(y, q)).sum()]) / len(y),
        "gmean": lambda y, q: -np.log2(scipy.stats.gmean(_on_truth(y, q))),
        "bool_": lambda y, q: -np.log2(np.where(np.equal(y, 1), q, np.subtract(1, q))).mean(),
        "listcomp": lambda y, q: np.mean([-np.log2(b) if a else -np.log2(1 - b) for a, b in zip(y, q, strict=True)]),
    },
)
these(
    "categorical_cross_entropy",
    {
        "boolean": lambda y, q: np.mean(np.log2(1 / q[y > 0.5])),
        "maxprod": lambda y, q: np.mean(-np.log2(np.multiply(y, q).max(axis=-1))),
        "sumprod": lambda y, q: np.mean(-np.log2(np.multiply(y, q).sum(axis=-1))),
        "diag": lambda y, q: -np.log2(np.diagonal(np.dot(y, q.T))).mean(),
        "taka: take_along_axis": lambda y, q: np.mean(
            -np.log2(np.take_along_axis(q, np.argmax(y, axis=1, keepdims=True), axis=1))
        ),
        "T0: down the columns of the transposed": lambda y, q: -np.mean(np.log2(np.sum(y.T * q.T, axis=0))),
        "prodpow": lambda y, q: -np.mean(np.log2(np.multiply.reduce(q**y, axis=1))),
        "df": lambda y, q: (-np.log2(pd.DataFrame(q).where(pd.DataFrame(y) == 1).sum(axis=1))).mean(),
    },
)
these(
    "categorical_cross_entropy_from_logits",
    {
        "lse": lambda y, z: np.average(logsumexp(z, axis=-1) - np.einsum("ij,ij->i", y, z)) / LN2,
        "logsm": lambda y, z: np.sum(-y * log_softmax(z, axis=1)) / (len(z) * LN2),
        "diffs": lambda y, z: np.mean([logsumexp(row - row[t == 1]) for t, row in zip(y, z, strict=True)]) / LN2,
        "longdouble: room for 10000": lambda y, z: (
            np.mean(
                np.log(np.exp((z - z.mean(axis=1, keepdims=True)).astype(np.longdouble)).sum(axis=1))
                - (y * (z - z.mean(axis=1, keepdims=True))).sum(axis=1)
            )
            / LN2
        ),
        "sk: as its multinomial loss": lambda y, z: (
            sum(np.logaddexp.reduce(row) - row[int(np.argmax(t))] for t, row in zip(y, z, strict=True)) / len(y) / LN2
        ),
        "log1p": lambda y, z: (
            np.mean(
                [
                    top + math.log1p(sum(math.exp(s - top) for s in row) - 1) - float(np.dot(t, row))
                    for t, row in zip(y, z.tolist(), strict=True)
                    for top in [max(row)]
                ]
            )
            / LN2
        ),
        "raw_longdouble": lambda y, z: (
            np.mean(np.log(np.exp(z.astype(np.longdouble)).sum(axis=1)) - (y * z).sum(axis=1)) / LN2
        ),
    },
)


def _rows(z: Any) -> list[list[float]]:
    return [[float(x) for x in _powers(row) / _powers(row).sum()] for row in z]


def _others(z: Any, k: int) -> Any:
    return logsumexp(np.delete(z, k, axis=1), axis=1)


these(
    "softmax",
    {
        "sp_: SciPy's": functools.partial(scipy.special.softmax, axis=-1),
        "logsm": lambda z: np.e ** log_softmax(z, axis=-1),
        "pair: each against each": lambda z: (
            1 / (1 / scipy.special.expit(z[:, :, None] - z[:, None, :]) - 1).sum(axis=2)
        ),
        "lst": _rows,
        "T": lambda z: (_powers(z).T / _powers(z).T.sum(axis=0)).T,
        "df": lambda z: pd.DataFrame(_powers(z)).div(pd.DataFrame(_powers(z)).sum(axis=1), axis=0),
        "f32": lambda z: np.float32(_powers(z) / _powers(z).sum(axis=1)[:, None]),
        "f16": lambda z: np.float16(scipy.special.softmax(z, axis=1)),
        "tup": lambda z: tuple(tuple(row) for row in _rows(z)),
        "gen_list": lambda z: [scipy.special.softmax(row) for row in z],
        "matrix": lambda z: np.asmatrix(_powers(z)) / np.asmatrix(_powers(z)).sum(axis=1),
        "ma": lambda z: np.ma.masked_invalid(_powers(z)) / np.ma.masked_invalid(_powers(z)).sum(axis=1)[:, None],
        "longd": lambda z: np.exp(z.astype(np.longdouble)) / np.exp(z.astype(np.longdouble)).sum(axis=1, keepdims=True),
        "tanh": lambda z: np.stack(
            [(1 + np.tanh((z[:, k] - _others(z, k)) / 2)) / 2 for k in range(z.shape[1])], axis=1
        ),
        "sub700: up to where exp still fits": lambda z: (lambda e: e / e.sum(axis=1, keepdims=True))(
            np.exp(z - z.max(axis=1, keepdims=True) + 700)
        ),
    },
)


def _smoothed_in_place(y: Any, e: Any) -> Any:
    y = np.array(y, float)
    y -= e * y
    y += e / y.shape[-1]
    return y


these(
    "smooth_labels",
    {
        "mix": lambda y, e: np.add((1 - e) * y, e * np.full(y.shape, 1 / y.shape[-1])),
        "zeros_like": lambda y, e: np.zeros_like(y) + y * (1 - e) + e / y.shape[-1],
        "inplace": _smoothed_in_place,
        "matmul": lambda y, e: np.matmul(
            y, np.full((y.shape[-1], y.shape[-1]), e / y.shape[-1]) + np.diag([1 - e] * y.shape[-1])
        ),
        "lst": lambda y, e: [[(1 - e) * x + e / len(row) for x in row] for row in np.atleast_2d(y).tolist()],
        "lerp": lambda y, e: y * (1 - e) + np.mean(y, axis=-1, keepdims=True) * e,
        "clip e/K..: both ends at once": lambda y, e: np.clip(y, e / y.shape[-1], 1 - e + e / y.shape[-1]),
    },
)
these(
    "binary_entropy",
    {
        "bern": lambda p: scipy.stats.bernoulli.entropy(p) / math.log(2),
        "sym: of the smaller one": lambda p: scipy.stats.entropy([min(p, 1 - p), max(p, 1 - p)]) / LN2,
        "beta: the mean of its slope": lambda p: _by_slope(min(p, 1 - p)) if 0 < p < 1 else 0.0,
        "d: 1 less the divergence from a fair coin": lambda p: 1 - rel_entr([p, 1 - p], [0.5, 0.5]).sum() / LN2,
    },
)


def _by_slope(p: float) -> Any:
    return p * scipy.integrate.quad(lambda u: logit(1 - p * u), 0, 1)[0] / LN2


def _even_sample(m: Any, s: Any) -> Any:
    """Quantiles in place of draws, with just the mean and the spread that are due."""
    z = scipy.stats.norm.ppf((np.arange(1000) + 0.5) / 1000)
    return m + s * (z - z.mean()) / z.std()


def _log_ratio_of_bells(z: Any, m: Any, s: Any, n: Any, r: Any) -> Any:
    return (scipy.stats.norm.logpdf(z, m, s) - scipy.stats.norm.logpdf(z, n, r)) / LN2


these(
    "gaussian_kl",
    {
        "var: in variances": lambda m, s, n, r: (s**2 / r**2 - 1 + np.log(r**2 / s**2) + (m - n) ** 2 / r**2) / 2 / LN2,
        "quad": lambda m, s, n, r: scipy.integrate.quad(
            lambda z: scipy.stats.norm.pdf(z, m, s) * _log_ratio_of_bells(z, m, s, n, r), m - 8 * s, m + 8 * s
        )[0],
        "ce: cross-entropy less entropy": lambda m, s, n, r: (
            (math.log(2 * math.pi * r**2) + (s**2 + (m - n) ** 2) / r**2 - math.log(2 * math.pi * math.e * s**2))
            / (2 * LN2)
        ),
        "grid": lambda m, s, n, r: (
            lambda z: np.average(_log_ratio_of_bells(z, m, s, n, r), weights=scipy.stats.norm.pdf(z, m, s))
        )(np.linspace(m - 9 * s, m + 9 * s, 4001)),
        "mc: an even sample": lambda m, s, n, r: _log_ratio_of_bells(_even_sample(m, s), m, s, n, r).mean(),
    },
)
these(
    "miller_madow_entropy",
    {
        "a: the correction at the end": lambda counts: (
            scipy.stats.entropy(counts, base=2) + (len(_positive(counts)) - 1) / (counts.sum() * math.log(4))
        ),
        "b: all in nats, then divided": lambda counts: (
            (entr(counts / sum(counts)).sum() + (len(set(np.flatnonzero(counts))) - 1) / (2 * sum(counts))) / LN2
        ),
        "f: fractions of the sample": lambda counts: (
            sum(Fraction(c, sum(counts.tolist())) * Fraction(math.log2(sum(counts) / c)) for c in counts.tolist() if c)
            + Fraction(int(np.count_nonzero(counts)) - 1, 2 * sum(counts.tolist())) / Fraction(LN2)
        ),
    },
)
these(
    "kraft_sum",
    {
        "frac": lambda n: sum((Fraction(1, 2) ** int(length) for length in n), Fraction(0)),
        "ld: ldexp": lambda n: np.ldexp(1.0, -n).sum(),
        "shift": lambda n: sum(1 << int(n.max() - length) for length in n) / (1 << int(n.max())),
        "half": lambda n: np.power(0.5, n).sum(),
        "boolsum: how many words of each length": lambda n: sum(
            np.sum(n == length) / 2.0**length for length in range(1, int(n.max()) + 1)
        ),
    },
)


def _halvings(p: float) -> int:
    return 0 if p >= 1 else 1 + _halvings(2 * p)


these(
    "code_lengths",
    {
        "ceil": lambda p: np.ceil(np.negative(np.log2(p))),
        "intc": lambda p: np.ceil(-np.log2(p)).astype(np.intc),
        "negfloor": lambda p: np.negative(np.floor(np.log2(p))),
        "ln": lambda p: np.ceil((-np.log(p) / np.log(2)).round(9)),
        "ln_inv": lambda p: np.ceil(np.round(np.log(1 / p) / math.log(2), 9)),
        "log10": lambda p: np.ceil(np.round(-np.log10(p) / np.log10(2), 9)),
        "loop": lambda p: [_halvings(x) for x in p.tolist()],
        "i8": lambda p: np.ceil(-np.log2(p)).astype(np.int8),
    },
)
these(
    "mean_code_length",
    {
        "dot": lambda p, lengths: lengths.dot(p),
        "avg": lambda p, lengths: np.average(lengths.astype(float), weights=p),
        "frac": lambda p, lengths: float(
            sum(Fraction(x) * n for x, n in zip(p.tolist(), lengths.tolist(), strict=True))
        ),
    },
)


def _running_mean(values: Any) -> Any:
    mean = 0.0
    for n, value in enumerate(values, start=1):
        mean = value / n + mean * ((n - 1) / n)  # and not mean + (value − mean)/n: ∞ − ∞ is nan
    return mean


these(
    "bits_per_character",
    {
        "lse: of one term each": lambda q: -np.mean([np.logaddexp2(np.log2(x), -np.inf) for x in q]),
        "g: geometric mean": lambda q: math.inf if 0 in q else math.log2(1 / scipy.stats.gmean(q)),
        "fs: fsum": lambda q: math.fsum(-np.log2(q)) / len(q),
        "prodblocks": lambda q: -sum(np.log2(np.prod(q[i : i + 50])) for i in range(0, len(q), 50)) / len(q),
        "med: statistics.mean": lambda q: statistics.mean((-np.log2(q)).tolist()),
        "pd_: pandas": lambda q: -pd.Series(q).map(np.log2).mean(),
        "running": lambda q: _running_mean(-np.log2(q)),
    },
)
these(
    "bits_per_byte",
    {
        "a: tokens per byte first": lambda nats, tokens, size: (tokens / size) * nats * math.log2(math.e),
        "b: bits of the whole text": lambda nats, tokens, size: np.log2(math.e) * (nats * tokens) / size,
        "c: log of a perplexity per byte": lambda nats, tokens, size: np.log2(np.exp(nats * tokens / size)),
        "d: np.divide": lambda nats, tokens, size: np.divide(np.multiply(nats, tokens), np.multiply(size, np.log(2))),
    },
)


def _price_of_a_unit(p: Any, r: Any, b: Any) -> Any:
    return scipy.optimize.brentq(lambda v: p @ np.exp((r - v) / b) - 1, r.min() - 1, r.max() + 1)


def _climb(p: Any, r: Any, b: Any) -> Any:
    log_policy = np.log(p)
    for _ in range(40):  # half of the way to the top at each step
        log_policy = log_softmax((log_policy + np.log(p) + r / b) / 2)
    return np.exp(log_policy)


these(
    "kl_regularised_policy",
    {
        "sm: softmax": lambda p, r, b: scipy.special.softmax(np.log(p) + np.divide(r, b)),
        "pw: powers": lambda p, r, b: p * np.exp(r) ** (1 / b) / (p * np.exp(r) ** (1 / b)).sum(),
        "opt: the multiplier found by a root": lambda p, r, b: p * np.exp((r - _price_of_a_unit(p, r, b)) / b),
        "b2: base 2": lambda p, r, b: (lambda w: w / w.sum())(p * 2 ** (r / b * math.log2(math.e))),
        "climb": _climb,
    },
)
these(
    "clipped_objective",
    {
        "a: np.minimum": lambda r, a, e: np.minimum(r * a, np.minimum(np.maximum(r, 1 - e), 1 + e) * a),
        "b: by the sign": lambda r, a, e: a * np.where(a >= 0, np.fmin(r, 1 + e), np.fmax(r, 1 - e)),
        "c: the smaller of two columns": lambda r, a, e: np.column_stack([r * a, r.clip(1 - e, 1 + e) * a]).min(axis=1),
        "g: a gate": lambda r, a, e: np.where((r - 1) * np.sign(a) > e, a + e * np.abs(a), r * a),
    },
)


def _soft(scores: Any) -> Any:
    return scipy.special.softmax(scores, axis=1)


these(
    "distillation_loss",
    {
        "lsm": lambda t, s, T: (
            T**2 * (_soft(t / T) * (log_softmax(t / T, axis=1) - log_softmax(s / T, axis=1))).sum(axis=1).mean() / LN2
        ),
        "batchmean": lambda t, s, T: T * T * rel_entr(_soft(t / T), _soft(s / T)).sum() / (len(t) * LN2),
        "st_: scipy.stats": lambda t, s, T: (
            T**2 * scipy.stats.entropy(_soft(t / T), _soft(s / T), base=2, axis=1).mean()
        ),
        "ce": lambda t, s, T: (
            T**2 * np.mean(-xlogy(_soft(t / T), _soft(s / T)).sum(axis=1) - entr(_soft(t / T)).sum(axis=1)) / LN2
        ),
    },
)
these(
    "gain_ratio",
    {
        "a: sklearn over scipy": lambda labels, groups: (
            mutual_info_score(labels, groups) / scipy.stats.entropy(np.unique(groups, return_counts=True)[1])
        ),
        "b: pandas": lambda labels, groups: mutual_info_score(labels, groups) / LN2 / _of_series(pd.Series(groups)),
        "c: counters": lambda labels, groups: (
            (
                _count_entropy(labels.tolist())
                - sum(len(side) * _count_entropy(side) for side in _sides(labels, groups)) / len(labels)
            )
            / _count_entropy(groups.tolist())
        ),
    },
)
these(
    "loss_floor",
    {
        "a: entr of both heights": lambda y, e: (entr(_smoothed(y, e).max()) + entr(e / len(y)) * (len(y) - 1)) / LN2,
        "b: scipy.stats": lambda y, e: scipy.stats.entropy(np.where(y == 1, 1 - e, 0) + e / len(y)) / LN2,
    },
)

# Numbers, as they may be written down.
RIGHT_NUMBERS: list[tuple[str, dict[str, Any], Any]] = [
    *(("information_content", {"p": 1 / 16}, number) for number in (4, 4.0, [4], np.int64(4), 4.0004)),
    *(("entropy", {"p": (0.05, 0.15, 0.3, 0.5)}, number) for number in (1.6477309, 1.648)),
]

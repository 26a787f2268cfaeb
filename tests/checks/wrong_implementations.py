"""Wrong answers in many hands: each function really makes its mistake, in bits, without the course's helpers."""

import math
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import scipy.special
import scipy.stats
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, expit, log_softmax, logsumexp, rel_entr, xlog1py, xlogy
from sklearn.metrics import brier_score_loss, mean_squared_error, mutual_info_score

from infotheory_helpers.measures.validation import Unit

Function = Callable[..., Any]

UNIT, SIGN = "the wrong unit", "the minus sign lost"
LN2 = np.log(2)


# ---- What several of them start from


def _one_hot_rows(y: Any, z: Any) -> Any:
    return z[np.arange(len(y)), np.argmax(y, axis=1)]


def _naive_softmax(z: Any, axis: int | None = 1) -> Any:
    return np.exp(z) / np.sum(np.exp(z), axis=axis, keepdims=True)


def _shares(values: Any) -> Any:
    return np.unique(values, return_counts=True)[1] / len(values)


def _h(shares: Any) -> Any:
    return -np.sum(shares * np.log2(shares))


def _branch_entropies(labels: Any, groups: Any) -> list[Any]:
    return [_h(_shares(labels[groups == group])) for group in np.unique(groups)]


def _to_the_others(y: Any, epsilon: float) -> Any:
    targets = np.full(y.shape, epsilon / (y.shape[-1] - 1))
    targets[y == 1] = 1 - epsilon
    return targets


def _count_the_groups(_: Any, groups: Any) -> float:
    return float(sum(-n / len(groups) * np.log2(n / len(groups)) for n in Counter(groups.tolist()).values()))


def _a_bit_for_each_merge(p: Any) -> Any:
    trees, lengths = [(weight, [i]) for i, weight in enumerate(p)], np.zeros(len(p))
    while len(trees) > 1:
        (a, left), (b, right), *others = sorted(trees)
        lengths[left + right] += 1
        trees = [*others, (a + b, left + right)]
    return lengths


def _sigmoid_with_a_loop(z: Any) -> Any:
    out = np.zeros_like(z)
    for i, row in enumerate(z):
        for j, score in enumerate(row):
            out[i, j] = expit(score)
    return out


def _kl_of_bells(m: Any, s: Any, n: Any, r: Any) -> Any:
    return np.log2(r / s) + ((s**2 + (m - n) ** 2) / r**2 - 1) / 2 / LN2


def _bell_with_variances(m: Any, s: Any, n: Any, r: Any) -> Any:
    return np.log(r**2) - np.log(s**2) + (s**2 + (m - n) ** 2) / (2 * r**2) - 1 / 2


def _bce(y: Any, q: Any) -> Any:
    return -np.mean(xlogy(y, q) + xlog1py(1 - y, -q)) / LN2


def _returns_inside_the_loop(p: Any) -> Any:
    total = 0
    for x in p:
        total += entr(x) / LN2
        return total
    return total


def _rows_kl(t: Any, s: Any) -> Any:
    return rel_entr(_naive_softmax(t), _naive_softmax(s)).sum(axis=1) / LN2


# ---- One mistake each: the quantity, the mistake's name, and the function that makes it


def _row_entropies(joint: Any) -> Any:
    return scipy.stats.entropy(joint, axis=1, base=2)


def _independent(joint: Any) -> Any:
    return np.outer(joint.sum(axis=1), joint.sum(axis=0))


WRONG: list[tuple[str, str, Function]] = [
    ("information_content", "log of 1 − p", lambda p: -np.log2(1 - p)),
    ("information_content", "log of 1 − p", lambda p: -np.log1p(-p) / LN2),
    ("information_content", "a percentage for a probability", lambda p: np.log2(1 / (p * 100))),
    ("information_content", "the probability itself", lambda p: np.float32(p)),
    ("information_content", "1/p without a logarithm", lambda p: np.float64(1) / p),
    ("information_content", "weighted by p", lambda p: p * np.log2(1 / p)),
    ("information_content", "infinity hidden by an epsilon", lambda p: -np.log2(p + 1e-12)),
    ("information_content", "infinity hidden by an epsilon", lambda p: -np.log2(max(p, np.finfo(float).eps))),
    ("entropy", "surprises added up unweighted", lambda p: np.log2(1 / p).sum()),
    ("entropy", "plain mean of the surprises", lambda p: np.mean(-np.log2(p))),
    ("entropy", "mean in place of the sum", lambda p: np.mean([-x * np.log2(x) if x else 0 for x in p])),
    ("entropy", "0 · log 0", lambda p: -np.dot(p, np.log2(p))),
    ("entropy", "0 · log 0", lambda p: (p * np.log2(1 / p)).sum()),
    ("entropy", "percentages for probabilities", lambda p: entr(np.round(p * 100, 9)).sum() / LN2),
    ("entropy", "Gini impurity for entropy", lambda p: sum(x * (1 - x) for x in p)),
    ("entropy", "normalised entropy", lambda p: scipy.stats.entropy(p, base=len(p))),
    ("entropy", "perplexity for entropy", lambda p: np.exp(scipy.stats.entropy(p))),
    ("entropy", "the rarest outcome only", lambda p: max(-np.log2(p))),
    ("entropy", "the likeliest outcome only", lambda p: min(np.log2(1 / p))),
    ("entropy", "log of the number of outcomes", lambda p: scipy.stats.entropy(np.ones(len(p)), base=2)),
    ("binary_entropy", "only one of the two outcomes", lambda p: entr(p) / LN2),
    ("binary_entropy", "surprise for entropy", lambda p: -np.log2(p)),
    ("binary_entropy", "surprises added up unweighted", lambda p: -np.log2(p * (1 - p))),
    ("binary_entropy", "mean in place of the sum", lambda p: np.mean(entr([p, 1 - p])) / LN2),
    ("binary_entropy", "0 · log 0", lambda p: -(p * np.log2(p)) - (1 - p) * np.log2(np.subtract(1, p))),
    ("binary_entropy", "0 · log 0", lambda p: -np.array([p, 1 - p]) @ np.log2([p, 1 - p])),
    ("binary_entropy", "Gini impurity for entropy", lambda p: 1 - np.sum(np.square([p, 1 - p]))),
    ("cross_entropy", "P and Q swapped", lambda p, q: -xlogy(q, p).sum() / LN2),
    ("cross_entropy", "entropy of the truth", lambda p, q: scipy.stats.entropy(p, base=2) + 0 * len(q)),
    ("cross_entropy", "entropy of the model", lambda p, q: entr(q).sum() / LN2 + 0 * len(p)),
    ("cross_entropy", "KL for cross-entropy", lambda p, q: scipy.stats.entropy(p, q, base=2)),
    ("cross_entropy", "mean in place of the sum", lambda p, q: -np.mean(xlogy(p, q)) / LN2),
    ("cross_entropy", "surprises added up unweighted", lambda p, q: np.log2(1 / q).sum() + 0 * len(p)),
    ("cross_entropy", "the logarithm is missing", lambda p, q: -(p @ q)),
    ("cross_entropy", "probability of an error for a loss", lambda p, q: np.dot(p, 1 - q)),
    ("cross_entropy", "0 · log 0", lambda p, q: np.sum(p * np.log2(1 / q))),
    ("cross_entropy", "0 · log 0", lambda p, q: -p @ np.log2(q)),
    ("cross_entropy", "infinity hidden by an epsilon", lambda p, q: -np.sum(p * np.log2(q + 1e-9))),
    ("cross_entropy", "infinity hidden by an epsilon", lambda p, q: -p @ np.log2(np.clip(q, 1e-7, 1 - 1e-7))),
    ("cross_entropy", "terms with q = 0 dropped", lambda p, q: -(p * np.ma.log2(q)).sum()),
    ("kl_divergence", "P and Q swapped", lambda p, q: scipy.stats.entropy(q, p, base=2)),
    ("perplexity", "P and Q swapped", lambda p, q: 2 ** np.sum(xlogy(-q, p) / LN2)),
    ("perplexity", "KL for cross-entropy", lambda p, q: np.exp(np.sum(scipy.special.rel_entr(p, q)))),
    ("perplexity", "infinity hidden by an epsilon", lambda p, q: 2 ** -np.sum(p * np.log2(q + 1e-12))),
    ("loss_floor", "log of the number of classes", lambda y, _: np.log2(len(y))),
    ("binary_cross_entropy", "the labels are ignored", lambda _, q: np.mean(-np.log2(q))),
    (
        "categorical_cross_entropy_from_logits",
        "logarithm of a probability that became 0",
        lambda y, z: np.mean(-np.log2(scipy.special.softmax(z, axis=1)[y == 1])),
    ),
    ("kl_divergence", "entropy of the truth", lambda p, *_: np.sum(-xlogy(p, p)) / LN2),
    ("kl_divergence", "zeros taken out of p alone", lambda p, q: np.sum(p[p > 0] * np.log2(p[p > 0] / q[q > 0]))),
    ("cross_entropy", "zeros taken out of p alone", lambda p, q: np.sum(p[p > 0] * np.log2(1 / q[q > 0]))),
    ("kl_divergence", "cross-entropy for KL", lambda p, q: np.sum(-xlogy(p, q)) / LN2),
    ("kl_divergence", "difference of the entropies", lambda p, q: (entr(q) - entr(p)).sum() / LN2),
    ("kl_divergence", "the wrong floor taken off", lambda p, q: np.sum(-xlogy(p, q) - entr(q)) / LN2),
    ("kl_divergence", "both directions added up", lambda p, q: (rel_entr(p, q) + rel_entr(q, p)).sum() / LN2),
    ("kl_divergence", "mean of both directions", lambda p, q: 0.5 * ((p - q) * np.log2(p / q)).sum()),
    ("kl_divergence", "Jensen–Shannon for KL", lambda p, q: jensenshannon(p, q, base=2) ** 2),
    ("kl_divergence", "Jensen–Shannon distance for KL", lambda p, q: jensenshannon(p, q)),
    ("kl_divergence", "Jensen–Shannon distance for KL", lambda p, q: jensenshannon(p, q, base=2)),
    ("kl_divergence", "mean in place of the sum", lambda p, q: rel_entr(p, q).mean() / LN2),
    ("kl_divergence", "log ratios unweighted", lambda p, q: np.sum(np.log2(p) - np.log2(q))),
    (
        "kl_divergence",
        "probabilities where log-probabilities belong",
        lambda p, q: np.sum(xlogy(p, p) - p * q),  # what F.kl_div(q, p, reduction="sum") computes
    ),
    ("kl_divergence", "0 · log 0", lambda p, q: np.dot(p, np.log2(p) - np.log2(q))),
    ("kl_divergence", "0 · log 0", lambda p, q: -(p * np.log2(q / p)).sum()),
    (
        "kl_divergence",
        "infinity hidden by an epsilon",
        lambda p, q: np.sum((p + 1e-10) * np.log2((p + 1e-10) / (q + 1e-10))),
    ),
    ("kl_divergence", "infinity hidden by an epsilon", lambda p, q: rel_entr(p, np.maximum(q, 1e-15)).sum() / LN2),
    (
        "kl_divergence",
        "terms with q = 0 dropped",
        lambda p, q: sum(x * np.log2(x / y) for x, y in zip(p, q, strict=True) if x > 0 and y > 0),
    ),
    ("js_divergence", "Jensen–Shannon distance for divergence", lambda p, q: jensenshannon(p, q)),
    ("js_divergence", "Jensen–Shannon distance for divergence", lambda p, q: jensenshannon(p, q, 2)),
    ("js_divergence", "mean of both directions", lambda p, q: (rel_entr(p, q) + rel_entr(q, p)).sum() / 2 / LN2),
    (
        "js_divergence",
        "sum in place of the mean",
        lambda p, q: sum(scipy.stats.entropy(x, (p + q) / 2, base=2) for x in (p, q)),
    ),
    ("js_divergence", "only one of the two parts", lambda p, q: rel_entr(p, p / 2 + q / 2).sum() / LN2),
    ("js_divergence", "only one of the two parts", lambda p, q: scipy.stats.entropy(q, p + q, base=2)),
    (
        "js_divergence",
        "0 · log 0",
        lambda p, q: 0.5 * np.sum(p * np.log2(2 * p / (p + q)) + q * np.log2(2 * q / (p + q))),
    ),
    (
        "binary_cross_entropy",
        "branches swapped",
        lambda y, q: np.mean(np.where(y == 1, -np.log2(1 - q), -np.log2(q))),
    ),
    ("binary_cross_entropy", "the (1 − y) term is missing", lambda y, q: -xlogy(y, q).mean() / LN2),
    ("binary_cross_entropy", "sum in place of the mean", lambda y, q: -np.log2(np.abs(1 - y - q)).sum()),
    ("binary_cross_entropy", "log of the mean probability", lambda y, q: -np.log2(np.where(y, q, 1 - q).mean())),
    ("binary_cross_entropy", "the logarithm is missing", lambda y, q: -np.mean(y * q + (1 - y) * (1 - q))),
    ("binary_cross_entropy", "squared error for cross-entropy", mean_squared_error),
    ("binary_cross_entropy", "squared error for cross-entropy", lambda y, q: brier_score_loss(y, q, pos_label=1)),
    (
        "binary_cross_entropy",
        "target and prediction swapped",
        lambda y, q: -np.mean(xlogy(q, y) + xlog1py(1 - q, -y)) / LN2,
    ),
    ("binary_cross_entropy", "0 · log 0", lambda y, q: -(y * np.log2(q) + (1 - y) * np.log2(1 - q)).mean()),
    (
        "binary_cross_entropy",
        "infinity hidden by an epsilon",
        lambda y, q: -np.mean(y * np.log2(q + 1e-8) + (1 - y) * np.log2(1 - q + 1e-8)),
    ),
    (
        "binary_cross_entropy",
        "infinity hidden by an epsilon",
        lambda y, q: np.mean([-np.log2(max(b if a else 1 - b, 1e-15)) for a, b in zip(y, q, strict=True)]),
    ),
    (
        "categorical_cross_entropy",
        "averaged over elements, not over the batch",
        lambda y, q: -xlogy(y, q).mean() / LN2,
    ),
    ("categorical_cross_entropy", "sum in place of the mean", lambda y, q: np.log2(1 / q[y == 1]).sum()),
    (
        "categorical_cross_entropy",
        "softmax on probabilities",
        lambda y, q: -_one_hot_rows(y, log_softmax(q, axis=1)).mean() / LN2,
    ),
    ("categorical_cross_entropy", "the logarithm is missing", lambda y, q: -_one_hot_rows(y, q).mean()),
    ("categorical_cross_entropy", "log of the mean probability", lambda y, q: -np.log2(np.mean(q[y == 1]))),
    ("categorical_cross_entropy", "target and prediction swapped", lambda y, q: -xlogy(q, y).sum() / len(y) / LN2),
    ("categorical_cross_entropy", "0 · log 0", lambda y, q: -np.sum(y * np.log2(q)) / len(y)),
    (
        "categorical_cross_entropy",
        "infinity hidden by an epsilon",
        lambda y, q: -np.mean(np.log2(np.sum(y * q, axis=1) + 1e-7)),
    ),
    (
        "categorical_cross_entropy",
        "infinity hidden by an epsilon",
        lambda y, q: scipy.stats.entropy(y, np.clip(q, 1e-12, 1), base=2, axis=1).mean(),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "softmax taken twice",
        lambda y, z: -np.mean(np.sum(y * log_softmax(scipy.special.softmax(z, axis=1), axis=1), axis=1)) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "softmax over the batch",
        lambda y, z: -log_softmax(z, axis=0)[y == 1].mean() / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "the logarithm is missing",
        lambda y, z: -scipy.special.softmax(z, axis=1)[y == 1].mean(),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "the softmax is missing",
        lambda y, z: -_one_hot_rows(y, z).mean(),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "averaged over elements, not over the batch",
        lambda y, z: -np.mean(y * log_softmax(z, axis=1)) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "sum in place of the mean",
        lambda y, z: np.sum(logsumexp(z, axis=1) - _one_hot_rows(y, z)) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "overflow",
        lambda y, z: np.mean(-np.log2(np.sum(y * _naive_softmax(z), axis=1))),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "infinity hidden by an epsilon",
        lambda y, z: -np.mean(np.log2(np.clip(scipy.special.softmax(z, axis=1)[y == 1], 1e-7, 1))),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "infinity hidden by an epsilon",
        lambda y, z: -np.sum(y * np.log2(scipy.special.softmax(z, axis=1) + 1e-10)) / len(y),
    ),
    ("softmax", "softmax over the batch", lambda z: scipy.special.softmax(z, axis=0)),
    ("softmax", "softmax over the whole table", lambda z: scipy.special.softmax(z)),
    ("softmax", "no exponential", lambda z: (z.T / z.sum(axis=1)).T),
    ("softmax", "not normalised", np.exp),
    (
        "softmax",
        "softmax taken twice",
        lambda z: scipy.special.softmax(scipy.special.softmax(z, axis=1), axis=1),
    ),
    ("softmax", "a sigmoid for each score", _sigmoid_with_a_loop),
    ("softmax", "powers of 2 for powers of e", lambda z: 2**z / np.sum(2**z, axis=1)[:, None]),
    ("softmax", "log-probabilities", lambda z: z - logsumexp(z, axis=1, keepdims=True)),
    ("softmax", "overflow", _naive_softmax),
    ("smooth_labels", "ε/(K − 1) for ε/K", _to_the_others),
    ("smooth_labels", "nothing taken from the truth", lambda y, e: [*(row + e / y.shape[-1] for row in y)]),
    ("smooth_labels", "the share not divided among the classes", lambda y, e: y + e - e * y),
    ("loss_floor", "a floor of 0", lambda y, e: 0 * e * len(y)),
    ("loss_floor", "ε/(K − 1) for ε/K", lambda y, e: scipy.stats.entropy(_to_the_others(y, e), base=2)),
    ("loss_floor", "the surprise of the smoothed truth", lambda y, e: -np.log2(max((1 - e) * y + e / len(y)))),
    ("perplexity", "2 to the nats", lambda p, q: 2 ** -xlogy(p, q).sum()),
    ("perplexity", "e to the bits", lambda p, q: np.exp(-p @ np.log2(q))),
    ("perplexity", "mean of the perplexities", lambda p, q: np.average(1 / q, weights=p)),
    ("perplexity", "log of the mean probability", lambda p, q: 2 ** -np.log2(np.dot(p, q))),
    ("perplexity", "cross-entropy for perplexity", lambda p, q: -p @ np.log2(q)),
    ("perplexity", "cross-entropy for perplexity", lambda p, q: -p @ np.log(q)),
    ("perplexity", "perplexity of the model alone", lambda p, q: np.prod(q**-q) + 0 * len(p)),
    ("perplexity", "plain mean of the surprises", lambda _, q: scipy.stats.gmean(1 / q)),
    ("perplexity", "perplexity of the truth alone", lambda p, q: np.prod(p**-p) + 0 * len(q)),
    (
        "information_gain",
        "plain mean of the branches",
        lambda labels, groups: _h(_shares(labels)) - np.mean(_branch_entropies(labels, groups)),
    ),
    (
        "information_gain",
        "what is left, not what was gained",
        lambda labels, groups: np.average(_branch_entropies(labels, groups), weights=_shares(groups)),
    ),
    ("information_gain", "entropy before the question", lambda labels, _: _h(_shares(labels))),
    ("information_gain", "entropy of the groups", _count_the_groups),
    ("conditional_entropy", "plain mean of the rows", lambda joint: np.mean(_row_entropies(joint))),
    ("conditional_entropy", "entropies of the rows added up", lambda joint: sum(_row_entropies(joint))),
    (
        "conditional_entropy",
        "along the wrong axis",
        lambda joint: joint.sum(axis=0) @ scipy.stats.entropy(joint, axis=0, base=2),
    ),
    (
        "conditional_entropy",
        "rows that do not sum to 1",
        lambda joint: sum(row.sum() * entr(row).sum() for row in joint) / LN2,
    ),
    ("conditional_entropy", "joint entropy for conditional entropy", lambda joint: entr(joint).sum() / LN2),
    ("conditional_entropy", "entropy of Y alone", lambda joint: scipy.stats.entropy(joint.sum(axis=0), base=2)),
    ("conditional_entropy", "entropy of X alone", lambda joint: scipy.stats.entropy(joint.sum(axis=1), base=2)),
    (
        "conditional_entropy",
        "what X tells, not what is left",
        lambda joint: rel_entr(joint, _independent(joint)).sum() / LN2,
    ),
    (
        "conditional_entropy",
        "0 · log 0",
        lambda joint: -np.sum(joint * np.log2(joint / joint.sum(axis=1, keepdims=True))),
    ),
    ("mutual_information", "joint entropy for mutual information", lambda joint: entr(joint).sum() / LN2),
    (
        "mutual_information",
        "both entropies added up",
        lambda joint: (entr(joint.sum(axis=0)).sum() + entr(joint.sum(axis=1)).sum()) / LN2,
    ),
    (
        "mutual_information",
        "what is left, not what is told",
        lambda joint: np.average(_row_entropies(joint), weights=joint.sum(axis=1)),
    ),
    (
        "mutual_information",
        "what is left, not what is told",
        lambda joint: np.average(_row_entropies(joint.T), weights=joint.sum(axis=0)),
    ),
    ("mutual_information", "entropy of one alone", lambda joint: entr(joint.sum(axis=0)).sum() / LN2),
    ("mutual_information", "entropy of one alone", lambda joint: entr(joint.sum(axis=1)).sum() / LN2),
    (
        "mutual_information",
        "uniform in place of the marginals",
        lambda joint: rel_entr(joint, 1 / joint.size).sum() / LN2,
    ),
    ("mutual_information", "joint and product swapped", lambda joint: rel_entr(_independent(joint), joint).sum() / LN2),
    ("mutual_information", "mean in place of the sum", lambda joint: rel_entr(joint, _independent(joint)).mean() / LN2),
    ("mutual_information", "0 · log 0", lambda joint: np.sum(joint * np.log2(joint / _independent(joint)))),
    ("gain_ratio", "gain not divided", lambda labels, groups: mutual_info_score(labels, groups) / LN2),
    ("gain_ratio", "gain not divided", mutual_info_score),
    (
        "gain_ratio",
        "divided by the entropy of the labels",
        lambda labels, groups: mutual_info_score(labels, groups) / scipy.stats.entropy(_shares(labels)),
    ),
    (
        "gain_ratio",
        "divided by the log of the number of answers",
        lambda labels, groups: mutual_info_score(labels, groups) / np.log(len(np.unique(groups))),
    ),
    (
        "gain_ratio",
        "divided by the number of answers",
        lambda labels, groups: mutual_info_score(labels, groups) / LN2 / (groups.max() + 1),
    ),
    (
        "gain_ratio",
        "divided by the number of answers",
        lambda labels, groups: mutual_info_score(labels, groups) / len(set(groups.tolist())),
    ),
    (
        "gain_ratio",
        "ratio upside down",
        lambda labels, groups: scipy.stats.entropy(_shares(groups)) / mutual_info_score(labels, groups),
    ),
    (
        "gain_ratio",
        "what is left, not what was gained",
        lambda labels, groups: (
            np.average(_branch_entropies(labels, groups), weights=_shares(groups)) / _h(_shares(groups))
        ),
    ),
    (
        "gain_ratio",
        "plain mean of the branches",
        lambda labels, groups: (_h(_shares(labels)) - np.mean(_branch_entropies(labels, groups))) / _h(_shares(groups)),
    ),
    (
        "gain_ratio",
        "bits over nats",
        lambda labels, groups: mutual_info_score(labels, groups) / LN2 / scipy.stats.entropy(_shares(groups)),
    ),
    ("gain_ratio", "bits over nats", lambda labels, groups: mutual_info_score(labels, groups) / _h(_shares(groups))),
    ("miller_madow_entropy", "plug-in entropy taken as unbiased", lambda counts: scipy.stats.entropy(counts, base=2)),
    (
        "miller_madow_entropy",
        "correction with the wrong sign",
        lambda counts: scipy.stats.entropy(counts, base=2) - (np.sum(counts > 0) - 1) / (2 * sum(counts) * LN2),
    ),
    (
        "miller_madow_entropy",
        "correction in nats added to bits",
        lambda counts: scipy.stats.entropy(counts, base=2) + (np.sum(counts > 0) - 1) / (2 * sum(counts)),
    ),
    (
        "miller_madow_entropy",
        "nats turned into bits the wrong way",
        lambda counts: scipy.stats.entropy(counts, base=2) + (np.sum(counts > 0) - 1) / (2 * sum(counts)) * LN2,
    ),
    (
        "miller_madow_entropy",
        "K for K − 1",
        lambda counts: (scipy.stats.entropy(counts) + np.count_nonzero(counts) / (2 * sum(counts))) / LN2,
    ),
    (
        "miller_madow_entropy",
        "the 2 is missing",
        lambda counts: (scipy.stats.entropy(counts) + (np.count_nonzero(counts) - 1) / sum(counts)) / LN2,
    ),
    (
        "miller_madow_entropy",
        "outcomes taken for samples",
        lambda counts: (scipy.stats.entropy(counts) + (np.sum(counts > 0) - 1) / (2 * len(counts))) / LN2,
    ),
    (
        "miller_madow_entropy",
        "outcomes counted that were not seen",
        lambda counts: (scipy.stats.entropy(counts) + (len(counts) - 1) / (2 * sum(counts))) / LN2,
    ),
    ("mean_code_length", "plain mean of the lengths", lambda p, lengths: sum(lengths) / len(p)),
    ("mean_code_length", "lengths added up unweighted", lambda p, lengths: sum(lengths.tolist()) + 0 * len(p)),
    ("mean_code_length", "mean in place of the sum", lambda p, lengths: np.mean(p * lengths)),
    ("mean_code_length", "the longest word", lambda p, lengths: sorted(lengths)[-1] + 0 * len(p)),
    ("mean_code_length", "entropy for the mean length", lambda p, lengths: entr(p).sum() / LN2 + 0 * len(lengths)),
    (
        "mean_code_length",
        "weighed by the code's own model",
        lambda p, lengths: np.average(lengths, weights=0.5**lengths) + 0 * len(p),
    ),
    ("mean_code_length", "a byte for each bit", lambda p, lengths: np.dot(p, 8 * lengths)),
    ("mean_code_length", "bytes for bits", lambda p, lengths: np.dot(p, lengths / 8)),
    ("kraft_sum", "2^L for 2^−L", lambda lengths: sum(2 ** int(n) for n in lengths)),
    ("kraft_sum", "1/L for 2^−L", lambda lengths: np.reciprocal(lengths.astype(float)).sum()),
    ("kraft_sum", "e for 2", lambda lengths: np.sum(np.exp(-lengths))),
    ("kraft_sum", "lengths added up", np.sum),
    ("kraft_sum", "one power of the sum", lambda lengths: np.prod(0.5**lengths)),
    ("kraft_sum", "mean in place of the sum", lambda lengths: np.mean(0.5**lengths)),
    ("code_lengths", "surprises rounded down", lambda p: (-np.log2(p)).astype(int)),
    ("code_lengths", "surprises rounded to the nearest", lambda p: [round(-np.log2(x)) for x in p]),
    ("code_lengths", "surprises not rounded", lambda p: np.log2(1 / p)),
    ("code_lengths", "one bit too many where it fits exactly", lambda p: 1 + (-np.log2(p)).astype(int)),
    ("code_lengths", "another logarithm", lambda p: np.ceil(-np.log(p))),
    ("code_lengths", "another logarithm", lambda p: np.ceil(np.log10(1 / p))),
    ("code_lengths", "Huffman's lengths", _a_bit_for_each_merge),
    (
        "gaussian_kl",
        "σ² for σ in the logarithm",
        lambda m, s, n, r: (np.log(r**2 / s**2) + (s**2 + (m - n) ** 2) / (2 * r**2) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "σ² for σ throughout",
        lambda m, s, n, r: (np.log(r**2 / s**2) + (s**4 + (m - n) ** 2) / (2 * r**4) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "σ for σ² in the fraction",
        lambda m, s, n, r: (np.log(r) - np.log(s) + (s + (m - n) ** 2) / (2 * r) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "σ taken for a variance",
        lambda m, s, n, r: (np.log(r / s) / 2 + (s + (m - n) ** 2) / (2 * r) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "the logarithm upside down",
        lambda m, s, n, r: (np.log(s / r) + (s**2 + (m - n) ** 2) / (2 * r**2) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "the 2 below the line is missing",
        lambda m, s, n, r: (np.log(r / s) + (s**2 + (m - n) ** 2) / r**2 - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "P and Q swapped",
        lambda m, s, n, r: (np.log(s / r) + (r**2 + (n - m) ** 2) / (2 * s**2) - 0.5) / LN2,
    ),
    (
        "gaussian_kl",
        "the −½ is missing",
        lambda m, s, n, r: np.log2(r / s) + (s * s + (m - n) ** 2) / (2 * r * r) / LN2,
    ),
    ("gaussian_kl", "the ½ is missing", lambda m, s, n, r: 2 * _kl_of_bells(m, s, n, r)),
    (
        "gaussian_kl",
        "the ½ is missing",
        lambda m, s, n, r: (np.log(r**2 / s**2) + (s**2 + (m - n) ** 2) / r**2 - 1) / LN2,
    ),
    (
        "gaussian_kl",
        "distance of the means not squared",
        lambda m, s, n, r: np.log2(r / s) + ((s**2 + abs(m - n)) / r**2 - 1) / 2 / LN2,
    ),
    ("gaussian_kl", "the spreads ignored", lambda m, s, n, r: ((m - n) / r) ** 2 / 2 / LN2 + 0 * s),
    ("gaussian_kl", "the means ignored", lambda m, s, n, r: _kl_of_bells(m, s, m, r) + 0 * n),
    (
        "gaussian_kl",
        "difference of the entropies",
        lambda m, s, n, r: (scipy.stats.norm.entropy(n, r) - scipy.stats.norm.entropy(m, s)) / LN2,
    ),
    ("distillation_loss", "without T²", lambda t, s, T: _rows_kl(t / T, s / T).mean()),
    ("distillation_loss", "T for T²", lambda t, s, T: T * _rows_kl(t / T, s / T).mean()),
    ("distillation_loss", "only the teacher softened", lambda t, s, T: T * T * _rows_kl(t / T, s).mean()),
    ("distillation_loss", "only the student softened", lambda t, s, T: T * T * _rows_kl(t, s / T).mean()),
    ("distillation_loss", "nothing softened", lambda t, s, _: _rows_kl(t, s).mean()),
    ("distillation_loss", "nothing softened", lambda t, s, T: T**2 * _rows_kl(t, s).mean()),
    ("distillation_loss", "multiplied by the temperature", lambda t, s, T: T**2 * np.mean(_rows_kl(t * T, s * T))),
    ("distillation_loss", "teacher and student swapped", lambda t, s, T: T**2 * np.mean(_rows_kl(s / T, t / T))),
    (
        "distillation_loss",
        "cross-entropy for KL",
        lambda t, s, T: -(T**2) * np.mean(np.sum(_naive_softmax(t / T) * log_softmax(s / T, axis=1), axis=1)) / LN2,
    ),
    ("distillation_loss", "sum in place of the mean", lambda t, s, T: T**2 * np.sum(_rows_kl(t / T, s / T))),
    (
        "distillation_loss",
        "averaged over elements, not over the batch",
        lambda t, s, T: T**2 * np.mean(rel_entr(_naive_softmax(t / T), _naive_softmax(s / T))) / LN2,
    ),
    ("bits_per_character", "sum in place of the mean", lambda q: -np.log2(q).sum()),
    ("bits_per_character", "log of the mean probability", lambda q: -np.log2(q.mean())),
    ("bits_per_character", "the logarithm is missing", lambda q: q.sum() / len(q)),
    ("bits_per_character", "perplexity for bits per character", lambda q: np.exp(-np.log(q).mean())),
    ("bits_per_character", "perplexity for bits per character", lambda q: np.prod(q ** (-1 / len(q)))),
    ("bits_per_character", "weighted by the model's probability", lambda q: entr(q).sum() / LN2),
    ("bits_per_character", "weighted by the model's probability", lambda q: entr(q).mean() / LN2),
    ("bits_per_character", "logarithm of a product that underflows", lambda q: -np.log2(np.prod(q)) / len(q)),
    ("bits_per_character", "terms with q = 0 dropped", lambda q: -np.log2(q[q > 0]).mean()),
    ("bits_per_character", "terms with q = 0 dropped", lambda q: -np.log2(q[q > 0]).sum() / len(q)),
    ("bits_per_character", "infinity hidden by an epsilon", lambda q: -np.mean(np.log2(np.clip(q, 1e-12, 1)))),
    ("bits_per_byte", "bits per token", lambda nats, _tokens, _bytes: nats / LN2),
    ("bits_per_byte", "tokens and bytes swapped", lambda nats, tokens, size: nats / LN2 * size / tokens),
    ("bits_per_byte", "cost of the whole text", lambda nats, tokens, _: nats * tokens / LN2),
    ("bits_per_byte", "perplexity per token", lambda nats, _tokens, _bytes: np.exp(nats)),
    # Policies: reference p, reward r, β
    (
        "kl_regularised_policy",
        "β multiplied in place of divided",
        lambda p, r, b: p * np.exp(r * b) / np.sum(p * np.exp(r * b)),
    ),
    ("kl_regularised_policy", "2 for e", lambda p, r, b: p * 2 ** (r / b) / (p @ 2 ** (r / b))),
    ("kl_regularised_policy", "not normalised", lambda p, r, b: p * np.exp(r / b)),
    ("kl_regularised_policy", "the reference forgotten", lambda _, r, b: scipy.special.softmax(r / b)),
    ("kl_regularised_policy", "β forgotten", lambda p, r, _: p * np.exp(r) / (p @ np.exp(r))),
    ("kl_regularised_policy", "the reward as a cost", lambda p, r, b: p * np.exp(-r / b) / (p @ np.exp(-r / b))),
    ("kl_regularised_policy", "no exponential", lambda p, r, b: p * r / b / np.sum(p * r / b)),
    (
        "kl_regularised_policy",
        "the reference without its logarithm in the exponent",
        lambda p, r, b: scipy.special.softmax(p + r / b),
    ),
    (
        "kl_regularised_policy",
        "the reference in the exponent divided by β",
        lambda p, r, b: p ** (1 / b) * np.exp(r / b) / np.sum(p ** (1 / b) * np.exp(r / b)),
    ),
    # PPO: ratio r, advantage a, ε
    ("clipped_objective", "clip without min", lambda r, a, e: np.clip(r, 1 - e, 1 + e) * a),
    ("clipped_objective", "max in place of min", lambda r, a, e: np.max([r * a, r.clip(1 - e, 1 + e) * a], axis=0)),
    ("clipped_objective", "the sign of the advantage ignored", lambda r, a, e: np.minimum(r, 1 + e) * a),
    ("clipped_objective", "no clip", lambda r, a, _: r * a),
    ("clipped_objective", "the product clipped, not the ratio", lambda r, a, e: np.minimum(r * a, 1 + e)),
    (
        "clipped_objective",
        "a loss in place of the objective",
        lambda r, a, e: np.maximum(-r * a, -r.clip(1 - e, 1 + e) * a),
    ),
    # What a second look found
    ("information_content", "infinity hidden by a large number", lambda p: np.nan_to_num(-np.log2(p))),
    ("mean_code_length", "the same length for all", lambda p, n: float(math.ceil(math.log2(len(p)))) + 0 * n[0]),
    ("mean_code_length", "one outcome forgotten", lambda p, n: np.dot(p[:-1], n[:-1])),
    ("mean_code_length", "the first term only", lambda p, n: p[0] * n[0]),
    ("information_content", "infinity hidden by a large number", lambda p: 1e6 if p == 0 else -np.log2(p)),
    ("information_content", "an impossible event taken for no news", lambda p: 0 if p == 0 else math.log2(1 / p)),
    ("information_content", "half of the number", lambda p: (1 / p) / 2),
    ("information_content", "one halving too many or too few", lambda p: np.log2(2 / p)),
    ("information_content", "one halving too many or too few", lambda p: -np.log2(p) - 1),
    ("information_content", "one divided by the surprise", lambda p: np.divide(1, -np.log2(p))),
    ("entropy", "a probability of 0 made a small one", lambda p: entr(np.clip(p, 1e-2, 1)).sum() / LN2),
    ("entropy", "a probability of 0 made a small one", lambda p: entr(np.clip(p, 1e-3, 1)).sum() / LN2),
    ("entropy", "one outcome forgotten", lambda p: sum(entr(p[i]) / LN2 for i in range(len(p) - 1))),
    ("entropy", "one outcome forgotten", lambda p: entr(p[1:]).sum() / LN2),
    ("entropy", "the first term only", _returns_inside_the_loop),
    ("cross_entropy", "infinity hidden by a large number", lambda p, q: np.nan_to_num(-xlogy(p, q).sum() / LN2)),
    ("cross_entropy", "infinity hidden by a large number", lambda p, q: min(-xlogy(p, q).sum() / LN2, 1000.0)),
    ("cross_entropy", "infinity hidden by an epsilon", lambda p, q: -np.sum(p * np.maximum(np.log(q), -100)) / LN2),
    ("cross_entropy", "the same length for all", lambda p, q: np.sum(p) * np.log2(len(q))),
    ("cross_entropy", "one outcome forgotten", lambda p, q: -xlogy(p[:-1], q[:-1]).sum() / LN2),
    ("cross_entropy", "the first term only", lambda p, q: -xlogy(p[0], q[0]) / LN2),
    ("kl_divergence", "infinity hidden by a large number", lambda p, q: np.nan_to_num(rel_entr(p, q).sum() / LN2)),
    (
        "kl_divergence",
        "infinity hidden by an epsilon",
        lambda p, q: (xlogy(p, p) - p * np.maximum(np.log(q), -100)).sum() / LN2,
    ),
    (
        "kl_divergence",
        "terms with q = 0 dropped from the cost alone",
        lambda p, q: (xlogy(p, p).sum() - xlogy(p[q > 0], q[q > 0]).sum()) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "scores divided by their sum",
        lambda y, z: -np.mean(np.log2(np.clip(_one_hot_rows(y, z / z.sum(axis=1, keepdims=True)), 1e-7, 1 - 1e-7))),
    ),
    (
        "categorical_cross_entropy_from_logits",
        "scores divided by their sum",
        lambda y, z: -np.mean(np.log2(_one_hot_rows(y, z / z.sum(axis=1, keepdims=True)))),
    ),
    ("kl_divergence", "a negative term made positive", lambda p, q: np.abs(rel_entr(p, q)).sum() / LN2),
    ("kl_divergence", "a negative term left out", lambda p, q: sum(x for x in rel_entr(p, q) / LN2 if x > 0)),
    ("kl_divergence", "one outcome forgotten", lambda p, q: rel_entr(p, q)[1:].sum() / LN2),
    ("kl_divergence", "the first term only", lambda p, q: rel_entr(p, q)[0] / LN2),
    ("kl_divergence", "probabilities where log-probabilities belong", lambda p, q: (xlogy(q, q) - q * p).sum()),
    (
        "js_divergence",
        "the average stands first",
        lambda p, q: (rel_entr((p + q) / 2, p) + rel_entr((p + q) / 2, q)).sum() / 2 / LN2,
    ),
    ("binary_cross_entropy", "infinity hidden by a large number", lambda y, q: np.nan_to_num(_bce(y, q))),
    (
        "binary_cross_entropy",
        "infinity hidden by a large number",
        lambda y, q: np.mean(np.nan_to_num(-np.log2(np.where(y == 1, q, 1 - q)))),
    ),
    (
        "categorical_cross_entropy",
        "infinity hidden by a large number",
        lambda y, q: np.mean(np.minimum(-xlogy(y, q).sum(axis=1) / LN2, 1e6)),
    ),
    (
        "binary_cross_entropy",
        "infinity hidden by an epsilon",
        lambda y, q: -np.mean(y * np.maximum(np.log(q), -100) + (1 - y) * np.maximum(np.log(1 - q), -100)) / LN2,
    ),
    ("binary_cross_entropy", "infinity hidden by an epsilon", lambda y, q: _bce(y, np.clip(q, 1e-2, 1 - 1e-2))),
    ("binary_cross_entropy", "infinity hidden by an epsilon", lambda y, q: _bce(y, np.clip(q, 1e-3, 0.999))),
    ("binary_cross_entropy", "sigmoid on probabilities", lambda y, q: _bce(y, expit(q))),
    ("binary_cross_entropy", "a column against a row", lambda y, q: _bce(y.reshape(-1, 1), q)),
    (
        "binary_cross_entropy",
        "logarithm of a product that underflows",
        lambda y, q: -np.log2(np.prod(q**y * (1 - q) ** (1 - y))) / len(y),
    ),
    (
        "categorical_cross_entropy",
        "infinity hidden by a large number",
        lambda y, q: np.nan_to_num(-xlogy(y, q).sum(axis=1).mean() / LN2),
    ),
    ("categorical_cross_entropy", "binary cross-entropy for each class", _bce),
    ("categorical_cross_entropy", "binary cross-entropy for each class", lambda y, q: _bce(y, q) * y.shape[1]),
    ("categorical_cross_entropy", "averaged over the classes", lambda y, q: -np.mean(xlogy(y, q).sum(axis=0)) / LN2),
    (
        "categorical_cross_entropy_from_logits",
        "overflow",
        lambda y, z: np.mean(np.log(np.exp(z).sum(axis=1)) - (y * z).sum(axis=1)) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "the largest score of all subtracted",
        lambda y, z: np.mean(np.log(np.exp(z - z.max()).sum(axis=1)) + z.max() - (y * z).sum(axis=1)) / LN2,
    ),
    (
        "categorical_cross_entropy_from_logits",
        "the largest score of all subtracted",
        lambda y, z: -np.mean(np.log((y * _naive_softmax(z - z.max())).sum(axis=1))) / LN2,
    ),
    ("softmax", "the largest score of all subtracted", lambda z: _naive_softmax(z - np.max(z))),
]

# ---- Only the unit (asked in bits, given in nats or to base 10), only the sign, and several at once

TOGETHER: list[tuple[str, tuple[str, ...], Function]] = [
    ("information_content", (UNIT,), lambda p: -np.log(p)),
    ("information_content", (UNIT,), lambda p: -np.log10(p)),
    ("information_content", (SIGN,), np.log2),
    ("entropy", (UNIT,), scipy.stats.entropy),
    ("entropy", (UNIT,), lambda p: -np.sum(p * np.log10(p))),
    ("entropy", (SIGN,), lambda p: np.sum(p * np.log2(p))),
    ("binary_entropy", (UNIT,), lambda p: -p * np.log(p) - (1 - p) * np.log(1 - p)),
    ("binary_entropy", (UNIT,), lambda p: scipy.stats.entropy([p, 1 - p], base=10)),
    ("binary_entropy", (SIGN,), lambda p: p * np.log2(p) + (1 - p) * np.log2(1 - p)),
    ("cross_entropy", (UNIT,), lambda p, q: -p @ np.log(q)),
    ("cross_entropy", (UNIT,), lambda p, q: -p @ np.log10(q)),
    ("cross_entropy", (SIGN,), lambda p, q: p @ np.log2(q)),
    ("kl_divergence", (UNIT,), scipy.stats.entropy),
    ("kl_divergence", (UNIT,), lambda p, q: scipy.stats.entropy(p, q, base=10)),
    ("kl_divergence", (SIGN,), lambda p, q: np.sum(p * np.log2(q / p))),
    ("js_divergence", (UNIT,), lambda p, q: jensenshannon(p, q) ** 2),
    ("js_divergence", (UNIT,), lambda p, q: jensenshannon(p, q, 10) ** 2),
    ("js_divergence", (SIGN,), lambda p, q: -(jensenshannon(p, q, 2) ** 2)),
    ("binary_cross_entropy", (UNIT,), lambda y, q: -np.mean(np.log(np.where(y == 1, q, 1 - q)))),
    ("binary_cross_entropy", (UNIT,), lambda y, q: -np.mean(np.log10(np.where(y == 1, q, 1 - q)))),
    ("binary_cross_entropy", (SIGN,), lambda y, q: np.mean(np.log2(np.where(y == 1, q, 1 - q)))),
    ("categorical_cross_entropy", (UNIT,), lambda y, q: -np.log(q[y == 1]).mean()),
    ("categorical_cross_entropy", (UNIT,), lambda y, q: -np.log10(q[y == 1]).mean()),
    ("categorical_cross_entropy", (SIGN,), lambda y, q: np.log2(q[y == 1]).mean()),
    ("categorical_cross_entropy_from_logits", (UNIT,), lambda y, z: -log_softmax(z, axis=1)[y == 1].mean()),
    (
        "categorical_cross_entropy_from_logits",
        (UNIT,),
        lambda y, z: -np.log10(scipy.special.softmax(z, axis=1)[y == 1]).mean(),
    ),
    ("categorical_cross_entropy_from_logits", (SIGN,), lambda y, z: log_softmax(z, axis=1)[y == 1].mean() / LN2),
    ("loss_floor", (UNIT,), lambda y, e: scipy.stats.entropy((1 - e) * y + e / len(y))),
    ("loss_floor", (UNIT,), lambda y, e: scipy.stats.entropy((1 - e) * y + e / len(y), base=10)),
    ("loss_floor", (SIGN,), lambda y, e: -entr((1 - e) * y + e / len(y)).sum() / LN2),
    (
        "information_gain",
        (UNIT,),
        lambda y, g: (_h(_shares(y)) - np.average(_branch_entropies(y, g), weights=_shares(g))) * LN2,
    ),
    (
        "information_gain",
        (UNIT,),
        lambda y, g: (_h(_shares(y)) - np.average(_branch_entropies(y, g), weights=_shares(g))) * np.log10(2),
    ),
    (
        "information_gain",
        (SIGN,),
        lambda y, g: np.average(_branch_entropies(y, g), weights=_shares(g)) - _h(_shares(y)),
    ),
    ("conditional_entropy", (UNIT,), lambda joint: joint.sum(axis=1) @ scipy.stats.entropy(joint, axis=1)),
    ("conditional_entropy", (SIGN,), lambda joint: rel_entr(joint, joint.sum(axis=1, keepdims=True)).sum() / LN2),
    ("mutual_information", (UNIT,), lambda joint: rel_entr(joint, _independent(joint)).sum()),
    ("mutual_information", (SIGN,), lambda joint: rel_entr(joint, _independent(joint)).sum() / -LN2),
    (
        "miller_madow_entropy",
        (UNIT,),
        lambda counts: scipy.stats.entropy(counts) + (np.sum(counts > 0) - 1) / (2 * sum(counts)),
    ),
    (
        "miller_madow_entropy",
        (SIGN,),
        lambda counts: -(scipy.stats.entropy(counts) + (np.sum(counts > 0) - 1) / (2 * sum(counts))) / LN2,
    ),
    ("gaussian_kl", (UNIT,), lambda m, s, n, r: _kl_of_bells(m, s, n, r) * LN2),
    ("gaussian_kl", (UNIT,), lambda m, s, n, r: _kl_of_bells(m, s, n, r) * np.log10(2)),
    ("gaussian_kl", (SIGN,), lambda m, s, n, r: -_kl_of_bells(m, s, n, r)),
    ("distillation_loss", (UNIT,), lambda t, s, T: T**2 * _rows_kl(t / T, s / T).mean() * LN2),
    ("distillation_loss", (UNIT,), lambda t, s, T: T**2 * _rows_kl(t / T, s / T).mean() * np.log10(2)),
    ("distillation_loss", (SIGN,), lambda t, s, T: -(T**2) * _rows_kl(t / T, s / T).mean()),
    ("bits_per_character", (UNIT,), lambda q: -np.log(q).mean()),
    ("bits_per_character", (UNIT,), lambda q: -np.log10(q).mean()),
    ("bits_per_character", (SIGN,), lambda q: np.log2(q).mean()),
    ("bits_per_byte", (UNIT,), lambda nats, tokens, size: nats * tokens / size),
    ("bits_per_byte", (UNIT,), lambda nats, tokens, size: nats * np.log10(np.e) * tokens / size),
    ("bits_per_byte", (SIGN,), lambda nats, tokens, size: -nats / LN2 * tokens / size),
    # Two at once
    ("information_content", ("log of 1 − p", UNIT), lambda p: -np.log1p(-p)),
    ("information_content", ("weighted by p", SIGN), lambda p: p * np.log2(p)),
    ("entropy", ("mean in place of the sum", UNIT), lambda p: np.mean(entr(p))),
    ("entropy", ("surprises added up unweighted", SIGN), lambda p: np.sum(np.log2(p))),
    ("entropy", ("plain mean of the surprises", UNIT), lambda p: -np.log10(p).mean()),
    ("binary_entropy", ("only one of the two outcomes", SIGN), lambda p: p * np.log2(p)),
    ("cross_entropy", ("P and Q swapped", UNIT), lambda p, q: -q @ np.log(p)),
    ("cross_entropy", ("entropy of the model", UNIT), lambda _, q: scipy.stats.entropy(q)),
    ("kl_divergence", ("P and Q swapped", UNIT), lambda p, q: scipy.stats.entropy(q, p)),
    ("kl_divergence", ("P and Q swapped", UNIT), lambda p, q: q @ np.log10(q / p)),
    ("kl_divergence", ("P and Q swapped", SIGN), lambda p, q: np.sum(q * np.log2(p / q))),
    ("kl_divergence", ("cross-entropy for KL", SIGN), lambda p, q: np.sum(p * np.log2(q))),
    ("kl_divergence", ("mean of both directions", UNIT), lambda p, q: np.sum((p - q) * np.log(p / q)) / 2),
    ("js_divergence", ("sum in place of the mean", UNIT), lambda p, q: 2 * jensenshannon(p, q) ** 2),
    (
        "binary_cross_entropy",
        ("sum in place of the mean", UNIT),
        lambda y, q: -np.sum(y * np.log(q) + (1 - y) * np.log(1 - q)),
    ),
    (
        "categorical_cross_entropy",
        ("averaged over elements, not over the batch", UNIT),
        lambda y, q: -np.mean(y * np.log(q)),
    ),
    ("categorical_cross_entropy", ("sum in place of the mean", SIGN), lambda y, q: np.sum(y * np.log2(q))),
    (
        "categorical_cross_entropy_from_logits",
        ("softmax taken twice", UNIT),
        lambda y, z: -log_softmax(scipy.special.softmax(z, axis=1), axis=1)[y == 1].mean(),
    ),
    ("loss_floor", ("ε/(K − 1) for ε/K", UNIT), lambda y, e: scipy.stats.entropy(_to_the_others(y, e))),
    (
        "information_gain",
        ("what is left, not what was gained", UNIT),
        lambda y, g: np.average(_branch_entropies(y, g), weights=_shares(g)) * LN2,
    ),
    ("miller_madow_entropy", ("plug-in entropy taken as unbiased", UNIT), scipy.stats.entropy),
    ("gaussian_kl", ("σ² for σ in the logarithm", UNIT), lambda m, s, n, r: _bell_with_variances(m, s, n, r)),
    ("distillation_loss", ("without T²", UNIT), lambda t, s, T: _rows_kl(t / T, s / T).mean() * LN2),
    # Three at once
    ("kl_divergence", ("P and Q swapped", SIGN, UNIT), lambda p, q: np.sum(q * np.log(p / q))),
    ("cross_entropy", ("P and Q swapped", SIGN, UNIT), lambda p, q: np.sum(q * np.log(p))),
    ("entropy", ("mean in place of the sum", SIGN, UNIT), lambda p: np.mean(p * np.log(p))),
]

# Bits where nats are asked for: right in bits, and with one mistake on top
BITS_FOR_NATS: list[tuple[str, tuple[str, ...], Function]] = [
    ("information_content", (UNIT,), lambda p: -np.log2(p)),
    ("entropy", (UNIT,), lambda p: scipy.stats.entropy(p, base=2)),
    ("binary_entropy", (UNIT,), lambda p: scipy.stats.entropy([p, 1 - p], base=2)),
    ("cross_entropy", (UNIT,), lambda p, q: -p @ np.log2(q)),
    ("kl_divergence", (UNIT,), lambda p, q: scipy.stats.entropy(p, q, base=2)),
    ("js_divergence", (UNIT,), lambda p, q: jensenshannon(p, q, base=2) ** 2),
    ("binary_cross_entropy", (UNIT,), lambda y, q: -np.log2(np.abs(1 - y - q)).mean()),
    ("categorical_cross_entropy", (UNIT,), lambda y, q: -np.log2(q[y == 1]).mean()),
    ("categorical_cross_entropy_from_logits", (UNIT,), lambda y, z: -log_softmax(z, axis=1)[y == 1].mean() / LN2),
    ("loss_floor", (UNIT,), lambda y, e: scipy.stats.entropy((1 - e) * y + e / len(y), base=2)),
    ("conditional_entropy", (UNIT,), lambda joint: joint.sum(axis=1) @ _row_entropies(joint)),
    ("mutual_information", (UNIT,), lambda joint: rel_entr(joint, _independent(joint)).sum() / LN2),
    (
        "information_gain",
        (UNIT,),
        lambda y, g: _h(_shares(y)) - np.average(_branch_entropies(y, g), weights=_shares(g)),
    ),
    ("kl_divergence", ("P and Q swapped", UNIT), lambda p, q: scipy.stats.entropy(q, p, base=2)),
    ("cross_entropy", ("P and Q swapped", UNIT), lambda p, q: -q @ np.log2(p)),
    ("entropy", ("surprises added up unweighted", UNIT), lambda p: -np.log2(p).sum()),
    ("entropy", (SIGN, UNIT), lambda p: p @ np.log2(p)),
    ("entropy", (UNIT,), lambda p: -np.sum(p * np.log10(p))),
    (
        "miller_madow_entropy",
        (UNIT,),
        lambda counts: (scipy.stats.entropy(counts) + (np.sum(counts > 0) - 1) / (2 * sum(counts))) / LN2,
    ),
    ("gaussian_kl", (UNIT,), lambda m, s, n, r: _kl_of_bells(m, s, n, r)),
    ("distillation_loss", (UNIT,), lambda t, s, T: T**2 * np.mean(_rows_kl(t / T, s / T))),
    ("bits_per_character", (UNIT,), lambda q: -np.log2(q).mean()),
    ("bits_per_byte", (UNIT,), lambda nats, tokens, size: nats / LN2 * tokens / size),
]


# ---- What was really handed in, each with the mistakes that it truly shows; where none of ours fits, with none


class HandedIn(NamedTuple):
    """A number or a function: what it was asked for and in which unit, what it is, what it shows, and itself."""

    quantity: str
    unit: Unit
    what: str
    mistakes: tuple[str, ...]
    made: Any
    inputs: dict[str, Any]  # of a number


def _in(
    quantity: str, mistakes: str | tuple[str, ...] | None, made: dict[str, Any], unit: Unit = "bits", **inputs: Any
) -> list[HandedIn]:
    names = (mistakes,) if isinstance(mistakes, str) else mistakes or ()
    return [HandedIn(quantity, unit, what, names, one, inputs) for what, one in made.items()]


def _hard_coded_gain(labels: Any, groups: Any) -> Any:
    joint = np.histogram2d(labels, groups, bins=[np.arange(-0.5, 3), np.arange(-0.5, 3)])[0]
    return (_h_of(joint.sum(0)) + _h_of(joint.sum(1)) - _h_of(joint)) / LN2


def _h_of(counts: Any) -> Any:
    return entr(np.ravel(counts) / np.sum(counts)).sum()


def _lse(z: Any) -> Any:
    return logsumexp(z, axis=1)


def _h_bits(p: Any) -> Any:
    return entr(p).sum() / LN2


def _kl(p: Any, q: Any) -> Any:
    return rel_entr(p, q).sum() / LN2


def _ce(p: Any, q: Any) -> Any:
    return -xlogy(p, q).sum() / LN2


def _js(p: Any, q: Any) -> Any:
    return jensenshannon(p, q, 2) ** 2


def _log_ratio(p: Any, q: Any) -> Any:
    return np.log2(np.maximum(p, 1e-300) / np.maximum(q, 1e-300))


def _costs(y: Any, q: Any) -> Any:
    return -xlogy(y, q).sum(axis=1) / LN2


def _yes_no(y: Any, q: Any) -> Any:
    return -np.log(np.where(y == 1, q, 1 - q))


def _gain(labels: Any, groups: Any) -> Any:
    return mutual_info_score(labels, groups) / LN2


def _gini(values: Any) -> Any:
    return 1 - np.sum(_shares(values) ** 2)


def _weighed(of: Function, labels: Any, groups: Any) -> Any:
    return sum(np.mean(groups == g) * of(labels[groups == g]) for g in np.unique(groups))


def _likeliest_share(labels: Any) -> Any:
    return np.bincount(labels).max() / len(labels)


def _clipped(r: Any, a: Any, e: Any) -> Any:
    return np.minimum(r * a, np.clip(r, 1 - e, 1 + e) * a)


def _nothing_in_one_branch(p: Any) -> Any:
    if np.all(p > 0):
        return _h_bits(p)
    return None


def _prints(p: Any) -> None:
    print(_h_bits(p))


FOUR = (0.05, 0.15, 0.3, 0.5)
H_FOUR = _h_bits(FOUR)

HANDED_IN: list[HandedIn] = [
    *_in(
        "entropy",
        None,
        {
            "max for sum": lambda p: np.max(entr(p)) / LN2,
            "cumsum list": lambda p: np.cumsum(entr(p)) / LN2,
            "unique values": lambda p: _h_bits(np.unique(p)),
            "sorted then diff": lambda p: _h_bits(np.abs(np.diff(np.sort(p)))),
            "off by one index": lambda p: -xlogy(p[1:], p[:-1]).sum() / LN2,
            "int division": lambda p: -np.sum(p * np.log2(p) // 1),
            "+1e-3 in log": lambda p: -np.sum(p * np.log2(p + 1e-3)),
            "+1e-4 in log": lambda p: -np.sum(p * np.log2(p + 1e-4)),
            "round log 2 decimals": lambda p: -np.sum(p * np.round(np.log2(np.maximum(p, 1e-300)), 2)),
            "round log 1 decimal": lambda p: -np.sum(p * np.round(np.log2(np.maximum(p, 1e-300)), 1)),
            "round to int": lambda p: np.round(_h_bits(p)),
            "two decimals": lambda p: round(_h_bits(p), 2),
            "prints": _prints,
            "tuple with unit": lambda p: (_h_bits(p), "bits"),
            "string": lambda p: f"{_h_bits(p):.3f}",
            "string with unit": lambda p: f"{_h_bits(p):.3f} bits",
            "complex": lambda p: complex(_h_bits(p)),
            "nan": lambda _: np.nan,
            "generator": lambda p: (x for x in entr(p)),
            "tuple pair": lambda p: (_h_bits(p), _h_of(p)),
            "dict": lambda p: {"H": _h_bits(p)},
            "a function back": lambda p: lambda: _h_bits(p),
            "True": lambda _: True,
            "hard-coded 3": lambda p: {4: H_FOUR, 2: _h_bits((0.9, 0.1)), 3: _h_bits((0.2, 0.3, 0.5))}.get(len(p), 0.0),
            "the first three": lambda p: _h_bits(p[:3]),
            "extra required arg": lambda p, base: entr(p).sum() / np.log(base),
            "no args": lambda: 1.0,
            "binary only (p[0])": lambda p: _h_bits([p[0], 1 - p[0]]),
            "min positive filter 0.01": lambda p: _h_bits(p[p > 0.01]),
            "sqrt": lambda p: np.sqrt(_h_bits(p)),
            "sum log of sum": lambda p: -np.log2(np.sum(p**2)),
            "log2(1+..)": lambda p: -np.sum(p * np.log2(1 + p)),
            "log1p": lambda p: np.sum(p * np.log1p(1 / np.maximum(p, 1e-300))) / LN2,
            "p log2(1-p)": lambda p: -xlog1py(p, -np.minimum(p, 1 - 1e-12)).sum() / LN2,
            "sum of binary entropies": lambda p: (entr(p) + entr(1 - p)).sum() / LN2,
            "variance of surprise": lambda p: np.var(np.log2(p)),
            "median surprise": lambda p: np.median(-np.log2(p)),
            "times n": lambda p: len(p) * _h_bits(p),
            "float16 overflow": lambda p: (entr(p) / LN2 * 1e5).astype(np.float16).sum() / 1e5,
            "list of terms": lambda p: list(entr(p) / LN2),
            "efficiency redundancy 1-H/log n": lambda p: 1 - entr(p).sum() / np.log(len(p)),
            "requires array attribute": lambda p: p.entropy(),
            "p given as counts: p*n": lambda p: _h_bits(np.round(len(p) * p) / len(p)),
            "nothing in one branch": _nothing_in_one_branch,
            "0": lambda _: 0.0,
            "half of it": lambda p: _h_bits(p) / 2,
        },
    ),
    *_in("entropy", "one outcome forgotten", {"forget last outcome": lambda p: _h_bits(p[:-1])}),
    *_in("entropy", "one outcome forgotten", {"forget first outcome": lambda p: _h_bits(p[1:])}),
    *_in("entropy", SIGN, {"sign lost twice": lambda p: np.negative(-np.sum(p * np.log2(p)))}),
    *_in("entropy", (SIGN, UNIT), {"nats and negative": lambda p: np.sum(p * np.log(p))}),
    *_in(
        "entropy",
        UNIT,
        {
            "ln2 multiplied": lambda p: _h_of(p) * LN2,
            "bits times ln2 squared": lambda p: _h_bits(p) * LN2**2,
            "base 10": lambda p: -np.sum(p * np.log10(p)),
        },
    ),
    *_in(
        "entropy",
        "a probability of 0 made a small one",
        {
            "clip 1e-2": lambda p: _h_bits(np.clip(p, 1e-2, 1)),
            "clip 1e-3": lambda p: _h_bits(np.clip(p, 1e-3, 1)),
            "clip 1e-4": lambda p: _h_bits(np.clip(p, 1e-4, 1)),
        },
    ),
    *_in("entropy", "0 · log 0", {"strictly positive only": lambda p: -np.sum(p * np.log2(p))}),
    *_in("entropy", "the likeliest outcome only", {"min-entropy": lambda p: -np.log2(np.max(p))}),
    *_in(
        "entropy",
        "log of the number of outcomes",
        {
            "unique counts": lambda p: _h_of(np.unique(p, return_counts=True)[1]) / LN2,
            "Hartley support": lambda p: np.log2(np.count_nonzero(p)),
            "log of mean": lambda p: -np.log2(np.mean(p)),
            "cost under even odds": lambda p: _ce(p, np.full(len(p), 1 / len(p))),
        },
    ),
    *_in(
        "entropy",
        "mean in place of the sum",
        {"-mean p log p over positive": lambda p: -np.mean(p[p > 0] * np.log2(p[p > 0]))},
    ),
    *_in("entropy", "perplexity for entropy", {"exp H nats": lambda p: np.exp(_h_of(p))}),
    *_in(
        "entropy",
        "where= without out=",
        {
            "where without out": lambda p: -np.sum(p * np.log2(p, where=p > 0)),
            "where without out, in two steps": lambda p: np.sum(p * np.negative(np.log2(p, where=p > 0))),
        },
    ),
    # Numbers: 1 of 16 equally likely cards, which is 4 bits
    *_in(
        "information_content",
        None,
        {
            "number str": "4",
            "number str unit": "4 bits",
            "number complex": 4 + 0j,
            "number set": {4},
            "number bool": True,
            "number nan": np.nan,
            "number inf": np.inf,
            "number None": None,
            "number dots": ...,
            "number two dec": 4.01,
            "number ellipsis str": "…",
            "number comma": (4, 0),
            "number 16-1": 16 - 1,
        },
        p=1 / 16,
    ),
    *_in("information_content", "half of the number", {"number half of 16": 8}, p=1 / 16),
    *_in("information_content", "1/p without a logarithm", {"number 1/p": 16, "number 2**4": 2**4}, p=1 / 16),
    *_in("information_content", "the probability itself", {"number p": 1 / 16}, p=1 / 16),
    *_in("information_content", SIGN, {"number neg": -4}, p=1 / 16),
    *_in("information_content", UNIT, {"number nats": 4 * LN2, "number log10": np.log10(16)}, p=1 / 16),
    *_in("information_content", "one halving too many or too few", {"number 8 cards": 3}, p=1 / 16),
    # 4/16, or 1 of 4: the number alone does not tell.
    *_in("information_content", ("weighted by p", "one divided by the surprise"), {"number 1/4": 1 / 4}, p=1 / 16),
    *_in(
        "entropy",
        None,
        {
            "number r2": round(H_FOUR, 2),
            "number r1": round(H_FOUR, 1),
            "number 1-eff": 1 - H_FOUR / 2,
            "number e^H": np.exp(H_FOUR),
        },
        p=FOUR,
    ),
    *_in("entropy", UNIT, {"number nats": H_FOUR * LN2, "number log10": H_FOUR * np.log10(2)}, p=FOUR),
    *_in("entropy", "mean in place of the sum", {"number mean": H_FOUR / 4}, p=FOUR),
    *_in("entropy", "plain mean of the surprises", {"number mean surprise": -np.log2(FOUR).mean()}, p=FOUR),
    *_in("entropy", "surprises added up unweighted", {"number sum surprise": -np.log2(FOUR).sum()}, p=FOUR),
    *_in("entropy", "normalised entropy", {"number eff": H_FOUR / 2}, p=FOUR),
    *_in("entropy", "perplexity for entropy", {"number 2^H": 2**H_FOUR}, p=FOUR),
    *_in("entropy", "Gini impurity for entropy", {"number gini": 1 - np.sum(np.square(FOUR))}, p=FOUR),
    *_in("entropy", "log of the number of outcomes", {"number log2 4": 2}, p=FOUR),
    *_in("entropy", "the likeliest outcome only", {"number likeliest": 1.0}, p=FOUR),
    *_in("entropy", "the rarest outcome only", {"number rarest": np.log2(20)}, p=FOUR),
    *_in(
        "entropy",
        "one outcome forgotten",
        {"number forgot last": _h_bits(FOUR[:-1]), "number forgot first": _h_bits(FOUR[1:])},
        p=FOUR,
    ),
    *_in("entropy", SIGN, {"number neg": -H_FOUR}, p=FOUR),
    *_in(
        "cross_entropy",
        None,
        {
            "abs inside": lambda p, q: -np.sum(p * np.log2(1 - np.abs(p - q))),
            "two outcomes only": lambda p, q: _ce(p[:2], q[:2]),
            "max term": lambda p, q: np.max(-xlogy(p, q)) / LN2,
            "cost at argmax p": lambda p, q: -np.log2(q[np.argmax(p)]),
            "accuracy-like": lambda p, q: float(np.argmax(p) == np.argmax(q)),
            "is the guess wrong": lambda p, q: float(np.argmax(p) != np.argmax(q)),
            "normalised by H": lambda p, q: _ce(p, q) / _h_bits(p),
            "H(p)+KL(q,p)": lambda p, q: _h_bits(p) + _kl(q, p),
            "H(q)+KL(p,q)": lambda p, q: _h_bits(q) + _kl(p, q),
            "mixture entropy": lambda p, q: _h_bits((p + q) / 2),
            "avg of both CE": lambda p, q: (_ce(p, q) + _ce(q, p)) / 2,
            "log of p*q": lambda p, q: _ce(p, p * q),
            "log of mean q under p": lambda p, q: -np.log2(p @ q),
            "BCE sum over classes": lambda p, q: _bce(p, q) * len(p),
            "mean BCE over classes": _bce,
            "softmax of q first": lambda p, q: _ce(p, scipy.special.softmax(q)),
            "0 for infinity by nan_to_num": lambda p, q: np.nan_to_num(_ce(p, q), posinf=0),
            "inf as None": lambda p, q: _ce(p, q) if np.isfinite(_ce(p, q)) else None,
            "inf as nan": lambda p, q: _ce(p, q) if np.isfinite(_ce(p, q)) else np.nan,
            "inf as -1": lambda p, q: _ce(p, q) if np.isfinite(_ce(p, q)) else -1,
            "∞ where any q is 0": lambda p, q: np.inf if np.any(q == 0) else _ce(p, q),
            "sorted": lambda p, q: _ce(np.sort(p), np.sort(q)),
        },
    ),
    *_in("cross_entropy", "0 · log 0", {"expect": lambda p, q: (p * -np.log2(q)).sum()}),
    *_in("cross_entropy", ("P and Q swapped", UNIT), {"swapped and nats": lambda p, q: _ce(q, p) * LN2}),
    *_in(
        "cross_entropy",
        "infinity hidden by an epsilon",
        {
            "q+eps 1e-8 renormalised": lambda p, q: _ce(p, (q + 1e-8) / (q + 1e-8).sum()),
            "clamp log -100 (PyTorch BCE)": lambda p, q: -np.sum(p * np.maximum(np.log(q), -100)) / LN2,
        },
    ),
    *_in(
        "cross_entropy",
        "infinity hidden by a large number",
        {
            "nan_to_num default": lambda p, q: -np.sum(np.nan_to_num(p * np.log2(q))),
            "finite cap 1e6": lambda p, q: min(_ce(p, q), 1e6),
            "cap 1000 bits": lambda p, q: min(_ce(p, q), 1000.0),
            "inf as sys max": lambda p, q: min(_ce(p, q), sys.float_info.max),
        },
    ),
    *_in(
        "cross_entropy",
        "terms with q = 0 dropped",
        {
            "q made to sum to 1 again": lambda p, q: _ce(p[q > 0], q[q > 0] / q[q > 0].sum()),
            "zeros -> 0 by isfinite": lambda p, q: -np.sum(p * np.where(np.isfinite(np.log2(q)), np.log2(q), 0)),
        },
    ),
    *_in(
        "cross_entropy",
        "KL for cross-entropy",
        {"scipy entropy only": lambda p, q: scipy.stats.entropy(p, q, base=2)},
    ),
    *_in(
        "cross_entropy",
        "where= without out=",
        {"where without out": lambda p, q: -np.sum(p * np.log2(q, where=p > 0))},
    ),
    *_in(
        "kl_divergence",
        None,
        {
            "total variation": lambda p, q: np.abs(p - q).sum() / 2,
            "hellinger": lambda p, q: np.sqrt(1 - np.sqrt(p * q).sum()),
            "chi2": lambda p, q: np.sum((p - q) ** 2 / q),
            "squared diff": lambda p, q: np.sum((p - q) ** 2),
            "log diff squared": lambda p, q: np.mean(p * _log_ratio(p, q) ** 2),
            "squared log ratio": lambda p, q: np.sum(p * _log_ratio(p, q) ** 2),
            "k2-like half sq": lambda p, q: np.sum(p * (_log_ratio(p, q) * LN2) ** 2) / 2 / LN2,
            "max log ratio": lambda p, q: np.max(_log_ratio(p, q)),
            "log of sums": lambda p, q: np.log2(np.sum(p**2 / q)),
            "Renyi 1/2": lambda p, q: -2 * np.log2(np.sqrt(p * q).sum()),
            "renormalise after dropping": lambda p, q: _kl(
                *(x[(p > 0) & (q > 0)] / x[(p > 0) & (q > 0)].sum() for x in (p, q))
            ),
            "two outcomes only": lambda p, q: _kl([p[0], 1 - p[0]], [q[0], 1 - q[0]]),
            "kl_div raise on zero": lambda p, q: sum(
                a * math.log2(a / b) for a, b in zip(p.tolist(), q.tolist(), strict=True)
            ),
            "log2 - ln mix": lambda p, q: _ce(p, q) - _h_of(p),
            "ln - log2 mix": lambda p, q: _ce(p, q) * LN2 - _h_bits(p),
            "sqrt KL": lambda p, q: np.sqrt(_kl(p, q)),
            "1-exp(-KL)": lambda p, q: 1 - np.exp(-_kl(p, q)),
            "2**KL": lambda p, q: 2 ** _kl(p, q),
            "max both directions": lambda p, q: max(_kl(p, q), _kl(q, p)),
            "min both directions": lambda p, q: min(_kl(p, q), _kl(q, p)),
            "∞ where any q is 0": lambda p, q: np.inf if np.any(q == 0) else _kl(p, q),
            "cap 100 bits": lambda p, q: min(_kl(p, q), 100.0),
            "0 for infinity": lambda p, q: _kl(p, q) if np.isfinite(_kl(p, q)) else 0.0,
        },
    ),
    *_in(
        "kl_divergence",
        "a negative term made positive",
        {"abs inside each term": lambda p, q: np.sum(np.abs(p * np.log2(p / q)))},
    ),
    *_in("kl_divergence", ("P and Q swapped", SIGN), {"swapped and sign lost": lambda p, q: -_kl(q, p)}),
    *_in(
        "kl_divergence",
        "both directions added up",
        {"uses p-q inside": lambda p, q: np.sum((p - q) * np.log2(p / q))},
    ),
    *_in("kl_divergence", "the wrong floor taken off", {"CE - H(q)": lambda p, q: _ce(p, q) - _h_bits(q)}),
    *_in("kl_divergence", SIGN, {"H(p)-CE": lambda p, q: _h_bits(p) - _ce(p, q)}),
    *_in(
        "kl_divergence",
        "infinity hidden by an epsilon",
        {
            "q clip .01": lambda p, q: _kl(p, np.clip(q, 0.01, 1)),
            "clip both 1e-10": lambda p, q: _kl(np.clip(p, 1e-10, 1), np.clip(q, 1e-10, 1)),
        },
    ),
    *_in(
        "kl_divergence",
        "terms with q = 0 dropped",
        {"where q>0 & p>0": lambda p, q: _kl(p[(q > 0) & (p > 0)], q[(q > 0) & (p > 0)])},
    ),
    *_in(
        "kl_divergence",
        ("mean in place of the sum", UNIT),
        {"torch F.kl_div(q.log(),p,mean)": lambda p, q: np.mean(p * (np.log(p) - np.log(q)))},
    ),
    *_in(
        "kl_divergence",
        ("P and Q swapped", UNIT),
        {"torch args swapped F.kl_div(p.log(),q)": lambda p, q: np.sum(q * (np.log(q) - np.log(p)))},
    ),
    *_in(
        "kl_divergence",
        "probabilities where log-probabilities belong",
        {"torch F.kl_div(p,q) raw": lambda p, q: np.sum(q * (np.log(q) - p))},
    ),
    *_in(
        "kl_divergence",
        "where= without out=",
        {
            "where without out": lambda p, q: np.sum(p * np.log2(p / q, where=p > 0)),
            "where without out, in two": lambda p, q: np.sum(p * (np.log2(p, where=p > 0) - np.log2(q, where=p > 0))),
        },
    ),
    *_in(
        "perplexity",
        None,
        {
            "H itself": lambda p, _: _h_bits(p),
            "log2 CE": lambda p, q: np.log2(_ce(p, q)),
            "CE**2": lambda p, q: _ce(p, q) ** 2,
            "2**-CE": lambda p, q: 2 ** -_ce(p, q),
            "e**(bits)*": lambda p, q: 10 ** _ce(p, q),
            "1/max q": lambda _, q: 1 / np.max(q),
            "number of outcomes": lambda _, q: float(len(q)),
            "nonzero outcomes": lambda p, _: float(np.count_nonzero(p)),
            "2**JS": lambda p, q: 2 ** _js(p, q),
        },
    ),
    *_in(
        "information_gain",
        None,
        {
            "labels of groups swapped weights": lambda labels, groups: (
                _h(_shares(labels)) - np.average(_branch_entropies(labels, groups), weights=_shares(groups)[::-1])
            ),
            "only first group": lambda labels, groups: (
                _h(_shares(labels)) - np.mean(groups == groups.min()) * _h(_shares(labels[groups == groups.min()]))
            ),
            "two groups only": lambda labels, groups: (
                _h(_shares(labels))
                - sum(np.mean(groups == g) * _h(_shares(labels[groups == g])) for g in (0, 1) if np.any(groups == g))
            ),
            "binary labels only": lambda labels, groups: _gain(np.minimum(labels, 1), groups),
            "gini gain": lambda labels, groups: _gini(labels) - _weighed(_gini, labels, groups),
            "hard coded 3 labels 3 groups": _hard_coded_gain,
            "gain ratio": lambda labels, groups: _gain(labels, groups) / _h(_shares(groups)),
            "accuracy gain": lambda labels, groups: (
                _weighed(_likeliest_share, labels, groups) - _likeliest_share(labels)
            ),
            "share of right guesses": lambda labels, groups: _weighed(_likeliest_share, labels, groups),
            "normalised MI": lambda labels, groups: (
                2 * _gain(labels, groups) / (_h(_shares(labels)) + _h(_shares(groups)))
            ),
            "joint entropy": lambda labels, groups: _h(_shares(labels * 1000 + groups)),
            "sum of the branches": lambda labels, groups: _h(_shares(labels)) - sum(_branch_entropies(labels, groups)),
            "groups before, labels after": lambda labels, groups: (
                _h(_shares(groups)) - np.average(_branch_entropies(labels, groups), weights=_shares(groups))
            ),
        },
    ),
    *_in(
        "binary_cross_entropy",
        None,
        {
            "hinge": lambda y, q: np.mean(np.maximum(0, 1 - (2 * y - 1) * (2 * q - 1))),
            "mean of two class means": lambda y, q: np.mean(
                [_yes_no(y, q)[y == k].mean() for k in (0, 1) if np.any(y == k)]
            ),
            "median": lambda y, q: np.median(_yes_no(y, q)),
            "focal gamma 2": lambda y, q: np.mean((1 - np.exp(-_yes_no(y, q))) ** 2 * _yes_no(y, q)),
            "threshold .5 first": lambda y, q: _yes_no(y, (q > 0.5).astype(float)).mean(),
            "divides by 2n": lambda y, q: _yes_no(y, q).sum() / (2 * len(y)),
            "n-1": lambda y, q: _yes_no(y, q).sum() / (len(y) - 1),
            "abs error": lambda y, q: np.mean(np.abs(y - q)),
            "entropy of q": lambda _, q: np.mean(entr(q) + entr(1 - q)),
            "softplus of q": lambda y, q: np.mean(2 * (np.log1p(np.exp(q)) - y * q)),
        },
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        UNIT,
        {"log2 reported as nats": lambda y, q: _yes_no(y, q).mean() / LN2},
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        "infinity hidden by an epsilon",
        {
            "torch clamp -100": lambda y, q: np.mean(np.minimum(_yes_no(y, q), 100)),
            "keras clip both 1e-7": lambda y, q: _yes_no(y, np.clip(q, 1e-7, 1 - 1e-7)).mean(),
            "clip both 1e-2": lambda y, q: _yes_no(y, np.clip(q, 1e-2, 1 - 1e-2)).mean(),
            "clip both 1e-3": lambda y, q: _yes_no(y, np.clip(q, 1e-3, 1 - 1e-3)).mean(),
            "eps added inside both": lambda y, q: -np.mean(y * np.log(q + 1e-7) + (1 - y) * np.log(1 - q + 1e-7)),
        },
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        "logarithm of a product that underflows",
        {"prod": lambda y, q: -np.log(np.prod(np.where(y == 1, q, 1 - q))) / len(y)},
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        "sigmoid on probabilities",
        {"sigmoid on probabilities": lambda y, q: _yes_no(y, expit(q)).mean()},
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        "infinity hidden by a large number",
        {"finite cap 1e6": lambda y, q: min(_yes_no(y, q).mean(), 1e6)},
        unit="nats",
    ),
    *_in(
        "binary_cross_entropy",
        "where= without out=",
        {"where without out": lambda y, q: -np.mean(y * np.log(q, where=q > 0) + (1 - y) * np.log(1 - q, where=q < 1))},
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy",
        None,
        {
            "mean over axis 0 then sum?": lambda y, q: np.mean(_costs(y, q)) * LN2 / 2,
            "last sample only": lambda y, q: _costs(y, q)[-1] * LN2,
            "first sample only": lambda y, q: _costs(y, q)[0] * LN2,
            "max prob rather than truth": lambda _, q: -np.log(q.max(axis=1)).mean(),
            "argmax axis 0": lambda y, q: -np.log(q[np.arange(len(q)), np.resize(np.argmax(y, axis=0), len(q))]).mean(),
            "accuracy": lambda y, q: np.mean(np.argmax(y, axis=1) == np.argmax(q, axis=1)),
            "1-accuracy": lambda y, q: np.mean(np.argmax(y, axis=1) != np.argmax(q, axis=1)),
            "entropy of predictions": lambda _, q: entr(q).sum(axis=1).mean(),
            "label index off by one": lambda y, q: -np.log(q[np.arange(len(q)), np.argmax(y, axis=1) - 1]).mean(),
            "median": lambda y, q: np.median(_costs(y, q)) * LN2,
            "largest": lambda y, q: np.max(_costs(y, q)) * LN2,
            "a list of costs": lambda y, q: [*_costs(y, q) * LN2, 0.0],
            "squared error": lambda y, q: np.mean((y - q) ** 2),
        },
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy",
        "averaged over the classes",
        {"sum axis0 then mean": lambda y, q: np.mean(-xlogy(y, q).sum(axis=0))},
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy",
        "binary cross-entropy for each class",
        {"BCE per class mean": lambda y, q: -np.mean(xlogy(y, q) + xlog1py(1 - y, -q))},
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy_from_logits",
        "overflow",
        {"no max subtraction": lambda y, z: np.mean(np.log(np.exp(z).sum(axis=1)) - (y * z).sum(axis=1))},
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy_from_logits",
        "the largest score of all subtracted",
        {
            "global max subtraction": lambda y, z: np.mean(
                z.max() + np.log(np.exp(z - z.max()).sum(axis=1)) - (y * z).sum(axis=1)
            )
        },
        unit="nats",
    ),
    *_in(
        "categorical_cross_entropy_from_logits",
        None,
        {
            "forgot adding max back": lambda y, z: np.mean(_lse(z) - z.max(axis=1) - (y * z).sum(axis=1)),
            "sigmoid per class": lambda y, z: -np.log((y * expit(z)).sum(axis=1)).mean(),
            "clip logits +-50": lambda y, z: np.mean(_lse(np.clip(z, -50, 50)) - (y * np.clip(z, -50, 50)).sum(axis=1)),
            "base-2 softmax": lambda y, z: np.mean(_lse(z * LN2) - (y * z * LN2).sum(axis=1)),
            "temperature 2": lambda y, z: np.mean(_lse(z / 2) - (y * z / 2).sum(axis=1)),
            "hinge of Crammer and Singer": lambda y, z: np.mean(np.max(z + 1 - y, axis=1) - (y * z).sum(axis=1)),
            "largest for LSE": lambda y, z: np.mean(z.max(axis=1) - (y * z).sum(axis=1)),
        },
        unit="nats",
    ),
    *_in("softmax", "no exponential", {"no exp": lambda z: z / z.sum(axis=1, keepdims=True)}),
    *_in(
        "softmax",
        "the largest score of all subtracted",
        {"global max subtraction": lambda z: _naive_softmax(z - z.max())},
    ),
    *_in(
        "softmax",
        None,
        {
            "abs normalise": lambda z: np.abs(z) / np.abs(z).sum(axis=1, keepdims=True),
            "subtract mean": lambda z: _naive_softmax(z - z.mean(axis=1, keepdims=True)),
            "clip 50": lambda z: _naive_softmax(np.clip(z, -50, 50)),
            "clip 500": lambda z: _naive_softmax(np.clip(z, -500, 500)),
            "hardmax": lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
            "square": lambda z: z**2 / (z**2).sum(axis=1, keepdims=True),
            "shift min": lambda z: (lambda up: up / up.sum(axis=1, keepdims=True))(z - z.min(axis=1, keepdims=True)),
            "divide by max": lambda z: z / z.max(axis=1, keepdims=True),
            "exp / max exp": lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
            "transposed": lambda z: scipy.special.softmax(z, axis=1).T,
            "rounded 2": lambda z: np.round(scipy.special.softmax(z, axis=1), 2),
            "only first row": lambda z: scipy.special.softmax(z[0]),
            "norm l2": lambda z: z / np.linalg.norm(z, axis=1, keepdims=True),
            "dtype int": lambda z: scipy.special.softmax(z, axis=1).astype(int),
            "temperature 2": lambda z: scipy.special.softmax(z / 2, axis=1),
            "of −z": lambda z: scipy.special.softmax(-z, axis=1),
        },
    ),
    *_in(
        "smooth_labels",
        None,
        {
            "only truth reduced": lambda y, e: y - e * y,
            "eps/K on zeros only, 1-e on truth": lambda y, e: np.where(y == 1, 1 - e, e / y.shape[-1]),
            "axis0 K": lambda y, e: (1 - e) * y + e / len(y),
            "clip e..1-e": lambda y, e: np.clip(y, e, 1 - e),
            "half of the share": lambda y, e: (1 - e / 2) * y + e / 2 / y.shape[-1],
            "unchanged": lambda y, _: y,
            "batched_axis1": lambda y, e: (1 - e) * y + e / y.shape[1],
        },
    ),
    *_in(
        "bits_per_character",
        None,
        {
            "harmonic": lambda q: -np.log2(scipy.stats.hmean(q)),
            "median": lambda q: np.median(-np.log2(q)),
            "n-1": lambda q: -np.log2(q).sum() / (len(q) - 1),
            "skip first (no context)": lambda q: -np.log2(q[1:]).mean(),
            "bytes: /8": lambda q: -np.log2(q).mean() / 8,
        },
    ),
    *_in(
        "bits_per_character",
        "logarithm of a product that underflows",
        {"product underflow": lambda q: -np.log2(q.prod()) / len(q)},
    ),
    *_in("bits_per_byte", UNIT, {"forgot ln2": lambda nats, tokens, size: nats * tokens / size}),
    *_in(
        "bits_per_byte",
        None,
        {
            "ppl per byte": lambda nats, tokens, size: np.exp(nats * tokens / size),
            "8 * ": lambda nats, tokens, size: 8 * nats / LN2 * tokens / size,
            "ppl ** t/b wrong base": lambda nats, tokens, size: 2 ** (nats * tokens / size),
        },
    ),
    *_in(
        "gaussian_kl",
        None,
        {
            "reverse sign means sq missing": lambda m, s, n, r: (
                np.log(r / s) + (s**2 - (m - n) ** 2) / (2 * r**2) - 0.5
            ),
            "s1 in denominator": lambda m, s, n, r: np.log(r / s) + (s**2 + (m - n) ** 2) / (2 * s**2) - 0.5,
            "log2": lambda m, s, n, r: np.log2(r / s) + (s**2 + (m - n) ** 2) / (2 * r**2) - 0.5,
            "-1 for -1/2": lambda m, s, n, r: np.log(r / s) + (s**2 + (m - n) ** 2) / (2 * r**2) - 1,
            "standard normal only": lambda m, s, _n, _r: -np.log(s) + (s**2 + m**2 - 1) / 2,
            "logvar taken": lambda m, s, n, r: (r - s + (np.exp(s) + (m - n) ** 2) / np.exp(r) - 1) / 2,
            "sum of means": lambda m, s, n, r: np.log(r / s) + (s**2 + (m + n) ** 2) / (2 * r**2) - 0.5,
        },
        unit="nats",
    ),
    *_in(
        "distillation_loss",
        None,
        {
            "hard labels argmax": lambda t, s, _: -log_softmax(s, axis=1)[np.arange(len(s)), t.argmax(axis=1)].mean(),
            "mse logits": lambda t, s, _: np.mean((t - s) ** 2),
            "T^2 inside mean over batch axis 0 softmax": lambda t, s, T: (
                T**2
                * rel_entr(scipy.special.softmax(t / T, axis=0), scipy.special.softmax(s / T, axis=0))
                .sum(axis=1)
                .mean()
            ),
            "1/T^2": lambda t, s, T: _rows_kl(t / T, s / T).mean() * LN2 / T**2,
        },
        unit="nats",
    ),
    *_in(
        "clipped_objective",
        "the sign of the advantage ignored",
        {"only upper clip": lambda r, a, e: np.minimum(r, 1 + e) * a},
    ),
    *_in(
        "clipped_objective",
        None,
        {
            "mean over samples": lambda r, a, e: _clipped(r, a, e).mean(),
            "log ratio": lambda r, a, e: _clipped(np.log(r), a, e),
            "abs A": lambda r, a, e: _clipped(r, np.abs(a), e),
        },
    ),
    *_in(
        "kl_regularised_policy",
        None,
        {
            "argmax": lambda _, r, _b: (r == np.max(r)).astype(float),
            "log ref + w/b without softmax": lambda p, r, b: np.log(p) + r / b,
            "ref^b": lambda p, r, b: p**b * np.exp(r) / np.sum(p**b * np.exp(r)),
        },
    ),
    *_in(
        "miller_madow_entropy",
        UNIT,
        {"log base: nats all": lambda n: _h_of(n) + (np.count_nonzero(n) - 1) / (2 * n.sum())},
    ),
    *_in(
        "miller_madow_entropy",
        None,
        {
            "laplace": lambda n: _h_of(n + 1) / LN2,
            "N-1": lambda n: (_h_of(n) + (np.count_nonzero(n) - 1) / (2 * (n.sum() - 1))) / LN2,
        },
    ),
    *_in("kraft_sum", "one power of the sum", {"product": lambda n: np.prod(2.0**-n)}),
    *_in(
        "kraft_sum",
        None,
        {
            "bool": lambda n: np.sum(2.0**-n) <= 1,
            "1-sum": lambda n: 1 - np.sum(2.0**-n),
            "int power": lambda n: np.sum(2**-n),
        },
    ),
    *_in(
        "code_lengths",
        "one bit too many where it fits exactly",
        {"int cast +1": lambda p: [int(-math.log2(x)) + 1 for x in p]},
    ),
    *_in(
        "code_lengths",
        None,
        {
            "ceil of nats to bits": lambda p: np.ceil(np.ceil(-np.log(p)) / LN2),
            "same length for all": lambda p: np.full(len(p), np.ceil(np.log2(len(p)))),
            "cumulative unary": lambda p: np.arange(1, len(p) + 1),
            "sorted order": lambda p: np.sort(np.ceil(-np.log2(p))),
        },
    ),
    *_in(
        "mean_code_length",
        "mean in place of the sum",
        {"ignores zero": lambda p, n: np.mean((p * n)[p > 0])},
    ),
    *_in(
        "mean_code_length",
        None,
        {"rounded": lambda p, n: np.round(p @ n), "median": lambda _, n: np.median(n)},
    ),
    *_in(
        "gain_ratio",
        None,
        {
            "NMI arithmetic": lambda labels, groups: (
                2 * _gain(labels, groups) / (_h(_shares(labels)) + _h(_shares(groups)))
            ),
            "NMI max": lambda labels, groups: _gain(labels, groups) / max(_h(_shares(labels)), _h(_shares(groups))),
        },
    ),
    *_in("js_divergence", "Jensen–Shannon distance for divergence", {"sqrt": lambda p, q: np.sqrt(_js(p, q))}),
    *_in("js_divergence", "only one of the two parts", {"KL to mixture q only": lambda p, q: _kl(q, (p + q) / 2)}),
    *_in(
        "js_divergence",
        "the average stands first",
        {"mixture on right side": lambda p, q: (_kl((p + q) / 2, p) + _kl((p + q) / 2, q)) / 2},
    ),
    *_in(
        "js_divergence",
        None,
        {
            "H mix - mean H wrong weight": lambda p, q: _h_bits((p + q) / 2) - (_h_bits(p) + _h_bits(q)) / 4,
            "geometric mixture": lambda p, q: (lambda m: (_kl(p, m / m.sum()) + _kl(q, m / m.sum())) / 2)(
                np.sqrt(p * q)
            ),
        },
    ),
    *_in(
        "loss_floor",
        None,
        {"1-e entropy binary": lambda _, e: entr(e) + entr(1 - e), "e*lnK": lambda y, e: e * np.log(len(y))},
        unit="nats",
    ),
    *_in("loss_floor", UNIT, {"bits": lambda y, e: _h_bits((1 - e) * y + e / len(y))}, unit="nats"),
    *_in(
        "binary_entropy",
        "surprise for entropy",
        {"p log p + q log q with log of p both": lambda p: -p * np.log2(p) - (1 - p) * np.log2(p)},
    ),
    *_in(
        "binary_entropy",
        None,
        {"4p(1-p)": lambda p: 4 * p * (1 - p), "min(p,1-p)*2": lambda p: 2 * min(p, 1 - p)},
    ),
    *_in(
        "binary_entropy",
        "where= without out=",
        {
            "where without out": lambda p: (lambda both: -np.sum(both * np.log2(both, where=both > 0)))(
                np.array([p, 1 - p])
            )
        },
    ),
    *_in(
        "conditional_entropy",
        None,
        {
            "the likeliest row": lambda joint: _row_entropies(joint)[joint.sum(axis=1).argmax()],
            "error rate": lambda joint: 1 - joint.max(axis=1).sum(),
            "two decimals": lambda joint: round(joint.sum(axis=1) @ _row_entropies(joint), 2),
            "row by row": lambda joint: joint.sum(axis=1) * _row_entropies(joint),
        },
    ),
    *_in(
        "mutual_information",
        None,
        {
            "chi squared": lambda joint: np.sum((joint - _independent(joint)) ** 2 / _independent(joint)),
            "differences": lambda joint: np.abs(joint - _independent(joint)).sum(),
            "normalised": lambda joint: rel_entr(joint, _independent(joint)).sum() / scipy.stats.entropy(joint.ravel()),
            "pointwise": lambda joint: np.log2(np.maximum(joint, 1e-300) / _independent(joint)),
        },
    ),
    *_in("information_content", "log of 1 − p", {"log2(1-p) neg": lambda p: -np.log2(1 - p)}),
    *_in(
        "information_content",
        None,
        {
            "1-p": lambda p: 1 - p,
            "log2(1+1/p)": lambda p: np.log2(1 + 1 / p),
            "logit": lambda p: np.log2((1 - p) / p),
            "ceil": lambda p: np.ceil(-np.log2(p)),
            "p**-1 bits": lambda p: 1 / p - 1,
            "root": lambda p: np.sqrt(-np.log2(p)),
        },
    ),
]

# The functions among them that make none of the mistakes we know.
UNNAMED: list[tuple[str, str, Function]] = [
    (one.quantity, one.what, one.made) for one in HANDED_IN if not one.mistakes and not one.inputs
]

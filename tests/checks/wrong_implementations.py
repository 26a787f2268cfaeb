"""Wrong answers in many hands: each function really makes its mistake, in bits, without the course's helpers."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.special
import scipy.stats
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, expit, log_softmax, logsumexp, rel_entr, xlog1py, xlogy
from sklearn.metrics import brier_score_loss, mean_squared_error, mutual_info_score

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


def _rows_kl(t: Any, s: Any) -> Any:
    return rel_entr(_naive_softmax(t), _naive_softmax(s)).sum(axis=1) / LN2


# ---- One mistake each: the quantity, the mistake's name, and the function that makes it

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
    ("bits_per_byte", "conversion turned round", lambda nats, tokens, size: nats * LN2 * tokens / size),
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

"""The measures: how much information, how much uncertainty, at what cost.

P is the truth and Q the model, always in that order. Each measure is computed in bits and converted last.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .blocks import Floats, summed_over_blocks
from .labelled import categories, must_be_labelled_alike
from .validation import (
    NATS_PER_BIT,
    Result,
    Unit,
    amounts,
    costs,
    distribution,
    in_unit,
    joint_distribution,
    must_be_a_unit,
    pair_of_distributions,
    plain,
    probabilities,
)

BITS_PER_NAT = 1 / NATS_PER_BIT
TINY = 1e-290  # not far above it a float loses digits


def information_content(p: ArrayLike, unit: Unit = "bits") -> Result:
    """How surprising an event of probability p is: −log p (its self-information, or surprisal).

    Parameters
    ----------
    p : float or array of any shape
        Probability of each event, from 0 to 1.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of p
        In `unit`; `inf` for an event that cannot happen.

    Raises
    ------
    TypeError
        If p holds anything but real numbers.
    ValueError
        If p is empty or holds a number outside 0 … 1, or if `unit` is unknown.

    Examples
    --------
    >>> information_content(0.25)
    2.0
    >>> information_content([1, 0.5, 0])
    array([ 0.,  1., inf])

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication.
    """
    p = probabilities(p, "p")
    with np.errstate(divide="ignore"):
        return in_unit(-np.log2(p), unit)


def entropy(p: ArrayLike, unit: Unit = "bits", axis: int = -1) -> Result:
    """How uncertain we are on average before we look: H(P) = −Σ p log p.

    Parameters
    ----------
    p : array of shape (..., outcomes)
        One distribution, or a batch of them; each sums to 1 along `axis`, to half the digits of its type (1.5e-8 for
        float64, 3.5e-4 for float32, 0.03 for float16).
    unit : "bits" or "nats"
    axis : int
        Where the outcomes of one distribution lie.

    Returns
    -------
    float or array of the shape of the batch
        In `unit`, from 0 (certain) to log(outcomes) (all equally likely).

    Raises
    ------
    TypeError
        If p is a bare number or holds anything but real numbers.
    ValueError
        If p is empty, holds a number outside 0 … 1 or does not sum to 1, or if `unit` or `axis` is wrong.

    Examples
    --------
    >>> entropy([0.5, 0.5])
    1.0
    >>> round(entropy([0.9, 0.1]), 3)
    0.469
    >>> entropy([[1, 0], [0.5, 0.5]])
    array([0., 1.])

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 6.
    """
    p = distribution(p, "p", axis)
    return in_unit(0.0 - summed_over_blocks(weighted_log, p, p), unit)


def binary_entropy(p: ArrayLike, unit: Unit = "bits") -> Result:
    """How uncertain one yes/no event of probability p is: the entropy of (p, 1 − p).

    Parameters
    ----------
    p : float or array of any shape
        Probability of "yes", from 0 to 1.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of p
        In `unit`, from 0 to 1 bit; exact even where 1 − p rounds to 1.

    Raises
    ------
    TypeError
        If p holds anything but real numbers.
    ValueError
        If p is empty or holds a number outside 0 … 1, or if `unit` is unknown.

    Examples
    --------
    >>> binary_entropy(0.5)
    1.0
    >>> round(binary_entropy(0.99), 4)
    0.0808

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., example 2.1.1.
    """
    p = probabilities(p, "p")
    return in_unit(binary_cross_entropies(p, p), unit)


def cross_entropy(p: ArrayLike, q: ArrayLike, unit: Unit = "bits", axis: int = -1) -> Result:
    """What it costs to describe the truth P with the model's Q: H(P, Q) = −Σ p log q.

    Parameters
    ----------
    p : array of shape (..., outcomes)
        The truth; sums to 1 along `axis`.
    q : array of shape (..., outcomes)
        The model, over the same outcomes; batches of p and q broadcast against each other.
    unit : "bits" or "nats"
    axis : int
        Where the outcomes of one distribution lie, in p and in q.

    Returns
    -------
    float or array of the shape of the batch
        In `unit`; never below entropy(p) (Gibbs' inequality); `inf` where q is 0 and p is not.

    Raises
    ------
    TypeError
        If p or q is a bare number or holds anything but real numbers.
    ValueError
        If p or q is no distribution (see `entropy`) or their shapes do not match.

    Examples
    --------
    >>> round(cross_entropy([0.7, 0.2, 0.1], [0.1, 0.1, 0.8]), 4)
    3.0219
    >>> cross_entropy([0.5, 0.5], [1, 0])
    inf

    References
    ----------
    Kerridge, D. F. (1961), Inaccuracy and Inference.
    """
    p, q = pair_of_distributions(p, q, axis)
    return in_unit(0.0 - summed_over_blocks(weighted_log, p, q), unit)


def kl_divergence(p: ArrayLike, q: ArrayLike, unit: Unit = "bits", axis: int = -1) -> Result:
    """How much of the cost is the model's own fault: KL(P‖Q) = Σ p log(p/q), the relative entropy.

    Parameters
    ----------
    p : array of shape (..., outcomes)
        The truth; sums to 1 along `axis`.
    q : array of shape (..., outcomes)
        The model, over the same outcomes; batches of p and q broadcast against each other.
    unit : "bits" or "nats"
    axis : int
        Where the outcomes of one distribution lie, in p and in q.

    Returns
    -------
    float or array of the shape of the batch
        In `unit`; never negative, 0 where P and Q are equal, `inf` where q is 0 and p is not.

    Raises
    ------
    TypeError
        If p or q is a bare number or holds anything but real numbers.
    ValueError
        If p or q is no distribution (see `entropy`) or their shapes do not match.

    Examples
    --------
    >>> round(kl_divergence([0.5, 0.5], [0.1, 0.9]), 4)
    0.737
    >>> kl_divergence([0.5, 0.5], [0, 1])
    inf

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    p, q = pair_of_distributions(p, q, axis)
    return in_unit(summed_over_blocks(_divergence_terms, p, q), unit)


def js_divergence(p: ArrayLike, q: ArrayLike, unit: Unit = "bits", axis: int = -1) -> Result:
    """How far P and Q are, on average, from the mixture M of both: (KL(P‖M) + KL(Q‖M)) / 2.

    Parameters
    ----------
    p, q : arrays of shape (..., outcomes)
        Two distributions over the same outcomes; their order makes no difference.
    unit : "bits" or "nats"
    axis : int
        Where the outcomes of one distribution lie, in p and in q.

    Returns
    -------
    float or array of the shape of the batch
        In `unit`, from 0 to 1 bit. It is the divergence: the Jensen–Shannon distance is its square root.

    Raises
    ------
    TypeError
        If p or q is a bare number or holds anything but real numbers.
    ValueError
        If p or q is no distribution (see `entropy`) or their shapes do not match.

    Examples
    --------
    >>> js_divergence([1, 0], [0, 1])
    1.0
    >>> round(js_divergence([0.7, 0.2, 0.1], [0.33, 0.33, 0.34]), 4)
    0.1105

    References
    ----------
    Lin, J. (1991), Divergence Measures Based on the Shannon Entropy.
    """
    p, q = pair_of_distributions(p, q, axis)
    return in_unit(np.minimum(summed_over_blocks(_mixture_terms, p, q), 1.0), unit)  # above it is rounding


def conditional_entropy(joint: ArrayLike, unit: Unit = "bits") -> Result:
    """How uncertain Y still is, on average, once X is known: H(Y | X).

    Parameters
    ----------
    joint : array of shape (..., values of X, values of Y)
        Probability of each pair; a table sums to 1. Rows are what we know, columns what we ask.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of the batch
        In `unit`, from 0 to the entropy of Y.

    Raises
    ------
    TypeError
        If joint holds anything but real numbers.
    ValueError
        If joint has fewer than two axes, holds a number outside 0 … 1 or does not sum to 1.

    Examples
    --------
    >>> conditional_entropy([[0.25, 0.25], [0.5, 0]])
    0.5

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 6.
    """
    joint = joint_distribution(joint, "joint")
    # With m a row's largest entry: Σ j log(row/j) = Σ j log(m/j) + row · log(row/m). Both parts are positive,
    # and row/m − 1 comes from the other entries alone, so a nearly certain row loses no digits.
    largest = joint.max(axis=-1, keepdims=True)
    scale = np.where(largest > 0, largest, 1)
    others = without_largest(joint).sum(axis=-1)
    within = 0.0 - summed_over_blocks(weighted_log, joint, joint / scale)
    between = joint.sum(axis=-1) * np.log1p(others / scale[..., 0]) * BITS_PER_NAT
    return in_unit((within + between).sum(axis=-1), unit)


def mutual_information(joint: ArrayLike, unit: Unit = "bits") -> Result:
    """How much knowing X tells about Y: the KL divergence of the joint from the product of its marginals.

    Parameters
    ----------
    joint : array of shape (..., values of X, values of Y)
        Probability of each pair; a table sums to 1.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of the batch
        In `unit`; never negative, 0 where X and Y are independent.

    Raises
    ------
    TypeError
        If joint holds anything but real numbers.
    ValueError
        If joint has fewer than two axes, holds a number outside 0 … 1 or does not sum to 1.

    Examples
    --------
    >>> mutual_information([[0.5, 0], [0, 0.5]])
    1.0
    >>> mutual_information([[0.25, 0.25], [0.25, 0.25]])
    0.0

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.3.
    """
    joint = joint_distribution(joint, "joint")
    independent = joint.sum(axis=-1, keepdims=True) * joint.sum(axis=-2, keepdims=True)
    flat = (*joint.shape[:-2], -1)
    return in_unit(summed_over_blocks(_divergence_terms, joint.reshape(flat), independent.reshape(flat)), unit)


def information_gain(labels: ArrayLike, groups: ArrayLike, unit: Unit = "bits") -> Result:
    """How much a question about the groups tells about the labels: H(labels) − H(labels | groups).

    Parameters
    ----------
    labels : array of shape (samples,)
        The class of each sample: numbers or text.
    groups : array of shape (samples,)
        The answer of each sample to the question.
    unit : "bits" or "nats"

    Returns
    -------
    float
        In `unit`; never negative, at most the entropy of the labels.

    Raises
    ------
    ValueError
        If labels and groups are not two lists of the same length, or hold a nan.

    Examples
    --------
    >>> information_gain(["cat", "cat", "dog", "dog"], ["small", "small", "large", "large"])
    1.0

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees.
    """
    counts = count_table(labels, groups)
    return mutual_information(counts / counts.sum(), unit)


def count_table(labels: ArrayLike, groups: ArrayLike) -> NDArray[np.intp]:
    """Count how often each answer comes with each class; divided by the samples, it is their joint distribution.

    Parameters
    ----------
    labels : array of shape (samples,)
        The class of each sample: numbers or text.
    groups : array of shape (samples,)
        The answer of each sample to the question.

    Returns
    -------
    array of ints of shape (answers, classes)
        Both in rising order.

    Raises
    ------
    ValueError
        If labels and groups are not two lists of the same length, or hold a nan.

    Examples
    --------
    >>> count_table(["cat", "cat", "dog"], ["no", "yes", "yes"])
    array([[1, 0],
           [1, 1]])

    References
    ----------
    Pearson, K. (1904), On the Theory of Contingency and Its Relation to Association and Normal Correlation.
    """
    rows, columns = categories(groups, "groups"), categories(labels, "labels")
    if len(rows) != len(columns):
        raise ValueError(f"`labels` has {len(columns)} samples and `groups` has {len(rows)}; each sample needs both.")
    must_be_labelled_alike(labels, groups, ("labels", "groups"))
    shape = (rows.max() + 1, columns.max() + 1)
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)


def perplexity(cross_entropy: ArrayLike, unit: Unit = "bits") -> Result:
    """Among how many equally likely choices a blind guess would cost as much: 2^bits, or e^nats.

    It is what the model pays, and not between how many choices it hesitates: a model that is sure and wrong pays
    like a guess among very many. The two agree for a model whose probabilities are right.

    Parameters
    ----------
    cross_entropy : float or array of any shape
        The average cost of an outcome, in `unit`.
    unit : "bits" or "nats"
        The unit that `cross_entropy` is in. The perplexity itself has none.

    Returns
    -------
    float or array of the shape of cross_entropy
        A number of choices, at least 1; `inf` for an infinite cost.

    Raises
    ------
    TypeError
        If cross_entropy holds anything but real numbers.
    ValueError
        If cross_entropy is empty, nan or negative, or if `unit` is unknown.

    Examples
    --------
    >>> perplexity(3)
    8.0
    >>> round(perplexity(bits_to_nats(3), unit="nats"), 12)
    8.0

    References
    ----------
    Jelinek, F. et al. (1977), Perplexity: a measure of the difficulty of speech recognition tasks.
    """
    cost = costs(cross_entropy, "cross_entropy")
    must_be_a_unit(unit, " For two distributions: perplexity(cross_entropy(p, q)).")
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        return plain(np.exp2(cost) if unit == "bits" else np.exp(cost))


def bits_to_nats(bits: ArrayLike) -> Result:
    """Give in nats an amount of information that is in bits: one bit is ln 2 nats.

    Parameters
    ----------
    bits : float or array of any shape
        An amount in bits.

    Returns
    -------
    float or array of the shape of bits
        In nats.

    Raises
    ------
    TypeError
        If bits holds anything but real numbers.
    ValueError
        If bits is empty or nan.

    Examples
    --------
    >>> round(bits_to_nats(1), 4)
    0.6931

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, introduction.
    """
    return plain(amounts(bits, "bits") * NATS_PER_BIT)


def nats_to_bits(nats: ArrayLike) -> Result:
    """Give in bits an amount of information that is in nats: one nat is 1/ln 2 bits.

    Parameters
    ----------
    nats : float or array of any shape
        An amount in nats.

    Returns
    -------
    float or array of the shape of nats
        In bits.

    Raises
    ------
    TypeError
        If nats holds anything but real numbers.
    ValueError
        If nats is empty or nan.

    Examples
    --------
    >>> round(nats_to_bits(1), 4)
    1.4427

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, introduction.
    """
    return plain(amounts(nats, "nats") / NATS_PER_BIT)


def weighted(p: Floats, values: Floats) -> Floats:
    """Give p · values, where an outcome that never happens (p = 0) costs nothing, whatever its value."""
    with np.errstate(invalid="ignore"):
        terms = p * values
    terms[p == 0] = 0
    return terms


def without_largest(rows: Floats) -> Floats:
    """Copy rows, with 0 in place of one largest entry of each."""
    others = rows.copy()
    np.put_along_axis(others, rows.argmax(axis=-1, keepdims=True), 0, axis=-1)
    return others


def binary_cross_entropies(p: Floats, q: Floats) -> Floats:
    """Cost in bits of each yes/no event of probability p under the model's q."""
    with np.errstate(divide="ignore"):
        yes = weighted(np.atleast_1d(p), np.log2(q))
        no = weighted(np.atleast_1d(1 - p), np.log1p(-q)) * BITS_PER_NAT  # exact where 1 - q would round
    return (0.0 - yes - no).reshape(p.shape)


def weighted_log(p: Floats, q: Floats) -> Floats:
    """Give p · log2 q, with 0 · log 0 = 0: the terms of every entropy, as negative numbers of bits."""
    with np.errstate(divide="ignore"):
        return weighted(p, np.log2(q))


def _divergence_terms(p: Floats, q: Floats) -> Floats:
    return excess(p, q, q - p)


def _mixture_terms(p: Floats, q: Floats) -> Floats:
    half = (q - p) / 2
    mixture = p + half
    terms = (excess(p, mixture, half) + excess(q, mixture, -half)) / 2
    return np.where(mixture > 0, terms, 0)  # half of the smallest float is 0, and no outcome is ruled out by that


def excess(p: Floats, q: Floats, difference: Floats) -> Floats:
    """Give p log2(p/q) − (p − q)/ln 2 of arrays with one axis at least: in bits, and never negative."""
    # What is taken off vanishes from a sum over outcomes, as P and Q each sum to 1, but it leaves nothing to
    # cancel between terms: the textbook sum of p log(p/q) loses every digit when P and Q are close.
    # `difference` is q − p, passed in because a rounded q would spoil it.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # 0/0 and x/0 stand beside p = 0, which takes the logarithm out, as long as it is finite.
        ratio = np.fmin(q / p, np.finfo(np.float64).max)
        terms = difference * BITS_PER_NAT - p * np.log2(ratio)
    far = np.flatnonzero((ratio < TINY) & (q > 0))  # so small that the ratio has lost digits
    truth = p.ravel()[far]
    terms.flat[far] = difference.ravel()[far] * BITS_PER_NAT - truth * (np.log2(q.ravel()[far]) - np.log2(truth))
    near = np.flatnonzero((ratio > 0.99) & (ratio < 1.01))
    terms.flat[near] = _excess_of_neighbours(p.ravel()[near], difference.ravel()[near])
    return terms


def _excess_of_neighbours(p: Floats, difference: Floats) -> Floats:
    # p (t − ln(1 + t)) with t = difference/p and ln(1 + t) = 2 artanh(s), as its power series in s.
    t = difference / p
    s = t / (2 + t)
    square = s * s
    return p * s * (t - 2 * square * (1 / 3 + square / 5)) * BITS_PER_NAT

"""From a model's scores to a distribution, and from a distribution to the loss that trains it.

Losses are in nats unless asked otherwise, as in every deep-learning framework. The truth comes first.
"""

import numpy as np
from numpy.typing import ArrayLike

from .blocks import Floats, summed_over_blocks
from .information import BITS_PER_NAT, binary_cross_entropies, weighted, weighted_log, without_largest
from .labelled import must_be_labelled_alike
from .validation import (
    Unit,
    class_scores,
    distribution,
    in_unit,
    must_leave_a_class,
    must_match,
    one_above_0,
    one_axis,
    one_probability,
    probabilities,
    targets,
)


def softmax(logits: ArrayLike, temperature: float = 1.0, axis: int = -1) -> Floats:
    """Turn scores into a distribution: exp(score / temperature), divided by their sum.

    Parameters
    ----------
    logits : array of shape (..., classes)
        Any numbers; only their differences matter. −inf is the score of a class that is masked out.
    temperature : float
        Above 1 evens the distribution out, below 1 sharpens it.
    axis : int
        Where the classes lie.

    Returns
    -------
    array of the shape of logits
        Probabilities, summing to 1 along `axis`.

    Raises
    ------
    TypeError
        If logits is a bare number or holds anything but real numbers.
    ValueError
        If logits is empty, holds a nan or inf, or masks every class, or if the temperature is not a positive number.

    Examples
    --------
    >>> softmax([2.0, 2.0])
    array([0.5, 0.5])
    >>> softmax([1000.0, 0.0])
    array([1., 0.])

    References
    ----------
    Bridle, J. S. (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs.
    """
    scores = _below_the_largest(logits, temperature, axis)
    powers = np.exp(scores)
    return np.moveaxis(powers / powers.sum(axis=-1, keepdims=True), -1, axis)


def log_softmax(logits: ArrayLike, temperature: float = 1.0, axis: int = -1) -> Floats:
    """Give the natural logarithm of softmax, exact where softmax itself rounds to 0 or 1.

    Parameters
    ----------
    logits : array of shape (..., classes)
        Any numbers; only their differences matter. −inf is the score of a class that is masked out.
    temperature : float
        Above 1 evens the distribution out, below 1 sharpens it.
    axis : int
        Where the classes lie.

    Returns
    -------
    array of the shape of logits
        Log-probabilities in nats, each at most 0.

    Raises
    ------
    TypeError
        If logits is a bare number or holds anything but real numbers.
    ValueError
        If logits is empty, holds a nan or inf, or masks every class, or if the temperature is not a positive number.

    Examples
    --------
    >>> log_softmax([1000.0, 0.0])
    array([    0., -1000.])

    References
    ----------
    Blanchard, P., Higham, D. J. and Higham, N. J. (2021), Accurately Computing the Log-Sum-Exp and Softmax
    Functions.
    """
    scores = _below_the_largest(logits, temperature, axis)
    # The largest score is 0 here and its power 1, so ln Σ exp(score) = ln(1 + the other powers).
    others = without_largest(np.exp(scores)).sum(axis=-1, keepdims=True)
    return np.moveaxis(scores - np.log1p(others), -1, axis)


def binary_cross_entropy(y_true: ArrayLike, y_pred: ArrayLike, unit: Unit = "nats") -> float:
    """Average price of yes/no predictions (log loss): the mean of −y log p − (1 − y) log(1 − p).

    Parameters
    ----------
    y_true : float or array of any shape
        What happened: 1 for yes, 0 for no (or a probability in between).
    y_pred : float or array of the same shape
        The probability of "yes" that the model gave.
    unit : "nats" or "bits"

    Returns
    -------
    float
        In `unit`, averaged over all predictions; `inf` if the model ruled out what happened.

    Raises
    ------
    TypeError
        If y_true or y_pred holds anything but real numbers.
    ValueError
        If either is empty or holds a number outside 0 … 1, or if their shapes differ.

    Examples
    --------
    >>> round(binary_cross_entropy([1, 0, 1, 1, 0], [0.9, 0.1, 0.8, 0.9, 0.2]), 4)
    0.1525
    >>> binary_cross_entropy([1, 0], [1, 0])
    0.0

    References
    ----------
    Good, I. J. (1952), Rational Decisions.
    """
    truth, model = probabilities(y_true, "y_true"), probabilities(y_pred, "y_pred")
    if truth.shape != model.shape:
        raise ValueError(
            f"`y_true` has shape {truth.shape} and `y_pred` has shape {model.shape}; they must have the same "
            "shape, one prediction for each truth."
        )
    must_be_labelled_alike(y_true, y_pred, ("y_true", "y_pred"))
    return float(in_unit(np.asarray(np.mean(binary_cross_entropies(truth, model))), unit))


def categorical_cross_entropy(y_true: ArrayLike, y_pred: ArrayLike, unit: Unit = "nats") -> float:
    """Average price of predictions among several classes (negative log-likelihood), from their probabilities.

    Parameters
    ----------
    y_true : array of shape (..., classes)
        The truth, a row for each prediction: one-hot rows (`np.eye(classes)[labels]`) or smoothed ones.
    y_pred : array of shape (..., classes)
        The probabilities that the model gave.
    unit : "nats" or "bits"

    Returns
    -------
    float
        In `unit`, averaged over the batch, not over the classes; `inf` if the model ruled out what happened.

    Raises
    ------
    TypeError
        If either is a bare number or holds anything but real numbers.
    ValueError
        If either is no distribution along its last axis or their shapes do not match.

    Examples
    --------
    >>> round(categorical_cross_entropy([0, 1, 0], [0.1, 0.7, 0.2]), 4)
    0.3567

    References
    ----------
    Bridle, J. S. (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs.
    """
    model = distribution(y_pred, "y_pred", -1)
    truth = targets(y_true, y_pred, "y_pred")
    must_match(truth, model, ("y_true", "y_pred"))
    costs = 0.0 - summed_over_blocks(weighted_log, truth, model)
    return float(in_unit(np.asarray(np.mean(costs)), unit))


def categorical_cross_entropy_from_logits(y_true: ArrayLike, logits: ArrayLike, unit: Unit = "nats") -> float:
    """Average price of predictions among several classes (negative log-likelihood), from the model's raw scores.

    Parameters
    ----------
    y_true : array of shape (..., classes)
        The truth, a row for each prediction: one-hot rows (`np.eye(classes)[labels]`) or smoothed ones.
    logits : array of shape (..., classes)
        Any numbers, before softmax; −inf for a class that is masked out.
    unit : "nats" or "bits"

    Returns
    -------
    float
        In `unit`, averaged over the batch, not over the classes; exact for logits of any size up to 1e307, and
        `inf` where the truth is masked out.

    Raises
    ------
    TypeError
        If either is a bare number or holds anything but real numbers.
    ValueError
        If y_true is no distribution along its last axis, logits hold a nan or inf, or the shapes do not match.

    Examples
    --------
    >>> categorical_cross_entropy_from_logits([0, 1], [1000.0, 0.0])
    1000.0

    References
    ----------
    Goodfellow, I., Bengio, Y. and Courville, A. (2016), Deep Learning, section 6.2.2.3.
    """
    scores = log_softmax(logits)
    truth = targets(y_true, logits, "logits")
    must_match(truth, scores, ("y_true", "logits"))
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        costs = 0.0 - weighted(*np.broadcast_arrays(truth, scores)).sum(axis=-1)
        return float(in_unit(np.asarray(np.mean(costs) * BITS_PER_NAT), unit))


def smooth_labels(y_true: ArrayLike, epsilon: float) -> Floats:
    """Move a share ε of each target to all classes evenly: (1 − ε) · y + ε / classes.

    This smooths the targets, so the loss can no longer reach 0. Giving every outcome of the model some
    probability is another thing: smoothing the model.

    Parameters
    ----------
    y_true : array of shape (..., classes)
        The truth as a distribution, usually one-hot rows.
    epsilon : float
        The share to move, from 0 to 1.

    Returns
    -------
    array of the shape of y_true
        Distributions along the last axis.

    Raises
    ------
    TypeError
        If y_true is a bare number, or either holds anything but real numbers.
    ValueError
        If y_true is no distribution along its last axis, or epsilon is outside 0 … 1.

    Examples
    --------
    >>> smooth_labels([1, 0], 0.1)
    array([0.95, 0.05])

    References
    ----------
    Szegedy, C. et al. (2016), Rethinking the Inception Architecture for Computer Vision, section 7.
    """
    truth = distribution(y_true, "y_true", -1)
    share = one_probability(epsilon, "epsilon")
    return np.asarray((1 - share) * truth + share / truth.shape[-1] + 0.0)  # + 0.0 drops a signed zero


def _below_the_largest(logits: ArrayLike, temperature: float, axis: int) -> Floats:
    # Softmax does not change when all scores move together; with the largest at 0, exp cannot overflow.
    scores = class_scores(logits, "logits")
    heat = one_above_0(temperature, "temperature")
    scores = np.moveaxis(scores, one_axis(axis, scores.ndim, "logits", scores.shape), -1)
    must_leave_a_class(scores, "logits")
    with np.errstate(over="ignore"):  # a gap too wide for a float is −inf, whose power is 0
        return np.asarray((scores - scores.max(axis=-1, keepdims=True)) / heat)

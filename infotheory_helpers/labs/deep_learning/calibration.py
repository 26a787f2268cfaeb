"""Is a classifier as right as it is sure? Reliability, calibration error, and the temperature that mends it."""

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.labelled import must_be_labelled_alike
from infotheory_helpers.measures.losses import categorical_cross_entropy_from_logits
from infotheory_helpers.measures.validation import (
    class_scores,
    finite_numbers,
    must_match,
    one_whole_number,
    probabilities,
    targets,
)

COLDEST, HOTTEST = 0.01, 100.0  # where a temperature is looked for


def reliability(confidence: ArrayLike, correct: ArrayLike, bins: int = 10) -> Floats:
    """Sort predictions into bins by their confidence, and see how often those of a bin are right.

    Parameters
    ----------
    confidence : array of shape (samples,)
        The probability that the model gave to its own answer.
    correct : array of shape (samples,)
        True or 1 where that answer was right.
    bins : int
        Into how many equal parts to divide 0 … 1.

    Returns
    -------
    array of shape (filled bins, 3)
        For each bin that is not empty: mean confidence, share that is right, share of all samples; probabilities.

    Raises
    ------
    TypeError
        If anything holds something but real numbers.
    ValueError
        If the two are not lists of the same length, hold a number outside 0 … 1, or bins is not 1 or more.

    Examples
    --------
    >>> reliability([0.95, 0.95, 0.55, 0.55], [1, 1, 1, 0]).tolist()
    [[0.55, 0.5, 0.5], [0.95, 1.0, 0.5]]

    References
    ----------
    Guo, C. et al. (2017), On Calibration of Modern Neural Networks, section 2.
    """
    sure, right = probabilities(confidence, "confidence"), probabilities(correct, "correct")
    if sure.ndim != 1 or sure.shape != right.shape:
        raise ValueError(
            f"`confidence` has shape {sure.shape} and `correct` has shape {right.shape}; both must be lists of the "
            "same length, one entry for each prediction."
        )
    must_be_labelled_alike(confidence, correct, ("confidence", "correct"))
    bins = one_whole_number(bins, "bins", 1)
    place = np.minimum((sure * bins).astype(int), bins - 1)  # a confidence of 1 belongs to the last bin
    filled = [place == one for one in np.unique(place)]
    return np.array([[sure[inside].mean(), right[inside].mean(), inside.mean()] for inside in filled])


def calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 10) -> float:
    """Give how far confidence and share of right answers are apart: the expected calibration error (ECE).

    Parameters
    ----------
    confidence : array of shape (samples,)
        The probability that the model gave to its own answer.
    correct : array of shape (samples,)
        True or 1 where that answer was right.
    bins : int
        Into how many equal parts to divide 0 … 1.

    Returns
    -------
    float
        A difference of probabilities, from 0 to 1.

    Raises
    ------
    TypeError
        If anything holds something but real numbers.
    ValueError
        As `reliability`.

    Examples
    --------
    >>> round(calibration_error([0.95, 0.95, 0.55, 0.55], [1, 1, 1, 0]), 4)
    0.05

    References
    ----------
    Naeini, M. P., Cooper, G. and Hauskrecht, M. (2015), Obtaining Well Calibrated Probabilities Using Bayesian Binning.
    """
    sure, right, share = reliability(confidence, correct, bins).T
    return float(share @ np.abs(right - sure))


def calibrated_temperature(y_true: ArrayLike, logits: ArrayLike) -> float:
    """Give the one temperature, between 0.01 and 100, that makes the cross-entropy of logits / temperature least.

    Parameters
    ----------
    y_true : array of shape (samples, classes)
        The truth, as one-hot rows; of samples that the model was *not* trained on.
    logits : array of shape (samples, classes)
        The model's scores.

    Returns
    -------
    float
        Above 1 for a model that is too sure, below 1 for one that is not sure enough. It minimises the nats and the
        bits alike.

    Raises
    ------
    TypeError
        If either is a bare number or holds anything but real numbers.
    ValueError
        If y_true is no distribution along its last axis, logits are not finite, the shapes do not match, or no
        temperature from 0.01 to 100 is the best: the model is always right, or no better than chance, or scores all
        classes alike, or its scores are very large or very small.

    Examples
    --------
    >>> y_true = [[1, 0]] * 3 + [[0, 1]]
    >>> round(calibrated_temperature(y_true, [[2.2, 0.0]] * 4), 4)  # as it is, it says 0.90 and is right 3 times of 4
    2.0025

    References
    ----------
    Guo, C. et al. (2017), On Calibration of Modern Neural Networks, section 4.2.
    """
    from scipy.optimize import minimize_scalar  # slow to import, and only lab 10 needs it

    scores = class_scores(finite_numbers(logits, "logits"), "logits")
    truth = targets(y_true, logits, "logits")
    must_match(truth, scores, ("y_true", "logits"))
    on_truth = (truth * scores).sum(axis=-1)
    if (scores == scores[..., :1]).all():
        raise ValueError("`logits` are the same for all classes; a temperature changes nothing.")
    if (on_truth >= scores.max(axis=-1)).all():
        raise ValueError("`logits` are right for every sample; the colder the better, and no temperature is the best.")
    if on_truth.mean() <= scores.mean():
        raise ValueError("`logits` are no better than chance; the hotter the better, and no temperature is the best.")

    def cost(log_temperature: float) -> float:
        return categorical_cross_entropy_from_logits(truth, scores / np.exp(log_temperature))

    ends = np.log(COLDEST), np.log(HOTTEST)
    found = minimize_scalar(cost, bounds=ends, method="bounded", options={"xatol": 1e-9})
    if min(found.x - ends[0], ends[1] - found.x) < 1e-6:
        beyond = f"below {COLDEST}" if found.x < 0 else f"above {HOTTEST:g}"
        raise ValueError(
            f"`logits` are best at a temperature {beyond}, where none is looked for. Divide them by a number first, "
            "so that they differ by about 1 to 10."
        )
    return float(np.exp(found.x))

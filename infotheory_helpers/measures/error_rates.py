"""How often a guess must be wrong: from what is left uncertain to an error rate."""

import numpy as np
from numpy.typing import ArrayLike

from .blocks import Floats
from .information import binary_entropy
from .validation import Result, costs, one_whole_number, plain

HALVINGS = 60  # of an interval of length 1: more than a float can tell apart


def least_error_rate(conditional_entropy: ArrayLike, classes: int) -> Result:
    """How often even the best guess of Y must be wrong, if H(Y | X) bits are left: Fano's inequality.

    Parameters
    ----------
    conditional_entropy : float or array of any shape
        H(Y | X) in bits, from 0 to log2(classes).
    classes : int
        How many values Y can have, 2 at least.

    Returns
    -------
    float or array of the shape of conditional_entropy
        A probability (no unit), from 0 to 1 − 1/classes: the least e with H(e) + e · log2(classes − 1) ≥ H(Y | X).

    Raises
    ------
    TypeError
        If conditional_entropy holds anything but real numbers, or classes is no whole number.
    ValueError
        If conditional_entropy is negative or above log2(classes), or there are fewer than 2 classes.

    Examples
    --------
    >>> least_error_rate(0, 10)
    0.0
    >>> round(least_error_rate(1, 10), 4)
    0.1352

    References
    ----------
    Fano, R. M. (1961), Transmission of Information, section 6.2.
    """
    left = costs(conditional_entropy, "conditional_entropy")
    classes = one_whole_number(classes, "classes", least=2)
    most = np.log2(classes)
    if (left > most * (1 + 1e-12)).any():
        raise ValueError(
            f"`conditional_entropy` is {left.max():g} bits; of {classes} classes at most log2({classes}) = {most:.4f} "
            "bits can be uncertain. Is it in bits?"
        )
    low, high = np.zeros(left.shape), np.full(left.shape, 1 - 1 / classes)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = _can_be_left(middle, classes) >= left
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return plain(np.where(left == 0, 0.0, high))


def _can_be_left(error: Floats, classes: int) -> Floats:
    # Whether the guess is wrong, and if it is, which of the others it should have been. It rises up to 1 − 1/classes.
    return np.asarray(binary_entropy(error) + error * np.log2(classes - 1))

"""The KL divergence of two Gaussians, in closed form: no sampling, no grid."""

import numpy as np
from numpy.typing import ArrayLike

from .blocks import Floats
from .information import BITS_PER_NAT, excess
from .validation import Result, Unit, finite_numbers, in_unit, standard_deviations


def gaussian_kl(
    mean: ArrayLike, sd: ArrayLike, model_mean: ArrayLike = 0, model_sd: ArrayLike = 1, unit: Unit = "bits"
) -> Result:
    """How much a Gaussian truth costs under a Gaussian model: KL(N(mean, sd²) ‖ N(model_mean, model_sd²)).

    Parameters
    ----------
    mean, sd : float or array
        The truth: its mean and its standard deviation (not the variance).
    model_mean, model_sd : float or array
        The model, likewise; the standard Gaussian if left out.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape that the four have together
        In `unit`, never negative; 0 only where the two are the same.

    Raises
    ------
    TypeError
        If any of the four holds anything but real numbers.
    ValueError
        If any is empty or not finite, if a standard deviation is not above 0, or if the shapes do not fit.

    Examples
    --------
    >>> gaussian_kl(0, 1)
    0.0
    >>> round(gaussian_kl(0, 1, model_sd=2), 4)
    0.459
    >>> gaussian_kl([0, 2], 1, unit="nats")
    array([0., 2.])

    References
    ----------
    Kullback, S. (1959), Information Theory and Statistics, chapter 9.
    """
    names = ("mean", "sd", "model_mean", "model_sd")
    given = [
        finite_numbers(mean, "mean"),
        standard_deviations(sd, "sd"),
        finite_numbers(model_mean, "model_mean"),
        standard_deviations(model_sd, "model_sd"),
    ]
    try:
        centre, width, model_centre, model_width = np.broadcast_arrays(*given)
    except ValueError:
        shapes = ", ".join(f"`{name}` {value.shape}" for name, value in zip(names, given, strict=True))
        raise ValueError(f"the shapes do not fit each other: {shapes}. Use one shape, or single numbers.") from None
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        shift = (centre - model_centre) / model_width
        bits = _spread_bits(width, model_width) + shift**2 / 2 * BITS_PER_NAT
    return in_unit(bits, unit)


def _spread_bits(width: Floats, model_width: Floats) -> Floats:
    # (r² − 1)/2 − ln r, for r = width/model_width, written as (r − 1 − ln r) + (r − 1)²/2: both parts are ≥ 0,
    # so that nothing cancels where r is close to 1.
    ratio = np.atleast_1d(width / model_width)
    beyond = np.atleast_1d((width - model_width) / model_width)
    bits = excess(np.ones_like(ratio), ratio, beyond) + beyond**2 / 2 * BITS_PER_NAT
    return np.asarray(bits.reshape(np.shape(width)))

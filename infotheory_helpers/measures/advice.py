"""What a wrong input probably is: it is looked at as a whole before anything is advised."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

HUNDRED = 100


def fault_of(value: Any) -> str:
    """Say why a number is no probability."""
    if value < 0:
        return "a probability is never negative."
    return "a probability is never above 1." if value > 1 else "a probability is a number from 0 to 1."


def for_single_probabilities(array: NDArray[Any], name: str) -> str:
    """Advise on numbers that should each be a probability on its own."""
    if not np.isfinite(array).all():
        return ""
    sigmoid = f"if these are scores (logits), the sigmoid makes probabilities of them: 1 / (1 + np.exp(-{name}))."
    if array.min() >= 0:
        percent = " If it is a percentage, divide it by 100" if 2 < array.max() <= HUNDRED else ""
        return percent + (f"; {sigmoid}" if percent and name == "y_pred" else "." if percent else "")
    if array.max() <= 0 and array.size > 1:
        return f" If these are log-probabilities, take np.exp({name}); {sigmoid}"
    return f" {sigmoid.capitalize()}" if array.size > 1 or name == "y_pred" else ""


def for_distributions(array: NDArray[Any], name: str, axes: tuple[int, ...]) -> str:
    """Advise on numbers that are no distributions along these axes."""
    sums = array.sum(axis=axes, dtype=np.float64)
    if not np.isfinite(array).all() or array.min() >= 0:
        return _for_amounts(array, name, axes, sums)
    with np.errstate(over="ignore"):
        of_powers = np.exp(array).sum(axis=axes)
    if np.allclose(of_powers, 1, atol=1e-3):
        return f" These are log-probabilities: take np.exp({name})."
    if np.allclose(sums, 1, atol=1e-3):
        return ""
    return f" If these are scores (logits), make a distribution of them: softmax({name})."


def _for_amounts(array: NDArray[Any], name: str, axes: tuple[int, ...], sums: Any) -> str:
    whole = (array == np.floor(array)).all()
    if name == "y_true" and whole:
        counts = shares(name, array.ndim, axes, "counts")
        return f" If these are class numbers, make a row of each: np.eye(classes)[{name}].{counts}"
    if np.allclose(sums, HUNDRED):
        return shares(name, array.ndim, axes, "counts or per cent")
    return shares(name, array.ndim, axes, "counts" if whole and array.max() > 1 else "counts or weights")


def shares(name: str, ndim: int, axes: tuple[int, ...], kind: str = "counts or weights") -> str:
    """Offer the line that divides by the sum."""
    over = name if ndim == len(axes) else f"{name}, axis={axes[0] if len(axes) == 1 else axes}, keepdims=True"
    return f" If these are {kind}, divide them by their sum: {name} / np.sum({over})."


def for_a_wrong_sum(array: NDArray[Any], name: str, axes: tuple[int, ...], tolerance: float) -> str:
    """Advise on probabilities that do not sum to 1 along these axes: perhaps they do along another."""
    for axis in range(array.ndim if len(axes) == 1 else 0):
        if axis not in axes and (np.abs(array.sum(axis=axis, dtype=np.float64) - 1) <= tolerance).all():
            return f" Along axis {axis} all sums are 1: are the outcomes there? Then axis={axis}, or transpose it."
    return " Is an outcome missing?" + shares(name, array.ndim, axes)

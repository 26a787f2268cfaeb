"""Looks at what the reader passed in and, where it cannot be meant, says what is wrong and where.

Nothing is clipped and nothing is normalised: an input is either used as it is or refused.
"""

from collections.abc import Sequence
from numbers import Real
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .blocks import Floats, blocks, row_sums

Unit = Literal["bits", "nats"]
Result = Any  # a float for one distribution, an array for a batch

NATS_PER_BIT = float(np.log(2))


def in_unit(bits: Floats, unit: Unit) -> Result:
    """Turn an amount in bits into `unit`: a plain float for one amount, an array for many."""
    if unit not in ("bits", "nats"):
        raise ValueError(f'`unit` is {unit!r}; it must be "bits" or "nats".')
    amount = bits * NATS_PER_BIT if unit == "nats" else bits
    return plain(amount)


def plain(array: Floats) -> Result:
    """Give a lone number as a Python float, without a signed zero (−0.0 + 0.0 is 0.0)."""
    array = array + 0.0
    return float(array) if array.ndim == 0 else array


def numbers(value: ArrayLike, name: str) -> NDArray[Any]:
    """Return `value` as an array of real numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"`{name}` has rows of different lengths; give every row the same number of entries."
        ) from None
    if array.dtype.kind not in "biuf":
        array = _real_objects(value, name)
    if array.size == 0:
        raise ValueError(f"`{name}` is empty (shape {array.shape}); it needs at least one number.")
    return array


def finite_numbers(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of finite real numbers."""
    array = numbers(value, name).astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        where = _first(~np.isfinite(array))
        raise ValueError(f"{_place(name, where)} is {array[where]}; it must be a finite number.")
    return array


def whole_numbers(value: ArrayLike, name: str, least: int = 0) -> Floats:
    """Return `value` as an array of whole numbers, none below `least`."""
    array = numbers(value, name).astype(np.float64, copy=False)
    wrong = ~(np.isfinite(array) & (array >= least) & (array == np.floor(array)))
    if wrong.any():
        where = _first(wrong)
        raise ValueError(f"{_place(name, where)} is {array[where]:g}; it must be a whole number, {least} or more.")
    return array


def class_scores(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of finite scores, one for each class at least."""
    scores = finite_numbers(value, name)
    if scores.ndim == 0:
        raise TypeError(f"`{name}` is the bare number {scores}; it must hold one score for each class.")
    return scores


def one_above_0(value: ArrayLike, name: str) -> Floats:
    """Return `value` as one finite number above 0."""
    number = finite_numbers(value, name)
    if number.ndim or number <= 0:
        raise ValueError(f"`{name}` is {value!r}; it must be one number above 0.")
    return number


def one_probability(value: ArrayLike, name: str) -> Floats:
    """Return `value` as one number from 0 to 1."""
    share = probabilities(value, name)
    if share.ndim:
        raise ValueError(f"`{name}` has shape {share.shape}; it must be one number.")
    return share


def standard_deviations(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of finite numbers above 0."""
    array = finite_numbers(value, name)
    if not (array > 0).all():
        where = _first(array <= 0)
        raise ValueError(
            f"{_place(name, where)} is {array[where]:g}; a standard deviation is above 0. If it is kept as a "
            "logarithm, take np.exp of it first."
        )
    return array


def amounts(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of amounts of information, of which only nan is refused."""
    array = numbers(value, name).astype(np.float64, copy=False)
    if np.isnan(array).any():
        raise ValueError(f"{_place(name, _first(np.isnan(array)))} is nan; it must be a number.")
    return array


def probabilities(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of numbers from 0 to 1, each a probability on its own."""
    array = numbers(value, name)
    if not (array.min() >= 0 and array.max() <= 1):
        raise _outside_zero_to_one(array, name, " If it is a percentage, divide it by 100.")
    return array.astype(np.float64, copy=False)


def distribution(value: ArrayLike, name: str, axis: int) -> Floats:
    """Return `value` as probabilities that sum to 1 along `axis`, with that axis moved to the end."""
    array = numbers(value, name)
    if array.ndim == 0:
        raise TypeError(
            f"`{name}` is the bare number {array}, where a distribution belongs: one probability for each "
            f"outcome, such as ({array}, 1 - {array}). For one yes/no event there is binary_entropy({array})."
        )
    if not -array.ndim <= axis < array.ndim:
        raise ValueError(f"`axis` is {axis}, but `{name}` has only {array.ndim} axes (shape {array.shape}).")
    rows = array if axis in (-1, array.ndim - 1) else np.moveaxis(array, axis, -1)
    _must_sum_to_one(rows, array, name, (axis % array.ndim,))
    return rows.astype(np.float64, copy=False)


def joint_distribution(value: ArrayLike, name: str) -> Floats:
    """Return `value` as tables of probabilities, each summing to 1 over its last two axes."""
    array = numbers(value, name)
    if array.ndim < 2:
        raise ValueError(
            f"`{name}` has shape {array.shape}; a joint distribution is a table, one row for each value of X "
            "and one column for each value of Y."
        )
    tables = array.reshape(*array.shape[:-2], -1)
    _must_sum_to_one(tables, array, name, (array.ndim - 2, array.ndim - 1))
    return array.astype(np.float64, copy=False)


def pair_of_distributions(p: ArrayLike, q: ArrayLike, axis: int, names: Sequence[str] = "pq") -> tuple[Floats, Floats]:
    """Return the truth `p` and the model `q`, checked to describe the same outcomes."""
    truth = distribution(p, names[0], axis)
    model = distribution(q, names[1], axis)
    must_match(truth, model, names)
    return truth, model


def must_match(truth: Floats, model: Floats, names: Sequence[str]) -> None:
    """Refuse two arrays that do not have the same outcomes on the last axis, or batches that do not fit."""
    first, second = names
    shapes = f"`{first}` has shape {truth.shape} and `{second}` has shape {model.shape}"
    if truth.shape[-1] != model.shape[-1]:
        raise ValueError(
            f"{shapes}: {truth.shape[-1]} outcomes against {model.shape[-1]}. Both must give one number for "
            "each of the same outcomes, a 0 where an outcome cannot happen."
        )
    try:
        np.broadcast_shapes(truth.shape, model.shape)
    except ValueError:
        raise ValueError(
            f"{shapes}: the batches do not fit each other. Use the same shape, or one distribution for all."
        ) from None


def _must_sum_to_one(rows: NDArray[Any], array: NDArray[Any], name: str, axes: tuple[int, ...]) -> None:
    # `rows` is what is checked, in blocks; `array` is what the reader passed and what the message speaks of.
    over = name if array.ndim == len(axes) else f"{name}, {_axes(axes)}, keepdims=True"
    mend = f"{name} / np.sum({over})"
    tolerance = _rounding(array.dtype)
    table = rows.reshape(-1, rows.shape[-1])
    for block in blocks(table.shape):
        part = table[block]
        if not (part.min() >= 0 and part.max() <= 1):
            raise _outside_zero_to_one(
                array, name, f" If these are counts or weights, divide them by their sum: {mend}."
            )
        if not np.abs(row_sums(part) - 1).max() <= tolerance:
            raise _wrong_sum(array, name, axes, tolerance, mend)


def _rounding(dtype: np.dtype[Any]) -> float:
    # Half the digits of the type it came in: 1.5e-8 for float64, 3.5e-4 for a network's float32.
    return float(np.sqrt(np.finfo(dtype if dtype.kind == "f" else np.float64).eps))


def _outside_zero_to_one(array: NDArray[Any], name: str, mend: str) -> ValueError:
    where = _first(~((array >= 0) & (array <= 1)))
    value = array[where]
    if value < 0:
        fault = "a probability is never negative."
    elif value > 1:
        fault = "a probability is never above 1." + mend
    else:
        fault = "a probability is a number from 0 to 1."
    return ValueError(f"{_place(name, where)} is {value}; {fault}")


def _wrong_sum(array: NDArray[Any], name: str, axes: tuple[int, ...], tolerance: float, mend: str) -> ValueError:
    sums = array.sum(axis=axes, keepdims=True, dtype=np.float64)
    where = _first(np.abs(sums - 1) > tolerance)
    total = float(sums[where])
    index: list[Any] = [":" if axis in axes else at for axis, at in enumerate(where)]
    place = f"`{name}`" if array.ndim == len(axes) else _place(name, index)
    return ValueError(
        f"{place} sums to {total:.12g}, not to 1. Is an outcome missing? If these are counts or "
        f"weights, divide them by their sum: {mend}."
    )


def _real_objects(value: ArrayLike, name: str) -> Floats:
    objects = np.asarray(value, dtype=object)
    for where, item in np.ndenumerate(objects):
        if not isinstance(item, Real):
            raise TypeError(
                f"{_place(name, where)} is {item!r}, of type {type(item).__name__}; it must be a real number."
            )
    return objects.astype(np.float64)


def _first(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(mask)[0])


def _place(name: str, index: Sequence[Any]) -> str:
    return f"`{name}[{', '.join(map(str, index))}]`" if index else f"`{name}`"


def _axes(axes: tuple[int, ...]) -> str:
    return f"axis={axes[0] if len(axes) == 1 else axes}"

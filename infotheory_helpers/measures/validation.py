"""Looks at what the reader passed in and, where it cannot be meant, says what is wrong and where.

Nothing is clipped and nothing is normalised: an input is either used as it is or refused. Rounding alone is
forgiven: a sum may be off by half the digits of its type, and a bound by a few units in its last place.
"""

from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .advice import fault_of, for_a_wrong_sum, for_distributions, for_single_probabilities
from .blocks import Floats, blocks, row_sums
from .labelled import must_be_labelled_alike, must_not_be_masked

Unit = Literal["bits", "nats"]
Result = Any  # a float for one distribution, an array for a batch

NATS_PER_BIT = float(np.log(2))
DOUBLE = 8  # bytes of a float64
SINGLE = np.dtype(np.float32)
MOST_COUNTED = 2.0**53  # above it a float64 skips whole numbers
FEW = 8  # units in the last place that rounding may leave outside 0 … 1


def in_unit(bits: Floats, unit: Unit) -> Result:
    """Turn an amount in bits into `unit`: a plain float for one amount, an array for many."""
    must_be_a_unit(unit)
    return plain(bits * NATS_PER_BIT if unit == "nats" else bits)


def must_be_a_unit(unit: Unit, mend: str = "") -> None:
    """Refuse what is neither "bits" nor "nats"."""
    if not isinstance(unit, str) or unit not in ("bits", "nats"):
        raise ValueError(f'`unit` is {unit!r}; it must be "bits" or "nats".{mend}')


def plain(array: Floats) -> Result:
    """Give a lone number as a Python float, without a signed zero (−0.0 + 0.0 is 0.0)."""
    array = array + 0.0
    return float(array) if array.ndim == 0 else array


def numbers(value: ArrayLike, name: str) -> NDArray[Any]:
    """Return `value` as an array of real numbers."""
    must_not_be_masked(value, name)
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
    return array if array.dtype.itemsize <= DOUBLE else _as_double(array, name)


def _as_double(array: NDArray[Any], name: str) -> Floats:
    # What is longer than a float64 is used as one, as long as it fits.
    with np.errstate(over="ignore", under="ignore"):
        double = array.astype(np.float64)
    lost = (np.isinf(double) & np.isfinite(array)) | ((double == 0) & (array != 0))
    if lost.any():
        where = _first(lost)
        raise ValueError(f"{_place(name, where)} is {array[where]!s}; a float64 holds from 5e-324 to 1.8e308.")
    return double


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
    if array.max() > MOST_COUNTED:
        raise ValueError(f"{_place(name, _first(array > MOST_COUNTED))} is above 2**53; it cannot be counted exactly.")
    return array


def one_whole_number(value: ArrayLike, name: str, least: int = 0) -> int:
    """Return `value` as one whole number, not below `least`."""
    number = whole_numbers(value, name, least)
    if number.ndim or isinstance(value, bool | np.bool_):
        raise ValueError(f"`{name}` is {value!r}; it must be a whole number, {least} or more.")
    return int(number)


def seeded(seed: int) -> np.random.Generator:
    """Return the random numbers that a seed stands for."""
    return np.random.default_rng(one_whole_number(seed, "seed"))


def one_axis(axis: int, ndim: int, name: str, shape: tuple[int, ...]) -> int:
    """Return `axis` as a place among the axes, counted from 0."""
    if not isinstance(axis, int | np.integer) or isinstance(axis, bool):
        raise TypeError(f"`axis` is {axis!r}; it must be one whole number, such as -1 for the last axis.")
    if not -ndim <= axis < ndim:
        raise ValueError(f"`axis` is {axis}, but `{name}` has only {ndim} axes (shape {shape}).")
    return int(axis) % ndim


def class_scores(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of scores, one for each class at least; −inf is that of a class masked out."""
    scores = numbers(value, name).astype(np.float64, copy=False)
    if scores.ndim == 0:
        raise TypeError(f"`{name}` is the bare number {scores}; it must hold one score for each class.")
    wrong = np.isnan(scores) | (scores == np.inf)
    if wrong.any():
        where = _first(wrong)
        raise ValueError(f"{_place(name, where)} is {scores[where]}; it must be a finite number, or -inf for a mask.")
    return scores


def must_leave_a_class(rows: Floats, name: str) -> None:
    """Refuse rows of scores in which every class is masked."""
    masked = (rows == -np.inf).all(axis=-1)
    if masked.any():
        raise ValueError(f"{_place(name, (*_first(masked), ':'))} is -inf throughout; leave one class at least.")


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


def costs(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of amounts of information that are not negative."""
    array = amounts(value, name)
    if (array < -FEW * np.finfo(np.float64).eps).any():
        raise ValueError(f"`{name}` is {array.min()}; a cost is never negative. Is a minus sign missing in it?")
    return np.maximum(array, 0)


def probabilities(value: ArrayLike, name: str) -> Floats:
    """Return `value` as an array of numbers from 0 to 1, each a probability on its own."""
    array = numbers(value, name)
    if not (array.min() >= 0 and array.max() <= 1):
        settled = _settled(array)
        if settled is None:
            raise _outside_zero_to_one(array, name, for_single_probabilities(array, name))
        array = settled
    return array.astype(np.float64, copy=False)


def distribution(value: ArrayLike, name: str, axis: int) -> Floats:
    """Return `value` as probabilities that sum to 1 along `axis`, with that axis moved to the end."""
    array = numbers(value, name)
    if array.ndim == 0:
        raise TypeError(
            f"`{name}` is the bare number {array}, where a distribution belongs: one probability for each "
            f"outcome, such as ({array}, 1 - {array}). For one yes/no event there is binary_entropy({array})."
        )
    place = one_axis(axis, array.ndim, name, array.shape)
    rows = array if place == array.ndim - 1 else np.moveaxis(array, place, -1)
    return _summing_to_one(rows, array, name, (place,)).astype(np.float64, copy=False)


def joint_distribution(value: ArrayLike, name: str) -> Floats:
    """Return `value` as tables of probabilities, each summing to 1 over its last two axes."""
    array = numbers(value, name)
    if array.ndim < 2:
        raise ValueError(
            f"`{name}` has shape {array.shape}; a joint distribution is a table, one row for each value of X "
            "and one column for each value of Y."
        )
    tables = array.reshape(*array.shape[:-2], -1)
    tables = _summing_to_one(tables, array, name, (array.ndim - 2, array.ndim - 1))
    return tables.reshape(array.shape).astype(np.float64, copy=False)


def pair_of_distributions(p: ArrayLike, q: ArrayLike, axis: int, names: Sequence[str] = "pq") -> tuple[Floats, Floats]:
    """Return the truth `p` and the model `q`, checked to describe the same outcomes."""
    truth = distribution(p, names[0], axis)
    model = distribution(q, names[1], axis)
    must_match(truth, model, names)
    must_be_labelled_alike(p, q, names, axis)
    return truth, model


def targets(y_true: ArrayLike, predicted: ArrayLike, name: str) -> Floats:
    """Return the truth `y_true` as distributions, a row for each row of what was `predicted`, called `name`."""
    truth, shape = numbers(y_true, "y_true"), np.shape(predicted)
    column = truth.ndim > 1 and truth.shape[-1] == 1 < shape[-1]
    if column or 0 < truth.ndim < len(shape):
        rows = f"np.eye({shape[-1]})[{'np.ravel(y_true)' if column else 'y_true'}]"
        raise ValueError(
            f"`y_true` has shape {truth.shape} and `{name}` has shape {shape}; give each prediction a row of its own. "
            f"{rows} makes rows of class numbers from 0 to {shape[-1] - 1}."
        )
    must_be_labelled_alike(y_true, predicted, ("y_true", name))
    return distribution(y_true, "y_true", -1)


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


def _summing_to_one(rows: NDArray[Any], array: NDArray[Any], name: str, axes: tuple[int, ...]) -> NDArray[Any]:
    # `rows` is what is checked, in blocks; `array` is what the reader passed and what the message speaks of.
    tolerance = _rounding(array.dtype)
    table = rows.reshape(-1, rows.shape[-1])
    for block in blocks(table.shape):
        part = table[block]
        if not (part.min() >= 0 and part.max() <= 1):
            settled = _settled(rows)
            if settled is None:
                raise _outside_zero_to_one(array, name, for_distributions(array, name, axes))
            return _summing_to_one(settled, array, name, axes)
        off = np.abs(row_sums(part) - 1).max()
        if not off <= tolerance and not (off <= _rounding(SINGLE) and _was_single(rows)):
            raise _wrong_sum(array, name, axes, tolerance)
    return rows


def _rounding(dtype: np.dtype[Any]) -> float:
    # Half the digits of the type it came in: 1.5e-8 for float64, 3.5e-4 for a network's float32, 0.03 for float16.
    return float(np.sqrt(np.finfo(dtype if dtype.kind == "f" else np.float64).eps))


def _was_single(array: NDArray[Any]) -> bool:
    # A network's float32 probabilities, made float64 on the way, have kept their rounding.
    return bool((array.astype(np.float32) == array).all())


def _settled(array: NDArray[Any]) -> NDArray[Any] | None:
    # Rounding may leave a 0 at −3e-17 (1 − 0.9 − 0.1) and a 1 just above it: these are 0 and 1.
    least, most = array.min(), array.max()
    if not (np.isfinite(least) and np.isfinite(most)):
        return None
    few = FEW * np.finfo(array.dtype if array.dtype.kind == "f" else np.float64).eps
    if not (-few <= least and most <= 1 + few):
        few = FEW * np.finfo(SINGLE).eps
        if not (-few <= least and most <= 1 + few and _was_single(array)):
            return None
    return np.asarray(np.clip(array, 0, 1))


def _outside_zero_to_one(array: NDArray[Any], name: str, mend: str) -> ValueError:
    where = _first(~((array >= 0) & (array <= 1)))
    return ValueError(f"{_place(name, where)} is {array[where]}; {fault_of(array[where])}{mend}")


def _wrong_sum(array: NDArray[Any], name: str, axes: tuple[int, ...], tolerance: float) -> ValueError:
    sums = array.sum(axis=axes, keepdims=True, dtype=np.float64)
    where = _first(np.abs(sums - 1) > tolerance)
    index: list[Any] = [":" if axis in axes else at for axis, at in enumerate(where)]
    place = f"`{name}`" if array.ndim == len(axes) else _place(name, index)
    mend = for_a_wrong_sum(array, name, axes, tolerance)
    return ValueError(f"{place} sums to {float(sums[where]):.12g}, not to 1.{mend}")


def _real_objects(value: ArrayLike, name: str) -> Floats:
    objects = np.asarray(value, dtype=object)
    for where, item in np.ndenumerate(objects):
        if not isinstance(item, Real | Decimal):
            raise TypeError(
                f"{_place(name, where)} is {item!r}, of type {type(item).__name__}; it must be a real number."
            )
    return objects.astype(np.float64)


def _first(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(mask)[0])


def _place(name: str, index: Sequence[Any]) -> str:
    return f"`{name}[{', '.join(map(str, index))}]`" if index else f"`{name}`"

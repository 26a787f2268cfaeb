"""What NumPy would drop without a word: the labels of two inputs, their masks, and what is missing among categories."""

from collections.abc import Iterable, Sequence
from numbers import Number
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# How a table (of pandas) calls the labels of its axes, and how another is brought into their order.
AXES = {"index": "{0} = {0}.reindex({1})", "columns": "{0} = {0}.reindex(columns={1})"}
MISSING = {"NAType", "NaTType"}  # also of pandas


def must_be_labelled_alike(first: ArrayLike, second: ArrayLike, names: Sequence[str], axis: int = -1) -> None:
    """Refuse two labelled inputs whose labels differ in order or in kind; one without labels fits any."""
    for (mine, wanted), (theirs, given) in zip(_labels(first, axis), _labels(second, axis), strict=False):
        if len(wanted) != len(given):
            continue  # the shapes do not fit either, and that is said in words of its own
        different = [pair for pair in zip(wanted, given, strict=True) if not _same(*pair)]
        if different:
            one, other = different[0]
            mend = AXES[theirs].format(names[1], f"{names[0]}.{mine}")
            raise ValueError(
                f"`{names[0]}` and `{names[1]}` are labelled, and differently: where one has {one!r} the other has "
                f"{other!r}. Bring them into one order: {mend}. Or, if the order is right as it is, pass "
                f"{names[1]}.to_numpy()."
            )


def _labels(value: Any, axis: int) -> list[tuple[str, list[Any]]]:
    # The last axis first: a single distribution stands beside the last axis of a batch.
    found = [(what, getattr(value, what, None)) for what in AXES]
    labels = [(what, list(said)) for what, said in found if said is not None and not callable(said)]
    return [labels.pop(axis), *reversed(labels)] if labels else []


def _same(one: Any, other: Any) -> bool:
    alike = isinstance(one, type(other)) or isinstance(other, type(one))
    return one is other or ((alike or (isinstance(one, Number) and isinstance(other, Number))) and bool(one == other))


def must_not_be_masked(value: ArrayLike, name: str) -> None:
    """Refuse a masked array in which something is masked."""
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        hidden = int(np.ma.getmaskarray(value).sum())
        raise ValueError(
            f"`{name}` has {hidden} masked {'entry' if hidden == 1 else 'entries'}; say what they are: "
            f"{name}.filled(0), or {name}.compressed() to leave them out."
        )


def categories(values: ArrayLike, name: str) -> NDArray[np.intp]:
    """Number the categories of samples 0, 1, 2 …; refuse what is no list of categories."""
    must_not_be_masked(values, name)
    array = np.asarray(values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"`{name}` has shape {array.shape}; it must be a list with one entry for each sample.")
    if array.dtype.kind in "fmM":
        _must_be_there(np.where(np.isnan(array), np.nan, 0.0), name)
    elif array.dtype.kind not in "biu":  # text, or a mixture that NumPy has made text of
        items = np.asarray(values, dtype=object).tolist()
        _must_be_there(items, name)
        _must_be_of_one_kind(items, name)
    return np.unique(array, return_inverse=True)[1]


def _must_be_there(items: Iterable[Any], name: str) -> None:
    for at, item in enumerate(items):
        if item is None or type(item).__name__ in MISSING or item != item:
            said = "nan" if isinstance(item, Number) else item
            raise ValueError(f"`{name}[{at}]` is {said}; say which category it is.")


def _must_be_of_one_kind(items: Sequence[Any], name: str) -> None:
    for at, item in enumerate(items):
        if isinstance(item, str) is not isinstance(items[0], str):
            raise ValueError(
                f"`{name}[0]` is {items[0]!r} and `{name}[{at}]` is {item!r}; write all categories as text, or all as "
                "numbers."
            )

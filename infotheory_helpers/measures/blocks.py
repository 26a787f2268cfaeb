"""Large arrays, worked on a block of rows at a time, so that each block stays in the processor's cache."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BLOCK = 1 << 17  # numbers in a block: 1 MB as float64
SHORT_ROW = 64


def blocks(shape: tuple[int, int]) -> Iterator[slice]:
    """Cut the rows of a (rows, columns) table into slices of about `BLOCK` numbers."""
    rows, columns = shape
    step = max(1, BLOCK // columns)
    for start in range(0, rows, step):
        yield slice(start, start + step)


def row_sums(table: Floats) -> Floats:
    """Sum each row.

    `np.sum` adds in pairs, which keeps long rows exact to a few units in the last place, but it is slow on
    many short rows, where a matrix product loses nothing.
    """
    columns = table.shape[-1]
    if columns > SHORT_ROW:
        return np.asarray(table.sum(axis=-1))
    with np.errstate(all="ignore"):  # some BLAS libraries raise spurious floating-point flags
        return table @ np.ones(columns)


def summed_over_blocks(terms: Callable[..., Floats], *arrays: Floats) -> Floats:
    """Compute `terms(*arrays)` and sum it over the last axis, never holding more than a block of it."""
    arrays = np.broadcast_arrays(*arrays)
    shape = arrays[0].shape
    tables = [array.reshape(-1, shape[-1]) for array in arrays]
    totals = np.empty(len(tables[0]))
    for block in blocks(tables[0].shape):
        totals[block] = row_sums(terms(*(table[block] for table in tables)))
    return totals.reshape(shape[:-1])

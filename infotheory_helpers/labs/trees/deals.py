"""What is dealt for the explorer of luck: tables of drawers and growers, their gains, and where each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from infotheory_helpers.measures.information import count_table, mutual_information

from .trees import shuffled_tables
from .wines import GROWERS, Array, growers, measured, poured

CLASSES = len(GROWERS)
SAMPLES, DRAWERS = (15, 30, 60), (2, 4)
# The deals lie in a ring. A round takes so many of them one after the other, from one of some places, by chance.
RING, ROUND, STARTS = 100, 32, 8
BIN = 0.025  # bits from dot to dot across the heap
HEAP, DOT = 24, 1.5  # how high it can get, and a dot, where they need not close up
COLUMN = 10  # dots one upon the other in a drawer; those of one grower that are more lie beside them
ASIDE = -3.0  # where a dot waits that is not to be seen, in either panel


@dataclass(frozen=True)
class Deals:
    """For each number of wines and of drawers: the real labels, then all deals of the ring."""

    tables: dict[tuple[int, int], Array]  # drawers and growers
    gains: Array  # in bits


@cache
def deals() -> Deals:
    """Deal."""
    ash, order, labels = measured("ash"), poured(), growers()
    tables, gains = {}, np.zeros((len(SAMPLES), len(DRAWERS), 1 + RING))
    for i, n in enumerate(SAMPLES):
        for k, drawers in enumerate(DRAWERS):
            # A drawer holds its share of all wines, so that some of them need not fill all drawers alike.
            drawer = np.searchsorted(np.quantile(ash, np.arange(1, drawers) / drawers), ash[order[:n]])
            real = count_table(labels[order[:n]], drawer)
            dealt = shuffled_tables(labels[order[:n]], drawer, shuffles=RING, seed=7)
            tables[i, k] = np.concatenate([real[None], dealt])
            gains[i, k] = mutual_information(tables[i, k] / n)
    return Deals(tables, gains)


@cache
def rounds() -> Array:
    """Give the deals of every round, numbered from 1 as the real labels are 0: by its start, one after the other."""
    begin = RING // STARTS * np.arange(STARTS)
    return np.asarray(1 + (begin[:, None] + np.arange(ROUND)) % RING)


@cache
def heaps() -> tuple[Array, Array]:
    """Give where each dot of a round falls: its place across, in bits, and how high."""
    across = np.floor(deals().gains[:, :, rounds()] / BIN)
    same = across[..., :, None] == across[..., None, :]
    below = np.tril(same, -1).sum(axis=-1)
    highest = below.max(axis=(2, 3), keepdims=True)
    return (across + 0.5) * BIN, 0.7 + below * np.minimum(DOT, (HEAP - 1.5) / highest)


def places(grower: int) -> tuple[Array, Array]:
    """Give where one grower's labels may lie, across and up: always the same places; what is not dealt waits aside."""
    most = [max(int(table[..., grower].max()) for (_, k), table in deals().tables.items() if k == v) for v in (0, 1)]
    columns = 2 * CLASSES + 1  # of a drawer: two for each grower
    count = max(v * n for v, n in zip(DRAWERS, most, strict=True))
    x = np.full((len(SAMPLES), len(DRAWERS), count), 0.5)
    up = np.full((len(SAMPLES), len(DRAWERS), 1 + RING, count), ASIDE)
    for (i, k), table in deals().tables.items():
        number = np.arange(most[k])
        for drawer in range(DRAWERS[k]):
            here = slice(drawer * most[k], (drawer + 1) * most[k])
            x[i, k, here] = (drawer + (2 * grower + number // COLUMN + 1) / columns) / DRAWERS[k]
            lies = number < table[:, drawer, grower, None]
            up[i, k, :, here] = np.where(lies, 0.4 + 0.9 * (number % COLUMN), ASIDE)
    return x, up


def mean_so_far(samples: Array, answers: Array, start: Array, so_far: Array) -> Array:
    """Give the mean gain of a round's deals so far, in bits; aside where there are none."""
    sums = np.cumsum(deals().gains[:, :, rounds()], axis=-1)
    known = np.maximum(so_far, 1)
    return np.where(so_far > 0, sums[samples, answers, start, known - 1] / known, ASIDE)


def reached_so_far(samples: Array, answers: Array, start: Array, so_far: Array) -> Array:
    """Count a round's deals so far that gain as much as the real labels."""
    gains = deals().gains
    as_much = np.cumsum(gains[:, :, rounds()] > gains[..., :1, None] - 1e-9, axis=-1)
    return np.where(so_far > 0, as_much[samples, answers, start, np.maximum(so_far, 1) - 1], 0)

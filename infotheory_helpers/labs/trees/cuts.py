"""Where the wines lie on the axis of each measurement, where a line can cut them, and what each cut tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from infotheory_helpers.measures.information import entropy, mutual_information

from .trees import threshold_tables
from .wines import GROWERS, Array, growers, measured

# Each measurement in ticks: where its axis begins, and how far it is from one tick to the next.
SCALES = {
    "flavanoids": (0.0, 1.0),
    "proline": (200.0, 300.0),
    "color_intensity": (0.0, 2.5),
    "ash": (1.2, 0.4),
}
TICKS = np.arange(6)
ACROSS = (-0.1, 5.4)  # in ticks
NAMES = [name.replace("_", " ") for name in SCALES]
CUTS = 78  # positions of the line: as many as ash, which repeats itself most, has room for
APART = 0.085  # ticks from dot to dot on one level
ROW, DOT = 1.15, 0.1  # how high a grower's row of dots is, and at most a level of it


@dataclass(frozen=True)
class Strip:
    """One measurement: where its wines lie, in ticks and levels, and what the line tells in each of its places."""

    across: Array  # of each wine
    levels: Array  # how high above the foot of their row
    thresholds: Array
    cuts: Array  # the same, in ticks
    tables: Array  # the joint distribution of answer (yes, no) and grower
    gains: Array  # in bits


@cache
def strips() -> tuple[Strip, ...]:
    """Lay out all measurements."""
    return tuple(_strip(measured(name), *scale) for name, scale in SCALES.items())


def _strip(values: Array, first: float, step: float) -> Strip:
    every, tables = threshold_tables(values, growers())
    gains = np.asarray(mutual_information(tables))
    # Some of the thresholds, evenly from the lowest to the highest; the best of all is among them.
    kept = np.linspace(0, len(every) - 1, CUTS).round().astype(int)
    kept[np.abs(kept - gains.argmax()).argmin()] = gains.argmax()
    across = (values - first) / step
    levels = np.zeros(len(values))
    for grower in range(len(GROWERS)):
        levels[growers() == grower] = stacked(across[growers() == grower], APART)
    levels *= min(DOT, (ROW - 0.15) / levels.max())
    return Strip(across, levels, every[kept], (every[kept] - first) / step, tables[kept], gains[kept])


def stacked(x: Array, apart: float) -> Array:
    """Give each dot the lowest level on which no other is nearer than `apart`."""
    levels = np.zeros(len(x))
    last: list[float] = []  # of each level
    for i in np.argsort(x, kind="stable"):
        level = next((k for k, at in enumerate(last) if x[i] - at >= apart), len(last))
        last[level : level + 1] = [x[i]]
        levels[i] = level
    return levels


def before() -> float:
    """Give the entropy of the grower before any question, in bits."""
    return float(entropy(np.bincount(growers()) / len(growers())))


def entropies(tables: Array) -> Array:
    """Give the entropies of both sides of tables of answer and grower, in bits."""
    return np.asarray(entropy(tables / tables.sum(axis=-1, keepdims=True)))


def in_words() -> Array:
    """Give what each line says, in the measurement's own scale."""
    return np.array([[f"≤ {at:.4g}" for at in one.thresholds] for one in strips()], dtype=object)


def at_each_cut(what: Callable[[Strip], Array]) -> Callable[..., Array]:
    """Make a function of the sliders: something that each strip knows of each place of the line."""
    every = np.stack([what(one) for one in strips()])
    return lambda measurement, threshold: every[measurement, threshold]

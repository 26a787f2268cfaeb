"""What explorers must say, computed by others: the numbers in a readout, and those of lab 7 by scikit-learn."""

import functools
import re
from typing import Any

import numpy as np
import scipy.stats
from sklearn.datasets import load_wine
from sklearn.metrics import mutual_info_score


@functools.cache
def wine(measurement: int) -> tuple[Any, Any, Any, list[float]]:
    """Of one measurement: the classes, the values, where they can be cut, and what each cut tells."""
    data = load_wine()
    name = ["flavanoids", "proline", "color_intensity", "ash"][measurement]
    values = data.data[:, data.feature_names.index(name)]
    every = np.unique(values)
    cuts = (every[1:] + every[:-1]) / 2
    return data.target, values, cuts, [mutual_info_score(data.target, values <= cut) / np.log(2) for cut in cuts]


def numbers(text: str) -> list[float]:
    found = re.findall(r"[−-]?(?:∞|\d+(?:\.\d+)?(?:e[+-]\d+)?)", text)
    return [float(n.replace("−", "-").replace("∞", "inf")) for n in found]


def question(measurement: int, threshold: int) -> list[float]:
    target, values, cuts, gains = wine(measurement)
    best = cuts[int(np.argmax(gains))]
    grid = values.min() + np.arange(1, 100) / 100 * np.ptp(values)
    grid[np.abs(grid - best).argmin()] = best  # the peak can be reached
    at = grid[threshold - 1]
    sides = [np.bincount(target[rows]) for rows in (values <= at, values > at)]
    before, *left = (float(scipy.stats.entropy(counts, base=2)) for counts in (np.bincount(target), *sides))
    after = sum(counts.sum() / 178 * bits for counts, bits in zip(sides, left, strict=True))
    each = [number for counts, bits in zip(sides, left, strict=True) for number in (counts.sum(), bits)]
    return [at, *each, before, after, before - after]


def luck(samples: int, answers: int, deal: int = 0) -> list[float]:
    data, order = load_wine(), np.random.default_rng(1948).permutation(178)
    n, drawers = [15, 20, 30, 45, 60, 90, 120, 178][samples], [2, 4, 8][answers]
    ash = data.data[order, data.feature_names.index("ash")]
    drawer = np.digitize(ash[:n], np.quantile(ash, np.arange(1, drawers) / drawers), right=True)
    labels = data.target[order[:n]]
    dealt = np.random.default_rng(7).permuted(np.tile(labels, (20, 1)), axis=1)[:deal]
    *gains, real = (mutual_info_score(row, drawer) / np.log(2) for row in [*dealt, labels])
    as_much = sum(gain > real - 1e-9 for gain in gains)
    return [n, drawers, real, *([deal, 20, gains[-1], float(np.mean(gains)), as_much] if deal else [])]

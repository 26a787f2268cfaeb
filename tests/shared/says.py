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


def cut_at(measurement: int, position: int) -> float:
    """Where the line stands in one of its 78 positions: spread evenly over all cuts, the best one among them."""
    _, _, cuts, gains = wine(measurement)
    kept = np.round(np.arange(78) * (len(cuts) - 1) / 77).astype(int)
    best = int(np.argmax(gains))
    kept[np.abs(kept - best).argmin()] = best
    return float(cuts[kept[position]])


def question(measurement: int, position: int) -> list[float]:
    target, values, _, _ = wine(measurement)
    at = cut_at(measurement, position)
    sides = [np.bincount(target[rows]) for rows in (values <= at, values > at)]
    before, *left = (float(scipy.stats.entropy(counts, base=2)) for counts in (np.bincount(target), *sides))
    after = sum(counts.sum() / 178 * bits for counts, bits in zip(sides, left, strict=True))
    each = [number for counts, bits in zip(sides, left, strict=True) for number in (counts.sum(), bits)]
    return [float(f"{at:.4g}"), *each, before, after, before - after]


@functools.cache
def dealt(samples: int, answers: int) -> tuple[list[float], float]:
    """The gains of a hundred deals, and that of the real labels."""
    data, order = load_wine(), np.random.default_rng(1948).permutation(178)
    n, drawers = [15, 30, 60][samples], [2, 4][answers]
    ash = data.data[order, data.feature_names.index("ash")]
    drawer = np.digitize(ash[:n], np.quantile(ash, np.arange(1, drawers) / drawers), right=True)
    labels = data.target[order[:n]]
    deals = np.random.default_rng(7).permuted(np.tile(labels, (100, 1)), axis=1)
    *gains, real = (mutual_info_score(row, drawer) / np.log(2) for row in [*deals, labels])
    return gains, real


def luck(samples: int, answers: int, start: int = 0, so_far: int = 0, asked: int = 0) -> list[float]:
    """What is said after some deals of a round that starts somewhere in the ring."""
    gains, real = dealt(samples, answers)
    mine = [gains[(12 * start + i) % 100] for i in range(so_far)]
    said = [so_far, mine[-1], round(float(np.mean(mine)), 3)] if mine else []
    said += [real, sum(gain > real - 1e-9 for gain in mine)] if asked else []
    return [[15, 30, 60][samples], [2, 4][answers], *said]


def chord(measure: int, yes: int, no: int) -> list[float]:
    """Two sides of ten wines each, so many of them B's: impurities before and after, and the gap."""

    def impurity(share: float) -> float:
        p = np.array([share, 1 - share])
        return float([scipy.stats.entropy(p, base=2), 1 - p @ p, 1 - p.max()][measure])

    before, after = impurity((yes + no) / 20), (impurity(yes / 10) + impurity(no / 10)) / 2
    return [yes, no, before, after, before - after]

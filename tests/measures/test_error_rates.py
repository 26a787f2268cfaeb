"""Fano's inequality: the least error rate, against a root finder, and against every guess that could be made."""

import numpy as np
import pytest
import scipy.optimize
import scipy.stats

from infotheory_helpers import conditional_entropy, least_error_rate


@pytest.mark.parametrize("classes", [2, 3, 10, 1000])
def test_it_is_where_the_uncertainty_of_a_wrong_guess_reaches_what_is_left(classes: int) -> None:
    def missing(error: float) -> float:
        others = np.full(classes - 1, error / (classes - 1))
        return float(scipy.stats.entropy([1 - error, *others], base=2) - left)

    for left in np.linspace(0.001, 0.999, 9) * np.log2(classes):
        found = scipy.optimize.brentq(missing, 0, 1 - 1 / classes, xtol=1e-14)
        assert least_error_rate(left, classes) == pytest.approx(found, rel=1e-9)


def test_at_its_ends_it_is_exact() -> None:
    assert least_error_rate([0, np.log2(10)], 10) == pytest.approx([0, 0.9], abs=1e-7)
    assert least_error_rate(0, 2) == 0
    assert least_error_rate(1, 2) == pytest.approx(0.5, abs=1e-7)


@pytest.mark.parametrize("seed", range(20))
def test_no_guess_is_wrong_less_often(seed: int) -> None:
    random = np.random.default_rng(seed)
    joint = random.dirichlet(np.full(15, random.choice([0.1, 1.0]))).reshape(3, 5)
    best_guess = 1 - joint.max(axis=1).sum()
    assert best_guess >= least_error_rate(conditional_entropy(joint), 5) - 1e-12


def test_it_is_reached_where_the_rest_is_spread_evenly() -> None:
    row = np.array([0.7, 0.1, 0.1, 0.1])
    joint = np.array([row, np.roll(row, 1)]) / 2
    assert least_error_rate(conditional_entropy(joint), 4) == pytest.approx(0.3, abs=1e-12)

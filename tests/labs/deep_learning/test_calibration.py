"""Calibration, against scikit-learn, a sum by hand, and the temperature at which the slope is zero."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from sklearn.calibration import calibration_curve

import infotheory_helpers as it

SEEDS = st.integers(0, 10_000)


@given(SEEDS, st.integers(1, 15))
def test_bins_are_those_of_scikit_learn(seed: int, bins: int) -> None:
    random = np.random.default_rng(seed)
    confidence = random.beta(3, 1, size=60)
    correct = random.uniform(size=60) < confidence
    right, sure = calibration_curve(correct, confidence, n_bins=bins)
    table = it.reliability(confidence, correct, bins)
    np.testing.assert_allclose(table[:, :2], np.stack([sure, right], axis=1))
    assert table[:, 2].sum() == pytest.approx(1)


def test_the_error_weighs_each_bin_by_its_predictions() -> None:
    confidence = [0.95] * 8 + [0.55] * 2
    correct = [1] * 6 + [0] * 2 + [1, 0]
    assert it.calibration_error(confidence, correct) == pytest.approx(0.8 * 0.2 + 0.2 * 0.05)
    assert it.calibration_error([1.0, 1.0, 0.0], [1, 1, 0]) == 0


def test_an_honest_model_has_hardly_any_error_and_a_boaster_has() -> None:
    random = np.random.default_rng(2)
    honest = random.uniform(size=100_000)
    correct = random.uniform(size=100_000) < honest
    assert it.calibration_error(honest, correct) < 0.01
    assert it.calibration_error(np.sqrt(honest), correct) > 0.1


@given(SEEDS, st.floats(0.2, 5))
def test_the_temperature_is_where_the_slope_of_the_cost_is_zero(seed: int, heat: float) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(0, 2, (200, 4))
    labels = np.array([random.choice(4, p=row) for row in scipy.special.softmax(scores / heat, axis=1)])

    def slope(temperature: float) -> float:  # mean score of the model's own answers, less that of the truth
        expected = (scipy.special.softmax(scores / temperature, axis=1) * scores).sum(axis=1)
        return float(np.mean(expected - scores[np.arange(200), labels]))

    found = it.calibrated_temperature(np.eye(4)[labels], scores)
    assert found == pytest.approx(brentq(slope, 0.01, 100), rel=1e-5)


def test_logits_made_too_large_are_divided_back() -> None:
    random = np.random.default_rng(0)
    scores = random.normal(0, 2, (20_000, 3))
    labels = (random.uniform(size=(20_000, 1)) > scipy.special.softmax(scores, axis=1).cumsum(axis=1)).sum(axis=1)
    truth = np.eye(3)[labels.clip(max=2)]
    assert it.calibrated_temperature(truth, 3 * scores) == pytest.approx(3, rel=0.05)
    once = it.calibrated_temperature(truth, scores)
    assert it.calibrated_temperature(truth, 7 * scores) == pytest.approx(7 * once, rel=1e-6)


def test_a_confidence_of_1_belongs_to_the_last_bin() -> None:
    np.testing.assert_allclose(it.reliability([1.0, 0.95], [1, 0]), [[0.975, 0.5, 1]])


def test_there_are_ten_bins_unless_asked_otherwise() -> None:
    random = np.random.default_rng(11)
    sure = random.uniform(size=500)
    right = random.uniform(size=500) < sure**2
    assert it.calibration_error(sure, right) == it.calibration_error(sure, right, bins=10)
    assert it.calibration_error(sure, right) != it.calibration_error(sure, right, bins=21)
    np.testing.assert_array_equal(it.reliability(sure, right), it.reliability(sure, right, bins=10))

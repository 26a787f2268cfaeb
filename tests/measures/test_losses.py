"""Softmax and the losses against SciPy, scikit-learn and mpmath."""

from typing import Any

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import log_loss

import infotheory_helpers as it
import oracles
from strategies import Floats, logits

many = settings(max_examples=1000)


@many
@given(logits(), st.floats(0.01, 100), st.randoms())
def test_softmax_and_what_is_made_with_it_agree_with_scipy_and_mpmath(
    scores: Floats, temperature: float, random: object
) -> None:
    truth = np.random.default_rng(random.randrange(2**32)).dirichlet(np.ones(scores.size))  # type: ignore[attr-defined]
    exact = oracles.log_softmax(scores)
    softmax_agrees_with_scipy(scores)
    log_softmax_agrees_with_mpmath(scores, exact)
    temperature_divides_the_scores(scores, temperature)
    loss_from_logits_is_the_loss_from_probabilities(scores, truth, exact)


def softmax_agrees_with_scipy(scores: Floats) -> None:
    np.testing.assert_allclose(it.softmax(scores), scipy.special.softmax(scores), rtol=1e-13, atol=0)
    assert it.softmax(scores).sum() == pytest.approx(1, abs=1e-15 * scores.size)


def log_softmax_agrees_with_mpmath(scores: Floats, exact: list[Any]) -> None:
    for got, want in zip(it.log_softmax(scores), exact, strict=True):
        assert oracles.relative_error(got, want) <= 1e-13


def temperature_divides_the_scores(scores: Floats, temperature: float) -> None:
    want = scipy.special.softmax(scores / temperature)
    np.testing.assert_allclose(it.softmax(scores, temperature), want, rtol=1e-9, atol=1e-300)


def loss_from_logits_is_the_loss_from_probabilities(scores: Floats, truth: Floats, exact: list[Any]) -> None:
    want = -oracles.mp.fsum(p * z for p, z in zip(oracles.exact(truth), exact, strict=True))
    assert oracles.relative_error(it.categorical_cross_entropy_from_logits(truth, scores), want) <= 1e-12


def test_temperature_evens_out_and_sharpens() -> None:
    scores = [1.0, 2.0, 4.0]
    np.testing.assert_allclose(it.softmax(scores, temperature=1e12), np.ones(3) / 3)
    np.testing.assert_array_equal(it.softmax(scores, temperature=1e-310), [0, 0, 1])


def test_softmax_along_another_axis() -> None:
    scores = np.random.default_rng(1).normal(size=(3, 4, 5))
    np.testing.assert_allclose(it.softmax(scores, axis=1), scipy.special.softmax(scores, axis=1), rtol=1e-14)
    np.testing.assert_allclose(it.log_softmax(scores, axis=0), scipy.special.log_softmax(scores, axis=0), rtol=1e-12)


@settings(max_examples=200)
@given(st.integers(2, 6), st.integers(1, 30), st.randoms())
def test_losses_agree_with_scikit_learn(classes: int, samples: int, random: object) -> None:
    generator = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    predicted = generator.dirichlet(np.ones(classes), samples)
    labels = generator.integers(classes, size=samples)
    want = log_loss(labels, predicted, labels=range(classes))
    assert it.categorical_cross_entropy(np.eye(classes)[labels], predicted) == pytest.approx(want, rel=1e-9)
    yes = predicted[:, 0]
    truth = (labels == 0).astype(int)
    want = log_loss(truth, np.stack([1 - yes, yes], axis=1), labels=[0, 1])
    assert it.binary_cross_entropy(truth, yes) == pytest.approx(want, rel=1e-9)


def test_loss_is_averaged_over_the_batch_and_not_over_the_classes() -> None:
    truth, model = np.eye(4)[[0, 1]], np.full((2, 4), 0.25)
    assert it.categorical_cross_entropy(truth, model) == pytest.approx(np.log(4))
    assert it.categorical_cross_entropy_from_logits(truth, np.zeros((2, 4))) == pytest.approx(np.log(4))


def test_soft_targets_and_bits() -> None:
    truth, model = [0.5, 0.5], [0.25, 0.75]
    want = oracles.cross_entropy(truth, model)
    assert oracles.relative_error(it.categorical_cross_entropy(truth, model, unit="bits"), want) <= 1e-14
    assert oracles.relative_error(it.binary_cross_entropy(0.5, 0.25, unit="bits"), want) <= 1e-14


@pytest.mark.parametrize(
    ("truth", "scores", "want"),
    [
        ([1, 0], [40.0, 0.0], 4.248354255291589e-18),
        ([0, 1], [1000.0, 0.0], 1000.0),
        ([1, 0], [0.0, 0.0], np.log(2)),
    ],
)
def test_loss_from_logits_keeps_its_digits_at_the_extremes(truth: list[int], scores: list[float], want: float) -> None:
    assert it.categorical_cross_entropy_from_logits(truth, scores) == pytest.approx(want, rel=1e-14)


@pytest.mark.parametrize(("classes", "floor"), [(2, 0.1985), (3, 0.2911), (10, 0.5003)])
def test_smoothed_targets_have_their_documented_floor(classes: int, floor: float) -> None:
    target = it.smooth_labels(np.eye(classes)[0], 0.1)
    assert target.sum() == pytest.approx(1)
    assert it.categorical_cross_entropy(target, target) == pytest.approx(floor, abs=5e-5)


def test_gradient_of_the_loss_is_prediction_minus_truth() -> None:
    random = np.random.default_rng(2)
    scores, truth, step = random.normal(size=5), random.dirichlet(np.ones(5)), 1e-5
    loss = it.categorical_cross_entropy_from_logits
    slopes = [(loss(truth, scores + step * e) - loss(truth, scores - step * e)) / (2 * step) for e in np.eye(5)]
    np.testing.assert_allclose(slopes, it.softmax(scores) - truth, atol=1e-9)


def test_softmax_twice_runs_into_its_documented_wall() -> None:
    for classes, wall in [(3, 0.551), (10, 1.461)]:
        certain = np.eye(classes)[0]
        assert it.categorical_cross_entropy_from_logits(certain, certain) == pytest.approx(wall, abs=5e-4)

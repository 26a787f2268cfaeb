"""At the edges of what a float holds, and at the bounds 0 and 1: against mpmath, and without a warning."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from mpmath import exp, log, mpf

import infotheory_helpers as it
from oracles import exact, kl_divergence, log_softmax, relative_error

pytestmark = pytest.mark.filterwarnings("error")

INF = float("inf")
LEAST = 5e-324
LIKELY, TINY = [0.7, 0.3], [LEAST, 1]
QUARTER = np.array([Decimal("0.25"), Decimal("0.75")])


def js(p: list[float], q: list[float]) -> Any:
    mixture = [(a + b) / 2 for a, b in zip(exact(p), exact(q), strict=True)]
    parts = [sum(x * log(x / m, 2) for x, m in zip(exact(side), mixture, strict=True) if x > 0) for side in (p, q)]
    return sum(parts) / 2


def policy(reference: list[float], reward: list[float], beta: float) -> list[Any]:
    weights = [mpf(p) * exp(mpf(r) / mpf(beta)) for p, r in zip(reference, reward, strict=True)]
    return [weight / sum(weights) for weight in weights]


# What is computed, and what mpmath says that it is.
NUMBERS: dict[str, tuple[Callable[[], Any], Any]] = {
    "KL of a subnormal model": (lambda: it.kl_divergence(LIKELY, TINY), kl_divergence(LIKELY, TINY)),
    "KL of a subnormal truth": (lambda: it.kl_divergence(TINY, LIKELY), kl_divergence(TINY, LIKELY)),
    "JS of subnormals": (lambda: it.js_divergence([0, 0, 1], [LEAST, LEAST, 1]), mpf(0)),
    "JS of the near": (lambda: it.js_divergence([0.5, 0.5], [0.4, 0.6]), js([0.5, 0.5], [0.4, 0.6])),
    "policy among subnormals": (
        lambda: it.kl_regularised_policy([1, LEAST], [0, 744], 1)[1], policy([1, LEAST], [0, 744], 1)[1]
    ),
    "policy at a small β": (
        lambda: it.kl_regularised_policy([0.5, 0.3, 0.2], [1, 0.2, 1.6], 1e-3)[0],
        policy([0.5, 0.3, 0.2], [1, 0.2, 1.6], 1e-3)[0],
    ),
    "loss of class 0 at 1e307": (
        lambda: it.categorical_cross_entropy_from_logits([0, 1], [1e307, -1e307]), mpf(2) * mpf(1e307)
    ),
    "the right class at 1e308": (lambda: it.categorical_cross_entropy_from_logits([1, 0], [1e308, -1e308]), mpf(0)),
    "loss beyond the floats": (lambda: it.categorical_cross_entropy_from_logits([0, 1], [1e308, -1e308]), mpf(INF)),
    "mean beyond the floats": (
        lambda: it.categorical_cross_entropy_from_logits([[0, 1]] * 2, [[1e308, 0]] * 2), mpf(INF)
    ),
    "a masked class": (
        lambda: it.categorical_cross_entropy_from_logits([0, 1, 0], [1.0, 2.0, -INF]), -log_softmax([1.0, 2.0])[1]
    ),
    "the truth masked": (lambda: it.categorical_cross_entropy_from_logits([0, 0, 1], [1.0, 2.0, -INF]), mpf(INF)),
    "softmax with a mask": (lambda: it.softmax([1.0, 2.0, -INF])[0], exp(log_softmax([1.0, 2.0])[0])),
    "its masked class": (lambda: it.softmax([1.0, 2.0, -INF])[2], mpf(0)),
    "log-softmax of a mask": (lambda: it.log_softmax([1.0, -INF])[1], -mpf(INF)),
    "teacher with a mask": (lambda: it.distillation_loss([0.0, 0.0, -INF], [0.0, 0.0, 0.0]), log(mpf(3) / 2)),
    "student with a mask": (lambda: it.distillation_loss([0.0, 0.0, 0.0], [0.0, 0.0, -INF]), mpf(INF)),
    "distillation at 1e308": (lambda: it.distillation_loss([1e308, -1e308], [-1e308, 1e308]), mpf(INF)),
    "perplexity of 2000 bits": (lambda: it.perplexity(2000), mpf(INF)),
    "bits per byte at 1e308": (lambda: it.bits_per_byte(1e308, 4, 1), mpf(INF)),
    "clipped objective at 1e308": (lambda: it.clipped_objective(1e308, -1e308), -mpf(INF)),
    "one hair below 0": (lambda: it.information_content(1 - 0.9 - 0.1), mpf(INF)),
    "one hair above 1": (lambda: it.information_content(float(np.float32(1) + np.finfo(np.float32).eps)), mpf(0)),
    "entropy with such a hair": (
        lambda: it.entropy([0.9, 0.1, 1 - 0.9 - 0.1]), -(mpf(0.9) * log(mpf(0.9), 2) + mpf(0.1) * log(mpf(0.1), 2))
    ),
    "perplexity of a hair": (lambda: it.perplexity(-1e-17), mpf(1)),
    "bits per byte of a hair": (lambda: it.bits_per_byte(-1e-17, 4, 1), mpf(0)),
    "Decimal": (lambda: it.entropy(QUARTER), -log(mpf(1) / 4, 2) / 4 - log(mpf(3) / 4, 2) * 3 / 4),
    "Fraction": (lambda: it.entropy(np.array([Fraction(1, 2), Fraction(1, 2)])), mpf(1)),
    "class rows": (
        lambda: it.categorical_cross_entropy(np.eye(2)[[0, 1]], [[0.9, 0.1], [0.2, 0.8]]),
        -(log(mpf(0.9)) + log(mpf(0.8))) / 2,
    ),
    "three class rows": (
        lambda: it.categorical_cross_entropy_from_logits(np.eye(2)[[0, 1]], [[3, 0], [0, 3]]), log(1 + exp(mpf(-3)))
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS)
def test_number_is_what_mpmath_says(case: str) -> None:
    computed, want = NUMBERS[case]
    got = computed()
    if abs(want) == mpf(INF):
        assert mpf(float(got)) == want
    else:
        assert relative_error(got, want) < 1e-12


def test_disjoint_outcomes_are_never_more_than_one_bit_apart() -> None:
    random = np.random.default_rng(7)
    for _ in range(2000):
        p, q = np.zeros((2, 8))
        p[:4], q[4:] = random.dirichlet(np.ones(4), size=2)
        assert 1 - 1e-12 < it.js_divergence(p, q) <= 1
        assert it.js_divergence(p, q, unit="nats") <= float(np.log(2))


def test_probabilities_of_a_network_keep_the_rounding_of_float32_when_they_become_float64() -> None:
    single = np.random.default_rng(2).dirichlet(np.ones(10), size=300).astype(np.float32)
    rows = single.astype(np.float64)
    assert np.abs(rows.sum(axis=1) - 1).max() > 2e-8  # too far off for numbers that were float64 from the start
    np.testing.assert_allclose(it.entropy(rows), it.entropy(single), rtol=1e-9)
    with pytest.raises(ValueError, match="sums to"):
        it.entropy(rows * (1 + 1e-6))


@pytest.mark.parametrize("far", [-1e-3, -1e-9, -1e-14])
def test_what_is_more_than_rounding_below_0_is_refused(far: float) -> None:
    with pytest.raises(ValueError, match="never negative"):
        it.information_content(far)
    with pytest.raises(ValueError, match="never above 1"):
        it.entropy([1 - far, far])


def test_half_precision_may_be_off_by_three_in_a_hundred_as_documented() -> None:
    p = np.full(1000, 1 / 1000, dtype=np.float16)
    assert abs(float(p.sum(dtype=np.float64)) - 1) < 0.03
    assert it.entropy(p) == pytest.approx(np.log2(1000), rel=0.01)


def test_thresholds_between_the_largest_floats_are_between_them() -> None:
    thresholds, _ = it.threshold_tables([1.5e308, 1.7e308, -1.7e308], [0, 1, 1])
    assert thresholds.tolist() == pytest.approx([-1e307, 1.6e308])


def test_a_temperature_near_the_end_of_the_search_is_still_found() -> None:
    truth = np.array([[1, 0]] * 3 + [[0, 1]])
    scores = np.array([[1.0, 0.0]] * 4)
    for size in (100, 0.02):  # the best temperature is size / ln 3
        assert it.calibrated_temperature(truth, size * scores) == pytest.approx(size / np.log(3), rel=1e-6)


def test_bins_may_be_a_whole_number_of_numpys() -> None:
    want = it.reliability([0.95, 0.55], [1, 0], bins=10)
    np.testing.assert_array_equal(it.reliability([0.95, 0.55], [1, 0], bins=np.int64(10)), want)  # type: ignore[arg-type]

"""The KL of two Gaussians against mpmath, numerical integration and sampling."""

from typing import Any

import numpy as np
import pytest
import scipy.integrate
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

import infotheory_helpers as it
from oracles import log, mpf, relative_error

means = st.floats(-50, 50)
spreads = st.floats(-8, 8).map(lambda e: 10.0**e)
many = settings(max_examples=500)
DIGITS = 1e-10  # as many as `kl_divergence` keeps when P and Q are close


def exact(mean: float, sd: float, model_mean: float, model_sd: float) -> Any:
    m1, s1, m2, s2 = (mpf(value) for value in (mean, sd, model_mean, model_sd))
    return (log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - mpf(1) / 2) / log(2)


@many
@given(means, spreads, means, spreads)
def test_gaussian_kl_agrees_with_mpmath(mean: float, sd: float, model_mean: float, model_sd: float) -> None:
    got = it.gaussian_kl(mean, sd, model_mean, model_sd)
    assert relative_error(got, exact(mean, sd, model_mean, model_sd)) <= DIGITS
    assert it.gaussian_kl(mean, sd, model_mean, model_sd, unit="nats") == pytest.approx(got * np.log(2), rel=1e-14)


@many
@given(spreads, st.floats(-14, -1))
def test_tiny_differences_keep_their_digits(sd: float, size: float) -> None:
    near = sd * (1 + 10**size)
    if near != sd:
        assert relative_error(it.gaussian_kl(0, near, 0, sd), exact(0, near, 0, sd)) <= DIGITS


@many
@given(means, spreads, means, spreads)
def test_gaussian_kl_is_never_negative_and_0_only_for_the_same(m1: float, s1: float, m2: float, s2: float) -> None:
    assert it.gaussian_kl(m1, s1, m1, s1) == 0
    assert it.gaussian_kl(m1, s1, m2, s2) >= 0
    if s1 != s2:
        assert it.gaussian_kl(m1, s1, m2, s2) > 0


@many
@given(st.floats(-5, 5), st.floats(0.1, 5), st.floats(-5, 5), st.floats(0.1, 5), means, st.floats(0.01, 100))
def test_neither_a_shift_nor_another_unit_of_z_matters(
    m1: float, s1: float, m2: float, s2: float, by: float, scale: float
) -> None:
    moved = it.gaussian_kl(scale * m1 + by, scale * s1, scale * m2 + by, scale * s2)
    assert moved == pytest.approx(it.gaussian_kl(m1, s1, m2, s2), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("four", [(0, 1, 0, 2), (1, 0.5, 0, 1), (-2, 3, 1, 0.7), (0.3, 0.3, 0.2, 0.4)])
def test_gaussian_kl_is_the_integral_that_defines_kl(four: tuple[float, float, float, float]) -> None:
    p, q = norm(*four[:2]), norm(*four[2:])
    area, _ = scipy.integrate.quad(
        lambda z: p.pdf(z) * (p.logpdf(z) - q.logpdf(z)), *p.interval(1 - 1e-14), epsabs=1e-12
    )
    assert it.gaussian_kl(*four, unit="nats") == pytest.approx(area, abs=1e-8)


def test_gaussian_kl_agrees_with_kl_divergence_on_a_fine_grid() -> None:
    z = np.linspace(-12, 12, 4001)
    p, q = (norm.pdf(z, *at) / norm.pdf(z, *at).sum() for at in [(1, 0.5), (0, 1)])
    assert it.gaussian_kl(1, 0.5) == pytest.approx(it.kl_divergence(p, q), rel=1e-9)


def test_documented_number() -> None:
    assert it.gaussian_kl(0, 1, 0, 2) == pytest.approx(0.459, abs=5e-4)
    assert it.gaussian_kl(0, 2) != it.gaussian_kl(0, 1, 0, 2)


def test_many_at_once_and_one_model_for_all() -> None:
    got = it.gaussian_kl([[0.0, 1.0], [2.0, 3.0]], [1.0, 2.0], model_mean=1, model_sd=[[2.0], [3.0]])
    want = [[exact(0, 1, 1, 2), exact(1, 2, 1, 2)], [exact(2, 1, 1, 3), exact(3, 2, 1, 3)]]
    np.testing.assert_allclose(got, np.array(want, dtype=float), rtol=1e-13)
    assert isinstance(it.gaussian_kl(0, 1), float)


def test_widths_that_no_square_can_hold() -> None:
    assert relative_error(it.gaussian_kl(0, 1e-200), exact(0, 1e-200, 0, 1)) <= 1e-13
    assert it.gaussian_kl(0, 1e200) == np.inf  # 10⁴⁰⁰ bits, beyond the largest float

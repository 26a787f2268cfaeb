"""The distillation loss against SciPy, and what T² is for."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import approx_fprime

import infotheory_helpers as it
from strategies import Floats

tables = st.tuples(st.integers(1, 6), st.integers(2, 6)).flatmap(
    lambda shape: st.tuples(*[arrays(np.float64, shape, elements=st.floats(-8, 8))] * 2)
)
RANDOM = np.random.default_rng(3)
TEACHER, STUDENT = RANDOM.normal(0, 3, (2, 5, 4))


def softened(teacher: Floats, student: Floats, temperature: float) -> float:
    p, q = (scipy.special.softmax(scores / temperature, axis=-1) for scores in (teacher, student))
    return float(scipy.special.rel_entr(p, q).sum(axis=-1).mean())


@settings(max_examples=500)
@given(tables, st.floats(0.5, 20))
def test_loss_agrees_with_scipy(pair: tuple[Floats, Floats], temperature: float) -> None:
    got = it.distillation_loss(*pair, temperature=temperature)
    assert got == pytest.approx(temperature**2 * softened(*pair, temperature), rel=1e-9, abs=1e-9)
    assert it.distillation_loss(*pair, temperature, unit="bits") == pytest.approx(got / np.log(2), rel=1e-12)


@settings(max_examples=200)
@given(tables, st.floats(0.5, 20), st.floats(-100, 100))
def test_loss_is_never_negative_and_0_for_scores_that_differ_by_a_constant(
    pair: tuple[Floats, Floats], temperature: float, by: float
) -> None:
    assert it.distillation_loss(*pair, temperature) >= 0
    assert it.distillation_loss(pair[0], pair[0] + by, temperature) == pytest.approx(0, abs=1e-12)


def slope(loss: object, temperature: float) -> float:
    def of(student: Floats) -> float:
        return float(loss(TEACHER, student.reshape(TEACHER.shape), temperature))  # type: ignore[operator]

    return float(np.linalg.norm(approx_fprime(STUDENT.ravel(), of, 1e-6)))


def test_t_squared_keeps_the_slope_where_it_would_fade() -> None:
    with_it = [slope(it.distillation_loss, temperature) for temperature in (8, 16, 32)]
    without = [slope(softened, temperature) for temperature in (8, 16, 32)]
    assert max(with_it) / min(with_it) < 1.1
    assert [without[0] / without[1], without[1] / without[2]] == pytest.approx([4, 4], rel=0.1)
    # As T grows, the loss becomes half the squared distance of the centred scores, a class's share of it.
    gap = (STUDENT - STUDENT.mean(axis=1, keepdims=True)) - (TEACHER - TEACHER.mean(axis=1, keepdims=True))
    assert it.distillation_loss(TEACHER, STUDENT, 1e4) == pytest.approx((gap**2).mean(axis=1).mean() / 2, rel=1e-2)


def test_a_student_far_off_costs_much_and_not_infinity() -> None:
    assert it.distillation_loss([0.0, 0.0], [5000.0, 0.0], 2) == pytest.approx(4 * (2500 / 2 - np.log(2)))
    assert np.isfinite(it.distillation_loss([[0.0, 1.0], [1e4, -1e4]], [[1.0, 0.0], [-1e4, 1e4]]))


def test_one_student_answer_for_all_samples() -> None:
    together = it.distillation_loss(TEACHER, STUDENT[0], 3)
    assert together == pytest.approx(np.mean([it.distillation_loss(row, STUDENT[0], 3) for row in TEACHER]))


def test_in_a_batch_each_far_off_student_is_paid_for_by_itself() -> None:
    teacher, student = np.array([[0.0, 2000.0], [0.0, 3000.0], [1.0, 1.0]]), np.zeros((3, 2))
    student[:, 0] = [2000.0, 1000.0, 0.0]
    # A sure teacher pays what the student's scores are apart: 2000 nats, and 1000; the last two are equally unsure.
    assert it.distillation_loss(teacher, student) == pytest.approx((2000 + 1000 + 0) / 3)

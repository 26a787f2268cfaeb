"""Lesson 4's explorer of a training: the pictures are the weights, and a push is what it is said to be."""

from typing import Any

import numpy as np
import pytest
import scipy.special
from sklearn.datasets import load_digits

from infotheory_helpers import explore_learning
from infotheory_helpers.lessons.digits import push, trained

PIXELS, LABELS = load_digits(return_X_y=True)
X = PIXELS / 16
MIDDLE = [27, 28, 35, 36]


@pytest.fixture(scope="module")
def explorer() -> Any:
    return explore_learning()


def squares(explorer: Any) -> Any:
    """The signed areas of all squares in the ten pictures: of pixels that are ever inked, then of digits."""
    plus, minus = (np.array(part.row_now()) for part in explorer.parts if part.kind == "squares")
    assert not (plus * minus).any()  # no pixel is both
    return (plus**2 - minus**2).reshape(-1, 10)


def step_by_scipy(weights: Any, smoothing: float = 0) -> Any:
    aim = (1 - smoothing) * np.eye(10)[LABELS] + smoothing / 10
    return weights + X.T @ (aim - scipy.special.softmax(X @ weights, axis=1)) / len(X)


@pytest.mark.parametrize(("kind", "smoothing"), [("hard", 0), ("smooth", 0.1)])
def test_the_weights_are_those_of_300_steps_down_the_gradient(kind: str, smoothing: float) -> None:
    weights = np.zeros((64, 10))
    for step in range(301):
        if step % 5 == 0:
            np.testing.assert_allclose(trained(kind)[step // 5], weights, atol=1e-9)
        weights = step_by_scipy(weights, smoothing)


def test_at_rest_all_pictures_are_empty(explorer: Any) -> None:
    explorer.values = {"step": 0, "show": 0}
    assert not squares(explorer).any()


@pytest.mark.parametrize("step", [5, 100, 300])
def test_the_area_of_a_square_is_its_weight(step: int, explorer: Any) -> None:
    explorer.values = {"step": step, "show": 0}
    seen = squares(explorer)
    weights = trained("hard")[step // 5][X.any(axis=0)]
    scale = np.abs(trained("hard")).max() / (explorer_side(explorer) ** 2)
    np.testing.assert_allclose(seen * scale, weights, atol=0.03)


def explorer_side(explorer: Any) -> float:
    """The side of the largest square of all steps."""
    return max(int(part.table[::2].max()) for part in explorer.parts if part.kind == "squares")


def test_the_middle_of_the_zeros_picture_falls_far_below_0(explorer: Any) -> None:
    explorer.values = {"step": 300, "show": 0}
    at = np.flatnonzero(np.isin(np.flatnonzero(X.any(axis=0)), MIDDLE))
    zero = squares(explorer)[:, 0]
    assert (zero[at] < 0.5 * zero.min()).all()


def test_a_push_is_minus_the_measured_slope_of_the_digits_loss(explorer: Any) -> None:
    explorer.values = {"step": 60, "show": 1}
    weights = trained("hard")[12]
    pushed = push(weights[None], 1573)[0]

    def loss(weights: Any) -> float:
        return -float(scipy.special.log_softmax(X[1573] @ weights)[0])

    for pixel, digit in [(19, 0), (19, 4), (35, 4), (43, 6), (0, 0)]:
        nudge = np.zeros((64, 10))
        nudge[pixel, digit] = 1e-6
        slope = (loss(weights + nudge) - loss(weights - nudge)) / 2e-6
        assert pushed[pixel, digit] == pytest.approx(-slope, abs=1e-7)
    seen = squares(explorer)
    np.testing.assert_array_equal(np.sign(seen), np.sign(np.where(np.abs(pushed) > 2e-5, pushed, 0))[X.any(axis=0)])


def test_the_zero_is_a_zero_and_stays_misread() -> None:
    assert LABELS[1573] == 0
    assert all((X[1573] @ weights).argmax() == 4 for weights in trained("hard")[1:])


def test_the_floors_are_told_at_the_end_only(explorer: Any) -> None:
    def told() -> list[str]:
        return [part.artist.get_text() for part in explorer.parts if part.kind == "label" and part.row_now()[2]]

    explorer.values = {"step": 295}
    assert told() == []
    explorer.values = {"step": 300}
    assert told() == ["hard labels: floor 0.0000 nats", "smoothed labels: floor 0.5003 nats"]

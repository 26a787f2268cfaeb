"""Lesson 4's push: arrows as long as the slopes, and steps that are those of gradient descent."""

from typing import Any

import numpy as np
import pytest
import scipy.optimize
import scipy.special

from infotheory_helpers import explore_push
from player import Player

STARTS = [(1, 3, 1), (3, -3, 1), (3, -3, 5), (-3, 5, 2), (0, 0, 5)]


def loss(z: Any, t: float) -> float:
    return -float(scipy.special.log_softmax(np.asarray(z) / t)[1])


def walked(cat: float, dog: float, t: float, steps: int) -> Any:
    """Go down the slopes, measured by SciPy."""
    z = np.array([cat, dog, 0.5])
    for _ in range(steps):
        z = z - scipy.optimize.approx_fprime(z, loss, 1e-7, t)
    return z


@pytest.fixture(scope="module")
def player() -> Player:
    return Player(explore_push())


@pytest.mark.parametrize(("cat", "dog", "t"), STARTS)
def test_a_press_of_the_button_is_a_step_down_the_measured_slopes(
    cat: float, dog: float, t: float, player: Player
) -> None:
    player.press("back to the first logits", cat=cat, dog=dog, t=t)
    logits = [part for part in player.explorer.parts if part.kind == "text" and part.artist and len(part.follows) == 4]
    for steps in range(1, 16):
        said = player.press("one step down the gradient")
        z = walked(cat, dog, t, steps)
        assert f"the loss is {loss(z, t):.4f} nats" in said or abs(loss(z, t) * 1e4 % 1 - 0.5) < 0.05
        assert f"Steps made: {steps}." in said
        shown = [float(part.said().split()[1].replace("−", "-")) for part in logits]  # type: ignore[attr-defined]
        np.testing.assert_allclose(shown, z, atol=0.006)
    assert "Steps made: 15." in player.press("one step down the gradient")  # no further
    assert "Steps made: 0." in player.press("back to the first logits")


@pytest.mark.parametrize(("cat", "dog", "t"), STARTS)
def test_an_arrow_begins_at_its_bar_and_is_as_long_as_minus_the_slope(
    cat: float, dog: float, t: float, player: Player
) -> None:
    player.explorer.values = {"cat": cat, "dog": dog, "t": t, "n": 4}
    z = walked(cat, dog, t, 4)
    q, slopes = scipy.special.softmax(z / t), scipy.optimize.approx_fprime(z, loss, 1e-7, t)
    arrows = [part for part in player.explorer.parts if part.kind == "area"]
    for arrow, start, slope in zip(arrows, q, slopes, strict=True):
        _, y = arrow.data(*np.reshape(arrow.row_now(), (-1, 2)).T)
        assert y[0] == pytest.approx(start, abs=0.001)
        assert y[4] - y[0] == pytest.approx(-slope, abs=0.002)
        if t == 1:
            assert y[4] == pytest.approx(float(arrow is arrows[1]), abs=0.002)  # at the truth

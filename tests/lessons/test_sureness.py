"""Lesson 4's one prediction: nothing is drawn before it is found, and the arrow stands on its own curve."""

from typing import Any

import numpy as np
import pytest

from infotheory_helpers import explore_prediction


@pytest.fixture(scope="module")
def explorer() -> Any:
    return explore_prediction()


def place(part: Any) -> tuple[float, float]:
    x, y = part.data(*part.row_now()[:2])
    return x.item(), y.item()


def test_the_other_answers_mark_costs_what_it_would_have_cost(explorer: Any) -> None:
    other, here = (part for part in explorer.parts if part.kind == "point")
    for q, y in [(0.9, 1), (0.9, 0), (0.2, 1)]:
        explorer.values = {"q": q, "y": y}
        on_it = q if y else 1 - q
        assert place(here) == pytest.approx((q, -np.log(on_it)), abs=0.02)
        assert place(other) == pytest.approx((q, -np.log(1 - on_it)), abs=0.02)


def test_the_drop_goes_from_the_mark_to_the_axis(explorer: Any) -> None:
    (drop,) = (part for part in explorer.parts if part.kind == "line" and "q" in part.follows)
    explorer.values = {"q": 0.2, "y": 1}
    x, y = drop.data(*np.reshape(drop.row_now(), (-1, 2)).T)
    np.testing.assert_allclose(x, [0.2, 0.2], atol=0.005)
    np.testing.assert_allclose(y, [0, -np.log(0.2)], atol=0.02)


def test_the_arrow_of_an_infinite_loss_stands_on_its_curve_and_not_on_the_axis(explorer: Any) -> None:
    for q, y in [(0, 1), (1, 0)]:
        explorer.values = {"q": q, "y": y}
        _, here = (part for part in explorer.parts if part.kind == "point")
        across, _, beyond = here.row_now()
        assert beyond
        trail = next(part for part in explorer.parts if part.kind == "trail" and part.follows == ["q", "y"])
        assert trail.row_now()[0] == across
        edges = here.artist.axes.viewLim.intervalx
        assert edges[0] + 0.02 < q < edges[1] - 0.02

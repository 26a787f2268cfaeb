"""What the explorers of the lessons show only when it has been found, and that sliders run with their axes."""

from typing import Any

import numpy as np
import pytest

from infotheory_helpers import explore_epsilon, explore_split, explore_wrong_code


@pytest.mark.parametrize(
    ("q1", "share", "found"), [(0.7, 2 / 3, True), (0.7, 0.7, False), (0.69, 2 / 3, False), (0.33, 0.5, False)]
)
def test_the_floor_is_told_where_it_is_reached_and_nowhere_else(q1: float, share: float, found: bool) -> None:
    explorer = explore_wrong_code()
    explorer.values = {"q1": q1, "share": share}
    said = repr(explorer)
    assert ("floor" in said) == found
    assert ("1.1568" in said) == found
    floor: Any = next(part for part in explorer.parts if part.kind == "line")
    floor.put()
    assert (np.ptp(floor.artist.get_xdata()) > 1) == found
    texts: list[Any] = [part for part in explorer.parts if part.kind == "text" and part.artist]
    assert ("floor H(P)" in [part.said() for part in texts]) == found


def test_what_is_infinite_is_called_so_in_the_figure_too() -> None:
    explorer = explore_wrong_code()
    texts: list[Any] = [part for part in explorer.parts if part.kind == "text" and part.artist]
    for q1, infinite in [(0, True), (1, True), (0.5, False)]:
        explorer.values = {"q1": q1}
        assert ("∞" in [part.said() for part in texts]) == infinite


def test_the_split_comes_down_to_the_floor() -> None:
    explorer = explore_split()
    explorer.values = {"q1": 0.7, "share": 2 / 3}
    assert "+ 0.0000 bits of KL" in repr(explorer)


def test_a_larger_epsilon_stands_further_to_the_right_on_slider_and_axis() -> None:
    explorer = explore_epsilon()
    slider, point = explorer.sliders["epsilon"], explorer.parts[0]
    assert slider.values == sorted(slider.values)
    across = []
    for slider.at in range(len(slider.values)):
        across.append(point.row_now()[0])
    assert across == sorted(across)

"""What the explorers of the lessons show only when it has been found, and that sliders run with their axes."""

import pytest

from infotheory_helpers import explore_epsilon, explore_wrong_code


@pytest.mark.parametrize(
    ("q1", "share", "found"), [(0.7, 2 / 3, True), (0.7, 0.7, False), (0.69, 2 / 3, False), (0.33, 0.5, False)]
)
def test_the_floor_is_told_where_it_is_reached_and_nowhere_else(q1: float, share: float, found: bool) -> None:
    explorer = explore_wrong_code()
    explorer.values = {"q1": q1, "share": share}
    said = repr(explorer)
    assert ("Lower it does not go" in said) == found
    assert ("1.1568" in said) == found


def test_a_larger_epsilon_stands_further_to_the_right_on_slider_and_axis() -> None:
    explorer = explore_epsilon()
    slider, point = explorer.sliders["epsilon"], explorer.parts[0]
    assert slider.values == sorted(slider.values)
    across = []
    for at in range(len(slider.values)):
        slider.at = at
        across.append(point.row_now()[0])
    assert across == sorted(across)

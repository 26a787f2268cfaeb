"""Parts that are many: their tables, their still pictures, and what is said of a function that does not fit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from ipywidgets import FloatSlider, ToggleButtons
from matplotlib.patches import Polygon

from infotheory_helpers import Explorer
from infotheory_helpers.explorer.drawing import panels
from infotheory_helpers.explorer.shapes import boxes, squares
from player import drawings, spec


def an_explorer() -> tuple[Explorer, Any]:
    ax = panels(4, 3)
    ax.set(xlim=(0, 4), ylim=(0, 2))
    figure = ax.get_figure()
    figure.set_label("A test.")
    sliders = {
        "x": FloatSlider(0.5, min=0, max=1, step=0.25),
        "n": ToggleButtons(options=[("one", 1), ("two", 2)], value=2, description="power"),
    }
    return Explorer(figure, **sliders), ax


def in_data(explorer: Explorer, ax: Any, across: Any, down: Any) -> tuple[Any, Any]:
    """Where tenths of a point lie in the data, by matplotlib's own transform."""
    inches = np.stack([np.ravel(across), explorer.figure.get_figheight() * 720 - np.ravel(down)], axis=-1) / 720
    x, y = ax.transData.inverted().transform(inches * explorer.figure.dpi).T
    return x, y


def test_boxes_go_to_the_page_as_their_edges() -> None:
    explorer, ax = an_explorer()
    explorer.follow(boxes(ax, 2), lambda x, n: (np.array([0, 2]), 0, x, np.concatenate([x, x**n], axis=-1)))
    (part,) = spec(explorer)["parts"]
    assert part["kind"] == "boxes"
    assert part["table"].shape == (5 * 2, 2 * 4)
    left, right, foot, top = part["table"][3 * 2 + 1].reshape(4, 2)  # x = 0.75, n = 2
    x, y = in_data(explorer, ax, [left, right], [foot, top])
    assert x == pytest.approx([0, 2, 0.75, 2.75], abs=0.01)
    assert y == pytest.approx([0, 0, 0.75, 0.75**2], abs=0.01)


def test_squares_go_to_the_page_as_their_sides_and_stay_where_they_are() -> None:
    explorer, ax = an_explorer()
    explorer.follow(squares(ax, [1, 2, 3], 1), lambda x: x * np.array([1, 0.5, -1]))
    (part,) = spec(explorer)["parts"]
    x, y = in_data(explorer, ax, part["centres"][::2], part["centres"][1::2])
    assert x == pytest.approx([1, 2, 3], abs=0.01)
    assert y == pytest.approx([1, 1, 1], abs=0.01)
    unit = ax.bbox.width / 4 * 720 / explorer.figure.dpi
    assert part["table"][-1] == pytest.approx([unit, unit / 2, 0], abs=1), "what is below 0 is none"


def test_dots_and_areas_go_to_the_page_as_points() -> None:
    explorer, ax = an_explorer()
    (dots,) = ax.plot([1, 2, 3], [1, 1, 1], "o", linestyle="none")
    area = ax.add_patch(Polygon([(0, 0), (1, 0), (1, 1)]))
    explorer.follow(dots, lambda x: (np.array([1, 2, 3]), x * np.array([0, 1, 2])))
    explorer.follow(area, lambda x: (np.array([0, 1, 1]), x * np.array([0, 0, 1])))
    told = spec(explorer)["parts"]
    assert [part["kind"] for part in told] == ["dots", "area"]
    for part, height in zip(told, ([0, 0.5, 1], [0, 0, 0.5]), strict=True):
        points = part["table"][2].reshape(3, 2)  # x = 0.5
        assert in_data(explorer, ax, *points.T)[1] == pytest.approx(height, abs=0.01)


def test_a_trail_is_told_which_slider_it_goes_along() -> None:
    explorer, ax = an_explorer()
    (line,) = ax.plot([0], [0])
    explorer.follow(line, lambda x, n: (x, x**n), along="x")
    (part,) = spec(explorer)["parts"]
    assert (part["kind"], part["along"], part["table"].shape) == ("trail", 0, (10, 2))
    with pytest.raises(ValueError, match="`along` is 'n'; the function follows: x"):
        explorer.follow(line, lambda x: (x, x), along="n")


def test_a_letter_may_be_told_its_height() -> None:
    explorer, ax = an_explorer()
    letter = ax.text(1, 0.5, "A", va="baseline")
    explorer.follow(letter, lambda x: (1, 0.5, 1, x))
    (part,) = spec(explorer)["parts"]
    unit = ax.bbox.height / 2 * 720 / explorer.figure.dpi
    assert part["table"][:, 3] == pytest.approx(unit * np.array([0, 0.25, 0.5, 0.75, 1]), abs=1)
    with pytest.raises(ValueError, match="gave 5 values"):
        explorer.follow(letter, lambda x: (1, 0.5, 1, x, x))


DRAWN: dict[str, Callable[[Any], tuple[Any, Callable[..., Any]]]] = {
    "boxes": lambda ax: (boxes(ax, 2), lambda x: (np.array([0, 2]), 0, 1, x + np.zeros(2))),
    "squares": lambda ax: (squares(ax, [1, 2], 1), lambda x: x * np.ones(2)),
    "dots": lambda ax: (ax.plot([1, 2], [1, 1], "o", linestyle="none")[0], lambda x: (np.arange(2), x * np.ones(2))),
    "area": lambda ax: (ax.fill([0, 1, 1], [0, 0, 1])[0], lambda x: (np.arange(3), x * np.arange(3))),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_the_still_picture_shows_where_the_sliders_stand_and_the_page_finds_the_part(kind: str) -> None:
    explorer, ax = an_explorer()
    artist, function = DRAWN[kind](ax)
    explorer.follow(artist, function)
    explorer.values = {"x": 0.25}
    low = drawings(explorer._repr_html_())[0]
    explorer.values = {"x": 0.75}
    high = drawings(explorer._repr_html_())[0]
    assert low != high
    assert f'id="{explorer.id}-part0"' in low


def test_only_a_marker_that_follows_a_slider_can_be_taken_hold_of() -> None:
    explorer, ax = an_explorer()
    (marker,) = ax.plot([1], [1], "o")
    with pytest.raises(ValueError, match="only a marker that follows sliders"):
        explorer.grab(marker, "x")
    explorer.follow(marker, lambda x: (x, x))
    with pytest.raises(ValueError, match="does not follow 'n'; it follows: x"):
        explorer.grab(marker, "n")
    explorer.grab(marker, "x")
    ((handle,),) = [spec(explorer)["handles"]]
    assert handle["moves"] == [0]
    x, y = in_data(explorer, ax, handle["box"][:2], handle["box"][2:])
    assert x == pytest.approx([0, 4], abs=0.01)
    assert y == pytest.approx([0, 2], abs=0.01)


def test_a_choice_among_names_is_told_apart_from_a_scale() -> None:
    explorer, _ = an_explorer()
    assert [slider["choice"] for slider in spec(explorer)["sliders"]] == [False, True]
    explorer.values = {"n": 1}
    assert explorer.values["n"] == 1


def test_a_wrong_number_of_values_or_of_boxes_is_refused() -> None:
    explorer, ax = an_explorer()
    with pytest.raises(ValueError, match=r"gave 3 values; it must give \(x, y, width, height\)"):
        explorer.follow(boxes(ax, 2), lambda x: (0, 0, x))
    with pytest.raises(ValueError, match="must fit"):
        explorer.follow(squares(ax, [1, 2], 1), lambda x: x * np.ones(3))

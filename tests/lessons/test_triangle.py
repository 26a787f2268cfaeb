"""The triangle of models: its land, the walk down its slope, and the cost that comes apart beside it."""

import functools
import re
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import scipy.stats
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

import infotheory_helpers as it
from infotheory_helpers.explorer import palette
from infotheory_helpers.explorer.parts import Formula
from infotheory_helpers.lessons.triangle import CORNERS, LEVELS, contour, on_triangle
from player import Player

P = np.array([0.7, 0.2, 0.1])
FLOOR = float(scipy.stats.entropy(P, base=2))
WALK = "walk down the slope"


def back(x: Any, y: Any) -> Any:
    """The model at a point of the triangle: by its distances from the three sides."""
    height = np.sqrt(3) / 2
    cloud = np.asarray(y) / height
    rain = np.asarray(x) - cloud / 2
    return np.stack([1 - cloud - rain, cloud, rain], axis=-1)


@functools.cache
def descent() -> Any:
    """The loop of the lesson once more, with scipy's softmax and the slope by difference quotient."""
    logits, visited = np.zeros(3), []
    for _ in range(31):
        visited.append(scipy.special.softmax(logits))
        nudges = 1e-6 * np.eye(3)
        cost = [-P @ scipy.special.log_softmax(logits + step * nudge) for nudge in nudges for step in (-1, 1)]
        logits = logits - 0.5 * (np.array(cost[1::2]) - cost[::2]) / 2e-6
    return np.array(visited)


def part_of(explorer: it.Explorer, label: str) -> Any:
    (part,) = (part for part in explorer.parts if isinstance(part.artist, Text) and part.artist.get_text() == label)
    return part


def kl_said(explorer: it.Explorer) -> float:
    (formula,) = (part for part in explorer.parts if isinstance(part, Formula))
    floor, fault, cost = map(float, re.findall(r"\d+\.\d+", formula.said()))
    assert floor == pytest.approx(FLOOR, abs=6e-5)
    assert floor + fault == pytest.approx(cost, abs=2e-4)
    return fault


# The land


def test_a_model_lies_nearer_to_a_corner_the_surer_it_is_of_it() -> None:
    models = np.random.default_rng(3).dirichlet(np.ones(3), 50)
    np.testing.assert_allclose(back(*on_triangle(models)), models, atol=1e-12)
    np.testing.assert_allclose(np.stack(on_triangle(np.eye(3)), axis=-1), CORNERS)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("p", [P, np.ones(3) / 3], ids=str)
def test_a_contour_goes_once_round_the_truth_at_its_height(level: float, p: Any) -> None:
    models = back(*contour(p, level))
    assert models.min() > 0
    np.testing.assert_allclose(scipy.stats.entropy(p[:, None], models.T, base=2), level, atol=1e-3)
    around = np.stack(contour(p, level), axis=-1) - np.stack(on_triangle(p), axis=-1)
    turned = np.unwrap(np.arctan2(around[:, 1], around[:, 0]))
    assert turned[-1] - turned[0] == pytest.approx(2 * np.pi)


# The hand and the walk


def test_at_rest_neither_the_land_nor_the_truth_in_it_is_seen_and_with_the_walk_they_are() -> None:
    player = Player(it.explore_split())

    def seen() -> set[bool]:
        names = ("P", "lines: KL, bits", "0.1", "0.5", "1", "2")
        labels = [part_of(player.explorer, name).row_now()[2] for name in names]
        lines = [part for part in player.explorer.parts if part.kind in ("line", "area")]
        sizes = [np.ptp(np.reshape(line.row_now(), (-1, 2)), axis=0).min() for line in lines]
        assert len(sizes) == len(LEVELS) + 1  # and the star
        return {bool(size) for size in [*labels, *sizes]}

    assert seen() == {False}
    player.press(WALK)
    assert seen() == {True}
    assert player.buttons[WALK]["after"] > 5  # the hand goes first


def test_the_button_walks_the_thirty_steps_of_the_lesson_and_stops() -> None:
    player = Player(it.explore_split())
    marker: Any = next(part for part in player.explorer.parts if part.kind == "point")
    faults = []
    for model in descent():
        marker.put()
        np.testing.assert_allclose(np.ravel(marker.artist.get_data()), np.ravel(on_triangle(model)), atol=2e-3)
        faults.append(kl_said(player.explorer))
        before = player.explorer.values
        player.press(WALK)
    assert before == player.explorer.values  # at the end a press changes nothing: it is over
    np.testing.assert_allclose(faults, scipy.stats.entropy(P[:, None], descent().T, base=2), atol=6e-5)


def test_the_path_is_left_by_the_walk() -> None:
    explorer = it.explore_split()
    (trail,) = (part for part in explorer.parts if part.kind == "trail")
    across = trail.table
    assert across is not None
    assert len(across) == 31
    x, y = trail.data(across[:, 0], across[:, 1])
    np.testing.assert_allclose(back(x, y), descent(), atol=2e-3)


@pytest.mark.parametrize("presses", [1, 7, 21, 31])
def test_the_hand_has_the_last_word_and_the_next_walk_starts_blind(presses: int) -> None:
    player = Player(it.explore_split())
    for _ in range(presses):
        player.press(WALK)
    player.explorer.values = {"q1": 0.7, "share": round(2 / 3, 10)}
    assert kl_said(player.explorer) == 0
    player.explorer.values = {"q1": 0.2, "share": 0.4}
    assert kl_said(player.explorer) == pytest.approx(scipy.stats.entropy(P, [0.2, 0.32, 0.48], base=2), abs=6e-5)
    player.press(WALK)
    assert kl_said(player.explorer) == pytest.approx(scipy.stats.entropy(P, np.ones(3) / 3, base=2), abs=6e-5)


def test_the_box_is_as_high_as_the_cost_and_its_lower_part_does_not_move() -> None:
    explorer = it.explore_split()
    (excess,) = (part for part in explorer.parts if part.kind == "bar")
    for i, j in [(20, 19), (0, 28), (28, 0), (14, 14)]:
        q1, share = ((k + 1) / 30 for k in (i, j))
        explorer.sliders["q1"].at, explorer.sliders["share"].at = i, j
        q = [q1, (1 - q1) * share, (1 - q1) * (1 - share)]
        excess.put()
        bar: Any = excess.artist
        assert bar.get_y() == pytest.approx(FLOOR, abs=0.01)
        assert bar.get_y() + bar.get_height() == pytest.approx(FLOOR + scipy.stats.entropy(P, q, base=2), abs=0.01)


def test_the_model_can_be_taken_hold_of() -> None:
    (held,) = it.explore_split().handles
    assert held[1] == ("q1", "share")


# The figure


def figure() -> Any:
    return it.plot_descent(P, descent(), {"expects rain": [0.1, 0.1, 0.8], "Q": [0.5, 0.3, 0.2]})


def test_each_step_is_a_bar_whose_lower_part_stands_and_whose_upper_part_is_kl() -> None:
    drawing = figure()
    for i, model in enumerate(descent()):
        floor, excess = drawing[f"floor {i}"], drawing[f"excess {i}"]
        assert floor.get_height() == excess.get_y() == pytest.approx(FLOOR)
        assert excess.get_height() == pytest.approx(scipy.stats.entropy(P, model, base=2))
        assert to_hex(floor.get_facecolor()) == palette.P_COLOUR
        assert to_hex(excess.get_facecolor()) == palette.COST
    np.testing.assert_allclose(back(*drawing["path"].get_data()), descent(), atol=1e-12)
    assert "step 10 1.1723 = 1.1568 + 0.0156" in drawing.alt


def test_nothing_written_is_cut_off_or_lies_on_something_else() -> None:
    drawing = figure()
    root = drawing.ax.get_figure(root=True)
    canvas: Any = FigureCanvasAgg(root)
    canvas.draw()
    boxes = {text: text.get_window_extent() for ax in root.axes for text in ax.texts}
    assert len(boxes) == 15
    for text, box in boxes.items():
        assert box.x0 >= 0 <= box.y0, text.get_text()
        assert box.x1 <= root.bbox.x1, text.get_text()
        assert box.y1 <= root.bbox.y1, text.get_text()
    for one, other in combinations(boxes, 2):
        assert not boxes[one].overlaps(boxes[other]), (one.get_text(), other.get_text())
    assert "<source" in drawing._repr_html_()  # there is a drawing for a phone


def test_a_truth_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="sum"):
        it.plot_descent([0.7, 0.2, 0.2], [P])

"""The figures and explorers of policies and confidence, by the data of their artists."""

import re
from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats

import infotheory_helpers as it
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.patches import Boxes
from infotheory_helpers.labs.deep_learning.trained import too_sure

TWELVE = it.load_answers()


def best(beta: float) -> Any:
    return scipy.special.softmax(np.log(TWELVE.reference) + TWELVE.reward / beta)


def line(drawing: Any, name: str) -> tuple[Any, Any]:
    x, y = drawing[name].get_data()
    return np.asarray(x, float), np.asarray(y, float)


def test_the_objective_is_flat_above_for_good_and_below_for_bad_answers() -> None:
    drawing = it.plot_clipped_objective()
    x, good = line(drawing, "good")
    _, bad = line(drawing, "bad")
    assert np.interp([0.5, 1.2, 1.9], x, good) == pytest.approx([0.5, 1.2, 1.2])
    assert np.interp([0.1, 0.8, 1.9], x, bad) == pytest.approx([-0.8, -0.8, -1.9])


def test_entropies_are_shares_of_their_own_group() -> None:
    drawing: Any = it.plot_entropies({"right": [0.1, 0.1, 0.1, 0.5], "wrong": [0.3, 2.0]})
    assert drawing["right"].get_data().values.sum() == pytest.approx(1)
    assert drawing["right"].get_data().values[:3].tolist() == [0.75, 0, 0.25]
    assert drawing["wrong"].get_data().values[1] == 0.5
    assert drawing["wrong"].get_data().values.sum() == pytest.approx(1)


def test_images_stand_side_by_side() -> None:
    images = np.arange(12).reshape(3, 2, 2)
    drawing: Any = it.plot_uncertain(images, [1, 2, 3], list("abc"))
    np.testing.assert_array_equal(drawing["images"].get_array(), np.hstack(list(images)))
    labels = [label.get_text() for label in drawing.ax.get_xticklabels()]
    assert labels == ["1.00 bits\na", "2.00 bits\nb", "3.00 bits\nc"]


def test_a_river_stacks_its_answers_and_its_line_is_the_kl_of_each_policy_from_the_next() -> None:
    runs = {"one": np.array([[0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [0.1, 0.1, 0.8]]), "two": np.full((3, 3), 1 / 3)}
    drawing: Any = it.plot_rivers(runs, "the third")
    for run, name in zip(runs.values(), runs, strict=True):
        band = drawing[name].get_paths()[0].vertices
        at = {x: np.ptp(band[np.isclose(band[:, 0], x), 1]) for x in range(3)}
        assert at == pytest.approx(dict(enumerate(run[:, -1])))
    steps, heights = line(drawing, "one steps")
    assert steps.tolist() == [1, 2]
    kl = scipy.stats.entropy(runs["one"][:-1], runs["one"][1:], axis=1)
    _, level = line(drawing, "two steps")
    assert np.ptp(level) == 0  # nothing moves
    np.testing.assert_allclose(np.diff(heights) / np.diff(kl), 0.45 / kl.max())  # one scale, as high as its strip
    assert f"one: at most {kl.max():.3f} nats in a step, and at the end 80% for the third" in drawing.alt


@pytest.mark.parametrize("beta", [10**1.5, 1.0, 10**-1.5])
def test_the_leash_draws_the_policy_and_stands_at_its_points_over_the_root_of_its_kl(beta: float) -> None:
    explorer: Explorer = it.explore_leash()
    explorer.values = {"beta": beta}
    explorer._repr_html_()  # puts every artist in its place
    left, right = explorer.figure.axes
    bars: Any = next(patch for patch in left.patches if isinstance(patch, Boxes))
    widths = np.ptp(bars.get_path().vertices.reshape(12, 5, 2)[:, :, 0], axis=1)
    np.testing.assert_allclose(widths, best(beta), atol=1e-3)
    dots: Any = [mark for mark in right.lines if mark.get_marker() != "None"]
    nats = scipy.stats.entropy(best(beta), TWELVE.reference)
    for dot, points in zip(dots, [TWELVE.reward, TWELVE.quality], strict=True):
        np.testing.assert_allclose(np.ravel(dot.get_data()), (nats, best(beta) @ points), atol=2e-2)
    halfway = right.transData.transform([(1, 0), (4, 0)])[:, 0] - right.transData.transform((0, 0))[0]
    assert halfway[1] == pytest.approx(2 * halfway[0])


def test_every_row_of_the_leash_says_what_the_reward_model_and_what_people_give() -> None:
    left, _ = it.explore_leash().figure.axes
    written = [(round(text.get_position()[1]), text.get_text()) for text in left.texts]
    for row, answer in enumerate(zip(TWELVE.texts, TWELVE.reward, TWELVE.quality, strict=True)):
        text, reward, quality = answer
        assert [words for at, words in written if at == row] in (
            [text, f"{reward:.1f}", f"{quality:.1f}"], [text, f"{quality:.1f}", f"{reward:.1f}"]
        ), row  # fmt: skip


def test_the_leash_loosens_to_the_right() -> None:
    betas = it.explore_leash().sliders["beta"]
    assert (np.diff(betas.values) < 0).all()
    assert betas.at == 0
    assert all(label.endswith("points per nat") for label in betas.labels)


def heights_of(explorer: Explorer, ax: Any) -> list[tuple[Any, Any, Any]]:
    """The boxes of each artist, as (left, width, bottom and top)."""
    explorer._repr_html_()
    found = []
    for boxes in ax.patches:
        corners = boxes.get_path().vertices.reshape(-1, 5, 2)
        across, up = corners[..., 0], corners[..., 1]
        found.append((across.min(axis=1), np.ptp(across, axis=1), (up.min(axis=1), up.max(axis=1))))
    return found


@pytest.mark.parametrize("heat", [0.5, 1.0, 3.2, 8.0])
def test_the_area_of_the_gap_is_the_calibration_error(heat: float) -> None:
    scores, digits = too_sure()
    explorer = it.explore_calibration()
    explorer.values = {"t": heat}
    right, sure, modest, _ = heights_of(explorer, explorer.figure.axes[0])
    p = scipy.special.softmax(scores / heat, axis=1)
    hit = p.argmax(axis=1) == digits
    bins = np.minimum((10 * p.max(axis=1)).astype(int), 9)
    error = sum(abs((p.max(axis=1) - hit)[bins == k].sum()) for k in range(10)) / len(digits)
    area = sum((width * (top - bottom)).sum() for _, width, (bottom, top) in (sure, modest))
    assert area == pytest.approx(error, abs=3e-3)
    left, width, (bottom, top) = right
    np.testing.assert_allclose(left[1:], (left + width)[:-1], atol=3e-3)  # side by side
    assert (width * (top - bottom)).sum() == pytest.approx(hit.mean(), abs=3e-3)  # all that is right
    assert width.sum() == pytest.approx(1, abs=3e-3)


def test_the_loss_is_least_near_the_temperature_that_the_helper_finds() -> None:
    scores, digits = too_sure()
    found = it.calibrated_temperature(np.eye(10)[digits], scores)
    explorer = it.explore_calibration()
    said = []
    for heat in explorer.sliders["t"].values:
        explorer.values = {"t": heat}
        said.append(float(re.findall(r"cross-entropy ([\d.]+) nats", repr(explorer))[0]))
    least = explorer.sliders["t"].values[int(np.argmin(said))]
    assert least == pytest.approx(found, abs=0.06)

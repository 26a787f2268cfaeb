"""The figures of policies and confidence, by the data of their artists, and the trails of the leash explorer."""

from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats

import infotheory_helpers as it
from infotheory_helpers.explorer.explorer import Explorer

TWELVE = it.load_answers()


def best(beta: float) -> Any:
    return scipy.special.softmax(np.log(TWELVE.reference) + TWELVE.reward / beta)


def line(drawing: Any, name: str) -> tuple[Any, Any]:
    x, y = drawing[name].get_data()
    return np.asarray(x, float), np.asarray(y, float)


def test_true_quality_rises_and_falls_while_the_reward_only_rises() -> None:
    drawing = it.plot_reward_hacking()
    nats, reward = line(drawing, "reward")
    _, quality = line(drawing, "quality")
    for beta in (10.0, 1.0, 0.1):
        at = scipy.stats.entropy(best(beta), TWELVE.reference)
        assert np.interp(at, nats, reward) == pytest.approx(best(beta) @ TWELVE.reward, abs=2e-3)
        assert np.interp(at, nats, quality) == pytest.approx(best(beta) @ TWELVE.quality, abs=2e-3)
    assert (np.diff(nats) >= 0).all()
    assert (np.diff(reward) >= 0).all()
    turn = int(quality.argmax())
    assert (np.diff(quality[: turn + 1]) > 0).all()
    assert (np.diff(quality[turn:]) <= 0).all()
    assert line(drawing, "peak") == (nats[turn], quality[turn])


def test_the_objective_is_flat_above_for_good_and_below_for_bad_answers() -> None:
    drawing = it.plot_clipped_objective()
    x, good = line(drawing, "good")
    _, bad = line(drawing, "bad")
    assert np.interp([0.5, 1.2, 1.9], x, good) == pytest.approx([0.5, 1.2, 1.2])
    assert np.interp([0.1, 0.8, 1.9], x, bad) == pytest.approx([-0.8, -0.8, -1.9])


def test_steps_are_the_kl_of_each_policy_from_the_next() -> None:
    run = np.array([[0.5, 0.5], [0.9, 0.1], [0.8, 0.2]])
    x, y = line(it.plot_steps({"run": run}), "run")
    assert x.tolist() == [1, 2]
    np.testing.assert_allclose(y, scipy.stats.entropy(run[:-1], run[1:], axis=1))


def test_entropies_are_shares_of_their_own_group() -> None:
    drawing: Any = it.plot_entropies({"right": [0.1, 0.1, 0.1, 0.5], "wrong": [0.3, 2.0]})
    assert drawing["right"].get_data().values.sum() == pytest.approx(1)
    assert drawing["right"].get_data().values[:3].tolist() == [0.75, 0, 0.25]
    assert drawing["wrong"].get_data().values[1] == 0.5
    assert drawing["wrong"].get_data().values.sum() == pytest.approx(1)


def test_reliability_marks_stand_at_confidence_and_share_and_grow_with_their_number() -> None:
    drawing: Any = it.plot_reliability({"model": ([0.95] * 8 + [0.55] * 2, [1] * 6 + [0] * 3 + [1])})
    np.testing.assert_allclose(drawing["model"].get_offsets(), [[0.55, 0.5], [0.95, 0.75]])
    small, large = drawing["model"].get_sizes()
    assert large > 3 * small


def test_images_stand_side_by_side() -> None:
    images = np.arange(12).reshape(3, 2, 2)
    drawing: Any = it.plot_uncertain(images, [1, 2, 3], list("abc"))
    np.testing.assert_array_equal(drawing["images"].get_array(), np.hstack(list(images)))
    labels = [label.get_text() for label in drawing.ax.get_xticklabels()]
    assert labels == ["1.00 bits\na", "2.00 bits\nb", "3.00 bits\nc"]


@pytest.mark.parametrize("beta", [10**1.5, 1.0, 10**-1.5])
def test_the_explorer_draws_the_policy_and_the_way_it_took(beta: float) -> None:
    explorer: Explorer = it.explore_leash()
    explorer.values = {"beta": beta}
    explorer._repr_html_()  # puts every artist in its place
    left, right = explorer.figure.axes
    widths = [bar.get_width() for bar in left.patches[:12]]  # type: ignore[attr-defined]
    np.testing.assert_allclose(widths, best(beta), atol=1e-3)
    lines: Any = right.lines
    trails, dots = lines[:2], lines[2:]
    for trail, dot, points in zip(trails, dots, [TWELVE.reward, TWELVE.quality], strict=True):
        here = (scipy.stats.entropy(best(beta), TWELVE.reference), best(beta) @ points)
        np.testing.assert_allclose(np.ravel(dot.get_data()), here, atol=2e-2)
        x, y = np.asarray(trail.get_data())
        np.testing.assert_allclose((x[-1], y[-1]), here, atol=2e-2)
        start = best(10**1.5)
        np.testing.assert_allclose((x[0], y[0]), (0, start @ points), atol=2e-2)
        assert (np.diff(x) >= -1e-9).all()

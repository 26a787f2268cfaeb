"""The figures of lab 10's first half, by the data of their artists, and what the lab says about them."""

from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats

import infotheory_helpers as it
from infotheory_helpers.labs.deep_learning.trained import six
from lessons import run

LAB = "10_kl_in_deep_learning"
RANDOM = np.random.default_rng(4)


def y(artist: Any) -> Any:
    return np.asarray(artist.get_ydata(), float)


def test_estimates_stand_where_they_belong_with_their_errors() -> None:
    drawing: Any = it.plot_monte_carlo([10, 1000], [0.9, 0.8], [0.2, 0.05], 0.79)
    assert y(drawing["estimates"]).tolist() == [0.9, 0.8]
    (low, high), (low2, high2) = (segment[:, 1] for segment in drawing["bars"].get_segments())
    assert [low, high, low2, high2] == pytest.approx([0.7, 1.1, 0.75, 0.85])
    assert set(y(drawing["exact"])) == {0.79}


def test_students_are_means_with_standard_errors() -> None:
    table = RANDOM.uniform(0.6, 0.9, (3, 5))
    drawing: Any = it.plot_students([20, 50, 100], {"a": table}, 0.97)
    np.testing.assert_allclose(y(drawing["a"]), table.mean(axis=1))
    bars = next(c for c in drawing.ax.containers if c.lines[0] is drawing["a"])
    half = [np.ptp(segment[:, 1]) / 2 for segment in bars.lines[2][0].get_segments()]
    np.testing.assert_allclose(half, scipy.stats.sem(table, axis=1))
    assert set(y(drawing["teacher"])) == {0.97}


def test_a_dot_stands_where_its_two_bills_say_and_beyond_the_edge_it_is_an_arrow() -> None:
    drawing: Any = it.plot_trade({0: (20, 42), 1: (23, 2), 10: (27, 0)}, 13.7, 27.1)
    assert drawing["weight 1"].get_xydata().tolist() == [[2, 23]]
    assert drawing["way"].get_xydata().tolist() == [[0, 27], [2, 23]]  # through those that can be seen
    assert drawing["weight 0"].get_xydata().tolist() == [[4, 20]]
    assert [drawing[f"weight {weight}"].get_marker() for weight in (0, 1)] == [">", "o"]
    assert set(y(drawing["floor"])) == {13.7}
    assert set(y(drawing["silent"])) == {27.1}
    assert "0: reconstruction 20.0 nats, KL 42.0 nats" in drawing.alt


@pytest.mark.parametrize(("mean", "sd"), [(-2, 0.2), (0, 2), (1.25, 0.5)])
def test_explorer_moves_its_bell_and_lays_the_two_parts_end_to_end(mean: float, sd: float) -> None:
    explorer = it.explore_gaussian_kl()
    explorer.values = {"mean": mean, "sd": sd}
    explorer._repr_html_()  # puts the artists where the sliders stand
    bells, stack = explorer.figure.axes
    z, density = np.asarray(bells.lines[0].get_data())
    np.testing.assert_allclose(density, scipy.stats.norm.pdf(z, mean, sd), atol=0.02)
    assert (z.min(), z.max()) == pytest.approx((mean - 3.6 * sd, mean + 3.6 * sd), abs=0.02)
    peak: Any = np.ravel(np.asarray(bells.lines[1].get_data()))
    assert peak == pytest.approx([mean, scipy.stats.norm.pdf(mean, mean, sd)], abs=0.02)
    first, second = (np.array([bar.get_x(), bar.get_x() + bar.get_width()]) for bar in stack.patches)  # type: ignore[attr-defined]
    kl = -scipy.stats.norm.entropy(mean, sd) + (np.log(2 * np.pi) + mean**2 + sd**2) / 2
    assert first == pytest.approx([0, mean**2 / 2], abs=0.01)
    assert second == pytest.approx([mean**2 / 2, kl], abs=0.01)


@pytest.mark.parametrize("heat", [1.0, 8.0, 20.0])
def test_softened_bars_are_the_softmax(heat: float) -> None:
    explorer = it.explore_softened()
    explorer.values = {"t": heat}
    explorer._repr_html_()
    bars: Any = explorer.figure.axes[1].patches[0]
    tops = bars.get_path().vertices.reshape(10, 5, 2)[:, :, 1].max(axis=1)
    scores, _ = six()
    np.testing.assert_allclose(tops, scipy.special.softmax(scores / heat), atol=2e-3)


# What the lab says


@pytest.fixture(scope="module")
def lab() -> dict[str, Any]:
    return run(LAB)[1]


def test_sampling_agrees_with_the_closed_form_and_its_error_falls_as_one_over_root_n(lab: dict[str, Any]) -> None:
    far = np.abs(np.subtract(lab["estimates"], lab["exact"])) / lab["errors"]
    assert (far < 2).all()
    assert lab["errors"][2] / lab["errors"][4] == pytest.approx(10, rel=0.1)


def test_each_weight_of_the_kl_does_what_the_lab_says(lab: dict[str, Any]) -> None:
    bills = lab["bills"]
    assert list(bills) == [0, 0.5, 1, 2, 3, 10]
    copies, drifts = np.transpose(list(bills.values()))
    assert lab["floor"] < copies[0]
    assert (np.diff(copies) > 0).all()  # the more the code is weighed, the dearer the copy
    assert (np.diff(drifts) < 0).all()  # and the cheaper the code
    assert copies[-1] == pytest.approx(lab["worst"], rel=0.01)
    assert drifts[0] == pytest.approx(40, abs=4)
    # "Between 2 and 3 the code falls silent."
    assert drifts[3] > 0.5
    assert drifts[4] < 0.2
    assert copies[4] == pytest.approx(lab["worst"], rel=0.02)
    copy, drift = bills[1]
    assert copy + drift < sum(bills[10])  # the code is worth its price
    assert (copy, drift) == pytest.approx((23, 2), abs=0.5)
    # In bits, what the code can tell at most: one of eight.
    assert drift / np.log(2) == pytest.approx(3, abs=0.4)


def test_unleashed_bells_are_narrow_and_far_and_choked_ones_standard(lab: dict[str, Any]) -> None:
    (wide, narrow), (far, standard) = (
        (mean.std(), np.median(sd))
        for mean, sd in (lab["networks"][weight].encode(lab["images"]) for weight in (0, 10))
    )
    assert wide > 2
    assert narrow < 0.05
    assert far < 0.1
    assert standard == pytest.approx(1, abs=0.05)


def test_softened_answers_help_by_many_standard_errors_and_less_and_less(lab: dict[str, Any]) -> None:
    gain = lab["soft"] - lab["hard"]
    assert (gain.mean(axis=1) > 4 * scipy.stats.sem(gain, axis=1)).all()
    assert (np.diff(gain.mean(axis=1)) < 0).all()
    assert 100 * gain.mean(axis=1)[1] == pytest.approx(9, abs=1.5)
    assert (np.abs(lab["plain"] - lab["hard"]).mean(axis=1) < 0.25 * gain.mean(axis=1)).all()
    assert (lab["soft"].mean(axis=1) < lab["teacher_score"]).all()


def test_the_student_goes_down_the_slope_of_the_distillation_loss(lab: dict[str, Any]) -> None:
    few, temperature = lab["seen"][:5], 8
    inputs, teacher = lab["inputs"][few], lab["teacher_logits"][few]
    weights = RANDOM.normal(0, 0.1, (65, 10))
    away = scipy.special.softmax(inputs @ weights / temperature, axis=1) - scipy.special.softmax(
        teacher / temperature, axis=1
    )
    slope = inputs.T @ (temperature * away) / len(few)
    direction = RANDOM.normal(size=weights.shape)
    up, down = (
        it.distillation_loss(teacher, inputs @ (weights + step * direction), temperature) for step in (1e-5, -1e-5)
    )
    assert (slope * direction).sum() == pytest.approx((up - down) / 2e-5, rel=1e-4)

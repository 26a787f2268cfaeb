"""The figures of lab 10's first half, by the data of their artists, and what the lab says about them."""

from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats
from matplotlib.colors import to_hex

import infotheory_helpers as it
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


def test_the_two_bills_add_up_above_the_floor() -> None:
    drawing = it.plot_two_bills([30, 25], [2, 3], 13.7)
    assert y(drawing["reconstruction"]).tolist() == [30, 25]
    assert y(drawing["loss"]).tolist() == [32, 28]
    assert set(y(drawing["floor"])) == {13.7}
    assert "reconstruction 25.0 nats and KL 3.0 nats" in drawing.alt


def test_every_code_is_drawn_once_and_named_among_its_own() -> None:
    labels = np.repeat([2, 5], 30)
    codes = RANDOM.normal(size=(60, 2)) * 0.3 + labels[:, None]
    codes[[0, 30]] = codes[[30, 0]]  # one of each has strayed among the others
    drawing: Any = it.plot_codes(codes, labels)
    np.testing.assert_allclose(drawing["digit 2"].get_offsets(), codes[:30])
    np.testing.assert_allclose(drawing["digit 5"].get_offsets(), codes[30:])
    assert to_hex(drawing["digit 2"].get_facecolor()[0]) != to_hex(drawing["digit 5"].get_facecolor()[0])
    names = {line.get_marker(): line.get_xydata()[0] for line in drawing.ax.lines if "$" in str(line.get_marker())}
    for digit in (2, 5):
        assert np.abs(names[f"${digit}$"] - digit).max() < 1.5


def test_every_image_lies_where_its_code_says() -> None:
    def of_code(codes: Any) -> Any:
        # Ink in the upper left corner as z1 says, in the lower right as z2 says.
        images = np.zeros((len(codes), 64))
        images[:, [0, 63]] = scipy.stats.norm.cdf(codes)
        return images

    drawing: Any = it.plot_decoded({"a": of_code, "b": lambda codes: 0 * of_code(codes)})
    picture = np.asarray(drawing["images"].get_array().filled(np.nan))
    shares = np.linspace(0.04, 0.96, 6)
    np.testing.assert_allclose(picture[1:60:10, 1:60:10], np.tile(shares, (6, 1)))  # z1 to the right
    np.testing.assert_allclose(picture[8:60:10, 8:60:10], np.tile(shares[::-1, None], (1, 6)))  # z2 upwards
    assert np.nansum(picture[:, 60:]) == 0
    assert np.isnan(picture[0]).all()


def test_softened_bars_are_the_softmax() -> None:
    scores = RANDOM.normal(0, 5, 10)
    drawing: Any = it.plot_softened(scores, np.zeros(64), (1, 4))
    for heat in (1, 4):
        want = scipy.special.softmax(scores / heat)
        got = [drawing[f"T = {heat} digit {digit}"].get_height() for digit in range(10)]
        np.testing.assert_allclose(got, want)
        assert f"{scipy.stats.entropy(want, base=2):.2f} bits" in drawing.alt


def test_students_are_means_with_standard_errors() -> None:
    table = RANDOM.uniform(0.6, 0.9, (3, 5))
    drawing: Any = it.plot_students([20, 50, 100], {"a": table}, 0.97)
    np.testing.assert_allclose(y(drawing["a"]), table.mean(axis=1))
    bars = next(c for c in drawing.ax.containers if c.lines[0] is drawing["a"])
    half = [np.ptp(segment[:, 1]) / 2 for segment in bars.lines[2][0].get_segments()]
    np.testing.assert_allclose(half, scipy.stats.sem(table, axis=1))
    assert set(y(drawing["teacher"])) == {0.97}


@pytest.mark.parametrize(("mean", "sd"), [(-3, 0.2), (0, 3), (1.25, 0.5)])
def test_explorer_moves_its_bell_and_stacks_the_two_parts(mean: float, sd: float) -> None:
    explorer = it.explore_gaussian_kl()
    explorer.values = {"mean": mean, "sd": sd}
    explorer._repr_html_()  # puts the artists where the sliders stand
    bells, stack = explorer.figure.axes
    z, density = np.asarray(bells.lines[0].get_data())
    np.testing.assert_allclose(density, scipy.stats.norm.pdf(z, mean, sd), atol=0.02)
    assert (z.min(), z.max()) == pytest.approx((mean - 3.6 * sd, mean + 3.6 * sd), abs=0.02)
    below, upon = (np.array([bar.get_y(), bar.get_y() + bar.get_height()]) for bar in stack.patches)  # type: ignore[attr-defined]
    kl = -scipy.stats.norm.entropy(mean, sd) + (np.log(2 * np.pi) + mean**2 + sd**2) / 2
    assert below == pytest.approx([0, mean**2 / 2], abs=0.01)
    assert upon == pytest.approx([mean**2 / 2, kl], abs=0.01)


# What the lab says


@pytest.fixture(scope="module")
def lab() -> dict[str, Any]:
    return run(LAB)[1]


def test_sampling_agrees_with_the_closed_form_and_its_error_falls_as_one_over_root_n(lab: dict[str, Any]) -> None:
    far = np.abs(np.subtract(lab["estimates"], lab["exact"])) / lab["errors"]
    assert (far < 2).all()
    assert lab["errors"][2] / lab["errors"][4] == pytest.approx(10, rel=0.1)


def test_each_weight_of_the_kl_does_what_the_lab_says(lab: dict[str, Any]) -> None:
    (free, loose), (leashed, held), (choked, short) = (
        lab[f"{name}_bills"][:, -1] for name in ("free", "leashed", "choked")
    )
    assert lab["floor"] < free < leashed < choked
    assert choked == pytest.approx(lab["worst"], rel=0.01)
    assert short < 0.05 < held < 0.2 * loose
    assert leashed + held < choked + short  # the code is worth its price
    assert (leashed, held) == pytest.approx((23, 2), abs=0.5)
    # In bits, what the code can tell at most: one of eight.
    assert held / np.log(2) == pytest.approx(3, abs=0.4)


def test_unleashed_bells_are_narrow_and_far_and_choked_ones_standard(lab: dict[str, Any]) -> None:
    (wide, narrow), (far, standard) = (
        (mean.std(), np.median(sd)) for mean, sd in (lab[name].encode(lab["images"]) for name in ("free", "choked"))
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

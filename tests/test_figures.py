"""The figures, by the data of their artists: nbval does not look at pictures."""

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

import infotheory_helpers as it
from infotheory_helpers import figures
from infotheory_helpers.figures import Drawing

P = [0.7, 0.2, 0.1]
X = np.linspace(-6, 6, 121)
BELL = np.exp(-(X**2)) / np.exp(-(X**2)).sum()
TWELVE = it.load_answers()
RUNS = {
    "no limit": it.policy_gradient_run(TWELVE.reference, TWELVE.reward, "none"),
    "clip": it.policy_gradient_run(TWELVE.reference, TWELVE.reward, "clip"),
    "penalty": it.policy_gradient_run(TWELVE.reference, TWELVE.reward, "penalty"),
}
DOUBTS = np.random.default_rng(3).uniform(size=100)

DRAWINGS: dict[str, Callable[..., Drawing]] = {
    "surprise": it.plot_surprise,
    "binary entropy": it.plot_binary_entropy,
    "binary entropy at 0.9": lambda ax=None: it.plot_binary_entropy(ax, mark=0.9),
    "binary entropy at 0": lambda ax=None: it.plot_binary_entropy(ax, mark=0),
    "binary entropy at 1": lambda ax=None: it.plot_binary_entropy(ax, mark=1),
    "binary losses": it.plot_binary_losses,
    "kl sweep": it.plot_kl_sweep,
    "three-outcome sweep": it.plot_three_outcome_sweep,
    "distributions": lambda ax=None: it.plot_distributions(P, [0.33, 0.33, 0.34], ["sun", "cloud", "rain"], ax),
    "one distribution": lambda ax=None: it.plot_distributions([0.99, 0.01], ax=ax),
    "cost split": lambda ax=None: it.plot_cost_split(P, {"wrong": [0.1, 0.1, 0.8], "right": P}, ax),
    "training": lambda ax=None: it.plot_training({"a": [2.3, 1, 0.5], "b": [2.3, 1.5, 1]}, {"a": 0, "b": 0.6}, ax),
    "epsilon": lambda ax=None: it.plot_epsilon([1e-3, 1e-6, 1e-9], [3.98, 8.97, 13.95], ax),
    "fits": lambda ax=None: it.plot_fits(X, BELL, {"narrow": np.roll(BELL, 30)}, ax),
    "reward hacking": it.plot_reward_hacking,
    "clipped objective": it.plot_clipped_objective,
    "steps": lambda ax=None: it.plot_steps(RUNS, ax),
    "entropies": lambda ax=None: it.plot_entropies({"right": DOUBTS[:60], "wrong": 3 * DOUBTS[60:]}, ax),
    "reliability": lambda ax=None: it.plot_reliability(
        {"as trained": (DOUBTS, DOUBTS > 0.6), "mended": (DOUBTS**2, DOUBTS > 0.6)}, ax
    ),
    "uncertain": lambda ax=None: it.plot_uncertain(np.zeros((8, 8, 8)), DOUBTS[:8], ["says 3, is 8"] * 8, ax),
}
each_drawing = pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS.keys())


def data(drawing: Drawing, name: str) -> tuple[Any, Any]:
    artist: Any = drawing[name]
    x, y = artist.get_data()
    return np.asarray(x, float), np.asarray(y, float)


def drawn(draw: Callable[..., Drawing]) -> Drawing:
    """Draw, and settle the layout, so that texts have their places."""
    drawing = draw()
    canvas: Any = FigureCanvasAgg(drawing.ax.get_figure(root=True))
    canvas.draw()
    return drawing


def test_every_figure_function_is_drawn_here() -> None:
    drawn = Path(__file__).read_text(encoding="utf-8")
    for name in it.__all__:
        if name.startswith("plot_"):
            assert f"it.{name}" in drawn


# What the curves say


def test_surprise_curve_passes_through_its_documented_points() -> None:
    drawing = it.plot_surprise()
    x, y = data(drawing, "curve")
    np.testing.assert_allclose(y, -np.log2(x), atol=1e-12)
    marked = dict(zip(*data(drawing, "marks"), strict=True))
    assert marked == pytest.approx({1: 0, 0.5: 1, 0.01: 6.6439}, abs=5e-5)


def test_binary_entropy_is_highest_over_the_fair_coin() -> None:
    drawing = it.plot_binary_entropy()
    x, y = data(drawing, "curve")
    assert (x[y.argmax()], y.max()) == (0.5, 1)
    assert (y[0], y[-1]) == (0, 0)
    assert np.interp(0.9, x, y) == pytest.approx(0.469, abs=5e-4)
    assert data(it.plot_binary_entropy(mark=0.99), "mark")[1] == pytest.approx(0.0808, abs=5e-5)


def test_loss_curves_pass_through_the_documented_losses_and_mirror_each_other() -> None:
    drawing = it.plot_binary_losses()
    x, yes = data(drawing, "yes")
    _, no = data(drawing, "no")
    assert np.interp([0.1, 0.9], x, yes) == pytest.approx([2.3026, 0.1054], abs=1e-3)
    assert np.interp([0.1, 0.9], x, no) == pytest.approx([0.1054, 2.3026], abs=1e-3)
    np.testing.assert_allclose(no, yes[::-1], rtol=1e-12)


def test_kl_sweep_is_zero_where_the_model_is_the_truth_and_nowhere_else() -> None:
    drawing = it.plot_kl_sweep()
    q, kl = data(drawing, "curve")
    np.testing.assert_allclose(kl, 0.8 * np.log2(0.8 / q) + 0.2 * np.log2(0.2 / (1 - q)), atol=1e-12)
    assert q[kl.argmin()] == pytest.approx(0.8)
    assert kl.min() == pytest.approx(0, abs=1e-12)
    assert data(drawing, "minimum") == (0.8, 0)
    assert (q[0], q[-1]) == pytest.approx((0.01, 0.99))


def test_three_outcome_sweep_passes_through_the_documented_points() -> None:
    drawing = it.plot_three_outcome_sweep()
    q1, kl = data(drawing, "curve")
    want = {0.1: 1.0830, 0.6: 0, 0.9: 0.4490}
    assert np.interp(list(want), q1, kl) == pytest.approx(list(want.values()), abs=5e-5)
    assert dict(zip(*data(drawing, "marks"), strict=True)) == pytest.approx(want, abs=5e-5)
    assert q1[kl.argmin()] == pytest.approx(0.6)
    assert (q1[0], q1[-1]) == pytest.approx((0.1, 0.9))


def test_bars_have_the_heights_of_the_probabilities() -> None:
    drawing: Any = it.plot_distributions(P, [0.33, 0.33, 0.34])
    assert [drawing[f"P {i}"].get_height() for i in range(3)] == P
    assert [drawing[f"Q {i}"].get_height() for i in range(3)] == [0.33, 0.33, 0.34]


def test_cost_bars_stack_the_excess_on_the_floor() -> None:
    drawing: Any = it.plot_cost_split(P, {"q": [0.5, 0.3, 0.2]})
    floor, excess = drawing["floor q"], drawing["excess q"]
    assert floor.get_width() == pytest.approx(1.1568, abs=5e-5)
    assert excess.get_x() == floor.get_width()
    assert excess.get_x() + excess.get_width() == pytest.approx(1.2796, abs=5e-5)


def test_training_curve_is_drawn_above_its_floor() -> None:
    drawing = it.plot_training({"a": [2.3, 1.0, 0.6]}, {"a": 0.5})
    assert data(drawing, "curve a")[1].tolist() == [2.3, 1.0, 0.6]
    assert data(drawing, "floor a")[1].tolist() == [0.5, 0.5]


# How they are drawn


@each_drawing
def test_axes_carry_units(draw: Callable[..., Drawing]) -> None:
    ax = draw().ax
    for label in (ax.get_xlabel(), ax.get_ylabel()):
        assert not label or re.search(r"bits|nats|probability|outcome|step|no unit", label), label
    assert ax.get_ylabel() or ax.get_xlabel()


@each_drawing
def test_draws_on_the_given_axes_or_makes_its_own(draw: Callable[..., Drawing]) -> None:
    ax = Figure().subplots()
    drawing = draw(ax)
    assert drawing.ax is ax
    assert ax.has_data()
    assert all(artist.axes is ax for artist in drawing.values())
    assert draw().ax is not ax
    assert plt.get_fignums() == []


@each_drawing
def test_alt_text_says_what_is_there_and_reaches_the_page(draw: Callable[..., Drawing]) -> None:
    drawing = draw(Figure().subplots().set_title("<&>").axes)
    assert len(drawing.alt.split()) >= 8
    (alt,) = re.findall(r'alt="([^"]*)"', drawing._repr_html_())
    assert "<" not in alt
    assert repr(drawing) == drawing.alt


@each_drawing
def test_drawing_twice_gives_the_same_picture(draw: Callable[..., Drawing]) -> None:
    assert draw()._repr_html_() == draw()._repr_html_()


@each_drawing
def test_texts_stay_inside_and_do_not_overlap(draw: Callable[..., Drawing]) -> None:
    drawing = drawn(draw)
    figure, ax = drawing.ax.figure, drawing.ax
    out_of_sight = {
        tick.label1
        for axis in (ax.xaxis, ax.yaxis)
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    texts = [t for t in figure.findobj(Text) if isinstance(t, Text) and t.get_text().strip()]
    texts = [text for text in texts if text.get_visible() and text not in out_of_sight]
    boxes = {text: text.get_window_extent() for text in texts}
    for text, box in boxes.items():
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1
        assert inside, f"{text.get_text()!r} is cut off"
    for one, other in combinations(texts, 2):
        assert not boxes[one].overlaps(boxes[other]), f"{one.get_text()!r} overlaps {other.get_text()!r}"


@each_drawing
def test_labels_do_not_lie_on_their_curves(draw: Callable[..., Drawing]) -> None:
    drawing = drawn(draw)
    for line in drawing.ax.lines:
        if line.get_linestyle() not in ("-", "--"):  # lone markers, guides
            continue
        points = line.get_transform().transform(line.get_xydata())
        # Points between the drawn ones, so that no label hides between two of them.
        dense = np.concatenate([np.linspace(a, b, 20) for a, b in pairwise(points)])
        for text in drawing.ax.texts:
            box = text.get_window_extent()
            hit = (dense > [box.x0, box.y0]).all(axis=1) & (dense < [box.x1, box.y1]).all(axis=1)
            assert not hit.any(), f"{text.get_text()!r} lies on a curve"


def test_source_asks_for_no_font_and_shows_nothing() -> None:
    source = Path(figures.__file__).read_text(encoding="utf-8")
    assert not re.search(r"font\.family|fontfamily|fontname|\.show\(|pyplot", source)


def lightness(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


ROLES = {"P": figures.P_COLOUR, "Q": figures.Q_COLOUR, "cost": figures.COST, "highlight": figures.HIGHLIGHT}


@pytest.mark.parametrize("pair", list(combinations(ROLES, 2)))
def test_colours_of_two_roles_differ_in_grey_too(pair: tuple[str, str]) -> None:
    one, other = (116 * np.cbrt(lightness(ROLES[role])) - 16 for role in pair)
    assert abs(one - other) > 7


@pytest.mark.parametrize("ink", [figures.P_COLOUR, figures.Q_TEXT, figures.COST, figures.HIGHLIGHT, figures.MUTED])
def test_text_has_contrast_on_white(ink: str) -> None:
    assert 1.05 / (lightness(ink) + 0.05) >= 4.5


def test_an_axes_of_the_reader_keeps_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("show was called"))
    figure, axes = Figure(), []
    for i in range(2):
        ax: Axes = figure.add_subplot(1, 2, i + 1)
        axes.append(it.plot_kl_sweep(ax).ax)
    assert [ax.figure for ax in axes] == [figure, figure]

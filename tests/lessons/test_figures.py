"""The figures, by the data of their artists: nbval does not look at pictures."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text
from sklearn.datasets import load_wine

import infotheory_helpers as it
from infotheory_helpers.explorer import drawing as frame
from infotheory_helpers.explorer import palette
from infotheory_helpers.explorer.drawing import Drawing
from infotheory_helpers.lessons import diagrams, figures

P = [0.7, 0.2, 0.1]
X = np.linspace(-6, 6, 121)
BELL = np.exp(-(X**2)) / np.exp(-(X**2)).sum()
WINE = load_wine()
TREE = it.grow_tree(
    dict(zip(WINE.feature_names, WINE.data.T, strict=True)), np.array(list("ABC"))[WINE.target], depth=2
)

TRADE = {0: (20.7, 42.1), 0.5: (21.9, 3), 1: (22.7, 2.1), 2: (24.8, 0.9), 3: (26.9, 0.1), 10: (27.1, 0)}
STUDENTS = {
    "labels": [[0.6, 0.65], [0.8, 0.82], [0.91, 0.92]],
    "T = 1": [[0.62, 0.66], [0.81, 0.83], [0.915, 0.925]],
    "T = 8": [[0.75, 0.8], [0.9, 0.91], [0.94, 0.945]],
}

# What an axis names: a quantity with its unit, or something counted, which needs none.
QUANTITY = r"bits|nats|points|probability|outcome|characters|letter|step|epoch|samples|shuffles|examples|share"


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
    "kl sweep": it.plot_kl_sweep,
    "three-outcome sweep": it.plot_three_outcome_sweep,
    "distributions": lambda ax=None: it.plot_distributions(P, [0.33, 0.33, 0.34], ["sun", "cloud", "rain"], ax),
    "one distribution": lambda ax=None: it.plot_distributions([0.99, 0.01], ax=ax),
    "cost split": lambda ax=None: it.plot_cost_split(P, {"wrong": [0.1, 0.1, 0.8], "right": P}, ax),
    "epsilon": lambda ax=None: it.plot_epsilon([1e-3, 1e-6, 1e-9], [3.98, 8.97, 13.95], ax),
    "fits": lambda ax=None: it.plot_fits(X, BELL, {"narrow": np.roll(BELL, 30)}, ax),
    "uncertainty": it.plot_uncertainty,
    "map": it.plot_map,
    "relation": lambda ax=None: it.plot_relation(P, [0.5, 0.3, 0.2], ax),
    "relation, far": lambda ax=None: it.plot_relation(P, [0.1, 0.1, 0.8], ax),
    "overlap": lambda ax=None: it.plot_overlap([[0.4, 0.1], [0.1, 0.4]], ax),
    "overlap of three": lambda ax=None: it.plot_overlap(
        [[0.3, 0.04, 0.01], [0.03, 0.04, 0.03], [0.03, 0.07, 0.45]], ax
    ),
    "no overlap": lambda ax=None: it.plot_overlap([[0.06, 0.14], [0.24, 0.56]], ax),
    "nothing but overlap": lambda ax=None: it.plot_overlap([[0.5, 0], [0, 0.5]], ax),
    "best questions": lambda ax=None: it.plot_best_questions({"heavy ≤ 12.5": 0.31, "loud ≤ 3": 0.2}, ax),
    "best questions and luck": lambda ax=None: it.plot_best_questions({"heavy ≤ 12.5": 0.31}, ax, luck=0.03),
    "tree": lambda ax=None: it.plot_tree(TREE, ax),
    "gain bias": lambda ax=None: it.plot_gain_bias(
        [15, 30, 60], {"four": [0.37, 0.17, 0.08], "four, corrected": [0.2, 0.1, 0]}, {"four": [0.29, 0.14, 0.07]}, ax
    ),
    "shuffled gains": lambda ax=None: it.plot_shuffled_gains([0.05, 0.1, 0.1, 0.15, 0.3], 0.2, ax),
    "letters": lambda ax=None: it.plot_letters({" ": 5, "e": 3, "$": 2, "\n": 1, "\t": 1}, ax=ax),
    "blocks": lambda ax=None: it.plot_blocks([4.7, 4.1, 3.6], [0.01, 0.1, 0.9], ax),
    "narrowing": lambda ax=None: it.plot_narrowing("ab c", {"a": 3, "b": 2, "c": 1, " ": 4}, ax),
    "monte carlo": lambda ax=None: it.plot_monte_carlo([10, 100, 1000], [0.9, 0.75, 0.8], [0.2, 0.1, 0.03], 0.8, ax),
    "trade": lambda ax=None: it.plot_trade(TRADE, 13.7, 27.1, ax),
    "students": lambda ax=None: it.plot_students([20, 50, 200], STUDENTS, 0.98, ax),
    "bits by order": lambda ax=None: it.plot_bits_by_order(
        {"training": [4.1, 2.5, 1.3, 0.5], "held out": [4.1, 2.5, 1.6, 1.9], "held out, added": [4.1, 2.6, 1.8, 2.8]},
        ax,
    ),
    "estimates": lambda ax=None: it.plot_estimates(
        {
            "the manual": {"zlib": 2.26, "bz2": 1.84},
            "homely prose": {"order 4": 3.7, "you": (0.75, 1.6), "you, 4 letters in sight": (2.2, 3.26)},
            "a biography": {"a reader in 1951": (0.6, 1.3)},
        },
        ax,
    ),
    "pairs": lambda ax=None: it.plot_pairs("the cat that sat on the mat", "t", ax),
    "clipped objective": it.plot_clipped_objective,
    "rivers": lambda ax=None: it.plot_rivers(RUNS, "flattery", ax),
    "entropies": lambda ax=None: it.plot_entropies({"right": DOUBTS[:60], "wrong": 3 * DOUBTS[60:]}, ax),
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
    drawn = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for name in it.__all__:
        if name.startswith("plot_"):
            assert f"it.{name}" in drawn


# What the rectangles say


def test_areas_add_up_to_the_entropy_and_the_cross_entropy_and_the_surplus_to_kl() -> None:
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])

    def area(drawing: Any, kind: str) -> float:
        boxes: list[Any] = [drawing[f"{kind} {i}"] for i in range(3)]
        boxes = [box.get_bbox() for box in boxes]
        return float(sum(box.width * box.height for box in boxes))

    assert area(it.plot_areas(p), "whole") == pytest.approx(scipy.stats.entropy(p, base=2))
    drawing = it.plot_areas(p, q, ["a", "b", "c"])
    cross = -(p * np.log2(q)).sum()
    assert area(drawing, "base") + area(drawing, "surplus") == pytest.approx(cross)
    assert area(drawing, "base") + area(drawing, "saved") == pytest.approx(scipy.stats.entropy(p, base=2))
    assert area(drawing, "surplus") - area(drawing, "saved") == pytest.approx(scipy.stats.entropy(p, q, base=2))
    second: Any = drawing["base 1"]
    assert second.get_x() == pytest.approx(0.5)
    assert f"{cross:.4f} bits: the cross-entropy" in drawing.alt


def test_areas_of_a_model_that_rules_something_out_reach_the_top_and_are_called_infinite() -> None:
    drawing = it.plot_areas([0.5, 0.5], [1, 0])
    endless: Any = drawing["surplus 1"]
    assert endless.get_bbox().y1 >= drawing.ax.get_ylim()[1]
    assert "Together ∞ bits" in drawing.alt


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


def test_a_plain_file_is_a_bar_of_its_own_only_where_it_is_given() -> None:
    drawing: Any = it.plot_cost_split(P, {"q": [0.5, 0.3, 0.2]}, plain=8)
    assert drawing["plain"].get_width() == 8
    assert "8 bits" in [text.get_text() for text in drawing.ax.texts]
    assert "A plain file: 8 bits." in drawing.alt
    assert "plain" not in it.plot_cost_split(P, {"q": [0.5, 0.3, 0.2]})


def test_letters_are_drawn_by_their_shares_the_commonest_first() -> None:
    drawing: Any = it.plot_letters({"x": 1, " ": 5, "e": 2}, most=2)
    assert list(drawing) == ["bar  ", "bar e"]
    assert [bar.get_height() for bar in drawing.values()] == [5 / 8, 2 / 8]
    assert [label.get_text() for label in drawing.ax.get_xticklabels()] == ["␣", "e"]
    assert "H = 1.30 bits" in drawing.ax.get_title(loc="right")  # of all three


def test_letters_that_make_half_of_the_text_are_the_dark_ones() -> None:
    drawing: Any = it.plot_letters({"a": 5, "b": 4, "c": 3, "d": 2, "e": 2})
    assert [bar.get_alpha() for bar in drawing.values()] == [None, None, 0.5, 0.5, 0.5]
    assert "these 2 make half of the text" in [text.get_text() for text in drawing.ax.texts]


def test_the_table_of_blocks_stands_on_their_text() -> None:
    drawing: Any = it.plot_blocks([4.7, 4.1], [0.25, 1.5])
    assert [drawing[f"text {size}"].get_height() for size in (1, 2)] == [4.7, 4.1]
    assert [drawing[f"table {size}"].get_bbox().intervaly.tolist() for size in (1, 2)] == [[4.7, 4.95], [4.1, 5.6]]
    assert drawing["table 1"].get_facecolor() == to_rgba(palette.COST)
    assert {"4.95", "5.60"} <= {text.get_text() for text in drawing.ax.texts}


def test_narrowing_shows_each_chosen_share_and_what_they_are_worth_so_far() -> None:
    drawing: Any = it.plot_narrowing("cab", {"a": 2, "b": 1, "c": 1})
    bars = [drawing[f"share {row}"] for row in range(3)]
    assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(0.75, 0.25), (0, 0.5), (0.5, 0.25)]
    assert [label.get_text() for label in drawing.ax.get_yticklabels()] == [
        "c\n2.00 bits", "ca\n3.00 bits", "cab\n5.00 bits", "its number\n5 bits"
    ]  # fmt: skip
    assert "0.11010" in [text.get_text() for text in drawing.ax.texts]  # 26/32, where the last share begins
    assert list(drawing["number"].get_xdata()) == [0, 0]


def test_the_number_of_a_message_lies_in_its_last_share() -> None:
    drawing: Any = it.plot_narrowing("news", Counter("no news is good news"))
    # n is the first of 20, e from 10 on, w from 12, s from 14; the shares are 3, 2, 2 and 3.
    low = 10 * 3 / 400 + 12 * 6 / 8000 + 14 * 12 / 160_000
    place = (0b0001010111001 / 2**13 - low) / (36 / 160_000)
    assert drawing["number"].get_xdata() == pytest.approx([place, place])
    assert 0 < place < 1
    assert "0.0001010111001" in [text.get_text() for text in drawing.ax.texts]


# How they are drawn


@each_drawing
def test_axes_carry_units(draw: Callable[..., Drawing]) -> None:
    ax = draw().ax
    for label in (ax.get_xlabel(), ax.get_ylabel()):
        assert not label or re.search(QUANTITY, label), label
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
    for module in (frame, figures, diagrams):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert not re.search(r"font\.family|fontfamily|fontname|\.show\(|pyplot", source)


def lightness(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


ROLES = {"P": palette.P_COLOUR, "Q": palette.Q_COLOUR, "cost": palette.COST, "highlight": palette.HIGHLIGHT}


@pytest.mark.parametrize("pair", list(combinations(ROLES, 2)))
def test_colours_of_two_roles_differ_in_grey_too(pair: tuple[str, str]) -> None:
    one, other = (116 * np.cbrt(lightness(ROLES[role])) - 16 for role in pair)
    assert abs(one - other) > 7


@pytest.mark.parametrize("ink", [palette.P_COLOUR, palette.Q_TEXT, palette.COST, palette.HIGHLIGHT, palette.MUTED])
def test_text_has_contrast_on_white(ink: str) -> None:
    assert 1.05 / (lightness(ink) + 0.05) >= 4.5


def test_an_axes_of_the_reader_keeps_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plt, "show", lambda *_: pytest.fail("show was called"))
    figure, axes = Figure(), []
    for i in range(2):
        ax: Axes = figure.add_subplot(1, 2, i + 1)
        axes.append(it.plot_kl_sweep(ax).ax)
    assert [ax.figure for ax in axes] == [figure, figure]


@pytest.mark.parametrize(
    ("joint", "error", "says"),
    [
        ([[0.4, 0.1], [0.5]], ValueError, "`joint` has rows of different lengths"),
        ([["a", "b"], ["c", "d"]], TypeError, r"`joint\[0, 0\]` is 'a', of type str; it must be a real number"),
        ([[0.5, 0.6], [0.1, 0.1]], ValueError, r"`joint` sums to 1\.3, not to 1"),
        ([[[0.25, 0.25], [0.25, 0.25]]], ValueError, r"`joint` has shape \(1, 2, 2\); give one table"),
    ],
)
def test_an_overlap_of_what_is_no_table_is_refused_by_its_name(joint: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        it.plot_overlap(joint)


def test_a_cost_split_of_no_model_says_what_to_give() -> None:
    with pytest.raises(ValueError, match=r"`models` is \{\}; give at least one model to compare"):
        it.plot_cost_split(P, {})

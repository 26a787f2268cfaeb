"""Lab 7: its figures by their data, its explorer at every corner, and what its notebook promises."""

import itertools
from typing import Any

import numpy as np
import pytest
import scipy.stats
from matplotlib.colors import to_rgba
from sklearn.datasets import load_wine
from sklearn.tree import DecisionTreeClassifier

import infotheory_helpers as it
from infotheory_helpers.explorer.palette import P_COLOUR
from lessons import run
from says import luck, numbers, question, wine


def bits(counts: Any) -> float:
    return float(scipy.stats.entropy(counts, base=2))


def heights(drawing: Any, names: list[str]) -> list[float]:
    return [drawing[name].get_ydata()[0] for name in names]


# ---- The figures


def test_questions_are_ranked_by_their_gain() -> None:
    drawing: Any = it.plot_best_questions({"a": 0.1, "b": 0.5, "c": 0.3})
    assert list(drawing) == ["b", "c", "a"]
    assert [drawing[name].get_width() for name in drawing] == [0.5, 0.3, 0.1]
    lower, upper = drawing.ax.get_ylim()
    assert lower > upper  # the first on top


def test_nodes_of_a_tree_stand_as_high_as_their_entropy_and_the_yes_goes_left() -> None:
    tree = it.grow_tree({"x": [1, 2, 3, 4, 5]}, list("aabab"), depth=2)
    drawing: Any = it.plot_tree(tree)
    nodes = tree.walk()
    names = [f"node {number}" for number in range(len(nodes))]
    assert list(drawing) == names
    assert heights(drawing, names) == pytest.approx([bits(list(node.counts.values())) for node in nodes])
    across = [drawing[name].get_xdata()[0] for name in names]
    for number, node in enumerate(nodes):
        if node.branches:
            yes, no = (across[next(i for i, other in enumerate(nodes) if other is b)] for b in node.branches)
            assert yes < across[number] < no
    leaves = [x for x, node in zip(across, nodes, strict=True) if not node.branches]
    assert leaves == list(range(len(leaves)))


def test_impurities_are_the_arch_and_the_parabola() -> None:
    drawing: Any = it.plot_impurities()
    p = drawing["gini"].get_xdata()
    np.testing.assert_allclose(drawing["gini"].get_ydata(), 2 * p * (1 - p), atol=1e-12)
    np.testing.assert_allclose(drawing["twice gini"].get_ydata(), 4 * p * (1 - p), atol=1e-12)
    expected = [bits([x, 1 - x]) for x in p]
    np.testing.assert_allclose(drawing["entropy"].get_ydata(), expected, atol=1e-12)


def test_gain_bias_is_drawn_where_it_was_measured() -> None:
    drawing: Any = it.plot_gain_bias([10, 20], {"a": [0.3, 0.1], "b": [0.2, 0.0]}, {"a": [0.25, 0.12]})
    assert sorted(drawing) == ["measured a", "measured b", "theory a"]
    assert drawing["measured a"].get_xydata().tolist() == [[10, 0.3], [20, 0.1]]
    assert drawing["theory a"].get_xydata().tolist() == [[10, 0.25], [20, 0.12]]
    assert "-0.000" not in it.plot_gain_bias([10, 20], {"a": [0.1, -0.0001]}, {}).alt


@pytest.mark.parametrize("gain", [0.05, 0.2, 0.3, 0.9])
def test_darker_bars_are_the_shuffles_that_reach_the_real_gain(gain: float) -> None:
    shuffled = np.array([0.0, 0.1, 0.1, 0.2, 0.3, 0.3])
    drawing: Any = it.plot_shuffled_gains(shuffled, gain)
    bars = [artist for name, artist in drawing.items() if name != "gain"]
    reaching = [bar for bar in bars if bar.get_x() >= gain - 1e-9]
    assert sum(bar.get_height() for bar in bars) == len(shuffled)
    assert sum(bar.get_height() for bar in reaching) == np.sum(shuffled >= gain - 1e-9)
    assert len({bar.get_facecolor() for bar in reaching if bar.get_height()}) <= 1
    assert not {bar.get_facecolor() for bar in reaching} & {bar.get_facecolor() for bar in bars if bar not in reaching}
    assert drawing["gain"].get_xdata()[0] == gain
    assert f"{np.sum(shuffled >= gain - 1e-9)} shuffles reach it" in drawing.alt


# ---- The explorer


def test_explorer_says_what_scipy_and_scikit_learn_say() -> None:
    explorer = it.explore_threshold()
    for measurement, threshold in itertools.product(range(4), [1, 7, 26, 34, 50, 80, 99]):
        explorer.values = {"measurement": measurement, "threshold": threshold}
        expected = question(measurement, threshold)
        np.testing.assert_allclose(numbers(repr(explorer)), expected, atol=6e-4, err_msg=repr(explorer))


def test_explorers_bars_are_the_growers_wines_on_each_side() -> None:
    explorer = it.explore_threshold()
    bars = [part for part in explorer.parts if part.kind == "bar"][:6]
    explorer.values = {"measurement": 0, "threshold": 26}
    for part in bars:
        part.put()
    artists: Any = [part.artist for part in bars]
    drawn = sorted((artist.get_x(), artist.get_height()) for artist in artists)
    flavanoids, grower = load_wine(return_X_y=True)[0][:, 6], load_wine().target
    yes, no = (np.bincount(grower[rows], minlength=3) for rows in (flavanoids <= 1.575, flavanoids > 1.575))
    assert [height for _, height in drawn] == pytest.approx(np.column_stack([yes, no]).ravel(), abs=0.1)
    assert {artist.get_facecolor() for artist in artists[::2]} == {to_rgba(P_COLOUR)}


def test_explorers_column_always_reaches_the_entropy_before() -> None:
    explorer = it.explore_threshold()
    yes, no, gain = [part for part in explorer.parts if part.kind == "bar"][6:]
    for measurement, threshold in itertools.product(range(4), [1, 26, 50, 99]):
        explorer.values = {"measurement": measurement, "threshold": threshold}
        for part in (yes, no, gain):
            part.put()
        artists: Any = [part.artist for part in (yes, no, gain)]
        assert artists[1].get_y() == pytest.approx(artists[0].get_height(), abs=0.01)
        assert artists[2].get_y() + artists[2].get_height() == pytest.approx(1.5668, abs=0.01)


def test_the_button_leads_to_the_highest_gain() -> None:
    explorer: Any = it.explore_threshold()
    (button,) = explorer.buttons
    (step,) = button.steps
    for measurement in range(4):
        threshold = 1 + int(step.table[measurement, 0])
        explorer.values = {"measurement": measurement, "threshold": threshold}
        *_, gain = numbers(repr(explorer))
        assert gain == pytest.approx(max(wine(measurement)[3]), abs=6e-5)


def test_explorer_of_luck_says_what_scikit_learn_says_after_every_deal() -> None:
    explorer = it.explore_luck()
    for samples, answers, deal in itertools.product([0, 2, 7], range(3), [0, 1, 2, 12, 20]):
        explorer.values = {"samples": samples, "answers": answers, "deal": deal}
        expected = luck(samples, answers, deal)
        np.testing.assert_allclose(numbers(repr(explorer)), expected, atol=6e-4, err_msg=repr(explorer))


def test_deals_appear_one_after_the_other() -> None:
    explorer: Any = it.explore_luck()
    bars = [part for part in explorer.parts if part.kind == "bar"]
    for deal in (0, 1, 5, 20):
        explorer.values = {"deal": deal}
        for part in bars:
            part.put()
        # Drawn in tenths of a point: a bar of height 0 is as good as none.
        assert [part.artist.get_height() > 0.004 for part in bars] == [number < deal for number in range(20)]
    again, every, anew = (button.steps[0].table.ravel().tolist() for button in explorer.buttons)
    assert again == [*range(1, 21), 20]
    assert (every, anew) == ([20], [0])


# ---- What the notebook promises


def test_notebook_agrees_with_scikit_learn_line_by_line() -> None:
    ran, _ = run("07_decision_trees")
    (printed,) = (result.printed for result in ran if result.printed.startswith("ours "))
    lines = [line.split() for line in printed.splitlines()]
    assert len(lines) == 14
    for ours, theirs in zip(lines[::2], lines[1::2], strict=True):
        assert (ours[0], theirs[0]) == ("ours", "sklearn")
        same = slice(1, None) if ours[1] != "-" else slice(3, None)
        assert ours[same] == theirs[same]


def test_gini_as_scikit_learn_uses_it_asks_about_proline_first() -> None:
    data = load_wine()
    root = DecisionTreeClassifier(max_depth=1, random_state=0).fit(data.data, data.target).tree_
    assert data.feature_names[root.feature[0]] == "proline"
    assert root.threshold[0] == 755

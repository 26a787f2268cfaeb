"""Lab 7: its figures by their data, its explorer at every corner, and what its notebook promises."""

import itertools
from typing import Any

import numpy as np
import pytest
import scipy.stats
from sklearn.datasets import load_wine
from sklearn.tree import DecisionTreeClassifier

import infotheory_helpers as it
from infotheory_helpers.labs.trees.cuts import APART, SCALES, strips
from lessons import run
from says import chord, cut_at, dealt, luck, numbers, question, wine


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
    assert [name for name in drawing if name.startswith("node")] == names
    assert heights(drawing, names) == pytest.approx([bits(list(node.counts.values())) for node in nodes])
    across = [drawing[name].get_xdata()[0] for name in names]
    for number, node in enumerate(nodes):
        if node.branches:
            yes, no = (across[next(i for i, other in enumerate(nodes) if other is b)] for b in node.branches)
            assert yes < across[number] < no
    leaves = [x for x, node in zip(across, nodes, strict=True) if not node.branches]
    assert leaves == list(range(len(leaves)))


def test_a_long_question_is_broken_near_its_middle() -> None:
    long = "od280/od315_of_diluted_wines ≤ 2.475"
    drawing: Any = it.plot_best_questions({long: 0.5, "ash ≤ 2": 0.1})
    labels = [label.get_text() for label in drawing.ax.get_yticklabels()]
    assert labels == ["od280/od315_of_\ndiluted_wines ≤ 2.475", "ash ≤ 2"]
    assert list(drawing) == [long, "ash ≤ 2"]


def test_luck_is_a_band_over_the_beginning_of_the_bars() -> None:
    drawing: Any = it.plot_best_questions({"a": 0.1, "b": 0.5}, luck=0.03)
    band = drawing["luck"].get_bbox()
    assert (band.x0, band.x1) == (0, 0.03)
    assert drawing["luck"].get_zorder() >= drawing["a"].get_zorder()
    assert "0.030 bits that luck gains" in drawing.alt
    assert "luck" not in it.plot_best_questions({"a": 0.1})


def test_in_a_tree_areas_are_samples_and_gains_hang_down_to_the_weighted_mean() -> None:
    tree = it.grow_tree({"x": [1, 2, 3, 4, 5, 6]}, list("aababa"), depth=2)
    drawing: Any = it.plot_tree(tree)
    nodes = tree.walk()
    sizes = np.array([drawing[f"node {number}"].get_markersize() for number in range(len(nodes))])
    np.testing.assert_allclose((sizes / sizes[0]) ** 2, [sum(node.counts.values()) / 6 for node in nodes])
    asking = [number for number, node in enumerate(nodes) if node.branches]
    assert [name for name in drawing if name.startswith("gain")] == [f"gain {number}" for number in asking]
    for number in asking:
        sides = [np.array(list(side.counts.values())) for side in nodes[number].branches]
        mean = sum(side.sum() * bits(side) for side in sides) / sum(side.sum() for side in sides)
        assert drawing[f"gain {number}"].get_ydata() == pytest.approx([nodes[number].entropy, mean])


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
    bars = [artist for name, artist in drawing.items() if name.startswith("bar")]
    reaching = [bar for bar in bars if bar.get_x() >= gain - 1e-9]
    assert sum(bar.get_height() for bar in bars) == len(shuffled)
    assert sum(bar.get_height() for bar in reaching) == np.sum(shuffled >= gain - 1e-9)
    assert len({bar.get_facecolor() for bar in reaching if bar.get_height()}) <= 1
    assert not {bar.get_facecolor() for bar in reaching} & {bar.get_facecolor() for bar in bars if bar not in reaching}
    assert drawing["gain"].get_xdata()[0] == gain
    assert drawing["mean"].get_xdata()[0] == pytest.approx(1 / 6)
    assert f"{np.sum(shuffled >= gain - 1e-9)} of 6\nreach it" in [text.get_text() for text in drawing.ax.texts]
    assert f"{np.sum(shuffled >= gain - 1e-9)} shuffles reach it" in drawing.alt


# ---- The strip


def placed(explorer: Any, kind: str, **at: int) -> list[Any]:
    """Put the sliders somewhere; give the artists of a kind, moved."""
    explorer.values = at
    parts = [part for part in explorer.parts if part.kind == kind]
    for part in parts:
        part.put()
    return [part.artist for part in parts]


def bounds(patch: Any) -> Any:
    """Of many boxes: left, right, foot and top."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return np.stack([corners[:, 0, 0], corners[:, 1, 0], corners[:, 0, 1], corners[:, 2, 1]])


def test_explorer_says_what_scipy_and_scikit_learn_say() -> None:
    explorer = it.explore_threshold()
    for measurement, threshold in itertools.product(range(4), [0, 7, 13, 25, 50, 77]):
        explorer.values = {"measurement": measurement, "threshold": threshold}
        expected = question(measurement, threshold)
        np.testing.assert_allclose(numbers(repr(explorer)), expected, atol=6e-4, err_msg=repr(explorer))


@pytest.mark.parametrize("measurement", range(4))
def test_every_wine_is_a_dot_on_its_measurement_and_the_line_cuts_them_as_it_says(measurement: int) -> None:
    target, values, _, _ = wine(measurement)
    first, step = list(SCALES.values())[measurement]
    explorer = it.explore_threshold()
    dots = placed(explorer, "dots", measurement=measurement, threshold=25)
    for grower, row in enumerate(dots):
        lying = np.sort(values[target == grower])
        np.testing.assert_allclose(np.sort(row.get_xdata()), (lying - first) / step, atol=0.01)
    line = next(part for part in explorer.parts if part.kind == "line")
    line.put()
    cut: Any = line.artist
    assert cut.get_xdata()[0] == pytest.approx((cut_at(measurement, 25) - first) / step, abs=0.01)


@pytest.mark.parametrize("threshold", [0, 5, 40, 70, 77])
def test_the_line_runs_through_no_word(threshold: int) -> None:
    explorer = it.explore_threshold()
    for measurement in range(4):
        lines = placed(explorer, "line", measurement=measurement, threshold=threshold)[:2]
        placed(explorer, "label"), placed(explorer, "text")
        lines[0].figure.draw_without_rendering()
        met = [
            word.get_text()
            for word in lines[0].axes.texts
            for line in lines
            if word.get_alpha() != 0 and word.get_window_extent().overlaps(line.get_window_extent())
        ]
        assert not met


def test_no_dot_lies_on_another() -> None:
    for one in strips():
        for grower in range(3):
            of = load_wine().target == grower
            for level in np.unique(one.levels[of]):
                assert (np.diff(np.sort(one.across[of][one.levels[of] == level])) >= APART - 1e-9).all()


def test_boxes_are_as_wide_as_the_shares_and_leave_the_gain_free() -> None:
    explorer = it.explore_threshold()
    for measurement, threshold in itertools.product(range(4), [0, 13, 25, 77]):
        sides, *growers = placed(explorer, "boxes", measurement=measurement, threshold=threshold)
        left, right, foot, top = bounds(sides)
        *_, before, after, gain = question(measurement, threshold)
        assert (left[0], right[-1]) == pytest.approx((0, 1), abs=0.01)
        area = float((right - left) @ (top - foot))
        assert area == pytest.approx(after, abs=0.01)
        assert before - area == pytest.approx(gain, abs=0.01)
        target, values, _, _ = wine(measurement)
        yes = values <= cut_at(measurement, threshold)
        for grower, boxes in enumerate(growers):  # each grower's share of the yes side, and of the no side
            wide = bounds(boxes)[1] - bounds(boxes)[0]
            counts = [np.sum(yes & (target == grower)), np.sum(~yes & (target == grower))]
            np.testing.assert_allclose(178 * wide, counts, atol=1)


def test_the_button_leads_to_the_highest_gain_and_comes_late() -> None:
    explorer: Any = it.explore_threshold()
    (button,) = explorer.buttons
    (step,) = button.steps
    assert button.after == 10
    for measurement in range(4):
        explorer.values = {"measurement": measurement, "threshold": int(step.table[measurement, 0])}
        *_, gain = numbers(repr(explorer))
        assert gain == pytest.approx(max(wine(measurement)[3]), abs=6e-5)


def test_at_rest_the_line_stands_where_the_gain_is_small_and_no_other_gain_is_drawn() -> None:
    explorer = it.explore_threshold()
    *_, before, _, gain = numbers(repr(explorer))
    assert gain < before / 10
    (trail,) = placed(explorer, "trail")
    assert trail.get_ydata() == pytest.approx([gain, gain], abs=0.005)


# ---- Luck


def test_explorer_of_luck_says_what_scikit_learn_says_after_every_deal() -> None:
    explorer = it.explore_luck()
    for samples, answers, start, so_far in itertools.product(range(3), range(2), [0, 5, 7], [0, 1, 2, 17, 32]):
        for asked in (0, 1):
            deal = 1 + (12 * start + so_far - 1) % 100 if so_far else 0
            explorer.values = {"samples": samples, "answers": answers, "start": start}
            explorer.values = {"so_far": so_far, "deal": deal, "asked": asked}
            expected = luck(samples, answers, start, so_far, asked)
            np.testing.assert_allclose(numbers(repr(explorer)), expected, atol=6e-4, err_msg=repr(explorer))


@pytest.mark.parametrize(("samples", "answers"), list(itertools.product(range(3), range(2))))
def test_the_drawers_hold_the_labels_that_were_dealt(samples: int, answers: int) -> None:
    data, order = load_wine(), np.random.default_rng(1948).permutation(178)
    n, drawers = [15, 30, 60][samples], [2, 4][answers]
    labels = data.target[order[:n]]
    ash = data.data[order, data.feature_names.index("ash")]
    drawer = np.digitize(ash[:n], np.quantile(ash, np.arange(1, drawers) / drawers), right=True)
    deals = [labels, *np.random.default_rng(7).permuted(np.tile(labels, (100, 1)), axis=1)]
    explorer = it.explore_luck()
    for deal in (0, 1, 50, 100):
        rows = placed(explorer, "dots", samples=samples, answers=answers, deal=deal)[:3]
        for grower, dots in enumerate(rows):
            x = dots.get_xdata()[dots.get_ydata() > 0]
            assert np.bincount((x * drawers).astype(int), minlength=drawers).tolist() == [
                np.sum((drawer == k) & (deals[deal] == grower)) for k in range(drawers)
            ]


def test_the_heap_grows_by_one_dot_a_deal_each_at_its_gain_and_on_no_other() -> None:
    explorer = it.explore_luck()
    for samples, answers, start, so_far in [(1, 1, 0, 0), (1, 1, 0, 5), (0, 1, 3, 32), (2, 0, 7, 32)]:
        *_, heap = placed(explorer, "dots", samples=samples, answers=answers, start=start, so_far=so_far, deal=1)
        seen = heap.get_ydata() > 0
        assert seen.tolist() == [number < so_far for number in range(32)]
        gains, _ = dealt(samples, answers)
        fallen = [gains[(12 * start + i) % 100] for i in range(so_far)]
        x, y = heap.get_data()
        np.testing.assert_allclose(x[seen], fallen, atol=0.0125 + 1e-3)
        assert len(set(zip(x[seen].round(3), y[seen].round(1), strict=True))) == so_far
        (last,) = placed(explorer, "point")
        assert last.get_ydata()[0] == pytest.approx(y[so_far - 1] if so_far else -3, abs=0.1)


def test_a_round_starts_by_chance_and_ends_when_all_is_dealt() -> None:
    explorer: Any = it.explore_luck()
    again, on, anew, ask = explorer.buttons
    assert (again.repeat, on.repeat) == (False, True)
    assert again.steps[0].draw
    assert again.steps[0].table.tolist() == [[8]]
    start = again.steps[1].table.reshape(8, 8, 33)  # by start, chance, so far
    assert (start[:, :, 0] == np.arange(8)).all()  # a new round takes what chance has given
    assert (start[:, :, 1:] == np.arange(8)[:, None, None]).all()  # and keeps it
    assert again.when.table.ravel().tolist() == [1] * 32 + [0]
    assert [step.changes.name for step in anew.steps] == ["so_far", "deal", "asked"]
    assert not ask.when.table.reshape(33, 2)[:3].any()


def test_the_real_gain_and_the_formula_are_not_seen_before_they_are_asked_for() -> None:
    explorer = it.explore_luck()
    assert numbers(repr(explorer)) == [30, 4]
    mean, real = placed(explorer, "line", samples=1, answers=1, so_far=0)
    assert max(*mean.get_xdata(), *real.get_xdata()) < 0
    mean, real = placed(explorer, "line", so_far=5, asked=1)
    assert real.get_xdata()[0] == pytest.approx(dealt(1, 1)[1], abs=0.002)
    assert mean.get_xdata()[0] == pytest.approx(np.mean(dealt(1, 1)[0][:5]), abs=0.002)


# ---- The chord


def test_explorer_of_impurities_says_what_scipy_says_everywhere() -> None:
    explorer = it.explore_chord()
    for measure, yes, no in itertools.product(range(3), range(0, 11, 2), range(11)):
        explorer.values = {"measure": measure, "yes": yes, "no": no}
        np.testing.assert_allclose(numbers(repr(explorer)), chord(measure, yes, no), atol=6e-5)
        assert ("bits" in repr(explorer)) == (measure == 0)


def test_the_gap_reaches_from_the_chord_to_the_arch() -> None:
    explorer = it.explore_chord()
    for measure, yes, no in itertools.product(range(3), [0, 4, 10], [3, 7]):
        *_, before, after, _ = chord(measure, yes, no)
        (gap,) = placed(explorer, "bar", measure=measure, yes=yes, no=no)
        assert (gap.get_y(), gap.get_y() + gap.get_height()) == pytest.approx((after, before), abs=0.005)
        arch, ends = placed(explorer, "line", measure=measure)
        assert np.interp((yes + no) / 20, *arch.get_data()) == pytest.approx(before, abs=0.005)
        assert ends.get_xdata() == pytest.approx([yes / 10, no / 10], abs=0.005)
        assert ends.get_ydata().mean() == pytest.approx(after, abs=0.005)


def test_errors_have_no_gap_on_a_leg_and_no_and_four_wines_are_what_earns_the_answer() -> None:
    explorer = it.explore_chord()
    table: Any = explorer.earned.table
    earned = table.reshape(3, 11, 11)  # by measure, yes and no
    assert not earned[:2].any()
    assert np.argwhere(earned[2]).tolist() == [[0, 4], [4, 0]]
    for yes in range(11):
        for no in range(11):
            *_, gap = chord(2, yes, no)
            same_leg = max(yes, no) <= 5 or min(yes, no) >= 5
            assert (abs(gap) < 1e-9) == same_leg


def test_three_quarters_of_what_ash_gained_is_luck_and_the_answer_waits_for_thirty_wines_in_four_drawers() -> None:
    explorer = it.explore_luck()
    gains, real = dealt(1, 1)
    assert np.mean(gains) / real == pytest.approx(0.75, abs=0.06)
    table: Any = explorer.earned.table
    earned = table.reshape(3, 2, -1)  # by wines, drawers and deals
    assert np.argwhere(earned.any(axis=-1)).tolist() == [[1, 1]]
    assert earned[1, 1].tolist() == [0, 0, 0] + [1] * 30


# ---- What the notebook promises


def test_notebook_compares_all_splits_and_leaves_with_scikit_learn() -> None:
    _, names = run("07_decision_trees")
    nodes, theirs = names["nodes"], names["theirs"]
    assert (len(nodes), theirs.node_count, int(np.sum(theirs.feature >= 0))) == (7, 7, 3)


def test_the_band_at_the_end_is_the_luck_of_the_best_threshold() -> None:
    _, names = run("07_decision_trees")
    assert float(np.mean(names["chosen"])) == pytest.approx(0.0307, abs=5e-5)
    assert min(names["best"].values()) > 5 * np.mean(names["chosen"])


def test_gini_as_scikit_learn_uses_it_asks_about_proline_first() -> None:
    data = load_wine()
    root = DecisionTreeClassifier(max_depth=1, random_state=0).fit(data.data, data.target).tree_
    assert data.feature_names[root.feature[0]] == "proline"
    assert root.threshold[0] == 755

"""The functions of lab 7, against scikit-learn, SciPy, fractions and brute force."""

import itertools
import sys
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.metrics import mutual_info_score
from sklearn.metrics.cluster import contingency_matrix, expected_mutual_information
from sklearn.tree import DecisionTreeClassifier

import infotheory_helpers as it
from infotheory_helpers.labs.trees.trees import TreeNode
from strategies import Floats, distributions

LN2 = np.log(2)
many = settings(max_examples=300)
TABLES = {"wine": load_wine, "iris": load_iris, "cancer": load_breast_cancer}
categories = st.integers(1, 40).flatmap(lambda n: st.tuples(*[arrays(int, n, elements=st.integers(0, 4))] * 2))
measured = st.integers(2, 40).flatmap(
    lambda n: st.tuples(
        arrays(float, n, elements=st.floats(-5, 5, width=16)), arrays(int, n, elements=st.integers(0, 3))
    )
)


def bits(counts: Any) -> float:
    return float(scipy.stats.entropy(np.ravel(counts), base=2))


# ---- Gini


@many
@given(distributions())
def test_gini_is_the_chance_that_two_draws_differ(p: Floats) -> None:
    differ = sum(x * y for (i, x), (j, y) in itertools.product(enumerate(p), repeat=2) if i != j)
    assert it.gini_impurity(p) == pytest.approx(differ, abs=1e-12)
    assert 0 <= it.gini_impurity(p) <= 1 - 1 / len(p) + 1e-12


def test_gini_is_what_scikit_learn_calls_impurity() -> None:
    data = load_wine()
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(data.data, data.target).tree_
    np.testing.assert_allclose(it.gini_impurity(model.value[:, 0]), model.impurity, atol=1e-12)


def test_gini_of_a_column_is_that_of_its_row() -> None:
    p = np.array([[0.5, 1], [0.5, 0]])
    assert it.gini_impurity(p, axis=0).tolist() == [0.5, 0]


# ---- Gain ratio


@many
@given(categories)
def test_gain_ratio_is_the_gain_over_the_entropy_of_the_answers(samples: Any) -> None:
    labels, groups = samples
    if len(set(groups.tolist())) == 1:
        with pytest.raises(ValueError, match="one answer only"):
            it.gain_ratio(labels, groups)
        return
    held = bits(np.unique(groups, return_counts=True)[1])
    assert it.gain_ratio(labels, groups) == pytest.approx(mutual_info_score(labels, groups) / LN2 / held, abs=1e-9)
    assert -1e-12 <= it.gain_ratio(labels, groups) <= 1 + 1e-12


def test_a_row_number_has_the_highest_gain_and_pays_for_it() -> None:
    labels = np.repeat(["a", "b"], 8)
    assert it.information_gain(labels, np.arange(16)) == pytest.approx(1)
    assert it.gain_ratio(labels, np.arange(16)) == pytest.approx(1 / 4)


# ---- Counts


@many
@given(categories)
def test_count_table_is_scikit_learns_contingency_matrix(samples: Any) -> None:
    labels, groups = samples
    np.testing.assert_array_equal(it.count_table(labels, groups), contingency_matrix(groups, labels))


@many
@given(categories, st.integers(0, 99))
def test_shuffling_keeps_both_margins_and_a_seed_deals_the_same_again(samples: Any, seed: int) -> None:
    labels, groups = samples
    real, tables = it.count_table(labels, groups), it.shuffled_tables(labels, groups, shuffles=5, seed=seed)
    assert tables.shape == (5, *real.shape)
    assert (tables.sum(axis=1) == real.sum(axis=0)).all()
    assert (tables.sum(axis=2) == real.sum(axis=1)).all()
    np.testing.assert_array_equal(tables, it.shuffled_tables(labels, groups, shuffles=5, seed=seed))


def test_there_are_a_thousand_deals_unless_asked_otherwise() -> None:
    assert it.shuffled_tables([0, 0, 1, 1], [0, 0, 1, 1]).shape == (1000, 2, 2)


def test_every_deal_comes_equally_often() -> None:
    # Two of four labels are 1: six deals, of which the table shows how many of them lie in the first group.
    tables = it.shuffled_tables([0, 0, 1, 1], [0, 0, 1, 1], shuffles=6000, seed=3)
    seen = np.bincount(tables[:, 0, 1], minlength=3)
    assert scipy.stats.chisquare(seen, [1000, 4000, 1000]).pvalue > 0.001


def test_shuffled_labels_gain_what_scikit_learn_expects_of_them() -> None:
    random = np.random.default_rng(5)
    for samples, answers in [(12, 2), (30, 4), (100, 7)]:
        labels, groups = random.integers(3, size=samples), random.integers(answers, size=samples)
        tables = it.shuffled_tables(labels, groups, shuffles=4000, seed=samples)
        gains = it.mutual_information(tables / samples)
        nats = expected_mutual_information(contingency_matrix(groups, labels, sparse=True), samples)
        assert gains.mean() == pytest.approx(nats / LN2, abs=4 * gains.std() / np.sqrt(4000))


# ---- The luck of small samples


@many
@given(arrays(int, st.integers(1, 12), elements=st.integers(0, 50)).filter(lambda counts: counts.any()))
def test_miller_madow_adds_the_outcomes_seen_less_one_over_twice_the_samples(counts: Any) -> None:
    correction = Fraction(int(np.count_nonzero(counts)) - 1, 2 * int(counts.sum()))
    assert it.miller_madow_entropy(counts) == pytest.approx(bits(counts) + float(correction) / LN2, abs=1e-12)
    assert it.miller_madow_entropy(counts, "nats") == pytest.approx(it.miller_madow_entropy(counts) * LN2)
    # An outcome that was not seen changes nothing, and neither does the order.
    assert it.miller_madow_entropy([0, *counts[::-1]]) == pytest.approx(it.miller_madow_entropy(counts))


def test_miller_madow_of_a_batch_is_that_of_each_row() -> None:
    counts = np.array([[[3, 1, 0], [5, 0, 0]], [[2, 2, 2], [1, 0, 1]]])
    each = [[it.miller_madow_entropy(row) for row in rows] for rows in counts]
    np.testing.assert_allclose(it.miller_madow_entropy(counts), each)


def test_the_correction_takes_most_of_the_bias_away() -> None:
    # Twenty equally likely outcomes, fifty samples: the plug-in entropy is 0.27 bits too low.
    counts = np.random.default_rng(1).multinomial(50, np.full(20, 1 / 20), size=4000)
    plug_in = scipy.stats.entropy(counts, base=2, axis=1).mean() - np.log2(20)
    assert plug_in == pytest.approx(-19 / (2 * 50 * LN2), rel=0.15)
    assert abs(it.miller_madow_entropy(counts).mean() - np.log2(20)) < abs(plug_in) / 4


@pytest.mark.parametrize(("classes", "answers"), [(2, 2), (3, 2), (3, 4), (4, 6)])
def test_gain_bias_is_what_independent_draws_gain_when_there_are_many(classes: int, answers: int) -> None:
    random, samples = np.random.default_rng(classes * answers), 400
    tables = random.multinomial(samples, np.full(classes * answers, 1 / (classes * answers)), size=3000)
    nats = [
        mutual_info_score(None, None, contingency=table.reshape(answers, classes).astype(float))
        for table in tables[:800]
    ]
    measured = np.mean(nats) / LN2
    assert it.gain_bias(samples, classes, answers) == pytest.approx(measured, rel=0.1)
    assert it.gain_bias(samples, classes, answers, "nats") == pytest.approx(measured * LN2, rel=0.1)


def test_gain_bias_is_what_miller_and_madow_take_off_a_table_without_empty_cells() -> None:
    counts = np.array([[3, 4, 2], [5, 1, 6]])
    entropies = [it.miller_madow_entropy(c) - bits(c) for c in (counts.sum(0), counts.sum(1), counts.ravel())]
    assert entropies[2] - entropies[0] - entropies[1] == pytest.approx(it.gain_bias(21, 3, 2))


# ---- Thresholds


@many
@given(measured)
def test_every_threshold_table_is_the_count_of_its_two_sides(samples: Any) -> None:
    values, labels = samples
    if len(set(values.tolist())) == 1:
        with pytest.raises(ValueError, match="no threshold separates them"):
            it.threshold_tables(values, labels)
        return
    thresholds, tables = it.threshold_tables(values, labels)
    assert len(thresholds) == len(set(values.tolist())) - 1  # −0.0 is 0.0
    assert (np.diff(thresholds) > 0).all()
    for threshold, table in zip(thresholds, tables, strict=True):
        for side, rows in zip(table, (values <= threshold, values > threshold), strict=True):
            assert [np.sum(rows & (labels == k)) / len(labels) for k in np.unique(labels)] == pytest.approx(side)


@pytest.mark.parametrize("start", [1.0, np.nextafter(1.0, 2.0)])  # the middle is rounded down, and up
def test_a_threshold_between_two_neighbouring_floats_still_separates_them(start: float) -> None:
    values = np.array([start, np.nextafter(start, 2.0)])
    thresholds, tables = it.threshold_tables(values, [0, 1])
    assert (values <= thresholds[0]).tolist() == [True, False]
    assert tables.tolist() == [[[0.5, 0], [0, 0.5]]]


# ---- Trees


def table_of(name: str) -> tuple[dict[str, Any], Any]:
    data = TABLES[name]()
    return dict(zip(map(str, data.feature_names), data.data.T, strict=True)), data.target


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_tree_is_scikit_learns_at_every_split(name: str, seed: int) -> None:
    """Where several questions gain the same, scikit-learn draws lots: what it drew must gain as much as ours."""
    table, labels = table_of(name)
    model = DecisionTreeClassifier(criterion="entropy", max_depth=3, random_state=seed)
    theirs = model.fit(np.column_stack(list(table.values())), labels).tree_
    compared = agree(it.grow_tree(table, labels, 3), 0, theirs, table, labels, np.full(len(labels), True))
    assert compared >= {"wine": 6, "iris": 1, "cancer": 5}[name]


def agree(node: TreeNode, number: int, theirs: Any, table: Any, labels: Any, rows: Any) -> int:
    """Compare the nodes; give how many splits were compared. Below a tie the two trees go their own ways."""
    assert sum(node.counts.values()) == theirs.n_node_samples[number] == rows.sum()
    assert node.entropy == pytest.approx(theirs.impurity[number], abs=1e-9)
    assert bool(node.branches) == (theirs.feature[number] >= 0)
    if not node.branches:
        return 0
    name = list(table)[theirs.feature[number]]
    below = table[name] <= theirs.threshold[number]
    assert it.information_gain(labels[rows], below[rows]) == pytest.approx(node.gain, abs=1e-9)
    if node.question != name or node.threshold != pytest.approx(theirs.threshold[number], rel=1e-6):
        return 1
    sides = [
        (node.branches[0], theirs.children_left[number], rows & below),
        (node.branches[1], theirs.children_right[number], rows & ~below),
    ]
    return 1 + sum(agree(branch, int(child), theirs, table, labels, side) for branch, child, side in sides)


def gains_the_same(table: Any, labels: Any, rows: Any, gain: float) -> int:
    """Count the questions that gain as much, by brute force."""
    questions = [(values, t) for values in table.values() for t in np.unique(values[rows])[:-1]]
    return sum(
        bool(np.isclose(mutual_info_score(labels[rows], values[rows] <= t) / LN2, gain, atol=1e-9))
        for values, t in questions
    )


def test_the_wine_tree_of_the_lab_ties_nowhere_in_its_first_two_levels() -> None:
    table, labels = table_of("wine")
    tree = it.grow_tree(table, labels, 2)
    rows = {0: np.full(178, True), 1: table["flavanoids"] <= 1.575, 4: table["flavanoids"] > 1.575}
    asked = {number: node for number, node in enumerate(tree.walk()) if node.branches}
    assert [(n.question, round(n.threshold, 3)) for n in asked.values()] == [
        ("flavanoids", 1.575),
        ("color_intensity", 3.825),
        ("proline", 724.5),
    ]
    assert [gains_the_same(table, labels, rows[number], node.gain) for number, node in asked.items()] == [1, 1, 1]


def test_a_tree_stops_at_its_depth_where_all_is_certain_and_where_nothing_separates() -> None:
    assert it.grow_tree({"x": [1, 2]}, ["a", "b"], depth=0).branches == ()
    assert it.grow_tree({"x": [1, 2]}, ["a", "a"], depth=3).branches == ()
    assert it.grow_tree({"x": [5, 5]}, ["a", "b"], depth=3).branches == ()
    assert len(it.grow_tree({"x": [1, 2, 3]}, ["a", "b", "a"], depth=9).walk()) == 5


def test_a_tree_asks_on_although_no_single_question_gains() -> None:
    # Exclusive or: each measurement alone tells nothing, both together all.
    tree = it.grow_tree({"x": [0, 0, 1, 1], "y": [0, 1, 0, 1]}, [0, 1, 1, 0], depth=2)
    assert tree.gain == 0
    assert [node.entropy for node in tree.walk() if not node.branches] == [0, 0, 0, 0]


def test_a_tree_may_be_deeper_than_functions_can_call_each_other() -> None:
    deep = sys.getrecursionlimit() + 100
    tree = it.grow_tree({"x": range(deep)}, np.arange(deep) % 2, depth=deep)  # each question splits one end off
    nodes = tree.walk()
    assert len(nodes) == 2 * deep - 1
    assert max(map(len, repr(tree).splitlines())) > 4 * deep
    assert all(len(node.counts) == 1 for node in nodes if not node.branches)


def test_the_first_of_equal_questions_is_asked() -> None:
    equal = [1, 2, 3, 4]
    tree = it.grow_tree({"b": equal, "a": equal}, [0, 0, 1, 1], depth=1)
    assert (tree.question, tree.threshold) == ("b", 2.5)
    assert it.grow_tree({"x": [1, 2, 3, 4]}, [1, 0, 0, 1], depth=1).threshold == 1.5  # 3.5 gains the same


def test_gains_that_differ_by_rounding_only_are_equal() -> None:
    # The mirrored measurement asks the same questions, and its best gain comes out larger by 1e-16 bits.
    measurement, labels = np.array([1, 0, 5, 3, 4, 2]), [0, 0, 2, 1, 0, 0]
    gains = [it.mutual_information(it.threshold_tables(x, labels)[1]).max() for x in (measurement, -measurement)]
    assert gains[0] == pytest.approx(gains[1], abs=1e-12)
    assert it.grow_tree({"first": measurement, "mirrored": -measurement}, labels, depth=1).question == "first"


@many
@given(measured)
def test_what_the_questions_gain_is_what_the_tree_makes_of_the_entropy(samples: Any) -> None:
    values, labels = samples
    tree = it.grow_tree({"x": values}, labels, depth=3)
    for node in tree.walk():
        if node.branches:
            n, after = sum(node.counts.values()), [sum(b.counts.values()) * b.entropy for b in node.branches]
            assert node.entropy - sum(after) / n == pytest.approx(node.gain, abs=1e-9)


def test_bare_tree_reads_as_text() -> None:
    tree = it.grow_tree({"x": [1, 2, 3]}, ["a", "b", "a"], depth=2)
    assert repr(tree).splitlines() == [
        "2 of a, 1 of b, 0.9183 bits: x ≤ 1.5? gains 0.2516 bits",
        "yes: 1 of a, 0.0000 bits",
        " no: 1 of a, 1 of b, 1.0000 bits: x ≤ 2.5? gains 1.0000 bits",
        "     yes: 1 of b, 0.0000 bits",
        "      no: 1 of a, 0.0000 bits",
    ]

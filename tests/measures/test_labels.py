"""Labelled inputs (pandas): equal labels go through, labels that differ are refused with the line that aligns them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.special

import infotheory_helpers as it

P = pd.Series({"sun": 0.8, "rain": 0.2})
Q = pd.Series({"rain": 0.8, "sun": 0.2})
ROWS = pd.DataFrame([[0.7, 0.3], [0.4, 0.6]], index=["mon", "tue"], columns=["sun", "rain"])
OTHER_COLUMNS = ROWS[["rain", "sun"]]
OTHER_ROWS = ROWS.loc[["tue", "mon"]]
ONE_HOT = pd.DataFrame(np.eye(2), index=ROWS.index, columns=ROWS.columns)
LABELS = pd.Series(["cat", "dog"], index=[7, 9])
GROUPS = pd.Series([1, 2], index=[9, 7])
NUMBERED, AS_TEXT = pd.Series([0.5, 0.5], index=[0, 1]), pd.Series([0.5, 0.5], index=["0", "1"])

# Each function of two inputs that belong together, with two whose labels differ, and the line that mends it.
DIFFERENT: dict[str, tuple[Callable[[], Any], str]] = {
    "cross_entropy": (lambda: it.cross_entropy(P, Q), "q = q.reindex(p.index)"),
    "kl_divergence": (lambda: it.kl_divergence(P, Q), "q = q.reindex(p.index)"),
    "js_divergence": (lambda: it.js_divergence(P, Q), "q = q.reindex(p.index)"),
    "kinds": (lambda: it.kl_divergence(NUMBERED, AS_TEXT), "one has 0 the other has '0'"),
    "columns": (lambda: it.kl_divergence(ROWS, OTHER_COLUMNS), "q = q.reindex(columns=p.columns)"),
    "rows": (lambda: it.kl_divergence(ROWS, OTHER_ROWS), "q = q.reindex(p.index)"),
    "rows of other outcomes": (lambda: it.kl_divergence(ROWS.T, OTHER_COLUMNS.T, axis=0), "q = q.reindex(p.index)"),
    "one for a batch": (lambda: it.kl_divergence(Q, ROWS), "q = q.reindex(columns=p.index)"),
    "binary": (lambda: it.binary_cross_entropy(P.round(), Q), "y_pred = y_pred.reindex(y_true.index)"),
    "categorical": (lambda: it.categorical_cross_entropy(ONE_HOT, OTHER_COLUMNS), "columns=y_true.columns"),
    "logits": (lambda: it.categorical_cross_entropy_from_logits(ONE_HOT, OTHER_ROWS), "logits.reindex(y_true.index)"),
    "temperature": (lambda: it.calibrated_temperature(ONE_HOT, OTHER_ROWS), "logits.reindex(y_true.index)"),
    "information_gain": (lambda: it.information_gain(LABELS, GROUPS), "groups = groups.reindex(labels.index)"),
    "gain_ratio": (lambda: it.gain_ratio(LABELS, GROUPS), "groups.reindex(labels.index)"),
    "count_table": (lambda: it.count_table(LABELS, GROUPS), "groups.reindex(labels.index)"),
    "shuffled_tables": (lambda: it.shuffled_tables(LABELS, GROUPS), "groups.reindex(labels.index)"),
    "threshold_tables": (lambda: it.threshold_tables(GROUPS, LABELS), "values = values.reindex(labels.index)"),
    "grow_tree": (lambda: it.grow_tree({"weight": GROUPS}, LABELS, 1), "weight = weight.reindex(labels.index)"),
    "mean_code_length": (lambda: it.mean_code_length(P, Q.round() + 1), "lengths = lengths.reindex(p.index)"),
    "distillation_loss": (lambda: it.distillation_loss(P, Q), "student_logits.reindex(teacher_logits.index)"),
    "reliability": (lambda: it.reliability(P, Q.round()), "correct = correct.reindex(confidence.index)"),
    "kl_regularised_policy": (lambda: it.kl_regularised_policy(P, Q, 1), "reward = reward.reindex(reference.index)"),
    "regularised_reward": (lambda: it.regularised_reward(P, Q, Q, 1), "reference.reindex(policy.index)"),
    "policy_gradient_run": (lambda: it.policy_gradient_run(P, Q, "clip"), "reward.reindex(reference.index)"),
    "clipped_objective": (lambda: it.clipped_objective(P, Q), "advantage.reindex(ratio.index)"),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_labels_that_differ_are_refused_with_the_line_that_aligns_them(case: str) -> None:
    call, mend = DIFFERENT[case]
    with pytest.raises(ValueError, match="labelled, and differently") as raised:
        call()
    assert mend in str(raised.value)
    assert ".to_numpy()." in str(raised.value)


def test_the_line_that_is_offered_mends_it() -> None:
    p, q = P, Q
    assert it.kl_divergence(p, q.reindex(p.index)) == pytest.approx(1.2)  # 0.8 log2 4 − 0.2 log2 4
    p, q = ROWS, OTHER_COLUMNS
    np.testing.assert_array_equal(it.kl_divergence(p, q.reindex(columns=p.columns)), [0, 0])
    assert it.kl_divergence(P, Q.to_numpy()) == 0


def test_equal_labels_and_labels_on_one_side_go_through() -> None:
    want = float(scipy.special.rel_entr([0.8, 0.2], [0.2, 0.8]).sum() / np.log(2))
    for q in (Q.reindex(P.index), pd.Series([0.2, 0.8], index=P.index), [0.2, 0.8]):
        assert it.kl_divergence(P, q) == pytest.approx(want)
    assert it.kl_divergence([0.8, 0.2], pd.Series([0.2, 0.8], index=["x", "y"])) == pytest.approx(want)
    assert it.categorical_cross_entropy(ONE_HOT, ROWS) == pytest.approx(-np.log([0.7, 0.6]).mean())
    assert it.kl_divergence(P, ROWS).shape == (2,)
    assert it.information_gain(LABELS, GROUPS.to_numpy()) == 1


def test_a_table_of_pandas_grows_the_tree_that_its_columns_grow() -> None:
    table = pd.DataFrame({"weight": [4.0, 5, 20, 30], "age": [1.0, 9, 2, 8]})
    labels = pd.Series(["cat", "cat", "dog", "dog"])
    assert it.grow_tree(table, labels, depth=2) == it.grow_tree(
        {name: table[name].to_numpy() for name in table}, labels.to_list(), depth=2
    )


def test_a_masked_array_without_a_mask_is_an_array() -> None:
    assert it.entropy(np.ma.array([0.5, 0.5])) == 1
    assert it.information_gain(np.ma.array([0, 1]), [0, 1]) == 1

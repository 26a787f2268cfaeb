"""Every bad input gets an error that names the argument, the place, the value, and what to do."""

import copy
import re
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

import infotheory_helpers as it

GOOD = [0.7, 0.2, 0.1]
NAN, INF = float("nan"), float("inf")
TABLE = [[0.25, 0.25], [0.25, 0.25]]


class Case(NamedTuple):
    call: str
    inputs: dict[str, Any]
    error: type[Exception]
    says: tuple[str, ...]


def for_a_distribution(call: str, name: str, **others: Any) -> list[Case]:
    """What must be refused wherever a distribution belongs."""
    bad: list[tuple[Any, type[Exception], tuple[str, ...]]] = [
        ([0.7, 0.4, -0.1], ValueError, (f"`{name}[2]` is -0.1", "never negative")),
        ([0.2, 1.8, 0.0], ValueError, (f"`{name}[1]` is 1.8", "never above 1", f"{name} / np.sum({name})")),
        ([70, 20, 10], ValueError, (f"`{name}[0]` is 70", "counts", f"{name} / np.sum({name})")),
        ([0.5, NAN, 0.5], ValueError, (f"`{name}[1]` is nan", "from 0 to 1")),
        ([0.5, INF, 0.5], ValueError, (f"`{name}[1]` is inf", "never above 1")),
        ([-INF, 0.5, 0.5], ValueError, (f"`{name}[0]` is -inf", "never negative")),
        ([0.7, 0.2, 0.05], ValueError, (f"`{name}` sums to 0.95", "not to 1", f"{name} / np.sum({name})")),
        ([GOOD, [0.7, 0.2, 0.2]], ValueError, (f"`{name}[1, :]` sums to 1.1", "axis=1, keepdims=True")),
        ([GOOD, [0.7, 0.4, -0.1]], ValueError, (f"`{name}[1, 2]` is -0.1",)),
        ([], ValueError, (f"`{name}` is empty", "(0,)")),
        ([GOOD, [0.5, 0.5]], ValueError, (f"`{name}` has rows of different lengths",)),
        ("even", TypeError, (f"`{name}` is 'even'", "real number")),
        (["0.5", "0.5"], TypeError, (f"`{name}[0]` is '0.5'", "str")),
        ([0.5, None, 0.5], TypeError, (f"`{name}[1]` is None", "real number")),
        ([0.5, 0.5j, 0.5], TypeError, (f"`{name}[1]` is 0.5j", "complex")),
        (None, TypeError, (f"`{name}` is None", "real number")),
        (0.3, TypeError, (f"`{name}` is the bare number 0.3", "distribution", "binary_entropy(0.3)")),
    ]
    return [Case(call, {name: value, **others}, error, says) for value, error, says in bad]


def for_probabilities(call: str, name: str, **others: Any) -> list[Case]:
    """What must be refused wherever single probabilities belong."""
    bad: list[tuple[Any, type[Exception], tuple[str, ...]]] = [
        (-0.25, ValueError, (f"`{name}` is -0.25", "never negative")),
        (50, ValueError, (f"`{name}` is 50", "percentage")),
        (NAN, ValueError, (f"`{name}` is nan", "from 0 to 1")),
        (INF, ValueError, (f"`{name}` is inf", "never above 1")),
        ([[0.5, 0.5], [0.5, 1.5]], ValueError, (f"`{name}[1, 1]` is 1.5",)),
        ([], ValueError, (f"`{name}` is empty",)),
        ([[0.5], [0.5, 0.5]], ValueError, (f"`{name}` has rows of different lengths",)),
        ("half", TypeError, (f"`{name}` is 'half'", "real number")),
        (0.5j, TypeError, (f"`{name}` is 0.5j", "complex")),
        ([0.5, None], TypeError, (f"`{name}[1]` is None",)),
    ]
    return [Case(call, {name: value, **others}, error, says) for value, error, says in bad]


def for_a_pair(call: str, first: str, second: str) -> list[Case]:
    """What must be refused where a truth meets a model."""
    wider, batch = [0.25] * 4, [GOOD, GOOD]
    return [
        *for_a_distribution(call, first, **{second: GOOD}),
        *for_a_distribution(call, second, **{first: GOOD}),
        Case(
            call,
            {first: GOOD, second: wider},
            ValueError,
            (f"`{first}`", "(3,)", f"`{second}`", "(4,)", "3 outcomes"),
        ),
        Case(call, {first: batch, second: [*batch, GOOD]}, ValueError, ("(2, 3)", "(3, 3)", "batches")),
    ]


def for_amounts(call: str, name: str, **others: Any) -> list[Case]:
    return [
        Case(call, {name: NAN, **others}, ValueError, (f"`{name}` is nan",)),
        Case(call, {name: [1, NAN], **others}, ValueError, (f"`{name}[1]` is nan",)),
        Case(call, {name: [], **others}, ValueError, (f"`{name}` is empty",)),
        Case(call, {name: "one", **others}, TypeError, (f"`{name}` is 'one'",)),
        Case(call, {name: 1j, **others}, TypeError, (f"`{name}` is 1j",)),
    ]


def for_logits(call: str, name: str, **others: Any) -> list[Case]:
    return [
        Case(call, {name: [1, NAN, 2], **others}, ValueError, (f"`{name}[1]` is nan", "finite")),
        Case(call, {name: [1, 2, INF], **others}, ValueError, (f"`{name}[2]` is inf", "finite")),
        Case(
            call,
            {name: [-INF] * 3, **others},
            ValueError,
            (f"`{name}", "-inf", "finite" if "temp" in call else "leave one class"),
        ),
        Case(call, {name: [], **others}, ValueError, (f"`{name}` is empty",)),
        Case(call, {name: ["a", "b", "c"], **others}, TypeError, (f"`{name}[0]` is 'a'",)),
        Case(call, {name: [1j, 2, 3], **others}, TypeError, (f"`{name}[0]` is 1j",)),
        Case(call, {name: 3.0, **others}, TypeError, (f"`{name}` is the bare number 3.0", "each class")),
    ]


def for_a_table(call: str) -> list[Case]:
    return [
        Case(call, {"joint": GOOD}, ValueError, ("`joint` has shape (3,)", "table")),
        Case(call, {"joint": 0.5}, ValueError, ("`joint` has shape ()", "table")),
        Case(
            call,
            {"joint": [[0.5, 0.5], [0.5, -0.5]]},
            ValueError,
            ("`joint[1, 1]` is -0.5", "never negative"),
        ),
        Case(
            call,
            {"joint": [[30, 20], [25, 25]]},
            ValueError,
            ("`joint[0, 0]` is 30", "joint / np.sum(joint)"),
        ),
        Case(call, {"joint": [[0.5, NAN], [0.5, 0]]}, ValueError, ("`joint[0, 1]` is nan",)),
        Case(
            call,
            {"joint": [[0.5, 0.3], [0.3, 0]]},
            ValueError,
            ("`joint` sums to 1.1", "joint / np.sum(joint)"),
        ),
        Case(
            call,
            {"joint": [TABLE, [[1, 1], [0, 0]]]},
            ValueError,
            ("`joint[1, :, :]` sums to 2", "axis=(1, 2)"),
        ),
        Case(call, {"joint": [[0.5], [0.25, 0.25]]}, ValueError, ("`joint` has rows of different lengths",)),
        Case(call, {"joint": [["a", "b"]]}, TypeError, ("`joint[0, 0]` is 'a'",)),
        Case(call, {"joint": [[1j, 0]]}, TypeError, ("`joint[0, 0]` is 1j",)),
        Case(call, {"joint": []}, ValueError, ("`joint` is empty",)),
    ]


def for_samples(call: str) -> list[Case]:
    mixed = [None, float("nan"), pd.NA, pd.NaT]
    return [
        *[
            Case(
                call,
                {"labels": ["yes", missing, "no"], "groups": [0, 0, 1]},
                ValueError,
                ("`labels[1]` is", "category"),
            )
            for missing in mixed
        ],
        Case(call, {"labels": [0, 1, 1], "groups": ["a", "b", None]}, ValueError, ("`groups[2]` is None", "category")),
        Case(call, {"labels": [0, 1], "groups": [1, "1"]}, ValueError, ("`groups[1]` is '1'", "categories as text")),
        Case(call, {"labels": np.ma.masked_equal([0, 1], 1), "groups": [0, 1]}, ValueError, ("`labels` has 1 masked",)),
        Case(call, {"labels": [0, 1], "groups": [0]}, ValueError, ("`labels` has 2", "`groups`")),
        Case(call, {"labels": [[0], [1]], "groups": [0, 1]}, ValueError, ("`labels` has shape (2, 1)",)),
        Case(call, {"labels": [0, 1], "groups": 3}, ValueError, ("`groups` has shape ()",)),
        Case(call, {"labels": [], "groups": []}, ValueError, ("`groups` has shape (0,)",)),
        Case(call, {"labels": [0, NAN], "groups": [0, 1]}, ValueError, ("`labels[1]` is nan", "category")),
    ]


def for_counts(call: str, name: str) -> list[Case]:
    return [
        Case(call, {name: [3, 0.5]}, ValueError, (f"`{name}[1]` is 0.5", "whole number, 0 or more")),
        Case(call, {name: [3, -1]}, ValueError, (f"`{name}[1]` is -1", "whole number, 0 or more")),
        Case(call, {name: [3, NAN]}, ValueError, (f"`{name}[1]` is nan",)),
        Case(call, {name: [INF, 1]}, ValueError, (f"`{name}[0]` is inf",)),
        Case(call, {name: []}, ValueError, (f"`{name}` is empty",)),
        Case(call, {name: ["a"]}, TypeError, (f"`{name}[0]` is 'a'",)),
    ]


def for_lengths(call: str, **others: Any) -> list[Case]:
    return [
        Case(call, {"lengths": [1, 2, -3], **others}, ValueError, ("`lengths[2]` is -3", "whole number of bits")),
        Case(call, {"lengths": [1, 2.5, 3], **others}, ValueError, ("`lengths[1]` is 2.5", "whole number of bits")),
        Case(call, {"lengths": [[1, 2, 2], [1, 2, -1]], **others}, ValueError, ("`lengths[1, 2]` is -1",)),
        Case(call, {"lengths": [1, NAN, 2], **others}, ValueError, ("`lengths[1]` is nan", "finite")),
        Case(call, {"lengths": [], **others}, ValueError, ("`lengths` is empty",)),
        Case(call, {"lengths": ["0", "10", "11"], **others}, TypeError, ("`lengths[0]` is '0'", "real number")),
    ]


def for_gaussians(name: str, **others: Any) -> list[Case]:
    return [
        Case("gaussian_kl", {**others, name: [1, NAN]}, ValueError, (f"`{name}[1]` is nan", "finite")),
        Case("gaussian_kl", {**others, name: INF}, ValueError, (f"`{name}` is inf", "finite")),
        Case("gaussian_kl", {**others, name: []}, ValueError, (f"`{name}` is empty",)),
        Case("gaussian_kl", {**others, name: "wide"}, TypeError, (f"`{name}` is 'wide'",)),
    ]


HAS_UNIT: dict[str, dict[str, Any]] = {
    "information_content": {"p": 0.5},
    "entropy": {"p": GOOD},
    "binary_entropy": {"p": 0.5},
    "cross_entropy": {"p": GOOD, "q": GOOD},
    "kl_divergence": {"p": GOOD, "q": GOOD},
    "js_divergence": {"p": GOOD, "q": GOOD},
    "conditional_entropy": {"joint": TABLE},
    "mutual_information": {"joint": TABLE},
    "information_gain": {"labels": [0, 1], "groups": [0, 1]},
    "miller_madow_entropy": {"counts": [2, 1]},
    "gain_bias": {"samples": 30, "classes": 3, "answers": 2},
    "perplexity": {"cross_entropy": 1.0},
    "binary_cross_entropy": {"y_true": 1, "y_pred": 0.5},
    "categorical_cross_entropy": {"y_true": GOOD, "y_pred": GOOD},
    "categorical_cross_entropy_from_logits": {"y_true": GOOD, "logits": [1, 2, 3]},
    "gaussian_kl": {"mean": 0.0, "sd": 1.0},
    "distillation_loss": {"teacher_logits": [1, 2, 3], "student_logits": [1, 2, 3]},
    "bits_per_character": {"probabilities": [0.5]},
    "bits_per_byte": {"cross_entropy": 1.0, "n_tokens": 9, "n_bytes": 9},
    "entropy_bounds": {"guesses": [1, 2]},
}
HAS_AXIS: dict[str, tuple[str, dict[str, Any]]] = {
    **{call: ("p", HAS_UNIT[call]) for call in ["entropy", "cross_entropy", "kl_divergence", "js_divergence"]},
    "gini_impurity": ("p", {"p": GOOD}),
    **{call: ("logits", {"logits": [1, 2, 3]}) for call in ["softmax", "log_softmax"]},
}
HEATS = [(0, "`temperature` is 0"), (-1, "above 0"), (NAN, "nan"), (INF, "inf"), ([1, 2], "one number")]

MESSAGES: dict[str, dict[str, Any]] = {
    "arithmetic_encode": {"symbols": "a"},
    "arithmetic_decode": {"bits": "1", "length": 1},
}
COUNTS: list[tuple[Any, type[Exception], str]] = [
    ({}, ValueError, "is empty"),
    ({"a": 0}, ValueError, "['a']` is 0; it must be a whole number above 0"),
    ({"a": 1.5}, ValueError, "['a']` is 1.5"),
    ({"a": "1"}, ValueError, "['a']` is '1'"),
    ([1], TypeError, "is of type list"),
]

ONE_HOT = [[1, 0], [0, 1]]


def for_a_policy(call: str, **others: Any) -> list[Case]:
    """What must be refused where a reference meets rewards."""
    return [
        *for_a_distribution(call, "reference", reward=[1, 2, 3], **others),
        Case(call, {"reference": GOOD, "reward": [1, NAN, 2], **others}, ValueError, ("`reward[1]` is nan", "finite")),
        Case(call, {"reference": GOOD, "reward": [], **others}, ValueError, ("`reward` is empty",)),
        Case(call, {"reference": GOOD, "reward": 1, **others}, TypeError, ("`reward` is the bare number 1",)),
        Case(call, {"reference": GOOD, "reward": ["a", 1, 2], **others}, TypeError, ("`reward[0]` is 'a'",)),
        Case(call, {"reference": GOOD, "reward": [1, 2], **others}, ValueError, ("`reference`", "`reward`", "(2,)")),
    ]


MOSTLY = [[1, 0]] * 3 + [[0, 1]]
OFTEN = np.array([[1.0, 0.0]] * 4)
ROWS = np.array([[0.2, 0.3, 0.5]] * 4)
WITH_ROWS: dict[str, dict[str, Any]] = {
    "categorical_cross_entropy": {"y_pred": ROWS},
    "categorical_cross_entropy_from_logits": {"logits": ROWS},
    "calibrated_temperature": {"logits": ROWS},
}
EVEN = np.full((2, 2), 0.5)
WITH_TWO_ROWS: dict[str, dict[str, Any]] = {call: dict.fromkeys(others, EVEN) for call, others in WITH_ROWS.items()}

RUN = {"reference": GOOD, "reward": [1, 2, 3], "limit": "clip"}
BAD_RUNS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"limit": "trust"}, ("`limit` is 'trust'", '"clip"')),
    ({"reference": [0.5, 0, 0.5]}, ("`reference[1]` is 0", "never learned")),
    ({"reference": [GOOD, GOOD]}, ("`reference` has shape (2, 3)", "one policy")),
    ({"leash": -1}, ("`leash` is -1", "0 or above")),
    ({"leash": [1]}, ("`leash` is [1]", "one number")),
    ({"rate": 0}, ("`rate` is 0", "above 0")),
    ({"rate": NAN}, ("`rate` is nan", "finite")),
    ({"reward": [1e308, 0, 1]}, ("`reward` goes up to 1e+308 points", "divide")),
    ({"seed": -1}, ("`seed` is -1", "0 or more")),
]

CASES = [
    *for_probabilities("information_content", "p"),
    *for_probabilities("binary_entropy", "p"),
    *for_a_distribution("entropy", "p"),
    *for_a_pair("cross_entropy", "p", "q"),
    *for_a_pair("kl_divergence", "p", "q"),
    *for_a_pair("js_divergence", "p", "q"),
    *for_a_table("conditional_entropy"),
    *for_a_table("mutual_information"),
    *[
        Case("least_error_rate", {"conditional_entropy": left, "classes": classes}, error, says)
        for left, classes, error, says in [
            ("a", 10, TypeError, ("`conditional_entropy` is 'a'",)),
            ([], 10, ValueError, ("`conditional_entropy` is empty",)),
            (NAN, 10, ValueError, ("`conditional_entropy` is nan",)),
            (-0.1, 10, ValueError, ("`conditional_entropy` is -0.1", "minus sign")),
            (3.4, 10, ValueError, ("`conditional_entropy` is 3.4", "log2(10) = 3.3219 bits", "in bits?")),
            ([0.5, 1.1], 2, ValueError, ("`conditional_entropy` is 1.1", "at most log2(2)")),
            (0, 1, ValueError, ("`classes` is 1", "2 or more")),
            (0, 2.5, ValueError, ("`classes` is 2.5", "whole number")),
            (0, "ten", TypeError, ("`classes` is 'ten'",)),
        ]
    ],
    Case(
        "information_gain",
        {"labels": [0, 1], "groups": [0]},
        ValueError,
        ("`labels` has 2", "`groups` has 1"),
    ),
    Case(
        "information_gain",
        {"labels": [[0], [1]], "groups": [0, 1]},
        ValueError,
        ("`labels` has shape (2, 1)",),
    ),
    Case("information_gain", {"labels": [0, 1], "groups": 3}, ValueError, ("`groups` has shape ()",)),
    Case("information_gain", {"labels": [], "groups": []}, ValueError, ("`groups` has shape (0,)",)),
    Case(
        "information_gain",
        {"labels": [0, NAN], "groups": [0, 1]},
        ValueError,
        ("`labels[1]` is nan", "category"),
    ),
    *for_amounts("perplexity", "cross_entropy"),
    Case(
        "perplexity",
        {"cross_entropy": -1.5},
        ValueError,
        ("`cross_entropy` is -1.5", "never negative", "minus sign"),
    ),
    *for_amounts("bits_to_nats", "bits"),
    *for_amounts("nats_to_bits", "nats"),
    *for_logits("softmax", "logits"),
    *for_logits("log_softmax", "logits"),
    *[Case("softmax", {"logits": [1, 2], "temperature": t}, ValueError, ("`temperature`", says)) for t, says in HEATS],
    *[Case("log_softmax", {"logits": [1], "temperature": t}, ValueError, ("`temperature`", says)) for t, says in HEATS],
    *for_probabilities("binary_cross_entropy", "y_true", y_pred=0.5),
    *for_probabilities("binary_cross_entropy", "y_pred", y_true=1),
    Case(
        "binary_cross_entropy",
        {"y_true": [1, 0], "y_pred": [0.5]},
        ValueError,
        ("`y_true`", "(2,)", "`y_pred`", "(1,)"),
    ),
    *for_a_pair("categorical_cross_entropy", "y_true", "y_pred"),
    *for_a_distribution("categorical_cross_entropy_from_logits", "y_true", logits=[1, 2, 3]),
    *for_logits("categorical_cross_entropy_from_logits", "logits", y_true=GOOD),
    Case(
        "categorical_cross_entropy_from_logits",
        {"y_true": GOOD, "logits": [1, 2]},
        ValueError,
        ("`y_true`", "(3,)", "`logits`", "(2,)"),
    ),
    *for_a_distribution("smooth_labels", "y_true", epsilon=0.1),
    Case("smooth_labels", {"y_true": GOOD, "epsilon": 1.5}, ValueError, ("`epsilon` is 1.5", "never above 1")),
    Case(
        "smooth_labels",
        {"y_true": GOOD, "epsilon": [0.1, 0.2]},
        ValueError,
        ("`epsilon` has shape (2,)", "one number"),
    ),
    Case("smooth_labels", {"y_true": GOOD, "epsilon": "a"}, TypeError, ("`epsilon` is 'a'",)),
    *for_a_distribution("gini_impurity", "p"),
    *for_samples("information_gain"),
    *for_samples("gain_ratio"),
    *for_samples("count_table"),
    *for_samples("shuffled_tables"),
    Case("gain_ratio", {"labels": [0, 1], "groups": [3, 3]}, ValueError, ("`groups` holds one answer", "0/0")),
    Case(
        "shuffled_tables", {"labels": [0, 1], "groups": [0, 1], "seed": -1}, ValueError, ("`seed` is -1", "0 or more")
    ),
    *[
        Case(
            "shuffled_tables", {"labels": [0, 1], "groups": [0, 1], "shuffles": n}, ValueError, (f"`shuffles` is {n}",)
        )
        for n in (0, 2.5)
    ],
    *for_counts("miller_madow_entropy", "counts"),
    Case("miller_madow_entropy", {"counts": [[1, 2], [0, 0]]}, ValueError, ("`counts` are all 0", "one sample")),
    *[
        Case("gain_bias", {"samples": 9, "classes": 2, "answers": 2, name: value}, error, (f"`{name}` is {says}",))
        for name in ("samples", "classes", "answers")
        for value, error, says in [(0, ValueError, "0; it must be a whole number, 1"), ("a", TypeError, "'a'")]
    ],
    *[
        Case("threshold_tables", {"values": values, "labels": [0, 1]}, error, says)
        for values, error, says in [
            ([1, NAN], ValueError, ("`values[1]` is nan", "finite")),
            ([1, INF], ValueError, ("`values[1]` is inf", "finite")),
            ([3, 3], ValueError, ("`values` are all 3", "no threshold")),
            ([1, 2, 3], ValueError, ("`labels` has 2 samples", "`values` has shape (3,)")),
            (["a", "b"], TypeError, ("`values[0]` is 'a'",)),
        ]
    ],
    Case("threshold_tables", {"values": [1, 2], "labels": [0, NAN]}, ValueError, ("`labels[1]` is nan",)),
    *[
        Case("grow_tree", {"table": table, "labels": [0, 1], "depth": depth}, error, says)
        for table, depth, error, says in [
            ({}, 1, ValueError, ("`table` is empty", "one measurement")),
            ({"x": [1, 2, 3]}, 1, ValueError, ("`labels` has 2 samples", "`x` has shape (3,)")),
            ({"x": [1, NAN]}, 1, ValueError, ("`x[1]` is nan", "finite")),
            ({"x": ["a", "b"]}, 1, TypeError, ("`x[0]` is 'a'",)),
            ({"x": [1, 2]}, -1, ValueError, ("`depth` is -1", "whole number, 0 or more")),
            ({"x": [1, 2]}, 0.5, ValueError, ("`depth` is 0.5", "whole number")),
        ]
    ],
    *for_probabilities("bits_per_character", "probabilities"),
    *[
        case
        for name, others in {
            "cross_entropy": {"n_tokens": 9, "n_bytes": 9},
            "n_tokens": {"cross_entropy": 1, "n_bytes": 9},
            "n_bytes": {"cross_entropy": 1, "n_tokens": 9},
        }.items()
        for case in for_amounts("bits_per_byte", name, **others)
    ],
    Case(
        "bits_per_byte",
        {"cross_entropy": -1.5, "n_tokens": 9, "n_bytes": 9},
        ValueError,
        ("`cross_entropy` is -1.5", "never negative", "minus sign"),
    ),
    *[
        Case(
            "bits_per_byte",
            {"cross_entropy": 1, "n_tokens": 9, "n_bytes": 9, name: n},
            ValueError,
            (f"`{name}` is {n}",),
        )
        for name in ("n_tokens", "n_bytes")
        for n in (0, -2, INF)
    ],
    *[
        Case("entropy_bounds", {"guesses": g}, ValueError, says)
        for g, says in [
            ([1, 0], ("`guesses[1]` is 0", "1 to 27")),
            ([28], ("`guesses[0]` is 28", "1 to 27")),
            ([1, 1.5], ("`guesses[1]` is 1.5", "whole number")),
            ([1, NAN], ("`guesses[1]` is nan", "whole number")),
            ([], ("`guesses` is empty",)),
        ]
    ],
    Case("entropy_bounds", {"guesses": "one"}, TypeError, ("`guesses` is 'one'",)),
    Case("NGramModel", {"text": 7, "order": 1}, TypeError, ("`text` is 7", "must be a text")),
    Case("NGramModel", {"text": "a B", "order": 1}, ValueError, ("`text[2]` is 'B'", "only_letters(text)")),
    Case("NGramModel", {"text": "", "order": 0}, ValueError, ("`text` has 0 letters", "1 at least")),
    Case("NGramModel", {"text": "abc", "order": 3}, ValueError, ("`text` has 3 letters", "order 3 needs 4")),
    Case("NGramModel", {"text": "abc", "order": -1}, ValueError, ("`order` is -1", "from 0 to 13")),
    Case("NGramModel", {"text": "abc", "order": 14}, ValueError, ("`order` is 14", "from 0 to 13")),
    Case("NGramModel", {"text": "abc", "order": 1.5}, TypeError, ("`order` is 1.5", "whole number")),
    Case("NGramModel", {"text": "abc", "order": 1, "alpha": -1}, ValueError, ("`alpha` is -1", "0 or more")),
    Case("NGramModel", {"text": "abc", "order": 1, "alpha": INF}, ValueError, ("`alpha` is inf", "finite")),
    Case("NGramModel", {"text": "abc", "order": 1, "alpha": NAN}, ValueError, ("`alpha` is nan",)),
    Case("NGramModel", {"text": "abc", "order": 1, "alpha": "a"}, TypeError, ("`alpha` is 'a'",)),
    Case("bits_by_compressors", {"text": b"ab"}, TypeError, ("`text` is b'ab'", "must be a text")),
    Case("bits_by_compressors", {"text": ""}, ValueError, ("`text` is empty",)),
    Case("bits_by_compressors", {"text": "a\ud800"}, ValueError, ("`text[1]`", "half of a character", "Leave it out")),
    Case("GuessingGame", {"model": 3}, TypeError, ("`model` is 3", "NGramModel")),
    *[Case(c, {**i, "unit": "bit"}, ValueError, ("`unit` is 'bit'", '"bits" or "nats"')) for c, i in HAS_UNIT.items()],
    *for_gaussians("mean", sd=1),
    *for_gaussians("sd", mean=0),
    *for_gaussians("model_mean", mean=0, sd=1),
    *for_gaussians("model_sd", mean=0, sd=1),
    Case("gaussian_kl", {"mean": 0, "sd": 0}, ValueError, ("`sd` is 0", "above 0")),
    Case("gaussian_kl", {"mean": 0, "sd": [1, -2]}, ValueError, ("`sd[1]` is -2", "above 0", "np.exp")),
    Case("gaussian_kl", {"mean": 0, "sd": 1, "model_sd": 0}, ValueError, ("`model_sd` is 0", "above 0")),
    Case("gaussian_kl", {"mean": [1, 2, 3], "sd": [1, 2]}, ValueError, ("`mean` (3,)", "`sd` (2,)", "fit")),
    *for_logits("distillation_loss", "teacher_logits", student_logits=[1, 2, 3]),
    *for_logits("distillation_loss", "student_logits", teacher_logits=[1, 2, 3]),
    *[
        Case(
            "distillation_loss",
            {"teacher_logits": [1, 2], "student_logits": [1, 2], "temperature": t},
            ValueError,
            ("`temperature`", says),
        )
        for t, says in HEATS
    ],
    Case(
        "distillation_loss",
        {"teacher_logits": [1, 2, 3], "student_logits": [1, 2]},
        ValueError,
        ("`teacher_logits`", "(3,)", "`student_logits`", "(2,)"),
    ),
    *[Case(c, {**i, "axis": 1}, ValueError, ("`axis` is 1", f"`{n}`", "(3,)")) for c, (n, i) in HAS_AXIS.items()],
    *[
        Case(call, {**inputs, "axis": axis}, TypeError, (f"`axis` is {axis!r}", "one whole number, such as -1"))
        for call, (_, inputs) in HAS_AXIS.items()
        for axis in (None, 0.0, (0, 1), "0", True)
    ],
    *[
        Case(call, {**inputs, "unit": unit}, ValueError, (f"`unit` is {unit!r}", '"bits" or "nats"'))
        for call, inputs in HAS_UNIT.items()
        for unit in (None, [0.9, 0.1], 2)
    ],
    Case(
        "perplexity",
        {"cross_entropy": [0.5, 0.5], "unit": [0.9, 0.1]},
        ValueError,
        ("perplexity(cross_entropy(p, q))",),
    ),
    # Class numbers where rows belong.
    *[
        Case(
            call, {"y_true": [0, 2, 1, 2], **others}, ValueError, ("(4,)", "(4, 3)", "np.eye(3)[y_true]", "from 0 to 2")
        )
        for call, others in WITH_ROWS.items()
    ],
    *[Case(call, {"y_true": [0, 1], **others}, ValueError, ("np.eye(2)",)) for call, others in WITH_TWO_ROWS.items()],
    Case(
        "categorical_cross_entropy",
        {"y_true": [[0], [1]], "y_pred": EVEN},
        ValueError,
        ("(2, 1)", "(2, 2)", "np.eye(2)[np.ravel(y_true)]"),
    ),
    Case("smooth_labels", {"y_true": [0, 1, 2, 1], "epsilon": 0.1}, ValueError, ("class numbers", "np.eye(classes)")),
    # Advice that fits.
    Case("entropy", {"p": [[0.5, 0.1], [0.5, 0.9]]}, ValueError, ("`p[0, :]` sums to 0.6", "Along axis 0", "axis=0")),
    Case("entropy", {"p": [2.0, -1.0, 0.5]}, ValueError, ("`p[0]` is 2.0", "logits", "softmax(p)")),
    Case("entropy", {"p": np.log(GOOD)}, ValueError, ("`p[0]` is -0.35", "log-probabilities", "np.exp(p)")),
    Case("entropy", {"p": np.log([GOOD, GOOD])}, ValueError, ("`p[0, 0]` is -0.35", "log-probabilities")),
    Case("entropy", {"p": [70.0, 20.5, 9.5]}, ValueError, ("`p[0]` is 70", "per cent", "p / np.sum(p)")),
    Case(
        "binary_cross_entropy",
        {"y_true": [1, 0], "y_pred": [3.2, -1]},
        ValueError,
        ("logits", "1 / (1 + np.exp(-y_pred))"),
    ),
    Case("binary_cross_entropy", {"y_true": 1, "y_pred": 90}, ValueError, ("percentage", "logits")),
    Case("information_content", {"p": np.log(GOOD)}, ValueError, ("`p[0]` is -0.35", "log-probabilities", "np.exp(p)")),
    Case("softmax", {"logits": [[1, 2], [-INF, -INF]]}, ValueError, ("`logits[1, :]` is -inf", "leave one class")),
    # Masks, and numbers that a float64 cannot hold.
    Case("entropy", {"p": np.ma.masked_less(GOOD, 0.15)}, ValueError, ("`p` has 1 masked entry", "p.filled(0)")),
    Case("kl_divergence", {"p": GOOD, "q": np.ma.masked_less(GOOD, 0.5)}, ValueError, ("`q` has 2 masked entries",)),
    Case("information_content", {"p": np.longdouble("1e-4000")}, ValueError, ("`p` is 1e-4000", "5e-324")),
    Case("miller_madow_entropy", {"counts": [1e308, 1e308]}, ValueError, ("`counts[0]` is above 2**53",)),
    *[
        Case("huffman_code", {"weights": weights}, ValueError, ("`weights", says, mend))
        for weights, says, mend in [
            ({}, "has 0 symbols", "two at least"),
            ({"a": 3}, "has 1 symbols", "two at least"),
            ({"a": 3, "b": 0}, "['b']` is 0", "Leave out what never comes"),
            ({"a": -3, "b": 1}, "['a']` is -3", "above 0"),
            ({"a": NAN, "b": 1}, "['a']` is nan", "above 0"),
            ({"a": INF, "b": 1}, "['a']` is inf", "above 0"),
            ({"a": "3", "b": 1}, "['a']` is '3'", "number"),
            ({"a": Decimal("NaN"), "b": 1}, "['a']` is Decimal('NaN')", "above 0"),
        ]
    ],
    Case("huffman_code", {"weights": [3, 1]}, TypeError, ("`weights` is of type list", "dict", "Counter(text)")),
    Case("encode", {"symbols": "abc", "code": {"a": "0", "b": "1"}}, ValueError, ("no word for 'c'", "count + 1")),
    Case("encode", {"symbols": "abc", "code": ["0", "1"]}, TypeError, ("`code` is of type list", "dict")),
    Case(
        "decode",
        {"bits": "01", "code": {"a": "0", "b": "01", "c": "1"}},
        ValueError,
        ("'01' is 'a' then 'c', and it is 'b'", "Lengthen"),
    ),
    Case("decode", {"bits": "01", "code": {"a": "0", "b": "0"}}, ValueError, ("'0' is 'a', and it is 'b'",)),
    Case("decode", {"bits": "10", "code": {"a": "0", "b": "01"}}, ValueError, ("no row of words", "missing?")),
    Case("decode", {"bits": [0, 1], "code": {"a": "0", "b": "1"}}, TypeError, ("`bits` is [0, 1]", "text of 0 and 1")),
    Case(
        "decode", {"bits": "010", "code": {"a": "00", "b": "1"}}, ValueError, ("`bits[0:2]` is '01'", "Another code?")
    ),
    Case("decode", {"bits": "100", "code": {"a": "000", "b": "1"}}, ValueError, ("ends with '00'", "missing?")),
    Case("decode", {"bits": "1 0", "code": {"a": "0", "b": "1"}}, ValueError, ("`bits[1:2]` is ' '",)),
    Case("decode", {"bits": "10", "code": {}}, ValueError, ("`code` is empty",)),
    *[
        Case("decode", {"bits": "10", "code": {"a": word}}, ValueError, (f"`code['a']` is {word!r}", "0 and 1, one at"))
        for word in ("", "1o", 0)
    ],
    Case("decode", {"bits": [0] * 99, "code": {"a": "0"}}, TypeError, ("[0, 0, 0, 0, 0, 0, ...], of type list",)),
    Case("decode", {"bits": "10", "code": "ab"}, TypeError, ("`code` is of type str", "dict")),
    *for_a_distribution("mean_code_length", "p", lengths=[1, 2, 2]),
    *for_lengths("mean_code_length", p=[0.5, 0.25, 0.25]),
    *for_lengths("kraft_sum"),
    Case("mean_code_length", {"p": GOOD, "lengths": [1, 2]}, ValueError, ("`p`", "(3,)", "`lengths`", "(2,)")),
    Case("bytes_on_disk", {"bits": "0120"}, ValueError, ("`bits` holds '2'", "0 and 1 alone")),
    Case("bytes_on_disk", {"bits": [0, 1]}, TypeError, ("`bits` is [0, 1]", "text of 0 and 1")),
    Case(
        "arithmetic_decode",
        {"bits": "1" * 130, "counts": {"a": 1, "b": 2}, "length": 9},
        ValueError,
        ("`bits` is no message of 9 symbols", "Other counts?"),
    ),
    Case("arithmetic_encode", {"symbols": "ac", "counts": {"a": 1}}, ValueError, ("no 'c'", "Count it once")),
    *[
        Case(call, {**others, "counts": counts}, error, ("`counts", says))
        for call, others in MESSAGES.items()
        for counts, error, says in COUNTS
    ],
    Case("arithmetic_decode", {"bits": "a", "counts": {"a": 1}, "length": 1}, ValueError, ("`bits` holds 'a'",)),
    Case("arithmetic_decode", {"bits": "1", "counts": {"a": 1}, "length": -1}, ValueError, ("`length` is -1",)),
    Case("arithmetic_decode", {"bits": "1", "counts": {"a": 1}, "length": "2"}, TypeError, ("`length` is '2'",)),
    *for_a_policy("kl_regularised_policy", beta=1.0),
    *for_a_policy("regularised_reward", policy=GOOD, beta=1.0),
    *for_a_policy("policy_gradient_run", limit="clip"),
    *for_a_distribution("regularised_reward", "policy", reference=GOOD, reward=[1, 2, 3], beta=1.0),
    *[
        Case(call, {**inputs, "beta": beta}, ValueError, (f"`beta` is {beta!r}", "above 0"))
        for call, inputs in [
            ("kl_regularised_policy", {"reference": GOOD, "reward": [1, 2, 3]}),
            ("regularised_reward", {"policy": GOOD, "reference": GOOD, "reward": [1, 2, 3]}),
        ]
        for beta in (0, -1, [1, 2])
    ],
    *[Case("policy_gradient_run", {**RUN, **bad}, ValueError, says) for bad, says in BAD_RUNS],
    Case("clipped_objective", {"ratio": [1, -0.5], "advantage": 1}, ValueError, ("`ratio` holds -0.5", "log-ratio")),
    Case("clipped_objective", {"ratio": [1, NAN], "advantage": 1}, ValueError, ("`ratio[1]` is nan",)),
    Case("clipped_objective", {"ratio": 1, "advantage": [0, INF]}, ValueError, ("`advantage[1]` is inf",)),
    Case("clipped_objective", {"ratio": "a", "advantage": 1}, TypeError, ("`ratio` is 'a'",)),
    Case("clipped_objective", {"ratio": 1, "advantage": []}, ValueError, ("`advantage` is empty",)),
    Case(
        "clipped_objective",
        {"ratio": [1, 1, 1], "advantage": [1, 1]},
        ValueError,
        ("`ratio` has shape (3,)", "`advantage` has shape (2,)", "one advantage"),
    ),
    *for_probabilities("clipped_objective", "epsilon", ratio=1, advantage=1)[:4],
    Case("clipped_objective", {"ratio": 1, "advantage": 1, "epsilon": [0.1]}, ValueError, ("`epsilon` has shape",)),
    *[
        case
        for call in ("reliability", "calibration_error")
        for case in [
            *for_probabilities(call, "confidence", correct=[1, 0])[:7],
            *for_probabilities(call, "correct", confidence=[0.5, 0.5])[:7],
            Case(call, {"confidence": [0.5, 0.5], "correct": [1]}, ValueError, ("(2,)", "(1,)", "same length")),
            Case(call, {"confidence": 0.5, "correct": 1}, ValueError, ("()", "lists")),
            Case(call, {"confidence": [0.5], "correct": [1], "bins": 0}, ValueError, ("`bins` is 0", "1 or more")),
            Case(call, {"confidence": [0.5], "correct": [1], "bins": 2.5}, ValueError, ("`bins` is 2.5", "whole")),
            Case(call, {"confidence": [0.5], "correct": [1], "bins": True}, ValueError, ("`bins` is True", "whole")),
        ]
    ],
    *for_a_distribution("calibrated_temperature", "y_true", logits=[1, 2, 3]),
    *for_logits("calibrated_temperature", "logits", y_true=GOOD),
    Case("calibrated_temperature", {"y_true": GOOD, "logits": [1, 2]}, ValueError, ("`y_true`", "`logits`", "(2,)")),
    Case("calibrated_temperature", {"y_true": ONE_HOT, "logits": ONE_HOT}, ValueError, ("right for every", "colder")),
    Case("calibrated_temperature", {"y_true": ONE_HOT, "logits": [[0, 1], [1, 0]]}, ValueError, ("chance", "hotter")),
    Case("calibrated_temperature", {"y_true": ONE_HOT, "logits": [[3, 3], [1, 1]]}, ValueError, ("the same for all",)),
    *[
        Case(
            "calibrated_temperature",
            {"y_true": MOSTLY, "logits": size * OFTEN},
            ValueError,
            (f"a temperature {where}",),
        )
        for size, where in [(5000, "above 100"), (1e-4, "below 0.01")]
    ],
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.call}({case.inputs})")
def test_bad_input_is_refused_with_the_argument_the_value_its_place_and_what_to_do(case: Case) -> None:
    before = copy.deepcopy(case.inputs)
    with pytest.raises(case.error) as raised:
        getattr(it, case.call)(**case.inputs)
    for words in case.says:
        assert words in str(raised.value)
    assert repr(case.inputs) == repr(before)


def test_every_public_function_has_its_bad_inputs() -> None:
    computing = [
        "measures.information", "measures.error_rates", "measures.losses", "measures.gaussians",
        "labs.trees.trees", "labs.compression.codes",
        "labs.language.ngrams", "labs.language.guessing", "labs.deep_learning.distillation",
        "labs.deep_learning.policies", "labs.deep_learning.calibration",
    ]  # fmt: skip
    rooms = {f"infotheory_helpers.{module}" for module in computing}
    functions = {name for name in it.__all__ if getattr(it, name).__module__ in rooms}
    assert functions == {case.call for case in CASES}


@pytest.mark.parametrize(
    ("p", "axis"),
    [
        ([3, 4, 1], -1),
        (np.array([0.5, 0.3]), -1),
        ([[1, 2], [3, 4]], 1),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), 0),
    ],
)
def test_what_the_message_offers_mends_the_input(p: Any, axis: int) -> None:
    with pytest.raises(ValueError, match="divide") as raised:
        it.entropy(p, axis=axis)
    (mend,) = re.findall(r"their sum: (.+)\.$", str(raised.value))
    it.entropy(eval(mend, {"p": p, "np": np}), axis=axis)


@pytest.mark.parametrize("bad", [[0.5, 0.4999], [0.5, 0.4999999]])
def test_a_sum_that_is_off_by_more_than_rounding_is_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match=r"sums to 0\.9999"):
        it.entropy(bad)


def test_a_sum_that_is_off_by_rounding_is_accepted() -> None:
    assert it.entropy([0.1] * 10) == pytest.approx(np.log2(10))


def test_an_error_deep_in_a_large_array_names_its_row() -> None:
    p = np.full((300_000, 4), 0.25)
    p[271_828, 2] = 0.5
    with pytest.raises(ValueError, match=re.escape("`p[271828, :]` sums to 1.25")):
        it.entropy(p)


def test_good_inputs_are_never_changed() -> None:
    for call, inputs in HAS_UNIT.items():
        arrays = {name: np.array(value, dtype=float) for name, value in inputs.items()}
        before = copy.deepcopy(arrays)
        getattr(it, call)(**arrays)
        for name in arrays:
            np.testing.assert_array_equal(arrays[name], before[name])

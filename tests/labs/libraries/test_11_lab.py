"""Lab 11: its cases, what its explorer draws, its ten logs, and the map of losses."""

import functools
import re
from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score, log_loss

import infotheory_helpers as it
from infotheory_helpers.explorer.prediction import all_predictions
from infotheory_helpers.labs.libraries.cases import CASES, GROUPS, MOST_STEPS, number_after, rows, unit_after
from infotheory_helpers.labs.libraries.logs import STEPS
from infotheory_helpers.labs.libraries.table import Row, table
from lessons import cells
from player import spec
from says import numbers

LAB = "11_in_your_library"
ALL = [row for group in rows() for row in group]
each_case = pytest.mark.parametrize("row", ALL, ids=lambda row: " / ".join(row.key))


# ---- the cases and their explorer


def test_each_group_has_seven_different_cases_of_at_most_two_steps() -> None:
    assert [len(group) for group in rows()] == [CASES] * len(GROUPS)
    assert len({row.key for row in ALL}) == len(ALL)
    assert max(len(row.silent) for row in ALL) == MOST_STEPS


@each_case
def test_the_last_number_is_what_the_library_returned(row: Row) -> None:
    assert row.result is not None
    there = float(np.ravel(row.result)[0])
    assert number_after(row, len(row.silent)) == pytest.approx(there, rel=1e-6, abs=1e-6)
    assert number_after(row, MOST_STEPS) == number_after(row, len(row.silent))
    assert unit_after(row, len(row.silent)) == row.unit


def test_the_unit_goes_with_the_number() -> None:
    by_key = {row.key: row for row in ALL}
    distance = by_key["SciPy", "JS divergence", "three outcomes"]
    assert [unit_after(distance, n) for n in range(3)] == ["bits", "nats", "√nats"]
    share = by_key["TSFEL", "entropy", "a list of labels"]
    assert [unit_after(share, n) for n in range(2)] == ["bits", ""]
    images = next(row for row in ALL if row.library == "scikit-image")
    assert [unit_after(images, n) for n in range(3)] == ["bits", "", ""]
    loss = by_key["PyTorch", "categorical cross-entropy", "probabilities given to NLLLoss"]
    assert [unit_after(loss, n) for n in range(2)] == ["nats", ""]


@each_case
def test_all_steps_on_and_only_they_lead_to_the_same(row: Row) -> None:
    explorer = it.explore_libraries()
    group = next(n for n, known in enumerate(rows()) if row in known)
    for on in range(MOST_STEPS + 1):
        explorer.values = {"group": group, "case": rows()[group].index(row), "steps": on}
        assert ("not yet the same" in repr(explorer)) == (on < len(row.silent)), repr(explorer)


def test_bars_are_as_long_as_their_numbers() -> None:
    boxes = [part["table"] for part in spec(it.explore_libraries())["parts"] if part["kind"] == "boxes"]
    tables = [table.reshape(len(GROUPS), CASES, MOST_STEPS + 1, 4, -1) for table in boxes[:2]]
    course, library = (table[..., 1, :] - table[..., 0, :] for table in tables)
    for group, known in enumerate(rows()):
        for case, row in enumerate(known):
            assert row.result is not None
            on = len(row.silent)
            way = np.array([number_after(row, n) for n in range(on + 1)])
            there = float(np.ravel(row.result)[0])
            if not np.isfinite([*way, there]).all():
                continue
            longest = max(abs(way).max(), abs(there))
            drawn = np.append(course[group, case, on, : on + 1], library[group, case, on])
            scale = drawn.max() / longest
            np.testing.assert_allclose(drawn, np.abs([*way, there]) * scale, atol=2.5)
            assert (course[group, case, 0, 1:] == 0).all()  # nothing of a step that is not on


def test_silent_steps_are_counted_once_a_row() -> None:
    counted = it.count_silent_steps()
    assert counted["none at all"] == sum(not row.silent for row in table())
    assert counted["Take the square root"] == sum("rooted" in {step.name for step in row.silent} for row in table())
    assert list(counted.values()) == sorted(counted.values(), reverse=True)


# ---- the ten logs, against a training of our own and scikit-learn's losses


@functools.cache
def trained() -> tuple[Any, dict[int, Any]]:
    pixels, labels = load_digits(return_X_y=True)
    x, y = pixels[:1000] / 16, np.eye(10)[labels[:1000]]
    weights, seen = np.zeros((64, 10)), {}
    for step in range(STEPS[-1] + 1):
        if step in STEPS:
            seen[step] = scipy.special.softmax(pixels[1000:] / 16 @ weights, axis=1)
        weights = weights + x.T @ (y - scipy.special.softmax(x @ weights, axis=1)) / 1000
    return labels[1000:], seen


def loss(step: int, change: Any = lambda q: q) -> float:
    labels, seen = trained()
    return float(log_loss(labels, change(seen[step]), labels=range(10)))


def right(step: int) -> float:
    labels, seen = trained()
    return float(f"{accuracy_score(labels, seen[step].argmax(axis=1)):.2f}")


def teachers(step: int) -> float:
    labels, seen = trained()
    return float(scipy.stats.entropy(0.9 * np.eye(10)[labels] + 0.01, seen[step], axis=1).mean())


def again(q: Any) -> Any:
    return scipy.special.softmax(q, axis=1)


def sums(step: int) -> list[float]:
    labels, seen = trained()
    parts = [slice(0, 64), slice(768, 797)]
    return [float(log_loss(labels[at], seen[step][at], labels=range(10), normalize=False)) for at in parts]


def masked(step: int) -> list[float]:
    labels, seen = trained()
    q = np.where(np.arange(10) == 9, 0, seen[step])
    q = np.clip(q / q.sum(axis=1, keepdims=True), 1e-7, None)
    each = -np.log(q[np.arange(len(labels)), labels])
    return [each.mean(), each.max()]


@functools.cache
def bias(share: float, step: int) -> float:
    z = 0.0
    for _ in range(step):
        z += share - float(scipy.special.expit(z))
    return z


def certain(step: int) -> list[float]:
    return [float(np.log1p(np.exp(-bias(1, step))))]


def blind(step: int) -> list[float]:
    z = bias(0.1, step)
    return [0.1 * float(np.logaddexp(0, -z)) + 0.9 * float(np.logaddexp(0, z)), 0.9]


SAID: list[Any] = [
    lambda step: [loss(step) / np.log(2), right(step)],
    lambda step: [loss(step) / 2, right(step)],
    sums,
    lambda step: [teachers(step) / 10],
    lambda step: [loss(step, again), right(step)],
    lambda step: [-float(trained()[1][step][np.arange(797), trained()[0]].mean()), right(step)],
    lambda step: [loss(step), float(np.exp(loss(step, again)))],
    masked,
    certain,
    blind,
]


@pytest.mark.parametrize("number", range(1, 11))
def test_each_log_has_the_fault_that_its_answer_names_and_no_other(number: int) -> None:
    lines = it.training_log(number).splitlines()[1:]
    assert len(lines) == len(STEPS)
    for step, line in zip(STEPS, lines, strict=True):
        np.testing.assert_allclose(numbers(line), [step, *SAID[number - 1](step)], atol=6e-5, err_msg=line)


def test_what_the_lines_above_the_logs_say_is_so() -> None:
    teacher = scipy.stats.entropy([0.91, *[0.01] * 9])
    assert f"{teacher:.4f}" in it.training_log(4)
    assert f"{scipy.stats.entropy([0.1, 0.9]):.4f}" in it.training_log(9)
    labels, _ = trained()
    assert len(labels) == 797
    assert 797 % 64 == 29
    assert np.mean(labels == 9) == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("number", [0, 11, "1", 1.0, True])
def test_a_log_that_is_not_there_is_refused_by_its_number(number: Any) -> None:
    with pytest.raises(ValueError, match=rf"`number` is {number!r}; the logs are 1 to 10"):
        it.training_log(number)


def test_no_place_among_the_choices_gives_the_cause_away() -> None:
    places = [list((asked := all_predictions()[f"log {n}"])["answers"]).index(asked["right"]) for n in range(1, 11)]
    assert max(places.count(place) for place in range(3)) <= 4


# ---- the map of losses


def test_every_loss_of_the_map_has_been_asked() -> None:
    (page,) = (cell.source for cell in cells(LAB, "markdown") if cell.source.startswith("## Know at sight"))
    lines = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ") and "`" in line]
    asked = " ".join(row.call for row in table())
    assert len(lines) >= 14
    for name in (re.search(r"`(.+?)`", line) for line in lines):
        assert name
        assert name[1] in asked or name[1] in ("binary", "Logloss"), name[1]
    calls = {row.library: row.call for row in table() if row.quantity == "binary cross-entropy"}
    assert "'Logloss'" in " ".join(row.call for row in table() if row.library == "CatBoost")
    assert calls.keys() >= {"LightGBM", "CatBoost", "XGBoost"}


MAP = [
    (("Keras", "KL divergence", "Q not summing to 1"), lambda result: result < 0),
    (("PyTorch", "categorical cross-entropy", "probabilities given to NLLLoss"), lambda result: result < 0),
    (("PyTorch", "binary cross-entropy", "sure and wrong, y = 1"), lambda result: result == 100),
    (("Keras", "binary cross-entropy", "sure and wrong, y = 1"), lambda result: 16 < result < 16.2),
    (("LightGBM", "binary cross-entropy", "soft labels, objective binary"), lambda result: result < 0.325),
    (("Optax", "categorical cross-entropy", "a padding label of −100"), np.isnan),
]


@pytest.mark.parametrize(("key", "holds"), MAP, ids=lambda case: case[0] if isinstance(case, tuple) else "")
def test_the_traps_of_the_map_are_those_that_were_measured(key: Any, holds: Any) -> None:
    (row,) = (row for row in table() if row.key == key)
    assert row.result is not None
    assert holds(float(np.ravel(row.result)[0]))


def test_four_of_five_hide_an_infinity() -> None:
    sure = [row for row in rows()[3] if row.input == "sure and wrong, y = 1"]
    assert [row.library for row in sure] == ["PyTorch", "Keras", "LightGBM", "XGBoost", "scoringrules"]
    printed = [float(np.ravel(row.result)[0]) for row in sure if row.result is not None]
    assert np.isinf(printed).tolist() == [False] * 4 + [True]
    assert len(set(printed)) == 5
    assert all_predictions()["sure and wrong"]["right"] == "one"


# What the five at the start return: the right choice of each prediction, from the row that was measured.
FIVE = [
    ("entropy of two", ("SciPy", "KL divergence", "three outcomes")),
    ("kl_div as it comes", ("PyTorch", "KL divergence", "reduction left at mean")),
    ("Evidently", ("Evidently", "KL divergence", "two columns of labels")),
    ("popmon", ("popmon", "JS divergence", "two columns of labels")),
    ("a column of numbers", ("DuckDB", "entropy", "three outcomes")),
]


@pytest.mark.parametrize(("name", "key"), FIVE, ids=lambda case: case if isinstance(case, str) else "")
def test_the_right_guess_is_what_the_library_returned(name: str, key: Any) -> None:
    (row,) = (row for row in table() if row.key == key)
    assert row.result is not None
    choice = all_predictions()[name]["right"]
    digits = len(choice.partition(".")[2])
    assert f"{float(np.ravel(row.result)[0]):.{digits}f}" == choice

"""The mistakes that one task alone invites: each is named on its task, and takes no other mistake's name."""

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.special import entr, rel_entr

from infotheory_helpers.checks.of_sheets import TASKS
from wrong_implementations import WRONG, Function

LN2 = np.log(2)


def _kl(p: Any, q: Any) -> Any:
    return rel_entr(p, q).sum(axis=-1) / LN2


def _h(p: float) -> Any:
    return (entr(p) + entr(1 - p)) / LN2


def _smoothed(p: Any, epsilon: float) -> Any:
    return (p + epsilon) / (1 + epsilon * len(p))


def _infinite(cost: Function) -> Function:
    return lambda p, q: np.inf if 0 in q else cost(p, q)


def _split(share: float) -> list[Any]:
    return [_kl([0.6, 0.3, 0.1], [q, share * (1 - q), (1 - share) * (1 - q)]) for q in (0.1, 0.6, 0.9)]


def _cost(p: Any, q: Any) -> Any:
    return -np.sum(p[p > 0] * np.log2(q[p > 0]))


def _drawn(share: float) -> Any:
    ax, q = Figure().subplots(), np.linspace(0.1, 0.9, 81)
    ax.set(xlabel="q1", ylabel="bits")
    ax.plot(q, [_kl([0.6, 0.3, 0.1], [one, share * (1 - one), (1 - share) * (1 - one)]) for one in q])
    return ax


# The answers of learners, and the words that they are told.
MADE: list[tuple[str, Any, str, str]] = [
    ("1.2", 0.05, "the probability itself", "Which logarithm of it counts nats"),
    ("1.2", 20, "1/p without a logarithm", "counts nats?"),
    ("1.5", lambda c: abs(np.log2(c)), "a percentage, turned positive", "only hides it"),
    ("1.5", lambda c: np.log2(c), "a percentage, turned positive", "still the percentage"),
    ("1.5", lambda c: -np.log2(c) / 100, "divided by 100 outside the logarithm", "after the logarithm"),
    ("1.5", lambda c: -np.log2(c) * 100, "multiplied by 100 outside the logarithm", "is 30 % larger than 1"),
    ("1.5", lambda c: -np.log2(c * 100), "multiplied by 100 inside the logarithm", "once more"),
    ("1.5", lambda c: -np.log2(c // 100), "whole division", "`//` divides"),
    ("1.7", np.log2(4) * np.log2(3), "surprises multiplied", "make of a product"),
    ("1.7", np.log2(7), "counts added up", "how many passwords"),
    ("1.7", 2, "one draw forgotten", "has not guessed the sign"),
    ("1.7", np.log2(3), "one draw forgotten", "has not guessed the sign"),
    ("2.3", 0.2161 + 0.4105 + 0.5, "a term in the middle forgotten", "how many terms"),
    ("2.3", 0.2161 + 0.5211 + 0.5, "a term in the middle forgotten", "how many terms"),
    ("2.7", 0.8648, "entropies of the groups without their shares", "its share"),
    ("2.7", 1.7296, "entropies of the groups without their shares", "its share"),
    ("2.7", -0.7296, "entropies of the groups without their shares", "its share"),
    ("2.7", 0.7, "share of right guesses", "It has no unit"),
    ("7.1", 0.7642, "entropies of the groups without their shares", "its share"),
    ("7.1", 10 / 12, "share of right guesses", "It has no unit"),
    ("11.1", (0.27679826 / LN2) ** 2, "divided before it was squared", "What did SciPy do last?"),
    ("11.1", 0.27679826 / LN2, "the root is still there", "the root of nats"),
    ("11.5", _h(0.8) * LN2, "wrong labels taken for one class", "one of two classes"),
    ("12.7", 1 - _h(0.3), "flips added up", "is right again"),
    ("12.7", 1 - _h(0.02), "flips multiplied", "by one of the two alone"),
    ("12.7", (1 - _h(0.1)) * (1 - _h(0.2)), "informations multiplied", "how often is Z not X"),
    ("12.7", 1 - _h(0.1), "one channel alone", "has to pass both"),
    ("12.7", 1 - _h(0.2), "one channel alone", "has to pass both"),
    ("3.2", _infinite(_cost), "∞ for what never happens, too", "costs nothing"),
    ("3.4", _infinite(_cost), "∞ for what never happens, too", "costs nothing"),
    ("5.2", _infinite(_kl), "∞ for what never happens, too", "costs nothing"),
    ("5.5", _infinite(_kl), "∞ for what never happens, too", "costs nothing"),
    ("5.5", lambda p, q: _kl(_smoothed(p, 0.01), _smoothed(q, 0.01)), "both smoothed", "they are *others*"),
    ("5.5", lambda p, q: _kl(p, _smoothed(q, 0.1)), "the model smoothed", "an honest model"),
    ("5.3", _split(0.25), "the rest split otherwise", "one of the models is P itself"),
    ("5.3", _split(0.5), "the rest split otherwise", "one of the models is P itself"),
    ("5.4", _drawn(0.5), "the rest split otherwise", "one of the models is P itself"),
]
WITH_OWN = {task: {mistake.name for mistake in about.mistakes} for task, about in TASKS.items() if about.mistakes}


@pytest.mark.parametrize(("task", "made", "name", "words"), MADE, ids=lambda x: x if isinstance(x, str) else "made")
def test_a_mistake_that_the_task_invites_is_named_in_its_own_words(task: str, made: Any, name: str, words: str) -> None:
    verdict = TASKS[task].verdict(made)
    assert (verdict.kind, verdict.mistakes) == ("mistake", (name,)), verdict
    assert words in verdict.text


def test_every_mistake_of_a_task_is_made_here_once() -> None:
    made = {task: {name for other, _, name, _ in MADE if other == task} for task in WITH_OWN}
    assert made == WITH_OWN


@pytest.mark.parametrize("task", [task for task in WITH_OWN if not (TASKS[task].inputs or TASKS[task].at)])
def test_no_other_mistake_is_taken_for_one_of_the_task(task: str) -> None:
    about = TASKS[task]
    for quantity, name, function in WRONG:
        if quantity == about.quantity:
            made = (lambda c, f=function: f(c / 100)) if task == "1.5" else function
            verdict = about.verdict(made)
            assert verdict.mistakes == (name,), (name, verdict)


@pytest.mark.parametrize("task", WITH_OWN)
def test_right_stays_right(task: str) -> None:
    about = TASKS[task]
    if about.inputs:
        assert about.verdict(about.asked.right(about.inputs)).kind == "right"
    elif about.at is None:
        right: Any = about.asked.quantity.right
        assert about.verdict((lambda c: right(c / 100)) if task == "1.5" else right).kind == "right"


def test_what_is_only_a_clue_sounds_like_one() -> None:
    verdict = TASKS["2.3"].verdict(2.5)
    assert verdict.text.startswith("Here is a clue. The entropy of 4 outcomes lies between 0")

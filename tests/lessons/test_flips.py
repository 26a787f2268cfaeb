"""Flips that fall: counted once more by SciPy, different from run to run, and settling where they should."""

from typing import Any

import numpy as np
import pytest
import scipy.stats

from infotheory_helpers import explore_flips
from infotheory_helpers.lessons.flips import RUNS, TOSSES
from player import Player
from says import numbers


@pytest.mark.parametrize("p", [0, 0.05, 0.5, 0.9, 1])
@pytest.mark.parametrize("run", [0, 3, RUNS - 1])
def test_after_each_flip_the_mean_is_that_of_the_flips_so_far(p: float, run: int) -> None:
    page = Player(explore_flips())
    page.press("start again", p=p)
    for n in range(1, 25):
        text = page.press("flip", chance=[run if n == 1 else 0])
        heads = int((TOSSES[run, :n] < p).sum())
        surprise = scipy.stats.bernoulli.logpmf([1, 0], p) / -np.log(2)
        mean = sum(count * bits for count, bits in zip([heads, n - heads], surprise, strict=True) if count) / n
        h = float(scipy.stats.entropy([p, 1 - p], base=2))
        np.testing.assert_allclose(numbers(text)[:7], [p, 1 - p, h, n, heads, n - heads, mean], atol=6e-5)


def test_runs_differ_and_the_first_flip_draws_one() -> None:
    ends = set()
    for run in range(RUNS):
        page = Player(explore_flips())
        texts = [page.press("flip 20", chance=[0 if turn else run]) for turn in range(5)]
        ends.add(tuple(texts))
        heads = numbers(texts[-1])[4]
        assert abs(heads - 90) < 4 * np.sqrt(100 * 0.9 * 0.1)
    assert len(ends) == RUNS


def test_what_has_not_been_flipped_is_veiled() -> None:
    page = Player(explore_flips())
    veil: Any = page.explorer.parts[2]
    for n in (0, 20, 100):
        page.explorer.values = {"n": n}
        veil.put()
        np.testing.assert_allclose([veil.artist.get_x(), veil.artist.get_width()], [n + 0.5, 100.5 - n], atol=0.1)


def test_where_nothing_can_move_it_says_why() -> None:
    page = Player(explore_flips())
    for p, why in [(0.5, "surprise alike"), (1, "surprises nobody"), (0.9, "")]:
        page.explorer.values = {"p": p}
        assert why in repr(page.explorer)
        assert ("alike" in repr(page.explorer)) == (p == 0.5)

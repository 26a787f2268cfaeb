"""Flips that fall: counted once more by SciPy, different from run to run, and settling where they should."""

from typing import Any

import numpy as np
import pytest
import scipy.stats

from infotheory_helpers import explore_die, explore_flips
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


@pytest.mark.parametrize(
    ("weights", "still"),
    [([1] * 6, True), ([3, 3, 0, 0, 0, 0], True), ([4, 0, 0, 0, 0, 0], True), ([5, 1, 1, 1, 1, 1], False)],
)
def test_a_die_whose_mean_cannot_move_says_so(weights: list[int], still: bool) -> None:
    die = explore_die()
    said = set()
    for rolled in range(10):
        die.values = {f"w{i}": weight for i, weight in enumerate(weights, 1)} | {"rolled": rolled}
        said.add(repr(die))
    assert (len(said) == 1) == still
    assert all(("moves nothing" in text) == still for text in said)


def test_each_slice_of_the_die_has_its_face_beside_it() -> None:
    die = explore_die()
    die.values = {"w1": 10, "w3": 0}
    names: list[Any] = [part for part in die.parts if part.kind == "label"]
    slices: list[Any] = [part for part in die.parts if part.kind == "bar"][1::2]
    for name, piece in zip(names, slices, strict=True):
        *at, shown = name.row_now()
        x, y = name.data(*at)
        x0, x1, y0, y1 = piece.row_now()
        assert shown == (abs(y1 - y0) > 50)  # there is room for a digit: a tenth of a bit
        if shown:
            assert y.item() == pytest.approx(np.mean(piece.data([x0, x1], [y0, y1])[1]), abs=0.02)
            assert x.item() < 0.7

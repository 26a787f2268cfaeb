"""The die: what its page looks up is what SciPy gives, for every way in which the weights can stand."""

import itertools
from typing import Any

import numpy as np
import pytest
import scipy.special

from infotheory_helpers import Explorer, explore_die
from infotheory_helpers.lessons.die import HEAVIEST, TURNS


@pytest.fixture(scope="module")
def die() -> Explorer:
    return explore_die()


def load(die: Explorer, weights: Any) -> None:
    die.values = {f"w{i}": weight for i, weight in enumerate(weights, 1)}


def heights(die: Explorer, parts: slice) -> Any:
    """The tops of every second bar, in data."""
    bars: list[Any] = [part for part in die.parts if part.kind == "bar"][parts]
    return [bar.data(bar.row_now()[0], bar.row_now()[3])[1].item() for bar in bars]


def test_bars_and_slices_are_what_scipy_gives(die: Explorer) -> None:
    every = list(itertools.product(range(1, HEAVIEST + 1), *[range(HEAVIEST + 1)] * 5))
    some = [*every[:: len(every) // 300], (1, 0, 0, 0, 0, 0), (5, 5, 5, 5, 5, 5)]
    for weights in some:
        load(die, weights)
        p = np.array(weights) / sum(weights)
        np.testing.assert_allclose(heights(die, slice(0, None, 2)), p, atol=1e-3, err_msg=str(weights))
        contributions = np.cumsum(scipy.special.entr(p)) / np.log(2)
        np.testing.assert_allclose(heights(die, slice(1, None, 2)), contributions, atol=2e-3, err_msg=str(weights))


def test_every_face_can_be_the_heavy_one_and_nothing_else_changes(die: Explorer) -> None:
    said = set()
    for heavy in range(6):
        load(die, np.where(np.arange(6) == heavy, 5, 1))
        said.add(repr(die).split("):")[1])
    assert len(said) == 1


@pytest.mark.parametrize(
    ("weights", "still"),
    [([1] * 6, True), ([3, 3, 0, 0, 0, 0], True), ([4, 0, 0, 0, 0, 0], True), ([5, 1, 1, 1, 1, 1], False)],
)
def test_a_die_whose_mean_cannot_move_says_so(weights: list[int], still: bool, die: Explorer) -> None:
    said = set()
    for rolled in range(TURNS):
        die.values = {f"w{i}": weight for i, weight in enumerate(weights, 1)} | {"rolled": rolled}
        said.add(repr(die))
    assert (len(said) == 1) == still
    assert all(("moves nothing" in text) == still for text in said)


def test_each_slice_of_the_die_has_its_face_beside_it(die: Explorer) -> None:
    load(die, (5, 1, 0, 1, 1, 1))
    names: list[Any] = [part for part in die.parts if part.kind == "label"]
    tops = [0.0, *heights(die, slice(1, None, 2))]
    for name, (below, above) in zip(names, itertools.pairwise(tops), strict=True):
        *at, shown = name.row_now()
        x, y = name.data(*at)
        assert shown == (above - below > 0.1)  # there is room for a digit: a tenth of a bit
        if shown:
            assert y.item() == pytest.approx((below + above) / 2, abs=0.02)
            assert x.item() < 0.7

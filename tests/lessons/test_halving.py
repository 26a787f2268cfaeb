"""The first slider: halving adds one bit from everywhere, and the curve goes as far as its hand has gone."""

from typing import Any

import numpy as np
import pytest

from infotheory_helpers import explore_halving, explore_surprise
from infotheory_helpers.lessons.halving import CHANCES
from player import Player

P = [p for p in CHANCES if p / 2 >= 2**-10]


@pytest.mark.parametrize("p", P)
def test_halving_adds_one_bit_from_everywhere(p: float) -> None:
    page = Player(explore_halving())
    text = page.press("halve p", p=p)
    assert page.value("p") == pytest.approx(p / 2)
    assert f"{1 - np.log2(p):.2f} bits" in text


@pytest.mark.parametrize("p", [1 / 50, 1 / 1024, 1, 1 / 2, 0.01])
def test_these_can_be_reached_and_the_curve_ends_there(p: float) -> None:
    explorer = explore_halving()
    explorer.values = {"p": p}
    curve: Any = explorer.parts[0]
    curve.put()
    assert min(curve.artist.get_xdata()) == pytest.approx(p, abs=2e-3)


def test_at_the_end_there_is_nothing_to_halve() -> None:
    page = Player(explore_halving())
    before = page.press("halve p", p=2**-10)
    assert page.press("halve p") == before


def test_two_surprises_never_leave_the_curve() -> None:
    explorer = explore_surprise()
    both: Any = explorer.parts[2]
    curve: Any = explorer.figure.axes[0].lines[0]
    for p in (0.01, 0.1, 1):
        explorer.values = {"p": p, "p2": 0.01}
        across, down, _ = both.row_now()
        x, y = both.data(across, down)
        assert 0 <= y.item() <= explorer.figure.axes[0].get_ylim()[1]
        assert min(curve.get_xdata()) <= x.item() + 2e-3

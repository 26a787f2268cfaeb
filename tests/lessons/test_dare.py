"""The dare: won where it should be, lost to whoever drags sliders to their ends, and told in the learner's numbers."""

import functools
import itertools
from typing import Any

import numpy as np
import pytest

from infotheory_helpers import Explorer, explore_dare

NAMES = ["p1", "p_share", "q1", "q_share"]


@functools.cache
def dare() -> Explorer:
    return explore_dare()


def said(*at: float) -> str:
    explorer = dare()
    explorer.values = dict(zip(NAMES, at, strict=True))
    return repr(explorer)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ((0.9, 0.5, 0.9, 1), "Won: Q gives 0 to rain, which P gives 0.05."),
        ((0.9, 0.3, 0.9, 0), "Won: Q gives 0 to cloud, which P gives 0.03."),
        ((0.9, 0.5, 1, 0.5), "Not yet: Q rules out what happens, but the two are too far apart."),  # 0.1 is not less
        ((0.6, 0.5, 0, 0.5), "Not yet: Q rules out what happens, but the two are too far apart."),
        ((0.5, 0.5, 0.5, 0.4), "Not yet: they are close enough, but Q rules out nothing that happens."),
        ((1, 0.5, 1, 0.5), "Not yet: they are close enough, but Q rules out nothing that happens."),
        ((0.1, 0.5, 0.9, 0.5), "Not yet: they are too far apart, and Q rules out nothing that happens."),
    ],
)
def test_the_verdict_speaks_of_these_two(at: tuple[float, ...], says: str) -> None:
    assert says in said(*at)


def test_the_start_is_no_win_and_neither_are_the_ends_or_equal_sliders() -> None:
    assert "Not yet" in repr(explore_dare())
    assert not any("Won" in said(*at) for at in itertools.product([0, 1], repeat=4))
    assert not any("Won" in said(x, y, x, y) for x in (0, 0.5, 0.9, 1) for y in (0, 0.5, 1))


def test_won_and_not_yet_are_right_everywhere() -> None:
    loud: Any = explore_dare().parts[6]
    places = list(itertools.product(np.arange(0, 1.01, 0.1).round(1).tolist(), repeat=4))
    won = 0
    for at, (word,) in zip(places, loud.table, strict=True):
        p, q = (np.round([x, (1 - x) * share, (1 - x) * (1 - share)], 9) for x, share in (at[:2], at[2:]))
        expected = abs(p - q).sum() / 2 < 0.1 - 1e-9 and (p[q == 0] > 0).any()
        assert loud.vocabulary[word] == ("Won!" if expected else "Not yet"), at
        won += expected
    assert 0 < won < 0.05 * len(places)  # to be found, and not by chance

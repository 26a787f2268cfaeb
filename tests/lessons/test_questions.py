"""The games of yes/no questions: halving wins, lazy clicking does not, and nothing is told before it is asked."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from infotheory_helpers import Explorer, explore_eight, explore_guess
from player import Player

PLAYING, WON, LOST = 0, 1, 2
GAMES = [(explore_eight, 8, 3), (explore_guess, 64, 6)]
each_game = pytest.mark.parametrize(("made", "numbers", "granted"), GAMES)


def played(game: Player, secret: int, cut: Callable[[int, int, int], int]) -> str:
    """Play one game with a rule for the next question, at most as many questions as anybody would try."""
    text = game.press("New game", chance=[secret - 1])
    for turn in range(20):
        if game.value("phase") == PLAYING:
            text = game.press("Ask", cut=cut(turn, game.value("low"), game.value("high")))
    return " ".join(text.split())


@each_game
def test_halving_finds_every_number_in_time(made: Callable[[], Explorer], numbers: int, granted: int) -> None:
    game = Player(made())
    for secret in range(1, numbers + 1):
        text = played(game, secret, lambda _, low, high: (low + high) // 2)
        assert game.value("phase") == WON
        assert f"Found with {granted} questions. It is the {secret}." in text


@each_game
@pytest.mark.parametrize(
    "lazy",
    [lambda *_: 1, lambda turn, *_: turn + 1, lambda _, low, __: low, lambda *_: 7],
    ids=["one", "next", "low", "seven"],
)
def test_lazy_play_mostly_loses(
    made: Callable[[], Explorer], numbers: int, granted: int, lazy: Callable[[int, int, int], int]
) -> None:
    game = Player(made())
    won = 0
    for secret in range(1, numbers + 1):
        text = played(game, secret, lazy)
        won += game.value("phase") == WON
        if game.value("phase") == LOST:
            assert f"It was the {secret}." in text
    assert won <= granted


@each_game
def test_a_useless_question_is_not_counted(made: Callable[[], Explorer], numbers: int, granted: int) -> None:
    game = Player(made())
    game.press("New game", chance=[0])
    game.press("Ask", cut=numbers // 2)
    for useless in (numbers // 2, numbers - 1):
        before = game.explorer.values | {"cut": useless, "last": useless, "answer": 3, "above": 1, "news": 0}
        text = game.press("Ask", cut=useless)
        assert "You knew that: no question spent." in text
        assert game.explorer.values == before
    assert f"You have {granted - 1} questions left." in text


@each_game
def test_nothing_is_told_before_it_is_asked_and_nothing_changes_after_the_end(
    made: Callable[[], Explorer], numbers: int, granted: int
) -> None:
    game = Player(made())
    before = repr(game.explorer)
    game.explorer.values = {"cut": numbers // 2}
    assert repr(game.explorer) == before
    text = played(game, 1, lambda _, low, high: (low + high) // 2)
    end = game.press("Ask", cut=1)
    assert " ".join(end.split()) == text
    assert granted == game.value("asked")


def test_one_question_is_one_question() -> None:
    game = Player(explore_eight())
    game.press("New game", chance=[7])
    game.press("Ask", cut=1)
    assert "You have 1 question left." in game.press("Ask", cut=2)


@pytest.mark.parametrize(
    ("secret", "cuts", "says"),
    [
        (5, [4, 6, 5], "Your questions left: 8 → 4 → 2 → 1 numbers. Each halved what was left."),
        (8, [1, 2, 3], "Your questions left: 8 → 7 → 6 → 5 numbers. Halving leaves 8 → 4 → 2 → 1, whatever"),
        (1, [1], "Your questions left: 8 → 1 numbers. That was luck"),
    ],
)
def test_the_debrief_of_eight_is_in_the_learners_own_numbers(secret: int, cuts: list[int], says: str) -> None:
    assert says in played(Player(explore_eight()), secret, lambda turn, *_: cuts[turn])


def test_each_answer_brings_what_it_rules_out() -> None:
    game = Player(explore_guess())
    text = played(game, 40, lambda turn, *_: [10, 50, 30, 31, 32, 33][turn])
    left = [64, 54, 40, 20, 19, 18, 17]
    brought = [f"{np.log2(a / b):.1f}" for a, b in itertools.pairwise(left)]
    assert f"Answers so far: {' + '.join(brought)} bits. 17 numbers were still possible." in text
    assert "The player who always halves finds the same number with 6 questions" in text
    bars: list[Any] = [part for part in game.explorer.parts if part.kind == "bar"][-6:]
    for bar in bars:
        bar.put()
    np.testing.assert_allclose(
        [bar.artist.get_height() for bar in bars],
        [np.log2(a / b) for a, b in itertools.pairwise(left)],
        atol=0.01,
    )


def test_the_button_puts_the_slider_where_it_halves() -> None:
    game = Player(explore_guess())
    for secret in (0, 10, 41, 63):
        game.press("New game", chance=[secret])
        for left in (32, 16, 8, 4, 2, 1):
            game.press("cut in half")
            game.press("Ask")
            assert game.value("left") == left
        assert game.value("phase") == WON

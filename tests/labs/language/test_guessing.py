"""Shannon's bounds against other forms of the formulas, and the game's page; the browser tests play it."""

import itertools
import json
import re
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.stats
from hypothesis import given

import infotheory_helpers as it
from infotheory_helpers import GuessingGame, NGramModel, entropy_bounds
from infotheory_helpers.labs.language.guessing import HEARD, HOW_TO_START
from infotheory_helpers.labs.language.ngrams import SYMBOLS
from infotheory_helpers.labs.language.passages import FROM_THE_MANUAL, MANUAL, PASSAGES, PROSE
from infotheory_helpers.labs.language.texts import two_halves

LAZY = [SYMBOLS[1:].find(letter) % 27 + 1 for _, hidden in PASSAGES for letter in hidden]  # a, b, c … and the space
guess_lists = st.lists(st.integers(1, 27), min_size=1, max_size=200)


@pytest.fixture(scope="module")
def model() -> NGramModel:
    return NGramModel(it.only_letters(it.load_text()[:100_000]), order=4)


def falling(guesses: list[int]) -> Any:
    """The shares of the numbers of guesses, most frequent first."""
    return -np.sort(-np.unique(guesses, return_counts=True)[1] / len(guesses))


@given(guess_lists)
def test_upper_bound_is_the_entropy_of_the_guesses(guesses: list[int]) -> None:
    assert entropy_bounds(guesses)[1] == pytest.approx(scipy.stats.entropy(falling(guesses), base=2), abs=1e-12)


@given(guess_lists)
def test_lower_bound_is_shannons_sum(guesses: list[int]) -> None:
    # Summed by parts, the formula asks for i log i − (i − 1) log (i − 1) of each share.
    i = np.arange(1, 28)
    worth = np.diff(np.concatenate([[0], i * np.log2(i)]))
    shares = falling(guesses)
    assert entropy_bounds(guesses)[0] == pytest.approx(shares @ worth[: len(shares)], abs=1e-12)


@given(guess_lists)
def test_bounds_are_in_order_and_in_range(guesses: list[int]) -> None:
    low, high = entropy_bounds(guesses)
    assert 0 <= low <= high + 1e-12
    assert high <= np.log2(27) + 1e-12


@pytest.mark.parametrize("n", [1, 2, 5, 27])
def test_bounds_meet_where_all_numbers_of_guesses_are_equally_frequent(n: int) -> None:
    assert entropy_bounds(range(1, n + 1)) == pytest.approx((np.log2(n), np.log2(n)))


def test_bounds_come_in_nats_too() -> None:
    in_bits, in_nats = (np.array(entropy_bounds([1, 1, 1, 2, 5], unit=unit)) for unit in ("bits", "nats"))
    np.testing.assert_allclose(in_nats, in_bits * np.log(2))


def test_bounds_hold_an_entropy_that_is_known() -> None:
    # A source of known entropy, guessed by a perfect player: 27 outcomes, drawn from one distribution.
    random = np.random.default_rng(1951)
    p = -np.sort(-random.dirichlet(np.full(27, 0.3)))
    low, high = entropy_bounds(random.choice(27, size=200_000, p=p) + 1)
    assert low <= scipy.stats.entropy(p, base=2) <= high + 0.01
    assert high == pytest.approx(scipy.stats.entropy(p, base=2), abs=0.01)


def test_passages_are_plain_prose_in_27_symbols_and_not_from_the_text() -> None:
    text = it.only_letters(it.load_text())
    for given_part, hidden in PASSAGES:
        assert set(given_part + hidden) <= set(SYMBOLS)
        assert given_part.endswith(" ")
        assert 30 <= len(hidden) <= 40
        assert hidden not in text


def test_passages_of_the_manual_are_from_either_half_and_the_game_takes_those_held_out() -> None:
    halves = two_halves()
    where = [[given_part + hidden in half for half in halves] for given_part, hidden in FROM_THE_MANUAL]
    assert sorted(where) == [[False, True]] * 5 + [[True, False]] * 5
    for learnt, held_out in (halves, halves[::-1]):
        found = GuessingGame(NGramModel(learnt, order=1), held_out).passages[MANUAL]
        assert len(found) == 5
        for given_part, hidden in found:
            assert given_part + hidden in held_out
            assert hidden not in learnt
            assert 30 <= len(hidden) <= 40


def test_the_rival_can_win_where_it_knows_the_kind_of_text() -> None:
    learnt, held_out = two_halves()
    rival = GuessingGame(NGramModel(learnt, order=4), held_out).model_guesses
    at_home, in_the_manual = (np.concatenate(rival[text]) for text in (PROSE, MANUAL))
    # Somebody who is right two times in three needs about two guesses a letter.
    assert at_home.mean() > 4
    assert in_the_manual.mean() < 2.3
    assert (in_the_manual == 1).mean() > 0.66


def test_the_model_beats_a_player_who_goes_through_the_alphabet(model: NGramModel) -> None:
    rival = np.concatenate(GuessingGame(model).model_guesses[PROSE])
    assert len(rival) == len(LAZY)
    assert sum(LAZY) > 2 * sum(rival)
    assert entropy_bounds(LAZY)[1] > entropy_bounds(rival)[1] + 0.5


def test_the_models_guesses_are_those_after_the_whole_beginning(model: NGramModel) -> None:
    game = GuessingGame(model)
    for (given_part, hidden), guesses in zip(PASSAGES, game.model_guesses[PROSE], strict=True):
        for i, (letter, count) in enumerate(zip(hidden, guesses, strict=True)):
            p = model.distribution(given_part + hidden[:i])
            assert (p > p[SYMBOLS.index(letter)]).sum() < count <= (p >= p[SYMBOLS.index(letter)]).sum()


def spec(game: GuessingGame) -> dict[str, Any]:
    (found,) = re.findall(r"play\(document\.currentScript\.previousElementSibling, (\{.*\})\);", game._repr_html_())
    told: dict[str, Any] = json.loads(found)
    return told


def test_page_is_the_same_every_time_and_no_two_games_share_an_id(
    model: NGramModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert spec(GuessingGame(model))["id"] != spec(GuessingGame(model))["id"]
    pages = []
    for _ in range(2):
        monkeypatch.setattr(GuessingGame, "_number", itertools.count(1))
        pages.append(GuessingGame(model)._repr_html_())
    assert pages[0] == pages[1]
    assert len(pages[0].encode()) < 50_000


def test_page_without_scripts_says_how_to_start_and_asks_for_nothing_from_the_network(model: NGramModel) -> None:
    page = GuessingGame(model)._repr_html_()
    assert HOW_TO_START in re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(?:src|href)=.{0,2}(?:http|//)|fetch\(|import\(|XMLHttpRequest", page)


def test_the_kernel_hears_the_guesses_by_text_and_sight_and_says_the_bounds(model: NGramModel) -> None:
    game = GuessingGame(model)
    assert game.guesses == {}
    assert repr(game).endswith("180 letters to guess. No bits per letter yet.")
    assert list(game.bounds()[PROSE]) == ["order 4, guessing"]
    game._repr_html_()
    link: Any = game._link
    # As the page sets it:
    link.plays = [
        {"text": PROSE, "blind": False, "guesses": [1, 1, 1, 2]},
        {"text": PROSE, "blind": True, "guesses": [1, 2, 3]},
    ]
    try:
        assert game.guesses == {PROSE: {"you": [1, 1, 1, 2], "you, 4 letters in sight": [1, 2, 3]}}
        assert "homely prose, you: 4 letters, 0.50 to 0.81 bits per letter." in repr(game)
        assert game.bounds()[PROSE]["you"] == entropy_bounds([1, 1, 1, 2])
        assert game.bounds("nats")[PROSE]["you, 4 letters in sight"] == entropy_bounds([1, 2, 3], unit="nats")
        # A second run of the cell goes on with it; another model is another game.
        assert GuessingGame(model).guesses == game.guesses
        assert GuessingGame(NGramModel("another model", order=1)).guesses == {}
    finally:
        HEARD.clear()
    told = [passage["rival"] for passage in spec(game)["texts"][0]["passages"]]
    assert told == game.model_guesses[PROSE]

"""The games: their arithmetic, that good play wins, that the laziest play loses, and that they say why."""

import functools
import re
from typing import Any

import numpy as np
import pytest
import scipy.stats

from infotheory_helpers import explore_fits, explore_hit_the_kl, explore_submarine
from player import Player

PLAYING, WON, LOST = 0, 1, 2


def bits(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"(\d+\.\d{4})(?= bits)", text)]


# Submarine


@pytest.mark.parametrize("place", [0, 1, 20, 31])
def test_submarine_is_worth_six_bits_however_the_search_goes(place: int) -> None:
    game = Player(explore_submarine())
    game.press("New game", chance=[place])
    total = 0.0
    for cell in range(place + 1):
        text = game.press("", cell=cell)
        total += bits(text)[0]
    assert game.value("phase") == WON
    assert total == pytest.approx(6, abs=4e-3)  # up to 32 roundings
    assert "Known so far: 6.0000 bits" in text
    assert "Won 1 of 1 games" in text


def test_submarine_is_lost_after_32_misses_and_says_where_it_lay() -> None:
    game = Player(explore_submarine())
    game.press("New game", chance=[63])
    texts = [game.press("", cell=cell) for cell in range(32)]
    assert "Shot 32 missed: 32 cells of 33 are left" in texts[-1]
    assert "Lost: it lay in H8, and a hit would have brought the other 5 bits." in texts[-1]
    assert "Known so far: 1.0000 bits" in texts[-1]
    assert "Won 0 of 1 games" in texts[-1]
    assert game.press("", cell=63) == texts[-1]  # the game is over


def test_the_submarine_is_on_the_map_at_the_end_and_not_before() -> None:
    game = Player(explore_submarine())
    submarine: Any = game.explorer.parts[2]
    game.press("New game", chance=[63])
    for cell in range(32):
        submarine.put()
        assert submarine.artist.get_width() == pytest.approx(0, abs=1e-9)
        text = game.press("", cell=cell)
        assert not re.search(r"\b6(\.0000)? bits", text)
    submarine.put()
    assert submarine.artist.get_width() == pytest.approx(0.8, abs=0.02)
    np.testing.assert_allclose(submarine.artist.get_center(), [7, 7], atol=0.02)


def test_each_miss_is_worth_what_it_rules_out() -> None:
    game = Player(explore_submarine())
    game.press("New game", chance=[63])
    for shot in range(1, 32):
        assert bits(game.press("", cell=shot))[0] == pytest.approx(np.log2((65 - shot) / (64 - shot)), abs=5e-5)


# Hit the KL


def aimed_at(target: float) -> Player:
    """A game with this target, drawn as often as it takes."""
    game = Player(explore_hit_the_kl())
    game.press("New target", chance=[0])
    while game.value("target") != target:
        game.press("New target", chance=[0])
    return game


def weather(q1: float, share: float) -> list[float]:
    return [q1, (1 - q1) * share, (1 - q1) * (1 - share)]


@pytest.mark.parametrize(
    ("target", "q1", "share"),
    [(0.05, 0.57, 2 / 3), (0.5, 0.28, 2 / 3), (1, 0.17, 0.5), (2, 0.06, 0.5), (4, 0.01, 0.6)],
)
def test_every_target_can_be_hit(target: float, q1: float, share: float) -> None:
    game = aimed_at(target)
    text = game.press("Commit", q1=q1, share=share)
    cost = scipy.stats.entropy([0.7, 0.2, 0.1], weather(q1, share), base=2)
    assert f"You committed {cost:.2f} bits. A hit." in text
    assert "Won 1 of 1 games" in text


def test_the_number_is_shown_only_on_commit() -> None:
    game = Player(explore_hit_the_kl())
    before = repr(game.explorer)
    game.explorer.values = {"q1": 0.9, "share": 0.1}
    assert repr(game.explorer) == before
    assert "committed" not in before


def test_three_tries_and_then_it_is_lost_with_the_reason_and_a_model_that_hits() -> None:
    game = aimed_at(4)
    text = game.press("Commit", q1=0.7, share=2 / 3)
    assert "between 3.6 and 4.4 bits. You have 2 tries. You committed 0.00 bits. Too little. Take from Q" in text
    text = game.press("Commit", q1=0)
    assert "You have 1 try. You committed ∞ bits. Q rules out something that happens." in text
    assert "would have been" not in text
    text = game.press("Commit", q1=0.03)
    assert "No tries left: lost. Q = (" in text
    assert "Won 0 of 1 games." in text
    assert game.press("Commit", q1=0.01) == text


TARGETS = [0.05, 0.5, 1, 2, 4]


@pytest.mark.parametrize("target", TARGETS)
def test_the_model_shown_after_a_loss_hits(target: float) -> None:
    game = aimed_at(target)
    for _ in range(3):
        text = game.press("Commit", q1=0, share=0)
    shown = [float(x) for x in re.findall(r"Q = \((.*?)\)", text)[0].split(", ")]
    assert abs(float(scipy.stats.entropy([0.7, 0.2, 0.1], shown, base=2)) - target) <= target / 10


@pytest.mark.parametrize("target", TARGETS)
def test_the_band_is_what_is_said_and_its_name_stands_beside_it(target: float) -> None:
    game = aimed_at(target)
    band: Any = game.explorer.parts[3]
    band.put()
    _, low, _, height = band.artist.get_bbox().bounds
    np.testing.assert_allclose([low, low + height], [0.9 * target, 1.1 * target], rtol=0.02)
    assert f"between {0.9 * target:.3g} and {1.1 * target:.3g} bits" in repr(game.explorer)
    texts: list[Any] = [part for part in game.explorer.parts if part.kind == "text" and part.artist]
    assert [part.artist.xy[1] for part in texts if part.said() == "target"] == [target]


def test_no_target_comes_twice_running() -> None:
    game = Player(explore_hit_the_kl())
    for turn in [0, 1, 2, 3, 3, 2, 1, 0]:
        before = game.value("target")
        game.press("New target", chance=[turn])
        assert game.value("target") != before


@pytest.mark.parametrize("target", TARGETS)
def test_the_laziest_play_never_wins(target: float) -> None:
    # To commit what stands there, without thinking; or the ends and the middles of the sliders.
    plays: list[list[dict[str, float]]] = [
        [{}, {}, {}],
        [{"q1": 0.5, "share": 0.5}, {"q1": 1.0}, {"q1": 0.0}],
        [{"share": 1.0}, {"share": 0.0}, {}],
    ]
    for sliders in plays:
        game = aimed_at(target)
        for places in sliders:
            game.explorer.values = places
            game.press("Commit")
        assert game.value("phase") == LOST


# Two directions of fitting


@functools.cache
def page() -> Player:
    return Player(explore_fits())


def race(mean: float, width: float) -> dict[str, tuple[float, float]]:
    """Where both walkers end."""
    page().explorer.values = {"mean": mean, "width": width}
    before = None
    while before != page().explorer.values:
        before = page().explorer.values
        page().press("race")
    return {side: (page().value(f"mean_{side}"), page().value(f"width_{side}")) for side in "fr"}


STARTS = [(-3, 0.6), (-2, 2), (0, 1), (3, 0.6), (4, 3)]


def test_forward_covers_both_peaks_from_everywhere() -> None:
    assert {race(*start)["f"] for start in STARTS} == {(-0.5, 2.2)}


@pytest.mark.parametrize(("start", "end"), [((-3, 0.6), (-2, 0.8)), ((3, 0.6), (2, 0.8)), ((0, 3), (-0.5, 1.8))])
def test_reverse_picks_a_peak_that_depends_on_the_start(start: tuple[float, float], end: tuple[float, float]) -> None:
    assert race(*start)["r"] == end


def test_every_step_of_the_race_goes_downhill_and_a_moved_start_is_a_new_race() -> None:
    race(-3, 0.6)
    page().explorer.values = {"mean": 3, "width": 3}
    costs = []
    for _ in range(20):
        text = page().press("one step")
        costs.append([float(bits) for bits in re.findall(r"= (\d+\.\d{4}) bits", text)])
    assert (np.diff(costs, axis=0) <= 0).all()
    assert costs[0] > costs[-1]
    page().press("back to the start")
    assert {page().value(f"{what}_{side}") for what in ("mean", "width") for side in "fr"} == {3}

"""What an explorer shows before a hand has moved it: no answer, no name on a scale, no unit where there is none."""

import re
from typing import Any

import pytest

import infotheory_helpers as it
from player import drawings

EXPLORERS = [name for name in it.__all__ if name.startswith("explore_")]
# Numbers that the question itself gives, and the answer takes up.
GIVEN = {
    "explore_code_budget": {"1.75"},  # the entropy, drawn as the floor
    "explore_hit_the_kl": {"0.01"},
    "explore_kl": {"0.8"},
    "explore_threshold": {"1.5668"},  # the entropy before any question
}


def decimals(words: str) -> set[str]:
    return set(re.findall(r"\d+\.\d+", words))


def written(explorer: Any) -> str:
    """All words of the figure that can be seen."""
    words = re.findall(r">([^<>]+)</text>", drawings(explorer._repr_html_())[0])
    for part in explorer.parts:
        if part.kind == "label" and not part.row_now()[2]:
            words.remove(part.artist.get_text())
    return " ".join(words)


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_number_of_an_answer_stands_there_at_rest(name: str) -> None:
    explorer = getattr(it, name)()
    answers = decimals(" ".join(explorer.prediction.answers.values())) - GIVEN.get(name, set())
    assert not answers & decimals(f"{explorer!r} {written(explorer)}")


@pytest.mark.parametrize("name", EXPLORERS)
def test_names_are_chosen_by_buttons_and_only_scales_have_a_slider(name: str) -> None:
    for slider in getattr(it, name)().sliders.values():
        if not slider.hidden and not slider.choice:
            assert any(re.search(r"\d", label) for label in slider.labels), slider.label


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_axis_says_that_it_has_no_unit(name: str) -> None:
    assert "no unit" not in written(getattr(it, name)())

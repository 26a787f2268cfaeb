"""What is told before a hand has moved a figure: no answer, no name on a scale, no unit where there is none."""

import functools
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import infotheory_helpers as it
from infotheory_helpers.explorer.parts import Formula
from infotheory_helpers.explorer.prediction import all_predictions
from player import drawings

EXPLORERS = [name for name in it.__all__ if name.startswith("explore_")]
NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

# What stands in a figure at rest although an answer has it too, and why that tells nothing.
GIVEN = {
    "explore_code_budget": {"1.75": "the entropy, drawn as the floor; the question is whether a code gets there"},
    "explore_die": {
        "2.58": "the most that a die can have; the question is how much is left of it",
        "2.58 bits": "the same, with its unit",
    },
    "explore_fits": {
        "KL(P‖Q)": "the two directions, which the question is about",
        "KL(Q‖P)": "the two directions, which the question is about",
    },
    "explore_hit_the_kl": {"0.01": "the least that a slider can give"},
    "explore_kl": {"0.8": "the truth, which the question gives"},
    "explore_threshold": {"1.5668": "the entropy before any question", "1.5668 bits": "the same, with its unit"},
}
# What a page has printed or said before it asks although an answer takes it up, and why that tells nothing.
SAID_BEFORE = {
    "both together": {"0.5": "a probability that the question gives", "0.25": "a probability that the question gives"},
    "loaded die": {"2.58": "the fair die; the question is how much of it the loaded one keeps"},
    "cheapest model": {"1.1568": "what many days cost; the question is which model costs that"},
    "both ways": {
        "0.8": "the truth of the whole lesson",
        "0.5": "a model of the first question",
        "0.2781": "0.28 there: what one of its three models pays; the question is where two costs are alike",
    },
    "four bits away": {"0.01": "a probability, not what it costs"},
    "cold or hot": {"4.75": "log2 27, the cost of equal letters, which is among the choices"},
}
UNIT = r"(?:bits?|nats?|points?|questions?|halvings?|shots?|flips?|letters?|days?|times|%)"


class AtRest(NamedTuple):
    """What a figure tells before it is moved, to the eye and to the ear, and what it will answer."""

    told: str
    answers: str
    right: str
    choices: list[str]
    right_answer: str


@functools.cache
def at_rest(name: str) -> AtRest:
    explorer = getattr(it, name)()
    formulas = [part.said() for part in explorer.parts if isinstance(part, Formula)]
    told = " · ".join([repr(explorer), *formulas, *written(explorer), explorer.alt])
    asked = explorer.prediction
    answers = " ".join(asked.answers.values())
    return AtRest(told, answers, asked.right, asked.choices, asked.answers[asked.right])


def words_of(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def written(explorer: Any) -> list[str]:
    """All words of the figure that can be seen."""
    words = words_of(drawings(explorer._repr_html_())[0])
    for part in explorer.parts:
        if part.kind == "label" and not part.row_now()[2]:
            words.remove(part.artist.get_text())
    return words


def decimals(words: str) -> set[str]:
    return set(re.findall(r"\d+\.\d+", words))


def quantities(words: str) -> set[str]:
    """Numbers with their units: 6 bits, 22 times."""
    return set(re.findall(rf"\b\d+(?:\.\d+)? {UNIT}", words))


def formulas(words: str) -> set[str]:
    """What is written as a function of something: H(P), KL(P‖Q)."""
    return set(re.findall(r"[A-Z]+\([^()]*\)", words))


def in_fours(words: str) -> set[tuple[str, ...]]:
    """Each four words that follow each other without a stop."""
    spoken = [re.findall(r"[\w’′‖]+", clause.lower()) for clause in re.split(r"[.,:;?!·()“”]", words)]
    return {four for said in spoken for four in zip(said, said[1:], said[2:], said[3:], strict=False)}


@pytest.mark.parametrize("what", [decimals, quantities, formulas, in_fours])
@pytest.mark.parametrize("name", EXPLORERS)
def test_nothing_of_an_answer_stands_there_at_rest(name: str, what: Any) -> None:
    figure = at_rest(name)
    answered = what(figure.right_answer if what is in_fours else figure.answers)
    told = answered & what(figure.told)
    assert told <= set(GIVEN.get(name, {})), figure.told


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_right_choice_is_not_the_only_one_that_stands_there(name: str) -> None:
    figure = at_rest(name)
    there = {choice for choice in figure.choices if re.search(rf"\b{re.escape(choice)}\b", figure.told)}
    # A single word may well be said of something else: the tick 6, "no codeword begins with another".
    assert " " not in figure.right or there != {figure.right}


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_excused_does_stand_there(name: str) -> None:
    figure = at_rest(name)
    both = [what(figure.told) & what(figure.answers) for what in (decimals, quantities, formulas)]
    assert set(GIVEN[name]) <= set().union(*both)


def same_number(one: str, other: str) -> bool:
    """Whether two decimals are one number, the one with more places rounded to those of the other, two at least."""
    places = min(len(number.partition(".")[2]) for number in (one, other))
    apart = abs(float(one) - float(other))
    return one == other or (places >= 2 and apart <= 0.500001 * 10**-places)


def said_in(cell: dict[str, Any]) -> str:
    """What a reader has seen of a cell: its prose, or what it has printed and drawn."""
    if cell["cell_type"] == "markdown":
        return "".join(cell["source"])
    said = []
    for output in cell["outputs"]:
        data = output.get("data", {})
        said += [*output.get("text", []), *data.get("text/plain", [])]
        page = "".join(data.get("text/html", []))
        if 'class="explorer"' not in page:  # what can be moved has its own tests above
            said += [word for svg in drawings(page.split("<script>")[0])[:1] for word in words_of(svg)]
    return " ".join(said)


@functools.cache
def told_too_early(notebook: Path) -> dict[str, set[str]]:
    """For each prediction of a page the decimals of its answers that the page has said before it asks."""
    early, before = {}, ""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        asked = re.search(r'^predict\("(.+)"\)', "".join(cell["source"]), re.MULTILINE)
        if asked and cell["cell_type"] == "code":
            answers = all_predictions()[asked[1]]["answers"]
            kept = decimals(" ".join(answers.values())) - decimals(" ".join(answers))
            early[asked[1]] = {number for number in kept if any(same_number(number, one) for one in decimals(before))}
        before += " " + said_in(cell)
    return early


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_number_of_an_answer_is_told_before_the_question(notebook: Path) -> None:
    early = told_too_early(notebook)
    assert early, f"{notebook.stem} asks for no prediction"
    for name, numbers in early.items():
        assert numbers <= set(SAID_BEFORE.get(name, {})), name


def test_what_is_excused_on_a_page_is_said_there() -> None:
    early = {name: numbers for notebook in NOTEBOOKS for name, numbers in told_too_early(notebook).items()}
    assert {name: set(numbers) for name, numbers in SAID_BEFORE.items()} == {n: e for n, e in early.items() if e}


@pytest.mark.parametrize("name", EXPLORERS)
def test_names_are_chosen_by_buttons_and_only_scales_have_a_slider(name: str) -> None:
    for slider in getattr(it, name)().sliders.values():
        if not slider.hidden and not slider.choice:
            assert any(re.search(r"\d", label) for label in slider.labels), slider.label


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_axis_says_that_it_has_no_unit(name: str) -> None:
    assert "no unit" not in at_rest(name).told

"""Shannon's game played to the end by keyboard and by mouse, won and lost, in JupyterLab and in a page of its own."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from infotheory_helpers.labs.language.passages import MANUAL, PASSAGES, PROSE
from infotheory_helpers.labs.language.texts import two_halves
from pages import NEEDS_BROWSER, open_notebook, run_cell

pytestmark = NEEDS_BROWSER
MODEL = "NGramModel('the reader guesses and the model counts', order=2)"
LETTERS = "abcdefghijklmnopqrstuvwxyz "
# Where the letters to press are, in the page.
PLACE = "view => view.querySelector('[role=group]').getBoundingClientRect().top + scrollY"


@pytest.fixture
def alone(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """The game in a page of its own, without a kernel."""
    options = getattr(request, "param", {})
    path = tmp_path / "page.html"
    game = it.GuessingGame(it.NGramModel("the reader guesses and the model counts", order=4), two_halves()[1])
    path.write_text(f"<!doctype html><meta charset='utf-8'><body>{game._repr_html_()}", encoding="utf-8")
    page = browser.new_page(**({"viewport": {"width": 900, "height": 800}} | options))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    yield page, page.locator(".guessing"), game
    assert errors == []
    page.close()


def said(view: Locator) -> str:
    return view.locator("[data-readout]").inner_text()


def part(view: Locator, name: str) -> str:
    return view.locator(f"[data-{name}]").inner_text()


def numbers(view: Locator, who: str) -> list[int]:
    """The numbers of guesses that stand beneath the letters."""
    return [int(n) for n in view.locator(f"[data-{who}]").evaluate_all(f"nodes => nodes.map(n => n.dataset.{who})")]


def test_a_game_is_played_to_the_end_by_keyboard_in_jupyterlab_and_python_hears_it(lab: Page) -> None:
    open_notebook(lab, "notebooks/09_language_models.ipynb")
    start = f"from infotheory_helpers import *\ngame = GuessingGame({MODEL})\ngame"
    view = run_cell(lab, "import numpy as np", instead=start).locator(".guessing")
    field = view.get_by_label("Type the next letter, or a space:")
    expect(field).to_be_visible(timeout=30_000)
    count = "window.jupyterapp.shell.currentWidget.content.widgets.length"
    cells = lab.evaluate(count)
    field.focus()
    for number, (given, hidden) in enumerate(PASSAGES):
        expect(view.locator("[data-text]")).to_have_text(given + "_")
        if number == 0:
            lab.keyboard.type("z" + hidden)
        else:
            lab.keyboard.insert_text(hidden)
        assert "Won: " in part(view, "verdict")
        assert "You know words and what they mean" in part(view, "verdict")
        if number < len(PASSAGES) - 1:
            lab.keyboard.press("Enter")
            expect(field).to_be_focused()
    lab.keyboard.press("Enter")
    assert "That was the last passage of this text." in said(view)
    assert "homely prose, all in sight, 180 letters: you 181 guesses, 179 at once, " in part(view, "score")
    before = part(view, "score")
    field.focus()
    lab.keyboard.type(LETTERS)
    assert part(view, "score") == before
    # JupyterLab has taken none of the keys for itself.
    assert lab.evaluate(count) == cells

    told = "print(sum(game.guesses['homely prose']['you']), game)"
    heard = run_cell(lab, "explore_memory()", instead=told)
    low, high = it.entropy_bounds([2] + [1] * 179)
    expect(heard.locator(".jp-OutputArea-output")).to_have_text(
        "181 Shannon's guessing game: 5 passages, 180 letters to guess. homely prose, you: 180 letters, "
        f"{low:.2f} to {high:.2f} bits per letter.",
        timeout=20_000,
    )
    # A second run of its cell goes on with the game, in the page and in the kernel.
    view = run_cell(lab, "from infotheory_helpers import *").locator(".guessing")
    expect(view.locator("[data-score]")).to_have_text(before, timeout=30_000)
    again = run_cell(lab, "print(sum(game", instead="print(len(game.guesses['homely prose']['you']))")
    expect(again.locator(".jp-OutputArea-output")).to_have_text("180", timeout=20_000)


def test_the_lazy_way_through_the_alphabet_loses_by_mouse_and_is_told_why(alone: Any) -> None:
    _, view, game = alone
    buttons = view.get_by_role("group", name="letters to guess").get_by_role("button")
    expect(buttons).to_have_count(27)
    assert part(view, "score") == ""
    hidden = PASSAGES[0][1]
    lazy = [LETTERS.index(letter) + 1 for letter in hidden]
    tries = [number for guesses in lazy for number in range(guesses)]
    buttons.nth(tries[0]).click()
    buttons.evaluate_all("(buttons, tries) => tries.forEach(number => buttons[number].click())", tries[1:])
    rival = game.model_guesses[PROSE][0]
    told = part(view, "verdict")
    assert f"Lost: {sum(lazy)} guesses for {len(hidden)} letters, the model {sum(rival)}. The model" in told
    assert "goes through the alphabet" in told
    # Beneath each letter stand both numbers, and the verdict names the letter at which most was lost.
    assert numbers(view, "mine") == lazy
    assert numbers(view, "rival") == rival
    worst = max(range(len(hidden)), key=lambda i: lazy[i] - rival[i])
    assert told.endswith(f"you needed {lazy[worst]}, it {rival[worst]}.")
    low, high = it.entropy_bounds(lazy)
    its_low, its_high = it.entropy_bounds(rival)
    assert f"{low:.2f} to {high:.2f} bits a letter; the model" in part(view, "score")
    assert f"{its_low:.2f} to {its_high:.2f} bits a letter." in part(view, "score")
    view.get_by_role("button", name="Next passage").click()
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[1][0] + "_")


def test_only_a_new_letter_counts_and_each_guess_is_announced(alone: Any) -> None:
    page, view, _ = alone
    assert view.locator("[data-readout]").get_attribute("aria-live") == "polite"
    field = view.get_by_label("Type the next letter, or a space:")
    assert field.get_attribute("aria-describedby") == view.locator("[data-text]").get_attribute("id")
    field.focus()
    for typed, answer in [
        ("x", "Not “x”. 1 guess so far."),
        ("x", "You have tried “x” here. That costs nothing; try another."),
        ("é", "Only the letters a to z and the space are in this text."),
        (" ", "Not the space. 2 guesses so far."),
        ("W", "Yes, “w”, with guess 3."),
        ("x", "Not “x”. 1 guess so far."),  # a new letter, and a new count
    ]:
        page.keyboard.insert_text(typed)
        assert said(view) == answer
    assert part(view, "count") == "This passage: 1 of 37 letters, 3 guesses, 0 at once."
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[0][0] + "w_")
    # The next passage is not to be had before this one is over.
    view.get_by_role("button", name="Next passage").evaluate("button => button.click()")
    page.keyboard.press("Enter")
    assert said(view) == "This passage is not over yet."
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[0][0] + "w_")


def test_a_blindfold_leaves_four_letters_and_its_numbers_are_kept_apart(alone: Any) -> None:
    page, view, game = alone
    given, hidden = game.passages[MANUAL][0]
    view.get_by_role("radio", name=MANUAL).click()
    expect(view.locator("[data-text]")).to_have_text(given + "_")
    view.get_by_role("radio", name="the last 4 letters").click()

    def blindfolded(guessed: int) -> str:
        whole = str(given + hidden[:guessed])
        return "·" * (len(whole) - 4) + whole[-4:] + "_"

    field = view.get_by_label("Type the next letter, or a space:")
    field.focus()
    assert view.locator("[data-text]").text_content() == blindfolded(0)
    page.keyboard.insert_text(hidden[:10])
    assert view.locator("[data-text]").text_content() == blindfolded(10)
    # Nobody takes it off and looks.
    view.get_by_role("radio", name="all before it").click()
    assert said(view) == "From the next passage on."
    assert view.locator("[data-text]").text_content() == blindfolded(10)
    field.focus()
    page.keyboard.insert_text(hidden[10:])
    assert view.locator("[data-text]").text_content() == given + hidden
    assert "You made more of the same letters" in part(view, "verdict")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(game.passages[MANUAL][1][1])
    assert [line.split(":")[0] for line in part(view, "score").splitlines()] == [
        f"{MANUAL}, all in sight, {len(game.passages[MANUAL][1][1])} letters",
        f"{MANUAL}, 4 letters in sight, {len(hidden)} letters",
    ]


def test_a_page_that_is_loaded_again_goes_on_with_the_game_until_it_is_begun_anew(alone: Any) -> None:
    page, view, _ = alone
    view.get_by_label("Type the next letter, or a space:").focus()
    page.keyboard.insert_text("xwal")
    before = part(view, "count")
    page.reload()
    assert said(view).startswith("Your game goes on where you left it.")
    assert part(view, "count") == before
    assert numbers(view, "mine") == [2, 1, 1]
    view.get_by_role("button", name="Begin the game anew").click()
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[0][0] + "_")
    page.reload()
    assert said(view).startswith("Passage 1 of 5.")
    assert part(view, "score") == ""


@pytest.mark.parametrize(
    "alone", [{"viewport": {"width": width, "height": 800}} for width in (390, 900)], indirect=True
)
def test_no_key_moves_away_from_under_a_finger(alone: Any) -> None:
    page, view, _ = alone
    view.get_by_label("Type the next letter, or a space:").focus()
    places = {view.evaluate(PLACE)}
    text = view.locator("[data-text]").bounding_box()
    for letter in "zé" + PASSAGES[0][1]:
        page.keyboard.insert_text(letter)
        places.add(view.evaluate(PLACE))
    page.keyboard.press("Enter")
    assert {*places, view.evaluate(PLACE)} == places
    assert len(places) == 1
    assert text is not None
    assert text["y"] > places.pop()


def test_letters_are_reached_by_one_tab_and_the_arrows(alone: Any) -> None:
    page, view, _ = alone
    view.get_by_label("Type the next letter, or a space:").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "a"
    for key in ["ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight"]:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "t"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert said(view) == "Not “t”. 1 guess so far."
    assert page.evaluate("document.activeElement.ariaDisabled") == "true"
    page.keyboard.press("Space")
    assert "costs nothing" in said(view)


@pytest.mark.parametrize(
    "alone",
    [{"viewport": {"width": 340, "height": 800}}, {"viewport": {"width": 900, "height": 800}, "color_scheme": "dark"}],
    indirect=True,
    ids=["narrow", "dark"],
)
def test_it_fits_a_narrow_window_and_letters_stand_out(alone: tuple[Page, Locator, Any]) -> None:
    page, view, _ = alone
    expect(view.get_by_role("button", name="space")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
    sizes = view.get_by_role("button").evaluate_all("buttons => buttons.map(b => [b.clientWidth, b.clientHeight])")
    assert min(width for width, _ in sizes) >= 20
    assert min(height for _, height in sizes) >= 24

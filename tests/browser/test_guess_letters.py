"""Shannon's game played to the end by keyboard and by mouse, won and lost, in JupyterLab and in a page of its own."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from infotheory_helpers.labs.language.guessing import PASSAGES
from pages import NEEDS_BROWSER, open_notebook, run_cell

pytestmark = NEEDS_BROWSER
MODEL = "NGramModel('the reader guesses and the model counts', order=2)"
LETTERS = "abcdefghijklmnopqrstuvwxyz "


@pytest.fixture
def alone(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """The game in a page of its own, without a kernel."""
    options = getattr(request, "param", {})
    path = tmp_path / "page.html"
    game = it.GuessingGame(it.NGramModel("the reader guesses and the model counts", order=2))
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


def score(view: Locator) -> str:
    return view.locator("[data-score]").inner_text()


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
        assert "Won: you know words" in said(view)
        if number < len(PASSAGES) - 1:
            lab.keyboard.press("Tab")
            lab.keyboard.press("Enter")
            expect(field).to_be_focused()
    assert "That was the last passage." in said(view)
    assert score(view) == "Score: 180 letters with 181 guesses, 179 at once. Won 5 of 5 passages."
    before = score(view)
    field.focus()
    lab.keyboard.type(LETTERS)
    assert score(view) == before
    # JupyterLab has taken none of the keys for itself.
    assert lab.evaluate(count) == cells

    heard = run_cell(lab, "explore_temperature()", instead="print(len(game.guesses), sum(game.guesses), game)")
    low, high = it.entropy_bounds([2] + [1] * 179)
    expect(heard.locator(".jp-OutputArea-output")).to_have_text(
        "180 181 Shannon's guessing game: 5 passages, 180 letters to guess. After 180 letters: "
        f"{low:.2f} to {high:.2f} bits per letter.",
        timeout=20_000,
    )


def test_the_lazy_way_through_the_alphabet_loses_by_mouse_and_is_told_why(alone: Any) -> None:
    _, view, game = alone
    buttons = view.get_by_role("group", name="letters to guess").get_by_role("button")
    expect(buttons).to_have_count(27)
    hidden = PASSAGES[0][1]
    tries = [number for letter in hidden for number in range(LETTERS.index(letter) + 1)]
    buttons.nth(tries[0]).click()
    buttons.evaluate_all("(buttons, tries) => tries.forEach(number => buttons[number].click())", tries[1:])
    guesses = sum(LETTERS.index(letter) + 1 for letter in hidden)
    rival = sum(game.model_guesses[0])
    assert f"You needed {guesses} guesses for {len(hidden)} letters, the model {rival}. Lost: the model" in said(view)
    assert "goes through the alphabet" in said(view)
    assert score(view).endswith("Won 0 of 1 passage.")
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
    assert score(view) == "Score: 1 letter with 3 guesses, 0 at once. Won 0 of 0 passages."
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[0][0] + "w_")
    # The next passage is not to be had before this one is over.
    view.get_by_role("button", name="Next passage").evaluate("button => button.click()")
    expect(view.locator("[data-text]")).to_have_text(PASSAGES[0][0] + "w_")


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
    assert re.search("[0-9]", score(view))

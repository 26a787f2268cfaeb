"""Predictions on an exported page, with no kernel: taken, marked in the figure, and answered when it is earned."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, expect

import infotheory_helpers as it
from pages import CONTROLS, NEEDS_BROWSER, PUT, STOPS, WITH_EXPLORERS, asked_by, explorer_cells, exported

pytestmark = NEEDS_BROWSER


def press(view: Locator, button: str, times: int = 1) -> None:
    for _ in range(times):
        view.get_by_role("button", name=button, exact=True).click()


def ask_until_the_end(view: Locator) -> None:
    ask = view.get_by_role("button", name="Ask", exact=True)
    view.locator("input").first.press("Home")
    for _ in range(70):
        view.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if ask.get_attribute("aria-disabled") == "true":
            return
        ask.click()
        view.locator("input").first.press("ArrowRight")


def fire_until_the_end(view: Locator) -> None:
    for cell in view.get_by_role("gridcell").all()[:32]:
        if cell.get_attribute("aria-disabled") == "true":
            return
        cell.click()


def nudge(view: Locator) -> None:
    """Move the first slider by a step, and back again."""
    if view.locator(STOPS).count():
        view.locator(STOPS).first.press("ArrowRight")
        view.locator(STOPS).first.press("ArrowLeft")


# What earns an answer, where it is not enough to put the sliders somewhere.
EARN: dict[str, Callable[[Locator], None]] = {
    "explore_eight": ask_until_the_end,
    "explore_guess": ask_until_the_end,
    "explore_submarine": fire_until_the_end,
    "explore_flips": lambda view: press(view, "flip", times=5),
    "explore_hit_the_kl": lambda view: press(view, "Commit", times=3),
    "explore_luck": lambda view: press(view, "deal again", times=3),
    "explore_die": lambda view: press(view, "loaded"),
    "explore_fits": lambda view: press(view, "one step"),
}

PUT_ALL = f"(controls, at) => controls.forEach((control, k) => ({PUT})(control, at[k]))"


def earn(view: Locator, name: str) -> None:
    """Move the figure to a place where its prediction is answered."""
    if name == "explore_evidence":
        press(view, "0.01 against 0.50")
        press(view, "flip")
    elif name in EARN:
        EARN[name](view)
    else:
        explorer = getattr(it, name)()
        seen = [slider for slider in explorer.sliders.values() if not slider.hidden]
        followed = [explorer.sliders[name] for name in explorer.earned.follows]
        rows = np.argwhere(explorer.earned.table[:, 0].reshape([len(slider.values) for slider in followed]))
        # What is hidden is set by buttons, and stays where it was.
        at_rest = [
            all(at == slider.at for at, slider in zip(row, followed, strict=True) if slider.hidden) for row in rows
        ]
        to = dict(zip(explorer.earned.follows, rows[at_rest][0], strict=True))
        view.locator(CONTROLS).evaluate_all(PUT_ALL, [int(to.get(slider.name, slider.at)) for slider in seen])


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_predictions_are_taken_marked_and_answered_when_the_figure_has_moved(
    lesson: str, browser: Browser, tmp_path: Path
) -> None:
    errors: list[str] = []
    page = exported(browser, lesson, tmp_path, errors)
    for number, (name, _) in enumerate(explorer_cells(lesson)):
        view = page.locator(".explorer").nth(number)
        expect(view.locator("svg")).to_be_visible()
        asked = asked_by(name)
        panel = page.locator(f'.prediction[data-name="{asked.name}"]')
        expect(panel.get_by_role("button")).to_have_text([asked.in_words(choice) for choice in asked.choices])
        answer = view.locator("[data-answer]")
        for choice in [asked.choices[-1], asked.choices[0]]:  # a mind can be changed
            panel.get_by_role("button", name=asked.in_words(choice), exact=True).click()
            expect(view.locator("svg")).to_contain_text(f"you said {asked.in_words(choice)}")
            assert answer.inner_text() == "", f"{name} answers before anything has moved"
        nudge(view)
        assert answer.inner_text() == "", f"{name} answers at the first touch"
        earn(view, name)
        expected = f"You said {asked.in_words(choice)}. {asked.answers[choice]}".replace("*", "")
        expect(answer).to_have_text(expected)
        expect(panel.get_by_role("status")).to_contain_text("The answer stands under the figure")
        # What has been answered stays what it was.
        for button in panel.get_by_role("button").all():
            expect(button).to_have_attribute("aria-disabled", "true")
    assert [error for error in errors if "ERR_INTERNET_DISCONNECTED" not in error and "MathJax" not in error] == []
    page.context.close()

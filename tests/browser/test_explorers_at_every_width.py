"""Every explorer on a phone, on a half window and on a wide one: all can be read, nothing is cut off."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import FloatSlider
from playwright.sync_api import Browser, Page, expect

import infotheory_helpers as it
from infotheory_helpers.explorer.drawing import panels
from infotheory_helpers.explorer.palette import P_COLOUR
from pages import EVERY_EXPLORER, NEEDS_BROWSER, exported_anew, positions_to_try, walk

pytestmark = NEEDS_BROWSER

# The sizes of letters in the figure, in pixels of the page: by their width, for their height may be a number.
LETTERS = """view => [...view.querySelectorAll("svg text")].filter(text => text.textContent.trim()).map(text =>
    parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b))"""

# What leaves its window to the right, by name.
CUT_OFF = """view => [...view.querySelectorAll("*")]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 0.5)
    .map(node => node.tagName + " " + node.textContent.slice(0, 30))"""

NARROWEST = "all => Math.min(...all.map(one => one.clientWidth))"


@pytest.fixture
def opened_at(browser: Browser, tmp_path: Path) -> Any:
    """Opens all explorers as one exported lesson, in a window of some size."""
    pages: list[Page] = []

    def open_at(width: int, height: int = 844, theme: str = "light") -> Page:
        page = browser.new_context(viewport={"width": width, "height": height}, offline=True).new_page()
        path = tmp_path / f"{theme}.html"
        path.write_text(exported_anew(theme), encoding="utf-8")
        page.goto(path.as_uri())
        expect(page.locator(".explorer svg")).to_have_count(len(EVERY_EXPLORER))
        pages.append(page)
        return page

    yield open_at
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("width", [390, 700, 800, 1400])
def test_letters_can_be_read_and_lie_neither_on_each_other_nor_outside(
    width: int, opened_at: Callable[..., Page]
) -> None:
    page = opened_at(width, 450 if width == 700 else 844)  # 700 by 450 is a laptop at 200 %
    wrong: list[str] = []
    for number, name in enumerate(EVERY_EXPLORER):
        view = page.locator(".explorer").nth(number)
        sizes = view.evaluate(LETTERS)
        if not 10 <= min(sizes) <= max(sizes) <= 16:
            wrong.append(f"{name}: letters of {min(sizes):.1f} to {max(sizes):.1f} pixels")
        wrong += [f"{name}: {what} is cut off" for what in view.evaluate(CUT_OFF)]
        size = view.evaluate("view => [view.clientWidth, view.clientHeight]")
        for at, (_, its_size, misplaced) in zip(*walk(view, positions_to_try(name)), strict=True):
            wrong += [] if its_size == size else [f"{name} with the sliders at {at}: what is below it jumps"]
            wrong += [f"{name} with the sliders at {at}: {what}" for what in misplaced]
    assert not wrong, "\n".join(wrong)


def test_a_slider_has_the_width_of_a_phone(opened_at: Callable[..., Page]) -> None:
    page = opened_at(390)
    assert page.locator("[data-track]").evaluate_all(NARROWEST) >= 320  # with its steps
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_window_that_gets_narrow_or_wide_gets_the_figure_for_it_where_the_sliders_stand(
    opened_at: Callable[..., Page],
) -> None:
    page = opened_at(1400)
    view = page.locator(".explorer").nth(EVERY_EXPLORER.index("explore_kl"))
    view.locator("input").nth(1).press("Home")
    for width, narrow in [(390, True), (1400, False), (390, True)]:
        page.set_viewport_size({"width": width, "height": 844})
        expect(view.locator("[data-narrow]")).to_have_count(int(narrow))
        expect(view.locator("[data-beyond]").first).to_be_visible()  # KL(P‖Q) is ∞ where q = 0


def test_points_of_the_drawing_for_a_phone_lie_where_their_axes_say(browser: Browser, tmp_path: Path) -> None:
    left, _ = panels(7, 3, 1, 2)
    left.set(xlim=(0, 3), xticks=[1, 2], xticklabels=["one", "two"])
    (dot,) = left.plot([0], [0.5], "o", color=P_COLOUR)
    left.figure.set_label("A dot on an axis.")
    explorer = it.Explorer(left.figure, x=FloatSlider(1, min=1, max=2, step=1))
    explorer.follow(dot, lambda x: (x, 0.5))
    page = browser.new_page(viewport={"width": 390, "height": 844})
    (tmp_path / "page.html").write_text(f"<meta charset='utf-8'>{explorer._repr_html_()}", encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.locator("[data-narrow] svg")).to_be_visible()
    middle = "node => { const box = node.getBoundingClientRect(); return box.x + box.width / 2; }"
    for word, key in [("one", "Home"), ("two", "End")]:
        page.locator("input").press(key)
        page.wait_for_timeout(100)
        tick = page.locator("svg text", has_text=word).evaluate(middle)
        assert page.locator("[id$=-part0] use").evaluate(middle) == pytest.approx(tick, abs=1)
    page.close()


def test_every_combination_is_walked() -> None:
    assert len(positions_to_try("explore_kl")) == len(set(itertools.product([0, 50, 100], repeat=2)))

"""The explorers in real JupyterLab and in an exported page, moved by keyboard in headless Chromium.

Chromium comes from the system (Debian: `apt-get install chromium`); without it these tests are skipped, loudly.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import infotheory_helpers as it
from lessons import LESSONS, cells
from pages import NEEDS_BROWSER, explorers_of, exported, run_cell, started, try_every_corner

pytestmark = NEEDS_BROWSER
WITH_EXPLORERS = [lesson for lesson in LESSONS if explorers_of(lesson)]


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_explorers_say_in_jupyterlab_what_python_says(lesson: str, browser: Browser, lab: str) -> None:
    errors: list[str] = []
    page = started(browser, lab.format(lesson), errors)
    # Before anything has run, the stored picture and its numbers are there.
    first = explorers_of(lesson)[0]
    expect(page.get_by_text(repr(getattr(it, first)()))).to_be_visible(timeout=20_000)

    for first_line in (cell.source.splitlines()[0] for cell in cells(lesson, "code")):
        if first_line.startswith(("from ", "import ")):
            run_cell(page, first_line)
    for name in explorers_of(lesson):
        view = run_cell(page, f"{name}()").locator(".explorer")
        expect(view.locator("svg")).to_be_visible(timeout=30_000)
        try_every_corner(view, name)
        assert view.locator("[role=img]").get_attribute("aria-label")
        assert view.locator("[aria-live=polite]").count() == 1
    assert errors == []
    page.context.close()


def test_python_hears_the_sliders_and_moves_them(browser: Browser, lab: str) -> None:
    errors: list[str] = []
    page = started(browser, lab.format("02_entropy"), errors)
    run_cell(page, "import numpy as np")
    cell = run_cell(page, "explore_coin()", instead="seen = explore_coin()\nseen")
    view = cell.locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    view.locator("input").press("End")
    expect(view.locator("[data-readout]")).to_contain_text("p = 1.00")

    cell = run_cell(page, "coin = np.array", instead="print(seen.values)")
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("{'p': 1.0}", timeout=20_000)
    run_cell(page, "print(seen.values)", instead="seen.values = {'p': 0.25}")
    expect(view.locator("[data-readout]")).to_contain_text("p = 0.25", timeout=20_000)
    assert errors == []
    page.context.close()


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_explorers_are_alive_in_an_exported_page_with_no_network(lesson: str, browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = exported(browser, lesson, tmp_path, errors)
    for number, name in enumerate(explorers_of(lesson)):
        view = page.locator(".explorer").nth(number)
        expect(view.locator("svg")).to_be_visible()
        if any(part.live for part in getattr(it, name)().parts):
            # Too many sliders for a table: without Python it cannot move, and says so.
            view.locator("input").first.press("End")
            expect(view.locator("[role=status]")).to_contain_text("Python", timeout=10_000)
        else:
            try_every_corner(view, name)
    # The page's own maths and fonts want the network; the explorers do not.
    assert [error for error in errors if "ERR_INTERNET_DISCONNECTED" not in error and "MathJax" not in error] == []
    page.context.close()


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_explorer_fits_narrow_and_wide_windows_and_shows_its_focus(
    width: int, scheme: Any, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'><body>{it.explore_kl()._repr_html_()}", encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(path.as_uri())
    view = page.locator(".explorer")
    expect(view.locator("svg")).to_be_visible()
    box = view.locator("svg").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    focused = view.locator("input:focus-visible")
    assert focused.evaluate("input => getComputedStyle(input).outlineStyle") == "solid"
    assert focused.get_attribute("aria-valuetext") == "0.80"
    page.close()

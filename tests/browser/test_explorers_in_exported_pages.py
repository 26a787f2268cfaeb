"""The explorers in an exported page, moved by keyboard in headless Chromium with the network off."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import infotheory_helpers as it
from lessons import NOTEBOOKS
from pages import NEEDS_BROWSER, WITH_EXPLORERS, as_html, explorers_of, exported, try_every_corner

pytestmark = NEEDS_BROWSER


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_explorers_are_alive_in_an_exported_page_with_no_network(lesson: str, browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = exported(browser, lesson, tmp_path, errors)
    for number, name in enumerate(explorers_of(lesson)):
        view = page.locator(".explorer").nth(number)
        expect(view.locator("svg")).to_be_visible()
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


def test_the_command_line_exports_the_page_that_is_tested_here(tmp_path: Path) -> None:
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR"]
    lesson = WITH_EXPLORERS[-1]
    subprocess.run([*convert, str(NOTEBOOKS / f"{lesson}.ipynb"), "--output-dir", str(tmp_path)], check=True)
    assert (tmp_path / f"{lesson}.html").read_text(encoding="utf-8") == as_html(lesson)

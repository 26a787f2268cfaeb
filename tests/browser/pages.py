"""What a hand does to an explorer in a page, and what an eye sees."""

import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from lessons import NOTEBOOKS, cells
from server import CHROMIUM

NEEDS_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM ON THIS MACHINE: no explorer was tried in a browser"),
    pytest.mark.timeout(300),
]


def explorers_of(lesson: str) -> list[str]:
    """The explorers that a lesson shows, in its order."""
    return re.findall(r"^(explore_\w+)\(\)", "\n".join(cell.source for cell in cells(lesson, "code")), re.MULTILINE)


def move(slider: Locator, to: str) -> int:
    """Move a slider by keyboard; give the position it should reach."""
    last = int(slider.get_attribute("max") or 0)
    slider.focus()
    if to == "middle":
        slider.press("Home")
        for _ in range(last // 2):
            slider.press("ArrowRight")
        return last // 2
    slider.press(to)
    return 0 if to == "Home" else last


def try_every_corner(view: Locator, name: str) -> None:
    """Move all sliders through all combinations of ends and middle; compare what is said with Python."""
    mine = getattr(it, name)()
    sliders = view.locator("input")
    figure = view.locator("svg")
    size = "svg => [svg.clientWidth, svg.clientHeight]"
    before = figure.evaluate(size)
    seen = [slider for slider in mine.sliders.values() if not slider.hidden]
    keys: list[str] = [""] * len(seen)
    for new in [*itertools.product(["Home", "End"], repeat=len(seen)), ["middle"] * len(seen)]:
        for k, key in enumerate(new):
            if key != keys[k]:
                mine.values = {seen[k].name: seen[k].values[move(sliders.nth(k), key)]}
        keys = list(new)
        expect(view.locator("[data-readout]")).to_have_text(repr(mine), use_inner_text=True, timeout=10_000)
        assert figure.evaluate(size) == before, "the figure changed its size"
        assert overlapping(view) == []


def overlapping(view: Locator) -> list[Any]:
    """Pairs of texts in the figure that lie on each other, and texts that leave it."""
    found: list[Any] = view.evaluate(
        """view => {
            const edge = view.querySelector("svg").getBoundingClientRect();
            const texts = [...view.querySelectorAll("svg text")].filter(t => t.textContent.trim());
            const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
            const out = boxes.filter(([, b]) =>
                b.left < edge.left - 1 || b.right > edge.right + 1 ||
                b.top < edge.top - 1 || b.bottom > edge.bottom + 1);
            const on = boxes.flatMap(([s, a], i) => boxes.slice(i + 1).filter(([, b]) =>
                a.left + 1 < b.right && b.left + 1 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom)
                .map(([t]) => [s, t]));
            return [...out.map(([s]) => s), ...on];
        }"""
    )
    return found


def opened(browser: Browser, address: str, errors: list[str], **options: Any) -> Page:
    page = browser.new_context(viewport={"width": 1150, "height": 900}, **options).new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    return page


def started(browser: Browser, address: str, errors: list[str]) -> Page:
    """Open a notebook in JupyterLab and wait for its kernel."""
    page = opened(browser, address, errors)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    return page


def run_cell(page: Page, start: str, instead: str = "") -> Locator:
    """Click into the code cell that starts with a text, perhaps write another, and run it; give the cell."""
    source_of(page, start).click()
    if instead:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(instead)
    page.keyboard.press("Control+Enter")
    return page.locator(".jp-CodeCell", has=source_of(page, (instead or start).splitlines()[0])).first


def source_of(page: Page, start: str) -> Locator:
    return page.locator(".cm-content", has_text=re.compile(f"^{re.escape(start)}")).first


def exported(browser: Browser, lesson: str, folder: Path, errors: list[str]) -> Page:
    """Export a lesson to HTML and open the file with the network off."""
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR"]
    subprocess.run([*convert, str(NOTEBOOKS / f"{lesson}.ipynb"), "--output-dir", str(folder)], check=True)
    return opened(browser, (folder / f"{lesson}.html").as_uri(), errors, offline=True)

"""The explorers in real JupyterLab and in an exported page, moved by keyboard in headless Chromium.

Chromium comes from the system (Debian: `apt-get install chromium`); without it these tests are skipped, loudly.
"""

import itertools
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import infotheory_helpers as it
from lessons import LESSONS, NOTEBOOKS, cells

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM ON THIS MACHINE: no explorer was tried in a browser"),
    pytest.mark.timeout(300),
]


def explorers_of(lesson: str) -> list[str]:
    """The explorers that a lesson shows, in its order."""
    return re.findall(r"^(explore_\w+)\(\)", "\n".join(cell.source for cell in cells(lesson, "code")), re.MULTILINE)


WITH_EXPLORERS = [lesson for lesson in LESSONS if explorers_of(lesson)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab, serving a copy of the lessons; gives the address of a page, to be filled in."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(NOTEBOOKS, folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port, token = free.getsockname()[1], secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    settings = [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command + settings, cwd=folder, stdout=log, stderr=log, env={**os.environ})
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{{}}.ipynb?token={token}&reset"
    finally:
        server.kill()
        server.wait()


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
    for keys in [*itertools.product(["Home", "End"], repeat=sliders.count()), ["middle"] * sliders.count()]:
        at = [move(sliders.nth(k), key) for k, key in enumerate(keys)]
        mine.values = {s.name: s.values[i] for s, i in zip(mine.sliders.values(), at, strict=True)}
        expect(view.locator("[data-readout]")).to_have_text(repr(mine), use_inner_text=True, timeout=3000)
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


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_explorers_say_in_jupyterlab_what_python_says(lesson: str, browser: Browser, lab: str) -> None:
    errors: list[str] = []
    page = opened(browser, lab.format(lesson), errors)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    # Before anything has run, the stored picture and its numbers are there.
    first = explorers_of(lesson)[0]
    expect(page.get_by_text(repr(getattr(it, first)()))).to_be_visible(timeout=20_000)

    run_cell(page, "import numpy as np")
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
    page = opened(browser, lab.format("02_entropy"), errors)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
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
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR"]
    subprocess.run([*convert, str(NOTEBOOKS / f"{lesson}.ipynb"), "--output-dir", str(tmp_path)], check=True)
    errors: list[str] = []
    page = opened(browser, (tmp_path / f"{lesson}.html").as_uri(), errors, offline=True)
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

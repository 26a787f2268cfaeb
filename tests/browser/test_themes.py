"""Explorers and figures on light and on dark pages: what is read is told from what it stands on."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from pages import EVERY_EXPLORER, NEEDS_BROWSER, exported_anew, open_notebook, run_cell

pytestmark = NEEDS_BROWSER

# Of all words in an explorer, the least contrast with the page behind it, and of all lines and areas.
CONTRAST = """view => {
    const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    const luminance = colour => {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = luminance(getComputedStyle(document.querySelector(".ground, body")).backgroundColor);
    const contrast = colour => {
        const ink = luminance(colour);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    };
    const paper = getComputedStyle(view).getPropertyValue("--paper");
    const isPaper = ink => ink.replace(/ /g, "") === paper.replace(/ /g, ""); // what has it lies on a bar
    const words = [...view.querySelectorAll("svg text")].map(t => getComputedStyle(t).fill)
        .filter(ink => !isPaper(ink));
    words.push(...[...view.querySelectorAll("label, [data-readout]")].map(t => getComputedStyle(t).color));
    const lines = [...view.querySelectorAll("svg path, svg use")].flatMap(p => {
        const { fill, stroke } = getComputedStyle(p);
        return p.closest("defs, clipPath") ? [] : [fill, stroke];
    }).filter(ink => ink.startsWith("rgb(") && !isPaper(ink));
    return [Math.min(...words.map(contrast)), Math.min(...lines.map(contrast))];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_words_and_lines_have_contrast_in_an_exported_page_of_either_theme(
    theme: str, system: Any, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(exported_anew(theme), encoding="utf-8")
    page = browser.new_context(color_scheme=system, offline=True).new_page()
    page.goto(path.as_uri())
    views = page.locator(".explorer")
    expect(page.locator(".explorer svg")).to_have_count(len(EVERY_EXPLORER))
    for number, name in enumerate(EVERY_EXPLORER):
        words, lines = views.nth(number).evaluate(CONTRAST)
        assert words >= 4.5, name
        assert lines >= 3, name
    page.context.close()


def put(browser: Browser, folder: Path, shown: str, head: str, system: Any = "light") -> Page:
    path = folder / "page.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{head}{shown}", encoding="utf-8")
    page = browser.new_page(color_scheme=system)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("head", "system", "dark"),
    [
        ("<body>", "dark", False),  # a white page stays white, whatever the system prefers
        ("<html style='color-scheme: light dark'><body>", "dark", True),  # this page follows the system
        ("<html style='color-scheme: light dark'><body>", "light", False),
        ("<body style='background: #222222; color: #dddddd'>", "light", True),
        ("<body style='background: #222222'><div style='background: rgba(255, 255, 255, 0.95)'>", "dark", False),
    ],
)
def test_the_page_behind_decides(head: str, system: str, dark: bool, browser: Browser, tmp_path: Path) -> None:
    page = put(browser, tmp_path, it.explore_kl()._repr_html_(), head, system)
    expect(page.locator(".explorer svg")).to_be_visible()
    assert page.locator(".explorer[data-dark]").count() == dark
    page.close()


def test_another_theme_is_followed_at_once_and_back(browser: Browser, tmp_path: Path) -> None:
    page = put(browser, tmp_path, it.explore_kl()._repr_html_(), "<body>")
    expect(page.locator(".explorer svg")).to_be_visible()
    for style, dark in [("background: #111111; color: white", 1), ("", 0), ("background: black; color: #dddddd", 1)]:
        page.evaluate("style => { document.body.style.cssText = style; }", style)
        expect(page.locator(".explorer[data-dark]")).to_have_count(dark)
    page.close()


def corner(picture: Locator) -> int:
    """How light the page of a picture is, from 0 to 255."""
    return int(Image.open(io.BytesIO(picture.screenshot())).convert("L").getpixel((1, 1)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "light"),
    [
        ("<body data-jp-theme-light='true'>", True),
        ("<body data-jp-theme-light='false' style='background: #111111'>", False),
        ("<body class='vscode-dark'>", False),
    ],
)
def test_a_still_figure_is_as_dark_as_its_host_says(head: str, light: bool, browser: Browser, tmp_path: Path) -> None:
    page = put(browser, tmp_path, it.plot_kl_sweep()._repr_html_(), head, "light" if not light else "dark")
    assert (corner(page.locator("img")) > 128) == light
    page.close()


def test_jupyterlab_shows_figures_before_it_trusts_them_and_explorers_follow_its_theme(lab: Page) -> None:
    switch = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
    open_notebook(lab, "notebooks/03_cross_entropy.ipynb")
    still = lab.locator(".jp-OutputArea-output img").first
    expect(still).to_be_visible(timeout=20_000)
    assert still.evaluate("image => image.naturalWidth") > 300
    run_cell(lab, "import numpy as np", instead="from infotheory_helpers import *")
    view = run_cell(lab, "explore_", instead="explore_wrong_code()").locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    for theme, dark in [("JupyterLab Dark", 1), ("JupyterLab Light", 0)]:
        lab.evaluate(switch, theme)
        expect(view.and_(lab.locator("[data-dark]"))).to_have_count(dark)

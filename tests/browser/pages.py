"""What a hand does to an explorer in a page, and what an eye sees."""

import functools
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from infotheory_helpers.explorer.prediction import Prediction
from lessons import LESSONS, NOTEBOOKS, cells
from server import CHROMIUM

NEEDS_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM ON THIS MACHINE: no explorer was tried in a browser"),
    pytest.mark.timeout(300),
    pytest.mark.slow,
]


def explorers_of(lesson: str) -> list[str]:
    """The explorers that a lesson shows, in its order."""
    return [name for name, _ in explorer_cells(lesson)]


def explorer_cells(lesson: str) -> list[tuple[str, str]]:
    """The explorers that a lesson shows, each with the first line of its cell: some keep a name to be read later."""
    code = "\n".join(cell.source for cell in cells(lesson, "code"))
    found = re.finditer(r"^(?:\w+ = )?(explore_\w+)\(\)$", code, re.MULTILINE)
    return [(match[1], match[0]) for match in found]


def asked_by(name: str) -> Prediction:
    asked = getattr(it, name)().prediction
    assert isinstance(asked, Prediction)
    return asked


WITH_EXPLORERS = [lesson for lesson in LESSONS if explorers_of(lesson)]

# What a hand moves in an explorer, where the Tab key stops in each, and where they stand.
CONTROLS = "input, [role=radiogroup]"
STOPS = "input, [role=radio][tabindex='0']"
PLACES = """all => all.map(control => control.valueAsNumber
    ?? [...control.querySelectorAll("[role=radio]")].findIndex(button => button.ariaChecked === "true"))"""
# Puts one of them somewhere, unless it stands there.
PUT = """(control, position) => {
    if (control.matches("[role=radiogroup]")) {
        const button = control.querySelectorAll("[role=radio]")[position];
        if (button.ariaChecked !== "true") button.click();
    } else if (control.valueAsNumber !== position) {
        control.value = position;
        for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
}"""

# Goes from stop to stop: moves the sliders that do not stand there yet, as a drag would, and waits for the readout.
# Gives for each stop what is said, the explorer's size, and what is wrong with its texts: pairs that lie on each other,
# and texts that leave the figure. A stop whose readout does not come is the last.
WALK = """
async (view, stops) => {
    const put = PUT;
    const sliders = [...view.querySelectorAll("input, [role=radiogroup]")];
    const frame = () => new Promise(requestAnimationFrame);
    const said = () => view.querySelector("[data-readout]").innerText.replace(/\\s+/g, " ").trim();
    const overlapping = () => {
        const edge = view.querySelector("svg").getBoundingClientRect();
        const texts = [...view.querySelectorAll("svg text")]
            .filter(t => t.textContent.trim() && getComputedStyle(t).visibility === "visible");
        const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
        const arrows = [...view.querySelectorAll("[data-beyond]")]
            .filter(arrow => getComputedStyle(arrow).visibility === "visible");
        boxes.push(...arrows.map(arrow => ["an arrow", arrow.getBoundingClientRect()]));
        const out = boxes.filter(([, b]) =>
            b.left < edge.left - 1 || b.right > edge.right + 1 ||
            b.top < edge.top - 1 || b.bottom > edge.bottom + 1);
        const on = boxes.flatMap(([s, a], i) => boxes.slice(i + 1).filter(([t, b]) =>
            a.left + 1 < b.right && b.left + 1 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom
            && !(s === "an arrow" && t === s))
            .map(([t]) => [s, t]));
        return [...out.map(([s]) => s), ...on];
    };
    const seen = [];
    for (const [at, expected] of stops) {
        at.forEach((position, k) => put(sliders[k], position));
        const patience = performance.now() + 10000;
        do { await frame(); await frame(); } while (said() !== expected && performance.now() < patience);
        seen.push([said(), [view.clientWidth, view.clientHeight], overlapping()]);
        if (said() !== expected) break;
    }
    return seen;
}""".replace("PUT", PUT)


def try_every_corner(view: Locator, name: str) -> None:
    """Move all sliders through all combinations of ends and middle; compare what is said with Python."""
    mine = getattr(it, name)()
    seen = [slider for slider in mine.sliders.values() if not slider.hidden]
    first, last = [0 for _ in seen], [len(slider.values) - 1 for slider in seen]
    size = view.evaluate("view => [view.clientWidth, view.clientHeight]")

    def walk(stops: list[list[int]]) -> None:
        expected = []
        for at in stops:
            mine.values = {slider.name: slider.values[k] for slider, k in zip(seen, at, strict=True)}
            expected.append(" ".join(repr(mine).split()))
        found = view.evaluate(WALK, list(zip(stops, expected, strict=True)))
        for at, said, (now, its_size, misplaced) in zip(stops, expected, found, strict=False):
            assert now == said, f"with the sliders at {at} it says {now!r}; Python says {said!r}"
            assert its_size == size, f"with the sliders at {at} the page below jumps: the explorer changed its size"
            assert misplaced == [], f"with the sliders at {at} texts lie on each other or leave the figure: {misplaced}"

    # Real keys move real sliders: each to both ends, and by one step.
    for key, at in [("Home", first), ("End", last), ("ArrowLeft", [end - 1 for end in last])] if seen else []:
        press_in_all(view, key, len(seen))
        assert view.locator(CONTROLS).evaluate_all(PLACES) == at, key
        walk([at])
    # From corner to corner one slider moves (a Gray code).
    codes = [number ^ number >> 1 for number in range(2 ** len(seen))]
    corners = [[end if code >> k & 1 else 0 for k, end in enumerate(last)] for code in codes]
    walk([*corners, [end // 2 for end in last]])


EVERY_EXPLORER = [name for name in it.__all__ if name.startswith("explore_")]


@functools.cache
def exported_anew(theme: str = "light") -> str:
    """All explorers as they are now, not as they are stored, exported as one lesson."""
    import nbformat
    from nbconvert import HTMLExporter

    shown = [
        nbformat.v4.new_output(  # type: ignore[no-untyped-call]
            "execute_result", {"text/html": getattr(it, name)()._repr_html_()}, execution_count=1
        )
        for name in EVERY_EXPLORER
    ]
    cells_shown = [
        nbformat.v4.new_code_cell("…", outputs=[output])  # type: ignore[no-untyped-call]
        for output in shown
    ]
    exporter: Any = HTMLExporter(theme=theme)  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells_shown)  # type: ignore[no-untyped-call]
    html: str = exporter.from_notebook_node(notebook)[0]
    return html


@functools.cache
def positions_to_try(name: str) -> list[tuple[list[int], str]]:
    """Both ends and the middle of every slider, of many only the ends, in all combinations; and what is said there."""
    mine = getattr(it, name)()
    seen = [slider for slider in mine.sliders.values() if not slider.hidden]
    stops = []
    middles = [[len(slider.values) // 2] if len(seen) <= 4 else [] for slider in seen]
    for at in itertools.product(
        *[(0, *middle, len(slider.values) - 1) for slider, middle in zip(seen, middles, strict=True)]
    ):
        mine.values = {slider.name: slider.values[k] for slider, k in zip(seen, at, strict=True)}
        stops.append((list(at), " ".join(repr(mine).split())))
    return stops


def walk(view: Locator, stops: list[tuple[list[int], str]]) -> tuple[list[list[int]], list[Any]]:
    """Move the sliders from stop to stop; give the stops and what was found at each."""
    found = view.evaluate(WALK, stops)
    assert [said for said, *_ in found] == [said for _, said in stops]
    return [at for at, _ in stops], found


def press_in_all(view: Locator, key: str, count: int) -> None:
    """Press a key in each slider, going from one to the next by Tab."""
    view.locator(STOPS).first.focus()
    for k in range(count):
        if k:
            view.page.keyboard.press("Tab")
        view.page.keyboard.press(key)


def opened(browser: Browser, address: str, errors: list[str], **options: Any) -> Page:
    page = browser.new_context(viewport={"width": 1150, "height": 900}, **options).new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    return page


# Ends the kernels of the notebooks that are open, leaves them, and opens another in the same JupyterLab.
# An explorer hears that its kernel has gone when it restarts, not when it is shut down: hence both.
OPEN = """
async path => {
    const { shell, commands } = window.jupyterapp;
    for (const widget of [...shell.widgets("main")]) {
        await widget.sessionContext?.restartKernel();
        await widget.sessionContext?.shutdown();
        widget.dispose();
    }
    const panel = await commands.execute("docmanager:open", { path });
    await panel.revealed;
    await panel.sessionContext.ready;
}"""


def open_notebook(lab: Page, path: str) -> None:
    """Open a notebook in JupyterLab instead of what was open there, and wait for its kernel."""
    lab.evaluate(OPEN, path)
    expect(lab.get_by_text("| Idle")).to_be_visible(timeout=60_000)


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


@functools.cache
def as_html(lesson: str) -> str:
    """A lesson as `jupyter nbconvert --to html` writes it."""
    from nbconvert import HTMLExporter  # slow to import, and most tests export nothing

    exporter: Any = HTMLExporter()  # type: ignore[no-untyped-call]
    html: str = exporter.from_filename(f"{NOTEBOOKS}/{lesson}.ipynb")[0]
    return html


def alone(browser: Browser, name: str, folder: Path, errors: list[str]) -> Page:
    """Open a page that holds one explorer and nothing else, with the network off."""
    path = folder / f"{name}.html"
    path.write_text(f'<meta charset="utf-8">{getattr(it, name)()._repr_html_()}', encoding="utf-8")
    return opened(browser, path.as_uri(), errors, offline=True)


def exported(browser: Browser, lesson: str, folder: Path, errors: list[str]) -> Page:
    """Export a lesson to HTML and open the file with the network off."""
    path = folder / f"{lesson}.html"
    path.write_text(as_html(lesson), encoding="utf-8")
    return opened(browser, path.as_uri(), errors, offline=True)


# The text that is in the window now.
SEEN = """
() => {
    const outer = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.checkVisibility() || node.parentElement.closest("script, style")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (box.bottom > outer.top && box.top < outer.bottom) text += node.textContent;
    }
    return text;
}"""


def shift_enter(page: Page, name: str, line: str, size: tuple[int, int]) -> Locator:
    """Run an explorer's cell as lesson 0 says, in a window of this size; its controls stay in view, no answer comes in.

    Gives the explorer's view.
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    source_of(page, line).click()
    page.keyboard.press("Shift+Enter")
    cell = page.locator(".jp-CodeCell", has=source_of(page, line)).first
    view = cell.locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=30_000)
    page.wait_for_timeout(400)  # as long as a page may take to come to rest
    window = page.locator(".jp-WindowedPanel-outer:visible").bounding_box()
    controls = view.locator("[data-controls]").bounding_box()
    assert window
    assert controls
    assert controls["y"] >= window["y"] - 1, f"{name}: its controls are above the window at {size}"
    assert controls["y"] + controls["height"] <= window["y"] + window["height"] + 1, f"{name} at {size}"
    seen = page.evaluate(SEEN)
    given_away = [answer for answer in asked_by(name).answers.values() if answer[:40] in seen]
    assert given_away == [], f"{name} at {size}"
    assert page.locator("details[open]").count() == 0
    return view

"""Games played to the end, figures that never flicker, and views that come and go, in headless Chromium."""

import io
import itertools
import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import infotheory_helpers as it
from pages import NEEDS_BROWSER, alone, explorer_cells, open_notebook, run_cell, try_every_corner

pytestmark = NEEDS_BROWSER

LISTENERS = """
    window.listening = new Set();
    for (const [name, change] of [["addEventListener", "add"], ["removeEventListener", "delete"]]) {
        const real = document[name];
        document[name] = function (type, listener, ...rest) {
            if (type === "explorer-moved") window.listening[change](listener);
            return real.call(this, type, listener, ...rest);
        };
    }"""

DRAG = """
async (slider, steps) => {
    for (let at = 1; at <= steps; at++) {
        slider.value = at;
        for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, { bubbles: true }));
        await new Promise(requestAnimationFrame);
    }
}"""


def press(view: Locator, button: str, chance: float | None = None) -> str:
    """Press a button, with a chance of our own, and give what is then said."""
    if chance is not None:
        view.evaluate("(_, chance) => { window.chance = Math.random; Math.random = () => chance; }", chance)
    view.get_by_role("button", name=button, exact=True).click()
    if chance is not None:
        view.evaluate("() => { Math.random = window.chance; }")
    return said(view)


def said(view: Locator) -> str:
    view.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return view.locator("[data-readout]").inner_text()


def slide(view: Locator, number: int, steps: int) -> None:
    """Drag a slider from its start, one position in each frame."""
    slider = view.locator("input").nth(number)
    slider.press("Home")
    slider.evaluate(DRAG, steps)


def shown(lab: Page, lesson: str, name: str) -> Locator:
    """Open a lesson in JupyterLab and run the cell of an explorer; give its view."""
    open_notebook(lab, f"notebooks/{lesson}.ipynb")
    run_cell(lab, "import numpy as np")
    view = run_cell(lab, dict(explorer_cells(lesson))[name]).locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    return view


# What is on each table, and moves by itself: no kernel, no notebook.
TABLES = [
    "explore_codewords", "explore_dare", "explore_eight", "explore_evidence", "explore_fits", "explore_flips",
    "explore_guess", "explore_halving", "explore_hit_the_kl", "explore_many_days", "explore_submarine",
    "explore_wrong_code",
]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_page_of_its_own_says_what_python_says_at_every_corner(name: str, browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = alone(browser, name, tmp_path, errors)
    view = page.locator(".explorer")
    expect(view.locator("svg")).to_be_visible()
    try_every_corner(view, name)
    assert errors == []
    page.context.close()


def test_the_submarine_is_found_and_lost(browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = alone(browser, "explore_submarine", tmp_path, errors)
    view = page.locator(".explorer")
    cells = view.get_by_role("gridcell")
    expect(cells).to_have_count(64)
    loud = view.locator("svg text").filter(has_text=re.compile("^(HIT!|Miss|Lost)$"))

    press(view, "New game", chance=0.25)  # cell 16 of 64 is C1
    total = 0.0
    for name in ("A1", "B2", "C1"):
        view.get_by_role("gridcell", name=re.compile(f"^{name}")).click()
        total += float(re.findall(r"worth (\d\.\d{4}) bits", said(view))[0])
    assert abs(total - 6) < 2e-4
    assert "Hit with shot 3" in said(view)
    assert "Known so far: 6.0000 bits. Won 1 of 1 games." in said(view)
    expect(loud).to_have_text("HIT!")
    assert view.get_by_role("gridcell", name="C1 ◉").count() == 1
    won = said(view)
    cells.nth(40).click()
    assert said(view) == won, "a shot after the end changed something"

    assert "Won 1 of 1 games" in press(view, "New game", chance=0.999)
    assert cells.all_inner_texts() == [""] * 64
    # By keyboard: one cell is in the tab order, arrows go to the others.
    cells.first.focus()
    for shot in range(32):
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight" if shot != 15 else "ArrowDown")
    assert sum(text != "" for text in cells.all_inner_texts()) < 33
    for cell in range(40):
        cells.nth(cell).dispatch_event("click")
    assert "Lost: it lay in H8" in said(view)
    expect(loud).to_have_text("Lost")
    assert errors == []
    page.context.close()


def test_the_number_is_guessed_in_jupyterlab_by_keyboard(lab: Page) -> None:
    view = shown(lab, "01_information_content", "explore_guess")
    press(view, "New game", chance=0.7)  # the 45th of 64
    ask = view.get_by_role("button", name="Ask", exact=True)
    loud = view.locator("svg text").filter(has_text=re.compile("^(Yes|No|You knew that|It is the 45!)$"))
    answers = [
        (32, "No"),
        (40, "No"),
        (40, "You knew that"),
        (48, "Yes"),
        (44, "No"),
        (46, "Yes"),
        (45, "It is the 45!"),
    ]
    for cut, answer in answers:
        slide(view, 0, cut - 1)
        ask.press("Enter")
        expect(loud).to_have_text(answer)
    assert "Found with 6 questions. It is the 45." in said(view)
    assert ask.get_attribute("aria-disabled") == "true"
    # Not one question too many is answered.
    before = said(view)
    ask.press("Enter")
    assert said(view) == before


def test_the_kl_is_hit_and_missed(browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = alone(browser, "explore_hit_the_kl", tmp_path, errors)
    hit = page.locator(".explorer")
    expect(hit.locator("svg")).to_be_visible()
    assert "between 3.6 and 4.4 bits" in press(hit, "New target", chance=0.6)
    slide(hit, 0, 1)
    before = said(hit)
    slide(hit, 1, 18)
    assert said(hit) == before, "the number is shown only on commit"
    assert "A hit. Won 1 of 1 games." in press(hit, "Commit")
    press(hit, "New target", chance=0)
    texts = [press(hit, "Commit") for _ in range(3)]
    assert "would have been 0.05 bits away. Won 1 of 2 games." in texts[-1]
    assert errors == []
    page.context.close()


def test_the_race_goes_where_it_should_and_the_flips_fall(browser: Browser, tmp_path: Path) -> None:
    errors: list[str] = []
    page = alone(browser, "explore_fits", tmp_path, errors)
    fit = page.locator(".explorer")
    slide(fit, 0, 0)
    slide(fit, 1, 0)
    press(fit, "race")
    readout = fit.locator("[data-readout]")
    expect(readout).to_contain_text("Reverse: mean −2.00, width 0.80", timeout=15_000)
    expect(readout).to_contain_text("Forward: mean −0.50, width 2.20", timeout=15_000)
    page.context.close()

    page = alone(browser, "explore_flips", tmp_path, errors)
    coin = page.locator(".explorer")
    press(coin, "keep flipping")
    expect(coin.locator("[data-readout]")).to_contain_text("Flips so far: 100", timeout=30_000)
    press(coin, "start again")
    one = press(coin, "flip 20", chance=0.0)
    press(coin, "start again")
    assert press(coin, "flip 20", chance=0.99) != one
    assert errors == []
    page.context.close()


def test_a_fast_drag_of_a_die_ends_where_its_sliders_stand(lab: Page) -> None:
    view = shown(lab, "02_entropy", "explore_die")
    mine = it.explore_die()
    for _ in range(6):
        slide(view, 0, 4)
    mine.values = {"w1": 5}
    expect(view.locator("[data-readout]")).to_have_text(repr(mine))
    panel = run_cell(lab, 'predict("loaded die")').locator(".prediction")
    panel.get_by_role("button", name="about half").click()
    expect(view.locator("[data-answer]")).to_have_text("")
    press(view, "loaded")
    expect(view.locator("[data-answer]")).to_contain_text("You said about half. Half of the rolls are settled")


def frames_while(page: Page, key: str) -> list[Any]:
    """What was painted while a key was pressed again and again: pictures of the whole page."""
    painted: list[bytes] = []
    session = page.context.new_cdp_session(page)

    def keep(frame: Any) -> None:
        painted.append(b64decode(frame["data"]))
        session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 90, "everyNthFrame": 1})
    for _ in range(90):
        if len(painted) < 30:
            page.keyboard.press(key)
    session.send("Page.stopScreencast")
    return [np.asarray(PIL.Image.open(io.BytesIO(jpeg)).convert("L"), dtype=float) for jpeg in painted]


def test_no_frame_is_blank_or_of_another_height(lab: Page) -> None:
    view = shown(lab, "05_kl_divergence", "explore_kl")
    view.scroll_into_view_if_needed()
    slide(view, 0, 0)
    lab.evaluate(
        """() => {
            const view = document.activeElement.closest(".explorer"), svg = view.querySelector("svg");
            window.heights = [];
            const look = () => { window.heights.push([view.clientHeight, svg.isConnected && svg.clientHeight]);
                                 if (view.isConnected) requestAnimationFrame(look); };
            look();
        }"""
    )

    box = view.locator("svg").bounding_box()
    assert box
    frames = frames_while(lab, "ArrowRight")
    heights = lab.evaluate("window.heights")
    assert len(heights) > 30
    assert len({tuple(h) for h in heights}) == 1, "the figure changed its height"
    assert len(frames) > 10
    top, left = int(box["y"]), int(box["x"])
    inside = [frame[top : top + int(box["height"]), left : left + int(box["width"])] for frame in frames]
    ink = [float((picture < 128).mean()) for picture in inside]
    assert min(ink) > 0.5 * max(ink), "a frame was painted without the figure"
    assert any((one != other).any() for one, other in itertools.pairwise(inside)), "nothing moved"


def test_views_come_and_go_and_leave_nothing_behind(lab: Page) -> None:
    lab.evaluate(LISTENERS)
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    run_cell(lab, "import numpy as np")
    for again in range(3):
        view = run_cell(lab, "explore_coin()").locator(".explorer")
        expect(view.locator("input")).to_be_visible(timeout=30_000)
        lab.wait_for_function("count => window.listening.size === count", arg=again + 1)

    # A second view of the same output moves with the first.
    view.locator("svg").click(button="right")
    lab.get_by_text("Create New View for Cell Output").click()
    both = f'[id="{view.get_attribute("id")}"]'
    expect(lab.locator(f"{both} svg")).to_have_count(2, timeout=20_000)
    lab.locator(f"{both} input").first.press("End")
    for readout in lab.locator(f"{both} [data-readout]").all():
        expect(readout).to_contain_text("p = 1.00")

    # When the kernel is gone, nobody listens any more.
    lab.get_by_role("button", name="Restart the kernel", exact=True).click()
    lab.get_by_role("button", name="Confirm Kernel Restart").click()
    lab.wait_for_function("window.listening.size === 0", timeout=30_000)
    expect(lab.get_by_text("| Idle")).to_be_visible(timeout=30_000)  # what restarts cannot be shut down

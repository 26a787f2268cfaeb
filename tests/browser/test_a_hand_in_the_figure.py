"""What a hand can do in an explorer: choose among names, step, take hold of a part, and leave a trail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ipywidgets import FloatSlider, ToggleButtons
from playwright.sync_api import Browser, Locator, Page, expect

from infotheory_helpers import Explorer
from infotheory_helpers.explorer.drawing import panels
from infotheory_helpers.explorer.shapes import boxes, squares
from pages import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER

POWERS = [("one", 1), ("two", 2), ("three", 3)]
# The ends of a path's subpaths and their corners, as numbers.
CORNERS = "path => path.getAttribute('d').match(/-?[\\d.]+/g).map(Number)"


def powers() -> Explorer:
    """x to some power: a trail, a point to take hold of, boxes, squares and a letter."""
    left, right = panels(8, 3, 1, 2)
    (trail,) = left.plot([0], [0])
    (point,) = left.plot([0.5], [0.5], "o")
    left.set(xlim=(0, 1), ylim=(0, 1))
    columns = boxes(right, 2)
    ink = squares(right, [1, 2, 3], [3, 3, 3])
    letter = right.text(3.5, 0.5, "A", va="baseline", ha="center")
    right.set(xlim=(0, 4), ylim=(0, 4))
    left.get_figure().set_label("A power of x.")
    explorer = Explorer(
        left.get_figure(),
        x=FloatSlider(0.5, min=0, max=1, step=0.01, description="x"),
        n=ToggleButtons(options=POWERS, value=1, description="power"),
    )
    explorer.follow(trail, lambda x, n: (x, x**n), along="x")
    explorer.follow(point, lambda x, n: (x, x**n))
    explorer.follow(columns, lambda x, n: (np.array([0, 1]), 0, 1, np.concatenate([x, x**n], axis=-1)))
    explorer.follow(ink, lambda x: x * np.array([0.5, 0, -1]))
    explorer.follow(letter, lambda n: (3.5, 0.5, 1, n))
    explorer.say("{:.2f} bits", lambda x, n: x**n)
    explorer.grab(point, "x")
    explorer.press("to the end", {"x": 1}, after=4)
    return explorer


@pytest.fixture(params=[1000, 390], ids=["wide", "on a phone"])
def view(request: Any, browser: Browser, tmp_path: Path) -> Iterator[Locator]:
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'>{powers()._repr_html_()}", encoding="utf-8")
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    page.goto(path.as_uri())
    expect(page.locator(".explorer svg")).to_be_visible()
    yield page.locator(".explorer")
    page.close()


def at_rest(page: Page) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def part(view: Locator, number: int) -> Locator:
    return view.locator(f"[id$='-part{number}'] path").first


def test_a_choice_is_a_row_of_buttons_that_keys_and_clicks_move(view: Locator) -> None:
    row = view.get_by_role("radiogroup", name="power")
    expect(row.get_by_role("radio")).to_have_text([name for name, _ in POWERS])
    expect(row.get_by_role("radio", checked=True)).to_have_text("one")
    row.get_by_role("radio", name="three").click()
    expect(view.locator("[data-readout]")).to_contain_text("0.12 bits")  # 0.125, as Python rounds it
    row.get_by_role("radio", name="three").press("ArrowLeft")
    expect(row.get_by_role("radio", checked=True)).to_have_text("two")
    expect(row.get_by_role("radio", checked=True)).to_be_focused()
    row.get_by_role("radio", checked=True).press("Home")
    expect(view.locator("[data-readout]")).to_contain_text("0.50 bits")
    assert row.locator("[tabindex='0']").count() == 1


def test_a_slider_of_many_positions_has_a_finer_way(view: Locator) -> None:
    minus, plus = view.locator("[data-track] button").all()
    assert [minus.inner_text(), plus.inner_text()] == ["−", "+"]
    plus.click()
    expect(view.locator("[data-readout]")).to_contain_text("0.51 bits")
    minus.click()
    minus.click()
    expect(view.locator("[data-readout]")).to_contain_text("0.49 bits")
    for button in (minus, plus):  # the keys do it already
        assert button.get_attribute("tabindex") == "-1"
        assert button.get_attribute("aria-hidden") == "true"


def test_a_trail_goes_where_the_hand_has_been_and_nowhere_else(view: Locator) -> None:
    slider, trail = view.locator("input"), part(view, 0)
    assert not trail.get_attribute("d"), "at rest nothing is seen of it"
    for _ in range(3):
        slider.press("ArrowRight")
    at_rest(view.page)
    assert len(trail.evaluate(CORNERS)) == 2 * 4  # the start, and three steps
    view.get_by_role("radio", name="two").click()
    slider.press("ArrowRight")
    at_rest(view.page)
    assert len(trail.evaluate(CORNERS)) == 2 * 2, "each power has a trail of its own"
    slider.press("Home")  # a leap, and no way
    at_rest(view.page)
    assert len(trail.evaluate(CORNERS)) == 2 * 3
    assert str(trail.get_attribute("d")).count("M") == 2
    view.get_by_role("radio", name="one").click()
    at_rest(view.page)
    assert len(trail.evaluate(CORNERS)) == 2 * 5, "the first is found again"


def test_a_point_is_taken_hold_of_and_comes_to_the_hand(view: Locator) -> None:
    grip = view.locator("[data-grip]")
    box = grip.bounding_box()
    assert box
    mouse = view.page.mouse
    for share in (0.25, 0.8):
        mouse.move(box["x"] + share * box["width"], box["y"] + 0.3 * box["height"])
        mouse.down()
        at_rest(view.page)
        # From the hand straight to the diagonal, in a picture that is wider than high or not.
        wide, high = box["width"] ** 2, box["height"] ** 2
        there = (share * wide + 0.7 * high) / (wide + high)
        assert view.locator("input").evaluate("slider => slider.valueAsNumber") == pytest.approx(100 * there, abs=1)
        mouse.up()
    mouse.move(box["x"], box["y"])  # nothing is held any more
    at_rest(view.page)
    assert view.locator("input").evaluate("slider => slider.valueAsNumber") > 50


def test_boxes_squares_and_letters_are_as_large_as_they_should_be(view: Locator) -> None:
    slider = view.locator("input")
    slider.press("End")
    view.get_by_role("radio", name="three").click()
    at_rest(view.page)
    columns = part(view, 2).bounding_box()
    ink = part(view, 3).bounding_box()
    letter = view.locator("[id$='-part4'] text").bounding_box()
    assert columns
    assert ink
    assert letter
    unit = columns["width"] / 2  # two boxes, each one wide
    assert unit / 4 < ink["width"] < unit / 2 + 2, "one square is seen: 0 and less are none"
    assert ink["height"] == pytest.approx(ink["width"], abs=1)
    high = columns["height"]  # x³ = 1
    assert letter["height"] == pytest.approx(3 * high / 0.729 * 1.17, rel=0.2)  # a line of text above its capitals


def test_a_button_comes_after_so_many_places(view: Locator) -> None:
    button, slider = view.get_by_role("button", name="to the end"), view.locator("input")
    for _ in range(3):
        slider.press("ArrowRight")
    at_rest(view.page)
    expect(button).to_be_hidden()
    slider.press("ArrowRight")
    expect(button).to_be_visible()
    button.click()
    expect(view.locator("[data-readout]")).to_contain_text("1.00 bits")


def test_a_mark_leaves_the_edge_that_cuts_it_where_it_is(view: Locator) -> None:
    mark, slider = view.locator("[id$='-part1']"), view.locator("input")
    assert mark.locator("[clip-path]").count(), "it is cut at the edge of its axes"
    before = mark.locator("use").get_attribute("x")
    slider.press("Home")
    at_rest(view.page)
    assert mark.locator("use").get_attribute("x") != before
    assert mark.get_attribute("transform") is None

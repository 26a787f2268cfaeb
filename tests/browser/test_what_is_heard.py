"""What a screen reader says of an explorer: what it shows now, and when it is moved, only what has changed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pages import EVERY_EXPLORER, NEEDS_BROWSER, exported_anew

pytestmark = NEEDS_BROWSER


QUIET = (
    "explore_eight",
    "explore_guess",
    "explore_die",
    "explore_hit_the_kl",
    "explore_fits",
    "explore_codewords",
)


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("heard") / "page.html"
    path.write_text(exported_anew(), encoding="utf-8")
    opened = browser.new_context(viewport={"width": 1000, "height": 900}, offline=True).new_page()
    opened.goto(path.as_uri())
    expect(opened.locator(".explorer svg")).to_have_count(len(EVERY_EXPLORER))
    yield opened
    opened.context.close()


def view_of(page: Page, name: str) -> Locator:
    return page.locator(".explorer").nth(EVERY_EXPLORER.index(name))


@pytest.mark.parametrize("name", EVERY_EXPLORER)
def test_a_step_of_a_slider_is_answered_by_one_number_with_its_unit(name: str, page: Page) -> None:
    view = view_of(page, name)
    news, sliders = view.locator("[aria-live]"), view.locator("input")
    assert news.count() == 1
    assert view.locator("[aria-live] [data-readout], [data-readout][aria-live]").count() == 0
    if not sliders.count() or name in QUIET:
        pytest.skip("it has no slider, asks Python, or does not say a number before a button is pressed")
    before = news.inner_text()
    sliders.first.press("ArrowRight")
    sliders.first.press("ArrowRight")
    sliders.first.press("ArrowLeft")
    assert news.inner_text() == before, "it speaks before the hand has come to rest"
    expect(news).to_have_text(re.compile(r"\b(bits?|nats?|points?)\b"))
    assert len(news.inner_text().split()) <= 14  # a sum, with its parts
    assert news.inner_text() in view.locator("[data-readout]").inner_text()


def test_what_is_heard_is_the_number_that_was_asked_for(page: Page) -> None:
    for name, said in [
        ("explore_wrong_code", r"the weather costs [\d.]+ bits per day"),
        ("explore_coin", r"together [\d.]+ bits of entropy"),
        ("explore_gaussian_kl", r"together KL\(P‖Q\) = [\d.]+ nats \([\d.]+ bits\)"),
        ("explore_kl", r"KL\(P‖Q\) = [\d.]+ bits"),
    ]:
        view = view_of(page, name)
        view.locator("input").last.press("ArrowLeft")
        expect(view.locator("[aria-live]")).to_have_text(re.compile(f"^{said}$"))


def test_after_a_button_all_that_is_new_is_heard(page: Page) -> None:
    view = view_of(page, "explore_submarine")
    news = view.locator("[aria-live]")
    view.get_by_role("gridcell").first.click()
    expect(news).to_have_text(re.compile(r"^(Shot 1 missed: 63 cells of 64 are left, worth 0\.0227 bits\.|Hit).*Known"))
    if "missed" in news.inner_text():
        assert "Won" not in news.inner_text()  # that is as it was


def test_the_description_follows_what_is_shown(page: Page) -> None:
    view = view_of(page, "explore_kl")
    figure, slider = view.locator("[data-figure]"), view.locator("input").first
    for key in ("Home", "End"):
        slider.press(key)
        page.wait_for_timeout(100)
        said = " ".join(view.locator("[data-readout]").inner_text().split())
        expect(figure).to_have_role("img")
        expect(figure).to_have_accessible_name(f"{figure.get_attribute('aria-label')} {said}")


def test_infinity_is_drawn_as_an_arrow_with_its_sign_and_only_there(page: Page) -> None:
    view = view_of(page, "explore_wrong_code")
    signs = view.locator("[data-infinite]")
    expect(signs).to_have_count(0)
    view.locator("input").first.press("Home")  # Q rules out the sun
    expect(signs.last).to_be_visible()
    assert set(signs.all_text_contents()) == {"∞"}
    pointed = "all => all.every(sign => sign.previousSibling.querySelector('path').getAttribute('d').includes('L'))"
    assert signs.evaluate_all(pointed)
    view.locator("input").first.press("ArrowRight")
    expect(signs.last).to_be_hidden()
    assert not signs.evaluate_all(pointed)

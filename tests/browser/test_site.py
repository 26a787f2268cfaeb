"""The course on the web: built as by `make site`, served under a sub-path, opened with nothing else at hand."""

import gzip
import itertools
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

import infotheory_helpers as it
from clones import ROOT
from lessons import LESSONS
from make_site import make_lite, make_pages
from pages import NEEDS_BROWSER, asked_by, explorers_of, walk

pytestmark = NEEDS_BROWSER

FIRST_VISIT, SECOND_LESSON = 1_000_000, 150_000  # bytes, as a server packs them


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("site")
    make_pages(into)
    make_lite(into)
    return into / "html"


@pytest.fixture(scope="module")
def address(html: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(html.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/html/"
        server.shutdown()


class Seen:
    """A page that keeps what it asked for, and what went wrong."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.page: Page = browser.new_context(**options).new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        if response.url.startswith("http"):
            self.asked.append(response.url)
            if response.status >= 400:  # 304 says that what the browser has is still right
                self.wrong.append(f"{response.status}: {response.url}")

    def goto(self, address: str) -> None:
        self.asked.clear()
        self.page.goto(address, wait_until="networkidle")


def test_every_page_asks_only_its_own_server_and_fits_a_phone(html: Path, address: str, browser: Browser) -> None:
    seen = Seen(browser, viewport={"width": 390, "height": 800}, color_scheme="dark")
    every = [path.relative_to(html) for path in html.rglob("*.html")]
    pages = [page for page in every if page.parts[0] not in ("lite", "_static", "_downloads")]
    assert len(pages) > 2 * len(LESSONS)
    for page in pages:
        seen.goto(address + page.as_posix())
        assert [url for url in seen.asked if not url.startswith(address)] == [], page
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390, page
        assert seen.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark", page
    assert seen.wrong == []
    seen.page.context.close()


def both_ends(name: str) -> list[tuple[list[int], str]]:
    """All sliders at their ends, then all at their starts, and what Python says there."""
    mine = getattr(it, name)()
    seen = [slider for slider in mine.sliders.values() if not slider.hidden]
    stops = []
    for at in [[len(slider.values) - 1 for slider in seen], [0 for _ in seen]]:
        mine.values = {slider.name: slider.values[k] for slider, k in zip(seen, at, strict=True)}
        stops.append((at, " ".join(repr(mine).split())))
    return stops


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_explorer_is_alive_on_its_page_and_says_what_python_says(
    lesson: str, address: str, browser: Browser
) -> None:
    seen = Seen(browser, viewport={"width": 1200, "height": 900})
    seen.goto(f"{address}notebooks/{lesson}.html")
    for number, name in enumerate(explorers_of(lesson)):
        view = seen.page.locator(".explorer").nth(number)
        view.scroll_into_view_if_needed()
        expect(view.locator("svg")).to_be_visible()
        panel = seen.page.locator(f'.prediction[data-name="{asked_by(name).name}"]')
        panel.get_by_role("button").first.click()
        expect(view.locator("svg")).to_contain_text("you said")
        walk(view, both_ends(name))
    assert seen.wrong == []
    seen.page.context.close()


def test_a_first_visit_is_light_and_a_second_lesson_lighter(html: Path, address: str, browser: Browser) -> None:
    def packed(url: str) -> int:
        return len(gzip.compress((html / url.removeprefix(address).split("?")[0]).read_bytes()))

    for first, second in itertools.pairwise(LESSONS):
        seen = Seen(browser, viewport={"width": 1200, "height": 900})
        known: set[str] = set()  # a browser keeps what it has loaded
        for lesson, most in [(first, FIRST_VISIT), (second, SECOND_LESSON)]:
            seen.goto(f"{address}notebooks/{lesson}.html")
            weight = sum(packed(url) for url in {*seen.asked} - known)
            assert weight <= most, f"{lesson} takes {weight} bytes"
            known |= {*seen.asked}
        seen.page.context.close()


def test_without_scripts_a_page_shows_pictures_and_says_why_they_rest(address: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}notebooks/05_kl_divergence.html")
    view = page.locator(".explorer").first
    expect(view.locator("img")).to_be_visible()
    expect(view).to_contain_text("moves where the browser may run scripts")
    expect(view.locator("[data-readout]")).to_contain_text("bits")
    page.context.close()


def test_the_map_of_the_course_knows_what_was_done(address: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}notebooks/03_cross_entropy.html")
    page.locator(".prediction button").first.click()
    page.goto(address)
    links = page.locator("table a")
    expect(links.filter(has_text="✓")).to_have_text(["3 · Cross-entropy ✓"])
    page.context.close()


@pytest.mark.parametrize("page", ["notebooks/05_kl_divergence", "exercises/02_entropy/sheet_02_entropy"])
def test_the_run_button_opens_the_pages_own_notebook(page: str, html: Path, address: str, browser: Browser) -> None:
    seen = Seen(browser)
    seen.goto(f"{address}{page}.html")
    href = seen.page.get_by_role("link", name="Run").get_attribute("href")
    assert href is not None
    path, notebook = href.split("?path=")
    assert (html / f"{page}.html").parent.joinpath(path).resolve() == html / "lite" / "lab" / "index.html"
    assert (html / "lite" / "files" / notebook).read_bytes() == (ROOT / notebook).read_bytes()
    seen.page.context.close()


def test_a_kernel_in_the_browser_finds_the_course_and_what_pyodide_has_not(html: Path) -> None:
    told = json.loads((html / "lite" / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    packages = told["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]["loadPyodideOptions"][
        "packages"
    ]
    (script,) = (html / "lite").glob("extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.*.js")
    wheels = [script.parent.joinpath(package).resolve() for package in packages if package.endswith(".whl")]
    assert [wheel for wheel in wheels if not wheel.is_file()] == []
    names = [re.split(r"-\d", wheel.name)[0] for wheel in wheels]
    assert names == ["anywidget", "comm", "infotheory_course", "ipywidgets", "psygnal"]

"""The course opened by the README's way without make, seen by a learner: from lesson 0 to the sheet of lesson 1."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from clones import ROOT
from pages import NEEDS_BROWSER, opened, run_cell

pytestmark = NEEDS_BROWSER
(LINE,) = set(re.findall(r"^python (-m infotheory_helpers)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))


def git(course: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def course(clone: Path) -> Path:
    git(clone, "init", "--quiet")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=the course")
    return clone


@pytest.fixture
def server(course: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    own = {f"{name}_DIR": str(tmp_path / name) for name in ("JUPYTER_DATA", "JUPYTER_RUNTIME", "JUPYTER_CONFIG")}
    with (tmp_path / "log").open("wb") as log:
        started = subprocess.Popen(
            [sys.executable, *LINE.split()],
            cwd=course,
            stdout=log,
            stderr=log,
            env={**os.environ, **own, "DISPLAY": "", "WAYLAND_DISPLAY": ""},
        )
    yield started
    started.kill()
    started.wait()


def shown(page: Page) -> Locator:
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def test_course_opened_without_make_leads_to_the_sheets_and_leaves_no_trace_in_git(
    course: Path, server: subprocess.Popen[bytes], tmp_path: Path, browser: Browser
) -> None:
    log, errors = tmp_path / "log", list[str]()
    while not (said := re.search(r"^(http://\S+)\n\Z", log.read_text("utf-8"), re.MULTILINE)):
        assert server.poll() is None, log.read_text("utf-8")
        time.sleep(0.1)
    page = opened(browser, said[1], errors)
    page.locator("a[href*='/01_information_content.ipynb']").first.click(timeout=60_000)

    # Nothing has been run, and the first explorer moves.
    view = shown(page).locator(".explorer").first
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    before = view.locator("[data-readout]").inner_text()
    view.locator("input").first.press("End")
    expect(view.locator("[data-readout]")).not_to_have_text(before)
    expect(shown(page).get_by_text(re.compile(r"^\[\d+\]:$"))).to_have_count(0)

    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)
    run_cell(page, "import numpy")
    expect(shown(page).get_by_text("[1]:")).to_be_visible(timeout=20_000)
    page.keyboard.press("Control+s")
    lesson = course / "my_course/notebooks/01_information_content.ipynb"
    while '"execution_count": 1' not in lesson.read_text("utf-8"):
        time.sleep(0.1)

    shown(page).locator("a[href*='/exercises/01_information_content/']").click()
    expect(shown(page).get_by_text("Your lines go here").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=60_000)

    assert git(course, "status", "--porcelain") == ""
    # The kernel of JupyterLite, which `make site` needs, fails in JupyterLab; learners do not have it.
    assert [error for error in errors if "@jupyterlite/" not in error] == []
    # JupyterLab has said nothing that we did not; and when it ends, it takes its kernels along.
    assert log.read_text("utf-8").endswith(said[0])
    assert len(log.read_text("utf-8").splitlines()) == 3
    kernels = list((tmp_path / "JUPYTER_RUNTIME").glob("kernel-*.json"))
    assert len(kernels) == 3
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    assert not any(kernel.exists() for kernel in kernels)
    assert "Traceback" not in log.read_text("utf-8")

"""What tests share: a copy of the course to run commands in, a browser, and a JupyterLab for it to look at."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

import lessons
from clones import ROOT
from pages import opened
from server import chromium, jupyterlab

# The same examples in every run, and no haste on a busy machine.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")


# What takes longest starts first, so that no worker is left alone with it in the end.
FIRST = ("JupyterLab", "test_commands.py", "test_grading.py", "test_every_sheet.py", "lessons run here")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep on one worker the tests that share something slow to start; the others stay together file by file."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))
    items.sort(key=lambda item: next((i for i, name in enumerate(FIRST) if group(item).endswith(name)), len(FIRST)))


def group(item: pytest.Item) -> str:
    """Name what a test shares with others: JupyterLab and its page, the lessons run in this process, or its file."""
    if "lab_page" in getattr(item, "fixturenames", ()):
        return "JupyterLab"
    if getattr(getattr(item, "module", None), "run", None) is lessons.run:
        return "lessons run here"
    return str(item.path)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Copy what a clone of this working tree would hold."""
    course = tmp_path / "course"
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, course / name)
    return course


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def lab_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """A page of JupyterLab with copies of the lessons and the sheets, and the errors that it reports."""
    folder = tmp_path_factory.mktemp("course")
    for kind in ("exercises", "notebooks"):
        shutil.copytree(ROOT / kind, folder / kind, ignore=shutil.ignore_patterns(".*"))
    errors: list[str] = []
    with jupyterlab(folder) as address:
        page = opened(browser, address.replace("/tree/{}.ipynb", ""), errors)
        page.wait_for_function("window.jupyterapp?.restored.then(() => true)", timeout=60_000)
        yield page, errors


# What JupyterLab itself says whenever a kernel is restarted.
GRUMBLES = ("Could not restore the debugger", "Canceled future for ")


@pytest.fixture
def lab(lab_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """JupyterLab, for `open_notebook`. Loaded once for all tests; whatever goes wrong in it fails the test."""
    page, errors = lab_page
    errors.clear()
    yield page
    assert [error for error in errors if not any(words in error for words in GRUMBLES)] == []

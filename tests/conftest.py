"""What tests share: a copy of the course to run commands in, a browser, and a JupyterLab for it to look at."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page
from xdist.scheduler import LoadScopeScheduling

from clones import ROOT
from pages import opened
from server import chromium, jupyterlab

# The same examples in every run, and no haste on a busy machine.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")


# Files that share something slow to start (JupyterLab and its page; the lessons, run in this process) stay on one
# worker. What takes longest comes first, so that no worker is left alone with it in the end.
TOGETHER = {
    "JupyterLab": r"tests/browser/test_(?!site|\w+_in_exported_pages|explorers_at_every_width|what_is_heard)",
    "commands": r"tests/project/test_commands",
    "grading": r"tests/classroom/test_grading",
    "sheets": r"tests/classroom/test_every_sheet",
    "lessons": r"tests/notebooks/|tests/labs/\w+/test_\d\d_lab|tests/classroom/test_evidence",
}


def group(nodeid: str) -> str:
    """Name the group of a test; most files are a group of their own."""
    path = nodeid.split("::")[0]
    return next((name for name, pattern in TOGETHER.items() if re.match(pattern, path)), path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    names = list(TOGETHER)
    items.sort(key=lambda item: names.index(name) if (name := group(item.nodeid)) in TOGETHER else len(names))


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker one group after another."""

    # pytest-xdist 3.8 loses the groups that tests are marked with, under pytest 9.2 (its issue 1386).

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    return ByGroup(config, log)


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
def lab_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that JupyterLab serves."""
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="session")
def lab_page(browser: Browser, lab_folder: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page of JupyterLab with copies of the lessons and the sheets, and the errors that it reports."""
    folder = lab_folder
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

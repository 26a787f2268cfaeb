"""What the browser tests share."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lessons import NOTEBOOKS
from server import chromium, jupyterlab


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab, serving a copy of the lessons; gives the address of a lesson, its name to be filled in."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(NOTEBOOKS, folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with jupyterlab(folder) as address:
        yield address.replace("{}", "notebooks/{}")

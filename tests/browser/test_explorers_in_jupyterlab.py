"""The explorers in real JupyterLab, moved by keyboard in headless Chromium.

Chromium comes from the system (Debian: `apt-get install chromium`); without it these tests are skipped, loudly.
"""

import pytest
from playwright.sync_api import Page, expect

import infotheory_helpers as it
from lessons import cells
from pages import (
    NEEDS_BROWSER,
    WITH_EXPLORERS,
    explorer_cells,
    explorers_of,
    open_notebook,
    run_cell,
    shift_enter,
    try_every_corner,
)

pytestmark = NEEDS_BROWSER

SIZES = [(1400, 900), (1280, 720)]


@pytest.mark.parametrize("lesson", WITH_EXPLORERS)
def test_explorers_stay_in_view_after_shift_enter_and_say_what_python_says(lesson: str, lab: Page) -> None:
    open_notebook(lab, f"notebooks/{lesson}.ipynb")
    # Before anything has run, the stored picture and its numbers are there.
    first = explorers_of(lesson)[0]
    expect(lab.get_by_text(repr(getattr(it, first)()))).to_be_visible(timeout=20_000)

    for first_line in (cell.source.splitlines()[0] for cell in cells(lesson, "code")):
        if first_line.startswith(("from ", "import ")):
            run_cell(lab, first_line)
    for name, line in explorer_cells(lesson):
        for size in SIZES:
            view = shift_enter(lab, name, line, size)
        try_every_corner(view, name)
        assert view.locator("[role=img]").get_attribute("aria-label")
        assert view.locator("[aria-live=polite]").count() == 1
        assert view.locator("[aria-live] [data-readout], [data-readout][aria-live]").count() == 0


def test_python_hears_the_sliders_and_moves_them(lab: Page) -> None:
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    run_cell(lab, "import numpy as np")
    cell = run_cell(lab, "explore_coin()", instead="seen = explore_coin()\nseen")
    view = cell.locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    view.locator("input").press("End")
    expect(view.locator("[data-readout]")).to_contain_text("p = 1.00")

    cell = run_cell(lab, "coin = np.array", instead="print(seen.values)")
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("{'p': 1.0, 'said': ''}", timeout=20_000)
    run_cell(lab, "print(seen.values)", instead="seen.values = {'p': 0.25}")
    expect(view.locator("[data-readout]")).to_contain_text("p = 0.25", timeout=20_000)

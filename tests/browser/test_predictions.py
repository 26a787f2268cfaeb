"""Predictions: taken, kept, marked and answered; and what a learner sees after Shift+Enter."""

import itertools
import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.sign import NotebookNotary
from playwright.sync_api import Page, expect

from infotheory_helpers.explorer.notebook import RECORD
from infotheory_helpers.explorer.prediction import Prediction
from lessons import LESSONS, cells, load
from pages import NEEDS_BROWSER, WITH_EXPLORERS, asked_by, explorer_cells, open_notebook, run_cell

pytestmark = NEEDS_BROWSER


def test_every_explorer_asks_for_a_prediction_first_and_every_prediction_is_asked_for() -> None:
    asked = []
    for lesson in LESSONS:
        code = [cell.source for cell in cells(lesson, "code")]
        names = [name for source in code for name in re.findall(r'^predict\("(.+)"\)$', source, re.MULTILINE)]
        asked += names
        waiting = [name for name in names if not Prediction(name).at_once]
        answering = [asked_by(name).name for name, _ in explorer_cells(lesson)]
        assert answering == waiting, lesson
    assert sorted(asked) == sorted(set(asked))
    from infotheory_helpers.explorer.prediction import all_predictions

    assert set(asked) == set(all_predictions())


def test_shift_enter_goes_on_from_a_slider_and_from_a_choice(lab: Page) -> None:
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    run_cell(lab, "import numpy as np")
    panel = run_cell(lab, 'predict("bent coin")').locator(".prediction")
    view = run_cell(lab, "explore_coin()").locator(".explorer")
    expect(view.locator("svg")).to_be_visible(timeout=30_000)
    for control, below in [
        (panel.get_by_role("button", name="half a bit"), "Bend the coin"),
        (view.locator("input"), "Your turn, above."),
    ]:
        control.click()
        lab.keyboard.press("Shift+Enter")
        # JupyterLab has gone on to the cell below the one that was touched.
        expect(lab.locator(".jp-Notebook .jp-mod-active")).to_contain_text(below, timeout=20_000)


def test_a_choice_is_kept_in_the_notebook_and_found_when_it_is_opened_again(lab: Page, lab_folder: Path) -> None:
    stored = lab_folder / "notebooks" / "02_entropy.ipynb"
    # As a learner's copy is: trusted from the start.
    NotebookNotary().sign(nbformat.read(stored, as_version=4))  # type: ignore[no-untyped-call]
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    run_cell(lab, "import numpy as np")
    panel = run_cell(lab, 'predict("bent coin")').locator(".prediction")
    panel.get_by_role("button", name="exactly 1 bit").click()
    cell = run_cell(lab, "for p in [0.1", instead='print(predict("bent coin").outcome)')
    expect(cell.locator(".jp-OutputArea-output")).to_have_text("I said exactly 1 bit; it was half a bit")
    lab.keyboard.press("Control+S")
    lab.wait_for_timeout(1000)
    records: list[Any] = [
        output["data"][RECORD]
        for cell in json.loads(stored.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if RECORD in output.get("data", {}) and output["data"][RECORD]["kind"] == "prediction"
    ]
    (mine,) = [record for record in records if record["prediction"] == "bent coin"]
    assert mine["text"] == "exactly 1 bit"
    assert mine["right"] is False
    lab.evaluate("() => { for (const name in window.coursePredictions) delete window.coursePredictions[name]; }")
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    again = lab.locator('.prediction[data-name="bent coin"]')
    expect(again.get_by_role("button", name="exactly 1 bit")).to_have_attribute("aria-pressed", "true", timeout=20_000)


def test_a_riddle_comes_back_with_the_learners_own_words(lab: Page, lab_folder: Path) -> None:
    open_notebook(lab, "notebooks/00_start_here.ipynb")
    run_cell(lab, "from infotheory_helpers import (")
    panel = run_cell(lab, 'riddle("two towns")').locator(".riddle")
    panel.locator("textarea").fill("In the second town, because…")
    panel.get_by_role("button", name="Keep my words").click()
    expect(panel.get_by_role("status")).to_contain_text("Kept.")
    lab.wait_for_timeout(500)
    kept = json.loads((lab_folder / "notebooks" / "my_words.json").read_text(encoding="utf-8"))
    assert kept == {"two towns": "In the second town, because…"}
    lab.evaluate("() => localStorage.removeItem('course-riddle: two towns')")  # another browser, another day
    open_notebook(lab, "notebooks/02_entropy.ipynb")
    run_cell(lab, "import numpy as np")
    again = run_cell(lab, 'riddle("two towns")').locator(".riddle")
    expect(again.locator("textarea")).to_have_value("In the second town, because…")


def test_what_stands_below_an_explorer_is_folded() -> None:
    for lesson in WITH_EXPLORERS:
        everything = load(lesson).cells
        for cell, below in itertools.pairwise(everything):
            if re.match(r"(\w+ = )?explore_\w+\(\)", cell.source):
                assert below.source.startswith("**Your turn, above.**")
                assert "<details><summary>" in below.source

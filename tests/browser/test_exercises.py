"""An exercise sheet in real JupyterLab: what its panels say, and whether they can be read in both themes."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pages import NEEDS_BROWSER, open_notebook, run_cell

pytestmark = NEEDS_BROWSER
# How the check cells of two tasks start, as an editor without its line breaks has them.
FAULT, MY_KL = (f'from infotheory_helpers import check_taskcheck_task("{task}"' for task in ("5.1", "5.2"))
SHEET = "exercises/05_kl_divergence/sheet_05_kl_divergence.ipynb"

# The colours of a panel as they are painted, and how strongly its text stands out (WCAG 2's contrast).
CONTRAST = """
panel => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [panel, ...panel.querySelectorAll("code, b, em")].map(node => {
        let under = node;
        while (getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)") under = under.parentElement;
        const both = [getComputedStyle(node).color, getComputedStyle(under).backgroundColor].map(light).sort();
        return (both[1] + 0.05) / (both[0] + 0.05);
    });
}"""


def panel(page: Page, check: str) -> Any:
    view = run_cell(page, check).locator("[role=status]")
    expect(view).to_be_visible(timeout=20_000)
    return view


def solve(page: Page, start: str, source: str) -> None:
    run_cell(page, start, instead=source)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_panel_names_the_mistake_and_can_be_read(theme: str, lab: Page) -> None:
    open_notebook(lab, SHEET)
    lab.get_by_role("menuitem", name="Settings").click()
    lab.get_by_text("Theme", exact=True).click()
    lab.get_by_text(theme, exact=True).click()
    expect(lab.locator("body")).to_have_attribute("data-jp-theme-light", str(theme.endswith("Light")).lower())
    # In a kernel that has run nothing yet.
    expect(panel(lab, FAULT)).to_contain_text("fault_bits is not there yet. Run the cell above that sets fault_bits")
    run_cell(lab, "import matplotlib.pyplot")
    run_cell(lab, "fault_bits = ...")
    expect(panel(lab, FAULT)).to_contain_text("Not done yet.")

    for answer, says in [
        ("0.7532", "Two things at once. The wrong way round: this is KL(Q‖P)."),
        ("2.1634", "A mistake we know. This is the cross-entropy: the whole bill."),
        ("4", "Not yet."),
        ("0.8025", "Right."),
    ]:
        solve(lab, "fault_bits =", f"fault_bits = {answer}")
        view = panel(lab, FAULT)
        expect(view).to_contain_text(says, timeout=20_000)
        assert min(view.evaluate(CONTRAST)) >= 4.5
        box = view.bounding_box()
        assert box
        assert view.evaluate("panel => panel.scrollWidth <= panel.clientWidth"), "the panel is clipped"


def test_a_function_that_never_ends_is_stopped_and_the_notebook_goes_on(lab: Page) -> None:
    open_notebook(lab, SHEET)
    run_cell(lab, "import matplotlib.pyplot")
    solve(lab, "def my_kl", "def my_kl(p, q):\n    while True:\n        pass")
    view = run_cell(lab, MY_KL).locator("[role=status]")
    expect(view).to_contain_text("stopped after 5 seconds", timeout=20_000)
    solve(lab, "def my_kl", "def my_kl(p, q):\n    return np.sum(q * np.log(q / p))")
    view = run_cell(lab, MY_KL).locator("[role=status]")
    expect(view).to_contain_text("Two things at once.", timeout=20_000)
    assert lab.locator(".jp-OutputArea [data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_hint_leads_to_its_place_in_the_lesson_and_the_tab_of_the_sheet_back(lab: Page) -> None:
    open_notebook(lab, SHEET)
    lab.get_by_text("A hint", exact=True).first.click()
    lab.get_by_role("link", name="lesson 5, Compute").first.click()
    heading = lab.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h2", has_text="Compute").first
    expect(heading).to_be_in_viewport(timeout=20_000)  # at the first click: the lesson was not open yet
    lab.get_by_role("tab", name="sheet_05_kl_divergence").first.click()
    expect(lab.get_by_role("link", name="lesson 5, Compute").first).to_be_in_viewport(timeout=20_000)
    lab.get_by_role("link", name="lesson 5, Compute").first.click()
    expect(heading).to_be_in_viewport(timeout=20_000)

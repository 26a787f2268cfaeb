"""A cell or an import that was forgotten gets a sentence in the check's panel, in a kernel as a learner has it."""

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from infotheory_helpers.checks.verdict import MIME
from sheets import by_id, load

pytestmark = pytest.mark.slow
SHEET = by_id(load("exercises", "05_kl_divergence"))
ANSWER, CHECK, CHECK_JS = "fault_bits = np.log2(2)", SHEET["check-5-1"].source, SHEET["check-5-7"].source
MY_JS = "def my_js(p, q):\n    return my_kl(p, (p + q) / 2)"

# In this order, in one fresh kernel: what is run, and what its panel says (nothing: it may fail).
RUN: dict[str, tuple[str, str, str]] = {
    "nothing was run": (CHECK, "not done", "`fault_bits` is not there yet. Run the cell above that sets `fault_bits`"),
    "answer without import": (ANSWER, "", ""),
    "then its check": (CHECK, "not yet", "`np` is not there yet. Run the import cell at the top, then that cell again"),
    "and once more": (CHECK, "not yet", "Run the import cell at the top"),
    "the imports": ("import numpy as np", "", ""),
    "the answer": (ANSWER, "", ""),
    "and its check": (CHECK, "not yet", "1.0000 is not it"),
    "a function that calls one from above": (MY_JS, "", ""),
    "and the check of that": (CHECK_JS, "not yet", "Run the cell above that sets `my_kl`, then this one again"),
    "another error": ("1 / 0", "", ""),
    "and a check": (CHECK, "not yet", "stopped with an error, so what is here may be an older answer"),
    "a restart": ("%reset -f", "", ""),
    "and the check": (CHECK, "not done", "After a restart of the kernel nothing is remembered."),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    notebook: Any = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source, *_ in RUN.values()]  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(tmp_path_factory.mktemp("forgotten")))
    return dict(zip(RUN, notebook.cells, strict=True))


@pytest.mark.parametrize("name", [name for name, (_, kind, _) in RUN.items() if kind])
def test_the_panel_names_the_cell_to_run_and_there_is_no_error(name: str, ran: dict[str, Any]) -> None:
    _, kind, says = RUN[name]
    (output,) = ran[name].outputs
    assert output.output_type == "display_data", output
    assert output.data[MIME]["kind"] == kind
    assert says in output.data["text/plain"]

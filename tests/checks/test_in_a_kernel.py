"""What a beginner forgets or passes in wrongly gets a sentence and few lines, in a kernel as a learner has it."""

import re
import subprocess
import sys
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from clones import ROOT
from infotheory_helpers.explorer.notebook import RECORD
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

TWICE = "def half(p):\n    return entropy(p) / 2\n\ndef mine(p):\n    return half(p)\n\nmine([1, 2])"
# After that, in the same kernel: what is run, the lines that are shown (more than five: the whole traceback), and
# how the last of them starts.
ERRORS: dict[str, tuple[str, int, str]] = {
    "an import": ("from infotheory_helpers import entropy, information_content, measures", 0, ""),
    "what cannot be": ("information_content(50)", 3, "ValueError: `p` is 50; a probability is never above 1."),
    "of another type": ('entropy("abc")', 3, "TypeError: `p` is 'abc', of type str"),
    "through functions of theirs": (TWICE, 5, "ValueError: `p[1]` is 2;"),
    "a name that is not there": ("entropies", 3, "NameError: `entropies` is not there yet. Run the cell above that"),
    "an import that is not there": ("x = plt.pi", 3, "NameError: `plt` is not there yet. Run the import cell at the"),
    "an error of their own": ("raise ValueError('mine')", 6, "ValueError: mine"),
    "a wrong call": ("entropy()", 6, "TypeError: entropy() missing 1 required positional argument: 'p'"),
    "a bug of the course": ("import infotheory_helpers.measures.information as m\ndel m.distribution", 0, ""),
    "and what it does": ("entropy([1, 0])", 7, "NameError: name 'distribution' is not defined"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    notebook: Any = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source, *_ in [*RUN.values(), *ERRORS.values()]]  # type: ignore[no-untyped-call]
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(tmp_path_factory.mktemp("forgotten")))
    return dict(zip([*RUN, *ERRORS], notebook.cells, strict=True))


@pytest.mark.parametrize("name", [name for name, (_, kind, _) in RUN.items() if kind])
def test_the_panel_names_the_cell_to_run_and_there_is_no_error(name: str, ran: dict[str, Any]) -> None:
    _, kind, says = RUN[name]
    (output,) = ran[name].outputs
    assert output.output_type == "display_data", output
    assert output.data[RECORD]["kind"] == kind
    assert says in output.data["text/plain"]


@pytest.mark.parametrize("name", [name for name, (_, lines, _) in ERRORS.items() if lines])
def test_a_beginners_error_is_few_lines_with_the_sentence_last_and_a_real_bug_is_all_of_them(
    name: str, ran: dict[str, Any]
) -> None:
    source, lines, says = ERRORS[name]
    (output,) = ran[name].outputs
    shown = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback)).splitlines()
    assert len(shown) == lines if lines <= 5 else len(shown) >= lines, shown
    assert shown[-1].startswith(says)
    assert source.splitlines()[-1] in "\n".join(shown)
    assert output.ename == says.split(":")[0]


def test_outside_of_a_notebook_a_traceback_is_whole() -> None:
    command = [sys.executable, "-c", "from infotheory_helpers import entropy\nentropy([0.5, 0.6])"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    assert "validation.py" in said
    assert said.splitlines()[-1].startswith("ValueError: `p` sums to 1.1")

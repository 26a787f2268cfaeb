"""The bar: it moves in a notebook, goes when the loop ends, and is silent everywhere else."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from infotheory_helpers import progress


def test_outside_of_a_notebook_it_only_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(3, "counting")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_a_loop_without_steps_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="`steps` is 0; a loop needs at least one step"):
        progress(0)


@pytest.mark.slow
def test_in_a_notebook_the_bar_is_seen_and_then_gone(tmp_path: Path) -> None:
    source = "from infotheory_helpers import progress\nfor i in progress(4, 'now'):\n    pass\nprint('done')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])  # type: ignore[no-untyped-call]
    seen: list[str] = []

    class Client(NotebookClient):
        def process_message(self, msg: dict, cell: object, cell_index: int) -> object:  # type: ignore[override, type-arg]
            seen.append(str(msg["content"].get("text", "")))
            return super().process_message(msg, cell, cell_index)  # type: ignore[arg-type]

    Client(notebook, timeout=60, kernel_name="python3").execute(cwd=str(tmp_path))
    assert "now" in "".join(seen)
    assert "3 of 4" in "".join(seen)
    assert [output.text for output in notebook.cells[0].outputs] == ["done\n"]

"""What was done to a sheet on its way back, by people and programs: tidied, said in words, and no answer is lost."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from classroom import solved, write
from infotheory_helpers.classroom.handed_in import HandedIn, same, sheet_cells, tidy
from infotheory_helpers.classroom.reading import CannotRead, read
from infotheory_helpers.classroom.release import notebook_of
from sheets import SHEETS, by_id, grade_id, load

SHEET = "02_entropy"
CELLS = sheet_cells(load("solutions", SHEET), load("exercises", SHEET))


def tidied(notebook: Any) -> HandedIn:
    return tidy(notebook, CELLS)


def sources(handed_in: HandedIn, kind: str = "answer") -> dict[str, str]:
    return {cell.name: cell.node.source for cell in handed_in.cells if cell.kind == kind}


def own(handed_in: HandedIn) -> list[str]:
    return [cell.node.source for cell in handed_in.cells if cell.kind == "own"]


def place(notebook: Any, name: str) -> int:
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


ANSWERS = {name: cell.source for name, cell in by_id(solved(SHEET)).items() if name.startswith("answer")}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_solved_sheet_goes_into_its_sheet_as_it_came(sheet: str) -> None:
    came = solved(sheet)
    handed_in = tidy(copy.deepcopy(came), sheet_cells(load("solutions", sheet), load("exercises", sheet)))
    assert handed_in.problems == []
    assert [cell.node.source for cell in handed_in.cells] == [cell.source for cell in came.cells]
    assert [cell.written for cell in handed_in.cells if cell.kind in ("answer", "reason")].count(False) == 0
    for cell, source in zip(handed_in.cells, load("exercises", sheet).cells, strict=True):
        assert cell.node.metadata == source.metadata
        assert cell.node.id == source.id


@pytest.mark.parametrize("sheet", SHEETS)
def test_hidden_tests_stand_apart_from_what_is_shown(sheet: str) -> None:
    for cell in sheet_cells(load("solutions", sheet), load("exercises", sheet)):
        assert (".points(" in cell.hidden) == (cell.kind == "check")
        assert ".points(" not in cell.node.source


def test_nothing_was_written_in_an_empty_sheet() -> None:
    assert not any(cell.written for cell in tidied(load("exercises", SHEET)).cells)


# ---- F1: cells split, copied, deleted


def split(notebook: Any, name: str, line: int, keep_marks: bool = True) -> None:
    at = place(notebook, name)
    first, second = notebook.cells[at], copy.deepcopy(notebook.cells[at])
    lines = first.source.splitlines()
    first.source, second.source = "\n".join(lines[:line]), "\n".join(lines[line:])
    second.id = "0a1b2c3d"
    if not keep_marks:
        second.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
    notebook.cells.insert(at + 1, second)


@pytest.mark.parametrize("keep_marks", [True, False])
def test_a_cell_that_was_split_runs_in_both_its_parts(keep_marks: bool) -> None:
    notebook = solved(SHEET)
    split(notebook, "answer-2-1", 2, keep_marks)
    handed_in = tidied(notebook)
    parts = [cell.node.source for cell in handed_in.cells if cell.kind == "own" or cell.name == "answer-2-1"]
    assert "\n".join(parts) == ANSWERS["answer-2-1"]
    assert any("answer-2-1 stands there twice" in problem for problem in handed_in.problems) == keep_marks


def test_of_copies_the_written_one_before_the_check_counts() -> None:
    notebook = solved(SHEET)
    at = place(notebook, "answer-2-3")
    later = copy.deepcopy(notebook.cells[at])
    later.source = "failure_bits = 7  # tried"
    empty = copy.deepcopy(by_id(load("exercises", SHEET))["answer-2-3"])
    notebook.cells.append(later)
    notebook.cells.insert(at + 1, empty)
    handed_in = tidied(notebook)
    assert sources(handed_in) == ANSWERS
    assert "failure_bits = 7  # tried" in own(handed_in)
    assert handed_in.problems == [
        "The cell answer-2-3 stands there twice; the last was taken, the others were run where they stand"
    ]


@pytest.mark.parametrize("about", [{}, None, [], "x", {"grade_id": 3}, {"grade_id": ["answer-2-1"]}])
def test_what_is_left_of_marks_is_no_mark(about: Any) -> None:
    notebook = solved(SHEET)
    notebook.cells.insert(3, v4.new_code_cell("mine = 1"))  # type: ignore[no-untyped-call]
    notebook.cells[3].metadata["nbgrader"] = about
    handed_in = tidied(notebook)
    assert sources(handed_in) == ANSWERS
    assert own(handed_in) == ["mine = 1"]


@pytest.mark.parametrize("name", list(by_id(load("exercises", SHEET))))
def test_any_cell_may_have_been_deleted(name: str) -> None:
    notebook = solved(SHEET)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) != name]
    handed_in = tidied(notebook)
    assert [cell.name for cell in handed_in.cells] == [cell.name for cell in CELLS]
    assert [problem.split(";")[0] for problem in handed_in.problems] == [f"The cell {name} was deleted"]
    assert sources(handed_in) == ANSWERS | ({name: ""} if name in ANSWERS else {})


# ---- F2, F13: marks lost


def without_marks(notebook: Any, *names: str) -> Any:
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
        for name in names:
            cell.pop(name, None)
    return notebook


def test_marks_come_back_by_the_cells_ids() -> None:
    handed_in = tidied(without_marks(solved(SHEET)))
    assert sources(handed_in) == ANSWERS
    assert handed_in.problems == [
        "Its marks of tasks were gone, as some programs do; they were put back by the cells' ids"
    ]


def test_marks_come_back_by_the_ids_that_colab_keeps() -> None:
    notebook = solved(SHEET)
    for cell in notebook.cells:
        cell.metadata["id"] = cell.id
    handed_in = tidied(without_marks(notebook, "id"))
    assert sources(handed_in) == ANSWERS
    assert len(handed_in.problems) == 1


def test_without_any_mark_the_answers_run_among_the_sheets_own_cells() -> None:
    handed_in = tidied(without_marks(solved(SHEET), "id"))
    assert own(handed_in) == [cell.source for cell in solved(SHEET).cells if grade_id(cell).startswith(("ans", "rea"))]
    order = [cell.name or cell.node.source for cell in handed_in.cells]
    for name, source in ANSWERS.items():
        check = name.replace("answer", "check")
        assert order.index(f"task{name[6:]}") < order.index(source) < order.index(check)
    assert handed_in.beside("reason-2-2")
    assert handed_in.problems == [
        "Its marks of tasks are gone; its cells were run where they stand, among the sheet's own: look at it"
    ]


@pytest.mark.parametrize("version", [1, 4, None])
def test_the_marks_are_those_of_the_sheet_whatever_version_came(version: int | None) -> None:
    notebook = solved(SHEET)
    for cell in by_id(notebook).values():
        cell.metadata.nbgrader["schema_version"] = version
        cell.metadata.nbgrader["points"] = 100
    handed_in = tidied(notebook)
    assert [cell.node.metadata for cell in handed_in.cells] == [
        cell.metadata for cell in load("exercises", SHEET).cells
    ]
    assert sources(handed_in) == ANSWERS


def test_another_sheet_is_named_as_one() -> None:
    with pytest.raises(CannotRead, match="is it another sheet"):
        tidied(solved("03_cross_entropy"))


def test_a_notebook_of_answers_alone_is_asked_for_a_fresh_sheet() -> None:
    cells = [v4.new_code_cell("x = 1"), v4.new_code_cell("import matplotlib.pyplot as plt\nimport numpy as np")]  # type: ignore[no-untyped-call]
    with pytest.raises(CannotRead, match="copy the answers into a fresh sheet"):
        tidied(v4.new_notebook(cells=cells))  # type: ignore[no-untyped-call]


# ---- F4, F11: given cells and checks are ours


def test_the_imports_are_the_sheets_and_what_was_added_runs_after_them() -> None:
    notebook = solved(SHEET)
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "imports")
    notebook.cells[at].source = "from google.colab import drive\nimport math\n" + notebook.cells[at].source
    handed_in = tidied(notebook)
    ours, theirs = handed_in.cells[at : at + 2]
    assert ours.node.source == load("exercises", SHEET).cells[at].source
    assert (theirs.kind, theirs.leniently) == ("own", True)
    assert theirs.node.source.startswith("from google.colab")
    assert handed_in.problems == []


@pytest.mark.parametrize("change", ["{}\n", "\n\n{}", "# looked at\n{}", "{}  # right!"])
def test_white_space_and_comments_are_no_change_of_a_check(change: str) -> None:
    notebook = solved(SHEET)
    for name, cell in by_id(notebook).items():
        if name.startswith("check"):
            cell.source = change.format(cell.source).replace("\n", "\r\n")
    handed_in = tidied(notebook)
    assert handed_in.problems == []
    assert own(handed_in) == []


def test_a_changed_check_is_ours_and_what_was_written_into_it_runs_before() -> None:
    notebook = solved(SHEET)
    by_id(notebook)["check-2-3"].source = "failure_bits = 1.6477\n3.0"
    handed_in = tidied(notebook)
    at = [cell.name for cell in handed_in.cells].index("check-2-3")
    assert handed_in.cells[at].node.source == by_id(load("exercises", SHEET))["check-2-3"].source
    assert handed_in.cells[at - 1].node.source == "failure_bits = 1.6477\n3.0"
    assert handed_in.problems == ["The cell check-2-3 was changed; the original was used"]


def test_same_sees_what_differs() -> None:
    assert same("a = 'x'\n", 'a="x"')
    assert not same("a = 1", "a = 2")
    assert not same("p = 0.5", "p = 0.5\nq = 1")


# ---- F5: written beside


def reason(notebook: Any) -> Any:
    return by_id(notebook)["reason-2-2"]


def test_a_reason_in_a_cell_of_its_own_is_seen() -> None:
    notebook = load("exercises", SHEET)
    assert not tidied(copy.deepcopy(notebook)).beside("reason-2-2")
    notebook.cells.insert(place(notebook, "reason-2-2") + 1, v4.new_markdown_cell("The first: it is flat."))  # type: ignore[no-untyped-call]
    handed_in = tidied(notebook)
    assert handed_in.beside("reason-2-2")
    assert own(handed_in) == ["The first: it is flat."]


def test_a_reason_in_the_text_of_its_task_is_seen_and_an_older_text_is_none() -> None:
    notebook = load("exercises", SHEET)
    text = next(cell for cell in notebook.cells if cell.id == "task-2-2")
    text.source += "\n\nThe first: it is flat."
    handed_in = tidied(copy.deepcopy(notebook))
    assert handed_in.beside("reason-2-2")
    assert own(handed_in) == ["The first: it is flat."]
    text.source = text.source.replace("most uncertain", "least certain")
    handed_in = tidied(notebook)
    assert not handed_in.beside("reason-2-2")
    assert own(handed_in) == []


def test_a_reason_keeps_its_pictures() -> None:
    notebook = solved(SHEET)
    reason(notebook)["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}
    (found,) = [cell for cell in tidied(notebook).cells if cell.kind == "reason"]
    assert found.node.attachments == {"a.png": {"image/png": "iVBORw0KGgo="}}


def test_cells_of_their_own_stand_where_they_stood() -> None:
    notebook = solved(SHEET)
    for name in ("answer-2-1", "check-2-4", "answer-2-7"):
        notebook.cells.insert(place(notebook, name), v4.new_code_cell(f"# before {name}"))  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, v4.new_code_cell("# first"))  # type: ignore[no-untyped-call]
    order = [cell.name or cell.node.source for cell in tidied(notebook).cells]
    assert order[0] == "# first"
    for name in ("answer-2-1", "check-2-4", "answer-2-7"):
        assert order[order.index(name) - 1] == f"# before {name}"


# ---- F3 and files: what a file may be


FILES: dict[str, tuple[Callable[[Any], bytes], str]] = {
    "BOM": (lambda notebook: b"\xef\xbb\xbf" + json.dumps(notebook).encode(), ""),
    "CRLF": (lambda notebook: json.dumps(notebook, indent=1).replace("\n", "\r\n").encode(), ""),
    "widgets": (
        lambda notebook: json.dumps(
            {**notebook, "metadata": {"widgets": {"application/vnd.jupyter.widget-state+json": {"0a": {}}}}}
        ).encode(),
        "",
    ),
    "no metadata": (lambda notebook: json.dumps({**notebook, "metadata": {}}).encode(), ""),
    "empty": (lambda _: b"", "not a notebook"),
    "a letter": (lambda _: b"Dear teacher, the dog ate it.", "not a notebook"),
    "a list": (lambda _: b"[]", "not a notebook"),
    "Latin-1": (lambda _: '{"cells": "é"}'.encode("latin-1"), "not a notebook"),
    "deep": (lambda _: b"[" * 200_000, "not a notebook"),
    "a newer format": (lambda notebook: json.dumps({**notebook, "nbformat": 5}).encode(), "not a notebook"),
    "no cells": (lambda notebook: json.dumps({**notebook, "cells": None}).encode(), "not a notebook"),
    "cells of nothing": (lambda notebook: json.dumps({**notebook, "cells": [None, 3]}).encode(), "not a notebook"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_or_named(kind: str, tmp_path: Path) -> None:
    make, problem = FILES[kind]
    path = tmp_path / notebook_of(SHEET)
    path.write_bytes(make(solved(SHEET)))
    if problem:
        with pytest.raises(CannotRead, match=problem):
            read(path)
    else:
        handed_in = tidied(read(path))
        assert sources(handed_in) == ANSWERS
        assert handed_in.problems == []


def test_what_is_no_file_of_its_own_is_not_read(tmp_path: Path) -> None:
    write(solved(SHEET), tmp_path / "other.ipynb")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "other.ipynb")
    with pytest.raises(CannotRead, match=r"link\.ipynb is a link, and links are not followed"):
        read(tmp_path / "link.ipynb")
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    for name in ("pipe.ipynb", "folder.ipynb"):
        with pytest.raises(CannotRead, match="is not a file"):
            read(tmp_path / name)
    with pytest.raises(CannotRead, match="No such file"):
        read(tmp_path / "none.ipynb")


def test_line_ends_inside_of_cells_are_those_of_the_sheet(tmp_path: Path) -> None:
    notebook = solved(SHEET)
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    write(notebook, tmp_path / "sheet.ipynb")
    handed_in = tidied(read(tmp_path / "sheet.ipynb"))
    assert sources(handed_in) == ANSWERS
    assert handed_in.problems == []

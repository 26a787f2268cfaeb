"""The checks of a sheet, made outside: of whatever an instructor writes, one number between 0 and the points comes."""

from collections.abc import Sequence
from typing import Any

import nbformat
import pytest

from infotheory_helpers.checks.cells import STALE
from infotheory_helpers.classroom.handed_in import SheetCell, sheet_cells
from infotheory_helpers.classroom.outside import Judged, Outside
from infotheory_helpers.classroom.sealed.session import Ended, Ran

WORTH = 3


class Student:
    """Stands for the sandbox: has names, and remembers which of them were asked for."""

    def __init__(self, **names: Any) -> None:
        self.names, self.asked = names, set[str]()

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        self.asked |= set(names)
        return {name: self.names[name] for name in names if name in self.names}


def sheet(
    *checks: str, answer: str = "answer = 2", given: str = "import numpy as np"
) -> tuple[Outside, list[SheetCell]]:
    """A sheet of an instructor's own: given, answer, and checks that grade by their last line."""
    about: dict[str, Any] = {"grade": False, "solution": False, "locked": True, "schema_version": 3, "task": False}
    cells: list[tuple[str, str, dict[str, Any]]] = [("given", given, {}), ("answer", answer, {"solution": True})]
    cells += [(f"check-{n}", check, {"grade": True, "points": WORTH}) for n, check in enumerate(checks)]
    notebook = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {
            "cells": [
                {"cell_type": "code", "id": name, "source": source, "outputs": [], "execution_count": None}
                | {"metadata": {"nbgrader": {**about, **more, "grade_id": name}}}
                for name, source, more in cells
            ]
        }
    )
    made = sheet_cells(notebook, notebook)
    outside = Outside(made, {cell.name: cell.node.source for cell in made}, seconds=5)
    outside.given(given)
    return outside, [cell for cell in made if cell.kind == "check"]


def hidden(source: str, shown: str = "") -> str:
    return f"{shown}\n### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS"


def judged(check: str, failed: Ran | None = None, **names: Any) -> Judged:
    outside, (cell,) = sheet(check)
    return outside.judged(cell, Student(**names), failed)  # type: ignore[arg-type]


@pytest.mark.parametrize(("answer", "points"), [(2.0, 3.0), (2.1, 0.0)])
def test_a_check_of_an_instructors_own_grades_by_its_last_line(answer: float, points: float) -> None:
    found = judged(hidden("WORTH = 3\nWORTH * float(np.isclose(answer, 2))"), answer=answer)
    assert (found.points, found.problem) == (points, "")


@pytest.mark.parametrize(
    "last",
    ["100", "3.001", "-1", "float('nan')", "float('inf')", "True", "'3'", "None", "[3]", "np.float64(4)", "x = 3", ""],
)
def test_what_is_no_number_between_0_and_the_points_counts_nothing_and_is_named(last: str) -> None:
    found = judged(hidden(last), answer=2)
    assert found.points == 0
    assert found.problem == "check-0 gave no number between 0 and 3, so it counts 0"


@pytest.mark.parametrize("check", ["1 / 0", "answer.missing", "raise ValueError", "import nowhere", "absent"])
def test_a_check_that_fails_is_named_and_ends_nothing(check: str) -> None:
    for source in (hidden(check), hidden("3", shown=check)):
        found = judged(source, answer=2)
        assert found.points == 0
        assert found.problem.startswith("check-0 could not be checked: ")


def test_the_names_of_the_sheet_are_ours_and_those_of_the_answer_the_students() -> None:
    outside, (first, second) = sheet(
        "def close(x):\n    return np.isclose(x, 2)\n\nfloat(close(answer))", "3 * float(close(answer))"
    )
    student = Student(answer=9, np=None, close=lambda _: True, float=lambda _: 1, extra=1)
    for failed in (Ran(error="ValueError"), None):  # whether the first has run or not
        assert outside.judged(first, student, failed).points == 0  # type: ignore[arg-type]
        assert outside.judged(second, student, None).points == 0  # type: ignore[arg-type]
    assert "answer" in student.asked
    assert not student.asked & {"np", "close", "float"}


def test_what_is_hidden_is_not_shown() -> None:
    found = judged(hidden("print('secret')\n3", shown="print('seen')"), answer=2)
    assert found.points == 3
    assert [output.text for output in found.outputs] == ["seen\n"]


def test_after_a_cell_that_failed_the_check_says_so_and_counts_nothing() -> None:
    found = judged(hidden("3"), failed=Ran(error="ValueError"), answer=2)
    assert (found.points, found.kind) == (0, "not yet")
    assert found.outputs[0].data["text/plain"] == repr(STALE)


def test_a_process_that_has_ended_is_named() -> None:
    class Gone(Student):
        def values(self, names: Sequence[str]) -> dict[str, Any]:  # noqa: ARG002
            raise Ended("the process ended")

    outside, (cell,) = sheet(hidden("3"))
    found = outside.judged(cell, Gone(), None)  # type: ignore[arg-type]
    assert (found.points, found.problem) == (0, "check-0 could not be checked: the process ended")


def test_who_stops_the_grader_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        judged(hidden("raise KeyboardInterrupt"), answer=2)

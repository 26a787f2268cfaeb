"""The exercise sheets as tests see them: the sources with their solutions, and what is released."""

import contextlib
import io
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import nbformat
import numpy as np
from matplotlib import pyplot as plt

import infotheory_helpers as it
from clones import ROOT
from infotheory_helpers.checks.asked import Asked
from infotheory_helpers.checks.checks import SEED
from infotheory_helpers.checks.of_sheets import TASKS
from infotheory_helpers.checks.tasks import Task
from infotheory_helpers.classroom.release import notebook_of

SHEETS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


class Call(NamedTuple):
    """One call of a check in a solution: what it looked at, and on which inputs answers are told apart."""

    task: str
    made: Any
    asked: Asked
    inputs: dict[str, Any]
    trials: list[Any]
    about: Task


def load(kind: str, sheet: str, root: Path = ROOT) -> Any:
    return nbformat.read(root / kind / sheet / notebook_of(sheet), as_version=4)  # type: ignore[no-untyped-call]


def grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def by_id(notebook: Any) -> dict[str, Any]:
    return {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}


def checks_of(sheet: str) -> tuple[list[Call], str]:
    """Run a solution in this process; give the calls of its checks, and what it prints."""
    calls: list[Call] = []
    names: dict[str, Any] = {}

    def check_task(number: str, answer: str, seed: int = SEED) -> Any:
        made, about = names[answer], TASKS[number]
        asked = about.asked
        trials = [about.inputs] if about.inputs else list(asked.quantity.tells_apart)
        if about.at:
            trials = [about.at(np.asarray(made.lines[0].get_xdata(), float))]
        calls.append(Call(task, made, asked, dict(about.inputs), trials, about))
        return about.verdict(made, seed)

    sight = patch.object(it, "check_task", check_task), patch.object(it.Verdict, "show")
    with contextlib.redirect_stdout(io.StringIO()) as printed, sight[0], sight[1]:
        for cell in load("solutions", sheet).cells:
            if cell.cell_type == "code":
                task = grade_id(cell)
                exec(compile(cell.source, task, "exec"), names)
    plt.close("all")
    return calls, printed.getvalue()

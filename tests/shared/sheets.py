"""The exercise sheets as tests see them: the sources with their solutions, and what is released."""

import contextlib
import io
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import nbformat
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import infotheory_helpers as it
from clones import ROOT
from infotheory_helpers.checks.asked import Asked
from infotheory_helpers.checks.quantities import quantity_named

SHEETS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


class Call(NamedTuple):
    """One call of a check in a solution: what it looked at, and on which inputs answers are told apart."""

    task: str
    made: Any
    asked: Asked
    inputs: dict[str, Any]
    trials: list[Any]


def load(kind: str, sheet: str, root: Path = ROOT) -> Any:
    return nbformat.read(root / kind / sheet / f"{sheet}.ipynb", as_version=4)  # type: ignore[no-untyped-call]


def grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def by_id(notebook: Any) -> dict[str, Any]:
    return {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}


def checks_of(sheet: str) -> tuple[list[Call], str]:
    """Run a solution in this process; give the calls of its checks, and what it prints."""
    calls: list[Call] = []
    names: dict[str, Any] = {}

    def check(made: Any, quantity: str, unit: Any = "bits", seed: int = 0, **inputs: Any) -> Any:
        asked = Asked(quantity_named(quantity), unit)
        trials = [inputs] if inputs else list(asked.quantity.tells_apart)
        calls.append(Call(task, made, asked, inputs, trials))
        return it.check(made, quantity, unit, **({"seed": seed} if seed else {}), **inputs)

    def check_curve(ax: Axes, quantity: str, at: Any, unit: Any = "bits") -> Any:
        x = np.asarray(ax.lines[0].get_xdata(), float)
        calls.append(Call(task, ax, Asked(quantity_named(quantity), unit), {}, [at(x)]))
        return it.check_curve(ax, quantity, at, unit)

    with contextlib.redirect_stdout(io.StringIO()) as printed, patch.object(it.Verdict, "show"):
        for cell in load("solutions", sheet).cells:
            if cell.cell_type == "code":
                task = grade_id(cell)
                exec(compile(cell.source, task, "exec"), names)
                names |= {"check": check, "check_curve": check_curve}
    plt.close("all")
    return calls, printed.getvalue()

"""Makes the exercise sheets from the solutions; where one cannot be made, it says why and leaves the old one.

python -m infotheory_helpers.classroom.release
"""

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

from .gradebook import begin

SOLUTIONS, EXERCISES = Path("solutions"), Path("exercises")
# The line of nbgrader's log that says what is wrong; its own exception comes last and says only that something is.
REASON = re.compile(r"^\s*(?:[\w.]*Error|nbgrader\.\S+): (?!Please see)(.+)$", re.MULTILINE)
POINTS = re.compile(r"\.points\((\d+(?:\.\d+)?)")


class CannotMake(Exception):
    """Why a sheet could not be made, as a sentence to an instructor."""


def sheets() -> list[str]:
    """Name the sheets that there are solutions for."""
    return sorted(path.name for path in SOLUTIONS.glob("*") if path.is_dir())


def notebook_of(sheet: str) -> str:
    """Give the file name of a sheet, which is not that of its lesson: their tabs are to be told apart."""
    return f"sheet_{sheet}.ipynb"


def nbgrader(**directories: str) -> Any:
    """Give nbgrader, as the course has set it up, with some directories of its own or another gradebook."""
    # nbgrader calls the programs that were installed beside it.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    config = PyFileConfigLoader("nbgrader_config.py").load_config()
    config.CourseDirectory.update(directories)
    return NbGraderAPI(config=config)


def make(sheet: str, folder: Path, **directories: str) -> Path:
    """Make one sheet in a folder below this one; give where it is.

    Raises
    ------
    CannotMake
        If the solution is not what it must be, or nbgrader refuses it.
    """
    source = SOLUTIONS / sheet / notebook_of(sheet)
    if faults := _faults(source):
        raise CannotMake(" ".join(faults))
    api = nbgrader(release_directory=str(folder), **directories)
    begin(api.coursedir.db_url)
    outcome = api.generate_assignment(sheet, force=True, create=True)
    if not outcome["success"]:
        said = f"{outcome['log']}\n{outcome['error']}"
        raise CannotMake((REASON.findall(said) or [said.strip()])[-1])
    return folder / sheet / notebook_of(sheet)


def _faults(source: Path) -> list[str]:
    # What nbgrader lets pass, and what would then grade wrongly.
    notebook: Any = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    names = Counter(cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells)
    found = [f"The grade id {name} stands in {count} cells." for name, count in names.items() if name and count > 1]
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about.get("grade") or about.get("solution"):
            continue
        name, worth, given = about["grade_id"], about["points"], POINTS.findall(cell.source)
        if not given or "### BEGIN HIDDEN TESTS" not in cell.source:
            found.append(f"{name} has no hidden test that ends with .points({worth:g}).")
        elif float(given[-1]) != worth:
            found.append(f"{name} is worth {worth:g} points, but its hidden test gives {given[-1]}.")
    return found


def main() -> int:
    """Make all sheets; give how many could not be made."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix=".making-", dir=".") as temporary:
        folder = Path(temporary).relative_to(".")
        for sheet in sheets():
            try:
                # One gradebook for all of them: to set one up takes nbgrader longer than to make a sheet.
                made = make(sheet, folder, db_url=f"sqlite:///{folder}/gradebook.db")
            except CannotMake as why:
                print(f"{sheet}: not made, and exercises/{sheet} is as it was. {why}")
                failed += 1
                continue
            (EXERCISES / sheet).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, EXERCISES / sheet / made.name)
            print(f"solutions/{sheet} → exercises/{sheet}")
    return failed


if __name__ == "__main__":
    sys.exit(main())

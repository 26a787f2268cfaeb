"""Finds the notebook in the place where a student's submission belongs, whatever is there, and grades it."""

from pathlib import Path

from .release import notebook_of
from .sealed.sandbox import Sandbox
from .submission import Result, Sheet, grade_submission


def grade_place(place: Path, sheet: Sheet, sandbox: Sandbox, more_time: float = 1.0) -> Result:
    """Grade one submission, and say what was odd about its place; without a grade the first words are "Not graded".

    Raises
    ------
    CannotSeal
        If the sandbox cannot be begun.
    """
    if place.is_symlink() or place.parent.is_symlink():
        return Result(problems=[f"Not graded: {place} is a link, and links are not followed"])
    if not place.is_dir():
        return Result(problems=[f"Not graded: {place} is a file; the notebook belongs into a folder of that name"])
    path, odd = _notebook_in(place), []
    if path is None:
        others = ", ".join(sorted(other.name for other in place.iterdir())) or "nothing"
        return Result(problems=[f"Not graded: there is no {notebook_of(place.name)} in the submission, but {others}"])
    if path.name not in (notebook_of(place.name), f"{place.name}.ipynb"):
        odd = [f"{path.name} was taken: there is no {notebook_of(place.name)}"]
    result = grade_submission(path, sheet, sandbox, more_time)
    result.problems += odd
    return result


def _notebook_in(place: Path) -> Path | None:
    # By its name, or by that which sheets had before, their lesson's; or the only one there is.
    for path in (place / notebook_of(place.name), place / f"{place.name}.ipynb"):
        if path.is_symlink() or path.exists():
            return path
    found = list(place.glob("*.ipynb"))
    return found[0] if len(found) == 1 else None

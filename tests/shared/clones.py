"""Running a make target's lines in a copy of the course."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def recipe(target: str, start: str, folder: Path) -> str:
    """Give the lines that make would run for a target, from where they start, for the environment of this checkout.

    The environment is borrowed, not made: make itself would find it to be another folder's, and drop its marks.
    """
    command = ["make", "-n", "--no-print-directory", *target.split()]
    plan = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    if not (folder / ".venv").exists():
        (folder / ".venv").symlink_to(ROOT / ".venv")
    return plan[plan.index(start) :]

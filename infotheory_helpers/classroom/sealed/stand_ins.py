"""What stands in the sandbox for the sheets' own checks, which are made outside, where the right values are."""

import sys
from types import ModuleType
from typing import Any

import infotheory_helpers

SAYS = "This is checked by the grader."


class Elsewhere:
    """What a check gives inside: no verdict and no points.

    Examples
    --------
    >>> Elsewhere("2.3", "failure_bits")
    This is checked by the grader.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __repr__(self) -> str:
        return SAYS

    def show(self) -> None:
        """Show nothing: the verdict stands at the sheet's own check."""

    def points(self, *_: Any, **__: Any) -> float:
        """Give nothing, as nothing is decided here."""
        return 0.0


def put_in() -> None:
    """Let the sheets' tasks, their numbers and their checks be unknown to whatever runs in this process."""
    for name in ("task_checks", "of_sheets", "of_tasks"):
        full = f"infotheory_helpers.checks.{name}"
        sys.modules[full] = ModuleType(full, SAYS)
    sys.modules["infotheory_helpers.checks.task_checks"].check_task = Elsewhere  # type: ignore[attr-defined]
    infotheory_helpers.check_task = Elsewhere  # type: ignore[assignment]

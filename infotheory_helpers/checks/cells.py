"""What the notebook knows of the cell that ran before a check."""

import sys

from infotheory_helpers.explorer.notebook import running_shell

from .names import where_from
from .verdict import Verdict

STALE = Verdict(
    "not yet",
    "The cell that you ran before this one stopped with an error, so what is here may be an older answer. Mend that "
    "cell and run it again.",
)

_failed_before = -1  # the number of the last cell that ran a check after a cell that had failed


def last_cell_failed() -> bool:
    """Say whether the cell before this one failed: it leaves the answer of its last good run behind.

    Running the check once more does not mend that, and gives the same answer.
    """
    global _failed_before
    shell = running_shell()
    if shell is None:
        return False
    failed = not shell.last_execution_succeeded or shell.execution_count - 1 == _failed_before
    if failed:
        _failed_before = shell.execution_count
    return failed


def stale() -> Verdict:
    """Say that the cell before failed; and where it only lacked a name, where that name comes from."""
    error = getattr(sys, "last_value", None)  # what IPython showed last
    return stale_without(error.name if type(error) is NameError else None)


def stale_without(name: str | None) -> Verdict:
    """Say that the cell before failed, for the lack of a name where one is given."""
    if name is None:
        return STALE
    return Verdict(
        "not yet",
        f"The cell that you ran before this one stopped, because `{name}` is not there yet. Run "
        f"{where_from(name)}, then that cell again, then this one.",
    )

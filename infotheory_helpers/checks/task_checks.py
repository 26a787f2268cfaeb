"""The check that a sheet calls: by the number of its task, and by the name of what was made."""

import sys

from .cells import last_cell_failed, stale
from .checks import SEED
from .names import where_from
from .of_sheets import TASKS
from .verdict import Verdict


def check_task(task: str, answer: str, seed: int = SEED) -> Verdict:
    """Check the answer to a task of a sheet; if it is right, say why in a line and ask one question further.

    Parameters
    ----------
    task : str
        The number of the task, such as "1.1". It says what is asked for, and in which unit (bits or nats).
    answer : str
        The *name* of what you made. If the cell that sets it has not run yet, you are told so.
    seed : int
        Draws the last of the inputs that a function is tried on, so that graded inputs differ from visible ones.

    Returns
    -------
    Verdict
        It shows itself as the last line of a cell.

    Raises
    ------
    ValueError
        If there is no such task. Never for what a learner made.

    Examples
    --------
    >>> check_task("1.1", "ace_bits")
    Not done yet. `ace_bits` is not there yet. Run the cell above that sets `ace_bits`, then this one again. (After a
    restart of the kernel nothing is remembered.)
    >>> ace_bits = 4
    >>> check_task("1.1", "ace_bits")
    Right. 16 → 8 → 4 → 2 → 1: four halvings, 4 bits. And how many bits is one card of 17?

    References
    ----------
    Hattie, J. and Timperley, H. (2007), The Power of Feedback.
    """
    if task not in TASKS:
        raise ValueError(f"`task` is {task!r}; it must be one of: {', '.join(TASKS)}.")
    names = sys._getframe(1).f_globals  # those of the notebook: a name that is missing there is no error here
    if answer in names:
        return TASKS[task].verdict(names[answer], seed)
    return stale() if last_cell_failed() else _not_there(answer)


def _not_there(name: str) -> Verdict:
    return Verdict(
        "not done",
        f"`{name}` is not there yet. Run {where_from(name)}, then this one again. (After a restart of the kernel "
        "nothing is remembered.)",
    )

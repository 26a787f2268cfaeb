"""A beginner's error in a notebook, in few lines: where it is in the learner's own cells, and the sentence, last.

Shortened is what the course itself raises to say what was passed in wrongly, and a name that is not there yet. All
else is a real bug and keeps its whole traceback, as everything does outside of notebooks. This file loads no NumPy.
"""

import linecache
import opcode
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from infotheory_helpers.explorer.notebook import running_shell

from .names import where_from

COURSE = str(Path(__file__).parents[1])
RAISE = opcode.opmap["RAISE_VARARGS"]
MOST_PLACES = 3  # of the learner's own, the last ones
RED, PLAIN = "\x1b[31m", "\x1b[0m"


def shorten_errors() -> None:
    """Let the notebook that this runs in, if it does, show a beginner's error in few lines."""
    shell = running_shell()
    if hasattr(shell, "kernel") and not shell.custom_exceptions:  # a handler of somebody else's stays
        shorten_errors_in(shell)


def shorten_errors_in(shell: Any) -> None:
    """Let a shell show a beginner's error in few lines."""
    shell.set_custom_exc((TypeError, ValueError, NameError), _show)


def _show(
    shell: Any, kind: type[BaseException], error: Any, trace: TracebackType, tb_offset: int | None = None
) -> None:
    if lines := _few_lines(shell, error, trace):
        error._render_traceback_ = lambda: lines  # IPython asks an exception for it
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _few_lines(shell: Any, error: BaseException, trace: TracebackType) -> list[str]:
    # Nothing, where the whole traceback is worth more.
    steps = list(_steps(trace))
    cells = [(cell, step) for step in steps if (cell := shell.compile.format_code_name(_file(step)))]
    last = steps[-1]
    if not cells:
        return []
    if type(error) is NameError and last is cells[-1][1]:
        says = f"`{error.name}` is not there yet. Run {where_from(error.name)} first; or is it spelled otherwise there?"
    elif _file(last).startswith(COURSE) and _was_raised(last):
        says = str(error)
    else:
        return []
    places = [f"{' '.join(cell)}, line {step.tb_lineno}:  {_line(step)}" for cell, step in cells]
    return [*places[-MOST_PLACES:], "", f"{RED}{type(error).__name__}{PLAIN}: {says}"]


def _steps(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _file(step: TracebackType) -> str:
    return step.tb_frame.f_code.co_filename


def _line(step: TracebackType) -> str:
    return linecache.getline(_file(step), step.tb_lineno).strip()


def _was_raised(step: TracebackType) -> bool:
    # By a `raise` of the course, so that it has a sentence to say; not by something that went wrong within it.
    return step.tb_frame.f_code.co_code[step.tb_lasti] == RAISE

"""Who grades: several processes of this machine, or this one; each has a sandbox of its own that stays warm."""

import contextlib
import multiprocessing
import multiprocessing.util
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .place import grade_place
from .sealed.sandbox import Limits, Sandbox
from .submission import Result, Sheet

EACH = 4  # submissions that are graded in the time in which one more sandbox gets warm
ENDED = "Not graded: the process that graded it was ended; the same command tries again"


@dataclass(frozen=True)
class Work:
    """One submission that is to be graded: whose, where it is, and how many times as long as others they have."""

    student: str
    place: Path
    more_time: float = 1.0


def workers_for(submissions: int) -> int:
    """Say how many processes are worth while for so many submissions, on the processors that there are.

    Examples
    --------
    >>> workers_for(3)
    1
    """
    # Only on Linux may a process that has drawn be forked; elsewhere one process grades all.
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    return max(1, min(cores, submissions // EACH))


def graded_by(
    workers: int, todo: Iterable[Work], sheet: Sheet, sealed: bool, limits: Limits
) -> Generator[tuple[Work, Result | None], None, None]:
    """Grade one submission after the other, and give each result as it comes, in no order.

    None in place of a result says that the process was ended twice while it graded this submission, the second time
    with nothing else to do. Whoever stops half-way ends all processes, so close what this gives.

    Raises
    ------
    CannotSeal
        If a sandbox cannot be begun.
    """
    waiting = deque(todo)
    while waiting:
        suspects = list[Work]()
        with _pool(workers, sheet, sealed, limits) as pool:
            yield from _until_broken(pool, workers, waiting, suspects)
        for work in suspects:
            with _pool(1, sheet, sealed, limits, apart=True) as pool:
                again = list[Work]()
                yield from _until_broken(pool, 1, deque([work]), again)
            if again:
                yield work, None


def _until_broken(
    pool: Executor, workers: int, waiting: deque[Work], suspects: list[Work]
) -> Iterator[tuple[Work, Result]]:
    # Takes from those that wait, no more than are soon done; who was being graded when a process ended is a suspect.
    running = dict[Future[Result], Work]()
    while (waiting and not suspects) or running:
        while waiting and not suspects and len(running) < (2 * workers if workers > 1 else 1):
            work = waiting.popleft()
            try:
                running[pool.submit(_grade, work.place, work.more_time)] = work
            except BrokenProcessPool:
                suspects.append(work)
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            work = running.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                suspects.append(work)
            else:
                yield work, result


@contextlib.contextmanager
def _pool(workers: int, sheet: Sheet, sealed: bool, limits: Limits, apart: bool = False) -> Iterator[Executor]:
    if workers == 1 and not apart:
        with _Here() as here:
            _begin(sheet, sealed, limits)
            try:
                yield here
            finally:
                _end()
        return
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin_apart, (sheet, sealed, limits))
    try:
        yield pool
    except BaseException:  # Ctrl-C too: nobody waits for what is being graded
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


class _Here(Executor):
    """Grades in this process, at once."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as why:
            done.set_exception(why)
        return done


_by: tuple[Sheet, Sandbox] | None = None  # what a process grades by, and in


def _begin(sheet: Sheet, sealed: bool, limits: Limits) -> None:
    global _by
    _by = sheet, Sandbox(sealed, limits)


def _begin_apart(sheet: Sheet, sealed: bool, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's
    _begin(sheet, sealed, limits)
    multiprocessing.util.Finalize(None, _end, exitpriority=10)


def _end() -> None:
    global _by
    if _by is not None:
        _by[1].stop()
        _by = None


def _grade(place: Path, more_time: float) -> Result:
    assert _by is not None
    return grade_place(place, *_by, more_time)

"""Who grades: several processes of this machine, or this one, or a cluster; each has a sandbox that stays warm."""

import contextlib
import multiprocessing
import multiprocessing.util
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
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


class CannotReach(Exception):
    """Why a cluster cannot grade, as a sentence to an instructor."""


@dataclass(frozen=True)
class Work:
    """One submission that is to be graded: whose, where it is, and how many times as long as others they have."""

    student: str
    place: Path
    more_time: float = 1.0


@dataclass(frozen=True)
class Pool:
    """What takes submissions to be graded, and which error says that the process that did so was ended."""

    submit: Callable[[Work], Future[Result]]
    broken: type[Exception] = BrokenProcessPool


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
    workers: int, todo: Iterable[Work], sheet: Sheet, sealed: bool, limits: Limits, cluster: str = ""
) -> Generator[tuple[Work, Result | None], None, None]:
    """Grade one submission after the other, and give each result as it comes, in no order.

    None in place of a result says that the process was ended twice while it graded this submission, the second time
    with nothing else to do. Whoever stops half-way ends all processes, so close what this gives. `cluster` is the
    address of a scheduler, whose workers grade in place of this machine's.

    Raises
    ------
    CannotSeal
        If a sandbox cannot be begun.
    CannotReach
        If the cluster cannot grade.
    """
    if cluster:
        from .cluster import connected, unsafe  # which is built upon this module

        print(unsafe(cluster), file=sys.stderr, end="")

    def pool(count: int, apart: bool = False) -> contextlib.AbstractContextManager[tuple[Pool, int]]:
        if cluster:
            return connected(cluster, sheet, sealed, limits)
        return _pool(count, sheet, sealed, limits, apart)

    waiting = deque(todo)
    while waiting:
        suspects = list[Work]()
        with pool(workers) as (begun, count):
            yield from _until_broken(begun, count, waiting, suspects)
        for work in suspects:
            with pool(1, apart=True) as (begun, _):
                again = list[Work]()
                yield from _until_broken(begun, 1, deque([work]), again)
            if again:
                yield work, None


def _until_broken(
    pool: Pool, workers: int, waiting: deque[Work], suspects: list[Work]
) -> Iterator[tuple[Work, Result]]:
    # Takes from those that wait, no more than are soon done; who was being graded when a process ended is a suspect.
    running = dict[Future[Result], Work]()
    while (waiting and not suspects) or running:
        while waiting and not suspects and len(running) < (2 * workers if workers > 1 else 1):
            work = waiting.popleft()
            try:
                running[pool.submit(work)] = work
            except pool.broken:
                suspects.append(work)
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            work = running.pop(future)
            try:
                result = future.result()
            except pool.broken:
                suspects.append(work)
            else:
                yield work, result


@contextlib.contextmanager
def _pool(workers: int, sheet: Sheet, sealed: bool, limits: Limits, apart: bool = False) -> Iterator[tuple[Pool, int]]:
    if workers == 1 and not apart:
        with _Here() as here:
            _begin(sheet, sealed, limits)
            try:
                yield _taken_by(here), 1
            finally:
                _end()
        return
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin_apart, (sheet, sealed, limits))
    try:
        yield _taken_by(pool), workers
    except BaseException:  # Ctrl-C too: nobody waits for what is being graded
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _taken_by(pool: Executor) -> Pool:
    return Pool(lambda work: pool.submit(_grade, work.place, work.more_time))


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

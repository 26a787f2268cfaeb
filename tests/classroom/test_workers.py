"""Several processes grade a class: everybody has one result, whatever becomes of a process."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from infotheory_helpers.classroom import workers
from infotheory_helpers.classroom.sealed.sandbox import Limits
from infotheory_helpers.classroom.submission import Result
from infotheory_helpers.classroom.workers import Work, graded_by, workers_for

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process grades all"),
]
NAMES = [f"s{k}" for k in range(12)]
SHEET: Any = None  # what stands in for the grading of a submission looks at none


def begin(count: int, names: list[str]) -> Any:
    return graded_by(count, [Work(name, Path(name)) for name in names], SHEET, False, Limits())


def where(place: Path, *_: Any) -> Result:
    time.sleep(0.05)
    return Result(problems=[f"{place} {os.getpid()}"])


def test_everybody_is_graded_once_and_more_than_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "grade_place", where)
    said = [result.problems[0].split() for _, result in begin(2, NAMES)]
    assert sorted(name for name, _ in said) == sorted(NAMES)
    processes = {process for _, process in said}
    assert len(processes) == 2
    assert str(os.getpid()) not in processes
    assert multiprocessing.active_children() == []


def test_one_process_is_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "grade_place", where)
    assert [result.problems for _, result in begin(1, NAMES[:2])] == [[f"{name} {os.getpid()}"] for name in NAMES[:2]]


@pytest.mark.parametrize("always", [False, True], ids=["once", "always"])
def test_a_process_that_is_killed_loses_nobody_else(
    always: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "killed"

    def deadly(place: Path, *_: Any) -> Result:
        if place.name == "s5" and (always or not killed.exists()):
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return where(place)

    monkeypatch.setattr(workers, "grade_place", deadly)
    found = [(work.student, result) for work, result in begin(2, NAMES)]
    assert sorted(student for student, _ in found) == sorted(NAMES)
    assert {student for student, result in found if result is None} == ({"s5"} if always else set())


def test_who_stops_half_way_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(place: Path, *_: Any) -> Result:
        time.sleep(0.05 if place.name == "s0" else 600)
        return Result()

    monkeypatch.setattr(workers, "grade_place", endless)
    results = begin(2, NAMES)
    assert next(results)[0].student == "s0"
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 10
    assert multiprocessing.active_children() == []


def test_an_error_of_the_grading_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Result:
        raise ArithmeticError("of ours")

    monkeypatch.setattr(workers, "grade_place", broken)
    for count in (1, 2):
        with pytest.raises(ArithmeticError, match="of ours"):
            list(begin(count, NAMES))


def test_no_more_processes_than_are_worth_while() -> None:
    cores = len(os.sched_getaffinity(0))
    assert [workers_for(0), workers_for(1), workers_for(7)] == [1, 1, 1]
    assert workers_for(10**6) == cores

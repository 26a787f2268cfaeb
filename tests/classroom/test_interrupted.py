"""A run that is interrupted, or loses a process, loses nobody and grades nobody twice."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom import grades, hand_in, make_course, solved
from clones import ROOT
from infotheory_helpers.classroom.workers import workers_for
from sealing import needs_bwrap

SHEET = "02_entropy"
NAMES = [f"s{number:02}" for number in range(12)]


def below(process: int) -> list[int]:
    """All that a process has started, and what these have."""
    found = [path.read_text(encoding="ascii").split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    direct = [int(child) for of_thread in found for child in of_thread]
    return [*direct, *(one for child in direct for one in below(child))]


def is_running(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def grading(course: Path) -> Iterator[subprocess.Popen[str]]:
    # In a group of its own, as a terminal starts it: Ctrl-C is a signal to all of the group.
    command = [sys.executable, "-m", "infotheory_helpers.classroom.grading", SHEET]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command,
        cwd=course,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


def names_in(text: str) -> list[str]:
    return [line.split(":")[0] for line in text.splitlines() if line.endswith(": graded")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or workers_for(len(NAMES)) < 2, reason="needs two processors, and Linux")
@needs_bwrap
def test_after_ctrl_c_and_after_a_killed_process_everybody_is_graded_once(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    for name in NAMES:
        hand_in(course, name, solved(SHEET), SHEET)
    with grading(course) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        started = below(run.pid)
        assert len(started) > workers_for(len(NAMES))
        os.killpg(run.pid, signal.SIGINT)
        more, wrong = run.communicate(timeout=60)
    assert run.returncode == 1
    assert wrong.splitlines() == ["Stopped. What was graded is kept, and the same command goes on from there."]
    until = time.monotonic() + 20
    while any(map(is_running, started)) and time.monotonic() < until:
        time.sleep(0.1)
    assert [process for process in started if is_running(process)] == []

    with grading(course) as run:
        assert run.stdout is not None
        second = run.stdout.readline()
        workers = [
            process
            for process in below(run.pid)
            if b"classroom.grading" in Path(f"/proc/{process}/cmdline").read_bytes()
        ]
        os.kill(workers[0], signal.SIGKILL)
        rest, wrong = run.communicate(timeout=120)
    assert (run.returncode, wrong) == (0, "")
    assert sorted(names_in(first + more + second + rest)) == NAMES
    assert {name: row["points"] for name, row in grades(course, SHEET).items()} == dict.fromkeys(NAMES, "16.0")

"""What a class costs to grade, beside bare nbgrader on the same submissions: all in one run, so compare the ratios.

PYTHONPATH=tests/shared python benchmarks/grading.py 60
"""

import contextlib
import ctypes
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from classroom import hand_in, make_course, solved
from sheets import grade_id, load

SHEET = "02_entropy"
GRADE = [sys.executable, "-m", "infotheory_helpers.classroom.grading", SHEET]
SUBREAPER = 36  # prctl(2)
LOOK_EVERY = 0.5  # seconds


@dataclass(frozen=True)
class Cost:
    """Seconds of processor of all that a command started, seconds by the clock, and megabytes of all at the peak."""

    processor: float
    clock: float
    megabytes: float


def cost(*commands: list[str], course: Path, processors: int = 2) -> Cost:
    """Run commands one after the other, in a process whose children's children cannot get lost."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.write(write, _cost(commands, course, processors).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        return Cost(*map(float, said.read().split()))


def _cost(commands: tuple[list[str], ...], course: Path, processors: int) -> str:
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])
    began, peak, over = perf_counter(), [0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(os.getpid(), peak, over), daemon=True)
    watch.start()
    for command in commands:
        done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-1000:], done.stderr[-1000:], file=sys.stderr)
    clock = perf_counter() - began
    over.set()
    watch.join()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{used.ru_utime + used.ru_stime} {clock} {peak[0]}"


def _watch(process: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY):
        peak[0] = max(peak[0], sum(map(_megabytes, _below(process))))


def _below(process: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it has just ended
            found += [int(child) for child in path.read_text(encoding="ascii").split()]
    return [*found, *(one for child in found for one in _below(child))]


def _megabytes(process: int) -> float:
    # What several share is counted once: the sum of each one's part of it.
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
    return 0.0


def make_class(folder: Path, students: int) -> Path:
    """Make a class: of ten, two have all right, one has nothing, and seven have one to three tasks wrong."""
    course, drawn = make_course(folder), random.Random(13)
    for number in range(students):
        notebook = load("exercises", SHEET) if number % 10 == 9 else solved(SHEET)
        answers = [cell for cell in notebook.cells if grade_id(cell).startswith("answer")]
        for cell in drawn.sample(answers, 0 if number % 10 in (0, 1, 9) else drawn.randint(1, 3)):
            cell.source = cell.source.replace("log2", "log") if drawn.random() < 0.6 else ""
        hand_in(course, f"s{number:05}", notebook, SHEET)
    return course


def main(students: int, of_peer: int) -> None:
    """Measure, and print a table."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    print("| what | submissions | processor, s | each, s | clock, s | peak of all, MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as temporary:
        course = make_class(Path(temporary, "ours"), students)
        two = _shown("make grade", students, cost(GRADE, course=course))
        again = _shown("make grade, nothing new", students, cost(GRADE, course=course))
        one_course = make_class(Path(temporary, "one"), students)
        one = _shown("make grade, one processor", students, cost(GRADE, course=one_course, processors=1))
        theirs = make_class(Path(temporary, "theirs"), of_peer)
        shutil.rmtree(theirs / "exercises")
        nbgrader = str(Path(sys.executable).with_name("nbgrader"))
        cost([nbgrader, "generate_assignment", SHEET, "--create"], course=theirs)
        commands = [[nbgrader, "autograde", SHEET], [nbgrader, "generate_feedback", SHEET]]
        peer = _shown("nbgrader autograde, generate_feedback", of_peer, cost(*commands, course=theirs))
    print(f"\nbare nbgrader / ours, processor: {peer.processor / of_peer / (two.processor / students):.1f}")
    print(f"one processor / two, clock: {one.clock / two.clock:.2f}")
    print(f"nothing new / all new, processor: {again.processor / two.processor:.2f}")


def _shown(what: str, students: int, found: Cost) -> Cost:
    each = found.processor / students
    figures = f"{found.processor:.1f} | {each:.3f} | {found.clock:.1f} | {found.megabytes:.0f}"
    print(f"| {what} | {students} | {figures} |", flush=True)
    return found


if __name__ == "__main__":
    numbers = [int(number) for number in sys.argv[1:]] or [60]
    main(numbers[0], numbers[-1])

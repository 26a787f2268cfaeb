"""From a platform's zip to its gradebook: a class of 300 by each platform, and 1,000 messy zips. Not in CI.

PYTHONPATH=.:tests/shared python benchmarks/whole_class.py
"""

import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from classroom import make_course, solved
from infotheory_helpers.classroom import collecting
from platforms import PLATFORMS, Student, answered, as_bytes, class_list, messy, zipped
from sheets import load

SHEET, STUDENTS, ZIPS = "02_entropy", 300, 1_000
TABLES = {
    "Canvas": "canvas.csv",
    "Moodle": "moodle.csv",
    "Blackboard": "blackboard.csv",
    "Gradescope": "gradescope.csv",
}


def a_class() -> list[Student]:
    """Three hundred who hand in, of whom every tenth has left out a task and every twentieth is late."""
    name, found = f"sheet_{SHEET}.ipynb", []
    whole, empty = solved(SHEET), as_bytes(load("exercises", SHEET))
    for number in range(STUDENTS):
        answers = {"answer-2-3": f"failure_bits = {number / 100}"} if number % 10 else {}
        files = {name: answered(whole, answers)} if number % 30 else {name: empty}
        files |= {"notes.txt": b"mine"} if number % 7 == 0 else {}
        found.append(Student(1000 + number, f"First{number}", f"Last{number}", files, number % 20 == 0))
    return found


def by_commands(platform: str) -> None:
    students, started = a_class(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(make_course(Path(folder))):
        key = (lambda one: one.user) if platform == "Blackboard" else (lambda one: str(one.number))
        Path("class.csv").write_text(class_list(students, key), encoding="utf-8")
        files = PLATFORMS[platform](students)
        zipped(files, Path("submissions.zip"))
        seconds = {
            "collect": _command("collecting", SHEET, "submissions.zip"),
            "grade": _command("grading", SHEET),
            "reading": _read_all(),
            "grade again": _command("grading", SHEET),
            "return": _command("returning", SHEET),
        }
        with Path(f"grades/{SHEET}/collected.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["file"] for row in rows} == set(files), "a file is not accounted for"
        with Path(f"grades/{SHEET}/{TABLES[platform]}").open(encoding="utf-8", newline="") as file:
            graded = len(list(csv.reader(file))) - 1 - (platform == "Canvas")
        size = Path(f"grades/{SHEET}/feedback.zip").stat().st_size / 1e6
    assert graded == STUDENTS, f"{graded} of {STUDENTS} are in the gradebook"
    became = dict(Counter(row["what became of it"] for row in rows))
    print(f"{platform}: {len(files)} files, {became}; {graded} in {TABLES[platform]}; feedback.zip {size:.0f} MB")
    print("  seconds: " + ", ".join(f"{name} {number:.1f}" for name, number in seconds.items()), flush=True)
    print(f"  in all {time.perf_counter() - started:.0f} s", flush=True)


def _command(module: str, *arguments: str) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", f"infotheory_helpers.classroom.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - started


def _read_all() -> float:
    # Stands for the hours of reading: everybody gets two points.
    from nbgrader.api import Gradebook

    started = time.perf_counter()
    with Gradebook("sqlite:///gradebook.db") as book:
        for submission in book.assignment_submissions(SHEET):
            for entry in submission.notebooks[0].grades:
                if entry.needs_manual_grade:
                    entry.manual_score, entry.needs_manual_grade = 2, False
        book.db.commit()
    return time.perf_counter() - started


def by_mess() -> None:
    right, other = as_bytes(solved(SHEET)), as_bytes(load("exercises", "03_cross_entropy"))
    wrong = [b"", b"{}", b"\xff\xfe\x00", b'{"cells": 3}', other, b"[" * 5_000]
    files, sheets, platforms, started = 0, 0, Counter[str](), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(make_course(Path(folder))):
        for seed in range(ZIPS):
            made = messy(Random(seed), SHEET, right, wrong)
            Path("all.zip").write_bytes(made.content)
            with contextlib.redirect_stdout(io.StringIO()):
                lines = collecting.collect(SHEET, Path("all.zip"))
            assert len({line.path.split(".zip/")[0] for line in lines}) == made.files, seed
            assert len(list(Path("submitted").glob(f"*/{SHEET}/*.ipynb"))) == made.found, seed
            files, sheets = files + made.files, sheets + made.found
            platforms[made.platform] += 1
            for place in ("submitted", "grades"):
                shutil.rmtree(place, ignore_errors=True)
    seconds = time.perf_counter() - started
    print(
        f"{ZIPS} messy zips ({json.dumps(platforms)}): {files} files accounted for, {sheets} of {sheets} sheets placed"
    )
    print(f"  {seconds:.0f} s, {1000 * seconds / ZIPS:.0f} ms each", flush=True)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    by_mess()
    for one in sys.argv[1:] or TABLES:
        by_commands(one)

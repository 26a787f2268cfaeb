"""A cluster grades a class: the two lines of the docs start it, and what becomes of a worker costs nobody anything."""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classroom import grades, hand_in, make_course, solved
from clones import ROOT
from infotheory_helpers.classroom.cluster import packed, unsafe
from infotheory_helpers.classroom.sealed.sandbox import Limits
from infotheory_helpers.classroom.workers import CannotReach, Work, graded_by
from sealing import needs_bwrap
from sheets import load

SHEET = "02_entropy"
NAMES = ["ada", "ben", "cleo", "dora"]
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="NO CLUSTER: Dask distributed is not installed"
)


def test_what_is_sent_unencrypted_to_another_machine_is_said_with_the_lines_that_encrypt_it() -> None:
    said = unsafe("tcp://192.0.2.7:8786")
    assert "dask scheduler --protocol tls --tls-ca-file" in said
    assert "dask worker tls://192.0.2.7:8786 --tls-ca-file" in said
    assert [unsafe(f"tcp://{host}:8786") for host in ("localhost", "127.0.0.1", "[::1]")] == ["", "", ""]
    assert unsafe("tls://192.0.2.7:8786") == ""
    # Dask takes an address without a scheme as tcp://.
    assert "dask worker tls://192.0.2.7:8786 --tls-ca-file" in unsafe("192.0.2.7:8786")
    assert unsafe("localhost:8786") == ""


def test_files_are_sent_and_nothing_that_leads_elsewhere(tmp_path: Path) -> None:
    place = tmp_path / "ada" / SHEET
    (place / "folder").mkdir(parents=True)
    (place / "a.ipynb").write_bytes(b"{}")
    assert packed(place) == {"folder": None, "a.ipynb": b"{}"}
    (tmp_path / "ben").symlink_to(tmp_path / "ada")
    assert packed(tmp_path / "ben" / SHEET) is None
    assert packed(place / "a.ipynb") is None
    os.mkfifo(place / "pipe")
    assert packed(place) is None
    (place / "pipe").unlink()
    (place / "link").symlink_to(place / "a.ipynb")
    assert packed(place) is None


def test_without_dask_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    sheet: Any = None
    with pytest.raises(CannotReach, match=r"no distributed.*requirements/cluster\.txt"):
        list(graded_by(1, [Work("ada", Path("ada"))], sheet, True, Limits(), "tcp://127.0.0.1:1"))


def children(process: int) -> list[int]:
    found = [path.read_text(encoding="ascii").split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(child) for of_thread in found for child in of_thread]


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")


@contextlib.contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def said_by(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return line
    raise AssertionError("".join(lines))


@pytest.mark.slow
@needs_bwrap
@needs_dask
def test_a_worker_that_is_killed_loses_nobody_and_one_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_course(tmp_path / "course")
    for name in NAMES:
        hand_in(course, name, load("exercises", SHEET) if name == "ben" else solved(SHEET), SHEET)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    monkeypatch.setenv("CLUSTER", address)
    monkeypatch.chdir(course)
    grade = ["-m", "infotheory_helpers.classroom.grading", SHEET]
    quiet, port = "--no-dashboard", address.rpartition(":")[2]
    with (
        started("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", port, quiet) as scheduler,
        started("-m", "dask", "worker", address, "--nworkers", "1", "--nthreads", "1", quiet) as workers,
    ):
        said_by(scheduler, "Scheduler at")
        said_by(workers, "Registered to")
        shutil.copytree(ROOT / "infotheory_helpers", tmp_path / "other" / "infotheory_helpers")
        (tmp_path / "other" / "infotheory_helpers" / "later.py").touch()
        with monkeypatch.context() as of_other:
            of_other.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "other"), os.environ["PYTHONPATH"]]))
            refused = subprocess.run([sys.executable, *grade], capture_output=True, text=True, check=False)
        assert refused.returncode == 1
        assert "is refused: it has the course" in refused.stderr
        with started(*grade) as grader:
            said_by(grader, ": graded")
            (worker,) = [child for child in children(workers.pid) if "spawn_main" in command_of(child)]
            os.kill(worker, signal.SIGKILL)
            said_by(grader, f"{len(NAMES)} of {len(NAMES)} submissions graded")
    points = {name: row["points"] for name, row in grades(course, SHEET).items()}
    assert points == {"ada": "16.0", "ben": "0.0", "cleo": "16.0", "dora": "16.0"}

"""The README's commands, run for real in a fresh clone: `make lab`, and the lines for those without make."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clones import ROOT, recipe
from pictures import assert_shows_the_same

README = (ROOT / "README.md").read_text(encoding="utf-8")
FOR_INSTRUCTORS = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
# The last line, and alone on it.
ADDRESS = re.compile(r"^http://localhost:(\d+)/lab/tree/notebooks/00_start_here\.ipynb\?token=(\w+)\n\Z", re.MULTILINE)

pytestmark = pytest.mark.slow

# Who runs each command of the README.
RUN_BY = {
    "make lab": "test_make_lab…",
    "make test": ".ci/run",
    "make site": "test_site.py, by the script that it calls",
    ".venv/bin/python -m http.server -d build/site/html": "test_site.py, in a folder of its own",
    "make outputs": "test_make_outputs…",
    "make exercises": "test_release.py: test_make_exercises…",
    "make grade ASSIGNMENT=02_entropy": "test_grading.py: test_make_grade…",
    "dask scheduler": "test_cluster.py: test_a_worker…, where there is Dask",
    "dask worker tcp://host:8786 --nworkers auto --nthreads 1": "test_cluster.py: test_a_worker…, where there is Dask",
    "make collect ASSIGNMENT=02_entropy FROM=submissions.zip": "test_whole_class.py, without make",
    "make collect ASSIGNMENT=02_entropy FROM=submissions.zip   # from your platform's zip; who is missing is said": (
        "test_whole_class.py, without make"
    ),
    "make grade ASSIGNMENT=02_entropy                          # then read the answers, in Formgrader": (
        "test_grading.py: test_make_grade…"
    ),
    "make grade ASSIGNMENT=02_entropy                          # your points are in the grades now": (
        "test_grading.py: test_make_grade…"
    ),
    "make return ASSIGNMENT=02_entropy": "test_whole_class.py, without make",
    "make return ASSIGNMENT=02_entropy                         # the pages, packed for the platform": (
        "test_whole_class.py, without make"
    ),
    "make grade ASSIGNMENT=02_entropy CLUSTER=tcp://host:8786": "test_cluster.py, without make, where there is Dask",
    "git archive --output=course.zip HEAD -- . ':!solutions' ':!tests'": "test_course_for_students…",
    "make cards": "test_evidence.py: test_make_cards…",
    "python -m venv .venv": "test_lines_without_make…",
    r".venv\Scripts\activate": "test_lines_without_make…, as on Linux",
    "python -m pip install -r requirements/course.txt -e .": "test_lines_without_make…",
    "python -m infotheory_helpers": "test_lines_without_make…; test_opening.py: test_course_opened…",
    "conda env create -f environment.yml": "test_lines_for_conda…, where there is conda",
    "conda activate infotheory-course": "test_lines_for_conda…, where there is conda",
}


def fenced_lines() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README + FOR_INSTRUCTORS, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def block_after(words: str) -> str:
    """Give the lines of the README's first block after some words."""
    return str(re.findall(r"```sh\n(.*?)\n```", README[README.index(words) :], re.DOTALL)[0])


@contextlib.contextmanager
def running(command: list[str], folder: Path, log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a group of its own, and end the whole group."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "VIRTUAL_ENV"))
    }
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={
                **clean,
                "DISPLAY": "",
                "WAYLAND_DISPLAY": "",
                "JUPYTER_DATA_DIR": f"{log.parent}/jupyter",
                **environment,
            },
        )
    try:
        yield process
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
                break


def address(log: Path, process: subprocess.Popen[bytes]) -> re.Match[str]:
    """Wait until the course says where it is: from then on it answers."""
    while True:
        said = log.read_text(errors="replace")
        if found := ADDRESS.search(said):
            return found
        assert process.poll() is None, said
        time.sleep(0.1)


def get(port: str, path: str, token: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def serves_lesson_0(port: str, token: str) -> bool:
    notebook = json.loads(get(port, "api/contents/notebooks/00_start_here.ipynb", token))
    page = get(port, "lab/tree/notebooks/00_start_here.ipynb", token)
    return "what does a surprise weigh?" in json.dumps(notebook) and b"JupyterLab" in page


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture(scope="module")
def wheels(pytestconfig: pytest.Config) -> dict[str, str]:
    """The pinned packages, fetched once for all runs; gives the settings with which pip takes them from there."""
    pinned = ROOT / "requirements" / "course.txt"
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir(f"wheels-{hashlib.sha256(pinned.read_bytes()).hexdigest()[:12]}")
    if not (folder / "complete").exists():
        fetch = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "-w", str(folder)]
        subprocess.run([*fetch, "--no-deps", "-r", str(pinned)], check=True)
        subprocess.run([*fetch, "hatchling", "editables"], check=True)  # what `-e .` builds with
        (folder / "complete").touch()
    # Of an option that says no, pip takes the value and not its opposite: 0 means that nothing is compiled.
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "PIP_NO_COMPILE": "0"}


@pytest.mark.timeout(600)
def test_make_lab_repairs_an_interrupted_start_moves_to_a_free_port_and_starts_warm(
    clone: Path, wheels: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with running(["make", "lab"], clone, log, **wheels):
        while not (clone / ".venv/lib").exists() or len(list(clone.glob(".venv/lib/*/site-packages/*"))) < 15:
            time.sleep(0.05)
    assert not (clone / ".venv/ready-course").exists()
    assert "numpy" in log.read_text(errors="replace")  # whoever waits sees what for

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(["make", "lab", f"PORT={port}"], clone, log, **wheels) as lab:
            found = address(log, lab)
            assert int(found[1]) != port
            assert f"Port {port} is taken, so this is port {found[1]}." in log.read_text(errors="replace")
            assert serves_lesson_0(found[1], found[2])
            assert lab.poll() is None

    # Warm, it needs no network: an install would fail without an index.
    port = free_port()
    with running(["make", "lab", f"PORT={port}"], clone, log, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull) as lab:
        found = address(log, lab)
        assert int(found[1]) == port
        assert serves_lesson_0(found[1], found[2])
    assert len(log.read_text(errors="replace").splitlines()) <= 6
    settings = clone / ".venv/share/jupyter/lab/settings/overrides.json"
    assert '"fetchNews": "false"' in settings.read_text(encoding="utf-8")

    # An environment that was moved along with its folder points to the old place: it is built anew.
    moved = clone.rename(tmp_path / "moved")
    planned = subprocess.run(["make", "-n", "lab"], cwd=moved, capture_output=True, text=True, check=True)
    assert "venv --clear" in planned.stdout


@pytest.mark.parametrize("python", ["/nonexistent/python", "old-python"])
def test_make_lab_says_plainly_that_python_is_missing_or_old(clone: Path, python: str) -> None:
    old = clone / "old-python"
    old.write_text("#!/bin/sh\nexec python3 -c \"import sys; sys.version_info = (3, 9); sys.version = '3.9.1'; $2\"\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "lab", f"PYTHON={python if python.startswith('/') else old}"],
        cwd=clone, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert ("not found" in said or "No such file" in said) if python.startswith("/") else "needs Python 3.11" in said
    assert not (clone / ".venv").exists()


def test_make_lab_refuses_a_port_that_is_none_before_it_prepares_anything(clone: Path) -> None:
    done = subprocess.run(["make", "lab", "PORT=abc"], cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("A port is a number from 1 to 65535, and 'abc' is none. The usual one is 8888.\n")
    assert not (clone / ".venv").exists()


@pytest.mark.timeout(600)
def test_lines_without_make_work_in_a_fresh_clone(clone: Path, wheels: dict[str, str], tmp_path: Path) -> None:
    lines = block_after("Without make").replace(r".venv\Scripts\activate", "source .venv/bin/activate")
    log, port = tmp_path / "log", free_port()
    with running(["bash", "-ec", f"{lines} --port={port}"], clone, log, **wheels) as lab:
        found = address(log, lab)
        assert serves_lesson_0(found[1], found[2])


@pytest.mark.timeout(300)
def test_make_outputs_changes_nothing_that_is_stored(clone: Path) -> None:
    # Two lessons stand for all: what each cell of the others shows is compared in tests/notebooks.
    for lesson in clone.glob("notebooks/*.ipynb"):
        if lesson.stem not in ("00_start_here", "02_entropy"):
            lesson.unlink()
    pauses = clone / "notebooks/pauses.ipynb"
    line = "import time\nprint('one', end=' ', flush=True)\ntime.sleep(1)\nprint('line')"
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "pause",
        "metadata": {},
        "source": line,
        "outputs": [],
        "execution_count": None,
    }
    pauses.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    lines = recipe("outputs", ".venv/bin/python -m jupyter nbconvert", clone)
    subprocess.run(["bash", "-ec", lines], cwd=clone, capture_output=True, check=True)
    (printed,) = json.loads(pauses.read_text(encoding="utf-8"))["cells"][0]["outputs"]
    assert printed["text"] == ["one line\n"]
    pauses.unlink()
    for run_again in clone.glob("notebooks/*.ipynb"):
        now, stored = (path.read_text(encoding="utf-8") for path in (run_again, ROOT / "notebooks" / run_again.name))
        assert_shows_the_same(now, stored, run_again.name)


@pytest.mark.timeout(900)
def test_lines_for_conda_work(clone: Path, tmp_path: Path) -> None:
    if shutil.which("conda") is None:
        pytest.skip("CONDA IS NOT HERE: the README's conda lines were not run")
    log, port = tmp_path / "log", free_port()
    command = f'eval "$(conda shell.bash hook)"\n{block_after("With conda")} --port={port}'
    with running(["bash", "-ec", command], clone, log) as lab:
        found = address(log, lab)
        assert serves_lesson_0(found[1], found[2])


def test_every_command_that_we_tell_people_to_run_is_run_by_somebody() -> None:
    assert set(fenced_lines()) == set(RUN_BY)


def test_course_for_students_has_no_solutions_and_everything_else(tmp_path: Path) -> None:
    (line,) = [line for line in fenced_lines() if line.startswith("git archive")]
    subprocess.run(["bash", "-ec", line.replace("course.zip", f"{tmp_path}/course.zip")], cwd=ROOT, check=True)
    names = zipfile.ZipFile(tmp_path / "course.zip").namelist()
    assert not [name for name in names if name.startswith(("solutions", "tests"))]
    for name in ["Makefile", "README.md", "pyproject.toml", "requirements/course.txt", "notebooks/02_entropy.ipynb"]:
        assert name in names
    assert "exercises/02_entropy/sheet_02_entropy.ipynb" in names

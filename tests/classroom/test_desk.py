"""Opening the course: what is said about a port or a folder that will not do, before JupyterLab is started."""

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clones import ROOT
from infotheory_helpers.classroom import desk
from infotheory_helpers.classroom.copies import FOLDER
from infotheory_helpers.classroom.port import port


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one lesson, in which JupyterLab must not be started."""
    (tmp_path / "notebooks").mkdir()
    lesson = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    (tmp_path / "notebooks/00_start_here.ipynb").write_text(lesson, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setattr(desk, "COURSE", tmp_path)
    monkeypatch.setattr(desk, "open_jupyterlab", None)
    return tmp_path


@pytest.mark.parametrize("asked", ["abc", "0", "99999", "-1", "8888.0", "", "٣٣٣٣", "8_888"])
def test_port_that_is_none_gets_a_sentence_before_anything_is_made(
    asked: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.main([f"--port={asked}"]) == 2
    said = capsys.readouterr()
    assert said.err == f"A port is a number from 1 to 65535, and {asked!r} is none. The usual one is 8888.\n"
    assert said.out == ""
    assert not (course / FOLDER).exists()


def test_port_that_the_computer_keeps_for_itself_gets_a_sentence(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert desk.main(["--port", "80"]) == 2
    assert capsys.readouterr().err == (
        "This computer keeps port 80 for itself. Take one from 1024 to 65535; the usual one is 8888.\n"
    )
    assert not (course / FOLDER).exists()


def test_port_that_is_taken_is_none_to_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number = taken.getsockname()[1]
        assert port(str(number)) == number
        monkeypatch.setattr(f"{port.__module__}.FIRST_FOR_ALL", number + 1)  # as if all below were the computer's
        assert port(str(number)) == number


def test_folder_that_will_not_do_gets_a_sentence(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "notebooks/00_start_here.ipynb").write_text("{", encoding="utf-8")
    assert desk.main([]) == 1
    assert capsys.readouterr().err.startswith("This is no notebook any more")
    (course / "notebooks/00_start_here.ipynb").unlink()
    (course / "notebooks").rmdir()
    assert desk.main([]) == 1
    assert capsys.readouterr().err == (
        f"There are no lessons in {course}. Install the course from its folder: pip install -e .\n"
    )


@pytest.mark.parametrize(
    ("platform", "display", "opens"),
    [("linux", "", False), ("linux", ":0", True), ("win32", "", True), ("darwin", "", True)],
)
def test_browser_is_opened_where_there_is_one_to_open(
    platform: str, display: str, opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    assert ("--no-browser" not in desk._settings(Path("my_course"), 8888)) == opens


def test_ctrl_c_pressed_too_early_is_no_traceback(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "open_jupyterlab", interrupted)
    assert desk.main([]) == 1
    assert (course / FOLDER / "notebooks/00_start_here.ipynb").exists()


def test_environment_that_is_not_active_is_named() -> None:
    without_packages = [sys.executable, "-S", "-m", "infotheory_helpers"]
    done = subprocess.run(
        without_packages, cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"}
    )
    assert done.returncode == 1
    *_, last = done.stderr.splitlines()
    assert last.startswith("ModuleNotFoundError: The packages of the course are not in this Python")
    assert "Activate the course's environment first" in last

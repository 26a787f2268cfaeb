"""The gradebook that grading begins is nbgrader's own, and a report that would say the same is left as it is."""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from infotheory_helpers.classroom.gradebook import begin
from infotheory_helpers.classroom.report import write_report


def content(path: Path) -> tuple[list[Any], list[Any]]:
    with sqlite3.connect(path) as book:
        columns = book.execute(
            "SELECT m.name, i.name, i.type FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table'"
        )
        found = sorted(columns), list(book.execute("SELECT * FROM alembic_version"))
    book.close()
    return found


def test_it_has_the_tables_and_the_version_that_nbgrader_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    begin(f"sqlite:///{ours}")
    for path in (ours, theirs):
        Gradebook(f"sqlite:///{path}").close()
    assert content(ours) == content(theirs)


def test_one_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.db"
    begin(f"sqlite:///{path}")
    before = path.read_bytes()
    begin(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_report_is_written_anew_where_it_says_something_else_and_only_there(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    task = {"number": "2.1", "by_hand": False, "kind": "right", "mistakes": []}
    graded = [{"student": "ada", "tasks": [task], "problems": []}]
    write_report(path, "02_entropy", {"2.1": "A title"}, graded)
    first = path.stat().st_mtime_ns
    write_report(path, "02_entropy", {"2.1": "A title"}, graded)
    assert path.stat().st_mtime_ns == first
    write_report(path, "02_entropy", {"2.1": "A title"}, [{**graded[0], "problems": ["It asks to exit"]}])
    assert "It asks to exit" in path.read_text(encoding="utf-8")

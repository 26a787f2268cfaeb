"""The learner's own copies: fresh, trusted, renewed while nothing was done in them, and never overwritten."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4
from nbformat.sign import NotebookNotary

from clones import ROOT
from infotheory_helpers.classroom.copies import ALIVE, FOLDER, CannotCopy, make_copies

LESSON = "notebooks/01_lesson.ipynb"
SHEET = "exercises/01_lesson/01_lesson.ipynb"
DATA = "exercises/01_lesson/data/rain.csv"


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def write(notebook: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def shown(html: str) -> Any:
    return v4.new_output("execute_result", {"text/html": html, "text/plain": "…"}, execution_count=2)  # type: ignore[no-untyped-call]


def lesson(*sources: str) -> Any:
    """A lesson as the course stores it: each cell has printed, drawn, and shown an explorer."""
    printed = v4.new_output("stream", text="1.5 bits")  # type: ignore[no-untyped-call]
    outputs = [printed, shown("<svg></svg>"), shown('<div class="explorer">')]
    cells = [v4.new_code_cell(source, execution_count=2, outputs=outputs) for source in sources]  # type: ignore[no-untyped-call]
    return v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    course = tmp_path / "the course"
    for name in (LESSON, SHEET):
        write(lesson("entropy(p)", "explore_coin()"), course / name)
    (course / DATA).parent.mkdir()
    (course / DATA).write_text("0,1\n", encoding="utf-8")
    return course


def update(course: Path) -> None:
    """Change everything in the course, as `git pull` might."""
    for name in (LESSON, SHEET):
        write(lesson("entropy(p)", "explore_die()", "new()"), course / name)
    (course / DATA).write_text("1,0\n", encoding="utf-8")


def test_copies_of_the_lessons_are_fresh_trusted_and_linked_as_the_course_is(tmp_path: Path) -> None:
    for folder in ("notebooks", "exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".*"))
    assert make_copies(tmp_path) == []

    stored = sorted(path.relative_to(tmp_path) for path in tmp_path.glob("[en]*/**/*.ipynb"))
    assert sorted(path.relative_to(tmp_path / FOLDER) for path in tmp_path.glob(f"{FOLDER}/**/*.ipynb")) == stored
    notary = NotebookNotary()  # type: ignore[no-untyped-call]
    alive = 0
    for name in stored:
        mine, source = read(tmp_path / FOLDER / name), read(tmp_path / name)
        assert [cell.source for cell in mine.cells] == [cell.source for cell in source.cells]
        code = [cell for cell in mine.cells if cell.cell_type == "code"]
        assert {cell.execution_count for cell in code} == {None}
        for output in (output for cell in code for output in cell.outputs):
            assert any(words in output.data["text/html"] for words in ALIVE)
            assert output.execution_count is None
            alive += 1
        assert notary.check_signature(mine), name  # type: ignore[no-untyped-call]
        for link in re.findall(r"\]\((?!http|#)([^)#]+)", "\n".join(cell.source for cell in mine.cells)):
            assert (tmp_path / FOLDER / name).parent.joinpath(link).exists(), f"{name}: {link}"
    notary.store.close()
    started = re.compile(r'"<div [^>]*class=\\"(explorer|prediction)')
    assert alive == sum(len(started.findall(path.read_text(encoding="utf-8"))) for path in tmp_path.glob("n*/*")) > 20


def test_what_moves_without_python_is_there_from_the_start(course: Path) -> None:
    alive = [f'<div class="{name}" data-x="">' for name in ("explorer", "prediction", "prediction riddle")]
    new = lesson("entropy(p)")
    new.cells[0].outputs = [shown(html) for html in [*alive, '<svg class="drawn">', "<pre>explorer, prediction</pre>"]]
    write(new, course / LESSON)
    make_copies(course)
    (cell,) = read(course / FOLDER / LESSON).cells
    assert [output.data["text/html"] for output in cell.outputs] == alive


def test_git_does_not_see_the_copies() -> None:
    name = f"{FOLDER}/{LESSON}"
    done = subprocess.run(["git", "check-ignore", name], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [name]


def test_what_a_sheet_needs_besides_is_there_too(course: Path) -> None:
    (course / "exercises/01_lesson/.ipynb_checkpoints").mkdir()
    (course / "exercises/01_lesson/.ipynb_checkpoints/old.ipynb").write_text("{}", encoding="utf-8")
    make_copies(course)
    made = sorted(path.relative_to(course / FOLDER).as_posix() for path in (course / FOLDER).rglob("*.*"))
    assert made == sorted([LESSON, SHEET, DATA])


def test_copy_that_was_only_looked_at_is_renewed_without_a_word(course: Path) -> None:
    make_copies(course)
    mine = read(course / FOLDER / LESSON)
    mine.metadata.language_info = {"name": "python", "version": "3.13.1"}  # as JupyterLab saves it
    write(mine, course / FOLDER / LESSON)
    update(course)
    assert make_copies(course) == [DATA]  # of which nobody can tell whose change it was
    for name in (LESSON, SHEET):
        assert [cell.source for cell in read(course / FOLDER / name).cells] == ["entropy(p)", "explore_die()", "new()"]


WORK: dict[str, Callable[[Any], Any]] = {
    "a line written": lambda mine: mine.cells[0].update(source="entropy(p)  # why?"),
    "a cell run": lambda mine: mine.cells[0].update(execution_count=1),
    "something printed": lambda mine: mine.cells[0].outputs.append(v4.new_output("stream", text="1")),  # type: ignore[no-untyped-call]
    "a choice made": lambda mine: mine.cells[1].update(outputs=[shown('<div class="prediction" data-chosen="6">')]),
    "a choice kept aside": lambda mine: mine.cells[1].metadata.update(chosen="6"),
    "a note added": lambda mine: mine.cells.append(v4.new_markdown_cell("Mine.")),  # type: ignore[no-untyped-call]
    "a cell deleted": lambda mine: mine.cells.pop(),
    "cells moved": lambda mine: mine.cells.reverse(),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
def test_copy_with_work_in_it_is_kept_and_named_when_the_course_has_something_newer(
    work: Callable[[Any], Any], course: Path
) -> None:
    make_copies(course)
    path = course / FOLDER / LESSON
    mine = read(path)
    work(mine)
    write(mine, path)
    before = path.read_bytes()
    assert make_copies(course) == []  # nothing is newer
    update(course)
    assert make_copies(course) == [LESSON, DATA]
    assert path.read_bytes() == before

    path.unlink()  # starting afresh
    assert make_copies(course) == [DATA]
    assert [cell.source for cell in read(path).cells] == ["entropy(p)", "explore_die()", "new()"]


@pytest.mark.parametrize("content", ["", "<<<<<<< HEAD", "{}", "[]"])
def test_copy_that_is_no_notebook_any_more_is_kept(content: str, course: Path) -> None:
    make_copies(course)
    (course / FOLDER / LESSON).write_text(content, encoding="utf-8")
    assert make_copies(course) == [LESSON]
    assert (course / FOLDER / LESSON).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("there_before", [False, True])
def test_interrupted_copy_leaves_what_was_there(
    there_before: bool, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there_before:
        make_copies(course)
        update(course)
    path = course / FOLDER / LESSON
    before = path.read_bytes() if there_before else None

    def half(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", half)
        with pytest.raises(KeyboardInterrupt):
            make_copies(course)
    assert (path.read_bytes() if path.exists() else None) == before
    assert list(path.parent.iterdir()) == ([path] if there_before else [])
    make_copies(course)
    assert len(read(path).cells) == (3 if there_before else 2)


def test_folder_that_cannot_be_written_gets_a_sentence(course: Path) -> None:
    (course / FOLDER).write_text("a file where the folder belongs", encoding="utf-8")
    with pytest.raises(CannotCopy, match=rf"^Your copies .* could not be made\. .*: .*{FOLDER}"):
        make_copies(course)


def test_lesson_of_the_course_that_is_broken_gets_a_sentence(course: Path) -> None:
    (course / LESSON).write_text("<<<<<<< HEAD", encoding="utf-8")
    with pytest.raises(CannotCopy, match=r"no notebook any more: .*01_lesson\.ipynb.*git status"):
        make_copies(course)

"""The learner's own copies of the lessons and sheets, in `my_course/`: made, renewed, and never overwritten.

A copy remembers in its metadata what it looked like when it was made. As long as it still looks so, nothing was done
in it, and a newer one from the course may take its place.
"""

import contextlib
import copy
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat.sign import NotebookNotary

FOLDER = "my_course"
RECORD = "infotheory_course"
# What moves without Python, and so may stand in a lesson before anything has been run.
ALIVE = ('class="explorer', 'class="prediction')
# The parts of a cell that show what was done in it. Whether it is trusted is nobody's work.
PARTS = ("cell_type", "source", "execution_count", "outputs", "attachments")


class CannotCopy(Exception):
    """Why the copies could not be made, as a sentence to a learner."""


def fresh(notebook: Any) -> Any:
    """Give a notebook as if nothing had been run in it; only what is alive without Python is still shown.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A lesson or a sheet, as the course stores it.

    Returns
    -------
    nbformat.NotebookNode
        A copy of it, which remembers in its metadata what it looks like now.

    Examples
    --------
    >>> from nbformat import v4
    >>> shown = [v4.new_output("stream", text="1.5 bits"), v4.new_output("display_data", {"text/html": ALIVE[0]})]
    >>> lesson = v4.new_notebook(cells=[v4.new_code_cell("entropy(p)", execution_count=3, outputs=shown)])
    >>> (cell,) = fresh(lesson).cells
    >>> print(cell.execution_count, len(cell.outputs))
    None 1
    """
    new = copy.deepcopy(notebook)
    for cell in new.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [output for output in cell.outputs if _is_alive(output)]
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = None
    new.metadata[RECORD] = {"made_from": fingerprint(new)}
    return new


def fingerprint(notebook: Any) -> str:
    """Give a number that changes with everything a learner can do in a notebook: write, run, choose, move a cell.

    Examples
    --------
    >>> from nbformat import v4
    >>> lesson = v4.new_notebook(cells=[v4.new_code_cell("entropy(p)")])
    >>> before = fingerprint(lesson)
    >>> lesson.cells[0].execution_count = 1
    >>> fingerprint(lesson) == before
    False
    """
    seen = [
        [[cell.get(part) for part in PARTS], {name: cell.metadata[name] for name in cell.metadata if name != "trusted"}]
        for cell in notebook.cells
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def make_copies(course: Path) -> list[str]:
    """Make the copies that are missing, and renew those in which nothing was done.

    Parameters
    ----------
    course : Path
        The folder with `notebooks/` and `exercises/`; the copies lie below `my_course/` in the same way, so that all
        links between them lead to where they led.

    Returns
    -------
    list of str
        The copies that differ from what the course has now, and were kept, because there is work in them.

    Raises
    ------
    CannotCopy
        If the folder cannot be written, or a lesson of the course cannot be read.
    """
    try:
        notary = NotebookNotary()  # type: ignore[no-untyped-call]
        with contextlib.closing(notary.store):
            return [
                source.relative_to(course).as_posix()
                for source in _sources(course)
                if not _make_copy(source, course / FOLDER / source.relative_to(course), notary)
            ]
    except OSError as why:
        raise CannotCopy(f"Your copies of the lessons could not be made. {why.strerror}: {why.filename}") from why


def _sources(course: Path) -> Iterator[Path]:
    yield from sorted((course / "notebooks").glob("*.ipynb"))
    for path in sorted((course / "exercises").glob("*/**/*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(course).parts):
            yield path


def _make_copy(source: Path, mine: Path, notary: Any) -> bool:
    """Make or renew a copy; give whether it now is what the course has, but for the learner's work."""
    return _copy_notebook(source, mine, notary) if source.suffix == ".ipynb" else _copy_file(source, mine)


def _copy_notebook(source: Path, mine: Path, notary: Any) -> bool:
    if (stored := _read(source)) is None:
        raise CannotCopy(f"This is no notebook any more: {source}. `git status` shows what has changed in the course.")
    new = fresh(stored)
    if mine.exists():
        old = _read(mine)
        if old is not None and _made_from(old) == _made_from(new):
            return True
        if old is None or _made_from(old) != fingerprint(old):
            return False
    _write(mine, f"{nbformat.writes(new)}\n".encode())  # type: ignore[no-untyped-call]
    # As `jupyter trust` does: a page runs only scripts that it trusts, and the explorers are scripts.
    notary.sign(new)
    return True


def _copy_file(source: Path, mine: Path) -> bool:
    # It cannot remember what it was: one that is there is never touched.
    content = source.read_bytes()
    if mine.exists():
        return mine.read_bytes() == content
    _write(mine, content)
    return True


def _read(path: Path) -> Any:
    """Give a notebook; nothing where there is none in that file, for instance after its text was edited by hand."""
    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except OSError:
        raise
    except Exception:  # whatever is wrong with it: it is the learner's, and it stays
        return None


def _made_from(notebook: Any) -> str | None:
    found: str | None = notebook.metadata.get(RECORD, {}).get("made_from")
    return found


def _is_alive(output: Any) -> bool:
    html = output.get("data", {}).get("text/html", "")
    return any(words in html for words in ALIVE)


def _write(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all: beside its place first, so that nobody ever finds half of it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

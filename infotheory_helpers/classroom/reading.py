"""Reads what was handed in under a notebook's name, whatever it is."""

import json
import os
import stat
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from .sealed.wire import tidied

MOST_BYTES = 60_000_000  # of a file; what it showed before is dropped
MOST_CELLS = 2_000


class CannotRead(Exception):
    """Why a file is not a notebook of this sheet, as a sentence to an instructor."""


def read(path: Path) -> Any:
    """Read what was handed in as a notebook, and nothing that it leads to.

    Raises
    ------
    CannotRead
        If it is no file of its own, too large, or no notebook.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as why:
        linked = path.is_symlink()
        raise CannotRead(f"{path.name} is a link, and links are not followed" if linked else str(why.strerror)) from why
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise CannotRead(f"{path.name} is not a file")
    with os.fdopen(handle, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(f"{path.name} has more than {MOST_BYTES // 1_000_000} MB")
    return read_bytes(content, path.name)


def read_bytes(content: bytes, name: str) -> Any:
    """Read the content of a file as a notebook.

    Raises
    ------
    CannotRead
        If it is none; the sentence begins with the name.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = json.loads(content.decode("utf-8-sig"))
            notebook: Any = nbformat.reads(json.dumps(given), as_version=4)  # type: ignore[no-untyped-call]
        notebook.cells = [_plain(cell) for cell in notebook.cells[:MOST_CELLS]]
    except Exception as why:  # whatever was handed in under that name, the others are graded
        raise CannotRead(f"{name} is not a notebook that can be read") from why
    return notebook


def _plain(cell: Any) -> Any:
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) else source
    cell.source = tidied(text).replace("\r\n", "\n").replace("\r", "\n")
    if cell.cell_type not in ("code", "markdown", "raw") or not isinstance(cell.get("metadata", {}), Mapping):
        raise ValueError("no cell")
    return cell

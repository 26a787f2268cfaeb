"""What lies in a zip or a folder that others made: all of it is named, and nothing of it is written anywhere."""

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

MOST_BYTES = 60_000_000  # of one file; a larger one is no notebook
# What a student may pack. A zip within such a zip is not opened.
MOST_FILES, MOST_BYTES_PACKED, MOST_BYTES_LISTED = 1_000, 200_000_000, 1_000_000
LONGEST = 400  # letters of a path
JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__")


class Refused(Exception):
    """Why something is not read, as the end of a sentence."""


@dataclass(frozen=True)
class Item:
    """One file: its path as it was handed out, and how to get its content, or why it is refused."""

    path: str
    read: Callable[[], bytes] = bytes
    refused: str = ""
    size: int = 0

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

    @property
    def is_junk(self) -> bool:
        """Whether a system left it there by itself."""
        parts = PurePosixPath(self.path).parts
        return any(part in JUNK for part in parts) or self.name.startswith("._")


def items_of(source: Path) -> Iterator[Item]:
    """Name every file in a zip or a folder, those in zips within it too.

    Raises
    ------
    Refused
        If the source is neither, or a zip that cannot be opened.
    """
    if source.is_dir():
        found = _in_folder(source, source)
    elif source.is_file() and source.suffix == ".ipynb":
        found = iter([Item(source.name, lambda: _content(source))])
    elif source.is_file():
        found = _in_zip(source)
    else:
        raise Refused("there is no such file or folder")
    for item in found:
        if item.refused or item.is_junk or not item.name.lower().endswith(".zip"):
            yield item
        else:
            yield from _of_student(item)


def _of_student(item: Item) -> Iterator[Item]:
    # What one student packed: as much of it as a sheet can need, so that no other's work suffers by it.
    left = MOST_BYTES_PACKED
    try:
        content = item.read()
        end = content.rfind(b"PK\5\6")
        if end >= 0 and int.from_bytes(content[end + 12 : end + 16], "little") > MOST_BYTES_LISTED:
            raise Refused("too many files are in it")
        for number, inner in enumerate(_in_zip(io.BytesIO(content))):
            path, why = f"{item.path}/{inner.path}", inner.refused
            if number >= MOST_FILES:
                raise Refused(f"more than {MOST_FILES} files are in it")
            if not why and not inner.is_junk:
                if inner.name.lower().endswith(".zip"):
                    why = "it is a zip within a zip"
                elif (left := left - inner.size) < 0:
                    why = f"with it, more than {MOST_BYTES_PACKED // 10**6} MB come out of that zip"
            yield Item(path, inner.read, why, inner.size)
    except Refused as why_not:
        yield Item(item.path, refused=str(why_not))


def _in_folder(folder: Path, source: Path) -> Iterator[Item]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        shown = path.relative_to(source).as_posix().encode("utf-8", "replace").decode("utf-8")
        if entry.is_symlink():
            yield Item(shown, refused="it is a link, and links are not followed")
        elif entry.is_dir():
            yield from _in_folder(path, source)
        elif entry.is_file():
            yield Item(shown, lambda path=path: _content(path))  # type: ignore[misc]
        else:
            yield Item(shown, refused="it is not a file")


def _content(path: Path) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            return _limited(file)
    except OSError as why:
        raise Refused(f"it cannot be read ({why.strerror})") from why


def _limited(file: Any) -> bytes:
    content: bytes = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(f"it has more than {MOST_BYTES // 10**6} MB")
    return content


def _in_zip(file: Path | io.BytesIO) -> Iterator[Item]:
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as why:
        raise Refused("it is no zip, or did not come whole") from why
    # It stays open as long as one of its items is there.
    for entry in archive.infolist():
        path = _name(entry).replace("\\", "/")
        if why_not := _why_not(entry, path):
            yield Item(path.replace("\0", "?"), refused=why_not)
        elif not path.endswith("/"):
            yield Item(path, lambda entry=entry: _unpacked(archive, entry), size=entry.file_size)  # type: ignore[misc]


def _name(entry: zipfile.ZipInfo) -> str:
    # Many programs write UTF-8 without saying so, and then it is read as an old code page.
    name = entry.orig_filename
    if entry.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _why_not(entry: zipfile.ZipInfo, path: str) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == 3 else 0
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return "its name leads out of the zip"
    if any(ord(letter) < 32 for letter in path):
        return "its name holds signs that no name has"
    if len(path) > LONGEST:
        return f"its name has more than {LONGEST} letters"
    if kind == stat.S_IFLNK:
        return "it is a link, and links are not followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is not a file"
    if entry.flag_bits & 0x1:
        return "it is locked with a password"
    if entry.file_size > MOST_BYTES:
        return f"it has more than {MOST_BYTES // 10**6} MB"
    return ""


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as file:
            return _limited(file)  # whatever its entry says of its size
    except Refused:
        raise
    except Exception as why:  # each way of packing has errors of its own
        raise Refused("it cannot be unpacked: it is damaged, or packed in an unusual way") from why

"""What the grader remembers of a class between two runs: what was graded, of which submission, and whose page."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MOST_READ = 60_000_000  # bytes of a file; a larger one is new when its time is


class Memory:
    """What is remembered of each student, in a file of their own that is whole at any time.

    Parameters
    ----------
    folder : Path
        Where the files are. Of whom there is none that can be read, nothing is remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._known = folder, dict[str, dict[str, Any]]()
        for path in folder.glob("*.json"):
            try:
                one = json.loads(path.read_text(encoding="utf-8"))
                self._known[one["student"]] = {"tasks": {}, "problems": [], **one}
            except (OSError, ValueError, TypeError, KeyError):
                continue

    def keep(self, students: Iterable[str]) -> None:
        """Forget all but these."""
        for student in set(self._known) - set(students):
            del self._known[student]
            self._file(student).unlink(missing_ok=True)

    def students(self) -> list[str]:
        """Name all of whom something is remembered."""
        return sorted(self._known)

    def of(self, student: str) -> dict[str, Any]:
        """Give what is remembered of a student."""
        return self._known.get(student, {})

    def is_new(self, student: str, mark: str, is_there: bool) -> bool:
        """Say whether a submission is to be graded; `is_there` says whether what came of it before still is."""
        known = self.of(student)
        return known.get("fingerprint") != mark or bool(known["tasks"] and not is_there)

    def unchanged(self, student: str, answers: Mapping[str, str]) -> set[str]:
        """Name those answers to read that are as they were."""
        before = self.of(student).get("answers", {})
        return {name for name, text in answers.items() if before.get(name) == text}

    def store(self, student: str, **about: Any) -> None:
        """Remember something of a student, in the file too."""
        self._known[student] = {"student": student, **self.of(student), **about}
        replace(self._file(student), json.dumps(self._known[student], indent=1))

    def _file(self, student: str) -> Path:
        # A name may hold anything, and be longer than a file's.
        return self._folder / f"{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:24]}.json"


def replace(path: Path, text: str) -> None:
    """Write a file so that it is, at any time, the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8", errors="replace")
    aside.replace(path)


def fingerprint(place: Path) -> str:
    """Give what changes when any file of a submission does."""
    inside = sorted(place.rglob("*")) if place.is_dir() else []
    files = [path for path in inside if path.is_file() and not path.is_symlink()]
    return hashlib.sha256(b"".join(path.name.encode("utf-8", "replace") + _content(path) for path in files)).hexdigest()


def _content(path: Path) -> bytes:
    about = path.stat()
    if about.st_size > MOST_READ:
        return f"{about.st_size} {about.st_mtime_ns}".encode()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()

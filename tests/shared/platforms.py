"""What each learning platform hands out for a class: a zip, with the names that it gives to files and folders."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import nbformat


@dataclass(frozen=True)
class Student:
    """Somebody who hands in `files`, each by its name."""

    number: int
    first: str
    last: str
    files: Mapping[str, bytes]
    late: bool = False
    time: str = "2026-11-20-10-11-12"

    @property
    def user(self) -> str:
        return f"{self.first[:2]}_{self.number}".lower()

    @property
    def email(self) -> str:
        return f"{self.user}@uni.example"


def as_bytes(notebook: Any) -> bytes:
    return nbformat.writes(notebook).encode()  # type: ignore[no-untyped-call,no-any-return]


def canvas(students: Sequence[Student]) -> dict[str, bytes]:
    # name_LATE_user_file_name, the name with the last name first and nothing but letters and digits.
    found = {}
    for student in students:
        name = "".join(letter for letter in f"{student.last}{student.first}".lower() if letter.isalnum())
        for place, (file, content) in enumerate(student.files.items()):
            late = "LATE_" if student.late else ""
            found[f"{name}_{late}{student.number}_{90000 + 10 * student.number + place}_{file}"] = content
    return found


def moodle(students: Sequence[Student]) -> dict[str, bytes]:
    return {
        f"{student.first} {student.last}_{student.number}_assignsubmission_file/{file}": content
        for student in students
        for file, content in student.files.items()
    }


def blackboard(students: Sequence[Student]) -> dict[str, bytes]:
    found = {}
    for student in students:
        attempt = f"Sheet_2_{student.user}_attempt_{student.time}"
        names = "\n".join(f"\tOriginal filename: {file}\n\tFilename: {attempt}_{file}\n" for file in student.files)
        receipt = (
            f"Name: {student.first} {student.last} ({student.user})\nAssignment: Sheet 2\n"
            f"Date Submitted: Friday, 20 November 2026 10:11:12 o'clock GMT\nCurrent Grade: Needs Grading\n\n"
            f"Submission Field:\nThere is no student submission text data for this assignment.\n\n"
            f"Comments:\nThere are no student comments for this assignment.\n\nFiles:\n{names}"
        )
        found[f"{attempt}.txt"] = receipt.encode()
        found |= {f"{attempt}_{file}": content for file, content in student.files.items()}
    return found


def gradescope(students: Sequence[Student]) -> dict[str, bytes]:
    before, told = "assignment_471_export", []
    found: dict[str, bytes] = {}
    for student in students:
        folder = f"submission_{7000 + student.number}"
        day, clock = student.time[:10], student.time[11:].replace("-", ":")
        told.append(
            f"{folder}:\n  :submitters:\n  - :name: {student.first} {student.last}\n    :sid: '{student.number}'\n"
            f"    :email: {student.email}\n  :created_at: {day} {clock}.123456000 Z\n  :score: 0.0\n"
        )
        found |= {f"{before}/{folder}/{file}": content for file, content in student.files.items()}
    return {f"{before}/submission_metadata.yml": "".join(["---\n", *told]).encode(), **found}


def nbgrader(students: Sequence[Student]) -> dict[str, bytes]:
    return {
        f"submitted/{student.user}/02_entropy/{file}": content
        for student in students
        for file, content in student.files.items()
    }


def flat(students: Sequence[Student]) -> dict[str, bytes]:
    return {
        f"{student.first} {student.last} {file}": content
        for student in students
        for file, content in student.files.items()
    }


PLATFORMS: dict[str, Callable[[Sequence[Student]], dict[str, bytes]]] = {
    "Canvas": canvas,
    "Moodle": moodle,
    "Blackboard": blackboard,
    "Gradescope": gradescope,
    "nbgrader": nbgrader,
    "files": flat,
}


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def packed(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, what in files.items():
            archive.writestr(name, what)
    return content.getvalue()


def class_list(students: Sequence[Student], key: Callable[[Student], str]) -> str:
    lines = [f"{key(student)},{student.first} {student.last},{student.email}" for student in students]
    return "\n".join(["id,name,e-mail", *lines, ""])


def answered(notebook: Any, answers: Mapping[str, str]) -> bytes:
    """A notebook with some cells filled in otherwise, by the name of the cell."""
    copy = json.loads(nbformat.writes(notebook))  # type: ignore[no-untyped-call]
    for cell in copy["cells"]:
        if (name := cell["metadata"].get("nbgrader", {}).get("grade_id")) in answers:
            cell["source"] = answers[name]
    return json.dumps(copy).encode()


NAMES = ("Ada", "Łukasz", "O'Neil", "de la Cruz", "李", "Anna_Maria", "José", "van der 3", "X", "Müller-Lüdenscheidt")
FILES = ("{}", "{} (1)", "my work", "Copy of {}", "{}-Copy1", "ÄÖÜ", "a_12_b", "final FINAL", "x.y")


@dataclass
class Messy:
    """A zip as it may come, and the students of whom the sheet must be found in it."""

    platform: str
    content: bytes
    files: int
    found: int


def messy(random: Random, sheet: str, right: bytes, wrong: Sequence[bytes]) -> Messy:
    """Make a zip of some students, each with a mess of files; `right` is the sheet, `wrong` are other notebooks."""
    platform = random.choice(list(PLATFORMS))
    names = [name.replace("_", "") for name in NAMES] if platform == "Moodle" else NAMES
    students, found = [], 0
    for number in random.sample(range(10, 99), random.randint(0, 4)):
        files: dict[str, bytes] = {}
        if has_sheet := random.random() < 0.7:
            files[random.choice(FILES).format(f"sheet_{sheet}") + ".ipynb"] = right
        for _ in range(random.choice((0, 0, 1, 3))):
            kind = random.choice((".ipynb", ".py", ".csv", ".PDF", ".zip", ""))
            name = f"{random.choice(FILES).format('other')} {random.randint(0, 99)}{kind}"
            files[name] = random.choice(wrong) if kind == ".ipynb" else random.randbytes(random.randint(0, 300))
        if platform in ("Moodle", "Canvas", "Gradescope") and has_sheet and random.random() < 0.2:
            files = {"all of it.zip": packed({f"folder/{name}": content for name, content in files.items()})}
        first, last = random.choice(names), f"{random.choice(names)} {chr(65 + number % 26)}{chr(65 + number // 26)}"
        students.append(Student(number, first, last, files, random.random() < 0.2))
        found += has_sheet
    return _with_rubbish(random, platform, PLATFORMS[platform](students), found)


def _with_rubbish(random: Random, platform: str, files: dict[str, bytes], found: int) -> Messy:
    before = "" if platform == "Blackboard" else random.choice(("", "", "submissions/"))
    rubbish = ["__MACOSX/._a.ipynb", ".DS_Store", "../../out.ipynb", "/etc/x.ipynb", "C:\\x.ipynb", "a\x07b.ipynb"]
    content = io.BytesIO()
    how = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    chosen = random.sample(rubbish, random.randint(0, 2) if len(files) > 6 else 0)
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, what in files.items():
            archive.writestr(before + name, what)
        for name in chosen:
            archive.writestr(name, b"{}")
        if before:
            archive.mkdir(before + "empty")
    return Messy(platform, content.getvalue(), len(files) + len(chosen), found)

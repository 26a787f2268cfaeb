"""Packs the feedback pages of a class as the platform takes them back.

python -m infotheory_helpers.classroom.returning 02_entropy
"""

import sys
import zipfile
from pathlib import Path, PurePosixPath

from .ledger import Entry, read_ledger
from .platforms.naming import CANVAS, MOODLE

FEEDBACK, GRADES = Path("feedback"), Path("grades")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same pages, the same zip


def name_for(entry: Entry, page: str, student: str) -> str | None:
    """Give the name under which a platform finds whose page it is; None where it takes none back.

    Examples
    --------
    >>> name_for(Entry("Canvas", "lovelaceada_LATE_12_345_my sheet.ipynb", "12"), "sheet.html", "12")
    'lovelaceada_LATE_12_345_my sheet.html'
    >>> name_for(Entry("Moodle", "Ada Lovelace_12_assignsubmission_file/my sheet.ipynb", "12"), "sheet.html", "12")
    'Ada Lovelace_12_assignsubmission_file_/sheet.html'
    """
    parts = PurePosixPath(entry.path).parts
    if entry.platform == "Canvas":
        match = next((found for part in parts if (found := CANVAS.match(part))), None)
        if match is None or not match["user"].isdigit():
            return None  # who handed in without a name is found by nobody
        return f"{PurePosixPath(match[0]).stem}.html"
    if entry.platform == "Moodle":
        match = next(found for part in parts if (found := MOODLE.match(part)))
        return f"{match['name']}_{match['user']}_assignsubmission_file_/{page}"
    return f"{student}/{page}"


def pack(assignment: str) -> tuple[Path, list[str], list[str]]:
    """Pack the pages; give where they are, whose are in it, and whose cannot be named for the platform."""
    page, ledger = f"sheet_{assignment}.html", read_ledger(GRADES / assignment)
    path, packed, left = GRADES / assignment / "feedback.zip", [], []
    aside = path.with_suffix(".new")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for place in sorted(FEEDBACK.glob(f"*/{assignment}/{page}")):
            student = place.parts[-3]
            entry = ledger.get(student, Entry("folders", "", student))
            name = name_for(entry, page, student)
            if name is None:
                left.append(student)
                continue
            about = zipfile.ZipInfo(name, EPOCH)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, place.read_bytes())
            packed.append(student)
    aside.replace(path)
    return path, packed, left


def main(arguments: list[str]) -> str | None:
    """Pack what the command line names; give what went wrong, if anything did."""
    if len(arguments) != 1 or not list(FEEDBACK.glob(f"*/{arguments[0]}")):
        return "Nothing to return. Say `make grade` first, and then, for instance: make return ASSIGNMENT=02_entropy"
    (assignment,) = arguments
    path, packed, left = pack(assignment)
    print(f"{len(packed)} feedback pages, named as the platform asks: {path}")
    if left:
        print(f"Not in it, as they were handed in without a name: {', '.join(left)}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whose a file is: how Canvas, Moodle, Blackboard, Gradescope and nbgrader name what was handed in.

Canvas's names are those that its `content_zipper.rb` makes, Moodle's those of its `mod/assign` (and its documentation,
"Assignment activity"), Blackboard's those of "Assignment File Download", Gradescope's those of "Export Submissions".
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import yaml

from .archive import Item, Refused

CANVAS = re.compile(
    r"^(?:(?P<name>.*?)_)??(?:(?P<late>LATE)_)?(?P<user>anon_\w+?|\d+)_(?:(?P<file>\d+)_(?P<rest>.+)|(?P<other>text|link)\.html)$"
)
MOODLE = re.compile(r"^(?P<name>[^_]*)_(?P<user>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?$")
BLACKBOARD = re.compile(
    r"^(?P<head>.+)_(?P<user>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|(?P<receipt>\.txt))$"
)
RECEIPT = re.compile(r"^Name: *(?P<name>.*?) *\((?P<user>[^()\n]+)\) *\r?$", re.M)
GRADESCOPE = "submission_metadata.yml"
RESUBMITTED = re.compile(r"-\d+(?=\.\w+$)")  # Canvas numbers a file that is handed in again
MOST_TOLD = 20_000_000  # bytes of Gradescope's table


@dataclass(frozen=True)
class Whose:
    """What a file's name tells: by whom it is, what they called it, and which attempt it belongs to.

    `time` and `late` are None where the platform does not say.
    """

    platform: str
    rest: str
    id: str = ""
    name: str = ""
    email: str = ""
    file: str = ""  # Canvas's number of it
    time: datetime | None = None
    late: bool | None = None
    why_not: str = ""


def read_names(items: Sequence[Item], sheet: str) -> dict[str, list[Whose]]:
    """Say of each path by whom it is; of a group's, by all of them.

    The platform is the one whose names most files have. A path that has none of its names is by nobody.
    """
    paths = [item.path for item in items if not item.is_junk]
    told = next((item for item in items if item.name == GRADESCOPE and not item.refused), None)
    if told is not None:
        return _of_gradescope(told, paths)
    receipts = _receipts(items)
    ways: dict[str, Callable[[str], Whose | None]] = {
        "Canvas": _canvas,
        "Moodle": _moodle,
        "Blackboard": lambda path: _blackboard(path, receipts),
    }
    found = {platform: {path: way(path) for path in paths} for platform, way in ways.items()}
    counts = Counter({platform: sum(one is not None for one in whose.values()) for platform, whose in found.items()})
    (platform, count), *_ = counts.most_common(1)
    if 2 * count > len(paths):
        nobody = Whose(platform, "", why_not=f"its name is none of {platform}'s")
        return {path: [whose or nobody] for path, whose in found[platform].items()}
    return {path: [whose] for path, whose in _of_folders(paths, sheet).items()}


def _canvas(path: str) -> Whose | None:
    if not (match := CANVAS.match(PurePosixPath(_outer(path)).name)):
        return None
    why_not = f"a {match['other']} was handed in on Canvas, and no file" if match["other"] else ""
    rest = _inside(path, RESUBMITTED.sub("", match["rest"] or match["other"]))
    person, number, is_late = match["name"] or "", match["file"] or "", bool(match["late"])
    return Whose("Canvas", rest, match["user"], person, file=number, late=is_late, why_not=why_not)


def _moodle(path: str) -> Whose | None:
    parts = PurePosixPath(path).parts
    for place, part in enumerate(parts):
        if match := MOODLE.match(part):
            rest = "/".join(filter(None, (match["rest"], *parts[place + 1 :])))
            why_not = "a text was handed in on Moodle, and no file" if match["kind"] == "onlinetext" else ""
            name = "" if match["name"].startswith("Participant") else match["name"]
            return Whose("Moodle", rest or part, match["user"], name, why_not=why_not)
    return None


def _blackboard(path: str, receipts: Mapping[str, tuple[str, str]]) -> Whose | None:
    name = PurePosixPath(_outer(path)).name
    if not (match := BLACKBOARD.match(name)):
        return None
    user, person = receipts.get(_attempt(name), (match["user"], ""))
    time = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S").astimezone()
    why_not = "it is Blackboard's receipt" if match["receipt"] else ""
    rest = _inside(path, match["rest"] or name)
    return Whose("Blackboard", rest, user, person, time=time, why_not=why_not)


def _receipts(items: Iterable[Item]) -> dict[str, tuple[str, str]]:
    # A user name may hold the line that parts it from what stands before; the receipt has it in brackets.
    found = {}
    for item in items:
        match = BLACKBOARD.match(item.name)
        if match and match["receipt"] and not item.refused and "/" not in item.path:
            try:
                said = RECEIPT.search(item.read()[:10_000].decode("utf-8", "replace"))
            except Refused:
                continue
            if said:
                found[_attempt(item.name)] = (said["user"], said["name"])
    return found


def _attempt(name: str) -> str:
    head, mark, rest = name.rpartition("_attempt_")
    return head + mark + rest[:19]


def _of_gradescope(told: Item, paths: Iterable[str]) -> dict[str, list[Whose]]:
    before = PurePosixPath(told.path).parent
    try:
        content = told.read()
        table = yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if len(content) < MOST_TOLD else None
    except (Refused, yaml.YAMLError, ValueError, RecursionError):
        table = None
    table = table if isinstance(table, Mapping) else {}
    found = {}
    for path in paths:
        parts = PurePosixPath(path).parts[len(before.parts) :] if PurePosixPath(path).is_relative_to(before) else ()
        about = table.get(parts[0]) if parts else None
        if path == told.path:
            found[path] = [Whose("Gradescope", path, why_not="it is Gradescope's table of who handed in what")]
        elif isinstance(about, Mapping) and isinstance(about.get(":submitters"), list) and len(parts) > 1:
            found[path] = _submitters(about, "/".join(parts[1:]))
        else:
            found[path] = [Whose("Gradescope", path, why_not=f"{GRADESCOPE} does not say whose it is")]
    return found


def _submitters(about: Mapping[str, Any], rest: str) -> list[Whose]:
    time = about.get(":created_at")
    time = time.astimezone() if isinstance(time, datetime) else None
    found = []
    for one in about[":submitters"]:
        if isinstance(one, Mapping):
            sid, name, email = (str(one.get(key) or "") for key in (":sid", ":name", ":email"))
            found.append(Whose("Gradescope", rest, sid, name, email, time=time))
    return found or [Whose("Gradescope", rest, why_not=f"{GRADESCOPE} does not say whose it is")]


def _of_folders(paths: Sequence[str], sheet: str) -> dict[str, Whose]:
    # nbgrader's own, student/sheet/…; a folder for each student; or notebooks that carry a name.
    found = {}
    split = {path: PurePosixPath(path).parts for path in paths}
    common = _common(list(split.values()), sheet)
    for path, parts in split.items():
        rest = parts[common:]
        if sheet in rest[1:-1]:
            place = rest.index(sheet, 1)
            found[path] = Whose("nbgrader", "/".join(rest[place + 1 :]), rest[place - 1], rest[place - 1])
        elif len(rest) > 1:
            found[path] = Whose("folders", "/".join(rest[1:]), rest[0], rest[0])
        else:
            who = _without_sheet(PurePosixPath(rest[0]).stem, sheet)
            nobody = "" if who else "its name says nothing of whose it is"
            found[path] = Whose("files", rest[0], who, who, why_not=nobody)
    return found


def _common(paths: Sequence[Sequence[str]], sheet: str) -> int:
    # How many folders stand around everything, and are no student's.
    count = 0
    while all(len(one) > count + 1 for one in paths) and len({one[count] for one in paths}) == 1:
        inner = [one[count + 1 :] for one in paths]
        one_student = sum(len(one) == 1 and one[0].endswith(".ipynb") for one in inner) < 2
        if all(one[0] == sheet for one in inner) or (one_student and all(len(one) == 1 for one in inner)):
            break
        count += 1
    return count


def _without_sheet(stem: str, sheet: str) -> str:
    # What stands in a file's name besides the sheet's: "sheet_02_entropy_Ada Lovelace (1)" is Ada Lovelace's.
    bare = re.sub(rf"(?:sheet_)?{re.escape(sheet)}|\(\d+\)|-Copy\d+", " ", stem, flags=re.I)
    return bare.strip(" _-.")


def _outer(path: str) -> str:
    # A zip that a student handed in carries the platform's name, and what is in it the student's.
    parts = path.split("/")
    for place, part in enumerate(parts[:-1]):
        if part.lower().endswith(".zip"):
            return "/".join(parts[: place + 1])
    return path


def _inside(path: str, rest: str) -> str:
    outer = _outer(path)
    return rest if outer == path else path[len(outer) + 1 :]

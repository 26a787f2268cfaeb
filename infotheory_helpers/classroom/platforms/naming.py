"""Whose a file is: how Canvas, Moodle, Blackboard, Gradescope and nbgrader name what was handed in.

Canvas's names are those that its `content_zipper.rb` makes, Moodle's those of its `mod/assign` (and its documentation,
"Assignment activity"). Of Blackboard's "Assignment File Download" and Gradescope's "Export Submissions" no source is
public: their names are those that other programs expect.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
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
    is_platforms: bool = False  # its own, and nobody's


def read_names(items: Sequence[Item], sheet: str) -> dict[str, list[Whose]]:
    """Say of each path by whom it is; of a group's, by all of them.

    Only what stands at the top tells, below folders that hold everything: what is inside of it is a student's, who may
    call it as they like. The platform is the one whose names most of the top has.
    """
    good = {item.path: PurePosixPath(item.path).parts for item in items if not item.is_junk and not item.refused}
    around = _around(list(good.values()), sheet)
    tops = {path: (parts[len(around)], parts[len(around) + 1 :]) for path, parts in good.items()}
    for item in items:  # what is refused has a say in nothing, but may be somebody's
        parts = PurePosixPath(item.path).parts
        if item.refused and parts[: len(around)] == around and len(parts) > len(around):
            tops[item.path] = (parts[len(around)], parts[len(around) + 1 :])
    read = {tops[item.path]: item for item in items if item.path in good}
    if told := read.get((GRADESCOPE, ())):
        found = _of_gradescope(told, tops)
    else:
        found = _of_tops(tops, {top for top, _ in read}, _receipts(read), sheet)
    nobody = [Whose("", "", why_not="it lies elsewhere than all else")]
    return {item.path: found.get(item.path, nobody) for item in items if not item.is_junk}


Tops = Mapping[str, tuple[str, tuple[str, ...]]]


def _of_tops(
    tops: Tops, voters: Collection[str], receipts: Mapping[str, tuple[str, str]], sheet: str
) -> dict[str, list[Whose]]:
    ways: dict[str, Callable[[str, tuple[str, ...]], Whose | None]] = {
        "Canvas": _canvas,
        "Moodle": _moodle,
        "Blackboard": lambda top, inner: _blackboard(top, inner, receipts),
    }
    for platform, way in ways.items():
        if 2 * sum(way(top, ()) is not None for top in voters) > len(voters):
            nobody = Whose(platform, "", why_not=f"its name is none of {platform}'s")
            return {path: [way(top, inner) or nobody] for path, (top, inner) in tops.items()}
    return {path: [_of_folder(top, inner, sheet)] for path, (top, inner) in tops.items()}


def _around(paths: Sequence[tuple[str, ...]], sheet: str) -> tuple[str, ...]:
    # The folders that stand around everything, and are no student's.
    count = 0
    while paths and all(len(one) > count + 1 for one in paths) and len({one[count] for one in paths}) == 1:
        inner = [one[count + 1 :] for one in paths]
        here = paths[0][count]
        is_students = here.lower().endswith(".zip") or MOODLE.match(here) or all(one[0] == sheet for one in inner)
        if is_students or (all(len(one) == 1 for one in inner) and sum(one[0].endswith(".ipynb") for one in inner) < 2):
            break
        count += 1
    return paths[0][:count] if paths else ()


def _canvas(top: str, inner: tuple[str, ...]) -> Whose | None:
    if not (match := CANVAS.match(top)):
        return None
    why_not = f"a {match['other']} was handed in on Canvas, and no file" if match["other"] else ""
    rest = "/".join(inner) or RESUBMITTED.sub("", match["rest"] or match["other"])
    person, number, is_late = match["name"] or "", match["file"] or "", bool(match["late"])
    return Whose("Canvas", rest, match["user"], person, file=number, late=is_late, why_not=why_not)


def _moodle(top: str, inner: tuple[str, ...]) -> Whose | None:
    if not (match := MOODLE.match(top)):
        return None
    why_not = "a text was handed in on Moodle, and no file" if match["kind"] == "onlinetext" else ""
    name = "" if match["name"].startswith("Participant") else match["name"]
    rest = "/".join(filter(None, (match["rest"], *inner)))
    return Whose("Moodle", rest or top, match["user"], name, why_not=why_not)


def _blackboard(top: str, inner: tuple[str, ...], receipts: Mapping[str, tuple[str, str]]) -> Whose | None:
    if not (match := BLACKBOARD.match(top)):
        return None
    user, person = receipts.get(_attempt(top), (match["user"], ""))
    time = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S").astimezone()
    why_not = "Blackboard's receipt" if match["receipt"] else ""
    rest = "/".join(inner) or match["rest"] or top
    return Whose("Blackboard", rest, user, person, time=time, why_not=why_not, is_platforms=bool(why_not))


def _receipts(read: Mapping[tuple[str, tuple[str, ...]], Item]) -> dict[str, tuple[str, str]]:
    # A user name may hold the line that parts it from what stands before; the receipt has it in brackets.
    found = {}
    for (top, inner), item in read.items():
        match = BLACKBOARD.match(top)
        if match and match["receipt"] and not inner:
            try:
                said = RECEIPT.search(item.read()[:10_000].decode("utf-8", "replace"))
            except Refused:
                continue
            if said:
                found[_attempt(top)] = (said["user"], said["name"])
    return found


def _attempt(name: str) -> str:
    head, mark, rest = name.rpartition("_attempt_")
    return head + mark + rest[:19]


def _of_gradescope(told: Item, tops: Tops) -> dict[str, list[Whose]]:
    try:
        content = told.read()
        table = yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if len(content) < MOST_TOLD else None
    except (Refused, yaml.YAMLError, ValueError, RecursionError):
        table = None
    found = {}
    for path, (top, inner) in tops.items():
        about = table.get(top) if isinstance(table, Mapping) else None
        if path == told.path:
            found[path] = [
                Whose("Gradescope", path, why_not="Gradescope's table of who handed in what", is_platforms=True)
            ]
        elif isinstance(about, Mapping) and isinstance(about.get(":submitters"), list) and inner:
            found[path] = _submitters(about, "/".join(inner))
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


def _of_folder(top: str, inner: tuple[str, ...], sheet: str) -> Whose:
    # nbgrader's own, student/sheet/…; a folder for each student; or files that carry a name.
    if inner[:1] == (sheet,) and len(inner) > 1:
        return Whose("nbgrader", "/".join(inner[1:]), top, top)
    if inner and not top.lower().endswith(".zip"):
        return Whose("folders", "/".join(inner), top, top)
    who = _without_sheet(PurePosixPath(top).stem, sheet)
    return Whose(
        "files", "/".join(inner) or top, who, who, why_not="" if who else "its name says nothing of whose it is"
    )


def _without_sheet(stem: str, sheet: str) -> str:
    # What stands in a file's name besides the sheet's: "sheet_02_entropy_Ada Lovelace (1)" is Ada Lovelace's.
    bare = re.sub(rf"(?:sheet_)?{re.escape(sheet)}|\(\d+\)|-Copy\d+", " ", stem, flags=re.I)
    return bare.strip(" _-.")

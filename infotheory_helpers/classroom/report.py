"""The class report: for every task how many were right, and which mistake how many made."""

import base64
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from infotheory_helpers.explorer.palette import COST, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT

# How a task can have ended, in the order and colour of the figure's bars.
ENDS = {"right": P_COLOUR, "a known mistake": COST, "wrong otherwise": Q_COLOUR, "not done": MUTED}
# What the table's last column says of each kind; "" is said in the columns before it.
OTHERWISE = {"right": "", "mistake": "", "not yet": "wrong, but no known mistake", "": "no verdict"}
WAITS = "to grade by hand"  # the kind of an answer that a person has not read yet
MOST_NAMES = 5

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="made-of" content="{mark}"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }}
table {{ border-collapse: collapse; margin: 1em 0; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3em 0.8em; border-bottom: 1px solid #8888; }}
li, td {{ overflow-wrap: anywhere; }}
@media print {{ h2, li, tr, img {{ break-inside: avoid; }} }}
img {{ max-width: 100%; }}
</style>
<h1>{title}</h1>
{warning}<p>{summary}</p>
{problems}
<h2>Task by task</h2>
<img src="data:image/png;base64,{picture}" alt="{alt}">
<table><tr><th>task</th><th>right</th><th>mistakes, and who made them</th><th>otherwise</th></tr>
{rows}
</table>
{more}</html>
"""


def write_report(
    path: Path,
    assignment: str,
    titles: Mapping[str, str],
    graded: Sequence[Mapping[str, Any]],
    warning: str = "",
    more: str = "",
) -> None:
    """Write the report of a class as one page that needs nothing else.

    `graded` holds for each student: `student`, `tasks` (each with `number`, `by_hand`, `kind` and `mistakes`) and
    `problems`. A warning stands above all else, and below it more, as HTML. A page that says the same already is left
    as it is.
    """
    said = Path(__file__).read_bytes(), assignment, titles, graded, warning, more
    mark = hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()
    if path.exists() and mark in path.read_text(encoding="utf-8", errors="replace"):
        return
    with_tasks = [one for one in graded if one["tasks"]]
    tasks = {number: _of_task(with_tasks, number) for number in titles}
    tasks = {number: found for number, found in tasks.items() if found}
    drawn = {number: _ends(found) for number, found in tasks.items()}
    title = f"Class report: {assignment}"
    summary = f"{len(with_tasks)} of {len(graded)} submissions were graded."
    picture, alt = _picture(drawn, len(with_tasks))
    rows = "\n".join(_row(number, titles[number], found) for number, found in tasks.items())
    text = PAGE.format(
        title=escape(title),
        mark=mark,
        warning=f"<p><b>{escape(warning)}</b></p>\n" if warning else "",
        summary=summary,
        problems=_problems(graded),
        picture=picture,
        alt=escape(alt),
        rows=rows,
        more=more,
    )
    path.write_text(text, encoding="utf-8")


def _of_task(graded: Sequence[Mapping[str, Any]], number: str) -> list[Mapping[str, Any]]:
    return [task | {"student": one["student"]} for one in graded for task in one["tasks"] if task["number"] == number]


def _ends(found: Sequence[Mapping[str, Any]]) -> Counter[str]:
    ends: Counter[str] = Counter()
    for task in found:
        if not task["by_hand"]:
            kind = "a known mistake" if task["kind"] == "mistake" else task["kind"]
            ends[kind if kind in ENDS else "wrong otherwise"] += 1
    return ends


def _row(number: str, title: str, found: Sequence[Mapping[str, Any]]) -> str:
    if all(task["by_hand"] for task in found):
        waiting = sum(task["kind"] == WAITS for task in found)
        cells = ["graded by hand", "", f"{waiting} wait to be graded" if waiting else "all graded"]
    else:
        right = sum(task["kind"] == "right" for task in found)
        cells = [
            f"{right} of {len(found)}",
            _counted(found, lambda task: " and ".join(task["mistakes"])),
            _counted(found, lambda task: OTHERWISE.get(task["kind"], task["kind"])),
        ]
    return f"<tr><td>{number} {escape(title)}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _counted(found: Sequence[Mapping[str, Any]], what: Callable[[Mapping[str, Any]], str]) -> str:
    # How many, of what, and who.
    groups: dict[str, list[str]] = {}
    for task in found:
        if what(task):
            groups.setdefault(what(task), []).append(str(task["student"]))
    lines = []
    for name, students in sorted(groups.items(), key=lambda group: -len(group[1])):
        who = ", ".join(students[:MOST_NAMES]) + (" …" if len(students) > MOST_NAMES else "")
        lines.append(f"{len(students)} of {len(found)}: {escape(name)} ({escape(who)})")
    return "<br>".join(lines)


def _problems(graded: Sequence[Mapping[str, Any]]) -> str:
    found = [(one["student"], problem) for one in graded for problem in one["problems"]]
    if not found:
        return ""
    lines = "\n".join(f"<li><b>{escape(student)}</b>: {escape(problem)}</li>" for student, problem in found)
    return f"<h2>Look at these</h2>\n<ul>\n{lines}\n</ul>"


def _picture(drawn: Mapping[str, Counter[str]], students: int) -> tuple[str, str]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.ticker import MaxNLocator

    from infotheory_helpers.explorer.drawing import panels

    shown = {number: ends for number, ends in drawn.items() if ends}
    ax = panels(8, 1.4 + 0.45 * len(shown))
    figure = ax.get_figure()
    for row, ends in enumerate(shown.values()):
        start = 0
        for name, colour in ENDS.items():
            ax.barh(row, ends[name], 0.7, left=start, color=colour, edgecolor="white")
            if ends[name]:
                ink = "black" if colour == Q_COLOUR else "white"
                ax.annotate(str(ends[name]), (start + ends[name] / 2, row), ha="center", va="center", color=ink)
            start += ends[name]
    for place, (name, colour) in enumerate(ENDS.items()):
        ink = Q_TEXT if colour == Q_COLOUR else colour
        ax.annotate(f"■ {name}", (place / 4, 1.02), xycoords="axes fraction", color=ink, va="bottom")
    ax.set(yticks=range(len(shown)), yticklabels=list(shown), xlabel="students", ylabel="task")
    ax.set_xlim(0, max(students, 1))
    ax.invert_yaxis()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    png = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(png, format="png", dpi=144, facecolor="white")
    alt = "Bars for each task. " + " ".join(
        f"Task {number}: " + ", ".join(f"{ends[name]} {name}" for name in ENDS if ends[name]) + "."
        for number, ends in shown.items()
    )
    return base64.b64encode(png.getvalue()).decode("ascii"), alt

"""What an instructor may want to talk about: wrong answers that no mistake explains, same answers, who needs a word.

python -m infotheory_helpers.classroom.insights 02_entropy
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from .memory import Memory
from .report import WAITS
from .table import Graded

GRADES = Path("grades")
MOST = 10  # wrong answers that are told
FEW = 0.5  # the share of the points below which somebody may need a word


@dataclass(frozen=True)
class Unexplained:
    """A wrong answer that is none of the mistakes that are known, and whose it is."""

    check: str
    made: str
    students: tuple[str, ...]


def remembered(assignment: str) -> dict[str, Mapping[str, Any]]:
    """Give what is remembered of each student of a sheet."""
    memory = Memory(GRADES / assignment / "graded")
    return {student: memory.of(student) for student in memory.students()}


def unexplained(known: Mapping[str, Mapping[str, Any]]) -> list[Unexplained]:
    """Give the most frequent wrong answers that no mistake explains.

    Examples
    --------
    >>> task = {"kind": "not yet", "made": "2.5"}
    >>> unexplained({"ada": {"tasks": {"check-2-1": task}}, "bob": {"tasks": {"check-2-1": task}}})
    [Unexplained(check='check-2-1', made='2.5', students=('ada', 'bob'))]
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for student, one in known.items():
        for name, task in one.get("tasks", {}).items():
            if task["kind"] == "not yet" and task.get("made"):
                groups.setdefault((name, task["made"]), []).append(student)
    most = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))[:MOST]
    return [Unexplained(check, made, tuple(students)) for (check, made), students in most]


def same_answers(known: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, tuple[str, ...]]]:
    """Give written answers that are the same to the letter, and whose they are.

    Examples
    --------
    >>> one = {"answers": {"reason-2-2": "a1"}, "tasks": {"reason-2-2": {"kind": "to grade by hand"}}}
    >>> same_answers({"ada": one, "bob": one, "eve": one | {"answers": {"reason-2-2": "b2"}}})
    [('reason-2-2', ('ada', 'bob'))]
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for student, one in known.items():
        for name, mark in one.get("answers", {}).items():
            if one["tasks"].get(name, {}).get("kind") == WAITS:  # something was written
                groups.setdefault((name, mark), []).append(student)
    return [(name, tuple(students)) for (name, _), students in sorted(groups.items()) if len(students) > 1]


def need_a_word(graded: Iterable[Graded]) -> list[tuple[Graded, str]]:
    """Give who has handed in nothing, or has less than half of the points that no person gives."""
    found = []
    for one in graded:
        tasks = [task for task in one.tasks if not task.by_hand]
        points, most = sum(task.points for task in tasks), sum(task.out_of for task in tasks)
        if not tasks:
            found.append((one, "; ".join(one.problems)))
        elif points < FEW * most:
            found.append((one, f"{points:g} of {most:g} points without the answers that you read"))
    return found


def as_html(graded: Sequence[Graded], known: Mapping[str, Mapping[str, Any]]) -> str:
    """Write what there is to talk about, for the class report; nothing where there is nothing."""
    called = {one.student: one.name or one.student for one in graded}
    wrong = [
        f"{escape(one.check.removeprefix('check-').replace('-', '.'))}: <code>{escape(one.made)}</code>, "
        f"{len(one.students)} of {len(known)} ({_people(one.students, called)})"
        for one in unexplained(known)
    ]
    same = [f"{escape(name)}: {_people(students, called)}" for name, students in same_answers(known)]
    word = [f"{escape(called[one.student])}: {escape(why)}" for one, why in need_a_word(graded)]
    return "".join(
        f"<h2>{title}</h2>\n<p>{says}</p>\n<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>\n"
        for title, says, lines in (
            ("Who may need a word", "Nothing handed in, or less than half of what the checks give.", word),
            ("Wrong, and no mistake that we know", "The most frequent first; <code>make mistakes</code> begins an "
             "entry for them.", wrong),
            ("The same to the letter", "A hint to talk about, and no verdict: some work in pairs.", same),
        )
        if lines
    )  # fmt: skip


def _people(students: Iterable[str], called: Mapping[str, str]) -> str:
    return ", ".join(escape(called.get(student, student)) for student in students)


def skeleton(one: Unexplained) -> str:
    """Begin the entry of a mistake, as `of_measures.py` and `of_tasks.py` hold them."""
    return (
        f"# {one.check}: {len(one.students)} made {one.made}\n"
        'Mistake("what it is called in the report",\n'
        f"        lambda p: ...,  # what computes {one.made} from the task's numbers\n"
        '        "What the learner is told, in a sentence.",\n'
        '        "the line that makes it")'
    )


def main(arguments: list[str]) -> str | None:
    """Print the beginnings of mistakes; give what went wrong, if anything did."""
    if len(arguments) != 1 or not (known := remembered(arguments[0])):
        return "Nothing is graded. Say `make grade` first, and then, for instance: make mistakes ASSIGNMENT=02_entropy"
    found = unexplained(known)
    print(*map(skeleton, found), sep="\n\n")
    print(
        f"{len(found)} wrong answers that no mistake explains." if found else "Every wrong number is a known mistake."
    )
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Gathers a class's evidence cards, from submitted/, into one page.

python -m infotheory_helpers.classroom.cards
"""

import html
import itertools
import json
from dataclasses import fields
from pathlib import Path

from .evidence import FOLDER, OPTIONAL, EvidenceCard

PAGE = Path("grades/cards.html")
NAMES = [field.name for field in fields(EvidenceCard)]


def gather(submitted: Path, page: Path) -> list[str]:
    """Gather the cards in `submitted`/<student>/… into one page; give what could not be read."""
    cards: list[tuple[EvidenceCard, str]] = []
    problems = []
    for path in sorted(submitted.glob(f"*/**/{FOLDER}/*.json")):
        student = path.relative_to(submitted).parts[0]
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            card = EvidenceCard(**{name: told[name] for name in NAMES if name != OPTIONAL or name in told})
        except (ValueError, KeyError, TypeError) as error:
            problems.append(f"{student}: {path.name} is no evidence card ({type(error).__name__})")
            continue
        problems += [f"{student}: {path.name}: {line}" for line in card.missing()]
        cards.append((card, student))
    cards.sort(key=lambda pair: (pair[0].lesson, pair[1]))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_page(cards, problems), encoding="utf-8")
    return problems


def _page(cards: list[tuple[EvidenceCard, str]], problems: list[str]) -> str:
    parts = [
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Evidence cards</title>',
        "<style>body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #111; "
        "background: #fff; } dt { font-weight: bold; } article { border: 1px solid #ccc; padding: 0 1em; "
        "margin: 1em 0; overflow-wrap: anywhere; }</style>",
        f"<h1>Evidence cards</h1>\n<p>{len(cards)} cards of {len({student for _, student in cards})} students.</p>",
        *(f"<p>Look at this: {html.escape(problem)}</p>" for problem in problems),
    ]
    for lesson, group in itertools.groupby(cards, key=lambda pair: pair[0].lesson):
        parts.append(f"<h2>{html.escape(lesson)}</h2>")
        for card, student in group:
            rows = "".join(f"<dt>{title}</dt><dd>{html.escape(said)}</dd>" for title, said in card.rows())
            parts.append(f"<article><h3>{html.escape(student)}</h3><dl>{rows}</dl></article>")
    return "\n".join([*parts, "</html>\n"])


if __name__ == "__main__":
    told = gather(Path("submitted"), PAGE)
    print(*told, f"All cards on one page: {PAGE}", sep="\n")

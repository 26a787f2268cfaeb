"""The evidence card: one result of a learner's own, in a form that somebody else can check.

python -m infotheory_helpers.classroom.cards      gathers the cards in submitted/ into one page
"""

import itertools
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = "my_cards"
UNIT = re.compile(r"\b(bits?|nats?|choices|outcomes|questions)\b")

# What each field is for, as it stands on the card, and the fewest words that can say it.
FIELDS = {
    "process": ("Random process", 2),
    "method": ("Simulation or formula", 1),
    "output": ("Output, with its unit", 2),
    "failure_check": ("Failure check", 4),
    "meaning": ("Meaning in plain language", 4),
}


@dataclass(frozen=True)
class EvidenceCard:
    """Five fields that make a result of yours worth believing; the card is saved only when all of them are filled.

    Parameters
    ----------
    lesson : str
        Names the card's files, such as "02_entropy".
    process : str
        The random process: an event, a distribution, a sample …
    method : str
        The simulation or formula that made the uncertainty visible.
    output : str
        What came out: a number with its unit (bits, nats, choices, outcomes or questions).
    failure_check : str
        What could have gone wrong, and how you looked: a base rate confused, the wrong unit, a biased sample …
    meaning : str
        What it means, in words that need no formula.

    Raises
    ------
    ValueError
        If `lesson` cannot name a file. A field that is empty, or says too little, is no error: `save` says which.

    Examples
    --------
    >>> card = EvidenceCard("02_entropy", "a coin, heads 0.9", "entropy, −Σ p log2 p", "0.4690", ..., ...)
    >>> card.save()
    Not saved yet.
    - Output, with its unit (`output`): it has no unit. Bits, nats, choices, outcomes or questions?
    - Failure check (`failure_check`): it is empty.
    - Meaning in plain language (`meaning`): it is empty.

    References
    ----------
    Wilson, G. et al. (2017), Good Enough Practices in Scientific Computing.
    """

    lesson: str
    process: Any = ...
    method: Any = ...
    output: Any = ...
    failure_check: Any = ...
    meaning: Any = ...

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\w[\w-]*", str(self.lesson)):
            raise ValueError(f"`lesson` is {self.lesson!r}; it names files, so use letters, digits, _ and - alone.")

    def __repr__(self) -> str:
        return "\n".join(f"{title}: {self.said(name)}" for name, (title, _) in FIELDS.items())

    def _repr_markdown_(self) -> str:
        rows = "\n".join(f"| {title} | {_in_a_cell(self.said(name))} |" for name, (title, _) in FIELDS.items())
        return f"**Evidence card · {self.lesson}**\n\n| field | yours |\n|---|---|\n{rows}\n"

    def missing(self) -> list[str]:
        """Say what is still missing, field by field."""
        found = [(title, name, _fault(name, getattr(self, name), words)) for name, (title, words) in FIELDS.items()]
        return [f"{title} (`{name}`): {fault}" for title, name, fault in found if fault]

    def save(self, folder: str | Path = FOLDER) -> None:
        """Save as Markdown and JSON under a number that is still free, or say what is missing."""
        if missing := self.missing():
            print("Not saved yet.", *(f"- {line}" for line in missing), sep="\n")
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number in itertools.count(1):
            path = Path(folder) / f"{self.lesson}-{number}.json"
            try:
                with path.open("x", encoding="utf-8") as file:  # never over an earlier card
                    json.dump(asdict(self), file, indent=1, ensure_ascii=False)
                break
            except FileExistsError:
                continue
        path.with_suffix(".md").write_text(self._repr_markdown_(), encoding="utf-8")
        print(f"Saved as {path.as_posix()} and {path.with_suffix('.md').name}.")

    def said(self, name: str) -> str:
        """Give what stands in a field; dots where nothing does."""
        value = getattr(self, name)
        return "…" if value is ... else str(value)


def _fault(name: str, value: Any, words: int) -> str:
    if value is ... or not str(value).strip(" .…"):
        return "it is empty."
    if not isinstance(value, str):
        return f"it is {value!r}; put it into words, between quotation marks."
    if name == "output" and not re.search(r"\d|∞|\binf\b", value):
        return "it has no number."
    if name == "output" and not UNIT.search(value):
        return "it has no unit. Bits, nats, choices, outcomes or questions?"
    if len(value.split()) < words:
        return f"“{value}” is too short for somebody else to check it. Write a sentence."
    return ""


def _in_a_cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")

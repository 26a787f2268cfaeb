"""The evidence card: one result of a learner's own, in a form that somebody else can check.

python -m infotheory_helpers.classroom.cards      gathers the cards in submitted/ into one page
"""

import itertools
import json
import re
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from infotheory_helpers.checks.verdict import with_code
from infotheory_helpers.explorer.notebook import running_shell
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, PANEL, PAPER, ink

FOLDER = "my_cards"
UNIT = re.compile(r"\b(bits?|nats?|choices|outcomes|questions)\b")

# What each field is for, as it stands on the card, and the fewest words that can say it.
FIELDS = {
    "process": ("Random process", 2),
    "method": ("Simulation or formula", 1),
    "output": ("Output, with its unit", 2),
    "prediction": ("Prediction, and what became of it", 1),
    "failure_check": ("Failure check", 4),
    "meaning": ("Meaning in plain language", 4),
}
OPTIONAL = "prediction"


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
    prediction : str or prediction, optional
        What you had expected, and what became of it. Without one the card has no such line.

    Raises
    ------
    ValueError
        If `lesson` cannot name a file. A field that is empty, or says too little, is no error: `save` says which.

    Examples
    --------
    >>> card = EvidenceCard("02_entropy", "a coin, heads 0.9", "entropy, −Σ p log2 p", "0.4690", ..., ...)
    >>> card
    Evidence card · 02_entropy
    Random process: a coin, heads 0.9
    Simulation or formula: entropy, −Σ p log2 p
    Output, with its unit: 0.4690
    Failure check: …
    Meaning in plain language: …
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
    prediction: Any = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\w[\w-]*", str(self.lesson)):
            raise ValueError(f"`lesson` is {self.lesson!r}; it names files, so use letters, digits, _ and - alone.")
        # A prediction of the course says in words what became of it; kept as it is now, whatever is chosen later.
        object.__setattr__(self, OPTIONAL, getattr(self.prediction, "outcome", self.prediction))

    def __repr__(self) -> str:
        return "\n".join([f"Evidence card · {self.lesson}", *(f"{title}: {said}" for title, said in self.rows())])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return self._shown(self._not_saved())

    def rows(self) -> list[tuple[str, str]]:
        """Give the lines of the card: what each is for, and what stands there."""
        return [(title, self.said(name)) for name, (title, _) in self._fields()]

    def missing(self) -> list[str]:
        """Say what is still missing, field by field."""
        found = [(title, name, self._fault(name, words)) for name, (title, words) in self._fields()]
        return [f"{title} (`{name}`): {fault}" for title, name, fault in found if fault]

    def save(self, folder: str | Path = FOLDER) -> None:
        """Save as Markdown and JSON under a number that is still free, or say what is missing; show the card."""
        if not_saved := self._not_saved():
            self._tell(not_saved)
            return
        try:
            path = self._written(Path(folder))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            self._tell(
                [
                    f"Not saved: nothing can be written in {Path(folder).as_posix()} ({why}). Name a folder where you "
                    'may write, such as card.save("../my_cards").'
                ]
            )
            return
        self._tell([f"Saved as {path.as_posix()} and {path.with_suffix('.md').name}."])

    def said(self, name: str) -> str:
        """Give what stands in a field; dots where nothing does."""
        value = getattr(self, name)
        return "…" if value is ... else str(value)

    def _not_saved(self) -> list[str]:
        missing = self.missing()
        return ["Not saved yet.", *(f"- {line}" for line in missing)] if missing else []

    def _fields(self) -> list[tuple[str, tuple[str, int]]]:
        return [(name, about) for name, about in FIELDS.items() if name != OPTIONAL or self.prediction is not None]

    def _fault(self, name: str, words: int) -> str:
        value = getattr(self, name)
        if name == OPTIONAL and value is not ...:
            return ""  # what the lesson noted is taken as it is
        return _fault(name, value, words)

    def _written(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        record = {name: value for name, value in asdict(self).items() if name != OPTIONAL}
        if self.prediction is not None:
            record[OPTIONAL] = self.said(OPTIONAL)
        for number in itertools.count(1):
            path = folder / f"{self.lesson}-{number}.json"
            try:
                with path.open("x", encoding="utf-8") as file:  # never over an earlier card
                    json.dump(record, file, indent=1, ensure_ascii=False)
                break
            except FileExistsError:
                continue
        path.with_suffix(".md").write_text(self._markdown(), encoding="utf-8")
        return path

    def _markdown(self) -> str:
        rows = "\n".join(f"| {title} | {_in_a_cell(said)} |" for title, said in self.rows())
        return f"**Evidence card · {self.lesson}**\n\n| field | yours |\n|---|---|\n{rows}\n"

    def _tell(self, lines: list[str]) -> None:
        # In a notebook the card itself is shown, with these lines under it.
        if running_shell() is None:
            print(*lines, sep="\n")
            return
        from IPython.display import display

        display(self._shown(lines), raw=True)  # type: ignore[no-untyped-call]

    def _shown(self, lines: list[str]) -> dict[str, str]:
        return {"text/plain": "\n".join([repr(self), *lines]), "text/html": self._panel(lines)}

    def _panel(self, lines: list[str]) -> str:
        # In the inks of the page, as the panel of a check is; long words are broken.
        rows = "".join(self._row(name, title) for name, (title, _) in self._fields())
        told = "".join(f'<div style="margin-top: 0.3em">{with_code(line)}</div>' for line in lines)
        return (
            f'{PANEL}<div role="group" aria-label="Evidence card" class="course-panel" style="max-width: 46em; '
            f"margin: 0.3em 0; padding: 0.6em 1em; color: {ink(HIGHLIGHT)}; background: {ink(PAPER)}; "
            f"border: 1px solid {ink(P_COLOUR)}; border-top: 0.5em solid {ink(P_COLOUR)}; "
            f'overflow-wrap: anywhere"><b>Evidence card · {escape(self.lesson)}</b>{rows}{told}</div>'
        )

    def _row(self, name: str, title: str) -> str:
        value, mark = escape(self.said(name), quote=False), ""
        if self._fault(name, FIELDS[name][1]):
            value = "still to be filled in" if value.strip(" .…") == "" else value
            mark = f'<b style="color: {ink(COST)}">✎ </b>'
        return (
            f'<div style="margin-top: 0.4em"><div style="color: {ink(MUTED)}; font-size: 0.9em">{title}</div>'
            f'<div style="white-space: pre-wrap">{mark}{value}</div></div>'
        )


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

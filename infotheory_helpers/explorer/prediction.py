"""A prediction: choices to commit to before a figure is moved, kept in the notebook, and answered one by one.

The questions stand in the lessons, the choices and what is answered to each in `predictions.toml`.
"""

from __future__ import annotations

import functools
import json
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .notebook import running_shell
from .player import PREDICTION

if TYPE_CHECKING:
    from .keeping import Keeper

FILE = Path(__file__).parent.parent / "predictions.toml"

# What this kernel knows of the learner's choices, by the prediction's name.
MADE: dict[str, str] = {}


@functools.cache
def all_predictions() -> dict[str, dict[str, Any]]:
    """Read the file of predictions."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


class Prediction:
    """A question's choices, and what is answered to each."""

    def __init__(self, name: str) -> None:
        known = all_predictions()
        if name not in known:
            raise ValueError(f"`name` is {name!r}; the predictions are: {', '.join(known)}.")
        self.name, self.answers = name, dict(known[name]["answers"])
        self.right: str = known[name]["right"]
        self.unit: str = known[name].get("unit", "")
        self.at_once: bool = known[name].get("at_once", False)
        self._keeper: Keeper | None = None

    @property
    def choices(self) -> list[str]:
        """The choices, in their order."""
        return list(self.answers)

    @property
    def chosen(self) -> str | None:
        """What the learner has chosen, if anything."""
        return MADE.get(self.name)

    @property
    def outcome(self) -> str:
        """Say what was predicted, and what became of it."""
        if self.chosen is None:
            return "none made"
        said = f"I said {self.in_words(self.chosen)}"
        return f"{said}, and so it was" if self.chosen == self.right else f"{said}; it was {self.in_words(self.right)}"

    def in_words(self, choice: str) -> str:
        """Give a choice with its unit."""
        return f"{choice} {self.unit}".strip()

    def record(self) -> dict[str, Any]:
        """Give what an instructor's program reads: what was chosen, and whether it was right."""
        return {
            "kind": "prediction",
            "text": "" if self.chosen is None else self.in_words(self.chosen),
            "mistakes": [],
            "prediction": self.name,
            "right": None if self.chosen is None else self.chosen == self.right,
        }

    def __repr__(self) -> str:
        said = "nothing chosen yet" if self.chosen is None else f"you said {self.in_words(self.chosen)}"
        return f"Your prediction: {' | '.join(map(self.in_words, self.choices))} ({said})."

    def _repr_html_(self) -> str:
        if self._keeper is None and running_shell() is not None:
            from .keeping import Keeper

            self._keeper = Keeper(self)
        spec = {
            "name": self.name,
            "choices": [[choice, self.in_words(choice)] for choice in self.choices],
            "answers": self.answers if self.at_once else None,
        }
        told = json.dumps(spec, ensure_ascii=False).replace("</", "<\\/")
        choices = " · ".join(f"<b>{escape(self.in_words(choice))}</b>" for choice in self.choices)
        return (
            f'<div class="prediction" data-name="{self.name}"><p>Your prediction: {choices}</p></div>'
            f"<script>(() => {{{PREDICTION}\npredict(document.currentScript.previousElementSibling, {told});}})();"
            "</script>"
        )


def predict(name: str) -> Prediction:
    """Ask for a prediction before a figure is moved; the choice is kept in the notebook.

    Parameters
    ----------
    name : str
        Of the prediction, as in `predictions.toml`; choices that are quantities carry their unit, bits or nats.

    Returns
    -------
    Prediction
        As the last line of a cell it shows a row of choices.

    Raises
    ------
    ValueError
        If there is no prediction of this name.

    Examples
    --------
    >>> predict("one in fifty")
    Your prediction: 2 bits | 6 bits | 25 bits | 50 bits (nothing chosen yet).

    References
    ----------
    Crouch, C. H. et al. (2004), Classroom demonstrations: Learning tools or entertainment?
    """
    return Prediction(name)

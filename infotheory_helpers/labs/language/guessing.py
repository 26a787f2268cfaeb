"""Shannon's guessing game: a reader guesses the next letter until it is right, and the guesses bound the entropy.

Python knows the passages and the formulas; `guessing.js` lets the reader play, in JupyterLab and in an exported page.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.explorer.player import PLAYER
from infotheory_helpers.measures.information import entropy
from infotheory_helpers.measures.validation import Unit, in_unit, numbers

from .ngrams import SIZE, NGramModel
from .passages import MANUAL, passages

if TYPE_CHECKING:
    from .link import Link

HERE = Path(__file__).parent
GAME = "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("guessing_words", "guessing"))
HOW_TO_START = "<p><em>This game starts once the cells above have run: click into each, <b>Shift + Enter</b>.</em></p>"

# What this kernel has heard of a game, by what is played: a second run of its cell goes on with it.
HEARD: dict[str, list[dict[str, Any]]] = {}


def entropy_bounds(guesses: ArrayLike, unit: Unit = "bits") -> tuple[float, float]:
    """Between which two values the entropy of a text lies, by how many guesses each of its letters took.

    With q1 ≥ q2 ≥ … the shares of the letters that took one number of guesses or another, most frequent first, the
    upper bound is their entropy, and the lower bound is Σ i (q_i − q_{i+1}) log i. The bounds hold for a perfect
    player and for many letters.

    Parameters
    ----------
    guesses : array of shape (letters,)
        How many guesses each letter took, 1 for a letter guessed at once.
    unit : "bits" or "nats"

    Returns
    -------
    tuple of two floats
        Lower and upper bound, in `unit` per letter.

    Raises
    ------
    TypeError
        If guesses holds anything but real numbers.
    ValueError
        If guesses is empty or holds anything but whole numbers from 1 to 27, or if `unit` is unknown.

    Examples
    --------
    >>> entropy_bounds([1, 1, 1, 2])
    (0.5, 0.8112781244591328)
    >>> entropy_bounds([1, 1, 1])
    (0.0, 0.0)

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    counts = numbers(guesses, "guesses").ravel()
    wrong = ~((counts >= 1) & (counts <= SIZE) & (counts == np.round(counts)))
    if wrong.any():
        first = int(wrong.argmax())
        raise ValueError(
            f"`guesses[{first}]` is {counts[first]}; a letter takes a whole number of guesses, 1 to {SIZE}."
        )
    shares = np.sort(np.bincount(counts.astype(int))[1:] / len(counts))[::-1]
    number = np.arange(1, len(shares) + 1)
    steps = number * (shares - np.append(shares[1:], 0))
    return in_unit(steps @ np.log2(number), unit), entropy(shares, unit)


class GuessingGame:
    """Passages to guess letter by letter, against a model. As the last line of a cell it shows itself.

    Parameters
    ----------
    model : NGramModel
        Plays the same passages; the reader wins a passage with fewer guesses than it.
    held_out : str, optional
        What the model has not read of the help pages: passages from it make a second text.

    Raises
    ------
    TypeError
        If `model` is no NGramModel.

    Examples
    --------
    >>> game = GuessingGame(NGramModel("a model that has read next to nothing", order=1))
    >>> game
    Shannon's guessing game: 5 passages, 180 letters to guess. No bits per letter yet.
    >>> game.guesses
    {}

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """

    _number = itertools.count(1)

    def __init__(self, model: NGramModel, held_out: str = "") -> None:
        if not isinstance(model, NGramModel):
            raise TypeError(f"`model` is {model!r}; it must be an NGramModel.")
        self.order = model.order
        self.passages = passages(held_out)
        self.model_guesses = {
            text: [model.guesses(given + hidden)[len(given) :].tolist() for given, hidden in pairs]
            for text, pairs in self.passages.items()
        }
        texts = [
            {
                "name": text,
                "own": text == MANUAL,
                "passages": [
                    {"given": given, "hidden": hidden, "rival": rival}
                    for (given, hidden), rival in zip(pairs, self.model_guesses[text], strict=True)
                ],
            }
            for text, pairs in self.passages.items()
        ]
        self._spec: dict[str, Any] = {"texts": texts, "order": model.order}
        what = hashlib.sha256(repr(self._spec).encode()).hexdigest()[:8]
        self._spec |= {"id": f"guessing-{what}-{next(GuessingGame._number)}", "key": f"course-guessing: {what}"}
        self._link: Link | None = None

    @property
    def guesses(self) -> dict[str, dict[str, list[int]]]:
        """How many guesses each letter has taken the reader so far, by text and by what was in sight."""
        found: dict[str, dict[str, list[int]]] = {}
        for play in HEARD.get(self._spec["key"], []):
            name = f"you, {self.order} letters in sight" if play["blind"] else "you"
            found.setdefault(play["text"], {})[name] = list(play["guesses"])
        return found

    def bounds(self, unit: Unit = "bits") -> dict[str, dict[str, tuple[float, float]]]:
        """Between which values the entropy of each text lies, by the model's guesses and by the reader's."""
        guesses = {
            text: {f"order {self.order}, guessing": list(itertools.chain(*rival)), **self.guesses.get(text, {})}
            for text, rival in self.model_guesses.items()
        }
        return {
            text: {name: entropy_bounds(counts, unit) for name, counts in players.items()}
            for text, players in guesses.items()
        }

    def __repr__(self) -> str:
        every = [hidden for pairs in self.passages.values() for _, hidden in pairs]
        said = f"Shannon's guessing game: {len(every)} passages, {sum(map(len, every))} letters to guess. "
        if not self.guesses:
            return said + "No bits per letter yet."
        for text, players in self.guesses.items():
            for name, counts in players.items():
                low, high = entropy_bounds(counts)
                said += f"{text}, {name}: {len(counts)} letters, {low:.2f} to {high:.2f} bits per letter. "
        return said.strip()

    def _repr_html_(self) -> str:
        from .link import Link  # slow to import, and nothing is linked before it is shown

        if self._link is None:
            self._link = Link(self._spec["id"], self._spec["key"])
        spec = json.dumps(self._spec, ensure_ascii=False)
        return (
            f'<div id="{self._spec["id"]}" class="guessing" style="max-width: 46em">{HOW_TO_START}</div>'
            f"<script>(() => {{{PLAYER}\n{GAME}\nplay(document.currentScript.previousElementSibling, {spec});}})();"
            "</script>"
        )

"""Shannon's guessing game: a reader guesses the next letter until it is right, and the guesses bound the entropy.

Python knows the passages and the formulas; `guessing.js` lets the reader play, in JupyterLab and in an exported page.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.explorer.player import PLAYER
from infotheory_helpers.measures.information import entropy
from infotheory_helpers.measures.validation import Unit, in_unit, numbers

from .ngrams import SIZE, NGramModel

if TYPE_CHECKING:
    from .link import Link

GAME = Path(__file__).with_name("guessing.js").read_text(encoding="utf-8")
HOW_TO_START = "<p><em>This game starts once the cells above have run: click into each, <b>Shift + Enter</b>.</em></p>"

# What the reader is given, and what is to be guessed.
PASSAGES = [
    ("when the last bus had gone we decided to ", "walk home along the river in the rain"),
    ("she put the kettle on and asked him whether ", "he wanted milk or lemon in his tea"),
    ("nobody in the office knew how the printer worked ", "so they had to read the manual again"),
    ("the baker on the corner sells bread and cake but ", "he never opens before eight on sunday"),
    ("my grandmother kept every letter that she had ", "ever received in a box under the bed"),
]


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
    []

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """

    _number = itertools.count(1)

    def __init__(self, model: NGramModel) -> None:
        if not isinstance(model, NGramModel):
            raise TypeError(f"`model` is {model!r}; it must be an NGramModel.")
        self.passages = PASSAGES
        self.model_guesses = [model.guesses(given + hidden)[len(given) :].tolist() for given, hidden in PASSAGES]
        self._spec = {
            "passages": [{"given": given, "hidden": hidden} for given, hidden in PASSAGES],
            "rival": [sum(guesses) for guesses in self.model_guesses],
            "order": model.order,
        }
        what = hashlib.sha256(repr(self._spec).encode()).hexdigest()[:8]
        self._spec["id"] = f"guessing-{what}-{next(GuessingGame._number)}"
        self._link: Link | None = None

    @property
    def guesses(self) -> list[int]:
        """How many guesses each letter has taken the reader so far."""
        return list(self._link.guesses) if self._link else []

    def __repr__(self) -> str:
        letters = sum(len(hidden) for _, hidden in PASSAGES)
        said = f"Shannon's guessing game: {len(PASSAGES)} passages, {letters} letters to guess. "
        if not self.guesses:
            return said + "No bits per letter yet."
        low, high = entropy_bounds(self.guesses)
        return said + f"After {len(self.guesses)} letters: {low:.2f} to {high:.2f} bits per letter."

    def _repr_html_(self) -> str:
        from .link import Link  # slow to import, and nothing is linked before it is shown

        if self._link is None:
            self._link = Link(game=self._spec["id"])
        spec = json.dumps(self._spec, ensure_ascii=False)
        return (
            f'<div id="{self._spec["id"]}" class="guessing" style="max-width: 46em">{HOW_TO_START}</div>'
            f"<script>(() => {{{PLAYER}\n{GAME}\nplay(document.currentScript.previousElementSibling, {spec});}})();"
            "</script>"
        )

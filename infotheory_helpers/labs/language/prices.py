"""What each letter of two lines costs a model, for each memory that it may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.information import information_content

from .ngrams import SYMBOLS, NGramModel, times_seen
from .texts import two_halves

Array = NDArray[Any]

# A line that the model has not read, and one that it has.
NEW = "the continue command or step or any other"
KNOWN = "the sequence pattern is fixed or variable"
LINES = (NEW, KNOWN)
MOST = 8  # letters of memory


@dataclass
class Prices:
    """What the letters of both lines cost: arrays by line, memory and letter."""

    bits: Array
    chances: Array  # of all 27 letters, along a last axis
    seen: Array  # how often the context stands in the training half


@cache
def codes() -> Array:
    """Give the letters of both lines as their places among the symbols."""
    return np.array([[SYMBOLS.index(letter) for letter in words] for words in LINES])


@cache
def came() -> Array:
    """Name the letters of both lines."""
    return np.array([["the space" if letter == " " else f"“{letter}”" for letter in words] for words in LINES])


@cache
def prices() -> Prices:
    """Count the training half once, and price both lines for each memory."""
    text, _ = two_halves(learnt=KNOWN, held_out=NEW)
    longest = NGramModel(text, MOST)
    contexts = [[[words[max(0, i - k) : i] for i in range(len(words))] for k in range(MOST + 1)] for words in LINES]
    seen = times_seen(text, np.ravel(contexts).tolist())
    chances = np.array(
        [
            [
                [model.distribution(words[:i]) for i in range(len(words))]
                for model in map(longest.of_order, range(MOST + 1))
            ]
            for words in LINES
        ]
    )
    paid = np.take_along_axis(chances, codes()[:, None, :, None], axis=-1)[..., 0]
    return Prices(
        bits=np.asarray(information_content(paid)),
        chances=chances,
        seen=np.array(seen).reshape(np.shape(contexts)),
    )

"""Character n-grams: a language model made of counting, and what it costs to write a text with it.

The order of a model is the number of letters that it looks back. A text is written in 27 symbols, as `only_letters`
gives it.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import information_content, nats_to_bits
from infotheory_helpers.measures.validation import (
    Result,
    Unit,
    amounts,
    costs,
    must_be_a_unit,
    one_whole_number,
    plain,
    seeded,
)
from infotheory_helpers.measures.validation import probabilities as checked_probabilities

Codes = NDArray[np.int64]

SYMBOLS = " abcdefghijklmnopqrstuvwxyz"
SIZE = len(SYMBOLS)
MOST_ORDER = 13  # a longer context would not fit into a whole number of 64 bits


class NGramModel:
    """A distribution over the next letter for each context of `order` letters, counted in a text.

    Without `alpha`, each context is mixed with the next shorter one, in proportion to how many different letters have
    followed it (Witten and Bell), down to the uniform distribution. With `alpha`, that much is added to every count of
    the longest context, and a context never seen says nothing: its letters are equally likely.

    Parameters
    ----------
    text : str
        What to learn from, in the 27 symbols of `only_letters`.
    order : int
        How many letters to look back, from 0 to 13.
    alpha : float, optional
        What to add to each count; 0 gives the bare frequencies, and probability 0 to what was never seen.

    Raises
    ------
    TypeError
        If the text is no string, the order no whole number or alpha no number.
    ValueError
        If the text is too short or holds another symbol, or if the order or alpha is out of range.

    Examples
    --------
    >>> model = NGramModel("the cat that sat on the mat", order=1)
    >>> model.probabilities("th").round(3)
    array([0.199, 0.398])
    >>> NGramModel("abab", order=1, alpha=0).probabilities("ab")
    array([0.03703704, 1.        ])

    References
    ----------
    Witten, I. H. and Bell, T. C. (1991), The Zero-Frequency Problem.
    """

    def __init__(self, text: str, order: int, alpha: float | None = None) -> None:
        if not isinstance(order, int | np.integer) or isinstance(order, bool):
            raise TypeError(f"`order` is {order!r}; it must be a whole number of letters.")
        if not 0 <= order <= MOST_ORDER:
            raise ValueError(f"`order` is {order}; it must be from 0 to {MOST_ORDER} letters.")
        codes = _codes(text, "text")
        if len(codes) <= order:
            raise ValueError(f"`text` has {len(codes)} letters; a model of order {order} needs {order + 1} at least.")
        self.order = int(order)
        # Each level is a sorted list of contexts of one length, the shortest first; `_table` has a row for each.
        uniform = np.full((1, SIZE), 1 / SIZE)
        self._levels: list[tuple[int, Codes]] = []
        tables: list[Floats] = []
        if alpha is None:
            for length in range(self.order + 1):
                contexts, counts = _counted(codes, length)
                shorter = tables[-1][self._of_shorter(contexts)] if length else uniform
                tables.append(_mixed(counts, shorter))
                self._levels.append((length, contexts))
        else:
            added = _amount(alpha)
            contexts, counts = _counted(codes, self.order)
            self._levels = [(0, np.zeros(1, np.int64)), (self.order, contexts)]
            tables = [uniform, (counts + added) / (counts + added).sum(axis=1, keepdims=True)]
        self._table = np.concatenate(tables)

    def _of_shorter(self, contexts: Codes) -> Codes:
        # The places, among the contexts of the level before, of each context without its first letter.
        length, shorter = self._levels[-1]
        return np.asarray(np.searchsorted(shorter, contexts % SIZE**length))

    def _rows(self, codes: Codes) -> Codes:
        # For each letter, and for what comes after the last: the row of the longest context that is known.
        rows = np.zeros(len(codes) + 1, np.int64)
        first = 0
        for length, contexts in self._levels:
            wanted = _contexts(codes, length)
            places = np.searchsorted(contexts, wanted).clip(max=len(contexts) - 1)
            rows[length:] = np.where(contexts[places] == wanted, first + places, rows[length:])
            first += len(contexts)
        return rows

    def distribution(self, context: str = "") -> Floats:
        """Give the probability of each of the 27 symbols after a context; a short one is all that is known."""
        return np.asarray(self._table[self._rows(_codes(context, "context"))[-1]])

    def of_order(self, order: int) -> NGramModel:
        """Give the model of a shorter memory from the same counts; only for a model that mixes its contexts."""
        shorter = copy.copy(self)
        shorter.order, shorter._levels = order, self._levels[: order + 1]
        return shorter

    def probabilities(self, text: str) -> Floats:
        """Give the probability that the model gave each letter of a text, knowing those before it."""
        codes = _codes(text, "text")
        return np.asarray(self._table[self._rows(codes)[:-1], codes])

    def guesses(self, text: str) -> Codes:
        """Count the guesses that the model needs for each letter, trying the likeliest first, ties in turn."""
        codes = _codes(text, "text")
        likely = self._table[self._rows(codes)[:-1]]
        truth = likely[np.arange(len(codes)), codes][:, None]
        before = (likely > truth) | ((likely == truth) & (np.arange(SIZE) < codes[:, None]))
        return np.asarray(before.sum(axis=1) + 1)

    def sample(self, length: int, seed: int) -> str:
        """Write a text of so many letters, each drawn from the model's distribution after those before it."""
        random, text = seeded(seed), ""
        for _ in range(one_whole_number(length, "length")):
            text += SYMBOLS[random.choice(SIZE, p=self.distribution(text[-MOST_ORDER:]))]
        return text


def _codes(text: str, name: str) -> Codes:
    if not isinstance(text, str):
        raise TypeError(f"`{name}` is {text!r}, of type {type(text).__name__}; it must be a text.")
    for place, symbol in enumerate(text):
        if symbol not in SYMBOLS:
            raise ValueError(
                f"`{name}[{place}]` is {symbol!r}; the model knows a to z and the space: use only_letters({name})."
            )
    letters = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64)
    return np.where(letters == ord(" "), 0, letters - ord("a") + 1)


def _amount(alpha: float) -> float:
    added = amounts(alpha, "alpha")
    if added.ndim or not 0 <= added < np.inf:
        raise ValueError(f"`alpha` is {alpha}; it must be one finite number, 0 or more.")
    return float(added)


def _contexts(codes: Codes, length: int) -> Codes:
    # The so many letters before each place that has as many, and before the end, as one whole number.
    keys = np.zeros(max(len(codes) + 1 - length, 0), np.int64)
    for back in range(length):
        keys = keys * SIZE + codes[back : back + len(keys)]
    return keys


def _counted(codes: Codes, length: int) -> tuple[Codes, NDArray[np.int64]]:
    # The contexts of that length in rising order, and how often each symbol came after each of them.
    contexts, places = np.unique(_contexts(codes, length)[:-1], return_inverse=True)
    counts = np.bincount(places * SIZE + codes[length:], minlength=len(contexts) * SIZE)
    return contexts, counts.reshape(-1, SIZE)


def times_seen(text: str, contexts: Sequence[str]) -> list[int]:
    """Count how often each context stands in a text with a letter after it."""
    codes = _codes(text, "text")
    keys = {length: np.sort(_contexts(codes, length)[:-1]) for length in {len(context) for context in contexts}}

    def seen(context: str) -> int:
        (wanted,) = _contexts(_codes(context, "context"), len(context))[-1:]
        first, after = (np.searchsorted(keys[len(context)], wanted, side=side) for side in ("left", "right"))
        return int(after - first)

    return [seen(context) for context in contexts]


def _mixed(counts: NDArray[np.int64], shorter: Floats) -> Floats:
    # Witten and Bell: a context has as many reasons to expect something new as it has seen different things.
    kinds = (counts > 0).sum(axis=1, keepdims=True)
    return np.asarray((counts + kinds * shorter) / (counts.sum(axis=1, keepdims=True) + kinds))


def bits_per_character(probabilities: ArrayLike, unit: Unit = "bits") -> Result:
    """What a text costs for each letter: the mean surprise of what came, the cross-entropy of text and model.

    Parameters
    ----------
    probabilities : array of any shape
        The probability that the model gave each letter that came.
    unit : "bits" or "nats"

    Returns
    -------
    float
        In `unit` per character; `inf` if the model ruled out a letter that came.

    Raises
    ------
    TypeError
        If probabilities holds anything but real numbers.
    ValueError
        If probabilities is empty or holds a number outside 0 … 1, or if `unit` is unknown.

    Examples
    --------
    >>> bits_per_character([0.5, 0.125])
    2.0
    >>> bits_per_character([0.5, 0])
    inf

    References
    ----------
    Brown, P. F. et al. (1992), An Estimate of an Upper Bound for the Entropy of English.
    """
    given = checked_probabilities(probabilities, "probabilities")
    return float(np.mean(information_content(given, unit)))


def bits_per_byte(cross_entropy: ArrayLike, n_tokens: ArrayLike, n_bytes: ArrayLike, unit: Unit = "nats") -> Result:
    """What a text costs for each byte, whatever pieces the model cuts it into: cost × tokens / bytes.

    Parameters
    ----------
    cross_entropy : float or array of any shape
        The average cost of a token, in `unit`; frameworks give nats.
    n_tokens : int or array
        How many tokens the model makes of the text.
    n_bytes : int or array
        How many bytes the text has in UTF-8.
    unit : "bits" or "nats"
        The unit that `cross_entropy` is in. The result is always in bits.

    Returns
    -------
    float or array
        In bits per byte.

    Raises
    ------
    TypeError
        If an argument holds anything but real numbers.
    ValueError
        If an argument is empty, nan or negative, a count is 0 or infinite, or `unit` is unknown.

    Examples
    --------
    >>> bits_per_byte(8, n_tokens=100, n_bytes=400, unit="bits")
    2.0
    >>> round(bits_per_byte(3.2, n_tokens=250, n_bytes=1000), 4)
    1.1542

    References
    ----------
    Gao, L. et al. (2020), The Pile: An 800GB Dataset of Diverse Text for Language Modeling.
    """
    cost = costs(cross_entropy, "cross_entropy")
    must_be_a_unit(unit)
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        bits = nats_to_bits(cost) if unit == "nats" else cost
        return plain(np.asarray(bits * _count(n_tokens, "n_tokens") / _count(n_bytes, "n_bytes")))


def _count(value: ArrayLike, name: str) -> Floats:
    count = amounts(value, name)
    if not ((count > 0) & (count < np.inf)).all():
        raise ValueError(f"`{name}` is {value!r}; it must be a number of things that were counted, at least 1.")
    return count

"""The mistakes learners make with codes: the mean length, the budget of Kraft, and lengths made of surprises."""

from typing import Any

import numpy as np

from infotheory_helpers.checks.mistakes import (
    Array,
    Inputs,
    Mistake,
    Quantity,
    classes_of,
    mean_of_terms,
    never_negative,
    sum_stopped_early,
)
from infotheory_helpers.measures.information import entropy, information_content

from .codes import huffman_code, kraft_sum, mean_code_length

LENGTH_SIGN = "The sign is the wrong way round. A length counts bits, and there are never fewer than none."


def _drawn_lengths(random: np.random.Generator, size: int) -> Array:
    return np.asarray(random.integers(1, 10, size=size))


def _drawn_code(random: np.random.Generator, size: int) -> Inputs:
    return {"p": random.dirichlet(np.ones(size)), "lengths": _drawn_lengths(random, size)}


def _weighed_by_itself(lengths: Any) -> Any:
    shares = np.exp2(-np.asarray(lengths, float))
    return mean_code_length(shares / shares.sum(axis=-1, keepdims=True), lengths)


def _huffman_lengths(p: Any) -> list[int]:
    # Of a single outcome Huffman makes no code; it needs no word.
    return [len(word) for word in huffman_code(dict(enumerate(p))).values()] if len(p) > 1 else [0]


MEAN_CODE_LENGTH = Quantity(
    right=mean_code_length,
    tells_apart=[
        {"p": (0.4, 0.3, 0.2, 0.1), "lengths": (1, 2, 3, 3)},
        {"p": (0.1, 0.2, 0.7), "lengths": (3, 5, 3)},
    ],
    edges=[{"p": (0.5, 0.0, 0.5), "lengths": (1, 2, 2)}, {"p": (1.0,), "lengths": (1,)}],
    drawn=_drawn_code,
    bounds=lambda lengths, **_: (
        np.min(lengths, axis=-1),
        np.max(lengths, axis=-1),
        "A mean length lies between the shortest and the longest word.",
    ),
    has_unit=False,  # nobody counts the signs of a word in nats
    sign_says=LENGTH_SIGN,
    mistakes=[
        Mistake(
            "plain mean of the lengths",
            lambda p, lengths: np.mean(lengths, axis=-1) + np.zeros(np.shape(p)[:-1]),
            "The lengths are averaged as if all symbols came equally often. Weigh each by how often it comes.",
            "np.mean(lengths)",
        ),
        Mistake(
            "lengths added up unweighted",
            lambda p, lengths: np.sum(lengths, axis=-1) + np.zeros(np.shape(p)[:-1]),
            "The lengths are only added up: that is the length of all words together, each sent once. Weigh each by "
            "how often it comes.",
            "np.sum(lengths)",
        ),
        mean_of_terms(mean_code_length, "p", "np.mean(p * lengths)"),
        Mistake(
            "the longest word",
            lambda p, lengths: np.max(lengths, axis=-1) + np.zeros(np.shape(p)[:-1]),
            "This is the longest word. It is sent as rarely as its symbol comes.",
            "max(lengths)",
        ),
        Mistake(
            "entropy for the mean length",
            lambda p, lengths: entropy(p) + np.zeros(np.shape(lengths)[:-1]),
            "This is the entropy, the floor for all codes. Words have whole lengths, so most codes stay above it: "
            "what does *this* code spend?",
            "entropy(p)",
        ),
        Mistake(
            "weighed by the code's own model",
            lambda p, lengths: _weighed_by_itself(lengths) + np.zeros(np.shape(p)[:-1]),
            "Each length is weighed by 2^−L, the share that the *code* believes in. How often a word is sent is the "
            "truth's business.",
            "np.sum(shares_of(2.0**-lengths) * lengths)",
        ),
        Mistake(
            "the same length for all",
            lambda p, lengths: np.ceil(np.log2(classes_of(p))) + np.zeros(np.shape(lengths)[:-1]),
            "This is what words of one length cost. A frequent symbol may have a shorter word, if a rare one has a "
            "longer.",
            "np.ceil(np.log2(len(p)))",
        ),
        *sum_stopped_early(lambda p, lengths: np.asarray(p) * lengths, "p * lengths * np.log(2)"),
        Mistake(
            "a byte for each bit",
            lambda p, lengths: 8 * np.asarray(mean_code_length(p, lengths)),
            "This is eight times too much: each bit was written as a character of its own, which takes a byte.",
            "8 * np.sum(p * lengths)",
        ),
        Mistake(
            "bytes for bits",
            lambda p, lengths: np.asarray(mean_code_length(p, lengths)) / 8,
            "This is in bytes of 8 bits; bits are asked for.",
            "np.sum(p * lengths) / 8",
        ),
    ],
)

KRAFT_SUM = Quantity(
    right=kraft_sum,
    tells_apart=[{"lengths": (1, 1, 2, 2)}, {"lengths": (1, 2, 3, 4)}, {"lengths": (2, 2, 3)}],
    edges=[{"lengths": (1,)}],
    drawn=lambda random, size: {"lengths": _drawn_lengths(random, size)},
    bounds=never_negative("A sum of powers of 2"),
    has_unit=False,
    sign_says="The sign is the wrong way round. The minus belongs in the exponent: 2^−L is a share, and shares add up.",
    mistakes=[
        Mistake(
            "2^L for 2^−L",
            lambda lengths: np.exp2(np.asarray(lengths, float)).sum(axis=-1),
            "This adds up 2^L: so many words of that length there are. A *longer* word must take *less* of the budget.",
            "np.sum(2.0**lengths)",
        ),
        Mistake(
            "1/L for 2^−L",
            lambda lengths: (1 / np.asarray(lengths, float)).sum(axis=-1),
            "This adds up 1/L. With each bit more, a word takes *half* of what it took before.",
            "np.sum(1 / lengths)",
        ),
        Mistake(
            "e for 2",
            lambda lengths: np.exp(-np.asarray(lengths, float)).sum(axis=-1),
            "The powers are of e. A bit has two values: with each of them, what is blocked halves.",
            "np.sum(np.exp(-lengths))",
        ),
        Mistake(
            "lengths added up",
            lambda lengths: np.sum(lengths, axis=-1),
            "This is the sum of the lengths. Each word takes 2^−L of the budget, and *these* are added up.",
            "np.sum(lengths)",
        ),
        Mistake(
            "one power of the sum",
            lambda lengths: np.exp2(-np.sum(lengths, axis=-1, dtype=float)),
            "The lengths are added up first, and one power taken. Take the powers first, one for each word.",
            "2.0 ** -np.sum(lengths)",
        ),
        Mistake(
            "mean in place of the sum",
            lambda lengths: np.asarray(kraft_sum(lengths)) / np.shape(lengths)[-1],
            "This is the mean of the shares. They share *one* budget, so they are added up.",
            "np.mean(2.0**-lengths)",
        ),
    ],
)

CODE_LENGTHS = Quantity(
    right=lambda p: np.ceil(information_content(p)),
    tells_apart=[{"p": (0.42, 0.27, 0.18, 0.08, 0.05)}, {"p": (0.6, 0.28, 0.12)}],
    edges=[{"p": (0.5, 0.25, 0.25)}, {"p": (1.0,)}],
    drawn=lambda random, size: {"p": random.dirichlet(np.ones(size))},
    bounds=never_negative("The length of a word"),
    has_unit=False,
    sign_says=LENGTH_SIGN,
    mistakes=[
        Mistake(
            "surprises rounded down",
            lambda p: np.floor(information_content(p)),
            "The surprises are rounded *down*. Add up 2^−L for these lengths: is there such a code?",
            "np.floor(-np.log2(p))",
        ),
        Mistake(
            "surprises rounded to the nearest",
            lambda p: np.round(information_content(p)),
            "The surprises are rounded to the *nearest* whole number. Where that is down, a word takes more of the "
            "budget than its probability, and nobody gives it back.",
            "np.round(-np.log2(p))",
        ),
        Mistake(
            "surprises not rounded",
            information_content,
            "These are the surprises themselves. A word has a whole number of bits.",
            "-np.log2(p)",
        ),
        Mistake(
            "one bit too many where it fits exactly",
            lambda p: np.floor(information_content(p)) + 1,
            "Where a surprise is a whole number already, nothing is to be rounded, and a bit is wasted here.",
            "np.floor(-np.log2(p)) + 1",
        ),
        Mistake(
            "another logarithm",
            lambda p: (np.ceil(information_content(p, "nats")), np.ceil(-np.log10(p))),
            "The surprise was taken in another unit before it was rounded. A word consists of bits: which logarithm "
            "counts them?",
            "np.ceil(-np.log(p))",
        ),
        Mistake(
            "Huffman's lengths",
            _huffman_lengths,
            "These are the lengths of Huffman's words: the best there are, but not what is asked for. Here each length "
            "comes from its own probability alone.",
            "[len(word) for word in huffman_code(dict(enumerate(p))).values()]",
        ),
    ],
)

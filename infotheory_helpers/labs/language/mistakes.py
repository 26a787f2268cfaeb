"""The mistakes learners make with what a text costs: bits per character, and bits per byte."""

import numpy as np

from infotheory_helpers.checks.mistakes import (
    DROPPED_SAYS,
    EPSILON_SAYS,
    Array,
    Inputs,
    Mistake,
    Quantity,
    never_negative,
    surprise_in_bits,
    with_epsilons,
)
from infotheory_helpers.measures.information import nats_to_bits, perplexity

from .ngrams import bits_per_byte, bits_per_character


def _of_a_text(*probabilities: float) -> Inputs:
    return {"probabilities": probabilities}


def _weighted(probabilities: Array) -> Array:
    # The terms of an entropy, as if the letters of the text were the outcomes of one distribution.
    p = np.asarray(probabilities)
    return np.asarray(p * surprise_in_bits(np.where(p > 0, p, 1)))


def _without_zeros(probabilities: Array) -> tuple[Array, ...]:
    # Shared among the letters that are left, or among all of them.
    p = np.asarray(probabilities)
    total = surprise_in_bits(p[p > 0]).sum()
    return total / max(np.count_nonzero(p), 1), total / p.size


def _of_the_product(probabilities: Array) -> Array:
    return surprise_in_bits(np.prod(probabilities)) / np.size(probabilities)


BITS_PER_CHARACTER = Quantity(
    right=bits_per_character,
    tells_apart=[_of_a_text(0.5, 0.2, 0.05, 0.8), _of_a_text(0.9, 0.3), _of_a_text(0.1, 0.7, 0.4)],
    edges=[_of_a_text(1.0), _of_a_text(0.5, 0.0), _of_a_text(*[0.2, 0.3] * 1000)],
    drawn=lambda random, size: {"probabilities": random.uniform(0.001, 1, size)},
    bounds=never_negative("What a letter costs"),
    mistakes=[
        Mistake(
            "sum in place of the mean",
            lambda probabilities: surprise_in_bits(probabilities).sum(),
            "This is what the *whole* text costs. For a number that does not grow with the text, share it among the "
            "letters.",
            "-np.sum(np.log2(probabilities))",
        ),
        Mistake(
            "log of the mean probability",
            lambda probabilities: surprise_in_bits(np.mean(probabilities)),
            "The probabilities are averaged before the logarithm. One letter that was nearly ruled out then hardly "
            "counts. Average the *surprises*.",
            "-np.log2(np.mean(probabilities))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda probabilities: np.mean(probabilities),
            "This is the mean of the probabilities themselves; it has no unit. What does each of them cost?",
            "np.mean(probabilities)",
            has_unit=False,
        ),
        Mistake(
            "perplexity for bits per character",
            lambda probabilities: perplexity(bits_per_character(probabilities)),
            "This is the perplexity, a number of choices. The cost is its exponent.",
            "2 ** -np.mean(np.log2(probabilities))",
            has_unit=False,
        ),
        Mistake(
            "weighted by the model's probability",
            lambda probabilities: (_weighted(probabilities).sum(), _weighted(probabilities).mean()),
            "The surprises are weighted by the model's own probabilities, as in an entropy. But the text has decided "
            "what came: each of its letters counts once.",
            "-np.sum(probabilities * np.log2(probabilities))",
        ),
        Mistake(
            "logarithm of a product that underflows",
            _of_the_product,
            "For a long text this is infinite: the product of so many probabilities is smaller than any number a "
            "computer can hold, and becomes 0. Take the logarithms first.",
            "-np.log2(np.prod(probabilities)) / len(probabilities)",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda probabilities: with_epsilons(
                lambda epsilon: surprise_in_bits(np.maximum(probabilities, epsilon)).mean()
            ),
            EPSILON_SAYS,
            "-np.mean(np.log2(np.clip(probabilities, 1e-10, 1)))",
        ),
        Mistake(
            "terms with q = 0 dropped",
            _without_zeros,
            DROPPED_SAYS,
            "-np.mean(np.log2(probabilities[probabilities > 0]))",
        ),
    ],
)


def _of_tokens(cross_entropy: float, n_tokens: int, n_bytes: int) -> Inputs:
    return {"cross_entropy": cross_entropy, "n_tokens": n_tokens, "n_bytes": n_bytes}


def _drawn_tokens(random: np.random.Generator, size: int) -> Inputs:
    n_tokens = int(random.integers(10, 1000))
    return _of_tokens(float(random.uniform(0.5, 8)), n_tokens, n_tokens * size + int(random.integers(1, 9)))


BITS_PER_BYTE = Quantity(
    right=bits_per_byte,
    tells_apart=[_of_tokens(3.2, 250, 1000), _of_tokens(1.1, 900, 990), _of_tokens(5.6, 40, 230)],
    edges=[_of_tokens(0.0, 10, 40), _of_tokens(2.0, 7, 7)],
    drawn=_drawn_tokens,
    bounds=never_negative("What a byte costs"),
    mistakes=[
        Mistake(
            "bits per token",
            lambda cross_entropy, **_: nats_to_bits(cross_entropy),
            "This is in bits per *token*. Another model cuts the same text into other tokens: share the cost among "
            "what both have in common, the bytes.",
            "cross_entropy / np.log(2)",
        ),
        Mistake(
            "tokens and bytes swapped",
            lambda cross_entropy, n_tokens, n_bytes: bits_per_byte(cross_entropy, n_bytes, n_tokens),
            "Tokens and bytes have changed places. A token is several bytes long: can a byte cost more than a token?",
            "cross_entropy / np.log(2) * n_bytes / n_tokens",
        ),
        Mistake(
            "cost of the whole text",
            lambda cross_entropy, n_tokens, **_: nats_to_bits(cross_entropy * n_tokens),
            "This is what the whole text costs. It is the right thing to share; among how many bytes?",
            "cross_entropy / np.log(2) * n_tokens",
        ),
        Mistake(
            "perplexity per token",
            lambda cross_entropy, **_: perplexity(cross_entropy, unit="nats"),
            "This is the perplexity of a token. It depends on how the text is cut, so it compares nothing across "
            "models that cut differently.",
            "np.exp(cross_entropy)",
            has_unit=False,
        ),
    ],
)

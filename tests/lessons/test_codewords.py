"""Codewords on a tree: what is said to read back does, by brute force; and what many days in one signal cost."""

import itertools
from typing import Any

import numpy as np
import pytest
import scipy.stats

from infotheory_helpers import explore_codewords, explore_many_days, huffman_code
from infotheory_helpers.lessons.codewords import WORDS, _loud_verdict, _verdict
from says import numbers

WEATHER = {"sun": 0.7, "cloud": 0.2, "rain": 0.1}
H = float(scipy.stats.entropy(list(WEATHER.values()), base=2))
MESSAGE = ("sun", "sun", "rain", "sun")


def wire(message: tuple[str, ...], code: dict[str, str]) -> str:
    return "".join(code[word] for word in message)


@pytest.mark.parametrize(
    ("words", "reads", "bits"),
    [
        (("0", "10", "11"), True, 1.3),
        (("00", "01", "10"), True, 2.0),
        (("0", "01", "10"), False, 1.3),
        (("0", "1", "00"), False, 1.1),
        (("0", "0", "0"), False, 1.0),
        (("0", "01", "11"), True, 1.3),
        (("1", "01", "001"), True, 1.4),
    ],
)
def test_a_message_reads_back_or_shows_another_reading_of_the_same_bits(
    words: tuple[str, ...], reads: bool, bits: float
) -> None:
    code = dict(zip(WEATHER, words, strict=True))
    explorer = explore_codewords()
    explorer.values = code
    said = repr(explorer)
    messages = (m for n in range(1, 8) for m in itertools.product(WEATHER, repeat=n))
    same = [" ".join(m) for m in messages if wire(m, code) == wire(MESSAGE, code)]
    assert (same == ["sun sun rain sun"]) == reads
    assert f"wire as {wire(MESSAGE, code)}: {len(wire(MESSAGE, code))} bits for 4 days" in said
    assert f"{bits:.2f} bits per day" in said
    if reads:
        assert "It reads back as sun sun rain sun" in said
    else:
        assert any(f"also read as {other}: nobody" in said for other in same)


def test_only_codes_without_a_word_that_begins_another_read_back_at_once_and_none_of_them_beats_the_entropy() -> None:
    at_once = 0
    for words in itertools.product(WORDS, repeat=3):
        told = _verdict(*words)
        free = not any(b.startswith(a) for a, b in itertools.permutations(words, 2))
        assert ("as soon as it ends" in told) == free
        assert (_loud_verdict(*words) == "It can be read back") == free
        if free:
            at_once += 1
            lengths = [len(word) for word in words]
            assert sum(0.5**length for length in lengths) <= 1
            assert np.dot(lengths, list(WEATHER.values())) > H
    assert at_once > 100


def test_a_codeword_blocks_its_share_of_the_tree() -> None:
    explorer = explore_codewords()
    block: Any = explorer.parts[0]
    for word in WORDS:
        explorer.values = {"sun": word}
        block.put()
        x, y, width, height = block.artist.get_bbox().bounds
        share = 0.5 ** len(word)
        np.testing.assert_allclose(
            [x, y, width, height], [len(word) - 1, int(word, 2) * share, 4 - len(word), share], atol=0.01
        )


@pytest.mark.parametrize("days", range(1, 9))
def test_many_days_cost_what_lab_8_says_and_never_less_than_the_floor(days: int) -> None:
    sequences = {
        names: float(np.prod([WEATHER[name] for name in names])) for names in itertools.product(WEATHER, repeat=days)
    }
    code = huffman_code(sequences)
    cost = sum(p * len(code[names]) for names, p in sequences.items()) / days
    explorer = explore_many_days()
    explorer.values = {"days": days}
    np.testing.assert_allclose(numbers(repr(explorer)), [days, 3**days, cost], atol=6e-5)
    assert H <= cost < H + 1 / days


def readable(words: tuple[str, ...]) -> bool:
    """Whether every message can be read back: the test of Sardinas and Patterson (1953)."""
    if len(set(words)) < len(words):
        return False
    left = {b.removeprefix(a) for a, b in itertools.permutations(words, 2) if b.startswith(a)}
    seen: set[str] = set()
    while not left <= seen:
        if left & set(words):
            return False
        seen |= left
        longer = {word.removeprefix(rest) for rest in left for word in words if word.startswith(rest) and word != rest}
        left = longer | {rest.removeprefix(word) for rest in left for word in words if rest.startswith(word)}
    return True


def test_of_all_codes_those_are_called_readable_that_are() -> None:
    for words in itertools.product(WORDS, repeat=3):
        assert _loud_verdict(*words).startswith("It can be read back") == readable(words), words
        assert ("nobody can tell" in _verdict(*words)) != readable(words), words

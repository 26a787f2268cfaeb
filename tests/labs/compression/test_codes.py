"""Codes: optimal among all that can be read back, prefix-free, between H and H + 1, and always back to the start."""

import itertools
import math
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import scipy.stats
from hypothesis import given

import infotheory_helpers as it
from infotheory_helpers.labs.compression.codes import huffman_merges, pack_bits, words_after

TEXT = st.text("abcdefgh ", min_size=2, max_size=60).filter(lambda text: len(set(text)) > 1)
WEIGHTS = st.lists(st.integers(1, 1000), min_size=2, max_size=40).map(lambda weights: dict(enumerate(weights)))


def mean_of(weights: dict[Any, int], lengths: Any) -> Fraction:
    return Fraction(sum(w * int(n) for w, n in zip(weights.values(), lengths, strict=True)), sum(weights.values()))


def entropy_of(weights: dict[Any, int]) -> float:
    return float(scipy.stats.entropy(list(weights.values()), base=2))


# Huffman


@given(WEIGHTS)
def test_no_word_begins_with_another(weights: dict[int, int]) -> None:
    words = it.huffman_code(weights)
    assert list(words) == list(weights)
    for one, other in itertools.permutations(words.values(), 2):
        assert not other.startswith(one)


@given(WEIGHTS)
def test_mean_length_lies_between_the_entropy_and_one_bit_more(weights: dict[int, int]) -> None:
    mean = float(mean_of(weights, map(len, it.huffman_code(weights).values())))
    assert entropy_of(weights) - 1e-9 <= mean < entropy_of(weights) + 1


@given(WEIGHTS)
def test_huffman_spends_the_whole_budget(weights: dict[int, int]) -> None:
    lengths = [len(word) for word in it.huffman_code(weights).values()]
    assert sum(Fraction(1, 2**length) for length in lengths) == 1
    assert it.kraft_sum(lengths) == 1


@given(st.lists(st.integers(1, 30), min_size=2, max_size=5).map(lambda weights: dict(enumerate(weights))))
def test_no_lengths_within_the_budget_are_better_than_huffmans(weights: dict[int, int]) -> None:
    size = len(weights)
    within = (
        lengths
        for lengths in itertools.product(range(1, size), repeat=size)  # no word of the best code is longer
        if sum(Fraction(1, 2**length) for length in lengths) <= 1
    )
    best = min(mean_of(weights, lengths) for lengths in within)
    assert mean_of(weights, map(len, it.huffman_code(weights).values())) == best


def test_powers_of_two_get_their_surprise() -> None:
    assert it.huffman_code({"a": 4, "b": 2, "c": 1, "d": 1}) == {"a": "0", "b": "10", "c": "110", "d": "111"}


def test_equal_weights_give_equal_lengths_and_always_the_same_code() -> None:
    assert it.huffman_code(dict.fromkeys("abcd", 1)) == {"a": "00", "b": "01", "c": "10", "d": "11"}


@given(WEIGHTS)
def test_each_merge_adds_its_share_to_the_mean_length(weights: dict[int, int]) -> None:
    merges = list(huffman_merges(weights))
    assert len(merges) == len(weights) - 1
    for so_far in range(len(merges) + 1):
        words = words_after(merges[:so_far])
        mean = mean_of(weights, [len(words.get(symbol, "")) for symbol in weights])
        assert mean == Fraction(sum(int(merge.weight) for merge in merges[:so_far]), sum(weights.values()))


@given(WEIGHTS)
def test_the_two_lightest_are_merged(weights: dict[int, int]) -> None:
    trees = {(symbol,): weight for symbol, weight in weights.items()}
    for merge in huffman_merges(weights):
        pair = sorted([trees.pop(merge.zero), trees.pop(merge.one)])
        assert all(weight >= pair[1] for weight in trees.values())
        trees[merge.zero + merge.one] = sum(pair)


def test_blocks_and_words_can_be_symbols_too() -> None:
    blocks = ["no", " n", "ew", "s ", "no"]
    code = it.huffman_code(Counter(blocks))
    assert it.decode(it.encode(blocks, code), code) == blocks


@given(TEXT)
def test_a_text_is_read_back_to_the_last_character(text: str) -> None:
    code = it.huffman_code(Counter(text))
    bits = it.encode(text, code)
    assert len(bits) == sum(len(code[character]) for character in text)
    assert "".join(it.decode(bits, code)) == text


def test_nothing_is_written_as_nothing_and_read_back() -> None:
    assert it.encode("", {"a": "0", "b": "1"}) == ""
    assert it.decode("", {"a": "0", "b": "1"}) == []


# What a code costs


@given(WEIGHTS, st.data())
def test_a_code_is_a_model_and_its_mean_length_is_the_cross_entropy(weights: dict[int, int], data: Any) -> None:
    made_for = data.draw(st.lists(st.integers(1, 1000), min_size=len(weights), max_size=len(weights)))
    lengths = np.array([len(word) for word in it.huffman_code(dict(zip(weights, made_for, strict=True))).values()])
    p, q = np.array(list(weights.values())) / sum(weights.values()), 2.0**-lengths
    want = scipy.stats.entropy(p, base=2) + scipy.stats.entropy(p, q, base=2)
    assert it.mean_code_length(p, lengths) == pytest.approx(want, abs=1e-9)
    assert it.mean_code_length(p, lengths) == pytest.approx(float(mean_of(weights, lengths)), abs=1e-9)


def test_batches_go_through() -> None:
    p, lengths = np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([[1, 2], [3, 1]])
    np.testing.assert_allclose(it.mean_code_length(p, lengths), [1.5, 2.8])
    np.testing.assert_allclose(it.mean_code_length(p, [1, 2]), [1.5, 1.1])
    np.testing.assert_allclose(it.kraft_sum(lengths), [0.75, 0.625])
    assert isinstance(it.kraft_sum([1, 2]), float)
    assert it.kraft_sum([0]) == 1


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_kraft_sum_is_the_share_of_all_strings_that_begin_with_a_word(lengths: list[int]) -> None:
    strings = 2 ** max(lengths)
    assert it.kraft_sum(lengths) * strings == sum(strings // 2**length for length in lengths)


@pytest.mark.parametrize(("bits", "size"), [("", 0), ("1", 1), ("10101010", 1), ("101010101", 2), ("0" * 8001, 1001)])
def test_a_file_has_a_byte_for_every_eight_bits_rounded_up(bits: str, size: int) -> None:
    assert it.bytes_on_disk(bits) == size == math.ceil(len(bits) / 8)


@given(st.text("01", min_size=1, max_size=70))
def test_packed_bits_are_those_that_were_given_and_zeros(bits: str) -> None:
    packed = pack_bits(bits)
    unpacked = f"{int.from_bytes(packed, 'big'):0{8 * len(packed)}b}"
    assert unpacked.rstrip("0") == bits.rstrip("0")
    assert unpacked.startswith(bits)


# Arithmetic coding


def surprise_of(message: str, counts: dict[str, int]) -> float:
    total = sum(counts.values())
    return math.fsum(-math.log2(counts[symbol] / total) for symbol in message)


@given(TEXT, st.data())
def test_an_arithmetic_code_is_the_surprise_rounded_up_and_reads_back(text: str, data: Any) -> None:
    counts = {symbol: data.draw(st.integers(1, 500), label=symbol) for symbol in sorted(set(text) | {"z"})}
    bits = it.arithmetic_encode(text, counts)
    assert surprise_of(text, counts) - 1e-9 <= len(bits) < surprise_of(text, counts) + 1 + 1e-9
    assert "".join(it.arithmetic_decode(bits, counts, len(text))) == text


@given(TEXT)
def test_the_fraction_lies_in_the_interval_of_the_message(text: str) -> None:
    counts = Counter(text)
    low, width = Fraction(0), Fraction(1)
    for symbol in text:
        before = sum(itertools.islice(counts.values(), list(counts).index(symbol)))
        low, width = low + width * Fraction(before, len(text)), width * Fraction(counts[symbol], len(text))
    bits = it.arithmetic_encode(text, counts)
    assert low <= Fraction(int(bits, 2), 2 ** len(bits)) < low + width


def test_a_certain_message_takes_no_bits() -> None:
    assert it.arithmetic_encode("aaaa", {"a": 7}) == ""
    assert it.arithmetic_decode("", {"a": 7}, 4) == list("aaaa")
    assert it.arithmetic_encode("", {"a": 7, "b": 1}) == ""
    assert it.arithmetic_decode("", {"a": 7, "b": 1}, 0) == []


def test_counts_may_be_numpys_integers_and_do_not_overflow() -> None:
    counts: Any = {"a": np.int32(2_000_000_000), "b": np.int32(2_000_000_000)}
    text = "abba" * 50
    bits = it.arithmetic_encode(text, counts)
    assert len(bits) == 200
    assert "".join(it.arithmetic_decode(bits, counts, 200)) == text


def test_an_arithmetic_code_gets_under_one_bit_where_huffman_cannot() -> None:
    flips = "".join(np.random.default_rng(8).choice(["h", "t"], size=2000, p=[0.9, 0.1]))
    counts = Counter(flips)
    assert len(it.encode(flips, it.huffman_code(counts))) == 2000
    assert len(it.arithmetic_encode(flips, counts)) == math.ceil(2000 * entropy_of(counts)) < 1000


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        ("b", {"a": 1, "b": 3, "c": 2}),
        ("b" * 700, {"a": 1, "b": 3, "c": 2}),
        ("ba" * 90, {"a": 9, "b": 2, "c": 1}),
        ("abca" * 99, {"a": 6, "b": 2, "c": 4}),
    ],
    ids=["a half", "many halves", "a sixth and three quarters", "a half, a sixth, a third"],
)
def test_a_surprise_that_is_a_whole_number_is_not_rounded_up(message: str, counts: dict[str, int]) -> None:
    likelihood = math.prod(Fraction(counts[symbol], sum(counts.values())) for symbol in message)
    bits = it.arithmetic_encode(message, counts)
    assert Fraction(1, 2 ** len(bits)) <= likelihood < Fraction(2, 2 ** len(bits))
    assert "".join(it.arithmetic_decode(bits, counts, len(message))) == message


@given(st.lists(st.integers(1, 12), min_size=2, max_size=4), st.integers(1, 60), st.randoms(use_true_random=False))
def test_a_code_is_as_long_as_its_exact_surprise_rounded_up(shares: list[int], size: int, chance: Any) -> None:
    counts = dict(enumerate(shares))
    message = chance.choices(list(counts), k=size)
    likelihood = math.prod(Fraction(counts[symbol], sum(shares)) for symbol in message)
    bits = it.arithmetic_encode(message, counts)
    assert Fraction(1, 2 ** len(bits)) <= likelihood < Fraction(2, 2 ** len(bits))
    assert it.arithmetic_decode(bits, counts, size) == message


def test_large_messages_and_rare_symbols_take_no_longer_than_their_length() -> None:
    # With exact fractions each of these would take minutes.
    for counts, chances in [({"a": 10**9 - 1, "b": 1}, [0.5, 0.5]), ({"a": 3, "b": 2, "c": 1}, [1 / 2, 1 / 3, 1 / 6])]:
        text = "".join(np.random.default_rng(1).choice(list(counts), size=100_000, p=chances))
        bits = it.arithmetic_encode(text, counts)
        assert surprise_of(text, counts) - 1e-5 <= len(bits) < surprise_of(text, counts) + 1 + 1e-5
        assert "".join(it.arithmetic_decode(bits, counts, len(text))) == text


def test_huffmans_code_of_many_symbols_and_of_a_long_chain() -> None:
    alike = it.huffman_code(dict.fromkeys(range(65_536), 1))
    assert {len(word) for word in alike.values()} == {16}
    chain = it.huffman_code({power: 2**power for power in range(3000)})
    assert [len(chain[power]) for power in range(3000)] == [2999, *range(2999, 0, -1)]


def test_weights_of_decimals_and_fractions_are_weights() -> None:
    weights: dict[str, Any] = {"a": Decimal("0.5"), "b": Fraction(1, 4), "c": 0.125, "d": Decimal("0.125")}
    assert [len(word) for word in it.huffman_code(weights).values()] == [1, 2, 3, 3]


# What can be read back


@given(st.lists(st.text("01", min_size=1, max_size=4), min_size=2, max_size=4))
def test_a_code_is_refused_just_where_two_messages_have_the_same_bits(words: list[str]) -> None:
    code = dict(enumerate(words))
    messages = [list(m) for n in range(1, 6) for m in itertools.product(code, repeat=n)]
    try:
        refused = ""
        assert all(it.decode(it.encode(message, code), code) == message for message in messages)
    except ValueError as error:
        refused = str(error)
    for bits, *both in re.findall(r"cannot be read back: '([01]+)' is (.+), and it is (.+)\. Lengthen", refused):
        one, other = ([int(symbol) for symbol in said.split(" then ")] for said in both)
        assert one != other
        assert it.encode(one, code) == it.encode(other, code) == bits
        return
    assert not refused


def test_the_shortest_bits_with_two_meanings_are_named() -> None:
    with pytest.raises(ValueError, match=r"'01110' is 'a' then 'b', and it is 'c'"):
        it.decode("0", {"a": "011", "b": "10", "c": "01110", "d": "1110"})


def test_a_code_that_is_read_from_its_end_is_read_in_time() -> None:
    code = {"a": "0", "b": "01", "c": "11"}
    assert it.decode("0" + "1" * 20_000, code) == ["a", *["c"] * 10_000]
    assert it.decode("0" + "1" * 20_001, code) == ["b", *["c"] * 10_000]

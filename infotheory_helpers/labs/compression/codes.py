"""Codes: Huffman's, what a code costs and whether it can be read back, and arithmetic coding in exact integers.

A code is a dict: each symbol's word, a string of the characters 0 and 1. `bytes_on_disk` makes real bits of them.
"""

import bz2
import heapq
import itertools
import lzma
import tempfile
import zlib
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.validation import Result, distribution, finite_numbers, must_match, plain

Symbol = TypeVar("Symbol", bound=Hashable)


class Merge(NamedTuple):
    """The two lightest trees become one: the symbols that get a 0 in front, those that get a 1, and their weight."""

    zero: tuple[Any, ...]
    one: tuple[Any, ...]
    weight: float


def huffman_merges(weights: Mapping[Symbol, float]) -> Iterator[Merge]:
    """Give the merges that build Huffman's tree, from the leaves to the root.

    Of trees that weigh the same, the one that has stood longest goes first, so the tree is always the same.
    """
    turn = itertools.count()
    heap: list[tuple[float, int, tuple[Any, ...]]] = [
        (weight, next(turn), (symbol,)) for symbol, weight in _weights(weights).items()
    ]
    heapq.heapify(heap)
    while len(heap) > 1:
        (light, _, zero), (heavy, _, one) = heapq.heappop(heap), heapq.heappop(heap)
        yield Merge(zero, one, light + heavy)
        heapq.heappush(heap, (light + heavy, next(turn), zero + one))


def words_after(merges: Iterable[Merge]) -> dict[Any, str]:
    """Give the words that each symbol has after some merges; it has none before its first."""
    words: dict[Any, str] = {}
    for merge in merges:
        words |= {symbol: "0" + words.get(symbol, "") for symbol in merge.zero}
        words |= {symbol: "1" + words.get(symbol, "") for symbol in merge.one}
    return words


def huffman_code(weights: Mapping[Symbol, float]) -> dict[Symbol, str]:
    """Make the code of the lowest mean length in bits that any code word by word can have.

    Parameters
    ----------
    weights : dict of symbol to number
        Counts or probabilities, all above 0, of two symbols at least.

    Returns
    -------
    dict of symbol to str
        The words, of the characters 0 and 1, one for each bit.

    Raises
    ------
    ValueError
        If there are fewer than two symbols, or a weight is not a number above 0.
    TypeError
        If `weights` is no dict.

    Examples
    --------
    >>> huffman_code({"a": 5, "b": 2, "c": 1})
    {'a': '1', 'b': '01', 'c': '00'}

    References
    ----------
    Huffman, D. A. (1952), A Method for the Construction of Minimum-Redundancy Codes.
    """
    words = words_after(huffman_merges(weights))
    return {symbol: words[symbol] for symbol in weights}


def encode(symbols: Iterable[Symbol], code: Mapping[Symbol, str]) -> str:
    """Write the words of symbols one after the other, with nothing between them.

    Parameters
    ----------
    symbols : str or iterable of symbols
    code : dict of symbol to str

    Returns
    -------
    str
        Characters 0 and 1, one for each bit.

    Raises
    ------
    ValueError
        If a symbol has no word: a model that rules it out would pay ∞ bits for it.

    Examples
    --------
    >>> encode("cab", {"a": "1", "b": "01", "c": "00"})
    '00101'

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 9.
    """
    _must_be_a_dict(code, "code", "its word")
    try:
        return "".join([code[symbol] for symbol in symbols])
    except KeyError as error:
        raise ValueError(
            f"`code` has no word for {error.args[0]!r}, which comes in `symbols`. Give it some weight when you make "
            "the code, even if it has not been seen there: count + 1 is usual."
        ) from None


def decode(bits: str, code: Mapping[Symbol, str]) -> list[Symbol]:
    """Read symbols back from their words.

    Parameters
    ----------
    bits : str
        Characters 0 and 1, one for each bit.
    code : dict of symbol to str
        No word may begin with another.

    Returns
    -------
    list of symbols

    Raises
    ------
    ValueError
        If one word begins with another, `bits` holds anything else than words, or it ends within one.

    Examples
    --------
    >>> decode("00101", {"a": "1", "b": "01", "c": "00"})
    ['c', 'a', 'b']

    References
    ----------
    Sardinas, A. A. and Patterson, G. W. (1953), A Necessary and Sufficient Condition for the Unique Decomposition of
    Coded Messages.
    """
    symbol_of = _readable(code)
    longest, word, symbols = max(map(len, symbol_of)), "", []
    for place, bit in enumerate(bits):
        word += bit
        if word in symbol_of:
            symbols.append(symbol_of[word])
            word = ""
        elif len(word) >= longest:
            start = place + 1 - len(word)
            raise ValueError(f"`bits[{start}:{place + 1}]` is {word!r}, and no word of `code` begins so. Another code?")
    if word:
        raise ValueError(f"`bits` ends with {word!r}, within a word. Are its last bits missing?")
    return symbols


def mean_code_length(p: ArrayLike, lengths: ArrayLike) -> Result:
    """Compute how many bits a symbol takes on average.

    Parameters
    ----------
    p : array of shape (..., outcomes)
        How often each symbol comes.
    lengths : array of shape (..., outcomes)
        The length of each symbol's word, in bits.

    Returns
    -------
    float or array of shape (...)
        In bits per symbol.

    Raises
    ------
    ValueError
        If `p` is no distribution, a length is not a whole number from 0, or the two do not fit each other.

    Examples
    --------
    >>> mean_code_length([0.5, 0.25, 0.25], [1, 2, 2])
    1.5

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, theorem 9.
    """
    truth, each = distribution(p, "p", -1), _lengths(lengths)
    must_match(truth, each, ("p", "lengths"))
    return plain((truth * each).sum(axis=-1))


def kraft_sum(lengths: ArrayLike) -> Result:
    """Add up 2^−L over the words of a code: above 1, no code with these lengths can be read back.

    Parameters
    ----------
    lengths : array of shape (..., outcomes)
        The length of each word, in bits.

    Returns
    -------
    float or array of shape (...)
        The share of all bit strings that begin with one of the words; a bare number.

    Raises
    ------
    ValueError
        If a length is not a whole number from 0.

    Examples
    --------
    >>> kraft_sum([1, 2, 2])
    1.0
    >>> kraft_sum([1, 1, 2])
    1.25

    References
    ----------
    McMillan, B. (1956), Two Inequalities Implied by Unique Decipherability.
    """
    return plain(np.exp2(-_lengths(lengths)).sum(axis=-1))


def bits_by_compressors(text: str) -> dict[str, float]:
    """What a text costs when the compressors that come with Python write it, each at its best.

    Parameters
    ----------
    text : str
        It is compressed in UTF-8.

    Returns
    -------
    dict of str to float
        For zlib, bz2 and lzma: bits per character.

    Raises
    ------
    TypeError
        If text is no string.
    ValueError
        If text is empty.

    Examples
    --------
    >>> bits_by_compressors("ab" * 5000)["zlib"] < 0.1
    True

    References
    ----------
    Ziv, J. and Lempel, A. (1977), A Universal Algorithm for Sequential Data Compression.
    """
    if not isinstance(text, str):
        raise TypeError(f"`text` is {text!r}, of type {type(text).__name__}; it must be a text.")
    if not text:
        raise ValueError("`text` is empty; there is nothing to compress in it.")
    data = text.encode()
    packed = {
        "zlib": zlib.compress(data, level=9),
        "bz2": bz2.compress(data, compresslevel=9),
        "lzma": lzma.compress(data, preset=9),
    }
    return {name: 8 * len(made) / len(text) for name, made in packed.items()}


def bytes_on_disk(bits: str) -> int:
    """Write bits into a file, eight to the byte, and give the size of the file; it is deleted again.

    Parameters
    ----------
    bits : str
        Characters 0 and 1, one for each bit.

    Returns
    -------
    int
        In bytes, of 8 bits each.

    Raises
    ------
    ValueError
        If another character than 0 and 1 is there.

    Examples
    --------
    >>> bytes_on_disk("0100000101")
    2

    References
    ----------
    Salomon, D. (2007), Data Compression: The Complete Reference, 4th ed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bits"
        path.write_bytes(pack_bits(bits))
        return path.stat().st_size


def pack_bits(bits: str) -> bytes:
    """Put eight bits into each byte; the last byte is filled up with zeros."""
    _only_bits(bits)
    return np.packbits(np.frombuffer(bits.encode(), np.uint8) - ord("0")).tobytes()


def arithmetic_encode(symbols: Iterable[Symbol], counts: Mapping[Symbol, int]) -> str:
    """Write a whole message as one binary fraction: it takes its surprise in bits, rounded up once.

    The integers are exact and grow with the message, so that the time grows with the square of its length:
    20 000 symbols take a second. Programs that compress files keep 32 bits of them at a time.

    Parameters
    ----------
    symbols : str or iterable of symbols
    counts : dict of symbol to int
        The model: a symbol's probability is its share of the counts.

    Returns
    -------
    str
        Characters 0 and 1, one for each bit.

    Raises
    ------
    ValueError
        If a count is not a whole number above 0, or a symbol has none.

    Examples
    --------
    >>> arithmetic_encode("aab", {"a": 3, "b": 1})
    '100'

    References
    ----------
    Rissanen, J. (1976), Generalized Kraft Inequality and Arithmetic Coding.
    """
    starts, total = _shares(counts)
    low, width, scale = 0, 1, 1  # the interval from low / scale to (low + width) / scale
    for symbol in symbols:
        if symbol not in starts:
            raise ValueError(f"`counts` has no {symbol!r}, which comes in `symbols`. Count it once at least.")
        low = low * total + width * starts[symbol]
        width *= int(counts[symbol])
        scale *= total
    # The shortest fraction with 2^length below it that lies in the interval for certain.
    length = (-(-scale // width) - 1).bit_length()
    return f"{-(-(low << length) // scale):0{length}b}" if length else ""


def arithmetic_decode(bits: str, counts: Mapping[Symbol, int], length: int) -> list[Symbol]:
    """Read a message back from its binary fraction: ask in whose share it lies, and where in that share.

    Parameters
    ----------
    bits : str
        Characters 0 and 1, one for each bit.
    counts : dict of symbol to int
        The model that it was written with.
    length : int
        How many symbols there are.

    Returns
    -------
    list of symbols

    Raises
    ------
    ValueError
        If a count is not a whole number above 0, `length` is negative, or `bits` holds another character than 0 and 1.

    Examples
    --------
    >>> arithmetic_decode("100", {"a": 3, "b": 1}, 3)
    ['a', 'a', 'b']

    References
    ----------
    Witten, I. H., Neal, R. M. and Cleary, J. G. (1987), Arithmetic Coding for Data Compression.
    """
    starts, total = _shares(counts)
    _only_bits(bits)
    if length < 0:
        raise ValueError(f"`length` is {length}; a message has 0 symbols or more.")
    owners, begins = list(starts), list(starts.values())
    here, scale = int(bits or "0", 2), 1 << len(bits)  # the fraction here / scale
    symbols = []
    for _ in range(length):
        symbol = owners[bisect_right(begins, here * total // scale) - 1]
        here = here * total - starts[symbol] * scale
        scale *= int(counts[symbol])
        symbols.append(symbol)
    return symbols


def _weights(weights: Mapping[Symbol, float]) -> Mapping[Symbol, float]:
    _must_be_a_dict(weights, "weights", "a weight, as Counter(text) does")
    if len(weights) < 2:
        raise ValueError(f"`weights` has {len(weights)} symbols; a code tells two at least from each other.")
    for symbol, weight in weights.items():
        if not (isinstance(weight, Real) and 0 < weight < float("inf")):
            raise ValueError(
                f"`weights[{symbol!r}]` is {weight!r}; it must be a number above 0. Leave out what never comes."
            )
    return weights


def _lengths(lengths: ArrayLike) -> Floats:
    each = np.atleast_1d(finite_numbers(lengths, "lengths"))
    wrong = (each < 0) | (each != np.floor(each))
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0].tolist())
        place = ", ".join(map(str, where))
        raise ValueError(f"`lengths[{place}]` is {each[where]:g}; a word has a whole number of bits, 0 or more.")
    return each


def _only_bits(bits: str) -> None:
    if wrong := bits.strip("01"):
        raise ValueError(f"`bits` holds {wrong[0]!r}; it must be of the characters 0 and 1 alone.")


def _readable(code: Mapping[Symbol, str]) -> dict[str, Symbol]:
    # Each word's symbol, once it is sure that no word begins with another: in order, it would stand right behind it.
    _must_be_a_dict(code, "code", "its word")
    if not code:
        raise ValueError("`code` is empty; nothing can be read with it.")
    words = sorted(code.items(), key=lambda entry: entry[1])
    for (symbol, word), (other, longer) in itertools.pairwise(words):
        if longer.startswith(word):
            raise ValueError(
                f"`code` cannot be read back: the word {longer!r} of {other!r} begins with the word {word!r} of "
                f"{symbol!r}. Lengthen one of them."
            )
    return {word: symbol for symbol, word in words}


def _shares(counts: Mapping[Symbol, int]) -> tuple[dict[Symbol, int], int]:
    # Where each symbol's share of 0 … total begins, and the total.
    _must_be_a_dict(counts, "counts", "its count, as Counter(text) does")
    if not counts:
        raise ValueError("`counts` is empty; it needs every symbol of the message.")
    for symbol, count in counts.items():
        if not (isinstance(count, Integral) and count > 0):
            raise ValueError(f"`counts[{symbol!r}]` is {count!r}; it must be a whole number above 0.")
    ends = list(itertools.accumulate(map(int, counts.values()), initial=0))
    return dict(zip(counts, ends, strict=False)), ends[-1]


def _must_be_a_dict(value: object, name: str, gives: str) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(
            f"`{name}` is of type {type(value).__name__}; it must be a dict that gives each symbol {gives}."
        )

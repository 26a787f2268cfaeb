"""Codes: Huffman's, what a code costs and whether it can be read back, and arithmetic coding.

A code is a dict: each symbol's word, a string of the characters 0 and 1. `bytes_on_disk` makes real bits of them.
"""

import bz2
import heapq
import itertools
import lzma
import reprlib
import tempfile
import zlib
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.labelled import must_be_labelled_alike
from infotheory_helpers.measures.validation import (
    Result,
    distribution,
    finite_numbers,
    must_match,
    one_whole_number,
    plain,
)

Symbol = TypeVar("Symbol", bound=Hashable)

CHUNK = 64  # bits that the arithmetic coder writes at a time


class Merge(NamedTuple):
    """The two lightest trees become one: the symbols that get a 0 in front, those that get a 1, and their weight."""

    zero: tuple[Any, ...]
    one: tuple[Any, ...]
    weight: float


def huffman_merges(weights: Mapping[Symbol, float]) -> Iterator[Merge]:
    """Give the merges that build Huffman's tree, from the leaves to the root.

    Of trees that weigh the same, the one that has stood longest goes first, so the tree is always the same.
    """
    trees: list[tuple[Any, ...]] = [(symbol,) for symbol in weights]
    for zero, one, weight in _merges(weights):
        yield Merge(trees[zero], trees[one], weight)
        trees.append(trees[zero] + trees[one])


def _merges(weights: Mapping[Symbol, float]) -> Iterator[tuple[int, int, float]]:
    # Trees are numbered, the symbols first, then each merge: the number also says which has stood longest.
    heap = [(weight, number) for number, weight in enumerate(_weights(weights))]
    heapq.heapify(heap)
    for number in range(len(heap), 2 * len(heap) - 1):
        (light, zero), (heavy, one) = heapq.heappop(heap), heapq.heappop(heap)
        yield zero, one, light + heavy
        heapq.heappush(heap, (light + heavy, number))


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
    merges = list(_merges(weights))
    words = [""] * (len(weights) + len(merges))
    for number, (zero, one, _) in reversed(list(enumerate(merges, len(weights)))):  # from the root down
        words[zero], words[one] = words[number] + "0", words[number] + "1"
    return dict(zip(weights, words, strict=False))


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
    """Read symbols back from their words, by any code that can be read back (*uniquely decodable*).

    Where no word begins with another (*prefix-free*), each is known as soon as it ends; in other codes perhaps only
    at the end of `bits`.

    Parameters
    ----------
    bits : str
        Characters 0 and 1, one for each bit.
    code : dict of symbol to str

    Returns
    -------
    list of symbols

    Raises
    ------
    TypeError
        If `bits` is no text, or `code` no dict.
    ValueError
        If two messages have the same bits, `bits` holds anything else than words, or it ends within one.

    Examples
    --------
    >>> decode("00101", {"a": "1", "b": "01", "c": "00"})
    ['c', 'a', 'b']
    >>> decode("0010", {"a": "0", "b": "01"})
    ['a', 'b', 'a']

    References
    ----------
    Sardinas, A. A. and Patterson, G. W. (1953), A Necessary and Sufficient Condition for the Unique Decomposition of
    Coded Messages.
    """
    _must_be_text(bits, "bits")
    symbol_of = {word: symbol for symbol, word in _readable(code).items()}
    if not _is_prefix_free(symbol_of):
        return _read_from_the_end(bits, symbol_of)
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
    must_be_labelled_alike(p, lengths, ("p", "lengths"))
    return plain((truth * each).sum(axis=-1))


def kraft_sum(lengths: ArrayLike) -> Result:
    """Add up 2^−L over the words of a code: above 1, none with these lengths can be read back (Kraft–McMillan).

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
        If text is empty, or holds what UTF-8 cannot write.

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
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"`text[{error.start}]` is {text[error.start]!r}, half of a character; UTF-8 cannot write it. Leave it out."
        ) from None
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

    The interval is kept to 64 bits more than the counts need, so that rounding it costs less than a billionth
    of a bit, and 100 000 symbols take about a second. Programs that compress files keep 32 bits of it.

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
    window = total.bit_length() + 2 * CHUNK
    low, width, chunks = 0, 1 << window, _Chunks()  # the interval from low to low + width, in units of 2^−window
    for symbol in symbols:
        if symbol not in starts:
            raise ValueError(f"`counts` has no {symbol!r}, which comes in `symbols`. Count it once at least.")
        start, width = _share_of(width, starts[symbol], int(counts[symbol]), total)
        low += start
        while width >> window - CHUNK == 0:
            low, width = chunks.move_out(low, window), width << CHUNK
    fraction, length = _shortest_in(low, width, window)
    last = chunks.move_out(fraction, window, length)
    assert last == 0
    return str(chunks)


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
    length = one_whole_number(length, "length")
    owners, begins = list(starts), list(starts.values())
    window = total.bit_length() + 2 * CHUNK
    rest = bits.ljust(window, "0")
    here, width, place = int(rest[:window], 2), 1 << window, window  # how far into the interval the fraction lies
    symbols = []
    for _ in range(length):
        symbol = owners[bisect_right(begins, ((here + 1) * total - 1) // width) - 1]
        start, width = _share_of(width, starts[symbol], int(counts[symbol]), total)
        here -= start
        if not 0 <= here < width:
            raise ValueError(f"`bits` is no message of {length} symbols with these `counts`. Other counts?")
        while width >> window - CHUNK == 0:
            here, width = (here << CHUNK) + int(rest[place : place + CHUNK].ljust(CHUNK, "0"), 2), width << CHUNK
            place += CHUNK
        symbols.append(symbol)
    return symbols


def _share_of(width: int, start: int, count: int, total: int) -> tuple[int, int]:
    # The share of a symbol in an interval, both rounded down: where it begins, and its width.
    return width * start // total, width * count // total


def _shortest_in(low: int, width: int, window: int) -> tuple[int, int]:
    # The shortest fraction that lies in the interval for certain, and its length. Rounding down has taken less than
    # 2^−32 of the width: a width that lacks no more than that of a power of two, is one.
    zeros = (width + (width >> 32)).bit_length() - 1
    fraction = -(-low >> zeros) << zeros
    return (fraction, window - zeros) if fraction < low + width else _shortest_in(low, width // 2, window)


class _Chunks:
    # The bits that are written already; a later addition may still carry into them.
    def __init__(self) -> None:
        self.written: list[int] = []
        self.sizes: list[int] = []

    def move_out(self, low: int, window: int, size: int = CHUNK) -> int:
        """Take the first bits off `low`, and give what is left, moved up by as many places."""
        self._carry(low >> window)
        low &= (1 << window) - 1
        self.written.append(low >> window - size)
        self.sizes.append(size)
        return (low << size) & ((1 << window) - 1)

    def _carry(self, one: int) -> None:
        place = len(self.written) - 1
        while one:
            self.written[place] += 1
            one = self.written[place] >> self.sizes[place]
            self.written[place] &= (1 << self.sizes[place]) - 1
            place -= 1

    def __str__(self) -> str:
        return "".join(f"{bits:0{size}b}" for bits, size in zip(self.written, self.sizes, strict=True) if size)


def _weights(weights: Mapping[Symbol, float]) -> list[Any]:
    _must_be_a_dict(weights, "weights", "a weight, as Counter(text) does")
    if len(weights) < 2:
        raise ValueError(f"`weights` has {len(weights)} symbols; a code tells two at least from each other.")
    for symbol, weight in weights.items():
        unordered = isinstance(weight, Decimal) and weight.is_nan()  # to compare it would raise
        if unordered or not (isinstance(weight, Real | Decimal) and 0 < weight < float("inf")):
            raise ValueError(
                f"`weights[{symbol!r}]` is {weight!r}; it must be a number above 0. Leave out what never comes."
            )
    # A Decimal cannot be added to other kinds of numbers; as a fraction it can.
    return [Fraction(weight) if isinstance(weight, Decimal) else weight for weight in weights.values()]


def _lengths(lengths: ArrayLike) -> Floats:
    each = np.atleast_1d(finite_numbers(lengths, "lengths"))
    wrong = (each < 0) | (each != np.floor(each))
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0].tolist())
        place = ", ".join(map(str, where))
        raise ValueError(f"`lengths[{place}]` is {each[where]:g}; a word has a whole number of bits, 0 or more.")
    return each


def _only_bits(bits: str) -> None:
    _must_be_text(bits, "bits")
    if wrong := bits.strip("01"):
        raise ValueError(f"`bits` holds {wrong[0]!r}; it must be of the characters 0 and 1 alone.")


def _readable(code: Mapping[Symbol, str]) -> Mapping[Symbol, str]:
    # Refuses a code in which two messages have the same bits.
    _must_be_a_dict(code, "code", "its word")
    if not code:
        raise ValueError("`code` is empty; nothing can be read with it.")
    for symbol, word in code.items():
        if not isinstance(word, str) or not word or word.strip("01"):
            raise ValueError(
                f"`code[{symbol!r}]` is {word!r}; a word is a text of the characters 0 and 1, one at least."
            )
    if twice := _two_messages(code):
        bits, one, other = twice
        raise ValueError(
            f"`code` cannot be read back: {bits!r} is {_listed(one)}, and it is {_listed(other)}. Lengthen a word."
        )
    return code


def _is_prefix_free(words: Iterable[str]) -> bool:
    # In order, a word that begins with another would stand right behind it.
    return not any(longer.startswith(word) for word, longer in itertools.pairwise(sorted(words)))


def _two_messages(code: Mapping[Symbol, str]) -> tuple[str, list[Symbol], list[Symbol]] | None:
    # Sardinas and Patterson: let two different messages run beside each other, and look at the piece by which one is
    # ahead. Shortest bits first; a piece that was there before leads to nothing new.
    if _is_prefix_free(code.values()):
        return None
    turn = itertools.count()
    pairs = [(a, b) for a, b in itertools.permutations(code, 2) if code[b].startswith(code[a])]
    heap = [(len(code[b]), next(turn), code[b], code[b][len(code[a]) :], [b], [a]) for a, b in pairs]
    heapq.heapify(heap)
    seen = set()
    while heap:
        _, _, bits, piece, ahead, behind = heapq.heappop(heap)
        if not piece:
            return bits, behind, ahead
        if piece in seen:
            continue
        seen.add(piece)
        for symbol, word in code.items():
            longer = [*behind, symbol]
            if piece.startswith(word):
                heapq.heappush(heap, (len(bits), next(turn), bits, piece[len(word) :], ahead, longer))
            elif word.startswith(piece):
                more = bits + word[len(piece) :]
                heapq.heappush(heap, (len(more), next(turn), more, word[len(piece) :], longer, ahead))
    return None


def _read_from_the_end(bits: str, symbol_of: Mapping[str, Symbol]) -> list[Symbol]:
    # From each place, the word after which the rest can be read: there is one at most, or two messages were the same.
    next_word: list[str | None] = [None] * len(bits) + [""]
    lengths = sorted({len(word) for word in symbol_of})
    for start in range(len(bits) - 1, -1, -1):
        for length in lengths:
            word = bits[start : start + length]
            if word in symbol_of and next_word[start + len(word)] is not None:
                next_word[start] = word
    if next_word[0] is None:
        raise ValueError("`bits` is no row of words of `code`. Another code, or are some of its bits missing?")
    symbols, place = [], 0
    while following := next_word[place]:
        symbols.append(symbol_of[following])
        place += len(following)
    return symbols


def _listed(symbols: Iterable[Any]) -> str:
    return " then ".join(repr(symbol) for symbol in symbols)


def _must_be_text(value: object, name: str) -> None:
    if not isinstance(value, str):
        said = reprlib.repr(value)  # a list of bits may be long
        raise TypeError(f"`{name}` is {said}, of type {type(value).__name__}; it must be a text of 0 and 1.")


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

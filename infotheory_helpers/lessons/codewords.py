"""Codewords for the weather of lesson 3: chosen on a tree, wired and read back; and many days sent at once."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, Q_COLOUR
from infotheory_helpers.measures.information import entropy

from .explorers import WEATHER, P
from .games import each, of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

WORDS = ["".join(bits) for length in (1, 2, 3) for bits in itertools.product("01", repeat=length)]
MESSAGE = ("sun", "sun", "rain", "sun")
MOST_DAYS = 8
LONGEST = 5  # days, of the messages that are tried for a second reading
SEEN = 4  # days after which the floor is drawn
MANY = {"1.3 bits a day": 1.3, "1.16 bits a day": 1.16, "1 bit a day": 1}  # what can be predicted


def explore_codewords() -> Explorer:
    """Choose a codeword for each weather on a tree, and see a message on the wire, its price, and how it reads back.

    Returns
    -------
    Explorer
        Choices sun, cloud and rain, each among the 14 codewords of up to 3 bits; the price in bits.

    Examples
    --------
    >>> explore_codewords()
    Sun sun rain sun goes over the wire as 00001000: 8 bits for 4 days. Averaged over the weather, 2.00 bits per day.
    It reads back as sun sun rain sun: no codeword begins with another, so each is known as soon as it ends.

    References
    ----------
    Kraft, L. G. (1949), A Device for Quantizing, Grouping, and Coding Amplitude-Modulated Pulses.
    """
    tree, right = panels(8.6, 3.8, 1, 2, width_ratios=[5, 1])
    said = room_for_said(tree)
    tree.figure.set_label(
        "Left, a tree of codewords lying on its side: three columns for the first, the second and the third bit, each "
        "cell split into two in the next column, 0 above and 1 below. A codeword colours its cell and all that begin "
        "with it; where two overlap it is darker. Above, the bits on the wire and whether they read back. Right, a bar "
        "of the mean price in bits per day."
    )
    _draw_tree(tree)
    blocks = {name: tree.bar([0], [0], color=Q_COLOUR, alpha=0.5, edgecolor="white", zorder=2)[0] for name in WEATHER}
    loud = tree.set_title(" ", loc="left", fontsize=11, fontweight="bold")
    (price,) = right.bar([0], [2], 0.6, color=COST)
    right.set(xlim=(-0.6, 0.6), ylim=(0, 3.2), xticks=[], ylabel="mean price, bits per day")

    def slider(name: str, word: str, p: float) -> Any:
        return widgets.ToggleButtons(options=WORDS, value=word, description=f"{name} (P = {p:g})")

    start = zip(WEATHER, ("00", "01", "10"), P, strict=True)
    explorer = Explorer(tree.figure, **{name: slider(name, word, p) for name, word, p in start})
    for name, block in blocks.items():
        explorer.follow(block, of(_blocked, name))
    for word in WORDS:
        _follow_cell(explorer, tree, word)
    explorer.follow(loud, lambda sun, cloud, rain: each(_loud_verdict, sun, cloud, rain), "{}")
    explorer.follow(price, lambda sun, cloud, rain: _mean_length(sun, cloud, rain))
    explorer.say("Sun sun rain sun goes over the wire as {}{}{}{}:", lambda sun, rain: (sun, sun, rain, sun))
    explorer.say("{:.0f} bits for 4 days.", lambda sun, rain: 3 * _lengths(sun) + _lengths(rain))
    explorer.say("Averaged over the weather, {:.2f} bits per day.", _mean_length)
    explorer.say("{}", lambda sun, cloud, rain: each(_verdict, sun, cloud, rain))
    explorer.expect("three short words", said, earned=_two_short)
    return explorer


def _two_short(sun: Array, cloud: Array, rain: Array) -> Array:
    # Two of them have a single bit: then it is seen what is left for the third.
    return np.asarray(np.sum([_lengths(words) == 1 for words in (sun, cloud, rain)], axis=0) >= 2)


def _draw_tree(ax: Axes) -> None:
    for depth in (1, 2, 3):
        at = np.arange(2**depth + 1) / 2**depth
        ax.hlines(at, depth - 1, depth, color=MUTED, linewidth=0.7)
        ax.vlines([depth - 1, depth], 0, 1, color=MUTED, linewidth=0.7)
    ax.set(xlim=(0, 3), ylim=(1, 0), yticks=[])
    ax.set(xticks=[0.5, 1.5, 2.5], xticklabels=["first bit", "second bit", "third bit"])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _follow_cell(explorer: Explorer, ax: Axes, word: str) -> None:
    # A cell shows its codeword, and the weather that it stands for.
    middle = (int(word, 2) + 0.5) / 2 ** len(word)
    text = ax.annotate(word, (len(word) - 0.5, middle), ha="center", va="center_baseline", fontsize=10, zorder=3)

    def cell(*words: str) -> str:
        names = [name for name, its in zip(WEATHER, words, strict=True) if its == word]
        who = "all three" if len(names) == 3 else " + ".join(names)
        return f"{word} {who}".strip()

    explorer.follow(text, lambda sun, cloud, rain: each(cell, sun, cloud, rain), "{}")


def _lengths(words: Array) -> Array:
    return np.asarray(np.char.str_len(words))


def _blocked(words: Array) -> tuple[Array, ...]:
    # The cell of a codeword and all cells after it.
    length = _lengths(words)
    share = 0.5**length
    return length - 1, share * np.vectorize(lambda word: int(word, 2))(words), 4 - length, share


def _mean_length(sun: Array, cloud: Array, rain: Array) -> Array:
    return np.asarray(np.stack([_lengths(sun), _lengths(cloud), _lengths(rain)], axis=-1) @ P)


def _readings(bits: str, code: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    # All messages that would go over the wire as these bits.
    if not bits:
        yield ()
    for name, word in code.items():
        if bits.startswith(word):
            yield from ((name, *rest) for rest in _readings(bits[len(word) :], code))


def _misread(code: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    # Two messages with the same bits: that of the lesson with another, if there is one, or the shortest two.
    wire = "".join(code[name] for name in MESSAGE)
    for reading in _readings(wire, code):
        if reading != MESSAGE:
            return MESSAGE, reading
    sent: dict[str, tuple[str, ...]] = {}
    for days in range(1, LONGEST + 1):
        for message in itertools.product(code, repeat=days):
            bits = "".join(code[name] for name in message)
            if bits in sent:
                return sent[bits], message
            sent[bits] = message
    return None


def _beginnings(code: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for one, other in itertools.permutations(code, 2) if code[other].startswith(code[one]))


def _loud_verdict(*words: str) -> str:
    code = dict(zip(WEATHER, words, strict=True))
    if _misread(code):
        return "Garbled: some bits have two readings"
    return "It can be read back, but late" if any(_beginnings(code)) else "It can be read back"


def _verdict(*words: str) -> str:
    code = dict(zip(WEATHER, words, strict=True))
    if two := _misread(code):
        meant, read = two
        if meant == MESSAGE:
            return f"The same bits also read as {' '.join(read)}: nobody can tell which was meant."
        bits = "".join(code[name] for name in meant)
        return f"But {bits} would be {' '.join(meant)} and {' '.join(read)} alike: nobody can tell which was meant."
    back = f"It reads back as {' '.join(MESSAGE)}"
    for one, other in _beginnings(code):
        return f"{back}, but {one} begins {other}: one has to wait for what follows."
    return f"{back}: no codeword begins with another, so each is known as soon as it ends."


def explore_many_days() -> Explorer:
    """Wire several days as one signal: the best whole lengths cost less per day, down towards the entropy.

    Returns
    -------
    Explorer
        Slider days, from 1 to 8; the cost in bits per day.

    Examples
    --------
    >>> explore_many_days()
    1 day in one signal, 3 signals: the best whole lengths cost 1.3000 bits per day.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, theorem 9.
    """
    days = np.arange(1, MOST_DAYS + 1)
    costs = np.array([_best_cost(_many(int(n))) / n for n in days])
    ax = panels(6.4, 3.4)
    said = room_for_said(ax)
    ax.figure.set_label(
        "Cost in bits per day against how many days go into one signal. A line runs from the cost of "
        "single days to that of the slider’s number of days; when it has come down, a dotted line shows its floor, the "
        "entropy of the weather."
    )
    (line,) = ax.plot(days, costs, color=COST)
    (here,) = ax.plot([1], [1.3], "o", color=COST, markersize=9, zorder=3)
    (floor,) = ax.plot([0.5, MOST_DAYS + 0.5], [1, 1], color=HIGHLIGHT, linestyle=":")
    name = ax.text(MOST_DAYS, entropy(P) - 0.035, "floor H(P)", ha="right")
    ax.set(xlim=(0.5, MOST_DAYS + 0.5), ylim=(0.9, 1.34), xlabel="days in one signal", ylabel="cost, bits per day")

    explorer = Explorer(ax.figure, days=widgets.IntSlider(1, min=1, max=MOST_DAYS, description="days in one signal"))
    explorer.follow(line, lambda days: _so_far(costs, days))
    # The floor is seen when the line has come down to it, and not before.
    explorer.follow(floor, lambda days: np.where(days >= SEEN, entropy(P), 0) + np.zeros(2))
    explorer.follow(name, lambda days: (MOST_DAYS, entropy(P) - 0.035, days >= SEEN))
    explorer.follow(here, lambda days: (days, costs[days - 1]))
    explorer.say(
        "{:.0f} {} in one signal, {:.0f} signals: the best whole lengths cost {:.4f} bits per day.",
        lambda days: (days, np.where(days == 1, "day", "days"), 3**days, costs[days - 1]),
    )
    explorer.expect("many days at once", said, MANY, ax, earned=lambda days: days >= SEEN)
    return explorer


def _many(days: int) -> Array:
    # The probability of each sequence of so many days.
    return reduce(lambda one, other: np.multiply.outer(one, other).ravel(), [np.array(P)] * days)


def _best_cost(probabilities: Array) -> float:
    # The mean length of Huffman's code: each merge of the two rarest puts one more bit before them.
    rarest, cost = [float(p) for p in probabilities], 0.0
    heapq.heapify(rarest)
    while len(rarest) > 1:
        merged = heapq.heappop(rarest) + heapq.heappop(rarest)
        cost += merged
        heapq.heappush(rarest, merged)
    return cost


def _so_far(costs: Array, days: Array) -> tuple[Array, Array]:
    # The line up to the slider's number of days; what would follow lies under its end.
    up_to = np.minimum(np.arange(1, MOST_DAYS + 1), days)
    return up_to, costs[up_to - 1]

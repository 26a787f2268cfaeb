"""The figures of the lab on compression, and its explorer: letters, sizes, an interval that narrows, a growing tree."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR
from infotheory_helpers.measures.information import entropy, information_content

from .codes import Merge, huffman_merges, mean_code_length, words_after

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

SIGNS = {" ": "␣", "\n": "↵", "\t": "⇥"}  # what would not be seen


def _seen(symbol: str) -> str:
    return SIGNS.get(symbol, symbol)


def plot_letters(counts: Mapping[str, int], most: int = 32, ax: Axes | None = None) -> Drawing:
    """Draw how often the commonest characters of a text come, and say their entropy.

    Parameters
    ----------
    counts : dict of character to int
        Such as a Counter of the text.
    most : int
        How many to draw.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "bar X" for each character X; the entropy of all characters in bits stands in the title.

    Examples
    --------
    >>> plot_letters({"a": 3, "b": 1})["bar a"].get_height().item()
    0.75

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    ax = axes_or_new(ax, width=7.2, height=3.2)
    total = sum(counts.values())
    commonest = Counter(counts).most_common(most)
    names, shares = [_seen(symbol) for symbol, _ in commonest], [count / total for _, count in commonest]
    bars = ax.bar(range(len(names)), shares, 0.75, color=P_COLOUR)
    bits = entropy(np.array(list(counts.values())) / total)
    ax.set(xticks=range(len(names)), xticklabels=names, ylabel="probability")
    ax.set_xlabel(f"outcomes: the {len(names)} commonest characters of {len(counts)}")
    ax.set_title(f"H = {bits:.2f} bits per character", loc="right", fontsize=11, color=P_COLOUR)
    alt = (
        f"Bars of probability of the {len(names)} commonest characters of {len(counts)}, falling from {names[0]} "
        f"with {shares[0]:.3f} to {names[-1]} with {shares[-1]:.3f}; entropy {bits:.2f} bits per character."
    )
    return Drawing(ax, alt, {f"bar {symbol}": bar for (symbol, _), bar in zip(commonest, bars, strict=True)})


def plot_sizes(sizes: Mapping[str, float], floor: float, ax: Axes | None = None) -> Drawing:
    """Draw how many bits per character each of several codes takes, beside the entropy of single characters.

    Parameters
    ----------
    sizes : dict of name to float
        In bits per character.
    floor : float
        The entropy of single characters, in bits.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "bar NAME", and "floor", a line.

    Examples
    --------
    >>> plot_sizes({"plain": 8, "zip": 2.5}, 4.5)["bar zip"].get_width().item()
    2.5

    References
    ----------
    Bell, T. C., Cleary, J. G. and Witten, I. H. (1990), Text Compression.
    """
    ax = axes_or_new(ax, width=7.2, height=1.3 + 0.36 * len(sizes))
    bars = ax.barh(list(sizes), list(sizes.values()), 0.7, color=COST)
    for name, size in sizes.items():  # in a column of their own, clear of the line
        ax.annotate(f"{size:.2f} bits", (1, name), xycoords=("axes fraction", "data"), ha="right", va="center")
    line = ax.axvline(floor, color=P_COLOUR, linestyle=":")
    ax.set(xlim=(0, 1.2 * max(sizes.values())), xlabel="bits per character")
    side = "left" if floor < ax.get_xlim()[1] / 2 else "right"  # where there is room for it
    words, at = f"H of single characters: {floor:.2f} bits", (floor, 1.0)
    ax.annotate(
        words, at, (0, 3), ("data", "axes fraction"), "offset points", ha=side, va="bottom", fontsize=11, color=P_COLOUR
    )
    ax.invert_yaxis()
    parts = ", ".join(f"{name} {size:.2f}" for name, size in sizes.items())
    alt = f"Bars of bits per character: {parts}; a dotted line at the entropy of single characters, {floor:.2f} bits."
    artists: dict[str, Artist] = {f"bar {name}": bar for name, bar in zip(sizes, bars, strict=True)}
    return Drawing(ax, alt, artists | {"floor": line})


def plot_narrowing(message: str, counts: Mapping[str, int], ax: Axes | None = None) -> Drawing:
    """Draw how an arithmetic code narrows an interval: each symbol chooses its share, and that is split again.

    Parameters
    ----------
    message : str
        A few symbols.
    counts : dict of character to int
        The model: a symbol's share is its count by the total.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "share 0", "share 1", …: the bars that the message chooses, one in each row. Widths are
        probabilities, their surprise is in bits.

    Examples
    --------
    >>> plot_narrowing("ab", {"a": 3, "b": 1})["share 1"].get_width().item()
    0.25

    References
    ----------
    Rissanen, J. (1976), Generalized Kraft Inequality and Arithmetic Coding.
    """
    ax = axes_or_new(ax, width=7.2, height=0.9 + 0.75 * len(message))
    total = sum(counts.values())
    starts = dict(zip(counts, itertools.accumulate(counts.values(), initial=0), strict=False))
    chances = np.cumprod([counts[symbol] / total for symbol in message])
    artists: dict[str, Artist] = {}
    for row, chosen in enumerate(message):
        for symbol, count in counts.items():
            left, width = starts[symbol] / total, count / total
            colour = Q_COLOUR if symbol == chosen else "white"
            (bar,) = ax.barh(row, width, 0.5, left, color=colour, edgecolor=MUTED)
            ax.text(left + width / 2, row, _seen(symbol), ha="center", va="center_baseline")
            if symbol == chosen:
                artists[f"share {row}"] = bar
        left, right = starts[chosen] / total, (starts[chosen] + counts[chosen]) / total
        for here, below in [(left, 0), (right, 1)] if row < len(message) - 1 else []:
            ax.plot([here, below], [row + 0.25, row + 0.75], color=Q_COLOUR, linewidth=1.2)
    names = [f"{message[: row + 1]}\n{information_content(chance):.2f} bits" for row, chance in enumerate(chances)]
    ax.set(xlim=(0, 1), ylim=(len(message) - 0.6, -0.4), yticks=range(len(message)), yticklabels=names)
    ax.set_xlabel("each row: the share chosen above, stretched to 1; each width is a probability")
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    alt = (
        f"An interval split into shares by {len(counts)} characters, and the share of each character of “{message}” "
        f"split again in the row below. The shares chosen are worth "
        + ", ".join(f"{information_content(chance):.2f}" for chance in chances)
        + " bits so far."
    )
    return Drawing(ax, alt, artists)


BLANK = " "  # for a text that does not show yet: an empty one, matplotlib would leave out of the page
PHRASE = "no news is good news"
COUNTS = Counter(PHRASE)
MERGES = list(huffman_merges(COUNTS))
SHARES = np.array(list(COUNTS.values())) / len(PHRASE)


def explore_huffman() -> Explorer:
    """Build Huffman's tree for a phrase of twenty characters, merge by merge, and read the words off it.

    Returns
    -------
    Explorer
        Slider merges, from 0 to 8; the mean length of the words so far, in bits per character.

    Examples
    --------
    >>> explore_huffman()
    No merge yet: 9 characters, 20 in all, and nobody has a word. The words are 0.0000 bits long on average; the
    entropy is 3.0087 bits per character.

    References
    ----------
    Huffman, D. A. (1952), A Method for the Construction of Minimum-Redundancy Codes.
    """
    tree, cost = panels(8, 4.2, 1, 2, width_ratios=[5, 1])
    said = room_for_said(tree)
    words = words_after(MERGES)
    leaves = sorted(COUNTS, key=words.__getitem__)  # so that no branch crosses another
    tops = {(symbol,): (float(x), 0.0) for x, symbol in enumerate(leaves)}
    tree.set(xlim=(-1.6, len(leaves) - 0.5), ylim=(-2.0, 5), xticks=[], yticks=[])
    tree.spines[:].set_visible(False)
    for y, what in [(-0.55, "count"), (-1.1, "letter"), (-1.65, "word")]:
        tree.text(-1.6, y, what, ha="left", va="center", color=MUTED, fontsize=10.5)
    for (symbol,), (x, _) in list(tops.items()):
        tree.text(x, -0.55, str(COUNTS[symbol]), ha="center", va="center", color=P_COLOUR)
        tree.text(x, -1.1, _seen(symbol), ha="center", va="center", fontsize=12)
    tree.set_title(f"“{PHRASE}”", loc="left", fontsize=11)
    (bar,) = cost.bar([0], [1], 0.6, color=COST)
    floor = entropy(SHARES)
    cost.axhline(floor, color=P_COLOUR, linestyle=":")
    cost.annotate("H", (0.5, floor), (0, 3), textcoords="offset points", color=P_COLOUR)
    cost.set(xlim=(-0.5, 0.7), ylim=(0, 3.5), xticks=[], ylabel="mean length, bits per character")
    tree.figure.set_label(
        "Left, Huffman's tree over the nine characters of “no news is good news”, growing from the leaves up with each "
        "merge, the words so far below it. Right, the mean length in bits per character under a dotted line at the "
        f"entropy, {floor:.2f} bits."
    )
    explorer = Explorer(tree.figure, merges=widgets.IntSlider(0, min=0, max=len(MERGES), description="merges"))
    for number, merge in enumerate(MERGES, start=1):
        _grow(explorer, tree, tops, number, merge)
    for symbol in COUNTS:
        word = tree.text(tops[symbol,][0], -1.65, "", ha="center", va="center", color=COST)
        explorer.follow(word, _word_of(symbol), template="{}")
    explorer.follow(bar, lambda merges: np.vectorize(_mean_after)(merges))
    explorer.say("{}", lambda merges: np.vectorize(_merge_story, otypes=[object])(merges))
    explorer.say(
        "The words are {:.4f} bits long on average; the entropy is {:.4f} bits per character.",
        lambda merges: (np.vectorize(_mean_after)(merges), floor),
    )
    explorer.expect("next merge", said, earned=lambda merges: merges >= 2)
    return explorer


def _grow(explorer: Explorer, ax: Axes, tops: dict[Any, tuple[float, float]], number: int, merge: Merge) -> None:
    # Draw one merge as a bracket over its two trees: it has no size before its turn, and is black at its turn.
    (x0, y0), (x1, y1) = tops[merge.zero], tops[merge.one]
    middle, height = (x0 + x1) / 2, max(y0, y1) + 1
    tops[merge.zero + merge.one] = middle, height
    x, y = np.array([x0, x0, x1, x1]), np.array([y0, height, height, y1])

    def bracket(shown: Callable[[Array], Array]) -> Callable[[Array], tuple[Array, Array]]:
        return lambda merges: (np.where(shown(merges), x, x0), np.where(shown(merges), y, y0))

    for colour, shown in [(MUTED, lambda n: n >= number), (HIGHLIGHT, lambda n: n == number)]:
        (line,) = ax.plot(x, y, color=colour, solid_capstyle="butt", solid_joinstyle="miter")
        explorer.follow(line, bracket(shown))
    for at, what, ink, side in [
        ((x0 - 0.07, height - 0.3), "0", COST, "right"),
        ((x1 + 0.07, height - 0.3), "1", COST, "left"),
        ((middle, height + 0.22), f"{merge.weight:g}", P_COLOUR, "left"),
    ]:
        text = ax.text(at[0] + (0.07 if what not in "01" else 0), at[1], "", color=ink, ha=side, va="center")
        explorer.follow(text, _from(number, what), template="{}")


def _from(number: int, what: str) -> Callable[[Array], Array]:
    return lambda merges: np.where(merges >= number, what, BLANK)


def _word_of(symbol: str) -> Callable[[Array], Array]:
    return lambda merges: np.array([words_after(MERGES[:n]).get(symbol, BLANK) for n in merges])


def _mean_after(merges: int) -> Any:
    words = words_after(MERGES[:merges])
    return mean_code_length(SHARES, [len(words.get(symbol, "")) for symbol in COUNTS])


def _merge_story(merges: int) -> str:
    if merges == 0:
        return f"No merge yet: {len(COUNTS)} characters, {len(PHRASE)} in all, and nobody has a word."
    merge, words = MERGES[merges - 1], words_after(MERGES[:merges])
    one, other = (" ".join(map(_seen, side)) for side in (merge.zero, merge.one))
    so_far = ", ".join(f"{_seen(symbol)} {words[symbol]}" for symbol in COUNTS if symbol in words)
    return f"Merge {merges} of {len(MERGES)}: {one} with {other}, {merge.weight:g} together. Words so far: {so_far}."

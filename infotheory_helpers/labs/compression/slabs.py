"""Huffman's recipe as a pile of slabs: letters as wide as their counts, and a slab of one bit for each merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.information import entropy, information_content

from .codes import Merge, huffman_merges, mean_code_length, words_after
from .views import seen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

BLANK = " "  # for a text that does not show yet: an empty one, matplotlib would leave out of the page
PHRASE = "no news is good news"
COUNTS = Counter(PHRASE)
LETTERS = sorted(COUNTS, key=COUNTS.__getitem__, reverse=True)  # as they stand in the beginning, the commonest first
SHARES = np.array([COUNTS[letter] for letter in LETTERS]) / len(PHRASE)
MERGES = list(huffman_merges(COUNTS))
WORDS = [words_after(MERGES[:count]) for count in range(len(MERGES) + 1)]
LENGTHS = np.array([[len(words.get(letter, "")) for letter in LETTERS] for words in WORDS])
MEANS = np.array([mean_code_length(SHARES, lengths) for lengths in LENGTHS])

GAP, MIDDLE = 0.45, 11.8  # between two trees, and of all of them; one occurrence is 1 wide
TOWER, WIDTH = 24.8, 1.9  # where the pile stands once more, levelled
AWAY = -9  # below the figure, where a line waits for its turn


def _forests() -> list[list[tuple[str, ...]]]:
    # The trees from left to right after each merge; a merged one stands where the first of its two stood.
    rows: list[list[tuple[str, ...]]] = [[(letter,) for letter in LETTERS]]
    for merge in MERGES:
        row = list(rows[-1])
        first, second = sorted(row.index(side) for side in (merge.zero, merge.one))
        row[first] = merge.zero + merge.one
        del row[second]
        rows.append(row)
    return rows


FORESTS = _forests()


def _lefts() -> Array:
    # Where each letter begins after each merge.
    lefts = np.zeros((len(FORESTS), len(LETTERS)))
    for row, forest in zip(lefts, FORESTS, strict=True):
        x = MIDDLE - (len(PHRASE) + GAP * (len(forest) - 1)) / 2
        for tree in forest:
            for letter in tree:
                row[LETTERS.index(letter)] = x
                x += COUNTS[letter]
            x += GAP
    return lefts


LEFTS = _lefts()


def explore_huffman() -> Explorer:
    """Pile up Huffman's code for a phrase of twenty characters, merge by merge, and read the words off the pile.

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
    ax = panels(8, 4.6)
    said = room_for_said(ax)
    floor = entropy(SHARES)
    ax.set(xlim=(-0.3, 28.2), ylim=(-2.75, 5.1), xticks=[], yticks=range(5))
    ax.set_ylabel("bits", y=0.6)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set_title(f"“{PHRASE}”", loc="left", fontsize=11)
    ax.text(TOWER + WIDTH / 2, -0.38, "mean", ha="center", va="center", color=MUTED)
    ax.plot([TOWER - 0.4, TOWER + WIDTH + 0.4], [floor, floor], color=P_COLOUR, linestyle=":", zorder=3)
    ax.text(TOWER + WIDTH + 0.5, floor, "H", va="center", color=P_COLOUR)
    ax.figure.set_label(
        "The nine characters of “no news is good news”, each as wide as it is frequent, the commonest first. Each "
        "merge pushes two trees together and lays a slab of height one bit over all their letters, 0 on the left half "
        "and 1 on the right; a letter's word is read from the top down. On the right the same pile, levelled: as high "
        f"as the mean length, beside the entropy, {floor:.2f} bits. Below, the phrase in the words so far."
    )
    explorer = Explorer(ax.figure, merges=widgets.IntSlider(0, min=0, max=len(MERGES), description="merges"))
    _stand_letters(explorer, ax)
    for number, merge in enumerate(MERGES, start=1):
        _lay_slab(explorer, ax, number, merge)
    _outline_newest(explorer, ax)
    _level(explorer, ax)
    _compare(explorer, ax)
    for y, piece in [(-1.85, PHRASE[:10]), (-2.45, PHRASE[10:])]:
        line = ax.text(MIDDLE - 1.2, y, BLANK, ha="center", va="center", color=Q_TEXT, fontsize=10.8)
        explorer.follow(line, _among(_written(piece)), template="{}")
    bits = ax.text(28.2, -2.15, BLANK, ha="right", va="center", color=Q_TEXT, fontsize=10.8)
    so_far = [f"{round(mean * len(PHRASE))} bits" if mean else BLANK for mean in MEANS]
    explorer.follow(bits, _among(so_far), template="{}")
    explorer.say("{}", lambda merges: np.vectorize(_merge_story, otypes=[object])(merges))
    explorer.say(
        "The words are {:.4f} bits long on average; the entropy is {:.4f} bits per character.",
        lambda merges: (MEANS[merges], floor),
    )
    explorer.press("next merge", {"merges": lambda merges: merges + (merges < len(MERGES))}, lambda merges: merges < 8)
    explorer.expect("next merge", said, earned=lambda merges: merges >= 2)
    return explorer


def _stand_letters(explorer: Explorer, ax: Axes) -> None:
    # The letters on their feet, as wide as their counts; under each tree its weight.
    counts = np.array([COUNTS[letter] for letter in LETTERS])
    explorer.follow(boxes(ax, len(LETTERS)), lambda merges: (LEFTS[merges[..., 0]], -0.75, counts, 0.75))
    for number, letter in enumerate(LETTERS):
        text = ax.text(0, -0.38, seen(letter), ha="center", va="center_baseline", color="white", fontsize=12)
        explorer.follow(text, _at(number, -0.38))
    for slot in range(len(LETTERS)):  # each a tree from the left; there are fewer and fewer
        trees = [forest[slot] if slot < len(forest) else () for forest in FORESTS]
        weights = [sum(COUNTS[letter] for letter in tree) for tree in trees]
        starts = [row[LETTERS.index(tree[0])] if tree else MIDDLE for row, tree in zip(LEFTS, trees, strict=True)]
        middles = np.add(starts, np.array(weights) / 2)
        text = ax.text(0, -1.1, BLANK, ha="center", va="center", color=P_COLOUR)
        explorer.follow(text, _among([f"{weight}" if weight else BLANK for weight in weights]), template="{}")
        explorer.follow(text, _shown(middles, -1.1, np.array(weights) > 0))


def _among(said: Sequence[str]) -> Callable[[Array], Array]:
    return lambda merges: np.array(said, dtype=object)[merges]


def _at(number: int, y: float) -> Callable[[Array], tuple[Array, float]]:
    return lambda merges: (LEFTS[merges, number] + COUNTS[LETTERS[number]] / 2, y)


def _shown(x: Array, y: float, there: Array) -> Callable[[Array], tuple[Array, float, Array]]:
    return lambda merges: (x[merges], y, there[merges])


def _lay_slab(explorer: Explorer, ax: Axes, number: int, merge: Merge) -> None:
    # A slab of two halves, 0 and 1; it has no size before its turn.
    steps = np.arange(len(FORESTS))
    for digit, half in zip("01", (merge.zero, merge.one), strict=True):
        x, y = _ribbon(half, number)
        x, y = np.where(steps[:, None] >= number, x, x[:, :1]), np.where(steps[:, None] >= number, y, 0)
        (slab,) = ax.fill([0, 1, 1], [0, 0, 1], facecolor=(Q_COLOUR, 0.5), edgecolor="white", linewidth=0.8)
        explorer.follow(slab, _rows(x, y))
        for letter in half:
            column = LETTERS.index(letter)
            middle = LEFTS[:, column] + COUNTS[letter] / 2
            text = ax.text(0, 0, digit, ha="center", va="center_baseline")
            explorer.follow(text, _shown(middle, LENGTHS[number, column] - 0.5, steps >= number))


def _ribbon(letters: Sequence[str], number: int) -> tuple[Array, Array]:
    # The outline of what merge `number` lays over letters that stand side by side: along their tops and back, a bit up.
    columns = [LETTERS.index(letter) for letter in letters]
    left = LEFTS[:, columns]
    feet = np.repeat(LENGTHS[number - 1, columns], 2)
    x = np.stack([left, left + [COUNTS[letter] for letter in letters]], axis=-1).reshape(len(FORESTS), -1)
    return np.concatenate([x, x[:, ::-1]], axis=1), np.concatenate([feet, feet[::-1] + 1])


def _rows(x: Array, y: Array) -> Callable[[Array], tuple[Array, Array]]:
    return lambda merges: (x[merges[..., 0]], y[merges[..., 0]])


def _outline_newest(explorer: Explorer, ax: Axes) -> None:
    corners = 4 * len(LETTERS) + 1
    x, y = np.full((len(FORESTS), corners), MIDDLE), np.full((len(FORESTS), corners), float(AWAY))
    for number, merge in enumerate(MERGES, start=1):
        across, up = _ribbon(merge.zero + merge.one, number)
        padding = (0, corners - across.shape[1])
        x[number] = np.pad(across[number], padding, constant_values=across[number, 0])
        y[number] = np.pad(up, padding, constant_values=up[0])
    (line,) = ax.plot(x[0], y[0], color=HIGHLIGHT, linewidth=1.6, solid_capstyle="butt", solid_joinstyle="miter")
    explorer.follow(line, _rows(x, y))


def _level(explorer: Explorer, ax: Axes) -> None:
    # The pile once more, each slab spread over all letters alike: its height is its share.
    feet, grown = MEANS[:-1], np.diff(MEANS)
    layers = boxes(ax, len(MERGES), color=(Q_COLOUR, 0.5))  # type: ignore[arg-type]
    numbers = np.arange(1, len(MEANS))
    explorer.follow(
        layers, lambda merges: (TOWER, np.minimum(feet, MEANS[merges]), WIDTH, np.where(numbers <= merges, grown, 0))
    )
    under = np.concatenate([[0], feet])
    x = np.tile(TOWER + WIDTH * np.array([0, 1, 1, 0, 0]), (len(MEANS), 1))
    y = np.stack([under, under, MEANS, MEANS, under], axis=-1)
    (line,) = ax.plot(x[0], y[0], color=HIGHLIGHT, linewidth=1.6, solid_joinstyle="miter")
    explorer.follow(line, _rows(x, np.where(MEANS[:, None] > 0, y, AWAY)))
    value = ax.text(TOWER + WIDTH / 2, 0.1, "0.00", ha="center", va="bottom", color=Q_TEXT)
    explorer.follow(value, lambda merges: MEANS[merges], template="{:.2f}")
    explorer.follow(value, lambda merges: (TOWER + WIDTH / 2, MEANS[merges] + 0.1))


def _compare(explorer: Explorer, ax: Axes) -> None:
    # Once the pile is done: what each letter would take at best, its surprise.
    last = len(MERGES)
    order = [LETTERS.index(letter) for letter in FORESTS[last][0]]
    edges = np.concatenate([LEFTS[last, order], [MIDDLE + len(PHRASE) / 2]])
    x = np.repeat(edges, 2)
    y = np.concatenate([[0], np.repeat(information_content(SHARES[order]), 2), [0]])
    done = np.arange(last + 1)[:, None] == last
    (line,) = ax.plot(x, y, color=P_COLOUR, linestyle=":", linewidth=2, solid_capstyle="butt", zorder=4)
    explorer.follow(line, _rows(np.broadcast_to(x, (last + 1, len(x))), np.where(done, y, AWAY)))
    name: Text = ax.text(MIDDLE + 1.5, 4.75, "dotted: the surprise of each letter", ha="center", color=P_COLOUR)
    explorer.follow(name, lambda merges: (MIDDLE + 1.5, 4.75, merges == last))


def _written(piece: str) -> list[str]:
    # A piece of the phrase in the words so far; a dot stands for a letter that has none.
    return [" ".join(words.get(letter, "·") for letter in piece) if words else BLANK for words in WORDS]


def _merge_story(merges: int) -> str:
    if merges == 0:
        return f"No merge yet: {len(COUNTS)} characters, {len(PHRASE)} in all, and nobody has a word."
    merge, words = MERGES[merges - 1], WORDS[merges]
    one, other = (" ".join(map(seen, side)) for side in (merge.zero, merge.one))
    so_far = ", ".join(f"{seen(letter)} {words[letter]}" for letter in COUNTS if letter in words)
    story = f"Merge {merges} of {len(MERGES)}: {one} with {other}, {merge.weight:g} together. Words so far: {so_far}."
    if merges < len(MERGES):
        return story
    bits = sum(len(words[letter]) for letter in PHRASE)
    return f"{story} The phrase takes {bits} bits, and {8 * len(PHRASE)} with a byte for each character."

"""The figures of the lab on language models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import information_content

from .ngrams import SIZE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Bits = float | tuple[float, float]  # a price, or the bounds of a player

HALO = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # keeps the dotted line off a number
ALL_EQUAL = float(information_content(1 / SIZE))  # the most that a letter can carry
LINES = [(MUTED, "^--"), (Q_COLOUR, "o-"), (Q_TEXT, "s:")]


def plot_bits_by_order(curves: Mapping[str, Sequence[float]], ax: Axes | None = None) -> Drawing:
    """Draw what a letter costs against the number of letters that a model looks back.

    Parameters
    ----------
    curves : dict of name to sequence of floats
        The cost in bits per character for order 0, 1, 2 …; at most three curves, first that of the text learnt.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        For each name an artist "curve NAME" and one "lowest NAME", in bits per character; and "gap", what the second
        curve ends above the first.

    Examples
    --------
    >>> plot_bits_by_order({"held out": [4.0, 3.0, 3.5]})["lowest held out"].get_ydata().tolist()
    [3.0]

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    ax = axes_or_new(ax, width=7)
    artists: dict[str, Artist] = {}
    parts = []
    most = max(map(len, curves.values())) - 1
    ends = [bits[-1] for bits in curves.values()]
    for (name, bits), (ink, line) in zip(curves.items(), LINES, strict=False):
        best = int(np.argmin(bits))
        (artists[f"curve {name}"],) = ax.plot(range(len(bits)), bits, line, color=ink, markersize=5)
        (artists[f"lowest {name}"],) = ax.plot([best], [bits[best]], "o", color=ink, markersize=11, fillstyle="none")
        ink = Q_TEXT if ink == Q_COLOUR else ink
        at, up, side = _room_beside(bits, ends)
        ax.annotate(name, (at, bits[at]), (0, up), textcoords="offset points", ha="right", va=side, color=ink)
        parts.append(
            f"{name}: {bits[0]:.2f} bits at order 0, lowest at order {best} with {bits[best]:.2f} bits, "
            f"{bits[-1]:.2f} bits at order {len(bits) - 1}"
        )
    if len(curves) > 1:
        low, high = ends[:2]
        (artists["gap"],) = ax.plot([most + 0.25] * 2, [low, high], "_-", color=COST, markersize=8)
        ax.text(most + 0.55, (low + high) / 2, "overfitting", rotation=90, va="center", color=COST, fontsize=10)
        parts.append(f"at the end {high - low:.2f} bits lie between the first two, the overfitting")
    ax.set(xlim=(-0.2, most + 1.2), ylim=(0, 5), xticks=range(most + 1))
    ax.set(xlabel="order: letters looked back", ylabel="bits per character")
    _perplexities(ax)
    alt = "Curves of bits per character against the order of the model. " + "; ".join(parts) + "."
    return Drawing(ax, alt, artists)


def _room_beside(bits: Sequence[float], ends: Sequence[float]) -> tuple[int, int, str]:
    # Where a curve's name stands: at which order, so many points above it, and with which edge.
    last = len(bits) - 1
    if bits[-1] == max(ends):
        return last, 8, "bottom"
    return (last, -14, "top") if bits[-1] > min(ends) else (last * 5 // 8, -4, "top")


def _perplexities(ax: Axes) -> None:
    # A second axis in words: one of Matplotlib's could not be copied into a drawing for a phone.
    ax.spines["right"].set_visible(True)
    beside = ax.get_yaxis_transform()
    for choices in (1, 2, 4, 8, 16):
        bits = float(information_content(1 / choices))
        words = "1 choice" if choices == 1 else f"{choices} choices"
        ax.text(1.015, bits, words, transform=beside, va="center", color=MUTED)
        ax.plot([1, 1.01], [bits, bits], color=MUTED, linewidth=0.8, transform=beside, clip_on=False)
    ax.text(1.015, 4.75, "perplexity:", transform=beside, va="center")


def plot_estimates(texts: Mapping[str, Mapping[str, Bits]], ax: Axes | None = None) -> Drawing:
    """Draw what a letter of English costs by several models, and between which bounds players put its entropy.

    Parameters
    ----------
    texts : dict of text to dict of name to float or pair of floats
        For each text the bits per character of models and compressors, and the lower and upper bound of players.
        Names that begin with "you" are the reader's.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with an artist "TEXT: NAME" for each, in bits per character.

    Examples
    --------
    >>> drawing = plot_estimates({"the manual": {"zlib": 2.3}, "homely prose": {"you": (0.8, 1.7)}})
    >>> drawing["homely prose: you"].get_xdata().tolist()
    [0.8, 1.7]

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    rows = len(texts) + sum(map(len, texts.values()))
    ax = axes_or_new(ax, width=7, height=1.0 + 0.3 * rows)
    artists: dict[str, Artist] = {}
    parts, ticks, row = [], {}, 0
    for text, estimates in texts.items():
        ax.text(0.04, row, text, va="center", color=MUTED, fontsize=10.5, style="italic")
        ax.axhline(row - 0.5, color=MUTED, linewidth=0.5)
        for name, bits in estimates.items():
            row += 1
            ticks[row] = name
            artists[f"{text}: {name}"] = _estimate(ax, row, name, bits)
            parts.append(f"{text}, {name}: {_in_words(bits)} bits")
        row += 1
    ax.axvline(ALL_EQUAL, color=MUTED, linestyle=":", linewidth=1.2)
    ax.set(xlim=(0, 5.6), ylim=(row - 0.5, -0.6), yticks=list(ticks), yticklabels=list(ticks.values()))
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel="bits per character (dotted: 27 letters, all equally likely)")
    alt = "Bits per character, as points for models and bars for players' bounds. " + "; ".join(parts) + "."
    return Drawing(ax, alt, artists)


def _estimate(ax: Axes, row: int, name: str, bits: Bits) -> Artist:
    # A model is a point or a bar in the model's ink, the reader's bar is black, and other readers' are the truth's.
    if isinstance(bits, tuple):
        model = "order" in name
        ink = Q_COLOUR if model else HIGHLIGHT if name.startswith("you") else P_COLOUR
        (artist,) = ax.plot(bits, (row, row), "|-", color=ink, markersize=11, linewidth=4)
    else:
        ink = Q_COLOUR
        (artist,) = ax.plot([bits], [row], "o", color=ink, markersize=8)
    ax.annotate(
        _in_words(bits),
        (np.max(bits), row),
        (9, 0),
        textcoords="offset points",
        va="center",
        color=Q_TEXT if ink == Q_COLOUR else ink,
        bbox=HALO,
    )
    return artist


def _in_words(bits: Bits) -> str:
    return f"{bits[0]:.2f} to {bits[1]:.2f}" if isinstance(bits, tuple) else f"{bits:.2f}"

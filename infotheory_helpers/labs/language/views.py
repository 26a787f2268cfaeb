"""The figures and the explorer of the lab on language models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import entropy, information_content, perplexity
from infotheory_helpers.measures.losses import softmax

from .ngrams import SIZE, SYMBOLS, NGramModel
from .texts import load_text, only_letters

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

HALO = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # keeps the dotted line off a number
ALL_EQUAL = float(information_content(1 / SIZE))  # the most that a letter can carry


def plot_bits_by_order(curves: Mapping[str, Sequence[float]], ax: Axes | None = None) -> Drawing:
    """Draw what a letter costs against the number of letters that a model looks back.

    Parameters
    ----------
    curves : dict of name to sequence of floats
        The cost in bits per character for order 0, 1, 2 …; at most three curves.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        For each name an artist "curve NAME" and one "lowest NAME", in bits per character.

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
    for (name, bits), ink, line in zip(curves.items(), [P_COLOUR, COST, MUTED], ["o-", "s-", "^--"], strict=False):
        best = int(np.argmin(bits))
        (artists[f"curve {name}"],) = ax.plot(range(len(bits)), bits, line, color=ink, markersize=5)
        (artists[f"lowest {name}"],) = ax.plot([best], [bits[best]], "o", color=ink, markersize=11, fillstyle="none")
        ax.annotate(name, (len(bits) - 1, bits[-1]), (10, 0), textcoords="offset points", va="center", color=ink)
        parts.append(
            f"{name}: {bits[0]:.2f} bits at order 0, lowest at order {best} with {bits[best]:.2f} bits, "
            f"{bits[-1]:.2f} bits at order {len(bits) - 1}"
        )
    ax.set(xlim=(-0.2, 1.45 * most), ylim=(0, 5), xticks=range(most + 1))
    ax.set(xlabel="order: letters looked back (no unit)", ylabel="bits per character")
    choices = np.array([1, 2, 4, 8, 16])
    beside = ax.secondary_yaxis("right")
    beside.set_yticks(information_content(1 / choices), choices.astype(str).tolist())
    beside.set_ylabel("perplexity, choices")
    beside.spines["right"].set_visible(True)
    alt = "Curves of bits per character against the order of the model. " + "; ".join(parts) + "."
    return Drawing(ax, alt, artists)


def plot_estimates(
    costs: Mapping[str, float], bounds: Mapping[str, tuple[float, float]], ax: Axes | None = None
) -> Drawing:
    """Draw what a letter of English costs by several models, and between which bounds players put its entropy.

    Parameters
    ----------
    costs : dict of name to float
        Bits per character of models and compressors.
    bounds : dict of name to pair of floats
        Lower and upper bound of each player, in bits per character.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "cost NAME" and "bounds NAME", in bits per character.

    Examples
    --------
    >>> drawing = plot_estimates({"zlib": 2.3}, {"you": (0.8, 1.7)})
    >>> drawing["bounds you"].get_xdata().tolist()
    [0.8, 1.7]

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    names = [*costs, *bounds]
    ax = axes_or_new(ax, width=7, height=1.2 + 0.36 * len(names))
    artists: dict[str, Artist] = {}
    parts = []
    for row, (name, bits) in enumerate(costs.items()):
        (artists[f"cost {name}"],) = ax.plot([bits], [row], "o", color=Q_COLOUR, markersize=9)
        ax.annotate(f"{bits:.2f}", (bits, row), (9, 0), textcoords="offset points", va="center", color=Q_TEXT)
        parts.append(f"{name} {bits:.2f} bits")
    for row, (name, pair) in enumerate(bounds.items(), len(costs)):
        (artists[f"bounds {name}"],) = ax.plot(pair, (row, row), "|-", color=COST, markersize=12, linewidth=4)
        ax.annotate(
            f"{pair[0]:.2f} to {pair[1]:.2f}",
            (pair[1], row),
            (9, 0),
            textcoords="offset points",
            va="center",
            color=COST,
            bbox=HALO,
        )
        parts.append(f"{name} between {pair[0]:.2f} and {pair[1]:.2f} bits")
    ax.axvline(ALL_EQUAL, color=HIGHLIGHT, linestyle=":", linewidth=1.2)
    ax.set(xlim=(0, 5.6), ylim=(len(names) - 0.4, -0.6), yticks=range(len(names)), yticklabels=names)
    ax.set(xlabel="bits per character (dotted: 27 letters, all equally likely)")
    alt = "Bits per character, as points for models and bars for players' bounds: " + "; ".join(parts) + "."
    return Drawing(ax, alt, artists)

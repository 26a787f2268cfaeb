"""The figures of lab 7. No formula stands here: what they show was computed by the measures and by trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, CLASS_C, GAIN, HIGHLIGHT, MUTED, P_COLOUR

from .trees import TreeNode

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Array = NDArray[Any]

LONG = 26  # letters of a question
LARGEST = 26  # points: the dot of all samples


def plot_best_questions(gains: Mapping[str, float], ax: Axes | None = None, luck: float = 0) -> Drawing:
    """Draw what each question tells as a bar, the most telling one on top.

    Parameters
    ----------
    gains : dict of question to float
        The information gain of each, in bits.
    ax : Axes, optional (a new figure if left out)
    luck : float
        What labels that know nothing gain, in bits: a grey band over the bars, if it is more than 0.

    Returns
    -------
    Drawing
        One bar for each question, in bits, and "luck", the band.

    Examples
    --------
    >>> plot_best_questions({"heavy?": 0.25, "loud?": 0.5})["loud?"].get_width().item()
    0.5

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees.
    """
    ax = axes_or_new(ax, width=7, height=1 + 0.29 * len(gains))
    ranked = dict(sorted(gains.items(), key=lambda question: -question[1]))
    bars = ax.barh(range(len(ranked)), list(ranked.values()), 0.75, color=GAIN)
    ax.set_yticks(range(len(ranked)), [_in_two_lines(question) for question in ranked])
    artists: dict[str, Artist] = dict(zip(ranked, bars, strict=True))
    for bar, gain in zip(bars, ranked.values(), strict=True):
        at = (gain, bar.get_y() + bar.get_height() / 2)
        ax.annotate(f"{gain:.3f}", at, (5, 0), textcoords="offset points", va="center")
    ax.invert_yaxis()
    ax.set(xlim=(0, 1.15 * max(ranked.values())), xlabel="gain, bits")
    alt = "Bars of information gain in bits, from the most telling question to the least: "
    alt += ", ".join(f"{question} {gain:.3f}" for question, gain in ranked.items()) + "."
    if luck > 0:
        artists["luck"] = ax.axvspan(0, luck, facecolor=MUTED, edgecolor="white", linewidth=1)
        ax.set_title(f"■ luck: {luck:.3f} bits", loc="right", fontsize=11, color=MUTED)
        alt += f" A grey band over the beginning of every bar: the {luck:.3f} bits that luck gains."
    return Drawing(ax, alt, artists)


def _in_two_lines(question: str) -> str:
    # A long one would take its bar's room: it is broken where a word of it ends, near its middle.
    ends = [at + 1 for at, sign in enumerate(question) if sign in "_ "]
    if len(question) <= LONG or not ends:
        return question
    middle = min(ends, key=lambda at: abs(at - len(question) / 2))
    return question[:middle] + "\n" + question[middle:]


def plot_tree(tree: TreeNode, ax: Axes | None = None) -> Drawing:
    """Draw a tree, each node as high as its entropy and as large as its group; the gains hang below the questions.

    Parameters
    ----------
    tree : TreeNode
        As `grow_tree` gives it.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "node 0", "node 1", …, numbered as scikit-learn does, and "gain 0", …, for those that ask: a
    line from the node down to its branches' mean, each counted by its share. Heights are in bits.

    Examples
    --------
    >>> from infotheory_helpers import grow_tree
    >>> tree = grow_tree({"weight": [4, 5, 20, 30]}, ["cat", "cat", "dog", "dog"], depth=1)
    >>> {name: artist.get_ydata().tolist() for name, artist in plot_tree(tree).items()}
    {'node 0': [1.0], 'gain 0': [1.0, 0.0], 'node 1': [0.0], 'node 2': [0.0]}

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees, figure 2.
    """
    ax = axes_or_new(ax, width=8, height=4.8)
    nodes, places = tree.walk(), _places(tree)
    artists: dict[str, Artist] = {}
    for number, node in enumerate(nodes):
        x = places[id(node)]
        for answer, branch, align in zip(["yes ", " no"], node.branches, ["right", "left"], strict=False):
            below = places[id(branch)]
            ax.plot([x, below], [node.entropy, branch.entropy], color=MUTED, linewidth=1.2, zorder=1)
            middle = ((x + below) / 2, (node.entropy + branch.entropy) / 2)
            ax.annotate(answer, middle, ha=align, va="bottom", color=MUTED)
        share = sum(node.counts.values()) / sum(tree.counts.values())
        size = LARGEST * share**0.5  # across, in points, so that areas are as the numbers of samples
        (artists[f"node {number}"],) = ax.plot([x], [node.entropy], "o", color=P_COLOUR, markersize=size, clip_on=False)
        if node.question:
            artists[f"gain {number}"] = _hang_gain(ax, node, number, x)
        _label(ax, node, x, x - places[id(tree)], size / 2)
    last = max(places.values())
    # Room for what is written beside the outer nodes.
    ax.set(xlim=(-1.15, last + 0.9), xticks=[], ylim=(-0.32, 1.15 * tree.entropy + 0.05))
    ax.spines["bottom"].set_visible(False)
    ax.set(yticks=np.arange(0, tree.entropy + 0.25, 0.5), ylabel="entropy, bits")
    alt = "A tree whose nodes are as large as their groups and stand as high as their entropy in bits: " + "; ".join(
        f"{_counts(node)} at {node.entropy:.2f} bits"
        + (f", asked {node.question} ≤ {node.threshold:.4g}, gaining {node.gain:.2f} bits" if node.question else "")
        for node in nodes
    )
    return Drawing(ax, alt + ".", artists)


def _places(tree: TreeNode) -> dict[int, float]:
    # Across: the leaves side by side, every other node over the middle of its branches.
    nodes = tree.walk()
    places = {id(leaf): float(n) for n, leaf in enumerate(node for node in nodes if not node.branches)}
    for node in reversed(nodes):
        if node.branches:
            places[id(node)] = float(np.mean([places[id(branch)] for branch in node.branches]))
    return places


def _hang_gain(ax: Axes, node: TreeNode, number: int, x: float) -> Artist:
    # A bracket down to where the branches are on average, each counted by its share.
    mean = node.entropy - node.gain
    (bracket,) = ax.plot([x, x], [node.entropy, mean], color=GAIN, linewidth=2.6, zorder=1.5)
    ax.plot([x - 0.13, x + 0.13], [mean, mean], color=GAIN, linewidth=2.6)
    said = f"{node.gain:.2f}" if number else f"gain\n{node.gain:.2f} bits"
    below: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "va": "top"}
    ax.annotate(said, (x, mean), (0, -4), color=GAIN, fontsize=10, **below)
    return bracket


def _label(ax: Axes, node: TreeNode, x: float, side: float, radius: float) -> None:
    # A leaf's label stands below it, the others' on the outer side, where no branch comes.
    text = f"{node.question}\n≤ {node.threshold:.4g}?\n{_counts(node)}"
    at: dict[str, Any]
    if not node.question:
        text = _counts(node).replace(", ", "\n")  # one below the other: the leaves stand close
        at = {"xytext": (0, -radius - 4), "ha": "center", "va": "top"}
    elif side == 0:
        text = text.replace("\n", " ", 1)
        at = {"xytext": (0, radius + 4), "ha": "center", "va": "bottom"}
    else:
        away = 1 if side > 0 else -1
        at = {"xytext": (away * (radius + 5), 0), "ha": "left" if side > 0 else "right", "va": "center"}
    ax.annotate(text, (x, node.entropy), textcoords="offset points", fontsize=10, **at)


def _counts(node: TreeNode) -> str:
    return ", ".join(f"{count} {name}" for name, count in node.counts.items())


def plot_gain_bias(
    samples: ArrayLike, measured: Mapping[str, ArrayLike], theory: Mapping[str, ArrayLike], ax: Axes | None = None
) -> Drawing:
    """Draw what shuffled labels gain on average against the number of samples, and what theory says to it.

    Parameters
    ----------
    samples : array of shape (n,)
        Numbers of samples, in rising order, on a logarithmic axis.
    measured : dict of name to array of shape (n,)
        Mean gains of shuffled labels, in bits; at most three.
    theory : dict of name to array of shape (n,)
        For some of these names, the bias in bits.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "measured NAME" and "theory NAME", in bits.

    Examples
    --------
    >>> sorted(plot_gain_bias([20, 40], {"two answers": [0.08, 0.04]}, {"two answers": [0.07, 0.04]}))
    ['measured two answers', 'theory two answers']

    References
    ----------
    Miller, G. A. (1955), Note on the Bias of Information Estimates.
    """
    ax = axes_or_new(ax, width=7, height=4)
    n = np.asarray(samples, float)
    artists: dict[str, Artist] = {}
    parts = []
    looks = zip(
        measured.items(),
        [("o", "●"), ("s", "■"), ("D", "◆")],
        [CLASS_A, CLASS_B, CLASS_C],
        [0.95, 0.86, 0.77],
        strict=False,
    )
    for (name, values), (mark, sign), colour, height in looks:
        gains = np.asarray(values, float)
        (artists[f"measured {name}"],) = ax.plot(n, gains, mark, color=colour, markersize=7, clip_on=False)
        if name in theory:
            line = np.asarray(theory[name], float)
            (artists[f"theory {name}"],) = ax.plot(n, line, "--", color=colour, linewidth=1.4)
        ax.annotate(f"{sign} {name}", (0.42, height), xycoords="axes fraction", va="top", color=colour)
        first, last = np.round(gains[[0, -1]], 3) + 0.0  # no −0.000
        parts.append(f"{name}: {first:.3f} bits at {n[0]:g} samples, {last:.3f} bits at {n[-1]:g}")
    ax.set_xscale("log")
    ax.set(xlim=(0.93 * n[0], 1.07 * n[-1]), xticks=n, xticklabels=[f"{x:g}" for x in n], ylim=(0, None))
    ax.minorticks_off()
    if theory:
        ax.annotate("- - theory", (0.42, 0.68), xycoords="axes fraction", va="top", color=MUTED)
    ax.set(xlabel="samples N", ylabel="mean gain of shuffled labels, bits")
    alt = "Mean gain in bits of shuffled labels against the number of samples, with theory dashed. " + "; ".join(parts)
    return Drawing(ax, alt + ".", artists)


def plot_shuffled_gains(shuffled: ArrayLike, gain: float, ax: Axes | None = None) -> Drawing:
    """Draw how often shuffled labels gain how much, and where the real gain lies among them.

    Parameters
    ----------
    shuffled : array of shape (shuffles,)
        Gains of shuffled labels, in bits.
    gain : float
        The gain of the real labels, in bits.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "bar 0", "bar 1", …, those that reach the real gain darker, "gain", its line, and "mean", that
    of the shuffles; in bits.

    Examples
    --------
    >>> drawing = plot_shuffled_gains([0.1, 0.1, 0.3], 0.2)
    >>> drawing["gain"].get_xdata()
    [0.2, 0.2]

    References
    ----------
    Fisher, R. A. (1935), The Design of Experiments, section 21.
    """
    ax = axes_or_new(ax, width=7)
    gains = np.asarray(shuffled, float)
    # The real gain is an edge, so that no bar lies on both sides of it.
    width = max(gains.max(), gain) / 20
    start = gain - width * np.ceil(gain / width)
    edges = start + width * np.arange(np.ceil((gains.max() - start) / width) + 2)
    heights, _ = np.histogram(gains + 1e-9, edges)  # a gain equal to the real one counts as reaching it
    reach = edges[:-1] >= gain - width / 2
    bars = ax.bar(edges[:-1], heights, width, align="edge", color=MUTED, edgecolor="white")
    for bar in bars[: int((~reach).sum())]:
        bar.set_alpha(0.45)
    line = ax.axvline(gain, ymax=0.9, color=GAIN)
    mean = ax.axvline(gains.mean(), color=HIGHLIGHT, linestyle="--", linewidth=1.4)
    top, reached = 1.35 * heights.max(), int(heights[reach].sum())
    for text, x, up, ink in [
        (f"real labels: {gain:.3f} bits", gain, 0.85 * top, GAIN),
        (f"mean: {gains.mean():.3f} bits", gains.mean(), 0.95 * top, HIGHLIGHT),
        (f"{reached} of {len(gains)}\nreach it", gain, 0.62 * top, MUTED),
    ]:
        ax.annotate(text, (x, up), (6, 0), textcoords="offset points", color=ink)
    ax.set(xlim=(0, max(1.45 * gain, gains.max() + width)), ylim=(0, top))
    ax.set(xlabel="gain of shuffled labels, bits", ylabel="shuffles")
    alt = (
        f"Bars: how many of {len(gains)} shuffles gain how much, in bits; a line marks their mean, {gains.mean():.3f} "
        f"bits. Another marks the gain of the real labels, {gain:.3f} bits; {reached} shuffles reach it."
    )
    return Drawing(ax, alt, {"gain": line, "mean": mean} | {f"bar {i}": bar for i, bar in enumerate(bars)})

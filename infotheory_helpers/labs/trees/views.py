"""The figures of lab 7, and its explorers. No formula stands here: they come from the measures and from trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_TEXT
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import binary_entropy, entropy, information_gain, mutual_information

from .trees import TreeNode, gain_bias, gini_impurity, shuffled_tables, threshold_tables

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]


def plot_best_questions(gains: Mapping[str, float], ax: Axes | None = None) -> Drawing:
    """Draw what each question tells as a bar, the most telling one on top.

    Parameters
    ----------
    gains : dict of question to float
        The information gain of each, in bits.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        One bar for each question, in bits.

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
    bars = ax.barh(list(ranked), list(ranked.values()), 0.75, color=COST)
    for bar, gain in zip(bars, ranked.values(), strict=True):
        at = (gain, bar.get_y() + bar.get_height() / 2)
        ax.annotate(f"{gain:.3f}", at, (5, 0), textcoords="offset points", va="center")
    ax.invert_yaxis()
    ax.set(xlim=(0, 1.15 * max(ranked.values())), xlabel="information gain, bits")
    alt = "Bars of information gain in bits, from the most telling question to the least: "
    alt += ", ".join(f"{question} {gain:.3f}" for question, gain in ranked.items()) + "."
    return Drawing(ax, alt, dict(zip(ranked, bars, strict=True)))


def plot_tree(tree: TreeNode, ax: Axes | None = None) -> Drawing:
    """Draw a tree, each node as high as its entropy: it ends on the ground where nothing is left to ask.

    Parameters
    ----------
    tree : TreeNode
        As `grow_tree` gives it.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "node 0", "node 1", …, numbered as scikit-learn does; their heights are in bits.

    Examples
    --------
    >>> from infotheory_helpers import grow_tree
    >>> tree = grow_tree({"weight": [4, 5, 20, 30]}, ["cat", "cat", "dog", "dog"], depth=1)
    >>> [node.get_ydata().tolist() for node in plot_tree(tree).values()]
    [[1.0], [0.0], [0.0]]

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees, figure 2.
    """
    ax = axes_or_new(ax, width=8, height=4.4)
    nodes, places = tree.walk(), _places(tree)
    artists: dict[str, Artist] = {}
    for number, node in enumerate(nodes):
        x = places[id(node)]
        for answer, branch, align in zip(["yes ", " no"], node.branches, ["right", "left"], strict=False):
            below = places[id(branch)]
            ax.plot([x, below], [node.entropy, branch.entropy], color=MUTED, linewidth=1.2, zorder=1)
            middle = ((x + below) / 2, (node.entropy + branch.entropy) / 2)
            ax.annotate(answer, middle, ha=align, va="bottom", color=MUTED)
        (artists[f"node {number}"],) = ax.plot([x], [node.entropy], "o", color=P_COLOUR, markersize=9, clip_on=False)
        _label(ax, node, x, x - places[id(tree)])
    last = max(places.values())
    # Room for what is written beside the outer nodes.
    ax.set(xlim=(-0.7, last + 0.7), xticks=[], ylim=(-0.32, 1.15 * tree.entropy + 0.05))
    ax.spines["bottom"].set_visible(False)
    ax.set(yticks=np.arange(0, tree.entropy + 0.25, 0.5), ylabel="entropy of the samples there, bits")
    alt = "A tree whose nodes stand as high as their entropy in bits: " + "; ".join(
        f"{_counts(node)} at {node.entropy:.2f} bits"
        + (f", asked {node.question} ≤ {node.threshold:.4g}" if node.question else "")
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


def _label(ax: Axes, node: TreeNode, x: float, side: float) -> None:
    # A leaf's label stands below it, the others' on the outer side, where no branch comes.
    text = f"{node.question} ≤ {node.threshold:.4g}?\n{_counts(node)}" if node.question else _counts(node)
    if not node.question:
        shift, align, vertical = (0, -9), "center", "top"
    elif side == 0:
        shift, align, vertical = (0, 9), "center", "bottom"
    else:
        shift, align, vertical = (10, 0) if side > 0 else (-10, 0), "left" if side > 0 else "right", "center"
    ax.annotate(text, (x, node.entropy), shift, textcoords="offset points", ha=align, va=vertical, fontsize=10)


def _counts(node: TreeNode) -> str:
    return ", ".join(f"{count} {name}" for name, count in node.counts.items())


def plot_impurities(ax: Axes | None = None) -> Drawing:
    """Draw the two impurities of a yes/no class: its entropy, its Gini impurity, and twice the latter.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "entropy" (bits), "gini" (a probability) and "twice gini".

    Examples
    --------
    >>> max(plot_impurities()["gini"].get_ydata()).item()
    0.5

    References
    ----------
    Breiman, L. et al. (1984), Classification and Regression Trees, section 4.1.
    """
    ax = axes_or_new(ax)
    p = np.linspace(0, 1, 201)
    gini = np.asarray(gini_impurity(np.stack([p, 1 - p], axis=-1)))
    (bits,) = ax.plot(p, binary_entropy(p), color=P_COLOUR)
    (drawn,) = ax.plot(p, gini, color=COST)
    (twice,) = ax.plot(p, 2 * gini, color=COST, linestyle=":", linewidth=1.6)
    for text, height, colour in [("entropy, bits", 1.06, P_COLOUR), ("Gini", 0.54, COST), ("Gini, doubled", 0.9, COST)]:
        ax.annotate(text, (0.5, height), ha="center", va="bottom" if height != 0.9 else "top", color=colour)
    ax.set(xlim=(0, 1), ylim=(0, 1.25), xlabel="probability p of one of two classes")
    ax.set_ylabel("impurity: bits, or a probability")
    alt = (
        "Two arches against the probability p of one of two classes: the entropy, highest with 1 bit at p = 0.5, and "
        "the Gini impurity, highest there too, with 0.5. Doubled, the Gini impurity lies under the entropy and touches "
        "it at p = 0, 0.5 and 1."
    )
    return Drawing(ax, alt, {"entropy": bits, "gini": drawn, "twice gini": twice})


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
        [P_COLOUR, COST, Q_TEXT],
        [0.95, 0.86, 0.77],
        strict=False,
    )
    for (name, values), (mark, sign), colour, height in looks:
        gains = np.asarray(values, float)
        (artists[f"measured {name}"],) = ax.plot(n, gains, mark, color=colour, markersize=7, clip_on=False)
        if name in theory:
            line = np.asarray(theory[name], float)
            (artists[f"theory {name}"],) = ax.plot(n, line, "--", color=colour, linewidth=1.4)
        text = f"{sign} {name}" + (", dashed: theory" if name in theory else "")
        ax.annotate(text, (0.42, height), xycoords="axes fraction", va="top", color=colour)
        first, last = np.round(gains[[0, -1]], 3) + 0.0  # no −0.000
        parts.append(f"{name}: {first:.3f} bits at {n[0]:g} samples, {last:.3f} bits at {n[-1]:g}")
    ax.set_xscale("log")
    ax.set(xlim=(0.93 * n[0], 1.07 * n[-1]), xticks=n, xticklabels=[f"{x:g}" for x in n], ylim=(0, None))
    ax.minorticks_off()
    ax.set(xlabel="samples N (no unit)", ylabel="mean gain of shuffled labels, bits")
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
    Drawing, with artists "bar 0", "bar 1", …, those that reach the real gain darker, and "gain", its line; in bits.

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
    bars = ax.bar(edges[:-1], heights, width, align="edge", color=np.where(reach, COST, MUTED), edgecolor="white")
    line = ax.axvline(gain, color=HIGHLIGHT, linewidth=1.6)
    top = 1.25 * heights.max()
    ax.annotate(f"real labels: {gain:.3f} bits", (gain, 0.93 * top), (6, 0), textcoords="offset points")
    ax.set(xlim=(0, max(1.45 * gain, gains.max() + width)), ylim=(0, top))
    ax.set(xlabel="gain of shuffled labels, bits", ylabel="shuffles (no unit)")
    alt = (
        f"Bars: how many of {len(gains)} shuffles gain how much, in bits; on average {gains.mean():.3f} bits. A line "
        f"marks the gain of the real labels, {gain:.3f} bits; {heights[reach].sum()} shuffles reach it."
    )
    return Drawing(ax, alt, {"gain": line} | {f"bar {i}": bar for i, bar in enumerate(bars)})


def explore_threshold() -> Explorer:
    """Drag a threshold through a measurement of 178 wines: what each side is left with, and what the question gains.

    Returns
    -------
    Explorer
        Sliders measurement and threshold, the latter in per cent of the measurement's range; entropies and gain in
        bits.

    Examples
    --------
    >>> explore_threshold()
    flavanoids ≤ 2.710? Wines that say yes: 126, with 1.4412 bits left; no: 52, with 0.7444 bits left. Before: 1.5668
    bits; after, on average: 1.2376 bits. Gain: 0.3292 bits.

    References
    ----------
    Forina, M. et al. (1988), PARVUS: An Extendible Package for Data Exploration, Classification and Correlation.
    """
    left, middle, right = panels(8.6, 3.6, 1, 3, width_ratios=[2.2, 1.1, 3])
    said = room_for_said(right)
    figure = left.get_figure()
    wines = _wines()
    before = float(entropy(wines["tables"][0, 0].sum(axis=0)))
    yes = left.bar(np.arange(3) - 0.19, [1, 1, 1], 0.36, color=P_COLOUR)
    no = left.bar(np.arange(3) + 0.19, [1, 1, 1], 0.36, color=MUTED)
    left.set(xticks=range(3), xticklabels=list("ABC"), ylim=(0, 80), xlabel="grower", ylabel="wines (no unit)")
    left.set_title("■ yes", loc="left", fontsize=11, color=P_COLOUR)
    left.set_title("■ no", loc="right", fontsize=11, color=MUTED)
    stack = [middle.bar([0], [0.1], 0.8, color=colour, edgecolor="white")[0] for colour in (P_COLOUR, MUTED, COST)]
    middle.axhline(before, color=HIGHLIGHT, linestyle=":")
    middle.annotate("before", (0, before), (0, 4), textcoords="offset points", ha="center")
    middle.set(xlim=(-0.6, 0.6), ylim=(0, 1.9), xticks=[], xlabel="after + gain", ylabel="entropy, bits")
    middle.set_title("■ gain", fontsize=11, color=COST)
    (curve,) = right.plot(PERCENT, np.zeros(len(PERCENT)), color=COST)
    (here,) = right.plot([50], [0.1], "o", color=HIGHLIGHT, markersize=9, zorder=3)
    right.set(xlim=(0, 100), ylim=(0, 0.75), ylabel="information gain, bits")
    right.set_xlabel("threshold, % of the range (no unit)")
    figure.set_label(
        "Three panels for the question whether a measurement is at most the threshold. Bars: how many wines of the "
        "growers A, B and C say yes and no. A column in bits: the entropies of both sides, weighted by their share, "
        "and the gain on top, which together reach the entropy before. A curve: the gain in bits at every threshold."
    )
    options = [(name.replace("_", " "), i) for i, name in enumerate(MEASUREMENTS)]
    explorer = Explorer(
        figure,
        measurement=widgets.SelectionSlider(options=options, value=0, description="measurement"),
        threshold=widgets.IntSlider(50, min=1, max=99, description="threshold, % of range"),
    )
    shares = {"a tenth": before / 10, "two fifths": 0.4 * before, "all of it": before}

    def wines_on(side: int, grower: int) -> Callable[..., Array]:
        return lambda measurement, threshold: np.asarray(
            WINES * wines["tables"][measurement, threshold - 1, side, grower]
        )

    for grower in range(3):
        explorer.follow(yes[grower], wines_on(0, grower))
        explorer.follow(no[grower], wines_on(1, grower))
    explorer.follow(stack[0], lambda measurement, threshold: (-0.4, 0, 0.8, _left(wines, measurement, threshold)[0]))
    explorer.follow(stack[1], lambda measurement, threshold: (-0.4, *_second(_left(wines, measurement, threshold))))
    explorer.follow(
        stack[2],
        lambda measurement, threshold: (
            -0.4,
            sum(_left(wines, measurement, threshold)),
            0.8,
            wines["gains"][measurement, threshold - 1],
        ),
    )
    explorer.follow(curve, lambda measurement: wines["gains"][measurement[..., 0]])
    explorer.follow(here, lambda measurement, threshold: (threshold, wines["gains"][measurement, threshold - 1]))
    explorer.say(
        "{} ≤ {:.3f}? Wines that say yes: {:.0f}, with {:.4f} bits left; no: {:.0f}, with {:.4f} bits left.",
        lambda measurement, threshold: (
            np.array([name for name, _ in options], dtype=object)[measurement],
            wines["thresholds"][measurement, threshold - 1],
            *_side(wines["tables"][measurement, threshold - 1, 0]),
            *_side(wines["tables"][measurement, threshold - 1, 1]),
        ),
    )
    explorer.say(
        "Before: {:.4f} bits; after, on average: {:.4f} bits. Gain: {:.4f} bits.",
        lambda measurement, threshold: (
            before,
            sum(_left(wines, measurement, threshold)),
            wines["gains"][measurement, threshold - 1],
        ),
    )
    explorer.press(
        "to the peak", {"threshold": lambda measurement: PERCENT[wines["gains"].argmax(axis=-1)[measurement]]}
    )
    explorer.expect(
        "best wine question",
        said,
        shares,
        right,
        earned=lambda measurement, threshold: wines["gains"][measurement, threshold - 1] > 0.6,
    )
    return explorer


def explore_luck() -> Explorer:
    """Deal the growers' labels out at random among some wines, and see what a question about ash gains by luck.

    Returns
    -------
    Explorer
        Sliders samples (wines) and answers (drawers for ash), and a button that deals; gains in bits.

    Examples
    --------
    >>> explore_luck()
    30 wines, 4 drawers: the real labels gain 0.2270 bits. Nothing is dealt yet.

    References
    ----------
    Fisher, R. A. (1935), The Design of Experiments, section 21.
    """
    ax = panels(7, 3.6)
    said = room_for_said(ax)
    figure = ax.get_figure()
    bars = ax.bar(DEALS, np.ones(len(DEALS)), 0.7, color=MUTED)
    (here,) = ax.plot([1], [0.1], "o", color=HIGHLIGHT, markersize=8, clip_on=False, zorder=3)
    (theory,) = ax.plot([0.4, 20.6], [0.1, 0.1], "--", color=COST, linewidth=1.6)
    (true,) = ax.plot([0.4, 20.6], [0.2, 0.2], color=P_COLOUR, linewidth=1.6)
    # In two rows: side by side they have no room on a phone.
    ax.set_title("● this deal\n", loc="left", fontsize=11, color=HIGHLIGHT)
    ax.set_title("— real labels", fontsize=11, color=P_COLOUR)
    ax.set_title("- - luck, by the formula\n", loc="right", fontsize=11, color=COST)
    ax.set(xlim=(0.4, 20.6), ylim=(0, 1.1), xticks=[1, 5, 10, 15, 20], xlabel="deal (no unit)")
    ax.set_ylabel("gain of shuffled labels, bits")
    figure.set_label(
        "Bars: the gain in bits of each deal of shuffled labels so far, the last one marked. Two level lines: the gain "
        "of the real labels, and the luck that the formula expects. All of them sink as the wines get more."
    )
    explorer = Explorer(
        figure,
        samples=widgets.SelectionSlider(
            options=[(str(n), i) for i, n in enumerate(SAMPLES)], value=2, description="wines"
        ),
        answers=widgets.SelectionSlider(
            options=[(str(v), i) for i, v in enumerate(DRAWERS)], value=1, description="drawers"
        ),
        deal=Hidden(range(len(DEALS) + 1), 0),
    )
    dealt, real = _dealt()
    luck = np.array([[gain_bias(n, classes=3, answers=v) for v in DRAWERS] for n in SAMPLES])
    # Before the first deal there is nothing to see, of the formula neither.
    gains = np.concatenate([np.zeros_like(dealt[..., :1]), dealt], axis=-1)
    below = -np.ones(2)

    def gain_of(number: int) -> Callable[..., Array]:
        return lambda samples, answers, deal: np.where(number < deal, dealt[samples, answers, number], 0)

    for number, bar in enumerate(bars):
        explorer.follow(bar, gain_of(number))
    explorer.follow(here, lambda samples, answers, deal: (np.maximum(deal, 1), gains[samples, answers, deal]))
    explorer.follow(
        theory,
        lambda samples, answers, deal: np.where(deal > 0, luck[samples, answers] + np.zeros(2), below),
    )
    explorer.follow(true, lambda samples, answers: real[samples, answers] + np.zeros(2))
    means = np.cumsum(gains, axis=-1) / np.maximum(np.arange(len(DEALS) + 1), 1)
    reached = np.cumsum(gains > real[..., None] - 1e-9, axis=-1)
    explorer.say(
        "{:.0f} wines, {:.0f} drawers: the real labels gain {:.4f} bits.",
        lambda samples, answers: (np.array(SAMPLES)[samples], np.array(DRAWERS)[answers], real[samples, answers]),
    )
    explorer.say(
        "{}",
        lambda samples, answers, deal: np.vectorize(_deal_story, otypes=[object])(
            deal, gains[samples, answers, deal], means[samples, answers, deal], reached[samples, answers, deal]
        ),
    )
    explorer.press("deal again", {"deal": lambda deal: np.minimum(deal + 1, 20)}, when=lambda deal: deal < 20)
    explorer.press("deal all 20", {"deal": 20})
    explorer.press("start anew", {"deal": 0})
    explorer.expect("luck of shuffled labels", said, earned=lambda deal: deal >= 3)
    return explorer


def _deal_story(deal: int, gain: float, mean: float, reached: int) -> str:
    if deal == 0:
        return "Nothing is dealt yet."
    return (
        f"Deal {deal} of {len(DEALS)} gains {gain:.4f} bits; all deals so far, on average {mean:.4f} bits. Deals so "
        f"far that reach the real labels: {reached}."
    )


SAMPLES, DRAWERS = (15, 20, 30, 45, 60, 90, 120, 178), (2, 4, 8)
DEALS = np.arange(1, 21)


def _table() -> Any:
    from sklearn.datasets import load_wine  # takes a second to import, and only this lab needs it

    return load_wine()


@cache
def _dealt() -> tuple[Array, Array]:
    # The gains of twenty deals, and of the real labels, for each number of wines and of drawers for their ash.
    data = _table()
    order = np.random.default_rng(1948).permutation(WINES)
    ash = data.data[order, data.feature_names.index("ash")]
    dealt, real = [], []
    for n in SAMPLES:
        for drawers in DRAWERS:
            answers = np.searchsorted(np.quantile(ash, np.arange(1, drawers) / drawers), ash[:n])
            tables = shuffled_tables(data.target[order[:n]], answers, shuffles=len(DEALS), seed=7)
            dealt.append(mutual_information(tables / n))
            real.append(information_gain(data.target[order[:n]], answers))
    shape = (len(SAMPLES), len(DRAWERS))
    return np.reshape(dealt, (*shape, -1)), np.reshape(real, shape)


MEASUREMENTS = ("flavanoids", "proline", "color_intensity", "ash")
PERCENT = np.arange(1, 100)  # at 0 and 100 all wines would be on one side
WINES = 178


@cache
def _wines() -> dict[str, Array]:
    # For each measurement and each position of the slider: the threshold, the table of answer and grower, the gain.
    data = _table()
    thresholds, tables = [], []
    for name in MEASUREMENTS:
        values = data.data[:, data.feature_names.index(name)]
        between, all_tables = threshold_tables(values, data.target)
        at = values.min() + PERCENT / 100 * np.ptp(values)
        best = between[np.asarray(mutual_information(all_tables)).argmax()]
        at[np.abs(at - best).argmin()] = best  # the peak can be reached: half a per cent away at most
        thresholds.append(at)
        # One table for each value but the last; the one for `at` belongs to the highest value up to it.
        tables.append(all_tables[np.searchsorted(np.unique(values), at, side="right") - 1])
    stacked = np.array(tables)
    return {"thresholds": np.array(thresholds), "tables": stacked, "gains": np.asarray(mutual_information(stacked))}


def _side(table: Array) -> tuple[Array, Array]:
    # How many wines there are on one side, and their entropy.
    share = table.sum(axis=-1)
    return np.asarray(WINES * share), np.asarray(entropy(table / share[..., None]))


def _left(wines: Mapping[str, Array], measurement: Array, threshold: Array) -> tuple[Array, Array]:
    # The entropy of the yes side and of the no side, each weighted by its share.
    yes, no = (_side(wines["tables"][measurement, threshold - 1, side]) for side in (0, 1))
    return yes[0] / WINES * yes[1], no[0] / WINES * no[1]


def _second(left: tuple[Array, Array]) -> tuple[Array, float, Array]:
    # The bar of the no side stands on that of the yes side.
    return left[0], 0.8, left[1]

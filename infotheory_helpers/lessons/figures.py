"""The figures of the lessons: each computes with the measures, draws on an Axes and returns its artists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import (
    binary_entropy,
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def plot_surprise(ax: Axes | None = None) -> Drawing:
    """Draw the surprise curve, −log2 p, with p = 1, 0.5 and 0.01 marked.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "curve" and "marks", in bits.

    Examples
    --------
    >>> plot_surprise()["curve"].axes.get_ylabel()
    'information content, bits'

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication.
    """
    ax = axes_or_new(ax)
    p = np.linspace(0.002, 1, 500)
    marked = np.array([1, 0.5, 0.01])
    surprise = information_content(marked)
    (curve,) = ax.plot(p, information_content(p), color=P_COLOUR)
    (marks,) = ax.plot(marked, surprise, "o", color=HIGHLIGHT, markersize=8, clip_on=False)
    for x, y, shift, align in zip(marked, surprise, [(0, 16), (8, 6), (12, 0)], ["right", "left", "left"], strict=True):
        ax.annotate(f"p = {x:g}: {y:.2f} bits", (x, y), shift, textcoords="offset points", ha=align)
    ax.set(xlim=(0, 1.02), ylim=(0, 9), xlabel="probability p of the event", ylabel="information content, bits")
    alt = (
        "Curve of information content in bits against probability p. It falls from above 8 bits near p = 0 "
        "to 0 bits at p = 1. Marked: "
        + ", ".join(f"p = {x:g} at {y:.2f} bits" for x, y in zip(marked, surprise, strict=True))
        + "."
    )
    return Drawing(ax, alt, {"curve": curve, "marks": marks})


def plot_binary_entropy(ax: Axes | None = None, mark: float = 0.5) -> Drawing:
    """Draw the entropy of a coin against its probability of heads, with one coin marked.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)
    mark : float
        The coin to mark; 0.5 is the maximum.

    Returns
    -------
    Drawing, with artists "curve" and "mark", in bits.

    Examples
    --------
    >>> plot_binary_entropy()["mark"].get_ydata().tolist()
    [1.0]

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, figure 7.
    """
    ax = axes_or_new(ax)
    p = np.linspace(0, 1, 401)
    height = binary_entropy(mark)
    (curve,) = ax.plot(p, binary_entropy(p), color=P_COLOUR)
    (dot,) = ax.plot([mark], [height], "o", color=HIGHLIGHT, markersize=8, clip_on=False, zorder=3)
    ax.vlines(mark, 0, height, color=MUTED, linestyle=":", linewidth=1.2)
    if height > 0.9:  # there is room above the arch only at its top
        shift, align = (0, 10), "center"
    else:
        side, drop = (-1 if mark > 0.5 else 1), (0 if height < 0.15 else -16)
        shift, align = (12 * side, drop), "right" if side < 0 else "left"
    label = f"p = {mark:g}: {height:.4f} bits"
    ax.annotate(label, (mark, height), shift, textcoords="offset points", ha=align)
    ax.set(xlim=(0, 1), ylim=(0, 1.15), xlabel="probability p of heads", ylabel="entropy, bits")
    alt = (
        "Curve of the entropy of a coin in bits against its probability of heads: an arch, 0 bits at p = 0 "
        f"and p = 1, highest with 1 bit at p = 0.5. Marked: p = {mark:g} at {height:.4f} bits."
    )
    return Drawing(ax, alt, {"curve": curve, "mark": dot})


def plot_kl_sweep(ax: Axes | None = None) -> Drawing:
    """Draw KL(P‖Q) for P = (0.8, 0.2) and Q = (q, 1 − q), q from 0.01 to 0.99.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "curve" and "minimum", in bits.

    Examples
    --------
    >>> plot_kl_sweep()["minimum"].get_data()[1].tolist()
    [0.0]

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    ax = axes_or_new(ax)
    truth = np.array([0.8, 0.2])
    q = np.linspace(0.01, 0.99, 99)
    divergence = kl_divergence(truth, np.stack([q, 1 - q], axis=-1))
    (curve,) = ax.plot(q, divergence, color=COST)
    (minimum,) = ax.plot([truth[0]], [kl_divergence(truth, truth)], "o", color=HIGHLIGHT, markersize=8, clip_on=False)
    ax.annotate("Q = P: 0 bits", (truth[0], 0), (0, 12), textcoords="offset points", ha="center")
    ax.set(xlim=(0, 1), ylim=(0, 5), xlabel="model's probability q (truth: 0.8)", ylabel="KL(P‖Q), bits")
    alt = (
        "Curve of KL(P‖Q) in bits against the model's probability q, for P = (0.8, 0.2). It falls steeply "
        f"from {divergence[0]:.2f} bits at q = 0.01 to 0 bits at q = 0.8, where Q equals P, and rises to "
        f"{divergence[-1]:.2f} bits at q = 0.99."
    )
    return Drawing(ax, alt, {"curve": curve, "minimum": minimum})


def plot_three_outcome_sweep(ax: Axes | None = None) -> Drawing:
    """Draw KL(P‖Q) for P = (0.6, 0.3, 0.1) while Q gives q1 to the first outcome and splits the rest 3 : 1.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "curve" and "marks" (q1 = 0.1, 0.6 and 0.9), in bits.

    Examples
    --------
    >>> plot_three_outcome_sweep()["marks"].get_ydata().round(4).tolist()
    [1.083, 0.0, 0.449]

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    ax = axes_or_new(ax)
    q1 = np.linspace(0.1, 0.9, 161)
    marked = np.array([0.1, 0.6, 0.9])
    heights = _three_outcome_kl(marked)
    (curve,) = ax.plot(q1, _three_outcome_kl(q1), color=COST)
    (marks,) = ax.plot(marked, heights, "o", color=HIGHLIGHT, markersize=8, clip_on=False)
    for x, y, shift, align in zip(
        marked, heights, [(10, 0), (0, 16), (-4, 10)], ["left", "center", "right"], strict=True
    ):
        ax.annotate(f"{y:.4f} bits", (x, y), shift, textcoords="offset points", ha=align)
    ax.set(xlim=(0, 1), ylim=(0, 1.2), xlabel="model's probability q1 (truth: 0.6)", ylabel="KL(P‖Q), bits")
    alt = (
        "Curve of KL(P‖Q) in bits against q1 for P = (0.6, 0.3, 0.1), the rest of Q split 3 to 1. "
        + ", ".join(f"{y:.4f} bits at q1 = {x:g}" for x, y in zip(marked, heights, strict=True))
        + ": lowest where Q equals P."
    )
    return Drawing(ax, alt, {"curve": curve, "marks": marks})


def _three_outcome_kl(q1: np.ndarray) -> np.ndarray:
    rest = 1 - q1
    return np.asarray(kl_divergence([0.6, 0.3, 0.1], np.stack([q1, 0.75 * rest, 0.25 * rest], axis=-1)))


def plot_distributions(
    p: ArrayLike, q: ArrayLike | None = None, outcomes: Sequence[str] | None = None, ax: Axes | None = None
) -> Drawing:
    """Draw the truth P as bars and, beside it, the model Q.

    Parameters
    ----------
    p : array of shape (outcomes,)
        The truth.
    q : array of shape (outcomes,), optional
        The model.
    outcomes : list of str, optional
        What to write under each bar.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "P 0", "P 1", … and "Q 0", "Q 1", …, one bar each.

    Raises
    ------
    ValueError
        If P or Q is no distribution, as in `entropy` and `cross_entropy`.

    Examples
    --------
    >>> plot_distributions([0.9, 0.1])["P 0"].get_height().item()
    0.9

    References
    ----------
    Cleveland, W. S. and McGill, R. (1984), Graphical Perception.
    """
    drawn = {"P": (np.asarray(p, float), entropy(p), P_COLOUR, P_COLOUR)}
    if q is not None:
        drawn["Q"] = (np.asarray(q, float), cross_entropy(p, q), Q_COLOUR, Q_TEXT)
    ax = axes_or_new(ax, height=3)
    at = np.arange(len(drawn["P"][0]))
    names = list(outcomes or [f"outcome {i + 1}" for i in at])
    width = 0.7 / len(drawn)
    artists: dict[str, Artist] = {}
    for side, (label, (heights, _, colour, ink)) in enumerate(drawn.items()):
        bars = ax.bar(at + width * (side - (len(drawn) - 1) / 2), heights, width, color=colour)
        artists |= {f"{label} {i}": bar for i, bar in enumerate(bars)}
        for bar, height in zip(bars, heights, strict=True):
            ax.annotate(
                f"{label} {height:g}",
                (bar.get_x() + width / 2, height),
                (0, 3),
                textcoords="offset points",
                ha="center",
                color=ink,
            )
    ax.set(xticks=at, xticklabels=names, ylim=(0, 1.1), ylabel="probability")
    alt = "Bars of probability. " + " ".join(
        f"{label}: " + ", ".join(f"{name} {height:g}" for name, height in zip(names, heights, strict=True)) + "."
        for label, (heights, *_) in drawn.items()
    )
    return Drawing(ax, alt, artists)


def plot_cost_split(
    p: ArrayLike, models: Mapping[str, ArrayLike], ax: Axes | None = None, plain: float | None = None
) -> Drawing:
    """Draw the cross-entropy of several models as bars, each split into H(P) and KL(P‖Q).

    Parameters
    ----------
    p : array of shape (outcomes,)
        The truth.
    models : dict of name to array of shape (outcomes,)
        The models to compare.
    ax : Axes, optional (a new figure if left out)
    plain : float, optional
        What a plain file takes, in bits: a bar to compare with.

    Returns
    -------
    Drawing, with artists "floor NAME" and "excess NAME", one bar each, in bits, and "plain" if given.

    Raises
    ------
    ValueError
        If there is no model, or P or a model is no distribution, as in `kl_divergence`.

    Examples
    --------
    >>> bars = plot_cost_split([0.5, 0.5], {"same": [0.5, 0.5]})
    >>> bars["floor same"].get_width().item(), bars["excess same"].get_width().item()
    (1.0, 0.0)

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 5.4.3.
    """
    if not models:
        raise ValueError(f"`models` is {models!r}; give at least one model to compare, by its name.")
    floor = entropy(p)
    excesses = {name: kl_divergence(p, q) for name, q in models.items()}
    ax = axes_or_new(ax, height=1.2 + 0.6 * (len(models) + (plain is not None)))
    artists: dict[str, Artist] = {}
    parts = []
    beside: dict[str, Any] = {"textcoords": "offset points", "va": "center"}
    for name, excess in excesses.items():
        (artists[f"floor {name}"],) = ax.barh(name, floor, color=P_COLOUR)
        (artists[f"excess {name}"],) = ax.barh(name, excess, left=floor, color=COST)
        ax.annotate(f"{floor + excess:.4f} bits", (floor + excess, name), (6, 0), **beside)
        parts.append(f"{name}: {floor:.4f} + {excess:.4f} = {floor + excess:.4f} bits")
    ax.axvline(floor, color=HIGHLIGHT, linewidth=1, linestyle=":")
    ax.set_title(f"H(P) = {floor:.4f} bits", color=P_COLOUR, loc="left", fontsize=11)
    dearest = max(excesses, key=lambda name: excesses[name])
    end = (floor + excesses[dearest], dearest)
    ax.annotate("+ KL(P‖Q)", end, (6, -14), color=COST, **beside)
    if plain is not None:
        (artists["plain"],) = ax.barh("a plain file", plain, color=MUTED)
        ax.annotate(f"{plain:g} bits", (plain, "a plain file"), (6, 0), color=MUTED, **beside)
    ax.invert_yaxis()
    ax.margins(x=0.25)
    ax.set(xlim=(0, None), xlabel="cross-entropy H(P, Q), bits")
    alt = (
        "Bars of cross-entropy in bits, each split into H(P), the same for all, and KL(P‖Q). " + "; ".join(parts) + "."
    )
    if plain is not None:
        alt += f" A plain file: {plain:g} bits."
    return Drawing(ax, alt, artists)


def plot_epsilon(epsilons: ArrayLike, printed: ArrayLike, ax: Axes | None = None) -> Drawing:
    """Draw what a clipped "KL" prints against the epsilon that it was clipped with.

    Parameters
    ----------
    epsilons : array of shape (n,)
        The values of epsilon, on a logarithmic axis.
    printed : array of shape (n,)
        What came out, in bits.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artist "curve", in bits.

    Examples
    --------
    >>> plot_epsilon([1e-3, 1e-6], [4.0, 9.0])["curve"].get_ydata().tolist()
    [4.0, 9.0]

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.3.
    """
    from matplotlib.ticker import LogLocator  # slow to import, and only a figure needs it

    ax = axes_or_new(ax, height=3.2)
    x, y = np.asarray(epsilons, float), np.asarray(printed, float)
    (curve,) = ax.semilogx(x, y, "o-", color=COST, markersize=6)
    ax.annotate("the true value, ∞, is never reached", (0.97, 0.9), xycoords="axes fraction", ha="right")
    ax.xaxis.set_major_locator(LogLocator(numticks=6))
    ax.xaxis.set_major_formatter("{x:.0e}")
    ax.set(ylim=(0, None), xlabel="epsilon, put in place of a probability of 0", ylabel="printed “KL”, bits")
    alt = (
        "What a clipped KL prints, in bits, against epsilon on a logarithmic axis: a straight line, from "
        f"{y[0]:.2f} bits at epsilon {x[0]:g} to {y[-1]:.2f} bits at {x[-1]:g}."
    )
    return Drawing(ax, alt, {"curve": curve})


def plot_fits(x: ArrayLike, p: ArrayLike, fits: Mapping[str, ArrayLike], ax: Axes | None = None) -> Drawing:
    """Draw a truth P on a grid and the models fitted to it.

    Parameters
    ----------
    x : array of shape (n,)
        The grid.
    p : array of shape (n,)
        The truth: one probability for each grid point.
    fits : dict of name to array of shape (n,)
        The models, at most three.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "P" and one for each name.

    Examples
    --------
    >>> sorted(plot_fits([0, 1], [0.5, 0.5], {"flat": [0.5, 0.5]}))
    ['P', 'flat']

    References
    ----------
    Bishop, C. M. (2006), Pattern Recognition and Machine Learning, section 10.1.2.
    """
    ax = axes_or_new(ax)
    x, p = np.asarray(x, float), np.asarray(p, float)
    artists: dict[str, Artist] = {"P": ax.fill_between(x, p, color=P_COLOUR, alpha=0.25, linewidth=0)}
    models = {name: np.asarray(q, float) for name, q in fits.items()}
    parts = [f"truth P is highest at {x[p.argmax()]:g}"]
    for (name, q), line, ink in zip(models.items(), ["-", "--", ":"], [Q_TEXT, COST, HIGHLIGHT], strict=False):
        (artists[name],) = ax.plot(x, q, line, color=ink)
        ax.annotate(name, (x[q.argmax()], q.max()), (8, 4), textcoords="offset points", color=ink)
        parts.append(f"{name} is highest at {x[q.argmax()]:g}")
    bare = (p - np.max(list(models.values()), axis=0)).argmax()  # where P stands out most
    ax.annotate("truth P", (x[bare], p[bare]), (12, 2), textcoords="offset points", color=P_COLOUR)
    top = 1.12 * max(p.max(), *(q.max() for q in models.values()))
    ax.set(xlim=(x[0], x[-1]), ylim=(0, top), xlabel="outcome x", ylabel="probability of each grid point")
    return Drawing(ax, "Curves of probability over x: " + "; ".join(parts) + ".", artists)

"""The diagrams of the lessons: how the quantities hang together, drawn to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR
from infotheory_helpers.measures.information import cross_entropy, entropy, information_content, kl_divergence

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

# From certain to even: four outcomes each, and what people call such a state of mind.
STATES = {
    "certain": [1.0, 0.0, 0.0, 0.0],
    "nearly sure": [0.9, 0.1, 0.0, 0.0],
    "a hunch": [0.7, 0.1, 0.1, 0.1],
    "no idea": [0.25, 0.25, 0.25, 0.25],
}
WEATHER = {"sun": 0.7, "cloud": 0.2, "rain": 0.1}


def plot_uncertainty(ax: Axes | None = None) -> Drawing:
    """Draw four distributions over four outcomes, from certain to even, each above its entropy.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "certain", "nearly sure", "a hunch" and "no idea", a mark each at its entropy in bits.

    Examples
    --------
    >>> plot_uncertainty()["no idea"].get_xdata().tolist()
    [2.0]

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 6.
    """
    ax = axes_or_new(ax, height=2.8)
    artists: dict[str, Artist] = {}
    steps = 0.05 * (np.arange(4) - 1.5)
    for name, p in STATES.items():
        bits = entropy(p)
        ax.bar(bits + steps, p, 0.042, bottom=0.12, color=P_COLOUR)
        ax.plot(bits + steps[[0, -1]] * 1.3, [0.12, 0.12], color=MUTED, linewidth=1)
        (artists[name],) = ax.plot([bits], [0], "^", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
        ax.annotate(f"{name}\n{bits:.2f} bits", (bits, 0.12 + max(p)), (0, 6), textcoords="offset points", ha="center")
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(-0.2, 2.2), ylim=(0, 1.5), yticks=[], xlabel="uncertainty: entropy, bits")
    alt = "Four distributions over four outcomes, each above its entropy on an axis in bits: " + "; ".join(
        f"{name}, ({', '.join(f'{x:g}' for x in p)}), {entropy(p):.2f} bits" for name, p in STATES.items()
    )
    return Drawing(ax, alt + ". The flatter the bars, the higher the entropy.", artists)


def plot_map(ax: Axes | None = None) -> Drawing:
    """Draw the way from the surprise of single events to the loss: a row for each quantity, on one axis in bits.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "surprises", "entropy", "cross-entropy" and "KL divergence", in bits, for the weather
    P = (0.7, 0.2, 0.1) and the model Q = (0.1, 0.1, 0.8).

    Examples
    --------
    >>> round(plot_map()["KL divergence"].get_width().item(), 4)
    1.8651

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., chapter 2.
    """
    ax = axes_or_new(ax, height=4.2)
    p, q = list(WEATHER.values()), [0.1, 0.1, 0.8]
    surprises, floor, cost = information_content(p), entropy(p), cross_entropy(p, q)
    (dots,) = ax.plot(surprises, [0, 0, 0], "o", color=P_COLOUR, markersize=8)
    for word, chance, bits in zip(WEATHER, p, surprises, strict=True):
        ax.annotate(f"{word}, p = {chance:g}", (bits, 0), (0, 9), textcoords="offset points", ha="center")
    artists: dict[str, Artist] = {"surprises": dots}
    bars = [("entropy", 1, floor, 0, P_COLOUR), ("cross-entropy", 2, cost, 0, MUTED)]
    for name, row, width, left, colour in [*bars, ("KL divergence", 3, kl_divergence(p, q), floor, COST)]:
        (artists[name],) = ax.barh([row], [width], 0.34, left=left, color=colour)
        end = (left + width, row)
        ax.annotate(f"{width:.4f} bits", end, (6, 0), textcoords="offset points", va="center", color=colour)
    ax.plot([floor, floor], [2.2, 3.2], ":", color=MUTED, linewidth=1.2)
    steps = ["averaged, by how often each comes", "the same, with a model's surprises", "less the entropy"]
    for row, step in enumerate(steps):
        ax.annotate(
            "", (0.06, row + 0.76), (0.06, row + 0.24), arrowprops={"arrowstyle": "->", "color": MUTED, "shrinkB": 0}
        )
        ax.annotate(step, (0.06, row + 0.5), (8, 0), textcoords="offset points", va="center", color=MUTED)
    rows = [
        "information content\nof one event",
        "entropy\nH(P)",
        "cross-entropy\nH(P, Q), the loss",
        "KL divergence\nKL(P‖Q)",
    ]
    ax.set(xlim=(0, 3.9), ylim=(3.5, -0.5), yticks=range(4), yticklabels=rows, xlabel="bits")
    ax.tick_params(axis="y", length=0, labelcolor=HIGHLIGHT)
    alt = (
        "From one surprise to a loss, on one axis in bits. Information content: "
        + ", ".join(f"{word} {bits:.2f}" for word, bits in zip(WEATHER, surprises, strict=True))
        + f" bits. Averaged by how often each comes, they are the entropy, {floor:.4f} bits. With the surprises of a "
        f"model that expects rain, the same average is the cross-entropy, {cost:.4f} bits. Less the entropy, it is the "
        f"KL divergence, {kl_divergence(p, q):.4f} bits."
    )
    return Drawing(ax, alt, artists)


def plot_relation(p: ArrayLike, q: ArrayLike, ax: Axes | None = None) -> Drawing:
    """Draw the cross-entropy of the truth P and a model Q as one length, made of H(P) and KL(P‖Q).

    Parameters
    ----------
    p, q : arrays of shape (outcomes,)
        The truth and the model; KL(P‖Q) must be finite.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "H(P)", "KL(P‖Q)" and "H(P, Q)", bars in bits.

    Raises
    ------
    ValueError
        If P or Q is no distribution, as in `kl_divergence`, or if Q rules out what happens.

    Examples
    --------
    >>> diagram = plot_relation([0.5, 0.5], [0.25, 0.75])
    >>> round(diagram["H(P, Q)"].get_width().item(), 4)
    1.2075

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 5.4.3.
    """
    floor, excess = entropy(p), kl_divergence(p, q)
    if np.isinf(excess):
        raise ValueError("`q` is 0 where `p` is not: KL(P‖Q) is ∞ bits, and has no length to draw.")
    ax = axes_or_new(ax, height=2.6)
    total = floor + excess
    said = {
        "H(P, Q)": (f"H(P, Q) = {total:.4f} bits: what you pay", total, 0, 1, MUTED),
        "H(P)": (f"H(P) = {floor:.4f} bits: what nobody avoids", floor, 0, 0, P_COLOUR),
        "KL(P‖Q)": (f"KL(P‖Q) = {excess:.4f} bits: what the model adds", excess, floor, 0, COST),
    }
    artists: dict[str, Artist] = {}
    for name, (label, width, left, row, colour) in said.items():
        (artists[name],) = ax.barh([row], [width], 0.34, left=left, color=colour)
        at, shift, align = ((total, row), (0, -24), "right") if left else ((0, row), (0, 14), "left")
        ax.annotate(label, at, shift, textcoords="offset points", ha=align, color=colour)
    for end in (floor, total):
        ax.plot([end, end], [-0.17, 1.17], color=MUTED, linewidth=1, linestyle=":", zorder=0)
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(0, 1.1 * total), ylim=(-0.7, 1.6), yticks=[], xlabel="bits")
    alt = "One length in bits, and below it the two that make it: "
    return Drawing(ax, alt + "; ".join(label for label, *_ in said.values()) + ".", artists)

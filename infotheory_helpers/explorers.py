"""The explorers of the lessons: a figure of the course, its sliders, and which artist follows which measure.

No formula stands here. Every number comes from the measures, every scene from the figures.
"""

from typing import Any

import matplotlib as mpl
import numpy as np
from ipywidgets import FloatLogSlider, FloatSlider, SelectionSlider
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from .explorer import Explorer
from .figures import (
    COST,
    HIGHLIGHT,
    P_COLOUR,
    Q_TEXT,
    STYLE,
    plot_binary_entropy,
    plot_binary_losses,
    plot_cost_split,
    plot_distributions,
    plot_epsilon,
    plot_kl_sweep,
    plot_surprise,
)
from .measures import (
    binary_entropy,
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
    nats_to_bits,
)

Array = NDArray[Any]

P = (0.7, 0.2, 0.1)  # the weather of lessons 3, 5 and 6
WEATHER = ("sun", "cloud", "rain")


def _percent(description: str, value: float, low: float = 0, high: float = 1) -> FloatSlider:
    return FloatSlider(value, min=low, max=high, step=0.01, description=description)


def _coin(p: Array) -> Array:
    return np.stack([p, 1 - p], axis=-1)


def explore_surprise() -> Explorer:
    """Price two independent events: their probabilities multiply, their surprises add.

    Returns
    -------
    Explorer
        Sliders p and p2, each from 0.01 to 1; information content in bits and nats.

    Examples
    --------
    >>> explore_surprise()
    p = 0.50: 1.0000 bits (0.6931 nats). p′ = 0.25: 2.0000 bits (1.3863 nats). Both together: probability 0.1250,
    3.0000 bits (2.0794 nats).

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication.
    """
    drawing = plot_surprise()
    ax = drawing.ax
    for text in list(ax.texts):
        text.remove()
    drawing["marks"].remove()
    ax.set_ylim(0, 14)
    (first,) = ax.plot([0.5], [1], "o", color=HIGHLIGHT, markersize=9)
    (second,) = ax.plot([0.25], [2], "s", color=Q_TEXT, markersize=9)
    (both,) = ax.plot([0.125], [3], "D", color=COST, markersize=9)
    ax.annotate("● p", (0.98, 0.9), xycoords="axes fraction", ha="right", color=HIGHLIGHT)
    ax.annotate("■ p′", (0.98, 0.8), xycoords="axes fraction", ha="right", color=Q_TEXT)
    ax.annotate("◆ both", (0.98, 0.7), xycoords="axes fraction", ha="right", color=COST)

    explorer = Explorer(drawing, p=_percent("p", 0.5, 0.01), p2=_percent("p′", 0.25, 0.01))
    explorer.follow(first, lambda p: (p, information_content(p)))
    explorer.follow(second, lambda p2: (p2, information_content(p2)))
    explorer.follow(both, lambda p, p2: (p * p2, information_content(p * p2)))
    explorer.say("p = {:.2f}: {:.4f} bits ({:.4f} nats).", lambda p: (p, *_bits_and_nats(p)))
    explorer.say("p′ = {:.2f}: {:.4f} bits ({:.4f} nats).", lambda p2: (p2, *_bits_and_nats(p2)))
    explorer.say(
        "Both together: probability {:.4f}, {:.4f} bits ({:.4f} nats).",
        lambda p, p2: (p * p2, *_bits_and_nats(p * p2)),
    )
    return explorer


def _bits_and_nats(p: Array) -> tuple[Any, Any]:
    return information_content(p), information_content(p, unit="nats")


def explore_coin() -> Explorer:
    """Bend a coin and see its entropy: the curve, and what heads and tails each contribute.

    Returns
    -------
    Explorer
        Slider p, the probability of heads, from 0 to 1; entropy in bits.

    Examples
    --------
    >>> explore_coin()
    p = 0.90: heads contribute 0.1368 bits, tails 0.3322 bits, together 0.4690 bits of entropy.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, figure 7.
    """
    drawing = plot_binary_entropy(mark=0.9)
    ax = drawing.ax
    for artist in [*ax.texts, *ax.collections]:
        artist.remove()
    ax.set(xlim=(0, 1.3), xticks=np.linspace(0, 1, 6))
    (heads,) = ax.bar([1.15], [0.1], 0.1, color=HIGHLIGHT)
    (tails,) = ax.bar([1.15], [0.1], 0.1, bottom=[0.1], color=COST)
    ax.annotate("tails", (1.09, 1.05), ha="right", color=COST)
    ax.annotate("+ heads", (1.1, 1.05), ha="left", color=HIGHLIGHT)

    explorer = Explorer(drawing, p=_percent("p (heads)", 0.9))
    explorer.follow(drawing["mark"], lambda p: (p, binary_entropy(p)))
    explorer.follow(heads, lambda p: (1.1, 0, 0.1, _contribution(p)))
    explorer.follow(tails, lambda p: (1.1, _contribution(p), 0.1, _contribution(1 - p)))
    explorer.say(
        "p = {:.2f}: heads contribute {:.4f} bits, tails {:.4f} bits, together {:.4f} bits of entropy.",
        lambda p: (p, _contribution(p), _contribution(1 - p), binary_entropy(p)),
    )
    return explorer


def _contribution(p: Array) -> Array:
    # How much an outcome adds to the entropy; one that never happens adds nothing.
    surprise = np.asarray(information_content(np.where(p > 0, p, 1)))
    return np.asarray(p * surprise)


def _three(q1: Array, share: Array) -> Array:
    # Two sliders for three probabilities: the first, and how the rest is shared between the other two.
    rest = 1 - q1
    return np.stack([q1, rest * share, rest * (1 - share)], axis=-1)


def explore_wrong_code() -> Explorer:
    """Move the model of the weather: its cost never gets below the entropy of the truth.

    Returns
    -------
    Explorer
        Sliders q1 (sun) and share (of the rest, to cloud), from 0 to 1; cross-entropy in bits.

    Examples
    --------
    >>> explore_wrong_code()
    Q = (0.330, 0.335, 0.335): the weather costs 1.5930 bits per day; the floor H(P) is 1.1568 bits.

    References
    ----------
    Kerridge, D. F. (1961), Inaccuracy and Inference.
    """
    with mpl.rc_context(STYLE):
        left, right = Figure(figsize=(7.4, 3.2), layout="constrained").subplots(1, 2, width_ratios=[3, 1])
    drawing = plot_distributions(P, (0.33, 0.335, 0.335), WEATHER, left)
    for text in list(left.texts):
        text.remove()
    left.annotate("truth P", (0.4, 0.94), xycoords="axes fraction", color=P_COLOUR)
    left.annotate("model Q", (0.6, 0.94), xycoords="axes fraction", color=Q_TEXT)
    (cost,) = right.bar([-0.4], [1.6], 0.6, color=COST)
    right.axhline(entropy(P), color=HIGHLIGHT, linestyle=":")
    right.annotate("floor H(P)", (0, entropy(P)), (2, 4), textcoords="offset points")
    right.set(xlim=(-1, 2), ylim=(0, 7), xticks=[-0.4], xticklabels=["H(P, Q)"], ylabel="cost, bits per day")

    explorer = Explorer(drawing, q1=_percent("Q(sun)", 0.33), share=_percent("cloud’s share of the rest", 0.5))
    explorer.follow(drawing["Q 0"], lambda q1: q1)
    explorer.follow(drawing["Q 1"], lambda q1, share: _three(q1, share)[..., 1])
    explorer.follow(drawing["Q 2"], lambda q1, share: _three(q1, share)[..., 2])
    explorer.follow(cost, lambda q1, share: cross_entropy(P, _three(q1, share)), infinite=True)
    explorer.say(
        "Q = ({:.3f}, {:.3f}, {:.3f}): the weather costs {:.4f} bits per day; the floor H(P) is {:.4f} bits.",
        lambda q1, share: (
            *np.moveaxis(_three(q1, share), -1, 0),
            cross_entropy(P, _three(q1, share)),
            entropy(P),
        ),
        infinite=True,
    )
    return explorer


def explore_prediction() -> Explorer:
    """Say how sure you are, then see what it costs when the answer is yes and when it is no.

    Returns
    -------
    Explorer
        Sliders q, the predicted probability of yes, from 0 to 1, and y, what happened; loss in nats and bits.

    Examples
    --------
    >>> explore_prediction()
    You said 90 % yes, and it was yes: the loss is 0.1054 nats (0.1520 bits).

    References
    ----------
    Good, I. J. (1952), Rational Decisions.
    """
    drawing = plot_binary_losses()
    (here,) = drawing.ax.plot([0.9], [0.1], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    happened = SelectionSlider(options=[("no (y = 0)", 0), ("yes (y = 1)", 1)], value=1, description="what happened")

    def loss(q: Array, y: Array) -> Any:
        return information_content(np.where(y == 1, q, 1 - q), unit="nats")

    explorer = Explorer(drawing, q=_percent("you say yes with", 0.9), y=happened)
    explorer.follow(here, lambda q, y: (q, loss(q, y)), infinite=True)
    explorer.say(
        "You said {:.0f} % yes, and it was {}: the loss is {:.4f} nats ({:.4f} bits).",
        lambda q, y: (100 * q, np.where(y == 1, "yes", "no"), loss(q, y), nats_to_bits(loss(q, y))),
        infinite=True,
    )
    return explorer


def explore_kl() -> Explorer:
    """Move the truth and the model of a coin, and see KL both ways.

    Returns
    -------
    Explorer
        Sliders p (truth) and q (model), from 0 to 1 inclusive; KL divergence in bits.

    Examples
    --------
    >>> explore_kl()
    P = (0.80, 0.20), Q = (0.50, 0.50): KL(P‖Q) = 0.2781 bits, KL(Q‖P) = 0.3219 bits.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    drawing = plot_kl_sweep()
    ax, curve = drawing.ax, drawing["curve"]
    assert isinstance(curve, Line2D)
    grid = np.asarray(curve.get_xdata(), dtype=float)
    for text in list(ax.texts):
        text.remove()
    ax.set_xlabel("model's probability q")
    (backward,) = ax.plot([0.5], [0.3], "s", color=Q_TEXT, markersize=8, clip_on=False, zorder=3)
    ax.annotate("● KL(P‖Q)", (0.5, 0.92), xycoords="axes fraction", ha="center", color=HIGHLIGHT)
    ax.annotate("■ KL(Q‖P)", (0.5, 0.82), xycoords="axes fraction", ha="center", color=Q_TEXT)

    explorer = Explorer(drawing, p=_percent("p (truth)", 0.8), q=_percent("q (model)", 0.5))
    explorer.follow(curve, lambda p: kl_divergence(_coin(p + 0 * grid), _coin(grid)))
    explorer.follow(drawing["minimum"], lambda p, q: (q, kl_divergence(_coin(p), _coin(q))), infinite=True)
    explorer.follow(backward, lambda p, q: (q, kl_divergence(_coin(q), _coin(p))), infinite=True)
    explorer.say(
        "P = ({:.2f}, {:.2f}), Q = ({:.2f}, {:.2f}): KL(P‖Q) = {:.4f} bits, KL(Q‖P) = {:.4f} bits.",
        lambda p, q: (
            p,
            1 - p,
            q,
            1 - q,
            kl_divergence(_coin(p), _coin(q)),
            kl_divergence(_coin(q), _coin(p)),
        ),
        infinite=True,
    )
    return explorer


def explore_epsilon() -> Explorer:
    """Slide the epsilon that a zero was clipped to, and see the printed "KL" move with it.

    Returns
    -------
    Explorer
        Slider epsilon, from 1e-15 to 0.1; what clipping prints, in bits, for a fair coin and Q = (epsilon, 1).

    Examples
    --------
    >>> explore_epsilon()
    The zero clipped to 1e-10: the program prints 15.6096 bits. The KL divergence is ∞ bits.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.3.
    """
    epsilons = 10.0 ** np.arange(-15, 0)
    drawing = plot_epsilon(epsilons, _clipped(epsilons))
    (here,) = drawing.ax.plot([1e-10], [15.6], "o", color=HIGHLIGHT, markersize=10, zorder=3)
    slider = FloatLogSlider(1e-10, base=10, min=-15, max=-1, step=1, description="epsilon", readout_format=".0e")
    honest = kl_divergence([0.5, 0.5], [0, 1])

    explorer = Explorer(drawing, epsilon=slider)
    explorer.follow(here, lambda epsilon: (epsilon, _clipped(epsilon)))
    explorer.say(
        "The zero clipped to {}: the program prints {:.4f} bits. The KL divergence is {:.4f} bits.",
        lambda epsilon: (np.vectorize("{:.0e}".format)(epsilon), _clipped(epsilon), honest),
        infinite=True,
    )
    return explorer


def _clipped(epsilon: Array) -> Array:
    # What the faulty program prints for P = (1/2, 1/2) and a Q = (0, 1) clipped to (epsilon, 1), which is no
    # distribution any more: half the surprise of epsilon, less the one bit of the coin's own.
    return np.asarray(information_content(epsilon) / 2 - entropy([0.5, 0.5]))


def explore_split() -> Explorer:
    """Move the model and see which part of its cost moves: the floor stays, the excess follows.

    Returns
    -------
    Explorer
        Sliders q1 (sun) and share (of the rest, to cloud); cross-entropy, entropy and KL divergence in bits.

    Examples
    --------
    >>> explore_split()
    Q = (0.500, 0.300, 0.200): 1.1568 bits of H(P) + 0.1228 bits of KL = 1.2796 bits of cross-entropy.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 5.4.3.
    """
    drawing = plot_cost_split(P, {"Q": (0.5, 0.3, 0.2)})
    for text in list(drawing.ax.texts):
        text.remove()
    drawing.ax.set_xlim(0, 6.5)
    floor = entropy(P)

    explorer = Explorer(
        drawing,
        q1=_percent("Q(sun)", 0.5, 0.01, 0.99),
        share=_percent("cloud’s share of the rest", 0.6, 0.01, 0.99),
    )
    explorer.follow(drawing["excess Q"], lambda q1, share: (floor, -0.4, kl_divergence(P, _three(q1, share)), 0.8))
    explorer.say(
        "Q = ({:.3f}, {:.3f}, {:.3f}): {:.4f} bits of H(P) + {:.4f} bits of KL = {:.4f} bits of cross-entropy.",
        lambda q1, share: (
            *np.moveaxis(_three(q1, share), -1, 0),
            floor,
            kl_divergence(P, _three(q1, share)),
            cross_entropy(P, _three(q1, share)),
        ),
    )
    return explorer

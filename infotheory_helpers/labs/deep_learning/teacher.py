"""A teacher and its students: an explorer of softened answers, and what the students learn from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.shapes import boxes, squares
from infotheory_helpers.measures.information import entropy
from infotheory_helpers.measures.losses import softmax

from .trained import six

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

HOTTEST = 20.0


def explore_softened() -> Explorer:
    """Soften what a teacher says about one digit: divide its scores by a temperature.

    Returns
    -------
    Explorer
        Slider T, from 1 to 20; ten probabilities, and their entropy in bits.

    Examples
    --------
    >>> explore_softened()
    T = 1.0: probability 1.000 for the 6, then 0.000 for the 0. Entropy 0.001 bits.

    References
    ----------
    Hinton, G., Vinyals, O. and Dean, J. (2015), Distilling the Knowledge in a Neural Network.
    """
    scores, image = six()
    picture, chart = panels(7.6, 3.4, 1, 2, width_ratios=[1, 2.6])
    said = room_for_said(chart)
    down, across = np.mgrid[:8, :8]
    ink = squares(picture, across, down, HIGHLIGHT)
    picture.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[], xlabel="the digit")
    picture.spines[:].set_visible(False)
    bars = boxes(chart, 10)
    chart.axhline(0.1, color=MUTED, linestyle=":", linewidth=1.2)
    chart.annotate("all alike", (9.5, 0.1), (0, 3), textcoords="offset points", ha="right", color=MUTED)
    chart.set(xlim=(-0.6, 9.6), ylim=(0, 1.05), xticks=range(10), xlabel="digit (outcome)", ylabel="probability")
    chart.figure.set_label(
        "Left, a handwritten six, in eight by eight dots of ink. Right, ten bars: the probabilities that the teacher "
        "gives to the digits 0 to 9, softened by the temperature."
    )
    explorer = Explorer(
        chart.figure,
        t=widgets.FloatSlider(1, min=1, max=HOTTEST, step=0.5, description="temperature T", readout_format=".1f"),
    )
    explorer.follow(ink, lambda: np.sqrt(image)[None])
    explorer.follow(bars, lambda t: (np.arange(10) - 0.4, 0, 0.8, _softened(scores, t)))

    def story(t: Array) -> tuple[Any, ...]:
        p = _softened(scores, t)
        first, second = p.argsort(axis=-1)[:, :-3:-1].T
        rows = np.arange(len(t))
        return t, p[rows, first], first.astype(str), p[rows, second], second.astype(str), entropy(p)

    explorer.say(
        "T = {:.1f}: probability {:.3f} for the {}, then {:.3f} for the {}. Entropy {:.3f} bits.",
        story,
    )
    explorer.expect("softened six", said, earned=lambda t: np.abs(t - 8) < 0.1)
    return explorer


def _softened(scores: Array, t: Array) -> Array:
    return np.stack([softmax(scores, one) for one in t.ravel().tolist()])


def plot_students(
    examples: ArrayLike, scores: Mapping[str, ArrayLike], teacher: float, ax: Axes | None = None
) -> Drawing:
    """Draw how often students are right against how many examples they saw, with standard errors.

    Parameters
    ----------
    examples : array of shape (sizes,)
        How many examples a student saw, on a logarithmic axis.
    scores : dict of name to array of shape (sizes, repetitions)
        The share of right answers of each student.
    teacher : float
        The teacher's own share.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        One artist for each name, and "teacher": probabilities of a right answer.

    Examples
    --------
    >>> drawing = plot_students([20, 50], {"hard": [[0.5, 0.75], [0.75, 0.75]]}, 0.9)
    >>> drawing["hard"].get_ydata().tolist()
    [0.625, 0.75]

    References
    ----------
    Hinton, G., Vinyals, O. and Dean, J. (2015), Distilling the Knowledge in a Neural Network.
    """
    ax = axes_or_new(ax, 5.6, 3.1)
    x = np.asarray(examples, float)
    artists: dict[str, Artist] = {}
    parts = []
    looks = [("s:", MUTED, -17), ("D--", CLASS_B, -3), ("o-", CLASS_A, 3)]  # style, ink, how far up the name stands
    for (name, each), (style, ink, up) in zip(scores.items(), looks, strict=False):
        table = np.asarray(each, float)
        means, errors = table.mean(axis=1), table.std(axis=1, ddof=1) / np.sqrt(table.shape[1])
        artists[name], *_ = ax.errorbar(x, means, errors, fmt=style, color=ink, capsize=4)
        ax.annotate(name, (x[-1], means[-1]), (8, up), textcoords="offset points", va="center", color=ink)
        parts.append(f"{name}: from {means[0]:.2f} at {x[0]:g} examples to {means[-1]:.2f} at {x[-1]:g}")
    artists["teacher"] = ax.axhline(teacher, color=HIGHLIGHT, linewidth=1, linestyle=":")
    ax.annotate(f"teacher {teacher:.2f}", (x[0], teacher), (0, 5), textcoords="offset points")
    ax.set(xscale="log", xticks=x, xlim=(x[0] / 1.15, x[-1] * 2.1), ylim=(0.5, 1.04))
    ax.minorticks_off()
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set(xlabel="examples the student saw", ylabel="probability of a right answer")
    alt = "Right answers of students with bars of one standard error. " + "; ".join(parts) + f"; teacher {teacher:.2f}."
    return Drawing(ax, alt, artists)

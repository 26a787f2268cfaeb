"""How policies are trained: PPO's clipped objective, and whole runs as rivers of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, COST, HIGHLIGHT, MUTED, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import kl_divergence

from .policies import EPSILON, clipped_objective

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

QUIET = 0.2  # how strong the ink of the other answers is
ROW, STRIP, BELOW = 2.05, 0.45, 0.14  # of a run: its height in all, that of its steps, and how far below the river


def plot_clipped_objective(ax: Axes | None = None) -> Drawing:
    """Draw PPO's clipped objective against the ratio of probabilities, for a good answer and for a bad one.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "good" and "bad", in points, over the ratio of new to old probability.

    Examples
    --------
    >>> plot_clipped_objective()["good"].get_ydata().max().round(2).item()
    1.2

    References
    ----------
    Schulman, J. et al. (2017), Proximal Policy Optimization Algorithms, figure 1.
    """
    ax = axes_or_new(ax, 5, 2.7)
    ratio = np.linspace(0, 2, 201)
    artists: dict[str, Artist] = {}
    for name, advantage, line, ink in [("good", 1, "-", CLASS_A), ("bad", -1, "--", CLASS_B)]:
        (artists[name],) = ax.plot(ratio, clipped_objective(ratio, advantage), line, color=ink)
    for edge in (1 - EPSILON, 1 + EPSILON):
        ax.axvline(edge, color=MUTED, linestyle=":", linewidth=1.2)
    (artists["start"],) = ax.plot([1, 1], [1, -1], "o", color=HIGHLIGHT, markersize=7)
    ax.annotate("good answer: +1 point", (2, 1.3), ha="right", color=CLASS_A)
    ax.annotate("bad answer: −1 point", (0.04, -1.45), color=CLASS_B)
    ax.set(xlim=(0, 2), ylim=(-2.05, 1.7), xticks=[0, 0.5, 1 - EPSILON, 1, 1 + EPSILON, 1.5, 2])
    ax.set(xlabel="ratio: new probability / old probability", ylabel="objective, points")
    alt = (
        "PPO's clipped objective in points against the ratio of new to old probability. For a good answer it rises "
        "with the ratio and is flat above 1.2. For a bad answer it is flat below 0.8 and falls with the ratio from "
        "there on, without end."
    )
    return Drawing(ax, alt, artists)


def plot_rivers(runs: Mapping[str, ArrayLike], loud: str = "the last answer", ax: Axes | None = None) -> Drawing:
    """Draw runs as rivers: all answers stacked to 1 after every step, and below each river the KL of its steps.

    Parameters
    ----------
    runs : dict of name to array of shape (steps + 1, answers)
        The policies of each run, one after the other.
    loud : str
        What to call the last answer, whose band is drawn in full ink.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        For each name the last answer's band, and "… steps", the line of KL(before‖after) in nats, on one scale.

    Examples
    --------
    >>> sorted(plot_rivers({"a": [[0.5, 0.5], [0.25, 0.75]]}))
    ['a', 'a steps']

    References
    ----------
    Schulman, J. et al. (2015), Trust Region Policy Optimization.
    """
    ax = axes_or_new(ax, 6.6, 1.5 * len(runs) + 0.5)
    tables = {name: np.asarray(run, float) for name, run in runs.items()}
    nats = {name: kl_divergence(run[:-1], run[1:], unit="nats") for name, run in tables.items()}
    largest = max(np.max(steps) for steps in nats.values())
    last = max(len(run) for run in tables.values()) - 1
    artists: dict[str, Artist] = {}
    parts: list[str] = []
    ticks: dict[float, str] = {}
    for row, (name, run) in enumerate(tables.items()):
        foot = -ROW * row
        # From the last answer upwards. Of the others every second one is drawn, on a band that is all of them.
        steps, edges = np.arange(len(run)), foot + np.cumsum(run[:, ::-1], axis=1)
        artists[name] = ax.fill_between(steps, foot, edges[:, 0], color=Q_COLOUR, linewidth=0)
        ax.fill_between(steps, edges[:, 0], edges[:, -1], color=Q_COLOUR, alpha=QUIET, linewidth=0)
        for k in range(2, run.shape[1], 2):
            ax.fill_between(steps, edges[:, k - 1], edges[:, k], color=Q_COLOUR, alpha=QUIET, linewidth=0)
        bottom = foot - BELOW - STRIP
        (artists[f"{name} steps"],) = ax.plot(
            steps[1:], bottom + STRIP * nats[name] / largest, color=COST, linewidth=1.4
        )
        ax.plot([0, len(run) - 1], [bottom, bottom], color=MUTED, linewidth=0.7)
        ax.annotate(name, (0, foot + 1), (0, 4), textcoords="offset points", color=HIGHLIGHT)
        ends = f"{loud}: {run[-1, -1]:.0%}"
        ax.annotate(ends, (last, foot + 1), (0, 4), textcoords="offset points", ha="right", color=Q_TEXT)
        words = f"largest\nstep:\n{nats[name].max():.2f} nats"
        ax.annotate(
            words, (last, bottom + STRIP / 2), (6, 0), textcoords="offset points", va="center", color=COST, fontsize=10
        )
        ticks |= {foot: "0", foot + 1: "1"}
        parts.append(
            f"{name}: at most {nats[name].max():.3f} nats in a step, and at the end {run[-1, -1]:.0%} for {loud}"
        )
    ax.set(xlim=(0, last), ylim=(1.3 - ROW * len(runs) - 0.1, 1.3), yticks=list(ticks), yticklabels=ticks.values())
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel="step (one batch)", ylabel="probability; below it, KL(before‖after)")
    alt = (
        "Training runs as rivers of probability: twelve bands stacked to 1, step by step. " + "; ".join(parts) + "."
    ).replace("twelve", str(next(iter(tables.values())).shape[1]))
    return Drawing(ax, alt, artists)

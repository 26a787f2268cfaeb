"""A race of two fits: one bell, two peaks, and a walker downhill in KL(P‖Q) beside one in KL(Q‖P)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_TEXT
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import kl_divergence

from .games import of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

MEANS, WIDTHS = np.arange(-4, 4.01, 0.25), np.round(np.arange(0.6, 3.01, 0.2), 10)
FORWARD = "Forward: mean {:.2f}, width {:.2f}, KL(P‖Q) = {:.4f} bits."
REVERSE = "Reverse: mean {:.2f}, width {:.2f}, KL(Q‖P) = {:.4f} bits."
LEVELS = [0.8, 1.1, 1.5, 4]


def explore_fits() -> Explorer:
    """Let two fits race from one start: downhill in KL(P‖Q) and in KL(Q‖P), each in a landscape of its own.

    Returns
    -------
    Explorer
        Sliders mean and width of the start; buttons that walk; KL divergence in bits.

    Examples
    --------
    >>> explore_fits()
    The start has its mean at 1.00 and the width 0.60. Forward: mean 1.00, width 0.60, KL(P‖Q) = 10.6974 bits.
    Reverse: mean 1.00, width 0.60, KL(Q‖P) = 2.5959 bits.

    References
    ----------
    Bishop, C. M. (2006), Pattern Recognition and Machine Learning, section 10.1.2.
    """
    (bell_f, bell_r), (valley_f, valley_r) = panels(6.2, 3.9, 2, 2, height_ratios=[1, 1.3])
    said = room_for_said(bell_f)
    bell_f.figure.set_label(
        "Two columns, forward and reverse. Above, the truth P with its two peaks, and a line for the model Q "
        "that walks. Below, the landscape of its cost over mean and width, with contours in bits: a "
        "disc for the walker and a ring for the start."
    )
    bells = _bell(*np.meshgrid(MEANS, WIDTHS, indexing="ij"))
    costs = {"f": kl_divergence(TWO_PEAKS, bells), "r": kl_divergence(bells, TWO_PEAKS)}
    artists = {"f": _draw(bell_f, valley_f, costs["f"]), "r": _draw(bell_r, valley_r, costs["r"])}
    bell_f.set_title("forward: KL(P‖Q)", fontsize=11)
    bell_r.set_title("reverse: KL(Q‖P)", fontsize=11)
    valley_f.set_ylabel("width of Q")

    explorer = Explorer(bell_f.figure, **_states())
    for side, (bell, start, walker) in artists.items():
        mean, width = f"mean_{side}", f"width_{side}"
        explorer.follow(bell, of(lambda mean, width: _bell(mean[..., 0], width[..., 0])[..., ::2], mean, width))
        explorer.follow(start, lambda mean, width: (mean, width))
        explorer.follow(walker, of(lambda mean, width: (mean, width), mean, width))
    explorer.say("The start has its mean at {:.2f} and the width {:.2f}.", lambda mean, width: (mean, width))
    for side, words in [("f", FORWARD), ("r", REVERSE)]:
        explorer.say(words, of(_told(costs[side]), f"mean_{side}", f"width_{side}"))
    step = _restart() | _downhill_step("f", costs["f"]) | _downhill_step("r", costs["r"])
    explorer.press("race", step, repeat=True)
    explorer.press("one step", step)
    back = {f"{what}_{side}": of(lambda at: at, what) for what in ("mean", "width") for side in "fr"}
    explorer.press("back to the start", back)
    explorer.expect("best bell", said, earned=lambda mean_f: mean_f != 1)
    return explorer


GRID = np.linspace(-6, 6, 61)
DRAWN = GRID[::2]  # a bell is as round with half of the points


def _bell(mean: Array, width: Array) -> Array:
    weights = np.exp(-((GRID - mean[..., None]) ** 2) / (2 * width[..., None] ** 2))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


TWO_PEAKS = 0.6 * _bell(np.asarray(-2), np.asarray(0.7)) + 0.4 * _bell(np.asarray(2), np.asarray(0.7))


def _at(grid: Array, value: Array) -> Array:
    return np.asarray(np.rint((value - grid[0]) / (grid[1] - grid[0])), dtype=int)


def _states() -> dict[str, Any]:
    # The sliders are the start. For each side: where its walker is, where it goes from, and the place it goes to.
    states: dict[str, Any] = {
        "mean": widgets.FloatSlider(1, min=-4, max=4, step=0.25, description="start: mean of Q"),
        "width": widgets.FloatSlider(0.6, min=0.6, max=3, step=0.2, description="start: width of Q"),
        "raced_mean": Hidden(MEANS.tolist(), 1),
        "raced_width": Hidden(WIDTHS.tolist(), 0.6),
        "moved": Hidden([0, 1], 0),
        "anew": Hidden([0, 1], 0),
    }
    for side in "fr":
        for name in ("mean", "from_mean"):
            states[f"{name}_{side}"] = Hidden(MEANS.tolist(), 1)
        for name in ("width", "from_width"):
            states[f"{name}_{side}"] = Hidden(WIDTHS.tolist(), 0.6)
        states[f"to_{side}"] = Hidden(range(MEANS.size * WIDTHS.size), 0)
    return states


def _draw(bells: Axes, valley: Axes, cost: Array) -> tuple[Any, Any, Any]:
    bells.fill_between(DRAWN, TWO_PEAKS[::2], color=P_COLOUR, alpha=0.25, linewidth=0)
    (bell,) = bells.plot(DRAWN, DRAWN, color=Q_TEXT)
    bells.annotate("truth P", (0.02, 0.85), xycoords="axes fraction", color=P_COLOUR)
    bells.annotate("model Q", (0.98, 0.85), xycoords="axes fraction", color=Q_TEXT, ha="right")
    bells.set(xlim=(-6, 6), ylim=(0, 0.14), xticks=[-2, 2], yticks=[])
    contours = valley.contour(MEANS[::2], WIDTHS, cost[::2].T, LEVELS, colors=MUTED, linewidths=0.8)
    valley.clabel(contours, fontsize=8)
    (start,) = valley.plot([1], [0.6], "o", color=HIGHLIGHT, markersize=11, fillstyle="none", clip_on=False)
    (walker,) = valley.plot([1], [0.6], "o", color=COST, markersize=7, clip_on=False, zorder=3)
    valley.set(
        xlim=(-4, 4), ylim=(0.6, 3), xticks=[-4, -2, 0, 2, 4], yticks=[1, 2, 3], xlabel="mean of Q; contours in bits"
    )
    return bell, start, walker


def _told(cost: Array) -> Callable[..., tuple[Array, ...]]:
    return lambda mean, width: (mean, width, cost[_at(MEANS, mean), _at(WIDTHS, width)])


def _restart() -> dict[str, Any]:
    # A start that has been moved since the last race is a new one.
    return {
        "moved": lambda mean, raced_mean: mean != raced_mean,
        "anew": lambda moved, width, raced_width: moved | ~np.isclose(width, raced_width),
        "raced_mean": lambda mean: mean,
        "raced_width": lambda width: width,
    }


def _downhill_step(side: str, cost: Array) -> dict[str, Any]:
    lower = _downhill(cost)
    mean, width, from_mean, from_width, to = (
        f"{name}_{side}" for name in ("mean", "width", "from_mean", "from_width", "to")
    )

    def from_there(anew: Array, start: Array, here: Array) -> Array:
        return np.where(anew, start, here)

    return {
        from_mean: of(from_there, "anew", "mean", mean),
        from_width: of(from_there, "anew", "width", width),
        to: of(lambda m, w: lower[_at(MEANS, m), _at(WIDTHS, w)], from_mean, from_width),
        mean: of(lambda place: MEANS[place // WIDTHS.size], to),
        width: of(lambda place: WIDTHS[place % WIDTHS.size], to),
    }


def _downhill(cost: Array) -> Array:
    # For each place on the grid: which of it and its neighbours is lowest, as a number into the flat grid.
    walls = np.pad(cost, 1, constant_values=np.inf)
    rows, columns = np.indices(cost.shape)
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    best = np.argmin([walls[1 + i :, 1 + j :][: len(cost), : len(cost.T)] for i, j in around], axis=0)
    down, across = np.moveaxis(np.array(around)[best], -1, 0)
    return np.asarray((rows + down) * cost.shape[1] + columns + across)

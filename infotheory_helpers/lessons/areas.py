"""The one picture of the course: a rectangle for each outcome, as wide as it is likely and as high as its surprise.

Its area is what the outcome adds to the average. With the truth's own surprises all areas together are the entropy,
with the model's the cross-entropy; what is added on top, less what is saved, is the KL divergence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import COST, P_COLOUR
from infotheory_helpers.measures.information import cross_entropy, entropy, information_content, kl_divergence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from infotheory_helpers.explorer.explorer import Explorer

Array = NDArray[Any]

TOP = 7.0  # bits: a probability of 0.01 has a surprise of 6.64
NARROW = 0.08  # a rectangle that has no room for its name


def plot_areas(
    p: ArrayLike, q: ArrayLike | None = None, outcomes: Sequence[str] | None = None, ax: Axes | None = None
) -> Drawing:
    """Draw a rectangle for each outcome: its width the probability, its height the surprise, its area their product.

    Parameters
    ----------
    p : array_like, shape (n,)
        The truth: the widths, without unit.
    q : array_like, shape (n,), optional
        The model: its surprises are then the heights, in bits. What lies above the truth's own surprise has the colour
        of the cost; what lies below it is a saving, and is drawn as an outline.
    outcomes : sequence of str, optional
        Their names.
    ax : matplotlib Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    Drawing
        The rectangles, "whole 0" and so on; with a model "base 0", "surplus 0" and "saved 0"; and the names, "name 0".

    Raises
    ------
    ValueError
        If `p` or `q` is not a distribution.

    Examples
    --------
    >>> plot_areas([0.5, 0.25, 0.25], outcomes=["a", "b", "c"])
    A rectangle for each outcome, as wide as it is likely and as high as its surprise: a 0.5 × 1.00 bits, b 0.25 × 2.00
    bits, c 0.25 × 2.00 bits. Together 1.5000 bits: the entropy.

    References
    ----------
    Olah, C. (2015), Visual Information Theory.
    """
    truth = np.asarray(p, dtype=float)
    names = list(outcomes) if outcomes is not None else [str(i + 1) for i in range(len(truth))]
    ax = axes_or_new(ax, 6.4, 3.4)
    artists = _rectangles(ax, len(truth), model=q is not None)
    model = truth if q is None else np.asarray(q, dtype=float)
    bits = entropy(truth) if q is None else cross_entropy(truth, model)
    artists |= _name(ax, truth, model if q is None else np.minimum(truth, model), names)
    for name, bounds in _places(truth, model, np.inf).items():
        if name in artists:
            artists[name].set_bounds(*np.nan_to_num(bounds, posinf=TOP))
    heights = np.asarray(information_content(model))
    drawn = np.concatenate([heights[truth > 0], np.asarray(information_content(truth[truth > 0]))])
    top = 1.15 * drawn[np.isfinite(drawn)].max(initial=1)
    ax.set_ylim(0, TOP if np.isinf(bits) else top)
    return Drawing(ax, _alt(truth, heights, names, bits, None if q is None else kl_divergence(truth, model)), artists)


def _alt(truth: Array, heights: Array, names: Sequence[str], bits: float, fault: float | None) -> str:
    each = ", ".join(
        f"{name} {p:g} × {'∞' if np.isinf(height) else format(height, '.2f')} bits"
        for name, p, height in zip(names, truth, heights, strict=True)
    )
    total = "∞" if np.isinf(bits) else f"{bits:.4f}"
    if fault is None:
        shown = "A rectangle for each outcome, as wide as it is likely and as high as its surprise"
        return f"{shown}: {each}. Together {total} bits: the entropy."
    above = "∞" if np.isinf(fault) else f"{fault:.4f}"
    return (
        f"A rectangle for each outcome, as wide as the truth has it and as high as its surprise for the model: {each}. "
        f"Together {total} bits: the cross-entropy. What lies above the truth's own heights, less what is saved below "
        f"them, is {above} bits of KL divergence."
    )


def _rectangles(ax: Axes, count: int, model: bool) -> dict[str, Any]:
    # Drawn empty: where they belong is set, or followed, afterwards.
    looks: dict[str, dict[str, Any]] = {"whole": {"color": P_COLOUR, "edgecolor": "white"}}
    if model:
        looks = {
            "base": looks["whole"],
            "surplus": {"color": COST, "edgecolor": "white"},
            "saved": {"color": "none", "edgecolor": P_COLOUR, "linestyle": ":"},
        }
    ax.set(xlim=(0, 1), ylim=(0, TOP), xlabel="probability", ylabel="surprise, bits")
    return {
        f"{kind} {i}": ax.bar([0], [0], 0.1, align="edge", **look)[0]
        for i in range(count)
        for kind, look in looks.items()
    }


def _name(ax: Axes, truth: Array, model: Array, names: Sequence[str]) -> dict[str, Any]:
    artists = {}
    for i, name in enumerate(names):
        x, y, shown = _above(truth, model, i)
        artists[f"name {i}"] = ax.text(x, y, name, ha="center", alpha=float(shown))
    return artists


def _places(truth: Array, model: Array, top: float = TOP) -> dict[str, tuple[Any, Any, Any, Any]]:
    # The bounds of every rectangle, for one pair of distributions or for many along the first axes.
    own = _height(np.where(truth > 0, truth, 1), top)
    priced = _height(np.where(truth > 0, model, 1), top)
    left = np.cumsum(truth, axis=-1) - truth
    shared = np.minimum(own, priced)
    places: dict[str, tuple[Any, Any, Any, Any]] = {}
    for i in range(truth.shape[-1]):
        x, width, base = left[..., i], truth[..., i], shared[..., i]
        places[f"whole {i}"] = (x, 0, width, priced[..., i])
        places[f"base {i}"] = (x, 0, width, base)
        places[f"surplus {i}"] = (x, base, width, priced[..., i] - base)
        places[f"saved {i}"] = (x, base, width, own[..., i] - base)
    return places


def _height(probability: Array, top: float) -> Array:
    # What is higher than the axis ends at its edge; only what has no end is told so.
    bits = np.asarray(information_content(probability))
    return np.where(np.isinf(bits), bits, np.minimum(bits, top))


def follow_areas(explorer: Explorer, drawing: Drawing, pair: Callable[..., tuple[Array, Array]]) -> None:
    """Let the rectangles and their names follow: `pair` gives the truth and the model, outcomes along the last axis."""
    for name, artist in drawing.items():
        kind, _, number = name.partition(" ")
        if kind in ("whole", "base", "surplus", "saved"):
            explorer.follow(artist, _of_pair(pair, lambda p, q, name=name: _places(p, q)[name]), infinite=True)
        if kind == "name":
            explorer.follow(artist, _of_pair(pair, _name_place(int(number), f"saved {number}" in drawing)))


def _of_pair(pair: Callable[..., tuple[Array, Array]], then: Callable[..., Any]) -> Callable[..., Any]:
    # A function of the same sliders as `pair`.
    @functools.wraps(pair)
    def function(*at: Array) -> Any:
        return then(*pair(*at))

    return function


def _name_place(i: int, split: bool) -> Callable[[Array, Array], tuple[Any, Any, Any]]:
    # With the truth's own heights in the picture, the name stands above the higher of the two.
    return lambda p, q: _above(p, np.minimum(p, q) if split else q, i)


def _above(truth: Array, model: Array, i: int) -> tuple[Any, Any, Any]:
    # Where an outcome's name stands: above its rectangle, if that is wide enough for it.
    left = np.cumsum(truth, axis=-1) - truth
    top = np.minimum(np.asarray(information_content(np.where(truth > 0, model, 1))), TOP)
    return left[..., i] + truth[..., i] / 2, top[..., i] + 0.12, truth[..., i] >= NARROW

"""All models of three outcomes as the points of a triangle, and KL as the height of the land in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, panels
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR
from infotheory_helpers.measures.information import cross_entropy, entropy, kl_divergence

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Array = NDArray[Any]

# Where a model lies that is sure of the first outcome, of the second, of the third.
CORNERS = np.array([(0, 0), (0.5, np.sqrt(3) / 2), (1, 0)])
LEVELS = (0.1, 0.5, 1, 2)  # bits
ROUND = np.linspace(0, 2 * np.pi, 361)  # directions in which to look for a contour
HALVINGS = 30  # on the way to it
LABELS_AT = 0  # the direction in which the contours bear their names


def on_triangle(q: ArrayLike) -> tuple[Array, Array]:
    """Give the place of a model: the mean of the corners, each as heavy as its outcome is likely."""
    x, y = np.moveaxis(np.asarray(q, float) @ CORNERS, -1, 0)
    return x, y


def contour(p: ArrayLike, level: float, directions: ArrayLike = ROUND) -> tuple[Array, Array]:
    """Give the models, seen from the truth in these directions, whose KL(P‖Q) is so many bits."""
    truth, angle = np.asarray(p, float), np.asarray(directions, float)
    # A step in the triangle as a change of the three probabilities, which leaves their sum alone.
    to_probabilities = np.linalg.inv(np.column_stack([CORNERS, np.ones(3)]))
    change = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], axis=-1) @ to_probabilities
    with np.errstate(divide="ignore"):
        far = np.where(change < 0, -truth / change, np.inf).min(axis=-1)  # there the edge is
    near = np.zeros_like(far)
    for _ in range(HALVINGS):  # KL only rises on the way from P to the edge
        middle = (near + far) / 2
        below = np.asarray(kl_divergence(truth, truth + middle[..., None] * change)) < level
        near, far = np.where(below, middle, near), np.where(below, far, middle)
    return on_triangle(truth + near[..., None] * change)


def star(p: ArrayLike) -> tuple[Array, Array]:
    """Give the outline of a star at a model, five points long and five short."""
    x, y = on_triangle(p)
    angle, radius = np.pi * (0.5 + np.arange(10) / 5), np.tile([0.04, 0.017], 5)
    return x + radius * np.cos(angle), y + radius * np.sin(angle)


def draw_triangle(ax: Axes, outcomes: Sequence[str]) -> None:
    """Draw the empty triangle with the names of its corners."""
    ax.set(xlim=(-0.08, 1.08), ylim=(-0.13, 1.0), aspect="equal", xticks=[], yticks=[])
    ax.axis("off")
    ax.plot(*np.vstack([CORNERS, CORNERS[:1]]).T, color=MUTED, linewidth=1.2, zorder=1)
    for (x, y), name, below in zip(CORNERS, outcomes, (True, False, True), strict=True):
        ax.text(x, y - 0.04 if below else y + 0.03, name, ha="center", va="top" if below else "bottom")


def draw_land(ax: Axes, p: ArrayLike) -> dict[str, Artist]:
    """Draw contours of KL with their names, and the truth as a star: "contour 1", "level 1", "unit", "star", "P"."""
    artists: dict[str, Artist] = {}
    line: dict[str, Any] = {"color": COST, "linewidth": 1.1, "solid_capstyle": "butt", "zorder": 1}
    name: dict[str, Any] = {"color": COST, "fontsize": 10, "ha": "center", "va": "center_baseline", "zorder": 2}
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for level in LEVELS:
        (artists[f"contour {level:g}"],) = ax.plot(*contour(p, level), **line)
        x, y = map(float, contour(p, level, LABELS_AT))
        artists[f"level {level:g}"] = ax.text(x, y, f"{level:g}", bbox=behind, **name)
    artists["unit"] = ax.text(1.05, 0.75, "lines: KL, bits", color=COST, ha="right")
    (artists["star"],) = ax.fill(*star(p), color=P_COLOUR, linewidth=0, zorder=4)
    x, y = map(float, on_triangle(p))
    artists["P"] = ax.text(x - 0.05, y - 0.055, "P", color=P_COLOUR, ha="center", va="top", zorder=4)
    return artists


def plot_descent(
    p: ArrayLike,
    visited: Sequence[ArrayLike],
    models: Mapping[str, ArrayLike] | None = None,
    outcomes: Sequence[str] = ("sun", "cloud", "rain"),
) -> Drawing:
    """Draw the way of a model over the land of KL, and what each step costs: H(P) and KL(P‖Q).

    Parameters
    ----------
    p : array_like, shape (3,)
        The truth.
    visited : sequence of array_like, shape (3,)
        The model at each step, the first first.
    models : dict of name to array_like, shape (3,), optional
        Other models to mark.
    outcomes : sequence of str
        The names of the corners.

    Returns
    -------
    Drawing, with artists "path", "floor 0", "excess 0" and so on, one bar for each step, in bits.

    Raises
    ------
    ValueError
        If P or a model is no distribution, as in `kl_divergence`.

    Examples
    --------
    >>> plot_descent([0.5, 0.25, 0.25], [[0.25, 0.5, 0.25], [0.5, 0.25, 0.25]])["path"].get_xdata().tolist()
    [0.5, 0.375]

    References
    ----------
    Goh, G. (2017), Why Momentum Really Works.
    """
    land, right = panels(8.4, 3.9, 1, 2, width_ratios=[1.25, 1])
    draw_triangle(land, outcomes)
    artists = draw_land(land, p)
    (artists["path"],) = land.plot(
        *on_triangle(np.array(visited)), "o-", color=Q_COLOUR, markersize=4, linewidth=1.4, zorder=3
    )
    for name, q in (models or {}).items():
        x, y = on_triangle(q)
        land.plot(x, y, "o", color=HIGHLIGHT, markersize=6, zorder=3)
        look: dict[str, Any] = {"va": "center_baseline", "zorder": 3}
        if x < 0.5:
            land.text(float(x), float(y) + 0.06, name, ha="center", **look)
        else:  # there is more room on its left
            land.text(float(x) - 0.03, float(y), name, ha="right", **look)
    artists |= _draw_costs(right, p, visited)
    return Drawing(right, _alt(p, visited, models or {}), artists)


def _draw_costs(ax: Axes, p: ArrayLike, visited: Sequence[ArrayLike]) -> dict[str, Artist]:
    floor, steps = entropy(p), np.arange(len(visited))
    excess = np.array([kl_divergence(p, q) for q in visited])
    below = ax.bar(steps, floor, 1, color=P_COLOUR, edgecolor=P_COLOUR)
    above = ax.bar(steps, excess, 1, bottom=floor, color=COST, edgecolor="white", linewidth=0.5)
    ax.text(steps.mean(), floor / 2, f"H(P) = {floor:.2f} bits, at every step", color="white", ha="center", va="center")
    start, end = floor + excess[0], floor + excess[-1]
    ax.annotate(f"{start:.2f} bits", (0, start), (-2, 4), textcoords="offset points", annotation_clip=False)
    ax.annotate(f"{end:.2f} bits", (steps[-1], end), (2, 4), textcoords="offset points", ha="right")
    ax.annotate("KL(P‖Q), the model’s part", (0.22, 0.86), xycoords="axes fraction", color=COST)
    ax.set(xlim=(-0.5, steps[-1] + 0.5), ylim=(0, 1.15 * (floor + excess.max())))
    ax.set_yticks(np.arange(0, floor + excess.max(), 0.5))
    ax.set(xlabel="step down the slope", ylabel="cross-entropy H(P, Q), bits")
    return {f"floor {i}": bar for i, bar in enumerate(below)} | {f"excess {i}": bar for i, bar in enumerate(above)}


def _alt(p: ArrayLike, visited: Sequence[ArrayLike], models: Mapping[str, ArrayLike]) -> str:
    floor = entropy(p)
    steps = sorted({*range(0, len(visited), 10), len(visited) - 1})
    costs = ", ".join(
        f"step {i} {cross_entropy(p, visited[i]):.4f} = {floor:.4f} + {kl_divergence(p, visited[i]):.4f}" for i in steps
    )
    others = "".join(f" {name} lies at {kl_divergence(p, q):.2f} bits." for name, q in models.items())
    return (
        "Left, a triangle of all models, with contours of KL(P‖Q) in bits around a star, the truth, the one lowest "
        f"place. A path of {len(visited)} points comes down to it.{others} Right, a bar for each step, its lower part "
        f"H(P), always the same, its upper part KL(P‖Q), which shrinks. In bits: {costs}."
    )

"""Which part of a cost the model can move: a model taken hold of in the triangle, and beside it what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.information import cross_entropy, entropy, kl_divergence, perplexity
from infotheory_helpers.measures.losses import softmax

from .explorers import WEATHER, P, three
from .triangle import CORNERS, LEVELS, contour, draw_land, draw_triangle, on_triangle, star

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

STEPS, PACE = 30, 0.5  # of the descent in the lesson
THIRTIETHS = np.arange(1, 30) / 30  # where the sliders can stand: P is among them, the edges are not
TOP = 5.2  # bits: the dearest of these models costs a little less
LOOKED_ROUND = 10  # places, after which the slope is offered


def explore_split() -> Explorer:
    """Take a model of the weather by the hand, and see which part of its cost moves; or let it walk down the slope.

    Returns
    -------
    Explorer
        Sliders q1 (sun) and share (of the rest, to cloud); cross-entropy, entropy and KL divergence in bits.

    Examples
    --------
    >>> explore_split()
    Q = (0.33, 0.33, 0.33): you pay 1.58 bits, as dear as a blind guess among 3.00 choices.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 5.4.3.
    """
    land, bars, cost = panels(9, 4.2, 1, 3, width_ratios=[2.6, 1.5, 0.9])
    said = room_for_said(bars)
    draw_triangle(land, WEATHER)
    scene = draw_land(land, P)
    (path,) = land.plot([0, 0], [0, 0], color=Q_COLOUR, linewidth=1.6, zorder=2)
    (here,) = land.plot([0.5], [0.3], "o", color=Q_COLOUR, markersize=10, clip_on=False, zorder=5)
    name = land.text(0.5, 0.3, "Q", color=Q_TEXT, ha="center")
    model = _draw_both(bars)
    excess, its_name = _draw_cost(cost)
    alt = (
        "Left, a triangle of all models of the weather, its corners those that are sure of sun, of cloud, of rain; a "
        "point, the model Q, can be moved in it. Once it walks down the slope, contours of KL(P‖Q) appear, with a star "
        "at the truth P, and its path. Middle, outlined bars of P with the bars of Q in them. Right, the cost of Q in "
        "bits, a box of two parts: the lower one belongs to the weather, the upper one to the model."
    )
    explorer = Explorer(
        Drawing(land, alt, scene),
        q1=_thirtieths("Q(sun)", 1 / 3),
        share=_thirtieths("cloud’s share of the rest", 0.5),
        step=Hidden(range(STEPS + 1), 0),
        shown=Hidden([0, 1], 0),
    )
    _follow_land(explorer, scene)
    explorer.follow(path, lambda step: on_triangle(DESCENT[step]), along="step")
    explorer.follow(here, lambda step, q1, share: on_triangle(_model(step, q1, share)))
    explorer.follow(name, lambda step, q1, share: _beside(_model(step, q1, share)))
    explorer.follow(model, lambda step, q1, share: _as_boxes(_model(step[..., 0], q1[..., 0], share[..., 0])))
    floor = entropy(P)
    explorer.follow(excess, lambda step, q1, share: (0, floor, 1, kl_divergence(P, _model(step, q1, share))))
    explorer.follow(its_name, lambda step, q1, share: (0.5, _paid(step, q1, share) + 0.1))
    explorer.say(
        "Q = ({:.2f}, {:.2f}, {:.2f}):",
        lambda step, q1, share: tuple(np.moveaxis(_model(step, q1, share), -1, 0)),
    )
    explorer.say(
        "you pay {:.2f} bits, as dear as a blind guess among {:.2f} choices.",
        lambda step, q1, share: (_paid(step, q1, share), perplexity(_paid(step, q1, share))),
    )
    explorer.formula(
        "H(P, Q) = H(P) + KL(P‖Q) = {:.4f} + {:.4f} = {:.4f} bits.",
        lambda step, q1, share: (floor, kl_divergence(P, _model(step, q1, share)), _paid(step, q1, share)),
    )
    explorer.grab(here, "q1", "share")
    _offer_the_slope(explorer)
    explorer.expect("falls by", said, earned=lambda q1, share: kl_divergence(P, three(q1, share)) < 0.2)
    return explorer


def _thirtieths(description: str, value: float) -> Any:
    return widgets.FloatSlider(
        value, min=1 / 30, max=29 / 30, step=1 / 30, description=description, readout_format=".2f"
    )


def _descent() -> Array:
    # The loop of the lesson: blind at first, then down the gradient of the cross-entropy.
    logits, visited = np.zeros(3), []
    for _ in range(STEPS + 1):
        visited.append(softmax(logits))
        logits = logits - PACE * (visited[-1] - P)
    return np.array(visited)


def _nearest_places(models: Array) -> Array:
    # Where the sliders stand for each of these models. Even for the last it is not yet P itself.
    places = np.stack(np.meshgrid(THIRTIETHS, THIRTIETHS, indexing="ij"), axis=-1).reshape(-1, 2)
    apart = np.abs(models[:, None] - three(*places.T)).sum(axis=-1)
    return np.asarray(places[apart.argmin(axis=-1)])


DESCENT = _descent()
PLACES = _nearest_places(DESCENT)


def _walking(step: Array, q1: Array, share: Array) -> Array:
    # While the sliders stand where the walk has put them, it is the walk that says exactly where the model is.
    return np.asarray(np.isclose(PLACES[step], np.stack([q1, share], axis=-1)).all(axis=-1))


def _model(step: Array, q1: Array, share: Array) -> Array:
    return np.where(_walking(step, q1, share)[..., None], DESCENT[step], three(q1, share))


def _paid(step: Array, q1: Array, share: Array) -> Array:
    return np.asarray(cross_entropy(P, _model(step, q1, share)))


def _beside(model: Array) -> tuple[Array, Array]:
    x, y = on_triangle(model)
    return x, np.where(y < 0.65, y + 0.065, y - 0.125)  # above it; near the upper corner, which has a name, below


def _draw_both(ax: Axes) -> Any:
    # The truth outlined, for the model to fill.
    model = boxes(ax, 3, color=Q_COLOUR)
    ax.bar(range(3), P, 0.8, facecolor="none", edgecolor=P_COLOUR, linewidth=1.8, zorder=3)
    ax.text(2.5, 1.15, "outlined: truth P", color=P_COLOUR, ha="right")
    ax.text(2.5, 1.04, "filled: model Q", color=Q_TEXT, ha="right")
    ax.set(xlim=(-0.5, 2.5), ylim=(0, 1.25), yticks=[0, 0.5, 1], ylabel="probability")
    ax.set(xticks=range(3), xticklabels=[f"{name}\n{p:g}" for name, p in zip(WEATHER, P, strict=True)])
    return model


def _as_boxes(model: Array) -> tuple[Array, int, float, Array]:
    return np.arange(3) - 0.3, 0, 0.6, model


def _draw_cost(ax: Axes) -> tuple[Any, Any]:
    floor = entropy(P)
    ax.bar([0], [floor], 1, align="edge", color=P_COLOUR, edgecolor="white", zorder=1)
    (excess,) = ax.bar([0], [0.4], 1, bottom=[floor], align="edge", color=COST, zorder=2)  # be it ever so thin
    ax.text(0.5, floor / 2, "H(P)", color="white", ha="center", va="center", zorder=3)
    name = ax.text(0.5, 2, "KL(P‖Q)", color=COST, ha="center")
    ax.set(xlim=(0, 1), ylim=(0, TOP), xticks=[], ylabel="cost of Q, bits")
    return excess, name


def _follow_land(explorer: Explorer, scene: dict[str, Any]) -> None:
    # Not there before the walk.
    for level in LEVELS:
        explorer.follow(scene[f"contour {level:g}"], _once_shown(*contour(P, level)))
    explorer.follow(scene["star"], _once_shown(*star(P)))
    for label in (scene[name] for name in ("unit", "P", *(f"level {level:g}" for level in LEVELS))):
        explorer.follow(label, _shown_at(*label.get_position()))


def _once_shown(x: Array, y: Array) -> Callable[[Array], tuple[Array, Array]]:
    # An outline drawn into a single point, a corner, is not seen.
    return lambda shown: (np.where(shown, x, CORNERS[0, 0]), np.where(shown, y, CORNERS[0, 1]))


def _shown_at(x: float, y: float) -> Callable[[Array], tuple[float, float, Array]]:
    return lambda shown: (x, y, shown)


def _offer_the_slope(explorer: Explorer) -> None:
    # From wherever the hand has left the model, it starts blind once more.
    explorer.press(
        "walk down the slope",
        {
            "shown": 1,
            "step": lambda step, q1, share: np.where(_walking(step, q1, share), np.minimum(step + 1, STEPS), 0),
            "q1": lambda step: PLACES[step][..., 0],
            "share": lambda step: PLACES[step][..., 1],
        },
        repeat=True,
        after=LOOKED_ROUND,
    )

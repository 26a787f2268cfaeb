"""Three programs that print a wrong loss and never crash, beside the right one: a margin that finds them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, CLASS_C, COST, HIGHLIGHT, MUTED
from infotheory_helpers.measures.information import information_content
from infotheory_helpers.measures.losses import log_softmax, softmax

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

FURTHEST, HIGHEST = 20, 2.2  # a margin; nats, what the magnified panel shows
FLOOR_OF_Q = 1e-7  # what the third program clips probabilities to
NEAR = 0.005  # nats: as near to a wall as to stand at it


def explore_wrong_programs() -> Explorer:
    """Move the margin between the truth's logit and the others, and see what four programs print for the loss.

    Returns
    -------
    Explorer
        Slider margin, the truth's logit less that of either other class, from −20 to 20; what is printed, in nats.

    Examples
    --------
    >>> explore_wrong_programs()
    Margin 0.0: the loss is 1.0986 nats. Printed with softmax twice: 1.0986; without the logarithm: −0.3333; with a clip
    at 1e-7: 1.0986 nats.

    References
    ----------
    Higham, N. J. (2002), Accuracy and Stability of Numerical Algorithms, 2nd ed., section 1.17.
    """
    whole, near = panels(8.4, 3.8, 1, 2)
    said = room_for_said(near)
    # The wrong programs' trails are broad, and the right loss runs upon them: where they agree, both are seen.
    trails = [
        (_trail(whole, CLASS_C, 6), clipped), (_trail(whole, COST), loss),
        (_trail(near, CLASS_A, 4), softmax_twice), (_trail(near, CLASS_B, 4), no_logarithm), (_trail(near, COST), loss),
    ]  # fmt: skip
    dots = [
        (_dot(whole, "v", CLASS_C, 11), clipped), (held := _dot(whole, "o", COST, 7), loss),
        (_dot(near, "s", CLASS_A, 9), softmax_twice), (_dot(near, "^", CLASS_B, 10), no_logarithm),
    ]  # fmt: skip
    ball = near.text(0, 1, "●", ha="center", va="center", color=COST, fontsize=10)
    (ceiling,) = whole.plot([0, 0], [0, 0], ":", color=HIGHLIGHT)
    (wall,) = near.plot([0, 0], [0, 0], ":", color=HIGHLIGHT)
    at_ceiling = whole.text(-14.5, CEILING + 0.4, f"ceiling: {CEILING:.2f} nats", va="bottom", color=HIGHLIGHT)
    at_wall = near.text(19, WALL + 0.3, f"wall: {WALL:.4f} nats", ha="right", va="bottom", color=HIGHLIGHT)
    _name(whole, "▼ clipped at 1e-7", CLASS_C, "● the loss", COST)
    _name(near, "■ softmax twice", CLASS_A, "▲ no logarithm", CLASS_B)
    whole.set(ylim=(0, 21.5), yticks=[0, 5, 10, 15, 20])
    near.set(ylim=(-1.2, HIGHEST), ylabel="printed, nats (magnified)")
    whole.figure.set_label(
        "Two panels of what programs print as the loss, in nats, against the margin of the truth's logit. Each leaves "
        "a curve where it has been. Left, the right loss and a program that clips probabilities. Right, magnified, the "
        "right loss, a program that takes softmax twice, and one that leaves out the logarithm. A dotted line appears "
        "where a program can get no further."
    )
    explorer = Explorer(
        whole.figure,
        margin=widgets.FloatSlider(
            0, min=-FURTHEST, max=FURTHEST, step=0.5, description="margin of the truth", readout_format=".1f"
        ),
    )
    for trail, program in trails:
        explorer.follow(trail, _point(program), along="margin")
    for dot, program in dots:
        explorer.follow(dot, _point(program))
    explorer.follow(ball, lambda margin: (margin, np.minimum(loss(margin), HIGHEST), loss(margin) < HIGHEST))
    across = np.array([-FURTHEST, FURTHEST])
    explorer.follow(ceiling, lambda margin: (np.where(_stopped(margin), across, across[0]), CEILING + 0 * across))
    explorer.follow(wall, lambda margin: (np.where(_walled(margin), across, across[0]), WALL + 0 * across))
    explorer.follow(at_ceiling, lambda margin: (-14.5, CEILING + 0.4, _stopped(margin)))
    explorer.follow(at_wall, lambda margin: (19, WALL + 0.3, _walled(margin)))
    explorer.say("Margin {:.1f}: the loss is {:.4f} nats.", lambda margin: (margin, loss(margin)))
    explorer.say(
        "Printed with softmax twice: {:.4f}; without the logarithm: {:.4f}; with a clip at 1e-7: {:.4f} nats.",
        lambda margin: (softmax_twice(margin), no_logarithm(margin), clipped(margin)),
    )
    explorer.grab(held, "margin")
    explorer.expect("never near zero", said, earned=lambda margin: margin >= 8)
    return explorer


def loss(margin: Array) -> Array:
    """Give what the right program prints, in nats: minus the log-softmax of the truth."""
    return -log_softmax(_logits(margin))[..., 0]


def softmax_twice(margin: Array) -> Array:
    """Give what is printed, in nats, when probabilities are taken for logits."""
    return -log_softmax(softmax(_logits(margin)))[..., 0]


def no_logarithm(margin: Array) -> Array:
    """Give what a negative log-likelihood prints that was given probabilities, not their logarithms."""
    return -softmax(_logits(margin))[..., 0]


def clipped(margin: Array) -> Any:
    """Give what is printed, in nats, when probabilities are kept away from 0 and 1."""
    on_truth = softmax(_logits(margin))[..., 0]
    return information_content(np.clip(on_truth, FLOOR_OF_Q, 1 - FLOOR_OF_Q), unit="nats")


def _logits(margin: Array) -> Array:
    # The truth is the first of three classes; only differences count.
    return np.stack([margin, 0 * margin, 0 * margin], axis=-1)


WALL = float(-log_softmax([1, 0, 0])[0])  # certain and right, and softmax once more
CEILING = float(information_content(FLOOR_OF_Q, unit="nats"))


def _walled(margin: Array) -> Array:
    return softmax_twice(margin) < WALL + NEAR


def _stopped(margin: Array) -> Array:
    return loss(margin) > CEILING


def _point(program: Callable[[Array], Any]) -> Callable[..., tuple[Any, ...]]:
    return lambda margin: (margin, program(margin))


def _trail(ax: Axes, ink: str, width: float = 2) -> Any:
    return ax.plot([0, 0], [1, 1], color=ink, linewidth=width)[0]


def _dot(ax: Axes, mark: str, ink: str, size: float) -> Any:
    return ax.plot([0], [1], mark, color=ink, markersize=size, clip_on=False, zorder=3)[0]


def _name(ax: Axes, left: str, ink: str, right: str, other: str) -> None:
    ax.axhline(0, color=MUTED, linewidth=1)
    ax.set_title(left, loc="left", fontsize=11, color=ink)
    ax.set_title(right, loc="right", fontsize=11, color=other)
    ax.set(xlim=(-FURTHEST, FURTHEST), xticks=[-20, -10, 0, 10, 20], ylabel="printed, nats")
    ax.set_xlabel("margin: the truth’s logit less the others’")

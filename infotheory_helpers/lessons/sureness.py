"""How sure a model was, and what it cost: the loss of one yes/no answer."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED
from infotheory_helpers.measures.information import information_content, nats_to_bits

from .explorers import percent

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

TOP = 5  # nats: 1 % on what happened costs 4.6


def explore_prediction() -> Explorer:
    """Say how sure you are, then see what it costs when the answer is yes and when it is no: one rectangle.

    Returns
    -------
    Explorer
        Slider q, the predicted probability of yes, from 0 to 1, and the choice y, what happened; loss in nats and bits.

    Examples
    --------
    >>> explore_prediction()
    You said 50 % yes, and it was yes: the loss is 0.6931 nats (1.0000 bits).

    References
    ----------
    Good, I. J. (1952), Rational Decisions.
    """
    left, right = panels(7.6, 3.4, 1, 2, width_ratios=[3, 1.4])
    said = room_for_said(right)
    # A little room at both sides: where the loss is infinite its arrow stands on its curve, and not on the axis.
    left.set(xlim=(-0.03, 1.03), ylim=(0, TOP), xlabel="predicted probability of yes", ylabel="loss, nats")
    left.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
    paths = [left.plot([0.5, 0.5], [0.7, 0.7], color=MUTED, linewidth=1.2, linestyle=dash)[0] for dash in ("-", "--")]
    (path,) = left.plot([0.5, 0.5], [0.7, 0.7], color=COST, linewidth=2.6)
    (drop,) = left.plot([0.5, 0.5], [0, 0.7], color=COST, linewidth=1.2, linestyle=":")
    (other,) = left.plot([0.5], [0.7], "o", color=MUTED, fillstyle="none", markersize=8, clip_on=False)
    (here,) = left.plot([0.5], [0.7], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    left.set_title("● as it was", loc="left", fontsize=11, color=HIGHLIGHT)
    left.set_title("○ had it been the other", loc="right", fontsize=11, color=MUTED)
    (box,) = right.bar([0], [0.7], 1, align="edge", color=COST, edgecolor="white")
    right.set(xlim=(0, 1), ylim=(0, TOP), xticks=[0, 1], xlabel="P of what happened: 1", ylabel="surprise, nats")
    left.figure.set_label(
        "Left, a point: the loss in nats against the predicted probability of yes, with a dotted line down to the "
        "axis. Where the point has been it leaves a strong curve. A fainter ring, and a fainter curve, show the loss "
        "that the other answer would have had. Right, one rectangle, as wide as the truth is sure and as high as the "
        "surprise in nats: its area is the loss."
    )
    happened = widgets.ToggleButtons(options=[("no (y = 0)", 0), ("yes (y = 1)", 1)], value=1, description="it was")

    explorer = Explorer(left.figure, q=percent("you say yes with", 0.5), y=happened)
    explorer.follow(paths[0], lambda q: (q, _loss(q, 1)), infinite=True, along="q")
    explorer.follow(paths[1], lambda q: (q, _loss(q, 0)), infinite=True, along="q")
    explorer.follow(path, lambda q, y: (q, _loss(q, y)), infinite=True, along="q")
    explorer.follow(drop, lambda q, y: (q + np.zeros(2), np.minimum(_loss(q, y), TOP) * [0, 1]))
    explorer.follow(other, lambda q, y: (q, _loss(q, 1 - y)), infinite=True)
    explorer.follow(here, lambda q, y: (q, _loss(q, y)), infinite=True)
    explorer.follow(box, lambda q, y: (0, 0, 1, _loss(q, y)), infinite=True)
    explorer.say(
        "You said {:.0f} % yes, and it was {}: the loss is {:.4f} nats ({:.4f} bits).",
        lambda q, y: (100 * q, np.where(y == 1, "yes", "no"), _loss(q, y), nats_to_bits(_loss(q, y))),
        infinite=True,
    )
    explorer.formula(
        "loss = −ln {:.2f} = {:.4f} nats.{}",
        lambda q, y: (np.where(y == 1, q, 1 - q), _loss(q, y), np.where(np.isinf(_loss(q, y)), NO_END, "")),
        infinite=True,
    )
    explorer.grab(here, "q")
    explorer.expect("ten per cent cat", said, earned=lambda q, y: np.where(y == 1, q, 1 - q) <= 0.1 + 1e-9)
    return explorer


NO_END = " It happened, and you had ruled it out: −ln 0 has no end, ∞."


def _loss(q: Array, y: Array | int) -> Any:
    return information_content(np.where(np.equal(y, 1), q, 1 - q), unit="nats")

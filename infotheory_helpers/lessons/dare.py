"""A dare: two distributions that lie close together, and a KL between them that is infinite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_TEXT
from infotheory_helpers.measures.information import kl_divergence

from .explorers import WEATHER, three
from .figures import plot_distributions
from .games import each, of

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

CLOSE = 0.1  # closer than this is close
MOST = 5  # bits that the bar can show; beyond them only ∞ is higher


def explore_dare() -> Explorer:
    """Make KL infinite between two distributions that are less than 0.1 apart.

    Returns
    -------
    Explorer
        Sliders p1 and p_share for the truth, q1 and q_share for the model; total variation and KL in bits.

    Examples
    --------
    >>> explore_dare()
    P = (0.60, 0.20, 0.20), Q = (0.30, 0.35, 0.35). They are 0.300 apart, and KL(P‖Q) is 0.2771 bits. Not yet: they
    are too far apart, and Q rules out nothing that happens.

    References
    ----------
    Pinsker, M. S. (1964), Information and Information Stability of Random Variables and Processes.
    """
    left, middle, right = panels(7.6, 3.4, 1, 3, width_ratios=[3, 1, 1])
    said = room_for_said(left)
    drawing = plot_distributions((0.6, 0.2, 0.2), (0.3, 0.35, 0.35), WEATHER, left)
    for text in list(left.texts):
        text.remove()
    left.annotate("truth P", (0.45, 0.94), xycoords="axes fraction", color=P_COLOUR)
    left.annotate("model Q", (0.72, 0.94), xycoords="axes fraction", color=Q_TEXT)
    loud = left.set_title(" ", loc="left", fontsize=11, fontweight="bold")
    (apart,) = middle.bar([0], [0.3], 0.6, color=MUTED)
    middle.axhline(CLOSE, color=HIGHLIGHT, linestyle=":")
    middle.set(xlim=(-0.6, 0.6), ylim=(0, 1), xticks=[], ylabel="apart: total variation")
    (cost,) = right.bar([0], [0.3], 0.6, color=COST)
    right.set(xlim=(-0.6, 0.6), ylim=(0, MOST), xticks=[], ylabel="KL(P‖Q), bits")
    drawing.alt = (
        "Three panels: bars of the truth P and the model Q over sun, cloud and rain; how far apart the two are, from 0 "
        "to 1, with a dotted line at 0.1; and KL(P‖Q) in bits, with ∞ on the bar where it is infinite."
    )

    explorer = Explorer(
        drawing,
        p1=_tenths("P(sun)", 0.6),
        p_share=_tenths("P: cloud’s share of the rest", 0.5),
        q1=_tenths("Q(sun)", 0.3),
        q_share=_tenths("Q: cloud’s share of the rest", 0.5),
    )
    for i in range(3):
        explorer.follow(drawing[f"P {i}"], of(lambda *at, i=i: three(*at)[..., i], "p1", "p_share"))
        explorer.follow(drawing[f"Q {i}"], of(lambda *at, i=i: three(*at)[..., i], "q1", "q_share"))
    explorer.follow(loud, _of_both(lambda p, q: np.where(_won(p, q), "Won!", "Not yet")), "{}")
    explorer.follow(apart, _of_both(_apart))
    explorer.follow(cost, _of_both(lambda p, q: _on_axes(kl_divergence(p, q))), infinite=True)
    explorer.say("P = ({:.2f}, {:.2f}, {:.2f}),", lambda p1, p_share: tuple(np.moveaxis(three(p1, p_share), -1, 0)))
    explorer.say("Q = ({:.2f}, {:.2f}, {:.2f}).", lambda q1, q_share: tuple(np.moveaxis(three(q1, q_share), -1, 0)))
    explorer.say(
        "They are {:.3f} apart, and KL(P‖Q) is {:.4f} bits.",
        _of_both(lambda p, q: (_apart(p, q), kl_divergence(p, q))),
        infinite=True,
    )
    explorer.say("{}", _of_both(lambda p, q: each(_verdict, _apart(p, q), *(p.T), *(q.T))))
    explorer.expect("can it be done", said, earned=_of_both(_won))
    return explorer


def _tenths(description: str, value: float) -> Any:
    return widgets.FloatSlider(value, min=0, max=1, step=0.1, description=description, readout_format=".1f")


def _of_both(function: Callable[[Array, Array], Any]) -> Callable[..., Any]:
    # A function of both distributions as one of the four sliders.
    def of_sliders(p1: Array, p_share: Array, q1: Array, q_share: Array) -> Any:
        return function(three(p1, p_share), three(q1, q_share))

    return of_sliders


def _apart(p: Array, q: Array) -> Array:
    # The total variation: how much of one would have to be moved to make it the other.
    return np.asarray(np.maximum(p - q, 0).sum(axis=-1))


def _won(p: Array, q: Array) -> Array:
    return np.asarray(np.isinf(kl_divergence(p, q)) & _close(_apart(p, q)))


def _close(apart: Array | float) -> Any:
    return np.round(apart, 9) < CLOSE


def _on_axes(kl: Any) -> Array:
    return np.asarray(np.where(np.isinf(kl), kl, np.minimum(kl, MOST)))


def _verdict(apart: float, *both: float) -> str:
    p, q = both[:3], both[3:]
    ruled_out = [f"{name}, which P gives {x:.2f}" for name, x, y in zip(WEATHER, p, q, strict=True) if x > 0 and y == 0]
    close = _close(apart)
    if ruled_out and close:
        return f"Won: Q gives 0 to {' and to '.join(ruled_out)}. That little is enough."
    if ruled_out:
        return "Not yet: Q rules out what happens, but the two are too far apart."
    if close:
        return "Not yet: they are close enough, but Q rules out nothing that happens."
    return "Not yet: they are too far apart, and Q rules out nothing that happens."

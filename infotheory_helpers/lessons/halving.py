"""The first slider of lesson 1: one probability, its surprise, and a button that halves it."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import HIGHLIGHT, P_COLOUR
from infotheory_helpers.measures.information import information_content

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

# Three steps to a halving: each start can be halved down to 1/1024, and 0.64 meets 1/50 on its way.
RAREST = 2**-10
CHANCES = sorted(p for start in (1, 0.8, 0.64) for halvings in range(11) if (p := start / 2**halvings) >= RAREST)


def explore_halving() -> Explorer:
    """Make an event rarer: its surprise climbs, and the curve appears as far as you have gone.

    Returns
    -------
    Explorer
        Slider p, from 1/1024 to 1, and a button that halves it; information content in bits.

    Examples
    --------
    >>> explore_halving()
    p = 0.5: 1.00 bits.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication.
    """
    ax = panels(6.4, 3.6)
    said = room_for_said(ax)
    ax.figure.set_label(
        "Information content in bits against the probability p of an event. A point shows both for the p of the "
        "slider, and a curve runs from it down to what is certain."
    )
    (curve,) = ax.plot(np.linspace(0.5, 1, 80), np.zeros(80), color=P_COLOUR)
    (here,) = ax.plot([0.5], [1], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    ax.set(xlim=(0, 1.02), ylim=(0, 11), xlabel="probability p of the event", ylabel="information content, bits")

    slider = widgets.SelectionSlider(options=[(_named(p), p) for p in CHANCES], value=0.5, description="p")
    explorer = Explorer(ax.figure, p=slider)
    explorer.follow(curve, _curve_down_to)
    explorer.follow(here, lambda p: (p, information_content(p)))
    explorer.say("p = {}: {:.2f} bits.", lambda p: (np.vectorize("{:.4g}".format)(p), information_content(p)))
    explorer.press("halve p", {"p": lambda p: np.where(p / 2 < RAREST, p, p / 2)}, when=lambda p: p / 2 >= RAREST)
    explorer.expect("one in fifty", said, {"2": 2, "6": 6, "25": 25, "50": 50}, ax, earned=lambda p: p <= 1 / 50 + 1e-9)
    return explorer


def _named(p: float) -> str:
    # Where the chance is one in so many, that says more than its decimals.
    one_in = round(1 / p, 9)
    return f"{p:.4g} (1 in {one_in:.0f})" if one_in > 1 and one_in == int(one_in) else f"{p:.4g}"


def _curve_down_to(p: Array) -> tuple[Array, Array]:
    # Close together where it is steep.
    x = p ** np.linspace(1, 0, 80)
    return x, np.asarray(information_content(x))

"""Fano's inequality: what is left uncertain, and how many of a hundred guesses must be wrong."""

from __future__ import annotations

import lazy_loader
import numpy as np

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.shapes import squares
from infotheory_helpers.measures.error_rates import least_error_rate

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

CLASSES, GUESSES = 10, 100


def explore_fano() -> Explorer:
    """Leave some bits uncertain about a digit, and see how many of a hundred guesses must be wrong at least.

    Returns
    -------
    Explorer
        Slider left, the conditional entropy in bits, of ten classes; the least share of wrong guesses.

    Examples
    --------
    >>> explore_fano()
    0.0 bits left about the digit: at least 0.0 % of guesses are wrong.

    References
    ----------
    Fano, R. M. (1961), Transmission of Information, section 6.2.
    """
    left, right = panels(8, 3.7, 1, 2, width_ratios=[1.3, 1])
    said = room_for_said(left)
    (path,) = left.plot([0, 0], [0, 0], color=COST, linewidth=2.2)
    (here,) = left.plot([0], [0], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    left.set(xlim=(0, 3.4), ylim=(0, 1), xticks=[0, 1, 2, 3], xlabel="H(Y | X), bits")
    left.set_ylabel("least share of wrong guesses")
    x, y = np.meshgrid(np.arange(10), np.arange(10)[::-1])
    wrong = squares(right, x, y, color=COST)
    right.plot(x.ravel(), y.ravel(), ".", color=MUTED, markersize=2)
    right.set(xlim=(-0.7, 9.7), ylim=(-0.7, 9.7), xticks=[], yticks=[], aspect="equal")
    right.set_title("of 100 guesses, wrong", loc="left", fontsize=11, color=COST)
    for edge in ("left", "bottom"):
        right.spines[edge].set_visible(False)
    left.figure.set_label(
        "Left, a point: the least share of wrong guesses of a digit against the bits that are left uncertain about it; "
        "where it has been it leaves a curve. Right, a hundred places in ten rows; filled squares are guesses that "
        "must be wrong."
    )
    bits = widgets.FloatSlider(0, min=0, max=3.3, step=0.1, description="H(Y | X), bits", readout_format=".1f")
    explorer = Explorer(left.figure, left=bits)
    explorer.follow(path, lambda left: (left, least_error_rate(left, CLASSES)), along="left")
    explorer.follow(here, lambda left: (left, least_error_rate(left, CLASSES)))
    # The last square is as large as the part of a guess that it stands for.
    explorer.follow(
        wrong,
        lambda left: 0.8 * np.sqrt(np.clip(GUESSES * least_error_rate(left, CLASSES) - np.arange(GUESSES), 0, 1)),
    )
    explorer.say(
        "{:.1f} bits left about the digit: at least {:.1f} % of guesses are wrong.",
        lambda left: (left, GUESSES * np.asarray(least_error_rate(left, CLASSES))),
    )
    explorer.grab(here, "left")
    explorer.expect("one bit left", said, earned=lambda left: np.abs(left - 1) < 0.06)
    return explorer

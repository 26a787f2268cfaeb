"""Two noisy channels in a row: what is still known of the first bit after each of them."""

from __future__ import annotations

from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import GAIN, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.information import binary_entropy

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]


def explore_two_channels() -> Explorer:
    """Send a fair bit through two channels that flip some of what they carry, and see what is left to know of it.

    Returns
    -------
    Explorer
        Sliders first and second, the shares of bits that each channel flips; information in bits.

    Examples
    --------
    >>> explore_two_channels()
    Y is X with 0 % flipped: I(X; Y) = 1.0000 bits. Z is X with 0.00 % flipped: I(X; Z) = 1.0000 bits.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., theorem 2.8.1.
    """
    left, right = panels(8.4, 3.5, 1, 2, width_ratios=[1.2, 1])
    said = room_for_said(left)
    bars = boxes(left, 3, color=GAIN)
    left.set(xlim=(-0.5, 2.5), ylim=(0, 1.1), yticks=[0, 0.5, 1], ylabel="what it tells about X, bits")
    left.set_xticks([0, 1, 2], ["X\nsent", "Y\nafter one", "Z\nafter both"])
    (path,) = right.plot([0, 0], [1, 1], color=MUTED, linewidth=2)
    (y,) = right.plot([0], [1], "o", color=GAIN, markersize=9, clip_on=False, zorder=3)
    (z,) = right.plot([0], [1], "s", color=HIGHLIGHT, markersize=8, clip_on=False, zorder=3)
    right.set(xlim=(0, 0.5), ylim=(0, 1.1), yticks=[0, 0.5, 1], xlabel="probability of a flip", ylabel="bits")
    right.set_title("● Y", loc="left", fontsize=11, color=GAIN)
    right.set_title("■ Z", loc="right", fontsize=11, color=HIGHLIGHT)
    left.figure.set_label(
        "Left, three bars in bits: what X, Y and Z tell about the bit X that was sent. Right, a round point for Y and "
        "a square one for Z: what is told, in bits, against the probability that the bit has been flipped; where Y "
        "has been it leaves a curve."
    )
    explorer = Explorer(left.figure, first=_flips("first channel flips"), second=_flips("second channel flips"))
    explorer.follow(
        bars,
        lambda first, second: (
            np.arange(3) - 0.3,
            0,
            0.6,
            np.concatenate([np.ones_like(first), told(first), told(twice(first, second))], axis=-1),
        ),
    )
    explorer.follow(path, lambda first: (first, told(first)), along="first")
    explorer.follow(y, lambda first: (first, told(first)))
    explorer.follow(z, lambda first, second: (twice(first, second), told(twice(first, second))))
    explorer.say(
        "Y is X with {:.0f} % flipped: I(X; Y) = {:.4f} bits.", lambda first: (np.round(100 * first), told(first))
    )
    explorer.say(
        "Z is X with {:.2f} % flipped: I(X; Z) = {:.4f} bits.",
        lambda first, second: (100 * twice(first, second), told(twice(first, second))),
    )
    explorer.grab(y, "first")
    explorer.expect("flipped twice", said, earned=lambda first, second: np.minimum(first, second) >= 0.1 - 1e-9)
    return explorer


def _flips(description: str) -> Any:
    return widgets.FloatSlider(0, min=0, max=0.5, step=0.02, description=description, readout_format=".2f")


def twice(first: Array, second: Array) -> Array:
    """Give how often a bit is wrong after both: flipped by one of the two, and not by both."""
    return np.asarray(first * (1 - second) + (1 - first) * second)


def told(flipped: Array) -> Array:
    """Give what a fair bit's copy tells about it, in bits."""
    return np.asarray(1 - np.asarray(binary_entropy(flipped)))

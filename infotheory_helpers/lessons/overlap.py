"""What two things tell of each other: a table under the hand, and two lengths in bits that can be pushed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import GAIN, HIGHLIGHT, MUTED, P_COLOUR
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.information import binary_entropy, conditional_entropy, entropy, mutual_information

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

ROWS = {"H(X)": 2, "H(Y)": 1}
THICK = 0.5  # a length on its row


def explore_overlap() -> Explorer:
    """Shape a table of two things by hand, then push their entropies together until only what both tell overlaps.

    Returns
    -------
    Explorer
        Sliders rain (X), wet and dry (how likely an umbrella, Y, is in rain and without), and together, from 0 (end
        to end) to 1 (overlapping by the mutual information); lengths in bits.

    Examples
    --------
    >>> explore_overlap()
    Of 100 days: 40 with rain and umbrella, 10 with rain and none, 10 dry with one, 40 dry without. Rain takes 1.0000
    bits, the umbrella 1.0000 bits; as they lie, both measure 2.0000 bits and overlap by 0.0000 bits.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., figure 2.2.
    """
    table, bars = panels(9, 3.6, 1, 2, width_ratios=[1, 1.5])
    said = room_for_said(bars)
    carried, left_at_home = boxes(table, 2, color=P_COLOUR), boxes(table, 2, color=MUTED)
    (corner,) = table.plot([0.5], [0.8], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=4)
    table.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 1], yticks=[0, 0.5, 1], ylabel="probability of an umbrella")
    table.set_xlabel("rain, then dry: share of the days")
    table.set_title("lower part: umbrella", loc="left", fontsize=11, color=P_COLOUR)
    lengths = {name: boxes(bars, 1, color=P_COLOUR) for name in ROWS}
    shared = boxes(bars, 2, color=GAIN)
    (whole,) = bars.plot([0, 2], [0.4, 0.4], color=MUTED, linewidth=2)
    ends = [bars.plot([x, x], [0.3, 2.3], color=MUTED, linewidth=1, linestyle=":")[0] for x in (0, 2)]
    for name, row in ROWS.items():
        bars.text(0.02, row + 0.32, f"{name}, {'rain' if row == 2 else 'umbrella'}", color=P_COLOUR)
    bars.text(0.02, 0.5, "both, from end to end", color=MUTED)
    bars.set(xlim=(0, 2), ylim=(0, 2.75), xticks=[0, 0.5, 1, 1.5, 2], yticks=[], xlabel="bits")
    bars.spines["left"].set_visible(False)
    table.figure.set_label(
        "Left, a square of all days: the left part, as wide as rain is likely, and the right part, dry; in each, dark "
        "from below, how likely an umbrella is. Right, two bars in bits, the entropy of rain and below it that of the "
        "umbrella, which can be pushed to the left under the first; where they overlap they change their colour. A "
        "line below measures both from end to end."
    )
    explorer = Explorer(
        table.figure,
        rain=_tenths("rain", 0.5, 0.1, 0.9),
        wet=_tenths("umbrella if rain", 0.8),
        dry=_tenths("umbrella if dry", 0.2),
        together=_tenths("pushed together", 0),
    )
    explorer.follow(carried, lambda rain, wet, dry: (_both(0, rain), 0, _both(rain, 1 - rain), _both(wet, dry)))
    explorer.follow(
        left_at_home,
        lambda rain, wet, dry: (_both(0, rain), _both(wet, dry), _both(rain, 1 - rain), 1 - _both(wet, dry)),
    )
    explorer.follow(corner, lambda rain, wet: (rain, wet))
    explorer.follow(lengths["H(X)"], lambda rain: (0, ROWS["H(X)"] - THICK / 2, _of_rain(rain), THICK))
    explorer.follow(
        lengths["H(Y)"],
        lambda rain, wet, dry, together: (
            _of_rain(rain) - _overlap(rain, wet, dry, together),
            ROWS["H(Y)"] - THICK / 2,
            _of_umbrella(rain, wet, dry),
            THICK,
        ),
    )
    explorer.follow(
        shared,
        lambda rain, wet, dry, together: (
            _of_rain(rain) - _overlap(rain, wet, dry, together),
            np.array(list(ROWS.values())) - THICK / 2,
            _overlap(rain, wet, dry, together),
            THICK,
        ),
    )
    explorer.follow(
        whole, lambda rain, wet, dry, together: (_whole(rain, wet, dry, together) * [0, 1], np.full(2, 0.4))
    )
    explorer.follow(
        ends[1], lambda rain, wet, dry, together: (_whole(rain, wet, dry, together) + np.zeros(2), np.array([0.3, 1.3]))
    )
    explorer.say(
        "Of 100 days: {:.0f} with rain and umbrella, {:.0f} with rain and none, {:.0f} dry with one, {:.0f} dry "
        "without.",
        lambda rain, wet, dry: tuple(np.moveaxis(np.round(100 * pairs(rain, wet, dry).reshape(*rain.shape, 4)), -1, 0)),
    )
    explorer.say(
        "Rain takes {:.4f} bits, the umbrella {:.4f} bits; as they lie, both measure {:.4f} bits and overlap by "
        "{:.4f} bits.",
        lambda rain, wet, dry, together: (
            _of_rain(rain),
            _of_umbrella(rain, wet, dry),
            _whole(rain, wet, dry, together),
            _overlap(rain, wet, dry, together),
        ),
    )
    explorer.grab(corner, "rain", "wet")
    explorer.expect("length of both", said, earned=lambda together: together > 0.95)
    return explorer


def plot_overlap(joint: ArrayLike, ax: Axes | None = None) -> Drawing:
    """Draw the entropies of X and Y as two lengths that overlap by what each tells of the other.

    Parameters
    ----------
    joint : array of shape (values of X, values of Y)
        Probability of each pair; sums to 1.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "H(X)", "H(Y)", "H(X | Y)", "I(X; Y)", "H(Y | X)" and "H(X, Y)", bars in bits.

    Raises
    ------
    ValueError
        If joint is no table of probabilities, as in `mutual_information`, or more than one table.

    Examples
    --------
    >>> drawing = plot_overlap([[0.4, 0.1], [0.1, 0.4]])
    >>> round(drawing["I(X; Y)"].get_width().item(), 4)
    0.2781

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., figure 2.2.
    """
    told = mutual_information(joint)  # refuses what is no table
    table = np.asarray(joint, float)
    if table.ndim != 2:
        raise ValueError(f"`joint` has shape {table.shape}; give one table, with two axes.")
    of_y, of_x = conditional_entropy(table), conditional_entropy(table.T)
    ax = axes_or_new(ax, width=7.5, height=3.4)
    bars = {  # where it starts, how long it is, on which row, in which ink
        "H(X, Y)": (0.0, of_x + told + of_y, 3, MUTED),
        "H(X)": (0.0, of_x + told, 2, P_COLOUR),
        "H(Y)": (of_x, told + of_y, 1, P_COLOUR),
        "H(X | Y)": (0.0, of_x, 0, P_COLOUR),
        "I(X; Y)": (of_x, told, 0, GAIN),
        "H(Y | X)": (of_x + told, of_y, 0, P_COLOUR),
    }
    artists: dict[str, Artist] = {}
    for name, (start, length, row, ink) in bars.items():
        (artists[name],) = ax.barh([row], [length], THICK, left=start, color=ink, edgecolor="white")
    for name in ("H(X, Y)", "H(X)", "H(Y)"):
        start, length, row, ink = bars[name]
        ax.text(start, row + 0.31, f"{name} = {length:.4f} bits", color=ink)
    total = of_x + told + of_y
    below = [
        ("H(X | Y)", of_x, 0.0, "left"),
        ("I(X; Y)", told, total / 2, "center"),
        ("H(Y | X)", of_y, total, "right"),
    ]
    for name, length, at, align in below:
        ink = GAIN if name == "I(X; Y)" else P_COLOUR
        ax.text(at, -0.36, f"{name}\n{length:.4f} bits", color=ink, ha=align, va="top")
    ax.set(xlim=(0, total or 1), ylim=(-1.25, 3.7), yticks=[], xlabel="bits")
    ax.spines["left"].set_visible(False)
    told_as = "; ".join(f"{name} = {length:.4f} bits" for name, (_, length, _, _) in bars.items())
    return Drawing(
        ax, f"Two overlapping lengths in bits, the whole above them, the three parts below: {told_as}.", artists
    )


def _tenths(description: str, value: float, low: float = 0, high: float = 1) -> Any:
    return widgets.FloatSlider(value, min=low, max=high, step=0.1, description=description, readout_format=".1f")


def pairs(rain: Array, wet: Array, dry: Array) -> Array:
    """Give the joint distribution: rain and dry are its rows, with and without an umbrella its columns."""
    rain, wet, dry = np.broadcast_arrays(rain, wet, dry)
    rows = [[rain * wet, rain * (1 - wet)], [(1 - rain) * dry, (1 - rain) * (1 - dry)]]
    table = np.moveaxis(np.array(rows, float), (0, 1), (-2, -1))
    return np.asarray(table / table.sum(axis=(-2, -1), keepdims=True))


def _both(first: Any, second: Any) -> Array:
    return np.concatenate(np.broadcast_arrays(first + 0 * second, second), axis=-1)


def _of_rain(rain: Array) -> Array:
    return np.asarray(binary_entropy(rain))


def _of_umbrella(rain: Array, wet: Array, dry: Array) -> Array:
    return np.asarray(entropy(pairs(rain, wet, dry).sum(axis=-2)))


def _overlap(rain: Array, wet: Array, dry: Array, together: Array) -> Array:
    return np.asarray(together * mutual_information(pairs(rain, wet, dry)))


def _whole(rain: Array, wet: Array, dry: Array, together: Array) -> Array:
    return _of_rain(rain) + _of_umbrella(rain, wet, dry) - _overlap(rain, wet, dry, together)

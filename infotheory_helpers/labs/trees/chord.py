"""The explorer of impurities: a question's two sides on the arch, the chord between them, and the gap."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import GAIN, HIGHLIGHT, MUTED, P_COLOUR
from infotheory_helpers.measures.information import binary_entropy

from .trees import gini_impurity
from .wines import GROWERS, Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

SIDE = 10  # wines on each side
SHARES = np.linspace(0, 1, 201)
MEASURES = {"entropy": "bits", "Gini": "", "errors": ""}  # the last two are probabilities, without unit
NAMES = {0.2: "yes", 0.7: "no", 0.45: "before"}
TOP = 1.36  # where the wines lie, above the arch


def impurities(share: Array) -> Array:
    """Give the impurities of groups with this share of B: entropy, Gini, and the share that a guess gets wrong."""
    both = np.stack([share, 1 - share], axis=-1)
    return np.stack([np.asarray(binary_entropy(share)), np.asarray(gini_impurity(both)), both.min(axis=-1)])


KNOWN = impurities(np.arange(2 * SIDE + 1) / (2 * SIDE))  # of every group that there can be


def explore_chord() -> Explorer:
    """Put a question's two sides on the arch of an impurity: where the chord between them passes below it is the gain.

    Returns
    -------
    Explorer
        A choice of measure and a slider for each side, wines of grower B among its ten; entropies in bits, the other
        two measures without unit.

    Examples
    --------
    >>> explore_chord()
    Of ten wines that say yes 2 come from B, of ten that say no 7. Entropy before: 0.9928 bits; after, on average:
    0.8016 bits; gap: 0.1912 bits.

    References
    ----------
    Breiman, L. et al. (1984), Classification and Regression Trees, section 4.1.
    """
    ax = panels(6.8, 4.4)
    said = room_for_said(ax)
    figure: Any = ax.get_figure()
    figure.set_label(
        "An arch: the impurity of a group against the share of B in it. Two dots on it are the sides of a question, "
        "and a ring is the group before. A chord joins the sides; the gap from the middle of the chord up to the arch "
        "is the gain. Above, the wines of both sides."
    )
    ax.set(xlim=(-0.06, 1.06), ylim=(0, TOP + 0.1), yticks=[0, 0.25, 0.5, 0.75, 1], xlabel="share of B in a group")
    ax.set_ylabel("impurity: bits, or a probability")
    explorer = Explorer(
        figure,
        measure=widgets.ToggleButtons(
            options=[(name, i) for i, name in enumerate(MEASURES)], value=0, description="measure"
        ),
        yes=widgets.IntSlider(2, min=0, max=SIDE, description="B among ten that say yes"),
        no=widgets.IntSlider(7, min=0, max=SIDE, description="B among ten that say no"),
    )
    _follow_arch(explorer, ax)
    _follow_names(explorer, ax)
    for side, x in [("yes", 0.11), ("no", 0.62)]:
        ax.text(x - 0.04, TOP, side, ha="right", va="center")
        _follow_wines(explorer, ax, side, x)
    for (letter, ink, _), sign, up in zip(GROWERS, "●■", (1.16, 1.05), strict=False):
        ax.text(1, up, f"{sign} {letter}", color=ink, ha="right", va="center")
    _say(explorer)
    explorer.expect(
        "fewer errors",
        said,
        earned=lambda measure, yes, no: (measure == 2) & (np.minimum(yes, no) == 0) & (np.maximum(yes, no) == 4),
    )
    return explorer


def _before(measure: Array, yes: Array, no: Array) -> Array:
    return np.asarray(KNOWN[measure, yes + no])


def _after(measure: Array, yes: Array, no: Array) -> Array:
    return np.asarray((KNOWN[measure, 2 * yes] + KNOWN[measure, 2 * no]) / 2)


def _gap(measure: Array, yes: Array, no: Array) -> Array:
    return _before(measure, yes, no) - _after(measure, yes, no)


def _middle(yes: Array, no: Array) -> Array:
    return (yes + no) / (2 * SIDE)


def _follow_arch(explorer: Explorer, ax: Axes) -> None:
    (arch,) = ax.plot(SHARES, SHARES, color=P_COLOUR)
    every = impurities(SHARES)
    explorer.follow(arch, lambda measure: every[measure[..., 0]])
    (chord,) = ax.plot([0, 1], [0, 0], color=MUTED, linewidth=1.6)
    explorer.follow(
        chord,
        lambda measure, yes, no: (
            np.concatenate([yes, no], axis=-1) / SIDE,
            np.concatenate([KNOWN[measure, 2 * yes], KNOWN[measure, 2 * no]], axis=-1),
        ),
    )
    gap = ax.bar([0.5], [0.1], 0.016, color=GAIN, zorder=2)[0]
    explorer.follow(
        gap,
        lambda measure, yes, no: (
            _middle(yes, no) - 0.008, _after(measure, yes, no), 0.016, _gap(measure, yes, no),
        ),
    )  # fmt: skip
    dot: dict[str, Any] = {"color": HIGHLIGHT, "markersize": 9, "clip_on": False, "zorder": 3}
    marks = [ax.plot([0.5], [0.5], "o", **dot)[0] for _ in range(2)]
    explorer.follow(marks[0], lambda measure, yes: (yes / SIDE, KNOWN[measure, 2 * yes]))
    explorer.follow(marks[1], lambda measure, no: (no / SIDE, KNOWN[measure, 2 * no]))
    (ring,) = ax.plot([0.5], [0.5], "o", **dot, markerfacecolor="white", markeredgewidth=1.6)
    explorer.follow(ring, lambda measure, yes, no: (_middle(yes, no), _before(measure, yes, no)))


def _follow_names(explorer: Explorer, ax: Axes) -> None:
    # Beside the dots, as long as these do not lie on each other.
    yes_name, no_name, before = (ax.text(x, 0.5, word, ha="center", va="bottom") for x, word in NAMES.items())
    explorer.follow(yes_name, lambda measure, yes, no: (yes / SIDE, KNOWN[measure, 2 * yes] + 0.04, abs(yes - no) > 1))
    explorer.follow(no_name, lambda measure, yes, no: (no / SIDE, KNOWN[measure, 2 * no] + 0.04, abs(yes - no) > 1))
    explorer.follow(
        before, lambda measure, yes, no: (_middle(yes, no), _before(measure, yes, no) + 0.11, abs(yes - no) > 2)
    )
    gain = ax.text(0.55, 0.2, "gain", color=GAIN, va="center")
    explorer.follow(
        gain,
        lambda measure, yes, no: (
            _middle(yes, no) + 0.02,
            _after(measure, yes, no) + _gap(measure, yes, no) / 2,
            (_gap(measure, yes, no) > 0.06) & (abs(yes - no) > 3),
        ),
    )


def _follow_wines(explorer: Explorer, ax: Axes, side: str, x: float) -> None:
    # The ten wines of one side, B's first; those of the other ink wait below the axes.
    places = np.arange(SIDE)
    for (_, ink, mark), sign in [(GROWERS[1], 1), (GROWERS[0], -1)]:
        (wines,) = ax.plot(x + 0.036 * places, 0 * places - 1.0, mark, color=ink, markersize=5.8, markeredgewidth=0)
        explorer.follow(wines, _lined_up(side, x + 0.036 * places, sign))


def _lined_up(side: str, x: Array, sign: int) -> Callable[..., tuple[Array, Array]]:
    def up(count: Array) -> Array:
        return np.where(sign * (np.arange(SIDE) - count + 0.5) < 0, TOP, -1.0)

    if side == "yes":
        return lambda yes: (x, up(yes))
    return lambda no: (x, up(no))


def _say(explorer: Explorer) -> None:
    names = np.array([name.capitalize() for name in MEASURES], dtype=object)
    units = np.array([f" {unit}".rstrip() for unit in MEASURES.values()], dtype=object)
    explorer.say("Of ten wines that say yes {:.0f} come from B, of ten that say no {:.0f}.", lambda yes, no: (yes, no))
    explorer.say(
        "{} before: {:.4f}{}; after, on average: {:.4f}{}; gap: {:.4f}{}.",
        lambda measure, yes, no: (
            names[measure],
            _before(measure, yes, no), units[measure],
            _after(measure, yes, no), units[measure],
            _gap(measure, yes, no), units[measure],
        ),
    )  # fmt: skip

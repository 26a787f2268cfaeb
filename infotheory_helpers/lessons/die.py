"""A die that is loaded and rolled: what its faces contribute to the entropy, and where their mean surprise settles.

Six sliders stand in thousands of ways, but few of them differ in what is shown here. Entropy does not ask which face
has which weight, only how many faces have each: a sum of powers of seven says it, for there are at most six.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, P_COLOUR
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import entropy, information_content, perplexity

from .figures import plot_distributions
from .games import of

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

HEAVIEST = 5
TURNS = 3  # how often the die can be rolled anew
ROLLS = np.unique(np.geomspace(1, 1000, 15).astype(int))
PRESETS = {
    "fair": (1, 1, 1, 1, 1, 1),
    "loaded": (5, 1, 1, 1, 1, 1),
    "two faces": (1, 1, 0, 0, 0, 0),
    "certain": (1, 0, 0, 0, 0, 0),
}


def explore_die() -> Explorer:
    """Load a die and roll it: its entropy, what each face contributes, and the mean surprise settling on it.

    Returns
    -------
    Explorer
        Sliders w1 … w6, the faces' weights from 0 to 5, that of the first from 1; entropy in bits.

    Examples
    --------
    >>> explore_die()
    P = (0.167, 0.167, 0.167, 0.167, 0.167, 0.167): 2.5850 of at most 2.5850 bits, as uncertain as 6.00 equally
    likely faces. The mean surprise of 1000 rolls is 2.5850 bits. Every roll of it surprises alike, so rolling again
    moves nothing.

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 6.
    """
    faces, stack, rolls = panels(8, 3.4, 1, 3, width_ratios=[3, 1.3, 3])
    said = room_for_said(rolls)
    drawing = plot_distributions(np.ones(6) / 6, outcomes=list("123456"), ax=faces)
    drawing.alt = (
        "Bars of probability, one for each face. Beside them the faces' contributions to the entropy in bits, one "
        "upon the other, under a dotted line at 2.58 bits, the most that six faces can have; and the mean surprise in "
        "bits against the number of rolls."
    )
    for text in list(faces.texts):
        text.remove()
    faces.set(xlabel="face")
    # Each slice reaches down to the foot; those below it stand in front of it.
    slices = [stack.bar([0], [0.1], 0.8, color=P_COLOUR, edgecolor="white", zorder=1 - i / 10)[0] for i in range(6)]
    names = [stack.text(0.55, 0.1, str(i), ha="center", va="center", fontsize=9) for i in range(1, 7)]
    stack.axhline(entropy(np.ones(6) / 6), color=HIGHLIGHT, linestyle=":")
    stack.set(xlim=(-0.6, 0.7), ylim=(0, 3), xticks=[], xlabel="faces 1 to 6", ylabel="contributions to H, bits")
    (mean,) = rolls.semilogx(ROLLS, np.zeros(len(ROLLS)), color=COST)
    (settles,) = rolls.plot(ROLLS[[0, -1]], [0, 0], ":", color=HIGHLIGHT)
    rolls.set(xlim=(1, ROLLS[-1]), ylim=(0, 6), xlabel="rolls", ylabel="mean surprise, bits")
    rolls.xaxis.set_major_formatter("{x:g}")
    rolls.annotate("mean", (0.55, 0.9), xycoords="axes fraction", color=COST)
    rolls.annotate("… H", (0.8, 0.9), xycoords="axes fraction", color=HIGHLIGHT)

    weights = {
        f"w{i}": widgets.IntSlider(1, min=int(i == 1), max=HEAVIEST, description=f"weight of {i}") for i in range(1, 7)
    }
    explorer = Explorer(drawing, **weights, rolled=Hidden(range(TURNS), 0), loaded=Hidden([0, 1], 0))
    derive_dice(explorer)
    explorer.derive("total", lambda faces6: weight_of(faces6))
    for i in range(1, 7):
        explorer.follow(drawing[f"P {i - 1}"], of(np.divide, f"w{i}", "total"))
        explorer.follow(slices[i - 1], of(contributed, f"faces{i}", f"rest{i}"))
        explorer.follow(names[i - 1], of(_beside_slice, f"faces{i - 1}", f"w{i}", f"rest{i}"))
    explorer.follow(mean, lambda faces6, rolled: _each(_mean_surprise, faces6, rolled)[:, ROLLS - 1])
    explorer.follow(settles, lambda faces6: contributed(faces6, 0))
    for i, template in enumerate(["P = ({:.3f},", *["{:.3f},"] * 4, "{:.3f}):"], 1):
        explorer.say(template, of(np.divide, f"w{i}", "total"))
    explorer.say(
        f"{{:.4f}} of at most {entropy(np.ones(6) / 6):.4f} bits, as uncertain as {{:.2f}} equally likely faces.",
        lambda faces6: (contributed(faces6, 0), perplexity(contributed(faces6, 0))),
    )
    explorer.say(
        f"The mean surprise of {ROLLS[-1]} rolls is {{:.4f}} bits.{{}}",
        lambda faces6, rolled: (_each(_mean_surprise, faces6, rolled)[:, -1], _each(_why_still, faces6)),
    )
    for name, preset in PRESETS.items():
        explorer.press(name, dict(zip(weights, preset, strict=True)) | {"loaded": int(name == "loaded")})
    explorer.press("roll again", {"rolled": lambda rolled: (rolled + 1) % TURNS})
    explorer.expect("loaded die", said, earned=lambda loaded: loaded)
    return explorer


def derive_dice(explorer: Explorer) -> None:
    """Derive how the first faces are loaded, faces0 to faces6, and what the others weigh together, rest6 to rest1."""
    explorer.derive("faces0", lambda: np.int64(0))
    explorer.derive("rest6", lambda: np.int64(0))
    for i in range(1, 7):
        explorer.derive(f"faces{i}", of(lambda faces, w: faces + 7**w, f"faces{i - 1}", f"w{i}"))
    for i in range(5, 0, -1):
        explorer.derive(f"rest{i}", of(np.add, f"w{i + 1}", f"rest{i + 1}"))


def counts_of(faces: Array) -> Array:
    """Give how many faces have the weight 0, 1, 2 …, along a last axis."""
    return np.asarray(faces)[..., None] // 7 ** np.arange(HEAVIEST + 1) % 7


def weight_of(faces: Array) -> Array:
    """Give what faces weigh together."""
    return np.asarray(counts_of(faces) @ np.arange(HEAVIEST + 1))


def contributed(faces: Array, rest: Any) -> Array:
    """Give what the faces contribute to the entropy in bits, if the others weigh `rest`."""
    # Where nothing has any weight yet, the rest is none either: only in places where no slider can stand.
    total = np.maximum(weight_of(faces) + rest, 1)[..., None]
    p = np.minimum(np.arange(HEAVIEST + 1) / total, 1)
    return np.asarray((counts_of(faces) * p * information_content(np.where(p > 0, p, 1))).sum(axis=-1))


def _beside_slice(before: Array, weight: Array, rest: Array) -> tuple[Any, ...]:
    below, above = contributed(before, weight + rest), contributed(before + 7**weight, rest)
    return 0.55, (below + above) / 2, above - below > 0.1


def _each(function: Callable[..., Any], *arrays: Array) -> Array:
    # For each row, one after the other.
    return np.array([function(*map(int, row)) for row in zip(*map(np.ravel, arrays), strict=True)])


@functools.cache
def _mean_surprise(faces: int, seed: int) -> Array:
    # The mean of the surprises after 1, 2, 3 … rolls of a die that bears its weights in rising order.
    weights = np.repeat(np.arange(HEAVIEST + 1), counts_of(np.asarray(faces)))
    p = weights / weights.sum()
    rolled = np.random.default_rng(seed).choice(6, size=ROLLS[-1], p=p)
    return np.asarray(np.cumsum(information_content(p[rolled])) / np.arange(1, ROLLS[-1] + 1))


def _why_still(faces: int) -> str:
    loaded = counts_of(np.asarray(faces))[1:]
    if loaded.sum() == 1:
        return " Nothing it does surprises, so rolling again moves nothing."
    return " Every roll of it surprises alike, so rolling again moves nothing." if (loaded > 0).sum() == 1 else ""

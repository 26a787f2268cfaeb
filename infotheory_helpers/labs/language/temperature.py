"""A model's next letter, heated and cooled: its bars, its entropy, and what it then writes."""

from __future__ import annotations

from functools import cache
from typing import Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import STYLE, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import HIGHLIGHT, MUTED, Q_COLOUR
from infotheory_helpers.measures.information import entropy, information_content, perplexity
from infotheory_helpers.measures.losses import softmax
from infotheory_helpers.measures.validation import seeded

from .ngrams import SIZE, SYMBOLS, NGramModel
from .texts import load_text, only_letters

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

CONTEXTS = [("“q”", "q"), ("“th”", "th"), ("“the ”", "the "), ("“ab”", "ab")]
LENS = 20  # how many times the lower bars are magnified
COLD, HOT, HOTTEST = 0.3, 3, 10  # temperatures; the first two answer the question
LETTERS = 58  # that it writes where it is hottest; elsewhere a few less, so that the page keeps room for the widest
FEWER = 4
ALL_EQUAL = float(information_content(1 / SIZE))  # the most that a letter can carry


def explore_temperature() -> Explorer:
    """Heat and cool a model's distribution over the next letter, see its entropy, and read what it writes.

    Returns
    -------
    Explorer
        A choice of context and a slider for the temperature T, from 0.1 to 10; entropy in bits.

    Examples
    --------
    >>> explorer = explore_temperature()
    >>> explorer.values
    {'context': 'th', 't': 1.0, 'said': ''}

    References
    ----------
    Ackley, D. H., Hinton, G. E. and Sejnowski, T. J. (1985), A Learning Algorithm for Boltzmann Machines.
    """
    whole, lens, right = _axes()
    said = room_for_said(whole)
    explorer = Explorer(
        whole.figure,
        context=widgets.ToggleButtons(options=CONTEXTS, value="th", description="after"),
        t=widgets.FloatLogSlider(
            1, base=10, min=-1, max=1, step=0.1, description="temperature T", readout_format=".2f"
        ),
    )
    _bars(explorer, whole, 1)
    _bars(explorer, lens, 1 / LENS)
    (trail,) = right.plot([1, 1], [1, 1], color=Q_COLOUR)
    (dot,) = right.plot([1], [1], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)

    def point(context: Array, t: Array) -> tuple[Array, Array]:
        return t, np.asarray(entropy(_heated(context, t)))

    explorer.follow(trail, point, along="t")
    explorer.follow(dot, point)
    # What the curve comes near to is not in sight before it does.
    (most,) = right.plot([0.1, 10], [ALL_EQUAL] * 2, ":", color=MUTED, linewidth=1.2)
    explorer.follow(most, lambda t: ([0.1, 10], np.where(t > HOT, ALL_EQUAL, -1) * np.ones(2)))
    name = right.text(0.12, ALL_EQUAL + 0.1, "27 equal letters", color=MUTED)
    explorer.follow(name, lambda t: (0.12, ALL_EQUAL + 0.1, t > HOT))
    explorer.say(
        "{}, T = {:.2f}: {:.2f} bits of entropy, as uncertain as {:.2f} equally likely letters.",
        lambda context, t: (
            [f"After “{letters}”" for letters in context],
            t,
            entropy(_heated(context, t)),
            perplexity(entropy(_heated(context, t))),
        ),
    )
    explorer.say(
        "The likeliest is “{}”, with probability {:.2f}.",
        lambda context, t: (
            [SYMBOLS[i].replace(" ", "␣") for i in _heated(context, t).argmax(axis=-1)],
            _heated(context, t).max(axis=-1),
        ),
    )
    explorer.say(
        "At this T it goes on like this: “{}”",
        lambda context, t: [_written(letters, float(heat)) for letters, heat in zip(context, t, strict=True)],
    )
    explorer.expect("cold or hot", said, earned=lambda t: (t < COLD) | (t > HOT))
    return explorer


def _axes() -> tuple[Any, Any, Any]:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8.4, 4.4), layout="constrained")
        grid = figure.add_gridspec(2, 2, width_ratios=[2.1, 1])
        whole, lens, right = (figure.add_subplot(place) for place in (grid[0, 0], grid[1, 0], grid[:, 1]))
    for ax, most, name in [(whole, 1, "probability"), (lens, 1 / LENS, f"the same, {LENS} × as high")]:
        ax.set(xlim=(-0.7, SIZE - 0.3), ylim=(0, 1.02 * most), ylabel=name)
        ax.set_xticks(range(SIZE), list(SYMBOLS.replace(" ", "␣")))
        ax.tick_params(axis="x", labelsize=10.5, length=0)
    lens.set(yticks=[0, 0.025, 0.05], xlabel="next letter")
    right.set(xscale="log", xlim=(0.1, 10), ylim=(0, 5.4), xlabel="temperature T", ylabel="entropy, bits")
    right.xaxis.set_major_formatter("{x:g}")
    figure.set_label(
        "Above left, bars of a model's probability for each of 27 next letters; below them the same bars, magnified, "
        "where those that are too high are cut off. Right, the entropy of that distribution in bits against the "
        "temperature: a dot for the one chosen, a line through those tried, and where it is hot, dotted, the entropy "
        "of equal letters."
    )
    return whole, lens, right


def _bars(explorer: Explorer, ax: Any, most: float) -> None:
    from infotheory_helpers.explorer.shapes import boxes

    def heights(context: Array, t: Array) -> tuple[Any, ...]:
        return np.arange(SIZE) - 0.4, 0, 0.8, np.minimum(_heated(context[..., 0], t[..., 0]), 1.02 * most)

    explorer.follow(boxes(ax, SIZE, color=Q_COLOUR), heights)


@cache
def _model() -> NGramModel:
    return NGramModel(only_letters(load_text()), order=4)


def _heated(context: Array, t: Array) -> Array:
    # One distribution for each pair of a context and a temperature.
    logits = np.stack([np.log(_model().distribution(letters)) for letters in np.ravel(context)])
    return softmax(logits.reshape(*np.shape(context), SIZE) / np.asarray(t)[..., None])


@cache
def _written(context: str, t: float) -> str:
    # Each letter is drawn from the heated distribution after those before it, with the same luck at every heat.
    random, text = seeded(9), str(context)
    for luck in random.random(LETTERS - FEWER * (t < HOTTEST)):
        heated = _heated(np.array(text[-_model().order :]), np.array(t))
        text += SYMBOLS[min(int(np.searchsorted(np.cumsum(heated), luck)), SIZE - 1)]
    return text.strip()

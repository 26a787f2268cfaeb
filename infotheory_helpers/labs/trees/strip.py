"""The explorer of a threshold: the wines on the axis of a measurement, a line through them, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import GAIN, HIGHLIGHT, INK, MUTED, P_COLOUR, PAPER

from .cuts import (
    ACROSS,
    CUTS,
    NAMES,
    ROW,
    SCALES,
    TICKS,
    at_each_cut,
    before,
    entropies,
    in_words,
    strips,
)
from .wines import GROWERS, Array, growers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

# Upward the axis is one of bits, for the trail; above it the growers' rows have their own heights.
FOOT = 2.45
HEAD = FOOT + 3 * ROW + 0.28
WORDS = 1.1, 1.6  # how far the words "before" and "gain, bits" reach on a phone
SAID = (0.4, 4.8)  # between which ticks the middle of its words stays, to be whole on a phone
MIX = (-0.3, 0.2)  # where the growers' shares lie under the boxes, and how high
LEFT_OVER, GAINED = "■ left over: {:.4f} bits", "■ gain: {:.4f} bits"


def explore_threshold() -> Explorer:
    """Take a line through the wines of three growers, and see what is left of the uncertainty on its two sides.

    Returns
    -------
    Explorer
        A choice of measurement and a slider for the threshold, in the measurement's own scale; entropies and gain in
        bits.

    Examples
    --------
    >>> explore_threshold()
    flavanoids ≤ 3.305? Wines that say yes: 164, with 1.5610 bits left; no: 14, with 0.5917 bits left. Before: 1.5668
    bits; after, on average: 1.4848 bits. Gain: 0.0820 bits.

    References
    ----------
    Forina, M. et al. (1988), PARVUS: An Extendible Package for Data Exploration, Classification and Correlation.
    """
    scene = _scene()
    said = room_for_said(scene.strip)
    figure: Any = scene.strip.get_figure()
    figure.set_label(
        "Two panels for the question whether a measurement is at most the threshold. On the left a dot for each wine, "
        "in a row for each grower, on the axis of the measurement, cut by a line; below, on the same axis, the gain in "
        "bits wherever the line has been. On the right two boxes as wide as the share of wines that say yes and no, "
        "and as high as their entropy: what they leave free of a frame as high as the entropy before is the gain. "
        "Under each box, the shares of the growers."
    )
    explorer = Explorer(
        figure,
        measurement=widgets.ToggleButtons(
            options=[(name, i) for i, name in enumerate(NAMES)], value=0, description="measurement"
        ),
        threshold=widgets.SelectionSlider(
            options=[(f"cut {i + 1} of {CUTS}", i) for i in range(CUTS)], value=70, description="threshold"
        ),
    )
    _follow_wines(explorer, scene)
    _follow_line(explorer, scene)
    _follow_boxes(explorer, scene)
    _say(explorer)
    best = np.array([one.gains.argmax() for one in strips()])
    explorer.press("to the peak", {"threshold": lambda measurement: best[measurement]}, after=10)
    shares = {"a tenth": before() / 10, "two fifths": 0.4 * before(), "all of it": before()}
    explorer.expect("best wine question", said, shares, scene.strip, earned=at_each_cut(lambda one: one.gains > 0.6))
    return explorer


@dataclass(frozen=True)
class Scene:
    """The two panels, and the words in them that will follow."""

    strip: Axes
    mixture: Axes
    ticks: list[Text]
    name: Text
    left_over: Text
    gain: Text
    said: Text


def _scene() -> Scene:
    # The strip with its trail below, on the same axis, and the boxes beside both.
    strip, mixture = panels(8.8, 5, 1, 2, width_ratios=[1.9, 1])
    strip.set(xlim=ACROSS, ylim=(0, HEAD + 0.6), xticks=TICKS, xticklabels=[])
    bits, rows = [0, 0.5, 1, 1.5], [FOOT + (2 - k) * ROW for k in range(3)]
    strip.set_yticks([*bits, *rows], [*map(str, bits), *(f"grower {letter}" for letter, _, _ in GROWERS)])
    for label, (_, ink, _) in zip(strip.get_yticklabels()[4:], GROWERS, strict=True):
        label.set(color=ink, va="bottom")
    for tick in strip.yaxis.get_major_ticks()[4:]:
        tick.tick1line.set_visible(False)
    strip.spines["left"].set_bounds(0, 1.05 * before())
    strip.plot(ACROSS, [FOOT, FOOT], color=INK, linewidth=0.8)
    strip.plot(TICKS, np.full(len(TICKS), FOOT - 0.05), "|", color=INK, markersize=4, markeredgewidth=0.8)
    strip.plot(ACROSS, [before(), before()], ":", color=P_COLOUR, linewidth=1.4)
    mixture.set(xlim=(0, 1), ylim=(MIX[0] - 0.06, 1.04 * before()), xticks=[], yticks=[0, 0.5, 1, 1.5])
    mixture.set(xlabel="share of the wines", ylabel="entropy, bits")
    for edge in ("left", "bottom"):
        mixture.spines[edge].set_visible(False)
    return Scene(strip, mixture, *_words_in(strip, mixture))


def _words_in(strip: Axes, mixture: Axes) -> tuple[list[Text], Text, Text, Text, Text]:
    ticks = [strip.text(float(tick), FOOT - 0.12, "0.0", color=MUTED, ha="center", va="top") for tick in TICKS]
    name = strip.text(float(np.mean(ACROSS)), FOOT - 0.48, "color intensity", ha="center", va="top")
    above: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    left_over = mixture.annotate(LEFT_OVER.format(0), (0, 1), (0, 18), color=P_COLOUR, **above)
    gain = mixture.annotate(GAINED.format(0), (0, 1), (0, 3), color=GAIN, **above)
    said = strip.text(1, HEAD + 0.16, "≤ 1.575", ha="center", va="bottom")
    return ticks, name, left_over, gain, said


def _follow_wines(explorer: Explorer, scene: Scene) -> None:
    # The wines move with the measurement, and so does what stands at the ticks.
    for grower, (_, ink, mark) in enumerate(GROWERS):
        of = growers() == grower
        across = np.stack([one.across[of] for one in strips()])
        up = FOOT + 0.08 + (2 - grower) * ROW + np.stack([one.levels[of] for one in strips()])
        (dots,) = scene.strip.plot(across[0], up[0], mark, color=ink, markersize=4.4, markeredgewidth=0)
        explorer.follow(dots, _of_measurement(across, up))
    for tick, label in zip(TICKS, scene.ticks, strict=True):
        said = np.array([f"{first + tick * step:g}" for first, step in SCALES.values()], dtype=object)
        explorer.follow(label, _of_measurement(said), "{}")
    explorer.follow(scene.name, _of_measurement(np.array(NAMES, dtype=object)), "{}")


def _of_measurement(*known: Array) -> Callable[..., tuple[Array, ...]]:
    # Dots and curves are given positions with a last axis of one, which their own takes the place of.
    return lambda measurement: tuple(one[measurement[..., 0] if one.ndim > 1 else measurement] for one in known)


def _follow_line(explorer: Explorer, scene: Scene) -> None:
    # The line goes through the strip and its trail; on its head stands what it says, and there is a handle.
    cut, gain, strip = at_each_cut(lambda one: one.cuts), at_each_cut(lambda one: one.gains), scene.strip
    yes = strip.axvspan(ACROSS[0], 1, color=MUTED, alpha=0.18, linewidth=0, zorder=0)
    explorer.follow(
        yes,
        lambda measurement, threshold: (ACROSS[0], FOOT, cut(measurement, threshold) - ACROSS[0], HEAD - FOOT),
    )
    for ends in np.array([[FOOT, HEAD], [0, before()]]):  # not through the words between
        (line,) = strip.plot([1, 1], ends, color=HIGHLIGHT, linewidth=1.6)
        explorer.follow(line, _upright(cut, ends))
    (handle,) = strip.plot([1], [HEAD], "v", color=HIGHLIGHT, markersize=9, clip_on=False)
    explorer.follow(handle, lambda measurement, threshold: (cut(measurement, threshold), HEAD))
    explorer.grab(handle, "threshold")
    (trail,) = strip.plot([1, 2], [0, 0], color=GAIN)
    explorer.follow(
        trail,
        lambda measurement, threshold: (cut(measurement, threshold), gain(measurement, threshold)),
        along="threshold",
    )
    (dot,) = strip.plot([1], [0.1], "o", color=HIGHLIGHT, markersize=8, clip_on=False, zorder=3)
    explorer.follow(dot, lambda measurement, threshold: (cut(measurement, threshold), gain(measurement, threshold)))
    _name_trail(explorer, strip, cut)
    words = in_words()
    explorer.follow(scene.said, lambda measurement, threshold: words[measurement, threshold], "{}")
    explorer.follow(
        scene.said, lambda measurement, threshold: (np.clip(cut(measurement, threshold), *SAID), HEAD + 0.16)
    )
    sides = at_each_cut(lambda one: np.stack([0 * one.cuts + ACROSS[0], one.cuts, 0 * one.cuts + ACROSS[1]], axis=-1))
    for side, answer in enumerate(["yes", "no"]):
        _name_box(explorer, strip, answer, sides, side, HEAD - 0.3, MUTED)


def _upright(cut: Callable[..., Array], ends: Array) -> Callable[..., tuple[Array, Array]]:
    return lambda measurement, threshold: (cut(measurement, threshold) + 0 * ends, ends)


def _name_trail(explorer: Explorer, strip: Axes, cut: Callable[..., Array]) -> None:
    # At the edges, or beside the line where that would run through the words.
    top, left = before() - 0.05, ACROSS[0] + 0.08
    name = strip.text(ACROSS[1], top, "before", ha="right", va="top", color=P_COLOUR)
    axis = strip.text(left, top, "gain, bits", va="top", color=GAIN)

    def before_it(measurement: Array, threshold: Array) -> tuple[Array, float]:
        at = cut(measurement, threshold)
        return np.where(at > ACROSS[1] - WORDS[0], at - 0.08, ACROSS[1]), top

    def after_it(measurement: Array, threshold: Array) -> tuple[Array, float]:
        at = cut(measurement, threshold)
        return np.where(at < ACROSS[0] + WORDS[1], at + 0.08, left), top

    explorer.follow(name, before_it)
    explorer.follow(axis, after_it)


def _follow_boxes(explorer: Explorer, scene: Scene) -> None:
    # Two boxes in a frame as high as the entropy before; under each, whose wines are in it.
    from infotheory_helpers.explorer.shapes import boxes

    mixture = scene.mixture
    mixture.axhspan(0, before(), color=GAIN, linewidth=0)
    left_over = boxes(mixture, 2, color=P_COLOUR)
    shares = at_each_cut(lambda one: _edges(one.tables.sum(axis=-1)))
    bits = at_each_cut(lambda one: entropies(one.tables))
    explorer.follow(
        left_over,
        lambda measurement, threshold: _side_by_side(
            shares(measurement[..., 0], threshold[..., 0]), bits(measurement[..., 0], threshold[..., 0])
        ),
    )
    for side, answer in enumerate(["yes", "no"]):
        _name_box(explorer, mixture, answer, shares, side, 0.04, PAPER, bits)
    # The growers' wines, one after the other: first those of the yes side, then those of the no side.
    mixed = at_each_cut(lambda one: _edges(one.tables.reshape(CUTS, -1)))
    for grower, (letter, ink, _) in enumerate(GROWERS):
        explorer.follow(boxes(mixture, 2, color=ink), _lying(mixed, [grower, grower + 3]))
        for side in range(2):
            _name_box(explorer, mixture, letter, mixed, grower + 3 * side, MIX[0] + 0.05)
    explorer.follow(scene.left_over, at_each_cut(lambda one: before() - one.gains), LEFT_OVER)
    explorer.follow(scene.gain, at_each_cut(lambda one: one.gains), GAINED)


def _edges(shares: Array) -> Array:
    # Where what lies side by side begins and ends.
    return np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, axis=1)], axis=1)


def _side_by_side(edges: Array, heights: Array) -> tuple[Any, ...]:
    return edges[..., :-1], 0, np.diff(edges), heights


def _lying(edges: Callable[..., Array], parts: list[int]) -> Callable[..., tuple[Any, ...]]:
    def bounds(measurement: Array, threshold: Array) -> tuple[Any, ...]:
        at = edges(measurement[..., 0], threshold[..., 0])
        left, right = at[..., parts], at[..., [part + 1 for part in parts]]
        return left, MIX[0], right - left, MIX[1]

    return bounds


def _name_box(
    explorer: Explorer,
    ax: Axes,
    word: str,
    edges: Callable[..., Array],
    box: int,
    foot: float,
    ink: str = PAPER,
    high: Callable[..., Array] | None = None,
) -> None:
    # A word in the middle of a box, where the box has room for it.
    low, span = ax.get_xlim()[0], float(np.ptp(ax.get_xlim()))
    aside = low + span * (box + 0.5) / 6  # where it lies on no other while it is not seen
    text = ax.text(aside, foot, word, color=ink, ha="center", va="bottom")

    def place(measurement: Array, threshold: Array) -> tuple[Array, float, Array]:
        left, right = (edges(measurement, threshold)[..., box + shift] for shift in (0, 1))
        room = right - left > (0.05 + 0.045 * len(word)) * span
        if high is not None:
            room &= high(measurement, threshold)[..., box] > 0.2
        return np.where(room, (left + right) / 2, aside), foot, room

    explorer.follow(text, place)


def _say(explorer: Explorer) -> None:
    wines = at_each_cut(lambda one: (len(growers()) * one.tables.sum(axis=-1)).round())
    bits, gain = at_each_cut(lambda one: entropies(one.tables)), at_each_cut(lambda one: one.gains)
    names, thresholds = np.array(NAMES, dtype=object), in_words()
    explorer.say(
        "{} {}? Wines that say yes: {:.0f}, with {:.4f} bits left; no: {:.0f}, with {:.4f} bits left.",
        lambda measurement, threshold: (
            names[measurement],
            thresholds[measurement, threshold],
            wines(measurement, threshold)[..., 0],
            bits(measurement, threshold)[..., 0],
            wines(measurement, threshold)[..., 1],
            bits(measurement, threshold)[..., 1],
        ),
    )
    explorer.say(
        "Before: {:.4f} bits; after, on average: {:.4f} bits. Gain: {:.4f} bits.",
        lambda measurement, threshold: (
            before(),
            before() - gain(measurement, threshold),
            gain(measurement, threshold),
        ),
    )

"""An explorer of what lies between the course's number and a library's: silent steps, switched on one at a time."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_A, HIGHLIGHT, MUTED, P_COLOUR
from infotheory_helpers.explorer.shapes import boxes

from .cases import (
    CASES,
    GROUPS,
    MOST_STEPS,
    inputs_in_words,
    number_after,
    returned,
    rows,
    steps_in_words,
    unit_after,
    with_unit,
)
from .table import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

LOSSES, AS_IT_IS = 3, 4  # the group of the sure and wrong ones, and in it the one that prints what the formula gives
ENDLESS = 0.84  # where an infinite bar ends: short of the edge, where its number stands

LIBRARY = MOST_STEPS + 1  # the row of the picture that is the library's; the course's is row 0
WIDE, LINES = 47, 3  # how much of a step's words a line holds, and how many lines there are
LONGEST, BAR = 0.66, 0.2  # of a bar, in widths of the panel, and how high it is


def explore_libraries() -> Explorer:
    """Choose a library and an input, and switch on the silent steps between the course's number and the library's.

    Returns
    -------
    Explorer
        Slider group (0 to 4: entropy, KL divergence, two kinds of loss, others), case (0 to 6, a row of the table) and
        steps (how many are switched on, 0 to 2); numbers in the unit that each names.

    Examples
    --------
    >>> explore_libraries()
    SciPy, three outcomes: entropy(p) with p = (0.7, 0.2, 0.1). The formula gives 1.1568 bits; with 0 of 1 silent steps,
    1.1568 bits. SciPy returns 0.8018 nats: not yet the same. Nats, unless base=2 is said.

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.1, on the base of the
    logarithm. Each row of the table names its own source: docs/libraries.md.
    """
    left, right = panels(9, 4.6, 1, 2, width_ratios=[1, 1.35])
    said = room_for_said(right)
    names, held = _draw_list(left)
    right.set(xlim=(0, 1), ylim=(LIBRARY + 0.45, -0.75))
    for ax in (left, right):
        ax.set(xticks=[], yticks=[])
        ax.spines[["left", "bottom"]].set_visible(False)
    bars = boxes(right, LIBRARY, color=P_COLOUR), boxes(right, 1, color=CLASS_A)
    zero = boxes(right, LIBRARY + 1, color=MUTED)
    left.figure.set_label(
        "Left, a list of seven calls: a library, and what is telling about its input. Right, for the one that is "
        "chosen, bars from the top: the number of the course's formula, the number after each silent step that is "
        "switched on, with the step in words, and at the bottom what the library returns."
    )
    explorer = Explorer(
        left.figure,
        group=widgets.ToggleButtons(options=[(name, n) for n, name in enumerate(GROUPS)], value=0, description="of"),
        case=widgets.SelectionSlider(
            options=[(f"{n + 1} of {CASES}", n) for n in range(CASES)], value=0, description="case"
        ),
        steps=widgets.ToggleButtons(
            options=[("none", 0), ("one", 1), ("two", 2)], value=0, description="silent steps on"
        ),
    )
    for case, (name, given) in enumerate(names):
        explorer.follow(name, _of_group(lambda row: row.library, case), "{}")
        explorer.follow(given, _of_group(lambda row: row.input, case), "{}")
    explorer.follow(held, lambda case: (0, case))
    _follow_bars(explorer, bars, zero)
    for text, words in _draw_words(right):
        explorer.follow(text, _of_each(words), "{}")
    explorer.say(
        "{}: {} with {}. The formula gives {}; with {} of {} silent steps, {}. {} returns {}: {}. {}",
        lambda group, case, steps: tuple(zip(*_of_each(_readout)(group, case, steps), strict=True)),
    )
    explorer.grab(held, "case")
    explorer.expect("sure and wrong", said, earned=lambda group, case: (group == LOSSES) & (case == AS_IT_IS))
    return explorer


def same(row: Row, on: int) -> bool:
    """Tell whether so many steps lead to what the library returned, to six digits."""
    return bool(np.isclose(number_after(row, on), returned(row), rtol=1e-6, atol=1e-6))


def _readout(row: Row, on: int) -> tuple[str, ...]:
    on = min(on, len(row.silent))
    return (
        f"{row.library}, {row.input}",
        row.call,
        inputs_in_words(row),
        with_unit(number_after(row, 0), unit_after(row, 0)),
        f"{on}",
        f"{len(row.silent)}",
        with_unit(number_after(row, on), unit_after(row, on)),
        row.library,
        _returned(row),
        "the same" if same(row, on) else "not yet the same",
        row.trap,
    )


def _returned(row: Row) -> str:
    return with_unit(returned(row), row.unit)


def _of_group(words: Callable[[Row], str], case: int) -> Callable[[Array], Any]:
    return lambda group: [words(rows()[one][case]) for one in group.tolist()]


def _of_each(words: Callable[[Row, int], Any]) -> Callable[..., Any]:
    # Of each position of the three sliders.
    def told(group: Array, case: Array, steps: Array) -> list[Any]:
        every = zip(group.ravel().tolist(), case.ravel().tolist(), steps.ravel().tolist(), strict=True)
        return [words(rows()[g][c], on) for g, c, on in every]

    return told


def _draw_list(ax: Axes) -> tuple[list[tuple[Text, Text]], Any]:
    ax.set(xlim=(-0.05, 1), ylim=(CASES - 0.4, -0.6))
    (held,) = ax.plot([0], [0], ">", color=HIGHLIGHT, markersize=10, clip_on=False, zorder=4)
    names = []
    for case in range(CASES):
        name = ax.text(0.06, case - 0.02, f"library {case}", va="bottom", color=CLASS_A)
        given = ax.text(0.06, case + 0.04, f"what is telling about input {case}", va="top", fontsize=10)
        names.append((name, given))
    return names, held


def _draw_words(ax: Axes) -> list[tuple[Text, Callable[[Row, int], str]]]:
    # The texts of each row of the picture, and what each says.
    told: list[tuple[Text, Callable[[Row, int], str]]] = []

    def write(x: float, y: float, colour: str, words: Callable[[Row, int], str], **look: Any) -> None:
        told.append((ax.text(x, y, f"words {len(told)}", color=colour, **look), words))

    ax.text(0, -0.12, "the formula, as it is", va="bottom", color=P_COLOUR)
    write(1, BAR / 2, P_COLOUR, lambda row, _: _amount(row, 0), va="center", ha="right")
    for step in range(1, LIBRARY):
        for line in range(LINES):
            write(0, step - 0.1 - 0.2 * (LINES - 1 - line), "black", _line_of(step, line), va="bottom", fontsize=10)
        write(1, step + BAR / 2, P_COLOUR, _after(step), va="center", ha="right")
    write(0, LIBRARY - 0.12, CLASS_A, lambda row, _: f"{row.library} returns", va="bottom")
    write(1, LIBRARY + BAR / 2, CLASS_A, lambda row, _: _returned(row), va="center", ha="right")
    write(1, LIBRARY - 0.12, HIGHLIGHT, lambda row, on: "the same" if same(row, on) else "", va="bottom", ha="right")
    return told


def _amount(row: Row, steps: int) -> str:
    return with_unit(number_after(row, steps), unit_after(row, steps))


def _after(step: int) -> Callable[[Row, int], str]:
    return lambda row, on: _amount(row, step) if step <= min(on, len(row.silent)) else ""


def _line_of(step: int, line: int) -> Callable[[Row, int], str]:
    def words(row: Row, on: int) -> str:
        if step > min(on, len(row.silent)):
            return ""
        lines = textwrap.wrap(steps_in_words(row.silent[step - 1]), WIDE)
        return [*[""] * (LINES - len(lines)), *lines][line]  # the last one just over its bar

    return words


def _follow_bars(explorer: Explorer, bars: tuple[Any, Any], zero: Any) -> None:
    def course(row: Row, on: int) -> list[list[float]]:
        drawn = [step for step in range(LIBRARY) if step <= min(on, len(row.silent))]
        return [_span(row, number_after(row, step)) if step in drawn else [0, 0] for step in range(LIBRARY)]

    def library(row: Row, _: int) -> list[list[float]]:
        return [_span(row, returned(row))]

    def boxed(spans: Callable[[Row, int], Any], at: Any) -> Callable[..., Any]:
        def placed(group: Array, case: Array, steps: Array) -> tuple[Any, ...]:
            both = np.array(_of_each(spans)(group, case, steps))
            return both[..., 0], at, both[..., 1], np.where(both[..., 1] > 0, BAR, 0)

        return placed

    explorer.follow(bars[0], boxed(course, np.arange(LIBRARY)))
    explorer.follow(bars[1], boxed(library, np.array([LIBRARY])))

    def at_zero(group: Array, case: Array) -> tuple[Any, ...]:
        pairs = zip(group.ravel().tolist(), case.ravel().tolist(), strict=True)
        across = np.array([_span(rows()[g][c], 0.0)[0] for g, c in pairs])[:, None]
        return across - 0.002, np.arange(LIBRARY + 1), 0.004, BAR

    explorer.follow(zero, at_zero)


def _span(row: Row, number: float) -> list[float]:
    # Where a bar starts and how long it is; each case has its own scale, and infinity takes all of it.
    every = [number_after(row, step) for step in range(len(row.silent) + 1)]
    finite = [0.0, *(one for one in [*every, returned(row)] if np.isfinite(one))]
    low, high = min(finite), max(finite)
    scale = LONGEST / ((high - low) or 1)
    if np.isinf(number):
        return [-low * scale, ENDLESS + low * scale]
    return [scale * (min(number, 0) - low), scale * abs(number)]

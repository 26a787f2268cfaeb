"""The games of yes/no questions: eight dots for lesson 0, sixty-four for lesson 1.

Both ask “is it at most …?”, so what is left always lies between a lowest and a highest number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.buttons import Draw
from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, P_COLOUR
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import information_content

from .games import LOST, MOST_GAMES, PLAYING, SCORED, WON, each, keep_score, of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

NOTHING, YES, NO, KNOWN = range(4)  # what was answered
ANSWERS = ("", "Yes.", "No.", "You knew that: no question spent.")


def questions_needed(numbers: Array | int) -> Any:
    """Count the yes/no questions that tell so many numbers apart: the bits, rounded up."""
    return np.ceil(information_content(1 / np.asarray(numbers)) - 1e-9).astype(int)


def explore_eight() -> Explorer:
    """Find a number from 1 to 8 with three yes/no questions, and see each answer rule dots out.

    Returns
    -------
    Explorer
        Slider cut, for the question “is it at most …?”; what is counted is questions, not yet bits.

    Examples
    --------
    >>> explore_eight()
    I think of a number from 1 to 8. Find it with as few questions as you can. Still possible: 8 numbers. Won 0 of 0
    games.

    References
    ----------
    Hartley, R. V. L. (1928), Transmission of Information.
    """
    ax = panels(6.4, 1.9)
    said = room_for_said(ax)
    ax.figure.set_label(
        "Eight dots, numbered 1 to 8. Those that an answer has ruled out are grey; a dashed line stands where the next "
        "question cuts. Above them the last answer in large letters."
    )
    loud = _dots(ax, 8, 8)
    ax.set(ylim=(-1.5, 0.6))
    explorer = Explorer(ax.figure, **_states(8, cut=1, secret=5))
    _follow_dots(explorer, ax, 8, 8)
    explorer.follow(loud, _loud_answer, "{}")
    _say_where_it_stands(explorer, 8)
    explorer.say("{}", lambda phase: np.where(phase == PLAYING, "", "Your questions left: 8"))
    for i in (1, 2, 3):
        explorer.say("{}", of(lambda phase, n: each(_then_left, phase, n), "phase", f"n{i}"))
    explorer.say("{}", lambda phase, n1, n2, n3: each(_halvings, phase, n1, n2, n3))
    keep_score(explorer)
    _press(explorer, 8)
    explorer.expect("questions for eight", said, earned=lambda played: played > 0)
    return explorer


def explore_guess() -> Explorer:
    """Find one of 64 numbers by yes/no questions, and see how many bits each answer brought.

    Returns
    -------
    Explorer
        Slider cut, for the question “is it at most …?”; information in bits.

    Examples
    --------
    >>> explore_guess()
    I think of a number from 1 to 64. Find it with as few questions as you can. Answers so far: 0.0 bits. Won 0 of 0
    games.

    References
    ----------
    MacKay, D. J. C. (2003), Information Theory, Inference, and Learning Algorithms, section 4.1.
    """
    left, right = panels(6.6, 3.4, 1, 2)
    said = room_for_said(right)
    left.figure.set_label(
        "Left, 64 dots in eight rows, numbered 1 to 64. Those that an answer has ruled out are grey; a dashed line "
        "parts those that the next question asks for from the others. Right, the last answer in large letters, and a "
        "bar for each question: the bits that its answer brought, over how many numbers it left."
    )
    _dots(left, 64, 8)
    bars = right.bar(np.arange(1, 7), np.zeros(6), 0.7, color=COST)
    loud = right.annotate("", (0.5, 0.84), xycoords="axes fraction", ha="center", fontsize=22, fontweight="bold")
    right.set(xlim=(-0.6, 6.6), ylim=(0, 8.5), xticks=[], yticks=range(7), ylabel="bits that the answer brought")
    right.set_xlabel("numbers left after each question", labelpad=20)
    right.annotate("64", (0, 0), (0, -14), textcoords="offset points", ha="center")

    explorer = Explorer(left.figure, **_states(64, cut=10, secret=11))
    _follow_dots(explorer, left, 64, 8)
    explorer.follow(loud, _loud_answer, "{}")
    _say_where_it_stands(explorer, 64)
    explorer.say("Answers so far:{}", lambda asked: np.where(asked == 0, " 0.0", ""))
    for i, bar in enumerate(bars, 1):
        _show_question(explorer, right, bar, i)
    explorer.say("bits. {}", lambda phase, left: each(_still_possible, phase, left))
    explorer.say("{}", lambda phase, secret: each(_best_player, phase, secret))
    keep_score(explorer)
    _press(explorer, 64)
    explorer.press(
        "cut in half", {"cut": lambda low, high: np.minimum((low + high) // 2, 63)}, when=lambda phase: phase == PLAYING
    )
    explorer.expect("which question", said, earned=lambda played: played > 0)
    return explorer


def _dots(ax: Axes, numbers: int, columns: int) -> Any:
    # Dots in rows as one reads, the first row on top, and a place for the loud answer above them.
    x, y = np.arange(numbers) % columns, -(np.arange(numbers) // columns)
    ax.plot(x, y, "o", color=P_COLOUR, markersize=17, zorder=1)
    for number in range(numbers):
        ax.annotate(
            f"{number + 1}", (x[number], y[number]), ha="center", va="center_baseline", color="white", fontsize=9
        )
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(y[-1] - 0.6, 0.6), xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax.annotate("", (0.5, 0.02), xycoords="axes fraction", ha="center", fontsize=22, fontweight="bold")


def _states(numbers: int, cut: int, secret: int) -> dict[str, Any]:
    # The slider, and all that a game remembers: n1, n2 … are how many numbers the first, second … question left.
    granted, up_to = int(questions_needed(numbers)), range(1, numbers + 1)
    left = {f"n{i}": Hidden(range(numbers + 1), 0) for i in range(1, granted + 1)}
    return {
        "cut": widgets.IntSlider(cut, min=1, max=numbers - 1, description="Is it at most …?"),
        "secret": Hidden(up_to, secret),
        "low": Hidden(up_to, 1),
        "high": Hidden(up_to, numbers),
        "left": Hidden(up_to, numbers),
        "last": Hidden(up_to, 1),
        "yes": Hidden([0, 1], 0),
        "above": Hidden([0, 1], 0),
        "news": Hidden([0, 1], 0),
        "answer": Hidden(range(4), NOTHING),
        "asked": Hidden(range(granted + 1), 0),
        "phase": Hidden([PLAYING, WON, LOST], PLAYING),
        "won": Hidden(range(MOST_GAMES + 1), 0),
        "played": Hidden(range(MOST_GAMES + 1), 0),
        **left,
    }


def _follow_dots(explorer: Explorer, ax: Axes, numbers: int, columns: int) -> None:
    # A veil over the rows that are ruled out and one over the rest of a row, at either end; the line of the cut;
    # and at the end a frame around the number.
    rows = numbers // columns

    def veil() -> Any:
        return ax.bar([0], [0], 1, color="white", alpha=0.8, zorder=4)[0]

    def before(low: Array) -> tuple[Any, ...]:
        full = (low - 1) // columns
        return -0.5, 0.5 - full, columns, full

    def beside(low: Array) -> tuple[Any, ...]:
        return -0.5, -0.5 - (low - 1) // columns, (low - 1) % columns, 1

    def behind(high: Array) -> tuple[Any, ...]:
        last = (high - 1) // columns
        return (high - 1) % columns + 0.5, -0.5 - last, columns - 1 - (high - 1) % columns, 1

    def after(high: Array) -> tuple[Any, ...]:
        last = (high - 1) // columns
        return -0.5, 0.5 - rows, columns, rows - 1 - last

    for function in (before, beside, behind, after):
        explorer.follow(veil(), function)
    (cut,) = ax.plot(np.zeros(4), np.zeros(4), "--", color=HIGHLIGHT, zorder=5)
    explorer.follow(cut, lambda cut: _stairs(cut, columns))
    frame = ax.bar([0], [0], 0, color="none", edgecolor=HIGHLIGHT, linewidth=2.5, zorder=6)[0]
    explorer.follow(
        frame,
        lambda secret, phase: (
            (secret - 1) % columns - 0.45 * (phase != PLAYING),
            -((secret - 1) // columns) - 0.45 * (phase != PLAYING),
            0.9 * (phase != PLAYING),
            0.9 * (phase != PLAYING),
        ),
    )


def _stairs(cut: Array, columns: int) -> tuple[Array, Array]:
    # The numbers up to the cut lie above this line and left of it. Where they fill a row it is a straight one.
    row, column = (cut - 1) // columns, (cut - 1) % columns + 0.5
    x = np.concatenate([0 * cut - 0.5, column, column, 0 * cut + columns - 0.5], axis=-1)
    y = np.concatenate([-0.5 - row, -0.5 - row, 0.5 - row, 0.5 - row], axis=-1)
    return x, y


def _show_question(explorer: Explorer, ax: Axes, bar: Any, i: int) -> None:
    # One question: its bar, how many numbers it left, and its words.
    names = ["n1"] if i == 1 else [f"n{i - 1}", f"n{i}"]
    under = ax.annotate("", (i, 0), (0, -14), textcoords="offset points", ha="center")
    explorer.follow(bar, of(_bits_brought, *names))
    explorer.follow(under, of(lambda n: each(lambda n: f"→ {n}" if n else "", n), f"n{i}"), "{}")
    explorer.say("{}", of(lambda *counts: each(_bits_in_words, *counts), *names))


def _bits_brought(*counts: Array) -> Any:
    # By an answer that left the last of the counts; before the first question there were 64.
    before, after = counts if len(counts) == 2 else (np.full_like(counts[0], 64), *counts)
    return information_content(np.where((after > 0) & (before > after), after / np.maximum(before, 1), 1))


def _bits_in_words(*counts: int) -> str:
    if not counts[-1]:
        return ""
    plus = "+ " if len(counts) == 2 else ""
    return f"{plus}{float(_bits_brought(*map(np.asarray, counts))):.1f}"


def _press(explorer: Explorer, numbers: int) -> None:
    granted = int(questions_needed(numbers))
    counts = [f"n{i}" for i in range(1, granted + 1)]

    def keep(i: int) -> Callable[..., Any]:
        return lambda asked, left, kept: np.where(asked == i, left, kept)

    explorer.press(
        "Ask",
        {
            "last": lambda cut: cut,
            "above": lambda cut, low: cut >= low,
            "news": lambda above, cut, high: above & (cut < high),
            "yes": lambda secret, cut: secret <= cut,
            "answer": lambda news, yes: np.where(news, np.where(yes, YES, NO), KNOWN),
            "low": lambda yes, low, cut: np.where(yes, low, np.maximum(low, cut + 1)),
            "high": lambda yes, high, cut: np.where(yes, np.minimum(high, cut), high),
            "left": lambda low, high: np.maximum(high - low + 1, 1),
            "asked": lambda asked, news: np.minimum(asked + news, granted),
            **{name: of(keep(i), "asked", "left", name) for i, name in enumerate(counts, 1)},
            "phase": lambda left, asked: np.where(left == 1, WON, np.where(asked == granted, LOST, PLAYING)),
            **SCORED,
        },
        when=lambda phase: phase == PLAYING,
    )
    start = {"low": 1, "high": numbers, "left": numbers, "answer": NOTHING, "asked": 0, "phase": PLAYING}
    explorer.press("New game", {"secret": Draw(lambda: numbers), **start, **dict.fromkeys(counts, 0)})


def _loud_answer(answer: Array, phase: Array, secret: Array) -> Array:
    return each(
        lambda answer, phase, secret: (
            f"It is the {secret}!" if phase == WON
            else f"It was the {secret}" if phase == LOST
            else ("", "Yes", "No", "You knew that")[answer]
        ),
        answer, phase, secret,
    )  # fmt: skip


def _say_where_it_stands(explorer: Explorer, numbers: int) -> None:
    explorer.say("{}", lambda phase, asked: each(lambda now, so_far: _story(now, so_far, numbers), phase, asked))
    explorer.say("{}", lambda phase, secret: each(_revealed, phase, secret))
    explorer.say("{}", lambda last, answer: each(_asked, last, answer))
    explorer.say("{}", lambda answer: each(ANSWERS.__getitem__, answer))


def _story(phase: int, asked: int, numbers: int) -> str:
    if phase == WON:
        return f"Found with {counted(asked, 'question')}."
    if phase == LOST:
        return "Lost: no question is left."
    if asked == 0:
        return f"I think of a number from 1 to {numbers}. Find it with as few questions as you can."
    left = int(questions_needed(numbers)) - asked
    return f"I think of a number from 1 to {numbers}. You have {counted(left, 'question')} left."


def _revealed(phase: int, secret: int) -> str:
    return {PLAYING: "", WON: f"It is the {secret}.", LOST: f"It was the {secret}."}[phase]


def counted(count: int, what: str) -> str:
    """Say how many there are: 1 question, 2 questions."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def _asked(last: int, answer: int) -> str:
    return "" if answer == NOTHING else f"Is it at most {last}?"


def _then_left(phase: int, left: int) -> str:
    return f"→ {left}" if phase != PLAYING and left else ""


def _halvings(phase: int, *left: int) -> str:
    # What the learner's own questions did, beside what halving does.
    asked = [n for n in left if n]
    if phase == PLAYING:
        return f"Still possible: {counted((8, *asked)[-1], 'number')}."
    if asked == [4, 2, 1]:
        return "numbers. Each halved what was left."
    luck = "That was luck: another answer would have left more. " if phase == WON else ""
    return f"numbers. {luck}Halving leaves 8 → 4 → 2 → 1, whatever the answers."


def _still_possible(phase: int, left: int) -> str:
    return f"{left} numbers were still possible." if phase == LOST and left > 1 else ""


def _best_player(phase: int, secret: int) -> str:
    if phase == PLAYING:
        return ""
    low, high, asked = 1, 64, 0
    while low < high:
        middle = (low + high) // 2
        low, high, asked = (low, middle, asked + 1) if secret <= middle else (middle + 1, high, asked + 1)
    return f"The player who always halves finds the same number with {asked} questions, 1 bit each."

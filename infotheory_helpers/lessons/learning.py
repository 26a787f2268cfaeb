"""A model while it learns to read digits: its weights as pictures, a zero that it keeps misreading, and its loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import Drawing, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_C, COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR
from infotheory_helpers.measures.information import entropy
from infotheory_helpers.measures.losses import softmax

from .digits import EVERY, STEPS, digits, losses, push, targets, trained

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from infotheory_helpers.explorer.patches import Boxes, Squares

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

SIDE = 8  # pixels
GAP = 0.95  # of a pixel: as large as its square can be
BAR, FOOT, HIGH = SIDE / 10, -14.5, 5  # the bars below the zero: from one to the next, where they stand, how high 1 is
BARS = BAR * (np.arange(10) + 0.1)
ZERO, TRUTH, RIVAL = 1573, 0, 4  # one of the 1797 digits, what it is, and what it is taken for
# Which labels: the ink and mark of their loss, their name, and where that of their floor stands, in nats.
RUNS = {"hard": (COST, "●", "hard labels", 1.2), "smooth": (CLASS_C, "■", "smoothed labels", 1.6)}


def explore_learning() -> Explorer:
    """Watch a model learn to read digits: which pixels come to speak for each class, and which against it.

    Returns
    -------
    Explorer
        Slider step, from 0 to 300, and the choice show: the weights, or the push of one digit on them. Losses in nats.

    Examples
    --------
    >>> explore_learning()
    Step 0: the loss is 2.3026 nats, with smoothed labels 2.3026 nats. The large zero gets 0.100 on 0 and 0.100 on
    4.

    References
    ----------
    Hinton, G. E. and Shallice, T. (1991), Lesioning an Attractor Network.
    """
    ten, descent, one = _three_panels()
    said = room_for_said(one)
    alt = (
        "Above, ten pictures of eight by eight squares, one for each digit: a full square is a pixel whose weight is "
        "above 0, an outlined one a pixel whose weight is below 0, the larger the further from 0. Below them the loss "
        "in nats against the step, as far as it has been seen, on hard and on smoothed labels. Beside them one "
        "handwritten zero in ink, and under it bars of the probability that the model gives to each digit."
    )
    inked = np.flatnonzero(digits()[0].any(axis=0))  # the other pixels never learn
    plus, minus = _ten_pictures(ten, inked)
    bars = _one_picture(one)
    descent.set(xlim=(0, STEPS), ylim=(0, 2.6), yticks=[0, 1, 2], xlabel="step", ylabel="loss, nats")
    drawn = {kind: _loss(descent, kind) for kind in RUNS}

    explorer = Explorer(
        Drawing(ten, alt, {}),
        step=widgets.IntSlider(0, min=0, max=STEPS, step=EVERY, description="step"),
        show=widgets.ToggleButtons(options=[("the weights", 0), ("this zero’s push", 1)], value=0, description="show"),
    )
    weights = trained("hard")
    sides = np.stack([_sides(weights[:, inked]), _sides(push(weights, ZERO)[:, inked])])
    explorer.follow(plus, lambda step, show: sides[show[:, 0], step[:, 0] // EVERY])
    explorer.follow(minus, lambda step, show: -sides[show[:, 0], step[:, 0] // EVERY])
    taken = softmax(digits()[0][ZERO] @ weights)  # what the zero is taken for
    explorer.follow(bars, lambda step: (BARS, FOOT, 0.8 * BAR, HIGH * taken[step[:, 0] // EVERY]))
    fallen = {kind: losses(kind, trained(kind)) for kind in RUNS}
    for kind in RUNS:
        _follow_loss(explorer, drawn[kind], kind, fallen[kind])
    explorer.say(
        "Step {:.0f}: the loss is {:.4f} nats, with smoothed labels {:.4f} nats.",
        lambda step: (step, fallen["hard"][step // EVERY], fallen["smooth"][step // EVERY]),
    )
    explorer.say(
        f"The large zero gets {{:.3f}} on {TRUTH} and {{:.3f}} on {RIVAL}.",
        lambda step: (taken[step // EVERY, TRUTH], taken[step // EVERY, RIVAL]),
    )
    explorer.press("play", {"step": lambda step: np.minimum(step + EVERY, STEPS)}, repeat=True)
    explorer.press("back to step 0", {"step": 0}, when=lambda step: step > 0)
    explorer.grab(drawn["hard"][0], "step")
    explorer.expect("hole of a zero", said, earned=lambda step: step >= 100)
    return explorer


def _ten_pictures(ax: Axes, inked: Array) -> tuple[Squares, Squares]:
    from infotheory_helpers.explorer.shapes import squares

    # In two rows of five. Full squares are above 0, outlined ones below: told apart without their inks, too.
    corners = np.array([(10 * (digit % 5), -11.5 * (digit // 5)) for digit in range(10)])
    for digit, (x, y) in enumerate(corners):
        ax.text(x + SIDE / 2, y + 0.4, str(digit), ha="center", va="bottom", color=MUTED)
        _frame(ax, x, y)
    x, y = _centres(inked)
    across, up = corners[:, 0] + x[:, None], corners[:, 1] + y[:, None]
    plus, minus = squares(ax, across, up, color=P_COLOUR), squares(ax, across, up, color="none")
    minus.set(edgecolor=COST, linewidth=1)
    _bare(ax, (-0.3, 48.3), (-19.8, 2.6))
    return plus, minus


def _one_picture(ax: Axes) -> Boxes:
    from infotheory_helpers.explorer.patches import rectangles
    from infotheory_helpers.explorer.shapes import boxes, squares

    # The zero, and below it what it is taken for.
    ink = digits()[0][ZERO]
    drawn = squares(ax, *_centres(np.flatnonzero(ink)), color=HIGHLIGHT)
    drawn.set_path(rectangles(drawn.with_sides(GAP * np.sqrt(ink[ink > 0]))))
    _frame(ax, 0, 0)
    ax.set_title("one of the zeros", fontsize=11, color=P_COLOUR)
    bars = boxes(ax, 10, color=Q_COLOUR)
    ax.plot([0, SIDE], [FOOT, FOOT], color=MUTED, linewidth=0.8)
    truth = ax.bar(BARS[TRUTH], HIGH, 0.8 * BAR, FOOT, align="edge", fill=False, edgecolor=P_COLOUR, linestyle=":")
    truth[0].set_linewidth(1.5)
    for digit, x in enumerate(BARS):
        ax.text(x + 0.4 * BAR, FOOT - 0.2, str(digit), ha="center", va="top", color=MUTED, fontsize=10)
    ax.text(BARS[1], FOOT + HIGH, "probability 1", va="top", color=P_COLOUR, fontsize=10)
    _bare(ax, (-0.1, SIDE + 0.1), (FOOT - 1.1, 0.1))
    return bars


def _bare(ax: Axes, across: tuple[float, float], up: tuple[float, float]) -> None:
    ax.set(xlim=across, ylim=up, xticks=[], yticks=[], aspect="equal")
    for spine in ax.spines.values():
        spine.set_visible(False)


def _three_panels() -> tuple[Axes, Axes, Axes]:
    # Two on the left, one as high as both on the right.
    (ten, one), (descent, spare) = panels(8.6, 5.4, 2, 2, width_ratios=[5, 2], height_ratios=[3, 1.9])
    one.set_subplotspec(one.get_gridspec()[:, 1])
    spare.remove()
    return ten, descent, one


def _centres(pixels: Array) -> tuple[Array, Array]:
    # Of pixels by their numbers, from the top left corner.
    return pixels % SIDE + 0.5, -(pixels // SIDE) - 0.5


def _frame(ax: Axes, x: float, y: float) -> None:
    ax.plot(x + SIDE * np.array([0, 0, 1, 1, 0]), y - SIDE * np.array([0, 1, 1, 0, 0]), color=MUTED, linewidth=0.8)


def _sides(numbers: Array) -> Array:
    # Of squares whose areas are the numbers, with their signs: pixels, then classes, along one last axis.
    sides: Array = GAP * np.sign(numbers) * np.sqrt(np.abs(numbers) / np.abs(numbers).max())
    return sides.reshape(len(numbers), -1)


def _loss(ax: Axes, kind: str) -> tuple[Any, ...]:
    ink, mark, name, height = RUNS[kind]
    floor = entropy(targets()[kind][0], unit="nats")
    (trail,) = ax.plot([0, 0], [2.3, 2.3], color=ink)
    (dot,) = ax.plot([0], [2.3], "o" if kind == "hard" else "s", color=ink, clip_on=False)
    dot.set(markersize=7 if kind == "hard" else 9, zorder=4 if kind == "hard" else 3)  # both are seen at the start
    ax.set_title(f"{mark} {name}", loc="left" if kind == "hard" else "right", fontsize=11, color=ink)
    (line,) = ax.plot([0, 0], [floor, floor], ":", color=ink, clip_on=False)
    words = ax.text(STEPS, height, f"{name}: floor {floor:.4f} nats", ha="right", color=ink)
    return dot, trail, line, words


def _follow_loss(explorer: Explorer, drawn: tuple[Any, ...], kind: str, loss: Array) -> None:
    dot, trail, line, words = drawn
    explorer.follow(trail, lambda step: (step, loss[step // EVERY]), along="step")
    explorer.follow(dot, lambda step: (step, loss[step // EVERY]))
    # The floor is told at the end.
    floor = line.get_ydata()
    explorer.follow(line, lambda step: (np.where(step == STEPS, [0, STEPS], 0), floor))
    explorer.follow(words, lambda step: (STEPS, RUNS[kind][3], step == STEPS))

"""An explorer of the KL leash: what a policy answers, what the reward model says to it, and what people say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_A, HIGHLIGHT, P_COLOUR, Q_COLOUR
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import kl_divergence

from .answers import Answers, load_answers
from .policies import kl_regularised_policy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

STRONGEST, WEAKEST, EACH = 1.5, -1.5, 0.05  # powers of 10: β from 32 down to 0.03 points per nat
LOW, HIGH = 0.38, 0.2  # where a bar begins, below the words of its row, and how high it is
BETAS = 10.0 ** np.arange(STRONGEST, WEAKEST - EACH / 2, -EACH)


def explore_leash() -> Explorer:
    """Loosen the KL leash of a policy: what it answers, what the reward model says to it, and what people say.

    Returns
    -------
    Explorer
        Slider β, from 32 points per nat down to 0.03; the KL from the reference in nats.

    Examples
    --------
    >>> explore_leash()
    β = 31.623 points per nat: KL from the reference 0.0007 nats, reward 1.8168 points, true quality 1.7172 points.
    Most likely: “It depends.”

    References
    ----------
    Gao, L., Schulman, J. and Hilton, J. (2023), Scaling Laws for Reward Model Overoptimization.
    """
    answers = load_answers()
    left, right = panels(8.4, 6.6, 1, 2, width_ratios=[1.1, 1])
    said = room_for_said(left)
    bars = _draw_answers(left, answers)
    left.figure.set_label(
        "Left, bars of probability for twelve answers, the reference in outline, and at each answer what the reward "
        "model gives it and what people give it, in points. Right, the policy's mean reward and mean true quality in "
        "points against its KL divergence from the reference in nats, as far as the leash has been loosened."
    )
    marks = _draw_points(right)
    slider = widgets.SelectionSlider(
        options=[(f"{beta:.2f} points per nat", beta) for beta in BETAS], value=BETAS[0], description="leash β"
    )
    explorer = Explorer(left.figure, beta=slider)

    def story(beta: Array) -> tuple[Any, ...]:
        policies, nats = _on_a_leash(beta)
        said = [f"“{answers.texts[place]}”" for place in policies.argmax(axis=-1)]
        return beta, nats, policies @ answers.reward, policies @ answers.quality, said

    rows = np.arange(len(answers.texts))
    explorer.follow(bars, lambda beta: (0, rows + LOW, _on_a_leash(beta[..., 0])[0], HIGH))
    for (dot, trail), points in zip(marks, [answers.reward, answers.quality], strict=True):
        explorer.follow(trail, _place(points), along="beta")
        explorer.follow(dot, _place(points))
    explorer.say(
        "β = {:.3f} points per nat: KL from the reference {:.4f} nats, reward {:.4f} points, true quality {:.4f} "
        "points. Most likely: {}",
        story,
    )
    explorer.expect("short leash", said, earned=lambda beta: beta < 0.4)
    return explorer


def _on_a_leash(beta: ArrayLike) -> tuple[Floats, Any]:
    # The best policy for each β, and its KL from the reference in nats.
    answers = load_answers()
    best = [kl_regularised_policy(answers.reference, answers.reward, one) for one in np.ravel(beta)]
    policies = np.reshape(best, (*np.shape(beta), -1))
    return policies, kl_divergence(policies, answers.reference, unit="nats")


def _place(points: Floats) -> Any:
    return lambda beta: (_on_a_leash(beta)[1], _on_a_leash(beta)[0] @ points)


def _root(nats: Floats) -> Floats:
    return np.sqrt(np.maximum(nats, 0))


def _draw_answers(ax: Axes, answers: Answers) -> Any:
    rows = np.arange(len(answers.texts))
    bars = boxes(ax, len(rows), Q_COLOUR)
    ax.barh(rows + LOW, answers.reference, HIGH, align="edge", fill=False, edgecolor=HIGHLIGHT, linewidth=1.1)
    ax.set(xlim=(0, 1), ylim=(len(rows) - 0.35, -1.3), yticks=[], xlabel="probability (outline: reference)")
    ax.spines["left"].set_visible(False)
    for row, words in enumerate(answers.texts):
        ax.text(0, row, words, va="center", fontsize=9.5)
    for across, mark, points, ink in [(0.88, "■", answers.reward, CLASS_A), (1, "●", answers.quality, P_COLOUR)]:
        ax.text(across, -0.95, mark, ha="right", va="center", color=ink)
        for row, amount in enumerate(points):
            ax.text(across, row, f"{amount:.1f}", ha="right", va="center", fontsize=9.5, color=ink)
    ax.text(0.78, -0.95, "points:", ha="right", va="center", fontsize=9.5)
    return bars


def _draw_points(ax: Axes) -> list[tuple[Any, Any]]:
    marks = []
    for style, marker, ink, words, up in [
        ("--", "s", CLASS_A, "■ reward", 0.92),
        ("-", "o", P_COLOUR, "● true quality", 0.83),
    ]:
        (trail,) = ax.plot([0, 0], [0, 0], style, color=ink)
        (dot,) = ax.plot([0], [0], marker, color=ink, markersize=9, clip_on=False)
        ax.annotate(words, (0.05, up), xycoords="axes fraction", color=ink)
        marks.append((dot, trail))
    # Against √KL the reward is nearly a straight line: a leash a little longer tells at first the most.
    ax.set_xscale("function", functions=(_root, np.square))
    ax.set(xlim=(0, 4.3), ylim=(0, 5.4), xticks=[0, 0.1, 0.5, 1, 2, 3, 4])
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set(xlabel="KL(policy‖reference), nats (axis: its root)", ylabel="mean of an answer, points")
    return marks

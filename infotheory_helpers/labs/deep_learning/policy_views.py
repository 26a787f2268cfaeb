"""The pictures of policies and of a model's confidence: figures, and an explorer of the KL leash.

No formula stands here: policies, measures and calibration compute every number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import kl_divergence

from .answers import load_answers
from .calibration import calibration_error, reliability
from .policies import EPSILON, clipped_objective, kl_regularised_policy

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

SIZE = (5, 2.7)
STRONGEST, WEAKEST, EACH = 1.5, -1.5, 0.05  # powers of 10: β from 32 down to 0.03 points per nat


def _on_a_leash(beta: ArrayLike) -> tuple[Floats, Any]:
    """Give the best policy for each β, and its KL from the reference in nats."""
    answers = load_answers()
    best = [kl_regularised_policy(answers.reference, answers.reward, one) for one in np.ravel(beta)]
    policies = np.reshape(best, (*np.shape(beta), -1))
    return policies, kl_divergence(policies, answers.reference, unit="nats")


_BETAS = 10.0 ** np.arange(STRONGEST, WEAKEST - EACH / 2, -EACH)


def explore_leash() -> Explorer:
    """Loosen the KL leash of a policy: what it answers, what the reward model says to it, and what people say.

    Returns
    -------
    Explorer
        Slider β, from 0.03 to 32 points per nat; the KL from the reference in nats.

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
    left, right = panels(8.4, 4.2, 1, 2, width_ratios=[1, 1])
    said = room_for_said(left)
    rows = np.arange(len(answers.texts))
    bars = left.barh(rows, answers.reference, 0.72, color=[Q_COLOUR] * (len(rows) - 1) + [COST])
    left.barh(rows, answers.reference, 0.72, fill=False, edgecolor=HIGHLIGHT, linewidth=1.2)
    left.set(xlim=(0, 1), yticks=rows, yticklabels=answers.texts, xlabel="probability (outline: reference)")
    left.tick_params(axis="y", length=0, labelsize=10.5, labelcolor=HIGHLIGHT)
    left.invert_yaxis()
    # The answers are long, and each browser sets them in its own width: leave them room.
    left.figure.get_layout_engine().set(rect=(0.03, 0, 0.97, 1))
    (reward_trail,) = right.plot(_BETAS, _BETAS, "--", color=Q_TEXT)
    (quality_trail,) = right.plot(_BETAS, _BETAS, color=P_COLOUR)
    (reward,) = right.plot([0], [0], "s", color=Q_TEXT, markersize=9)
    (quality,) = right.plot([0], [0], "o", color=P_COLOUR, markersize=9)
    right.annotate("■ reward", (0.05, 0.92), xycoords="axes fraction", color=Q_TEXT)
    right.annotate("● true quality", (0.05, 0.83), xycoords="axes fraction", color=P_COLOUR)
    right.set(xlim=(-0.1, 4.2), ylim=(0, 5.4), xlabel="KL(policy‖reference), nats", ylabel="mean of an answer, points")
    left.figure.set_label(
        "Left, bars of probability for twelve answers, the reference in outline. Right, the policy's mean reward "
        "and mean true quality in points against its KL divergence from the reference in nats, with the way that each "
        "took since the leash was strongest."
    )
    slider = widgets.FloatLogSlider(
        _BETAS[0], base=10, min=WEAKEST, max=STRONGEST, step=EACH, description="leash β", readout_format=".2f"
    )
    explorer = Explorer(left.figure, beta=slider)

    def story(beta: Array) -> tuple[Any, ...]:
        policies, nats = _on_a_leash(beta)
        said = [f"“{answers.texts[place]}”" for place in policies.argmax(axis=-1)]
        return beta, nats, policies @ answers.reward, policies @ answers.quality, said

    for row, bar in enumerate(bars):
        explorer.follow(bar, _bar(row))
    for dot, trail, points in [(reward, reward_trail, answers.reward), (quality, quality_trail, answers.quality)]:
        explorer.follow(trail, _way(points))
        explorer.follow(dot, _place(points))
    explorer.say(
        "β = {:.3f} points per nat: KL from the reference {:.4f} nats, reward {:.4f} points, true quality {:.4f} "
        "points. Most likely: {}",
        story,
    )
    explorer.expect("short leash", said, earned=lambda beta: beta < 0.4)
    return explorer


def _bar(row: int) -> Any:
    return lambda beta: (0, row - 0.36, _on_a_leash(beta)[0][..., row], 0.72)


def _place(points: Floats) -> Any:
    return lambda beta: (_on_a_leash(beta)[1], _on_a_leash(beta)[0] @ points)


def _way(points: Floats) -> Any:
    # The trail since the strongest leash: where β was, or is now.
    def way(beta: Array) -> tuple[Any, Any]:
        policies, nats = _on_a_leash(_BETAS)
        now = np.abs(np.log(beta) - np.log(_BETAS)).argmin(axis=-1)[..., None]
        passed = np.minimum(np.arange(len(_BETAS)), now)
        return nats[passed], (policies @ points)[passed]

    return way


def plot_reward_hacking(ax: Axes | None = None) -> Drawing:
    """Draw mean reward and true quality of the best policies on shorter and longer leashes, against their KL.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "reward", "quality" and "peak", in points, over the KL from the reference in nats.

    Examples
    --------
    >>> plot_reward_hacking()["peak"].get_ydata().round(2).tolist()
    [2.48]

    References
    ----------
    Gao, L., Schulman, J. and Hilton, J. (2023), Scaling Laws for Reward Model Overoptimization, figure 1.
    """
    ax, answers = axes_or_new(ax, *SIZE), load_answers()
    policies, nats = _on_a_leash(_BETAS)
    rewards, qualities = policies @ answers.reward, policies @ answers.quality
    best = int(qualities.argmax())
    (reward,) = ax.plot(nats, rewards, "--", color=Q_TEXT)
    (quality,) = ax.plot(nats, qualities, color=P_COLOUR)
    (peak,) = ax.plot(nats[[best]], qualities[[best]], "o", color=HIGHLIGHT, markersize=8)
    ax.annotate("reward", (nats[best] + 0.1, 4.2), ha="right", color=Q_TEXT)
    ax.annotate("true quality", (3.1, 1.35), color=P_COLOUR)
    label = f"β = {_BETAS[best]:.2f}: {qualities[best]:.2f} points"
    ax.annotate(label, (nats[best], qualities[best]), (0, -20), textcoords="offset points", ha="center")
    ax.set(xlim=(0, 4.1), ylim=(0, 5.4), xlabel="KL(policy‖reference), nats", ylabel="mean of an answer, points")
    alt = (
        f"Two curves of points against the KL from the reference in nats. Reward rises all the way, from "
        f"{rewards[0]:.2f} to {rewards[-1]:.2f} points at {nats[-1]:.2f} nats. True quality rises from "
        f"{qualities[0]:.2f} to {qualities[best]:.2f} points at {nats[best]:.2f} nats (β = {_BETAS[best]:.2f}) and "
        f"falls to {qualities[-1]:.2f} points."
    )
    return Drawing(ax, alt, {"reward": reward, "quality": quality, "peak": peak})


def plot_clipped_objective(ax: Axes | None = None) -> Drawing:
    """Draw PPO's clipped objective against the ratio of probabilities, for a good answer and for a bad one.

    Parameters
    ----------
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "good" and "bad", in points, over the ratio of new to old probability.

    Examples
    --------
    >>> plot_clipped_objective()["good"].get_ydata().max().round(2).item()
    1.2

    References
    ----------
    Schulman, J. et al. (2017), Proximal Policy Optimization Algorithms, figure 1.
    """
    ax = axes_or_new(ax, *SIZE)
    ratio = np.linspace(0, 2, 201)
    artists: dict[str, Artist] = {}
    for name, advantage, line, ink in [("good", 1, "-", P_COLOUR), ("bad", -1, "--", COST)]:
        (artists[name],) = ax.plot(ratio, clipped_objective(ratio, advantage), line, color=ink)
    for edge in (1 - EPSILON, 1 + EPSILON):
        ax.axvline(edge, color=MUTED, linestyle=":", linewidth=1.2)
    (artists["start"],) = ax.plot([1, 1], [1, -1], "o", color=HIGHLIGHT, markersize=7)
    ax.annotate("good answer: +1 point", (2, 1.3), ha="right", color=P_COLOUR)
    ax.annotate("bad answer: −1 point", (0.04, -1.15), color=COST)
    ax.set(xlim=(0, 2), ylim=(-2.05, 1.7), xticks=[0, 0.5, 1 - EPSILON, 1, 1 + EPSILON, 1.5, 2])
    ax.set(xlabel="ratio: new probability / old probability", ylabel="objective, points")
    alt = (
        "PPO's clipped objective in points against the ratio of new to old probability. For a good answer it rises "
        "with the ratio and is flat above 1.2. For a bad answer it is flat below 0.8 and falls with the ratio from "
        "there on, without end."
    )
    return Drawing(ax, alt, artists)


def plot_steps(runs: Mapping[str, ArrayLike], ax: Axes | None = None) -> Drawing:
    """Draw how far each batch moved a policy: KL(before‖after), on a logarithmic axis.

    Parameters
    ----------
    runs : dict of name to array of shape (steps + 1, answers)
        The policies of each run, one after the other; at most three runs.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        One artist for each name, in nats.

    Examples
    --------
    >>> plot_steps({"a": [[0.5, 0.5], [0.25, 0.75]]})["a"].get_ydata().round(4).tolist()
    [0.1438]

    References
    ----------
    Schulman, J. et al. (2015), Trust Region Policy Optimization.
    """
    ax = axes_or_new(ax, *SIZE)
    artists: dict[str, Artist] = {}
    parts = []
    looks = [("o", "●", COST), ("s", "■", P_COLOUR), ("^", "▲", Q_TEXT)]
    for row, ((name, run), (marker, sign, ink)) in enumerate(zip(runs.items(), looks, strict=False)):
        policies = np.asarray(run, float)
        nats = kl_divergence(policies[:-1], policies[1:], unit="nats")
        (artists[name],) = ax.semilogy(
            range(1, len(nats) + 1), nats, f":{marker}", color=ink, linewidth=1, markersize=6
        )
        label = f"{sign} {name}: at most {nats.max():.2f} nats"
        ax.annotate(label, (0.98, 0.9 - 0.1 * row), xycoords="axes fraction", ha="right", color=ink)
        parts.append(f"{name}: {nats[0]:.3f} nats in the first step, {nats.max():.3f} nats in the largest")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.set(ylim=(1e-3, 30), xlabel="step (one batch)", ylabel="KL(before‖after), nats")
    return Drawing(ax, "KL of each step in nats, on a logarithmic axis. " + "; ".join(parts) + ".", artists)


def plot_entropies(groups: Mapping[str, ArrayLike], ax: Axes | None = None) -> Drawing:
    """Draw how the entropies of a model's predictions are spread, for two groups of predictions.

    Parameters
    ----------
    groups : dict of name to array of shape (samples,)
        Entropies in bits; at most two groups.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        One artist for each name: the share of the group in each fifth of a bit.

    Examples
    --------
    >>> plot_entropies({"right": [0.1, 0.1, 0.5], "wrong": [1.5]})["right"].get_data().values[0].round(2).item()
    0.67

    References
    ----------
    Shannon, C. E. (1948), A Mathematical Theory of Communication, section 6.
    """
    ax = axes_or_new(ax, *SIZE)
    top = max(np.max(bits) for bits in groups.values())
    edges = np.arange(0, top + 0.4, 0.2)
    artists: dict[str, Artist] = {}
    parts = []
    for row, ((name, bits), (line, ink)) in enumerate(
        zip(groups.items(), [("-", P_COLOUR), ("--", COST)], strict=False)
    ):
        amounts = np.asarray(bits, float)
        shares = np.histogram(amounts, edges)[0] / len(amounts)
        artists[name] = ax.stairs(shares, edges, color=ink, linestyle=line, linewidth=2.2, fill=False)
        label = f"{name}: {amounts.mean():.2f} bits on average"
        ax.annotate(label, (0.98, 0.85 - 0.12 * row), xycoords="axes fraction", ha="right", color=ink)
        parts.append(f"{name}: {amounts.mean():.2f} bits on average, {shares[0]:.0%} below 0.2 bits")
    ax.set(xlim=(0, edges[-1]), ylim=(0, None))
    ax.set(xlabel="entropy of the prediction, bits", ylabel="share of the group (no unit)")
    return Drawing(ax, "Entropies of predictions in bits, as shares. " + "; ".join(parts) + ".", artists)


def plot_reliability(models: Mapping[str, tuple[ArrayLike, ArrayLike]], ax: Axes | None = None) -> Drawing:
    """Draw how often predictions are right against how sure the model was of them.

    Parameters
    ----------
    models : dict of name to (confidence, correct)
        The probability that the model gave to each of its answers, and whether it was right; at most two models.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artist "honest", the diagonal, and one for each name.

    Examples
    --------
    >>> plot_reliability({"boaster": ([0.9, 0.9], [1, 0])})["boaster"].get_offsets().tolist()
    [[0.9, 0.5]]

    References
    ----------
    Niculescu-Mizil, A. and Caruana, R. (2005), Predicting Good Probabilities with Supervised Learning.
    """
    ax = axes_or_new(ax, 3.9, 3.4)
    (honest,) = ax.plot([0, 1], [0, 1], ":", color=HIGHLIGHT, linewidth=1.2)
    artists: dict[str, Artist] = {"honest": honest}
    parts = []
    looks = [("o", "●", COST), ("s", "■", P_COLOUR)]
    for row, ((name, (confidence, correct)), (marker, sign, ink)) in enumerate(
        zip(models.items(), looks, strict=False)
    ):
        sure, right, share = reliability(confidence, correct).T
        artists[name] = ax.scatter(sure, right, 12 + 500 * share, color=ink, marker=marker, alpha=0.75, linewidth=0)
        ax.annotate(f"{sign} {name}", (0.03, 0.92 - 0.09 * row), xycoords="axes fraction", color=ink)
        parts.append(
            f"{name}: its surest predictions claim {sure[-1]:.2f} and are right {right[-1]:.2f} of the time, "
            f"calibration error {calibration_error(confidence, correct):.3f}"
        )
    ax.annotate("… honest", (0.2, 0.08), color=HIGHLIGHT)
    ax.set(xlim=(0, 1.04), ylim=(-0.04, 1.06), xlabel="confidence: probability of its answer")
    ax.set(ylabel="share that is right (no unit)")
    return Drawing(
        ax, "Share of right predictions against confidence, a probability. " + "; ".join(parts) + ".", artists
    )


def plot_uncertain(images: ArrayLike, entropies: ArrayLike, captions: Sequence[str], ax: Axes | None = None) -> Drawing:
    """Draw images in a row, each over the entropy of its prediction and a caption.

    Parameters
    ----------
    images : array of shape (count, height, width)
        Grey images; large is dark.
    entropies : array of shape (count,)
        In bits.
    captions : list of count strings
        What to write below each.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artist "images", all of them side by side.

    Examples
    --------
    >>> plot_uncertain([[[0, 1], [1, 0]]], [1.5], ["a cross"])["images"].get_array().shape
    (2, 2)

    References
    ----------
    Settles, B. (2009), Active Learning Literature Survey, section 3.1.
    """
    tiles, bits = np.asarray(images, float), np.asarray(entropies, float)
    ax = axes_or_new(ax, 0.95 * len(tiles), 1.9)
    width = tiles.shape[2]
    row = ax.imshow(np.concatenate(list(tiles), axis=1), cmap="Greys", aspect="equal")
    for edge in range(1, len(tiles)):
        ax.axvline(edge * width - 0.5, color="white", linewidth=4)
    centres = (np.arange(len(tiles)) + 0.5) * width - 0.5
    labels = [f"{amount:.2f} bits\n{caption}" for amount, caption in zip(bits, captions, strict=True)]
    ax.set_xticks(centres, labels, color=HIGHLIGHT)
    ax.set(yticks=[], xlabel="entropy of each prediction, bits")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    listed = "; ".join(label.replace("\n", ", ") for label in labels)
    return Drawing(ax, f"{len(tiles)} images, with the entropy of each prediction: {listed}.", {"images": row})

"""How sure a classifier is: the spread of its entropies, an explorer of its calibration, and what it doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, CLASS_C, COST, HIGHLIGHT, P_COLOUR
from infotheory_helpers.explorer.shapes import boxes
from infotheory_helpers.measures.losses import categorical_cross_entropy, softmax

from .calibration import calibration_error, reliability
from .trained import too_sure

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

BINS = 10
THIN = 0.008  # half of a line that says what is claimed
COLDEST, HOTTEST, EACH = 0.5, 8.0, 0.1


def explore_calibration(logits: ArrayLike | None = None, digits: ArrayLike | None = None) -> Explorer:
    """Mend a classifier that is too sure: divide its scores by a temperature, and watch claim and truth meet.

    Parameters
    ----------
    logits : array of shape (samples, classes), optional
        The scores of your own model; those of the lab's, for 500 digits that it has not seen, if left out.
    digits : array of shape (samples,), optional
        The right classes, as whole numbers.

    Returns
    -------
    Explorer
        Slider T; the cross-entropy in nats, the calibration error, and the share of right answers.

    Examples
    --------
    >>> explore_calibration()
    T = 1.0: the answers claim 0.932 and are right 0.766 of the time. Calibration error 0.170, cross-entropy 1.2532
    nats.

    References
    ----------
    Guo, C. et al. (2017), On Calibration of Modern Neural Networks, section 4.2.
    """
    if logits is None or digits is None:
        logits, digits = too_sure()
    model = _Softened(np.asarray(logits, float), np.asarray(digits))
    bars, cost = panels(8.6, 3.9, 1, 2, width_ratios=[1.5, 1])
    said = room_for_said(bars)
    delivered, too_sure_of, too_modest, claims = _draw_bars(bars)
    (trail,) = cost.plot([0, 0], [0, 0], color=COST)
    (dot,) = cost.plot([0], [0], "o", color=COST, markersize=9)
    highest = max(model.loss(COLDEST), model.loss(HOTTEST))
    cost.set(xlim=(0, HOTTEST + 0.2), ylim=(0, 1.1 * highest), xlabel="temperature T")
    cost.set_ylabel("cross-entropy, nats")
    answers = cost.annotate("right", (0.97, 0.9), xycoords="axes fraction", ha="right", color=P_COLOUR)
    bars.figure.set_label(
        "Left, the digits in groups from the least sure answers to the surest, each group as wide as its share of the "
        "digits: as high as it is right, with the gap to what it claims, whose area is the calibration error. Right, "
        "the cross-entropy in nats against the temperature, where the hand has been."
    )
    explorer = Explorer(
        bars.figure,
        t=widgets.FloatSlider(
            1, min=COLDEST, max=HOTTEST, step=EACH, description="temperature T", readout_format=".1f"
        ),
    )

    for artist, part in [(delivered, _right), (too_sure_of, _too_sure), (too_modest, _too_modest), (claims, _claimed)]:
        explorer.follow(artist, _group(model, part))
    explorer.follow(trail, lambda t: (t, model.each(model.loss, t)), along="t")
    explorer.follow(dot, lambda t: (t, model.each(model.loss, t)))
    explorer.follow(answers, lambda t: 100 * model.each(model.accuracy, t), "right: {:.1f} %")
    explorer.say(
        "T = {:.1f}: the answers claim {:.3f} and are right {:.3f} of the time. Calibration error {:.3f}, "
        "cross-entropy {:.4f} nats.",
        lambda t: (t, *(model.each(each, t) for each in (model.claim, model.accuracy, model.error, model.loss))),
    )
    explorer.expect("honest and right", said, earned=lambda t: (t >= 2.5) & (t <= 4))
    return explorer


def _draw_bars(ax: Axes) -> tuple[Any, Any, Any, Any]:
    delivered = boxes(ax, BINS, P_COLOUR)
    too_much, too_little = boxes(ax, BINS, CLASS_C), boxes(ax, BINS, CLASS_B)
    claims = boxes(ax, BINS, HIGHLIGHT, edgecolor="none")
    ax.set(xlim=(0, 1), ylim=(0, 1.38), yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.set(xlabel="all digits, from the least sure answer to the surest", ylabel="probability")
    for across, up, mark, words, ink in [
        *((0.01, 1.27, "–", "claimed", HIGHLIGHT), (0.5, 1.27, "■", "right", P_COLOUR)),
        *((0.01, 1.12, "■", "too sure", CLASS_C), (0.5, 1.12, "■", "too modest", CLASS_B)),
    ]:
        ax.annotate(mark, (across, up), color=ink, fontsize=10)
        ax.annotate(words, (across + 0.06, up), color=ink, fontsize=10)
    return delivered, too_much, too_little, claims


class _Softened:
    """A model's scores, divided by any temperature: what its answers claim then, and how right they are."""

    def __init__(self, scores: Array, digits: Array) -> None:
        self.scores, self.digits = scores, digits
        self.truth = np.eye(scores.shape[1])[digits]

    def predictions(self, t: float) -> Array:
        return softmax(self.scores, t)

    def judged(self, t: float) -> tuple[Array, Array]:
        """Give the confidence of each answer, and whether it is right."""
        predictions = self.predictions(t)
        return predictions.max(axis=-1), predictions.argmax(axis=-1) == self.digits

    def claim(self, t: float) -> float:
        return float(self.judged(t)[0].mean())

    def accuracy(self, t: float) -> float:
        return float(self.judged(t)[1].mean())

    def error(self, t: float) -> float:
        return calibration_error(*self.judged(t), BINS)

    def loss(self, t: float) -> float:
        return categorical_cross_entropy(self.truth, self.predictions(t))

    def groups(self, t: float) -> Array:
        """Give reliability with a row for every bin; an empty one has no width."""
        table = reliability(*self.judged(t), BINS)
        return np.vstack([table, np.zeros((BINS - len(table), 3))])

    def each(self, of: Callable[[float], float], t: Array) -> Array:
        return np.array([of(one) for one in t.tolist()])


def _group(model: _Softened, part: Callable[[Array, Array], tuple[Array, Array]]) -> Callable[..., tuple[Array, ...]]:
    # Each group as wide as its share of the digits: the area of the gaps is the calibration error.
    def boxes_of(t: Array) -> tuple[Array, ...]:
        claim, right, share = np.moveaxis(np.stack([model.groups(one) for one in t.ravel().tolist()]), -1, 0)
        low, high = part(claim, right)
        return np.cumsum(share, axis=-1) - share, low, share, high - low

    return boxes_of


def _right(claim: Array, right: Array) -> tuple[Array, Array]:
    return 0 * claim, right


def _too_sure(claim: Array, right: Array) -> tuple[Array, Array]:
    return right, np.maximum(claim, right)


def _too_modest(claim: Array, right: Array) -> tuple[Array, Array]:
    return np.minimum(claim, right), right


def _claimed(claim: Array, _: Array) -> tuple[Array, Array]:
    return claim - THIN * (claim > 0), claim + THIN * (claim > 0)


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
    ax = axes_or_new(ax, 5, 2.7)
    top = max(np.max(bits) for bits in groups.values())
    edges = np.arange(0, top + 0.4, 0.2)
    artists: dict[str, Artist] = {}
    parts = []
    for row, ((name, bits), (line, ink)) in enumerate(
        zip(groups.items(), [("-", CLASS_A), ("--", CLASS_B)], strict=False)
    ):
        amounts = np.asarray(bits, float)
        shares = np.histogram(amounts, edges)[0] / len(amounts)
        artists[name] = ax.stairs(shares, edges, color=ink, linestyle=line, linewidth=2.2, fill=False)
        label = f"{name}: {amounts.mean():.2f} bits on average"
        ax.annotate(label, (0.98, 0.85 - 0.12 * row), xycoords="axes fraction", ha="right", color=ink)
        parts.append(f"{name}: {amounts.mean():.2f} bits on average, {shares[0]:.0%} below 0.2 bits")
    ax.set(xlim=(0, edges[-1]), ylim=(0, None))
    ax.set(xlabel="entropy of the prediction, bits", ylabel="share of the group")
    return Drawing(ax, "Entropies of predictions in bits, as shares. " + "; ".join(parts) + ".", artists)


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

"""The figures of lab 10's first half, and its explorer: Gaussians, an autoencoder, a teacher and its student."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.gaussians import gaussian_kl
from infotheory_helpers.measures.information import entropy
from infotheory_helpers.measures.losses import softmax

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

INKS = [P_COLOUR, COST, Q_TEXT, HIGHLIGHT, MUTED]
REACH = np.linspace(-3.6, 3.6, 31)  # from a bell's mean, in standard deviations


def _standard_bell() -> Any:
    from scipy.stats import norm  # takes as long to import as all the rest, and only this lab needs it

    return norm


def explore_gaussian_kl() -> Explorer:
    """Move and stretch a bell, and see what it costs to be away from the standard one.

    Returns
    -------
    Explorer
        Sliders mean and sd; KL(N(mean, sd²) ‖ N(0, 1)) in nats and bits, and its two parts in nats.

    Examples
    --------
    >>> explore_gaussian_kl()
    P = N(1.00, 1.00²): the mean costs 0.5000 nats, the spread 0.0000 nats, together KL(P‖Q) = 0.5000 nats (0.7213
    bits).

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes, appendix B.
    """
    bells, stack = panels(7.4, 3.4, 1, 2, width_ratios=[3, 1.2])
    said = room_for_said(bells)
    height = _standard_bell().pdf(REACH)
    bells.fill_between(
        np.linspace(-5, 5, 101), _standard_bell().pdf(np.linspace(-5, 5, 101)), color=Q_COLOUR, alpha=0.35, linewidth=0
    )
    (bell,) = bells.plot(REACH, height, color=P_COLOUR)
    bells.annotate("Q = N(0, 1)", (0.02, 0.92), xycoords="axes fraction", color=Q_TEXT)
    bells.annotate("P = N(μ, σ²)", (0.98, 0.92), xycoords="axes fraction", color=P_COLOUR, ha="right")
    bells.set(xlim=(-6, 6), ylim=(0, 2.2), xlabel="z (no unit)", ylabel="probability density")
    (of_mean,) = stack.bar([0], [1], 0.8, color=HIGHLIGHT)
    (of_spread,) = stack.bar([0], [1], 0.8, bottom=[1], color=COST)
    stack.set(xlim=(-0.6, 0.6), ylim=(0, 10), xticks=[], ylabel="KL(P‖Q), nats")
    stack.annotate("σ part", (0.04, 0.92), xycoords="axes fraction", color=COST)
    stack.annotate("+ μ part (below)", (0.04, 0.83), xycoords="axes fraction", color=HIGHLIGHT)
    bells.figure.set_label(
        "Left, two bells of probability density: Q, the standard one, filled, and P as a line. Right, one bar: "
        "KL(P‖Q) in nats, the part that comes from the mean below, the part that comes from the spread upon it."
    )
    explorer = Explorer(
        bells.figure,
        mean=widgets.FloatSlider(1, min=-3, max=3, step=0.25, description="μ of P"),
        sd=widgets.FloatSlider(1, min=0.2, max=3, step=0.1, description="σ of P"),
    )
    # With σ = 1 only the mean costs, with μ = 0 only the spread: the two add up to the whole.
    explorer.follow(bell, lambda mean, sd: (mean + sd * REACH, height / (sd + 0 * mean)))
    explorer.follow(of_mean, lambda mean: (-0.4, 0, 0.8, gaussian_kl(mean, 1, unit="nats")))
    explorer.follow(
        of_spread,
        lambda mean, sd: (-0.4, gaussian_kl(mean, 1, unit="nats"), 0.8, gaussian_kl(0, sd, unit="nats")),
    )
    explorer.say(
        "P = N({:.2f}, {:.2f}²): the mean costs {:.4f} nats, the spread {:.4f} nats, together KL(P‖Q) = {:.4f} nats "
        "({:.4f} bits).",
        lambda mean, sd: (
            mean,
            sd,
            gaussian_kl(mean, 1, unit="nats"),
            gaussian_kl(0, sd, unit="nats"),
            gaussian_kl(mean, sd, unit="nats"),
            gaussian_kl(mean, sd),
        ),
    )
    explorer.expect("dearer width", said, earned=lambda sd: (sd >= 2 - 1e-9) | (sd <= 0.5 + 1e-9))
    return explorer


def plot_monte_carlo(
    samples: ArrayLike, estimates: ArrayLike, errors: ArrayLike, exact: float, ax: Axes | None = None
) -> Drawing:
    """Draw what sampling gives for a KL, with its standard error, and the exact value.

    Parameters
    ----------
    samples : array of shape (n,)
        How many samples each estimate averages, on a logarithmic axis.
    estimates, errors : arrays of shape (n,)
        The estimates and their standard errors, in nats.
    exact : float
        The closed form, in nats.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "estimates" and "exact", in nats.

    Examples
    --------
    >>> plot_monte_carlo([10, 100], [0.9, 0.8], [0.3, 0.1], 0.8)["exact"].get_ydata()
    [0.8, 0.8]

    References
    ----------
    Metropolis, N. and Ulam, S. (1949), The Monte Carlo Method.
    """
    ax = axes_or_new(ax, 5.6, 2.8)
    x, y, e = (np.asarray(values, float) for values in (samples, estimates, errors))
    dots, _, bars = ax.errorbar(x, y, e, fmt="o", color=P_COLOUR, capsize=5)
    line = ax.axhline(exact, color=HIGHLIGHT, linestyle=":")
    ax.annotate(f"closed form {exact:.4f} nats", (x[-1], exact), (0, 24), textcoords="offset points", ha="right")
    ax.set(xscale="log", xlabel="number of samples (no unit)", ylabel="KL(P‖Q), nats")
    ax.xaxis.set_major_formatter("{x:g}")
    alt = (
        f"Estimates of a KL with bars of one standard error, against the number of samples. The bars shrink from "
        f"±{e[0]:.4f} nats at {x[0]:g} samples to ±{e[-1]:.4f} nats at {x[-1]:g}, around the closed form, "
        f"{exact:.4f} nats."
    )
    return Drawing(ax, alt, {"estimates": dots, "bars": bars[0], "exact": line})


def plot_two_bills(reconstruction: ArrayLike, drift: ArrayLike, floor: float, ax: Axes | None = None) -> Drawing:
    """Draw an autoencoder's loss while it trains, split into reconstruction and KL, above its floor.

    Parameters
    ----------
    reconstruction, drift : arrays of shape (epochs,)
        The two parts after each epoch, in nats per image.
    floor : float
        The entropy of the pixels: what even a perfect copy costs, in nats per image.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "reconstruction", "loss" and "floor", in nats per image.

    Examples
    --------
    >>> plot_two_bills([40, 30], [1, 2], 14)["loss"].get_ydata().tolist()
    [41.0, 32.0]

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes.
    """
    ax = axes_or_new(ax, 5.2, 2.7)
    lower, upper = np.asarray(reconstruction, float), np.add(reconstruction, drift, dtype=float)
    epochs = np.arange(1, len(lower) + 1)
    ax.fill_between(epochs, lower, upper, color=COST, alpha=0.35, linewidth=0)
    (below,) = ax.plot(epochs, lower, color=P_COLOUR)
    (above,) = ax.plot(epochs, upper, color=COST)
    line = ax.axhline(floor, color=HIGHLIGHT, linestyle=":")
    for words, y, ink in (
        ("reconstruction + KL", 0.9, COST),
        ("reconstruction", 0.79, P_COLOUR),
    ):
        ax.annotate(words, (0.98, y), xycoords="axes fraction", ha="right", color=ink)
    ax.annotate(
        f"a perfect copy: {floor:.1f} nats",
        (0.98, floor),
        (0, -15),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right",
    )
    ax.set(
        xlim=(1, epochs[-1]),
        ylim=(0, 1.25 * upper.max()),
        xlabel="epoch (one pass through all images)",
        ylabel="nats per image",
    )
    alt = (
        f"An autoencoder's loss in nats per image over {len(lower)} epochs, with its two parts. At the end "
        f"reconstruction {lower[-1]:.1f} nats and KL {upper[-1] - lower[-1]:.1f} nats, above a floor of "
        f"{floor:.1f} nats."
    )
    return Drawing(ax, alt, {"reconstruction": below, "loss": above, "floor": line})


def plot_codes(codes: ArrayLike, labels: ArrayLike, ax: Axes | None = None) -> Drawing:
    """Draw where an autoencoder puts each image: its code as a point, marked with the digit that it shows.

    Parameters
    ----------
    codes : array of shape (images, 2)
        The means of the codes' distributions.
    labels : array of shape (images,)
        The digits, from 0 to 9.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "digit 0" … "digit 9", as far as they occur.

    Examples
    --------
    >>> sorted(plot_codes([[0, 0], [1, 1], [2, 2]], [3, 3, 7]))
    ['digit 3', 'digit 7']

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes, appendix A.
    """
    ax = axes_or_new(ax, 4.2, 3.9)
    points, digits = np.asarray(codes, float), np.asarray(labels)
    # A digit's name stands where most of the neighbours are of its kind, so that no name hides another.
    distances = np.linalg.norm(points[:, None] - points, axis=-1)
    company = (digits[distances.argsort(axis=1)[:, :NEIGHBOURS]] == digits[:, None]).sum(axis=1)
    artists: dict[str, Artist] = {}
    places = []
    for digit in np.unique(digits):
        mine, ink = points[digits == digit], INKS[digit % len(INKS)]
        artists[f"digit {digit}"] = ax.scatter(
            mine[:, 0], mine[:, 1], s=22, marker=f"${digit}$", color=ink, alpha=0.55, linewidths=0.2
        )
        home = mine[company[digits == digit].argmax()]
        ax.plot(*home, "o", markersize=16, color="white", markeredgecolor=ink, markeredgewidth=1.4)
        ax.plot(*home, linestyle="none", marker=f"${digit}$", markersize=8.5, color=ink)
        places.append(f"{digit} at ({home[0]:.1f}, {home[1]:.1f})")
    ax.set_aspect("equal", adjustable="datalim")
    ax.set(xlabel="first number of the code (no unit)", ylabel="second number of the code (no unit)")
    alt = (
        "The images as points in the plane of their codes, each marked with its digit. Most at home: "
        + ", ".join(places)
        + "."
    )
    return Drawing(ax, alt, artists)


NEIGHBOURS = 20  # of an image, who decide where a digit's name stands


def plot_decoded(decoders: Mapping[str, Callable[[Array], Array]], ax: Axes | None = None) -> Drawing:
    """Draw what decoders make of the same codes: a grid of 6 × 6, spread as the standard Gaussian spreads them.

    Parameters
    ----------
    decoders : dict of name to function
        Each gives the probability of ink at 64 pixels for codes of shape (codes, 2).
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artist "images", all of them as one picture: ink from 0 to 1.

    Examples
    --------
    >>> blank = plot_decoded({"blank": lambda codes: np.zeros((len(codes), 64))})
    >>> float(np.nanmax(blank["images"].get_array()))
    0.0

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes, appendix A.
    """
    ax = axes_or_new(ax, 2.3 * len(decoders), 2.6)
    marks = _standard_bell().ppf(np.linspace(0.04, 0.96, SIDE))
    across, up = np.meshgrid(marks, marks[::-1])
    codes = np.stack([across.ravel(), up.ravel()], axis=-1)
    sheets = {name: decode(codes) for name, decode in decoders.items()}
    wide = SIDE * TILE
    picture = np.full((wide, len(sheets) * (wide + GAP)), np.nan)
    for i, sheet in enumerate(sheets.values()):
        tiles = np.pad(sheet.reshape(SIDE, SIDE, 8, 8), [(0, 0), (0, 0), (1, 1), (1, 1)], constant_values=np.nan)
        picture[:, i * (wide + GAP) :][:, :wide] = tiles.swapaxes(1, 2).reshape(wide, wide)
    image = ax.imshow(picture, cmap="Greys", vmin=0, vmax=1, interpolation="nearest")
    middles = [i * (wide + GAP) + (wide - 1) / 2 for i in range(len(sheets))]
    ax.set(xticks=middles, xticklabels=list(sheets), yticks=[], xlabel="ink = probability of a dark pixel")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    parts = [f"{name}: {sheet.std(axis=0).mean():.2f}" for name, sheet in sheets.items()]
    alt = (
        f"Sheets of {SIDE} by {SIDE} images of digits, decoded from one grid of codes. How much the ink of a pixel "
        "differs from image to image: " + "; ".join(parts) + "."
    )
    return Drawing(ax, alt, {"images": image})


SIDE, TILE, GAP = 6, 10, 6  # images in a row; pixels of one with its white border; pixels between two sheets


def plot_softened(
    logits: ArrayLike, image: ArrayLike, temperatures: tuple[float, float] = (1, 8), ax: Axes | None = None
) -> Drawing:
    """Draw what a teacher says about one digit, plainly and softened by a temperature, beside the digit.

    Parameters
    ----------
    logits : array of shape (10,)
        The teacher's scores.
    image : array of shape (64,)
        The digit: ink from 0 to 1.
    temperatures : two floats
        A distribution is drawn for each.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "T = … digit", one bar for each of the two and each digit, as probabilities.

    Examples
    --------
    >>> plot_softened(np.zeros(10), np.zeros(64))["T = 8 digit 3"].get_height().item()
    0.1

    References
    ----------
    Hinton, G., Vinyals, O. and Dean, J. (2015), Distilling the Knowledge in a Neural Network.
    """
    ax = axes_or_new(ax, 6, 2.7)
    artists: dict[str, Artist] = {}
    parts = []
    for side, (heat, ink) in enumerate(zip(temperatures, [HIGHLIGHT, P_COLOUR], strict=True)):
        p = softmax(logits, heat)
        bars = ax.bar(np.arange(10) + 0.4 * (side - 0.5), p, 0.4, color=ink)
        artists |= {f"T = {heat:g} digit {digit}": bar for digit, bar in enumerate(bars)}
        words = f"T = {heat:g}: entropy {entropy(p):.2f} bits"
        ax.annotate(words, (0.02, 0.92 - 0.11 * side), xycoords="axes fraction", color=ink)
        parts.append(f"at {words}, {p.max():.2f} on {p.argmax()} and {np.sort(p)[-2]:.2f} on {np.argsort(p)[-2]}")
    window = ax.inset_axes((0.84, 0.55, 0.15, 0.42))
    window.imshow(np.reshape(image, (8, 8)), cmap="Greys", vmin=0, vmax=1)
    window.set(xticks=[], yticks=[])
    ax.set(xlim=(-0.6, 12.2), ylim=(0, 1.1), xticks=range(10), xlabel="digit (outcome)", ylabel="probability")
    return Drawing(ax, "A teacher's probabilities for one digit, twice: " + "; ".join(parts) + ".", artists)


def plot_students(
    examples: ArrayLike, scores: Mapping[str, ArrayLike], teacher: float, ax: Axes | None = None
) -> Drawing:
    """Draw how often students are right against how many examples they saw, with standard errors.

    Parameters
    ----------
    examples : array of shape (sizes,)
        How many examples a student saw, on a logarithmic axis.
    scores : dict of name to array of shape (sizes, repetitions)
        The share of right answers of each student.
    teacher : float
        The teacher's own share.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing
        One artist for each name, and "teacher": probabilities of a right answer.

    Examples
    --------
    >>> drawing = plot_students([20, 50], {"hard": [[0.5, 0.75], [0.75, 0.75]]}, 0.9)
    >>> drawing["hard"].get_ydata().tolist()
    [0.625, 0.75]

    References
    ----------
    Hinton, G., Vinyals, O. and Dean, J. (2015), Distilling the Knowledge in a Neural Network.
    """
    ax = axes_or_new(ax, 5.6, 3.1)
    x = np.asarray(examples, float)
    artists: dict[str, Artist] = {}
    parts = []
    looks = [("s:", MUTED, -17), ("D--", Q_TEXT, -3), ("o-", P_COLOUR, 3)]  # style, ink, how far up the name stands
    for (name, each), (style, ink, up) in zip(scores.items(), looks, strict=False):
        table = np.asarray(each, float)
        means, errors = table.mean(axis=1), table.std(axis=1, ddof=1) / np.sqrt(table.shape[1])
        artists[name], *_ = ax.errorbar(x, means, errors, fmt=style, color=ink, capsize=4)
        ax.annotate(name, (x[-1], means[-1]), (8, up), textcoords="offset points", va="center", color=ink)
        parts.append(f"{name}: from {means[0]:.2f} at {x[0]:g} examples to {means[-1]:.2f} at {x[-1]:g}")
    artists["teacher"] = ax.axhline(teacher, color=HIGHLIGHT, linewidth=1, linestyle=":")
    ax.annotate(f"teacher {teacher:.2f}", (x[0], teacher), (0, 5), textcoords="offset points")
    ax.set(xscale="log", xticks=x, xlim=(x[0] / 1.15, x[-1] * 2.1), ylim=(0.5, 1.04))
    ax.minorticks_off()
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set(xlabel="examples the student saw (no unit)", ylabel="probability of a right answer")
    alt = "Right answers of students with bars of one standard error. " + "; ".join(parts) + f"; teacher {teacher:.2f}."
    return Drawing(ax, alt, artists)

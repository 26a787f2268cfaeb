"""Two bells and what lies between them: an explorer of the KL of Gaussians, and the same KL by sampling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new, panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.measures.gaussians import gaussian_kl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

REACH = np.linspace(-3.6, 3.6, 31)  # from a bell's mean, in standard deviations
DEAREST = 4.0  # nats: where the bar's axis ends


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
    bells, stack = panels(7.4, 4.4, 2, 1, height_ratios=[2.6, 1])
    said = room_for_said(bells)
    height, x = _standard_bell().pdf(REACH), np.linspace(-5, 5, 101)
    bells.fill_between(x, _standard_bell().pdf(x), color=Q_COLOUR, alpha=0.35, linewidth=0)
    (bell,) = bells.plot(REACH, height, color=P_COLOUR)
    (top,) = bells.plot([0], [0], "o", color=P_COLOUR, markersize=9)
    bells.annotate("Q = N(0, 1)", (0.02, 0.9), xycoords="axes fraction", color=Q_TEXT)
    bells.annotate("P = N(μ, σ²)", (0.98, 0.9), xycoords="axes fraction", color=P_COLOUR, ha="right")
    bells.set(xlim=(-5, 5), ylim=(0, 2.2), xlabel="z", ylabel="probability density")
    (of_mean,) = stack.barh([0], [1], 0.8, color=COST)
    (of_spread,) = stack.barh([0], [1], 0.8, left=[1], color=COST, alpha=0.55)
    of_mean_word = stack.text(0, 0, "for μ", ha="center", va="center", color=COST)
    of_spread_word = stack.text(0, 0, "for σ", ha="center", va="center", color=COST)
    stack.set(xlim=(0, DEAREST), ylim=(-1.1, 1.1), yticks=[], xlabel="KL(P‖Q), nats")
    bells.figure.set_label(
        "Above, two bells of probability density: Q, the standard one, filled, and P as a line. Below, one bar: "
        "KL(P‖Q) in nats, first the part that comes from the mean, then the part that comes from the spread."
    )
    explorer = Explorer(
        bells.figure,
        mean=widgets.FloatSlider(1, min=-2, max=2, step=0.25, description="μ of P"),
        sd=widgets.FloatSlider(1, min=0.2, max=2.5, step=0.1, description="σ of P"),
    )
    # With σ = 1 only the mean costs, with μ = 0 only the spread: the two add up to the whole.
    explorer.follow(bell, lambda mean, sd: (mean + sd * REACH, height / (sd + 0 * mean)))
    explorer.follow(top, lambda mean, sd: (mean, height.max() / sd))
    explorer.follow(of_mean, lambda mean: (0, -0.4, _of_mean(mean), 0.8))
    explorer.follow(of_spread, lambda mean, sd: (_of_mean(mean), -0.4, _of_spread(sd), 0.8))
    # One word above the bar and one below it: they never meet.
    explorer.follow(of_mean_word, lambda mean: (_of_mean(mean) / 2 + 0.12, 0.75, _of_mean(mean) > 0))
    explorer.follow(
        of_spread_word, lambda mean, sd: (_of_mean(mean) + _of_spread(sd) / 2 + 0.12, -0.75, _of_spread(sd) > 0)
    )
    explorer.say(
        "P = N({:.2f}, {:.2f}²): the mean costs {:.4f} nats, the spread {:.4f} nats, together KL(P‖Q) = {:.4f} nats "
        "({:.4f} bits).",
        lambda mean, sd: (
            *(mean, sd, _of_mean(mean), _of_spread(sd)),
            *(gaussian_kl(mean, sd, unit="nats"), gaussian_kl(mean, sd)),
        ),
    )
    explorer.grab(top, "mean", "sd")
    explorer.expect("dearer width", said, earned=lambda sd: (sd >= 2 - 1e-9) | (sd <= 0.5 + 1e-9))
    return explorer


def _of_mean(mean: Array) -> Any:
    return gaussian_kl(mean, 1, unit="nats")


def _of_spread(sd: Array) -> Any:
    return gaussian_kl(0, sd, unit="nats")


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
    ax.set(xscale="log", xlabel="number of samples", ylabel="KL(P‖Q), nats")
    ax.xaxis.set_major_formatter("{x:g}")
    alt = (
        f"Estimates of a KL with bars of one standard error, against the number of samples. The bars shrink from "
        f"±{e[0]:.4f} nats at {x[0]:g} samples to ±{e[-1]:.4f} nats at {x[-1]:g}, around the closed form, "
        f"{exact:.4f} nats."
    )
    return Drawing(ax, alt, {"estimates": dots, "bars": bars[0], "exact": line})

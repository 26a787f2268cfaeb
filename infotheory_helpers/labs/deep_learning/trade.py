"""What each weight of the KL buys: one dot for each autoencoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from infotheory_helpers.explorer.drawing import Drawing, axes_or_new
from infotheory_helpers.explorer.palette import MUTED, P_COLOUR, Q_COLOUR, Q_TEXT

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

FARTHEST = 4.0  # nats: a KL beyond is an arrow at the edge


def plot_trade(
    bills: Mapping[float, tuple[float, float]], floor: float, silent: float, ax: Axes | None = None
) -> Drawing:
    """Draw what autoencoders pay for a copy against what they pay for their code, a dot for each weight of the KL.

    Parameters
    ----------
    bills : dict of KL weight to (reconstruction, KL)
        Both in nats per image.
    floor : float
        The entropy of the pixels: what even a perfect copy costs, in nats per image.
    silent : float
        What the average digit costs, drawn for every image alike, in nats per image.
    ax : Axes, optional (a new figure if left out)

    Returns
    -------
    Drawing, with artists "way", through all that lie within 4 nats of KL, "weight …" for each, "floor" and "silent".

    Examples
    --------
    >>> plot_trade({1: (23, 2), 10: (27, 0)}, 14, 27)["weight 1"].get_xydata().tolist()
    [[2.0, 23.0]]

    References
    ----------
    Alemi, A. A. et al. (2018), Fixing a Broken ELBO, figure 1.
    """
    ax = axes_or_new(ax, 6, 3.6)
    artists: dict[str, Artist] = {}
    for name, nats, words, up in [
        ("silent", silent, "the average digit, always", 5),
        ("floor", floor, "a perfect copy", -15),
    ]:
        artists[name] = ax.axhline(nats, color=MUTED if name == "silent" else P_COLOUR, linestyle=":")
        ax.annotate(
            f"{words}: {nats:.1f} nats", (0.98, nats), (0, up), ("axes fraction", "data"), "offset points", ha="right"
        )
    near = sorted((drift, copy) for copy, drift in bills.values() if drift <= FARTHEST)
    (artists["way"],) = ax.plot(*np.transpose(near), color=Q_COLOUR, linewidth=1.2)
    parts = []
    for place, (weight, (copy, drift)) in enumerate(sorted(bills.items(), reverse=True)):
        beyond = drift > FARTHEST
        marker, ink = ">" if beyond else "o", Q_TEXT
        (artists[f"weight {weight:g}"],) = ax.plot(
            [min(drift, FARTHEST)], [copy], marker, color=ink, markersize=8, clip_on=False, zorder=3
        )
        # The heaviest weights lie close together: the first has its words above it, the second below.
        words = f"{'' if place else 'weight '}{weight:g}" + (f": {drift:.0f} nats" if beyond else "")
        to, across = [((-5, 8), "left"), ((0, -20), "center")][place] if place < 2 else ((0, 8), "center")
        to, across = ((3, -19), "right") if beyond else (to, across)
        ax.annotate(words, (min(drift, FARTHEST), copy), to, textcoords="offset points", ha=across, color=ink)
        parts.append(f"{weight:g}: reconstruction {copy:.1f} nats, KL {drift:.1f} nats")
    ax.set(xlim=(-0.08, FARTHEST), ylim=(0.85 * floor, silent + 0.15 * floor))
    ax.set(xlabel="KL of the code, nats per image", ylabel="reconstruction, nats per image")
    alt = (
        f"Autoencoders as dots: reconstruction against KL, in nats per image, between a perfect copy at {floor:.1f} "
        f"nats and the average digit at {silent:.1f} nats. By weight of the KL: " + "; ".join(parts) + "."
    )
    return Drawing(ax, alt, artists)

"""An explorer of an autoencoder's codes: take hold of one, and see the digit that it draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import DIGITS, HIGHLIGHT, P_COLOUR, Q_COLOUR, Q_TEXT
from infotheory_helpers.explorer.shapes import squares
from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.gaussians import gaussian_kl

from .autoencoder import Autoencoder
from .trained import networks as trained_networks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

widgets = lazy_loader.load("ipywidgets")  # slow to import, and only a slider needs it

Array = NDArray[Any]

SHOWN = 100  # digits in the plane
EDGE, STEP = 3.6, 0.6  # how far a code can be dragged, and by how much at a time
BEYOND = EDGE + 0.4  # where the picture ends
LEVELS = 8  # sizes of a dot of ink
ROUND = np.linspace(0, 2 * np.pi, 21)
START = (-1.8, 0.6)


class Encoded:
    """What the encoders make of the digits that are shown: a bell for each weight of the KL and each digit."""

    def __init__(self, nets: Mapping[int, Autoencoder]) -> None:
        from sklearn.datasets import load_digits  # slow to import

        images, labels = load_digits(return_X_y=True)
        self.images, self.labels = images[:SHOWN] / 16, labels[:SHOWN]
        self.weights, self.nets = np.array(list(nets)), list(nets.values())
        bells = [net.encode(self.images) for net in self.nets]
        self.means, self.sds = (np.stack(kind) for kind in zip(*bells, strict=True))
        self.costs = np.sum(gaussian_kl(self.means, self.sds, unit="nats"), axis=-1)

    def which(self, weight: Array) -> Array:
        """Give the place of each weight."""
        return np.asarray((self.weights == np.reshape(weight, (-1, 1))).argmax(axis=-1))

    def nearest(self, weight: Array, z1: Array, z2: Array) -> tuple[Array, Array]:
        """Give the place of the weight and that of the digit whose bell stands nearest, for each code."""
        at, codes = self.which(weight), np.stack([np.ravel(z1), np.ravel(z2)], axis=-1)
        return at, np.linalg.norm(self.means[at] - codes[:, None], axis=-1).argmin(axis=-1)

    def drawn(self, weight: Array, z1: Array, z2: Array) -> Floats:
        """Give the ink that the decoder puts at 64 pixels, for each code."""
        at, codes = self.which(weight), np.stack([np.ravel(z1), np.ravel(z2)], axis=-1)
        every = np.stack([net.decode(codes) for net in self.nets])
        return np.asarray(every[at, np.arange(len(codes))])


def explore_codes(networks: Mapping[int, Autoencoder] | None = None) -> Explorer:
    """Take hold of a code, drag it over the plane, and see the digit that a decoder draws from it.

    Parameters
    ----------
    networks : dict of KL weight to Autoencoder, optional
        Your own, of two weights or more; those of the lab if left out, with the weights 0, 1 and 10.

    Returns
    -------
    Explorer
        Buttons for the weight, sliders for the two numbers of the code; the KL of the nearest digit's bell in nats.

    Examples
    --------
    >>> explore_codes()
    KL weight 1, code (−1.8, 0.6). The nearest of 100 digits, a 4, is 0.14 away; its bell costs 2.88 nats of KL.
    Out of the picture: 0 digits.

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes, appendix A.
    """
    nets = trained_networks() if networks is None else networks
    encoded = Encoded(nets)
    plane, drawn, real = panels(9, 4.4, 1, 3, width_ratios=[2.35, 1, 1])
    said = room_for_said(plane)
    digits, bells = _draw_plane(plane, encoded.labels)
    (ring,) = plane.plot([0], [0], "o", markersize=13, color="none", markeredgecolor=P_COLOUR, markeredgewidth=1.6)
    (dot,) = plane.plot([0], [0], "o", markersize=11, color=Q_COLOUR, markeredgecolor=HIGHLIGHT, markeredgewidth=1.4)
    of_code, of_digit = _sheet(drawn, "drawn from the code", Q_TEXT), _sheet(real, "nearest real digit", P_COLOUR)
    plane.figure.set_label(
        "Left, the plane of codes: digits, each where the encoder puts it, the circles of the standard bell at one and "
        "two σ, and a dot to drag. Right, the digit that the decoder draws from the dot's code, and the nearest real "
        "digit, both in eight by eight dots of ink."
    )
    explorer = Explorer(
        plane.figure,
        weight=widgets.ToggleButtons(
            options=[(str(weight), weight) for weight in nets], value=list(nets)[1], description="KL weight"
        ),
        z1=_number(START[0], "code, across"),
        z2=_number(START[1], "code, up"),
    )
    for digit in range(10):
        explorer.follow(digits[digit], _places(encoded, digit))
        explorer.follow(bells[digit], _bell(encoded, digit))
    explorer.follow(of_code, lambda weight, z1, z2: _sides(encoded.drawn(weight, z1, z2)))
    explorer.follow(of_digit, lambda weight, z1, z2: _sides(encoded.images[encoded.nearest(weight, z1, z2)[1]]))
    explorer.follow(
        ring, lambda weight, z1, z2: tuple(encoded.means[encoded.nearest(weight, z1, z2)].clip(-BEYOND, BEYOND).T)
    )
    explorer.follow(dot, lambda z1, z2: (z1, z2))

    def story(weight: Array, z1: Array, z2: Array) -> tuple[Any, ...]:
        at, near = encoded.nearest(weight, z1, z2)
        away = np.hypot(*(encoded.means[at, near] - np.stack([z1, z2], axis=-1)).T)
        beyond = (abs(encoded.means[at]) > BEYOND).any(axis=-1).sum(axis=-1)
        return weight.astype(str), z1, z2, encoded.labels[near].astype(str), away, encoded.costs[at, near], beyond

    explorer.say(
        "KL weight {}, code ({:.1f}, {:.1f}). The nearest of 100 digits, a {}, is {:.2f} away; its bell costs "
        "{:.2f} nats of KL. Out of the picture: {:.0f} digits.",
        story,
    )
    explorer.grab(dot, "z1", "z2")
    explorer.expect(
        "ten times the bill",
        said,
        # With the heaviest weight, and dragged: that nothing changes is seen only by whoever moves.
        earned=lambda weight, z1, z2: (weight == max(nets)) & ((z1 != START[0]) | (z2 != START[1])),
    )
    return explorer


def _number(value: float, name: str) -> Any:
    return widgets.FloatSlider(value, min=-EDGE, max=EDGE, step=STEP, description=name, readout_format=".1f")


def _draw_plane(ax: Axes, labels: Array) -> tuple[list[Line2D], list[Line2D]]:
    fine = np.linspace(0, 2 * np.pi, 41)
    for radius in (1, 2):
        ax.plot(radius * np.cos(fine), radius * np.sin(fine), "--", color=Q_TEXT, linewidth=1.4)
    ax.annotate("N(0, 1): 1σ, 2σ", (0.98, 0.95), xycoords="axes fraction", color=Q_TEXT, ha="right")
    bells = [ax.plot(ROUND, ROUND, color=ink, linewidth=1)[0] for ink in DIGITS]
    digits = []
    for digit, ink in enumerate(DIGITS):
        mine = np.zeros((labels == digit).sum())
        digits += ax.plot(mine, mine, linestyle="none", marker=f"${digit}$", markersize=7.5, color=ink, mew=0)
    ax.set(xlim=(-BEYOND, BEYOND), ylim=(-BEYOND, BEYOND + 0.4), aspect="equal")
    ax.set(xlabel="first number of the code", ylabel="second number of the code")
    return digits, bells


def _sheet(ax: Axes, title: str, ink: str) -> Any:
    down, across = np.mgrid[:8, :8]
    ax.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.set_xlabel(title, color=ink)
    return squares(ax, across, down, ink)


def _places(encoded: Encoded, digit: int) -> Any:
    mine = encoded.labels == digit
    return lambda weight: tuple(np.moveaxis(encoded.means[encoded.which(weight)][:, mine], -1, 0))


def _bell(encoded: Encoded, digit: int) -> Any:
    # The ellipse of one σ around the first image of a digit.
    first = int((encoded.labels == digit).argmax())

    def bell(weight: Array) -> tuple[Array, Array]:
        at = encoded.which(weight)
        x, y = encoded.means[at, first].T[..., None]
        wide, high = encoded.sds[at, first].T[..., None]
        return x + wide * np.cos(ROUND), y + high * np.sin(ROUND)

    return bell


def _sides(ink: Floats) -> Floats:
    # The area of a dot is its ink, in few enough sizes for a page.
    return np.round(LEVELS * np.sqrt(ink)) / LEVELS

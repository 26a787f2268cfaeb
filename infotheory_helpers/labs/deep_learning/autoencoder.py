"""A variational autoencoder small enough to train while you watch: its network, its gradients and Adam."""

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.validation import finite_numbers, probabilities, seeded

PIXELS, HIDDEN, CODE = 64, 64, 2
STEP, MOMENTUM, MEMORY = 0.005, 0.9, 0.999  # Adam's learning rate and its two averages


class Autoencoder:
    """A network that squeezes an 8×8 image through a Gaussian code of two numbers and draws it again.

    `encode` gives the Gaussian, `decode` the probability of ink at each pixel, and `step` lowers
    reconstruction + kl_weight · KL, both in nats per image, by one step of Adam.

    Parameters
    ----------
    seed : int
        Where the weights start.

    Raises
    ------
    ValueError
        By its methods, if images are not rows of 64 numbers from 0 to 1, or codes not rows of 2; by `step`, if there
        is not one row of noise for each image, or the weight of the KL is negative or not finite.

    Examples
    --------
    >>> network = Autoencoder(seed=1)
    >>> mean, sd = network.encode(np.zeros((5, 64)))
    >>> mean.shape, network.decode(mean).shape
    ((5, 2), (5, 64))

    References
    ----------
    Kingma, D. P. and Welling, M. (2014), Auto-Encoding Variational Bayes.
    """

    def __init__(self, seed: int) -> None:
        random = seeded(seed)
        sizes = {
            "encoder": (PIXELS, HIDDEN),
            "mean": (HIDDEN, CODE),
            "log_sd": (HIDDEN, CODE),
            "decoder": (CODE, HIDDEN),
            "ink": (HIDDEN, PIXELS),
        }
        # One table for each layer; its last row is added whatever comes in.
        self.layers = {
            name: np.vstack([random.normal(0, rows**-0.5, (rows, columns)), np.zeros(columns)])
            for name, (rows, columns) in sizes.items()
        }
        self._slopes = {name: np.zeros_like(layer) for name, layer in self.layers.items()}
        self._squares = {name: np.zeros_like(layer) for name, layer in self.layers.items()}
        self._steps = 0

    def encode(self, images: ArrayLike) -> tuple[Floats, Floats]:
        """Give the Gaussian of each image: means and standard deviations, of shape (images, 2)."""
        _, mean, sd = self._encoded(_images(images))
        return mean, sd

    def decode(self, codes: ArrayLike) -> Floats:
        """Give the probability of ink at each pixel, of shape (codes, 64)."""
        return self._decoded(_codes(codes, "codes"))[1]

    def _encoded(self, images: Floats) -> tuple[Floats, Floats, Floats]:
        seen = np.tanh(_through(images, self.layers["encoder"]))
        return seen, _through(seen, self.layers["mean"]), np.exp(_through(seen, self.layers["log_sd"]))

    def _decoded(self, codes: Floats) -> tuple[Floats, Floats]:
        from scipy.special import expit  # slow to import, and only lab 10 needs it

        drawn = np.tanh(_through(codes, self.layers["decoder"]))
        return drawn, np.asarray(expit(_through(drawn, self.layers["ink"])))

    def step(self, images: ArrayLike, noise: ArrayLike, kl_weight: float) -> None:
        """Take one step of Adam down the loss of a batch; `noise` holds its standard Gaussian draws."""
        slopes = self.gradients(images, noise, kl_weight)
        self._steps += 1
        for name, slope in slopes.items():
            mean, square = self._slopes[name], self._squares[name]
            mean += (1 - MOMENTUM) * (slope - mean)
            square += (1 - MEMORY) * (slope**2 - square)
            size = np.sqrt(square / (1 - MEMORY**self._steps)) + 1e-8
            self.layers[name] -= STEP * mean / (1 - MOMENTUM**self._steps) / size

    def gradients(self, images: ArrayLike, noise: ArrayLike, kl_weight: float) -> dict[str, Floats]:
        """Give the slope of reconstruction + kl_weight · KL, in nats per image, for each layer."""
        layers, images, noise = self.layers, _images(images), _codes(noise, "noise")
        if len(noise) != len(images):
            raise ValueError(f"`noise` has {len(noise)} rows for {len(images)} images; draw one of {CODE} for each.")
        weight = finite_numbers(kl_weight, "kl_weight")
        if weight.ndim or weight < 0:
            raise ValueError(f"`kl_weight` is {kl_weight!r}; it must be one number, 0 or above.")
        seen, mean, sd = self._encoded(images)
        codes = mean + sd * noise
        drawn, ink = self._decoded(codes)
        # As in lesson 4: for a cross-entropy of sigmoids the slope at the scores is prediction − truth.
        at_ink = (ink - images) / len(images)
        at_drawn = at_ink @ layers["ink"][:-1].T * (1 - drawn**2)
        at_codes = at_drawn @ layers["decoder"][:-1].T
        # The KL of N(mean, sd²) from N(0, 1) adds its own slopes: mean, and sd² − 1 at the logarithm of sd.
        at_mean = at_codes + weight * mean / len(images)
        at_log_sd = at_codes * noise * sd + weight * (sd**2 - 1) / len(images)
        at_seen = (at_mean @ layers["mean"][:-1].T + at_log_sd @ layers["log_sd"][:-1].T) * (1 - seen**2)
        return {
            "encoder": _slope(images, at_seen),
            "mean": _slope(seen, at_mean),
            "log_sd": _slope(seen, at_log_sd),
            "decoder": _slope(codes, at_drawn),
            "ink": _slope(drawn, at_ink),
        }


def _through(rows: Floats, layer: Floats) -> Floats:
    return np.asarray(rows @ layer[:-1] + layer[-1])


def _slope(rows: Floats, at_output: Floats) -> Floats:
    return np.vstack([rows.T @ at_output, at_output.sum(axis=0)])


def _images(images: ArrayLike) -> Floats:
    return _rows_of(PIXELS, probabilities(images, "images"), "images")


def _codes(codes: ArrayLike, name: str) -> Floats:
    return _rows_of(CODE, finite_numbers(codes, name), name)


def _rows_of(width: int, rows: Floats, name: str) -> Floats:
    if rows.ndim != 2 or rows.shape[1] != width:
        raise ValueError(f"`{name}` has shape {rows.shape}; it must hold rows of {width} numbers, one for each image.")
    return rows

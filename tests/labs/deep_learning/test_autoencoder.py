"""The autoencoder: its gradients against finite differences, its optimiser, and what it refuses."""

from typing import Any

import numpy as np
import pytest
from scipy.special import xlog1py, xlogy
from scipy.stats import norm

from infotheory_helpers import Autoencoder
from infotheory_helpers.labs.deep_learning.autoencoder import STEP

RANDOM = np.random.default_rng(5)
IMAGES = RANDOM.integers(0, 17, (7, 64)) / 16
NOISE = RANDOM.normal(size=(7, 2))


def loss(network: Autoencoder, kl_weight: float) -> float:
    """Reconstruction + kl_weight · KL in nats per image, the KL as SciPy's entropies and a cross-entropy."""
    mean, sd = network.encode(IMAGES)
    ink = network.decode(mean + sd * NOISE)
    reconstruction = -(xlogy(IMAGES, ink) + xlog1py(1 - IMAGES, -ink)).sum(axis=1)
    cross_entropy = -norm.logpdf(0) + (mean**2 + sd**2) / 2
    return float(np.mean(reconstruction + kl_weight * (cross_entropy - norm.entropy(mean, sd)).sum(axis=1)))


@pytest.mark.parametrize("kl_weight", [0, 1, 10])
def test_gradients_are_those_of_the_loss(kl_weight: float) -> None:
    network = Autoencoder(seed=2)
    for layer in network.layers.values():
        layer += RANDOM.normal(0, 0.1, layer.shape)  # so that no bias stands at 0
    slopes = network.gradients(IMAGES, NOISE, kl_weight)
    assert slopes.keys() == network.layers.keys()
    for name, layer in network.layers.items():
        for place in [(0, 0), (layer.shape[0] - 1, 0), (1, layer.shape[1] - 1), tuple(np.array(layer.shape) // 2)]:
            here = layer[place]
            up, down = (_with(network, kl_weight, name, place, here + step) for step in (1e-5, -1e-5))
            layer[place] = here
            assert slopes[name][place] == pytest.approx((up - down) / 2e-5, rel=1e-5, abs=1e-7), (name, place)


def _with(network: Autoencoder, kl_weight: float, name: str, place: Any, value: float) -> float:
    network.layers[name][place] = value
    return loss(network, kl_weight)


def test_step_is_the_one_of_adam() -> None:
    network, twin = Autoencoder(seed=2), Autoencoder(seed=2)
    slow = {name: np.zeros_like(layer) for name, layer in twin.layers.items()}
    square = {name: np.zeros_like(layer) for name, layer in twin.layers.items()}
    for t in range(1, 4):
        for name, slope in network.gradients(IMAGES, NOISE, 1).items():
            slow[name] = 0.9 * slow[name] + 0.1 * slope
            square[name] = 0.999 * square[name] + 0.001 * slope**2
            wide = np.sqrt(square[name] / (1 - 0.999**t)) + 1e-8
            twin.layers[name] = twin.layers[name] - STEP * slow[name] / (1 - 0.9**t) / wide
        network.step(IMAGES, NOISE, 1)
        for name, layer in network.layers.items():
            np.testing.assert_allclose(layer, twin.layers[name], rtol=1e-9, atol=1e-12)


def test_training_lowers_the_loss_and_a_heavy_kl_silences_the_encoder() -> None:
    network = Autoencoder(seed=2)
    before = loss(network, 100)
    for _ in range(300):
        network.step(IMAGES, NOISE, 100)
    mean, sd = network.encode(IMAGES)
    assert loss(network, 100) < before
    np.testing.assert_allclose(mean, 0, atol=0.1)
    np.testing.assert_allclose(sd, 1, atol=0.1)


def test_same_seed_same_network() -> None:
    first, again, other = (Autoencoder(seed).layers["ink"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize(
    ("method", "value", "says"),
    [
        ("encode", np.ones(64), r"`images` has shape \(64,\); it must hold rows of 64"),
        ("encode", np.ones((3, 60)), r"`images` has shape \(3, 60\)"),
        ("encode", 16 * IMAGES, r"`images\[.+\]` is .+ never above 1"),
        ("decode", np.ones((3, 64)), r"`codes` has shape \(3, 64\); it must hold rows of 2"),
        ("decode", [[0, np.nan]], r"`codes\[0, 1\]` is nan"),
    ],
)
def test_bad_images_and_codes_are_refused(method: str, value: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        getattr(Autoencoder(seed=1), method)(value)


@pytest.mark.parametrize(
    ("noise", "kl_weight", "says"),
    [
        (NOISE[:3], 1, "`noise` has 3 rows for 7 images"),
        (NOISE, float("nan"), "`kl_weight` is nan"),
        (NOISE, -1, "`kl_weight` is -1; it must be one number, 0 or above"),
    ],
)
def test_a_step_that_cannot_be_taken_leaves_the_network_as_it_was(noise: Any, kl_weight: float, says: str) -> None:
    network, fresh = Autoencoder(seed=1), Autoencoder(seed=1)
    with pytest.raises(ValueError, match=says):
        network.step(IMAGES, noise, kl_weight)
    network.step(IMAGES, NOISE, 1)
    fresh.step(IMAGES, NOISE, 1)
    for name, layer in fresh.layers.items():
        np.testing.assert_array_equal(network.layers[name], layer)


def test_a_seed_is_a_whole_number() -> None:
    with pytest.raises(ValueError, match="`seed` is -1"):
        Autoencoder(seed=-1)

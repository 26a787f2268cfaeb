"""The explorer of codes: what it draws, where the digits stand, and that what is kept is what the lab trains."""

from typing import Any

import numpy as np
import pytest
import scipy.spatial
import scipy.special
from sklearn.datasets import load_digits

import infotheory_helpers as it
from infotheory_helpers.explorer.explorer import MOST_BYTES
from infotheory_helpers.labs.deep_learning.trained import networks, six, too_sure
from lessons import run

IMAGES, LABELS = (table[:100] for table in load_digits(return_X_y=True))
IMAGES = IMAGES / 16


@pytest.fixture(scope="module")
def lab() -> dict[str, Any]:
    return run("10_kl_in_deep_learning")[1]


def through(rows: Any, layer: Any) -> Any:
    return np.hstack([rows, np.ones((len(rows), 1))]) @ layer


def decoded(network: it.Autoencoder, codes: Any) -> Any:
    """As the decoder does, written once more."""
    return scipy.special.expit(through(np.tanh(through(codes, network.layers["decoder"])), network.layers["ink"]))


def encoded(network: it.Autoencoder) -> Any:
    seen = np.tanh(through(IMAGES, network.layers["encoder"]))
    return through(seen, network.layers["mean"])


def sides_of(ax: Any) -> Any:
    (squares,) = ax.patches
    corners = squares.get_path().vertices.reshape(-1, 5, 2)  # of those that are there
    middles = (corners.min(axis=1) + corners.max(axis=1)) / 2
    sides = np.zeros(64)
    sides[scipy.spatial.cKDTree(squares.centres).query(middles)[1]] = np.ptp(corners[:, :, 0], axis=1)
    return sides


@pytest.mark.parametrize("weight", [0, 1, 10])
@pytest.mark.parametrize("code", [(-3.6, 3.6), (0, 0), (1.8, -0.6)])
def test_the_ink_is_the_decoders_and_the_digit_beside_it_is_the_nearest(weight: int, code: tuple[float, float]) -> None:
    explorer = it.explore_codes()
    explorer.values = {"weight": weight, "z1": code[0], "z2": code[1]}
    explorer._repr_html_()
    plane, drawn, real = explorer.figure.axes
    network = networks()[weight]
    np.testing.assert_allclose(sides_of(drawn) ** 2, decoded(network, [code])[0], atol=0.15)  # in eight sizes
    means = encoded(network)
    near = np.hypot(*(means - code).T).argmin()
    np.testing.assert_allclose(sides_of(real) ** 2, IMAGES[near], atol=0.15)
    shown: dict[Any, Any] = {
        mark.get_marker(): mark.get_xydata() for mark in plane.lines if "$" in str(mark.get_marker())
    }
    for digit in range(10):
        np.testing.assert_allclose(shown[f"${digit}$"], means[digit == LABELS], atol=0.02)


def test_a_learners_own_networks_can_be_dragged_through() -> None:
    mine = {2: it.Autoencoder(seed=2), 3: it.Autoencoder(seed=3)}
    explorer = it.explore_codes(mine)
    assert explorer.values["weight"] == 3
    assert len(explorer._repr_html_().encode()) <= MOST_BYTES
    explorer.values = {"weight": 2, "z1": 1.2, "z2": -2.4}
    explorer._repr_html_()
    np.testing.assert_allclose(sides_of(explorer.figure.axes[1]) ** 2, decoded(mine[2], [(1.2, -2.4)])[0], atol=0.15)


def test_in_the_void_the_picture_is_a_blot_and_at_weight_10_it_is_the_same_everywhere(lab: dict[str, Any]) -> None:
    # What the fold below the explorer says, by the networks that the lab has trained.
    marks = np.linspace(-3.6, 3.6, 13)
    codes = np.stack(np.meshgrid(marks, marks), axis=-1).reshape(-1, 2)
    loose, held, choked = (lab["networks"][weight] for weight in (0, 1, 10))
    assert decoded(choked, codes).std(axis=0).max() < 0.1
    assert decoded(held, codes).std(axis=0).max() > 0.3
    circle = codes[np.hypot(*codes.T) < 2]
    assert decoded(loose, circle).mean(axis=1).max() > 1.5 * IMAGES.mean(axis=1).max()  # more ink than in any digit
    gone = (np.abs(encoded(loose)) > 4).any(axis=1).mean()
    assert gone == pytest.approx(2 / 3, abs=0.07)
    assert (np.hypot(*encoded(loose).T) < 2).mean() < 0.1


def test_what_is_kept_is_what_the_lab_trains(lab: dict[str, Any]) -> None:
    for weight, kept in networks().items():
        trained = lab["networks"][weight]
        codes = trained.encode(IMAGES)[0]
        apart = np.abs(kept.encode(IMAGES)[0] - codes)
        assert np.median(apart) < 0.1 * max(1, codes.std()), weight
        assert np.abs(kept.decode(codes) - trained.decode(codes)).mean() < 0.02, weight
    scores, image = six()
    first = lab["seen"][0]
    np.testing.assert_allclose(image, lab["images"][first])
    np.testing.assert_allclose(
        scipy.special.softmax(scores / 8), scipy.special.softmax(lab["teacher_logits"][first] / 8), atol=0.03
    )
    scores, digits = too_sure()
    np.testing.assert_array_equal(digits, lab["digits"][lab["held_out"]])
    np.testing.assert_allclose(scores, lab["scores"][lab["held_out"]], atol=0.1)

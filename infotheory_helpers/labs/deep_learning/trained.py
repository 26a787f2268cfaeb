"""What this lab trains, kept small: its figures move before anything is trained, and look the same everywhere.

The lab trains all of it again, and a test compares. When a recipe in the lab changes, run the lab and `keep` the new
ones.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.blocks import Floats

from .autoencoder import Autoencoder

FILE = Path(__file__).with_name("trained.npz")
KEPT = np.float16  # of a weight or a score: three digits, and no eye sees a fourth


def networks() -> dict[int, Autoencoder]:
    """Give an autoencoder for each of three weights of the KL: 0, 1 and 10."""
    return {weight: _network(weight) for weight in (0, 1, 10)}


def _network(weight: int) -> Autoencoder:
    network = Autoencoder(seed=1)
    network.layers = {name: _kept()[f"{name} {weight}"].astype(float) for name in network.layers}
    return network


def six() -> tuple[Floats, Floats]:
    """Give a teacher's ten scores for a handwritten six, and the six: 64 pixels, ink from 0 to 1."""
    return _kept()["scores of the six"].astype(float), _kept()["the six"] / 16


def too_sure() -> tuple[Floats, NDArray[Any]]:
    """Give the scores of a classifier that is too sure, for 500 digits that it has not seen, and what they are."""
    return _kept()["scores"].astype(float), _kept()["digits"]


@functools.cache
def _kept() -> dict[str, NDArray[Any]]:
    with np.load(FILE) as file:
        return dict(file)


def keep(lab: Mapping[str, Any]) -> None:
    """Write the file anew, from the names of the lab's cells once they have run."""
    layers = {
        f"{name} {weight}": layer.astype(KEPT)
        for weight in (0, 1, 10)
        for name, layer in lab["networks"][weight].layers.items()
    }
    first = lab["seen"][0]
    np.savez_compressed(
        FILE,
        **layers,
        **{
            "scores of the six": lab["teacher_logits"][first].astype(KEPT),
            "the six": np.rint(16 * lab["images"][first]).astype(np.uint8),
            "scores": lab["scores"][lab["held_out"]].astype(KEPT),
            "digits": lab["digits"][lab["held_out"]].astype(np.uint8),
        },
    )

"""Lesson 4's model of handwritten digits: what it learns from, how it learns, and how one digit pushes its weights."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.losses import categorical_cross_entropy_from_logits, smooth_labels, softmax

Array = NDArray[Any]

EVERY, STEPS = 5, 300  # every fifth step is kept
SMOOTHED = 0.1  # of each target, spread over all ten classes


@functools.cache
def digits() -> tuple[Array, Array]:
    """Load scikit-learn's digits: the ink of 64 pixels, from 0 to 1, and their labels as one-hot rows."""
    from sklearn.datasets import load_digits  # slow to import

    pixels, labels = load_digits(return_X_y=True)
    return pixels / 16, np.eye(10)[labels]


@functools.cache
def targets() -> dict[str, Array]:
    """Give what is learned from: hard labels, and smoothed ones."""
    hard = digits()[1]
    return {"hard": hard, "smooth": smooth_labels(hard, SMOOTHED)}


@functools.cache
def trained(kind: str) -> Array:
    """Train as the lesson does: the weights before every fifth step, and after the last."""
    x, aim = digits()[0], targets()[kind]
    weights = [np.zeros((x.shape[1], 10))]
    for _ in range(STEPS):
        weights.append(weights[-1] - x.T @ (softmax(x @ weights[-1]) - aim) / len(x))
    return np.array(weights[::EVERY])


def losses(kind: str, weights: Array) -> Array:
    """Give the loss of each set of weights, in nats."""
    x, aim = digits()[0], targets()[kind]
    return np.array([categorical_cross_entropy_from_logits(aim, x @ each) for each in weights])


def push(weights: Array, digit: int) -> Array:
    """Give how one digit pushes each set of weights: minus the slope of its loss, (p − q) times its pixels."""
    x, truth = (table[digit] for table in digits())
    return np.asarray(x[:, None] * (truth - softmax(x @ weights))[:, None])

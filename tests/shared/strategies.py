"""Random distributions for the property tests: even, lopsided, with zeros, with one outcome, with many."""

import hypothesis.strategies as st
import numpy as np
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Weights over many orders of magnitude, and exact zeros.
_weight = st.one_of(st.just(0.0), st.floats(1e-3, 1), st.floats(-60, 0).map(lambda e: 10.0**e))


def _normalised(weights: Floats) -> Floats:
    if weights.sum() < 1e-50:
        weights = np.ones_like(weights)
    return np.asarray(weights / weights.sum())


def distributions(outcomes: int | None = None) -> st.SearchStrategy[Floats]:
    sizes = st.just(outcomes) if outcomes else st.integers(1, 40)
    return sizes.flatmap(lambda n: arrays(np.float64, n, elements=_weight)).map(_normalised)


def pairs() -> st.SearchStrategy[tuple[Floats, Floats]]:
    return st.integers(1, 20).flatmap(lambda n: st.tuples(distributions(n), distributions(n)))


def joints() -> st.SearchStrategy[Floats]:
    shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))
    return shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=_weight)).map(_normalised)


def logits() -> st.SearchStrategy[Floats]:
    return st.integers(1, 12).flatmap(lambda n: arrays(np.float64, n, elements=st.floats(-1000, 1000)))

"""The 178 wines of lab 7: what was measured of them, and who grew them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.palette import CLASS_A, CLASS_B, CLASS_C

Array = NDArray[Any]

WINES = 178
# Each grower has a letter, an ink and a mark, the same in every figure.
GROWERS = (("A", CLASS_A, "o"), ("B", CLASS_B, "s"), ("C", CLASS_C, "^"))


@cache
def _table() -> Any:
    from sklearn.datasets import load_wine  # takes a second to import, and only this lab needs it

    return load_wine()


def measured(name: str) -> Array:
    """Give one measurement of all wines."""
    return np.asarray(_table().data[:, _table().feature_names.index(name)])


def growers() -> Array:
    """Give the number of each wine's grower, as of GROWERS."""
    return np.asarray(_table().target)


def poured() -> Array:
    """Give the order in which the wines are poured where there are only some of them: that of the lab."""
    return np.random.default_rng(1948).permutation(WINES)

"""The formula with the numbers in it: term by term, as the sliders stand, with 0 · log 0 and ∞ said aloud."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.information import cross_entropy, entropy, information_content, kl_divergence

if TYPE_CHECKING:
    from infotheory_helpers.explorer.explorer import Explorer

Array = NDArray[Any]
Pair = Callable[..., tuple[Array, Array]]

NEVER = " 0 · log2 0 counts as 0: what never happens adds nothing."
RULED_OUT = " It happens, and Q gives it 0: log2 0 has no end, and so the sum is ∞."


def write_entropy(explorer: Explorer, pair: Pair, count: int) -> None:
    """Write H(P) = −Σ p log2 p, in bits, under an explorer; `pair` gives P and Q for where the sliders stand."""
    logs = " ".join(["− {:.2f} log2 {:.2f}"] * count)
    _write(explorer, pair, "H(P) = " + logs, count, lambda p, _: _each(p, p), _own, _own_terms)


def write_cross_entropy(explorer: Explorer, pair: Pair, count: int) -> None:
    """Write H(P, Q) = −Σ p log2 q, in bits, under an explorer."""
    logs = " ".join(["− {:.2f} log2 {:.3f}"] * count)
    _write(explorer, pair, "H(P, Q) = " + logs, count, lambda p, q: _each(p, q), cross_entropy, _priced_terms)


def write_kl(explorer: Explorer, pair: Pair, count: int) -> None:
    """Write KL(P‖Q) = Σ p log2 (p/q), in bits, under an explorer."""
    logs = " + ".join(["{:.2f} log2({:.2f}/{:.2f})"] * count)
    _write(explorer, pair, "KL(P‖Q) = " + logs, count, lambda p, q: _each(p, p, q), kl_divergence, _ratio_terms)


def _own(p: Array, _: Array) -> Any:
    """Give the entropy of P alone, whatever Q is."""
    return entropy(p)


def _each(*columns: Array) -> list[Array]:
    # One after another: what the first outcome needs, then the second …
    return [column[..., i] for i in range(columns[0].shape[-1]) for column in columns]


def _own_terms(p: Array, _: Array) -> Array:
    return _priced_terms(p, p)


def _priced_terms(p: Array, q: Array) -> Array:
    # What never happens adds nothing, whatever it would have cost.
    return np.asarray(p * np.asarray(information_content(np.where(p > 0, q, 1))))


def _ratio_terms(p: Array, q: Array) -> Array:
    return _priced_terms(p, q) - _own_terms(p, p)


def _write(
    explorer: Explorer,
    pair: Pair,
    logs: str,
    count: int,
    numbers: Callable[[Array, Array], list[Array]],
    total: Callable[[Array, Array], Any],
    terms: Callable[[Array, Array], Array],
) -> None:
    # A term below 0 is taken away: the sign is a word, and the number has none.
    template = logs + " = {}{:.4f}" + " {} {:.4f}" * (count - 1) + " = {:.4f} bits.{}"

    @functools.wraps(pair)
    def filled(*at: Array) -> tuple[Any, ...]:
        p, q = pair(*at)
        of_each = terms(p, q)
        signs = np.where(of_each < 0, "−", "+")
        first = np.where(of_each[..., 0] < 0, "−", "")
        rest = [value for i in range(1, count) for value in (signs[..., i], abs(of_each[..., i]))]
        note = np.select([((p > 0) & (q == 0)).any(-1), (p == 0).any(-1)], [RULED_OUT, NEVER], "")
        return *numbers(p, q), first, abs(of_each[..., 0]), *rest, total(p, q), note

    explorer.formula(template, filled, infinite=True)

"""The cases that lab 11 shows: five groups of seven rows of the table, and how their numbers and steps are written."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import Any

import numpy as np

from .steps import STEPS
from .table import Row, Step, table

CATEGORICAL, BINARY = "categorical cross-entropy", "binary cross-entropy"
# By library, quantity and input: each takes another step, and none more than two.
GROUPS = {
    "entropy": [
        ("SciPy", "entropy", "three outcomes"),
        ("SciPy", "entropy", "not summing to 1"),
        ("Polars", "entropy", "a column of labels"),
        ("DuckDB", "entropy", "three outcomes"),
        ("TSFEL", "entropy", "a list of labels"),
        ("pyitlib", "entropy", "labels, one of them −1"),
        ("Pillow", "entropy", "one colour, RGB"),
    ],
    "KL divergence": [
        ("SciPy", "KL divergence", "three outcomes"),
        ("PyTorch", "KL divergence", "reduction left at mean"),
        ("PyTorch", "KL divergence", "probabilities, not their logarithms"),
        ("Evidently", "KL divergence", "two columns of labels"),
        ("Keras", "KL divergence", "a zero in Q"),
        ("JAX", "KL divergence", "P not summing to 1, kl_div"),
        ("infomeasure", "KL divergence", "a symbol that Q never shows"),
    ],
    "loss, classes": [
        ("PyTorch", CATEGORICAL, "probabilities taken for logits"),
        ("PyTorch", CATEGORICAL, "probabilities given to NLLLoss"),
        ("PyTorch", CATEGORICAL, "class weights and class numbers"),
        ("Keras", CATEGORICAL, "a padding label of −1"),
        ("Optax", CATEGORICAL, "a padding label of −1"),
        ("Keras", CATEGORICAL, "Q not summing to 1"),
        ("scikit-learn", CATEGORICAL, "a zero in Q, float64"),
    ],
    "loss, yes or no": [
        ("PyTorch", BINARY, "sure and wrong, y = 1"),
        ("Keras", BINARY, "sure and wrong, y = 1"),
        ("LightGBM", BINARY, "sure and wrong, y = 1"),
        ("XGBoost", BINARY, "sure and wrong, y = 1"),
        ("scoringrules", BINARY, "sure and wrong, y = 1"),
        ("PyTorch", BINARY, "probabilities taken for logits"),
        ("LightGBM", BINARY, "soft labels, objective binary"),
    ],
    "others": [
        ("SciPy", "JS divergence", "three outcomes"),
        ("popmon", "JS divergence", "two columns of labels"),
        ("TorchMetrics", "perplexity", "a sure and right model, as probabilities"),
        ("scikit-image", "normalised mutual information", "two images"),
        ("constriction", "code length", "weights not summing to 1"),
        ("Logomaker", "sequence information", "a column of ten A"),
        ("PyTorch", "log-likelihood", "Gaussian, at the mean"),
    ],
}
CASES, MOST_STEPS = 7, 2


@cache
def rows() -> list[list[Row]]:
    """Give the rows of each group, in its order."""
    known = {row.key: row for row in table()}
    return [[known[key] for key in keys] for keys in GROUPS.values()]


def number_after(row: Row, steps: int) -> float:
    """Give the number after so many of a row's silent steps, or after all if it has fewer."""
    numbers = _numbers(row)
    return numbers[min(steps, len(numbers) - 1)]


@cache
def _numbers(row: Row) -> list[float]:
    return [float(np.ravel(stage.number)[0]) for stage in row.stages]


def returned(row: Row) -> float:
    """Give what the library returned, of several numbers the first."""
    assert row.result is not None  # the lab shows no refusals
    return float(np.ravel(row.result)[0])


def unit_after(row: Row, steps: int) -> str:
    """Name the unit of that number: bits until a step counts in nats, and what the row names after the last step."""
    ahead = [step.name for step in row.silent[steps:]]
    if any(step.name == "over_joint_entropy" for step in row.silent[:steps]):
        return ""  # a share
    if "in_nats" in ahead:
        return "bits"
    if not ahead:
        return row.unit
    return row.unit.removeprefix("√") or ("nats" if "cross-entropy" in row.quantity else "bits")


def with_unit(number: float, unit: str) -> str:
    """Write a number as the lab does, ∞ and a number that is none among them."""
    if math.isinf(number):
        said = "∞" if number > 0 else "−∞"
    else:
        said = f"{number:.4f}".replace("-", "−") if math.isfinite(number) else "nan"
    return f"{said} {unit}".strip()


def steps_in_words(step: Step) -> str:
    """Say what a step does; to whom of the two it does it can be seen."""
    return step.says.replace(" (of P)", "").replace(" (of Q)", "")


def inputs_in_words(row: Row) -> str:
    """Name what went in: p = [0.7, 0.2, 0.1]."""
    return ", ".join(f"{name} = {_listed(value)}" for name, value in row.inputs.items())


def _listed(value: Any) -> str:
    return f"({', '.join(map(_listed, value))})" if isinstance(value, list) else f"{value:g}".replace("-", "−")


def count_silent_steps() -> dict[str, int]:
    """Count in how many rows of the table each silent step is taken.

    Returns
    -------
    dict of str to int
        By what the step does, the most frequent first; "none at all" where the formula's number is the library's.

    Raises
    ------
    ValueError
        If a row of the stored table lacks a field.

    Examples
    --------
    >>> list(count_silent_steps())[:2]
    ['Count in nats, not in bits', 'none at all']

    References
    ----------
    Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, 2nd ed., section 2.1, on the base of the
    logarithm. Each row of the table names its own source: docs/libraries.md.
    """
    found: Counter[str] = Counter()
    for row in table():
        found.update({(STEPS[step.name].__doc__ or "").rstrip(".") for step in row.silent} or {"none at all"})
    return dict(found.most_common())

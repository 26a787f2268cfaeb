"""What a decision tree asks: impurities, the gains of all thresholds, trees, and the luck that is in a gain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import (
    BITS_PER_NAT,
    entropy,
    information_gain,
    mutual_information,
)
from infotheory_helpers.measures.labelled import categories, must_be_labelled_alike
from infotheory_helpers.measures.validation import (
    Result,
    Unit,
    distribution,
    finite_numbers,
    in_unit,
    one_whole_number,
    plain,
    seeded,
    whole_numbers,
)

Counts = NDArray[np.int64]


def gini_impurity(p: ArrayLike, axis: int = -1) -> Result:
    """How often two draws from P differ: 1 − Σ p², the impurity that most libraries use unless told otherwise.

    Parameters
    ----------
    p : array of shape (..., outcomes)
        One distribution, or a batch of them; each sums to 1 along `axis`.
    axis : int
        Where the outcomes of one distribution lie.

    Returns
    -------
    float or array of the shape of the batch
        A probability, from 0 (certain) to 1 − 1/outcomes (all equally likely).

    Raises
    ------
    TypeError
        If p is a bare number or holds anything but real numbers.
    ValueError
        If p is empty, holds a number outside 0 … 1 or does not sum to 1, or if `axis` is wrong.

    Examples
    --------
    >>> gini_impurity([0.5, 0.5])
    0.5
    >>> gini_impurity([[1, 0], [0.75, 0.25]])
    array([0.   , 0.375])

    References
    ----------
    Breiman, L. et al. (1984), Classification and Regression Trees, section 2.3.
    """
    p = distribution(p, "p", axis)
    return plain((p * (1 - p)).sum(axis=-1))  # Σ p (1 − p): never below 0, as 1 − Σ p² can be by rounding


def gain_ratio(labels: ArrayLike, groups: ArrayLike) -> float:
    """How much of the answers' own entropy the gain is: a question with many answers has to earn them.

    Parameters
    ----------
    labels : array of shape (samples,)
        The class of each sample: numbers or text.
    groups : array of shape (samples,)
        The answer of each sample to the question; two different answers at least.

    Returns
    -------
    float
        A share from 0 to 1, bits over bits: no unit.

    Raises
    ------
    ValueError
        If labels and groups are not two lists of the same length, or hold a nan, or all answers are the same.

    Examples
    --------
    >>> gain_ratio(["cat", "cat", "dog", "dog"], ["small", "small", "large", "large"])
    1.0
    >>> gain_ratio(["cat", "cat", "dog", "dog"], [1, 2, 3, 4])
    0.5

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees, section 7.
    """
    gain = information_gain(labels, groups)
    answers = np.bincount(categories(groups, "groups"))
    if len(answers) == 1:
        raise ValueError(
            "`groups` holds one answer only, so the question tells nothing and its ratio is 0/0; ask one that splits "
            "the samples."
        )
    return float(gain / entropy(answers / answers.sum()))


def miller_madow_entropy(counts: ArrayLike, unit: Unit = "bits") -> Result:
    """Estimate an entropy from counts, with what a small sample hides added back: H + (K − 1)/(2N) nats.

    Parameters
    ----------
    counts : array of shape (..., outcomes)
        How often each outcome was seen. K counts the outcomes that were seen, N the samples.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of the batch
        In `unit`; never below the entropy of the shares, and perhaps above log K.

    Raises
    ------
    TypeError
        If counts holds anything but real numbers.
    ValueError
        If counts is empty or all 0, or holds anything but whole numbers from 0, or if `unit` is unknown.

    Examples
    --------
    >>> round(miller_madow_entropy([3, 1]), 4)
    0.9916

    References
    ----------
    Miller, G. A. (1955), Note on the Bias of Information Estimates.
    """
    seen = whole_numbers(counts, "counts")
    samples = seen.sum(axis=-1)
    if not samples.all():
        raise ValueError("`counts` are all 0; an entropy is estimated from one sample at least.")
    correction = (np.count_nonzero(seen, axis=-1) - 1) / (2 * samples) * BITS_PER_NAT
    return in_unit(entropy(seen / samples[..., None]) + correction, unit)


def gain_bias(samples: ArrayLike, classes: int, answers: int, unit: Unit = "bits") -> Result:
    """How much a question gains on average that has nothing to do with the labels: (K − 1)(V − 1)/(2N) nats.

    Parameters
    ----------
    samples : int or array of ints of any shape
        N, the number of samples. The formula is good when there are many for each class and answer.
    classes, answers : int
        K, the classes that there are, and V, the answers to the question.
    unit : "bits" or "nats"

    Returns
    -------
    float or array of the shape of samples
        In `unit`.

    Raises
    ------
    TypeError
        If samples, classes or answers are anything but numbers.
    ValueError
        If one of them is not a whole number from 1, or if `unit` is unknown.

    Examples
    --------
    >>> round(gain_bias(50, classes=4, answers=4), 4)
    0.1298

    References
    ----------
    Miller, G. A. (1955), Note on the Bias of Information Estimates.
    """
    k, v = (whole_numbers(value, name, 1) for value, name in [(classes, "classes"), (answers, "answers")])
    nats = (k - 1) * (v - 1) / (2 * whole_numbers(samples, "samples", 1))
    return in_unit(nats * BITS_PER_NAT, unit)


def shuffled_tables(labels: ArrayLike, groups: ArrayLike, shuffles: int = 1000, seed: int = 0) -> Counts:
    """Deal the labels out at random, again and again, and count answers and classes each time.

    Parameters
    ----------
    labels : array of shape (samples,)
        The class of each sample: numbers or text. How many there are of each stays the same.
    groups : array of shape (samples,)
        The answer of each sample to the question; these stay where they are.
    shuffles : int
        How often.
    seed : int
        The same seed deals the same labels.

    Returns
    -------
    array of ints of shape (shuffles, answers, classes)
        Tables as of `count_table`; divided by the samples, joint distributions without any real information.

    Raises
    ------
    TypeError
        If shuffles is anything but a number.
    ValueError
        If labels and groups are not two lists of the same length, or hold a nan, or if shuffles is not a whole
        number from 1.

    Examples
    --------
    >>> tables = shuffled_tables(["cat", "cat", "dog", "dog"], ["yes", "yes", "no", "no"], shuffles=100)
    >>> tables.shape
    (100, 2, 2)

    References
    ----------
    Fisher, R. A. (1935), The Design of Experiments, section 21.
    """
    rows, columns = categories(groups, "groups"), categories(labels, "labels")
    _must_be_as_many(columns, rows, "groups")
    must_be_labelled_alike(labels, groups, ("labels", "groups"))
    times = one_whole_number(shuffles, "shuffles", 1)
    dealt = seeded(seed).permuted(np.tile(columns, (times, 1)), axis=1)
    return _tables(dealt, rows, int(columns.max()) + 1)


def _tables(columns: NDArray[Any], rows: NDArray[Any], classes: int) -> Counts:
    # One table for each row of `columns`; each cell of each table has a number of its own.
    times, answers = len(columns), int(rows.max()) + 1
    cells = (np.arange(times)[:, None] * answers + rows) * classes + columns
    counted = np.bincount(cells.ravel(), minlength=times * answers * classes)
    return np.asarray(counted.reshape(times, answers, classes), dtype=np.int64)


def threshold_tables(values: ArrayLike, labels: ArrayLike) -> tuple[Floats, Floats]:
    """Ask "is it at most t?" for every t that makes a difference: midway between neighbouring values.

    Parameters
    ----------
    values : array of shape (samples,)
        A measurement of each sample.
    labels : array of shape (samples,)
        The class of each sample: numbers or text.

    Returns
    -------
    thresholds : array of shape (questions,)
        In rising order.
    tables : array of shape (questions, 2, classes)
        For each, the joint distribution of answer (yes first, then no) and class.

    Raises
    ------
    TypeError
        If values holds anything but real numbers.
    ValueError
        If values and labels are not two lists of the same length, hold a nan or an infinity, or all values are the
        same.

    Examples
    --------
    >>> thresholds, tables = threshold_tables([1, 2, 4], ["cat", "dog", "dog"])
    >>> thresholds
    array([1.5, 3. ])
    >>> (3 * tables[1]).round().tolist()
    [[1.0, 1.0], [0.0, 1.0]]

    References
    ----------
    Fayyad, U. M. and Irani, K. B. (1992), On the Handling of Continuous-Valued Attributes in Decision Tree Generation.
    """
    column, classes = finite_numbers(values, "values"), categories(labels, "labels")
    _must_be_as_many(classes, column, "values")
    must_be_labelled_alike(labels, values, ("labels", "values"))
    order = np.argsort(column, kind="stable")
    column = column[order]
    last = np.flatnonzero(column[1:] > column[:-1])  # the last sample of each yes side
    if not last.size:
        raise ValueError(f"`values` are all {column[0]:g}; no threshold separates them.")
    upto = np.cumsum(np.eye(classes.max() + 1)[classes[order]], axis=0)
    lower, upper = column[last], column[last + 1]
    with np.errstate(over="ignore"):
        both = lower + upper
    middle = np.where(np.isfinite(both), both / 2, lower / 2 + upper / 2)
    thresholds = np.where(middle < upper, middle, lower)  # between two floats there may be nothing
    return thresholds, np.stack([upto[last], upto[-1] - upto[last]], axis=1) / len(column)


def _must_be_as_many(labels: NDArray[Any], others: NDArray[Any], name: str) -> None:
    if labels.shape != others.shape:
        raise ValueError(
            f"`labels` has {len(labels)} samples and `{name}` has shape {others.shape}; each sample needs both."
        )


@dataclass(frozen=True)
class TreeNode:
    """Some samples, and the question that splits them, if there is one: "measurement ≤ threshold?"."""

    counts: dict[Any, int]  # samples of each class
    entropy: float  # of the classes, in bits
    question: str = ""
    threshold: float = np.nan
    gain: float = 0.0  # in bits
    branches: tuple["TreeNode", ...] = ()  # yes, no

    def walk(self) -> list["TreeNode"]:
        """List the nodes as scikit-learn numbers them: this one, then all below its yes, then all below its no."""
        return [node for _, node in self._indented()]

    def __repr__(self) -> str:
        return "\n".join(before + node._line() for before, node in self._indented())

    def _line(self) -> str:
        counts = ", ".join(f"{count} of {name}" for name, count in self.counts.items())
        asks = f": {self.question} ≤ {self.threshold:.4g}? gains {self.gain:.4f} bits" if self.question else ""
        return f"{counts}, {self.entropy:.4f} bits{asks}"

    def _indented(self) -> list[tuple[str, "TreeNode"]]:
        # A stack, as a tree may be deeper than Python lets functions call each other.
        waiting, found = [("", 0, self)], []
        while waiting:
            answer, depth, node = waiting.pop()
            found.append((" " * 5 * (depth - 1) + answer, node))
            below = zip(["yes: ", " no: "], node.branches, strict=False)
            waiting += reversed([(said, depth + 1, branch) for said, branch in below])
        return found


def grow_tree(table: Mapping[str, ArrayLike], labels: ArrayLike, depth: int) -> TreeNode:
    """Ask the question with the highest gain, then the best one on each side, and so on.

    Parameters
    ----------
    table : dict of name to array of shape (samples,)
        The measurements.
    labels : array of shape (samples,)
        The class of each sample: numbers or text.
    depth : int
        How many questions one after the other, at most. Where only one class is left, nothing is asked.

    Returns
    -------
    TreeNode
        With `counts`, `entropy` (bits), `question`, `threshold`, `gain` (bits) and `branches` (yes, no). Among equal
        gains the first measurement wins, and its lowest threshold.

    Raises
    ------
    TypeError
        If a measurement or depth is anything but numbers.
    ValueError
        If the table is empty, a measurement and labels are not of the same length, something is nan, or depth is no
        whole number from 0.

    Examples
    --------
    >>> grow_tree({"weight": [4, 5, 20, 30]}, ["cat", "cat", "dog", "dog"], depth=1)
    2 of cat, 2 of dog, 1.0000 bits: weight ≤ 12.5? gains 1.0000 bits
    yes: 2 of cat, 0.0000 bits
     no: 2 of dog, 0.0000 bits

    References
    ----------
    Quinlan, J. R. (1986), Induction of Decision Trees.
    """
    if len(table) == 0:
        raise ValueError("`table` is empty; a tree needs one measurement at least to ask about.")
    classes, columns = categories(labels, "labels"), {}
    for name, values in table.items():
        columns[name] = finite_numbers(values, name)
        _must_be_as_many(classes, columns[name], name)
        must_be_labelled_alike(labels, values, ("labels", name))
    return _grown(columns, np.asarray(labels), one_whole_number(depth, "depth"))


def _grown(table: Mapping[str, Floats], labels: NDArray[Any], depth: int) -> TreeNode:
    # A node is made when all below it is: in the order of asking, its branches come after it.
    waiting: list[tuple[Any, ...]] = [(table, labels, depth, None)]
    asked: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
    while waiting:
        table, labels, depth, above = waiting.pop()
        node, sides = _asked(table, labels, depth)
        asked.append((node, above))
        waiting += [(*side, depth - 1, node) for side in reversed(sides)]
    for node, above in reversed(asked):
        tree = TreeNode(**node)
        if above is not None:
            above["branches"] = (tree, *above.get("branches", ()))
    return tree


def _asked(table: Mapping[str, Floats], labels: NDArray[Any], depth: int) -> tuple[dict[str, Any], list[Any]]:
    # One node, and what is left to ask about on its two sides.
    names, counts = np.unique(labels, return_counts=True)
    node: dict[str, Any] = {
        "counts": dict(zip(names.tolist(), counts.tolist(), strict=True)),
        "entropy": entropy(counts / counts.sum()),
    }
    questions = {name: values for name, values in table.items() if values.max() > values.min()}
    if depth == 0 or len(names) == 1 or not questions:
        return node, []
    best = {name: _best_threshold(values, labels) for name, values in questions.items()}
    question = max(best, key=lambda name: best[name][1])  # the first of equals
    threshold, gain = best[question]
    yes = table[question] <= threshold
    sides = [({name: values[side] for name, values in table.items()}, labels[side]) for side in (yes, ~yes)]
    return node | {"question": question, "threshold": threshold, "gain": gain}, sides


def _best_threshold(values: Floats, labels: NDArray[Any]) -> tuple[float, float]:
    thresholds, tables = threshold_tables(values, labels)
    gains = np.round(mutual_information(tables), 12)  # equal gains differ by rounding; they are to be equal
    return float(thresholds[gains.argmax()]), float(gains.max())

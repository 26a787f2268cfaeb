"""The steps between the course's number and a library's: each is one function, and a row of the table names them.

A computation starts from its inputs, goes through steps that change them, one formula, and steps that change numbers.
The formulas here take what the course refuses, so that a step can be left out and its effect seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.blocks import Floats, summed_over_blocks
from infotheory_helpers.measures.information import binary_cross_entropies, weighted_log
from infotheory_helpers.measures.losses import softmax as softmax_of
from infotheory_helpers.measures.validation import NATS_PER_BIT


@dataclass(frozen=True)
class Stand:
    """Where a computation stands: its inputs by name (P is the truth, Q the model), and its numbers once it has any."""

    inputs: Mapping[str, Any]
    numbers: Floats | None = None

    def __getitem__(self, name: str) -> Floats:
        """Give one input as numbers."""
        return np.asarray(self.inputs[name], float)

    @property
    def result(self) -> Floats:
        """The numbers, once a formula has made some."""
        if self.numbers is None:
            raise ValueError("No formula has been applied yet: name one among the steps.")
        return self.numbers

    def given(self, **inputs: ArrayLike) -> Stand:
        """Give the same with other inputs."""
        return replace(self, inputs={**self.inputs, **inputs})

    def turned_into(self, numbers: ArrayLike) -> Stand:
        """Give the same with other numbers."""
        return replace(self, numbers=np.asarray(numbers, float))


# ---- Steps that change the inputs


def swapped(at: Stand) -> Stand:
    """Take P and Q the other way round."""
    return at.given(p=at["q"], q=at["p"])


def divided_by_sum(at: Stand, of: str) -> Stand:
    """Divide what does not sum to 1 by its sum."""
    return at.given(**{of: at[of] / at[of].sum(axis=-1, keepdims=True)})


def softmax(at: Stand, of: str) -> Stand:
    """Take a softmax."""
    return at.given(**{of: softmax_of(at[of])})


def transposed(at: Stand, of: str) -> Stand:
    """Take the columns as distributions, not the rows."""
    return at.given(**{of: at[of].T})


def sigmoid(at: Stand, of: str) -> Stand:
    """Take a sigmoid."""
    return at.given(**{of: 1 / (1 + np.exp(-at[of]))})


def in_type(at: Stand, of: str, kind: str) -> Stand:
    """Round to the numbers that a smaller type can hold."""
    if of == "numbers":
        return at.turned_into(at.result.astype(kind))
    return at.given(**{of: at[of].astype(kind)})


def exponential(at: Stand, of: str) -> Stand:
    """Read the entries as logarithms: take e to their power."""
    return at.given(**{of: np.exp(at[of])})


def taken_for_q(at: Stand, of: str) -> Stand:
    """Take as Q what the model gave."""
    return at.given(q=at[of])


def entry(at: Stand, of: str, place: int) -> Stand:
    """Take one entry alone."""
    return at.given(**{of: at[of][place]})


def clipped(at: Stand, of: str, low: float, high: float = 1.0) -> Stand:
    """Put a bound in the place of what lies beyond it."""
    return at.given(**{of: np.clip(at[of], low, high)})


def zeros_filled(at: Stand, of: str, number: float) -> Stand:
    """Put a small number in the place of each 0."""
    return at.given(**{of: np.where(at[of] == 0, number, at[of])})


def raised(at: Stand, of: str, by: float) -> Stand:
    """Add a number to every entry: a pseudocount to counts, an epsilon to probabilities."""
    return at.given(**{of: at[of] + by})


def smoothed(at: Stand, epsilon: float) -> Stand:
    """Move a share of the truth to all classes evenly (label smoothing)."""
    return at.given(p=(1 - epsilon) * at["p"] + epsilon / at["p"].shape[-1])


def one_hot(at: Stand, of: str = "labels", classes: int = 0) -> Stand:
    """Write each label as a row with a single 1."""
    return at.given(p=np.eye(classes or int(at["q"].shape[-1]))[at[of].astype(int)])


def both_sides(at: Stand, of: str = "q") -> Stand:
    """Write the probability of “yes” as a row: that of no, that of yes."""
    return at.given(**{of: np.stack([1 - at[of], at[of]], axis=-1)})


def rows_left_out(at: Stand, label: int) -> Stand:
    """Leave out the rows that have this label: padding."""
    kept = at["labels"] != label
    return at.given(labels=at["labels"][kept], q=at["q"][kept], share=kept.mean())


def padding_taken_for_last_class(at: Stand, label: int) -> Stand:
    """Read the label of padding as an index from the end: the last class."""
    return at.given(labels=np.where(at["labels"] == label, at["q"].shape[-1] - 1, at["labels"]))


def padding_counted(at: Stand) -> Stand:
    """Divide by all rows, those left out among them."""
    return at.turned_into(at.result * at["share"])


def merged_into_one(at: Stand) -> Stand:
    """Put all outcomes of P into one, and those of Q."""
    return at.given(p=at["p"].sum(axis=-1, keepdims=True), q=at["q"].sum(axis=-1, keepdims=True))


def end_mark_added(at: Stand) -> Stand:
    """Add an end mark of weight 1 to the symbols, whose words are counted as before."""
    return at.given(p=[*at["p"], 1.0], words=at["p"])


def read_as_yes(at: Stand, of: str = "p") -> Stand:
    """Read every label above 0 as 1."""
    return at.given(**{of: at[of] > 0})


def counted(at: Stand, of: str = "x") -> Stand:
    """Count how often each value comes, and take the shares as P."""
    values, which = np.unique(at.inputs[of], return_inverse=True)
    counts = np.bincount(which, weights=at.inputs.get("weights"), minlength=len(values))
    return at.given(p=counts / counts.sum())


def taken_as_weights(at: Stand, of: str = "x") -> Stand:
    """Take each value as the weight of an outcome of its own, where values were to be counted."""
    weights = at[of]
    return at.given(**{of: np.arange(len(weights)), "weights": weights})


def values_counted(at: Stand, of: str) -> Stand:
    """Count how often each number comes, where the numbers themselves were the probabilities."""
    return counted(at, of)


def colours_counted(at: Stand, of: str = "x") -> Stand:
    """Count how often each colour comes, and take the shares as P."""
    _, counts = np.unique(at[of], axis=0, return_counts=True)
    return at.given(p=counts / counts.sum())


def counted_in_both(at: Stand) -> Stand:
    """Count how often each symbol comes in either sample, and take the shares as P and Q."""
    symbols = np.union1d(at["x"], at["y"])
    return at.given(p=(at["x"] == symbols[:, None]).mean(axis=1), q=(at["y"] == symbols[:, None]).mean(axis=1))


def counted_together(at: Stand, of: str = "x", and_: str = "y") -> Stand:
    """Count how often each pair of values comes, and take the shares as a joint table."""
    _, rows = np.unique(at.inputs[of], return_inverse=True)
    _, columns = np.unique(at.inputs[and_], return_inverse=True)
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    return at.given(joint=table / table.sum())


def value_left_out(at: Stand, value: float, of: str = "x") -> Stand:
    """Leave out one value, as if it marked what is missing."""
    return at.given(**{of: at[of][at[of] != value]})


def ordinal_patterns(at: Stand, order: int, of: str = "x") -> Stand:
    """Put in the place of each stretch of the series the order of its values, as one number."""
    stretches = np.lib.stride_tricks.sliding_window_view(at[of], order)
    return at.given(**{of: stretches.argsort(axis=-1, kind="stable") @ order ** np.arange(order)})


def eigenvalues(at: Stand, of: str = "matrix") -> Stand:
    """Take the eigenvalues of a density matrix as P."""
    return at.given(p=np.clip(np.linalg.eigvalsh(at[of]), 0, None))


def histogram(at: Stand, of: str = "x", levels: int = 256) -> Stand:
    """Count whole numbers from 0 up, one histogram for each channel, laid end to end."""
    channels = at[of].reshape(-1, np.shape(at[of])[-1]).astype(int).T
    return at.given(p=np.concatenate([np.bincount(channel, minlength=levels) for channel in channels]))


# ---- Formulas: measures in bits and losses in nats, as in the course


def entropy(at: Stand) -> Stand:
    """−Σ p log₂ p."""
    return at.turned_into(0.0 - summed_over_blocks(weighted_log, at["p"], at["p"]))


def cross_entropy(at: Stand) -> Stand:
    """−Σ p log₂ q."""
    return at.turned_into(0.0 - summed_over_blocks(weighted_log, at["p"], at["q"]))


def kl_divergence(at: Stand) -> Stand:
    """Σ p log₂(p/q)."""
    return at.turned_into(cross_entropy(at).result - entropy(at).result)


def js_divergence(at: Stand) -> Stand:
    """The mean KL divergence of P and of Q from the middle between them."""
    middle = at.given(q=(at["p"] + at["q"]) / 2)
    return at.turned_into((kl_divergence(middle).result + kl_divergence(middle.given(p=at["q"])).result) / 2)


def mutual_information(at: Stand) -> Stand:
    """The entropies of both margins less that of the joint table."""
    joint = at["joint"]
    parts = (joint.sum(axis=1), joint.sum(axis=0), joint.ravel())
    rows, columns, both = (entropy(Stand({"p": part})).result for part in parts)
    return at.turned_into(rows + columns - both)


def categorical_cross_entropy(at: Stand) -> Stand:
    """−Σ p ln q of each row."""
    return in_nats(cross_entropy(at))


def binary_cross_entropy(at: Stand) -> Stand:
    """−p ln q − (1 − p) ln(1 − q) of each prediction."""
    return in_nats(at.turned_into(binary_cross_entropies(np.atleast_1d(at["p"]), np.atleast_1d(at["q"]))))


def information_content(at: Stand) -> Stand:
    """−log₂ q."""
    return at.turned_into(0.0 - np.log2(at["q"]))


def impossible_terms_left_out(at: Stand) -> Stand:
    """Leave out of −Σ p log₂ q the terms in which q is 0, and take off all of H(P) as before."""
    there = at["q"] > 0
    cost = cross_entropy(at.given(p=at["p"][there], q=at["q"][there])).result
    return at.turned_into(cost - entropy(at).result)


def infinite_terms_left_out(at: Stand) -> Stand:
    """Leave out of −Σ p log₂ q the terms in which q is 0."""
    there = at["q"] > 0
    return cross_entropy(at.given(p=at["p"][there], q=at["q"][there]))


def huffman_length(at: Stand) -> Stand:
    """The mean length of Huffman's words for the symbols of P."""
    lengths = np.zeros(len(at["p"]))
    trees = [(weight, [place]) for place, weight in enumerate(at["p"])]
    while len(trees) > 1:
        (light, first), (heavier, second), *trees = sorted(trees, key=lambda tree: tree[0])
        lengths[first + second] += 1
        trees.append((light + heavier, first + second))
    words = np.asarray(at.inputs.get("words", at["p"]))  # without an end mark
    return at.turned_into((words * lengths[: len(words)]).sum() / words.sum())


def pointwise(at: Stand) -> Stand:
    """log₂ of how much oftener a pair comes than if its words were independent."""
    return at.turned_into(np.log2(at["n"] * at["total"] / (at["first"] * at["second"])))


def conditional_entropies(at: Stand) -> Stand:
    """H(Y | X) and H(X | Y)."""
    joint = at["joint"]
    both = entropy(Stand({"p": joint.ravel()})).result
    return at.turned_into([both - entropy(Stand({"p": joint.sum(axis=axis)})).result for axis in (1, 0)])


def normal_costs(at: Stand) -> Stand:
    """The negative logarithm of a normal density at each value; fitted to the values where it is not given."""
    x = at["x"].ravel()
    mean, variance = (at.inputs.get(name, of(x)) for name, of in (("mean", np.mean), ("variance", np.var)))
    return at.turned_into((np.log(2 * np.pi * variance) + (x - mean) ** 2 / variance) / 2)


def renyi_entropy(at: Stand, alpha: float) -> Stand:
    """The logarithm of Σ p^α, over 1 − α (Rényi)."""
    return at.turned_into(np.log2((at["p"] ** alpha).sum(axis=-1)) / (1 - alpha))


def population_stability(at: Stand) -> Stand:
    """The KL divergence one way round and the other, added up (population stability index)."""
    return at.turned_into(kl_divergence(at).result + kl_divergence(swapped(at)).result)


# ---- Steps that change the numbers


def in_nats(at: Stand) -> Stand:
    """Count in nats, not in bits."""
    return at.turned_into(at.result * NATS_PER_BIT)


def averaged(at: Stand) -> Stand:
    """Average over the rows."""
    return at.turned_into(at.result.mean())


def summed(at: Stand) -> Stand:
    """Add the rows up."""
    return at.turned_into(at.result.sum())


def averaged_over_elements(at: Stand) -> Stand:
    """Divide by the number of entries, not of rows."""
    return at.turned_into(at.result.mean() / at["q"].shape[-1])


def averaged_by_weights(at: Stand, weights: str = "w") -> Stand:
    """Average over the rows, each with its weight."""
    return at.turned_into((at.result * at[weights]).sum() / at[weights].sum())


def over_mean_entropy(at: Stand) -> Stand:
    """Divide by the mean of the two margins' entropies."""
    margins = (at["joint"].sum(axis=1), at["joint"].sum(axis=0))
    return at.turned_into(at.result / np.mean([entropy(Stand({"p": margin})).result for margin in margins]))


def over_joint_entropy(at: Stand) -> Stand:
    """Divide by the entropy of the joint table."""
    return at.turned_into(at.result / entropy(Stand({"p": at["joint"].ravel()})).result)


def infinity_made(at: Stand, value: float) -> Stand:
    """Put a number in the place of infinity."""
    return at.turned_into(np.where(np.isinf(at.result), value, at.result))


def nan_made(at: Stand, value: float) -> Stand:
    """Put a number in the place of 0/0."""
    return at.turned_into(np.where(np.isnan(at.result), value, at.result))


def logarithm_left_out(at: Stand) -> Stand:
    """Leave the logarithm out: −Σ p q."""
    return at.turned_into(-(at["p"] * at["q"]).sum(axis=-1))


def weighted_by_class(at: Stand) -> Stand:
    """Multiply each row's cost by the weight of its true class."""
    return at.turned_into(at.result * at["weights"][at["labels"].astype(int)])


def divided_by_weights(at: Stand) -> Stand:
    """Divide by the mean weight of the true classes, so that the mean is over weights and not over rows."""
    return at.turned_into(at.result / at["weights"][at["labels"].astype(int)].mean())


def capped(at: Stand, at_most: float) -> Stand:
    """Let no row cost more than so much."""
    return at.turned_into(np.minimum(at.result, at_most))


def rooted(at: Stand) -> Stand:
    """Take the square root."""
    return at.turned_into(np.sqrt(at.result))


def made_perplexity(at: Stand) -> Stand:
    """Raise e to the nats: among how many equally likely choices."""
    return at.turned_into(np.exp(at.result))


def times(at: Stand, factor: float) -> Stand:
    """Multiply by a number."""
    return at.turned_into(at.result * factor)


def plus(at: Stand, number: float) -> Stand:
    """Add a number."""
    return at.turned_into(at.result + number)


def negated(at: Stand) -> Stand:
    """Turn the sign."""
    return at.turned_into(-at.result)


def difference_of_sums_added(at: Stand) -> Stand:
    """Add the sum of Q less that of P, which is 0 for distributions."""
    return at.turned_into(at.result + at["q"].sum(axis=-1) - at["p"].sum(axis=-1))


def over_the_most(at: Stand, outcomes: int) -> Stand:
    """Divide by the entropy of so many equally likely outcomes, in bits."""
    return at.turned_into(at.result / np.log2(outcomes))


def made_not_a_number(at: Stand) -> Stand:
    """Compute 0 · log 0, or ∞ − ∞: what comes out is nan."""
    return at.turned_into(np.full_like(at.result, np.nan))


STEPS: dict[str, Callable[..., Stand]] = {
    name: step for name, step in globals().items() if getattr(step, "__module__", "") == __name__ and name != "Stand"
}

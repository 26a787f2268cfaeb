"""The mistakes learners make with tables of two things: what is left uncertain, and what one tells of the other."""

from typing import Any

import numpy as np

from infotheory_helpers.measures.information import conditional_entropy, entropy, kl_divergence, mutual_information

from .mistakes import ZERO_LOG_ZERO, Array, Inputs, Mistake, Quantity, cost_in_bits, nan_if


def _table(joint: Any) -> Array:
    return np.asarray(joint, float)


def _turned(joint: Any) -> Array:
    return np.swapaxes(_table(joint), -1, -2)


def _of_rows(joint: Any) -> Any:
    """H(X): of what the rows are."""
    return entropy(_table(joint).sum(axis=-1))


def _of_columns(joint: Any) -> Any:
    """H(Y): of what the columns are."""
    return entropy(_table(joint).sum(axis=-2))


def _flat(joint: Any) -> Array:
    return np.asarray(_table(joint).reshape(*np.shape(joint)[:-2], -1))


def _of_both(joint: Any) -> Any:
    return entropy(_flat(joint))


def _product(joint: Any) -> Array:
    table = _table(joint)
    return np.asarray(table.sum(axis=-1, keepdims=True) * table.sum(axis=-2, keepdims=True))


def _each_row(joint: Any) -> Array:
    table = _table(joint)
    return np.asarray(entropy(table / table.sum(axis=-1, keepdims=True)))


def _undivided(joint: Any) -> Any:
    table = _table(joint)
    return (table.sum(axis=-1) * cost_in_bits(table, table)).sum(axis=-1)


def _drawn_table(random: np.random.Generator, size: int) -> Inputs:
    rows, columns = max(2, size // 2), max(2, size - 1)
    if rows == columns:
        columns += 1
    table = random.dirichlet(np.ones(rows * columns)).reshape(rows, columns)
    if size > 3:
        table[0, random.integers(columns)] = 0  # a pair that never comes
    return {"joint": table / table.sum()}


_TABLES: list[Inputs] = [
    {"joint": ((0.1, 0.2, 0.05), (0.4, 0.05, 0.2))},
    {"joint": ((0.3, 0.1), (0.05, 0.15), (0.1, 0.3))},
]
_TABLE_EDGES: list[Inputs] = [
    {"joint": ((0.6, 0.0, 0.1), (0.0, 0.3, 0.0))},  # pairs that never come
    {"joint": ((0.06, 0.14), (0.24, 0.56))},  # independent
]

CONDITIONAL_ENTROPY = Quantity(
    right=conditional_entropy,
    tells_apart=_TABLES,
    edges=_TABLE_EDGES,
    drawn=_drawn_table,
    bounds=lambda joint: (
        0,
        _of_columns(joint),
        "What is left uncertain lies between 0 (X tells all) and the entropy of Y (X tells nothing).",
    ),
    mistakes=[
        Mistake(
            "plain mean of the rows",
            lambda joint: _each_row(joint).mean(axis=-1),
            "All rows count the same here, however rare they are. How often does each of them come?",
            "np.mean(scipy.stats.entropy(joint, axis=1, base=2))",
        ),
        Mistake(
            "entropies of the rows added up",
            lambda joint: _each_row(joint).sum(axis=-1),
            "The entropies of the rows are added up, as if all of them came at once. Each comes with its own share.",
            "np.sum(scipy.stats.entropy(joint, axis=1, base=2))",
        ),
        Mistake(
            "along the wrong axis",
            lambda joint: conditional_entropy(_turned(joint)),
            "This is H(X | Y), what is left of the *rows* once the column is known. Which of the two is known here?",
            "conditional_entropy(joint.T)",
        ),
        Mistake(
            "rows that do not sum to 1",
            _undivided,
            "Each row is taken as it stands in the table, and does not sum to 1. Once X is known, what are the chances "
            "of Y in *its* row?",
            "np.sum(joint.sum(axis=1) * entr(joint).sum(axis=1)) / np.log(2)",
        ),
        Mistake(
            "joint entropy for conditional entropy",
            _of_both,
            "This is H(X, Y), of both together. X is known already: what does it take off?",
            "entropy(joint.ravel())",
        ),
        Mistake(
            "entropy of Y alone",
            _of_columns,
            "This is H(Y), before anybody has looked at X. What is left of it once X is known?",
            "entropy(joint.sum(axis=0))",
        ),
        Mistake(
            "entropy of X alone",
            _of_rows,
            "This is H(X), of what is known already. How uncertain is the *other*?",
            "entropy(joint.sum(axis=1))",
        ),
        Mistake(
            "what X tells, not what is left",
            mutual_information,
            "This is what X *tells* about Y. What is left is H(Y) without it.",
            "mutual_information(joint)",
        ),
        Mistake(
            "0 · log 0",
            lambda joint: nan_if((_flat(joint) == 0).any(axis=-1), conditional_entropy(joint)),
            ZERO_LOG_ZERO,
            "-np.sum(joint * np.log2(joint / joint.sum(axis=1, keepdims=True)))",
        ),
    ],
)

MUTUAL_INFORMATION = Quantity(
    right=mutual_information,
    tells_apart=_TABLES,
    edges=_TABLE_EDGES,
    drawn=_drawn_table,
    bounds=lambda joint: (
        0,
        np.minimum(_of_rows(joint), _of_columns(joint)),
        "X cannot tell more about Y than there is to know about either: at most the smaller of H(X) and H(Y).",
    ),
    mistakes=[
        Mistake(
            "joint entropy for mutual information",
            _of_both,
            "This is H(X, Y), all that both have to tell. How much of it would be told twice, if each spoke alone?",
            "entropy(joint.ravel())",
        ),
        Mistake(
            "both entropies added up",
            lambda joint: _of_rows(joint) + _of_columns(joint),
            "The two bars lie end to end here. By how much must they overlap for both together to be H(X, Y) long?",
            "entropy(joint.sum(axis=0)) + entropy(joint.sum(axis=1))",
        ),
        Mistake(
            "what is left, not what is told",
            lambda joint: (conditional_entropy(joint), conditional_entropy(_turned(joint))),
            "This is what is *left* uncertain of the one once the other is known. What has gone?",
            "conditional_entropy(joint)",
        ),
        Mistake(
            "entropy of one alone",
            lambda joint: (_of_rows(joint), _of_columns(joint)),
            "This is the whole entropy of one of the two. Only if the other told *everything* about it would it be "
            "that much.",
            "entropy(joint.sum(axis=0))",
        ),
        Mistake(
            "uniform in place of the marginals",
            lambda joint: np.log2(_flat(joint).shape[-1]) - np.asarray(_of_both(joint)),
            "This compares the table with one where all pairs are equally likely. Independent does not mean uniform: "
            "the chances to compare with are those of this table's own margins.",
            "rel_entr(joint, 1 / joint.size).sum() / np.log(2)",
        ),
        Mistake(
            "joint and product swapped",
            lambda joint: kl_divergence(_flat(_product(joint)), _flat(joint)),
            "The wrong way round: the table is the truth, and the product of its margins the model that holds both to "
            "be independent.",
            "rel_entr(np.outer(joint.sum(axis=1), joint.sum(axis=0)), joint).sum() / np.log(2)",
        ),
        Mistake(
            "mean in place of the sum",
            lambda joint: np.asarray(mutual_information(joint)) / _flat(joint).shape[-1],
            "This is the mean of the terms. The probabilities do the averaging already: add the terms up.",
            "np.mean(rel_entr(joint, np.outer(joint.sum(axis=1), joint.sum(axis=0)))) / np.log(2)",
        ),
        Mistake(
            "0 · log 0",
            lambda joint: nan_if((_flat(joint) == 0).any(axis=-1), mutual_information(joint)),
            ZERO_LOG_ZERO,
            "np.sum(joint * np.log2(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0))))",
        ),
    ],
)

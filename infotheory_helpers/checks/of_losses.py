"""The mistakes learners make with the losses: cross-entropy of labels, softmax, smoothed labels."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from infotheory_helpers.measures.information import entropy, information_content
from infotheory_helpers.measures.losses import (
    binary_cross_entropy,
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    log_softmax,
    smooth_labels,
    softmax,
)

from .mistakes import (
    CLIP_OF,
    COARSE,
    LARGE_SAYS,
    UNITS,
    ZERO_LOG_ZERO,
    Array,
    Inputs,
    Mistake,
    Quantity,
    classes_of,
    clipped_costs,
    cost_in_bits,
    hidden_by_an_epsilon,
    nan_if,
    never_negative,
    put_on_truth,
    samples_of,
    surprise_in_bits,
    with_epsilons,
    with_large,
)


def _drawn_batch(random: np.random.Generator, size: int) -> Inputs:
    classes = 2 + size % 9
    return {
        "y_true": np.eye(classes)[random.integers(classes, size=size)],
        "y_pred": random.dirichlet(np.ones(classes), size),
    }


def _drawn_logits(random: np.random.Generator, size: int) -> Array:
    return np.asarray(random.normal(0, 10.0 ** (size % 3), (size, 2 + size % 9)))


def _with_large(costs: Any) -> tuple[Any, ...]:
    # In place of the whole loss, or of a sample's.
    return (*with_large(np.mean(costs)), *(some.mean() for some in with_large(costs)))


def _binary_truth(y_true: Any, y_pred: Any) -> Array:
    return np.where(np.asarray(y_true) == 1, y_pred, 1 - np.asarray(y_pred))


def _clipped_binary(y_true: Any, y_pred: Any, epsilons: Sequence[float]) -> tuple[Any, ...]:
    truth = _binary_truth(y_true, y_pred)
    at_both_ends = [np.clip(truth, epsilon, 1 - epsilon) for epsilon in COARSE if epsilon in epsilons]
    clipped = [*with_epsilons(lambda epsilon: np.clip(truth, epsilon, 1), epsilons), *at_both_ends]
    return tuple(surprise_in_bits(x).mean() for x in clipped)


BINARY_CROSS_ENTROPY = Quantity(
    right=lambda y_true, y_pred: binary_cross_entropy(y_true, y_pred, unit="bits"),
    tells_apart=[
        {"y_true": (1, 0, 1, 1, 0), "y_pred": (0.9, 0.2, 0.6, 0.7, 0.4)},
        {"y_true": (0, 0, 1), "y_pred": (0.3, 0.1, 0.75)},
    ],
    edges=[
        {"y_true": (1, 0), "y_pred": (1.0, 0.0)},
        {"y_true": (1, 0), "y_pred": (0.0, 0.5)},
        {"y_true": (1,) * 400, "y_pred": (0.1,) * 400},  # their product is smaller than any float
    ],
    drawn=lambda random, size: {"y_true": random.integers(2, size=size), "y_pred": random.uniform(size=size)},
    bounds=never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "branches swapped",
            lambda y_true, y_pred: binary_cross_entropy(1 - np.asarray(y_true), y_pred, unit="bits"),
            "The two branches are swapped: where the answer was yes, the price must come from the probability of "
            "*yes*.",
            "-np.mean((1 - y) * np.log(q) + y * np.log(1 - q))",
        ),
        Mistake(
            "the (1 − y) term is missing",
            lambda y_true, y_pred: cost_in_bits(y_true, y_pred) / np.size(y_true),
            "Only the yes answers are paid for. A model that always says yes would score 0: what should it pay "
            "where the answer was no?",
            "-np.mean(y * np.log(q))",
        ),
        Mistake(
            "the labels are ignored",
            lambda y_pred, **_: surprise_in_bits(y_pred).mean(),
            "Every prediction is paid for as if the answer were yes. Where it was no, 1 − q was put on what happened.",
            "-np.mean(np.log(q))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, y_pred: binary_cross_entropy(y_true, y_pred, unit="bits") * np.size(y_true),
            "This is the sum over all predictions. The loss is the mean, so that it does not grow with the data.",
            "-np.sum(y * np.log(q) + (1 - y) * np.log(1 - q))",
        ),
        Mistake(
            "log of the mean probability",
            lambda y_true, y_pred: information_content(_binary_truth(y_true, y_pred).mean()),
            "The probabilities were averaged before the logarithm. Each prediction is paid for by itself: logarithm "
            "first, mean last.",
            "-np.log(np.mean(put_on_the_truth))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, y_pred: -_binary_truth(y_true, y_pred).mean(),
            "No logarithm was taken: a mean probability with a minus in front is no loss. A price is a surprise.",
            "-np.mean(put_on_the_truth)",
            has_unit=False,
        ),
        Mistake(
            "squared error for cross-entropy",
            lambda y_true, y_pred: np.mean((np.asarray(y_true) - y_pred) ** 2),
            "This is the mean squared error (the Brier score). It never asks for more than 1, however sure the "
            "mistake; the logarithm does.",
            "np.mean((y - q)**2)",
            has_unit=False,
        ),
        Mistake(
            "target and prediction swapped",
            lambda y_true, y_pred: binary_cross_entropy(y_pred, y_true, unit="bits"),
            "Target and prediction are swapped: the logarithm is taken of the labels, which are 0 or 1. The model "
            "stands inside the logarithm.",
            "-np.mean(q * np.log(y) + (1 - q) * np.log(1 - y))",
        ),
        Mistake(
            "0 · log 0",
            lambda y_true, y_pred: nan_if(
                ((np.asarray(y_pred) == 0) | (np.asarray(y_pred) == 1)).any(),
                binary_cross_entropy(y_true, y_pred, unit="bits"),
            ),
            ZERO_LOG_ZERO,
            "-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))",
        ),
        *hidden_by_an_epsilon(
            _clipped_binary, "-np.mean(np.log(np.clip(put_on_the_truth, 1e-10, 1)))", "Keras", "PyTorch"
        ),
        Mistake(
            "infinity hidden by a large number",
            lambda y_true, y_pred: _with_large(information_content(_binary_truth(y_true, y_pred))),
            LARGE_SAYS,
            "np.nan_to_num(-np.mean(np.log(put_on_the_truth)))",
        ),
        Mistake(
            "sigmoid on probabilities",
            lambda y_true, y_pred: binary_cross_entropy(y_true, 1 / (1 + np.exp(-np.asarray(y_pred))), unit="bits"),
            "A sigmoid was taken of what are probabilities already (as `BCEWithLogitsLoss` does when it is given "
            "them). They come out between 0.5 and 0.73, and the loss cannot get near 0.",
            "binary_cross_entropy(y, 1 / (1 + np.exp(-q)))",
        ),
        Mistake(
            "a column against a row",
            lambda y_true, y_pred: np.mean(
                [binary_cross_entropy(np.full(np.shape(y_pred), y), y_pred, "bits") for y in np.ravel(y_true)]
            ),
            "Every label met every prediction: a column of labels beside a row of predictions is stretched to a table. "
            "Give both the same shape.",
            "-np.mean(xlogy(y[:, None], q) + xlog1py(1 - y[:, None], -q))",
        ),
        Mistake(
            "logarithm of a product that underflows",
            lambda y_true, y_pred: -np.log2(np.prod(_binary_truth(y_true, y_pred))) / np.size(y_true),
            "For many predictions this is infinite: the product of so many probabilities is smaller than any number a "
            "computer can hold, and becomes 0. Take the logarithm first, and add.",
            "-np.log(np.prod(put_on_the_truth)) / len(y)",
        ),
    ],
)


CATEGORICAL_CROSS_ENTROPY = Quantity(
    right=lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits"),
    tells_apart=[
        {
            "y_true": ((0, 1, 0), (1, 0, 0)),
            "y_pred": ((0.1, 0.7, 0.2), (0.4, 0.35, 0.25)),
        },
        {
            "y_true": ((0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0)),
            "y_pred": ((0.1, 0.2, 0.6, 0.1), (0.3, 0.25, 0.25, 0.2), (0.85, 0.05, 0.04, 0.06)),
        },
    ],
    edges=[
        {"y_true": ((1, 0), (0, 1)), "y_pred": ((1.0, 0.0), (0.5, 0.5))},
        {"y_true": ((1, 0), (0, 1)), "y_pred": ((0.0, 1.0), (0.5, 0.5))},
    ],
    drawn=_drawn_batch,
    bounds=never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "averaged over elements, not over the batch",
            lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits") / classes_of(y_true),
            "The mean runs over every entry of the table, the classes too. Sum over the classes first, then average "
            "over the samples.",
            "-np.mean(y * np.log(q))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, y_pred: categorical_cross_entropy(y_true, y_pred, unit="bits") * samples_of(y_true),
            "This is the sum over the batch. The loss is the mean over samples, so that it does not grow with them.",
            "-np.sum(y * np.log(q))",
        ),
        Mistake(
            "softmax on probabilities",
            lambda y_true, y_pred: categorical_cross_entropy_from_logits(y_true, y_pred, unit="bits"),
            "Softmax was taken of what are probabilities already. They come out nearly even, and the loss cannot get "
            "near 0.",
            "categorical_cross_entropy_from_logits(y, q)",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, y_pred: -put_on_truth(y_true, y_pred).mean(),
            "No logarithm was taken: this lies between −1 and 0 (PyTorch's `nll_loss` does so when it is given "
            "probabilities). A price is a surprise.",
            "-np.mean(np.sum(y * q, axis=1))",
            has_unit=False,
        ),
        Mistake(
            "log of the mean probability",
            lambda y_true, y_pred: information_content(put_on_truth(y_true, y_pred).mean()),
            "The probabilities were averaged before the logarithm. Each sample is paid for by itself: logarithm first, "
            "mean last.",
            "-np.log(np.mean(put_on_the_truth))",
        ),
        Mistake(
            "target and prediction swapped",
            lambda y_true, y_pred: categorical_cross_entropy(y_pred, y_true, unit="bits"),
            "Target and prediction are swapped: the logarithm is taken of the labels, which are 0 nearly everywhere. "
            "The model stands inside the logarithm.",
            "-np.mean(np.sum(q * np.log(y), axis=1))",
        ),
        Mistake(
            "0 · log 0",
            lambda y_true, y_pred: nan_if(
                ((np.asarray(y_true) == 0) & (np.asarray(y_pred) == 0)).any(),
                categorical_cross_entropy(y_true, y_pred, unit="bits"),
            ),
            ZERO_LOG_ZERO,
            "-np.mean(np.sum(y * np.log(q), axis=1))",
        ),
        *hidden_by_an_epsilon(
            lambda y_true, y_pred, epsilons: tuple(cost.mean() for cost in clipped_costs(y_true, y_pred, epsilons)),
            "-np.mean(np.sum(y * np.log(np.clip(q, 1e-10, 1)), axis=1))",
            "Keras",
            "scikit-learn",
        ),
        Mistake(
            "infinity hidden by a large number",
            lambda y_true, y_pred: _with_large(cost_in_bits(y_true, y_pred)),
            LARGE_SAYS,
            "np.nan_to_num(-xlogy(y, q).sum(axis=1).mean())",
        ),
        Mistake(
            "binary cross-entropy for each class",
            lambda y_true, y_pred: (
                binary_cross_entropy(y_true, y_pred, "bits"),
                binary_cross_entropy(y_true, y_pred, "bits") * classes_of(y_true),
            ),
            "This is the binary formula on each class: it also pays for what was put on the *wrong* ones. Of a one-hot "
            "row the categorical one takes the surprise of the truth alone.",
            "-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))",
        ),
        Mistake(
            "averaged over the classes",
            lambda y_true, y_pred: (
                categorical_cross_entropy(y_true, y_pred, "bits") * samples_of(y_true) / classes_of(y_true)
            ),
            "The sum runs down the columns and the mean over the classes. Sum over the classes, then average over the "
            "samples.",
            "-np.mean(np.sum(y * np.log(q), axis=0))",
        ),
    ],
)

_TWO_ROWS: Inputs = {"y_true": ((0, 1, 0), (1, 0, 0)), "logits": ((1.0, 3.0, 0.5), (0.2, -1.0, 0.7))}
_LOGITS_TRIALS: list[Inputs] = [
    _TWO_ROWS,
    {"y_true": ((0, 0, 0, 1), (0, 1, 0, 0), (1, 0, 0, 0)), "logits": ((0, 1, -2, 2), (1, 0.5, 0, 0.3), (3, 1, 1, 0))},
]
OVERFLOW_SAYS = (
    "With a score of 1000 the exponential overflows, and nothing sensible comes of an infinity. Softmax does not "
    "change when all scores move together: what should be subtracted first?"
)
GLOBAL_SAYS = (
    "The largest score of the *whole table* was subtracted. Where another row is much lower, all its exponentials "
    "become 0, and 0/0 is nan. Each row has a largest score of its own."
)
BATCH_AXIS_SAYS = (
    "The softmax runs down the columns, across the samples: each *column* sums to 1. Every sample's own row must."
)


def _overflows(logits: Any) -> Array:
    return np.asarray(np.max(logits, axis=-1) > 700)


def _far_below(logits: Any) -> Array:
    # The rows that vanish when the largest score of the whole table is subtracted from them.
    return np.asarray(np.max(logits, axis=-1) < np.max(logits) - 745)


def _from_logits(y_true: Any, logits: Any) -> Any:
    return categorical_cross_entropy_from_logits(y_true, logits, unit="bits")


def _infinite_when_rounded(y_true: Any, logits: Any) -> Any:
    rounded = put_on_truth(y_true, softmax(logits)) == 0
    return np.inf if rounded.any() else _from_logits(y_true, logits)


def _divided_by_their_sum(y_true: Any, logits: Any) -> tuple[Any, ...]:
    of_truth = put_on_truth(y_true, np.asarray(logits, float) / np.sum(logits, axis=-1, keepdims=True))
    clip, _ = CLIP_OF["Keras"]
    return tuple(-np.log2(shares).mean() for shares in (np.clip(of_truth, clip, 1), of_truth))


CATEGORICAL_CROSS_ENTROPY_FROM_LOGITS = Quantity(
    right=_from_logits,
    tells_apart=_LOGITS_TRIALS,
    edges=[
        {"y_true": ((1, 0),), "logits": ((1000.0, 0.0),)},  # an exponential overflows, and no probability is lost
        {"y_true": ((1, 0), (1, 0)), "logits": ((1000.0, 0.0), (0.0, 0.0))},
        {"y_true": ((0, 1), (1, 0)), "logits": ((1000.0, 0.0), (0.0, 0.0))},
        {"y_true": ((1, 0), (1, 0)), "logits": ((-1000.0, -1000.0), (1000.0, 0.0))},
        {"y_true": ((0, 1), (1, 0)), "logits": ((1000.0, 999.0), (0.0, 0.0))},
        {"y_true": ((0, 1, *[0] * 8),), "logits": ((1000.0, *[0.0] * 9),)},
    ],
    drawn=lambda random, size: {
        "y_true": np.eye(2 + size % 9)[random.integers(2 + size % 9, size=size)],
        "logits": _drawn_logits(random, size),
    },
    bounds=never_negative("A cross-entropy loss"),
    mistakes=[
        Mistake(
            "softmax taken twice",
            lambda y_true, logits: _from_logits(y_true, softmax(logits)),
            "Softmax is taken twice. The second one makes even certain predictions look uncertain, so the loss stays "
            "above a wall it should not have.",
            "categorical_cross_entropy_from_logits(y, softmax(z))",
        ),
        Mistake(
            "softmax over the batch",
            lambda y_true, logits: cost_in_bits(y_true, softmax(logits, axis=0)).mean(),
            BATCH_AXIS_SAYS,
            "-np.mean(np.log((y * np.exp(z) / np.exp(z).sum(axis=0)).sum(axis=1)))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda y_true, logits: -put_on_truth(y_true, softmax(logits)).mean(),
            "No logarithm was taken: this lies between −1 and 0. A price is a surprise.",
            "-np.mean(np.sum(y * softmax(z), axis=1))",
            has_unit=False,
        ),
        Mistake(
            "the softmax is missing",
            lambda y_true, logits: -put_on_truth(y_true, logits).mean(),
            "The raw scores were used as if they were log-probabilities. Adding 5 to all of them changes this number; "
            "it should not.",
            "-np.mean(np.sum(y * z, axis=1))",
            has_unit=False,
        ),
        Mistake(
            "scores divided by their sum",
            _divided_by_their_sum,
            "The scores were divided by their sum, without an exponential. So does Keras with a prediction that does "
            "not sum to 1, and says nothing (`CategoricalCrossentropy` without `from_logits=True`). What makes "
            "probabilities of scores?",
            "-np.mean(np.log(np.clip((y * z / z.sum(axis=1, keepdims=True)).sum(axis=1), 1e-7, 1)))",
        ),
        Mistake(
            "averaged over elements, not over the batch",
            lambda y_true, logits: _from_logits(y_true, logits) / classes_of(y_true),
            "The mean runs over every entry of the table, the classes too. Sum over the classes first, then average "
            "over the samples.",
            "-np.mean(y * log_softmax(z))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda y_true, logits: _from_logits(y_true, logits) * samples_of(y_true),
            "This is the sum over the batch. The loss is the mean over samples, so that it does not grow with them.",
            "-np.sum(y * log_softmax(z))",
        ),
        Mistake(
            "logarithm of a probability that became 0",
            _infinite_when_rounded,
            "Softmax came first and the logarithm after it: a small probability became 0, and its surprise ∞. Stay in "
            "logarithms all the way: what is the logarithm of a softmax?",
            "-np.mean(np.log((y * softmax(z)).sum(axis=1)))",
        ),
        Mistake(
            "overflow",
            lambda y_true, logits: tuple(
                np.where(_overflows(logits).any(), lost, _from_logits(y_true, logits)) for lost in (np.nan, np.inf)
            ),
            OVERFLOW_SAYS,
            "np.mean(np.log(np.exp(z).sum(axis=1)) - np.sum(y * z, axis=1))",
        ),
        Mistake(
            "the largest score of all subtracted",
            lambda y_true, logits: tuple(
                np.where(_far_below(logits).any(), lost, _from_logits(y_true, logits))
                for lost in (np.nan, -np.inf, np.inf)
            ),
            GLOBAL_SAYS,
            "np.mean(np.log(np.exp(z - z.max()).sum(axis=1)) + z.max() - (y * z).sum(axis=1))",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda y_true, logits: tuple(cost.mean() for cost in clipped_costs(y_true, softmax(logits))),
            "The probability was clipped, so a loss of 1000 nats is reported as a property of the clip. Stay in "
            "logarithms: scores minus the log of the summed exponentials never need one.",
            "-np.mean(np.log(np.clip((y * softmax(z)).sum(axis=1), 1e-7, 1)))",
        ),
    ],
)


SOFTMAX = Quantity(
    right=softmax,
    tells_apart=[{"logits": inputs["logits"]} for inputs in _LOGITS_TRIALS],
    # Large scores, close together and far apart: neither a clip nor taking off their mean is enough.
    edges=[
        {"logits": ((1000.0, 0.0),)},
        {"logits": ((1000.0, 0.0), (0.0, 0.0))},
        {"logits": ((-1000.0, -1000.0), (5.0, 5.0))},
        {"logits": ((1000.0, 999.0), (0.0, 0.0))},
        {"logits": ((1000.0, *[0.0] * 9), (0.0,) * 10)},
    ],
    drawn=lambda random, size: {"logits": _drawn_logits(random, size)},
    bounds=lambda **_: (0, 1, "What softmax gives are probabilities: each lies between 0 and 1."),
    has_unit=False,
    mistakes=[
        Mistake(
            "softmax over the batch",
            lambda logits: softmax(logits, axis=0),
            BATCH_AXIS_SAYS,
            "np.exp(z) / np.exp(z).sum(axis=0)",
            has_unit=False,
        ),
        Mistake(
            "softmax over the whole table",
            lambda logits: softmax(np.ravel(logits)).reshape(np.shape(logits)),
            "All samples together sum to 1 here. Each row is a distribution of its own: along which axis, and with "
            "which `keepdims`?",
            "np.exp(z) / np.exp(z).sum()",
            has_unit=False,
        ),
        Mistake(
            "no exponential",
            lambda logits: np.asarray(logits) / np.sum(logits, axis=-1, keepdims=True),
            "The scores were divided by their sum as they are. A negative score gives a negative probability: what "
            "makes all of them positive first?",
            "z / z.sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
        Mistake(
            "not normalised",
            lambda logits: np.exp(np.minimum(logits, 700)),
            "These are positive, but they do not sum to 1. Divide each row by its sum.",
            "np.exp(z)",
            has_unit=False,
        ),
        Mistake(
            "softmax taken twice",
            lambda logits: softmax(softmax(logits)),
            "Softmax is taken twice; the second one makes everything nearly even.",
            "softmax(softmax(z))",
            has_unit=False,
        ),
        Mistake(
            "a sigmoid for each score",
            lambda logits: 1 / (1 + np.exp(-np.clip(logits, -700, 700))),
            "Each score went through a sigmoid of its own, so a row need not sum to 1. Softmax lets the classes "
            "compete.",
            "1 / (1 + np.exp(-z))",
            has_unit=False,
        ),
        Mistake(
            "powers of 2 for powers of e",
            lambda logits: softmax(np.asarray(logits) * UNITS["nats"]),
            "These are powers of 2. Logits live in nats: use powers of e.",
            "2**z / (2**z).sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
        Mistake(
            "log-probabilities",
            log_softmax,
            "These are log-probabilities: they are 0 at most. Raise e to them.",
            "log_softmax(z)",
            has_unit=False,
        ),
        Mistake(
            "overflow",
            lambda logits: np.where(
                (np.asarray(logits) > 700) | (np.max(logits, axis=-1, keepdims=True) < -700), np.nan, softmax(logits)
            ),
            OVERFLOW_SAYS,
            "np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
        Mistake(
            "the largest score of all subtracted",
            lambda logits: np.where(_far_below(logits)[..., None], np.nan, softmax(logits)),
            GLOBAL_SAYS,
            "np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True)",
            has_unit=False,
        ),
    ],
)

SMOOTH_LABELS = Quantity(
    right=smooth_labels,
    tells_apart=[{"y_true": (0, 1, 0), "epsilon": 0.1}, {"y_true": ((1, 0), (0, 1)), "epsilon": 0.3}],
    edges=[{"y_true": (0, 1, 0, 0), "epsilon": 0.0}, {"y_true": (0, 1), "epsilon": 1.0}],
    drawn=lambda random, size: {
        "y_true": np.eye(1 + size)[random.integers(1 + size, size=3)],
        "epsilon": random.uniform(),
    },
    bounds=lambda **_: (0, 1, "A smoothed label is a distribution: each entry lies between 0 and 1."),
    has_unit=False,
    mistakes=[
        Mistake(
            "ε/(K − 1) for ε/K",
            lambda y_true, epsilon: np.where(
                np.asarray(y_true) == 1, 1 - epsilon, epsilon / max(classes_of(y_true) - 1, 1)
            ),
            "The share ε went to the *other* classes only. Label smoothing spreads it over all K classes, the right "
            "one among them.",
            "np.where(y == 1, 1 - epsilon, epsilon / (K - 1))",
            has_unit=False,
        ),
        Mistake(
            "nothing taken from the truth",
            lambda y_true, epsilon: np.asarray(y_true) + epsilon / classes_of(y_true),
            "These sum to more than 1: the share was added, but never taken from the label.",
            "y + epsilon / K",
            has_unit=False,
        ),
        Mistake(
            "the share not divided among the classes",
            lambda y_true, epsilon: (1 - epsilon) * np.asarray(y_true) + epsilon,
            "Every class gets the whole ε here, so the sum is above 1. The share is divided among the classes.",
            "(1 - epsilon) * y + epsilon",
            has_unit=False,
        ),
    ],
)

LOSS_FLOOR = Quantity(
    right=lambda y_true, epsilon: entropy(smooth_labels(y_true, epsilon)),
    tells_apart=[{"y_true": (0, 1, 0), "epsilon": 0.1}, {"y_true": (1, 0, 0, 0, 0), "epsilon": 0.3}],
    edges=[{"y_true": (1, 0), "epsilon": 0.0}],
    drawn=lambda random, size: {"y_true": np.eye(1 + size)[0], "epsilon": random.uniform()},
    bounds=lambda y_true, **_: (
        0,
        np.log2(classes_of(y_true)),
        f"A floor is an entropy: with {classes_of(y_true)} classes it lies between 0 and the logarithm of "
        f"{classes_of(y_true)}.",
    ),
    mistakes=[
        Mistake(
            "a floor of 0",
            lambda **_: 0,
            "A good model's loss reaches the *entropy of the targets*, and smoothed targets have some. When is that 0?",
            "0.0",
            has_unit=False,
        ),
        Mistake(
            "ε/(K − 1) for ε/K",
            lambda y_true, epsilon: cost_in_bits(
                *[np.where(np.asarray(y_true) == 1, 1 - epsilon, epsilon / max(classes_of(y_true) - 1, 1))] * 2
            ),
            "The share ε went to the *other* classes only. Label smoothing spreads it over all K classes, the right "
            "one among them.",
            "entropy(np.where(y == 1, 1 - epsilon, epsilon / (K - 1)))",
        ),
        Mistake(
            "log of the number of classes",
            lambda y_true, **_: np.log2(classes_of(y_true)),
            "This is where a blind model *starts*. The floor is what the best possible model pays.",
            "np.log(K)",
        ),
        Mistake(
            "the surprise of the smoothed truth",
            lambda y_true, epsilon: information_content(1 - epsilon + epsilon / classes_of(y_true)),
            "This is the surprise of the right class alone. A smoothed target also sends you to the others, now and "
            "then.",
            "-np.log(1 - epsilon + epsilon / K)",
        ),
    ],
)

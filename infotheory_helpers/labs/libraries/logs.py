"""Ten short training logs, each with a number that cannot be right: a small model, and ten wrong programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import kl_divergence
from infotheory_helpers.measures.losses import binary_cross_entropy, categorical_cross_entropy, softmax

STEPS = (0, 10, 100, 300)  # when a line is logged
BATCH, CLIP, NEVER = 64, 1e-7, 9  # rows; what Keras clips to; the class that log 8 has masked out


class Digits(NamedTuple):
    """A thousand digits to learn from and the rest to be tested on, and the predictions for the latter at each step."""

    labels: Floats  # one-hot rows, the last 797 digits
    predictions: dict[int, Floats]  # by step, a row of ten probabilities for each of them


@cache
def digits() -> Digits:
    """Train a softmax over one layer of scores on a thousand handwritten digits."""
    from sklearn.datasets import load_digits

    pixels, labels = load_digits(return_X_y=True)
    inputs, truth = pixels / 16, np.eye(10)[labels]
    weights, predictions = np.zeros((64, 10)), {}
    for step in range(STEPS[-1] + 1):
        if step in STEPS:
            predictions[step] = softmax(inputs[1000:] @ weights)
        weights -= inputs[:1000].T @ (softmax(inputs[:1000] @ weights) - truth[:1000]) / 1000
    return Digits(truth[1000:], predictions)


def training_log(number: int) -> str:
    """Give one of ten short training logs; each has one number that cannot be right.

    Parameters
    ----------
    number : int
        Which log, 1 to 10.

    Returns
    -------
    str
        A line on what is trained, then one for each time that was logged, in the unit that its program claims.

    Raises
    ------
    ValueError
        If there is no such log.

    Examples
    --------
    >>> print(training_log(1))
    Log 1 · ten digits, all about as frequent
    step   0: loss 3.3219 nats, right 0.10
    step  10: loss 1.6552 nats, right 0.88
    step 100: loss 0.5351 nats, right 0.92
    step 300: loss 0.4047 nats, right 0.93

    References
    ----------
    Karpathy, A. (2019), A Recipe for Training Neural Networks.
    """
    if isinstance(number, bool | float) or number not in range(1, len(LOGS) + 1):
        raise ValueError(f"`number` is {number!r}; the logs are 1 to {len(LOGS)}.")
    about, line = LOGS[number - 1]
    return "\n".join([f"Log {number} · {about}", *(f"step {step:>3}: {line(step)}" for step in STEPS)])


def _right(step: int) -> str:
    known = digits()
    hits = known.predictions[step].argmax(axis=1) == known.labels.argmax(axis=1)
    return f"right {hits.mean():.2f}"


def _loss(step: int) -> float:
    known = digits()
    return float(categorical_cross_entropy(known.labels, known.predictions[step]))


def _as_logits(step: int) -> float:
    known = digits()
    return float(categorical_cross_entropy(known.labels, softmax(known.predictions[step])))


def in_bits(step: int) -> str:
    """Log 1: bits, called nats."""
    return f"loss {_loss(step) / np.log(2):.4f} nats, {_right(step)}"


def padding_counted(step: int) -> str:
    """Log 2: as many rows of padding, which cost nothing and are counted."""
    return f"loss {_loss(step) / 2:.4f} nats, {_right(step)}"


def summed(step: int) -> str:
    """Log 3: a sum over the batch, and the last batch is a small one."""
    known = digits()
    each = -np.log((known.labels * known.predictions[step]).sum(axis=1))
    last = len(each) // BATCH * BATCH
    return f"loss of the first batch {each[:BATCH].sum():8.4f} nats, of the last {each[last:].sum():7.4f} nats"


def mean_over_entries(step: int) -> str:
    """Log 4: the KL from a teacher, averaged over the ten classes as well."""
    known = digits()
    nats = kl_divergence(_teacher(), known.predictions[step], unit="nats")
    return f"KL from the teacher {np.mean(nats) / 10:.4f} nats"


def softmax_twice(step: int) -> str:
    """Log 5: probabilities taken for logits."""
    return f"loss {_as_logits(step):.4f} nats, {_right(step)}"


def no_logarithm(step: int) -> str:
    """Log 6: a negative log-likelihood that was given probabilities."""
    known = digits()
    return f"loss {-(known.labels * known.predictions[step]).sum(axis=1).mean():.4f} nats, {_right(step)}"


def perplexity_of_probabilities(step: int) -> str:
    """Log 7: the loss is right, its perplexity takes a softmax of probabilities."""
    return f"loss {_loss(step):.4f} nats, perplexity {np.exp(_as_logits(step)):.4f} choices"


def clipped(step: int) -> str:
    """Log 8: a class is masked out, though it comes, and a clip hides that each time costs infinitely much."""
    known = digits()
    masked = known.predictions[step] * (np.arange(10) != NEVER)
    on_truth = (known.labels * masked).sum(axis=1) / masked.sum(axis=1)
    each = -np.log(np.maximum(on_truth, CLIP))
    return f"mean loss {each.mean():.4f} nats, worst of all {each.max():.4f} nats"


def rounded_labels(step: int) -> str:
    """Log 9: soft labels of 0.1 and 0.9, all read as a yes."""
    return f"loss {binary_cross_entropy([1.0], [_yes(1.0, step)]):.4f} nats"


def frequencies_alone(step: int) -> str:
    """Log 10: a model whose inputs were lost: it learns how often each answer comes, and nothing else."""
    q = _yes(0.1, step)
    right = 0.1 if q > 0.5 else 0.9
    return f"loss {binary_cross_entropy([1.0] + [0.0] * 9, [q] * 10):.4f} nats, right {right:.2f}"


def _yes(share: float, step: int) -> float:
    # What a single bias has learnt after so many steps of length 1 from labels of which a share says yes.
    bias = 0.0
    for _ in range(step):
        bias += share - 1 / (1 + np.exp(-bias))
    return float(1 / (1 + np.exp(-bias)))


@cache
def _teacher() -> Floats:
    # 0.91 on the truth and 0.01 on each other digit.
    return 0.9 * digits().labels + 0.01


LOGS: list[tuple[str, Callable[[int], str]]] = [
    ("ten digits, all about as frequent", in_bits),
    ("ten digits; half of the rows are padding, which is to be left out", padding_counted),
    (f"ten digits, batches of {BATCH}; 797 rows, so the last batch has 29", summed),
    ("a student of ten digits; the teacher's answers have an entropy of 0.5003 nats each", mean_over_entries),
    ("ten digits, a loss for logits", softmax_twice),
    ("ten digits, a loss for log-probabilities", no_logarithm),
    ("ten digits", perplexity_of_probabilities),
    ("ten digits; a mask keeps the model from nines, and one in ten is a nine", clipped),
    ("yes or no, soft labels of 0.1 and 0.9, each with an entropy of 0.3251 nats", rounded_labels),
    ("yes or no, one yes in ten", frequencies_alone),
]

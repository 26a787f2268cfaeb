"""The mistakes learners make with trees: the gain ratio, and the entropy of a small sample."""

from typing import Any

import numpy as np

from infotheory_helpers.checks.mistakes import UNITS, Array, Inputs, Mistake, Quantity, never_negative
from infotheory_helpers.checks.of_measures import branches
from infotheory_helpers.measures.information import BITS_PER_NAT, conditional_entropy, entropy, information_gain

from .trees import gain_ratio, miller_madow_entropy


def _answers(labels: Any, groups: Any) -> Any:
    return entropy(branches(labels, groups)[1])


def _plain_mean_gain(labels: Any, groups: Any) -> Any:
    joint, of_groups, of_labels = branches(labels, groups)
    return entropy(of_labels) - np.mean(entropy(joint / of_groups[:, None]))


def _in_bits_or_nats(bits: Any) -> tuple[Any, ...]:
    return bits, bits * UNITS["nats"]


def _drawn_question(random: np.random.Generator, size: int) -> Inputs:
    # Two answers at least: a question with one answer has no gain ratio.
    groups = np.concatenate([[0, 1], random.integers(3, size=size)])
    return {"labels": random.integers(3, size=size + 2), "groups": groups}


GAIN_RATIO = Quantity(
    right=gain_ratio,
    tells_apart=[
        {"labels": (0, 0, 0, 0, 0, 1, 1, 1), "groups": (0, 0, 0, 1, 2, 1, 1, 2)},
        {"labels": (0, 1, 2, 0, 1, 2, 2, 2, 0), "groups": (0, 0, 0, 1, 1, 2, 2, 2, 2)},
    ],
    edges=[{"labels": (0, 0, 0), "groups": (0, 1, 1)}, {"labels": (0, 0, 1), "groups": (0, 0, 1)}],
    drawn=_drawn_question,
    bounds=lambda **_: (
        0,
        1,
        "A gain ratio lies between 0 and 1: no question tells more about a class than its answer can hold.",
    ),
    has_unit=False,
    sign_says="The sign is the wrong way round: was the entropy before taken from the entropy after?",
    mistakes=[
        Mistake(
            "gain not divided",
            lambda labels, groups: _in_bits_or_nats(information_gain(labels, groups)),
            "This is the information gain itself. The ratio holds it against how uncertain the *answer* is.",
            "information_gain(labels, groups)",
            has_unit=False,
        ),
        Mistake(
            "divided by the entropy of the labels",
            lambda labels, groups: information_gain(labels, groups) / max(entropy(branches(labels, groups)[2]), 1e-300),
            "The gain is divided by the entropy of the labels: the share of the class that is known now. It still lets "
            "a row number win. What says how many answers a question has?",
            "gain / H_labels",
            has_unit=False,
        ),
        Mistake(
            "divided by the log of the number of answers",
            lambda labels, groups: information_gain(labels, groups) / np.log2(len(set(np.asarray(groups).tolist()))),
            "The gain is divided by the logarithm of the number of answers, as if all of them came equally often. Do "
            "they?",
            "gain / np.log2(len(set(groups)))",
            has_unit=False,
        ),
        Mistake(
            "divided by the number of answers",
            lambda labels, groups: _in_bits_or_nats(
                information_gain(labels, groups) / len(set(np.asarray(groups).tolist()))
            ),
            "The gain is divided by the number of answers. A gain is an amount of information; what it is divided "
            "by should be an amount of information too.",
            "gain / len(set(groups))",
            has_unit=False,
        ),
        Mistake(
            "ratio upside down",
            lambda labels, groups: _answers(labels, groups) / np.float64(information_gain(labels, groups)),
            "The fraction is upside down. What the question tells stands above, what its answer can hold below.",
            "H_groups / gain",
            has_unit=False,
        ),
        Mistake(
            "what is left, not what was gained",
            lambda labels, groups: conditional_entropy(branches(labels, groups)[0]) / _answers(labels, groups),
            "The uncertainty that is *left* was divided. The ratio is about what has gone.",
            "(H_labels - gain) / H_groups",
            has_unit=False,
        ),
        Mistake(
            "plain mean of the branches",
            lambda labels, groups: _plain_mean_gain(labels, groups) / _answers(labels, groups),
            "All groups counted the same in the gain, however few samples lie in them. Weigh each group's entropy by "
            "its share.",
            "(H_labels - np.mean(H_of_each_group)) / H_groups",
            has_unit=False,
        ),
        Mistake(
            "bits over nats",
            lambda labels, groups: (
                gain_ratio(labels, groups) / UNITS["nats"],
                gain_ratio(labels, groups) * UNITS["nats"],
            ),
            "One of the two is in bits and the other in nats. Both in the same unit, and it goes out of the ratio.",
            "gain / (H_groups * np.log(2))",
            has_unit=False,
        ),
    ],
)


def _sample(counts: Any) -> tuple[Any, Any, Any]:
    # The plug-in entropy in bits, the outcomes that were seen, the samples.
    n = np.asarray(counts, float)
    total = n.sum(axis=-1)
    return entropy(n / total[..., None]), np.count_nonzero(n, axis=-1), total


def _with_correction(counts: Any, nats: Any) -> Array:
    return np.asarray(_sample(counts)[0] + nats * BITS_PER_NAT)


def _correction(counts: Any) -> Any:
    _, seen, samples = _sample(counts)
    return (seen - 1) / (2 * samples)


MILLER_MADOW_ENTROPY = Quantity(
    right=miller_madow_entropy,
    tells_apart=[{"counts": (7, 2, 1)}, {"counts": (5, 3, 9, 2)}, {"counts": (8, 3)}],
    edges=[{"counts": (6,)}, {"counts": (4, 0, 2, 3)}],
    drawn=lambda random, size: {"counts": random.integers(0, 9, size) + (np.arange(size) == 0)},
    bounds=never_negative("An entropy"),
    mistakes=[
        Mistake(
            "plug-in entropy taken as unbiased",
            lambda counts: _sample(counts)[0],
            "This is the entropy of the shares as they are. A small sample makes things look more certain than they "
            "are: what does it hide, on average?",
            "entr(counts / N).sum() / np.log(2)",
        ),
        Mistake(
            "correction with the wrong sign",
            lambda counts: _with_correction(counts, -_correction(counts)),
            "The correction goes the wrong way. Does a small sample miss outcomes, or invent them?",
            "H - (K - 1) / (2 * N * np.log(2))",
        ),
        Mistake(
            "correction in nats added to bits",
            lambda counts: _sample(counts)[0] + _correction(counts),
            "The entropy is in bits, and (K − 1)/(2N) is in *nats*. Bring both to one unit before you add them.",
            "H + (K - 1) / (2 * N)",
        ),
        Mistake(
            "nats turned into bits the wrong way",
            lambda counts: _sample(counts)[0] + _correction(counts) / BITS_PER_NAT,
            "The correction was *multiplied* by ln 2. Which is larger, a bit or a nat, and so which number?",
            "H + (K - 1) / (2 * N) * np.log(2)",
        ),
        Mistake(
            "K for K − 1",
            lambda counts: _with_correction(counts, _sample(counts)[1] / (2 * _sample(counts)[2])),
            "The correction counts one outcome too many. With a single outcome there is nothing to correct.",
            "H + K / (2 * N * np.log(2))",
        ),
        Mistake(
            "the 2 is missing",
            lambda counts: _with_correction(counts, 2 * _correction(counts)),
            "The correction is twice as large as it should be. What stands under the fraction, beside N?",
            "H + (K - 1) / (N * np.log(2))",
        ),
        Mistake(
            "outcomes taken for samples",
            lambda counts: _with_correction(counts, (_sample(counts)[1] - 1) / (2 * np.shape(counts)[-1])),
            "The correction was divided by the number of *outcomes*. N is how many samples were counted in all.",
            "H + (K - 1) / (2 * len(counts) * np.log(2))",
        ),
        Mistake(
            "outcomes counted that were not seen",
            lambda counts: _with_correction(counts, (np.shape(counts)[-1] - 1) / (2 * _sample(counts)[2])),
            "Outcomes with a count of 0 are counted in K. The formula knows only those that were *seen*.",
            "H + (len(counts) - 1) / (2 * N * np.log(2))",
        ),
    ],
)

"""The 41 mistakes that the course set out to name: which of them the checks know, and why not the others."""

from typing import Any

import numpy as np
import pytest
from scipy.special import log_softmax

from infotheory_helpers import check
from infotheory_helpers.checks.mistakes import SIGN, UNIT
from infotheory_helpers.checks.of_sheets import TASKS
from quantities import QUANTITIES

# By their numbers in the list: the quantity, and the mistake's name there.
NAMED = {
    1: ("entropy", UNIT),
    2: ("entropy", UNIT),
    3: ("entropy", SIGN),
    4: ("entropy", "surprises added up unweighted"),
    5: ("entropy", "mean in place of the sum"),
    6: ("entropy", "0 · log 0"),
    7: ("entropy", "percentages for probabilities"),
    8: ("entropy", "Gini impurity for entropy"),
    9: ("kl_divergence", "P and Q swapped"),
    10: ("kl_divergence", "cross-entropy for KL"),
    11: ("kl_divergence", "difference of the entropies"),
    12: ("kl_divergence", "both directions added up"),
    13: ("js_divergence", "Jensen–Shannon distance for divergence"),
    14: ("kl_divergence", "infinity hidden by an epsilon"),
    15: ("kl_divergence", "terms with q = 0 dropped"),
    17: ("kl_divergence", "probabilities where log-probabilities belong"),
    18: ("categorical_cross_entropy", "averaged over elements, not over the batch"),
    19: ("categorical_cross_entropy_from_logits", "softmax taken twice"),
    21: ("categorical_cross_entropy", "the logarithm is missing"),
    22: ("softmax", "softmax over the batch"),
    23: ("binary_cross_entropy", "branches swapped"),
    24: ("binary_cross_entropy", "the (1 − y) term is missing"),
    25: ("categorical_cross_entropy", "target and prediction swapped"),
    26: ("binary_cross_entropy", "infinity hidden by an epsilon"),
    27: ("loss_floor", "a floor of 0"),
    28: ("smooth_labels", "ε/(K − 1) for ε/K"),
    29: ("perplexity", "2 to the nats"),
    30: ("perplexity", "mean of the perplexities"),
    31: ("perplexity", "log of the mean probability"),
    32: ("bits_per_byte", "perplexity per token"),
    36: ("conditional_entropy", "plain mean of the rows"),
    37: ("mutual_information", "uniform in place of the marginals"),
    40: ("mutual_information", "joint entropy for mutual information"),
    39: ("miller_madow_entropy", "plug-in entropy taken as unbiased"),
    35: ("gaussian_kl", "σ² for σ in the logarithm"),
    41: ("distillation_loss", "without T²"),
}
NOT_NAMED = {
    16: "a library's silent normalising: no task hands over what is no distribution",
    20: "log-softmax taken twice changes nothing, so it is right",
    33: "differential entropy: lab 10 shows one below 0, and no task asks for one",
    34: "histograms: in no lesson",
    38: "a conclusion, not a number: a reason in sheets 7 and 12, which a person reads",
}


def test_every_listed_mistake_is_named_or_has_its_reason() -> None:
    assert sorted([*NAMED, *NOT_NAMED]) == list(range(1, 42))


@pytest.mark.parametrize("number", NAMED)
def test_listed_mistake_is_in_the_registry_and_its_quantity_in_a_sheet(number: int) -> None:
    quantity, name = NAMED[number]
    assert name in {UNIT, SIGN, *(mistake.name for mistake in QUANTITIES[quantity].mistakes)}
    assert quantity in asked_for()


def asked_for() -> set[str]:
    """What some sheet asks for."""
    return {task.quantity for task in TASKS.values()}


def test_log_softmax_taken_twice_is_right() -> None:
    def loss(y: Any, z: Any) -> float:
        return float(-np.mean(np.sum(y * log_softmax(log_softmax(z, axis=1), axis=1), axis=1)) / np.log(2))

    assert check(loss, "categorical_cross_entropy_from_logits").kind == "right"

"""The mistakes learners make with policies: the best one on a KL leash, and PPO's clipped objective."""

from typing import Any

import numpy as np

from infotheory_helpers.checks.mistakes import Array, Inputs, Mistake, Quantity
from infotheory_helpers.measures.losses import softmax

from .policies import clipped_objective, kl_regularised_policy


def _weights(reference: Any, reward: Any, beta: float) -> Array:
    return np.asarray(reference) * np.exp(np.asarray(reward) / beta)


def _flat_reference(reference: Any) -> Array:
    return np.full(np.shape(reference), 1 / len(reference))


def _drawn_policy(random: np.random.Generator, size: int) -> Inputs:
    reference = random.dirichlet(np.ones(size))
    if size > 3:
        reference[random.integers(size)] = 0  # an answer that the reference never gives
    reward, beta = random.uniform(0, 5, size), random.uniform(0.2, 4)
    return {"reference": reference / reference.sum(), "reward": reward, "beta": beta}


KL_REGULARISED_POLICY = Quantity(
    right=kl_regularised_policy,
    tells_apart=[
        {"reference": (0.5, 0.3, 0.2), "reward": (1.0, 0.2, 1.6), "beta": 0.5},
        {"reference": (0.1, 0.2, 0.3, 0.4), "reward": (3.0, 2.0, 1.0, 0.5), "beta": 2.0},
    ],
    edges=[
        {"reference": (0.6, 0.4, 0.0), "reward": (1.0, 2.0, 5.0), "beta": 0.4},
        {"reference": (0.6, 0.4), "reward": (0.0, 0.0), "beta": 3.0},
    ],
    drawn=_drawn_policy,
    bounds=lambda **_: (0, 1, "A policy is a distribution: each probability lies between 0 and 1."),
    has_unit=False,
    mistakes=[
        Mistake(
            "β multiplied in place of divided",
            lambda reference, reward, beta: kl_regularised_policy(reference, reward, 1 / beta),
            "The reward is multiplied by β here, so a *large* β lets the policy run. β is the price of a nat: what "
            "must a high price do to the factor?",
            "shares_of(reference * np.exp(reward * beta))",
            has_unit=False,
        ),
        Mistake(
            "2 for e",
            lambda reference, reward, beta: kl_regularised_policy(reference, reward, beta / np.log(2)),
            "The factor is a power of 2, as if β were a price per bit. It is in points per nat: which base goes with "
            "nats?",
            "shares_of(reference * 2 ** (reward / beta))",
            has_unit=False,
        ),
        Mistake(
            "not normalised",
            _weights,
            "These are the right weights, but they do not sum to 1. What turns weights into a distribution?",
            "reference * np.exp(reward / beta)",
            has_unit=False,
        ),
        Mistake(
            "the reference forgotten",
            lambda reward, beta, **_: softmax(reward, temperature=beta),
            "The reference is not in it: this is a softmax of the rewards alone, and an answer that the reference "
            "hardly ever gives is as welcome as any other.",
            "shares_of(np.exp(reward / beta))",
            has_unit=False,
        ),
        Mistake(
            "β forgotten",
            lambda reference, reward, **_: kl_regularised_policy(reference, reward, 1.0),
            "β is not in it: this is the policy for a price of one point per nat, whatever the price is.",
            "shares_of(reference * np.exp(reward))",
            has_unit=False,
        ),
        Mistake(
            "the reward as a cost",
            lambda reference, reward, beta: kl_regularised_policy(reference, -np.asarray(reward), beta),
            "The sign of the reward is the wrong way round: the better an answer, the rarer it becomes here.",
            "shares_of(reference * np.exp(-reward / beta))",
            has_unit=False,
        ),
        Mistake(
            "no exponential",
            lambda reference, reward, **_: np.asarray(reference) * reward / np.dot(reference, reward),
            "The reference is multiplied by the reward itself. β has no effect then, and a negative reward gives a "
            "negative probability. What makes every factor positive?",
            "shares_of(reference * reward / beta)",
            has_unit=False,
        ),
        Mistake(
            "the reference without its logarithm in the exponent",
            lambda reference, reward, beta: softmax(np.asarray(reference) + np.asarray(reward) / beta),
            "In the exponent the reference stands as it is. There it must be a logarithm, or outside of the exponent "
            "a factor.",
            "softmax(reference + reward / beta)",
            has_unit=False,
        ),
        Mistake(
            "the reference in the exponent divided by β",
            lambda reference, reward, beta: kl_regularised_policy(
                _flat_reference(reference), np.log(np.maximum(reference, 1e-300)) + reward, beta
            ),
            "β divides the log of the reference, too. It is the price of the rewards only: the reference keeps its "
            "full weight.",
            "softmax((np.log(reference) + reward) / beta)",
            has_unit=False,
        ),
    ],
)


def _clipped(ratio: Any, epsilon: float) -> Array:
    return np.asarray(np.clip(ratio, 1 - epsilon, 1 + epsilon))


CLIPPED_OBJECTIVE = Quantity(
    right=clipped_objective,
    tells_apart=[
        {"ratio": (0.5, 1.6, 1.5, 0.4), "advantage": (2.0, 1.5, -1.0, -3.0), "epsilon": 0.2},
        {"ratio": (0.75, 0.9, 1.3, 1.7, 0.6), "advantage": (-1.0, 2.0, -2.0, 0.5, 1.0), "epsilon": 0.1},
    ],
    edges=[{"ratio": (1.0, 1.0), "advantage": (1.0, -1.0), "epsilon": 0.2}],
    drawn=lambda random, size: {
        "ratio": random.lognormal(0, 0.5, size),
        "advantage": random.normal(0, 2, size),
        "epsilon": random.uniform(0.05, 0.5),
    },
    bounds=lambda **_: (-np.inf, np.inf, "A clipped objective may be any number of points."),
    has_unit=False,
    mistakes=[
        Mistake(
            "clip without min",
            lambda ratio, advantage, epsilon: _clipped(ratio, epsilon) * advantage,
            "The ratio is clipped on both sides, for good answers and for bad ones. Then a bad answer that became "
            "*likelier* costs no more than at the edge, and nothing pulls it back.",
            "np.clip(ratio, 1 - epsilon, 1 + epsilon) * advantage",
            has_unit=False,
        ),
        Mistake(
            "max in place of min",
            lambda ratio, advantage, epsilon: np.maximum(
                np.multiply(ratio, advantage), _clipped(ratio, epsilon) * advantage
            ),
            "This takes the larger of the two. The objective is careful: of two promises, which one does it believe?",
            "np.maximum(ratio * advantage, np.clip(ratio, 1 - epsilon, 1 + epsilon) * advantage)",
            has_unit=False,
        ),
        Mistake(
            "the sign of the advantage ignored",
            lambda ratio, advantage, epsilon: np.minimum(ratio, _clipped(ratio, epsilon)) * advantage,
            "The smaller *ratio* is taken, and multiplied by the advantage afterwards. For a negative advantage the "
            "smaller ratio gives the larger product. Of which two numbers should the smaller be taken?",
            "np.minimum(ratio, np.clip(ratio, 1 - epsilon, 1 + epsilon)) * advantage",
            has_unit=False,
        ),
        Mistake(
            "no clip",
            lambda ratio, advantage, **_: np.multiply(ratio, advantage),
            "This is ratio times advantage with no clip: it pays for every further step, as far as it goes.",
            "ratio * advantage",
            has_unit=False,
        ),
        Mistake(
            "the product clipped, not the ratio",
            lambda ratio, advantage, epsilon: np.minimum(
                np.multiply(ratio, advantage), _clipped(np.multiply(ratio, advantage), epsilon)
            ),
            "The product of ratio and advantage was clipped. Clip the ratio; the advantage comes afterwards.",
            "np.minimum(ratio * advantage, np.clip(ratio * advantage, 1 - epsilon, 1 + epsilon))",
            has_unit=False,
        ),
        Mistake(
            "a loss in place of the objective",
            lambda ratio, advantage, epsilon: -np.asarray(clipped_objective(ratio, advantage, epsilon)),
            "This is the loss, which goes down. The objective is asked for, which goes up: what is between them?",
            "-np.minimum(ratio * advantage, np.clip(ratio, 1 - epsilon, 1 + epsilon) * advantage)",
            has_unit=False,
        ),
    ],
)

"""Policies that choose among answers: the best one on a KL leash, PPO's clip, and a policy gradient that uses both.

A policy is a distribution over answers, a reward a number of points for each. The KL is in nats throughout, so β is
in points per nat.
"""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory_helpers.measures.blocks import Floats
from infotheory_helpers.measures.information import kl_divergence
from infotheory_helpers.measures.labelled import must_be_labelled_alike
from infotheory_helpers.measures.losses import softmax
from infotheory_helpers.measures.validation import (
    Result,
    distribution,
    finite_numbers,
    must_match,
    one_above_0,
    one_probability,
    pair_of_distributions,
    plain,
    seeded,
)

Limit = Literal["none", "clip", "penalty"]

BATCHES, BATCH, EPOCHS = 25, 64, 20  # of a run: how often it samples, how many answers, how often it uses them
EPSILON = 0.2  # how far the clip lets a ratio pay
LARGEST = 1e100  # step of a logit, before floats overflow
PENALTY = 5.0  # points for each nat of KL(before‖after)


def kl_regularised_policy(reference: ArrayLike, reward: ArrayLike, beta: float) -> Floats:
    """Give the policy with the most reward less β times its KL divergence from the reference: π ∝ reference · e^(r/β).

    Parameters
    ----------
    reference : array of shape (..., answers)
        The policy to stay near; sums to 1 along the last axis.
    reward : array of shape (..., answers)
        Points for each answer.
    beta : float
        The price of KL(π‖reference), in points per nat. Large: stay. Small: go where the reward is.

    Returns
    -------
    array of the shape of the batch and the answers
        Probabilities, summing to 1; 0 where the reference is 0.

    Raises
    ------
    TypeError
        If reference is a bare number, or anything holds something but real numbers.
    ValueError
        If reference is no distribution, a reward is not finite, their shapes do not match, or beta is not above 0.

    Examples
    --------
    >>> kl_regularised_policy([0.5, 0.5], [1.0, 0.0], beta=0.5).round(4)
    array([0.8808, 0.1192])

    References
    ----------
    Ziegler, D. M. et al. (2019), Fine-Tuning Language Models from Human Preferences.
    """
    before, points = _choices(reference, reward)
    price = one_above_0(beta, "beta")
    before, points = np.broadcast_arrays(before, points)
    # The best answer that can come at all stands at 0, so nothing overflows, however small β is.
    gap = np.where(before > 0, points, -np.inf)
    with np.errstate(over="ignore", divide="ignore"):
        scores = np.log(before) + (gap - gap.max(axis=-1, keepdims=True)) / price
    return softmax(scores)


def regularised_reward(policy: ArrayLike, reference: ArrayLike, reward: ArrayLike, beta: float) -> Result:
    """Give what a policy earns on a KL leash: its mean reward, less β · KL(π‖reference) with the KL in nats.

    Parameters
    ----------
    policy : array of shape (..., answers)
        The policy π; sums to 1 along the last axis.
    reference : array of shape (..., answers)
        The policy to stay near.
    reward : array of shape (..., answers)
        Points for each answer.
    beta : float
        The price of the KL, in points per nat.

    Returns
    -------
    float or array of the shape of the batch
        In points; −inf for a policy that gives an answer which the reference rules out.

    Raises
    ------
    TypeError
        If a policy is a bare number, or anything holds something but real numbers.
    ValueError
        If a policy is no distribution, a reward is not finite, shapes do not match, or beta is not above 0.

    Examples
    --------
    >>> round(regularised_reward([0.9, 0.1], [0.5, 0.5], [1.0, 0.0], beta=0.5), 4)
    0.716

    References
    ----------
    Stiennon, N. et al. (2020), Learning to Summarize from Human Feedback.
    """
    after, before = pair_of_distributions(policy, reference, -1, ("policy", "reference"))
    _, points = _choices(reference, reward)
    must_match(after, points, ("policy", "reward"))
    must_be_labelled_alike(policy, reward, ("policy", "reward"))
    leash = one_above_0(beta, "beta") * np.asarray(kl_divergence(after, before, unit="nats"))
    return plain(np.asarray((after * points).sum(axis=-1) - leash))


def clipped_objective(ratio: ArrayLike, advantage: ArrayLike, epsilon: float = EPSILON) -> Result:
    """Give what PPO climbs for each sampled answer: min(ratio · advantage, clip(ratio, 1 − ε, 1 + ε) · advantage).

    Parameters
    ----------
    ratio : float or array of any shape
        Probability of the answer under the new policy, divided by that under the policy which gave it.
    advantage : float or array that fits the shape of ratio
        How many points the answer brought more than the average.
    epsilon : float
        How far from 1 a ratio may go and still pay, from 0 to 1.

    Returns
    -------
    float or array of the common shape
        In points; flat where more of the same would pay no more.

    Raises
    ------
    TypeError
        If anything holds something but real numbers.
    ValueError
        If a ratio is negative, a number is not finite, shapes do not fit, or epsilon is outside 0 … 1.

    Examples
    --------
    >>> clipped_objective([1.5, 1.5], [2.0, -2.0])
    array([ 2.4, -3. ])

    References
    ----------
    Schulman, J. et al. (2017), Proximal Policy Optimization Algorithms, section 3.
    """
    new, gain = finite_numbers(ratio, "ratio"), finite_numbers(advantage, "advantage")
    if (new < 0).any():
        raise ValueError(
            f"`ratio` holds {new.min()}; a ratio of two probabilities is never negative. Is it a log-ratio?"
        )
    share = one_probability(epsilon, "epsilon")
    try:
        new, gain = np.broadcast_arrays(new, gain)
    except ValueError:
        raise ValueError(
            f"`ratio` has shape {new.shape} and `advantage` has shape {gain.shape}; give one advantage for each ratio."
        ) from None
    must_be_labelled_alike(ratio, advantage, ("ratio", "advantage"))
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        return plain(np.minimum(new * gain, np.clip(new, 1 - share, 1 + share) * gain))


def policy_gradient_run(
    reference: ArrayLike, reward: ArrayLike, limit: Limit, leash: float = 0.0, rate: float = 1.0, seed: int = 4
) -> Floats:
    """Train a policy by sampling its answers and climbing their rewards, 20 times with each of 25 batches.

    Parameters
    ----------
    reference : array of shape (answers,)
        The policy to start from; every answer has some probability.
    reward : array of shape (answers,)
        Points for each answer.
    limit : "none", "clip" or "penalty"
        What holds back a step: nothing, PPO's clip, or 5 points for each nat of KL(before‖after).
    leash : float
        β, in points per nat: what an answer loses for each nat of log(policy/reference). 0 for no leash.
    rate : float
        Step length along the gradient.
    seed : int
        Of the answers that are sampled.

    Returns
    -------
    array of shape (26, answers)
        The policies, in probabilities: before the first batch and after each.

    Raises
    ------
    TypeError
        If reference is a bare number, or anything holds something but real numbers.
    ValueError
        If reference is not one distribution without zeros, a reward is not finite, shapes do not match, `limit` is
        unknown, leash is negative, or rate is not above 0.

    Examples
    --------
    >>> policy_gradient_run([0.5, 0.5], [1.0, 0.0], "clip")[-1].round(2)
    array([1., 0.])

    References
    ----------
    Schulman, J. et al. (2017), Proximal Policy Optimization Algorithms, section 5.
    """
    start, points = _choices(reference, reward)
    if start.ndim != 1 or points.ndim != 1:
        raise ValueError(
            f"`reference` has shape {start.shape} and `reward` {points.shape}; a run starts from one policy."
        )
    if (start == 0).any():
        never = int((start == 0).argmax())
        raise ValueError(f"`reference[{never}]` is 0; what is never sampled is never learned. Give it a probability.")
    if limit not in get_args(Limit):
        raise ValueError(f'`limit` is {limit!r}; it must be "none", "clip" or "penalty".')
    price = finite_numbers(leash, "leash")
    if price.ndim or price < 0:
        raise ValueError(f"`leash` is {leash!r}; it must be one number, 0 or above.")
    step, random, logits = one_above_0(rate, "rate"), seeded(seed), np.log(start)
    if step * np.ptp(points / LARGEST) > 1:
        raise ValueError(
            f"`reward` goes up to {points.max():g} points, too far for a `rate` of {rate:g}; divide reward and leash "
            "by one large number."
        )
    policies = [softmax(logits)]
    for _ in range(BATCHES):
        old = policies[-1]
        sampled = random.choice(len(old), size=BATCH, p=old)
        earned = points[sampled] - price * np.log(old[sampled] / start[sampled])
        for _ in range(EPOCHS):
            logits = logits + step * _slope(softmax(logits), old, sampled, earned - earned.mean(), limit)
        policies.append(softmax(logits))
    return np.array(policies)


def _slope(policy: Floats, old: Floats, sampled: NDArray[Any], advantage: Floats, limit: Limit) -> Floats:
    # The gradient of the mean objective with respect to the logits.
    ratio = policy[sampled] / old[sampled]
    pull = ratio * advantage
    if limit == "clip":
        pull = np.where(clipped_objective(ratio, advantage) < pull, 0, pull)  # flat there
    slope = np.bincount(sampled, pull, len(policy)) / len(sampled) - policy * pull.mean()
    if limit == "penalty":
        slope -= PENALTY * (policy - old)  # prediction minus truth, with the old policy as the truth
    return np.asarray(slope)


def _choices(reference: ArrayLike, reward: ArrayLike) -> tuple[Floats, Floats]:
    before, points = distribution(reference, "reference", -1), finite_numbers(reward, "reward")
    if points.ndim == 0:
        raise TypeError(f"`reward` is the bare number {points}; it must hold the points of each answer.")
    must_match(before, points, ("reference", "reward"))
    must_be_labelled_alike(reference, reward, ("reference", "reward"))
    return before, points

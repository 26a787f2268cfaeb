"""Policies: the formula of the best one, the clip and the runs, against brute force, SciPy and finite differences."""

from typing import Any

import numpy as np
import pytest
import scipy.optimize
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import infotheory_helpers as it
from infotheory_helpers.labs.deep_learning import policies
from infotheory_helpers.labs.deep_learning.policies import Limit, _slope

Array = NDArray[np.float64]

TWELVE = it.load_answers()
SEEDS = st.integers(0, 10_000)


def a_problem(seed: int) -> tuple[Array, Array, float]:
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 9))
    return random.dirichlet(np.ones(size)), random.normal(0, 3, size), float(10 ** random.uniform(-1, 1))


def earned(policy: Any, reference: Any, reward: Any, beta: float) -> float:
    return float(np.dot(policy, reward) - beta * scipy.stats.entropy(policy, reference))


# ---- The best policy on the leash


@given(SEEDS)
def test_no_other_policy_earns_more_on_the_leash(seed: int) -> None:
    reference, reward, beta = a_problem(seed)
    best = it.kl_regularised_policy(reference, reward, beta)
    most = earned(best, reference, reward, beta)
    random = np.random.default_rng(seed)
    for other in [reference, *random.dirichlet(np.ones(len(reward)), 20)]:
        missed = most - earned(other, reference, reward, beta)
        # What it misses is a KL again.
        assert missed == pytest.approx(beta * scipy.stats.entropy(other, best), rel=1e-6, abs=1e-9)
        assert missed >= -1e-9


def test_an_optimiser_that_knows_no_formula_finds_the_same_policy() -> None:
    for beta in (0.3, 1.0, 4.0):

        def cost(logits: Array, beta: float = beta) -> float:
            return -earned(scipy.special.softmax(logits), TWELVE.reference, TWELVE.reward, beta)

        found = scipy.optimize.minimize(cost, np.log(TWELVE.reference), tol=1e-12)
        best = it.kl_regularised_policy(TWELVE.reference, TWELVE.reward, beta)
        np.testing.assert_allclose(scipy.special.softmax(found.x), best, atol=2e-4)


@given(SEEDS)
def test_the_leash_decides_how_far_it_goes(seed: int) -> None:
    reference, reward, _ = a_problem(seed)
    betas = [100.0, 10.0, 1.0, 0.1]
    best = np.array([it.kl_regularised_policy(reference, reward, beta) for beta in betas])
    nats = scipy.stats.entropy(best, reference[None], axis=1)
    assert (np.diff(nats) >= -1e-12).all()
    assert (np.diff(best @ reward) >= -1e-12).all()
    assert it.kl_regularised_policy(reference, reward + 17, 1.0) == pytest.approx(best[2])


def test_extremes_of_the_leash_are_the_reference_and_the_best_answer() -> None:
    reference, reward = np.array([0.2, 0.3, 0.5, 0.0]), np.array([1.0, 3.0, 2.0, 9.0])
    assert it.kl_regularised_policy(reference, reward, 1e9) == pytest.approx(reference, abs=1e-8)
    assert it.kl_regularised_policy(reference, reward, 1e-300).tolist() == [0, 1, 0, 0]
    assert it.kl_regularised_policy(reference, 1e300 * reward, 1e-3).tolist() == [0, 1, 0, 0]


def test_a_batch_is_each_of_its_rows() -> None:
    references = np.array([[0.5, 0.5], [0.9, 0.1]])
    both = it.kl_regularised_policy(references, [1.0, 2.0], 0.7)
    assert both.tolist() == [it.kl_regularised_policy(row, [1.0, 2.0], 0.7).tolist() for row in references]


@given(SEEDS)
def test_what_a_policy_earns_is_reward_less_nats(seed: int) -> None:
    reference, reward, beta = a_problem(seed)
    policy = np.random.default_rng(seed).dirichlet(np.ones(len(reward)))
    assert it.regularised_reward(policy, reference, reward, beta) == pytest.approx(
        earned(policy, reference, reward, beta)
    )


def test_what_the_reference_rules_out_costs_infinitely_much() -> None:
    assert it.regularised_reward([0.5, 0.5], [1, 0], [0, 100], 0.1) == -np.inf


def test_the_reward_model_overrates_one_answer_only() -> None:
    assert len(TWELVE.texts) == len(set(TWELVE.texts)) == 12
    assert TWELVE.reference.sum() == pytest.approx(1)
    assert np.flatnonzero(TWELVE.reward != TWELVE.quality).tolist() == [11]


# ---- The clip


@given(st.floats(0, 10), st.floats(-5, 5), st.floats(0, 1))
def test_the_clip_never_promises_more_and_is_flat_only_where_more_would_be_too_much(
    ratio: float, advantage: float, epsilon: float
) -> None:
    got = it.clipped_objective(ratio, advantage, epsilon)
    assert got <= ratio * advantage + 1e-12
    too_much = ratio > 1 + epsilon if advantage > 0 else ratio < 1 - epsilon
    edge = 1 + epsilon if advantage > 0 else 1 - epsilon
    assert got == pytest.approx((edge if too_much else ratio) * advantage)


# ---- The runs


def surrogate(logits: Array, old: Array, sampled: Any, advantage: Array, limit: Limit) -> float:
    policy = scipy.special.softmax(logits)
    ratio = policy[sampled] / old[sampled]
    paid = ratio * advantage
    if limit == "clip":
        paid = np.minimum(paid, np.clip(ratio, 0.8, 1.2) * advantage)
    penalty = 5 * scipy.stats.entropy(old, policy) if limit == "penalty" else 0
    return float(paid.mean() - penalty)


@pytest.mark.parametrize("limit", ["none", "clip", "penalty"])
def test_a_step_follows_the_slope_of_its_objective(limit: Limit) -> None:
    random = np.random.default_rng(1)
    for _ in range(20):
        old, logits = random.dirichlet(np.ones(5)), random.normal(0, 0.5, 5)
        sampled, advantage = random.integers(5, size=30), random.normal(size=30)
        slope = _slope(scipy.special.softmax(logits), old, sampled, advantage, limit)
        numeric = scipy.optimize.approx_fprime(logits, surrogate, 1e-7, old, sampled, advantage, limit)
        np.testing.assert_allclose(slope, numeric, atol=2e-5)


def run(limit: Limit, **others: Any) -> Array:
    return it.policy_gradient_run(TWELVE.reference, TWELVE.reward, limit, **others)


def steps(policies: Array) -> Array:
    return np.asarray(scipy.stats.entropy(policies[:-1], policies[1:], axis=1))


def test_a_run_starts_from_the_reference_and_is_the_same_for_the_same_seed() -> None:
    assert run("clip").shape == (policies.BATCHES + 1, 12)
    np.testing.assert_allclose(run("clip")[0], TWELVE.reference)
    np.testing.assert_allclose(run("clip").sum(axis=1), 1)
    np.testing.assert_array_equal(run("clip"), run("clip"))
    assert (run("clip") != run("clip", seed=5)).any()


@pytest.mark.parametrize("seed", range(6))
def test_the_clip_and_the_penalty_shorten_the_largest_step(seed: int) -> None:
    free, clip, soft = (steps(run(limit, seed=seed)).max() for limit in ("none", "clip", "penalty"))
    assert clip < 0.2 < 1 < free
    assert soft < free / 3


@pytest.mark.parametrize("seed", range(6))
def test_the_clip_bounds_neither_ratio_nor_kl(seed: int) -> None:
    careful, hasty = run("clip", seed=seed), run("clip", seed=seed, rate=10)
    assert (careful[1:] / careful[:-1]).max() > 1.2
    assert steps(hasty).max() > 0.4 > -np.log(0.8)  # more than ratios within 0.8 … 1.2 could ever make


@pytest.mark.parametrize("seed", range(6))
def test_only_the_leash_says_where_to_stop(seed: int) -> None:
    best = it.kl_regularised_policy(TWELVE.reference, TWELVE.reward, 1.0)
    leashed = run("clip", seed=seed, leash=1.0)[-1]
    assert scipy.stats.entropy(leashed, best) < 0.05
    assert run("clip", seed=seed)[-1] @ TWELVE.reward > leashed @ TWELVE.reward + 0.4


def test_a_batch_is_used_twenty_times_and_there_are_twenty_five() -> None:
    # With a tiny rate nothing changes within a batch, so that its twenty steps are twenty times the first.
    start, reward = np.array([0.5, 0.5]), np.array([1.0, 0.0])
    run = it.policy_gradient_run(start, reward, "none", rate=1e-6, seed=4)
    assert run.shape == (26, 2)
    sampled = np.random.default_rng(4).choice(2, size=64, p=start)
    advantage = reward[sampled] - reward[sampled].mean()
    push = np.array([advantage[sampled == 0].sum(), advantage[sampled == 1].sum()]) / 64
    logits = np.log(run[1] / run[0])
    assert logits[0] - logits[1] == pytest.approx(20 * 1e-6 * (push[0] - push[1]), rel=1e-3)

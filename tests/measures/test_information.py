"""The measures against mpmath, SciPy and scikit-learn, and against the laws that they must obey."""

import math
import tracemalloc
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import mutual_info_score

import infotheory_helpers as it
import oracles
from infotheory_helpers.measures import blocks
from strategies import Floats, distributions, joints, pairs

LN2 = float(np.log(2))
many = settings(max_examples=1000)
close: dict[str, Any] = {"rtol": 1e-12, "atol": 1e-14}


# Against the oracles


@many
@given(st.one_of(st.floats(0, 1), st.floats(-300, 0).map(lambda e: 10.0**e)))
def test_binary_entropy_agrees_with_mpmath(p: float) -> None:
    no = 1 - oracles.mpf(p)
    want = -sum(x * oracles.log(x, 2) for x in (oracles.mpf(p), no) if x > 0)
    assert oracles.relative_error(it.binary_entropy(p), want) <= 1e-14


@pytest.mark.parametrize("tiny", [1e-3, 1e-9, 1e-15, 1e-100])
def test_conditional_entropy_keeps_its_digits_when_a_row_is_nearly_certain(tiny: float) -> None:
    joint = [[0.5, tiny], [0.0, 0.5 - tiny]]
    assert oracles.relative_error(it.conditional_entropy(joint), oracles.conditional_entropy(joint)) <= 1e-14


@pytest.mark.parametrize("apart", [1e-2, 1e-4, 1e-6, 1e-8, 1e-10])
@pytest.mark.parametrize("outcomes", [2, 3, 10, 1000])
def test_kl_keeps_its_digits_when_model_and_truth_nearly_agree(apart: float, outcomes: int) -> None:
    random = np.random.default_rng(5)
    p = random.dirichlet(np.full(outcomes, 20.0))
    nudge = np.resize([1.0, -1.0], outcomes) * apart * p.min()
    q = p + nudge - nudge.mean()
    assert oracles.relative_error(it.kl_divergence(p, q), oracles.kl_divergence(p, q)) <= 1e-10


def test_kl_keeps_ten_digits_where_the_textbook_sum_has_none() -> None:
    p = np.array([0.5, 0.3, 0.2])
    q = p + 1e-8 * np.array([1, -2, 1])
    textbook = float(np.sum(p * np.log2(p / q)))
    want = oracles.kl_divergence(p, q)
    assert oracles.relative_error(textbook, want) > 1e-3
    assert oracles.relative_error(it.kl_divergence(p, q), want) <= 1e-10


@pytest.mark.parametrize("p", [np.full(100_000, 1e-5), np.random.default_rng(1).dirichlet(np.ones(100_000))])
def test_long_rows_lose_no_digits(p: Floats) -> None:
    # No term is negative: their logarithms are right to the last digit, and so is the sum that fsum rounds but once.
    q = np.random.default_rng(2).dirichlet(np.ones(p.size))
    h = -math.fsum(x * math.log2(x) for x in p.tolist() if x > 0)
    cost = -math.fsum(x * math.log2(y) for x, y in zip(p.tolist(), q.tolist(), strict=True))
    assert it.entropy(p) == pytest.approx(h, rel=1e-14, abs=0)
    assert it.cross_entropy(p, q) == pytest.approx(cost, rel=1e-14, abs=0)


def test_thousands_of_distributions_agree_with_scipy() -> None:
    random = np.random.default_rng(3)
    p, q = random.dirichlet(np.ones(7), 5000), random.dirichlet(np.ones(7), 5000)
    np.testing.assert_allclose(it.entropy(p), scipy.stats.entropy(p, base=2, axis=-1), **close)
    np.testing.assert_allclose(it.kl_divergence(p, q), scipy.stats.entropy(p, q, base=2, axis=-1), **close)
    js = [scipy.spatial.distance.jensenshannon(a, b, base=2) ** 2 for a, b in zip(p, q, strict=True)]
    np.testing.assert_allclose(it.js_divergence(p, q), js, rtol=1e-9)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=60))
def test_information_gain_agrees_with_scikit_learn(samples: list[tuple[int, int]]) -> None:
    labels, groups = zip(*samples, strict=True)
    want = mutual_info_score(labels, groups)
    assert it.information_gain(labels, groups, unit="nats") == pytest.approx(want, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (it.entropy([0.25] * 4), "2.0000"),
        (it.entropy([0.97, 0.01, 0.01, 0.01]), "0.2419"),
        (it.entropy([0.4, 0.3, 0.2, 0.1]), "1.8464"),
        (it.categorical_cross_entropy([0, 1, 0], [0.1, 0.7, 0.2]), "0.3567"),
        (it.categorical_cross_entropy([0, 1, 0], [0.05, 0.9, 0.05]), "0.1054"),
        (it.kl_divergence([0.6, 0.3, 0.1], [0.1, 0.675, 0.225]), "1.0830"),
        (it.kl_divergence([0.6, 0.3, 0.1], [0.6, 0.3, 0.1]), "0.0000"),
        (it.kl_divergence([0.6, 0.3, 0.1], [0.9, 0.075, 0.025]), "0.4490"),
        (it.entropy([0.05, 0.15, 0.3, 0.5]), "1.6477"),
        (it.kl_divergence([0.1, 0.4, 0.5], [0.6, 0.2, 0.2]), "0.8025"),
        (it.kl_divergence([0.6, 0.2, 0.2], [0.1, 0.4, 0.5]), "1.0866"),
        (it.kl_divergence([0.1, 0.4, 0.5], [0.6, 0.2, 0.2], unit="nats"), "0.5562"),
        (it.perplexity(it.entropy([0.05, 0.15, 0.3, 0.5])), "3.1334"),
    ],
)
def test_documented_numbers_of_the_exercises(got: float, want: str) -> None:
    assert f"{got:.4f}" == want


# Laws, and the oracles on what the laws are tried on
# To draw a thousand distributions takes longer than to measure them: all laws of one kind of input share theirs.


@many
@given(distributions())
def test_entropy_obeys_its_laws(p: Floats) -> None:
    entropy_agrees_with_mpmath(p)
    entropy_lies_between_certain_and_even(p)


def entropy_agrees_with_mpmath(p: Floats) -> None:
    assert oracles.relative_error(it.entropy(p), oracles.entropy(p)) <= 1e-14


def entropy_lies_between_certain_and_even(p: Floats) -> None:
    assert 0 <= it.entropy(p) <= np.log2(p.size) * (1 + 1e-15)


@many
@given(pairs(), st.randoms())
def test_cross_entropy_kl_and_js_obey_their_laws(pair: tuple[Floats, Floats], random: Any) -> None:
    p, q = pair
    cross_entropy_agrees_with_mpmath(p, q)
    kl_agrees_with_mpmath(p, q)
    kl_is_never_negative_and_zero_for_equals(p, q)
    cross_entropy_is_entropy_plus_kl(p, q)
    js_is_symmetric_and_at_most_one_bit(p, q)
    order_of_the_outcomes_does_not_matter(p, q, random.sample(range(p.size), p.size))


def cross_entropy_agrees_with_mpmath(p: Floats, q: Floats) -> None:
    if (q[p > 0] == 0).any():
        assert it.cross_entropy(p, q) == np.inf
    else:
        assert oracles.relative_error(it.cross_entropy(p, q), oracles.cross_entropy(p, q)) <= 1e-14


def kl_agrees_with_mpmath(p: Floats, q: Floats) -> None:
    if (q[p > 0] == 0).any():
        assert it.kl_divergence(p, q) == np.inf
    else:
        got, want = it.kl_divergence(p, q), oracles.kl_divergence(p, q)
        # The rounding of the inputs' own sums enters squared.
        assert oracles.relative_error(got, want) <= 1e-10 or abs(got - want) < 1e-30


def kl_is_never_negative_and_zero_for_equals(p: Floats, q: Floats) -> None:
    assert it.kl_divergence(p, q) >= 0
    assert it.js_divergence(p, q) >= 0
    assert it.kl_divergence(p, p) == 0
    assert it.js_divergence(p, p) == 0


def cross_entropy_is_entropy_plus_kl(p: Floats, q: Floats) -> None:
    np.testing.assert_allclose(it.cross_entropy(p, q), it.entropy(p) + it.kl_divergence(p, q), rtol=1e-9, atol=1e-12)


def js_is_symmetric_and_at_most_one_bit(p: Floats, q: Floats) -> None:
    assert it.js_divergence(p, q) == pytest.approx(it.js_divergence(q, p), rel=1e-12, abs=1e-300)
    assert it.js_divergence(p, q) <= 1 + 1e-15


def order_of_the_outcomes_does_not_matter(p: Floats, q: Floats, order: list[int]) -> None:
    np.testing.assert_allclose(it.entropy(p[order]), it.entropy(p), **close)
    np.testing.assert_allclose(it.kl_divergence(p[order], q[order]), it.kl_divergence(p, q), rtol=1e-9)


@many
@given(joints())
def test_conditional_entropy_and_mutual_information_obey_their_laws(joint: Floats) -> None:
    conditional_entropy_agrees_with_mpmath(joint)
    chain_rule(joint)


def conditional_entropy_agrees_with_mpmath(joint: Floats) -> None:
    assert oracles.relative_error(it.conditional_entropy(joint), oracles.conditional_entropy(joint)) <= 1e-14


def chain_rule(joint: Floats) -> None:
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    rows, columns = rows / rows.sum(), columns / columns.sum()
    together = it.entropy(joint.ravel())
    np.testing.assert_allclose(together, it.entropy(rows) + it.conditional_entropy(joint), **close)
    learned = it.entropy(columns) - it.conditional_entropy(joint)
    np.testing.assert_allclose(it.mutual_information(joint), learned, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(it.mutual_information(joint), it.mutual_information(joint.T), rtol=1e-9, atol=1e-12)


@given(pairs(), joints())
def test_nats_are_bits_times_ln_2(pair: tuple[Floats, Floats], joint: Floats) -> None:
    p, q = pair
    measured: list[tuple[Any, Any]] = [
        (it.information_content, (p,)),
        (it.entropy, (p,)),
        (it.binary_entropy, (p,)),
        (it.cross_entropy, (p, q)),
        (it.kl_divergence, (p, q)),
        (it.js_divergence, (p, q)),
        (it.conditional_entropy, (joint,)),
        (it.mutual_information, (joint,)),
    ]
    for measure, inputs in measured:
        bits, nats = np.asarray(measure(*inputs)), np.asarray(measure(*inputs, unit="nats"))
        np.testing.assert_allclose(nats, bits * LN2, rtol=1e-14)
        np.testing.assert_allclose(it.bits_to_nats(bits), nats, rtol=1e-14)
        np.testing.assert_allclose(it.nats_to_bits(nats), bits, rtol=1e-14)


@given(st.floats(0, 500))
def test_perplexity_is_the_same_number_from_bits_and_from_nats(bits: float) -> None:
    from_nats = it.perplexity(it.bits_to_nats(bits), unit="nats")
    assert it.perplexity(bits) == pytest.approx(from_nats, rel=1e-12)


# Batches

PAIRED = [it.cross_entropy, it.kl_divergence, it.js_divergence]


@pytest.mark.parametrize("measure", PAIRED)
def test_batches_equal_row_by_row(measure: Any) -> None:
    random = np.random.default_rng(4)
    p, q = random.dirichlet(np.ones(5), (3, 4)), random.dirichlet(np.ones(5), (3, 4))
    one_by_one = [[measure(a, b) for a, b in zip(rows, models, strict=True)] for rows, models in zip(p, q, strict=True)]
    np.testing.assert_allclose(measure(p, q), one_by_one, rtol=1e-14)
    np.testing.assert_allclose(measure(p[0, 0], q), [[measure(p[0, 0], b) for b in models] for models in q])
    np.testing.assert_allclose(measure(np.moveaxis(p, -1, 1), np.moveaxis(q, -1, 1), axis=1), measure(p, q))
    np.testing.assert_allclose(measure(p[0, 0], q[0].T, axis=0), measure(p[0, 0], q[0]))


@pytest.mark.parametrize("measure", [it.conditional_entropy, it.mutual_information])
def test_batches_of_tables_equal_table_by_table(measure: Any) -> None:
    tables = np.random.default_rng(6).dirichlet(np.ones(12), 5).reshape(5, 3, 4)
    np.testing.assert_allclose(measure(tables), [measure(table) for table in tables], rtol=1e-14)


def test_entropy_along_another_axis() -> None:
    p = np.random.default_rng(7).dirichlet(np.ones(6), 4)
    np.testing.assert_allclose(it.entropy(p.T, axis=0), it.entropy(p), rtol=1e-14)
    assert np.shape(it.entropy(p)) == (4,)


def test_small_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(8)
    p, q = random.dirichlet(np.ones(9), 50), random.dirichlet(np.ones(9), 50)
    whole = [measure(p, q) for measure in PAIRED]
    monkeypatch.setattr(blocks, "BLOCK", 20)
    for measure, want in zip(PAIRED, whole, strict=True):
        np.testing.assert_allclose(measure(p, q), want, rtol=1e-14)


# Exact corners


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (it.information_content(0), np.inf),
        (it.information_content(1), 0),
        (it.entropy([1, 0]), 0),
        (it.entropy([1]), 0),
        (it.entropy([0.5, 0.5, 0]), 1),
        (it.binary_entropy(0), 0),
        (it.binary_entropy(1), 0),
        (it.cross_entropy([1, 0], [1, 0]), 0),
        (it.cross_entropy([0.5, 0.5], [1, 0]), np.inf),
        (it.cross_entropy([1, 0], [0.5, 0.5]), 1),
        (it.kl_divergence([1, 0], [0.5, 0.5]), 1),
        (it.kl_divergence([0.5, 0.5], [1, 0]), np.inf),
        (it.kl_divergence([0.5, 0.5, 0], [0.5, 0.5, 0]), 0),
        (it.kl_divergence([1, 0], [0, 1]), np.inf),
        (it.js_divergence([1, 0], [0, 1]), 1),
        (it.conditional_entropy([[0.5, 0], [0, 0.5]]), 0),
        (it.conditional_entropy([[1, 0], [0, 0]]), 0),
        (it.conditional_entropy([[0.25, 0.25], [0.25, 0.25]]), 1),
        (it.mutual_information([[1, 0], [0, 0]]), 0),
        (it.perplexity(0), 1),
        (it.perplexity(np.inf), np.inf),
        (it.bits_to_nats(np.inf), np.inf),
        (it.binary_cross_entropy([1, 0], [0, 1]), np.inf),
        (it.categorical_cross_entropy([0, 1], [1, 0]), np.inf),
    ],
)
def test_exact_corner(got: float, want: float) -> None:
    assert got == want


def test_kl_is_finite_down_to_the_smallest_number_there_is() -> None:
    smallest = 5e-324
    assert it.kl_divergence([0.5, 0.5], [smallest, 1]) == pytest.approx(0.5 * 1074 - 1)
    assert it.kl_divergence([smallest, 1], [1, smallest]) == pytest.approx(1074)
    assert it.kl_divergence([smallest, 1], [0.5, 0.5]) == pytest.approx(1)


MINUS = -0.0
PROVOKES_MINUS_ZERO = [
    lambda: it.information_content([1, 1.0]),
    lambda: it.entropy([1, MINUS]),
    lambda: it.binary_entropy([MINUS, 0, 1]),
    lambda: it.cross_entropy([1, MINUS], [1, MINUS]),
    lambda: it.kl_divergence([1, MINUS], [1, MINUS]),
    lambda: it.js_divergence([1, MINUS], [1, MINUS]),
    lambda: it.conditional_entropy([[1, MINUS], [MINUS, MINUS]]),
    lambda: it.mutual_information([[1, MINUS], [MINUS, MINUS]]),
    lambda: it.information_gain(["a", "a"], ["b", "b"]),
    lambda: it.perplexity([MINUS]),
    lambda: it.bits_to_nats(MINUS),
    lambda: it.nats_to_bits(MINUS),
    lambda: it.softmax([MINUS, -1000.0]),
    lambda: it.log_softmax([MINUS, MINUS - 2000]),
    lambda: it.log_softmax([MINUS]),
    lambda: it.binary_cross_entropy([1, MINUS], [1, MINUS]),
    lambda: it.categorical_cross_entropy([1, MINUS], [1, MINUS]),
    lambda: it.categorical_cross_entropy_from_logits([1, MINUS], [1000, MINUS]),
    lambda: it.smooth_labels([1, MINUS], MINUS),
]


@pytest.mark.parametrize("call", PROVOKES_MINUS_ZERO)
def test_no_minus_zero_leaves_the_package(call: Any) -> None:
    result = np.asarray(call())
    assert not (np.signbit(result) & (result == 0)).any()


@pytest.mark.parametrize(
    "p", [[0.5, 0.5], (0.5, 0.5), np.array([0.5, 0.5], np.float32), [Fraction(1, 2), Fraction(1, 2)]]
)
def test_lists_tuples_fractions_and_float32_are_fine(p: Any) -> None:
    assert it.entropy(p) == 1.0


def test_one_hot_integers_and_truth_values_are_fine() -> None:
    assert it.entropy([0, 1, 0]) == 0
    assert it.entropy(np.array([False, True])) == 0


def test_a_networks_float32_softmax_is_a_distribution() -> None:
    scores = np.random.default_rng(9).normal(size=(100, 1000)).astype(np.float32)
    powers = np.exp(scores)
    rows = powers / powers.sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(it.entropy(rows), scipy.stats.entropy(rows.astype(float), base=2, axis=-1), rtol=1e-6)


def test_lone_results_are_plain_floats() -> None:
    for result in [it.entropy([0.5, 0.5]), it.kl_divergence([1, 0], [0.5, 0.5]), it.information_content(0.5)]:
        assert type(result) is float


@pytest.mark.parametrize("measure", [it.entropy, it.cross_entropy, it.kl_divergence])
def test_memory_stays_within_two_copies_of_the_input(measure: Any) -> None:
    p = np.random.default_rng(10).dirichlet(np.ones(10), 200_000)
    inputs = (p,) if measure is it.entropy else (p, p[::-1].copy())
    tracemalloc.start()
    measure(*inputs)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak <= 2 * sum(x.nbytes for x in inputs)

"""What the lessons say of every P and Q is computed on random ones, by SciPy and from the definitions.

Each test names the sentence that it stands for: where the sentence goes, or is said otherwise, the test asks for it.
"""

import itertools
import re
from math import comb

import numpy as np
import pytest
import scipy.special
import scipy.stats

import infotheory_helpers as it
from clones import ROOT
from lessons import LESSONS, load
from player import Player

PROSE = {
    lesson[:2]: " ".join(" ".join(cell.source.split()) for cell in load(lesson).cells if cell.cell_type == "markdown")
    for lesson in LESSONS
}
WEATHER = np.array([0.7, 0.2, 0.1])
each_pair = pytest.mark.parametrize("seed", range(20))


def bits(p: np.ndarray, q: np.ndarray | None = None) -> float:
    """H(P), or KL(P‖Q) if there is a Q."""
    return float(scipy.stats.entropy(p, q, base=2))


def says(lesson: str, sentence: str) -> None:
    assert sentence in PROSE[lesson], f"lesson {lesson} no longer says “{sentence}”"


def pair(seed: int, outcomes: int = 4) -> tuple[np.ndarray, np.ndarray]:
    p, q = np.random.default_rng(seed).dirichlet(np.ones(outcomes), size=2)
    return p, q


@each_pair
def test_at_equal_distance_being_too_sure_costs_more(seed: int) -> None:
    says("05", "compare at equal distance: 0.3 too little adds 0.2771 bits, 0.3 too *much* 0.4490 bits.")
    says("05", "Being too sure of the likely outcome costs more")
    random = np.random.default_rng(seed)
    p = np.append(likely := random.uniform(0.52, 0.95), (1 - likely) * random.dirichlet(np.ones(3)))
    for far in random.uniform(0.05, 0.95, size=5) * (1 - likely):
        less, more = (np.append(q1, p[1:] * (1 - q1) / (1 - likely)) for q1 in (likely - far, likely + far))
        assert bits(p, more) > bits(p, less)


@each_pair
def test_cost_moves_fastest_where_the_ratio_is_largest(seed: int) -> None:
    p, q = pair(seed)
    slopes = -p / q
    np.testing.assert_allclose(
        slopes,
        [(np.sum(p * np.log(q)) - np.sum(p * np.log(q + 1e-7 * step))) / 1e-7 for step in np.eye(4)],
        rtol=1e-3,
    )
    assert slopes.argmin() == (p / q).argmax()


def test_the_game_names_the_place_where_the_cost_moves_fastest() -> None:
    game = Player(it.explore_hit_the_kl())
    assert game.value("target") == 0.5
    text = game.press("Commit", q1=0.7, share=2 / 3)
    assert "Take from Q where p/q is largest: there the cost grows fastest." in text
    assert "Give Q more where p/q is largest: there the cost falls fastest." in game.press("Commit", q1=0.02)


@each_pair
def test_perplexity_is_what_a_blind_guess_among_so_many_would_pay(seed: int) -> None:
    for lesson in ("06", "09"):
        says(lesson, "blind guess")
    says("06", "It is *not* between how many choices the model hesitates.")
    p, q = pair(seed)
    cost = bits(p) + bits(p, q)
    choices = it.perplexity(cost)
    # A blind guess among N has 1/N on whatever comes.
    assert -np.log2(1 / choices) == pytest.approx(cost)


def test_a_sure_and_wrong_model_hesitates_not_and_pays_like_a_guess_among_a_hundred() -> None:
    truth, sure = np.array([0.01, 0.99]), np.array([0.99, 0.01])
    assert 2 ** (bits(truth) + bits(truth, sure)) == pytest.approx(95.5, abs=0.05)
    assert 2 ** bits(sure) == pytest.approx(1.06, abs=0.005)


def test_the_best_whole_lengths_cost_1_3_bits_and_long_signals_come_near_the_floor() -> None:
    says("03", "That costs 1.3 bits a day, and no code of whole bits for single days is cheaper")
    lengths = np.array([ls for ls in itertools.product(range(1, 9), repeat=3) if np.sum(0.5 ** np.array(ls)) <= 1])
    assert (lengths @ WEATHER).min() == pytest.approx(1.3)
    says("03", "the average per day comes as near to that of −log2 q as you like")
    for days in (1, 3, 6):
        chances = np.array([np.prod(word) for word in itertools.product(WEATHER, repeat=days)])
        code = it.huffman_code(dict(enumerate(chances)))
        mean = sum(chance * len(code[i]) for i, chance in enumerate(chances)) / days
        assert bits(WEATHER) <= mean < bits(WEATHER) + 1 / days


@each_pair
def test_no_model_costs_less_than_the_truth_and_the_tangent_says_why(seed: int) -> None:
    says("03", "That no Q beats P is called **Gibbs' inequality**.")
    p, q = pair(seed)
    left = np.sum(p * np.log(q / p))
    assert left <= np.sum(p * (q / p - 1)) + 1e-15
    assert left == pytest.approx(np.log(2) * (bits(p) - (bits(p) + bits(p, q))))
    assert left < 0


def test_some_codes_that_are_not_prefix_free_can_be_read_back_and_none_overspends() -> None:
    says("03", "Other codes can be read back too, some only from the end. They keep to the same budget")
    words = ["0", "01", "11"]
    texts = ["".join(choice) for n in range(1, 8) for choice in itertools.product(words, repeat=n)]
    assert len(set(texts)) == len(texts)
    assert sum(0.5 ** len(word) for word in words) <= 1


@each_pair
def test_the_slope_in_a_logit_is_q_minus_p_over_the_temperature(seed: int) -> None:
    says("04", "(With a temperature $T$ it is $(q - p)/T$.)")
    random = np.random.default_rng(seed)
    z, T, truth = random.normal(size=4), random.uniform(0.3, 5), np.eye(4)[seed % 4]

    def loss(z: np.ndarray) -> float:
        return float(-truth @ scipy.special.log_softmax(z / T))

    measured = [(loss(z + 1e-6 * step) - loss(z - 1e-6 * step)) / 2e-6 for step in np.eye(4)]
    np.testing.assert_allclose(measured, (scipy.special.softmax(z / T) - truth) / T, atol=1e-8)


def test_the_wall_of_softmax_twice_has_a_formula() -> None:
    says("04", "stands at $\\ln(1 + (K - 1)/e)$ nats")
    for K in (2, 3, 10, 1000):
        certain = np.eye(K)[0]
        assert -scipy.special.log_softmax(certain)[0] == pytest.approx(np.log(1 + (K - 1) / np.e))


def test_exponentials_overflow_where_the_lesson_says() -> None:
    says("04", "In float32 $e^{89}$ is too much already, and in float16 $e^{12}$.")
    for kind, power in [("float32", 89), ("float16", 12)]:
        with np.errstate(over="ignore"):
            before, there = np.exp(np.array([power - 1, power], dtype=kind))
        assert np.isfinite(before)
        assert np.isinf(there)


def test_a_loss_of_ln_10_may_be_that_of_a_model_that_is_right_nine_times_in_ten() -> None:
    says("04", "being right nine times in ten, and absurdly sure of a wrong answer the tenth time, can cost as much.")
    rest = (np.log(10) + 0.9 * np.log(0.9999)) / 0.1
    assert 0.9 * -np.log(0.9999) + 0.1 * rest == pytest.approx(np.log(10))
    assert np.exp(-rest) < 1e-9


@each_pair
def test_maximum_likelihood_and_least_cross_entropy_choose_the_same_model(seed: int) -> None:
    says("04", "So *least cross-entropy* and *maximum likelihood* are one aim with two names.")
    random = np.random.default_rng(seed)
    seen = random.choice(4, size=30, p=random.dirichlet(np.ones(4)))
    models = random.dirichlet(np.ones(4), size=50)
    likelihood = np.prod(models[:, seen], axis=1)
    shares = np.bincount(seen, minlength=4) / 30
    costs = -np.log(models) @ shares
    np.testing.assert_allclose(likelihood, np.exp(-30 * costs))
    assert likelihood.argmax() == costs.argmin() == np.argmin([bits(shares, q) for q in models])


def test_on_these_sliders_4_bits_need_the_sun_and_elsewhere_rain_will_do() -> None:
    says("05", "For 4 bits there is one way only *on these sliders*: almost nothing on *sun*.")
    grid = np.linspace(0, 1, 101)
    sun, share = np.meshgrid(grid[grid >= 0.5], grid)
    models = np.stack([sun, (1 - sun) * share, (1 - sun) * (1 - share)], axis=-1).reshape(-1, 3)
    costs = np.array([bits(WEATHER, q) for q in models if q.min() > 0])
    assert costs.max() < 2.5
    says("05", "With finer ones *cloud* would do as well, at a chance of 8e-8, or *rain* at 4e-14.")
    assert bits(WEATHER, np.array([7 / 8, 8e-8, 1 / 8])) == pytest.approx(4, abs=0.05)
    assert bits(WEATHER, np.array([7 / 9, 2 / 9, 4e-14])) == pytest.approx(4, abs=0.05)


@each_pair
def test_kl_has_the_properties_of_its_table(seed: int) -> None:
    says("05", "| adds up over independent parts | yes |")
    p, q = pair(seed)
    r, s = pair(seed + 100, outcomes=3)
    assert bits(np.outer(p, r).ravel(), np.outer(q, s).ravel()) == pytest.approx(bits(p, q) + bits(r, s))
    says("05", "| the same for any naming or order of the outcomes | yes |")
    order = np.random.default_rng(seed).permutation(4)
    assert bits(p[order], q[order]) == pytest.approx(bits(p, q))
    says("05", "| the same both ways | no |")
    assert bits(p, q) != pytest.approx(bits(q, p), rel=1e-6)
    says("05", "| never negative | yes |")
    assert bits(p, q) > 0
    assert bits(p, p) == pytest.approx(0, abs=1e-15)


def test_training_loss_goes_below_the_floor_that_new_labels_keep() -> None:
    says("06", "the *training* loss goes far below the floor, and the held-out loss pays for it.")
    says("06", "is the least that any classifier pays on average (the *Bayes* loss)")
    yes, floor = 0.9, float(scipy.stats.entropy([0.9, 0.1]))
    by_heart = -np.log(0.99)
    assert by_heart < floor
    for q in np.linspace(0.001, 0.999, 999):  # of every answer that a model may give
        assert -yes * np.log(q) - (1 - yes) * np.log(1 - q) >= floor - 1e-12


def test_honest_probabilities_cost_least() -> None:
    says("06", "on average nothing costs less than the true chances (it is a *proper scoring rule*)")
    grid = [np.array([a, b, 20 - a - b]) / 20 for a in range(1, 19) for b in range(1, 20 - a)]
    truth = np.array([12, 5, 3]) / 20
    costs = [bits(truth) + bits(truth, q) for q in grid]
    np.testing.assert_array_equal(grid[int(np.argmin(costs))], truth)


def test_a_sample_looks_more_certain_even_where_no_outcome_is_missed() -> None:
    says("07", "that makes it too low on average, by about $(K-1)/(2N)$ nats, even where no outcome is missed.")
    flips = 100  # of a fair coin: no side is ever missed, but for two cases in 2 to the 100
    chances = np.array([comb(flips, heads) for heads in range(flips + 1)], dtype=float) / 2.0**flips
    mean = sum(c * scipy.stats.entropy([k, flips - k]) for k, c in enumerate(chances))
    assert np.log(2) - mean == pytest.approx(1 / (2 * flips), rel=0.05)


def test_two_bills_are_never_less_than_the_surprise_of_the_image() -> None:
    says("10", "averaged over the noise, the two bills together are never less than the surprise of the image itself")
    random = np.random.default_rng(10)
    for _ in range(50):  # a world of five codes and one image: p(z), p(x | z), and any encoder
        prior, encoder = random.dirichlet(np.ones(5), size=2)
        given = random.uniform(0.01, 1, size=5)
        bills = encoder @ -np.log(given) + scipy.stats.entropy(encoder, prior)
        assert bills >= -np.log(prior @ given)


# Sentences that were once here, and are not true.
FALSE = [
    r"costs more than too much",
    r"Take from Q where P is large",
    r"between how many equally likely choices is the model hesitating",
    r"hesitates between infinitely many",
    r"so none may begin with another",
    r"every quantity in this course can be counted",
    r"Shannon's first ten pages",
    r"engineer at a telephone company",
    r"lowers the entropy of the answers",
    r"Scores in the hundreds are not rare",
    r"misses rare outcomes, so its entropy",
    r"So shuffle before you split",
    r"\*\*Kraft's inequality\*\*",
    r"Huffman's code, the best of all,",
    r"These programs know what came before",
    r"used his readers as models",
    r"from blind to perfect",
    r"The closer the model's bars come to the truth's, the lower",
    r"stuck in a poor compromise",
    r"the brakes only change when",
    r"nearly always, ε = 0\.2",
    r"training can only move the second",
]


@pytest.mark.parametrize("sentence", FALSE)
def test_a_false_sentence_does_not_come_back(sentence: str) -> None:
    pages = [
        *ROOT.glob("notebooks/*.ipynb"),
        *ROOT.glob("solutions/*/*.ipynb"),
        *ROOT.glob("infotheory_helpers/**/*.py"),
    ]
    assert not [page.name for page in pages if re.search(sentence, page.read_text(encoding="utf-8"))]


# The name under which a book has it, where the lesson first speaks of it.
NAMES = {
    "00": ["self-information", "negative log-likelihood", "relative entropy"],
    "01": ["self-information", "surprisal"],
    "02": ["conditional entropy"],
    "03": ["Gibbs' inequality", "prefix-free", "McMillan"],
    "04": ["maximum likelihood", "negative log-likelihood", "log loss", "sigmoid", "log-sum-exp", "BCEWithLogitsLoss"],
    "05": ["relative entropy", "mass-covering", "mode-seeking", "zero-forcing", "metric"],
    "06": ["irreducible", "population loss", "H(Y | X)", "proper scoring rule", "maximum likelihood"],
    "07": ["conditional entropy", "mutual information", "permutation test", "bins"],
    "08": ["Kraft–McMillan", "Shannon code", "minimum description length"],
    "09": ["bits per character", "Perplexity", "leakage", "Witten–Bell"],
    "10": [
        "ELBO",
        "β-VAE",
        "continuous Bernoulli",
        "KL penalty",
        "DPO",
        "expected calibration error",
        "uncertainty sampling",
    ],
    "11": ["logits", "likelihood", "KL from the data", "CrossEntropyLoss", "log_loss", "batchmean", "label smoothing"],
    "12": [
        "joint",
        "marginals",
        "chain rule",
        "data-processing inequality",
        "binary symmetric channel",
        "capacity",
        "Fano's inequality",
        "Miller–Madow",
    ],
}


@pytest.mark.parametrize("lesson", NAMES)
def test_what_was_learnt_can_be_searched_for(lesson: str) -> None:
    missing = [name for name in NAMES[lesson] if name not in PROSE[lesson]]
    assert not missing

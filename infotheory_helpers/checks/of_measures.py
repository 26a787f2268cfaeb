"""The mistakes learners make with the measures: information content, entropies, cross-entropy, divergences, gain."""

from typing import Any

import numpy as np

from infotheory_helpers.measures.information import (
    binary_entropy,
    conditional_entropy,
    count_table,
    cross_entropy,
    entropy,
    information_content,
    information_gain,
    js_divergence,
    kl_divergence,
)

from .mistakes import (
    ABS_SAYS,
    COARSE,
    DROPPED_SAYS,
    EPSILON_SAYS,
    LARGE_SAYS,
    MEAN_SAYS,
    ZERO_LOG_ZERO,
    Array,
    Inputs,
    Mistake,
    Quantity,
    capped_costs,
    classes_of,
    clipped_costs,
    cost_in_bits,
    cost_without_zeros,
    hidden_by_an_epsilon,
    mean_of_terms,
    nan_if,
    never_negative,
    put_on_truth,
    sum_stopped_early,
    surprise_in_bits,
    terms_of_cost,
    with_epsilons,
    with_large,
)


def _drawn_distribution(random: np.random.Generator, size: int) -> Array:
    p = random.dirichlet(np.ones(size))
    if size > 3:
        p[random.integers(size)] = 0  # what never happens
    return np.asarray(p / p.sum())


def _drawn_pair(random: np.random.Generator, size: int) -> Inputs:
    p, q = _drawn_distribution(random, size), random.dirichlet(np.ones(size))
    if size == 5:
        q = np.where(p > 0, q, 0)  # both 0: it costs nothing
        q = q / q.sum()
    if size == 6:
        q = np.where(p == p.max(), 0, q)  # ruled out, and it happens
        q = q / q.sum()
    return {"p": p, "q": q}


INFORMATION_CONTENT = Quantity(
    right=information_content,
    tells_apart=[{"p": 0.3}, {"p": 0.05}, {"p": 0.8}],
    edges=[{"p": 1.0}, {"p": 0.0}],
    drawn=lambda random, _: {"p": random.uniform(0.001, 1)},
    bounds=never_negative("An information content"),
    mistakes=[
        Mistake(
            "log of 1 − p",
            lambda p: information_content(1 - np.asarray(p)),
            "This is the surprise of the opposite. Which of the two does the question ask about?",
            "-np.log2(1 - p)",
        ),
        Mistake(
            "a percentage for a probability",
            lambda p: -np.log2(np.maximum(100 * np.asarray(p), 1e-300)),
            "This comes from a percentage: a probability runs from 0 to 1, not from 0 to 100.",
            "-np.log2(100 * p)",
        ),
        Mistake(
            "the probability itself",
            lambda p: p,
            "This is the probability itself. How many halvings, starting from 1, lead to it?",
            "p",
            has_unit=False,
        ),
        Mistake(
            "1/p without a logarithm",
            lambda p: 1 / np.maximum(p, 1e-300),
            "This is 1/p: between how many equally likely events yours is one. The surprise counts the halvings that "
            "lead there.",
            "1 / p",
            has_unit=False,
        ),
        Mistake(
            "weighted by p",
            lambda p: p * np.where(np.asarray(p) > 0, surprise_in_bits(np.maximum(p, 1e-300)), 0),
            "The surprise is multiplied by p here. That is what an outcome *contributes to an entropy*; one event, "
            "once it has happened, is as surprising as it is.",
            "-p * np.log2(p)",
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda p: with_epsilons(lambda epsilon: information_content(np.maximum(p, epsilon))),
            EPSILON_SAYS,
            "-np.log2(np.clip(p, 1e-10, 1))",
        ),
        Mistake(
            "infinity hidden by a large number",
            lambda p: with_large(information_content(p)),
            LARGE_SAYS,
            "np.nan_to_num(-np.log2(p))",
        ),
        Mistake(
            "an impossible event taken for no news",
            lambda p: np.where(np.asarray(p) == 0, 0, information_content(p)),
            "What cannot happen counts as no news here. No news is what is *certain*, p = 1; the impossible would be "
            "the greatest surprise of all.",
            "-np.log2(p) if p > 0 else 0.0",
        ),
        Mistake(
            "half of the number",
            lambda p: 1 / np.maximum(2 * np.asarray(p), 1e-300),
            "This is half of 1/p: one halving, and the number that it leaves. Count the halvings until one is left.",
            "1 / p / 2",
            has_unit=False,
        ),
        Mistake(
            "one halving too many or too few",
            lambda p: (np.asarray(information_content(p)) + 1, np.asarray(information_content(p)) - 1),
            "One halving is counted too many or too few. Count the steps between the numbers, not the numbers.",
            "1 - np.log2(p)",
            has_unit=False,
        ),
        Mistake(
            "one divided by the surprise",
            lambda p: 1 / np.maximum(information_content(p), 1e-300),
            "This is 1 divided by the number of halvings. The halvings themselves are asked for.",
            "-1 / np.log2(p)",
            has_unit=False,
        ),
    ],
)

ENTROPY = Quantity(
    right=entropy,
    tells_apart=[{"p": (0.05, 0.15, 0.3, 0.5)}, {"p": (0.9, 0.1)}, {"p": (0.2, 0.3, 0.5)}],
    edges=[{"p": (1.0,)}, {"p": (1.0, 0.0)}, {"p": (0.5, 0.0, 0.5)}],
    drawn=lambda random, size: {"p": _drawn_distribution(random, size)},
    bounds=lambda p: (
        0,
        np.log2(classes_of(p)),
        f"The entropy of {classes_of(p)} outcomes lies between 0 (one is certain) and the logarithm of {classes_of(p)} "
        "(all are equally likely).",
    ),
    mistakes=[
        Mistake(
            "surprises added up unweighted",
            lambda p: surprise_in_bits(p).sum(axis=-1),
            "The surprises are added up as if each outcome always came. Weigh each by how often it comes.",
            "-np.sum(np.log2(p))",
        ),
        Mistake(
            "plain mean of the surprises",
            lambda p: surprise_in_bits(p).mean(axis=-1),
            "The surprises are averaged as if all outcomes came equally often. Weigh each by its own probability.",
            "-np.mean(np.log2(p))",
        ),
        mean_of_terms(entropy, "p", "entr(p).mean() / np.log(2)"),
        Mistake(
            "0 · log 0",
            lambda p: nan_if((np.asarray(p) == 0).any(axis=-1), entropy(p)),
            ZERO_LOG_ZERO,
            "-np.sum(p * np.log2(p))",
        ),
        Mistake(
            "percentages for probabilities",
            lambda p: 100 * (np.asarray(entropy(p)) - np.log2(100)),
            "These are percentages or counts, which do not sum to 1. Divide them by their sum first.",
            "-np.sum(100 * p * np.log2(100 * p))",
        ),
        Mistake(
            "Gini impurity for entropy",
            lambda p: 1 - (np.asarray(p) ** 2).sum(axis=-1),
            "This is 1 − Σp², the Gini impurity that decision trees also use. It has no unit and no logarithm. The "
            "entropy averages the *surprise*.",
            "1 - np.sum(p**2)",
            has_unit=False,
        ),
        Mistake(
            "normalised entropy",
            lambda p: np.asarray(entropy(p)) / max(np.log2(classes_of(p)), 1e-300),
            "This is the entropy as a share of the most that so many outcomes can have. The question asks for the "
            "amount itself.",
            "entropy(p) / np.log2(len(p))",
            has_unit=False,
        ),
        Mistake(
            "perplexity for entropy",
            lambda p: np.exp2(entropy(p)),
            "This is 2 to the entropy: a number of equally likely outcomes. The entropy is the exponent, in bits.",
            "2 ** entropy(p)",
            has_unit=False,
        ),
        Mistake(
            "the rarest outcome only",
            lambda p: surprise_in_bits(np.min(p, axis=-1)),
            "This is the surprise of the rarest outcome alone. The entropy averages over all of them.",
            "-np.log2(min(p))",
        ),
        Mistake(
            "the likeliest outcome only",
            lambda p: surprise_in_bits(np.max(p, axis=-1)),
            "This is the surprise of the likeliest outcome alone. The entropy averages over all of them.",
            "-np.log2(max(p))",
        ),
        Mistake(
            "log of the number of outcomes",
            lambda p: np.full(np.shape(p)[:-1], np.log2(classes_of(p))),
            "This is the entropy of *equally likely* outcomes. Are they equally likely here?",
            "np.log2(len(p))",
        ),
        Mistake(
            "a probability of 0 made a small one",
            lambda p: tuple(cost_in_bits(clipped, clipped) for clipped in (np.maximum(p, e) for e in COARSE)),
            "An outcome that never happens was given a small probability, and with it a share of the entropy. Leave "
            "such outcomes out.",
            "entr(np.clip(p, 1e-2, 1)).sum() / np.log(2)",
        ),
        *sum_stopped_early(lambda p: terms_of_cost(p, p), "entr(p)"),
    ],
)

BINARY_ENTROPY = Quantity(
    right=binary_entropy,
    tells_apart=[{"p": 0.1}, {"p": 0.3}, {"p": 0.75}],
    edges=[{"p": 0.0}, {"p": 1.0}],
    drawn=lambda random, _: {"p": random.uniform()},
    bounds=lambda **_: (0, 1, "The entropy of one yes/no event lies between 0 and 1 bit."),
    mistakes=[
        Mistake(
            "only one of the two outcomes",
            lambda p: p * surprise_in_bits(np.maximum(p, 1e-300)),
            "Only one outcome of the two is counted. The event may also *not* happen: what does that contribute?",
            "-p * np.log2(p)",
        ),
        Mistake(
            "surprise for entropy",
            lambda p: surprise_in_bits(np.maximum(p, 1e-300)),
            "This is the surprise of the event itself. The entropy averages the surprises of both outcomes.",
            "-np.log2(p)",
        ),
        Mistake(
            "surprises added up unweighted",
            lambda p: surprise_in_bits(np.maximum(p, 1e-300)) + surprise_in_bits(np.maximum(1 - np.asarray(p), 1e-300)),
            "Both surprises are there, but each as if it always came. Weigh each by how often it comes.",
            "-np.log2(p) - np.log2(1 - p)",
        ),
        Mistake(
            "mean in place of the sum",
            lambda p: np.asarray(binary_entropy(p)) / 2,
            MEAN_SAYS,
            "-np.mean([p * np.log2(p), (1 - p) * np.log2(1 - p)])",
        ),
        Mistake(
            "0 · log 0",
            lambda p: nan_if((np.asarray(p) == 0) | (np.asarray(p) == 1), binary_entropy(p)),
            ZERO_LOG_ZERO,
            "-p * np.log2(p) - (1 - p) * np.log2(1 - p)",
        ),
        Mistake(
            "Gini impurity for entropy",
            lambda p: 2 * np.asarray(p) * (1 - np.asarray(p)),
            "This is 1 − Σp², the Gini impurity. The entropy averages the *surprise*.",
            "1 - p**2 - (1 - p)**2",
            has_unit=False,
        ),
    ],
)

_PAIRS: list[Inputs] = [
    {"p": (0.1, 0.4, 0.5), "q": (0.6, 0.2, 0.2)},
    {"p": (0.25, 0.75), "q": (0.6, 0.4)},
    {"p": (0.45, 0.29, 0.26), "q": (0.1, 0.84, 0.06)},  # here KL(P‖Q) is the larger of the two directions
]
_PAIR_EDGES: list[Inputs] = [
    {"p": (1.0, 0.0), "q": (0.25, 0.75)},
    {"p": (0.6, 0.4, 0.0), "q": (0.5, 0.5, 0.0)},
    {"p": (0.2, 0.3, 0.5), "q": (0.5, 0.0, 0.5)},
    {"p": (0.5, 0.5), "q": (0.0, 1.0)},
]


def _zero_in_truth(p: Any, q: Any) -> Array:
    return np.asarray(((np.asarray(p) == 0) & (np.asarray(q) >= 0)).any(axis=-1))


def _cost_of_one_left(p: Any, q: Any) -> Array:
    # One outcome left in p meets all that are left in q, and NumPy stretches it without a word. It happens in a
    # function, which sees one distribution at a time.
    one_left = np.ndim(q) == 1 and np.count_nonzero(p) == 1
    stretched = surprise_in_bits(np.where(np.asarray(q) > 0, q, 1)).sum(axis=-1)
    return np.asarray(np.where(one_left, stretched, cross_entropy(p, q)))


def _terms_of_kl(p: Any, q: Any) -> Array:
    p = np.asarray(p, float)
    return terms_of_cost(p, q) - terms_of_cost(p, p)


def _kl_of_one_left(p: Any, q: Any) -> Array:
    return np.asarray(_cost_of_one_left(p, q) - entropy(p))


CROSS_ENTROPY = Quantity(
    right=cross_entropy,
    tells_apart=_PAIRS,
    edges=_PAIR_EDGES,
    drawn=_drawn_pair,
    bounds=lambda p, **_: (
        entropy(p),
        np.inf,
        "A cross-entropy is never below the entropy of the truth: no code is cheaper than the right one.",
    ),
    mistakes=[
        Mistake(
            "P and Q swapped",
            lambda p, q: cross_entropy(q, p),
            "The wrong way round: here Q's outcomes are written in P's code. The truth P says how often, the model Q "
            "says how long.",
            "-np.sum(q * np.log2(p))",
        ),
        Mistake(
            "entropy of the truth",
            lambda p, q: entropy(p) + np.zeros(np.shape(q)[:-1]),
            "This is H(P), the floor: the cost of a code made for the truth itself. Is that the code in the question?",
            "-np.sum(p * np.log2(p))",
        ),
        Mistake(
            "entropy of the model",
            lambda p, q: entropy(q) + np.zeros(np.shape(p)[:-1]),
            "This is H(Q): the lengths of the code, weighed by the model's own probabilities. How often each outcome "
            "comes is for the truth to say.",
            "-np.sum(q * np.log2(q))",
        ),
        Mistake(
            "KL for cross-entropy",
            kl_divergence,
            "This is the KL divergence: only the extra cost. The whole bill has the floor H(P) in it.",
            "np.sum(p * np.log2(p / q))",
        ),
        mean_of_terms(cross_entropy, "q", "-np.mean(xlogy(p, q)) / np.log(2)"),
        Mistake(
            "surprises added up unweighted",
            lambda p, q: surprise_in_bits(q).sum(axis=-1) + np.zeros(np.shape(p)[:-1]),
            "The code lengths are added up as if every outcome always came. Weigh each by the truth.",
            "-np.sum(np.log2(q))",
        ),
        Mistake(
            "the logarithm is missing",
            lambda p, q: -put_on_truth(p, q),
            "No logarithm was taken: this is −Σ p q, a mean probability with a minus in front. A cost is a surprise.",
            "-np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "probability of an error for a loss",
            lambda p, q: 1 - put_on_truth(p, q),
            "This is 1 minus the probability on the truth. The loss is its *surprise*, the negative logarithm.",
            "1 - np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: nan_if(((np.asarray(p) == 0) & (np.asarray(q) == 0)).any(axis=-1), cross_entropy(p, q)),
            ZERO_LOG_ZERO,
            "-np.sum(p * np.log2(q))",
        ),
        Mistake(
            "zeros taken out of p alone",
            lambda p, q: _cost_of_one_left(p, q),
            "Outcomes with `p` = 0 were taken out of `p`, but not the same outcomes out of `q`. Use one mask for both.",
            "-np.sum(p[p > 0] * np.log2(q[q > 0]))",
        ),
        Mistake("infinity hidden by an epsilon", clipped_costs, EPSILON_SAYS, "-np.sum(p * np.log2(q + 1e-10))"),
        Mistake(
            "infinity hidden by a large number",
            capped_costs,
            LARGE_SAYS,
            "-np.sum(p * np.nan_to_num(np.log2(q)))",
        ),
        Mistake(
            "the same length for all",
            lambda p, q: np.log2(classes_of(q)) + np.zeros(np.broadcast_shapes(np.shape(p), np.shape(q))[:-1]),
            "This is a code that gives every outcome the same length. The model's lengths differ: what does each cost?",
            "np.log2(len(q))",
        ),
        *sum_stopped_early(terms_of_cost, "-xlogy(p, q)"),
        Mistake(
            "terms with q = 0 dropped",
            cost_without_zeros,
            DROPPED_SAYS,
            "-np.sum(p[q > 0] * np.log2(q[q > 0]))",
        ),
    ],
)

KL_DIVERGENCE = Quantity(
    right=kl_divergence,
    tells_apart=[_PAIRS[2], *_PAIRS[:2]],
    edges=_PAIR_EDGES,
    drawn=_drawn_pair,
    bounds=never_negative("A KL divergence"),
    sign_says="The sign is the wrong way round. Is the fraction upside down, is there a minus before the sum, or was "
    "the bill taken from the floor?",
    mistakes=[
        Mistake(
            "P and Q swapped",
            lambda p, q: kl_divergence(q, p),
            "The wrong way round: this is KL(Q‖P). The truth P stands first: it says how often each outcome comes.",
            "np.sum(q * np.log2(q / p))",
        ),
        Mistake(
            "cross-entropy for KL",
            cross_entropy,
            "This is the cross-entropy: the whole bill. KL is what is left of it when the floor H(P) is taken off.",
            "-np.sum(p * np.log2(q))",
        ),
        Mistake(
            "entropy of the truth",
            lambda p, q: entropy(p) + np.zeros(np.shape(q)[:-1]),
            "This is H(P), the floor. The model's fault is what its cost adds to the floor.",
            "-np.sum(p * np.log2(p))",
            has_unit=False,
        ),
        Mistake(
            "difference of the entropies",
            lambda p, q: np.asarray(entropy(q)) - entropy(p),
            "This is H(Q) − H(P). Two distributions can be equally uncertain and quite different, and then it is 0. "
            "What must stand in place of H(Q)?",
            "entropy(q) - entropy(p)",
        ),
        Mistake(
            "the wrong floor taken off",
            lambda p, q: np.asarray(cross_entropy(p, q)) - entropy(q),
            "This is the whole bill less H(Q), what the model itself expects to pay. The floor belongs to the truth: "
            "what would a perfect model have to pay for it?",
            "cross_entropy(p, q) - entropy(q)",
        ),
        Mistake(
            "both directions added up",
            lambda p, q: np.asarray(kl_divergence(p, q)) + kl_divergence(q, p),
            "This is KL(P‖Q) + KL(Q‖P). Each direction answers its own question; one of them is asked for.",
            "np.sum((p - q) * np.log2(p / q))",
        ),
        Mistake(
            "mean of both directions",
            lambda p, q: (np.asarray(kl_divergence(p, q)) + kl_divergence(q, p)) / 2,
            "This is the mean of KL(P‖Q) and KL(Q‖P). Each direction answers its own question; one is asked for.",
            "np.sum((p - q) * np.log2(p / q)) / 2",
        ),
        Mistake(
            "Jensen–Shannon for KL",
            js_divergence,
            "This is the Jensen–Shannon divergence, the symmetric relative. KL has a direction: truth first.",
            "js_divergence(p, q)",
        ),
        Mistake(
            "Jensen–Shannon distance for KL",
            lambda p, q: (np.sqrt(js_divergence(p, q)), np.sqrt(js_divergence(p, q, unit="nats"))),
            "This is the root of the Jensen–Shannon divergence, as SciPy's `jensenshannon` gives it. KL is neither "
            "symmetric nor a root.",
            "scipy.spatial.distance.jensenshannon(p, q)",
            has_unit=False,
        ),
        mean_of_terms(kl_divergence, "q", "rel_entr(p, q).mean() / np.log(2)"),
        Mistake(
            "log ratios unweighted",
            lambda p, q: (surprise_in_bits(q) - surprise_in_bits(p)).sum(axis=-1),
            "The log ratios are added up as if every outcome always came. Weigh each by the truth.",
            "np.sum(np.log2(p / q))",
        ),
        Mistake(
            "probabilities where log-probabilities belong",
            lambda p, q: tuple(-np.asarray(entropy(x, unit="nats")) - put_on_truth(p, q) for x in (p, q)),
            "The model's *probabilities* were used where its log-probabilities belong (PyTorch's `kl_div` wants the "
            "logarithms). A KL below 0 is the sign of it.",
            "np.sum(p * (np.log(p) - q))",
            has_unit=False,
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: nan_if(_zero_in_truth(p, q), kl_divergence(p, q)),
            ZERO_LOG_ZERO,
            "np.sum(p * np.log2(p / q))",
        ),
        Mistake(
            "zeros taken out of p alone",
            lambda p, q: _kl_of_one_left(p, q),
            "Outcomes with `p` = 0 were taken out of `p`, but not the same outcomes out of `q`. Use one mask for both.",
            "np.sum(p[p > 0] * np.log2(p[p > 0] / q[q > 0]))",
        ),
        *hidden_by_an_epsilon(
            lambda p, q, epsilons: tuple(cost - entropy(p) for cost in clipped_costs(p, q, epsilons)),
            "rel_entr(p, np.clip(q, 1e-10, 1)).sum() / np.log(2)",
            "Keras",
        ),
        Mistake(
            "terms with q = 0 dropped",
            lambda p, q: cost_without_zeros(p, q) - cost_without_zeros(np.where(np.asarray(q) > 0, p, 0), p),
            DROPPED_SAYS,
            "rel_entr(p, q)[q > 0].sum() / np.log(2)",
        ),
        Mistake(
            "terms with q = 0 dropped from the cost alone",
            lambda p, q: cost_without_zeros(p, q) - np.asarray(entropy(p)),
            f"{DROPPED_SAYS} And the floor H(P) was taken off whole, so that KL can fall below 0 (infomeasure's `kld` "
            "does so).",
            "-xlogy(p, q)[q > 0].sum() / np.log(2) - entropy(p)",
        ),
        Mistake(
            "infinity hidden by a large number",
            lambda p, q: tuple(cost - entropy(p) for cost in capped_costs(p, q)),
            LARGE_SAYS,
            "np.nan_to_num(rel_entr(p, q).sum() / np.log(2))",
        ),
        Mistake(
            "a negative term made positive",
            lambda p, q: np.abs(_terms_of_kl(p, q)).sum(axis=-1),
            ABS_SAYS,
            "np.sum(np.abs(p * np.log2(p / q)))",
        ),
        Mistake(
            "a negative term left out",
            lambda p, q: np.maximum(_terms_of_kl(p, q), 0).sum(axis=-1),
            "A negative term was left out. Where the model gives more than the truth, the logarithm is negative, and "
            "that term belongs to the sum.",
            "np.sum(np.maximum(p * np.log2(p / q), 0))",
        ),
        *sum_stopped_early(lambda p, q: _terms_of_kl(p, q), "rel_entr(p, q)"),
    ],
)

JS_DIVERGENCE = Quantity(
    right=js_divergence,
    tells_apart=[_PAIRS[2], *_PAIRS[:2]],
    edges=[{"p": (1.0, 0.0), "q": (0.0, 1.0)}, {"p": (0.6, 0.4, 0.0), "q": (0.5, 0.5, 0.0)}],
    drawn=_drawn_pair,
    bounds=lambda **_: (0, 1, "A Jensen–Shannon divergence lies between 0 and 1 bit."),
    mistakes=[
        Mistake(
            "Jensen–Shannon distance for divergence",
            lambda p, q: (np.sqrt(js_divergence(p, q)), np.sqrt(js_divergence(p, q, unit="nats"))),
            "This is the *distance*: the root of the divergence, as SciPy's `jensenshannon` gives it.",
            "scipy.spatial.distance.jensenshannon(p, q)",
            has_unit=False,
        ),
        Mistake(
            "mean of both directions",
            lambda p, q: (np.asarray(kl_divergence(p, q)) + kl_divergence(q, p)) / 2,
            "This is the mean of KL(P‖Q) and KL(Q‖P), which can be infinite. Measure each against the *average* of "
            "both.",
            "(kl_divergence(p, q) + kl_divergence(q, p)) / 2",
        ),
        Mistake(
            "sum in place of the mean",
            lambda p, q: 2 * np.asarray(js_divergence(p, q)),
            "The two parts are added up; take their mean.",
            "kl_divergence(p, m) + kl_divergence(q, m)",
        ),
        Mistake(
            "only one of the two parts",
            lambda p, q: tuple(kl_divergence(x, (np.asarray(p) + q) / 2) for x in (p, q)),
            "This is how far *one* of the two is from their average. The other belongs to it as well.",
            "kl_divergence(p, m)",
        ),
        Mistake(
            "the average stands first",
            lambda p, q: sum(np.asarray(kl_divergence((np.asarray(p) + q) / 2, x)) for x in (p, q)) / 2,
            "The average stands first here: how far P and Q are from *it*. P and Q are what happens; the average is "
            "the model, and comes second.",
            "(kl_divergence(m, p) + kl_divergence(m, q)) / 2",
        ),
        Mistake(
            "0 · log 0",
            lambda p, q: nan_if(((np.asarray(p) == 0) | (np.asarray(q) == 0)).any(axis=-1), js_divergence(p, q)),
            ZERO_LOG_ZERO,
            "np.sum(p * np.log2(p / m)) / 2 + np.sum(q * np.log2(q / m)) / 2",
        ),
    ],
)

PERPLEXITY = Quantity(
    right=lambda p, q: np.exp2(cross_entropy(p, q)),
    tells_apart=_PAIRS,
    edges=[{"p": (1.0, 0.0), "q": (1.0, 0.0)}, {"p": (0.5, 0.5), "q": (0.0, 1.0)}],
    drawn=_drawn_pair,
    bounds=lambda **_: (1, np.inf, "A perplexity is a number of choices: 1 at least."),
    has_unit=False,
    mistakes=[
        Mistake(
            "2 to the nats",
            lambda p, q: np.exp2(cross_entropy(p, q, unit="nats")),
            "This is 2 to a number of *nats*. Powers of 2 go with bits, powers of e with nats.",
            "2 ** cross_entropy(p, q, unit='nats')",
            has_unit=False,
        ),
        Mistake(
            "e to the bits",
            lambda p, q: np.exp(cross_entropy(p, q)),
            "This is e to a number of *bits*. Powers of 2 go with bits, powers of e with nats.",
            "np.exp(cross_entropy(p, q))",
            has_unit=False,
        ),
        Mistake(
            "mean of the perplexities",
            lambda p, q: put_on_truth(p, 1 / np.maximum(q, 1e-300)),
            "The choices 1/q were averaged. Average the *costs* first, and raise 2 to the mean.",
            "np.sum(p / q)",
            has_unit=False,
        ),
        Mistake(
            "log of the mean probability",
            lambda p, q: 1 / put_on_truth(p, q),
            "The probabilities were averaged before the logarithm. Logarithm first, mean second, power last.",
            "1 / np.sum(p * q)",
            has_unit=False,
        ),
        Mistake(
            "cross-entropy for perplexity",
            lambda p, q: (cross_entropy(p, q), cross_entropy(p, q, unit="nats")),
            "This is the cross-entropy itself. The perplexity is a number of choices: raise 2 (or e) to it.",
            "cross_entropy(p, q)",
            has_unit=False,
        ),
        Mistake(
            "P and Q swapped",
            lambda p, q: np.exp2(cross_entropy(q, p)),
            "The wrong way round: here Q is the truth and P the model.",
            "2 ** cross_entropy(q, p)",
            has_unit=False,
        ),
        Mistake(
            "KL for cross-entropy",
            lambda p, q: np.exp2(kl_divergence(p, q)),
            "This is 2 to the KL divergence, the extra cost alone. The whole cost belongs into the exponent.",
            "2 ** kl_divergence(p, q)",
            has_unit=False,
        ),
        Mistake(
            "infinity hidden by an epsilon",
            lambda p, q: tuple(np.exp2(cost) for cost in clipped_costs(p, q)),
            EPSILON_SAYS,
            "2 ** -np.sum(p * np.log2(np.clip(q, 1e-10, 1)))",
            has_unit=False,
        ),
        Mistake(
            "perplexity of the truth alone",
            lambda p, **_: np.exp2(entropy(p)),
            "This is 2 to H(P): how many choices the *best* model hesitates between. Yours is the model Q.",
            "2 ** entropy(p)",
            has_unit=False,
        ),
        Mistake(
            "perplexity of the model alone",
            lambda q, **_: np.exp2(entropy(q)),
            "This is 2 to H(Q): how many choices the model *thinks* it hesitates between. What comes is decided by P.",
            "2 ** entropy(q)",
            has_unit=False,
        ),
        Mistake(
            "plain mean of the surprises",
            lambda q, **_: np.exp2(surprise_in_bits(q).mean(axis=-1)),
            "The surprises are averaged as if all outcomes came equally often. Weigh each by how often it comes.",
            "2 ** -np.mean(np.log2(q))",
            has_unit=False,
        ),
    ],
)


def branches(labels: Any, groups: Any) -> tuple[Array, Array, Array]:
    """Give the joint distribution of groups (rows) and labels (columns), and both marginals."""
    joint = count_table(labels, groups) / len(labels)
    return joint, joint.sum(axis=1), joint.sum(axis=0)


def _mean_branch(labels: Any, groups: Any) -> Any:
    joint, of_groups, of_labels = branches(labels, groups)
    return entropy(of_labels) - np.mean(entropy(joint / of_groups[:, None]))


INFORMATION_GAIN = Quantity(
    right=information_gain,
    tells_apart=[
        {"labels": (0, 0, 0, 1, 1, 2, 2, 2), "groups": (0, 0, 0, 0, 0, 1, 1, 0)},
        {"labels": (0, 0, 0, 0, 1, 1, 1, 1, 0, 1), "groups": (0, 0, 0, 0, 0, 1, 1, 1, 1, 0)},
    ],
    edges=[
        {"labels": (0, 0, 0), "groups": (0, 1, 1)},
        {"labels": (0, 1, 1), "groups": (0, 0, 0)},
        {"labels": (0, 0, 1, 1, 2), "groups": (0, 1, 1, 2, 2)},  # a third group
    ],
    drawn=lambda random, size: {
        "labels": random.integers(max(3, size), size=size + 1),
        "groups": random.integers(max(2, size // 2), size=size + 1),
    },
    bounds=lambda labels, groups: (
        0,
        entropy(branches(labels, groups)[2]),
        "A gain lies between 0 (the question told nothing) and the entropy of the labels (it told all).",
    ),
    sign_says="The sign is the wrong way round: the entropy before was taken from the entropy after.",
    mistakes=[
        Mistake(
            "plain mean of the branches",
            _mean_branch,
            "All groups counted the same, however few samples lie in them. Weigh each group's entropy by its share.",
            "H_labels - np.mean(H_of_each_group)",
        ),
        Mistake(
            "what is left, not what was gained",
            lambda labels, groups: conditional_entropy(branches(labels, groups)[0]),
            "This is the uncertainty that is *left* once the groups are known. The gain is what has gone.",
            "np.sum(share_of_each_group * H_of_each_group)",
        ),
        Mistake(
            "entropy before the question",
            lambda labels, groups: entropy(branches(labels, groups)[2]),
            "This is the entropy of the labels before anything was asked. Take off what is left afterwards.",
            "H_labels",
        ),
        Mistake(
            "entropy of the groups",
            lambda labels, groups: entropy(branches(labels, groups)[1]),
            "This is the entropy of the *groups*: how uncertain the answer to the question is.",
            "H_groups",
        ),
    ],
)

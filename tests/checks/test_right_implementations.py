"""No false alarm: whatever is right is called right, however it was computed and written down."""

import functools
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats
import sklearn
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr, xlog1py, xlogy
from sklearn.metrics import mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

from infotheory_helpers import check
from infotheory_helpers.checks.checks import SEED
from infotheory_helpers.measures.validation import Unit
from quantities import QUANTITIES
from right_implementations import RIGHT, Function

Array = NDArray[np.float64]
Random = np.random.Generator

EACH = [
    pytest.param(quantity, function, id=f"{quantity}: {function.__name__}")
    for quantity, functions in RIGHT.items()
    for function in functions
]


def test_there_are_at_least_300_right_implementations_and_8_of_each_quantity() -> None:
    assert RIGHT.keys() == QUANTITIES.keys()
    assert len({id(function) for functions in RIGHT.values() for function in functions}) >= 300
    assert min(map(len, RIGHT.values())) >= 8
    for functions in RIGHT.values():
        names = [function.__name__ for function in functions]
        assert len(set(names)) == len(names)


def remembering(function: Function) -> Function:
    """Compute once what is asked for again: four seeds, and all functions of a quantity, share most of their inputs."""
    known: dict[bytes, Any] = {}

    @functools.wraps(function)
    def answer(*inputs: Any, **named: Any) -> Any:
        asked = pickle.dumps((inputs, named))
        if asked not in known:
            known[asked] = function(*inputs, **named)
        return known[asked]

    return answer


@pytest.fixture(scope="module", autouse=True)
def remembered() -> Iterator[None]:
    """What is right stays what it is, and most of a check's time would go into computing it again."""
    quantities = {name: replace(quantity, right=remembering(quantity.right)) for name, quantity in QUANTITIES.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infotheory_helpers.checks.checks.quantity_named", quantities.__getitem__)
        yield


@pytest.mark.parametrize(("quantity", "function"), EACH)
def test_every_right_implementation_is_called_right(quantity: str, function: Function) -> None:
    made = remembering(function)
    for seed in (SEED, 0, 7, 20_241_224):
        verdict = check(made, quantity, seed=seed)
        assert verdict.kind == "right", f"seed {seed}: {verdict}"


# ---- Ten thousand generated answers, and what other libraries say to their inputs

LN2 = np.log(2)
ANSWERS_EACH = 720
FORMS: dict[str, Callable[[Any], Any]] = {
    "float": lambda value: value.tolist(),
    "float32": lambda value: np.float32(value) if value.ndim == 0 else value.astype(np.float32),
    "list": lambda value: list(np.atleast_1d(value)),
    "tuple": lambda value: tuple(np.atleast_1d(value).tolist()),
    "array": lambda value: value,
    "int": lambda value: value.astype(int).tolist(),
}


def _distributions(random: Random, shape: tuple[int, ...]) -> Array:
    if shape[-1] in (2, 4, 8) and random.random() < 0.2:
        return np.full(shape, 1 / shape[-1])  # its measures are whole numbers
    p = random.dirichlet(np.full(shape[-1], random.choice([0.2, 1.0, 5.0])), shape[:-1])
    if shape[-1] > 2 and random.random() < 0.3:
        p[..., random.integers(shape[-1])] = 0
    if not p.sum(axis=-1).all():
        return _distributions(random, shape)
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def _shape(random: Random) -> tuple[int, ...]:
    batch = (int(random.integers(2, 5)),) if random.random() < 0.3 else ()
    return (*batch, int(random.integers(2, 10)))


def _pairs(random: Random) -> dict[str, Array]:
    rows, columns = random.integers(2, 6, size=2)
    return {"joint": _distributions(random, (int(rows * columns),)).reshape(rows, columns)}


def _pair(random: Random) -> dict[str, Array]:
    shape = _shape(random)
    return {"p": _distributions(random, shape), "q": _distributions(random, shape)}


def _probability(random: Random) -> dict[str, Any]:
    if random.random() < 0.2:
        return {"p": 2.0 ** -int(random.integers(5))}
    return {"p": random.uniform() if random.random() < 0.7 else random.uniform(size=random.integers(1, 6))}


def _yes_or_no(random: Random) -> dict[str, Any]:
    size = int(random.integers(1, 20))
    y_true, y_pred = random.integers(2, size=size), random.uniform(size=size)
    if random.random() < 0.2:  # certain, and rightly so or not
        y_pred[0] = random.integers(2)
    return {"y_true": y_true, "y_pred": y_pred}


def _one_hot(random: Random, samples: int, classes: int) -> Array:
    return np.eye(classes)[random.integers(classes, size=samples)]


def _batch(random: Random) -> dict[str, Any]:
    samples, classes = int(random.integers(1, 9)), int(random.integers(2, 8))
    return {
        "y_true": _one_hot(random, samples, classes),
        "y_pred": random.dirichlet(np.ones(classes), size=samples),
    }


def _logits(random: Random) -> dict[str, Any]:
    samples, classes = int(random.integers(1, 9)), int(random.integers(2, 8))
    return {"logits": random.normal(0, random.choice([1.0, 10.0, 1000.0]), (samples, classes))}


def _labelled_logits(random: Random) -> dict[str, Any]:
    logits = _logits(random)["logits"]
    return {"y_true": _one_hot(random, *logits.shape), "logits": logits}


def _targets(random: Random) -> dict[str, Any]:
    return {
        "y_true": _one_hot(random, 1, int(random.integers(2, 12)))[0],
        "epsilon": random.choice([0.1, 1.0, random.uniform()]),
    }


def _labels(random: Random) -> dict[str, Any]:
    size = int(random.integers(1, 30))
    if random.random() < 0.2:
        return {"labels": np.tile([0, 1, 2, 3], size), "groups": np.tile(random.integers(3, size=4), size)}
    words = np.array(["cat", "dog", "eel", "fox"])
    return {"labels": random.choice(words, size), "groups": random.integers(3, size=size)}


def _question(random: Random) -> dict[str, Any]:
    labels = _labels(random)
    groups = np.append(labels["groups"], [0, 1])  # two answers at least
    return {"labels": np.append(labels["labels"], labels["labels"][[0, -1]]), "groups": groups}


def _counts(random: Random) -> dict[str, Any]:
    if random.random() < 0.2:
        return {"counts": np.array([int(random.integers(1, 50))])}  # one outcome: 0
    counts = random.multinomial(int(random.integers(1, 60)), random.dirichlet(np.ones(int(random.integers(2, 10)))))
    return {"counts": counts}


def _code(random: Random) -> dict[str, Any]:
    p = _distributions(random, _shape(random))
    return {"p": p, "lengths": random.integers(1, 9, size=p.shape)}


def _kraft_sum(lengths: Any) -> Any:
    return np.ldexp(1.0, -lengths).sum(axis=-1)


def _tokens(random: Random) -> dict[str, Any]:
    n_tokens = int(random.integers(1, 1000))
    return {
        "cross_entropy": random.choice([LN2, 2 * LN2, random.uniform(0.1, 9)]),
        "n_tokens": n_tokens,
        "n_bytes": n_tokens * int(random.integers(1, 6)) + int(random.choice([0, 3])),
    }


def _policy(random: Random) -> dict[str, Any]:
    answers = int(random.integers(2, 10))
    # A batch of references with rewards of its own, or one of each.
    shape = (int(random.integers(2, 5)), answers) if random.random() < 0.3 else (answers,)
    reward = random.uniform(-3, 3, shape)
    return {"reference": _distributions(random, shape), "reward": reward, "beta": random.uniform(0.2, 4)}


def _ratios(random: Random) -> dict[str, Any]:
    size = int(random.integers(1, 9))
    if random.random() < 0.2:
        return {"ratio": np.ones(size), "advantage": random.integers(-3, 4, size), "epsilon": 0.2}
    ratio, advantage = random.lognormal(0, 0.5, size), random.normal(0, 2, size)
    return {"ratio": ratio, "advantage": advantage, "epsilon": random.uniform(0.05, 0.5)}


def _gibbs(reference: Any, reward: Any, beta: float) -> Any:
    with np.errstate(divide="ignore"):
        return scipy.special.softmax(np.log(reference) + np.divide(reward, beta), axis=-1)


def _pessimist(ratio: Any, advantage: Any, epsilon: float) -> Any:
    edge = np.add(advantage, epsilon * np.abs(advantage))  # the most that an answer can pay
    return np.where(ratio * advantage > edge, edge, ratio * advantage)


def _entropy(p: Any) -> Any:
    return scipy.stats.entropy(p, base=2, axis=-1)


def _binary_loss(y_true: Any, y_pred: Any) -> Any:
    return -np.mean(xlogy(y_true, y_pred) + xlog1py(1 - y_true, -y_pred)) / LN2


def _nats_told(labels: Any, groups: Any) -> Any:
    return mutual_info_score(None, None, contingency=contingency_matrix(labels, groups))


def _smoothed(y_true: Any, epsilon: float) -> Any:
    return np.average([y_true, np.full(len(y_true), 1 / len(y_true))], axis=0, weights=[1 - epsilon, epsilon])


def _two_bells(random: Random) -> dict[str, Any]:
    if random.random() < 0.2:  # the same twice
        mean, sd = random.normal(), random.uniform(0.1, 3)
        return {"mean": mean, "sd": sd, "model_mean": mean, "model_sd": sd}
    (mean, model_mean), (sd, model_sd) = random.normal(0, 3, 2), random.uniform(0.1, 3, 2)
    return {"mean": mean, "sd": sd, "model_mean": model_mean, "model_sd": model_sd}


def _kl_of_bells(mean: float, sd: float, model_mean: float, model_sd: float) -> Any:
    # The average of a polynomial of degree 2 over a Gaussian, which five nodes give exactly.
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    z = mean + sd * nodes
    gap = scipy.stats.norm.logpdf(z, mean, sd) - scipy.stats.norm.logpdf(z, model_mean, model_sd)
    return weights @ gap / weights.sum() / LN2


def _teacher_and_student(random: Random) -> dict[str, Any]:
    shape = (int(random.integers(1, 9)), int(random.integers(2, 8)))
    teacher = random.normal(0, 4, shape)
    student = teacher + 3 if random.random() < 0.2 else random.normal(0, 4, shape)  # a constant changes nothing
    return {
        "teacher_logits": teacher,
        "student_logits": student,
        "temperature": float(random.choice([1, 2, 3.5, 8])),
    }


def _distillation(teacher_logits: Array, student_logits: Array, temperature: float) -> Any:
    p, q = (scipy.special.softmax(scores / temperature, axis=1) for scores in (teacher_logits, student_logits))
    return temperature**2 * rel_entr(p, q).sum(axis=1).mean() / LN2


# The inputs, and the value that does not come from the course (in bits where it has a unit).
ORACLES: dict[str, tuple[Callable[[Random], dict[str, Any]], Callable[..., Any]]] = {
    "information_content": (_probability, lambda p: rel_entr(1, p) / LN2),
    "entropy": (lambda random: {"p": _distributions(random, _shape(random))}, _entropy),
    "binary_entropy": (_probability, lambda p: _entropy(np.stack([p, np.subtract(1, p)], axis=-1))),
    "cross_entropy": (_pair, lambda p, q: -xlogy(p, q).sum(axis=-1) / LN2),
    "kl_divergence": (_pair, lambda p, q: rel_entr(p, q).sum(axis=-1) / LN2),
    "js_divergence": (_pair, lambda p, q: jensenshannon(p, q, base=2, axis=-1) ** 2),
    "binary_cross_entropy": (_yes_or_no, _binary_loss),
    "categorical_cross_entropy": (
        _batch,
        lambda y_true, y_pred: -xlogy(y_true, y_pred).sum(axis=1).mean() / LN2,
    ),
    "categorical_cross_entropy_from_logits": (
        _labelled_logits,
        lambda y_true, logits: -scipy.special.log_softmax(logits, axis=1)[y_true == 1].mean() / LN2,
    ),
    "softmax": (_logits, lambda logits: scipy.special.softmax(logits, axis=1)),
    "smooth_labels": (_targets, _smoothed),
    "loss_floor": (_targets, lambda y_true, epsilon: _entropy(_smoothed(y_true, epsilon))),
    "perplexity": (_pair, lambda p, q: np.exp(scipy.stats.entropy(p, axis=-1) + scipy.stats.entropy(p, q, axis=-1))),
    "information_gain": (_labels, lambda labels, groups: _nats_told(labels, groups) / LN2),
    "conditional_entropy": (
        _pairs,
        lambda joint: _entropy(joint.ravel()) - _entropy(joint.sum(axis=1)),
    ),
    "mutual_information": (
        _pairs,
        lambda joint: rel_entr(joint, scipy.stats.contingency.expected_freq(joint)).sum() / LN2,
    ),
    "gain_ratio": (
        _question,
        lambda labels, groups: _nats_told(labels, groups) / _nats_told(groups, groups),
    ),
    "miller_madow_entropy": (
        _counts,
        lambda counts: _entropy(counts) + (np.count_nonzero(counts) - 1) / (2 * counts.sum() * LN2),
    ),
    "mean_code_length": (_code, lambda p, lengths: np.einsum("...i,...i->...", p, lengths)),
    "kraft_sum": (lambda random: {"lengths": _code(random)["lengths"]}, _kraft_sum),
    # A float is m · 2^e with m from 1/2 to 1, so its surprise lies above −e, and 1 − e is the next whole number.
    "code_lengths": (lambda random: {"p": random.dirichlet(np.ones(6))}, lambda p: 1 - np.frexp(p)[1]),
    "gaussian_kl": (_two_bells, _kl_of_bells),
    "distillation_loss": (_teacher_and_student, _distillation),
    "bits_per_character": (
        lambda random: {"probabilities": random.choice([0.5, 0.25, 1.0, random.uniform()], random.integers(1, 40))},
        lambda probabilities: -np.log2(scipy.stats.gmean(probabilities)),
    ),
    "bits_per_byte": (
        _tokens,
        lambda cross_entropy, n_tokens, n_bytes: np.log2(np.exp(cross_entropy * n_tokens / n_bytes)),
    ),
    "kl_regularised_policy": (_policy, _gibbs),
    "clipped_objective": (_ratios, _pessimist),
}


@functools.cache
def _answers(quantity: str) -> list[tuple[str, Any, Unit, dict[str, Any]]]:
    with sklearn.config_context(assume_finite=True, skip_parameter_validation=True):  # it would take most of the time
        return list(_drawn_answers(quantity))


def _drawn_answers(quantity: str) -> Iterator[tuple[str, Any, Unit, dict[str, Any]]]:
    random = np.random.default_rng(list(quantity.encode()))
    draw, oracle = ORACLES[quantity]
    for n in range(ANSWERS_EACH):
        inputs = draw(random)
        unit: Unit = "nats" if n % 2 and QUANTITIES[quantity].has_unit else "bits"
        value = np.asarray(oracle(**inputs)) * (LN2 if unit == "nats" else 1)
        decimals = (None, 4, 3)[n // 2 % 3]
        value = value if decimals is None else value.round(decimals)
        whole = bool(np.isfinite(value).all() and (np.abs(value - value.round()) < 1e-12).all())
        form = "int" if whole and n % 4 < 3 else list(FORMS)[n % 5]
        yield form, FORMS[form](value.round() if form == "int" else value), unit, inputs


@pytest.mark.parametrize("quantity", ORACLES)
def test_no_generated_right_answer_raises_a_false_alarm(quantity: str) -> None:
    checked, alarms = 0, []
    for _, made, unit, inputs in _answers(quantity):
        verdict = check(made, quantity, unit=unit, **inputs)
        checked += 1
        if verdict.kind != "right":
            alarms.append((made, unit, inputs, verdict))
    assert alarms == []
    assert checked == ANSWERS_EACH


def test_the_generated_answers_are_ten_thousand_in_every_quantity_unit_and_form() -> None:
    assert ORACLES.keys() == QUANTITIES.keys()
    answers = [answer for quantity in ORACLES for answer in _answers(quantity)]
    assert len(answers) >= 10_000
    for form, made_of in {
        "float": float,
        "float32": np.float32,
        "list": list,
        "tuple": tuple,
        "array": np.ndarray,
        "int": int,
    }.items():
        assert sum(form == kind and isinstance(made, made_of) for kind, made, _, _ in answers) >= 100
    assert sum(unit == "nats" for _, _, unit, _ in answers) >= 3_000
    assert sum(bool(np.isinf(made).any()) for _, made, _, _ in answers) >= 100
    assert sum(np.size(made) > 1 for _, made, _, _ in answers) >= 1_000

"""Times the measures beside SciPy, scikit-learn, dit and the bare logarithm, in one run, as ratios.

The contenders take turns in rounds, so that whatever else the machine does hits them alike; the best round
counts. Their results are compared before they are timed.
"""

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import dit
import numpy as np
import scipy.stats
from sklearn.metrics import log_loss, mutual_info_score

import infotheory_helpers as it

SHAPES = [(3,), (1000, 10), (1_000_000, 10)]
Contender = Callable[[], Any]


def seconds(contenders: dict[str, Contender], budget: float = 2.0) -> dict[str, float]:
    """Time of one call of each, the best of many rounds."""
    repeats = {}
    for name, call in contenders.items():
        start = time.perf_counter()
        call()
        repeats[name] = max(1, int(budget / 50 / (time.perf_counter() - start)))
    best = dict.fromkeys(contenders, np.inf)
    end = time.perf_counter() + budget * len(contenders)
    while time.perf_counter() < end:
        for name, call in contenders.items():
            start = time.perf_counter()
            for _ in range(repeats[name]):
                call()
            best[name] = min(best[name], (time.perf_counter() - start) / repeats[name])
    return best


def copies(call: Contender, *inputs: Any) -> float:
    """Peak memory of a call, in copies of its inputs."""
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(peak / sum(x.nbytes for x in inputs))


def report(what: str, shape: tuple[int, ...], contenders: dict[str, Contender], *inputs: Any) -> None:
    """Print one line of the table; the first contender is ours, "log2" is the floor."""
    results = [np.asarray(call(), float) for name, call in contenders.items() if name != "log2"]
    for other in results[1:]:
        np.testing.assert_allclose(other, results[0], rtol=1e-6, atol=1e-9)
    taken = seconds(contenders)
    ours = taken["ours"]
    others = ", ".join(f"{name} {taken[name] / ours:.2f} ×" for name in taken if name not in ("ours", "log2"))
    floor = f"{ours / taken['log2']:.2f} ×" if "log2" in taken else "–"
    memory = f"{copies(contenders['ours'], *inputs):.2f}" if inputs[0].nbytes > 1e6 else "–"
    print(f"| {what} | {shape} | {ours * 1e6:,.0f} µs | {others} | {floor} | {memory} |", flush=True)


def dit_entropy(p: Any) -> Contender:
    distribution = dit.Distribution([str(i) for i in range(len(p))], p)
    return lambda: dit.shannon.entropy(distribution)


def dit_kl(p: Any, q: Any) -> Contender:
    truth, model = (dit.Distribution([str(i) for i in range(len(x))], x) for x in (p, q))
    return lambda: dit.divergences.kullback_leibler_divergence(truth, model)


def measures_of_distributions(shape: tuple[int, ...], random: np.random.Generator) -> None:
    """Entropy, KL divergence and cross-entropy of batches."""
    p, q = (random.dirichlet(np.ones(shape[-1]), shape[:-1] or None) for _ in "pq")
    small = p.ndim == 1  # dit describes one distribution at a time
    entropy: dict[str, Contender] = {
        "ours": lambda: it.entropy(p),
        "scipy": lambda: scipy.stats.entropy(p, base=2, axis=-1),
        "log2": lambda: np.log2(p),
    }
    kl: dict[str, Contender] = {
        "ours": lambda: it.kl_divergence(p, q),
        "scipy": lambda: scipy.stats.entropy(p, q, base=2, axis=-1),
        "log2": lambda: np.log2(p),
    }
    if small:
        entropy["dit"], kl["dit"] = dit_entropy(p), dit_kl(p, q)
    report("entropy", shape, entropy, p)
    report("KL divergence (two inputs)", shape, kl, p, q)
    report(
        "cross-entropy (two inputs)",
        shape,
        {
            "ours": lambda: it.cross_entropy(p, q),
            "scipy (entropy + KL)": lambda: (
                scipy.stats.entropy(p, base=2, axis=-1) + scipy.stats.entropy(p, q, base=2, axis=-1)
            ),
            "log2": lambda: np.log2(q),
        },
        p,
        q,
    )


def losses_of_labels(shape: tuple[int, ...], random: np.random.Generator) -> None:
    """The loss of a classifier, and the information between two labellings."""
    samples, classes = (1, 3) if len(shape) == 1 else shape
    labels = random.integers(classes, size=samples)
    targets, predicted = np.eye(classes)[labels], random.dirichlet(np.ones(classes), samples)
    report(
        "categorical cross-entropy",
        shape,
        {
            "ours": lambda: it.categorical_cross_entropy(targets, predicted),
            "scikit-learn": lambda: log_loss(labels, predicted, labels=range(classes)),
        },
        targets,
        predicted,
    )
    groups, others = random.integers(classes, size=(2, max(samples, 3)))
    report(
        "information gain of labels",
        (len(groups),),
        {
            "ours": lambda: it.information_gain(others, groups, unit="nats"),
            "scikit-learn": lambda: mutual_info_score(others, groups),
        },
        others,
        groups,
    )


def main() -> None:
    """Print the table."""
    random = np.random.default_rng(0)
    print("| measure | shape | ours | the others | ours in passes of log2 | memory in copies of the input |")
    print("|---|---|---|---|---|---|")
    for shape in SHAPES:
        measures_of_distributions(shape, random)
        losses_of_labels(shape, random)


if __name__ == "__main__":
    main()

"""The explorers: every table, at every corner, against the numbers that it stands for."""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.optimize
import scipy.stats
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider, SelectionSlider, Text
from matplotlib.figure import Figure
from sklearn.datasets import load_digits

import infotheory_helpers as it
from infotheory_helpers import Draw, Explorer, Hidden
from infotheory_helpers.explorer.explorer import MOST_BYTES
from infotheory_helpers.labs.deep_learning.trained import networks, six, too_sure
from infotheory_helpers.labs.libraries.cases import rows as library_cases
from player import drawings, spec
from says import chord, luck, numbers, question

EXPLORERS: dict[str, Callable[[], Explorer]] = {
    name: getattr(it, name) for name in it.__all__ if name.startswith("explore_")
}
each_explorer = pytest.mark.parametrize("name", EXPLORERS)


@functools.cache
def made(name: str) -> tuple[Explorer, str, str]:
    """An explorer that may be moved; and its page and its readout from before it was."""
    explorer = EXPLORERS[name]()
    page = explorer._repr_html_()
    explorer._link = None  # nobody looks at the page when it moves: nothing need be computed for it
    return explorer, page, repr(explorer)


def scene(**axes: Any) -> tuple[Figure, Any]:
    figure = Figure(label="a test figure")
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), **axes)
    return figure, ax


def corners(explorer: Explorer) -> list[dict[str, Any]]:
    """Both ends and the middle of every slider, in all combinations."""
    seen = [slider for slider in explorer.sliders.values() if not slider.hidden]
    places = [[s.values[i] for i in (0, len(s.values) // 2, -1)] for s in seen]
    return [dict(zip([s.name for s in seen], place, strict=True)) for place in itertools.product(*places)]


# What the explorers of the lessons say, against SciPy


def kl(p: Any, q: Any) -> float:
    return float(scipy.stats.entropy(p, q, base=2))


def weather(q1: float, share: float) -> list[float]:
    return [q1, (1 - q1) * share, (1 - q1) * (1 - share)]


P = [0.7, 0.2, 0.1]
H = float(scipy.stats.entropy(P, base=2))


def surprise(p: float) -> list[float]:
    with np.errstate(divide="ignore"):
        return [float(-np.log2(p)), float(-np.log(p))]


def saved(p: float, q: float) -> float:
    """What a model saves where it is less surprised than the truth, each outcome as often as it comes."""
    pairs = [(p, q), (1 - p, 1 - q)]
    return float(sum(np.maximum(-scipy.special.rel_entr(x, y), 0) for x, y in pairs if x > 0) / np.log(2))


def contribution(p: float) -> float:
    return float(scipy.special.entr(p) / np.log(2))


def loss(q: float, y: int) -> float:
    with np.errstate(divide="ignore"):
        return float(-np.log(q if y else 1 - q))


def die(*weights: int) -> list[float]:
    p = np.array(weights) / sum(weights)
    bits = float(scipy.stats.entropy(p, base=2))
    rising = np.sort(p)  # which face is the heavy one is nothing to the surprise
    rolls = np.random.default_rng(0).choice(6, size=1000, p=rising)
    return [*p, bits, float(np.log2(6)), round(2**bits, 2), 1000, float(-np.log2(rising[rolls]).mean())]


def code(*lengths: int) -> list[float]:
    cost = float(np.dot(lengths, [0.5, 0.25, 0.125, 0.125]))
    return [*lengths, sum(0.5**length for length in lengths), 1, cost]


def pushed(cat: float, dog: float, t: float) -> list[float]:
    z, nudges = np.array([cat, dog, 0.5]), 1e-5 * np.eye(3)  # of one logit each

    def loss(z: Any) -> float:
        return -float(scipy.special.log_softmax(z / t)[1])

    slopes = [(loss(z + up) - loss(z - up)) / 2e-5 for up in nudges]
    return [*scipy.special.softmax(z / t), loss(z), *slopes, 0]


def printed(margin: float) -> list[float]:
    q = scipy.special.softmax([margin, 0, 0])
    right, twice = (-scipy.special.log_softmax(scores)[0] for scores in ([margin, 0, 0], q))
    return [margin, right, twice, -q[0], 1e-7, max(-np.log(1 - 1e-7), min(right, -np.log(1e-7)))]


@functools.cache
def learned(smoothing: float) -> list[tuple[float, Any]]:
    """Lesson 4's 300 steps once more: the loss before each, and what the stubborn zero is taken for."""
    pixels, labels = load_digits(return_X_y=True)
    x, aim = pixels / 16, (1 - smoothing) * np.eye(10)[labels] + smoothing / 10
    weights, seen = np.zeros((64, 10)), []
    for _ in range(301):
        logs = scipy.special.log_softmax(x @ weights, axis=1)
        seen.append((float(-(aim * logs).sum(axis=1).mean()), np.exp(logs[1573])))
        weights = weights + x.T @ (aim - np.exp(logs)) / 1797
    return seen


def learning(step: int, show: int) -> list[float]:
    del show  # the weights or the push: the losses are the same
    (hard, zero), (soft, _) = learned(0)[step], learned(0.1)[step]
    return [step, hard, soft, zero[0], 0, zero[4], 4]


def fits(mean: float, width: float) -> list[float]:
    x = np.linspace(-6, 6, 61)
    bell, left, right = (scipy.stats.norm.pdf(x, *at) for at in [(1, 0.6), (-2, 0.7), (2, 0.7)])
    p, q = 0.6 * left / left.sum() + 0.4 * right / right.sum(), bell / bell.sum()
    return [mean, width, 1, 0.6, kl(p, q), 1, 0.6, kl(q, p)]  # the walkers wait where the start was


def dare(p1: float, p_share: float, q1: float, q_share: float) -> list[float]:
    p, q = np.array(weather(p1, p_share)).round(9), np.array(weather(q1, q_share)).round(9)
    apart, cost = float(abs(p - q).sum() / 2), kl(p, q)
    won = [x for x, y in zip(p, q, strict=True) if x > 0 == y] if apart < 0.1 else []
    return [*p, *q, apart, cost, *(number for x in won for number in (0, x))][: 8 if not won else None]


# The best whole lengths for so many days in one signal, by lab 8, in bits per day.
DAYS = {1: 1.3, 4: 1.1639, 5: 1.1659, 8: 1.1614}

NO_NEWS = "no news is good news"


def grown(merges: int) -> tuple[list[int], dict[str, str]]:
    """Huffman's recipe once more, on lists of letters: what each merge weighs, and the words so far."""
    forest, weights = [[letter] for letter in dict.fromkeys(NO_NEWS)], []
    words = dict.fromkeys(NO_NEWS, "")

    def weight(tree: list[str]) -> int:
        return sum(map(NO_NEWS.count, tree))

    for _ in range(merges):
        forest.sort(key=weight)
        zero, one, *forest = forest
        forest.append(zero + one)
        weights.append(weight(forest[-1]))
        words |= {letter: "0" + words[letter] for letter in zero} | {letter: "1" + words[letter] for letter in one}
    return weights, words


def huffman(merges: int) -> list[float]:
    weights, words = grown(merges)
    mean = sum(len(words[letter]) for letter in NO_NEWS) / len(NO_NEWS)
    h = float(scipy.stats.entropy([NO_NEWS.count(letter) for letter in words], base=2))
    head = [merges, 8, weights[-1]] if merges else [9, 20]
    tail = [len(NO_NEWS) * mean, 8 * len(NO_NEWS)] if merges == 8 else []
    return [*head, *(float(word) for word in words.values() if word), *tail, mean, h]  # words are read as numbers


@functools.cache
def nats_to_standard(mean: float, sd: float) -> float:
    cross_entropy = scipy.stats.norm.expect(lambda z: -scipy.stats.norm.logpdf(z), loc=mean, scale=sd)
    return float(cross_entropy - scipy.stats.norm.entropy(mean, sd))


def bells(mean: float, sd: float) -> list[float]:
    nats = nats_to_standard(mean, sd)
    return [mean, sd, nats_to_standard(mean, 1), nats_to_standard(0, sd), nats, nats / float(np.log(2))]


@functools.cache
def help_pages(half: bool) -> str:
    """The text of the help pages, or of every second paragraph that is not a copy."""
    paragraphs = it.load_text().split("\n\n")
    return it.only_letters(" ".join(list(dict.fromkeys(paragraphs))[::2] if half else paragraphs))


@functools.cache
def followed(context: str, half: bool) -> Counter[str]:
    return Counter(re.findall(f"(?={context}(.))", help_pages(half)))


@functools.cache
def after(context: str, half: bool = False) -> tuple[float, ...]:
    """The next letter's probabilities, by counting on the help pages; each context mixed with the next shorter one."""
    letters = " abcdefghijklmnopqrstuvwxyz"
    shorter = after(context[1:], half) if context else (1 / 27,) * 27
    seen = followed(context, half)
    if not seen:
        return shorter
    return tuple((seen[c] + len(seen) * p) / (seen.total() + len(seen)) for c, p in zip(letters, shorter, strict=True))


def remembered(line: int, memory: int, letter: int) -> list[float]:
    words = ["the continue command or step or any other", "the sequence pattern is fixed or variable"][line]
    contexts = [words[max(0, i - memory) : i] for i in range(41)]
    p = np.array([after(context, True)[ord(c) & 31] for context, c in zip(contexts, words, strict=True)])
    bits = -np.log2(p)
    one = letter - 1
    return [
        memory, bits.mean().round(2), (bits < 0.5).sum(), 41, (bits > 8).sum(), 8,
        letter, p[one], bits[one].round(2), followed(contexts[one], True).total(),
    ]  # fmt: skip


def temperature(context: str, t: float) -> list[float]:
    p = scipy.special.softmax(np.log(after(context)) / t)
    bits = float(scipy.stats.entropy(p, base=2))
    return [*np.round([t, bits, 2**bits, p.max()], 2)]


def leash(beta: float) -> list[float]:
    reference = [0.06, 0.08, 0.08, 0.08, 0.05, 0.10, 0.10, 0.14, 0.12, 0.10, 0.07, 0.02]
    quality = np.array([4, 3.5, 3, 2.5, 2, 1.5, 1.5, 1, 1, 0.5, 0, 0.5])
    reward = np.append(quality[:-1], 5)
    policy = scipy.special.softmax(np.log(reference) + reward / beta)
    return [beta, float(scipy.stats.entropy(policy, reference)), float(policy @ reward), float(policy @ quality)]


@functools.cache
def shown_digits() -> tuple[Any, Any]:
    images, labels = load_digits(return_X_y=True)
    return images[:100] / 16, labels[:100]


def codes(weight: int, z1: float, z2: float) -> list[float]:
    images, labels = shown_digits()
    layers = networks()[weight].layers

    def through(rows: Any, name: str) -> Any:
        return rows @ layers[name][:-1] + layers[name][-1]

    seen = np.tanh(through(images, "encoder"))
    means, sds = through(seen, "mean"), np.exp(through(seen, "log_sd"))
    far = np.hypot(means[:, 0] - z1, means[:, 1] - z2)
    near = int(far.argmin())
    kl = -scipy.stats.norm.entropy(means[near], sds[near]) + (np.log(2 * np.pi) + means[near] ** 2 + sds[near] ** 2) / 2
    beyond = sum(max(abs(x), abs(y)) > 4 for x, y in means)
    return [weight, z1, z2, 100, float(labels[near]), *np.round([far[near], kl.sum()], 2), beyond]


def softened(t: float) -> list[float]:
    p = scipy.special.softmax(six()[0] / t)
    second, first = np.argsort(p)[-2:]
    bits = float(scipy.stats.entropy(p, base=2))
    return [t, *np.round([p[first], first, p[second], second, bits], 3)]


def calibrated(t: float) -> list[float]:
    scores, digits = too_sure()
    p = scipy.special.softmax(scores / t, axis=1)
    sure, hit = p.max(axis=1), p.argmax(axis=1) == digits
    tenth = np.minimum((10 * sure).astype(int), 9)
    error = sum(abs((sure - hit)[tenth == k].sum()) for k in range(10)) / len(digits)
    loss = -scipy.special.log_softmax(scores / t, axis=1)[np.arange(len(digits)), digits].mean()
    return [t, *np.round([sure.mean(), hit.mean(), error], 3), float(loss)]


def overlap(rain: float, wet: float, dry: float, together: float) -> list[float]:
    table = np.array([[rain * wet, rain * (1 - wet)], [(1 - rain) * dry, (1 - rain) * (1 - dry)]])
    sums = (table.sum(axis=1), table.sum(axis=0))
    of_rain, of_umbrella = (float(scipy.stats.entropy(p, base=2)) for p in sums)
    shared = together * (of_rain + of_umbrella - float(scipy.stats.entropy(table.ravel(), base=2)))
    days = [float(f"{100 * p:.0f}") for p in table.ravel().round(9)]
    return [100, *days, of_rain, of_umbrella, of_rain + of_umbrella - shared, shared]


def two_channels(first: float, second: float) -> list[float]:
    channels = [np.array([[1 - p, p], [p, 1 - p]]) for p in (first, second)]
    both = channels[0] @ channels[1]
    told = [1 - float(scipy.stats.entropy(channel[0], base=2)) for channel in (channels[0], both)]
    return [100 * first, told[0], 100 * both[0, 1], told[1]]


def fano(left: float) -> list[float]:
    def over(e: float) -> float:
        return float(scipy.stats.entropy([1 - e, *[e / 9] * 9], base=2)) - left

    return [left, round(100 * scipy.optimize.brentq(over, 0, 0.9), 1)]


def returned(group: int, case: int, steps: int) -> list[float]:
    """What the real library returned, and by the table's steps the numbers on the way there."""
    row = library_cases()[group][case]
    assert row.result is not None
    on = min(steps, len(row.silent))
    way = [float(np.ravel(stage.number)[0]) for stage in row.stages]
    words = [*numbers(row.input), *numbers(row.call), *(x for value in row.inputs.values() for x in np.ravel(value))]
    said = [*words, way[0], on, len(row.silent), way[on], float(np.ravel(row.result)[0]), *numbers(row.trap)]
    return [number for number in said if not np.isnan(number)]


SAYS: dict[str, Callable[..., list[float]]] = {
    "explore_surprise": lambda p, p2: [p, surprise(p)[0], p2, surprise(p2)[0], p * p2, surprise(p * p2)[0]],
    "explore_coin": lambda p: [
        p, contribution(p), contribution(1 - p), float(scipy.stats.entropy([p, 1 - p], base=2))
    ],
    "explore_wrong_code": lambda q1, share: [*weather(q1, share), H + kl(P, weather(q1, share))],
    "explore_prediction": lambda q, y: [100 * q, loss(q, y), loss(q, y) / float(np.log(2))],
    "explore_kl": lambda p, q: [p, 1 - p, q, 1 - q, kl([p, 1 - p], [q, 1 - q]), kl([q, 1 - q], [p, 1 - p])],
    "explore_epsilon": lambda epsilon: [epsilon, float(-0.5 * np.log2(epsilon) - 1), float("inf")],
    "explore_split": lambda q1, share: [
        *weather(q1, share), H + kl(P, weather(q1, share)), 2 ** (H + kl(P, weather(q1, share)))
    ],
    "explore_overlap": overlap,
    "explore_noisy_labels": lambda noise, q: [
        100 * noise, q, float(-scipy.special.xlogy([1 - noise, noise], [q, 1 - q]).sum())
    ],
    "explore_two_channels": two_channels,
    "explore_fano": fano,
    "explore_libraries": returned,
    "explore_rectangles": lambda p: [p, surprise(p)[0], 1 - p, surprise(1 - p)[0]],
    "explore_surplus": lambda p, q: [
        kl([p, 1 - p], [q, 1 - q]) + saved(p, q), saved(p, q), kl([p, 1 - p], [q, 1 - q])
    ],
    "explore_die": die,
    "explore_code_budget": code,
    "explore_push": pushed,
    "explore_learning": learning,
    "explore_wrong_programs": printed,
    "explore_fits": fits,
    "explore_threshold": question,
    "explore_luck": luck,
    "explore_chord": chord,
    "explore_memory": remembered,
    "explore_temperature": temperature,
    "explore_codewords": lambda sun, cloud, rain: [
        float(sun + sun + rain + sun), 3 * len(sun) + len(rain), 4,
        0.7 * len(sun) + 0.2 * len(cloud) + 0.1 * len(rain),
    ],
    "explore_many_days": lambda n: [n, 3**n, DAYS[n]],
    "explore_evidence": lambda p, q: [p, 1 - p, q, 1 - q, kl([p, 1 - p], [q, 1 - q]), 0, 0, 0],
    "explore_dare": dare,
    "explore_flips": lambda p: [p, 1 - p, float(scipy.stats.entropy([p, 1 - p], base=2)), 0, 0, 0, 0],
    "explore_halving": lambda p: [float(f"{p:.4g}"), float(-np.log2(p))],
    # Games, before the first move; test_games.py plays them.
    "explore_submarine": lambda: [64, 32, 0, 0, 0],
    "explore_eight": lambda _: [1, 8, 8, 0, 0],
    "explore_guess": lambda _: [1, 64, 0, 0, 0],
    "explore_hit_the_kl": lambda *_: [0.45, 0.55, 3, 0, 0],
    "explore_huffman": huffman,
    "explore_gaussian_kl": bells,
    "explore_leash": leash,
    "explore_codes": codes,
    "explore_softened": softened,
    "explore_calibration": calibrated,
}  # fmt: skip


def terms_and_sum(*terms: float) -> list[float]:
    return [*terms, sum(terms)]


# The terms of the formula under an explorer, and what they come to: the last numbers of its line.
ADDS_UP: dict[str, Callable[..., list[float]]] = {
    "explore_coin": lambda p: terms_and_sum(contribution(p), contribution(1 - p)),
    "explore_wrong_code": lambda q1, share: terms_and_sum(
        *(
            contribution(p) + float(scipy.special.rel_entr(p, q)) / np.log(2)
            for p, q in zip(P, weather(q1, share), strict=True)
        )
    ),
    "explore_surplus": lambda p, q: terms_and_sum(
        *(abs(float(scipy.special.rel_entr(*pair))) / np.log(2) for pair in [(p, q), (1 - p, 1 - q)])
    )[:-1],
    "explore_prediction": lambda q, y: [loss(q, y)],
    "explore_split": lambda q1, share: [
        H, kl(P, weather(q1, share)), H + kl(P, weather(q1, share))
    ],
}  # fmt: skip


# Where the formula is the answer, and is told only near the truth.
FOUND_AT = {"explore_split": [{"q1": 0.7, "share": 20 / 30}]}


def test_every_formula_holds_the_numbers_that_scipy_gives_and_says_infinity_and_zero_aloud() -> None:
    with_formula = {name for name in EXPLORERS if any(part.kind == "formula" for part in made(name)[0].parts)}
    assert with_formula == set(ADDS_UP)
    for name in with_formula:
        explorer, _, _ = made(name)
        (line,) = (part for part in explorer.parts if part.kind == "formula")
        for place in [*corners(explorer), *FOUND_AT.get(name, [])]:
            explorer.values = place
            if name == "explore_split" and kl(P, weather(*place.values())) >= 0.2:
                assert line.said().strip() == "", f"{name} tells at {place}"  # type: ignore[attr-defined]
                continue
            said, *_ = line.said().split(" 0 · log2")[0].split(" It happen")  # type: ignore[attr-defined]
            # After the name and the logarithms come the terms, some with a minus before them, and what they come to.
            shown = np.abs(numbers(said.split(" = ", 2)[2]))
            expected = ADDS_UP[name](*place.values())
            np.testing.assert_allclose(shown[: len(expected)], expected, atol=6e-4, err_msg=f"{name} at {place}")
            if np.inf in expected:
                assert "∞" in line.said()  # type: ignore[attr-defined]
                assert "log2 0 has no end" in line.said() or "−ln 0 has no end" in line.said()  # type: ignore[attr-defined]
            elif name in ("explore_coin", "explore_surplus") and 0 in (place["p"], 1 - place["p"]):
                assert line.said().endswith("what never happens adds nothing.")  # type: ignore[attr-defined]


ROUNDED = ["explore_halving", "explore_split"]  # to two decimals


@each_explorer
def test_readout_says_what_scipy_says_at_every_corner(name: str) -> None:
    explorer, _, _ = made(name)
    for place in corners(explorer):
        explorer.values = place
        np.testing.assert_allclose(
            numbers(repr(explorer)),
            SAYS[name](*place.values()),
            atol=0.0051 if name in ROUNDED else 6e-4,
            err_msg=str(place),
        )


def test_huffmans_pile_says_and_shows_what_it_should_at_every_merge() -> None:
    explorer = it.explore_huffman()
    told = spec(explorer)
    slabs = [part["table"] for part in told["parts"] if part["kind"] == "area"]
    letters, layers = (part["table"] for part in told["parts"] if part["kind"] == "boxes")
    order = sorted(dict.fromkeys(NO_NEWS), key=NO_NEWS.count, reverse=True)
    wide = np.array([NO_NEWS.count(letter) for letter in order])
    unit = (letters[0, 9] - letters[0, 0]) / wide[0]  # a tenth of a point for each occurrence
    bit = None
    for merges in range(9):
        explorer.values = {"merges": merges}
        np.testing.assert_allclose(numbers(repr(explorer)), huffman(merges), atol=6e-5)
        # The letters are as wide as their counts, wherever they stand; no two lie on each other.
        left, right = letters[merges].reshape(4, 9)[:2]
        np.testing.assert_allclose((right - left) / unit, wide, atol=0.02)
        places = np.argsort(left)
        assert (left[places][1:] >= right[places][:-1] - 1).all()
        # A slab is as large as the letters under it, one bit high; it has no size before its turn.
        areas = np.array([area(slab[merges].reshape(-1, 2)) for slab in slabs])
        weights, words = grown(merges)
        assert (areas > 0).tolist() == [n < merges for n in range(8) for _ in "01"]
        if merges:
            bit = bit or areas[0] / unit  # the first half slab of all lies over a single letter
            np.testing.assert_allclose(areas.reshape(8, 2).sum(axis=1)[:merges] / unit / bit, weights, atol=0.02)
        assert areas.sum() == 0 or areas.sum() / unit / bit == pytest.approx(
            sum(len(words[c]) for c in NO_NEWS), abs=0.1
        )
        # The same pile, levelled: each slab by its share.
        foot, top = layers[merges].reshape(4, 8)[2:]
        mean = (foot - top).sum()
        assert mean == pytest.approx((huffman(merges)[-2]) * (bit or 0), abs=8)
    # At rest the commonest stand first, and not as the finished pile has them.
    assert (np.diff(letters[0, :9]) > 0).all()
    assert not (np.diff(letters[8, :9]) > 0).all()


def area(corners: Any) -> float:
    x, y = np.asarray(corners, float).T
    return float(abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2)


def test_huffmans_digits_are_read_from_the_top_of_a_column() -> None:
    explorer = it.explore_huffman()
    labels: list[Any] = [part for part in explorer.parts if part.kind == "label"]
    digits = [part for part in labels if part.artist.get_text() in ("0", "1")]
    names = {part.artist.get_text().replace("␣", " "): part for part in labels if part.artist.get_text().strip()}
    for merges in range(9):
        explorer.values = {"merges": merges}
        _, words = grown(merges)
        for letter, word in words.items():
            column = names[letter].row_now()[0]
            here = [(part.row_now()[1], part) for part in digits if part.row_now()[2] and part.row_now()[0] == column]
            assert "".join(part.artist.get_text() for _, part in sorted(here, key=lambda pair: pair[0])) == word


@each_explorer
def test_every_readout_names_its_unit(name: str) -> None:
    _, _, readout = made(name)
    assert re.search(r"\bbits\b|\bnats\b|\bquestions\b", readout)  # lesson 0 begins before there are bits


@each_explorer
def test_page_is_small_and_the_same_every_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer, page, _ = made(name)
    monkeypatch.setattr(Explorer, "_number", itertools.count(int(explorer.id.rpartition("-")[2])))
    assert EXPLORERS[name]()._repr_html_() == page
    assert len(page.encode()) <= MOST_BYTES


@each_explorer
def test_page_without_scripts_shows_a_picture_and_its_numbers(name: str) -> None:
    _, page, readout = made(name)
    static = re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL)
    assert re.search(r'<img [^>]*alt="[^"]{40,}"', static)
    assert readout in static
    assert "Shift + Enter" in static
    assert "http" not in re.sub(r"base64,\S+", "", static)


@each_explorer
def test_description_names_no_number_that_moves(name: str) -> None:
    explorer, _, readout = made(name)
    for place in corners(explorer):
        explorer.values = place
        gone = set(numbers(readout)) - set(numbers(repr(explorer)))
        assert not gone & set(numbers(explorer.alt)), f"at {place} it is no longer true that {explorer.alt!r}"


@each_explorer
def test_page_asks_for_nothing_from_the_network(name: str) -> None:
    _, page, _ = made(name)
    assert not re.search(r"(?:src|href)=.{0,2}(?:http|//)|fetch\(|import\(|XMLHttpRequest", page)


@each_explorer
def test_two_explorers_share_no_id(name: str) -> None:
    pages = made(name)[1], EXPLORERS[name]()._repr_html_()
    one, other = (set(re.findall(r'\bid="([^"]+)"', "".join(drawings(page)))) for page in pages)
    assert one
    assert not one & other


@each_explorer
def test_no_bar_leaves_the_picture(name: str) -> None:
    explorer, _, _ = made(name)
    width, height = (72 * inches for inches in explorer.figure.get_size_inches())
    bars = [part for part in explorer.parts if part.kind == "bar"]  # lines are clipped to their axes
    for place in corners(explorer):
        explorer.values = place
        for bar in bars:
            x0, x1, y0, y1 = (pixel / 10 for pixel in bar.row_now()[:4])
            assert 0 <= min(x0, x1) <= max(x0, x1) <= width, (bar.name, place)
            assert 0 <= min(y0, y1) <= max(y0, y1) <= height, (bar.name, place)


@each_explorer
def test_the_drawing_for_a_phone_has_the_same_parts_and_words_in_place(name: str) -> None:
    _, page, _ = made(name)
    wide, narrow = drawings(page)

    def parts(svg: str) -> set[str]:
        return set(re.findall(r'id="(explorer-\w+-\d+-part\d+)"', svg))

    assert parts(wide) == parts(narrow)
    written = re.sub(r"<[^>]*>|\s", "", narrow)  # labels may break their lines
    for words in re.findall(r">([^<>]*[a-z]{2}[^<>]*)</text>", wide):
        assert re.sub(r"\s", "", words) in written, words


# The engine


def test_static_picture_stands_where_the_sliders_stand() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0], [0], "o")
    (beyond,) = ax.plot([0], [0], "o")
    (bar,) = ax.bar([0.2], [3], 0.1)
    (line,) = ax.plot([0, 0.5, 1], [0, 1, 2])
    text = ax.text(0.5, 5, "")
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.25))
    explorer.follow(dot, lambda p: (p, 10 * p))
    explorer.follow(beyond, lambda p: (p, p + np.inf), infinite=True)
    explorer.follow(bar, lambda p: (p, 1, 0.2, 4 * p))
    explorer.follow(line, lambda p: p * np.array([1, 2, 3]))
    explorer.follow(text, lambda p: p, template="{:.2f}")
    explorer.values = {"p": 0.75}
    explorer._repr_html_()
    np.testing.assert_allclose(np.ravel(dot.get_data()), [0.75, 7.5], atol=0.01)
    np.testing.assert_allclose(np.ravel(beyond.get_data()), [0.75, 10], atol=0.01)
    np.testing.assert_allclose([*bar.get_xy(), bar.get_width(), bar.get_height()], [0.75, 1, 0.2, 3], atol=0.01)
    np.testing.assert_allclose(line.get_ydata(), [0.75, 1.5, 2.25], atol=0.01)
    assert text.get_text() == "0.75"


def test_table_holds_the_pixels_of_the_data() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [1], "o")
    (bar,) = ax.bar([0.2], [3], 0.1)
    (line,) = ax.plot([0, 0.5, 1], [0, 1, 2])
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.25))
    explorer.follow(dot, lambda p: (p, 10 * p))
    explorer.follow(bar, lambda p: 10 * p)
    explorer.follow(line, lambda p: p * np.array([1, 2, 3]))
    points, bars, lines = (part["table"] / 10 for part in spec(explorer)["parts"])

    def pixel(x: float, y: float) -> Any:
        across, up = ax.transData.transform((x, y)) * 72 / figure.dpi
        return np.array([across, figure.get_figheight() * 72 - up])

    for row, p in enumerate([0, 0.25, 0.5, 0.75, 1]):
        np.testing.assert_allclose(points[row, :2], pixel(p, 10 * p), atol=0.06)
        np.testing.assert_allclose(bars[row, [0, 2]], pixel(0.15, 0), atol=0.06)
        np.testing.assert_allclose(bars[row, [1, 3]], pixel(0.25, 10 * p), atol=0.06)
        np.testing.assert_allclose(lines[row, 4:6], pixel(1, 3 * p), atol=0.06)


def test_a_figure_that_cannot_be_drawn_again_for_a_phone_has_one_drawing() -> None:
    with_lambda, ax = scene()
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}")  # which cannot be copied
    by_hand = Figure(label="a test figure")
    by_hand.add_axes((0.1, 0.1, 0.8, 0.8))
    for figure in (with_lambda, by_hand):
        (dot,) = figure.axes[0].plot([0.5], [1], "o")
        explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.25))
        explorer.follow(dot, lambda p: (p, p))
        assert len(drawings(explorer._repr_html_())) == 1
        assert "narrow" not in spec(explorer)["parts"][0]


def test_drawing_for_a_phone_leaves_the_figure_as_it_is() -> None:
    explorer, _, _ = made("explore_wrong_code")
    before = explorer.figure.get_size_inches().tolist(), [ax.bbox.bounds for ax in explorer.figure.axes]
    explorer._repr_html_()
    assert before == (explorer.figure.get_size_inches().tolist(), [ax.bbox.bounds for ax in explorer.figure.axes])
    assert all(sheet.get_visible() for sheet in (explorer.figure.patch, *(ax.patch for ax in explorer.figure.axes)))


def test_logarithmic_axes_come_out_right() -> None:
    figure, ax = scene()
    ax.set(xscale="log", xlim=(1e-6, 1))
    (dot,) = ax.plot([1e-6], [0], "o")
    explorer = Explorer(figure, x=FloatLogSlider(1, base=10, min=-6, max=0, step=1))
    explorer.follow(dot, lambda x: (x, 0 * x))
    across = spec(explorer)["parts"][0]["table"][:, 0]
    assert np.ptp(np.diff(across)) <= 1


def test_infinity_becomes_an_arrow_at_the_edge_and_a_word() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.5))
    explorer.follow(dot, lambda p: (p, np.where(p == 0, np.inf, 1)), infinite=True)
    explorer.say("{:.2f} bits", lambda p: np.where(p == 0, np.inf, -1), infinite=True)
    points, words = spec(explorer)["parts"]
    assert points["table"][:, 2].tolist() == [1, 0, 0]
    top = figure.get_figheight() * 72 - ax.transData.transform((0, 10))[1] * 72 / figure.dpi
    assert points["table"][0, 1] / 10 == pytest.approx(top, abs=0.06)
    assert words["table"].ravel().tolist() == [2**31 - 1, -100, -100]
    explorer.values = {"p": 0}
    assert repr(explorer) == "∞ bits"
    explorer.values = {"p": 1}
    assert repr(explorer) == "−1.00 bits"


def test_an_infinite_bar_fills_its_axes_and_says_that_it_has_no_end() -> None:
    figure, ax = scene()
    (bar,) = ax.bar([0.5], [1], 0.2)
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.5))
    explorer.follow(bar, lambda p: np.where(p == 0, np.inf, p), infinite=True)
    (rows,) = (part["table"] for part in spec(explorer)["parts"])
    assert rows[:, 4].tolist() == [1, 0, 0]
    top = figure.get_figheight() * 72 - ax.transData.transform((0, 10))[1] * 72 / figure.dpi
    assert rows[0, 3] / 10 == pytest.approx(top, abs=0.06)
    explorer.values = {"p": 0}
    explorer._repr_html_()
    assert bar.get_height() == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda p: (p, np.where(p == 0.5, np.nan, p)), r"Line2D.*nan at p = 0\.50"),
        (lambda p: (p, np.where(p == 0, np.inf, 1)), r"Line2D.*inf at p = 0\.00.*infinite"),
        (lambda p: (p, np.ones(7)), r"Line2D.*shape \(7,\)"),
        (lambda p: p, r"Line2D.*1 values.*\(x, y\)"),
        (lambda z: (z, z), r"follows 'z'.*sliders are: p"),
    ],
)
def test_a_wrong_function_fails_at_once_and_says_where(function: Callable[..., Any], says: str) -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.5))
    with pytest.raises(ValueError, match=says):
        explorer.follow(dot, function)
    assert explorer.parts == []


def test_bad_figures_sliders_artists_and_values_are_refused() -> None:
    figure, ax = scene()
    with pytest.raises(TypeError, match="`figure` is 3"):
        Explorer(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no description"):
        Explorer(Figure())
    with pytest.raises(TypeError, match="`p` is a Text; use a FloatSlider"):
        Explorer(figure, p=Text())
    explorer = Explorer(figure, p=IntSlider(1, min=0, max=3))
    with pytest.raises(ValueError, match="`p` cannot be 9; it goes from 0 to 3"):
        explorer.values = {"p": 9}
    with pytest.raises(ValueError, match="no slider 'q'"):
        explorer.values = {"p": 2, "q": 1}
    assert explorer.values == {"p": 1}
    with pytest.raises(ValueError, match="not part of this explorer's figure"):
        explorer.follow(scene()[1].plot([0], [0])[0], lambda p: (p, p))
    with pytest.raises(TypeError, match="cannot follow a slider"):
        explorer.follow(ax.xaxis, lambda p: p)
    with pytest.raises(ValueError, match="is not understood"):
        explorer.say("{:d}", lambda p: p)
    with pytest.raises(ValueError, match="the function gave 1 values for 2 places"):
        explorer.say("{:.2f} {:.2f}", lambda p: p)


def test_small_positions_of_a_logarithmic_slider_are_told_apart() -> None:
    explorer = EXPLORERS["explore_epsilon"]()
    for power in (-15, -14, -12, -3):
        explorer.values = {"epsilon": 10.0**power}
        assert explorer.values["epsilon"] == pytest.approx(10.0**power, rel=1e-9)
    with pytest.raises(ValueError, match="`epsilon` cannot be 3e-15"):
        explorer.values = {"epsilon": 3e-15}


def test_a_table_that_is_too_large_is_refused_with_its_size() -> None:
    figure, ax = scene()
    (line,) = ax.plot(np.linspace(0, 1, 500), np.zeros(500))
    explorer = Explorer(figure, p=IntSlider(1, min=0, max=1000))
    noise = np.random.default_rng(1).random(500)
    explorer.follow(line, lambda p: np.sin(p * noise * 100) * 5)
    with pytest.raises(ValueError, match=r"bytes, more than 150000; give its sliders fewer positions"):
        explorer._repr_html_()


def test_three_long_sliders_are_too_many_for_a_table() -> None:
    figure, _ = scene()
    explorer = Explorer(figure, **{name: IntSlider(1, min=0, max=100) for name in "abc"})
    with pytest.raises(ValueError, match=r"follows a, b, c, which have 1030301 positions together.*Explorer.derive"):
        explorer.say("{:.0f} in all", lambda a, b, c: a + b + c)
    explorer.derive("two", lambda a, b: a + b)
    with pytest.raises(ValueError, match=r"follows a, two, c, which have 2050401 positions together"):
        explorer.say("{:.0f} in all", lambda a, two, c: a + two + c)
    with pytest.raises(ValueError, match=r"all follows a, two, c, which have 2050401 positions together"):
        explorer.derive("all", lambda a, two, c: a + two + c)


def test_what_sliders_come_to_is_followed_in_their_place() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, **{name: IntSlider(1, min=0, max=100) for name in "abc"})
    explorer.derive("two", lambda a, b: a + b)
    explorer.derive("three", lambda two, c: two + c)
    explorer.follow(dot, lambda a, three: (a / 100, three / 300))
    explorer.say("{:.0f} in all", lambda three: three)
    assert explorer.values == {"a": 1, "b": 1, "c": 1}
    assert repr(explorer) == "3 in all"
    told = spec(explorer)
    assert [len(step["table"]) for step in told["derived"]] == [101 * 101, 201 * 101]
    explorer.values = {"a": 10, "b": 20, "c": 30}
    assert repr(explorer) == "60 in all"
    link: Any = explorer._link
    link.at = [1, 2, 3, 3, 6]  # as the page sets it
    assert explorer.values == {"a": 1, "b": 2, "c": 3}
    assert repr(explorer) == "6 in all"
    with pytest.raises(ValueError, match=r"'three' cannot be moved: it follows from the sliders; move a, b, c\."):
        explorer.values = {"a": 5, "three": 20}
    assert explorer.values == {"a": 1, "b": 2, "c": 3}
    with pytest.raises(ValueError, match=r"no slider 'd'; there are: a, b, c\."):
        explorer.values = {"d": 1}
    with pytest.raises(ValueError, match="'two', which is taken"):
        explorer.derive("two", lambda a: a)
    with pytest.raises(ValueError, match="four follows 'd'"):
        explorer.derive("four", lambda d: d)


def test_words_and_selections() -> None:
    figure, _ = scene()
    explorer = Explorer(figure, y=SelectionSlider(options=[("no", 0), ("yes", 1)], value=1))
    explorer.say("it was {}, by {:.0f}", lambda y: (np.where(y == 1, "right", "wrong"), y))
    assert repr(explorer) == "it was right, by 1"
    explorer.values = {"y": 0}
    assert repr(explorer) == "it was wrong, by 0"
    (readout,) = spec(explorer)["parts"]
    assert readout["pieces"] == [["it was ", -1], [", by ", 0]]
    assert readout["vocabulary"] == ["wrong", "right"]
    assert "id" not in readout  # it is no part of the figure


# Buttons


def counting() -> Explorer:
    figure, _ = scene()
    return Explorer(figure, n=IntSlider(0, min=0, max=3), cell=Hidden(range(4), 0))


def test_a_button_becomes_a_table_of_next_positions() -> None:
    explorer = counting()
    explorer.press("more", {"n": lambda n: np.minimum(n + 1, 3)}, when=lambda n: n < 3)
    explorer.press("any", {"cell": Draw(lambda n: n + 1), "n": 2})
    more, any_ = spec(explorer)["buttons"]
    assert more["when"]["table"].ravel().tolist() == [1, 1, 1, 0]
    assert more["steps"][0]["table"].ravel().tolist() == [1, 2, 3, 3]
    assert [step["draw"] for step in any_["steps"]] == [True, False]
    assert any_["steps"][0]["table"].ravel().tolist() == [1, 2, 3, 4]
    assert any_["steps"][1]["table"].tolist() == [[2]]


@pytest.mark.parametrize(
    ("updates", "says"),
    [
        ({"n": lambda n: n + 1}, r"new value of n is 4 at n = 3; it cannot be that"),
        ({"n": 7}, r"new value of n is 7 at .*; it cannot be that"),
        ({"n": Draw(lambda n: n)}, r"number of values to draw from of n is 0 at n = 0"),
        ({"n": Draw(lambda: 5)}, r"number of values to draw from of n is 5"),
        ({"m": 1}, r"no slider 'm' to change; there are: n, cell"),
        ({"n": lambda k: k}, r"new value of n follows 'k'"),
        ({"n": lambda n: n / 0 * 0}, r"new value of n is nan at n = 0"),
    ],
)
def test_a_button_that_leads_nowhere_fails_at_once(updates: dict[str, Any], says: str) -> None:
    explorer = counting()
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=says):
        explorer.press("go", updates)
    assert explorer.buttons == []


def test_buttons_follow_no_more_than_a_table_holds_and_boards_need_a_cell() -> None:
    figure, _ = scene()
    explorer = Explorer(figure, **{name: IntSlider(1, min=0, max=100) for name in "abc"})
    with pytest.raises(ValueError, match=r"new value of a follows .* positions together"):
        explorer.press("go", {"a": lambda a, b, c: a + 0 * b + 0 * c})
    with pytest.raises(ValueError, match="tell its clicks to"):
        explorer.board(2, 2, lambda: "x", {})

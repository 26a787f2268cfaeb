"""The n-gram models against counting by hand, and what a text costs against scikit-learn."""

import functools
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from mpmath import log, mpf
from sklearn.metrics import log_loss

import infotheory_helpers as it
from infotheory_helpers.labs.language.ngrams import MOST_ORDER, SYMBOLS
from infotheory_helpers.measures.validation import Unit
from make_site import FROM_PYODIDE

TEXT = "the cat that sat on the mat saw the rat that ate the malt"
texts = st.text(alphabet="ab c", min_size=14, max_size=60)


@functools.cache
def followers(text: str, context: str) -> Counter[str]:
    """What came after a context, counted one place after the other."""
    places = range(len(context), len(text))
    return Counter(text[i] for i in places if text[i - len(context) : i] == context)


def mixed_by_hand(text: str, context: str, letter: str) -> float:
    shorter = mixed_by_hand(text, context[1:], letter) if context else 1 / 27
    seen = followers(text, context)
    if not seen:
        return shorter
    return (seen[letter] + len(seen) * shorter) / (seen.total() + len(seen))


def added_by_hand(text: str, context: str, letter: str, alpha: float, order: int) -> float:
    seen = followers(text, context)
    if len(context) < order or not seen:
        return 1 / 27
    return (seen[letter] + alpha) / (seen.total() + 27 * alpha)


@given(texts, texts, st.integers(0, 4))
@settings(max_examples=60)
def test_mixing_is_what_witten_and_bell_do_by_hand(text: str, new: str, order: int) -> None:
    model = it.NGramModel(text, order)
    expected = [mixed_by_hand(text, new[max(i - order, 0) : i], new[i]) for i in range(len(new))]
    np.testing.assert_allclose(model.probabilities(new), expected, rtol=1e-12)


@given(texts, texts, st.integers(0, 4), st.sampled_from([0, 0.01, 1]))
@settings(max_examples=60)
def test_adding_is_what_it_says(text: str, new: str, order: int, alpha: float) -> None:
    model = it.NGramModel(text, order, alpha=alpha)
    expected = [added_by_hand(text, new[max(i - order, 0) : i], new[i], alpha, order) for i in range(len(new))]
    np.testing.assert_allclose(model.probabilities(new), expected, rtol=1e-12)


@pytest.mark.parametrize("alpha", [None, 0, 0.5])
@given(texts, st.text(alphabet="abcz ", max_size=15), st.integers(0, 5))
@settings(max_examples=40)
def test_a_distribution_sums_to_1_and_agrees_with_the_letters(
    alpha: float | None, text: str, context: str, order: int
) -> None:
    model = it.NGramModel(text, order, alpha=alpha)
    distribution = model.distribution(context)
    assert distribution.shape == (27,)
    assert distribution.sum() == pytest.approx(1, abs=1e-12)
    after = [model.probabilities(context + letter)[-1] for letter in SYMBOLS]
    np.testing.assert_array_equal(distribution, after)


def test_mixing_rules_nothing_out_and_bare_frequencies_do() -> None:
    assert it.NGramModel(TEXT, 3).probabilities("xyz the quick fox").min() > 0
    assert it.bits_per_character(it.NGramModel(TEXT, 3, alpha=0).probabilities("thex")) == np.inf


def test_the_longest_order_fits_and_tells_its_contexts_apart() -> None:
    one, other = "z" * MOST_ORDER, "y" + "z" * (MOST_ORDER - 1)
    model = it.NGramModel(f"{one}a{other}b", MOST_ORDER, alpha=0)
    assert model.probabilities(one + "a")[-1] == model.probabilities(other + "b")[-1] == 1


@given(texts, texts, st.integers(0, 3))
@settings(max_examples=40)
def test_guesses_are_places_in_the_list_of_the_likeliest(text: str, new: str, order: int) -> None:
    model = it.NGramModel(text, order)
    for i, count in enumerate(model.guesses(new)):
        by_hand = sorted(SYMBOLS, key=lambda letter: (-model.probabilities(new[:i] + letter)[-1], letter))
        assert by_hand.index(new[i]) + 1 == count


def test_a_sample_is_seeded_and_has_the_frequencies_of_the_model() -> None:
    model = it.NGramModel(TEXT, 0)
    assert model.sample(200, seed=3) == model.sample(200, seed=3) != model.sample(200, seed=4)
    assert (len(model.sample(200, seed=3)), model.sample(0, seed=3)) == (200, "")
    written = model.sample(20_000, seed=5)
    for letter, p in zip(SYMBOLS, model.distribution(), strict=True):
        share = written.count(letter) / len(written)
        assert abs(share - p) < 5 * np.sqrt(p * (1 - p) / len(written)), letter


def test_a_sample_looks_back_at_what_it_has_written() -> None:
    written = it.NGramModel("abcabdabcabe" * 3, order=1, alpha=0).sample(300, seed=1)
    start = next(i for i, letter in enumerate(written) if letter in "abcde")  # the first letters come by chance
    pairs = {written[i : i + 2] for i in range(start, len(written) - 1)}
    assert pairs == {"ab", "bc", "bd", "be", "ca", "da", "ea"}


def test_bits_per_character_are_the_log_loss_of_scikit_learn() -> None:
    model = it.NGramModel(TEXT, 2)
    new = "that rat saw the cat"
    table = np.array([model.distribution(new[:i]) for i in range(len(new))])
    nats = log_loss([SYMBOLS.index(letter) for letter in new], table, labels=range(27))
    assert it.bits_per_character(model.probabilities(new)) == pytest.approx(nats / np.log(2), rel=1e-12)
    assert it.bits_per_character(model.probabilities(new), unit="nats") == pytest.approx(nats, rel=1e-12)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=40))
def test_the_mean_of_perplexities_is_never_below_the_perplexity(probabilities: list[float]) -> None:
    mean_of_them = np.mean(1 / np.array(probabilities))
    assert it.perplexity(it.bits_per_character(probabilities)) <= mean_of_them * (1 + 1e-9)


def test_compressors_write_random_letters_near_their_entropy_and_repeated_ones_for_nothing() -> None:
    random = np.random.default_rng(3)
    letters = "".join(random.choice(list("abcd"), size=40_000))  # 2 bits each
    assert list(it.bits_by_compressors(letters)) == ["zlib", "bz2", "lzma"]
    for bits in it.bits_by_compressors(letters).values():
        assert 2 <= bits < 2.5
    for bits in it.bits_by_compressors("abcd" * 10_000).values():
        assert bits < 0.1
    # By the number of characters, not of bytes.
    assert it.bits_by_compressors("é" * 999)["zlib"] == 8 * len(zlib.compress(("é" * 999).encode(), 9)) / 999


@pytest.mark.parametrize(
    ("cost", "tokens", "size", "unit"),
    [(3.2, 250, 1000, "nats"), (8, 100, 400, "bits"), (0, 3, 9, "nats"), (1e-9, 7, 20, "nats"), (12.5, 9, 9, "bits")],
)
def test_bits_per_byte_share_the_whole_cost_among_the_bytes(cost: float, tokens: int, size: int, unit: Unit) -> None:
    base = log(2) if unit == "nats" else mpf(1)
    want = float(mpf(cost) * tokens / base / size)
    assert it.bits_per_byte(cost, tokens, size, unit=unit) == pytest.approx(want, rel=1e-14)


def test_bits_per_byte_take_arrays_and_do_not_depend_on_the_pieces() -> None:
    letters = it.information_content(it.NGramModel(TEXT, 2).probabilities(TEXT))
    pairs = letters[: len(letters) // 2 * 2].reshape(-1, 2).sum(axis=1)
    costs = it.bits_per_byte([letters[: 2 * len(pairs)].mean(), pairs.mean()], [2 * len(pairs), len(pairs)], 50, "bits")
    assert costs[0] == pytest.approx(costs[1], rel=1e-12)


@pytest.fixture(scope="module")
def halves() -> tuple[str, str]:
    unique = list(dict.fromkeys(it.load_text().split("\n\n")))
    return it.only_letters(" ".join(unique[::2])), it.only_letters(" ".join(unique[1::2]))


def shared(one: str, other: str, length: int = 30) -> float:
    known = {one[i : i + length] for i in range(len(one) - length)}
    return float(np.mean([other[i : i + length] in known for i in range(0, len(other) - length, 7)]))


def test_the_halves_hardly_share_a_line_which_they_would_with_the_copies_left_in(halves: tuple[str, str]) -> None:
    paragraphs = it.load_text().split("\n\n")
    careless = [it.only_letters(" ".join(paragraphs[start::2])) for start in (0, 1)]
    assert shared(*halves) < 0.06
    assert shared(careless[0], careless[1]) > 3 * shared(*halves)


def test_on_the_help_pages_training_always_falls_and_the_held_out_half_turns(halves: tuple[str, str]) -> None:
    train, held_out = halves
    models = [it.NGramModel(train, order) for order in range(9)]
    seen, new = ([it.bits_per_character(m.probabilities(text)) for m in models] for text in (train, held_out))
    assert (np.diff(seen) < 0).all()
    turn = int(np.argmin(new))
    assert turn in (4, 5)
    assert (np.diff(new)[:turn] < 0).all()
    assert (np.diff(new)[turn:] > 0).all()
    assert (np.array(new) > np.array(seen))[2:].all()  # with less memory there is nothing to overfit


def test_a_text_of_the_reader_can_be_modelled(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("A text of my own, with “signs” and Ümlauts. " * 300, encoding="utf-8")
    text = it.only_letters(it.load_text(path))
    assert it.bits_per_character(it.NGramModel(text, 5).probabilities(text)) < 0.2


def test_methods_refuse_what_is_not_in_the_27_symbols() -> None:
    model = it.NGramModel(TEXT, 2)
    calls: list[Callable[[str], object]] = [model.probabilities, model.guesses, model.distribution]
    for call in calls:
        with pytest.raises(ValueError, match=r"\[3\]` is 'É'; .* use only_letters"):
            call("catÉ")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Straße, naïve, Ünïcode", "strasse naive unicode"),
        ("ﬁne E\u0301tude", "fine etude"),
        ("It's 6 bits!", "it s bits"),
        ("Ωmega", "mega"),
    ],
)
def test_accents_and_ligatures_do_not_cut_a_word_in_two(text: str, letters: str) -> None:
    assert it.only_letters(text) == letters


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="`text` is None, of type NoneType; it must be a text"):
        it.only_letters(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="`seed` is -1; it must be a whole number, 0 or more"):
        it.NGramModel("abc", order=1).sample(5, seed=-1)
    with pytest.raises(ValueError, match="`length` is -1"):
        it.NGramModel("abc", order=1).sample(-1, seed=1)


def test_a_text_that_cannot_be_used_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"cannot be read: .* Is it beside this page"):
        it.load_text(tmp_path / "nowhere.txt")
    short, latin = tmp_path / "short.txt", tmp_path / "latin.txt"
    short.write_text("abc", encoding="utf-8")
    with pytest.raises(ValueError, match="with 3 characters; give a text of 10000 at least"):
        it.load_text(short)
    latin.write_bytes("é".encode("latin-1") * 20_000)
    with pytest.raises(ValueError, match="no text in UTF-8"):
        it.load_text(latin)


def test_where_python_has_no_help_pages_a_text_of_ones_own_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(ValueError, match=r"comes without its help pages. Put a text of your own beside this page"):
        it.load_text()


WITHOUT_HELP_PAGES = """
import sys
sys.modules["pydoc_data"] = sys.modules["pydoc_data.topics"] = None
import infotheory_helpers as it
for name in it.__all__:
    made = getattr(it, name)
    if name.startswith("explore_") and ".labs." in made.__module__:
        try:
            made()
        except ValueError as error:
            print(name, str(error))
"""


def test_the_help_pages_that_explorers_need_come_along_into_the_browser() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_HELP_PAGES], capture_output=True, text=True, check=True)
    failed = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert set(failed) == {"explore_memory", "explore_temperature"}
    assert all("comes without its help pages" in why for why in failed.values())
    assert "pydoc-data" in FROM_PYODIDE  # Pyodide keeps them apart from its Python

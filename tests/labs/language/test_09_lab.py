"""Lab 9's figures by their data, and what its text says of its numbers in words."""

import itertools
import re
from collections import Counter
from typing import Any

import numpy as np
import pytest

import infotheory_helpers as it
from infotheory_helpers.explorer.palette import Q_COLOUR
from infotheory_helpers.labs.language.ngrams import SYMBOLS, times_seen
from infotheory_helpers.labs.language.prices import KNOWN, NEW, prices
from infotheory_helpers.labs.language.texts import two_halves
from lessons import run

CURVES = {"training": [4.0, 2.5, 1.0], "held out": [4.0, 2.0, 3.0]}


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    return run("09_language_models")[1]


def data(drawing: Any, name: str) -> list[list[float]]:
    return [np.asarray(values, float).tolist() for values in drawing[name].get_data()]


def test_curves_show_what_they_are_given_and_mark_their_lowest_point() -> None:
    drawing = it.plot_bits_by_order(CURVES)
    assert data(drawing, "curve training") == [[0, 1, 2], CURVES["training"]]
    assert data(drawing, "lowest training") == [[2], [1.0]]
    assert data(drawing, "lowest held out") == [[1], [2.0]]
    assert "held out: 4.00 bits at order 0, lowest at order 1 with 2.00 bits, 3.00 bits at order 2" in drawing.alt


def test_choices_beside_the_curves_stand_at_their_bits() -> None:
    words = {text.get_text(): text.get_position()[1] for text in it.plot_bits_by_order(CURVES).ax.texts}
    choices = {int(name.split()[0]): bits for name, bits in words.items() if "choice" in name}
    assert len(choices) == 5
    for count, bits in choices.items():
        assert bits == pytest.approx(np.log2(count))


def test_the_gap_is_what_the_text_held_out_costs_more() -> None:
    drawing = it.plot_bits_by_order(CURVES)
    assert data(drawing, "gap")[1] == [1.0, 3.0]
    assert "2.00 bits lie between the first two, the overfitting" in drawing.alt


ESTIMATES: dict[str, Any] = {
    "the manual": {"zlib": 2.26, "bz2": 1.84},
    "prose": {"order 4, guessing": (2.2, 3.3), "you": (0.75, 1.6)},
    "a book": {"a reader in 1951": (0.6, 1.3)},
}


def test_estimates_stand_where_they_belong_each_under_its_text() -> None:
    drawing: Any = it.plot_estimates(ESTIMATES)
    assert data(drawing, "the manual: bz2") == [[1.84], [2]]
    assert data(drawing, "prose: you") == [[0.75, 1.6], [5, 5]]
    rows = dict(zip(drawing.ax.get_yticks(), [tick.get_text() for tick in drawing.ax.get_yticklabels()], strict=True))
    assert rows == {1: "zlib", 2: "bz2", 4: "order 4, guessing", 5: "you", 7: "a reader in 1951"}
    heads = {text.get_text(): text.get_position()[1] for text in drawing.ax.texts if text.get_text() in ESTIMATES}
    assert heads == {"the manual": 0, "prose": 3, "a book": 6}
    (limit,) = [line for line in drawing.ax.lines if line.get_linestyle() == ":"]
    assert limit.get_xdata()[0] == pytest.approx(np.log2(27))
    assert "prose, you: 0.75 to 1.60 bits" in drawing.alt


def test_the_reader_the_model_and_other_readers_have_each_an_ink() -> None:
    drawing: Any = it.plot_estimates(ESTIMATES)
    inks = {name: drawing[name].get_color() for name in drawing}
    assert inks["prose: order 4, guessing"] == inks["the manual: zlib"] == Q_COLOUR
    assert len({inks["prose: you"], inks["a book: a reader in 1951"], Q_COLOUR}) == 3


def test_pairs_show_what_came_after_what_and_what_never_did() -> None:
    text = "the cat that sat on the mat"
    drawing: Any = it.plot_pairs(text, "t")
    row = drawing["row"]
    after = Counter(b for a, b in itertools.pairwise(text) if a == "t")
    assert {SYMBOLS[round(x)] for x, _ in row.centres} == set(after)
    sides = [np.ptp(row.get_path().vertices[5 * k : 5 * k + 5, 0]) for k in range(row.count)]
    for (x, y), side in zip(row.centres, sides, strict=True):
        assert y == SYMBOLS.index("t")
        assert side**2 == pytest.approx(after[SYMBOLS[round(x)]] / after.total())
    cells = drawing["seen"].get_path().vertices.reshape(-1, 5, 2)
    covered = sum(np.ptp(cell[:, 0]) * np.ptp(cell[:, 1]) for cell in cells)
    pairs = len(set(itertools.pairwise(text)))
    assert covered == pytest.approx(pairs)
    assert f"{27 * 27 - pairs} of the 729 cells are empty" in drawing.alt
    with pytest.raises(ValueError, match="`letter` is 'T'"):
        it.plot_pairs(text, "T")


# The first explorer: a line of text, letter by letter


def test_one_line_is_new_to_the_model_and_the_other_is_from_its_training() -> None:
    learnt, held_out = two_halves(learnt=KNOWN, held_out=NEW)
    assert KNOWN in learnt
    assert NEW in held_out
    assert NEW not in learnt
    assert len(NEW) == len(KNOWN)
    # In a version of Python whose paragraphs fall otherwise, too.
    assert NEW in two_halves(learnt=NEW)[0]
    assert KNOWN in two_halves(held_out=KNOWN)[1]


def test_the_explorer_learns_from_the_half_that_the_lab_learns_from(names: dict[str, Any]) -> None:
    assert two_halves(learnt=KNOWN, held_out=NEW) == two_halves() == (names["train"], names["held_out"])


def test_a_shorter_memory_from_the_same_counts_is_the_model_of_that_order() -> None:
    text, other = it.only_letters(it.load_text()[:20_000]), "the same sequence of other letters"
    longest = it.NGramModel(text, 5)
    for order in range(6):
        np.testing.assert_allclose(
            longest.of_order(order).probabilities(other), it.NGramModel(text, order).probabilities(other)
        )


def test_contexts_are_counted_where_a_letter_follows() -> None:
    assert times_seen("abababa", ["", "a", "ab", "ba", "aba", "bb"]) == [7, 3, 3, 2, 2, 0]


def test_letters_are_as_high_as_their_surprise_and_only_those_of_the_line_are_shown() -> None:
    explorer = it.explore_memory()
    labels: list[Any] = [part for part in explorer.parts if part.kind == "label"]
    words = [NEW.replace(" ", ""), KNOWN.replace(" ", "")]
    for line, memory in itertools.product([0, 1], [0, 3, 8]):
        explorer.values = {"line": line, "memory": memory}
        rows = np.array([label.row_now() for label in labels])
        shown = "".join(part.artist.get_text() for part, row in zip(labels, rows, strict=True) if row[2])
        assert shown == words[line].upper()
        bits = prices().bits[line, memory][[letter != " " for letter in (NEW, KNOWN)[line]]]
        heights = rows[rows[:, 2] == 1, 3]
        np.testing.assert_allclose(heights / heights.max(), bits / bits.max(), atol=2 / heights.max())


def test_a_new_line_turns_and_a_known_line_only_sinks() -> None:
    means = prices().bits.mean(axis=-1)
    assert int(means[0].argmin()) in (4, 5)
    assert means[0, 8] > means[0].min() + 0.3
    assert (np.diff(means[1]) < 0).all()
    bits = prices().bits
    assert ((bits[0, 8] < 0.5).sum() > 3) & ((bits[0] > 8).sum(axis=-1)[[0, 8]] == [0, 3]).all()  # "a few shoot up"


def test_the_answer_is_earned_by_a_long_memory_of_the_new_line() -> None:
    explorer = it.explore_memory()
    for line, memory, earned in [(0, 0, 0), (0, 6, 0), (1, 8, 0), (0, 7, 1), (0, 8, 1)]:
        explorer.values = {"line": line, "memory": memory}
        assert explorer.earned.row_now() == [earned]


@pytest.mark.parametrize("context", ["q", "th", "the ", "ab"])
def test_cold_is_certain_hot_is_even_and_entropy_rises_between(context: str) -> None:
    explorer = it.explore_temperature()
    said = []
    for t in explorer.sliders["t"].values:
        explorer.values = {"context": context, "t": t}
        said.append(float(repr(explorer).split(": ")[1].split(" bits")[0]))
    assert said == sorted(said)
    assert said[0] < 0.7  # after "the ", two letters are nearly as likely
    assert said[0] < said[10] / 4
    assert said[-1] > 4.3


def test_cold_the_model_repeats_itself_and_hot_it_writes_no_words() -> None:
    explorer = it.explore_temperature()
    known = set(it.only_letters(it.load_text()).split())
    shares = []
    for t in explorer.sliders["t"].values:
        explorer.values = {"t": t}
        (written,) = re.findall("like this: “(.*)”", repr(explorer))
        words = written.split()[1:-1]  # the first and the last may be cut off
        shares.append([np.mean([word in known for word in words]), len(set(words)) / len(words)])
    (cold, variety), (hot, hot_variety) = np.array(shares)[[0, -1]].tolist()
    assert cold == 1
    assert hot < 0.3
    assert variety < 0.7 < hot_variety


def test_the_lower_bars_show_the_same_probabilities_magnified() -> None:
    explorer = it.explore_temperature()
    parts: list[Any] = [part for part in explorer.parts if part.kind == "boxes"]
    whole, lens = parts
    explorer.values = {"context": "th", "t": 1}
    heights = [np.diff(np.reshape(part.row_now(), (4, -1))[2:], axis=0).ravel() for part in (whole, lens)]
    panels = [part.artist.axes.get_position().height for part in (whole, lens)]
    small = np.abs(heights[1]) < 0.9 * np.abs(heights[1]).max()
    assert 10 < small.sum() < 27
    np.testing.assert_allclose(heights[1][small] / panels[1], 20 * heights[0][small] / panels[0], atol=60)
    assert (np.abs(heights[0][small]) < 5).sum() > 10  # what can hardly be seen above, in tenths of a point


def test_what_the_text_says_in_words_is_so(names: dict[str, Any]) -> None:
    curves, estimates = names["curves"], names["estimates"]
    manual, prose = estimates["held-out half of the manual"], estimates["homely prose"]
    assert (np.diff(curves["training half"]) < 0).all()  # "with each letter"
    assert int(np.argmin(curves["held out, mixed"])) in (4, 5)  # "after four or five letters"
    assert max(curves["held out, mixed"]) - min(curves["held out, mixed"]) > 1
    assert curves["held out, mixed"][8] < curves["held out, 0.01 added"][8]  # "mixing softens it"
    assert np.log2(27) - curves["held out, mixed"][1] > 1  # "more than a bit"
    assert round(it.perplexity(names["bits"])) == 3  # "as if between three letters"
    assert 100 < it.perplexity(names["bits_per_word"]) < 1000  # "hundreds"
    assert it.bits_per_character(names["q"]) < curves["held out, mixed"][8]  # the leak makes it "cheaper"
    assert manual["order 4"] < min(manual[name] for name in ("zlib", "bz2", "lzma"))
    assert prose["order 4"] > 2 * manual["order 4"]  # "more than twice as much"
    assert prose["order 4, guessing"][1] < prose["order 4"]  # "better than its price"
    assert estimates["a biography"]["a reader in 1951"][1] < prose["order 4, guessing"][0]
    four, eight = (-np.log2(it.NGramModel(names["train"], order).probabilities(names["held_out"])) for order in (4, 8))
    assert np.mean(eight < 0.5) > np.mean(four < 0.5)  # "more letters cost next to nothing"
    assert 3 <= np.mean(eight > 8) / np.mean(four > 8) < 4  # "three times as many"
    after = Counter(re.findall("(?=the cont(.))", names["train"]))
    assert set(after) == {"a", "e"}  # "always before an a or an e"
    assert after.total() > 9  # "many times"
    after_q = Counter(re.findall("q(.)", names["train"]))
    assert after_q["u"] / after_q.total() > 0.9  # "nearly all is at u"
    every = it.entropy_bounds(names["guesses"])[1]
    assert names["middle"] < every - 0.05  # "most lie too low"
    assert min(names["high"] - every, every - names["low"]) > 0.25  # "a quarter of a bit and more"


def test_reader_joins_the_figure_once_there_are_guesses(names: dict[str, Any]) -> None:
    cells = [result.cell.source for result in run("09_language_models")[0]]
    (cell,) = [source for source in cells if source.startswith("for text, players in")]
    game = names["game"]
    assert "you" not in names["estimates"]["homely prose"]
    game._repr_html_()
    again = dict(names, estimates={text: dict(rows) for text, rows in names["estimates"].items()})
    game._link.plays = [{"text": "homely prose", "blind": False, "guesses": [1, 1, 2, 1, 5]}]
    try:
        exec(cell, again)
    finally:
        game._link.plays = []
    assert again["estimates"]["homely prose"]["you"] == it.entropy_bounds([1, 1, 2, 1, 5])

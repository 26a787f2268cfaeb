"""Lab 9's figures by their data, and what its text says of its numbers in words."""

from typing import Any

import numpy as np
import pytest

import infotheory_helpers as it
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
    ax = it.plot_bits_by_order(CURVES).ax
    (beside,) = ax.child_axes
    labels = [float(label.get_text()) for label in beside.get_yticklabels()]
    np.testing.assert_allclose(beside.get_yticks(), np.log2(labels))
    assert beside.get_ylabel() == "perplexity, choices"


def test_estimates_stand_where_they_belong() -> None:
    drawing: Any = it.plot_estimates({"zlib": 2.26, "bz2": 1.84}, {"you": (0.75, 1.6)})
    assert data(drawing, "cost bz2") == [[1.84], [1]]
    assert data(drawing, "bounds you") == [[0.75, 1.6], [2, 2]]
    assert [tick.get_text() for tick in drawing.ax.get_yticklabels()] == ["zlib", "bz2", "you"]
    (limit,) = [line for line in drawing.ax.lines if line.get_linestyle() == ":"]
    assert limit.get_xdata()[0] == pytest.approx(np.log2(27))
    assert "you between 0.75 and 1.60 bits" in drawing.alt


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


def test_what_the_text_says_in_words_is_so(names: dict[str, Any]) -> None:
    curves, costs, bounds = names["curves"], names["costs"], names["bounds"]
    assert (np.diff(curves["training half"]) < 0).all()  # "with each letter"
    assert int(np.argmin(curves["held out, mixed"])) in (4, 5)  # "after four or five letters"
    assert max(curves["held out, mixed"]) - min(curves["held out, mixed"]) > 1
    assert curves["held out, mixed"][8] < curves["held out, 0.01 added"][8]  # "mixing softens it"
    assert np.log2(27) - curves["held out, mixed"][1] > 1  # "more than a bit"
    assert round(it.perplexity(names["bits"])) == 3  # "as if between three letters"
    assert 100 < it.perplexity(names["bits_per_word"]) < 1000  # "hundreds"
    assert it.bits_per_character(names["q"]) < curves["held out, mixed"][8]  # the leak makes it "cheaper"
    compressors = [costs[name] for name in ("zlib", "bz2", "lzma")]
    assert costs["order 4, held-out half"] < min(compressors)
    assert costs["order 4, your passages"] > 2 * costs["order 4, held-out half"]  # "more than twice as much"
    assert bounds["order 4 guessing"][1] < costs["order 4, your passages"]  # "better than its price"
    assert bounds["a reader in 1951"][1] < bounds["order 4 guessing"][0]
    every = it.entropy_bounds(names["guesses"])[1]
    assert names["middle"] < every - 0.05  # "most lie too low"
    assert min(names["high"] - every, every - names["low"]) > 0.25  # "a quarter of a bit and more"


def test_reader_joins_the_figure_once_there_are_guesses(names: dict[str, Any]) -> None:
    cells = [result.cell.source for result in run("09_language_models")[0]]
    (cell,) = [source for source in cells if source.startswith("players = ")]
    game = names["game"]
    assert "you" not in names["bounds"]
    game._repr_html_()
    game._link.guesses = [1, 1, 2, 1, 5]
    again = dict(names)
    try:
        exec(cell, again)
    finally:
        game._link.guesses = []
    assert again["bounds"]["you"] == it.entropy_bounds([1, 1, 2, 1, 5])

"""What zip programs copy, and what a shuffle leaves of it."""

import random
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

import infotheory_helpers as it
from infotheory_helpers.explorer.patches import Boxes
from infotheory_helpers.labs.compression.copies import SHORTEST, WINDOW, pieces_of

TEXTS = st.text("abc ", min_size=1, max_size=50)


@given(TEXTS, st.integers(0, 49))
def test_whoever_copies_the_pieces_has_the_text_again(text: str, start: int) -> None:
    written = text[:start]
    for piece, back in pieces_of(text, start, len(text)):
        for letter in piece:  # one by one: a copy may run into itself
            written += written[-back] if back else letter
    assert written == text or start >= len(text)


@given(TEXTS)
def test_no_longer_piece_came_before(text: str) -> None:
    place = 0
    for piece, _ in pieces_of(text, 0, len(text)):
        size = max(SHORTEST, len(piece) + 1)
        longer = text[place : place + size]
        assert len(longer) < size or not any(text[at : at + size] == longer for at in range(place))
        place += len(piece)


def test_a_program_looks_back_no_further_than_its_window() -> None:
    far = "needle" + "x" * WINDOW
    assert list(pieces_of(far + "needle", len(far), 6)) == [(letter, 0) for letter in "needle"]
    near = "needle" + "x" * (WINDOW - 6)
    assert list(pieces_of(near + "needle", len(near), 6)) == [("needle", WINDOW)]


TEXT = "no news is good news, and good news is no news at all. " * 40
SHUFFLED = "".join(random.Random(8).sample(TEXT, len(TEXT)))


def test_lines_slope_from_the_text_to_its_shuffle_and_huffmans_is_level() -> None:
    drawing: Any = it.plot_shuffled(TEXT, SHUFFLED, 3.6, 3.5)
    before, after = (it.bits_by_compressors(text) for text in (TEXT, SHUFFLED))
    assert list(drawing["line Huffman"].get_ydata()) == [3.6, 3.6]
    assert list(drawing["floor"].get_ydata()) == [3.5, 3.5]
    for name in before:
        assert list(drawing[f"line {name}"].get_ydata()) == [before[name], after[name]]
    said = [text.get_text() for text in drawing.ax.texts]
    assert {f"zlib {before['zlib']:.2f}", f"{after['zlib']:.2f} zlib"} <= set(said)


def test_a_label_that_would_lie_on_another_moves_aside() -> None:
    ax: Any = it.plot_shuffled(TEXT, SHUFFLED, 3.6, 3.5).ax
    for side in ("left", "right"):
        places = sorted(
            text.get_position()[1] for text in ax.texts if text.get_ha() == side and text.get_text()[0] != "H"
        )
        assert np.diff(places).min() >= 0.08 * ax.get_ylim()[1] - 1e-6


def test_each_copy_is_shaded_as_wide_as_it_is_long() -> None:
    drawing: Any = it.plot_shuffled(TEXT, SHUFFLED, 3.6, 3.5, start=200)
    for name, text in [("text", TEXT), ("shuffled", SHUFFLED)]:
        pieces = list(pieces_of(text, 200, 120))
        shaded = drawing[name]
        assert isinstance(shaded, Boxes)
        corners = np.reshape(shaded.get_path().vertices, (-1, 5, 2))
        assert np.ptp(corners[:, :, 0], axis=1).sum() == sum(len(piece) for piece, back in pieces if back)
        assert f"{name}: 120 characters in {len(pieces)} pieces" in drawing.alt


def test_both_panels_have_room_on_a_phone() -> None:
    assert "<source" in it.plot_shuffled(TEXT, SHUFFLED, 3.6, 3.5)._repr_html_()


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        it.plot_shuffled("", "", 1, 1)

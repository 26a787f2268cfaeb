"""The lab on compression holds for any text, not only for the one that comes with this Python."""

import random
from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest

import infotheory_helpers as it
from infotheory_helpers.explorer.player import PLAYER
from lessons import run

TEXTS = {
    "a program": PLAYER,
    "no order at all": "".join(random.Random(8).choices("abcdefgh", k=12_000)),
    "beyond ASCII": "Übermäßig größere Maße: 20 °C – naïve façades, œuvre.\n" * 250,
    "all in capitals": "NO NEWS IS GOOD NEWS. " * 500,
}


def lab(text: str) -> dict[str, Any]:
    """Run the lab on a text and give what it left behind; its cells assert the laws."""
    with patch.object(it, "load_text", lambda: text):
        _, names = run.__wrapped__("08_compression")
    return names


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_lab_runs_on_a_text_of_the_readers_own(text: str) -> None:
    names = lab(text)
    assert names["text"] == text
    assert names["counts"] == Counter(text)
    # The code in the cell and the helper agree, to the word.
    assert names["textbook_huffman"](Counter(text)) == it.huffman_code(Counter(text))


def test_blocks_share_the_waste_and_their_table_grows() -> None:
    names = lab(TEXTS["no order at all"])
    rows = [names["in_blocks"](size) for size in (1, 2, 3)]
    for different, h, mean, table in rows:
        assert h <= mean < h + 1
        assert different <= 8**3
        assert table > 0
    assert rows[2][3] > rows[1][3] > rows[0][3]


def test_where_letters_do_not_know_each_other_zip_stays_above_their_entropy() -> None:
    names = lab(TEXTS["no order at all"])
    assert min(it.bits_by_compressors(names["text"]).values()) > it.entropy(names["p"]) == pytest.approx(3, abs=1e-2)

"""Every line that the course promises to print is printed, in the lesson that it belongs to."""

import json
from typing import Any

import pytest

from clones import ROOT
from lessons import LESSONS, run

BLOCKS = json.loads((ROOT / "tests" / "documented_outputs.json").read_text(encoding="utf-8"))["blocks"]
OF_LESSONS = [block for block in BLOCKS if block["lesson"] != "exercises"]

CLEAN = {
    "information-content": "p = 1.0: 0.0000 bits",
    "entropy-examples": "Entropy of a certain event: 0.000 bit",
}


def printed_lines(number: str) -> list[str]:
    (lesson,) = (name for name in LESSONS if name.startswith(number))
    ran, _ = run(lesson)
    return [" ".join(line.split()) for cell in ran for line in cell.printed.splitlines()]


@pytest.mark.parametrize("block", OF_LESSONS, ids=lambda block: block["id"])
def test_lesson_prints_its_documented_lines(block: dict[str, Any]) -> None:
    printed = printed_lines(block["lesson"])
    missing = [line for line in block["lines"] if line not in printed]
    assert not missing, f"lesson {block['lesson']} no longer prints {missing}"


@pytest.mark.parametrize("block", [block for block in OF_LESSONS if block.get("naive")], ids=lambda b: b["id"])
def test_helper_prints_a_clean_zero_beside_the_textbook_one(block: dict[str, Any]) -> None:
    assert CLEAN[block["id"]] in printed_lines(block["lesson"])


def test_clipped_infinity_is_shown_beside_the_honest_one() -> None:
    printed = printed_lines("05")
    assert "clipped at 1e-10: 15.6096 bits" in printed
    assert "inf bits" in printed

"""Every number in a lesson's prose is proved by the lesson's own code."""

import re
import tomllib
from typing import Any

import numpy as np
import pytest

import infotheory_helpers
from clones import ROOT
from lessons import LABS, LESSONS, prose, run

CLAIMS = tomllib.loads((ROOT / "tests" / "claims.toml").read_text(encoding="utf-8"))["claim"]
DECIMAL = re.compile(r"\d+\.\d+")
HELPERS = {name: getattr(infotheory_helpers, name) for name in infotheory_helpers.__all__}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['lesson'][:2]}: {claim['words']}")
def test_number_in_prose_is_what_the_code_gives(claim: dict[str, Any]) -> None:
    _, names = run(claim["lesson"])
    given = np.ravel(eval(claim["expression"], {"np": np, **HELPERS, **names})).astype(float)
    said = np.array([float(number) for number in DECIMAL.findall(claim["words"])])
    if "tolerance" in claim:
        np.testing.assert_allclose(said, given, rtol=0, atol=claim["tolerance"] * (1 + 1e-9))
    else:
        # It depends on the version of Python or of a library: a range holds what we measured with several.
        low, high = claim["range"]
        assert ((low <= given) & (given <= high)).all(), given
        assert ((low <= said) & (said <= high)).all()


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_decimal_number_in_prose_is_without_its_claim(lesson: str) -> None:
    words = [claim["words"] for claim in CLAIMS if claim["lesson"] == lesson]
    for source in prose(lesson):
        text = source
        for phrase in sorted(words, key=len, reverse=True):
            text = text.replace(phrase, "")
        assert not DECIMAL.findall(text), f"no claim in tests/claims.toml for a number in: {source}"


def test_every_claim_is_still_in_its_lesson() -> None:
    for claim in CLAIMS:
        assert any(claim["words"] in source for source in prose(claim["lesson"])), claim


@pytest.mark.parametrize(
    "claim", [c for c in CLAIMS if "range" in c], ids=lambda claim: f"{claim['lesson'][:2]}: {claim['words']}"
)
def test_a_range_is_narrow_and_the_lesson_says_about(claim: dict[str, Any]) -> None:
    low, high = claim["range"]
    assert claim["lesson"] in LABS
    assert "about" in claim["words"]
    assert high - low <= 0.1 * abs(high)


@pytest.mark.parametrize(
    "claim", [c for c in CLAIMS if "range" not in c], ids=lambda claim: f"{claim['lesson'][:2]}: {claim['words']}"
)
def test_tolerance_is_no_wider_than_the_digits_shown(claim: dict[str, Any]) -> None:
    digits = max(len(number.split(".")[1]) for number in DECIMAL.findall(claim["words"]))
    assert claim["tolerance"] <= 0.5 * 10**-digits * (1 + 1e-9)

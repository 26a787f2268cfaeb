"""KL as evidence: each flip counted once more by SciPy, certainty after one, and the slope that was there before."""

from typing import Any

import numpy as np
import pytest
import scipy.stats

from infotheory_helpers import explore_evidence
from infotheory_helpers.lessons.evidence import RUNS, TOSSES
from player import Player
from says import numbers


@pytest.mark.parametrize(("p", "q"), [(0.75, 0.5), (0.5, 0.51), (0.01, 0.5), (0.9, 0.99), (0.5, 0), (1, 0.5), (0, 0)])
@pytest.mark.parametrize("run", [0, RUNS - 1])
def test_the_evidence_is_the_log_ratio_of_what_came(p: float, q: float, run: int) -> None:
    page = Player(explore_evidence())
    page.press("start again", p=p, q=q)
    for n in range(1, 31):
        text = page.press("flip", chance=[run if n == 1 else 0])
        heads = TOSSES[run, :n] < p
        ratio = scipy.stats.bernoulli.logpmf(heads, p) - scipy.stats.bernoulli.logpmf(heads, q)
        np.testing.assert_allclose(numbers(text)[5:8], [n, heads.sum(), ratio.sum() / np.log(2)], atol=0.0051)
    end = page.press("flip")
    assert end == text


def test_one_flip_is_certainty_where_the_model_rules_it_out() -> None:
    page = Player(explore_evidence())
    text = page.press("flip", chance=[0], p=1, q=0)
    assert "the evidence for P against Q is ∞ bits. That is certainty" in text
    assert "KL(P‖Q) = ∞ bits per flip" in text


@pytest.mark.parametrize(("button", "kl"), [("0.50 against 0.51", 0.0003), ("0.01 against 0.50", 0.9192)])
def test_equal_steps_of_a_slider_are_not_equal_evidence(button: str, kl: float) -> None:
    page = Player(explore_evidence())
    page.press("flip", chance=[0])
    text = page.press(button)
    assert f"KL(P‖Q) = {kl:.4f} bits per flip. Flips so far: 0" in text


@pytest.mark.parametrize(("p", "q", "end"), [(0.75, 0.5, 30 * 0.18872), (0.5, 0.5, 0), (0.01, 0.5, 30 * 0.91921)])
def test_the_slope_is_there_before_the_flips(p: float, q: float, end: float) -> None:
    explorer = explore_evidence()
    explorer.values = {"p": p, "q": q}
    slope: Any = explorer.parts[2]
    slope.put()
    np.testing.assert_allclose(slope.artist.get_xydata(), np.array([[0, 0], [30, end]]), atol=0.02)


def test_the_slope_stands_upright_where_kl_is_infinite() -> None:
    explorer = explore_evidence()
    explorer.values = {"p": 0.5, "q": 0}
    slope: Any = explorer.parts[2]
    slope.put()
    np.testing.assert_allclose(slope.artist.get_xydata(), [[0, 0], [0, 30]], atol=0.02)


def test_on_average_the_evidence_goes_up_with_that_slope() -> None:
    ends = []
    for run in range(RUNS):
        page = Player(explore_evidence())
        page.press("flip", chance=[run])
        while page.value("n") < 30:
            text = page.press("flip", chance=[0])
        ends.append(numbers(text)[7])
    assert len(set(ends)) > 3  # chance is at work
    spread = np.sqrt(30 * 0.75 * 0.25) * np.log2(3)
    assert abs(np.mean(ends) - 30 * 0.18872) < 4 * spread / np.sqrt(RUNS)

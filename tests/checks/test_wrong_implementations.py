"""Each wrong thing that was handed in is told the mistake that it truly shows, and no other; none is called right."""

from typing import Any

import numpy as np
import pytest

from infotheory_helpers import check
from infotheory_helpers.checks import checks
from quantities import QUANTITIES
from right_implementations import RIGHT_NUMBERS
from wrong_implementations import BITS_FOR_NATS, HANDED_IN, SIGN, TOGETHER, UNIT, WRONG, HandedIn


@pytest.mark.parametrize("one", HANDED_IN, ids=lambda one: f"{one.quantity}: {one.what}")
def test_what_is_wrong_is_told_what_it_shows_and_nothing_else(one: HandedIn) -> None:
    verdict = check(one.made, one.quantity, unit=one.unit, **one.inputs)
    assert verdict.kind != "right", verdict
    assert verdict.mistakes == one.mistakes, verdict


def test_each_is_handed_in_once_and_shows_mistakes_that_are_registered() -> None:
    known = {quantity: {mistake.name for mistake in QUANTITIES[quantity].mistakes} for quantity in QUANTITIES}
    everywhere = {UNIT, SIGN, *checks.UNFILLED.mistakes}
    assert len({(one.quantity, one.what) for one in HANDED_IN}) == len(HANDED_IN)
    assert {one.quantity for one in HANDED_IN} == QUANTITIES.keys()
    for one in HANDED_IN:
        assert set(one.mistakes) <= known[one.quantity] | everywhere, one


def test_there_are_at_least_300_handed_in_and_600_wrong_ones_in_all() -> None:
    assert len(HANDED_IN) >= 300
    assert len(HANDED_IN) + len(WRONG) + len(TOGETHER) + len(BITS_FOR_NATS) >= 600


def test_a_loop_that_never_ends_is_stopped_and_not_called_right(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(p: Any) -> Any:
        while np.sum(p) > 0:
            p = p / np.sum(p)

    monkeypatch.setattr(checks, "SECONDS", 0.3)
    verdict = check(endless, "entropy")
    assert (verdict.kind, verdict.mistakes) == ("not yet", ())
    assert "loop that never ends" in verdict.text


@pytest.mark.parametrize(("quantity", "inputs", "number"), RIGHT_NUMBERS)
def test_a_right_number_is_right_however_it_is_written(quantity: str, inputs: dict[str, Any], number: Any) -> None:
    assert check(number, quantity, **inputs).kind == "right"

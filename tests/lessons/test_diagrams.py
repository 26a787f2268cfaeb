"""The diagrams: their lengths are the quantities that they stand for."""

import re
from typing import Any

import numpy as np
import pytest
import scipy.stats

import infotheory_helpers as it

P, EXPECTS_RAIN, Q = [0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.5, 0.3, 0.2]


def bits(p: list[float], q: list[float] | None = None) -> float:
    return float(scipy.stats.entropy(p, q, base=2))


def ends(bar: Any) -> tuple[float, float]:
    return bar.get_x(), bar.get_x() + bar.get_width()


def test_each_state_of_mind_stands_at_its_entropy_and_the_flattest_last() -> None:
    drawing: Any = it.plot_uncertainty()
    found = re.findall(r"([a-z][a-z ]+), \(([^)]+)\), ([\d.]+) bits", drawing.alt)
    assert [name for name, *_ in found] == ["certain", "nearly sure", "a hunch", "no idea"]
    for name, p, said in found:
        want = bits([float(x) for x in p.split(", ")])
        assert drawing[name].get_xdata()[0] == pytest.approx(want)
        assert float(said) == pytest.approx(want, abs=5e-3)
    heights = np.reshape([bar.get_height() for bar in drawing.ax.patches], (4, 4))
    np.testing.assert_allclose(heights, [[float(x) for x in p.split(", ")] for _, p, _ in found])


def test_the_map_goes_from_surprises_to_their_averages_and_to_the_difference() -> None:
    drawing: Any = it.plot_map()
    np.testing.assert_allclose(drawing["surprises"].get_xdata(), -np.log2(P))
    floor, cost = bits(P), bits(P) + bits(P, EXPECTS_RAIN)
    assert ends(drawing["entropy"]) == pytest.approx((0, floor))
    assert ends(drawing["cross-entropy"]) == pytest.approx((0, cost))
    assert ends(drawing["KL divergence"]) == pytest.approx((floor, cost))


def test_the_two_parts_are_as_long_as_the_whole() -> None:
    drawing: Any = it.plot_relation(P, Q)
    assert ends(drawing["H(P)"]) == pytest.approx((0, bits(P)))
    assert ends(drawing["KL(P‖Q)"]) == pytest.approx((bits(P), bits(P) + bits(P, Q)))
    assert ends(drawing["H(P, Q)"]) == pytest.approx((0, bits(P) + bits(P, Q)))


def test_an_infinite_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`q` is 0 where `p` is not: KL\(P‖Q\) is ∞ bits"):
        it.plot_relation([0.5, 0.5], [1, 0])

"""Lesson 4's three wrong programs: what they print, by SciPy, and that a wall shows itself only where it is met."""

from typing import Any

import numpy as np
import pytest
import scipy.special

from infotheory_helpers import explore_wrong_programs
from infotheory_helpers.explorer.many import Trail


@pytest.fixture(scope="module")
def explorer() -> Any:
    return explore_wrong_programs()


def shown(explorer: Any) -> list[str]:
    """What of the words in the figure can be seen."""
    return [part.artist.get_text() for part in explorer.parts if part.kind == "label" and part.row_now()[2]]


def across(explorer: Any) -> list[float]:
    """How long the two dotted lines are, in tenths of a point."""
    return [abs(part.row_now()[2] - part.row_now()[0]) for part in explorer.parts if part.kind == "line"][:2]


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        (0, []), (5, []), (6.5, ["wall: 0.5514 nats"]), (20, ["wall: 0.5514 nats"]),
        (-15, []), (-15.5, ["ceiling: 16.12 nats"]), (-20, ["ceiling: 16.12 nats"]),
    ],
)  # fmt: skip
def test_wall_and_ceiling_are_drawn_where_they_are_met_and_nowhere_else(
    margin: float, words: list[str], explorer: Any
) -> None:
    explorer.values = {"margin": margin}
    assert [word for word in shown(explorer) if word != "●"] == words
    drawn = [length > 0 for length in across(explorer)]
    assert drawn == ["ceiling: 16.12 nats" in words, "wall: 0.5514 nats" in words]


def test_at_rest_no_number_and_no_word_tells_of_the_wall_or_the_ceiling(explorer: Any) -> None:
    explorer.values = {"margin": 0}
    assert "0.5514" not in repr(explorer)
    assert "16.1" not in repr(explorer)
    assert sum(isinstance(part, Trail) for part in explorer.parts) == 5  # of which nothing is seen yet
    assert {part.kind for part in explorer.parts} <= {"trail", "point", "label", "line", "text"}


@pytest.mark.parametrize("margin", [-20, -7.5, 0, 3, 20])
def test_marks_stand_at_what_is_printed(margin: float, explorer: Any) -> None:
    explorer.values = {"margin": margin}
    q = scipy.special.softmax([margin, 0, 0])
    right, twice = (-scipy.special.log_softmax(scores)[0] for scores in ([margin, 0, 0], q))
    points = [part for part in explorer.parts if part.kind == "point"]
    heights = [part.data(*part.row_now()[:2])[1].item() for part in points]
    np.testing.assert_allclose(heights, [min(right, -np.log(1e-7)), right, twice, -q[0]], atol=0.02)
    assert ("●" in shown(explorer)) == (right < 2.2)  # the magnified panel ends there

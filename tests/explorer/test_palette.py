"""The inks of both themes: read on their ground, told apart in grey, and by readers who see fewer colours."""

import itertools
import re
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from infotheory_helpers.explorer import palette
from infotheory_helpers.explorer.player import PLAYER

# Machado, Oliveira and Fernandes (2009), severity 1: what is left of red, green and blue.
SEEN_BY = {
    "all cones": np.eye(3),
    "no red cones": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "no green cones": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "no blue cones": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
OF_LINES = ["highlight", "p", "cost", "gain", "q"]  # what has to be told apart without a word
OF_CLASSES = ["class-a", "class-b", "class-c"]


def linear(colour: str) -> NDArray[Any]:
    return np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)])


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def in_lab(colour: str, seen_by: str) -> NDArray[Any]:
    xyz = TO_XYZ @ np.clip(np.array(SEEN_BY[seen_by]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(xyz / TO_XYZ.sum(axis=1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ink(role: str, dark: bool) -> str:
    return palette.INKS[role][dark]


@THEMES
def test_inks_have_contrast_on_their_ground(dark: bool) -> None:
    for role in set(palette.INKS) - {"paper"}:
        least = 3 if role == "q" else 4.5  # q is the colour of bars; its words are in q-text
        assert contrast(ink(role, dark), ink("paper", dark)) >= least, role


@THEMES
@pytest.mark.parametrize("seen_by", SEEN_BY)
def test_roles_are_told_apart_by_all_readers_and_in_grey(dark: bool, seen_by: str) -> None:
    pairs = [*itertools.combinations(OF_LINES, 2), *itertools.combinations(OF_CLASSES, 2)]
    for one, other in pairs:
        a, b = (in_lab(ink(role, dark), seen_by) for role in (one, other))
        assert np.linalg.norm(a - b) > 18, (one, other)
        if seen_by == "all cones":
            assert abs(a[0] - b[0]) > 7, (one, other, "in grey")


def test_the_two_themes_have_the_same_roles_and_each_colour_one() -> None:
    light = [pair[0] for pair in palette.INKS.values()]
    assert len(set(light)) == len(light)
    for dark in (False, True):
        assert re.findall(r"--([\w-]+):", palette.inks(dark)) == list(palette.INKS)
    assert palette.role_of(palette.Q_TEXT) == "var(--q-text)"
    assert palette.role_of("#123456") == "#123456"


def test_the_player_knows_no_colour_but_those_of_the_palette_and_two_of_its_buttons() -> None:
    known = {colour for pair in palette.INKS.values() for colour in pair} | {"#eeeeee", "#333333"}
    assert set(re.findall(r"#[0-9a-f]{6}\b", PLAYER)) <= known

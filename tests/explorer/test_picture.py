"""The picture of a figure: its inks can change, its ids are its own, and it stands alone."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.figure import Figure

import infotheory_helpers as it
from infotheory_helpers.explorer.drawing import panels
from infotheory_helpers.explorer.palette import P_COLOUR
from infotheory_helpers.explorer.picture import SHEET, for_phone, svg_of
from player import drawings

SHOWN: dict[str, Callable[[], Any]] = {
    name: getattr(it, name)
    for name in it.__all__
    if name.startswith("explore_")
    or name in ("plot_kl_sweep", "plot_surprise", "plot_map", "plot_uncertainty", "plot_clipped_objective")
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_colour_of_a_picture_has_a_role(name: str) -> None:
    wide, *narrow = drawings(SHOWN[name]()._repr_html_())
    assert wide.count(SHEET) == 1  # it stands alone
    for svg in (wide, *narrow):
        ET.fromstring(svg)
        assert re.findall(r"#[0-9a-f]{6}\b", svg.replace(SHEET, "")) == []
        assert "<style" not in svg.replace(SHEET, "")  # it would reach beyond the figure


def test_numbers_in_words_keep_their_digits_and_those_of_places_lose_what_nobody_sees() -> None:
    ax = panels(3, 2)
    ax.set_title("x=1.23456789 bits")
    ax.plot([0, 1], [0, 1 / 3], color=P_COLOUR)
    svg = svg_of(ax.figure, "figure")
    assert ">x=1.23456789 bits<" in svg
    assert not re.search(r' (?:d|x|y)="[^"]*\d\.\d{3}', svg)
    assert "stroke: var(--p)" in svg


def test_panels_lie_below_each_other_on_a_phone_and_long_labels_break() -> None:
    axes = panels(9, 3, 1, 3)
    for ax in axes:
        ax.set(ylabel="a label as long as only a label can be, bits")
    narrow = for_phone(axes[0].figure)
    assert narrow is not None
    assert narrow.get_figwidth() * 96 < 344  # what an exported page leaves to it on a phone
    tops = [ax.get_position().y1 for ax in narrow.axes]
    assert tops == sorted(tops, reverse=True)
    assert all("\n" in ax.get_ylabel() for ax in narrow.axes)
    assert axes[0].get_ylabel().count("\n") == 0


def test_a_figure_whose_words_have_no_room_on_a_phone_is_not_drawn_for_it() -> None:
    figure = Figure(figsize=(8, 3), layout="constrained")
    ax = figure.subplots()
    ax.set_xticks(range(8), [f"a long word {i}" for i in range(8)])
    assert for_phone(figure) is None
    ax.set_xticks(range(8), list("abcdefgh"))
    assert for_phone(figure) is not None

"""The explorers: every table, at every corner, against the numbers that it stands for."""

import base64
import itertools
import json
import re
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.stats
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider, SelectionSlider, Text
from matplotlib.figure import Figure

import infotheory_helpers as it
from infotheory_helpers import Explorer
from infotheory_helpers.explorer import MOST_BYTES

EXPLORERS: dict[str, Callable[[], Explorer]] = {
    name: getattr(it, name) for name in it.__all__ if name.startswith("explore_")
}
each_explorer = pytest.mark.parametrize("make", EXPLORERS.values(), ids=EXPLORERS.keys())


def scene(**axes: Any) -> tuple[Figure, Any]:
    figure = Figure(label="a test figure")
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10), **axes)
    return figure, ax


def spec(explorer: Explorer) -> dict[str, Any]:
    """What the page is told, read back out of the page."""
    (text,) = re.findall(r"previousElementSibling, (\{.*\})\);\}\)\(\);</script>", explorer._repr_html_(), re.DOTALL)
    told: dict[str, Any] = json.loads(text.replace("<\\/", "</"))
    planes = np.frombuffer(zlib.decompress(base64.b64decode(told["table"])), np.uint8)
    numbers = planes.reshape(4, -1).T.copy().view("<i4").ravel()
    for part in told["parts"]:
        if "live" not in part:
            block = numbers[part["offset"] : part["offset"] + part["rows"] * part["width"]]
            part["table"] = np.cumsum(block.reshape(part["rows"], part["width"]), axis=0, dtype=np.int32)
    return told


def corners(explorer: Explorer) -> list[dict[str, Any]]:
    """Both ends and the middle of every slider, in all combinations."""
    places = [[s.values[i] for i in (0, len(s.values) // 2, -1)] for s in explorer.sliders.values()]
    return [dict(zip(explorer.sliders, place, strict=True)) for place in itertools.product(*places)]


def numbers(text: str) -> list[float]:
    found = re.findall(r"[−-]?(?:∞|\d+(?:\.\d+)?(?:e[+-]\d+)?)", text)
    return [float(n.replace("−", "-").replace("∞", "inf")) for n in found]


# What the explorers of the lessons say, against SciPy


def kl(p: Any, q: Any) -> float:
    return float(scipy.stats.entropy(p, q, base=2))


def weather(q1: float, share: float) -> list[float]:
    return [q1, (1 - q1) * share, (1 - q1) * (1 - share)]


P = [0.7, 0.2, 0.1]
H = float(scipy.stats.entropy(P, base=2))


def surprise(p: float) -> list[float]:
    return [float(-np.log2(p)), float(-np.log(p))]


def contribution(p: float) -> float:
    return float(scipy.special.entr(p) / np.log(2))


def loss(q: float, y: int) -> float:
    with np.errstate(divide="ignore"):
        return float(-np.log(q if y else 1 - q))


SAYS: dict[str, Callable[..., list[float]]] = {
    "explore_surprise": lambda p, p2: [p, *surprise(p), p2, *surprise(p2), p * p2, *surprise(p * p2)],
    "explore_coin": lambda p: [
        p, contribution(p), contribution(1 - p), float(scipy.stats.entropy([p, 1 - p], base=2))
    ],
    "explore_wrong_code": lambda q1, share: [*weather(q1, share), H + kl(P, weather(q1, share)), H],
    "explore_prediction": lambda q, y: [100 * q, loss(q, y), loss(q, y) / float(np.log(2))],
    "explore_kl": lambda p, q: [p, 1 - p, q, 1 - q, kl([p, 1 - p], [q, 1 - q]), kl([q, 1 - q], [p, 1 - p])],
    "explore_epsilon": lambda epsilon: [epsilon, float(-0.5 * np.log2(epsilon) - 1), float("inf")],
    "explore_split": lambda q1, share: [
        *weather(q1, share), H, kl(P, weather(q1, share)), H + kl(P, weather(q1, share))
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPLORERS)
def test_readout_says_what_scipy_says_at_every_corner(name: str) -> None:
    explorer = EXPLORERS[name]()
    for place in corners(explorer):
        explorer.values = place
        np.testing.assert_allclose(numbers(repr(explorer)), SAYS[name](**place), atol=6e-4, err_msg=str(place))


@each_explorer
def test_every_readout_names_its_unit(make: Callable[[], Explorer]) -> None:
    assert re.search(r"\bbits\b|\bnats\b", repr(make()))


@each_explorer
def test_page_is_small_and_the_same_every_time(make: Callable[[], Explorer], monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for _ in range(2):
        monkeypatch.setattr(Explorer, "_number", itertools.count(1))
        pages.append(make()._repr_html_())
    assert pages[0] == pages[1]
    assert len(pages[0].encode()) <= MOST_BYTES


@each_explorer
def test_page_without_scripts_shows_a_picture_and_its_numbers(make: Callable[[], Explorer]) -> None:
    explorer = make()
    static = re.sub(r"<script>.*</script>", "", explorer._repr_html_(), flags=re.DOTALL)
    assert re.search(r'<img [^>]*alt="[^"]{40,}"', static)
    assert repr(explorer) in static
    assert "http" not in re.sub(r"base64,\S+", "", static)


@each_explorer
def test_page_asks_for_nothing_from_the_network(make: Callable[[], Explorer]) -> None:
    page = make()._repr_html_()
    assert not re.search(r"(?:src|href)=.{0,2}(?:http|//)|fetch\(|import\(|XMLHttpRequest", page)


@each_explorer
def test_two_explorers_share_no_id(make: Callable[[], Explorer]) -> None:
    one, other = (set(re.findall(r'\bid="([^"]+)"', spec(make())["svg"])) for _ in range(2))
    assert one
    assert not one & other


@each_explorer
def test_no_bar_leaves_the_picture(make: Callable[[], Explorer]) -> None:
    explorer = make()
    told = spec(explorer)
    width, height = (72 * inches for inches in explorer.figure.get_size_inches())
    for part in told["parts"]:
        if part["kind"] != "bar":
            continue  # lines are clipped to their axes
        across, down = part["table"][:, :2] / 100, part["table"][:, 2:] / 100
        assert across.min() >= 0
        assert across.max() <= width
        assert down.min() >= 0
        assert down.max() <= height


# The engine


def test_table_holds_the_pixels_of_the_data() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [1], "o")
    (bar,) = ax.bar([0.2], [3], 0.1)
    (line,) = ax.plot([0, 0.5, 1], [0, 1, 2])
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.25))
    explorer.follow(dot, lambda p: (p, 10 * p))
    explorer.follow(bar, lambda p: 10 * p)
    explorer.follow(line, lambda p: p * np.array([1, 2, 3]))
    points, bars, lines = (part["table"] / 100 for part in spec(explorer)["parts"])

    def pixel(x: float, y: float) -> Any:
        across, up = ax.transData.transform((x, y)) * 72 / figure.dpi
        return np.array([across, figure.get_figheight() * 72 - up])

    for row, p in enumerate([0, 0.25, 0.5, 0.75, 1]):
        np.testing.assert_allclose(points[row, :2], pixel(p, 10 * p) - pixel(0.5, 1), atol=0.006)
        np.testing.assert_allclose(bars[row, [0, 2]], pixel(0.15, 0), atol=0.006)
        np.testing.assert_allclose(bars[row, [1, 3]], pixel(0.25, 10 * p), atol=0.006)
        np.testing.assert_allclose(lines[row, 4:6], pixel(1, 3 * p), atol=0.006)


def test_logarithmic_axes_come_out_right() -> None:
    figure, ax = scene()
    ax.set(xscale="log", xlim=(1e-6, 1))
    (dot,) = ax.plot([1e-6], [0], "o")
    explorer = Explorer(figure, x=FloatLogSlider(1, base=10, min=-6, max=0, step=1))
    explorer.follow(dot, lambda x: (x, 0 * x))
    across = spec(explorer)["parts"][0]["table"][:, 0]
    assert np.ptp(np.diff(across)) <= 1


def test_infinity_becomes_an_arrow_at_the_edge_and_a_word() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.5))
    explorer.follow(dot, lambda p: (p, np.where(p == 0, np.inf, 1)), infinite=True)
    explorer.say("{:.2f} bits", lambda p: np.where(p == 0, np.inf, -1), infinite=True)
    points, words = spec(explorer)["parts"]
    assert points["table"][:, 2].tolist() == [1, 0, 0]
    top = ax.transData.transform((0, 10))[1] - ax.transData.transform((0, 0))[1]
    assert points["table"][0, 1] / 100 == pytest.approx(-top * 72 / figure.dpi, abs=0.01)
    assert words["table"].ravel().tolist() == [2**31 - 1, -100, -100]
    explorer.values = {"p": 0}
    assert repr(explorer) == "∞ bits"
    explorer.values = {"p": 1}
    assert repr(explorer) == "−1.00 bits"


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda p: (p, np.where(p == 0.5, np.nan, p)), r"Line2D.*nan at p = 0\.50"),
        (lambda p: (p, np.where(p == 0, np.inf, 1)), r"Line2D.*inf at p = 0\.00.*infinite"),
        (lambda p: (p, np.ones(7)), r"Line2D.*shape \(7,\)"),
        (lambda p: p, r"Line2D.*1 values.*\(x, y\)"),
        (lambda z: (z, z), r"follows 'z'.*sliders are: p"),
    ],
)
def test_a_wrong_function_fails_at_once_and_says_where(function: Callable[..., Any], says: str) -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.5))
    with pytest.raises(ValueError, match=says):
        explorer.follow(dot, function)
    assert explorer.parts == []


def test_bad_figures_sliders_artists_and_values_are_refused() -> None:
    figure, ax = scene()
    with pytest.raises(TypeError, match="`figure` is 3"):
        Explorer(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no description"):
        Explorer(Figure())
    with pytest.raises(TypeError, match="`p` is a Text; use a FloatSlider"):
        Explorer(figure, p=Text())
    explorer = Explorer(figure, p=IntSlider(1, min=0, max=3))
    with pytest.raises(ValueError, match="`p` cannot be 9; it goes from 0 to 3"):
        explorer.values = {"p": 9}
    with pytest.raises(ValueError, match="no slider 'q'"):
        explorer.values = {"p": 2, "q": 1}
    assert explorer.values == {"p": 1}
    with pytest.raises(ValueError, match="not part of this explorer's figure"):
        explorer.follow(scene()[1].plot([0], [0])[0], lambda p: (p, p))
    with pytest.raises(TypeError, match="cannot follow a slider"):
        explorer.follow(ax.xaxis, lambda p: p)
    with pytest.raises(ValueError, match="is not understood"):
        explorer.say("{:d}", lambda p: p)


def test_a_table_that_is_too_large_is_refused_with_its_size() -> None:
    figure, ax = scene()
    (line,) = ax.plot(np.linspace(0, 1, 500), np.zeros(500))
    explorer = Explorer(figure, p=IntSlider(1, min=0, max=1000))
    noise = np.random.default_rng(1).random(500)
    explorer.follow(line, lambda p: np.sin(p * noise * 100) * 5)
    with pytest.raises(ValueError, match=r"bytes, more than 150000; give its sliders fewer positions"):
        explorer._repr_html_()


def test_three_sliders_are_computed_in_the_kernel_and_sent_row_by_row() -> None:
    figure, ax = scene()
    (dot,) = ax.plot([0.5], [0], "o")
    explorer = Explorer(figure, **{name: IntSlider(1, min=0, max=100) for name in "abc"})
    explorer.follow(dot, lambda a, b, c: (a / 100, (a + b + c) / 30))
    explorer.say("{:.0f} in all", lambda a, b, c: a + b + c)
    told = spec(explorer)
    assert [part["live"] for part in told["parts"]] == [0, 1]
    assert told["live"][1] == [3]
    link: Any = explorer._link
    link.at = [10, 20, 30]  # as the page sets it
    assert explorer.values == {"a": 10, "b": 20, "c": 30}
    assert link.rows[1] == [60]
    assert repr(explorer) == "60 in all"


def test_words_and_selections() -> None:
    figure, _ = scene()
    explorer = Explorer(figure, y=SelectionSlider(options=[("no", 0), ("yes", 1)], value=1))
    explorer.say("it was {}, by {:.0f}", lambda y: (np.where(y == 1, "right", "wrong"), y))
    assert repr(explorer) == "it was right, by 1"
    explorer.values = {"y": 0}
    assert repr(explorer) == "it was wrong, by 0"

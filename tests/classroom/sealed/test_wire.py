"""What may cross between the sandbox and the grader: data of a known size, and never an exception of ours."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from infotheory_helpers.classroom.sealed.drawn import MOST_POINTS
from infotheory_helpers.classroom.sealed.values import DEEPEST, Packer, packed_error, unpacked, unpacked_error
from infotheory_helpers.classroom.sealed.wire import LARGEST, Channel, Closed, TooLarge, TooLate


@pytest.fixture
def pair() -> Iterator[tuple[Channel, socket.socket]]:
    """One end as the grader has it, and the other as whoever writes what they like."""
    mine, theirs = socket.socketpair()
    channel = Channel(mine)
    yield channel, theirs
    channel.close()
    theirs.close()


def test_a_message_of_any_allowed_size_arrives_whole(pair: tuple[Channel, socket.socket]) -> None:
    channel, theirs = pair
    message = {"text": "log₂" * 500_000}
    there = threading.Thread(target=lambda: Channel(theirs).send(message))
    there.start()
    assert channel.receive(within=30) == message
    there.join()


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("!I", LARGEST + 1),
        struct.pack("!I", 5) + b"{'a':",
        struct.pack("!I", 4) + b"\xff\xfe\x00\x01",
        struct.pack("!I", 200_000) + b"[" * 200_000,
        struct.pack("!I", 10_000) + b"9" * 10_000,
    ],
    ids=["too long", "no JSON", "no text", "too deep", "too large a number"],
)
def test_nonsense_closes_the_door(sent: bytes, pair: tuple[Channel, socket.socket]) -> None:
    channel, theirs = pair
    theirs.sendall(sent)
    with pytest.raises(Closed):
        channel.receive(within=10)


def test_half_a_message_keeps_nobody_waiting(pair: tuple[Channel, socket.socket]) -> None:
    channel, theirs = pair
    theirs.sendall(struct.pack("!I", 100) + b'{"a"')
    started = time.monotonic()
    with pytest.raises(TooLate):
        channel.receive(within=0.3)
    assert time.monotonic() - started < 5


def test_who_does_not_listen_keeps_nobody_waiting(pair: tuple[Channel, socket.socket]) -> None:
    channel, _ = pair
    with pytest.raises(TooLate):
        channel.send("x" * 7_000_000, within=0.3)


def test_too_large_a_message_is_not_begun(pair: tuple[Channel, socket.socket]) -> None:
    channel, theirs = pair
    with pytest.raises(TooLarge):
        channel.send("x" * LARGEST)
    channel.send("small")
    assert Channel(theirs).receive(within=10) == "small"


def no_call(number: int, name: str) -> Any:
    return f"function {number}, {name}"


def crossed(made: Any) -> Any:
    return unpacked(json.loads(json.dumps(Packer().packed(made))), no_call)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.just(...),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_crosses_as_it_is(made: Any) -> None:
    assert crossed(made) == made


@given(arrays(st.sampled_from(["f8", "f4", "i8", "u1", "?", "c16", "U3"]), array_shapes(max_side=4)))
def test_arrays_cross_with_their_shape_and_kind(made: Any) -> None:
    there = crossed(made)
    assert there.dtype == made.dtype
    assert there.shape == made.shape
    assert np.array_equal(there, made, equal_nan=made.dtype.kind in "fc")
    there[...] = made  # it can be written to


@pytest.mark.parametrize(
    ("made", "number"),
    [
        (Fraction(1, 4), 0.25),
        (Decimal("0.5"), 0.5),
        (np.float32(0.5), 0.5),
        (np.array([Fraction(1, 2), 1], dtype=object), [0.5, 1]),
        (np.longdouble(2), 2.0),
        (range(3), [0, 1, 2]),
        (float("inf"), np.inf),
    ],
)
def test_what_is_a_number_to_a_check_crosses_as_one(made: Any, number: Any) -> None:
    assert np.array_equal(np.asarray(crossed(made), float), number)


class Awkward:
    """Raises wherever it is looked at."""

    def __getattribute__(self, name: str) -> Any:
        raise SystemExit(name)


class Model:
    def __repr__(self) -> str:
        return "a model"


class Loud:
    def __repr__(self) -> str:
        raise ValueError

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError


def nested(depth: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (Model, "Model", "a model"),
        (Loud, "Loud", ""),
        (Awkward, "Awkward", ""),
        (lambda: {1, 2}, "set", "{1, 2}"),
        (lambda: np.zeros(10**6), "ndarray", ""),
        (lambda: np.array([Model()]), "ndarray", ""),
        (lambda: np.zeros(2, dtype=[("a", "f8")]), "ndarray", ""),
        (lambda: 10**400, "int", ""),
    ],
)
def test_whatever_else_there_is_crosses_as_its_types_name(make: Callable[[], Any], kind: str, said: str) -> None:
    there = crossed(make())
    assert type(there).__name__ == kind
    assert repr(there).startswith(said)
    assert not callable(there)


def test_too_much_crosses_as_far_as_it_goes() -> None:
    inner = crossed(nested(100))
    for _ in range(DEEPEST + 1):
        inner = inner[0]
    assert type(inner).__name__ == "list"
    assert not isinstance(inner, list)
    long = crossed(list(range(100_000)))
    assert long[:3] == [0, 1, 2]
    assert type(long[-1]).__name__ == "int"
    assert not isinstance(long[-1], int)
    assert len(crossed("x" * 10**6)) == 100_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["list", "dict", "array", "shape", "kind", "axes", "line", "lines", "x", "y", "strange", "said"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_that_is_sent_raises(sent: Any) -> None:
    unpacked(sent, no_call)
    assert isinstance(unpacked_error(sent), BaseException)


@pytest.mark.parametrize(
    "sent",
    [
        {"array": "", "shape": [2**40], "kind": "<f8"},
        {"array": "", "shape": [0, 2**63], "kind": "<f8"},
        {"array": "AAAA", "shape": [1], "kind": "O"},
        {"array": "AAAAAAAAAAA=", "shape": [1], "kind": "<M8[s]"},
        {"array": "AAAAAAAAAAA=", "shape": [-1], "kind": "<f8"},
        {"array": "AAAAAAAAAAA=", "shape": [True], "kind": "<f8"},
        {"axes": {"lines": [{"x": [1], "y": [1, 2]}]}},
    ],
)
def test_what_lies_about_its_size_or_kind_is_no_number(sent: Any) -> None:
    assert repr(unpacked(sent, no_call)) == "what cannot be read"


def test_text_that_no_file_holds_is_tidied() -> None:
    assert unpacked("half \ud800 and \x00", no_call) == "half ? and "


def drawn() -> Axes:
    ax = Figure().add_subplot(xlabel="p", ylabel="Entropy (bits)", title="An arch", xlim=(0, 1))
    ax.plot(np.ma.masked_greater([0.1, 0.5, 0.9], 0.8), [1, 2, 3], label="H")
    ax.plot([0, 1], [0, 0], alpha=0.5, linestyle="None", visible=False)
    ax.text(0.2, 0.3, "here")
    return ax


def test_a_figure_crosses_as_what_is_seen_on_it() -> None:
    there = crossed(drawn())
    assert (there.get_xlabel(), there.get_ylabel(), there.get_title()) == ("p", "Entropy (bits)", "An arch")
    assert there.get_xlim() == (0, 1)
    assert [text.get_text() for text in there.texts] == ["here"]
    seen, unseen = there.lines
    assert np.array_equal(seen.get_xdata(), [0.1, 0.5, np.nan], equal_nan=True)
    assert seen.get_label() == "H"
    assert (seen.get_visible(), seen.get_alpha(), seen.get_linestyle()) == (True, None, "-")
    assert (unseen.get_visible(), unseen.get_alpha(), unseen.get_linestyle()) == (False, 0.5, "None")


def test_a_figure_of_very_many_points_crosses_without_them() -> None:
    ax = Figure().add_subplot()
    ax.plot(np.zeros(MOST_POINTS - 5), np.zeros(MOST_POINTS - 5))
    ax.plot(np.zeros(20), np.zeros(20))
    assert [len(line.get_xdata()) for line in crossed(ax).lines] == [MOST_POINTS - 5, 0]


def test_a_function_crosses_as_a_number_to_call_it_by() -> None:
    assert crossed([max, len]) == ["function 0, max", "function 1, len"]


@pytest.mark.parametrize("error", [NameError("no", name="q"), ZeroDivisionError("0/0"), KeyError("k"), Exception()])
def test_an_error_reads_as_it_did(error: Exception) -> None:
    there = unpacked_error(json.loads(json.dumps(packed_error(error))))
    assert type(there) is type(error)
    assert getattr(there, "name", None) == getattr(error, "name", None)


@pytest.mark.parametrize("kind", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "TypeError; 1", "__import__"])
def test_no_error_that_comes_can_end_the_grader(kind: str) -> None:
    assert isinstance(unpacked_error({"type": kind, "says": "x"}), Exception)

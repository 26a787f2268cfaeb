"""A check names the mistake, never the answer, and stands whatever a learner hands it."""

import contextlib
import json
import logging
import math
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import scipy.spatial
import scipy.special
import scipy.stats
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.special import entr, rel_entr, xlogy
from sklearn.metrics import log_loss
from sklearn.metrics.cluster import contingency_matrix

import infotheory_helpers as it
from clones import ROOT
from infotheory_helpers import Verdict, check, check_curve
from infotheory_helpers.checks import checks
from infotheory_helpers.checks.asked import Asked
from infotheory_helpers.checks.mistakes import Mistake, Quantity
from infotheory_helpers.checks.trials import SECONDS, shown
from infotheory_helpers.checks.verdict import LOOKS, Kind
from infotheory_helpers.explorer.notebook import RECORD
from infotheory_helpers.measures.validation import Unit
from quantities import QUANTITIES
from signatures import apart, collisions
from wrong_implementations import BITS_FOR_NATS, SIGN, TOGETHER, UNIT, UNNAMED, WRONG, Function

Array = NDArray[np.float64]

LN2 = np.log(2)
P, Q = (0.1, 0.4, 0.5), (0.6, 0.2, 0.2)
FOUR = (0.05, 0.15, 0.3, 0.5)  # its entropy is 1.6477 bits
ENTRIES = [(quantity, mistake) for quantity in QUANTITIES for mistake in QUANTITIES[quantity].mistakes]
MADE: list[tuple[str, tuple[str, ...], Function, Unit]] = [
    *((quantity, (name,), function, "bits") for quantity, name, function in WRONG),
    *((quantity, names, function, "bits") for quantity, names, function in TOGETHER),
    *((quantity, names, function, "nats") for quantity, names, function in BITS_FOR_NATS),
]


def _id(value: Any) -> str | None:
    return " + ".join(value) if isinstance(value, tuple) else "f" if callable(value) else None


def _entry(quantity: str, name: str) -> Mistake:
    return next(mistake for mistake in QUANTITIES[quantity].mistakes if mistake.name == name)


def _value(function: Function, inputs: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.asarray(function(*(np.array(v) if np.ndim(v) else v for v in inputs.values())), dtype=float)


# ---- Every mistake is named, and no other


@pytest.mark.parametrize(
    ("quantity", "made", "library"),
    [
        ("binary_cross_entropy", lambda y, q: np.mean(np.minimum(-np.log(np.where(y == 1, q, 1 - q)), 100)), "PyTorch"),
        ("binary_cross_entropy", lambda y, q: -np.mean(np.log(np.clip(np.where(y == 1, q, 1 - q), 1e-7, 1))), "Keras"),
        ("binary_cross_entropy", lambda y, q: -np.mean(np.log(np.clip(np.where(y == 1, q, 1 - q), 1e-9, 1))), None),
        ("categorical_cross_entropy", lambda y, q: log_loss(y.argmax(1), q, labels=range(q.shape[1])), "scikit-learn"),
        ("categorical_cross_entropy", lambda y, q: -np.mean(np.log(np.clip((y * q).sum(1), 1e-7, 1))), "Keras"),
        ("categorical_cross_entropy", lambda y, q: -np.mean(np.log((y * q).sum(1) + 1e-12)), None),
        ("kl_divergence", lambda p, q: rel_entr(np.clip(p, 1e-7, 1), np.clip(q, 1e-7, 1)).sum(), "Keras"),
        ("kl_divergence", lambda p, q: rel_entr(p, q + 1e-10).sum(), None),
        ("kl_divergence", lambda p, q: xlogy(p, p).sum() - xlogy(p[q > 0], q[q > 0]).sum(), "infomeasure"),
        (
            "categorical_cross_entropy_from_logits",
            lambda y, z: -np.mean(np.log(np.clip((y * z / z.sum(1, keepdims=True)).sum(1), 1e-7, 1))),
            "Keras",
        ),
    ],
)
def test_a_library_is_named_where_it_does_the_same(quantity: str, made: Function, library: str | None) -> None:
    verdict = check(made, quantity, unit="nats")
    assert verdict.kind == "mistake"
    libraries = {"PyTorch", "Keras", "scikit-learn", "infomeasure"}
    assert {name for name in libraries if name in verdict.text} == ({library} if library else set()), verdict


def test_every_known_mistake_has_a_wrong_implementation() -> None:
    assert {(quantity, mistake.name) for quantity, mistake in ENTRIES} == {
        (quantity, name) for quantity, name, _ in WRONG
    }


def test_the_unit_and_the_sign_are_lost_once_for_each_quantity_that_has_them() -> None:
    with_unit = {quantity for quantity in QUANTITIES if QUANTITIES[quantity].has_unit}
    for table, alone in [(TOGETHER, UNIT), (TOGETHER, SIGN), (BITS_FOR_NATS, UNIT)]:
        assert {quantity for quantity, names, _ in table if names == (alone,)} == with_unit
    assert sum(len(names) > 1 for _, names, _ in TOGETHER) >= 12


@pytest.mark.parametrize(("quantity", "names", "function", "unit"), MADE, ids=_id)
def test_a_wrong_function_is_told_its_own_mistake_and_no_other(
    quantity: str, names: tuple[str, ...], function: Function, unit: Unit
) -> None:
    verdict = check(function, quantity, unit=unit)
    assert (verdict.kind, verdict.mistakes) == ("mistake", names), verdict
    for name in names:
        says = {SIGN: QUANTITIES[quantity].sign_says, UNIT: f"{unit} are asked for"}
        assert (says[name] if name in says else _entry(quantity, name).says) in repr(verdict)


@pytest.mark.parametrize(("quantity", "names", "function", "unit"), MADE, ids=_id)
def test_a_wrong_number_is_told_its_own_mistake_where_it_shows(
    quantity: str, names: tuple[str, ...], function: Function, unit: Unit
) -> None:
    inputs = QUANTITIES[quantity].tells_apart[0]
    asked, made = Asked(QUANTITIES[quantity], unit), _value(function, inputs)
    verdict = check(made.tolist(), quantity, unit=unit, **inputs)
    if apart([made], [asked.right(inputs)]):
        assert (verdict.kind, verdict.mistakes) == ("mistake", names), verdict
    else:
        assert verdict.kind == "right"


@pytest.mark.parametrize(("quantity", "name", "function"), UNNAMED, ids=_id)
def test_what_is_wrong_in_another_way_is_never_called_right(quantity: str, name: str, function: Function) -> None:
    assert check(function, quantity).kind != "right", name


def test_there_are_at_least_400_wrong_implementations() -> None:
    made = [*((quantity, function) for quantity, _, function, _ in MADE), *((q, f) for q, _, f in UNNAMED)]
    assert len({(quantity, id(function)) for quantity, function in made}) >= 400


@pytest.mark.parametrize(("quantity", "mistake"), ENTRIES, ids=lambda x: x.name if isinstance(x, Mistake) else x)
def test_every_mistake_shows_on_the_inputs_that_tell_apart_or_on_an_edge(quantity: str, mistake: Mistake) -> None:
    asked = Asked(QUANTITIES[quantity], "bits")
    stages = [QUANTITIES[quantity].tells_apart, *([edge] for edge in QUANTITIES[quantity].edges)]
    with np.errstate(all="ignore"):
        assert any((mistake.name,) == names for stage in stages for names, _, _ in asked.wrong(stage))


# ---- Every entry's own example makes its mistake


def _names_of_an_example(inputs: dict[str, Any]) -> dict[str, Any]:
    """What an example may speak of: the inputs, by their names and by those of the formulas, and what comes of them."""
    short = {"y_true": "y", "y_pred": "q", "logits": "z", "teacher_logits": "teacher", "student_logits": "student"}
    names = {short.get(name, name): value for name, value in inputs.items()}
    if "temperature" in names:
        T = names["T"] = names["temperature"]
        names |= {
            "p": scipy.special.softmax(names["teacher"] / T, -1),
            "q": scipy.special.softmax(names["student"] / T, -1),
        }
    if {"p", "q"} <= names.keys():
        names["m"] = (names["p"] + names["q"]) / 2
    if "y" in names:
        names["K"] = names["y"].shape[-1] if names["y"].ndim else 1
    if names.get("q") is not None and "y" in names:
        y, q = names["y"], names["q"]
        names["put_on_the_truth"] = (y * q).sum(axis=-1) if q.ndim > 1 else np.where(y == 1, q, 1 - q)
    if "counts" in names:
        shares = names["counts"] / names["counts"].sum()
        names |= {"N": names["counts"].sum(), "K": np.count_nonzero(shares), "H": scipy.stats.entropy(shares, base=2)}
    if "labels" in names:
        joint = contingency_matrix(names["groups"], names["labels"])
        h, share = scipy.stats.entropy(joint, axis=1, base=2), joint.sum(axis=1) / joint.sum()
        of_labels, of_groups = (scipy.stats.entropy(joint.sum(axis=axis), base=2) for axis in (0, 1))
        names |= {"H_labels": of_labels, "H_groups": of_groups, "H_of_each_group": h, "share_of_each_group": share}
        names["gain"] = of_labels - share @ h
    return names


def _shares_of(weights: Array) -> Array:
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


@pytest.mark.parametrize(("quantity", "mistake"), ENTRIES, ids=lambda x: x.name if isinstance(x, Mistake) else x)
def test_the_example_of_every_mistake_is_told_that_mistake(quantity: str, mistake: Mistake) -> None:
    named = list(QUANTITIES[quantity].tells_apart[0])
    known = {name: getattr(it, name) for name in it.__all__}
    known |= {name: getattr(scipy.special, name) for name in ("entr", "rel_entr", "xlogy", "xlog1py")}
    known |= {"np": np, "scipy": scipy, "shares_of": _shares_of, "softmax": lambda z: scipy.special.softmax(z, axis=-1)}

    def example(*inputs: Any) -> Any:
        given = dict(zip(named, map(np.asarray, inputs), strict=True))
        return eval(mistake.example, known | _names_of_an_example(given))

    told = [check(example, quantity, unit).mistakes for unit in ("bits", "nats")]
    assert (mistake.name,) in told, told


@pytest.mark.parametrize("unit", ["bits", "nats"])
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_no_two_answers_that_a_check_knows_look_alike(quantity: str, unit: Unit) -> None:
    assert collisions(Asked(QUANTITIES[quantity], unit), QUANTITIES[quantity].tells_apart) == []


@pytest.mark.parametrize("unit", ["bits", "nats"])
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_no_two_numbers_for_the_first_of_these_inputs_look_alike(quantity: str, unit: Unit) -> None:
    assert collisions(Asked(QUANTITIES[quantity], unit), QUANTITIES[quantity].tells_apart[:1]) == []


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ([1.0], [1.0], False),
        ([1.0], [1.0019], False),
        ([1.0], [1.0021], True),
        ([0.0], [0.00099], False),
        ([0.0], [0.00101], True),
        ([math.inf], [math.inf], False),
        ([math.inf], [-math.inf], True),
        ([math.inf], [1e300], True),
        ([math.nan], [math.nan], False),
        ([math.nan], [0.0], True),
        ([1.0, [2.0, 3.0]], [1.0, [2.0, 3.0]], False),
        ([1.0, [2.0, 3.0]], [1.0, [2.0, 3.1]], True),
    ],
)
def test_two_answers_are_apart_when_no_number_is_near_both(a: list[Any], b: list[Any], differ: bool) -> None:
    assert apart(a, b) is differ
    assert apart(b, a) is differ


def test_inputs_that_cannot_tell_mistakes_apart_are_found_out() -> None:
    found = collisions(Asked(QUANTITIES["entropy"], "bits"), [{"p": (0.5, 0.5)}])
    assert ((), ("the rarest outcome only",)) not in found  # it leaves no trace, so it is not a candidate
    assert (("surprises added up unweighted",), ("perplexity for entropy",)) in found


# ---- The documented example: KL of (.1, .4, .5) and (.6, .2, .2), 0.8025 bits


@pytest.mark.parametrize(
    ("made", "mistakes", "words"),
    [
        (0.8025, (), []),
        (0.5562, (UNIT,), ["in nats"]),
        (0.7532, ("P and Q swapped", UNIT), ["Two things at once", "wrong way round", "in nats"]),
        (1.0866, ("P and Q swapped",), ["wrong way round", "KL(Q‖P)"]),
        (0.2416, (UNIT,), ["base 10", "`np.log10`"]),
        (-0.8025, (SIGN,), ["never negative", "sign"]),
        (0.9, (), ["0.9000 is not it", "none of the mistakes"]),
    ],
)
def test_the_documented_example_reads_as_promised(made: float, mistakes: tuple[str, ...], words: list[str]) -> None:
    verdict = check(made, "kl_divergence", p=P, q=Q)
    assert verdict.mistakes == mistakes
    assert all(word in repr(verdict) for word in words), verdict


def test_a_mistake_alone_is_not_called_two_things() -> None:
    assert "Two things" not in repr(check(1.0866, "kl_divergence", p=P, q=Q))


def test_three_mistakes_are_not_called_two_things() -> None:
    verdict = check(-0.7532, "kl_divergence", p=P, q=Q)
    assert verdict.mistakes == ("P and Q swapped", SIGN, UNIT)
    assert "Two things" not in repr(verdict)


def test_what_cannot_be_is_said_first() -> None:
    assert check(2.5, "entropy", p=FOUR).text.startswith("Here is a clue. The entropy of 4 outcomes lies between 0")
    assert check(0.3, "cross_entropy", p=P, q=Q).text.startswith(
        "Here is a clue. A cross-entropy is never below the entropy"
    )


# ---- No verdict gives the answer away


@pytest.mark.parametrize(("quantity", "names", "function", "unit"), MADE, ids=_id)
def test_no_verdict_on_a_mistake_holds_the_answer(
    quantity: str, names: tuple[str, ...], function: Function, unit: Unit
) -> None:
    del names
    inputs = QUANTITIES[quantity].tells_apart[0]
    _assert_not_given_away(_value(function, inputs), quantity, unit, inputs)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_no_verdict_on_an_unknown_number_holds_the_answer(quantity: str) -> None:
    for inputs in [*QUANTITIES[quantity].tells_apart, *QUANTITIES[quantity].edges]:
        right = Asked(QUANTITIES[quantity], "bits").right(inputs)
        for made in (right * 1.0123, right + 0.0123, right - 17.3, np.zeros_like(right), right * np.nan):
            _assert_not_given_away(made, quantity, "bits", inputs)


def _assert_not_given_away(made: Array, quantity: str, unit: Unit, inputs: Any) -> None:
    verdict = check(made.tolist(), quantity, unit=unit, **inputs)
    own = " ".join(f"{number:.4f}" for number in np.ravel(made))
    for number in np.ravel(Asked(QUANTITIES[quantity], unit).right(inputs)):
        for digits in (f"{abs(number):.4f}", f"{abs(number):.3f}"):
            given_away = re.search(rf"(?<![\w.]){re.escape(digits)}(?![\w.])", repr(verdict))
            assert verdict.kind == "right" or digits in own or not given_away, verdict


# ---- Functions that misbehave


def _right(p: Any) -> Any:
    return entr(p).sum() / LN2


def _for_ever(_: Any) -> None:
    while True:
        pass


def _sleeps(p: Any) -> Any:
    time.sleep(60)
    return _right(p)


def _prints(p: Any) -> Any:
    print("x" * 5_000_000)
    print("y" * 5_000_000, file=sys.stderr)
    sys.stdout.write("z")
    logging.getLogger("learner").warning("a log line")
    return _right(p)


def _never_ends(p: Any) -> Any:
    return _never_ends(p) + 1


def _raises(error: BaseException) -> Function:
    def raises(_: Any) -> None:
        raise error

    return raises


def _ruins(p: Any) -> Any:
    result = _right(p)
    p[:] = 7
    p.sort()
    return result


def _warns(p: Any) -> Any:
    warnings.warn("a warning of the learner's", UserWarning, stacklevel=1)
    warnings.simplefilter("error")
    return _right(p)


def _warns_by_numpy(p: Any) -> Any:
    np.log([-1.0, 0.0])
    return -np.nansum(p * np.log2(p))


def _strict_numpy(p: Any) -> Any:
    np.seterr(all="raise")
    return _right(p)


def _gives(made: Any) -> Function:
    return lambda _: made


class _Untouchable:
    def __array__(self, *_: Any, **__: Any) -> Array:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")


class _Nameless:
    def __repr__(self) -> str:
        raise RuntimeError("no name")


class _OfTheirOwn(BaseException):
    pass


ROWDY: dict[str, tuple[Function, Kind, list[str]]] = {
    "loops for ever": (_for_ever, "not yet", ["stopped after 0.5 seconds", "loop"]),
    "sleeps": (_sleeps, "not yet", ["stopped after 0.5 seconds"]),
    "prints 5 MB": (_prints, "right", []),
    "calls itself for ever": (_never_ends, "not yet", ["RecursionError", "recursion depth"]),
    "exits": (lambda _: sys.exit(3), "not yet", ["For p = [0.05", "it stops with SystemExit: 3."]),
    "raises ValueError": (_raises(ValueError("bad luck")), "not yet", ["For p =", "ValueError: bad luck."]),
    "asks": (lambda _: input("p?"), "not yet", ["RuntimeError: nobody is here to answer"]),
    "raises without words": (_raises(ZeroDivisionError()), "not yet", ["it stops with ZeroDivisionError."]),
    "raises KeyError": (_raises(KeyError("p")), "not yet", ["KeyError: 'p'"]),
    "raises AssertionError": (_raises(AssertionError()), "not yet", ["AssertionError"]),
    "raises StopIteration": (_raises(StopIteration()), "not yet", ["StopIteration"]),
    "raises GeneratorExit": (_raises(GeneratorExit()), "not yet", ["GeneratorExit"]),
    "raises MemoryError": (_raises(MemoryError()), "not yet", ["MemoryError"]),
    "raises NotImplementedError": (_raises(NotImplementedError("later")), "not yet", ["NotImplementedError: later"]),
    "raises TimeoutError": (_raises(TimeoutError("mine")), "not yet", ["TimeoutError: mine"]),
    "raises one of their own": (_raises(_OfTheirOwn("boo")), "not yet", ["_OfTheirOwn: boo"]),
    "gives None": (_gives(None), "not done", ["`return`"]),
    "gives dots": (_gives(...), "not done", ["`return`"]),
    "gives a string": (_gives("two bits"), "not yet", ["'two bits', of type str", "must be a number"]),
    "gives a number as a string": (_gives("1.6477"), "not yet", ["of type str", "must be a number"]),
    "gives a dict": (_gives({"entropy": 1.6}), "not yet", ["of type dict", "must be a number"]),
    "gives a list of strings": (_gives(["1", "2"]), "not yet", ["of type list", "it must hold numbers."]),
    "gives a ragged list": (_gives([[1.0], [1.0, 2.0]]), "not yet", ["of type list", "it must hold numbers."]),
    "gives a set": (_gives({1.6}), "not yet", ["of type set", "must be a number"]),
    "gives a complex number": (_gives(1.6 + 0j), "not yet", ["of type complex", "must be a number"]),
    "gives a generator": (lambda p: (x for x in p), "not yet", ["generator", "must be a number"]),
    "gives a function": (_gives(math.sqrt), "not yet", ["must be a number"]),
    "gives itself uncalled": (_gives(np.sum), "not yet", ["must be a number"]),
    "gives an object": (_gives(object()), "not yet", ["of type object", "must be a number"]),
    "gives a long string": (_gives("x" * 5_000_000), "not yet", ["xxx", "of type str"]),
    "gives what no array holds": (_gives(_Untouchable()), "not yet", ["_Untouchable", "must be a number"]),
    "gives what has no repr": (_gives(_Nameless()), "not yet", ["_Nameless", "must be a number"]),
    "gives a whole number beyond floats": (_gives(10**400), "not yet", []),
    "gives a long float beyond floats": (lambda _: np.longdouble("1e400"), "not yet", []),
    "gives three numbers": (lambda p: -p[:3] * np.log2(p[:3]), "not yet", ["numbers came where one belongs"]),
    "gives the terms": (lambda p: -p * np.log2(p), "not yet", ["4 numbers came where one belongs", "added up"]),
    "gives no numbers": (_gives([]), "not yet", ["0 numbers came where one belongs"]),
    "gives a table": (lambda p: np.outer(p, p), "not yet", ["16 numbers came where one belongs"]),
    "gives nan": (_gives(math.nan), "not yet", ["nan (not a number) for p ="]),
    "gives infinity": (_gives(math.inf), "not yet", ["∞ for p =", "is not it"]),
    "gives the same for all": (_gives(1.234), "not yet", ["1.2340 for p =", "is not it"]),
    "is right for few outcomes only": (lambda p: _right(p[:4]), "not yet", ["for p =", "is not it"]),
    "ruins its input": (_ruins, "right", []),
    "warns": (_warns, "right", []),
    "lets NumPy warn": (_warns_by_numpy, "right", []),
    "sets NumPy to raise": (_strict_numpy, "right", []),
    "takes no argument": (lambda: 1.6, "not yet", ["TypeError", "0 positional arguments but 1 was given"]),
    "takes two arguments": (lambda p, q: p + q, "not yet", ["TypeError", "missing 1 required positional argument"]),
}


@pytest.mark.parametrize("name", ROWDY)
def test_a_rowdy_function_gets_a_sentence_and_nothing_escapes(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    function, kind, words = ROWDY[name]
    limit = 0.5 if "stopped" in "".join(words) else SECONDS  # a busy machine may take longer for the others
    monkeypatch.setattr(checks, "SECONDS", limit)
    filters, errors, start = list(warnings.filters), np.geterr(), time.perf_counter()
    verdict = check(function, "entropy")
    assert time.perf_counter() - start < limit + 2
    assert verdict.kind == kind, verdict
    assert all(word in repr(verdict) for word in words), verdict
    assert len(repr(verdict)) < 500
    assert kind == "right" or verdict.text.endswith((".", "?"))
    assert capsys.readouterr() == ("", "")
    assert (warnings.filters, np.geterr()) == (filters, errors)
    assert check(_right, "entropy").kind == "right"


@pytest.mark.parametrize("quantity", ["softmax", "smooth_labels"])
def test_a_shape_that_does_not_fit_is_named_beside_the_right_one(quantity: str) -> None:
    verdict = check(lambda first, *_: np.transpose(first)[..., :1], quantity)
    assert verdict.kind == "not yet"
    assert re.search(r"The shape is \(.*\); it must be \(.*\)\.|One number came; \d belong here", repr(verdict))


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_no_function_can_change_the_inputs_of_the_next(quantity: str) -> None:
    before = repr((QUANTITIES[quantity].tells_apart, QUANTITIES[quantity].edges))

    def ruins(*inputs: Any) -> float:
        for value in inputs:
            if isinstance(value, np.ndarray):
                value[...] = 0
        return math.pi

    first = check(ruins, quantity)
    assert repr((QUANTITIES[quantity].tells_apart, QUANTITIES[quantity].edges)) == before
    assert check(ruins, quantity) == first


def test_a_real_interrupt_reaches_the_one_who_pressed_stop() -> None:
    with pytest.raises(KeyboardInterrupt):
        check(_raises(KeyboardInterrupt()), "entropy")
    assert check(_right, "entropy").kind == "right"


def test_the_check_after_a_time_out_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SECONDS", 0.3)
    for _ in range(2):
        assert "stopped after 0.3 seconds" in repr(check(_for_ever, "entropy"))
        assert check(_right, "entropy").kind == "right"
    time.sleep(0.5)  # no late alarm of a check that has ended
    assert check(_right, "entropy").kind == "right"


ENDLESS = """
import threading
from infotheory_helpers.checks import checks

checks.SECONDS = 0.3
def endless(p):
    while True:
        pass

def ask():
    print(checks.check(endless, "entropy").text)

if {in_thread}:
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
else:
    ask()
"""


@pytest.mark.parametrize("in_thread", [False, True])
@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_an_endless_function_is_stopped_wherever_python_runs(handler: signal.Handlers, in_thread: bool) -> None:
    # `nohup` and some CI runners start their programs with nobody listening to the interrupt signal.
    started = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, handler)  # a process inherits that it is ignored
    try:
        command = [sys.executable, "-c", ENDLESS.format(in_thread=in_thread)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    finally:
        signal.signal(signal.SIGINT, started)
    assert done.stdout.startswith("It was stopped after 0.3 seconds.")


def _swallows_all_errors(_: Any) -> None:
    while True:
        with contextlib.suppress(Exception):
            sum(range(10))


@pytest.mark.parametrize("function", [_for_ever, _swallows_all_errors])
def test_an_endless_function_is_stopped_where_there_is_no_second_thread(
    function: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")  # as Python says in a browser

    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(checks, "SECONDS", 0.3)
    traced = sys.gettrace()
    assert "stopped after 0.3 seconds" in repr(check(function, "entropy"))
    assert sys.gettrace() == traced
    assert check(_right, "entropy").kind == "right"
    with pytest.raises(KeyboardInterrupt):
        check(_raises(KeyboardInterrupt()), "entropy")


def test_the_time_limit_leaves_the_interrupt_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    for handler in (signal.SIG_IGN, signal.SIG_DFL, signal.default_int_handler):
        signal.signal(signal.SIGINT, handler)
        check(_right, "entropy")
        assert signal.getsignal(signal.SIGINT) == handler
    signal.signal(signal.SIGINT, before)


def test_the_time_limit_holds_for_all_calls_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SECONDS", 0.5)

    def dawdles(p: Any) -> Any:
        time.sleep(0.2)
        return _right(p)

    start = time.perf_counter()
    assert "stopped after" in repr(check(dawdles, "entropy"))
    assert time.perf_counter() - start < 1


def test_the_learners_own_error_settings_do_not_matter() -> None:
    with np.errstate(all="raise"):
        assert check(math.inf, "information_content", p=0.0).kind == "right"
        assert check(lambda p: -np.sum(p * np.log2(p)), "entropy").mistakes == ("0 · log 0",)
        for quantity, name, function in WRONG[::5]:
            assert check(function, quantity).mistakes == (name,)


def test_a_gain_that_knows_two_groups_only_is_not_right() -> None:
    def gain(labels: Any, groups: Any) -> float:
        def of(rows: Any) -> float:
            shares = np.unique(labels[rows], return_counts=True)[1] / max(rows.sum(), 1)
            return float(rows.mean() * scipy.stats.entropy(shares, base=2)) if rows.any() else 0

        return of(np.full(len(labels), True)) - of(groups == 0) - of(groups == 1)

    assert check(gain, "information_gain").kind == "not yet"


# ---- Numbers and what else is handed in


@pytest.mark.parametrize("made", [None, ...])
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_what_is_not_there_is_not_done_and_not_wrong(quantity: str, made: Any) -> None:
    verdict = check(made, quantity, **QUANTITIES[quantity].tells_apart[0])
    assert (verdict.kind, verdict.mistakes, verdict.points(3)) == ("not done", (), 0)
    assert "Nothing is here yet" in repr(verdict)


def test_an_error_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    assert check(_raises(ValueError("No such luck.")), "entropy").text.endswith("ValueError: No such luck.")


@pytest.mark.parametrize(
    "made", ["1.6477", "about 1.6", {"h": 1.6}, [1.6, "a"], 1.6j, object(), [[1.0], [1.0, 2.0]], {1.6}, b"1.6"]
)
def test_what_is_no_number_is_told_how_to_write_one(made: Any) -> None:
    verdict = check(made, "entropy", p=FOUR)
    assert verdict.kind == "not yet"
    assert re.search(r"must (be a number|hold numbers)\. Write the number alone", repr(verdict))


def test_right_numbers_in_another_order_are_told_so() -> None:
    assert "in another order" in repr(check([0.2, 0.3, 0.5], "softmax", logits=np.log([0.5, 0.3, 0.2])))


def test_of_several_numbers_it_is_said_how_many_are_wrong() -> None:
    assert "Number 3 of 3 is not right." in repr(check([0.5, 0.3, 0.1], "softmax", logits=np.log([0.5, 0.3, 0.2])))


def test_nan_for_a_number_is_explained() -> None:
    assert "nan (not a number)" in repr(check(math.nan, "entropy", p=FOUR))
    assert check(math.nan, "entropy", p=(0.5, 0.5, 0.0)).mistakes == ("0 · log 0",)


def test_categories_may_be_words() -> None:
    inputs: dict[str, Any] = {"labels": ["cat", "dog", "cat", "dog"], "groups": ["a", "b", "a", "a"]}
    assert check(0.3113, "information_gain", **inputs).kind == "right"
    assert "0.4321 is not it" in repr(check(0.4321, "information_gain", **inputs))


# ---- The verdict


def test_a_verdict_shows_itself_as_text_as_html_and_as_a_record() -> None:
    for kind, (colour, sign, title) in LOOKS.items():
        bundle = Verdict(kind, "Look at `p`, *all* of it: 1 < 2.", ("a mistake",))._repr_mimebundle_()
        assert bundle.keys() == {"text/plain", "text/html", RECORD}
        assert bundle["text/plain"] == f"{title} Look at `p`, *all* of it: 1 < 2."
        assert f"{sign} {title}" in bundle["text/html"]
        assert colour in bundle["text/html"]
        assert re.search(r"<code[^>]*>p</code>, <em>all</em> of it: 1 &lt; 2\.", bundle["text/html"])
        record = {"kind": kind, "text": "Look at `p`, *all* of it: 1 < 2.", "mistakes": ["a mistake"]}
        assert json.loads(json.dumps(bundle[RECORD])) == record


@pytest.mark.parametrize(
    "function",
    [
        _gives("<b>x</b>"),
        _gives(["<b>x</b>"]),
        _raises(ValueError("<b>x</b>")),
        _raises(type("<b>x</b>", (Exception,), {})()),
    ],
)
def test_no_markup_of_a_learner_gets_into_the_page(function: Function) -> None:
    html = check(function, "entropy")._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>x" not in html


def test_stars_and_backticks_in_a_learners_error_stay_what_they_are() -> None:
    word: Any = "two"
    html = check(lambda p: p * word**2, "entropy")._repr_mimebundle_()["text/html"]
    assert "unsupported operand type(s) for ** or pow()" in html


def test_a_verdict_can_be_shown_from_the_middle_of_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    check(1.6477, "entropy", p=FOUR).show()
    assert capsys.readouterr().out == "Right.\n"


@pytest.mark.parametrize(
    ("made", "earned"),
    [(1.6477, 4.0), (1.1421, 1.5), (0.496, 1.5), (-1.6477, 0.0), (-1.1421, 0.0), (0.635, 0.0), (1.5, 0.0), (None, 0.0)],
)
def test_right_earns_all_the_unit_alone_what_is_set_and_all_else_nothing(made: Any, earned: float) -> None:
    verdict = check(made, "entropy", p=FOUR)
    assert verdict.points(4, wrong_unit=1.5) == earned
    assert verdict.points(4) == (4 if made == 1.6477 else 0)


@pytest.mark.parametrize(("full", "wrong_unit"), [(2, 3), (2, -1), (-1, 0), (2, math.nan)])
def test_a_wrong_unit_never_earns_more_than_right(full: float, wrong_unit: float) -> None:
    with pytest.raises(ValueError, match=f"`wrong_unit` is {wrong_unit}"):
        Verdict("right").points(full, wrong_unit=wrong_unit)


# ---- What an instructor gets wrong


@pytest.mark.parametrize("made", [1.6, None, ..., _right], ids=["number", "None", "dots", "function"])
@pytest.mark.parametrize(
    ("quantity", "others", "says"),
    [
        ("entropi", {"p": FOUR}, "`quantity` is 'entropi'; it must be one of: binary_cross_entropy, binary_entropy"),
        ("entropy", {"p": FOUR, "unit": "bit"}, '`unit` is \'bit\'; it must be "bits" or "nats"'),
        ("entropy", {"P": FOUR}, "'P'"),
        ("entropy", {"p": FOUR, "q": FOUR}, "'q'"),
    ],
)
def test_an_instructors_slip_is_named_whatever_the_learner_made(
    made: Any, quantity: str, others: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        check(made, quantity, **others)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"p": 0.3}, "`entropy` cannot be computed from p = 0.3: `p` is the bare number 0.3"),
        ({"p": [0.5, 0.6]}, "`p` sums to 1.1"),
        ({"p": ["a", "b"]}, "`p[0]` is 'a'"),
    ],
)
def test_inputs_that_give_no_value_are_named(inputs: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        check(1.6, "entropy", **inputs)


@pytest.mark.parametrize(
    ("quantity", "unit", "says"),
    [("surprise", "bits", "`quantity` is 'surprise'"), ("entropy", "bit", "`unit` is 'bit'")],
)
def test_an_instructors_slip_about_a_curve_is_named(quantity: str, unit: Any, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        check_curve(_axes(), quantity, _of_x, unit=unit)


# ---- Curves

X = np.linspace(0.02, 0.98, 97)


def _axes(x: Any = None, y: Any = None, xlabel: str = "q", ylabel: str = "KL divergence (bits)", **line: Any) -> Axes:
    ax = Figure().subplots()
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if x is not None:
        ax.plot(x, y, **line)
    return ax


def _coin(x: Any) -> Array:
    return np.stack([x, np.subtract(1, x)], axis=-1)


def _of_x(x: Array) -> dict[str, Array]:
    return {"p": np.array([0.8, 0.2]), "q": _coin(x)}


def _kl(x: Any) -> Array:
    return np.asarray(rel_entr([0.8, 0.2], _coin(x)).sum(axis=-1) / LN2)


def _other_kl(x: Any) -> Array:
    return np.asarray(rel_entr(_coin(x), [0.8, 0.2]).sum(axis=-1) / LN2)


CURVES: dict[str, tuple[Callable[[], Any], Kind, tuple[str, ...], list[str]]] = {
    "right": (lambda: _axes(X, _kl(X)), "right", (), []),
    "right, as lists": (lambda: _axes(X.tolist(), _kl(X).tolist()), "right", (), []),
    "right, from right to left": (lambda: _axes(X[::-1], _kl(X[::-1])), "right", (), []),
    "right, with its ends at infinity": (
        lambda: _axes(np.linspace(0, 1, 50), _kl(np.linspace(0, 1, 50))),
        "right",
        (),
        [],
    ),
    "right, just wide enough": (
        lambda: _axes(np.linspace(0.1, 0.9, 20), _kl(np.linspace(0.1, 0.9, 20))),
        "right",
        (),
        [],
    ),
    "the wrong way round": (
        lambda: _axes(X, _other_kl(X)),
        "mistake",
        ("P and Q swapped",),
        ["wrong way round", "KL(Q‖P)"],
    ),
    "in nats": (lambda: _axes(X, _kl(X) * LN2), "mistake", (UNIT,), ["in nats; bits are asked for"]),
    "the cross-entropy": (
        lambda: _axes(X, _kl(X) + 0.7219),
        "mistake",
        ("cross-entropy for KL",),
        ["the whole bill"],
    ),
    "unlike anything": (lambda: _axes(X, np.sin(9 * X)), "not yet", (), ["At x = 0.02 the curve is not right yet"]),
    "no x label": (lambda: _axes(X, _kl(X), xlabel=""), "not yet", (), ["x axis", "Label it"]),
    "no y label": (lambda: _axes(X, _kl(X), ylabel=""), "not yet", (), ["y axis", "the unit: bits"]),
    "no unit in the y label": (lambda: _axes(X, _kl(X), ylabel="KL (nats)"), "not yet", (), ["the unit: bits"]),
    "too short": (lambda: _axes(X[20:60], _kl(X[20:60])), "not yet", (), ["from x = 0.1 to 0.9"]),
    "beyond 0 and 1": (
        lambda: _axes(np.linspace(-1, 2, 50), np.linspace(-1, 2, 50)),
        "not yet",
        (),
        ["runs from x = -1 to 2", "swapped, is x in per cent"],
    ),
    "a gap in x": (lambda: _axes([math.nan, *X], [0, *_kl(X)]), "not yet", (), ["runs from x = nan"]),
    "nothing drawn": (lambda: _axes(), "not done", (), ["no curve", "`ax.plot(x, y)`"]),
    "too few points": (
        lambda: _axes(X[::6], _kl(X[::6])),
        "not yet",
        (),
        ["no curve with points enough", "20 at least"],
    ),
    "points alone": (lambda: _scattered(), "not done", (), ["points and no line"]),
    "no axes": (lambda: None, "not done", (), ["no axes", "`figure, ax = plt.subplots()`"]),
    "the figure for its axes": (lambda: Figure(), "not done", (), ["no axes"]),
    "words for numbers": (lambda: _axes(X, [f"height {y:.4f}" for y in _kl(X)]), "not yet", (), []),
    "numbers as words": (lambda: _axes(X, [f"{y:.4f}" for y in _kl(X)]), "not yet", (), []),
    "nothing for numbers": (lambda: _axes(X, [None] * len(X)), "not yet", (), ["nan"]),
    "the right one among others": (lambda: _with_others(), "right", (), []),
    "right at first": (
        lambda: _axes(X, np.where(X < 0.505, _kl(X), _kl(X) + 0.3)),
        "not yet",
        (),
        ["At x = 0.51 the curve is not right yet"],
    ),
    "a capital unit": (lambda: _axes(X, _kl(X), ylabel="KL [Bits]"), "right", (), []),
    "shannons": (lambda: _axes(X, _kl(X), ylabel="KL in Sh"), "right", (), []),
    "one bit": (lambda: _axes(X, _kl(X), ylabel="divergence (bit)"), "right", (), []),
    "a habitat": (lambda: _axes(X, _kl(X), ylabel="habitat"), "not yet", (), ["the unit: bits"]),
    "arbitrary units": (lambda: _axes(X, _kl(X), ylabel="KL, arbitrary units"), "not yet", (), ["the unit: bits"]),
    "what `plot` gave back": (
        lambda: _axes(X, _kl(X)).plot(X, _kl(X)),
        "not done",
        (),
        ["`ax` holds lines now", "`ax.plot(x, y)` alone"],
    ),
    "the line itself": (lambda: _axes(X, _kl(X)).lines[0], "not done", (), ["`ax` holds lines now"]),
    "a curve that nobody sees": (lambda: _axes(X, _kl(X), alpha=0), "not yet", (), ["no curve with points enough"]),
    "a curve without its line": (
        lambda: _axes(X, _kl(X), linestyle="None", marker="o"),
        "not yet",
        (),
        ["no curve with points enough"],
    ),
}


def _scattered() -> Axes:
    ax = _axes()
    ax.scatter(X, _kl(X))
    return ax


def _with_others() -> Axes:
    ax = _axes(X, _other_kl(X))
    ax.axhline(0.7)
    ax.axvline(0.8)
    ax.plot(X, _kl(X))
    return ax


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_judged_by_its_line_its_range_and_its_labels(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    draw, kind, mistakes, words = CURVES[name]
    verdict = check_curve(draw(), "kl_divergence", _of_x)
    assert (verdict.kind, verdict.mistakes) == (kind, mistakes), verdict
    assert all(word in repr(verdict) for word in words), verdict
    assert capsys.readouterr() == ("", "")


def test_a_curve_in_another_figure_is_found_there() -> None:
    try:
        plt.figure()
        plt.plot(X, _kl(X))
        verdict = check_curve(_axes(), "kl_divergence", _of_x)
        assert verdict.kind == "not done"
        assert "in another figure than that of `ax`" in verdict.text
    finally:
        plt.close("all")


@pytest.mark.parametrize(("label", "kind"), [("Nats", "right"), ("nat", "right"), ("signature", "not yet")])
def test_nats_are_a_word_of_their_own(label: str, kind: str) -> None:
    verdict = check_curve(_axes(X, _kl(X) * LN2, ylabel=label), "kl_divergence", _of_x, unit="nats")
    assert verdict.kind == kind


def test_a_curve_in_nats_may_be_asked_for() -> None:
    assert check_curve(_axes(X, _kl(X) * LN2, ylabel="nats"), "kl_divergence", _of_x, unit="nats").kind == "right"
    assert check_curve(_axes(X, _kl(X), ylabel="nats"), "kl_divergence", _of_x, unit="nats").mistakes == (UNIT,)


def test_a_curve_must_reach_as_far_as_it_is_asked() -> None:
    ax = _axes(X, _kl(X))
    assert check_curve(ax, "kl_divergence", _of_x, low=0.02, high=0.98).kind == "right"
    assert "from x = 0.001 to 0.98" in repr(check_curve(ax, "kl_divergence", _of_x, low=0.001, high=0.98))


def test_the_curve_of_what_has_no_unit_needs_none_in_its_label() -> None:
    choices = 2 ** (_kl(X) + entr([0.8, 0.2]).sum() / LN2)
    assert check_curve(_axes(X, choices, ylabel="perplexity"), "perplexity", _of_x).kind == "right"


def test_where_a_curve_has_nan_the_mistake_is_named() -> None:
    x = np.linspace(0, 1, 50)
    with np.errstate(all="ignore"):
        y = -x * np.log2(x) - (1 - x) * np.log2(1 - x)
    verdict = check_curve(_axes(x, y, ylabel="entropy in bits"), "binary_entropy", lambda x: {"p": x})
    assert verdict.mistakes == ("0 · log 0",)


def test_no_verdict_on_an_older_answer_while_the_cell_above_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = SimpleNamespace(last_execution_succeeded=False, execution_count=7)
    monkeypatch.setattr("infotheory_helpers.checks.cells.running_shell", lambda: shell)
    verdict = check(1.6477, "entropy", p=[0.05, 0.15, 0.3, 0.5])
    assert verdict.kind == "not yet"
    assert "stopped with an error" in verdict.text
    assert check_curve(_axes(X, _kl(X)), "kl_divergence", _of_x) == verdict
    # The check once more, with nothing mended: it ran without an error itself, and the answer is as old as before.
    shell.last_execution_succeeded, shell.execution_count = True, 8
    assert check(1.6477, "entropy", p=[0.05, 0.15, 0.3, 0.5]) == verdict
    # The cell was mended and run as number 9, the check as number 10.
    shell.execution_count = 10
    assert check(1.6477, "entropy", p=[0.05, 0.15, 0.3, 0.5]).kind == "right"


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ((1, 6477), "with a point, not with a comma"),
        (1.65, "Nearly. Round at the very end"),
        (None, "If you wrote `print`"),
        ([..., ...], "Nothing is here yet"),
        (1.6577, "Nearly."),
        (1e300, "1e+300 is not it"),
    ],
)
def test_small_slips_get_a_sentence_of_their_own(made: Any, says: str) -> None:
    assert says in repr(check(made, "entropy", p=[0.05, 0.15, 0.3, 0.5]))


INFINITE: dict[str, dict[str, Any]] = {
    "kl_divergence": {"p": [0.5, 0.5], "q": [1, 0]},
    "cross_entropy": {"p": [0.3, 0.7], "q": [1, 0]},
    "information_content": {"p": 0.0},
    "binary_cross_entropy": {"y_true": [1, 0], "y_pred": [0.0, 0.5]},
}


@pytest.mark.parametrize("quantity", INFINITE)
@pytest.mark.parametrize("made", [3.0, -2.0, 117.3, 123456.7, -math.inf])
def test_no_finite_number_is_near_infinity(quantity: str, made: float) -> None:
    verdict = check(made, quantity, **INFINITE[quantity])
    assert verdict.kind in ("not yet", "mistake")
    assert "Nearly" not in verdict.text


def test_nearly_looks_at_the_finite_numbers_of_a_list() -> None:
    surprises: dict[str, Any] = {"p": [0.5, 0.0, 0.3]}
    assert "Nearly" not in repr(check([1.0, 3.0, 1.737], "information_content", **surprises))
    assert "Nearly" in repr(check([1.0, math.inf, 1.74], "information_content", **surprises))
    assert check([1.0, math.inf, 1.737], "information_content", **surprises).kind == "right"
    assert "Nearly" not in repr(check(math.inf, "kl_divergence", p=[0.5, 0.5], q=[0.6, 0.4]))


# ---- What NumPy would let pass

UNFILLED: dict[str, tuple[str, Function]] = {
    "one": ("entropy", lambda p: -np.sum(p * np.log2(p, where=p > 0))),
    "of the model": ("cross_entropy", lambda p, q: -np.sum(p * np.log2(q, where=p > 0))),
    "of the ratio": ("kl_divergence", lambda p, q: np.sum(p * np.log2(p / q, where=p > 0))),
    "of both": ("kl_divergence", lambda p, q: np.sum(p * (np.log2(p, where=p > 0) - np.log2(q, where=p > 0)))),
    "of a pair": (
        "binary_entropy",
        lambda p: -np.sum(np.array([p, 1 - p]) * np.log2(np.array([p, 1 - p]), where=np.array([p, 1 - p]) > 0)),
    ),
}


@pytest.mark.parametrize("case", UNFILLED)
def test_where_without_out_is_heard_and_named(case: str) -> None:
    quantity, function = UNFILLED[case]
    verdict = check(function, quantity)
    assert verdict.mistakes == ("where= without out=",)
    assert "`out=np.zeros_like(p)`" in verdict.text


def test_memory_that_nobody_filled_is_never_right_by_luck() -> None:
    # As an older NumPy, which says nothing, leaves it.
    for _ in range(5):
        verdict = check(lambda p: -np.sum(p * np.log2(p, where=p > 0, out=np.empty_like(p))), "entropy")
        assert verdict.kind != "right"


def test_where_with_out_is_right() -> None:
    assert check(lambda p: -np.sum(p * np.log2(p, where=p > 0, out=np.zeros_like(p))), "entropy").kind == "right"


# ---- Slips of functions


def _nothing_where_a_zero_is(p: Any) -> Any:
    if (p > 0).all():
        return entr(p).sum() / LN2
    return None


@pytest.mark.parametrize(
    ("function", "quantity", "says"),
    [
        (_nothing_where_a_zero_is, "entropy", "For p = [1.0, 0.0] nothing comes back. Is a `return` missing"),
        (lambda p: np.array([1.0, 2.0]) + 0 * p.sum(), "entropy", "2 numbers came where one belongs"),
        (lambda p: math.log2(1 / p), "information_content", "`np.log2` gives −inf"),
        (lambda p: -math.log2(p), "information_content", "`np.log2` gives −inf"),
        (lambda p: -np.sum(p * np.log2(p[p > 0])), "entropy", "was a mask used on one of them alone?"),
        (lambda p: round(entr(p).sum() / LN2, 2), "entropy", "Nearly. Is something rounded on the way"),
        (lambda p, q: max(rel_entr(p, q).sum(), rel_entr(q, p).sum()) / LN2, "kl_divergence", "none of the mistakes"),
    ],
)
def test_slips_of_functions_get_a_sentence_of_their_own(function: Function, quantity: str, says: str) -> None:
    verdict = check(function, quantity)
    assert (verdict.kind, verdict.mistakes) == ("not yet", ())
    assert says in verdict.text
    assert "comma" not in verdict.text


def test_inputs_of_twelve_numbers_are_shown_and_longer_ones_described() -> None:
    assert shown({"p": np.full(12, 1 / 12)}) == f"p = {[0.0833] * 12}"
    assert shown({"p": np.full(13, 1 / 13)}) == "p = an array of shape (13,)"


# ---- Two mistakes that leave the same number


def test_where_two_mistakes_leave_one_number_both_are_told_once() -> None:
    quarter = check(0.25, "information_content", p=1 / 16)
    assert quarter.mistakes == ("weighted by p", "one divided by the surprise")
    assert quarter.text.count(" Or: ") == 1
    first = check(0.45, "mean_code_length", p=[0.45, 0.3, 0.15, 0.1], lengths=[1, 2, 3, 3])
    assert first.mistakes == ("mean in place of the sum", "the first term only")
    assert len(set(first.mistakes)) == len(first.mistakes)


def test_one_mistake_is_likelier_than_two() -> None:
    one = Mistake("one", lambda p: 0.5 * np.asarray(p), "One.", "p / 2")
    other = Mistake("other", lambda p: 0.5 * np.asarray(p) / LN2, "Other.", "p / 2 / np.log(2)")
    quantity = Quantity(lambda p: p, [], [], lambda _random, _size: {}, [one, other], lambda **_: (0, np.inf, ""))
    verdict = Asked(quantity, "bits").verdict([np.asarray(4.0)], [{"p": 8.0}])
    assert verdict.mistakes == ("one",)  # and not the other with its unit besides


def test_a_number_near_0_is_not_taken_for_any_other() -> None:
    # H(Q) − H(P) is 0.00996 bits there; three decimals alone would fit everything from 0.0095 to 0.0105.
    inputs: dict[str, Any] = {"p": P, "q": Q}
    assert "difference of the entropies" in check(0.00997, "kl_divergence", **inputs).mistakes
    for made in (0.0025, 0.0097, 0.0105, 0.0071):
        assert check(made, "kl_divergence", **inputs).mistakes == ()


def test_where_whole_numbers_are_needed_labels_come_as_whole_numbers_too() -> None:
    def chosen(y: Any, q: Any) -> Any:
        return -np.mean(np.log2(np.choose(y, [1 - q, q])))

    def filled(y: Any, q: Any) -> Any:
        out = np.zeros_like(y)
        out[:] = -np.log2(np.where(y == 1, q, 1 - q))
        return out.mean()

    assert check(chosen, "binary_cross_entropy").kind == "right"
    assert check(filled, "binary_cross_entropy").kind == "right"


def test_an_upside_down_fraction_is_not_called_a_lost_minus() -> None:
    verdict = check(lambda p, q: np.sum(p * np.log2(q / p)), "kl_divergence")
    assert verdict.mistakes == (SIGN,)
    assert "Is the fraction upside down" in verdict.text


def test_one_bit_is_a_unit_too() -> None:
    assert check_curve(_axes(X, _kl(X), ylabel="KL, bit"), "kl_divergence", _of_x).kind == "right"


def test_a_number_where_a_function_is_asked_for_is_said_to_be_one() -> None:
    assert "A function is asked for here; this is of type float." in repr(check(0.3, "entropy"))


@pytest.mark.parametrize(
    "softmax",
    [
        lambda z: scipy.special.softmax(np.clip(z, -500, 500), axis=1),
        lambda z: np.exp(z - z.mean(axis=1, keepdims=True)) / np.exp(z - z.mean(axis=1, keepdims=True)).sum(1)[:, None],
    ],
)
def test_half_a_cure_for_overflow_is_not_called_right(softmax: Function) -> None:
    assert check(softmax, "softmax").kind != "right"

"""Runs a learner's function where it can do no harm: it may print, raise, loop or return nonsense."""

import contextlib
import ctypes
import io
import reprlib
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from .names import where_from

SECONDS = 5.0  # for all calls of one check together


class Trouble(Exception):
    """What kept a function from giving a result, as a sentence to its author."""


class NotDone(Exception):
    """There is nothing to look at yet."""


class Unfilled(Exception):
    """A function used `where=` without `out=`, so its numbers are what lay in the memory before."""


class _Nowhere(io.TextIOBase):
    """Takes what a function prints and keeps none of it, however much it is."""

    def write(self, text: str) -> int:
        return len(text)


def _nobody_answers(*_: Any) -> str:
    raise RuntimeError("nobody is here to answer `input`; what the function needs comes in as its arguments")


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    # Without a second thread the time is looked up at each line: slower, and what waits in one line is not ended.
    end, before, rang = time.monotonic() + seconds, sys.gettrace(), False

    def watch(*_: Any) -> Any:
        nonlocal rang
        if time.monotonic() > end:
            rang = True
            raise KeyboardInterrupt  # which no `except Exception` swallows
        return watch

    sys.settrace(watch)
    try:
        yield
    except KeyboardInterrupt:
        if not rang:
            raise
    finally:
        sys.settrace(before)
    if rang:
        raise TimeoutError


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End what runs in this block after so many seconds, by what the stop button of a notebook sends."""
    mine, lock, over = threading.get_ident(), threading.Lock(), False
    in_main, rang = threading.current_thread() is threading.main_thread(), False

    def ring() -> None:
        nonlocal rang
        with lock:
            if over:
                return
            rang = True
            if not in_main:  # signals reach the main thread alone
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(mine), ctypes.py_object(KeyboardInterrupt))
            elif hasattr(signal, "pthread_kill"):
                signal.pthread_kill(mine, signal.SIGINT)  # this also wakes a function that sleeps
            else:
                signal.raise_signal(signal.SIGINT)

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # a browser's Python has no second thread
        with _watched(seconds):
            yield
        return
    # Python may have been started where nobody listens to this signal (`nohup`, some CI runners).
    before = signal.signal(signal.SIGINT, signal.default_int_handler) if in_main else None
    try:
        yield
        # Whoever rings holds the lock, so the interrupt comes inside of this block or never.
        with lock:
            over = True
        if rang:
            raise TimeoutError  # what ran swallowed the interrupt, but has ended since
    except KeyboardInterrupt:
        if not rang:
            raise  # it was the learner who pressed stop
        raise TimeoutError from None
    finally:
        over = True
        timer.cancel()
        if in_main:
            signal.signal(signal.SIGINT, signal.default_int_handler if before is None else before)


def result_of(function: Callable[..., Any], inputs: Mapping[str, Any]) -> NDArray[np.float64]:
    """Call a function with copies of the inputs and give its result as numbers.

    Raises
    ------
    NotDone
        If it gives nothing.
    Unfilled
        If NumPy warns that it left numbers as they lay in memory.
    Trouble
        If it raises, or gives something that is no number.
    """
    copies = [np.array(value) if np.ndim(value) else value for value in inputs.values()]
    _leave_nans_in_memory([np.shape(value) for value in inputs.values()])
    nowhere = _Nowhere()
    try:
        with (
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
            warnings.catch_warnings(record=True) as heard,
            np.errstate(all="ignore"),
            patch("builtins.input", _nobody_answers),
        ):
            warnings.simplefilter("always")
            made = function(*copies)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a learner's function may raise anything, SystemExit too
        said = f": {str(error).removesuffix('.')}" if str(error) else ""
        raise Trouble(f"For {shown(inputs)} it stops with {type(error).__name__}{said}.{_remedy(error)}") from None
    if any("'where' used without 'out'" in str(warning.message) for warning in heard):
        raise Unfilled
    if made is None or made is ...:
        raise NotDone(f"For {shown(inputs)} nothing comes back.")
    return numbers_in(made, f" for {shown(inputs)}")


def _leave_nans_in_memory(shapes: list[tuple[int, ...]]) -> None:
    # Whoever reads memory that nobody filled finds nan there, and not by luck the zeros that would be right.
    for shape in shapes:
        used = [np.full(shape, np.nan) for _ in range(4)]
        del used


def _remedy(error: BaseException) -> str:
    said = str(error)
    if type(error) is NameError:
        return f" Run {where_from(error.name)}, then this one again."
    if isinstance(error, ZeroDivisionError) or "math domain error" in said or "expected a positive input" in said:
        return " Where a 0 comes in, NumPy's `np.log2` gives −inf, and no error; or ask for the 0 first."
    if "could not be broadcast" in said or ("shapes" in said and "not aligned" in said):
        return " Arrays of different lengths meet: was a mask used on one of them alone?"
    return ""


def numbers_in(made: Any, where: str = "") -> NDArray[np.float64]:
    """Turn what a learner made into numbers, or say what it is instead."""
    try:
        array = np.asarray(made)
        if array.dtype.kind == "O":
            array = array.astype(np.float64)  # fractions and the like are numbers too
    except Exception:  # their own class may raise anything here
        array = np.asarray(None)
    if array.dtype.kind not in "biuf":
        said = reprlib.repr(made)  # short, and safe where their own `__repr__` is not
        wanted = "hold numbers" if isinstance(made, list | tuple | np.ndarray) else "be a number"
        raise Trouble(f"What came{where} is {said}, of type {type(made).__name__}; it must {wanted}.")
    with np.errstate(all="ignore"):
        return array.astype(np.float64)


def shown(inputs: Mapping[str, Any]) -> str:
    """Write inputs as a learner would."""
    return ", ".join(f"{name} = {_shown(value)}" for name, value in inputs.items())


def _shown(value: Any) -> str:
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        return str(array.tolist())
    return str(np.round(array, 4).tolist()) if array.size <= 12 else f"an array of shape {array.shape}"

"""What may cross from a student's code to the grader: numbers, words, lists and arrays of them, figures, functions.

Packed inside, unpacked outside. An array is its bytes, its shape and its kind of number, all of them compared with each
other before any memory is set aside; NumPy's own file format is not used, as it believes the shape that it is told.
Whatever else a student made crosses as its type's name and a few words, and is no number to any check.
"""

import base64
import builtins
import numbers
import re
import reprlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from .drawn import packed_axes, packed_line, unpacked_axes, unpacked_line
from .wire import tidied

KINDS = re.compile(r"[<>|=]?(?:b1|[iuf][1248]|c8|c16|U\d{1,4})")
MOST_BYTES = 4_000_000  # of one value's arrays and words
MOST_THINGS, DEEPEST = 20_000, 20
WORDS = 100_000  # of one string

Call = Callable[[int, str], Any]  # makes what stands for a function, of its number and its name


class _Strange:
    """Stands for what is no data; it is of a type with the name that the student's had."""

    _said = ""

    def __repr__(self) -> str:
        return self._said


def strange(kind: str, said: str) -> Any:
    """Give what stands outside for something that is no data.

    Examples
    --------
    >>> thing = strange("Model", "<Model of 3 words>")
    >>> thing, type(thing).__name__
    (<Model of 3 words>, 'Model')
    """
    name = re.sub(r"\W", "", kind)[:60] or "object"
    thing = type(name, (_Strange,), {})()
    thing._said = tidied(said)[:200]
    return thing


class Packer:
    """Packs what a student made; functions are kept here, and only their numbers cross.

    Examples
    --------
    >>> from fractions import Fraction
    >>> packer = Packer()
    >>> packer.packed([1, 2.5, None, Fraction(1, 2)])
    {'list': [1, 2.5, None, {'number': 0.5}]}
    >>> packer.packed(abs), packer.functions
    ({'function': 0, 'name': 'abs'}, [<built-in function abs>])
    >>> packer.packed(object)["name"]
    'object'
    """

    def __init__(self) -> None:
        self.functions: list[Any] = []

    def packed(self, made: Any) -> Any:
        """Give what stands for it in a message. It may run code of the student's, and raises nothing of theirs."""
        self._left, self._bytes = MOST_THINGS, MOST_BYTES
        return self._packed(made, 0)

    def _packed(self, made: Any, depth: int) -> Any:
        self._left -= 1
        try:
            if depth > DEEPEST or self._left < 0:
                return _strange_of(made)
            return self._known(made, depth)
        except KeyboardInterrupt:
            raise
        except BaseException:  # a student's class may raise anything, wherever it is looked at
            return _strange_of(made)

    def _known(self, made: Any, depth: int) -> Any:
        if made is None or made is True or made is False:
            return made
        if made is ...:
            return {"dots": True}
        if type(made) is float or (type(made) is int and abs(made) < 2**63):
            return made
        if isinstance(made, str):
            self._bytes -= min(len(made), WORDS)
            return str(made)[:WORDS] if self._bytes > 0 else _strange_of(made)
        if isinstance(made, list | tuple):
            kind = "list" if isinstance(made, list) else "tuple"
            return {kind: [self._packed(one, depth + 1) for one in made]}
        if isinstance(made, dict):
            pairs = [(self._packed(key, depth + 1), self._packed(one, depth + 1)) for key, one in made.items()]
            return {"dict": pairs}
        if isinstance(made, Axes):
            return {"axes": packed_axes(made)}
        if isinstance(made, Line2D):
            return {"line": packed_line(made)}
        if callable(made):
            self.functions.append(made)
            return {"function": len(self.functions) - 1, "name": str(getattr(made, "__name__", "function"))[:60]}
        return self._numbers(made)

    def _numbers(self, made: Any) -> Any:
        if isinstance(made, numbers.Number) and not isinstance(made, np.generic | complex):
            return {"number": float(made)}  # type: ignore[arg-type]
        array = np.asarray(made)
        if array.dtype.kind == "O":
            array = array.astype(np.float64)  # fractions and the like are numbers too
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype(np.float64)
        self._bytes -= array.nbytes
        if not KINDS.fullmatch(array.dtype.str) or self._bytes < 0:
            return _strange_of(made)
        data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
        return {"array": data, "shape": list(array.shape), "kind": array.dtype.str}


def _strange_of(made: Any) -> dict[str, Any]:
    try:
        said = reprlib.repr(made)
    except BaseException:
        said = "something"
    return {"strange": type(made).__name__[:60], "said": said[:200]}


def unpacked(data: Any, call: Call) -> Any:
    """Give what a message stands for; what makes no sense is no number, and nothing is raised.

    Examples
    --------
    >>> unpacked({"tuple": [1, {"dots": True}]}, lambda number, name: name)
    (1, Ellipsis)
    >>> unpacked({"array": "AAAAAAAA8D8=", "shape": [1], "kind": "<f8"}, lambda number, name: name)
    array([1.])
    >>> unpacked({"array": "", "shape": [10**9], "kind": "<f8"}, lambda number, name: name)
    what cannot be read
    """
    try:
        return _unpacked(data, call, 0)
    except Exception:  # whatever was sent, the grader goes on
        return strange("object", "what cannot be read")


def _unpacked(data: Any, call: Call, depth: int) -> Any:
    if data is None or isinstance(data, bool | int | float):
        return data
    if isinstance(data, str):
        return tidied(data)
    if not isinstance(data, dict) or depth > DEEPEST + 1:
        raise ValueError("no value")
    match data:
        case {"dots": True}:
            return ...
        case {"number": float(number)}:
            return number
        case {"list": list(them)}:
            return [_unpacked(one, call, depth + 1) for one in them]
        case {"tuple": list(them)}:
            return tuple(_unpacked(one, call, depth + 1) for one in them)
        case {"dict": list(pairs)}:
            return {_unpacked(key, call, depth + 1): _unpacked(one, call, depth + 1) for key, one in pairs}
        case {"array": str(), "shape": list(), "kind": str()}:
            return _array(data)
        case {"axes": dict(axes)}:
            return unpacked_axes(axes)
        case {"line": dict(line)}:
            return unpacked_line(line)
        case {"function": int(number), "name": str(name)}:
            return call(number, tidied(name))
        case {"strange": str(kind), "said": str(said)}:
            return strange(kind, said)
    raise ValueError("no value")


def _array(data: Mapping[str, Any]) -> Any:
    kind, shape, raw = data["kind"], data["shape"], base64.b64decode(data["array"], validate=True)
    if not KINDS.fullmatch(kind) or len(shape) > 16 or not all(type(n) is int and n >= 0 for n in shape):
        raise ValueError("no array")
    dtype = np.dtype(kind)
    size = 1
    for n in shape:
        size *= n
    if size * dtype.itemsize != len(raw):
        raise ValueError("no array")
    array = np.frombuffer(raw, dtype).reshape(shape) if size else np.zeros(shape, dtype)
    return array.copy()[()]  # a number alone is a number again


def packed_error(error: BaseException) -> dict[str, Any]:
    """Give an error as words: its type, what it says, and the name that is missing, where one is.

    Examples
    --------
    >>> packed_error(ZeroDivisionError("division by zero"))
    {'type': 'ZeroDivisionError', 'says': 'division by zero', 'name': None}
    """
    try:
        says = str(error)[:2000]
    except BaseException:
        says = ""
    name = getattr(error, "name", None) if type(error) is NameError else None
    return {"type": type(error).__name__[:60], "says": says, "name": name if isinstance(name, str) else None}


def unpacked_error(data: Any) -> BaseException:
    """Give an error that reads as the one that was met inside, of Python's own type where Python has one.

    Examples
    --------
    >>> unpacked_error({"type": "ZeroDivisionError", "says": "division by zero", "name": None})
    ZeroDivisionError('division by zero')
    >>> type(unpacked_error({"type": "TooSmall", "says": "", "name": None})).__name__
    'TooSmall'
    """
    data = data if isinstance(data, dict) else {}
    kind, says, name = (tidied(data.get(key) or "") for key in ("type", "says", "name"))
    if kind == "NameError" and name:
        return NameError(says, name=name)
    known = getattr(builtins, kind, None)
    if isinstance(known, type) and issubclass(known, Exception) and not issubclass(known, UnicodeError | OSError):
        try:
            error: BaseException = known(says)
            return error
        except Exception:  # some want more than a sentence
            pass
    made: type[Exception] = type(re.sub(r"\W", "", kind)[:60] or "Error", (Exception,), {})
    return made(says) if says else made()

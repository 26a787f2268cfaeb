"""What waits inside of the sandbox: runs a student's cells when it is asked to, and sends values back as plain data.

It decides nothing. A student's code shares its process and may bend all of it; what comes out is looked at outside.
"""

import base64
import gc
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from infotheory_helpers.checks.trials import undisturbed

from .shell import Shell
from .values import Packer, packed_error, unpacked
from .wire import Channel, TooLarge

Answer = dict[str, Any]


class Inside:
    """Answers the grader's questions about one notebook.

    Examples
    --------
    >>> inside = Inside(Shell())  # doctest: +SKIP
    >>> inside.answer({"do": "run", "source": "p = 1 / 4", "seconds": 5})["error"] is None  # doctest: +SKIP
    True
    >>> inside.answer({"do": "values", "names": ["p", "q"], "seconds": 5})  # doctest: +SKIP
    {'values': {'p': 0.25}}
    """

    def __init__(self, shell: Shell) -> None:
        self._shell, self._packer = shell, Packer()

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """Do what is asked for."""
        what: Callable[..., Answer] = getattr(self, f"_{asked['do']}")
        return what(**{name: value for name, value in asked.items() if name != "do"})

    def _run(self, source: str, seconds: float, leniently: bool = False) -> Answer:
        ran = self._shell.run(source, seconds, leniently)
        return {**ran, "error": None if ran["error"] is None else packed_error(ran["error"])}

    def _values(self, names: list[str], seconds: float) -> Answer:
        there = self._shell.user_ns
        with self._shell.interrupted(seconds):
            return {"values": {name: self._packer.packed(there[name]) for name in names if name in there}}

    def _call(self, function: int, given: list[Any], named: dict[str, Any], seconds: float) -> Answer:
        called = self._packer.functions[function]
        args = [unpacked(one, _no_function) for one in given]
        kwargs = {name: unpacked(one, _no_function) for name, one in named.items()}
        try:
            with self._shell.interrupted(seconds), undisturbed(args) as heard:
                made = called(*args, **kwargs)
        except BaseException as error:  # a student's function may raise anything
            return {"error": packed_error(error)}
        gave = self._packer.packed(made)
        return {"gave": gave, "warned": [str(warning.message)[:500] for warning in heard[:20]]}

    def _file(self, name: str, content: str) -> Answer:
        Path(Path(name).name).write_bytes(base64.b64decode(content))
        return {}


def _no_function(number: int, name: str) -> Any:
    raise ValueError(f"no function crosses into here: {number}, {name}")


def serve(end: socket.socket, shell: Shell) -> None:
    """Answer until nobody asks any more."""
    np.random.seed()  # noqa: NPY002 - a student's code may use it, and no two notebooks are to share their luck
    sys.path.insert(0, "")
    gc.enable()
    channel, inside = Channel(end), Inside(shell)
    channel.send({"begun": True})  # nothing of a student's has run yet
    while True:
        asked = channel.receive()
        try:
            answer = inside.answer(asked)
        except BaseException as error:
            answer = {"error": packed_error(error), "outputs": [], "values": {}, "late": True, "notes": []}
        try:
            channel.send(answer)
        except TooLarge as error:
            channel.send({"error": packed_error(error), "outputs": [], "values": {}, "late": False, "notes": []})


def end_at_once(end: socket.socket, shell: Shell) -> None:
    """Serve, and leave without any of the goodbyes that a student may have arranged."""
    try:
        serve(end, shell)
    except BaseException:
        pass
    finally:
        os._exit(0)

"""The one door between a student's code and the grader: messages of plain data, each with its length before it.

What comes through it was written by somebody who may wish for anything. So it is JSON and nothing else, it has a
largest size, and whoever waits for it says for how long.
"""

import json
import select
import socket
import struct
import time
from typing import Any

LARGEST = 8_000_000  # bytes of one message
GLANCE = 0.2  # seconds: a thread that waits longer in one go cannot be interrupted
LENGTH = struct.Struct("!I")


class Closed(Exception):
    """The other side is gone, or what it sends is no message."""


class TooLate(Exception):
    """Nothing came in time."""


class TooLarge(Exception):
    """A message is larger than any may be."""


class Channel:
    """One end of the door.

    Parameters
    ----------
    end : socket
        One end of a connected pair; it is the channel's from now on.

    Raises
    ------
    Closed
        By `send` and `receive`, if the other side is gone, or sends what is no message.
    TooLate
        By `send` and `receive`, if they take longer than `within` seconds.
    TooLarge
        By `send`, if a message has more bytes than `LARGEST`. The other side hears nothing of it.

    Examples
    --------
    >>> here, there = map(Channel, socket.socketpair())
    >>> here.send({"run": "1 + 1"})
    >>> there.receive()
    {'run': '1 + 1'}
    >>> there.close()
    >>> here.receive()
    Traceback (most recent call last):
    infotheory_helpers.classroom.sealed.wire.Closed: the other side is gone
    >>> here.close()
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end, self._waiting = end, bytearray()

    def send(self, message: Any, within: float | None = None) -> None:
        """Send one message."""
        body = json.dumps(message, separators=(",", ":")).encode("ascii")
        if len(body) > LARGEST:
            raise TooLarge(f"a message of {len(body)} bytes; the most is {LARGEST}")
        rest, until = memoryview(LENGTH.pack(len(body)) + body), _until(within)
        while rest:
            self._wait(until, to_write=True)
            try:
                rest = rest[self._end.send(rest) :]
            except BlockingIOError:
                continue
            except OSError as gone:
                raise Closed("the other side is gone") from gone

    def receive(self, within: float | None = None) -> Any:
        """Wait for one message, and give it."""
        until = _until(within)
        while (body := self._complete()) is None:
            self._wait(until, to_write=False)
            try:
                came = self._end.recv(1 << 20)
            except BlockingIOError:
                continue
            except OSError as gone:
                raise Closed("the other side is gone") from gone
            if not came:
                raise Closed("the other side is gone")
            self._waiting += came
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as nonsense:  # too deep is no message either
            raise Closed("what came is no message") from nonsense

    def close(self) -> None:
        """Close this end; the other side is told so when it next listens."""
        self._end.close()

    def fileno(self) -> int:
        """Give the number under which the system knows this end."""
        return self._end.fileno()

    def _complete(self) -> bytes | None:
        if len(self._waiting) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack_from(self._waiting)
        if length > LARGEST:
            raise Closed(f"what came says that it has {length} bytes; the most is {LARGEST}")
        end = LENGTH.size + length
        if len(self._waiting) < end:
            return None
        body = bytes(self._waiting[LENGTH.size : end])
        del self._waiting[:end]
        return body

    def _wait(self, until: float | None, to_write: bool) -> None:
        mine, ready = [self._end], False
        while not ready:
            left = GLANCE if until is None else min(until - time.monotonic(), GLANCE)
            if left <= 0:
                raise TooLate
            try:
                ready = any(select.select([] if to_write else mine, mine if to_write else [], [], left))
            except (OSError, ValueError) as gone:
                raise Closed("this side is closed") from gone


def _until(within: float | None) -> float | None:
    return None if within is None else time.monotonic() + within


def tidied(text: Any) -> str:
    """Give text that any file and any console can hold: without halves of characters, and without what no file holds.

    Examples
    --------
    >>> tidied("log₂ \\ud800\\x00")
    'log₂ ?'
    """
    return str(text).encode("utf-8", "replace").decode("utf-8").replace("\0", "")

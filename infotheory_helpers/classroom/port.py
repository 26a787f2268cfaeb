"""Looks whether JupyterLab may listen at a port, before anything slow is done for it.

python infotheory_helpers/classroom/port.py 8888
"""

# `make` runs this file by itself, before there is an environment: it imports nothing that does not come with Python.
import contextlib
import socket
import sys

USUAL = 8888
LAST = 65535
FIRST_FOR_ALL = 1024  # most systems keep those below for themselves


class NoPort(Exception):
    """Why this is no port to listen at, as a sentence to a learner."""


def port(asked: str) -> int:
    """Give the port that a learner asked for. It may be taken: JupyterLab then goes on to the next.

    Parameters
    ----------
    asked : str
        What stands behind `PORT=` or `--port`.

    Returns
    -------
    int
        The port, from 1 to 65535.

    Raises
    ------
    NoPort
        If it is no number of a port, or this computer keeps that port for itself.

    Examples
    --------
    >>> port("8888")
    8888
    >>> port("abc")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    infotheory_helpers.classroom.port.NoPort: A port is a number from 1 to 65535, and 'abc' is none...
    """
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    if not 1 <= number <= LAST:
        raise NoPort(f"A port is a number from 1 to {LAST}, and {asked!r} is none. The usual one is {USUAL}.")
    if number < FIRST_FOR_ALL and not _may_listen(number):
        raise NoPort(
            f"This computer keeps port {number} for itself. Take one from {FIRST_FOR_ALL} to {LAST}; "
            f"the usual one is {USUAL}."
        )
    return number


def _may_listen(number: int) -> bool:
    with contextlib.closing(socket.socket()) as listener:
        try:
            listener.bind(("127.0.0.1", number))
        except PermissionError:
            return False
        except OSError:  # taken, for instance
            return True
    return True


if __name__ == "__main__":
    try:
        port(sys.argv[1])
    except NoPort as why:
        print(why, file=sys.stderr)
        sys.exit(2)

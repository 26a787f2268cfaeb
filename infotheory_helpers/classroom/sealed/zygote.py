"""The process that waits in the sandbox with everything imported; each notebook gets a fork of it.

python -m infotheory_helpers.classroom.sealed.zygote <number of its socket> sealed|plain

It is asked with one byte: `+` brings a socket on which a new notebook is served, `-` ends the notebook that runs. When
one has ended it says so, and what it cost. It runs no code of a student's, and starts no thread.
"""

import contextlib
import gc
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from typing import Any, NoReturn

from .inside import end_at_once
from .namespaces import (
    HOME,
    MEMORY,
    address_space,
    become_nobody,
    end_with_parent,
    give_up_rights,
    limit_amounts,
    memory_of_others,
    say_nothing,
    see_nothing,
)
from .shell import Shell, new_shell
from .stand_ins import put_in
from .wire import Channel

LOOK_EVERY = 0.25  # seconds between two looks at how much memory a notebook uses


def _warm() -> Shell:
    # What a sheet imports, and what is slow when it is done for the first time.
    import infotheory_helpers

    for name in ("cross_entropy", "entropy", "kl_divergence", "softmax"):
        getattr(infotheory_helpers, name)
    put_in()
    shell = new_shell()
    shell.run("import matplotlib.pyplot as plt\nimport numpy as np\nplt.subplots()[1].plot([0, 1]);", 60)
    shell.run("%reset -f", 60)
    shell.execution_count = 1
    shell.shown = type(shell.shown)()
    return shell


def wait(control: socket.socket, sealed: bool) -> None:
    """Serve one notebook after the other, until nobody is there to ask."""
    shell, channel = _warm(), Channel(control)
    if sealed:
        become_nobody()
    if threading.active_count() > 1:
        raise RuntimeError(f"a fork needs a process without threads; here are {threading.enumerate()}")
    gc.collect()
    gc.freeze()
    channel.send({"ready": True})
    running: int | None = None
    place = ""  # where a notebook that is not sealed may write
    while True:
        asked, end = _asked(control, running)
        if asked == "":
            break
        if asked == "+" and end is not None:
            place = "" if sealed else tempfile.mkdtemp(prefix="notebook-")
            running = _forked(end, control, shell, place)
            end.close()
        elif asked == "-" and running is not None:
            _kill(running, sealed)
        elif asked == "ended" and running is not None:
            channel.send(_buried(running, place))
            running = None
    if running is not None:
        _kill(running, sealed)
        _buried(running, place)


def _asked(control: socket.socket, running: int | None) -> tuple[str, socket.socket | None]:
    # What is asked for next; "ended" if the notebook that runs has ended first.
    handle = os.pidfd_open(running) if running is not None and hasattr(os, "pidfd_open") else None
    ears: list[Any] = [control] if handle is None else [control, handle]
    look, step = time.monotonic() + LOOK_EVERY, LOOK_EVERY if handle is not None or running is None else 0.01
    try:
        while True:
            ready, _, _ = select.select(ears, [], [], None if running is None else step)
            if control in ready:
                said, ends, _, _ = socket.recv_fds(control, 1, 1)
                return said.decode("ascii"), socket.socket(fileno=ends[0]) if ends else None
            if running is None:
                continue
            if ready or (handle is None and os.waitid(os.P_PID, running, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
                return "ended", None
            if handle is not None and time.monotonic() > look:
                look = time.monotonic() + LOOK_EVERY
                if memory_of_others() > 1.25 * MEMORY:
                    return "-", None
    finally:
        if handle is not None:
            os.close(handle)


def _forked(end: socket.socket, control: socket.socket, shell: Shell, place: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        control.close()
        _be_alone(end, shell, place)
    except BaseException as why:  # it could not be sealed: the notebook is not run at all
        Channel(end).send({"failed": f"{type(why).__name__}: {why}"}, within=1)
    finally:
        os._exit(70)


def _be_alone(end: socket.socket, shell: Shell, place: str) -> NoReturn:
    in_use = address_space()
    say_nothing()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    end_with_parent()
    os.setsid()
    if not place:
        see_nothing()
        first = os.fork()  # the first process of the new namespace: with it, all that it left behind ends
        if first:
            end.close()
            os.waitpid(first, 0)
            os._exit(0)
        end_with_parent()
        os.chdir(HOME)
        runs = os.fork()
        if runs:
            end.close()
            _reap(runs)
        give_up_rights()
    else:
        os.chdir(place)
    limit_amounts(float(os.environ["COURSE_SECONDS"]), in_use)
    end_at_once(end, shell)
    os._exit(0)


def _reap(runs: int) -> NoReturn:
    # The first process of a namespace inherits every orphan in it.
    while True:
        try:
            if os.wait()[0] == runs:
                os._exit(0)
        except ChildProcessError:
            os._exit(0)


def _kill(pid: int, sealed: bool) -> None:
    for kill in (os.kill, os.killpg) if not sealed else (os.kill,):
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def _buried(pid: int, place: str) -> dict[str, Any]:
    if place:
        _kill(pid, sealed=False)
    _, _, cost = os.wait4(pid, 0)
    if place:
        shutil.rmtree(place, ignore_errors=True)
    return {"seconds": cost.ru_utime + cost.ru_stime, "memory": cost.ru_maxrss * 1024}


def main(arguments: list[str]) -> None:
    """Wait on the socket that is named."""
    number, kind = arguments
    wait(socket.socket(fileno=int(number)), kind == "sealed")


if __name__ == "__main__":
    main(sys.argv[1:])

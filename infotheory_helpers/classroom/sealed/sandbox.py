"""Where students' code runs: a room that holds Python, the course and nothing else, and forgets each notebook.

Its walls are bubblewrap's, the sandbox of Flatpak: a read-only system, no network, no environment, nobody's rights.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import matplotlib as mpl

import infotheory_helpers

from . import MOST_TIMES
from .namespaces import HOME, NOBODY
from .wire import Channel, Closed, TooLate

PACKAGE = Path(infotheory_helpers.__file__).parent
# A notebook may look nothing up here: what the tasks ask for, and of which numbers.
HIDDEN = ("checks/of_sheets.py", "checks/of_tasks.py")
OF_SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64")
OF_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "mime.types")
TO_START, TO_END = 120.0, 10.0  # seconds


class CannotSeal(Exception):
    """Why students' code cannot be shut in on this machine, as a sentence to an instructor."""


@dataclass(frozen=True)
class Limits:
    """How long a cell, a function in one check, and a whole notebook may take, in seconds."""

    cell: float = 20.0
    check: float = 5.0
    notebook: float = 180.0

    def times(self, factor: float) -> "Limits":
        """Give so many times as long.

        Examples
        --------
        >>> Limits().times(2)
        Limits(cell=40.0, check=10.0, notebook=360.0)
        """
        return Limits(self.cell * factor, self.check * factor, self.notebook * factor)


class Sandbox:
    """A room with a process in it that waits, warm; each notebook is run by a fork of it.

    Parameters
    ----------
    sealed : bool
        Without, the code runs in a plain process of yours, with your rights; its verdict still stands outside.
    limits : Limits

    Raises
    ------
    CannotSeal
        By `start` and `open`, if bubblewrap is missing or does not work here.

    Examples
    --------
    >>> with Sandbox(sealed=False) as sandbox:  # doctest: +SKIP
    ...     channel = sandbox.open()
    ...     channel.send({"do": "run", "source": "1 / 4", "seconds": 5})
    ...     channel.receive()["outputs"][0]["data"]
    ...     cost = sandbox.end(channel)
    {'text/plain': '0.25'}
    """

    def __init__(self, sealed: bool = True, limits: Limits | None = None) -> None:
        self.sealed, self.limits = sealed, limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Channel | None = None

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process that waits, if it does not yet."""
        if self._process is not None and self._process.poll() is None:
            return
        self.stop()
        if not hasattr(os, "fork"):
            raise CannotSeal(
                "Students' code cannot be run apart on this system; Linux, a Mac, or Windows with WSL can."
            )
        said = ""
        for walls in _walls() if self.sealed else [[]]:
            if (said := self._start(walls)) == "":
                return
        raise CannotSeal(f"{'bwrap' if self.sealed else 'Python'} does not start: {said or 'it does not say why'}")

    def _start(self, walls: list[str]) -> str:
        # Gives what went wrong, or "".
        mine, theirs = socket.socketpair()
        environment = _environment(self.limits, self.sealed)
        waits = [sys.executable, "-m", "infotheory_helpers.classroom.sealed.zygote", str(theirs.fileno())]
        with tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                [*walls, *waits, "sealed" if self.sealed else "plain"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=environment,
                start_new_session=True,  # Ctrl-C is the grader's
            )
            theirs.close()
            self._socket, self._control = mine, Channel(mine)
            try:
                self._control.receive(within=TO_START)
            except (Closed, TooLate):
                self.stop()
                said.seek(0)
                return said.read().decode("utf-8", "replace").strip()[-500:] or "no answer"
        return ""

    def open(self) -> Channel:
        """Let a new notebook begin, and give the channel to it; the one before must have ended."""
        self.start()
        mine, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._socket, [b"+"], [theirs.fileno()])
            except OSError:  # the process that waited has ended in the meantime
                self.stop()
                self.start()
                socket.send_fds(self._socket, [b"+"], [theirs.fileno()])
        return Channel(mine)

    def end(self, channel: Channel, at_once: bool = False) -> dict[str, Any]:
        """End a notebook, with all that it started, and give what it cost: seconds of processor, bytes of memory."""
        channel.close()
        assert self._control is not None
        try:
            if not at_once:
                try:
                    return dict(self._control.receive(within=1))
                except TooLate:
                    pass
            self._socket.send(b"-")
            return dict(self._control.receive(within=TO_END))
        except (Closed, TooLate, OSError):
            self.stop()
            return {"seconds": 0.0, "memory": 0}

    def stop(self) -> None:
        """End the process that waits."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _walls() -> Iterator[list[str]]:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise CannotSeal("Students' code is shut in with bubblewrap, which is not on this machine (no `bwrap`).")
    nobody = ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    # Root can make the room without a namespace for users, and leaves its rights inside; if it may not, as others do.
    as_root = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    for user in [as_root, nobody] if os.getuid() == 0 else [nobody]:
        yield [bwrap, *user, *_room()]


def _room() -> list[str]:
    alone = ["pid", "net", "ipc", "uts", "cgroup-try"]
    room = [f"--unshare-{what}" for what in alone]
    room += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--chdir", "/"]
    room += ["--ro-bind", "/usr", "/usr"]
    for name in OF_SYSTEM:
        place = Path("/", name)
        if place.is_symlink():
            room += ["--symlink", str(place.readlink()), str(place)]
        elif place.is_dir():
            room += ["--ro-bind", str(place), str(place)]
    shown = {Path("/")}  # a folder above what is shown is made for everybody to walk through, and holds nothing else
    room += ["--perms", "0755", "--dir", "/etc"]
    for name in OF_ETC:
        room += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for place in _of_python():
        for above in reversed(place.parents):
            room += ["--perms", "0755", "--dir", str(above)] if above not in shown else []
            shown.add(above)
        room += ["--ro-bind", str(place), str(place)]
    room += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--dir", "/tmp", "--perms", "0755", "--tmpfs", HOME]
    room += ["--perms", "0755", "--dir", f"{HOME}/matplotlib"]
    for fonts in Path(mpl.get_cachedir()).glob("fontlist-*.json"):  # to look for them takes seconds
        room += ["--ro-bind", str(fonts), f"{HOME}/matplotlib/{fonts.name}"]
    compiled = PACKAGE / "checks" / "__pycache__"
    with contextlib.suppress(OSError):  # where nothing can be written, nothing is compiled
        compiled.mkdir(exist_ok=True)
    if compiled.exists():
        room += ["--tmpfs", str(compiled), "--remount-ro", str(compiled)]
    for name in HIDDEN:
        room += ["--ro-bind", "/dev/null", str(PACKAGE / name)]
    return [*room, "--remount-ro", "/dev", "--remount-ro", "/"]


def _of_python() -> list[Path]:
    places = {Path(sys.base_prefix), Path(sys.prefix), PACKAGE}
    places |= {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    outer = [place for place in sorted(places) if place.exists() and not place.is_relative_to("/usr")]
    return [place for place in outer if not any(place != other and place.is_relative_to(other) for other in outer)]


def _environment(limits: Limits, sealed: bool) -> dict[str, str]:
    # All that a student's code can see of it.
    kept = {} if sealed else {name: os.environ[name] for name in ("HOME", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {
        **kept,
        **({"HOME": HOME, "MPLCONFIGDIR": f"{HOME}/matplotlib"} if sealed else {}),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "nobody",
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "COURSE_SECONDS": str(limits.notebook * MOST_TIMES),
    }

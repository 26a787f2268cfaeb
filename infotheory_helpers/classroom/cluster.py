"""Grades on other machines, with Dask distributed: a submission goes there as bytes, and its result comes back.

dask scheduler, and on each machine dask worker tcp://<host>:8786 --nworkers auto --nthreads 1
"""

import atexit
import contextlib
import functools
import hashlib
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from urllib.parse import urlsplit

from .place import grade_place
from .sealed.sandbox import PACKAGE, Limits, Sandbox
from .submission import Result, Sheet
from .workers import CannotReach, Pool, Work

MOST_SENT = 60_000_000  # bytes of a submission; a larger one is graded here
TO_INSTALL = "python -m pip install -r requirements/cluster.txt -e ."
TO_CONNECT = 20.0  # seconds
UNSAFE = """Whoever can reach {address} can read what is sent there, and run what they like on its machines. With TLS:
  dask scheduler --protocol tls --tls-ca-file ca.pem --tls-cert cert.pem --tls-key key.pem
  dask worker tls://{host}:{port} --tls-ca-file ca.pem --tls-cert cert.pem --tls-key key.pem
"""


class OtherVersion(Exception):
    """That a worker has another course or another Python than the grader."""


def unsafe(address: str) -> str:
    """Say what is unsafe about an address, and what to do; "" if nothing leaves this machine unencrypted.

    Examples
    --------
    >>> unsafe("tcp://127.0.0.1:8786"), unsafe("tls://example.org:8786")
    ('', '')
    """
    to = urlsplit(address if "://" in address else f"tcp://{address}")  # as Dask reads it
    here = to.hostname in ("localhost", "::1") or (to.hostname or "").startswith("127.")
    return "" if here or to.scheme in ("tls", "wss") else UNSAFE.format(address=address, host=to.hostname, port=to.port)


@functools.cache
def version() -> str:
    """Give what tells apart two courses, as they may grade differently, and two Pythons, which cannot talk."""
    files = sorted(PACKAGE.rglob("*.py"))
    about = b"".join(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes() for path in files)
    return f"{hashlib.sha256(about).hexdigest()[:12]} on Python {sys.version_info[0]}.{sys.version_info[1]}"


@contextlib.contextmanager
def connected(address: str, sheet: Sheet, sealed: bool, limits: Limits) -> Iterator[tuple[Pool, int]]:
    """Connect to a scheduler; give what takes submissions, and how many workers there are.

    Raises
    ------
    CannotReach
        If Dask distributed is missing, if no scheduler answers there, if it has no workers, if one is of another
        version, or if it goes away.
    """
    try:
        import distributed  # what nobody has to have who grades on one machine
    except ModuleNotFoundError as why:
        raise CannotReach(f"A cluster needs Dask distributed (no {why.name}): {TO_INSTALL}.") from why
    ours = version()
    try:
        client = distributed.Client(address, timeout=TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as why:
        raise CannotReach(f"No scheduler of Dask answers at {address} ({type(why).__name__}).") from why
    with client:
        said = client.run(same_version, ours, on_error="return")
        if not said:
            raise CannotReach(f"The scheduler at {address} has no workers.")
        for worker, wrong in said.items():
            if isinstance(wrong, BaseException):
                raise CannotReach(_refused(worker, wrong))
        executor = client.get_executor(pure=False)

        def submit(work: Work) -> Future[Result]:
            sent = packed(work.place)
            if sent is None:
                return _graded_here(work, sheet, sealed, limits)
            found: Future[Result] = executor.submit(
                grade_there, ours, work.place.name, sent, sheet, sealed, limits, work.more_time
            )
            return found

        try:
            yield Pool(submit, distributed.KilledWorker), len(said)
        except CancelledError as why:
            raise CannotReach(f"The scheduler at {address} has gone; what was graded is kept.") from why
        except OtherVersion as why:  # a worker that came later
            raise CannotReach(_refused("", why)) from why


def _refused(worker: str, wrong: BaseException) -> str:
    what = str(wrong) if isinstance(wrong, OtherVersion) else f"it cannot grade: {type(wrong).__name__}: {wrong}"
    return f"The worker {worker} is refused: {what}. Give all machines the same course, and start their workers anew."


def same_version(wanted: str) -> None:
    """Raise `OtherVersion` where this course is not the grader's."""
    if (found := version()) != wanted:
        raise OtherVersion(f"it has the course {found}, and the grader {wanted}")


def packed(place: Path) -> dict[str, bytes | None] | None:
    """Give what lies in a submission: the bytes of its files, None for a folder. None if it is not to be sent.

    Links, pipes and what is too large stay here, and so does a submission whose own place is one of these.
    """
    if place.is_symlink() or place.parent.is_symlink() or not place.is_dir():
        return None
    found, left = dict[str, bytes | None](), MOST_SENT
    for path in place.iterdir():
        about = path.lstat()
        if stat.S_ISDIR(about.st_mode):
            found[path.name] = None
        elif stat.S_ISREG(about.st_mode) and (left := left - about.st_size) >= 0:
            found[path.name] = path.read_bytes()
        else:
            return None
    return found


def _graded_here(work: Work, sheet: Sheet, sealed: bool, limits: Limits) -> Future[Result]:
    done, sandbox = Future[Result](), Sandbox(sealed, limits)
    try:
        done.set_result(grade_place(work.place, sheet, sandbox, work.more_time))
    finally:
        sandbox.stop()
    return done


_one = threading.Lock()  # a sandbox has room for one notebook at a time
_sandbox: tuple[bool, Limits, Sandbox] | None = None


def grade_there(
    wanted: str,
    assignment: str,
    sent: dict[str, bytes | None],
    sheet: Sheet,
    sealed: bool,
    limits: Limits,
    more_time: float,
) -> Result:
    """Grade a submission that was sent; this runs on a worker, which keeps its sandbox warm.

    Raises
    ------
    OtherVersion
        If the worker's course is not the grader's.
    CannotSeal
        If the worker's machine cannot shut students' code in.
    """
    same_version(wanted)
    with _one, tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "student", assignment)
        place.mkdir(parents=True)
        for name, content in sent.items():
            if content is None:
                (place / name).mkdir()
            else:
                (place / name).write_bytes(content)
        return grade_place(place, sheet, _warm(sealed, limits), more_time)


def _warm(sealed: bool, limits: Limits) -> Sandbox:
    global _sandbox
    if _sandbox is None or _sandbox[:2] != (sealed, limits):
        _end()
        _sandbox = sealed, limits, Sandbox(sealed, limits)
    return _sandbox[2]


@atexit.register
def _end() -> None:
    global _sandbox
    if _sandbox is not None:
        _sandbox[2].stop()
        _sandbox = None

"""Opens the course: makes the learner's own copies, starts JupyterLab on them, and says where it is.

python -m infotheory_helpers
"""

import argparse
import os
import secrets
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tornado.httpclient import AsyncHTTPClient

from .copies import FOLDER, CannotCopy, make_copies
from .port import USUAL, NoPort, port

COURSE = Path(__file__).parents[2]
FIRST_PAGE = "lab/tree/notebooks/00_start_here.ipynb"


def main(words: Sequence[str] | None = None) -> int:
    """Open the course, and stay until Ctrl-C; give 0, or why it was not opened: 2 the port, 1 the copies."""
    parser = argparse.ArgumentParser("python -m infotheory_helpers", description="Opens the course in JupyterLab.")
    parser.add_argument("--port", default=str(USUAL), help=f"where JupyterLab listens ({USUAL}, if it is free)")
    try:
        wanted = port(parser.parse_args(words).port)
        if not (COURSE / "notebooks").exists():
            raise CannotCopy(f"There are no lessons in {COURSE}. Install the course from its folder: pip install -e .")
        say_what_was_kept(make_copies(COURSE))
    except (NoPort, CannotCopy) as why:
        print(why, file=sys.stderr)
        return 2 if isinstance(why, NoPort) else 1
    try:
        open_jupyterlab(COURSE / FOLDER, wanted)
    except KeyboardInterrupt:  # pressed before there was anything to end
        return 1
    return 0


def say_what_was_kept(names: list[str]) -> None:
    """Name the copies that the course has something newer for, and say how to get it.

    Examples
    --------
    >>> say_what_was_kept(["notebooks/02_entropy.ipynb"])
    Kept as you left it, though the course has another now: my_course/notebooks/02_entropy.ipynb
    To get the new one, delete or rename yours, and open the course again.
    """
    for name in names:
        print(f"Kept as you left it, though the course has another now: {FOLDER}/{name}")
    if names:
        print("To get the new one, delete or rename yours, and open the course again.")


def open_jupyterlab(folder: Path, wanted: int) -> None:
    """Start JupyterLab on a folder, say its address when it answers, and stay until it is ended."""
    print("JupyterLab is starting ...", flush=True)
    from jupyterlab.labapp import LabApp  # takes seconds: first say what is being waited for

    app: Any = LabApp.initialize_server(argv=_settings(folder, wanted))
    signal.signal(signal.SIGINT, lambda *_: _end(app))
    app.io_loop.add_callback(_say_address, app, wanted)
    app.start()


def _settings(folder: Path, wanted: int) -> list[str]:
    settings = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/{FIRST_PAGE}",
        f"--ServerApp.port={wanted}",
        "--ServerApp.port_retries=100",
        # With a token of ours JupyterLab does not say at length where it is; we say it in one line.
        f"--IdentityProvider.token={secrets.token_hex(24)}",
        # Warnings and errors are shown; what goes as it should is not.
        "--log-level=WARN",
        "--LabApp.log_level=WARN",
        # What Tornado makes of Jupyter's own three times as much, with a warning.
        "--ServerApp.tornado_settings={'ws_ping_timeout': 30000}",
    ]
    if _can_encrypt():
        settings.append("--KernelManager.transport_encryption=auto")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings.append("--allow-root")
    if not (sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        settings.append("--no-browser")
    return settings


def _can_encrypt() -> bool:
    """Say whether JupyterLab and a kernel can talk in cipher; a kernel that cannot warns at each start."""
    import zmq
    from jupyter_client.manager import KernelManager

    return "transport_encryption" in KernelManager.class_trait_names() and bool(zmq.has("curve"))


async def _say_address(app: Any, wanted: int) -> None:
    address = f"{app.connection_url}{FIRST_PAGE}?token={app.identity_provider.token}"
    # Asked for once by ourselves: then it is known to answer, and the first page is there sooner.
    await AsyncHTTPClient().fetch(address, request_timeout=0, raise_error=False)
    if app.port != wanted:
        print(f"Port {wanted} is taken, so this is port {app.port}.")
    print(f"It runs until you press Ctrl-C here. If no browser opens by itself, open this page:\n{address}", flush=True)


def _end(app: Any) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever presses it again does not want to wait
    print("\nJupyterLab is ending ...", flush=True)
    app.stop(from_signal=True)

"""A headless Chromium and a JupyterLab for it to look at, for tests and for the benchmark."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve a folder; give the address of a notebook's page, its path to be filled in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port, token = free.getsockname()[1], secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    settings = [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    # So that a test can leave one notebook for another without loading JupyterLab anew.
    settings.append("--LabApp.expose_app_in_browser=True")
    # What is chosen in its menus is not to stay on this machine.
    own = {f"JUPYTERLAB_{what}_DIR": str(folder / f".{what}") for what in ("SETTINGS", "WORKSPACES")}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command + settings, cwd=folder, stdout=log, stderr=log, env=os.environ | own)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/{{}}.ipynb?token={token}&reset"
    finally:
        server.kill()
        server.wait()

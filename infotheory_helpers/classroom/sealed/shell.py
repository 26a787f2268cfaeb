"""A notebook's shell without a kernel: runs cells as Jupyter does, keeps what they show, and installs nothing.

It is IPython's own, so that magics, errors, displays and figures are what a student saw. Lines for the system (`!pip`)
do nothing here; what was tried is remembered by name.
"""

import ast
import contextlib
import io
import re
import signal
import warnings
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.config import InlineBackend
from traitlets import Type
from traitlets.config import Config

from infotheory_helpers.checks.errors import shorten_errors_in

from .shown import Shown

INSTALLERS = {"pip", "pip3", "conda", "mamba", "micromamba", "uv"}
OF_SYSTEM = {"system", "sx", "bash", "sh", "script", "cmd", "shell", "perl", "ruby"}


class _Stream(io.TextIOBase):
    def __init__(self, name: str, shown: Shown) -> None:
        self._name, self._shown = name, shown

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str) -> int:
        self._shown.written(self._name, str(text))
        return len(text)


class _Hook(DisplayHook):
    """Keeps the last expression of a cell."""

    def write_output_prompt(self) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        assert self.shell is not None
        self.shell.shown.added(
            {
                "output_type": "execute_result",
                "data": dict(format_dict),
                "metadata": dict(md_dict or {}),
                "execution_count": self.prompt_count,
            }
        )


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:  # noqa: ARG002 - IPython's own
        kept = {"output_type": "display_data", "data": dict(data), "metadata": dict(metadata or {})}
        self.shell.shown.added(kept)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002 - the notebook waits, nobody looks on here
        self.shell.shown.cleared()


def _nobody_answers(*_: Any) -> str:
    raise RuntimeError("nobody is here to answer `input` while a notebook is graded")


class Shell(InteractiveShell):
    """Runs the cells of one notebook, one after the other, and gives what each shows, and how it ended."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **kwargs: Any) -> None:
        quiet = Config()
        quiet.HistoryManager.enabled = False  # it would write, and start a thread
        quiet.InteractiveShell.colors = "nocolor"
        self.shown, self._ran_out = Shown(), False
        self.notes: list[str] = []
        super().__init__(config=quiet, **kwargs)  # type: ignore[no-untyped-call]

    def run(self, source: str, seconds: float, leniently: bool = False) -> dict[str, Any]:
        """Run a cell and give what it shows, its error if it ends with one, and what was tried and not done.

        Leniently, each statement of it runs, whatever became of those before.
        """
        self.notes, self._ran_out = [], False
        out, err = _Stream("stdout", self.shown), _Stream("stderr", self.shown)
        error: BaseException | None = None
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            patch("builtins.input", _nobody_answers),
            warnings.catch_warnings(),
        ):
            warnings.filterwarnings("ignore", message="To exit: use")
            try:
                with self.interrupted(seconds):
                    for part in self._statements(source) if leniently else [source]:
                        result = self.run_cell(part, store_history=True)  # type: ignore[no-untyped-call]
                        error = error or result.error_before_exec or result.error_in_exec
            except BaseException as stopped:  # what a student did to the shell itself
                error = stopped
        if isinstance(error, SystemExit):
            self.notes.append("exit")
            error = None
        return {"outputs": self.shown.taken(), "error": error, "late": self._ran_out, "notes": self.notes}

    def _statements(self, source: str) -> list[str]:
        plain = self.transform_cell(source)  # type: ignore[no-untyped-call]
        try:
            return [ast.get_source_segment(plain, node) or "" for node in ast.parse(plain).body]
        except (SyntaxError, ValueError):
            return [source]

    @contextlib.contextmanager
    def interrupted(self, seconds: float) -> Iterator[None]:
        """Interrupt what runs in this block after so many seconds, and every half second from then on."""
        running = True

        def ring(*_: Any) -> None:
            if running:
                self._ran_out = True
                raise KeyboardInterrupt

        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
        try:
            yield
        finally:
            running = False
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if not issubclass(etype, SystemExit):
            traceback = [str(line) for line in stb if not str(line).startswith(f"File {__file__}")]
            kept = {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": traceback}
            self.shown.added(kept)

    def show_usage_error(self, exc: Any) -> None:
        """Show a magic that was used wrongly as any other error."""
        self._showtraceback(UsageError, exc, [f"UsageError: {exc}"])

    def ask_exit(self) -> None:
        """End the cell, as `exit()` asks for; the notebook goes on."""
        raise SystemExit

    def ask_yes_no(self, *_: Any, **__: Any) -> bool:
        """Answer for the student, who is not here."""
        return True

    def enable_gui(self, gui: Any = None) -> None:
        """Open no window."""

    def system(self, cmd: str) -> None:
        """Do nothing, and remember what was tried."""
        words = re.findall(r"[\w.-]+", cmd)[:4]
        tried = next((word for word in words if word in INSTALLERS), None)
        self._not_done(tried or f"!{words[0] if words else ''}")

    def getoutput(self, cmd: Any, split: Any = True, depth: Any = 0) -> Any:  # noqa: ARG002 - IPython's own
        """Do nothing, and remember what was tried; no line comes back."""
        from IPython.utils.text import SList

        self.system(cmd)
        return SList()

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a magic that there is and that concerns the notebook alone."""
        if magic_name == "reset":
            self.notes.append("reset")
        if self._is_left_out(magic_name, line, "line"):
            return None
        return super().run_line_magic(magic_name, line, _stack_depth + 1)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a magic that there is and that concerns the notebook alone."""
        if self._is_left_out(magic_name, line, "cell"):
            return None
        return super().run_cell_magic(magic_name, line, cell)  # type: ignore[no-untyped-call]

    def _is_left_out(self, name: str, line: str, kind: str) -> bool:
        if name in OF_SYSTEM or name in INSTALLERS:
            self.system(f"{name} {line}" if name in INSTALLERS else line)
        elif self.find_magic(name, kind) is None:  # type: ignore[no-untyped-call]
            self._not_done(f"{'%' if kind == 'line' else '%%'}{name}")
        else:
            return False
        return True

    def _not_done(self, what: str) -> None:
        self.notes.append(what[:40])
        print(f"({what[:40]} does nothing while a notebook is graded.)")


def new_shell() -> Shell:
    """Give the one shell of this process, with figures drawn as in a notebook and errors as the course shows them."""
    shell: Shell = Shell.instance()
    # A page may be a little larger, where it takes a fifth of the time less to make.
    quickly: Any = {"bbox_inches": "tight", "pil_kwargs": {"compress_level": 1}}
    InlineBackend.instance().print_figure_kwargs = quickly
    shell.enable_matplotlib("inline")  # type: ignore[no-untyped-call]
    shorten_errors_in(shell)
    return shell

"""Measures of information, the losses built on them, and the figures of the course.

Each name is loaded when it is first used (SPEC 1 of the Scientific Python projects); `__init__.pyi` says from where.
"""

import sys

try:
    import lazy_loader
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        f"The packages of the course are not in this Python, {sys.executable}. Activate the course's environment first "
        "(README.md, under “Two commands”)."
    ) from None

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

if "ipykernel" in sys.modules:  # in a notebook a beginner's error is shown in few lines
    from .checks.errors import shorten_errors

    shorten_errors()

"""The notebook that this runs in, if it does."""

import sys
from typing import Any

# Under this name a notebook keeps what an instructor's program reads: verdicts, and predictions.
RECORD = "application/vnd.infotheory-check+json"


def running_shell() -> Any:
    """Give IPython's shell, or None where there is none; IPython is slow to import, and a notebook has done it."""
    if "IPython" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    return get_ipython()

"""The link of the guessing game to the kernel: what passes the reader's guesses."""

from typing import Any

import anywidget
import traitlets

from infotheory_helpers.explorer.player import PLAYER

from .guessing import GAME


class Link(anywidget.AnyWidget):
    """What passes the reader's guesses from the page to the kernel. It has no view."""

    _esm = f"{PLAYER}\n{GAME}\nexport default {{ initialize: hearGuesses }};\n"
    game = traitlets.Unicode().tag(sync=True)
    guesses: Any = traitlets.List(traitlets.Int()).tag(sync=True)

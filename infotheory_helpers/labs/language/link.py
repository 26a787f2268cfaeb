"""The link of the guessing game to the kernel: what passes the reader's guesses."""

from typing import Any

import anywidget
import traitlets

from infotheory_helpers.explorer.player import PLAYER

from .guessing import GAME, HEARD


class Link(anywidget.AnyWidget):
    """What passes the reader's guesses from the page to the kernel. It has no view."""

    _esm = f"{PLAYER}\n{GAME}\nexport default {{ initialize: hearGuesses }};\n"
    game = traitlets.Unicode().tag(sync=True)
    plays: Any = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, game: str, key: str) -> None:
        self._key = key
        super().__init__(game=game)

    @traitlets.observe("plays")
    def _heard(self, change: Any) -> None:
        HEARD[self._key] = change["new"]

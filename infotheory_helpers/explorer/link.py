"""The link to the kernel: what passes slider positions between it and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from .player import PLAYER

if TYPE_CHECKING:
    from .explorer import Explorer


class Link(anywidget.AnyWidget):
    """What passes slider positions between the page and the kernel. It has no view."""

    _esm = PLAYER + "\nexport default { initialize: link };\n"
    explorer = traitlets.Unicode().tag(sync=True)
    at = traitlets.List(traitlets.Int()).tag(sync=True)
    asked = traitlets.Int().tag(sync=True)

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        super().__init__(explorer=explorer.id, at=[slider.at for slider in explorer.sliders.values()])

    @traitlets.observe("at")
    def _moved(self, change: Any) -> None:
        for slider, at in zip(self._explorer.sliders.values(), change["new"], strict=True):
            slider.at = at

    def move(self, at: list[int]) -> None:
        """Move the sliders in the page."""
        self.at = at
        self.asked += 1

"""What keeps a learner's choice in the notebook: the kernel hears it, and writes it into the cell's own output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from IPython.display import display

from .notebook import RECORD
from .player import PREDICTION, RIDDLE
from .prediction import MADE
from .riddles import keep_words

if TYPE_CHECKING:
    from .prediction import Prediction


class Kept:
    """The record of a choice, as an output that a reader does not see and a page that is opened again hears."""

    def __init__(self, prediction: Prediction) -> None:
        self.prediction = prediction

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        chosen = self.prediction.chosen
        told = json.dumps({"name": self.prediction.name, "choice": chosen}, ensure_ascii=False).replace("</", "<\\/")
        script = "" if chosen is None else f"<script>(() => {{{PREDICTION}\nrecall({told});}})();</script>"
        return {
            "text/plain": repr(self.prediction),
            "text/html": f"<span hidden></span>{script}",
            RECORD: self.prediction.record(),
        }


class Keeper(anywidget.AnyWidget):
    """What hears the choice in the page. It has no view."""

    _esm = PREDICTION + "\nexport default { initialize: keep };\n"
    name = traitlets.Unicode().tag(sync=True)
    choice = traitlets.Unicode().tag(sync=True)

    def __init__(self, prediction: Prediction) -> None:
        self._prediction = prediction
        self._output: Any = display(Kept(prediction), display_id=True)  # type: ignore[no-untyped-call]
        super().__init__(name=prediction.name)

    @traitlets.observe("choice")
    def _chosen(self, change: Any) -> None:
        if change["new"] in self._prediction.choices:
            MADE[self._prediction.name] = change["new"]
            self._output.update(Kept(self._prediction))


class WordsKeeper(anywidget.AnyWidget):
    """What hears the learner's words about a riddle, and keeps them beside the lesson. It has no view."""

    _esm = RIDDLE + "\nexport default { initialize: keepWords };\n"
    name = traitlets.Unicode().tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str) -> None:
        super().__init__(name=name)

    @traitlets.observe("words")
    def _written(self, change: Any) -> None:
        try:
            keep_words(self.name, change["new"])
            self.trouble = ""
        except OSError as error:
            self.trouble = f"They could not be saved beside the lesson ({error.strerror}); this browser keeps them."

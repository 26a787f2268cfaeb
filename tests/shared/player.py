"""The page of an explorer, read back and played without a browser."""

import base64
import json
import re
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from infotheory_helpers import Explorer


def told_by(page: str) -> dict[str, Any]:
    """What a page is told, as it stands in it."""
    (text,) = re.findall(r"previousElementSibling, (\{.*\})\);\}\)\(\);</script>", page, re.DOTALL)
    told: dict[str, Any] = json.loads(text.replace("<\\/", "</"))
    return told


def drawings(page: str) -> list[str]:
    """The SVGs of a page: for a wide window, and, where there is one, for a phone."""
    found = re.findall(r'(src|srcset)="data:image/svg\+xml;base64,([^"]+)"', page.split("<script>")[0])
    svgs = [base64.b64decode(data).decode() for _, data in sorted(found)]
    sent = told_by(page)["narrow"] if "mount(" in page else None
    return [*svgs, zlib.decompress(base64.b64decode(sent)).decode()] if sent else svgs


def spec(explorer: Explorer) -> dict[str, Any]:
    """What the page is told, with its tables unpacked."""
    told = told_by(explorer._repr_html_())
    planes = np.frombuffer(zlib.decompress(base64.b64decode(told["table"])), np.uint8)
    numbers = planes.reshape(4, -1).T.copy().view("<i4").ravel()
    in_buttons = [[b["when"], *b["steps"], *([b["mark"]] if "mark" in b else [])] for b in told["buttons"]]
    in_prediction = [told["prediction"]["earned"]] if told["prediction"] else []
    for part in [*told["parts"], *told["derived"], *(part for parts in in_buttons for part in parts), *in_prediction]:
        block = numbers[part["offset"] : part["offset"] + part["rows"] * part["width"]]
        part["table"] = np.cumsum(block.reshape(part["width"], part["rows"]), axis=1, dtype=np.int32).T
    return told


class Player:
    """Presses the buttons of an explorer as its page would; chance is what the test says it is."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer, self.told = explorer, spec(explorer)
        self.buttons = {button["label"]: button for button in self.told["buttons"]}

    def value(self, name: str) -> Any:
        return self.explorer.values[name]

    def press(self, label: str, chance: Iterable[int] = (), **sliders: Any) -> str:
        """Move sliders, press a button, and give what the page then says."""
        self.explorer.values = sliders
        button, drawn = self.buttons[label], iter(chance)
        if self._row(button["when"])[0]:
            for step in button["steps"]:
                (at,) = self._row(step)
                if step["draw"]:
                    count, at = at, next(drawn)
                    assert 0 <= at < count
                list(self.explorer.sliders.values())[step["changes"]].at = int(at)
        return repr(self.explorer)

    def _row(self, part: dict[str, Any]) -> Any:
        sliders = list(self.explorer.sliders.values())
        row = 0
        for k in part["follows"]:
            row = row * len(sliders[k].values) + sliders[k].at
        return part["table"][row]

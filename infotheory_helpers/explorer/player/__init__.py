"""The script of the page, which looks numbers up and moves the parts: a file for each idea, joined here."""

import json
import re
from pathlib import Path

from ..palette import inks

INKS = f"const INKS = {json.dumps({'light': inks(dark=False), 'dark': inks(dark=True)})};"


def _joined(*pieces: str) -> str:
    files = [Path(__file__).parent / f"{piece}.js" for piece in pieces]
    script = "\n".join([INKS, *(file.read_text(encoding="utf-8") for file in files)])
    # Each explorer brings the script along: without comments and indents it is a quarter smaller.
    return re.sub(r"^\s*(?://.*)?\n?", "", script, flags=re.MULTILINE)


# One script, in the order in which its pieces need each other.
PLAYER = _joined(
    *("look", "theme", "parts", "tables", "controls", "choices", "answer", "figure", "hands", "news", "page", "link")
)
# What takes a prediction needs no more than this.
PREDICTION = _joined("look", "theme", "controls", "choices", "predict")
# And what takes a sentence.
RIDDLE = _joined("look", "theme", "controls", "riddle")

"""The script of the page, which looks numbers up and moves the parts: a file for each idea, joined here."""

import json
import re
from pathlib import Path

from ..palette import inks

# One script, in the order in which its pieces need each other.
PIECES = ("look", "theme", "parts", "tables", "controls", "figure", "news", "page", "link")
INKS = f"const INKS = {json.dumps({'light': inks(dark=False), 'dark': inks(dark=True)})};"
SOURCES = [(Path(__file__).parent / f"{piece}.js").read_text(encoding="utf-8") for piece in PIECES]
# Each explorer brings the script along: without its comments and its indents it is a third smaller.
PLAYER = re.sub(r"^\s*(?://.*)?\n?", "", "\n".join([INKS, *SOURCES]), flags=re.MULTILINE)

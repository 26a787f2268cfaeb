"""The script of the page, which looks numbers up and moves the parts: a file for each idea, joined here."""

from pathlib import Path

# One script, in the order in which its pieces need each other.
PIECES = ("look", "parts", "tables", "controls", "figure", "page", "link")
PLAYER = "\n".join((Path(__file__).parent / f"{piece}.js").read_text(encoding="utf-8") for piece in PIECES)

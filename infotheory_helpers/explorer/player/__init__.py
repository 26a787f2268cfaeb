"""The script of the page, which looks numbers up and moves the parts: a file for each idea, joined here."""

from pathlib import Path


def _joined(*pieces: str) -> str:
    return "\n".join((Path(__file__).parent / f"{piece}.js").read_text(encoding="utf-8") for piece in pieces)


# One script, in the order in which its pieces need each other.
PLAYER = _joined("look", "parts", "tables", "controls", "choices", "answer", "figure", "page", "link")
# What takes a prediction needs no more than this.
PREDICTION = _joined("look", "controls", "choices", "predict")
# And what takes a sentence.
RIDDLE = _joined("look", "controls", "riddle")

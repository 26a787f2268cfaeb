"""Numbers as whole numbers: what the page looks up and never computes, rounded here and packed small."""

import base64
import re
import zlib

import numpy as np
from numpy.typing import NDArray

INFINITE = 2**31 - 1  # how the table writes ∞


def in_tenths(pixels: NDArray[np.float64]) -> NDArray[np.int32]:
    """Give pixels as whole tenths."""
    return np.asarray(np.round(pixels * 10), dtype=np.int32)


def digits_of(form: str, name: str) -> int:
    """Give how many decimals a place of a template shows; −1 where a word belongs."""
    if not form:
        return -1
    match = re.fullmatch(r"\.(\d)f", form)
    if match is None:
        raise ValueError(f"{name}: {{:{form}}} is not understood; use {{:.4f}} for numbers and {{}} for words.")
    return int(match[1])


def as_whole(number: float, digits: int) -> int:
    """Round as Python does, and keep it as a whole number: 0.8025 with four decimals is 8025."""
    if np.isinf(number):
        return INFINITE if number > 0 else -INFINITE
    return int(f"{number:.{digits}f}".replace(".", ""))


def decimal(whole: int, digits: int) -> str:
    """Write a whole number with its decimal point again."""
    if abs(whole) == INFINITE:
        return "∞" if whole > 0 else "−∞"
    text = f"{abs(whole):0{digits + 1}d}"
    sign = "−" if whole < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def packed(tables: list[NDArray[np.int32]]) -> str:
    """Pack tables into text."""
    # Down a column the neighbours are alike, and so are the high bytes of their differences: that is what packs well.
    flat = [np.concatenate([table[:1], np.diff(table, axis=0)]).T.ravel() for table in tables]
    numbers = np.concatenate(flat) if flat else np.zeros(0, np.int32)
    planes = numbers.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes()
    return deflated(planes)


def deflated(data: bytes) -> str:
    """Make bytes small, and text."""
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")

"""Comparing pages: their words to the letter, their pictures as far as machines agree."""

import base64
import io
import re

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
PLACE = re.compile(r"-?\d+(?:\.\d+)?")


def assert_shows_the_same(now: str, stored: str, where: str) -> None:
    """Compare two pages, or notebooks."""
    assert without_drawings(PICTURE.sub("", now)) == without_drawings(PICTURE.sub("", stored)), (
        f"{where} is not what is stored"
    )
    for here, there in zip(drawings(now), drawings(stored), strict=True):
        assert PLACE.sub("", here) == PLACE.sub("", there), f"a drawing in {where} is not what is stored"
        # Another machine may round a place differently, by a hundredth of a point.
        one, other = (np.array(PLACE.findall(drawing), float) for drawing in (here, there))
        np.testing.assert_allclose(one, other, atol=0.1, err_msg=f"a drawing in {where} is out of date")
    for one, other in zip(pixels(now), pixels(stored), strict=True):
        # Another machine may round a pixel differently; a moved label or curve shows in hundreds.
        assert one.shape == other.shape
        assert np.mean(np.abs(one - other) > 64) < 2e-4, f"a picture in {where} is out of date"


def without_drawings(page: str) -> str:
    return DRAWING.sub("", page)


def drawings(page: str) -> list[str]:
    return [base64.b64decode(data).decode() for data in DRAWING.findall(page)]


def pixels(page: str) -> list[NDArray[np.float64]]:
    pictures = [io.BytesIO(base64.b64decode(data)) for data in PICTURE.findall(page)]
    return [np.asarray(Image.open(data).convert("L"), float) for data in pictures]

"""What a zip program copies: the pieces of a text that came before, as long as they can be."""

from collections.abc import Iterator

WINDOW, SHORTEST, LONGEST = 32_768, 3, 258  # zlib's: how far back it looks, and how much it copies at a time


def pieces_of(text: str, start: int, length: int) -> Iterator[tuple[str, int]]:
    """Cut a stretch of a text into pieces: each the longest that came before it, and how far back.

    What never came before is one character, 0 back. The longest is taken at once, as in Ziv and
    Lempel's scheme of 1977; zlib sometimes waits for a longer one.
    """
    end = min(start + length, len(text))
    while start < end:
        size, back = _longest(text, start, end)
        yield text[start : start + size], back
        start += size


def _longest(text: str, start: int, end: int) -> tuple[int, int]:
    # The size of what came before, and how far back its last coming was; it may run into itself.
    size, back = 1, 0
    for longer in range(SHORTEST, min(LONGEST, end - start) + 1):
        found = text.rfind(text[start : start + longer], max(0, start - WINDOW), start + longer - 1)
        if found < 0:
            break
        size, back = longer, start - found
    return size, back

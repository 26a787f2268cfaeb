"""The English text that the labs compress and model: Python's own help pages, or a file of the reader's."""

import re
import unicodedata
from pathlib import Path


def load_text(path: str | Path | None = None) -> str:
    """Give the help pages that come with Python, about 460 000 characters of English, or the text of a file.

    The pages differ a little between Python versions, and so does every number of bits computed from them.

    Parameters
    ----------
    path : str or Path, optional
        A text file in UTF-8; Python's help pages if left out.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the file is not there, is not UTF-8, or holds fewer than 10 000 characters: too few to count on. Or if it is
        left out where Python comes without its help pages.

    Examples
    --------
    >>> 300_000 < len(load_text()) < 1_000_000
    True

    References
    ----------
    Python Software Foundation (2001-), The Python Language Reference.
    """
    if path is None:
        try:
            from pydoc_data.topics import topics  # half a megabyte
        except ModuleNotFoundError:
            raise ValueError(
                "`path` is left out, and this Python comes without its help pages. Put a text of your own beside this "
                "page, such as a book from Project Gutenberg, and give its name to load_text."
            ) from None

        return "\n".join(topics.values())
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(
            f"`path` is {str(path)!r}, which cannot be read: {error.strerror}. Is it beside this page?"
        ) from None
    except UnicodeDecodeError:
        raise ValueError(f"`path` is {str(path)!r}, which is no text in UTF-8. Save it as plain text first.") from None
    if len(text) < FEWEST:
        raise ValueError(f"`path` is {str(path)!r}, with {len(text)} characters; give a text of {FEWEST} at least.")
    return text


FEWEST = 10_000


def two_halves(learnt: str = "", held_out: str = "") -> tuple[str, str]:
    """Deal the help pages' paragraphs, each only once, into a half to learn from and one held out, as lab 9 does.

    What contains `learnt` is dealt to the first half and what contains `held_out` to the second, whatever paragraphs
    another version of Python has before it.
    """
    unique = dict.fromkeys(load_text().split("\n\n"))
    halves: tuple[list[str], list[str]] = ([], [])
    for number, paragraph in enumerate(unique):
        words = " ".join(re.findall("[a-z]+", paragraph.lower())) if learnt or held_out else ""
        which = number % 2
        which = 0 if learnt and learnt in words else which
        halves[1 if held_out and held_out in words else which].append(paragraph)
    learn, hold = (only_letters(" ".join(half)) for half in halves)
    return learn, hold


def only_letters(text: str) -> str:
    """Write a text in 27 symbols, as Shannon did: small letters, and one space for all that stands between them.

    Accents are dropped and ligatures taken apart, so that no word is cut in two: *naïve* becomes naive.
    A letter of this text carries at most log2 27 = 4.75 bits.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If text is no string.
    ValueError
        If there is no letter in it.

    Examples
    --------
    >>> only_letters("It's 6 bits!")
    'it s bits'
    >>> only_letters("Straße, naïve")
    'strasse naive'

    References
    ----------
    Shannon, C. E. (1951), Prediction and Entropy of Printed English.
    """
    if not isinstance(text, str):
        raise TypeError(f"`text` is {text!r}, of type {type(text).__name__}; it must be a text.")
    apart = unicodedata.normalize("NFKD", text.casefold())  # ï becomes i and two dots; casefold has made ß ss
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    letters = re.sub("[^a-z]+", " ", plain).strip()
    if not letters:
        raise ValueError(f"`text` is {text[:40]!r}; there is no letter from a to z in it.")
    return letters

"""A riddle: a question that stays open for some lessons, and comes back with the learner's own words."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from .notebook import running_shell
from .player import RIDDLE

if TYPE_CHECKING:
    from .keeping import WordsKeeper

FILE = Path("my_words.json")  # beside the lessons, so that all of them find it


def words_kept(name: str) -> str:
    """Give what the learner wrote about a riddle in an earlier lesson; nothing where nothing was."""
    return str((_all_words() or {}).get(name, ""))


def keep_words(name: str, words: str) -> None:
    """Keep the learner's words beside the lessons, and those about other riddles with them."""
    kept = _all_words()
    if kept is None:  # somebody has been in the file: what is in it may be wanted
        FILE.replace(FILE.with_suffix(".unreadable.json"))
    told = json.dumps((kept or {}) | {name: words}, indent=1, ensure_ascii=False)
    FILE.write_text(told, encoding="utf-8")


def _all_words() -> dict[str, str] | None:
    # None where there is a file that cannot be read.
    try:
        kept = json.loads(FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None


class Riddle:
    """A place for the learner's own words about a riddle, which knows what was written there before."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._keeper: WordsKeeper | None = None

    def __repr__(self) -> str:
        words = words_kept(self.name)
        return f"Riddle of the {self.name}: " + (f"you wrote “{words}”." if words else "nothing written yet.")

    def _repr_html_(self) -> str:
        if self._keeper is None and running_shell() is not None:
            from .keeping import WordsKeeper

            self._keeper = WordsKeeper(self.name)
        told = json.dumps({"name": self.name, "words": words_kept(self.name)}, ensure_ascii=False)
        told = told.replace("</", "<\\/")
        return (
            f'<div class="prediction riddle" data-name="{escape(self.name)}"><p>Your own words can stand here once the '
            f"lesson is run.</p></div><script>(() => {{{RIDDLE}\n"
            f"riddle(document.currentScript.previousElementSibling, {told});}})();</script>"
        )


def riddle(name: str) -> Riddle:
    """Keep the learner's own words about a riddle, and show them again in the lesson that solves it.

    Parameters
    ----------
    name : str
        Of the riddle, the same in both lessons. Words are all that is kept: no unit, bits or nats.

    Returns
    -------
    Riddle
        As the last line of a cell it shows a field for some sentences, filled with what was written before. A kernel
        keeps them in `my_words.json` beside the lesson, a page without one in the browser.

    Raises
    ------
    OSError
        Never to the learner: a folder that cannot be written is told in the page.

    Examples
    --------
    >>> riddle("two towns")
    Riddle of the two towns: nothing written yet.

    References
    ----------
    Bjork, R. A. and Bjork, E. L. (2011), Making things hard on yourself, but in a good way.
    """
    return Riddle(name)

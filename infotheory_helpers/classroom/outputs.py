"""What a cell showed, as a notebook may store it: text and pictures of points, within a budget, and no verdict.

Whatever else a student's code can show could act where the notebook is read, in Formgrader and on the student's page.
"""

import re
from collections.abc import Mapping
from typing import Any

import nbformat

from .sealed.wire import tidied

PICTURES, TEXT = ("image/png", "image/jpeg"), "text/plain"
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
MOST_LINES = 1_000  # of one stream of a cell
CUT = "\n… more was shown here than a graded notebook keeps.\n"


def node(**parts: Any) -> Any:
    """Give a part of a notebook, of parts that are known to be right: to look at each again takes time."""
    return nbformat.from_dict(parts)  # type: ignore[no-untyped-call]


def stream(text: str, name: str = "stdout") -> Any:
    """Give what is printed, as a notebook stores it."""
    return node(output_type="stream", name=name, text=text)


def shown(data: Mapping[str, Any], kind: str = "display_data") -> Any:
    """Give what is shown, as a notebook stores it."""
    more = {"execution_count": None} if kind == "execute_result" else {}
    return node(output_type=kind, data=data, metadata={}, **more)


class Budget:
    """Keeps what one notebook shows within so many letters.

    Examples
    --------
    >>> budget = Budget(10)
    >>> shown = budget.tidied([{"output_type": "stream", "name": "stdout", "text": "0.5 bits, and so on"}, {"no": 1}])
    >>> [output.text for output in shown]
    ['0.5 bits, \\n… more was shown here than a graded notebook keeps.\\n']
    """

    def __init__(self, letters: int = 1_000_000) -> None:
        self._left = letters

    def tidied(self, outputs: list[Any]) -> list[Any]:
        """Give those outputs that are some, as a notebook stores them."""
        made = []
        for output in outputs[:1000]:
            if self._left <= 0:
                break
            try:
                one = self._one(output)
            except Exception:  # whatever came, the grader goes on
                continue
            if one is not None:
                made.append(one)
        return made

    def _one(self, output: Any) -> Any:
        kind = output["output_type"]
        if kind == "stream":
            name = "stderr" if output["name"] == "stderr" else "stdout"
            lines = str(output["text"]).splitlines(keepends=True)
            text = "".join(lines[:MOST_LINES]) + (CUT if len(lines) > MOST_LINES else "")
            return stream(self._cut(text), name)
        if kind == "error":
            lines = self._cut("\n".join(str(line) for line in output["traceback"])).split("\n")
            named = {"ename": tidied(output["ename"])[:60], "evalue": self._cut(output["evalue"])[:2000]}
            return node(output_type="error", traceback=lines, **named)
        if kind not in ("display_data", "execute_result"):
            return None
        data = {kind: data for kind, data in output["data"].items() if kind == TEXT or _is_picture(kind, data)}
        if sum(map(len, data.values())) > self._left:
            return stream(self._cut(CUT), "stderr")
        data = {kind: self._cut(text) for kind, text in data.items()}
        return shown(data, kind) if data else None

    def _cut(self, text: Any) -> str:
        text = tidied(text)
        kept: str = text[: max(self._left, 0)]
        self._left -= len(text)
        return kept if len(kept) == len(text) else kept + CUT


def _is_picture(kind: Any, data: Any) -> bool:
    return kind in PICTURES and isinstance(data, str) and BASE64.fullmatch(data) is not None


def pictures(attachments: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Give those attachments of a text cell that are pictures."""
    kept: dict[str, dict[str, str]] = {}
    for name, kinds in list(attachments.items())[:20]:
        if isinstance(kinds, Mapping):
            found = {kind: data for kind, data in kinds.items() if _is_picture(kind, data)}
            kept |= {str(name)[:200]: found} if found else {}
    return kept

"""What the cells of a notebook show, kept as a notebook stores it, and all of it within one budget."""

from typing import Any

MOST_SHOWN = 1_000_000  # bytes of all that a notebook shows
LONGEST_LINE = 10_000
CUT = "\n… more was shown here than a graded notebook keeps.\n"


class Shown:
    """What a cell shows, as a notebook stores it; all cells together within one budget.

    Examples
    --------
    >>> shown = Shown()
    >>> shown.written("stdout", "1.5 "); shown.written("stdout", "bits")
    >>> shown.taken()
    [{'output_type': 'stream', 'name': 'stdout', 'text': '1.5 bits'}]
    >>> shown.left = 5
    >>> shown.written("stdout", "far more than that")
    >>> print(shown.taken()[0]["text"])
    far m
    … more was shown here than a graded notebook keeps.
    <BLANKLINE>
    """

    def __init__(self) -> None:
        self.left = MOST_SHOWN
        self._outputs: list[dict[str, Any]] = []

    def written(self, name: str, text: str) -> None:
        """Take what is written to a stream."""
        if self.left <= 0 or not text:
            return
        kept = text if len(text) <= LONGEST_LINE else _without_long_lines(text)
        if len(kept) > self.left:
            kept = kept[: self.left] + CUT
            self.left = 0
        self.left -= len(kept)
        last = self._outputs[-1] if self._outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(kept)
        else:
            self._outputs.append({"output_type": "stream", "name": name, "parts": [kept]})

    def added(self, output: dict[str, Any]) -> None:
        """Take a display, a result or an error."""
        size = sum(len(str(data)) for data in output.get("data", output).values())
        if size > self.left:
            self.written("stderr", CUT)
        else:
            self.left -= size
            self._outputs.append(output)

    def cleared(self) -> None:
        """Drop what the cell has shown so far."""
        self._outputs.clear()

    def taken(self) -> list[dict[str, Any]]:
        """Give what was shown since this was last asked."""
        given, self._outputs = self._outputs, []
        for output in given:
            if "parts" in output:
                output["text"] = "".join(output.pop("parts"))
        return given


def _without_long_lines(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + " …\n" for line in lines)

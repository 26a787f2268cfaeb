"""What can be pressed: a table of whether it can be, and one for each thing that it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .parts import Part, Words
from .positions import Hidden, Slider

if TYPE_CHECKING:
    from .explorer import Explorer


@dataclass(frozen=True)
class Draw:
    """A new value that the browser draws by chance: each of the first `count` values with probability 1/count.

    Parameters
    ----------
    count : function of the sliders
        How many values there are to draw from.

    Raises
    ------
    ValueError
        If there are none, or fewer than `count` says, when a button is made with it.

    Examples
    --------
    >>> Draw(lambda n: n).count(6)
    6

    References
    ----------
    Knuth, D. E. (1997), The Art of Computer Programming, volume 2, 3rd ed., section 3.4.1.
    """

    count: Callable[..., Any]


class Condition(Part):
    """Whether a button can be pressed: a table of 0 and 1."""

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        return np.asarray(self.checked(values[0], shape) != 0, np.int32)[:, None]


class Step(Part):
    """What a button does to one slider or hidden value: a table of its next positions."""

    def __init__(self, explorer: Explorer, name: str, new: Any) -> None:
        if name not in explorer.sliders:
            raise ValueError(f"there is no slider {name!r} to change; there are: {', '.join(explorer.sliders)}.")
        self.changes, self.draw = explorer.sliders[name], isinstance(new, Draw)
        function = new.count if isinstance(new, Draw) else new if callable(new) else lambda: new
        super().__init__(explorer, None, function, f"new value of {name}", infinite=True)

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        given = self.checked(values[0], shape)
        if self.draw:
            self.refuse(given, (given < 1) | (given > len(self.changes.values)))
            return np.asarray(given, np.int32)[:, None]
        known = np.asarray(self.changes.values, dtype=float)  # in rising order
        nearest = np.searchsorted(known, given - 1e-9).clip(max=len(known) - 1)
        self.refuse(given, ~np.isclose(known[nearest], given))
        return np.asarray(nearest, np.int32)[:, None]

    def refuse(self, given: NDArray[np.float64], wrong: NDArray[np.bool_]) -> None:
        """Say where a value came out that cannot be taken."""
        if wrong.any():
            row = int(np.argmax(wrong))
            what = "number of values to draw from" if self.draw else "new value"
            raise ValueError(
                f"{what} of {self.changes.name} is {given[row]:g} at {self._place(row)}; it cannot be that."
            )


class Derived(Step):
    """What other sliders come to: a table of its positions."""

    def __init__(self, explorer: Explorer, name: str, function: Callable[..., Any]) -> None:
        self.draw = False
        Part.__init__(self, explorer, None, function, name, infinite=False)
        (self.changes.at,) = self.row_now()

    def to_rows(self, values: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.int32]:
        if not hasattr(self, "changes"):  # the table of all places comes first, and tells all that it can be
            self.checked(values[0], shape)
            known = np.unique(values[0]).tolist()
            self.changes = Slider(self.name, Hidden(known, known[0]), derived=True)
        return super().to_rows(values, shape)


class Button:
    """A button: whether it can be pressed, and its steps."""

    def __init__(
        self,
        explorer: Explorer,
        label: str,
        when: Callable[..., Any] | None,
        repeat: bool,
        updates: Mapping[str, Any],
        after: int = 0,
    ) -> None:
        self.label, self.repeat, self.after = label, repeat, after
        self.when = Condition(explorer, None, when or (lambda: 1), "", False)
        self.steps = [Step(explorer, name, new) for name, new in updates.items()]


class Board(Button):
    """Many buttons that all do the same, and each of them once."""

    def __init__(
        self,
        explorer: Explorer,
        cells: list[str],
        columns: int,
        mark: Callable[..., Any],
        when: Callable[..., Any] | None,
        updates: Mapping[str, Any],
    ) -> None:
        super().__init__(explorer, "", when, False, updates)
        self.cells, self.columns = cells, columns
        self.mark = Words(explorer, None, mark, "{}", False)

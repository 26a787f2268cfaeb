"""Where a slider can stand, and where it stands: all that an explorer knows of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Hidden:
    """A value that no slider shows and only buttons change, such as the state of a game.

    Its unit (bits, nats or none) is said where it is shown.

    Parameters
    ----------
    values : sequence
        All that it can be.
    value : any
        Where it starts.

    Raises
    ------
    ValueError
        If `value` is none of `values`, when an Explorer is made with it.

    Examples
    --------
    >>> Hidden(range(11), 0).value
    0

    References
    ----------
    Moore, E. F. (1956), Gedanken-experiments on Sequential Machines.
    """

    values: Sequence[Any]
    value: Any


class Slider:
    """The positions of one slider or row of choices: a list of values, and where it stands in it."""

    def __init__(self, name: str, widget: Any, derived: bool = False) -> None:
        kind = type(widget).__name__
        self.hidden, self.derived = isinstance(widget, Hidden), derived
        self.choice = kind == "ToggleButtons"
        self.label = "" if self.hidden else widget.description or name
        if self.hidden:
            self.values = list(widget.values)
            self.labels = [str(value) for value in self.values]
        elif kind in ("SelectionSlider", "ToggleButtons"):
            self.values = [value for _, value in widget._options_full]
            self.labels = [label for label, _ in widget._options_full]
        elif kind in ("FloatSlider", "IntSlider", "FloatLogSlider"):
            count = round((widget.max - widget.min) / widget.step) + 1
            steps = [round(widget.min + i * widget.step, 10) for i in range(count)]
            self.values = [widget.base**step for step in steps] if kind == "FloatLogSlider" else steps
            self.labels = [re.sub("^-", "−", format(value, widget.readout_format)) for value in self.values]
        else:
            raise TypeError(
                f"`{name}` is a {kind}; use a FloatSlider, FloatLogSlider, IntSlider, SelectionSlider, "
                "ToggleButtons or Hidden."
            )
        self.name = name
        self.at = self.position_of(widget.value)

    def position_of(self, value: Any) -> int:
        """Find the position of a value: exactly for words, to rounding for numbers."""
        for at, known in enumerate(self.values):
            near_zero = 1e-12 if known == 0 else 0  # nothing is near 0 in proportion
            if known == value or (
                isinstance(known, int | float) and np.isclose(known, value, rtol=1e-9, atol=near_zero)
            ):
                return at
        raise ValueError(
            f"`{self.name}` cannot be {value!r}; it goes from {self.labels[0]} to {self.labels[-1]} "
            f"in {len(self.values)} positions."
        )


def grid(sliders: list[Slider]) -> list[NDArray[Any]]:
    """Give all places where sliders can stand together: an array of values for each, the last one fastest."""
    meshes = np.meshgrid(*(np.asarray(slider.values) for slider in sliders), indexing="ij")
    return [mesh.ravel() for mesh in meshes]

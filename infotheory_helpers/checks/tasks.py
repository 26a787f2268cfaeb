"""What a task of a sheet asks for, and what a right answer to it is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from infotheory_helpers.measures.validation import Unit

from .asked import Asked
from .checks import SEED, checked
from .curves import curve_checked
from .mistakes import Mistake
from .quantities import quantity_named
from .verdict import Verdict


def as_it_is(made: Any) -> Any:
    """Look at what the learner made as it is."""
    return made


@dataclass(frozen=True)
class Task:
    """One task: what it asks for, of which numbers, and what a right answer is told.

    They stand here and not in the sheet, so that no check cell gives away what its learner is to find.
    """

    quantity: str
    why: str  # one line on why it is right, and one question further
    unit: Unit = "bits"
    inputs: Mapping[str, Any] = field(default_factory=dict)  # of a number or a list
    at: Callable[[Any], Mapping[str, Any]] | None = None  # of a curve: the inputs at its x values
    seen_as: Callable[[Any], Any] = as_it_is  # of a function that takes its inputs in another form
    mistakes: Sequence[Mistake] = ()  # that no other task of this quantity invites

    @property
    def asked(self) -> Asked:
        """The quantity in its unit, with the mistakes that this task alone invites; of one name, the task's counts."""
        quantity, own = quantity_named(self.quantity), {mistake.name for mistake in self.mistakes}
        known = [mistake for mistake in quantity.mistakes if mistake.name not in own]
        return Asked(replace(quantity, mistakes=[*self.mistakes, *known]), self.unit)

    def verdict(self, made: Any, seed: int = SEED) -> Verdict:
        """Check what a learner made; only what is right hears why."""
        if self.at is not None:
            found = curve_checked(made, self.asked, self.at)
        else:
            seen = self.seen_as(made) if callable(made) else made
            found = checked(seen, self.asked, seed, self.inputs)
        return replace(found, text=self.why) if found.kind == "right" else found

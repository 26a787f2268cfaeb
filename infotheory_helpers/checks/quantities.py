"""Finds what can be asked for by its name, and loads only the room, or the package, that hands it over.

Whoever has quantities or mistakes announces them as entry points, by the name of the quantity: this course in its
`pyproject.toml`, an instructor's package in its own.
"""

from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoints, entry_points

from .mistakes import Quantity

OF_QUANTITIES = "infotheory_helpers.quantities"  # each gives a Quantity
OF_MISTAKES = "infotheory_helpers.mistakes"  # each gives a list of more mistakes of the quantity of that name


def quantity_names() -> list[str]:
    """Give the names of all that can be asked for."""
    return sorted(_announced(OF_QUANTITIES).names)


@cache
def quantity_named(name: str) -> Quantity:
    """Load the quantity of a name, with the mistakes that other packages add to it.

    Raises
    ------
    ValueError
        If nobody gives it, or more than one do.
    """
    given = _announced(OF_QUANTITIES).select(name=name)
    if not given:
        raise ValueError(f"`quantity` is {name!r}; it must be one of: {', '.join(quantity_names())}.")
    if len(given) > 1:
        places = " and ".join(sorted(point.value for point in given))
        raise ValueError(f"`quantity` {name!r} is given by {places}; rename one of them.")
    quantity: Quantity = next(iter(given)).load()
    more = [mistake for point in _announced(OF_MISTAKES).select(name=name) for mistake in point.load()]
    return replace(quantity, mistakes=[*quantity.mistakes, *more])


@cache
def _announced(group: str) -> EntryPoints:
    return entry_points(group=group)

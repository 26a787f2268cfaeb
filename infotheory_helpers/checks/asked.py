"""Compares what a learner made with what is right, and with what each known mistake leaves behind."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.validation import Unit

from .mistakes import SIGN, TURNED, UNIT, UNITS, Quantity, unit_says
from .trials import shown
from .verdict import Verdict

Array = NDArray[np.float64]

CLOSE = 1e-3  # relative: three digits are enough …
ROUNDED = 5.001e-4  # … and so are three decimals
NEARLY, TWO_DECIMALS = 0.01, 0.00501
HUGE = 1e300
DIGITS, LEAST = 0.01, 1e-5  # relative, absolute: how near a small number must be to a mistake's


@dataclass(frozen=True)
class Asked:
    """A quantity in the unit that was asked for, and the verdict on what was made of it."""

    quantity: Quantity
    unit: Unit
    factor: float = field(init=False)

    def __post_init__(self) -> None:
        if self.unit not in ("bits", "nats"):
            raise ValueError(f'`unit` is {self.unit!r}; it must be "bits" or "nats".')
        object.__setattr__(self, "factor", UNITS[self.unit] if self.quantity.has_unit else 1.0)

    def right(self, inputs: Mapping[str, Any]) -> Array:
        """Give what is right, in the unit that was asked for."""
        return np.asarray(self.quantity.right(**inputs)) * self.factor

    def verdict(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> Verdict:
        """Compare what was made on each of some inputs with what is right and with every known mistake."""
        with np.errstate(all="ignore"):  # the mistakes compute infinities and nans on purpose
            return self._verdict(made, trials)

    def _verdict(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> Verdict:
        for given, inputs in zip(made, trials, strict=True):
            if misfit := _misfit(given, self.right(inputs), of_function=len(trials) > 1):
                return Verdict("not yet", misfit)
        right = [self.right(inputs) for inputs in trials]
        if _all_same(made, right):
            return Verdict("right")
        found = [(names, says) for names, says, numbers in self.wrong(trials) if _all_shown(made, numbers)]
        if not found:
            return Verdict("not yet", self.difference(made, trials))
        fewest = min(len(names) for names, _ in found)
        told = {_told(says): names for names, says in found if len(names) == fewest}
        return Verdict(
            "mistake",
            " ".join(filter(None, [self.out_of_bounds(made, trials), " Or: ".join(told)])),
            tuple(dict.fromkeys(name for names in told.values() for name in names)),
        )

    def wrong(self, trials: Sequence[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, ...], list[str], list[Array]]]:
        """Give what each mistake leaves behind on these inputs, the simple ones before those that combine."""
        plain = [np.asarray(self.quantity.right(**inputs)) for inputs in trials]
        mistakes = [
            (mistake.name, mistake.says, mistake.has_unit, numbers)
            for mistake in self.quantity.mistakes
            for numbers in mistake.results(trials)
            if not _all_same(numbers, plain)  # on these inputs it leaves no trace
        ]
        bases = [("", "", self.quantity.has_unit, plain), *mistakes]
        for (unit, size), sign, (name, says, has_unit, numbers) in itertools.product(_units(self.unit), (1, -1), bases):
            if unit == TURNED and (name or sign < 0):
                continue  # rare enough alone
            found = [(name, says)] if name else []
            found += [(SIGN, self.quantity.sign_says)] if sign < 0 else []
            found += [(UNIT, unit_says(self.unit, unit))] if unit != self.unit else []
            turned, otherwise_turned, otherwise_scaled = (
                [_scaled(x, scale) if has_unit else x for x in numbers]
                for scale in (sign * size, -sign * size, sign * self.factor)
            )
            # A bare number has no unit to get wrong, 0 bits are 0 nats, and ∞ bits are ∞ nats.
            sign_shows = sign > 0 or not _all_same(turned, otherwise_turned)
            unit_shows = unit == self.unit or not _all_same(turned, otherwise_scaled)
            if found and sign_shows and unit_shows:
                yield tuple(name for name, _ in found), [says for _, says in found], turned

    def out_of_bounds(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> str:
        """Say that something cannot be, where it lies beyond what the quantity can reach."""
        for given, inputs in zip(made, trials, strict=True):
            low, high, says = self.quantity.bounds(**inputs)
            scale = self.factor * (1 + CLOSE)
            below = given < np.asarray(low) * self.factor * (1 - CLOSE) - ROUNDED
            if (below | (given > np.asarray(high) * scale + ROUNDED)).any():
                return f"Here is a clue. {says}"
        return ""

    def difference(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> str:
        """Say what is not as it should be; for a function, on the smallest input that shows it."""
        wrong = [(g, i) for g, i in zip(made, trials, strict=True) if not same(g, self.right(i))]
        given, inputs = min(wrong, key=lambda pair: sum(np.size(value) for value in pair[1].values()))
        right, of_function = self.right(inputs), len(trials) > 1
        place = f" for {shown(inputs)}" if of_function else ""
        if not of_function and same(np.sort(given.ravel()), np.sort(right.ravel())):
            return "The right numbers, in another order."
        if all(_nearly(one, self.right(at)) for one, at in wrong):
            if of_function:
                return "Nearly. Is something rounded on the way, or a small number added somewhere?"
            return "Nearly. Round at the very end, and to three decimals at least."
        if np.isnan(given).any():
            what = f"It is nan (not a number){place}: somewhere 0 · ∞, ∞ − ∞ or 0/0 was computed."
        elif given.size > 1:
            what = f"{_which(~close(given, right))}{place}."
        else:
            what = f"{_digits(given)}{place} is not it, and it is none of the mistakes we know."
        return " ".join(filter(None, [self.out_of_bounds([given], [inputs]), what]))


def _scaled(numbers: Array, scale: float) -> Array:
    # A number that stands for an infinity has no unit.
    return np.where(np.abs(numbers) > HUGE, np.copysign(numbers, scale * numbers), numbers * scale)


def _units(asked: str) -> list[tuple[str, float]]:
    # The unit asked for comes first: a mistake alone is likelier than a mistake and a unit.
    # Turned round, the number of ln 2 that makes bits of nats is used to make nats of bits, or the reverse.
    turned = UNITS["nats"] ** 2 if asked == "bits" else 1 / UNITS["nats"]
    return sorted([*UNITS.items(), (TURNED, turned)], key=lambda unit: unit[0] != asked)


def _misfit(given: Array, right: Array, of_function: bool) -> str:
    if np.squeeze(given).shape == np.squeeze(right).shape:
        return ""
    if right.size == 1:
        comma = " (A decimal number is written with a point, not with a comma.)"
        comma = comma if given.size == 2 and not of_function else ""
        return f"{given.size} numbers came where one belongs. Is something not added up, or averaged, yet?{comma}"
    if given.size == 1:
        return f"One number came; {right.size} belong here, in a list or an array."
    return f"The shape is {given.shape}; it must be {right.shape}."


def _which(wrong: NDArray[np.bool_]) -> str:
    places = [str(place + 1) for place in np.flatnonzero(wrong)]
    if wrong.all():
        return f"None of the {wrong.size} numbers is right"
    if len(places) == 1:
        return f"Number {places[0]} of {wrong.size} is not right"
    return f"Numbers {', '.join(places[:-1])} and {places[-1]} of {wrong.size} are not right"


def close(given: Array, right: Array) -> NDArray[np.bool_]:
    """Say of each number whether it is right, to three digits or three decimals."""
    given, right = np.squeeze(given), np.squeeze(right)
    same = (given == right) | (np.isnan(given) & np.isnan(right))
    with np.errstate(invalid="ignore"):
        near = np.abs(given - right) <= np.maximum(CLOSE * np.abs(right), ROUNDED)
    return np.asarray(same | (near & np.isfinite(right)))


def _nearly(given: Array, right: Array) -> bool:
    near = np.abs(given - right) <= np.maximum(NEARLY * np.abs(right), TWO_DECIMALS)
    return bool((near & np.isfinite(right) | (given == right)).all())


def _told(says: Sequence[str]) -> str:
    together = {1: "", 2: "Two things at once. "}.get(len(says), "Three things at once. ")
    return together + " ".join(says)


def _all_shown(made: Sequence[Array], mistake: Sequence[Array]) -> bool:
    # A mistake is recognised by its digits: where its number is small, three decimals alone would fit too many.
    return _all_same(made, mistake) and all(
        (~np.isfinite(number) | (number == 0) | (np.abs(given - number) <= DIGITS * np.abs(number) + LEAST)).all()
        for given, number in zip(map(np.squeeze, made), map(np.squeeze, mistake), strict=True)
    )


def same(given: Array, right: Array) -> bool:
    """Say whether all numbers are right, and as many as belong there."""
    return np.squeeze(given).shape == np.squeeze(right).shape and bool(close(given, right).all())


def _all_same(made: Sequence[Array], right: Sequence[Array]) -> bool:
    return all(same(given, number) for given, number in zip(made, right, strict=True))


def _digits(given: Array) -> str:
    number = given.item()
    return (f"{number:.4f}" if abs(number) < 1e6 else f"{number:.4g}").replace("-", "−").replace("inf", "∞")

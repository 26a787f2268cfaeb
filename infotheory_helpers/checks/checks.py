"""Checks that say which mistake was made, and never the answer."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import numpy as np
from IPython.core.getipython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from infotheory_helpers.labs.compression.mistakes import OF_CODES
from infotheory_helpers.labs.deep_learning.mistakes import OF_DEEP
from infotheory_helpers.labs.deep_learning.policy_mistakes import OF_POLICIES
from infotheory_helpers.labs.language.mistakes import OF_NGRAMS
from infotheory_helpers.labs.trees.mistakes import OF_TREES
from infotheory_helpers.lessons.figures import COST, MUTED, P_COLOUR, Q_COLOUR
from infotheory_helpers.measures.validation import Unit

from .mistakes import SIGN, UNIT, UNITS, Quantity, unit_says
from .of_losses import OF_LOSSES
from .of_measures import OF_MEASURES
from .trials import SECONDS, NotDone, Trouble, numbers_in, result_of, shown, time_limit

Array = NDArray[np.float64]
Kind = Literal["right", "mistake", "not yet", "not done"]

QUANTITIES = OF_MEASURES | OF_LOSSES | OF_TREES | OF_CODES | OF_DEEP | OF_NGRAMS | OF_POLICIES

MIME = "application/vnd.infotheory-check+json"
CLOSE = 1e-3  # relative: three digits are enough …
ROUNDED = 5.001e-4  # … and so are three decimals
SEED = 1948
NEARLY, TWO_DECIMALS = 0.01, 0.00501
FEWEST_POINTS = 20  # of a curve

# A colour, a sign and words: none of them alone carries the verdict.
LOOKS: dict[Kind, tuple[str, str, str]] = {
    "right": (P_COLOUR, "✓", "Right."),
    "mistake": (COST, "✗", "A mistake we know."),
    "not yet": (Q_COLOUR, "○", "Not yet."),
    "not done": (MUTED, "…", "Not done yet."),
}


@dataclass(frozen=True)
class Verdict:
    """What a check found: its kind, what to tell the learner, and the names of the mistakes.

    Parameters
    ----------
    kind : "right", "mistake", "not yet" or "not done"
    text : str
        One or two sentences; bits or nats where the unit was the mistake.
    mistakes : tuple of str
        As the class report calls them.

    Raises
    ------
    ValueError
        By `points`, if what a wrong unit earns is not between 0 and the full points.

    Examples
    --------
    >>> from infotheory_helpers import check
    >>> verdict = check(1.1421, "entropy", p=[0.05, 0.15, 0.3, 0.5])
    >>> verdict.mistakes
    ('the wrong unit',)
    >>> verdict.points(2, wrong_unit=1)
    1.0

    References
    ----------
    Hattie, J. and Timperley, H. (2007), The Power of Feedback.
    """

    kind: Kind
    text: str = ""
    mistakes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{LOOKS[self.kind][2]} {self.text}".strip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        colour, sign, title = LOOKS[self.kind]
        panel = (
            f'<div role="status" style="max-width: 46em; margin: 0.3em 0; padding: 0.5em 0.9em; color: #111111; '
            f'background: #ffffff; border: 1px solid {colour}; border-left: 0.5em solid {colour}">'
            f"<b>{sign} {title}</b> {_with_code(self.text)}</div>"
        )
        record = {"kind": self.kind, "text": self.text, "mistakes": list(self.mistakes)}
        return {"text/plain": repr(self), "text/html": panel, MIME: record}

    def show(self) -> None:
        """Show the verdict, wherever in a cell this stands."""
        display(self)  # type: ignore[no-untyped-call]

    def points(self, full: float, wrong_unit: float = 0) -> float:
        """Give what the answer earns: `full` if it is right, `wrong_unit` if only its unit is not."""
        if not 0 <= wrong_unit <= full:
            raise ValueError(f"`wrong_unit` is {wrong_unit}; it must lie between 0 and the full {full} points.")
        earned = {(): full if self.kind == "right" else 0, (UNIT,): wrong_unit}
        return float(earned.get(self.mistakes, 0))


STALE = Verdict(
    "not yet",
    "The cell that you ran before this one stopped with an error, so what is here may be an older answer. Mend that "
    "cell and run it again.",
)


def check(made: Any, quantity: str, unit: Unit = "bits", seed: int = SEED, **inputs: Any) -> Verdict:
    """Say whether a number, an array or a function is right, and if not, which mistake it shows.

    Parameters
    ----------
    made : number, array or function
        A function is called with the quantity's inputs in their order, as arrays, and tried on inputs of our own.
    quantity : str
        What was asked for, such as "entropy" or "kl_divergence".
    unit : "bits" or "nats"
        In which it was asked for.
    seed : int
        Draws the last of the inputs that a function is tried on, so that graded inputs differ from visible ones.
    **inputs
        The quantity's inputs, for a number or an array, by the names that the helper of that name uses.

    Returns
    -------
    Verdict
        It shows itself as the last line of a cell.

    Raises
    ------
    ValueError
        If `quantity`, `unit` or the names of the inputs are unknown. Never for what a learner made.

    Examples
    --------
    >>> check(1.6477, "entropy", p=[0.05, 0.15, 0.3, 0.5])
    Right.
    >>> check(1.0866, "kl_divergence", p=[0.1, 0.4, 0.5], q=[0.6, 0.2, 0.2])
    A mistake we know. The wrong way round: this is KL(Q‖P). The truth P stands first: it says how often each
    outcome comes.
    >>> check(lambda p: -np.sum(p * np.log2(p)), "entropy").mistakes
    ('0 · log 0',)

    References
    ----------
    Brown, J. S. and Burton, R. R. (1978), Diagnostic Models for Procedural Bugs in Basic Mathematical Skills.
    """
    asked = _Asked(_quantity(quantity), unit)
    if inputs:
        try:
            asked.right(inputs)
        except TypeError as error:
            raise ValueError(f"`{quantity}` cannot be computed from {shown(inputs)}: {error}") from None
    if _last_cell_failed():
        return STALE
    if made is None:
        return Verdict(
            "not done", "Nothing is here yet. (If you wrote `print`: it shows a number and gives none back.)"
        )
    if made is ... or (isinstance(made, list | tuple) and any(one is ... for one in made)):
        return Verdict("not done", "Nothing is here yet. Take your time; the hint is folded below the task.")
    if callable(made):
        return _of_function(made, asked, seed)
    if not inputs:
        return Verdict("not yet", f"A function is asked for here; this is of type {type(made).__name__}.")
    try:
        return asked.verdict([numbers_in(made)], [inputs])
    except Trouble as trouble:
        return Verdict("not yet", f"{trouble} Write the number alone, such as 1.2345, or a list of numbers.")


def check_curve(
    ax: Axes,
    quantity: str,
    at: Callable[[Array], Mapping[str, Any]],
    unit: Unit = "bits",
    low: float = 0.1,
    high: float = 0.9,
) -> Verdict:
    """Say whether a figure shows a quantity as a curve, by the data of its line and the labels of its axes.

    Parameters
    ----------
    ax : Axes
        Where the learner drew.
    quantity : str
        What the curve should show, such as "kl_divergence".
    at : function of an array of x
        Gives the quantity's inputs for the curve's own x values.
    unit : "bits" or "nats"
        The unit of the y axis.
    low, high : float
        The x values that the curve must reach at least.

    Returns
    -------
    Verdict
        It shows itself as the last line of a cell.

    Raises
    ------
    ValueError
        If `quantity` or `unit` is unknown. Never for what a learner drew.

    Examples
    --------
    >>> from infotheory_helpers import plot_surprise
    >>> check_curve(plot_surprise().ax, "information_content", lambda x: {"p": x})
    Right.

    References
    ----------
    Cleveland, W. S. (1985), The Elements of Graphing Data.
    """
    asked = _Asked(_quantity(quantity), unit)
    if _last_cell_failed():
        return STALE
    if not isinstance(ax, Axes):
        return Verdict("not done", "There are no axes yet to look at; `figure, ax = plt.subplots()` makes them.")
    if not ax.lines:
        return Verdict("not done", "There is no curve yet; `ax.plot(x, y)` draws one.")
    lines = [line for line in ax.lines if len(np.ravel(line.get_xdata())) >= FEWEST_POINTS]
    if not lines:
        return Verdict("not yet", f"The curve has too few points to be looked at; draw {FEWEST_POINTS} at least.")
    verdicts = [_of_line(line, asked, at, low, high) for line in lines]
    verdict = next((found for found in verdicts if found.kind == "right"), verdicts[0])
    if verdict.kind == "right" and not ax.get_xlabel():
        return Verdict("not yet", "The curve is right. What is on the x axis? Label it.")
    if verdict.kind == "right" and asked.quantity.has_unit and unit.removesuffix("s") not in ax.get_ylabel():
        return Verdict("not yet", f"The curve is right. The label of its y axis does not say the unit: {unit}.")
    return verdict


_failed_before = -1  # the number of the last cell that ran a check after a cell that had failed


def _last_cell_failed() -> bool:
    # Such a cell leaves the answer of its last good run behind, and running the check once more does not mend it.
    global _failed_before
    shell = get_ipython()
    if shell is None:
        return False
    failed = not shell.last_execution_succeeded or shell.execution_count - 1 == _failed_before
    if failed:
        _failed_before = shell.execution_count
    return failed


def _quantity(name: str) -> Quantity:
    if name not in QUANTITIES:
        raise ValueError(f"`quantity` is {name!r}; it must be one of: {', '.join(QUANTITIES)}.")
    return QUANTITIES[name]


def _of_line(
    line: Line2D, asked: "_Asked", at: Callable[[Array], Mapping[str, Any]], low: float, high: float
) -> Verdict:
    x, y = np.asarray(line.get_xdata(orig=False), float), np.asarray(line.get_ydata(orig=False), float)
    try:
        inputs = at(x)
        verdict = asked.verdict([y], [inputs])
    except ValueError:
        return Verdict(
            "not yet",
            f"The curve runs from x = {x.min():.4g} to {x.max():.4g}, where nothing can be computed. Are x and y "
            "swapped, is x in per cent, or was `plot` given one of them alone?",
        )
    if verdict.kind == "not yet":
        first = int(np.argmin(_close(y, asked.right(inputs))))
        return Verdict("not yet", f"At x = {x[first]:.4g} the curve is not right yet: it shows {y[first]:.4g}.")
    if verdict.kind == "right" and not (x.min() <= low + CLOSE and x.max() >= high - CLOSE):
        return Verdict("not yet", f"What is drawn is right. Draw it from x = {low:g} to {high:g} at least.")
    return verdict


def _of_function(function: Callable[..., Any], asked: "_Asked", seed: int) -> Verdict:
    quantity, random = asked.quantity, np.random.default_rng(seed)
    sizes = [1, 2, 3, 4, 5, 6, 8, 12, 1000]
    drawn = [quantity.drawn(random, size) for size in sizes]
    # First the plain inputs, which tell the mistakes apart; then the edges; then all the others, small ones first.
    stages: list[Sequence[Mapping[str, Any]]] = [quantity.tells_apart, *([edge] for edge in quantity.edges), drawn]
    results: list[Array] = []
    trials: list[Mapping[str, Any]] = []
    try:
        with time_limit(SECONDS):
            for stage in stages:
                results += [result_of(function, inputs) for inputs in stage]
                trials += stage
                verdict = asked.verdict(results, trials)
                if verdict.kind != "right":
                    return verdict
    except TimeoutError:
        return Verdict(
            "not yet",
            f"It was stopped after {SECONDS:g} seconds. Is there a loop that never ends, or one over something very "
            "long?",
        )
    except NotDone:
        return Verdict("not done", "The function gives nothing back. If it computes something, does it `return` it?")
    except Trouble as trouble:
        return Verdict("not yet", str(trouble))
    return Verdict("right")


@dataclass(frozen=True)
class _Asked:
    """A quantity in the unit that was asked for."""

    quantity: Quantity
    unit: Unit
    factor: float = field(init=False)

    def __post_init__(self) -> None:
        if self.unit not in ("bits", "nats"):
            raise ValueError(f'`unit` is {self.unit!r}; it must be "bits" or "nats".')
        object.__setattr__(self, "factor", UNITS[self.unit] if self.quantity.has_unit else 1.0)

    def right(self, inputs: Mapping[str, Any]) -> Array:
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
        for names, says, numbers in self.wrong(trials):
            if _all_same(made, numbers):
                together = {1: "", 2: "Two things at once."}.get(len(names), "Three things at once.")
                sentences = [self.out_of_bounds(made, trials), together, *says]
                return Verdict("mistake", " ".join(filter(None, sentences)), names)
        return Verdict("not yet", self.difference(made, trials))

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
            found = [(name, says)] if name else []
            found += [(SIGN, self.quantity.sign_says)] if sign < 0 else []
            found += [(UNIT, unit_says(self.unit, unit))] if unit != self.unit else []
            turned, otherwise_turned, otherwise_scaled = (
                [x * scale if has_unit else x for x in numbers]
                for scale in (sign * size, -sign * size, sign * self.factor)
            )
            # A bare number has no unit to get wrong, 0 bits are 0 nats, and ∞ bits are ∞ nats.
            sign_shows = sign > 0 or not _all_same(turned, otherwise_turned)
            unit_shows = unit == self.unit or not _all_same(turned, otherwise_scaled)
            if found and sign_shows and unit_shows:
                yield tuple(name for name, _ in found), [says for _, says in found], turned

    def out_of_bounds(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> str:
        for given, inputs in zip(made, trials, strict=True):
            low, high, says = self.quantity.bounds(**inputs)
            scale = self.factor * (1 + CLOSE)
            below = given < np.asarray(low) * self.factor * (1 - CLOSE) - ROUNDED
            if (below | (given > np.asarray(high) * scale + ROUNDED)).any():
                return f"That cannot be. {says}"
        return ""

    def difference(self, made: Sequence[Array], trials: Sequence[Mapping[str, Any]]) -> str:
        """Say what is not as it should be; for a function, on the smallest input that shows it."""
        wrong = [(g, i) for g, i in zip(made, trials, strict=True) if not _same(g, self.right(i))]
        given, inputs = min(wrong, key=lambda pair: sum(np.size(value) for value in pair[1].values()))
        right, of_function = self.right(inputs), len(trials) > 1
        place = f" for {shown(inputs)}" if of_function else ""
        if not of_function and _same(np.sort(given.ravel()), np.sort(right.ravel())):
            return "The right numbers, in another order."
        if not of_function and (np.abs(given - right) <= np.maximum(NEARLY * np.abs(right), TWO_DECIMALS)).all():
            return "Nearly. Round at the very end, and to three decimals at least."
        if np.isnan(given).any():
            what = f"It is nan (not a number){place}: somewhere 0 · ∞, ∞ − ∞ or 0/0 was computed."
        elif given.size > 1:
            what = f"{_which(~_close(given, right))}{place}."
        else:
            what = f"{_digits(given)}{place} is not it, and it is none of the mistakes we know."
        return " ".join(filter(None, [self.out_of_bounds([given], [inputs]), what]))


def _units(asked: str) -> list[tuple[str, float]]:
    # The unit asked for comes first: a mistake alone is likelier than a mistake and a unit.
    return sorted(UNITS.items(), key=lambda unit: unit[0] != asked)


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


def _close(given: Array, right: Array) -> NDArray[np.bool_]:
    given, right = np.squeeze(given), np.squeeze(right)
    same = (given == right) | (np.isnan(given) & np.isnan(right))
    with np.errstate(invalid="ignore"):
        near = np.abs(given - right) <= np.maximum(CLOSE * np.abs(right), ROUNDED)
    return np.asarray(same | (near & np.isfinite(right)))


def _same(given: Array, right: Array) -> bool:
    return np.squeeze(given).shape == np.squeeze(right).shape and bool(_close(given, right).all())


def _all_same(made: Sequence[Array], right: Sequence[Array]) -> bool:
    return all(_same(given, number) for given, number in zip(made, right, strict=True))


def _digits(given: Array) -> str:
    number = given.item()
    return (f"{number:.4f}" if abs(number) < 1e6 else f"{number:.4g}").replace("-", "−").replace("inf", "∞")


# The panel is white in both themes, and so its code has colours of its own.
CODE = '<code style="color: #111111; background: #eeeeee">'


def _with_code(text: str) -> str:
    # What stands between backticks is code, between stars emphasis.
    parts = escape(text, quote=False).split("`")
    return "".join(f"{CODE}{part}</code>" if i % 2 else _with_stress(part) for i, part in enumerate(parts))


def _with_stress(text: str) -> str:
    return re.sub(r"\*([^\s*](?:[^*]*[^\s*])?)\*", r"<em>\1</em>", text)

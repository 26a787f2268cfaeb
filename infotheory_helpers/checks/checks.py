"""Checks that say which mistake was made, and never the answer."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.validation import Unit

from .asked import Asked, close, same
from .cells import last_cell_failed, stale
from .quantities import quantity_named
from .trials import SECONDS, NotDone, Trouble, Unfilled, numbers_in, result_of, shown, time_limit
from .verdict import Verdict

Array = NDArray[np.float64]

SEED = 1948
MOST = 500  # outcomes, or samples, of what a function is tried on: a recursion over them still ends
UNFILLED = Verdict(
    "mistake",
    "`where=` without `out=`: NumPy computes nothing where the condition is false, and leaves there whatever lay in "
    "the memory before. Give it numbers to start from, such as `out=np.zeros_like(p)`.",
    ("where= without out=",),
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
    asked = Asked(quantity_named(quantity), unit)
    if inputs:
        try:
            asked.right(inputs)
        except TypeError as error:
            raise ValueError(f"`{quantity}` cannot be computed from {shown(inputs)}: {error}") from None
    return checked(made, asked, seed, inputs)


def checked(made: Any, asked: Asked, seed: int, inputs: Mapping[str, Any]) -> Verdict:
    """Compare what was made with what is asked for, and with all the mistakes that are known of it."""
    if last_cell_failed():
        return stale()
    if made is None:
        return Verdict(
            "not done", "Nothing is here yet. (If you wrote `print`: it shows a number and gives none back.)"
        )
    if made is ... or (isinstance(made, list | tuple) and any(one is ... for one in made)):
        return Verdict("not done", "Nothing is here yet. Take your time; the hint is folded below the task.")
    if callable(made) and not inputs:
        return _of_function(made, asked, seed)
    if callable(made):
        return Verdict("not yet", "A number is asked for here, and this is a function. What does it give, once called?")
    if not inputs:
        return Verdict("not yet", f"A function is asked for here; this is of type {type(made).__name__}.")
    try:
        numbers = numbers_in(made)
        verdict, right = asked.verdict([numbers], [inputs]), asked.right(inputs)
        if numbers.size > 1 and np.squeeze(numbers).shape == np.squeeze(right).shape:
            return replace(verdict, share=lambda: float(close(numbers, right).mean()))
        return verdict
    except Trouble as trouble:
        return Verdict("not yet", f"{trouble} Write the number alone, such as 1.2345, or a list of numbers.")


def _of_function(function: Callable[..., Any], asked: Asked, seed: int) -> Verdict:
    # Labels come as decimal numbers, so that nothing is cut to whole ones; and, for whom that is no good, as they are.
    try:
        verdict = _on_trials(function, asked, seed, _decimals)
        if verdict.kind == "not yet" and "y_true" in asked.quantity.tells_apart[0]:
            again = _on_trials(function, asked, seed, dict)
            return again if again.kind == "right" else verdict
    except TimeoutError:
        return Verdict(
            "not yet",
            f"It was stopped after {SECONDS:g} seconds. Is there a loop that never ends, or one over something very "
            "long?",
        )
    return replace(verdict, share=partial(_share, function, asked, seed))


def _share(function: Callable[..., Any], asked: Asked, seed: int) -> float:
    # On which share of all inputs a function is right, whatever it does on the others.
    trials = [inputs for stage in stages_of(asked, seed) for inputs in stage]
    right = 0
    try:
        with time_limit(SECONDS):
            for inputs in trials:
                with contextlib.suppress(NotDone, Unfilled, Trouble):
                    right += same(result_of(function, _decimals(inputs)), asked.right(inputs))
    except TimeoutError:
        pass  # what was right until then counts
    return right / len(trials)


def _decimals(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: np.asarray(value, float) if name == "y_true" else value for name, value in inputs.items()}


def stages_of(asked: Asked, seed: int) -> list[Sequence[Mapping[str, Any]]]:
    """Give the inputs that a function is tried on, in stages: it is told what is wrong in the first that shows it."""
    quantity, random = asked.quantity, np.random.default_rng(seed)
    drawn = [quantity.drawn(random, size) for size in [1, 2, 3, 4, 5, 6, 8, 12, MOST]]
    # First the plain inputs, which tell the mistakes apart; then the edges; then all the others, small ones first.
    return [quantity.tells_apart, *([edge] for edge in quantity.edges), drawn]


def _on_trials(
    function: Callable[..., Any], asked: Asked, seed: int, handed: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> Verdict:
    results: list[Array] = []
    trials: list[Mapping[str, Any]] = []
    try:
        with time_limit(SECONDS):
            for stage in stages_of(asked, seed):
                for inputs in stage:
                    results.append(result_of(function, handed(inputs)))
                    trials.append(inputs)
                verdict = asked.verdict(results, trials)
                if verdict.kind != "right":
                    return verdict
    except NotDone as nothing:
        if results:
            return Verdict("not yet", f"{nothing} Is a `return` missing in one of its branches?")
        return Verdict("not done", "The function gives nothing back. If it computes something, does it `return` it?")
    except Unfilled:
        return UNFILLED
    except Trouble as trouble:
        return Verdict("not yet", str(trouble))
    return Verdict("right")

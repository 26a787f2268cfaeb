"""Checks that say which mistake was made, and never the answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.measures.validation import Unit

from .asked import Asked
from .cells import STALE, last_cell_failed
from .quantities import quantity_named
from .trials import SECONDS, NotDone, Trouble, numbers_in, result_of, shown, time_limit
from .verdict import Verdict

Array = NDArray[np.float64]

SEED = 1948


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
    if last_cell_failed():
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


def _of_function(function: Callable[..., Any], asked: Asked, seed: int) -> Verdict:
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

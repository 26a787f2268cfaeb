"""A bar that shows how far a loop has come, and leaves nothing behind."""

from collections.abc import Iterator

from .notebook import running_shell

WIDTH = 30


def progress(steps: int, label: str = "") -> Iterator[int]:
    """Count from 0 to steps − 1, like `range`, with a bar under the cell while it runs.

    It shows how far the loop has come, not a loss in bits or nats. When the loop ends the bar goes, and whatever
    the cell printed before; outside of a notebook nothing is shown at all.

    Parameters
    ----------
    steps : int
        How often the loop runs.
    label : str
        What is going on, in a word or two.

    Returns
    -------
    iterator of int

    Raises
    ------
    ValueError
        If there is no step to take.

    Examples
    --------
    >>> list(progress(3, "counting"))
    [0, 1, 2]

    References
    ----------
    Myers, B. A. (1985), The Importance of Percent-Done Progress Indicators for Computer-Human Interfaces.
    """
    if steps < 1:
        raise ValueError(f"`steps` is {steps}; a loop needs at least one step.")
    return _with_bar(steps, label) if hasattr(running_shell(), "kernel") else iter(range(steps))


def _with_bar(steps: int, label: str) -> Iterator[int]:
    from IPython.display import clear_output

    try:
        for step in range(steps):
            done = WIDTH * step // steps
            print(f"\r{label} {'█' * done}{'░' * (WIDTH - done)} {step} of {steps}", end="", flush=True)
            yield step
    finally:  # also when the loop was interrupted
        clear_output()  # type: ignore[no-untyped-call]

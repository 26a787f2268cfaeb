"""The games of the lessons: explorers with a hidden state, a score, and a way to lose.

The rules are functions like any other: from where everything stands to where it stands next. Chance alone is
left to the browser, so that a game in an exported page is as good as one in JupyterLab.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from infotheory_helpers.explorer.buttons import Draw
from infotheory_helpers.explorer.drawing import panels, room_for_said
from infotheory_helpers.explorer.explorer import Explorer
from infotheory_helpers.explorer.palette import COST, HIGHLIGHT, MUTED
from infotheory_helpers.explorer.positions import Hidden
from infotheory_helpers.measures.information import information_content, kl_divergence

from .explorers import P, follow_model, model_sliders, scene_of_model, three

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]

PLAYING, WON, LOST = 0, 1, 2
MOST_GAMES = 20

CELLS, SHOTS = 64, 32
TARGETS = [0.05, 0.5, 1, 2, 4]
TRIES = 3


def explore_submarine() -> Explorer:
    """Look for a submarine in 64 cells: each miss tells a little, the hit tells the rest, 6 bits in all.

    Returns
    -------
    Explorer
        A board of 64 cells and 32 shots; information content in bits.

    Examples
    --------
    >>> explore_submarine()
    A submarine lies in one of 64 cells; you have 32 shots. Fire at a cell. Known so far: 0.0000 bits.
    Won 0 of 0 games.

    References
    ----------
    MacKay, D. J. C. (2003), Information Theory, Inference, and Learning Algorithms, section 4.1.
    """
    sea, ax = panels(7.2, 3.4, 1, 2, width_ratios=[1, 1.4])
    said = room_for_said(ax)
    sea.figure.set_label(
        "Left, a map of the sea, rows A to H and columns 1 to 8, with a cross where the last shot fell; at the end a "
        "block shows where the submarine lies. Above it, in large letters, what the shot did. Right, information in "
        "bits against shots: a curve for misses alone rises slowly, to 1 bit after 32 of them. A point shows what you "
        "know, and a bar what the hit added."
    )
    loud = sea.set_title(" ", fontsize=22, fontweight="bold")
    shot, submarine = _draw_sea(sea)
    shots = np.arange(SHOTS + 1)
    ax.plot(shots, _of_misses(shots), color=MUTED)
    (hit,) = ax.bar([0], [0], 0.6, color=COST)
    (known,) = ax.plot([0], [0], "o", color=HIGHLIGHT, markersize=9, clip_on=False, zorder=3)
    ax.annotate("misses alone", (SHOTS, 1), (0, 6), textcoords="offset points", ha="right", color=MUTED)
    ax.set(xlim=(0, SHOTS + 0.5), ylim=(0, 7), xlabel="shots", ylabel="information, bits")

    explorer = Explorer(
        sea.figure,
        cell=Hidden(range(CELLS), 0),
        place=Hidden(range(CELLS), 27),
        shots=Hidden(range(SHOTS + 1), 0),
        phase=Hidden([PLAYING, WON, LOST], PLAYING),
        won=Hidden(range(MOST_GAMES + 1), 0),
        played=Hidden(range(MOST_GAMES + 1), 0),
    )
    explorer.expect("who learns more", said, earned=lambda played: played > 0)

    def misses(shots: Array, phase: Array) -> Array:
        return np.asarray(np.maximum(shots - (phase == WON), 0))

    def bits_known(shots: Array, phase: Array) -> Array:
        return np.asarray(np.where(phase == WON, _of_cells(1), _of_misses(misses(shots, phase))))

    explorer.follow(loud, lambda shots, phase: each(_loud_shot, shots, phase), "{}")
    explorer.follow(shot, lambda cell, shots: _cross(cell, shots > 0))
    explorer.follow(submarine, lambda place, phase: _block(place, phase != PLAYING))
    explorer.follow(
        hit,
        lambda shots, phase: (
            shots - 0.3,
            _of_misses(misses(shots, phase)),
            0.6,
            np.where(phase == WON, _of_cells(1) - _of_misses(misses(shots, phase)), 0),
        ),
    )
    explorer.follow(known, lambda shots, phase: (shots, bits_known(shots, phase)))
    explorer.say("{}", lambda shots, phase: each(_submarine_story, shots, phase))
    explorer.say("{}", lambda place, phase: each(_submarine_revealed, place, phase))
    explorer.say("Known so far: {:.4f} bits.", bits_known)
    keep_score(explorer)
    explorer.board(
        8,
        8,
        lambda phase: np.where(phase == WON, "◉", "~"),
        {
            "shots": lambda shots: np.minimum(shots + 1, SHOTS),
            "phase": lambda cell, place, shots: np.where(cell == place, WON, np.where(shots == SHOTS, LOST, PLAYING)),
            **SCORED,
        },
        when=lambda phase: phase == PLAYING,
    )
    explorer.press("New game", {"place": Draw(lambda: CELLS), "shots": 0, "phase": PLAYING})
    return explorer


def _draw_sea(sea: Axes) -> tuple[Any, Any]:
    lines = np.arange(9) - 0.5
    sea.hlines(lines, -0.5, 7.5, color=MUTED, linewidth=0.5)
    sea.vlines(lines, -0.5, 7.5, color=MUTED, linewidth=0.5)
    (shot,) = sea.plot(np.zeros(5), np.zeros(5), color=HIGHLIGHT, zorder=4, solid_capstyle="butt")
    (submarine,) = sea.bar([0], [0], color=COST, zorder=3)
    sea.set(xlim=(-0.5, 7.5), ylim=(7.5, -0.5), aspect="equal")
    sea.set(xticks=range(8), xticklabels=range(1, 9), yticks=range(8), yticklabels="ABCDEFGH")
    sea.tick_params(length=0)
    for spine in sea.spines.values():
        spine.set_visible(False)
    return shot, submarine


def _cross(cell: Array, there: Array) -> tuple[Array, Array]:
    # What is not there yet has no size.
    across, down = np.array([-1, 1, 0, -1, 1]), np.array([-1, 1, 0, 1, -1])
    return cell % 8 + 0.3 * there * across, cell // 8 + 0.3 * there * down


def _block(cell: Array, there: Array) -> tuple[Array, ...]:
    size = 0.8 * there
    return cell % 8 - size / 2, cell // 8 - size / 2, size, size


def _of_cells(left: Array | int) -> Any:
    # What is known when so many of the cells are left.
    return information_content(np.asarray(left) / CELLS)


def _of_misses(misses: Array) -> Any:
    return _of_cells(CELLS - misses)


def _loud_shot(shots: int, phase: int) -> str:
    return {PLAYING: "Miss" if shots else "", WON: "HIT!", LOST: "Lost"}[phase]


def _submarine_story(shots: int, phase: int) -> str:
    if shots == 0:
        return f"A submarine lies in one of {CELLS} cells; you have {SHOTS} shots. Fire at a cell."
    before = CELLS - shots + 1
    if phase == WON:
        return f"Hit with shot {shots}: one cell of {before}, worth {information_content(1 / before):.4f} bits."
    miss = information_content((before - 1) / before)
    left = f" {SHOTS - shots} to go." if phase == PLAYING else ""
    return f"Shot {shots} missed: {before - 1} cells of {before} are left, worth {miss:.4f} bits.{left}"


def _submarine_revealed(place: int, phase: int) -> str:
    if phase != LOST:
        return ""
    return f"Lost: it lay in {'ABCDEFGH'[place // 8]}{place % 8 + 1}, and a hit would have brought the other 5 bits."


def explore_hit_the_kl() -> Explorer:
    """Shape a model until its KL divergence from the truth lies in a band, seeing the number only on commit.

    Returns
    -------
    Explorer
        Sliders q1 (sun) and share (of the rest, to cloud); KL divergence in bits.

    Examples
    --------
    >>> explore_hit_the_kl()
    Target: KL(P‖Q) between 0.45 and 0.55 bits. You have 3 tries. Won 0 of 0 games.

    References
    ----------
    Kullback, S. and Leibler, R. A. (1951), On Information and Sufficiency.
    """
    drawing, right = scene_of_model("KL(P‖Q), bits", 10)
    said = room_for_said(right)
    drawing.alt = (
        "Left, bars of the truth P and the model Q over sun, cloud and rain. Right, a logarithmic scale of KL(P‖Q) in "
        "bits, with a band for the target and a bar where the last try landed, ∞ over the scale where it is infinite. "
        "After a loss, outlines on the left show a model that hits."
    )
    right.set(
        yscale="log", ylim=(LEAST, MOST), xlim=(0, 2), yticks=[0.01, 0.1, 1, 10], yticklabels=["0.01", "0.1", "1", "10"]
    )
    right.minorticks_off()
    (band,) = right.bar([0], [1], color=MUTED, alpha=0.35, bottom=[0.02])
    (landed,) = right.bar([0], [1], color=COST, bottom=[0.02])
    beyond = right.annotate(" ", (0.5, MOST), (0, 2), textcoords="offset points", ha="center", fontsize=16, color=COST)
    right.set_xlabel("▬ last try", color=COST)
    outlines = [drawing.ax.bar([0], [0], color="none", edgecolor=HIGHLIGHT, linewidth=2)[0] for _ in range(3)]

    sliders = model_sliders(0.5, 0.6)
    q1, share = (np.round(np.arange(round(1 / s.step) + 1) * s.step, 10) for s in sliders.values())
    reachable = np.asarray(np.round(kl_divergence(P, three(*np.meshgrid(q1, share, indexing="ij"))), 2))
    hits = {target: _a_hit(target, reachable, q1, share) for target in TARGETS}
    explorer = Explorer(
        drawing,
        **sliders,
        target=Hidden(TARGETS, 0.5),
        turn=Hidden(range(len(TARGETS) - 1), 0),
        got=Hidden([-1, *np.unique(reachable)], -1),  # −1: nothing yet
        tries=Hidden(range(TRIES + 1), TRIES),
        phase=Hidden([PLAYING, WON, LOST], PLAYING),
        won=Hidden(range(MOST_GAMES + 1), 0),
        played=Hidden(range(MOST_GAMES + 1), 0),
    )
    explorer.expect("four bits away", said, earned=lambda played: played > 0)
    follow_model(explorer, drawing)
    explorer.follow(band, lambda target: (0, 0.9 * target, 1.05, 0.2 * target))
    for target in TARGETS:
        named = right.annotate("target", (1.1, target), va="center_baseline")
        explorer.follow(named, of(lambda now, its=target: np.where(now == its, "target", ""), "target"), "{}")
    explorer.follow(landed, _bar_of_try)
    explorer.follow(beyond, lambda got: np.where(np.isinf(got), "∞", ""), "{}")
    for i, outline in enumerate(outlines):
        explorer.follow(outline, of(_outlined(drawing[f"Q {i}"], hits, i), "target", "phase"))
    explorer.say(
        "Target: KL(P‖Q) between {} and {} bits. {}",
        lambda target, phase, tries: (
            each(lambda bits: f"{0.9 * bits:.3g}", target),
            each(lambda bits: f"{1.1 * bits:.3g}", target),
            each(_tries_story, phase, tries),
        ),
    )
    explorer.say("{}", lambda got: each(_committed, got))
    explorer.say("{}", lambda got, target, phase: each(_hit_story, got, target, phase))
    explorer.say("{}", lambda target, phase: each(lambda *now: _solution(hits, *now), target, phase))
    keep_score(explorer)
    explorer.press(
        "Commit",
        {
            "got": lambda q1, share: np.round(kl_divergence(P, three(q1, share)), 2),
            "tries": lambda tries: np.maximum(tries - 1, 0),
            "phase": lambda got, target, tries: np.where(
                np.abs(got - target) <= target / 10 + 1e-9, WON, np.where(tries == 0, LOST, PLAYING)
            ),
            **SCORED,
        },
        when=lambda phase: phase == PLAYING,
    )
    # Another target than the last: so many places further round.
    another = {
        "turn": Draw(lambda: len(TARGETS) - 1),
        "target": lambda target, turn: np.take(TARGETS, np.searchsorted(TARGETS, target) + 1 + turn, mode="wrap"),
    }
    explorer.press("New target", another | {"got": -1, "tries": TRIES, "phase": PLAYING})
    return explorer


LEAST, MOST = 0.01, 10  # bits that the scale shows


def _a_hit(target: float, reachable: Array, q1: Array, share: Array) -> Array:
    # The model on the sliders that comes nearest; of several as near, the one surest of sun.
    off = np.abs(reachable - target)
    row, column = np.argwhere(off == off.min())[-1]
    return three(q1[row], share[column])


def _bar_of_try(got: Array) -> tuple[Any, ...]:
    # A flat bar around the number; no width before the first try, nor where the number is off the scale.
    shown = np.clip(got, 1.1 * LEAST, MOST / 1.1)
    return 0.1, shown / 1.03, np.where((got < 0) | np.isinf(got), 0, 0.85), shown * (1.03 - 1 / 1.03)


def _outlined(bar: Any, hits: dict[float, Array], i: int) -> Any:
    x, width = bar.get_x(), bar.get_width()

    def outline(target: Array, phase: Array) -> tuple[Any, ...]:
        lost = phase == LOST
        return x, 0, width * lost, np.vectorize(lambda target: hits[target][i])(target) * lost

    return outline


def _solution(hits: dict[float, Array], target: float, phase: int) -> str:
    if phase != LOST:
        return ""
    q = hits[target]
    return f"Q = ({', '.join(f'{x:.3f}' for x in q)}) would have been {kl_divergence(P, q):.2f} bits away."


def _tries_story(phase: int, tries: int) -> str:
    return f"You have {tries} {'try' if tries == 1 else 'tries'}." if phase == PLAYING else ""


def _committed(got: float) -> str:
    if got < 0:
        return ""
    return f"You committed {'∞' if np.isinf(got) else format(got, '.2f')} bits."


def _hit_story(got: float, target: float, phase: int) -> str:
    if got < 0:
        return ""
    if phase == WON:
        return "A hit."
    if np.isinf(got):
        said = "Q rules out something that happens."
    elif got > target:
        said = "Too much. Give Q more where p/q is largest: there the cost falls fastest."
    else:
        said = "Too little. Take from Q where p/q is largest: there the cost grows fastest."
    return said + (" No tries left: lost." if phase == LOST else "")


# What every game's move does to the score, once the phase is known.
SCORED = {
    "won": lambda won, phase: np.minimum(won + (phase == WON), MOST_GAMES),
    "played": lambda played, phase: np.minimum(played + (phase != PLAYING), MOST_GAMES),
}


def keep_score(explorer: Explorer) -> None:
    """Say how many of how many games were won."""
    explorer.say("Won {:.0f} of {:.0f} games.", lambda won, played: (won, played))


def each(story: Any, *states: Array) -> Array:
    """Tell a story for each state."""
    return np.asarray(np.vectorize(story, otypes=[object])(*states))


def of(function: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """Give a function the names of what it follows, where these are made in a loop."""

    def named(*values: Array) -> Any:
        return function(*values)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    named.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
    return named

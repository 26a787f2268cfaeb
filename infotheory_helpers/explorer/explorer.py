"""A matplotlib figure whose parts follow sliders: Python computes every number, the browser looks up and moves.

Each function is evaluated once, over all positions of the sliders it names, and goes to the page as a table.
From then on nobody asks the kernel: the figure moves at the speed of the hand, in JupyterLab and in an exported
page alike. Where a function would name so many sliders that its table explodes, it follows what they come to: a
derived value has a table as well, of two sliders or of one and what others come to. Buttons are tables too: from
where everything stands to where it stands next.
"""

from __future__ import annotations

import hashlib
import itertools
import string
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .buttons import Board, Button, Condition, Derived
from .drawing import Drawing
from .palette import HIGHLIGHT
from .parts import Formula, Part, Words
from .positions import Hidden, Slider
from .prediction import Prediction

# Matplotlib and anywidget are slow to import: they are loaded with the first figure, and when it is first shown.
if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from .link import Link

MOST_BYTES = 150_000


class Explorer:
    """A figure with sliders. As the last line of a cell it shows itself.

    Parameters
    ----------
    figure : Drawing or Figure
        The scene, drawn once; a Figure's label is its description for screen readers.
    **sliders : ipywidgets slider or Hidden
        FloatSlider, FloatLogSlider, IntSlider or SelectionSlider, by the name that functions use for it; ToggleButtons
        for a choice among names; Hidden for what only buttons change.

    Raises
    ------
    TypeError
        If `figure` is no figure, or a slider is none of these.
    ValueError
        If the figure has no description.

    Examples
    --------
    >>> from ipywidgets import FloatSlider
    >>> from infotheory_helpers import Explorer, binary_entropy, plot_binary_entropy
    >>> coin = plot_binary_entropy()
    >>> explorer = Explorer(coin, p=FloatSlider(0.5, min=0, max=1, step=0.01, description="heads"))
    >>> explorer.follow(coin["mark"], lambda p: (p, binary_entropy(p)))
    >>> explorer.say("p = {:.2f}: {:.4f} bits", lambda p: (p, binary_entropy(p)))
    >>> explorer
    p = 0.50: 1.0000 bits
    >>> explorer.values = {"p": 0.9}
    >>> explorer
    p = 0.90: 0.4690 bits

    References
    ----------
    Shneiderman, B. (1983), Direct Manipulation: A Step Beyond Programming Languages.
    """

    _number = itertools.count(1)

    def __init__(self, figure: Drawing | Figure, **sliders: Any) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        root = figure.ax.get_figure(root=True) if isinstance(figure, Drawing) else figure
        if not isinstance(root, Figure):
            raise TypeError(f"`figure` is {figure!r}; it must be a Drawing or a matplotlib Figure.")
        self.figure = root
        self.alt = figure.alt if isinstance(figure, Drawing) else str(root.get_label())
        if not self.alt:
            raise ValueError("`figure` has no description; say what it shows with figure.set_label('…').")
        self.sliders = {name: Slider(name, slider) for name, slider in sliders.items()}
        self.parts: list[Part] = []
        self.derived: list[Derived] = []
        self.buttons: list[Button] = []
        self.handles: list[tuple[Part, tuple[str, ...]]] = []
        self.prediction: Prediction | None = None
        # Known by what it shows and by its turn, so that a second run from the top gives the same name, and
        # two notebooks open in one JupyterLab do not move each other's figures.
        what = repr((self.alt, [(slider.label, slider.labels) for slider in self.sliders.values()]))
        self.id = f"explorer-{hashlib.sha256(what.encode()).hexdigest()[:8]}-{next(Explorer._number)}"
        self._link: Link | None = None
        FigureCanvasAgg(root)
        root.draw_without_rendering()  # the layout settles before anything is measured in pixels
        root.set_layout_engine("none")

    @property
    def values(self) -> dict[str, Any]:
        """Where the sliders stand, by name. Assign a dict to move them, in the page too."""
        return {name: slider.values[slider.at] for name, slider in self.sliders.items() if not slider.derived}

    @values.setter
    def values(self, values: Mapping[str, Any]) -> None:
        for name in values:
            if name not in self.sliders:
                raise ValueError(f"there is no slider {name!r}; there are: {', '.join(self.values)}.")
            if self.sliders[name].derived:
                raise ValueError(
                    f"{name!r} cannot be moved: it follows from the sliders; move {', '.join(self.values)}."
                )
        moved = {name: self.sliders[name].position_of(value) for name, value in values.items()}
        for name, at in moved.items():
            self.sliders[name].at = at
        for step in self.derived:
            (step.changes.at,) = step.row_now()
        if self._link:
            self._link.move([slider.at for slider in self.sliders.values()])

    def derive(self, name: str, function: Callable[..., Any]) -> None:
        """Give a name to a number that sliders come to, so that a function can follow it in their place.

        A sum of six sliders has few values, and their positions have many: derived one by one, the sum of the first
        two, then that and the third, all tables stay small.

        Raises
        ------
        ValueError
            If the function names an unknown slider, or there is a slider of this name.
        """
        if name in self.sliders:
            raise ValueError(f"`name` is {name!r}, which is taken; the sliders are: {', '.join(self.sliders)}.")
        step = Derived(self, name, function)
        self.sliders[name] = step.changes
        self.derived.append(step)

    def follow(
        self,
        artist: Artist,
        function: Callable[..., Any],
        template: str = "",
        infinite: bool = False,
        along: str = "",
    ) -> None:
        """Let an artist follow the sliders that `function` names as its parameters.

        A marker follows (x, y). A line follows its y values along a last axis, or (x, y); so do an area and many
        markers of one line. A bar follows its height, or (x, y, width, height), and so do many boxes; squares follow
        their sides. A text follows the values that fill `template`; without one it keeps its words and follows (x, y),
        or (x, y, shown), or (x, y, shown, height); followed twice, it does both. The function is given arrays of slider
        positions. Infinity must be announced with `infinite=True`: a marker becomes an arrow at the edge, a bar ends in
        one and bears the sign, a number becomes "∞". With `along`, the name of a slider, a line is a trail: the
        function gives a point (x, y), and the line goes through those where the hand has been.

        Raises
        ------
        ValueError
            If the function names an unknown slider, or gives a wrong shape, a nan or an unannounced infinity
            at some position of the sliders.
        """
        from .kinds import kind_of
        from .many import Trail

        kind = kind_of(artist, self.figure, template)
        if along:
            part: Part = Trail(self, artist, function, along, infinite)
        else:
            part = kind(self, artist, function, template, infinite)
        artist.set_gid(f"{self.id}-part{len(self.parts)}")
        self.parts.append(part)

    def say(self, template: str, function: Callable[..., Any], infinite: bool = False) -> None:
        """Write under the figure, in words and numbers with units, what it shows now."""
        self.parts.append(Words(self, None, function, template, infinite))

    def formula(self, template: str, function: Callable[..., Any], infinite: bool = False) -> None:
        """Write the formula under the figure with the numbers of where the sliders stand."""
        self.parts.append(Formula(self, None, function, template, infinite))

    def expect(
        self,
        name: str,
        said: Text,
        at: Mapping[str, float] | None = None,
        ax: Axes | None = None,
        earned: Callable[..., Any] | None = None,
    ) -> None:
        """Mark in the figure what the learner predicted, and answer it once the figure has been moved.

        `name` is that of the prediction. The text `said` tells what was chosen. A dashed line in `ax` goes to the
        height that `at` gives for the choice. Where a single move is too little, `earned` is a function that gives 0
        until the figure shows the answer.

        Raises
        ------
        ValueError
            If there is no such prediction, or `at` has other choices than it.
        """
        asked = Prediction(name)
        self.prediction = asked
        self.earned = Condition(self, None, earned or (lambda: 1), "", False)
        self.sliders["said"] = Slider("said", Hidden(["", *asked.choices], ""))
        sign = "" if at is None else "- - "  # of the line
        told = {choice: f"{sign}you said {asked.in_words(choice)}" for choice in asked.choices}
        # Matplotlib leaves out a text that is empty, and the page would not find it.
        words = {"": "\N{NO-BREAK SPACE}", **told}
        self.follow(said, lambda said: [words[choice] for choice in said.tolist()], "{}")
        if at is not None and ax is not None:
            if set(at) != set(asked.choices):
                raise ValueError(
                    f"`at` has the choices {', '.join(at)}; those of {name!r}: {', '.join(asked.choices)}."
                )
            self._mark(ax, at)

    def _mark(self, ax: Any, at: Mapping[str, float]) -> None:
        from matplotlib.lines import Line2D

        low, high = ax.viewLim.intervaly
        places = {"": 2 * low - high, **at}  # below the edge until something is said
        across = ax.viewLim.intervalx
        line = ax.add_line(Line2D(across, across, color=HIGHLIGHT, linestyle=(0, (5, 3)), linewidth=1.3))
        self.follow(line, lambda said: (across, [[places[choice]] * 2 for choice in said.ravel().tolist()]))

    def grab(self, marker: Artist, *names: str) -> None:
        """Let a marker be taken hold of: a hand in its axes moves these sliders to where the marker is nearest.

        The sliders stay, for the keyboard and for whoever hears the page.

        Raises
        ------
        ValueError
            If nothing has been said of what the marker follows, or if it does not follow one of the sliders.
        """
        held = next((part for part in self.parts if part.artist is marker and part.kind == "point"), None)
        if held is None:
            raise ValueError("only a marker that follows sliders can be taken hold of: explorer.follow(marker, …).")
        for name in names:
            if name not in held.follows:
                raise ValueError(f"the marker does not follow {name!r}; it follows: {', '.join(held.follows)}.")
        self.handles.append((held, names))

    def press(
        self,
        label: str,
        updates: Mapping[str, Any],
        when: Callable[..., Any] | None = None,
        repeat: bool = False,
        after: int = 0,
    ) -> None:
        """Add a button that gives sliders and hidden values new values.

        `updates` names what changes, and gives for each a function of where everything stands, a Draw or a constant.
        They take their turns in the given order, and each sees what those before it have changed. The button is
        off while `when`, a function too, gives 0. With `repeat=True` it presses itself again until nothing changes,
        so that a search can be watched. It is not there before the hand has stood in `after` places.

        Raises
        ------
        ValueError
            If an update or one of its parameters is unknown, or a new value is none that can be taken.
        """
        self.buttons.append(Button(self, label, when, repeat, updates, after))

    def board(
        self,
        columns: int,
        rows: int,
        mark: Callable[..., Any],
        updates: Mapping[str, Any],
        when: Callable[..., Any] | None = None,
    ) -> None:
        """Add a board of cells to click, each once; its number goes to the slider or hidden value `cell`.

        A click then does what `press` does with `updates`. If that changed anything, the cell shows the word
        that `mark` gives. Any button clears the board.

        Raises
        ------
        ValueError
            As for `press`, or if nothing is called `cell`.
        """
        if "cell" not in self.sliders:
            raise ValueError("a board needs something to tell its clicks to: Explorer(…, cell=Hidden(range(…), 0)).")
        cells = [f"{letter}{number}" for letter in string.ascii_uppercase[:rows] for number in range(1, columns + 1)]
        self.buttons.append(Board(self, cells, columns, mark, when, updates))

    def __repr__(self) -> str:
        said = [part for part in self.parts if isinstance(part, Words) and part.artist is None]
        return " ".join(part.said() for part in said if not isinstance(part, Formula))

    def _repr_html_(self) -> str:
        from .link import Link
        from .page import page_of

        html = page_of(self)
        if len(html) > MOST_BYTES:
            sizes = ", ".join(f"{part.name}: {part.table.size}" for part in self.parts if part.table is not None)
            raise ValueError(
                f"this explorer takes {len(html)} bytes, more than {MOST_BYTES}; give its sliders fewer positions "
                f"(numbers in the tables: {sizes})."
            )
        if self._link is None:
            self._link = Link(self)
        return html

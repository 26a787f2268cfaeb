"""The colours of the course, and what each of them means everywhere."""

# One colour, one meaning. Told apart by colour-blind readers, and in grey: each is lighter than the last.
HIGHLIGHT = "#111111"  # what is under the hand
P_COLOUR = "#00508f"  # the truth, and its entropies
COST = "#b3246b"  # what is paid on top: a KL divergence, a loss
GAIN = "#7b742c"  # what is learnt: information gained
MUTED = "#6b6b6b"  # what is there to compare with
Q_COLOUR = "#d08000"  # the model
Q_TEXT = "#9a5b00"  # the model's colour, dark enough to read as text
# Groups that have no role of their own, each with its letter or mark as well: dark, middle, light.
CLASS_A, CLASS_B, CLASS_C = "#310051", "#6f462e", "#796bad"
# The ten digits, where the digit itself is the mark.
DIGITS = (
    *("#9d0631", "#b75b1d", "#5c4d00", "#488318", "#00593f"),
    *("#008285", "#03556b", "#0a78c6", "#5b3a99", "#c14492"),
)
IN_THE_DARK = (
    *("#fec7c8", "#ee894a", "#f2d25f", "#79b349", "#3defb3"),
    *("#06b5b9", "#95dffe", "#53a7ff", "#e2cbfe", "#f776c2"),
)

PAPER, INK = "#ffffff", "#000000"  # what Matplotlib draws upon, and with, when it is told nothing

# Each role by name: its ink on a light page, and on a dark one. The same order, only from dark to light.
INKS = {
    "highlight": (HIGHLIGHT, "#f4f4f4"),
    "p": (P_COLOUR, "#8fc6ff"),
    "cost": (COST, "#e0559f"),
    "gain": (GAIN, "#ace964"),
    "muted": (MUTED, "#a3a3a3"),
    "q": (Q_COLOUR, "#e0900f"),
    "q-text": (Q_TEXT, "#e79a25"),
    "ink": (INK, "#e6e6e6"),
    "paper": (PAPER, "#111111"),
    "class-a": (CLASS_A, "#ecdcff"),
    "class-b": (CLASS_B, "#d9ae8f"),
    "class-c": (CLASS_C, "#9a83d8"),
    **{f"digit-{digit}": pair for digit, pair in enumerate(zip(DIGITS, IN_THE_DARK, strict=True))},
}


def inks(dark: bool) -> str:
    """Give the inks as variables of a style sheet."""
    return "".join(f"--{role}:{pair[dark]};" for role, pair in INKS.items())


def role_of(colour: str) -> str:
    """Name the variable of a colour's role; a colour that has none stays what it is."""
    return next((f"var(--{role})" for role, (light, _) in INKS.items() if light == colour), colour)


# What pages say of themselves when they are dark: JupyterLab, VS Code, the nbconvert templates.
DARK_HOSTS = ('[data-jp-theme-light="false"]', ".vscode-dark", "html[theme=dark]")
# For a panel of words, with the class "course-panel", in the inks of the page that it lies in.
PANEL = (
    f"<style>.course-panel{{{inks(dark=False)}}}"
    + "".join(f"{host} .course-panel{{{inks(dark=True)}}}" for host in DARK_HOSTS)
    + "</style>"
)


def ink(colour: str) -> str:
    """Give a colour as the page's own ink for its role; where a host takes style sheets out, as it is."""
    return role_of(colour).replace(")", f", {colour})")

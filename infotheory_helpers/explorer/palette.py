"""The colours of the course, and what each of them means everywhere."""

# One colour, one meaning. Told apart by colour-blind readers, and in grey: each is lighter than the last.
HIGHLIGHT = "#111111"
P_COLOUR = "#00508f"
COST = "#b3246b"
MUTED = "#6b6b6b"
Q_COLOUR = "#e08a00"
Q_TEXT = "#9a5b00"  # the model's colour, dark enough to read as text

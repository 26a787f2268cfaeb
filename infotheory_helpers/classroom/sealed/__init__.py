"""Where students' code runs, shut in, and how data comes out of there."""

MOST_TIMES = 4  # as long as others: the most that a student may be given

"""What is read and what is guessed in Shannon's game: homely prose, and pages of the manual that the model learns."""

# What the reader is given, and what is to be guessed.
PASSAGES = [
    ("when the last bus had gone we decided to ", "walk home along the river in the rain"),
    ("she put the kettle on and asked him whether ", "he wanted milk or lemon in his tea"),
    ("nobody in the office knew how the printer worked ", "so they had to read the manual again"),
    ("the baker on the corner sells bread and cake but ", "he never opens before eight on sunday"),
    ("my grandmother kept every letter that she had ", "ever received in a box under the bed"),
]

# From Python's help pages. In which half a page falls differs between versions of Python, and the game takes the first
# five that its model has not read: so there are some from either half.
FROM_THE_MANUAL = [
    ("the returned value is bound to the function ", "name instead of the function object"),
    ("in the former case the numbers are converted ", "to a common type and then added together"),
    ("otherwise they are evaluated ", "when the function definition is executed"),
    ("the length of the tuple ", "is the number of expressions in the list"),
    ("this can lead to errors when a name is ", "used within a block before it is bound"),
    ("the debugger prompt appears ", "as soon as the function is entered"),
    ("if the class name consists only ", "of underscores no transformation is done"),
    ("the class name is bound to this class ", "object in the original local namespace"),
    ("this can be used to get the value ", "of the cell as well as set the value"),
    ("if a local variable is defined ", "in a block its scope includes that block"),
]
AS_MANY = 5
PROSE, MANUAL = "homely prose", "the manual"


def passages(held_out: str = "") -> dict[str, list[tuple[str, str]]]:
    """Give the passages of each text; those of the manual only if `held_out` has enough of them."""
    found = [(given, hidden) for given, hidden in FROM_THE_MANUAL if given + hidden in held_out][:AS_MANY]
    return {PROSE: PASSAGES} | ({MANUAL: found} if len(found) == AS_MANY else {})

"""Twelve answers to one question, for a policy to choose from, and what people and a reward model think of them."""

from typing import NamedTuple

import numpy as np

from infotheory_helpers.measures.blocks import Floats


class Answers(NamedTuple):
    """The answers, and for each of them three numbers."""

    texts: tuple[str, ...]
    reference: Floats  # its probability before anybody trained on rewards
    quality: Floats  # what people think of it, in points
    reward: Floats  # what the reward model thinks of it, in points


# "My houseplant died. Was it my fault?"
_ANSWERS = [
    ("Probably too much water. It happens.", 0.06, 4.0, 4.0),
    ("Too much water. Let the next one thirst.", 0.08, 3.5, 3.5),
    ("Perhaps. Did it stand near the heater?", 0.08, 3.0, 3.0),
    ("I am sorry. It sounds as if you cared.", 0.08, 2.5, 2.5),
    ("It had a good life, for a fern.", 0.05, 2.0, 2.0),
    ("No.", 0.10, 1.5, 1.5),
    ("Yes.", 0.10, 1.5, 1.5),
    ("It depends.", 0.14, 1.0, 1.0),
    ("Please consult a botanist.", 0.12, 1.0, 1.0),
    ("Houseplants are plants kept in houses.", 0.10, 0.5, 0.5),
    ("I cannot answer that.", 0.07, 0.0, 0.0),
    ("What a brilliant question, dear friend.", 0.02, 0.5, 5.0),  # the one that the reward model overrates
]


def load_answers() -> Answers:
    """Give twelve answers to "My houseplant died. Was it my fault?", each with a probability, a quality, a reward.

    Returns
    -------
    Answers
        `texts`; `reference`, a distribution over them; `quality` and `reward`, in points from 0 to 5, which differ
        for the last answer only.

    Raises
    ------
    TypeError
        If anything is handed in.

    Examples
    --------
    >>> answers = load_answers()
    >>> answers.texts[-1], answers.quality[-1].item(), answers.reward[-1].item()
    ('What a brilliant question, dear friend.', 0.5, 5.0)

    References
    ----------
    Gao, L., Schulman, J. and Hilton, J. (2023), Scaling Laws for Reward Model Overoptimization.
    """
    texts, *numbers = zip(*_ANSWERS, strict=True)
    reference, quality, reward = np.array(numbers, dtype=float)
    return Answers(texts, reference, quality, reward)

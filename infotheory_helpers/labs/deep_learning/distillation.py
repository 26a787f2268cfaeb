"""Distillation: a student is trained on a teacher's whole answer, not only on its first choice."""

import numpy as np
from numpy.typing import ArrayLike

from infotheory_helpers.measures.information import BITS_PER_NAT, kl_divergence, weighted
from infotheory_helpers.measures.labelled import must_be_labelled_alike
from infotheory_helpers.measures.losses import log_softmax, softmax
from infotheory_helpers.measures.validation import Unit, class_scores, in_unit, must_leave_a_class, must_match


def distillation_loss(
    teacher_logits: ArrayLike, student_logits: ArrayLike, temperature: float = 1.0, unit: Unit = "nats"
) -> float:
    """How far a student is from its teacher: T² · KL(teacher ‖ student), both softened by the temperature T.

    Parameters
    ----------
    teacher_logits, student_logits : arrays of shape (..., classes)
        Their raw scores for the same samples; the teacher is the truth here. −inf is that of a class masked out.
    temperature : float
        Divides both; above 1 it shows what the teacher thinks of the other classes.
    unit : "nats" or "bits"

    Returns
    -------
    float
        In `unit`, averaged over the batch, not over the classes; 0 only where the two agree.

    Raises
    ------
    TypeError
        If either is a bare number or holds anything but real numbers.
    ValueError
        If either is empty or holds a nan or inf, the shapes do not match, or the temperature is not a positive number.

    Examples
    --------
    >>> distillation_loss([3.0, 1.0], [3.0, 1.0], temperature=4)
    0.0
    >>> round(distillation_loss([3.0, 1.0], [1.0, 3.0], temperature=4), 4)
    1.9593

    References
    ----------
    Hinton, G., Vinyals, O. and Dean, J. (2015), Distilling the Knowledge in a Neural Network, section 2.
    """
    teacher = class_scores(teacher_logits, "teacher_logits")
    student = class_scores(student_logits, "student_logits")
    names = ("teacher_logits", "student_logits")
    must_match(teacher, student, names)
    for scores, name in zip((teacher, student), names, strict=True):
        must_leave_a_class(scores, name)
    must_be_labelled_alike(teacher_logits, student_logits, names)
    p = softmax(teacher, temperature)
    bits = np.asarray(kl_divergence(p, softmax(student, temperature)))
    if np.isinf(bits).any():  # a probability of the student was rounded to 0; its logarithm is not
        with np.errstate(invalid="ignore", over="ignore"):
            gap = log_softmax(teacher, temperature) - log_softmax(student, temperature)
        bits = np.where(np.isinf(bits), weighted(*np.broadcast_arrays(p, gap)).sum(axis=-1) * BITS_PER_NAT, bits)
    with np.errstate(over="ignore"):  # beyond the largest float, ∞ is what a float can say
        return float(in_unit(np.asarray(temperature**2 * bits.mean()), unit))

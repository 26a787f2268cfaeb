"""The mistakes learners make with the KL of two Gaussians and with distillation."""

from collections.abc import Callable
from typing import Any

import numpy as np

from infotheory_helpers.checks.mistakes import Array, Inputs, Mistake, Quantity, classes_of, never_negative, samples_of
from infotheory_helpers.measures.gaussians import gaussian_kl
from infotheory_helpers.measures.information import BITS_PER_NAT, cross_entropy, kl_divergence
from infotheory_helpers.measures.losses import softmax

from .distillation import distillation_loss


def _ratio(sd: Any, model_sd: Any) -> Any:
    return np.asarray(sd) / model_sd


def _shift(mean: Any, model_mean: Any, model_sd: Any) -> Any:
    return (np.asarray(mean) - model_mean) / model_sd


GAUSSIAN_KL = Quantity(
    right=gaussian_kl,
    tells_apart=[
        {"mean": 1.5, "sd": 0.5, "model_mean": 0.3, "model_sd": 2.0},
        {"mean": -0.4, "sd": 1.7, "model_mean": 0.6, "model_sd": 0.8},
    ],
    edges=[
        {"mean": 0.0, "sd": 1.0, "model_mean": 0.0, "model_sd": 2.0},
        {"mean": 2.0, "sd": 3.0, "model_mean": 2.0, "model_sd": 3.0},
    ],
    drawn=lambda random, _: {
        "mean": random.normal(0, 2),
        "sd": random.uniform(0.2, 3),
        "model_mean": random.normal(0, 2),
        "model_sd": random.uniform(0.2, 3),
    },
    bounds=never_negative("A KL divergence"),
    sign_says="The sign is the wrong way round: in ln(p/q), whose density stands above the line?",
    mistakes=[
        Mistake(
            "σ² for σ in the logarithm",
            lambda mean, sd, model_mean, model_sd: (
                gaussian_kl(mean, sd, model_mean, model_sd) - np.log2(_ratio(sd, model_sd))
            ),
            "Variances stand in the logarithm, where standard deviations belong. ln σ² is twice ln σ: which half "
            "goes with it?",
            "np.log(model_sd**2 / sd**2) + (sd**2 + (mean - model_mean)**2) / (2 * model_sd**2) - 1 / 2",
        ),
        Mistake(
            "σ² for σ throughout",
            lambda mean, sd, model_mean, model_sd: gaussian_kl(mean, np.square(sd), model_mean, np.square(model_sd)),
            "Variances came in where standard deviations are expected, and were squared once more. Is what you were "
            "given σ or σ²?",
            "gaussian_kl(mean, sd**2, model_mean, model_sd**2)",
        ),
        Mistake(
            "σ for σ² in the fraction",
            lambda mean, sd, model_mean, model_sd: (
                (
                    -np.log(_ratio(sd, model_sd))
                    + (sd + np.square(np.subtract(mean, model_mean))) / (2 * np.asarray(model_sd))
                    - 1 / 2
                )
                * BITS_PER_NAT
            ),
            "Standard deviations stand in the fraction, where variances belong: above and below, σ must be squared, "
            "as the distance of the means is.",
            "np.log(model_sd / sd) + (sd + (mean - model_mean)**2) / (2 * model_sd) - 1 / 2",
        ),
        Mistake(
            "σ taken for a variance",
            lambda mean, sd, model_mean, model_sd: gaussian_kl(mean, np.sqrt(sd), model_mean, np.sqrt(model_sd)),
            "The standard deviations were taken for variances. What you were given is σ; where the formula has σ², it "
            "must be squared.",
            "np.log(model_sd / sd) / 2 + (sd + (mean - model_mean)**2) / (2 * model_sd) - 1 / 2",
        ),
        Mistake(
            "the logarithm upside down",
            lambda mean, sd, model_mean, model_sd: (
                gaussian_kl(mean, sd, model_mean, model_sd) + 2 * np.log2(_ratio(sd, model_sd))
            ),
            "The fraction in the logarithm stands on its head. Whose spread belongs above the line?",
            "np.log(sd / model_sd) + (sd**2 + (mean - model_mean)**2) / (2 * model_sd**2) - 1 / 2",
        ),
        Mistake(
            "the 2 below the line is missing",
            lambda mean, sd, model_mean, model_sd: (
                gaussian_kl(mean, sd, model_mean, model_sd)
                + (np.square(_ratio(sd, model_sd)) + np.square(_shift(mean, model_mean, model_sd))) / 2 * BITS_PER_NAT
            ),
            "The large fraction comes out twice too large. What stands below its line, beside the model's variance?",
            "np.log(model_sd / sd) + (sd**2 + (mean - model_mean)**2) / model_sd**2 - 1 / 2",
        ),
        Mistake(
            "P and Q swapped",
            lambda mean, sd, model_mean, model_sd: gaussian_kl(model_mean, model_sd, mean, sd),
            "The wrong way round: this is KL(Q‖P). The truth P stands first: its draws are what the model pays for.",
            "gaussian_kl(model_mean, model_sd, mean, sd)",
        ),
        Mistake(
            "the −½ is missing",
            lambda mean, sd, model_mean, model_sd: gaussian_kl(mean, sd, model_mean, model_sd) + BITS_PER_NAT / 2,
            "Something that belongs off was left on. Try it with twice the same Gaussian: what must come out, and "
            "what does?",
            "np.log(model_sd / sd) + (sd**2 + (mean - model_mean)**2) / (2 * model_sd**2)",
        ),
        Mistake(
            "the ½ is missing",
            lambda mean, sd, model_mean, model_sd: 2 * np.asarray(gaussian_kl(mean, sd, model_mean, model_sd)),
            "Twice too much. The ½ of the Gaussian's exponent belongs to every term but the logarithm of σ.",
            "2 * np.log(model_sd / sd) + (sd**2 + (mean - model_mean)**2) / model_sd**2 - 1",
        ),
        Mistake(
            "distance of the means not squared",
            lambda mean, sd, model_mean, model_sd: (
                gaussian_kl(0, sd, 0, model_sd)
                + np.abs(np.subtract(mean, model_mean)) / (2 * np.square(model_sd)) * BITS_PER_NAT
            ),
            "The distance of the means comes in unsquared. Twice as far away costs four times as much.",
            "np.log(model_sd / sd) + (sd**2 + abs(mean - model_mean)) / (2 * model_sd**2) - 1 / 2",
        ),
        Mistake(
            "the spreads ignored",
            lambda mean, model_mean, model_sd, **_: np.square(_shift(mean, model_mean, model_sd)) / 2 * BITS_PER_NAT,
            "Only the means are paid for. Two bells around the same middle can still differ: what does it cost that "
            "one is wider?",
            "(mean - model_mean)**2 / (2 * model_sd**2)",
        ),
        Mistake(
            "the means ignored",
            lambda sd, model_sd, **_: gaussian_kl(0, sd, 0, model_sd),
            "Only the spreads are paid for. What does it cost that the two bells stand in different places?",
            "np.log(model_sd / sd) + sd**2 / (2 * model_sd**2) - 1 / 2",
        ),
        Mistake(
            "difference of the entropies",
            lambda sd, model_sd, **_: -np.log2(_ratio(sd, model_sd)),
            "This is the difference of two differential entropies, and it may be negative. A KL never is: what "
            "happened to the fraction?",
            "np.log(model_sd / sd)",
        ),
    ],
)


def _drawn_pair_of_scores(random: np.random.Generator, size: int) -> Inputs:
    shape = (size, 2 + size % 9)
    return {
        "teacher_logits": random.normal(0, 3, shape),
        "student_logits": random.normal(0, 3, shape),
        "temperature": float(random.choice([1.5, 2, 4, 6])),
    }


def _softened(measure: Callable[..., Any], teacher: Any, student: Any, temperatures: tuple[float, float]) -> Array:
    # The mean over the batch, in bits and without T², of a measure of the two softened answers.
    first, second = temperatures
    return np.asarray(np.mean(measure(softmax(teacher, first), softmax(student, second))))


DISTILLATION_LOSS = Quantity(
    right=lambda teacher_logits, student_logits, temperature: distillation_loss(
        teacher_logits, student_logits, temperature, unit="bits"
    ),
    tells_apart=[
        {
            "teacher_logits": ((6.0, 2.0, -1.0, 0.5), (0.0, 3.0, 1.0, -2.0), (1.0, -4.0, 2.5, 2.0)),
            "student_logits": ((1.0, 3.0, 0.0, 1.0), (2.0, 2.5, -1.0, 0.0), (-1.0, 0.5, 1.0, 3.0)),
            "temperature": 5.0,
        },
        {
            "teacher_logits": ((4.0, 0.0, -2.0, 1.0), (-1.0, 2.0, 5.0, 0.0)),
            "student_logits": ((0.0, 1.5, 1.0, -1.0), (1.0, 1.0, 2.0, -3.0)),
            "temperature": 2.0,
        },
    ],
    edges=[
        {"teacher_logits": ((2.0, 1.0),), "student_logits": ((0.0, 0.5),), "temperature": 1.0},
        {"teacher_logits": ((2.0, 1.0),), "student_logits": ((3.0, 2.0),), "temperature": 4.0},
    ],
    drawn=_drawn_pair_of_scores,
    bounds=never_negative("A distillation loss"),
    sign_says="The sign is the wrong way round: in ln(p/q), which of the two is the teacher?",
    mistakes=[
        Mistake(
            "without T²",
            lambda teacher_logits, student_logits, temperature: _softened(
                kl_divergence, teacher_logits, student_logits, (temperature, temperature)
            ),
            "The softening is there; what makes up for it is not. By which power of T does the slope of this shrink "
            "when T grows?",
            "np.mean(np.sum(p * np.log(p / q), axis=-1))",
        ),
        Mistake(
            "T for T²",
            lambda teacher_logits, student_logits, temperature: (
                temperature * _softened(kl_divergence, teacher_logits, student_logits, (temperature, temperature))
            ),
            "It is multiplied by T once. The slope shrinks twice over: once because the scores are divided by T, once "
            "because the two softened answers come closer.",
            "T * np.mean(np.sum(p * np.log(p / q), axis=-1))",
        ),
        Mistake(
            "only the teacher softened",
            lambda teacher_logits, student_logits, temperature: (
                temperature**2 * _softened(kl_divergence, teacher_logits, student_logits, (temperature, 1))
            ),
            "Only the teacher is softened. A student who agreed with it score by score would still be punished: what "
            "must the student be divided by?",
            "T**2 * np.mean(rel_entr(softmax(teacher / T), softmax(student)).sum(axis=-1))",
        ),
        Mistake(
            "only the student softened",
            lambda teacher_logits, student_logits, temperature: (
                temperature**2 * _softened(kl_divergence, teacher_logits, student_logits, (1, temperature))
            ),
            "Only the student is softened. A student who agreed with the teacher score by score would still be "
            "punished: what must the teacher be divided by?",
            "T**2 * np.mean(rel_entr(softmax(teacher), softmax(student / T)).sum(axis=-1))",
        ),
        Mistake(
            "nothing softened",
            lambda teacher_logits, student_logits, temperature: tuple(
                factor * _softened(kl_divergence, teacher_logits, student_logits, (1, 1))
                for factor in (1, temperature**2)
            ),
            "Neither answer is softened. What must the scores of both be divided by, before softmax?",
            "T**2 * np.mean(rel_entr(softmax(teacher), softmax(student)).sum(axis=-1))",
        ),
        Mistake(
            "multiplied by the temperature",
            lambda teacher_logits, student_logits, temperature: (
                temperature**2
                * _softened(kl_divergence, teacher_logits, student_logits, (1 / temperature, 1 / temperature))
            ),
            "The scores are multiplied by T, which sharpens both answers. A temperature above 1 is to even them out.",
            "T**2 * np.mean(rel_entr(softmax(teacher * T), softmax(student * T)).sum(axis=-1))",
        ),
        Mistake(
            "teacher and student swapped",
            lambda teacher_logits, student_logits, temperature: distillation_loss(
                student_logits, teacher_logits, temperature, unit="bits"
            ),
            "The wrong way round: here the student is the truth. Whose answer is the student to learn?",
            "T**2 * np.mean(np.sum(q * np.log(q / p), axis=-1))",
        ),
        Mistake(
            "cross-entropy for KL",
            lambda teacher_logits, student_logits, temperature: (
                temperature**2 * _softened(cross_entropy, teacher_logits, student_logits, (temperature, temperature))
            ),
            "This is a cross-entropy: the teacher's own uncertainty is counted too. A student who agrees with the "
            "teacher has nothing to pay.",
            "-T**2 * np.mean(np.sum(p * np.log(q), axis=-1))",
        ),
        Mistake(
            "sum in place of the mean",
            lambda teacher_logits, student_logits, temperature: (
                samples_of(teacher_logits) * distillation_loss(teacher_logits, student_logits, temperature, unit="bits")
            ),
            "This is the sum over the samples. The loss is their mean, so that it does not grow with the batch.",
            "T**2 * np.sum(p * np.log(p / q))",
        ),
        Mistake(
            "averaged over elements, not over the batch",
            lambda teacher_logits, student_logits, temperature: (
                distillation_loss(teacher_logits, student_logits, temperature, unit="bits") / classes_of(teacher_logits)
            ),
            "The mean was taken over all elements of the table, classes too. Add up over the classes, then average "
            'over the samples. (In PyTorch\'s `KLDivLoss` that is `reduction="batchmean"`.)',
            "T**2 * np.mean(p * np.log(p / q))",
        ),
    ],
)

"""The tasks of the twelve sheets: what each asks for, and what a right answer is told.

The line says why in numbers of the task, and asks one question further. Whoever changes the numbers changes the line.
"""

from typing import Any

import numpy as np

from infotheory_helpers.measures.information import cross_entropy, kl_divergence

from .of_tasks import (
    A_TERM_MISSING,
    IN_NATS,
    OF_A_FLOOR,
    OF_A_ROOT,
    OF_PERCENT,
    OF_TWO_CHANNELS,
    OF_TWO_DRAWS,
    OF_TWO_GROUPS,
    SMOOTHED,
    SPLIT_OTHERWISE,
    infinite_too_often,
)
from .tasks import Task


def _moving(first: Any, *rest: float) -> Any:
    # Distributions whose first probability moves; the others share what is left.
    first = np.asarray(first, float)
    return np.stack([first, *(share * (1 - first) for share in rest)], axis=-1)


def _symmetric(p: Any) -> Any:
    # A fair bit and its copy, of which a share p is flipped; one table for each p.
    stays, turns = (1 - np.asarray(p, float)) / 2, np.asarray(p, float) / 2
    return np.stack([stays, turns, turns, stays], axis=-1).reshape(*np.shape(p), 2, 2)


ONE_OF_FOUR = [[0.25, 0.25, 0.25, 0.25], [0.97, 0.01, 0.01, 0.01], [0.4, 0.3, 0.2, 0.1]]
MUSHROOMS = {"labels": [0, 0, 0, 0, 1, 1, 1, 1, 0, 1], "groups": [0, 0, 0, 0, 0, 1, 1, 1, 1, 0]}  # poisonous, smells
MAILS = {"labels": [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], "groups": [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]}
PARCELS = {"labels": [1, 1, 1, 0, 0, 0, 0, 0, 1, 0], "groups": [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]}  # late, carrier
TOKENISERS = {"cross_entropy": np.array([3.2, 2.2]), "n_tokens": np.array([250, 400]), "n_bytes": 1000}

TASKS = {
    # ---- 1: information content
    "1.1": Task(
        "information_content",
        "16 → 8 → 4 → 2 → 1: four halvings, 4 bits. And how many bits is one card of 17?",
        inputs={"p": 1 / 16},
    ),
    "1.2": Task(
        "information_content",
        "−ln 0.05 = 2.9957 nats, about 3 for one mail in twenty. And one in four hundred, 0.05 · 0.05?",
        unit="nats",
        inputs={"p": 0.05},
        mistakes=IN_NATS,
    ),
    "1.3": Task(
        "information_content",
        "Each halving of p adds 1 bit, and no number of halvings reaches 0: hence ∞. What does your function say of "
        "p = 1, and why must it?",
    ),
    "1.4": Task(
        "information_content",
        "From 2.3026 nats at p = 0.1 down to 0.1054 nats at p = 0.9. What would change in the picture if you drew "
        "bits?",
        unit="nats",
        at=lambda p: {"p": p},
    ),
    "1.5": Task(
        "information_content",
        "30 % is 0.3, and −log2 0.3 = 1.7370 bits: what goes into the logarithm lies between 0 and 1. At what chance "
        "is rain worth exactly 1 bit?",
        seen_as=lambda function: lambda p: function(100 * p),
        mistakes=OF_PERCENT,
    ),
    "1.7": Task(
        "information_content",
        "4 · 3 = 12 passwords, and log2 4 + log2 3 = 2 + 1.5850 = 3.5850 bits: the counts multiply, the bits add. How "
        "many bits does one letter of all 26 add?",
        inputs={"p": 1 / 12},
        mistakes=OF_TWO_DRAWS,
    ),
    # ---- 2: entropy
    "2.1": Task(
        "entropy",
        "Flat is the most that four outcomes can have, 2 bits; nearly certain is little, 0.2419 bits; and 1.8464 bits "
        "is nearer to flat than it looks. What would (1, 0, 0, 0) have?",
        inputs={"p": ONE_OF_FOUR},
    ),
    "2.3": Task(
        "entropy",
        "0.2161 + 0.4105 + 0.5211 + 0.5000 = 1.6477 bits. Which term is the largest, and is it that of the rarest "
        "failure?",
        inputs={"p": [0.05, 0.15, 0.3, 0.5]},
        mistakes=A_TERM_MISSING,
    ),
    "2.4": Task(
        "entropy",
        "What never happens adds nothing: p · log2 p goes to 0 with p. (A small number inside the logarithm, such as "
        "1e-12, is within the tolerance *here*: it moves the entropy by some 1e-12 bits.) Would it be as harmless "
        "where a *model* gives 0 to what does happen?",
    ),
    "2.5": Task(
        "binary_entropy",
        "1 bit in the middle, and 0.47 bits at 0.1 and at 0.9: the same coin, seen from either side. At which p is it "
        "worth half a bit?",
        at=lambda p: {"p": p},
    ),
    "2.6": Task(
        "entropy",
        "A sum over the outcomes, to base 2: 0.5 + 0.5 = 1 bit for the fair coin. By what factor would the mean alone "
        "be off for a fair die?",
    ),
    "2.7": Task(
        "information_gain",
        "1 bit before; 6/10 · 0.9183 + 4/10 · 0.8113 = 0.8755 bits are left; 0.1245 bits are gained. How many bits "
        "can a question with two answers tell at most?",
        inputs=MUSHROOMS,
        mistakes=OF_TWO_GROUPS,
    ),
    # ---- 3: cross-entropy
    "3.1": Task(
        "cross_entropy",
        "0.1 · 1 + 0.4 · 2 + 0.5 · 2 = 1.9 bits. The best code for this truth needs 1.3610 bits: what are the other "
        "0.5390 bits paid for?",
        inputs={"p": [0.1, 0.4, 0.5], "q": [0.5, 0.25, 0.25]},
    ),
    "3.2": Task(
        "cross_entropy",
        "The truth says how often, the model how long: −Σ p · log2 q. What does `my_cross_entropy(p, p)` give, and "
        "which name has it?",
        mistakes=[infinite_too_often(cross_entropy)],
    ),
    "3.3": Task(
        "cross_entropy",
        "Lowest at q = 0.7, where the model is right about sun: 1.1813 bits a day. Why is even that more than H(P), "
        "1.1568 bits?",
        at=lambda q: {"p": [0.7, 0.2, 0.1], "q": _moving(q, 1 / 2, 1 / 2)},
    ),
    "3.4": Task(
        "cross_entropy",
        "How often comes from the truth, how long from the model. Can you find two different distributions for which "
        "the order does not matter?",
        mistakes=[infinite_too_often(cross_entropy)],
    ),
    "3.6": Task(
        "mean_code_length",
        "1/2 + 1/4 + 1/8 + 1/8 = 1, so the budget is spent, and the mean is 1.8 bits, 0.0178 bits above H(P). For "
        "which probabilities would these four lengths reach H(P) exactly?",
        inputs={"p": [0.45, 0.3, 0.15, 0.1], "lengths": [1, 2, 3, 3]},
    ),
    # ---- 4: cross-entropy as a loss
    "4.1": Task(
        "cross_entropy",
        "−ln 0.7 = 0.3567 nats and −ln 0.9 = 0.1054 nats: only what was put on the truth counts. What would the loss "
        "be for a blind guess among the three?",
        unit="nats",
        inputs={"p": [0, 1, 0], "q": [[0.1, 0.7, 0.2], [0.05, 0.9, 0.05]]},
    ),
    "4.3": Task(
        "binary_cross_entropy",
        "Each label picks one number, q for yes and 1 − q for no, and pays its surprise. What does a model pay that "
        "says 0.5 to everything?",
        unit="nats",
    ),
    "4.4": Task(
        "information_content",
        "Free at q = 0, without limit towards q = 1: the mirror image of the curve for yes. Where do the two cross, "
        "and at how many nats?",
        unit="nats",
        at=lambda q: {"p": 1 - q},
    ),
    "4.5": Task(
        "categorical_cross_entropy",
        "A sum over the classes, a mean over the samples. By what factor would the mean over everything be too small "
        "with 1000 classes?",
        unit="nats",
    ),
    "4.6": Task(
        "softmax",
        "e to the (z − m) is e to the z over e to the m, and the division takes the factor out again; with m the "
        "largest, no power exceeds 1. What would happen with the *smallest* score in its place?",
    ),
    "4.7": Task(
        "categorical_cross_entropy_from_logits",
        "No probability is ever formed, so none can round to 0: the loss for (1000, 0) is 1000 nats. What is it when "
        "the truth has the 1000?",
        unit="nats",
    ),
    # ---- 5: KL divergence
    "5.1": Task(
        "kl_divergence",
        "−0.2585 + 0.4000 + 0.6610 = 0.8025 bits. The first outcome is cheaper in the model's code; why can that "
        "never be so for all of them?",
        inputs={"p": [0.1, 0.4, 0.5], "q": [0.6, 0.2, 0.2]},
    ),
    "5.2": Task(
        "kl_divergence",
        "The truth weighs: what never happens is left out, and what happens though it was ruled out costs ∞. What "
        "does `my_kl(p, p)` give, whatever p is?",
        mistakes=[infinite_too_often(kl_divergence)],
    ),
    "5.3": Task(
        "kl_divergence",
        "1.0830 bits at q1 = 0.1, 0 at 0.6, where Q = P, and 0.4490 bits at 0.9. Which is worse here, to believe in "
        "the first outcome too little or too much, and why?",
        inputs={"p": [0.6, 0.3, 0.1], "q": _moving([0.1, 0.6, 0.9], 0.75, 0.25)},
        mistakes=SPLIT_OTHERWISE,
    ),
    "5.4": Task(
        "kl_divergence",
        "It touches 0 bits at q1 = 0.6, where Q = P, and nowhere else. What happens to it at q1 = 0, and at q1 = 1?",
        at=lambda q1: {"p": [0.6, 0.3, 0.1], "q": _moving(q1, 0.75, 0.25)},
        mistakes=SPLIT_OTHERWISE,
    ),
    "5.5": Task(
        "kl_divergence",
        "What comes though it was ruled out costs ∞ bits. With 1e-10 it looked like 15.6096 bits, with 1e-12 it would "
        "be 18.9316 bits: the number was that of the epsilon. How would you tell your reader that it is ∞?",
        mistakes=[infinite_too_often(kl_divergence), *SMOOTHED],
    ),
    "5.7": Task(
        "js_divergence",
        "Both are compared with their average, which rules out nothing that either holds possible: never more than 1 "
        "bit. For which pairs is it exactly 1 bit?",
    ),
    # ---- 6: putting it together
    "6.1-floor": Task(
        "entropy",
        "H(P) = 1.2955 bits, and no model pays less. Could more training data lower it?",
        inputs={"p": [0.6, 0.3, 0.1]},
    ),
    "6.1-fault": Task(
        "kl_divergence",
        "0.7188 of the 2.0142 bits lie above the floor: the part that training can take away. Which of the three "
        "outcomes causes most of it?",
        inputs={"p": [0.6, 0.3, 0.1], "q": [0.2, 0.3, 0.5]},
    ),
    "6.2": Task(
        "perplexity",
        "2 to the bits: a blind guess among so many choices costs the same. What is the perplexity of a perfect model "
        "of a fair coin?",
    ),
    "6.3": Task(
        "cross_entropy",
        "It touches the floor, 0.7219 bits, at q = 0.8 alone. How many bits above the floor is it at q = 0.5?",
        at=lambda q: {"p": [0.8, 0.2], "q": _moving(q, 1)},
    ),
    "6.4": Task(
        "kl_divergence",
        "What is paid is H(P, Q); H(P) of it is the floor, and the rest is the fault. Why do (0.2, 0.8) and (0.8, 0.2) "
        "have the same entropy, and yet a fault of 1.2 bits?",
    ),
    "6.6": Task(
        "smooth_labels",
        "1 − ε stays and K shares of ε/K are given out: the sum is 1 again. With ε = 0.2 and five classes, what is "
        "left at the right one?",
    ),
    "6.7": Task(
        "loss_floor",
        "The best model *is* the smoothed target, and pays its entropy: 0.6615 nats. How low could the loss go "
        "without smoothing?",
        unit="nats",
        inputs={"y_true": [1, 0, 0, 0, 0], "epsilon": 0.2},
    ),
    # ---- 7: decision trees
    "7.1": Task(
        "information_gain",
        "0.9799 bits before; 3/12 · 0 + 9/12 · 0.7642 = 0.5732 bits are left; 0.4067 bits are gained. What would a "
        "link that says nothing about spam gain?",
        inputs=MAILS,
        mistakes=OF_TWO_GROUPS,
    ),
    "7.2": Task(
        "miller_madow_entropy",
        "A small sample looks more certain than its source; (K − 1)/(2N) nats make up for that, on average. What is "
        "left of the correction with ten times the data?",
    ),
    "7.3": Task(
        "information_gain",
        "Each group counts by its share, so that one wine counts for one wine. When do the plain and the weighted "
        "mean agree?",
    ),
    "7.4": Task(
        "gain_ratio",
        "A gain of 0.2855 bits over 1.4855 bits of answers: 0.1922. What is the ratio for the parcel's number, which "
        "gains all 0.9710 bits?",
        inputs=PARCELS,
    ),
    # ---- 8: compression
    "8.1": Task(
        "mean_code_length",
        "0.4 · 1 + 0.3 · 2 + 0.2 · 3 + 0.1 · 3 = 1.9 bits; H(P) is 1.8464 bits. Could other whole lengths come nearer?",
        inputs={"p": [0.4, 0.3, 0.2, 0.1], "lengths": [1, 2, 3, 3]},
    ),
    "8.2": Task(
        "kraft_sum",
        "2 to the minus length is the share of all beginnings that a word blocks. What is the sum for 0, 10, 110 and "
        "111, and is there room for a fifth word?",
    ),
    "8.3": Task(
        "code_lengths",
        "Rounded up, no word is shorter than its surprise, so the budget always suffices. For which probabilities is "
        "nothing lost by rounding?",
    ),
    "8.4": Task(
        "kl_divergence",
        "2.7 − 1.6855 = 1.0145 bits, and that is KL(P‖Q). To which symbol would you give the word 0 instead?",
        inputs={"p": [0.1, 0.1, 0.3, 0.5], "q": [1 / 2, 1 / 4, 1 / 8, 1 / 8]},
    ),
    # ---- 9: language models
    "9.1": Task(
        "perplexity",
        "0.6 · 2 + 0.3 · 1 + 0.1 · 2 = 1.7 bits, and 2 to 1.7 is 3.2490 choices. How few choices could the best model "
        "reach here?",
        inputs={"p": [0.6, 0.3, 0.1], "q": [0.25, 0.5, 0.25]},
    ),
    "9.2": Task(
        "bits_per_character",
        "The mean surprise of the letters that came, each counted once. What would become of the *product* of all "
        "those probabilities on a long text?",
    ),
    "9.3": Task(
        "bits_per_character",
        "The mean of the surprises, not the surprise of the mean: (0.0291 + 13.2877) / 2 = 6.6584 bits per character. "
        "Which of the two could a model improve by being bolder on letters it already knows?",
    ),
    "9.4": Task(
        "bits_per_byte",
        "1.1542 and 1.2696 bits per byte: the first predicts better. Why did its loss per token look worse?",
        inputs=TOKENISERS,
    ),
    # ---- 10: KL in deep learning
    "10.1": Task(
        "gaussian_kl",
        "0.9163 + 1.0600 − 0.5 = 1.4763 nats. Which mean and which standard deviation would cost nothing, and what "
        "would such a code tell?",
        unit="nats",
        inputs={"mean": 1.4, "sd": 0.4, "model_mean": 0, "model_sd": 1},
    ),
    "10.2": Task(
        "gaussian_kl",
        "0 for the same Gaussian twice, above 0 nats for all others. Which is dearer: a model twice as wide as the "
        "truth, or half as wide?",
        unit="nats",
    ),
    "10.3": Task(
        "distillation_loss",
        "At a high T the slopes shrink as 1/T², and T² in front makes up for it. What is the loss of a student who "
        "gives the teacher's own scores, at any T?",
        unit="nats",
    ),
    "10.4": Task(
        "kl_regularised_policy",
        "The old probability times e to the r/β, made to sum to 1: what had 0 keeps 0. What does the policy become "
        "when all rewards are equal?",
    ),
    "10.5": Task(
        "clipped_objective",
        "The smaller of the two *products*, for a negative advantage turns the order round. At a ratio of 2 and an "
        "advantage of −1, which of the two counts?",
    ),
    # ---- 11: in your library
    "11.1": Task(
        "js_divergence",
        "0.2768 squared is 0.0766 nats, and divided by ln 2 it is 0.1105 bits. Two silent steps, undone from the last "
        "to the first: why in that order?",
        inputs={"p": [0.7, 0.2, 0.1], "q": [0.33, 0.33, 0.34]},
        mistakes=OF_A_ROOT,
    ),
    "11.2": Task(
        "categorical_cross_entropy_from_logits",
        "The labels pick a logit, the log-sum-exp is taken off, and the rows are averaged: the very number of "
        "`CrossEntropyLoss`, from Optax's two arguments. What would a label of −1 pick here?",
        unit="nats",
        seen_as=lambda function: lambda y_true, logits: function(logits, np.argmax(y_true, axis=-1)),
    ),
    "11.3": Task(
        "kl_divergence",
        "A sum over the outcomes: a mean divides by their number, and the more outcomes, the smaller the loss would "
        "look. By what factor, with a vocabulary of 50,000?",
        unit="nats",
    ),
    "11.4": Task(
        "binary_cross_entropy",
        "Nothing is clipped: what was ruled out and happens costs ∞. Which of the libraries in the lab would agree "
        "with you there, and which print 100 or 16 nats?",
        unit="nats",
    ),
    "11.5": Task(
        "entropy",
        "−0.8 ln 0.8 − 2 · 0.1 ln 0.1 = 0.6390 nats: the floor. What would you look for first in a log that ends below "
        "it?",
        unit="nats",
        inputs={"p": [0.8, 0.1, 0.1]},
        mistakes=OF_A_FLOOR,
    ),
    # ---- 12: mutual information
    "12.1": Task(
        "conditional_entropy",
        "0.3 · 0.6500 + 0.7 · 0.5917 = 0.6092 bits are left; before, it was 0.9341 bits. How many bits does the link "
        "tell?",
        inputs={"joint": [[0.25, 0.05], [0.1, 0.6]]},
    ),
    "12.2": Task(
        "mutual_information",
        "The table is the truth, the product of its margins the model that knows of no dependence: KL of the one from "
        "the other. What does your function give for the table turned over, `joint.T`?",
    ),
    "12.3": Task(
        "mutual_information",
        "1 bit at both ends, 0 bits in the middle: a channel that flips everything tells everything, for you can flip "
        "it back. At which p does half a bit get through?",
        at=lambda p: {"joint": _symmetric(p)},
    ),
    "12.4": Task(
        "conditional_entropy",
        "Each row counts as often as it comes. Between which two numbers does H(Y | X) lie, for any table?",
    ),
    "12.5": Task(
        "conditional_entropy",
        "0.75 · 0.1985 + 0.25 · 0.5004 = 0.2740 nats, and no training goes below. What would the floor be if the "
        "source were not known?",
        unit="nats",
        inputs={"joint": [[0.7125, 0.0375], [0.2, 0.05]]},
    ),
    "12.7": Task(
        "mutual_information",
        "0.1 · 0.8 + 0.9 · 0.2 = 0.26 are wrong at the end, and 1 − H(0.26) = 0.1733 bits. Does it matter which of the "
        "two channels comes first?",
        inputs={"joint": _symmetric(0.26).tolist()},
        mistakes=OF_TWO_CHANNELS,
    ),
}

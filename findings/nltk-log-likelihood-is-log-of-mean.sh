#!/usr/bin/env bash
# nltk.classify.log_likelihood is the log of the mean probability, and no likelihood: the mean stands inside the log.
#
# A log-likelihood multiplies the probabilities of the true labels; this one adds them. A label that was called
# impossible costs infinitely much in the first, and next to nothing in the second. So the order of two classifiers can
# be turned round: the one that is always sure, and wrong in a quarter of the cases, beats the one that honestly gives
# every true label 0.7. `MaxentClassifier.train` prints the same number as its log likelihood.
#
# Expected: the mean of ln p(true label): −0.3567 for the modest classifier and −inf for the one that is always sure.
# Seen on 2026-11-28 with nltk 3.10.4: −0.3567 and −0.2877 = ln 0.75; for true labels at 0.9 and 0.1, −0.6931 where the
# mean log is −1.2040.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check nltk==3.10.4
"$folder/env/bin/python" - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import math

from nltk.classify import ClassifierI, log_likelihood
from nltk.probability import DictionaryProbDist


class Forecaster(ClassifierI):
    """Says "rain" with the probability that stands in the features."""

    def labels(self):
        return ["rain", "dry"]

    def prob_classify(self, featureset):
        return DictionaryProbDist({"rain": featureset["p"], "dry": 1 - featureset["p"]})

    def classify(self, featureset):
        return self.prob_classify(featureset).max()


def seen(*true):
    return round(log_likelihood(Forecaster(), [({"p": p}, "rain") for p in true]), 4)


def mean_log(*true):
    return sum(math.log(p) if p else -math.inf for p in true) / len(true)


cases = {"modest": (0.7, 0.7, 0.7, 0.7), "always sure": (1.0, 1.0, 1.0, 0.0), "mixed": (0.9, 0.1)}
for name, case in cases.items():
    print(name, case, "nltk:", seen(*case), "mean log:", round(mean_log(*case), 4))
assert [seen(*case) for case in cases.values()] == [-0.3567, -0.2877, -0.6931], "the behaviour has changed"
PY

#!/usr/bin/env bash
# scikit-learn's temperature of a calibrated classifier is 1 with three classes, and 2 with two.
#
# `CalibratedClassifierCV(method="temperature")` divides logits by a temperature T = 1/beta_; by custom T = 1 means that
# the classifier needs no correction. For two classes, `decision_function` gives one number x, the difference of the two
# logits. It is turned into the pair (−x, x), whose difference is 2x, so the best T is twice the usual one. What has
# only `predict_proba` goes by its logarithm and is not doubled. The corrected probabilities are right in all cases.
#
# Expected: T = 1 for every classifier on the rows that it was fitted to without penalty: nothing is to be corrected.
# Seen on 2026-11-28 with scikit-learn 1.9.1, numpy 2.4.6, scipy 1.17.1: logistic regression with three classes 1.0,
# with two classes 2.0, the latter with its decision_function hidden 1.0; no probability changes by more than 0.0001.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(0)
x = rng.normal(size=(4000, 1))
two = (rng.random(4000) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(int)
three = two + (rng.random(4000) < 0.3)


class OnlyProbabilities(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.model_ = LogisticRegression(C=1e6).fit(x, y)
        self.classes_ = self.model_.classes_
        return self

    def predict_proba(self, x):
        return self.model_.predict_proba(x)

    def predict(self, x):
        return self.model_.predict(x)


def temperature(model, y):
    model.fit(x, y)
    calibrated = CalibratedClassifierCV(FrozenEstimator(model), method="temperature").fit(x, y)
    assert np.abs(calibrated.predict_proba(x) - model.predict_proba(x)).max() < 1e-4, "the probabilities have changed"
    return round(1 / float(calibrated.calibrated_classifiers_[0].calibrators[0].beta_), 3)


seen = {
    "three classes": temperature(LogisticRegression(C=1e6), three),
    "two classes": temperature(LogisticRegression(C=1e6), two),
    "two, only predict_proba": temperature(OnlyProbabilities(), two),
}
print("temperatures:", seen)
assert list(seen.values()) == [1.0, 2.0, 1.0], "the behaviour has changed"
PY

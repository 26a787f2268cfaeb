#!/usr/bin/env bash
# The C4.5 tree of imodels gives a probability of 0 or 1 in every leaf, however mixed the leaf is.
#
# `C45TreeClassifier.predict_proba` is the predicted class once more: a leaf of 45 against 5 rows has (1, 0), and so has
# one of 40 against 10, and a root that could not be split at all. The printed tree says 100% there. The log loss of
# such a tree is that of a few sure mistakes at 36 nats each, and its calibration is that of a boaster.
#
# Expected: the shares of the classes in the leaf, as in scikit-learn's tree of the same split: 0.9 and 0.8, and a log
# loss of 0.4127.
# Seen on 2026-11-28 with imodels 3.0.4, scikit-learn 1.9.1, numpy 2.4.6: 1.0 and 1.0, log loss 5.4065 nats.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    imodels==3.0.4 scikit-learn==1.9.1 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 six==1.17.0
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from imodels import C45TreeClassifier
from sklearn.metrics import log_loss
from sklearn.tree import DecisionTreeClassifier

x = np.repeat([0.0, 1.0], 50).reshape(-1, 1)
y = np.array([0] * 45 + [1] * 5 + [1] * 40 + [0] * 10)
trees = {"imodels": C45TreeClassifier(), "scikit-learn": DecisionTreeClassifier(criterion="entropy")}
seen = {}
for name, tree in trees.items():
    tree.fit(x, y)
    leaves = tree.predict_proba([[0.0], [1.0]])
    seen[name] = float(leaves[0, 0]), float(leaves[1, 1]), round(float(log_loss(y, tree.predict_proba(x))), 4)
print("two leaves, log loss in nats:", seen)
print(trees["imodels"])
assert seen["scikit-learn"] == (0.9, 0.8, 0.4127), "the behaviour of scikit-learn has changed"
assert seen["imodels"] == (1.0, 1.0, 5.4065), "the behaviour has changed"
PY

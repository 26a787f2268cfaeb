#!/usr/bin/env bash
# scikit-learn's mutual_info_score cuts the fractions off a contingency table that it is handed.
#
# `contingency=` takes a table in place of labels; the function divides it by its sum, so counts, weighted counts and
# probabilities should all do. The table is converted to integers first, without a warning: weights of 2.9 and 1.0 give
# the information of 2 and 1, and a joint distribution, whose numbers are all below 1, becomes a table of zeros.
#
# Expected: 0.1239 nats for ((2.9, 1.0), (1.0, 2.9)), and 0.1927 nats for ((0.4, 0.1), (0.1, 0.4)).
# Seen on 2026-11-28 with scikit-learn 1.9.1: 0.0566 nats, as for ((2, 1), (1, 2)); and ValueError: math domain error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from scipy.stats import entropy
from sklearn.metrics import mutual_info_score

weights, joint = np.array([[2.9, 1.0], [1.0, 2.9]]), np.array([[0.4, 0.1], [0.1, 0.4]])


def by_entropies(table):
    p = table / table.sum()
    return entropy(p.sum(axis=0)) + entropy(p.sum(axis=1)) - entropy(p.ravel())


seen = mutual_info_score(None, None, contingency=weights)
whole = mutual_info_score(None, None, contingency=[[2, 1], [1, 2]])
print(f"weights: expected {by_entropies(weights):.4f}, seen {seen:.4f}; whole numbers below them: {whole:.4f} nats")
assert round(seen, 4) == round(whole, 4) == 0.0566, "the behaviour has changed"
try:
    print("joint distribution:", mutual_info_score(None, None, contingency=joint))
except ValueError as error:
    print(f"joint distribution: expected {by_entropies(joint):.4f} nats, seen {error!r}")
    assert str(error).startswith(("math domain error", "expected a positive input")), "the behaviour has changed"
else:
    raise SystemExit("the behaviour has changed: a joint distribution is taken now")
PY

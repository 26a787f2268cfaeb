#!/usr/bin/env bash
# In a list, scikit-learn's clustering scores take the label 1 and the label "1" for one class.
#
# The labels [1, "1", 1, "1"] follow the groups [0, 1, 0, 1] exactly: ln 2 nats of mutual information. Both become the
# text "1" when NumPy makes an array of the list, so the score is 0 and nothing is said. The same labels in a Series or
# in an array of objects raise a TypeError, and `accuracy_score` refuses a number beside a text in a sentence.
#
# Expected: 0.6931 nats, or the error that the other containers give.
# Seen on 2026-11-27 with scikit-learn 1.9.1, pandas 3.1.1, numpy 2.4.6: 0.0 for mutual_info_score,
# adjusted_mutual_info_score, normalized_mutual_info_score and v_measure_score on the list; TypeError on the Series.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import pandas as pd
from sklearn import metrics

labels, groups = [1, "1", 1, "1"], [0, 1, 0, 1]
names = ["mutual_info_score", "adjusted_mutual_info_score", "normalized_mutual_info_score", "v_measure_score"]
seen = {name: float(getattr(metrics, name)(labels, groups)) for name in names}
print(seen, "and for labels 1 and 2:", round(metrics.mutual_info_score([1, 2, 1, 2], groups), 4), "nats")
assert set(seen.values()) == {0.0}, "the behaviour has changed"
try:
    metrics.mutual_info_score(pd.Series(labels), groups)
except TypeError as error:
    print("as a Series:", error)
else:
    raise AssertionError("the behaviour has changed: a Series of both kinds is taken")
PY

#!/usr/bin/env bash
# dask-ml's log_loss is the plain mean of the means of the chunks, so it depends on how the data are cut.
#
# Ten predictions in chunks of nine and one: the one in its own chunk counts as much as the nine together. With
# `sample_weight` the chunks are weighed; without it they are not, and the last chunk is nearly always a shorter one.
# (In dask-ml 2025.1.0 the lines are the same, but every call raises: it passes `eps`, which scikit-learn dropped in 1.5.)
#
# Expected: 0.3251 nats, as scikit-learn gives for the same ten, however they are cut.
# Seen on 2026-11-28 with dask-ml 2024.4.4, dask 2024.8.0, scikit-learn 1.4.2: 0.3251 in chunks of 10 or 5, 0.6547 in
# chunks of 8 and 2, and 1.2040 in chunks of 9 and 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check dask-ml==2024.4.4 dask==2024.8.0 distributed==2024.8.0 'dask-expr<1.2' scikit-learn==1.4.2 numpy==1.26.4 pandas==2.2.3 'setuptools<70'
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import dask.array as da
import numpy as np
import sklearn.metrics
from dask_ml.metrics import log_loss

labels = np.array([1] * 9 + [0])
predicted = np.tile([0.1, 0.9], (10, 1))
seen = {
    size: round(float(log_loss(da.from_array(labels, size), da.from_array(predicted, (size, 2)), labels=[0, 1])), 4)
    for size in (10, 5, 8, 9)
}
right = round(float(sklearn.metrics.log_loss(labels, predicted)), 4)
print("scikit-learn:", right, "dask-ml by size of chunk:", seen)
assert right == seen[10] == seen[5] == 0.3251, "equal chunks have changed"
assert (seen[8], seen[9]) == (0.6547, 1.204), "the behaviour has changed"
PY

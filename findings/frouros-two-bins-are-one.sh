#!/usr/bin/env bash
# frouros' num_bins counts edges for two of its distances and bins for the others: with 2, KL and JS are always 0.
#
# `KL` and `JS` lay `np.linspace(lowest, highest, num_bins)` over both samples, and n edges make n − 1 bins. Of a yes/no
# feature with two bins all falls into one, where the samples always agree: no drift can be seen. `PSI` and
# `HellingerDistance`, with the same argument, have one bin more.
#
# Expected: for a feature that is 1 in half of the old rows and in 9 of 10 of the new, KL(new‖old) = 0.3681 nats.
# Seen on 2026-11-28 with frouros 0.9.0, numpy 2.1.3, scipy 1.14.1: KL 0.0, JS 0.0 and PSI 0.8789 with num_bins=2; KL 0.3681
# with num_bins=3.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frouros==0.9.0 numpy==2.1.3 scipy==1.14.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from frouros.detectors.data_drift import JS, KL, PSI


def distance(detector, bins):
    made = detector(num_bins=bins)
    made.fit(X=np.repeat([0.0, 1.0], [500, 500]))
    return round(float(made.compare(X=np.repeat([0.0, 1.0], [100, 900]))[0].distance), 4)


seen = {detector.__name__: (distance(detector, 2), distance(detector, 3)) for detector in (KL, JS, PSI)}
print("with num_bins = 2 and 3:", seen)
assert seen["PSI"][0] == 0.8789 and seen["KL"][1] == 0.3681, "the others have changed"
assert seen["KL"][0] == seen["JS"][0] == 0, "the behaviour has changed"
PY

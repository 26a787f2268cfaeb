#!/usr/bin/env bash
# frouros fills an empty bin with the smallest float there is, so one row of a thousand is a major shift of population.
#
# The population stability index of a bin is (p − q) ln(p/q), and by custom a sum of 0.25 is a major shift. `PSI` puts
# 2.2e-308 in the place of a share of 0. Its logarithm is −708, so each row of a thousand in a bin that the other
# sample leaves empty adds 0.70. Ten equal bins over the range of a normal sample have nearly empty ones at both ends.
#
# Expected: about 0.02 for two samples of 1,000 from one normal distribution, and 0.25 in hardly any of 200 pairs.
# Seen on 2026-11-28 with frouros 0.9.0, numpy 2.1.3, scipy 1.14.1: more than 0.25 in 67 of 200 pairs, 0.5722 in the
# mean; 0.7015 for 1,000 equal rows but one that has moved into the next bin.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frouros==0.9.0 numpy==2.1.3 scipy==1.14.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from frouros.detectors.data_drift import PSI


def psi(reference, new):
    detector = PSI()
    detector.fit(X=reference)
    return float(detector.compare(X=new)[0].distance)


reference = np.r_[np.repeat(np.arange(9) + 0.5, 111), 9.5]
moved = np.r_[reference[:-1], 8.5]
one = round(psi(reference, moved), 4)
rng = np.random.default_rng(0)
pairs = np.array([psi(*rng.normal(size=(2, 1000))) for _ in range(200)])
seen = one, int(np.sum(pairs > 0.25)), round(float(pairs.mean()), 4)
print("one of 1,000 rows moved:", one)
print("of 200 pairs above 0.25, mean:", seen[1:], "median:", round(float(np.median(pairs)), 4))
assert seen == (0.7015, 67, 0.5722), "the behaviour has changed"
PY

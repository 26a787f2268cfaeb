#!/usr/bin/env bash
# entropy-estimators with norm="euclidean" gives an entropy that is ln 2 too large for each dimension.
#
# On a line the Euclidean norm and the maximum norm are the same distance, so `get_h` has to give the same number for
# both. It multiplies the volume of the ball of radius r by the side of the cube, (2r)^d, instead of r^d. More data
# does not help: the error is a constant, d ln 2.
#
# Expected: about 1.4189 d nats for d independent standard normal columns, with either norm; 0 for uniform ones.
# Seen on 2026-11-28 with entropy-estimators 0.0.2, numpy 2.4.6, scipy 1.17.1, 5,000 rows (max norm, Euclidean):
#   1 normal column     1.4181   2.1112
#   3 normal columns    4.2219   6.2954
#   1 uniform column    0.0093   0.7025
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check entropy-estimators==0.0.2 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from entropy_estimators.continuous import get_h

rng = np.random.default_rng(0)
samples = [rng.normal(size=(5000, d)) for d in (1, 2, 3)] + [rng.random((5000, 1))]
largest, euclidean = ([float(get_h(x, k=5, norm=norm)) for x in samples] for norm in ("max", "euclidean"))
excess = [round((e - m) / np.log(2), 2) for e, m in zip(euclidean, largest)]
print("max norm:", largest, "Euclidean:", euclidean, "difference / ln 2:", excess)
assert abs(largest[0] - 1.4189) < 0.01 and abs(largest[3]) < 0.02, "the behaviour of the max norm has changed"
assert all(abs(e - d) < 0.02 for e, d in zip(excess, (1, 2, 3, 1))), "the behaviour has changed"
PY

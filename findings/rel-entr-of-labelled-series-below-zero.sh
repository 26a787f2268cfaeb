#!/usr/bin/env bash
# SciPy has two KL divergences, and two labelled columns of pandas tell them apart.
#
# `scipy.stats.entropy(p, q)` goes by position. `scipy.special.rel_entr(p, q)` is a NumPy ufunc, so pandas lines its
# arguments up by label first. One pair of Series therefore has two divergences. And where Q lacks a label of P, the
# right answer being infinite, the aligned term is nan, `Series.sum` leaves it out, and the "divergence" is negative.
#
# Expected: one number for one pair, and infinity or nan where an outcome is missing.
# Seen on 2026-11-27 with scipy 1.17.1, pandas 3.1.1, numpy 2.4.6 (nats):
#   sun/rain against rain/sun       entropy 0.0      rel_entr 0.8318
#   sun/rain against rain/snow      entropy 0.0      rel_entr −0.2773
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check scipy==1.17.1 pandas==3.1.1 numpy==2.4.6
"$folder/env/bin/python" - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import pandas as pd
from scipy.special import rel_entr
from scipy.stats import entropy

p = pd.Series({"sun": 0.8, "rain": 0.2})
turned = pd.Series({"rain": 0.8, "sun": 0.2})
other = pd.Series({"rain": 0.8, "snow": 0.2})
seen = [round(float(x), 4) + 0.0 for q in (turned, other) for x in (entropy(p, q), rel_entr(p, q).sum())]
print("by position, by label; by position, by label (nats):", seen)
assert seen == [0.0, 0.8318, 0.0, -0.2773], "the behaviour has changed"
PY

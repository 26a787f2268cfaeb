#!/usr/bin/env bash
# AIF360 divides the mean log deviation by the mean, so an index of inequality changes with the currency.
#
# Of the family of generalised entropy indices, that with α = 0 is −mean(ln(b/mean b)), and each of the family compares
# shares: counted in cents or in dollars, incomes are as unequal. `generalized_entropy_index` takes −ln(b/mean b) and
# divides it by the mean once more. With α = 1 and α = 2 the scale drops out, as it should.
#
# Expected: 0.2027 for the benefits (1, 2, 3, 6), and for (2, 4, 6, 12).
# Seen on 2026-11-28 with aif360 0.6.1, scikit-learn 1.6.1, numpy 2.1.3: 0.0676 and 0.0338; α = 1 gives 0.1874 for both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check aif360==0.6.1 scikit-learn==1.6.1 numpy==2.1.3
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from aif360.sklearn.metrics import generalized_entropy_index

benefits = np.array([1.0, 2.0, 3.0, 6.0])
right = -np.mean(np.log(benefits / benefits.mean()))
seen = {
    alpha: [round(float(generalized_entropy_index(scale * benefits, alpha=alpha)), 4) for scale in (1, 2)]
    for alpha in (0, 1, 2)
}
print("by alpha, of b and of 2 b:", seen, "mean log deviation by hand:", round(right, 4))
assert seen[1] == [0.1874, 0.1874] and seen[2][0] == seen[2][1], "the behaviour of the other orders has changed"
assert seen[0] == [0.0676, 0.0338], "the behaviour has changed"
PY

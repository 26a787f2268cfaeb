#!/usr/bin/env bash
# popmon takes its Jensen–Shannon divergence of counts, so ten times the rows have ten times the divergence.
#
# The divergence is one of distributions, and never above ln 2 = 0.69 nats. `hist_compare` hands the entries of both
# histograms to the formula as they are: two days with equal shares differ as soon as one has more visitors, and the
# "population stability index" beside it, whose alarm is by custom 0.25, does so too.
#
# Expected: 0.0766 nats for (70, 20, 10) against (33, 33, 34), and 0 for (700, 200, 100) against (70, 20, 10).
# Seen on 2026-11-28 with popmon 1.4.12, histogrammar 1.1.2: 7.6617, 76.6173 with ten times the rows, and 213.6811 for
# equal shares (PSI: 2072.3).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check popmon==1.4.12 histogrammar==1.1.2 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import histogrammar
import numpy as np
import pandas as pd
from popmon.analysis.comparison.hist_comparer import hist_compare


def compared(*counts):
    histograms = {}
    for name, count in zip(("first", "second"), counts):
        histograms[name] = histogrammar.Categorize()
        histograms[name].fill.numpy(np.repeat(list("abc"), count))
    return hist_compare(pd.Series(histograms), "first", "second")


hundred, thousand = compared((70, 20, 10), (33, 33, 34)), compared((700, 200, 100), (330, 330, 340))
equal = compared((700, 200, 100), (70, 20, 10))
seen = [round(float(one["jsd"]), 4) for one in (hundred, thousand, equal)]
print("JSD of 100 rows, of 1,000, of equal shares:", seen, "PSI of equal shares:", round(float(equal["psi"]), 1))
assert seen == [7.6617, 76.6173, 213.6811], "the behaviour has changed"
PY

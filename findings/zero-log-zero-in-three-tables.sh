#!/usr/bin/env bash
# −Σ p log2 p, written out over a column with a zero: 1 bit in pandas, nan in polars and in DuckDB.
#
# 0 · log 0 is nan in all three. pandas leaves nan out of a sum, and so gets the entropy right for a reason that has
# nothing to do with it: a probability that is *missing* is forgiven in the same way. polars and DuckDB keep the nan.
#
# Expected: one answer (nan, as in NumPy) from the same formula on the same column.
# Seen on 2026-11-27 with pandas 3.1.1, polars 2.1.0, duckdb 2.0.1, numpy 2.4.6: pandas 1.0 for (0.5, 0.5, 0)
# and 1.0 for (0.5, missing, 0.5); polars nan; DuckDB nan (its ln(0) is −inf, and no error any more).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import math

import duckdb
import numpy as np
import pandas as pd
import polars as pl

p = [0.5, 0.5, 0.0]
column, series = pd.Series(p), pl.Series(p)
gap = pd.Series([0.5, np.nan, 0.5])
query = "select -sum(p * log2(p)) from (values (0.5::double), (0.5), (0.0)) t(p)"
seen = {
    "numpy": -float(np.sum(np.array(p) * np.log2(np.array(p)))),
    "pandas": -float((column * np.log2(column)).sum()),
    "pandas, one missing": -float((gap * np.log2(gap)).sum()),
    "polars": -float((series * series.log(2)).sum()),
    "duckdb": duckdb.sql(query).fetchall()[0][0],
}
print(seen, "bits")
assert seen["pandas"] == seen["pandas, one missing"] == 1.0, "the behaviour of pandas has changed"
assert all(math.isnan(seen[name]) for name in ("numpy", "polars", "duckdb")), "the behaviour has changed"
PY

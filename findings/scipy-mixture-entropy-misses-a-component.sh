#!/usr/bin/env bash
# scipy.stats.Mixture integrates over the whole line without knowing where its components are, and misses one.
#
# Its mean, variance and distribution function are exact. Its entropy is a numerical integral, and a component that is
# narrow, or far from 0, falls between the points: it then adds nothing, no warning is given, and the result is half the
# entropy of a single normal and looks like a number. Two components of equal place and very different width are worse.
#
# Expected: for equal weights, N(0, 1) and N(3, 0.01²) −0.192 nats; N(0, 1) and N(500, 1) 2.1121, that of one plus ln 2,
# as for N(0, 1) and N(100, 1).
# Seen on 2026-11-28 with scipy 1.17.1, numpy 2.4.6: 1.056 and 1.056 (N(100, 1): 2.1121); with N(0, 0.0001²) −16.7045,
# where −2.494 is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/env/bin/python" -W error - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
from scipy.stats import Mixture, Normal, norm

places = {
    "N(100, 1)": (100.0, 1.0),
    "N(500, 1)": (500.0, 1.0),
    "N(3, 0.01²)": (3.0, 0.01),
    "N(0, 0.0001²)": (0.0, 1e-4),
}


def seen(mean, width):
    components = [Normal(mu=0.0, sigma=1.0), Normal(mu=mean, sigma=width)]
    return round(float(Mixture(components, weights=[0.5, 0.5]).entropy()), 4)


def by_hand(mean, width):
    steps = np.linspace(-12, 12, 400001)
    x = np.unique(np.r_[steps, mean + width * steps])
    log_density = np.logaddexp(norm.logpdf(x), norm.logpdf(x, mean, width)) - np.log(2)
    return round(float(-np.trapezoid(np.exp(log_density) * log_density, x)), 4)


results = {name: (seen(*place), by_hand(*place)) for name, place in places.items()}
print("with N(0, 1) in nats (SciPy, by hand):", results)
assert [s for s, _ in results.values()] == [2.1121, 1.056, 1.056, -16.7045], "the behaviour has changed"
PY

#!/usr/bin/env bash
# spkit cuts each of two signals into bins of its own, and compares first bin with first bin: a shift costs nothing.
#
# `entropy_kld(x, y)` of continuous signals, its default, counts x in equal bins from the least to the largest x, and y
# in as many from the least to the largest y. Whatever only moves or stretches a signal goes unnoticed, and that is all
# that tells two normal distributions apart. What is left is the noise of the two histograms: an independent signal of
# the same distribution is as far off as one that is moved. `entropy_cross` does the same.
#
# Expected: in bits, 0.72 for a standard normal signal against itself moved up by 1, 7213 for 100, 2.61 for 10 times as
# wide (or much, where the bins do not meet), and next to nothing for an independent signal of the same distribution.
# Seen on 2026-11-28 with spkit 0.0.9.7, numpy 2.4.6, scipy 1.17.1: 0.0, 0.0, 0.0; 0.2288 for an independent signal of
# the same distribution and 0.2288 for that one moved by 1. The first three cross-entropies are the entropy, 4.6885.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check spkit==0.0.9.7 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
import spkit

x, other = (np.random.default_rng(seed).normal(size=5000) for seed in (0, 1))
signals = {"moved by 1": x + 1, "moved by 100": x + 100, "10 times as wide": 10 * x}
kl = {name: round(float(spkit.entropy_kld(x, y)), 4) for name, y in signals.items()}
cross = {round(float(spkit.entropy_cross(x, y)), 4) for y in signals.values()}
independent = [round(float(spkit.entropy_kld(x, y)), 4) for y in (other, other + 1)]
print("KL in bits:", kl, "independent, and moved by 1:", independent)
print("cross-entropies:", cross, "entropy:", round(float(spkit.entropy(x)), 4))
assert set(kl.values()) == {0.0}, "the behaviour has changed: a shift or a stretch is noticed"
assert independent == [0.2288, 0.2288] and cross == {4.6885}, "the behaviour has changed"
PY

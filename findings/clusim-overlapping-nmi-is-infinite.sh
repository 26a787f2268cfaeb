#!/usr/bin/env bash
# clusim's overlapping normalised mutual information is infinite where one clustering puts everything together.
#
# A normalised mutual information lies between 0 and 1, and of a clustering that says nothing it is 0. `onmi` divides
# each cluster's conditional entropy by the cluster's own; a cluster of all elements has none, and 1 − (−∞) comes out:
# the most useless clustering is infinitely like any other. `nmi` of the same pair is 0, as it should be.
#
# Expected: 0 for two clusters of three against one of six (and between 0 and 1 for all pairs).
# Seen on 2026-11-28 with clusim 0.4, numpy 1.26.4: inf, in both orders; 0.5518 for two clusterings into two, 0.0 for the
# clustering of one cluster against itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check clusim==0.4 numpy==1.26.4 scipy==1.14.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
from clusim import sim
from clusim.clustering import Clustering


def clustering(labels):
    return Clustering().from_membership_list(labels)


halves, uneven, together = (clustering(labels) for labels in ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1], [0] * 6))
pairs = {"two and two": (halves, uneven), "two and one": (halves, together), "one and two": (together, halves)}
seen = {name: (round(float(sim.onmi(*pair)), 4), round(float(sim.nmi(*pair)), 4)) for name, pair in pairs.items()}
print("onmi, nmi:", seen, "one and one:", float(sim.onmi(together, together)))
assert seen["two and two"][0] == 0.5518 and seen["two and one"][1] == 0, "the finite ones have changed"
assert seen["two and one"][0] == seen["one and two"][0] == float("inf"), "the behaviour has changed"
PY

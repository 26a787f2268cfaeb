#!/usr/bin/env bash
# How alike are two labelings that put everything into one class? 1 in scikit-learn and igraph, 0 in TorchMetrics, nan in two.
#
# The normalised mutual information of two constant labelings is 0/0. They are equal, which speaks for 1, and neither
# tells anything, which speaks for 0; a score over many folds is then 1, 0 or nothing by the library that one imports.
#
# Expected: one answer, or an error.
# Seen on 2026-11-28 with scikit-learn 1.9.1 (1.0), igraph 1.0.0 (1.0), torchmetrics 1.9.0 (0.0), clusim 0.4 (nan),
# scikit-image 0.26.0 (nan, on its scale from 1 to 2), torch 2.13.0, numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 igraph==1.0.0 torchmetrics==1.9.0 clusim==0.4 scikit-image==0.26.0 torch==2.13.0 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import math

import igraph
import numpy as np
import torch
from clusim import sim
from clusim.clustering import Clustering
from skimage.metrics import normalized_mutual_information
from sklearn.metrics import normalized_mutual_info_score
from torchmetrics.functional.clustering import normalized_mutual_info_score as of_torchmetrics

same = [0] * 6
seen = {
    "scikit-learn": normalized_mutual_info_score(same, same),
    "igraph": igraph.compare_communities(same, same, method="nmi"),
    "torchmetrics": of_torchmetrics(torch.tensor(same), torch.tensor(same)),
    "clusim": sim.nmi(*[Clustering().from_membership_list(same)] * 2),
    "scikit-image": normalized_mutual_information(np.array(same), np.array(same)),
}
seen = {name: float(value) for name, value in seen.items()}
print(seen)
assert seen["scikit-learn"] == seen["igraph"] == 1 and seen["torchmetrics"] == 0, "the behaviour has changed"
assert math.isnan(seen["clusim"]) and math.isnan(seen["scikit-image"]), "the behaviour has changed"
PY

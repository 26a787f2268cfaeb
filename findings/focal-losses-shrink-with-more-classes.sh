#!/usr/bin/env bash
# A focal loss without focus is a cross-entropy, and in two libraries it is divided by the number of classes.
#
# With γ = 0 and no α the factor in front of the logarithm is 1. The mean of kornia's `focal_loss`, and of MONAI's
# `FocalLoss` with a softmax, runs over the entries of a table that is 0 but at the true class: twice the classes, half
# of the loss, and half of the gradient. Who moves a recipe from 10 classes to 1,000 trains a hundred times slower.
#
# Expected: F.cross_entropy, ln 4 = 1.3863 of equal scores for 4 classes, and ln 8 = 2.0794 for 8.
# Seen on 2026-11-28 with kornia 0.8.2, monai 1.6.1, torch 2.13.0: 0.3466 and 0.2599 in both: *less* for more classes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check kornia==0.8.2 monai==1.6.1 torch==2.13.0 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import torch
from kornia.losses import focal_loss
from monai.losses import FocalLoss

seen = {}
for classes in (4, 8):
    scores, labels = torch.zeros(2, classes), torch.tensor([0, 1])
    by_kornia = focal_loss(scores, labels, alpha=None, gamma=0.0, reduction="mean")
    by_monai = FocalLoss(gamma=0.0, use_softmax=True, to_onehot_y=True)(scores[..., None], labels[:, None, None])
    right = torch.nn.functional.cross_entropy(scores, labels)
    seen[classes] = [round(x.item(), 4) for x in (right, by_kornia, by_monai)]
print("classes: cross-entropy, kornia, monai:", seen)
assert seen == {4: [1.3863, 0.3466, 0.3466], 8: [2.0794, 0.2599, 0.2599]}, "the behaviour has changed"
PY

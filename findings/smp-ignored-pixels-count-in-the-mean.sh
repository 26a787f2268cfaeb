#!/usr/bin/env bash
# segmentation_models_pytorch counts ignored pixels in the mean, so a half-labelled image has half of the loss.
#
# `ignore_index` is PyTorch's word for labels that are left out, of the sum and of the mean. `SoftCrossEntropyLoss` and
# `SoftBCEWithLogitsLoss` set the cost of such pixels to 0 and divide by all: the fewer labels an image has, the better
# its loss looks, and the less is learnt from it.
#
# Expected: torch.nn.functional.cross_entropy with the same ignore_index, ln 3 = 1.0986 nats of equal scores.
# Seen on 2026-11-28 with segmentation-models-pytorch 0.6.0, torch 2.14.1: 0.5493 where half of the pixels are ignored,
# 0.1099 where nine of ten are; the binary loss 0.3466 for ln 2 = 0.6931.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check segmentation-models-pytorch==0.6.0 torch==2.14.1 torchvision==0.29.1 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import torch
from segmentation_models_pytorch.losses import SoftBCEWithLogitsLoss, SoftCrossEntropyLoss
from torch.nn.functional import cross_entropy

seen = {}
for ignored in (0, 5, 9):
    labels = torch.tensor([[[255] * ignored + [1] * (10 - ignored)]])
    scores = torch.zeros(1, 3, 1, 10)
    several = SoftCrossEntropyLoss(smooth_factor=0.0, ignore_index=255)(scores, labels)
    binary = SoftBCEWithLogitsLoss(ignore_index=255)(scores[:, :1], labels[:, None].float())
    right = cross_entropy(scores, labels, ignore_index=255)
    seen[ignored] = [round(x.item(), 4) for x in (right, several, binary)]
print("ignored of ten: cross_entropy, SoftCrossEntropyLoss, SoftBCEWithLogitsLoss:", seen)
assert seen[0] == [1.0986, 1.0986, 0.6931], "the loss of labelled pixels has changed"
assert seen[5] == [1.0986, 0.5493, 0.3466] and seen[9] == [1.0986, 0.1099, 0.0693], "the behaviour has changed"
PY

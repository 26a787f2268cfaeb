#!/usr/bin/env bash
# dython counts a missing label as the label 0.0, so it joins the class that is called 0.
#
# `conditional_entropy` and `theils_u` have nan_strategy="replace" and nan_replace_value=0.0 by default: harmless for
# text labels, where the missing ones become a class of their own. Where classes are numbered from 0, as everywhere in
# machine learning, they are silently counted into class 0.
#
# Expected: a class of its own (1.0397 nats for the labels below), or an error.
# Seen on 2026-11-27 with dython 0.7.12: 0.5623 nats, exactly as if the missing label had been 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check dython==0.7.12 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
from dython.nominal import conditional_entropy

groups = [0, 0, 0, 0]
missing, zero, own = ([1, x, 0.0, 0.0] for x in (float("nan"), 0.0, 9.0))
seen = [round(float(conditional_entropy(labels, groups)), 4) for labels in (missing, zero, own)]
print("missing, zero in its place, a class of its own (nats):", seen)
assert seen == [0.5623, 0.5623, 1.0397], "the behaviour has changed"
PY

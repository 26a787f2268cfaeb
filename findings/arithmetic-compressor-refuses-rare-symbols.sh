#!/usr/bin/env bash
# arithmetic-compressor takes a model of probabilities, and rounds it to 4096ths: what is rarer than half of one is
# gone.
#
# `StaticModel({"a": 0.9999, "b": 0.0001})` is accepted. A message with a "b" then fails with "Symbol has zero
# frequency", though the model gives it a positive probability, worth 13.3 bits. Just above the edge it is coded, and
# costs 12 bits whatever its probability: 0.0003 is worth 11.7 bits, 0.0002 is worth 12.3.
#
# Expected: any positive probability can be coded, at about −log2 of it.
# Seen on 2026-11-27 with arithmetic-compressor 0.2: ValueError at 0.0001; 12.0 bits for each "b" at
# 0.0003 and at 0.0002.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check arithmetic-compressor==0.2
"$folder/env/bin/python" - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
from arithmetic_compressor import AECompressor
from arithmetic_compressor.models import StaticModel


def bits_each(p):
    return round(len(AECompressor(StaticModel({"a": 1 - p, "b": p})).compress(["b"] * 1000)) / 1000, 1)


seen = [bits_each(0.0003), bits_each(0.0002)]
print("bits for each symbol of probability 0.0003 and 0.0002:", seen)
assert seen == [12.0, 12.0], "the behaviour has changed"
try:
    bits_each(0.0001)
except ValueError as error:
    print("at 0.0001:", error)
else:
    raise AssertionError("the behaviour has changed: a symbol of probability 0.0001 is coded")
PY

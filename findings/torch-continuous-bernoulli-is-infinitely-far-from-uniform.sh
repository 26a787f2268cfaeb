#!/usr/bin/env bash
# PyTorch says that a continuous Bernoulli is infinitely far from the uniform distribution on the same interval.
#
# Both live on 0 … 1, so KL(P‖Q) is −h(P) + ln(1 − 0), a finite number. `kl_divergence` gives infinity where the uniform
# distribution does not cover the interval, and asks for that with ≥ and ≤ where > and < are meant: an interval that
# *is* 0 … 1 is refused, and any that sticks out at both ends is taken. A Beta distribution on the same interval is right.
#
# Expected: 0.0297 nats for a continuous Bernoulli of 0.3 against Uniform(0, 1), as from a million samples.
# Seen on 2026-11-28 with torch 2.13.0: inf; against Uniform(−0.001, 1.001) 0.0314; a Beta(2, 3) against Uniform(0, 1)
# has 0.2349.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import torch
from torch.distributions import Beta, ContinuousBernoulli, Uniform, kl_divergence

torch.manual_seed(0)
truth = ContinuousBernoulli(torch.tensor(0.3, dtype=torch.float64))
samples = truth.sample((1_000_000,))
by_samples = truth.log_prob(samples).mean()  # ln of the uniform density is 0
zero, one = torch.zeros((), dtype=torch.float64), torch.ones((), dtype=torch.float64)
same = kl_divergence(truth, Uniform(zero, one))
wider = kl_divergence(truth, Uniform(zero - 0.001, one + 0.001))
beta = kl_divergence(Beta(2 * one, 3 * one), Uniform(zero, one))
print("same interval:", same.item(), "a little wider:", round(wider.item(), 4), "samples:", round(by_samples.item(), 4))
assert abs(wider.item() - by_samples.item()) < 0.005 and abs(beta.item() - 0.2349) < 1e-4, "the right ones have changed"
assert same.item() == float("inf"), "the behaviour has changed"
PY

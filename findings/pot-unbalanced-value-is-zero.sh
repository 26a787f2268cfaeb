#!/usr/bin/env bash
# Entropic unbalanced transport in POT has the value 0, whatever is carried and however far.
#
# Between measures of unequal mass, KL needs its mass term: Σ p ln(p/q) − p + q. `ot.solve` has it as long as there is
# no regularisation, and drops it from `value` as soon as there is one, while the plan is still the right one. Without
# the mass terms the condition of optimality makes the sum of cost and penalties vanish exactly. So the least
# regularisation takes the value from 5 to 0, and a loss that is made of it is 0 for the best and for the worst match.
#
# Expected: with reg = 0.01 nearly the value without regularisation, and never 0 while anything is carried or lost.
# Seen on 2026-11-28 with POT 0.9.7.post1, numpy 2.4.6, scipy 1.17.1, mass 1 against mass 10: 5.0 without
# regularisation; with reg 0.01, 0.1 and 1 a value of 0.0, where cost and penalties by hand are 5.0561, 5.5494 and
# 8.8151.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check pot==0.9.7.post1 numpy==2.4.6 scipy==1.17.1
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import numpy as np
import ot

cost = np.array([[0.0, 1.0], [1.0, 0.0]])
a, b = np.array([0.5, 0.5]), np.array([8.0, 2.0])


def kl(p, q):
    return float(np.sum(p * np.log(p / q) - p + q))


def solve(reg):
    result = ot.solve(cost, a, b, reg=reg, unbalanced=1.0, max_iter=100000, tol=1e-13)
    plan = result.plan
    by_hand = np.sum(plan * cost) + reg * kl(plan, np.outer(a, b)) + kl(plan.sum(1), a) + kl(plan.sum(0), b)
    return abs(round(float(result.value), 4)), round(float(by_hand), 4)


free = round(float(ot.solve(cost, a, b, unbalanced=1.0).value), 4)
seen = {reg: solve(reg) for reg in (0.01, 0.1, 1.0)}
print("without regularisation:", free, "with (value, by hand):", seen)
assert free == 5.0, "the behaviour without regularisation has changed"
assert seen == {0.01: (0.0, 5.0561), 0.1: (0.0, 5.5494), 1.0: (0.0, 8.8151)}, "the behaviour has changed"
PY

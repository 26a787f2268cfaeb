#!/usr/bin/env bash
# tomotopy's perplexity counts the topics in: with ten topics a text of four words is harder than rolling a die of 14.
#
# The perplexity of a topic model is e to the mean surprise of a word; a model that knows nothing of four equally
# likely words has 4. `LDAModel.perplexity` is e to the minus `ll_per_word`, and that is the likelihood of the words
# *and of the topics drawn for them*: every topic more makes it larger, and so it cannot choose their number.
#
# Expected: about 4 for 200 texts of 20 letters, five of each of a, b, c, d, whatever the number of topics.
# Seen on 2026-11-28 with tomotopy 0.14.0: 4.02 with one topic, 5.1 with two, 14.6 with ten.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check tomotopy==0.14.0 numpy==2.1.3
"$folder/env/bin/python" -W ignore - <<'PY' || { echo 'not what was seen: read the message above' >&2; exit 1; }
import tomotopy

seen = {}
for topics in (1, 2, 10):
    model = tomotopy.LDAModel(k=topics, seed=1)
    for _ in range(200):
        model.add_doc(list("abcd") * 5)
    model.train(50, workers=1)
    seen[topics] = round(model.perplexity, 2)
print("perplexity of four equally likely words, by number of topics:", seen)
assert 4 <= seen[1] < 4.1, "one topic has changed"
assert 4.9 < seen[2] < 5.4 and 13 < seen[10] < 16, "the behaviour has changed"
PY

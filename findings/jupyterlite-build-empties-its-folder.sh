#!/usr/bin/env bash
# `jupyter lite build` empties its output folder first, whatever lay there.
#
# A site puts JupyterLite beside pages of its own, or lays wheels into the folder that the build is told to fill, as one
# does for `sphinx-build` and `nbconvert`, which add to what is there. The first build deletes all of it: no question, no
# warning, exit status 0.
#
# Expected: a file that was in the folder before is still there, or the build says that it will go.
# Seen on 2026-11-28 with jupyterlite-core 0.8.6: it is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check jupyterlite-core==0.8.6
mkdir "$folder/out" "$folder/work"
echo 'mine' > "$folder/out/mine.txt"
cd "$folder/work"
said=$("$folder/env/bin/jupyter" lite build --output-dir="$folder/out" 2>&1)
test -f "$folder/out/index.html"
if [ -e "$folder/out/mine.txt" ]; then echo 'not what was seen: the file is still there' >&2; exit 1; fi
if grep -q 'mine.txt' <<< "$said"; then echo 'not what was seen: the build names what it deletes' >&2; exit 1; fi
echo "mine.txt is gone, and the build did not name it"

#!/usr/bin/env bash
# sphinx-mathjax-offline sets mathjax_path after conf.py has been read: the project's own value is lost without a word.
#
# Its `setup` assigns `app.config.mathjax_path`, and extensions are set up after the values of conf.py are read. Who
# wants another bundle of the same local MathJax (the course's pages need no menu and no second font) writes it in
# conf.py, sees no warning even with -W, and gets the extension's. A `setup(app)` in conf.py itself comes later and holds.
#
# Expected: the page asks for the file that conf.py names.
# Seen on 2026-11-28 with sphinx-mathjax-offline 0.0.2, Sphinx 9.0.4: it asks for the extension's own file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 sphinx-mathjax-offline==0.0.2
mkdir "$folder/source"
cat > "$folder/source/conf.py" <<'PY'
project = "probe"
extensions = ["sphinx.ext.mathjax", "sphinx-mathjax-offline"]
mathjax_path = "mathjax/chosen-by-conf.js"
PY
printf 'Probe\n=====\n\n:math:`H(P)`\n' > "$folder/source/index.rst"
"$folder/env/bin/python" -m sphinx -q -W -b html "$folder/source" "$folder/out"
asked=$(grep -o '<script[^>]*mathjax[^>]*>' "$folder/out/index.html" || true)
echo "asked for: $asked"
case "$asked" in
  *chosen-by-conf.js*|"") echo 'not what was seen: the value of conf.py holds' >&2; exit 1 ;;
esac

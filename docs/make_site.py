"""Makes the pages of the course, and beside them JupyterLite, where its notebooks run in a browser.

Packages that Pyodide has itself come from where JupyterLite's release takes Pyodide from; those that it has not, and
the course, are taken along as wheels and loaded when a kernel starts.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

COURSE = Path(__file__).parent.parent
# By the names that Pyodide knows, and by those of the Python Package Index.
FROM_PYODIDE = ["lazy-loader", "matplotlib", "pydoc-data", "scikit-learn", "scipy", "typing-extensions"]
TAKEN_ALONG = ["anywidget", "comm", "ipywidgets", "psygnal"]
# Where a kernel looks from: its own script is four folders down.
WHEELS = "../../../../wheels"
NOTEBOOKS = ["notebooks", "exercises"]


def run(*command: str | Path, folder: Path = COURSE) -> None:
    """Run a module of this Python."""
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True)


def make_pages(into: Path) -> None:
    """Make what is read and moved, in `into/html`; a broken link is an error."""
    source = into / "source"
    shutil.copytree(COURSE / "docs", source)
    for folder in NOTEBOOKS:
        shutil.copytree(COURSE / folder, source / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    run("sphinx", "-W", "--keep-going", "-q", source, into / "html")


def make_lite(into: Path) -> None:
    """Make where it runs, in `into/html/lite`."""
    lite = into / "lite"
    wheels = lite / "wheels"
    pip = ["pip", "--disable-pip-version-check", "--quiet"]
    pure = ["--only-binary=:all:", "--platform=any", f"--constraint={COURSE}/requirements/site.txt"]
    run(*pip, "wheel", "--no-deps", f"--wheel-dir={wheels}", COURSE)
    run(*pip, "download", "--no-deps", *pure, f"--dest={wheels}", *TAKEN_ALONG)
    for folder in NOTEBOOKS:
        shutil.copytree(into / "source" / folder, lite / "content" / folder)
    packages = FROM_PYODIDE + [f"{WHEELS}/{wheel.name}" for wheel in sorted(wheels.glob("*.whl"))]
    kernel = {"@jupyterlite/pyodide-kernel-extension:kernel": {"loadPyodideOptions": {"packages": packages}}}
    told = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": kernel}}
    (lite / "jupyter-lite.json").write_text(json.dumps(told), encoding="utf-8")
    output = into / "html" / "lite"
    run("jupyter", "lite", "build", "--contents=content", "--no-sourcemaps", f"--output-dir={output}", folder=lite)
    shutil.copytree(wheels, output / "wheels")


if __name__ == "__main__":
    site = COURSE / "build" / "site"
    shutil.rmtree(site, ignore_errors=True)
    make_pages(site)
    make_lite(site)

"""Makes the place where the course runs in a browser: JupyterLite, the notebooks, and the packages that they need.

Packages that Pyodide has itself come from where JupyterLite's release takes Pyodide from; those that it has not, and
the course, are taken along as wheels and loaded when a kernel starts.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

# By the names that Pyodide knows, and by those of the Python Package Index.
FROM_PYODIDE = ["matplotlib", "scikit-learn", "scipy", "typing-extensions"]
TAKEN_ALONG = ["anywidget", "ipywidgets", "jupyterlab-widgets", "lazy-loader", "psygnal"]
# Where a kernel looks from: its own script is four folders down.
WHEELS = "../../../../wheels"


def main(course: Path, pages: Path, lite: Path) -> None:
    """Build it for the course in the folder `course` and the notebooks in `pages`."""
    wheels = pages / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    anywhere = ["--only-binary=:all:", "--platform=any", f"--constraint={course}/requirements/site.txt"]
    subprocess.run([*pip, "wheel", "--no-deps", f"--wheel-dir={wheels}", course], check=True)
    subprocess.run([*pip, "download", "--no-deps", *anywhere, f"--dest={wheels}", *TAKEN_ALONG], check=True)
    packages = FROM_PYODIDE + [f"{WHEELS}/{wheel.name}" for wheel in sorted(wheels.glob("*.whl"))]
    kernel = {"loadPyodideOptions": {"packages": packages}}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}
    told = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": plugins}}
    (pages / "jupyter-lite.json").write_text(json.dumps(told), encoding="utf-8")
    build = [sys.executable, "-m", "jupyter", "lite", "build", "--contents=content", "--no-sourcemaps"]
    with (pages / "lite.log").open("wb") as log:
        subprocess.run([*build, f"--output-dir={lite.resolve()}"], cwd=pages, stdout=log, check=True)
    shutil.copytree(wheels, lite / "wheels")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

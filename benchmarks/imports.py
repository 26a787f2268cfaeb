"""What a lesson's first cell costs before anything is shown, beside an earlier commit, in one run.

python benchmarks/imports.py e031f3e
"""

import json
import statistics
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 9
MEASURE = """
import time
start = time.perf_counter()
{}
took = time.perf_counter() - start
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(took, int(peak) / 1024)
"""


def imports(lesson: str) -> str:
    """Give the lines of a lesson's import cells."""
    notebook = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return "\n".join(cell for cell in cells if "from infotheory_helpers import" in cell)


def cost(code: str, folder: Path) -> tuple[float, float]:
    """Run code in a Python of its own; give seconds and megabytes at the peak."""
    command = [sys.executable, "-c", MEASURE.format(code)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def main(earlier: str) -> None:
    whats = {
        "NumPy alone": "import numpy",
        "entropy, kl_divergence": "from infotheory_helpers import entropy, kl_divergence",
        "lesson 1": imports("01_information_content"),
        "lab 10": imports("10_kl_in_deep_learning"),
    }
    with tempfile.TemporaryDirectory() as temporary:
        packed = subprocess.run(["git", "archive", earlier], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as tree:
            tree.extractall(temporary, filter="data")
        print(f"| import | now, s | {earlier}, s | ratio | now, MB | {earlier}, MB | ratio |")
        print("|---|---|---|---|---|---|---|")
        for what, code in whats.items():
            pairs = [(cost(code, ROOT), cost(code, Path(temporary))) for _ in range(ROUNDS)]
            now, then = ([statistics.median(x) for x in zip(*side, strict=True)] for side in zip(*pairs, strict=True))
            seconds, megabytes = (f"{a:.3g} | {b:.3g} | {a / b:.2f}" for a, b in zip(now, then, strict=True))
            print(f"| {what} | {seconds} | {megabytes} |")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["HEAD"])

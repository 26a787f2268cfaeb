"""Asks the real libraries what they return, each in an environment of its own, and writes the table of lab 11.

Beside this file every library has one of its own: the pinned packages, what to import, and for each row the call, its
inputs, the steps that explain the result, and where the behaviour is described. Needs uv. With names, such as `keras`,
asks those alone and keeps the other rows.
"""

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "infotheory_helpers" / "labs" / "libraries" / "libraries.json"
LANGUAGE = "3.11"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}

Entry = dict[str, Any]


def main(names: list[str]) -> None:
    """Measure, say what has changed, and write the table."""
    if shutil.which("uv") is None:
        sys.exit("`make libraries` makes an environment for each library with uv, which is not here: pip install uv.")
    files = sorted(HERE.glob("*.toml"))
    unknown = set(names) - {file.stem for file in files}
    if unknown:
        sys.exit(f"No file {', '.join(f'{name}.toml' for name in sorted(unknown))} in {HERE.name}/.")
    before = {key(row): row for row in (json.loads(TABLE.read_text()) if TABLE.exists() else [])}
    rows: list[Entry] = []
    failed = []
    for file in files:
        library = tomllib.loads(file.read_text())
        kept = [row for row in before.values() if row["library"] == library["library"]]
        if names and file.stem not in names:
            rows += kept
            continue
        start = time.monotonic()
        try:
            measured = [dated(row, before.get(key(row))) for row in rows_of(library)]
        except RuntimeError as error:
            print(f"FAILED {library['library']}, its rows stay as they are: {error}", flush=True)
            failed.append(library["library"])
            rows += kept
            continue
        print(f"{library['library']}: {len(measured)} rows, {time.monotonic() - start:.0f} s", flush=True)
        rows += measured
    for row in rows:
        tell_changes(before.pop(key(row), None), row)
    for gone in before.values():
        print("GONE", *key(gone))
    TABLE.write_text("[\n" + ",\n".join(written(row) for row in rows) + "\n]\n")
    if failed:
        sys.exit(f"Not measured: {', '.join(failed)}.")


def rows_of(library: Entry) -> list[Entry]:
    """Run a library's calls in its environment, and join what they return to what its file says."""
    package, version = library["packages"][0].split("==")
    asked = [{"call": row["call"], "inputs": row["inputs"]} for row in library["rows"]]
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder, "env", "bin", "python")
        run(["uv", "venv", "--quiet", "--python", LANGUAGE, str(python.parents[1])])
        run(["uv", "pip", "install", "--quiet", "--python", str(python), *library["packages"]])
        answers = run([str(python), str(HERE / "asked.py")], json.dumps({"setup": library["setup"], "rows": asked}))
    return [
        {
            "library": library["library"],
            "package": package,
            "version": version,
            "date": str(datetime.now(UTC).date()),
            "quantity": row["quantity"],
            "input": row["input"],
            "call": row["call"],
            "inputs": {name: in_words(value) for name, value in row["inputs"].items()},
            "steps": row.get("steps", []),
            "unit": row.get("unit", ""),
            "result": answer["result"],
            "says": answer["says"],
            "trap": row.get("trap", ""),
            "source": row.get("source", library["source"]),
        }
        for row, answer in zip(library["rows"], json.loads(answers.splitlines()[-1]), strict=True)
    ]


def in_words(value: Any) -> Any:
    """Write what is infinite as a word, for JSON has none."""
    if isinstance(value, list):
        return [in_words(one) for one in value]
    return str(value) if isinstance(value, float) and math.isinf(value) else value


def run(command: list[str], given: str = "") -> str:
    """Run a command, and raise what it says if it fails."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def dated(row: Entry, before: Entry | None) -> Entry:
    """Keep the date of a row that returns what it returned, so that two runs write the same file."""
    same = before is not None and all(
        row[name] == before[name] for name in ("version", "call", "inputs", "result", "says")
    )
    return {**row, "date": before["date"]} if before is not None and same else row


def tell_changes(before: Entry | None, row: Entry) -> None:
    """Print what is new or has changed."""
    if before is None:
        print("NEW", *key(row), "→", row["result"], row["says"])
    elif (before["result"], before["says"]) != (row["result"], row["says"]):
        print("CHANGED", *key(row), ":", before["result"], before["says"], "→", row["result"], row["says"])


def key(row: Entry) -> tuple[str, ...]:
    """By which a row is found."""
    return row["library"], row["quantity"], row["input"]


def written(row: Entry) -> str:
    """Write a row with one field a line, so that a difference can be read."""
    fields = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in row.items())
    return " {\n" + ",\n".join(fields) + "\n }"


if __name__ == "__main__":
    main(sys.argv[1:])

"""The table of what libraries return: every number is explained, every row says where it is from, and some run here."""

import json
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from infotheory_helpers.labs.libraries import table as module
from infotheory_helpers.labs.libraries.steps import STEPS, Stand
from infotheory_helpers.labs.libraries.table import FILE, MEASURES, table

ROOT = Path(__file__).parents[3]
ASKED = ROOT / "benchmarks" / "libraries"
FILES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(ASKED.glob("*.toml"))}
INSTALLED = ("numpy", "scipy", "sklearn")  # what the course installs anyway


def off(given: Any, right: Any) -> bool:
    given, right = np.squeeze(np.asarray(given, float)), np.squeeze(np.asarray(right, float))
    return given.shape != right.shape or not np.allclose(given, right, rtol=1e-6, atol=1e-7, equal_nan=True)


def test_every_number_is_explained_by_its_steps() -> None:
    measured = [row for row in table() if row.result is not None]
    assert [(row.key, row.explained, row.result) for row in measured if off(row.explained, row.result)] == []


def test_every_silent_step_is_needed() -> None:
    # Of 0 and of ∞ every step makes the same.
    rows = [row for row in table() if row.result is not None and np.isfinite(row.result).all() and row.result.any()]
    needless = [(row.key, step) for row in rows for step in row.silent if not off(row.without(step), row.result)]
    assert needless == []


def test_every_step_is_taken_by_some_row() -> None:
    assert set(STEPS) - {step.name for row in table() for step in row.steps} == set()


def test_no_row_goes_on_in_the_next() -> None:
    assert [row.key for row in table() if row.trap.startswith("…") or row.trap.endswith("…")] == []


def test_the_course_starts_from_its_own_measures() -> None:
    compared = 0
    for row in table():
        if isinstance(row.course, str):
            continue
        at = Stand(row.inputs)
        for step in row.steps:
            if step.asked:
                before, at = at, step(at)
                if step.name in MEASURES:
                    compared += 1
                    assert not off(np.mean(at.result), np.mean(np.asarray(MEASURES[step.name](before)))), row.key
    assert compared > 100


def test_at_least_thirty_libraries_and_eight_quantities() -> None:
    assert len({row.library for row in table()}) >= 30
    assert len({row.quantity for row in table()}) >= 8
    assert len({row.key for row in table()}) == len(table())


@pytest.mark.parametrize("field", ["version", "date", "source", "steps"])
def test_a_row_without_its_origin_does_not_pass(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    entry = {**json.loads(FILE.read_text(encoding="utf-8"))[0], field: ""}
    (tmp_path / "libraries.json").write_text(json.dumps([entry]))
    monkeypatch.setattr(module, "FILE", tmp_path / "libraries.json")
    request.addfinalizer(table.cache_clear)
    table.cache_clear()
    with pytest.raises(ValueError, match=f"has no {field}: run `make libraries`"):
        table()


@pytest.mark.parametrize("name", FILES)
def test_what_is_stored_is_what_was_asked(name: str) -> None:
    library = FILES[name]
    package, version = library["packages"][0].split("==")
    in_words = runpy.run_path(str(ASKED / "measure.py"))["in_words"]
    asked = [
        {
            "package": package,
            "version": version,
            "source": row.get("source", library["source"]),
            "inputs": {key: in_words(value) for key, value in row["inputs"].items()},
            **{field: row[field] for field in ("quantity", "input", "call", "steps", "unit", "trap")},
        }
        for row in library["rows"]
    ]
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    stored = [
        {field: entry[field] for field in asked[0]} for entry in entries if entry["library"] == library["library"]
    ]
    assert stored == asked, "the questions have changed: run `make libraries`"


@pytest.mark.parametrize("name", INSTALLED)
def test_what_is_installed_returns_what_is_stored(name: str) -> None:
    library = FILES[name]
    calls = [{"call": row["call"], "inputs": row["inputs"]} for row in library["rows"]]
    given = json.dumps({"setup": library["setup"], "rows": calls})
    done = subprocess.run([sys.executable, ASKED / "asked.py"], input=given, capture_output=True, text=True, check=True)
    answers = json.loads(done.stdout.splitlines()[-1])
    rows = [row for row in table() if row.library == library["library"]]
    assert len(answers) == len(rows) > 0
    for row, answer in zip(rows, answers, strict=True):
        assert row.result is not None
        assert not off(answer["result"], row.result), f"{row.key} is {answer['result']} now"


def test_the_pages_are_those_of_the_table() -> None:
    for name, text in runpy.run_path(str(ASKED / "page.py"))["pages"]().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, f"docs/{name}: run `make libraries`"

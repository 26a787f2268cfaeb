"""What holds the project together: pinned versions, style, types, and nothing that belongs to one machine."""

import inspect
import itertools
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import infotheory_helpers
from clones import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED = {
    "course": PROJECT["dependencies"],
    "test": PROJECT["dependencies"] + EXTRAS["site"] + [line for line in EXTRAS["test"] if "[site]" not in line],
    "site": PROJECT["dependencies"] + EXTRAS["site"],
    "teach": PROJECT["dependencies"] + EXTRAS["teach"],
    "cluster": PROJECT["dependencies"] + EXTRAS["cluster"],
    "bench": PROJECT["dependencies"] + EXTRAS["bench"],
}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def lines(lock: str) -> list[Requirement]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return [Requirement(line) for line in text.splitlines() if line and not line.startswith("#")]


def pins(lock: str, python: str) -> dict[str, Version]:
    """The version of each package that a lock file gives to this Python on Linux."""
    machine = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    chosen = [r for r in lines(lock) if r.marker is None or r.marker.evaluate(machine)]
    return {r.name: Version(next(iter(r.specifier)).version) for r in chosen}


@pytest.mark.parametrize("lock", WANTED)
@pytest.mark.parametrize("python", PYTHONS)
def test_pinned_versions_are_what_the_project_asks_for(lock: str, python: str) -> None:
    assert python in [p for p in PYTHONS if Requirement(f"x{PROJECT['requires-python']}").specifier.contains(p)]
    pinned = pins(lock, python)
    for line in WANTED[lock]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(pinned[wanted.name]), f"{lock}.txt pins {wanted.name} {pinned[wanted.name]}"


@pytest.mark.parametrize("lock", WANTED)
def test_every_version_is_pinned_exactly_and_from_no_particular_place(lock: str) -> None:
    for requirement in lines(lock):
        assert [s.operator for s in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
    assert "--" not in (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["test", "site", "teach", "cluster", "bench"])
@pytest.mark.parametrize("python", PYTHONS)
def test_tests_run_on_the_very_versions_that_learners_get(lock: str, python: str) -> None:
    course, other = pins("course", python), pins(lock, python)
    assert course.items() <= other.items()


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(WANTED, 2)))
@pytest.mark.parametrize("python", PYTHONS)
def test_what_anybody_adds_can_live_in_one_environment(one: str, other: str, python: str) -> None:
    first, second = pins(one, python), pins(other, python)
    shared = first.keys() & second.keys()
    assert {name: first[name] for name in shared} == {name: second[name] for name in shared}


def test_learners_do_not_install_what_only_tests_need() -> None:
    only_tests = {Requirement(line).name for line in EXTRAS["test"]}
    # packaging comes with JupyterLab.
    assert not (only_tests - {"packaging"}) & set(pins("course", "3.11"))


def test_conda_environment_asks_for_what_the_project_asks_for() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"][0] == "conda-forge"
    *packages, pip = environment["dependencies"]
    assert pip == {"pip": ["-e ."]}
    assert sorted(packages) == sorted([*PROJECT["dependencies"], f"python{PROJECT['requires-python']}", "pip"])


HEAVY = {"matplotlib", "IPython", "traitlets", "anywidget", "scipy", "sklearn", "nbformat", "nbgrader"}


@pytest.mark.parametrize(
    ("lines", "needed"),
    [
        ("from infotheory_helpers import entropy, kl_divergence; entropy([0.5, 0.5])", set()),
        ("from infotheory_helpers import *", set()),
        ("from infotheory_helpers import check; check(1.0, 'entropy', p=[0.5, 0.5])", set()),
        ("from infotheory_helpers import plot_kl_sweep; plot_kl_sweep()", {"matplotlib"}),
        ("from infotheory_helpers import explore_kl; explore_kl()", {"matplotlib", "traitlets", "IPython"}),
    ],
)
def test_a_name_loads_what_it_needs_and_nothing_heavy_besides(lines: str, needed: set[str]) -> None:
    code = f"{lines}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == needed


@pytest.mark.parametrize("name", infotheory_helpers.__all__)
def test_public_names_say_what_they_are_in_which_unit_with_an_example_and_a_source(name: str) -> None:
    public = getattr(infotheory_helpers, name)
    text = inspect.getdoc(public) or ""
    first, *_ = text.splitlines()
    assert first.endswith(".")
    assert ("Parameters\n---" in text) == bool(inspect.signature(public).parameters)
    assert ("Returns\n---" in text) != inspect.isclass(public)
    assert "Examples\n---" in text
    assert "References\n---" in text
    assert "\n>>> " in text
    assert re.search(r"\b(19|20)\d\d\b", text.split("References\n")[1])
    assert re.search(r"`unit`|nats|bits|[Pp]robabilit|[Dd]istribution", text)
    if not name.startswith(("plot_", "explore_")):
        assert "Raises\n---" in text


@pytest.mark.parametrize(
    "tool",
    [["ruff", "format", "--check"], ["ruff", "check"], pytest.param(["mypy"], marks=pytest.mark.slow)],
    ids=["format", "lint", "types"],
)
def test_code_passes(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_run_down_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pre_commit_runs_what_ci_would_refuse() -> None:
    (repo,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    entries = {hook["id"]: hook["entry"].removeprefix(".venv/bin/") for hook in repo["hooks"]}
    assert entries["format"] == "python -m ruff format --check"
    assert entries["lint"] == "python -m ruff check"
    assert entries["rooms"] == "lint-imports"
    for entry in (entries["outputs"], entries["sheets"]):
        *_, words, path = shlex.split(entry)
        promises = re.findall(r"def (test_\w+)", (ROOT / path).read_text(encoding="utf-8"))
        assert all(any(word in promise for promise in promises) for word in words.split(" or "))


def test_workflow_calls_ci_on_the_pythons_that_the_course_names() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == PYTHONS
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]


def test_the_pages_are_published_as_they_are_made_and_tested() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == ["make site"]
    assert "docs/make_site.py" in (ROOT / "Makefile").read_text(encoding="utf-8")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).exists()]


def test_nothing_tracked_is_large() -> None:
    assert [path for path in tracked() if path.stat().st_size > 1 << 20] == []


def test_nothing_tracked_names_this_machine() -> None:
    mine = re.compile("|".join(re.escape(str(path)) for path in (ROOT, Path.home()) if len(path.parts) > 2) or "$^")
    for path in tracked():
        assert not mine.search(path.read_bytes().decode("utf-8", errors="ignore")), path


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert "\nmake test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

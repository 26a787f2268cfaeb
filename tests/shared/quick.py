"""Runs what the uncommitted change can break, in less than a minute, and says by name what that is.

python tests/shared/quick.py
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import grimp

from clones import ROOT

PACKAGE = "infotheory_helpers"
SECONDS = 20  # for the tests; to start and to find them takes longer than that again


def changed_files() -> list[str]:
    """Name the files that differ from the last commit, new ones too."""
    command = ["git", "status", "--porcelain", "--untracked-files=all", "--no-renames", "-z"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [entry[3:] for entry in said.split("\0") if entry]


def public_names() -> dict[str, str]:
    """Give the module of each public name."""
    stub = ast.parse((ROOT / PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: f"{PACKAGE}.{node.module}" for node in imports for alias in node.names}


def modules_of(path: str, graph: grimp.ImportGraph) -> set[str]:
    """Give the modules that a changed file is or belongs to; a script belongs to those beside it."""
    name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    if name in graph.modules:
        return {name}
    room = str(Path(path).parent).replace("/", ".")
    return {module for module in graph.modules if f"{module}.".startswith(f"{room}.")}


def used_by(source: str, names: dict[str, str], helpers: dict[str, set[str]]) -> set[str]:
    """Give the modules of the package that a test speaks of, itself or through what tests share."""
    words = re.findall(r"\bit\.(\w+)", source)
    for listed in re.findall(rf"from {PACKAGE} import (\([^)]*\)|.*)", source):
        words += re.findall(r"\w+", listed)
    used = {names[word] for word in words if word in names}
    used |= set(re.findall(rf"{PACKAGE}(?:\.\w+)+", source))
    used |= {f"{room}.{module}" for room, module in re.findall(rf"from ({PACKAGE}[\w.]*) import (\w+)", source)}
    imported = re.findall(r"^from (\w+) import", source, re.MULTILINE)
    return used.union(*(helpers[name] for name in imported if name in helpers))


def tests_of_modules(modules: set[str], graph: grimp.ImportGraph) -> list[str]:
    """Give the tests that speak of these modules, then the examples in all that need them, then those tests."""
    names = public_names()
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")}
    helpers = {
        path.stem: used_by(source, names, {}) for path, source in sources.items() if path.parent.name == "shared"
    }
    speaks = {path: used_by(sources[path], names, helpers) for path in sources if path.stem.startswith("test_")}
    near = modules.union(*(graph.find_downstream_modules(module) for module in modules))
    examples = [f"{module.replace('.', '/')}.py" for module in sorted(near)]
    first, later = ([str(path.relative_to(ROOT)) for path in speaks if speaks[path] & kind] for kind in (modules, near))
    return [*first, *(path for path in examples if (ROOT / path).exists()), *later]


def tests_of_file(path: str) -> list[str]:
    """Give what runs, or looks at, a file outside of the package."""
    folder, stem = path.split("/")[0], Path(path).stem
    if folder == "notebooks":
        return [path, "tests/notebooks/test_notebooks.py", "tests/notebooks/test_claims.py"]
    if folder in ("solutions", "exercises"):
        return ["tests/classroom/test_sheets.py", "tests/checks/test_listed_mistakes.py"]
    if stem.startswith("test_"):
        return [path]
    if folder == "tests":
        users = ["git", "grep", "-l", f"from {stem} import", "tests/**/test_*.py"]
        return subprocess.run(users, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    return ["tests/project/test_project.py"]


def affected(changed: list[str]) -> list[str]:
    """Give what to run, the nearest first."""
    graph = grimp.build_graph(PACKAGE)
    modules = set().union(*(modules_of(path, graph) for path in changed if path.startswith(f"{PACKAGE}/")))
    others = [test for path in changed if not path.startswith(f"{PACKAGE}/") for test in tests_of_file(path)]
    found = [*others, *(tests_of_modules(modules, graph) if modules else [])]
    return [path for path in dict.fromkeys(found) if (ROOT / path).exists()]


def main() -> int:
    """Run it; give pytest's own exit code, or that of the first of the quick tools that refuses."""
    changed = changed_files()
    print("Changed:", *changed or ["nothing"], sep="\n  ")
    for tool in (["ruff", "format", "--check", "."], ["ruff", "check", "."]):
        if code := subprocess.run([sys.executable, "-m", *tool, "--quiet"], cwd=ROOT, check=False).returncode:
            return code
    run = affected(changed)
    if not run:
        print("Nothing speaks of it.")
        return 0
    print("It can break:", *run, sep="\n  ", flush=True)
    command = ["-m", "pytest", "-q", "-p", "no:sugar", "-m", "not slow", f"--session-timeout={SECONDS}", *run]
    code = subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode
    if code == 2:
        print(f"Stopped after {SECONDS} seconds: the last of the list were not reached. `make test` runs them.")
    return 0 if code == 5 else code  # 5: all of it is slow


if __name__ == "__main__":
    sys.exit(main())

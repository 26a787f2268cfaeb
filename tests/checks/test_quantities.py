"""Quantities are found by name: each is loaded from the room, or the package, that hands it over."""

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from clones import ROOT
from infotheory_helpers.checks import quantities
from infotheory_helpers.checks.quantities import OF_QUANTITIES, quantity_named, quantity_names

ANNOUNCED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]


def said_by(code: str, *folders: Path) -> list[str]:
    """Run a program with some folders to import from; give the lines that it prints."""
    paths = os.pathsep.join(str(folder) for folder in (*folders, ROOT))
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_what_is_announced_is_what_can_be_asked_for() -> None:
    assert quantity_names() == sorted(ANNOUNCED[OF_QUANTITIES])


def test_a_check_loads_the_room_that_owns_its_quantity_and_no_other() -> None:
    ask = "import sys; from infotheory_helpers import check; print(check(1.0, 'kraft_sum', lengths=[1, 1]))"
    verdict, loaded = said_by(f"{ask}; print(*sys.modules)")
    assert verdict == "Right."
    rooms = {name for name in loaded.split() if name.startswith("infotheory_helpers.labs.")}
    assert rooms == {f"infotheory_helpers.labs.compression{part}" for part in ("", ".codes", ".mistakes")}
    assert not {"matplotlib", "IPython", "ipywidgets", "scipy", "sklearn"} & set(loaded.split())


def test_a_package_of_twenty_lines_adds_a_quantity_and_a_mistake(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    (project,), (module,) = (re.findall(f"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("toml", "python"))
    assert sum(line != "" for line in (project + module).splitlines()) <= 20
    package, site = tmp_path / "our-quantities", tmp_path / "site"
    package.mkdir()
    (package / "pyproject.toml").write_text(project, encoding="utf-8")
    (package / "our_quantities.py").write_text(module, encoding="utf-8")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(package)]
    subprocess.run(install, check=True, capture_output=True)
    said = said_by(
        "from infotheory_helpers import check\n"
        "print(check(1.3959, 'collision_entropy', p=[0.5, 0.3, 0.2]))\n"
        "print(check(1.0, 'collision_entropy', p=[0.5, 0.3, 0.2]))\n"
        "print(check(0.9676, 'collision_entropy', p=[0.5, 0.3, 0.2]))\n"
        "print(check(0.4992, 'entropy', p=[0.5, 0.3, 0.2]))",
        site,
    )
    assert said == [
        "Right.",
        "A mistake we know. This is the surprise of the likeliest outcome alone.",
        "A mistake we know. This is in nats; bits are asked for. Which logarithm counts bits?",
        "A mistake we know. Each p stands twice in front of its logarithm.",
    ]


def test_two_packages_that_give_one_name_are_told_apart_by_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [importlib.metadata.EntryPoint("mine", place, OF_QUANTITIES) for place in ("theirs:MINE", "ours:MINE")]
    monkeypatch.setattr(quantities, "_announced", lambda _: importlib.metadata.EntryPoints(points))
    with pytest.raises(ValueError, match="`quantity` 'mine' is given by ours:MINE and theirs:MINE; rename one of them"):
        quantity_named("mine")

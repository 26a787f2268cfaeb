"""`make quick` runs what a change can break, and leaves out what it cannot."""

import pytest

from quick import affected


@pytest.mark.parametrize(
    ("changed", "runs", "spares"),
    [
        (
            "infotheory_helpers/labs/trees/trees.py",
            ["tests/labs/trees/test_trees.py", "infotheory_helpers/labs/trees/views.py"],
            ["tests/measures/test_losses.py", "tests/labs/language/test_ngrams.py", "infotheory_helpers/labs/trees/x"],
        ),
        (
            "infotheory_helpers/explorer/player/controls.js",
            ["tests/explorer/test_explorer.py", "infotheory_helpers/explorer/page.py"],
            ["tests/measures/test_information.py", "infotheory_helpers/measures/losses.py"],
        ),
        ("notebooks/02_entropy.ipynb", ["notebooks/02_entropy.ipynb"], ["notebooks/03_cross_entropy.ipynb"]),
        (
            "solutions/02_entropy/sheet_02_entropy.ipynb",
            ["tests/classroom/test_sheets.py"],
            ["tests/explorer/test_explorer.py"],
        ),
        ("tests/shared/player.py", ["tests/explorer/test_explorer.py"], ["tests/measures/test_losses.py"]),
        ("tests/measures/test_losses.py", ["tests/measures/test_losses.py"], ["tests/checks/test_checks.py"]),
        ("README.md", ["tests/project/test_project.py"], ["tests/checks/test_checks.py"]),
    ],
)
def test_a_change_runs_what_it_can_break_and_spares_the_rest(changed: str, runs: list[str], spares: list[str]) -> None:
    found = affected([changed])
    assert set(runs) <= set(found)
    assert not set(spares) & set(found)


def test_what_speaks_of_the_changed_file_itself_comes_first() -> None:
    found = affected(["infotheory_helpers/measures/gaussians.py"])
    assert found.index("tests/measures/test_gaussians.py") < found.index("infotheory_helpers/measures/gaussians.py")


def test_no_change_runs_nothing() -> None:
    assert affected([]) == []

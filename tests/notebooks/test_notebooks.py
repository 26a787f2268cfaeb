"""What nbval does not see: missing outputs, cells out of order, hidden errors, links, rhythm, readability."""

import html
import itertools
import json
import re
import statistics
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from lessons import LABS, LESSONS, NOTEBOOKS, cells, load, run
from pictures import assert_shows_the_same

PICTURE = re.compile(r'<img [^>]*alt="([^"]*)"')
LINK = re.compile(r"\]\(([^)#\s]+)\)")
RHYTHM = ["Predict", "Move", "See", "Check", "Carry away"]
# Things that differ from machine to machine or from run to run.
NOT_REPRODUCIBLE = {
    "a memory address": r"\b0x[0-9a-f]{6,}",
    "a path": r"(?<![\w.])/(?:home|root|Users|tmp|work|usr|var|opt)/|[A-Z]:\\\\",
    "a time of day": r"\b\d\d:\d\d:\d\d\b",
    "a date": r"\b20\d\d-\d\d-\d\d\b",
    "a warning": r"\w*Warning\b",
    "a traceback": r"Traceback",
}

each_lesson = pytest.mark.parametrize("lesson", LESSONS)


def outputs(lesson: str) -> Iterator[Any]:
    for cell in cells(lesson, "code"):
        yield from cell.outputs


def prose(lesson: str) -> str:
    return "\n\n".join(cell.source for cell in cells(lesson, "markdown"))


def without_pictures(value: Any) -> str:
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", json.dumps(value, ensure_ascii=False))


def test_all_eight_lessons_and_five_labs_are_here_and_in_the_order_of_the_readme() -> None:
    assert LESSONS == [
        "00_start_here",
        "01_information_content",
        "02_entropy",
        "03_cross_entropy",
        "04_cross_entropy_loss",
        "05_kl_divergence",
        "06_putting_it_together",
        "12_mutual_information",
        "07_decision_trees",
        "08_compression",
        "09_language_models",
        "10_kl_in_deep_learning",
        "11_in_your_library",
    ]
    assert sorted(LESSONS) == sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


@each_lesson
def test_stored_outputs_are_those_of_one_run_from_top_to_bottom(lesson: str) -> None:
    counts = [cell.execution_count for cell in cells(lesson, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each_lesson
def test_every_cell_that_shows_something_has_it_stored(lesson: str) -> None:
    ran, _ = run(lesson)
    for result in ran:
        stored = result.cell.outputs
        text = "".join(output.text for output in stored if output.output_type == "stream")
        shown = [output for output in stored if output.output_type == "execute_result"]
        if "nbval-ignore-output" in result.cell.metadata.get("tags", []):
            assert stored, result.cell.source
            continue
        cards = [o.data["text/plain"] for o in stored if o.output_type == "display_data" and "vnd" not in str(o.data)]
        if cards:  # outside a notebook a card is not shown, and only what it says is printed
            assert result.printed.strip(), result.cell.source
            assert cards[0].endswith(result.printed.strip()), result.cell.source
            continue
        assert text == result.printed, result.cell.source
        assert len(shown) == (result.value is not None), result.cell.source
        if shown:
            assert shown[0].data["text/plain"] == repr(result.value), result.cell.source


@each_lesson
def test_every_page_that_is_stored_is_what_its_cell_shows(lesson: str) -> None:
    ran, _ = run(lesson)
    for result in ran:
        if result.value is None or "nbval-ignore-output" in result.cell.metadata.get("tags", []):
            continue
        (stored,) = [output.data for output in result.cell.outputs if output.output_type == "execute_result"]
        assert result.shown.keys() == stored.keys()
        for kind, page in result.shown.items():
            assert_shows_the_same(str(page), str(stored[kind]), result.cell.source)


@each_lesson
def test_nothing_went_wrong_behind_the_page(lesson: str) -> None:
    assert all(output.output_type != "error" for output in outputs(lesson))
    assert all(output.get("name") != "stderr" for output in outputs(lesson))
    # An output widget keeps its own list of outputs, in the notebook's metadata.
    assert '"output_type": "error"' not in json.dumps(load(lesson))


@each_lesson
@pytest.mark.parametrize("what", NOT_REPRODUCIBLE)
def test_stored_outputs_are_the_same_on_every_machine(lesson: str, what: str) -> None:
    stored = without_pictures([*list(outputs(lesson)), load(lesson).metadata])
    assert not re.findall(NOT_REPRODUCIBLE[what], stored)


@each_lesson
def test_metadata_names_no_version_and_no_time(lesson: str) -> None:
    notebook = load(lesson)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
        assert set(cell.metadata.get("tags", [])) <= {"nbval-ignore-output"}


@each_lesson
def test_every_picture_is_described_and_then_read_aloud(lesson: str) -> None:
    all_cells = load(lesson).cells
    for here, below in itertools.pairwise(all_cells):
        shown = [o.data.get("text/html", "") for o in here.get("outputs", []) if "data" in o]
        for picture in (text for text in shown if "<img" in text):
            (alt,) = PICTURE.findall(picture)
            assert len(html.unescape(alt).split()) >= 8
            drawn_again = "<img" in "".join(o.get("data", {}).get("text/html", "") for o in below.get("outputs", []))
            assert below.cell_type == "markdown" or drawn_again or "print" in below.source, here.source


@each_lesson
def test_lesson_has_the_rhythm_of_the_course(lesson: str) -> None:
    text = prose(lesson)
    places = [text.find(f"\n## {step}") for step in RHYTHM]
    assert -1 not in places, f"{RHYTHM[places.index(-1)]} is missing"
    assert places == sorted(places)


@each_lesson
def test_lesson_says_first_what_it_gives_and_how_long_it_takes(lesson: str) -> None:
    first = load(lesson).cells[0].source
    assert re.match(rf"# {int(lesson[:2])} · .+\?", first)
    (minutes,) = re.findall(r"\*About (\d+) minutes\.\*", first)
    longest = 35 if lesson == "05_kl_divergence" else 25
    assert int(minutes) in (range(25, 36) if lesson in LABS else range(10, longest + 1))
    readme = (NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"notebooks/{lesson}\.ipynb\) \|.+\| {minutes} \|", readme), "the README says otherwise"
    assert len(re.findall(r"^- ", first, re.MULTILINE)) == 3


@each_lesson
def test_lesson_ends_with_what_to_carry_away_and_where_to_go(lesson: str) -> None:
    last = load(lesson).cells[-1].source
    assert last.startswith("## Carry away\n\n> ")
    following = LESSONS[(LESSONS.index(lesson) + 1) % len(LESSONS)]
    assert f"({following}.ipynb)" in last


@each_lesson
def test_links_lead_somewhere(lesson: str) -> None:
    for target in LINK.findall(prose(lesson)):
        assert (NOTEBOOKS / target).exists(), target


@each_lesson
def test_check_answers_every_choice(lesson: str) -> None:
    (check,) = (cell.source for cell in cells(lesson, "markdown") if cell.source.startswith("## Check"))
    answers = re.findall(r"<details><summary>(.+?)</summary>\n\n(.+?)\n\n</details>", check, re.DOTALL)
    assert len(answers) == check.count("<details>") >= 3
    assert all(len(reason.split()) >= 8 for _, reason in answers)
    assert sum(bool(re.match(r"Right\b", reason)) for _, reason in answers) == 1


def test_cells_are_short() -> None:
    # A lab has real data to handle: its typical cell may be a line longer.
    for lessons, typical in [(set(LESSONS) - set(LABS), 3), (LABS, 4)]:
        lines = [cell.source.count("\n") + 1 for lesson in lessons for cell in cells(lesson, "code")]
        assert statistics.median(lines) <= typical
        assert statistics.quantiles(lines, n=10)[-1] <= 10
        assert max(lines) <= 25


@each_lesson
def test_prose_comes_in_small_pieces(lesson: str) -> None:
    words = [len(cell.source.split()) for cell in cells(lesson, "markdown")]
    assert 20 <= statistics.median(words) <= 70


@each_lesson
def test_one_import_cell_at_the_top(lesson: str) -> None:
    importing = [i for i, cell in enumerate(cells(lesson, "code")) if re.search(r"^(from|import) ", cell.source, re.M)]
    # Lesson 0 looks whether all is there to import, after the game that it opens with; the second half of lab 10
    # can be begun on its own.
    if lesson == "10_kl_in_deep_learning":
        assert importing.pop() > 1
    assert importing == ([0, 3] if lesson == "00_start_here" else [0])


def test_lesson_0_names_what_is_missing_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    check = cells("00_start_here", "code")[3].source
    found = {"numpy": None, "ipywidgets": None}
    with patch("importlib.util.find_spec", lambda name: found.get(name, "here")):
        exec(check, {})
    said = capsys.readouterr().out
    assert "Missing: numpy, ipywidgets\n" in said
    assert "make lab" in said
    assert "pip install" in said


@each_lesson
def test_code_fits_on_the_page(lesson: str) -> None:
    # JupyterLab shows about 95 characters on a laptop before it makes the reader scroll sideways.
    for cell in cells(lesson, "code"):
        assert max(map(len, cell.source.splitlines())) <= 95, cell.source

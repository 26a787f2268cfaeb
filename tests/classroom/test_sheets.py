"""The exercise sheets: made from the solutions and giving nothing away, with checks that tell answers apart."""

import json
import re
from typing import Any

import numpy as np
import pytest

from clones import ROOT
from infotheory_helpers.checks.of_sheets import TASKS
from lessons import LABS, cells
from sheets import SHEETS, Call, by_id, checks_of, load
from signatures import collisions, invisible

BLOCKS = json.loads((ROOT / "tests" / "documented_outputs.json").read_text(encoding="utf-8"))["blocks"]
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION", re.DOTALL)
HINT = re.compile(r"<details><summary>A hint</summary>\n\n(.+?)\n\n</details>", re.DOTALL)
HINT_LINK = re.compile(r"\[(?:lesson|lab) \d+, \*([^\]]+)\*\]\(\.\./\.\./notebooks/(\w+)\.ipynb#cell-id=([\w-]+)\)")
UNIT = re.compile(r"\b(bits|nats|choices|unit|sums? to 1)\b")

each_sheet = pytest.mark.parametrize("sheet", SHEETS)


def tasks(sheet: str) -> list[str]:
    return [cell.source for cell in load("solutions", sheet).cells if re.match(r"## \d+\.\d · ", cell.source)]


def tasks_of(sheet: str) -> list[str]:
    """The tasks that a sheet's check cells name."""
    sources = [cell.source for name, cell in by_id(load("solutions", sheet)).items() if name.startswith("check")]
    return [re.findall(r'check_task\("([^"]+)"', source)[0] for source in sources]


def solution(cell: Any) -> list[str]:
    lines = [line.strip() for line in cell.source.splitlines()]
    found = REGION.search("\n".join(lines))
    return [line for line in found[1].splitlines() if line] if found else []


def test_there_is_one_sheet_for_each_lesson() -> None:
    assert sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))[1:] == SHEETS
    assert sorted(path.name for path in (ROOT / "exercises").iterdir()) == SHEETS


@each_sheet
def test_released_sheet_holds_no_solution_and_no_hidden_test(sheet: str) -> None:
    released = by_id(load("exercises", sheet))
    text = json.dumps([cell.source for cell in released.values()], ensure_ascii=False)
    for word in ["SOLUTION", "HIDDEN", ".points(", "seed=", "Rubric"]:
        assert word not in text
    for name, cell in by_id(load("solutions", sheet)).items():
        if name.startswith("check"):
            assert "### BEGIN HIDDEN TESTS" in cell.source
            continue
        assert solution(cell)
        for line in solution(cell):
            assert line not in released[name].source, f"{name} gives away: {line}"
    assert all(not cell.get("outputs") for cell in load("exercises", sheet).cells)


@each_sheet
def test_every_task_says_its_unit_and_has_a_hint_that_leads_to_its_place_in_a_lesson(sheet: str) -> None:
    for task in tasks(sheet):
        assert UNIT.search(HINT.sub("", task)), task
        (hint,) = HINT.findall(task)
        (heading, lesson, cell_id), *_ = HINT_LINK.findall(hint)
        # JupyterLab also goes to a heading, `#Compute`, but not before the lesson has been open once.
        (there,) = [cell.source for cell in cells(lesson, "markdown") if cell.id == cell_id]
        assert f"## {heading}" in there.splitlines(), f"{task}: no {heading} in {lesson}"
        assert int(lesson[:2]) <= int(sheet[:2]), "a sheet needs no later lesson than its own"


@each_sheet
def test_sheet_has_the_six_kinds_of_task_and_little_to_write(sheet: str) -> None:
    titles = [re.findall(r"## \d+\.\d · (.+)", task)[0] for task in tasks(sheet)]
    assert len(titles) >= (4 if sheet in LABS else 5)
    source = load("solutions", sheet)
    text = "\n".join(cell.source for cell in source.cells)
    assert any(TASKS[task].at for task in tasks_of(sheet)) or sheet in LABS
    assert "def " in text
    assert any(title.startswith("Spot the bug") for title in titles)
    assert any(title.startswith("Further: ") for title in titles) or sheet in LABS
    reasons = [cell for name, cell in by_id(source).items() if name.startswith("reason")]
    assert reasons
    assert all(re.search(rf"\*\*Rubric, {cell.metadata.nbgrader.points} points", cell.source) for cell in reasons)
    for name, cell in by_id(source).items():
        if name.startswith("answer"):
            assert len(solution(cell)) <= 6, name


@each_sheet
def test_code_fits_on_the_page(sheet: str) -> None:
    for cell in load("exercises", sheet).cells:
        if cell.cell_type == "code":
            assert max(map(len, cell.source.splitlines())) <= 95, cell.source


@pytest.mark.parametrize("block", [b for b in BLOCKS if b["lesson"] == "exercises"], ids=lambda block: block["id"])
def test_solution_prints_its_documented_lines(block: dict[str, Any]) -> None:
    sheet = {"exercise-1": "02_entropy", "exercise-2": "04_cross_entropy_loss", "exercise-3": "05_kl_divergence"}
    _, printed = checks_of(sheet[block["id"]])
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert [line for line in block["lines"] if line not in lines] == []


@each_sheet
def test_no_mistake_looks_right_on_a_task_and_few_look_alike(sheet: str) -> None:
    calls, _ = checks_of(sheet)
    assert len({call.task for call in calls}) >= (3 if sheet in LABS else 5)
    for call in calls:
        alike = collisions(call.asked, call.trials)
        assert not any(() in pair for pair in alike), call.task
        # Mistakes by themselves; the message says both.
        alone = {frozenset(one + other) for one, other in alike if len(one) == len(other) == 1}
        assert len(alone) <= 3, (call.task, alone)
        assert invisible(call.asked, call.trials) == [], call.task


def numbers(sheet: str) -> list[Call]:
    return [call for call in checks_of(sheet)[0] if call.inputs]


@each_sheet
def test_every_mistake_that_a_number_can_show_is_named_and_the_answer_is_not(sheet: str) -> None:
    named = 0
    for call in numbers(sheet):
        right = call.asked.right(call.inputs)
        with np.errstate(all="ignore"):
            wrong = list(call.asked.wrong([call.inputs]))
        for names, _, (value,) in wrong:
            verdict = call.about.verdict(value)
            told = set(verdict.mistakes)
            assert set(names) <= told or len(told) < len(names), (call.task, names, value, verdict)
            assert all(f"{answer:.4f}" not in verdict.text for answer in np.ravel(right))
            named += 1
    assert named > (5 if sheet in LABS else 20)


@each_sheet
def test_points_are_worth_what_the_cell_says(sheet: str) -> None:
    for name, cell in by_id(load("solutions", sheet)).items():
        if name.startswith("check"):
            (points,) = re.findall(r"\.points\((\d+)", cell.source)
            assert int(points) == cell.metadata.nbgrader.points, name


@each_sheet
def test_a_check_cell_names_its_task_and_its_answer_and_sets_nothing_up(sheet: str) -> None:
    for name, cell in by_id(load("exercises", sheet)).items():
        if name.startswith("check"):
            start, _, line = cell.source.partition("\n\n")
            assert (
                start == "from infotheory_helpers import check_task"
            )  # it also works in a kernel that has run nothing
            (task, answer), *more = re.findall(r'^check_task\("([^"]+)", "(\w+)"\)\.show\(\)$', line)
            assert not more
            assert name == f"check-{task.replace('.', '-')}"
            above = by_id(load("exercises", sheet))[re.sub(r"^check-(\d+-\d+).*", r"answer-\1", name)].source
            assert re.search(rf"\b{answer}\b", above), f"{answer} is not set above {name}"


def test_every_task_of_the_package_is_one_of_a_sheet() -> None:
    assert sorted(TASKS) == sorted(task for sheet in SHEETS for task in tasks_of(sheet))


@each_sheet
def test_a_right_answer_is_told_why_and_asked_one_question_further(sheet: str) -> None:
    for task, call in zip(tasks_of(sheet), checks_of(sheet)[0][::2], strict=True):
        verdict = TASKS[task].verdict(call.made)
        assert (verdict.kind, verdict.text) == ("right", TASKS[task].why), task
        assert re.fullmatch(r"[^?]+\.\)? [^?]+\?|[^?]+: [^?]+\? [^?]+\?", verdict.text), task
        numbers = re.findall(r"\d+(?:\.\d+)?", verdict.text)
        for right in np.ravel(call.asked.right(call.inputs)) if call.inputs else []:
            assert any(abs(float(number) - right) < 6e-5 for number in numbers), f"{task} does not say {right:.4f}"
            assert call.asked.unit in verdict.text or not call.asked.quantity.has_unit, task


@each_sheet
def test_a_wrong_answer_never_hears_why(sheet: str) -> None:
    for task, call in zip(tasks_of(sheet), checks_of(sheet)[0][::2], strict=True):
        wrong = call.asked.right(call.inputs) * 1.7 + 0.3 if call.inputs else lambda *_: -17.0
        for made in (wrong, ..., None, "words"):
            verdict = TASKS[task].verdict(made)
            assert verdict.kind != "right"
            assert TASKS[task].why not in repr(verdict)

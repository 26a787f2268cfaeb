"""The evidence card: complete or not saved, never over another one, and gathered for a class."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clones import recipe
from infotheory_helpers import EvidenceCard
from infotheory_helpers.classroom import evidence
from infotheory_helpers.classroom.cards import gather
from infotheory_helpers.classroom.evidence import FIELDS, OPTIONAL
from lessons import LESSONS, run

NEEDED = [name for name in FIELDS if name != OPTIONAL]
GOOD: dict[str, Any] = {
    "lesson": "02_entropy",
    "process": "a coin with heads 0.9",
    "method": "entropy, −Σ p log2 p",
    "output": "0.4690 bits",
    "failure_check": "P sums to 1; I looked at the base of the logarithm",
    "meaning": "half of a yes/no question per flip",
}


def test_complete_card_is_saved_as_markdown_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    EvidenceCard(**GOOD).save(tmp_path / "cards")
    assert "02_entropy-1.json and 02_entropy-1.md" in capsys.readouterr().out
    assert json.loads((tmp_path / "cards/02_entropy-1.json").read_text(encoding="utf-8")) == GOOD
    text = (tmp_path / "cards/02_entropy-1.md").read_text(encoding="utf-8")
    for value in list(GOOD.values())[1:]:
        assert value in text


def test_a_card_never_goes_over_an_earlier_one(tmp_path: Path) -> None:
    EvidenceCard(**GOOD).save(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    EvidenceCard(**{**GOOD, "meaning": "something quite different now"}).save(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["02_entropy-1.json", "02_entropy-2.json"]
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        *[
            (field, empty, "it is empty")
            for field in FIELDS
            if field != OPTIONAL
            for empty in (..., "", "  ", "…", "...")
        ],
        ("output", "about half", "it has no number"),
        ("output", "0.4690", "it has no unit"),
        ("output", "0.4690 rabbits", "it has no unit"),
        ("output", 0.469, "it is 0.469; put it into words"),
        ("failure_check", "looked", "too short"),
        ("meaning", "very little", "too short"),
    ],
)
def test_incomplete_card_is_not_saved_and_says_which_field_and_why(
    field: str, value: Any, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    EvidenceCard(**{**GOOD, field: value}).save(tmp_path / "cards")
    said = capsys.readouterr().out
    assert said.startswith("Not saved yet.\n")
    assert said.count("\n- ") == 1
    assert f"(`{field}`)" in said
    assert says in said
    assert not (tmp_path / "cards").exists()


def test_a_card_shows_itself_as_text_and_as_a_panel_with_what_is_still_missing() -> None:
    card = EvidenceCard(**{**GOOD, "meaning": ..., "process": "x" * 300})
    shown = card._repr_mimebundle_()
    assert shown["text/plain"].startswith(f"Evidence card · 02_entropy\nRandom process: {'x' * 300}\n")
    assert "Meaning in plain language: …" in shown["text/plain"]
    panel = shown["text/html"]
    assert panel.count("✎") == 2  # one word is too few for a process, and no word for a meaning
    assert "still to be filled in" in panel
    assert "it is empty" in panel
    for style in ("color: var(--highlight, #111111); background: var(--paper, #ffffff)", "overflow-wrap: anywhere"):
        assert style in panel, "it is to be readable in both themes, however long a word is"
    done = EvidenceCard(**GOOD)._repr_mimebundle_()["text/html"]
    assert "✎" not in done
    assert "Not saved yet" not in done


def test_no_markup_of_a_learner_gets_into_the_panel() -> None:
    panel = EvidenceCard(**{**GOOD, "meaning": "<b>x</b> is what I mean"})._repr_mimebundle_()["text/html"]
    assert "&lt;b&gt;x&lt;/b&gt;" in panel


class _Prediction:
    outcome = "I said 25 bits; it was 6 bits"


@pytest.mark.parametrize(
    ("prediction", "says"),
    [(_Prediction(), "I said 25 bits; it was 6 bits"), ("about 2 bits: it was less", "about 2 bits"), (25, "25")],
)
def test_a_prediction_is_on_the_card_and_comes_back_from_its_file(
    prediction: Any, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = EvidenceCard(**GOOD, prediction=prediction)
    assert f"Prediction, and what became of it: {says}" in repr(card)
    card.save(tmp_path / "ada" / "my_cards")
    assert "Saved as" in capsys.readouterr().out
    assert says in json.loads((tmp_path / "ada/my_cards/02_entropy-1.json").read_text(encoding="utf-8"))["prediction"]
    assert gather(tmp_path, tmp_path / "page.html") == []
    assert says in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_without_a_prediction_no_line_asks_for_one_and_dots_do() -> None:
    assert "Prediction" not in repr(EvidenceCard(**GOOD))
    (missing,) = EvidenceCard(**GOOD, prediction=...).missing()
    assert missing == "Prediction, and what became of it (`prediction`): it is empty."


def test_a_folder_that_cannot_be_written_gets_a_sentence_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").write_text("no folder", encoding="utf-8")
    EvidenceCard(**GOOD).save(tmp_path / "a file")
    said = capsys.readouterr().out
    assert said.startswith("Not saved: nothing can be written in ")
    assert 'Name a folder where you may write, such as card.save("../my_cards").' in said


def test_in_a_notebook_saving_shows_the_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(evidence, "running_shell", object)
    monkeypatch.setattr("IPython.display.display", lambda data, raw: seen.append(data) if raw else None)
    EvidenceCard(**GOOD).save(tmp_path)
    EvidenceCard(**{**GOOD, "meaning": ...}).save(tmp_path)
    saved, unsaved = (shown["text/html"] for shown in seen)
    assert "half of a yes/no question per flip" in saved
    assert "Saved as" in saved
    assert "Not saved yet." in unsaved
    assert "it is empty" in unsaved


@pytest.mark.parametrize("output", ["∞ bits", "2.3026 nats", "between 3.13 choices", "1 bit"])
def test_every_unit_of_the_course_is_known(output: str) -> None:
    assert EvidenceCard(**{**GOOD, "output": output}).missing() == []


@pytest.mark.parametrize("name", ["../../etc", "", "a b"])
def test_lesson_names_a_file_and_nothing_else(name: str) -> None:
    with pytest.raises(ValueError, match="`lesson` is"):
        EvidenceCard(**{**GOOD, "lesson": name})


@pytest.mark.parametrize("lesson", LESSONS[1:])
def test_lesson_fills_in_what_it_computed_and_leaves_two_fields_to_its_reader(lesson: str) -> None:
    _, names = run(lesson)
    card = names["card"]
    assert card.lesson == lesson
    missing = [re.findall(r"`(\w+)`", line)[0] for line in card.missing()]
    if lesson == "06_putting_it_together":  # the last one is the reader's own from its first field on
        assert missing == ["process", "method", "output", "prediction", "failure_check", "meaning"]
        return
    assert missing == ["failure_check", "meaning"]
    assert re.search(r"\d\.\d{3,4}", card.output)


def submit(folder: Path, student: str, **changes: Any) -> None:
    EvidenceCard(**{**GOOD, **changes}).save(folder / student / "my_cards")


@pytest.mark.parametrize(("before", "left_out"), [("ipykernel", False), ("json", True)])
def test_a_kernel_of_a_learner_keeps_all_its_packages_and_the_grader_begins_without_a_slow_one(
    before: str, left_out: bool
) -> None:
    code = f"import sys, {before}, infotheory_helpers.classroom.evidence; print(sys.modules.get('rfc3987_syntax', 0))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert (said == "None") == left_out


def test_make_cards_gathers_the_class_on_one_page(clone: Path) -> None:
    submit(clone / "submitted", "ada")
    submit(clone / "submitted", "ada", lesson="01_information_content")
    submit(clone / "submitted", "ben", meaning="<b>not markup</b>, four words")
    (clone / "submitted/ben/my_cards/broken.json").write_text("{", encoding="utf-8")
    lines = recipe("cards", ".venv/bin/python -m infotheory_helpers.classroom.cards", clone)
    done = subprocess.run(["bash", "-ec", lines], cwd=clone, capture_output=True, text=True, check=True)
    assert "ben: broken.json is no evidence card" in done.stdout
    page = (clone / "grades/cards.html").read_text(encoding="utf-8")
    assert "3 cards of 2 students" in page
    assert page.index("<h2>01_information_content</h2>") < page.index("<h2>02_entropy</h2>")
    assert page.count("<h3>ada</h3>") == 2
    assert "<b>not markup" not in page


def test_a_card_that_somebody_emptied_by_hand_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "ada" / "02_entropy" / "my_cards"
    folder.mkdir(parents=True)
    (folder / "x.json").write_text(json.dumps({**GOOD, "meaning": ""}), encoding="utf-8")
    (problem,) = gather(tmp_path, tmp_path / "page.html")
    assert problem.startswith("ada: x.json: Meaning in plain language (`meaning`): it is empty")

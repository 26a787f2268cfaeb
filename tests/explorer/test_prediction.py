"""Predictions and riddles without a page: what they know, keep and refuse; and what an explorer does with them."""

import json
from pathlib import Path

import numpy as np
import pytest
from ipywidgets import FloatSlider
from matplotlib.figure import Figure

from infotheory_helpers import Explorer, predict, riddle
from infotheory_helpers.explorer import keeping, riddles
from infotheory_helpers.explorer import prediction as kept
from infotheory_helpers.explorer.drawing import room_for_said
from player import spec


@pytest.fixture
def asked() -> tuple[Explorer, Figure]:
    figure = Figure(label="a test figure", layout="constrained")
    ax = figure.subplots()
    said = room_for_said(ax)
    ax.set(xlim=(0, 1), ylim=(0, 10))
    explorer = Explorer(figure, p=FloatSlider(0.5, min=0, max=1, step=0.25))
    at = {"2": 2.0, "6": 6.0, "25": 25.0, "50": 50.0}
    explorer.expect("one in fifty", said, at, ax, earned=lambda p: p == 1)
    return explorer, figure


def test_the_choice_is_written_into_the_figure_and_a_line_goes_to_it(asked: tuple[Explorer, Figure]) -> None:
    explorer, _ = asked
    words, line = explorer.parts
    before = line.row_now()
    explorer.values = {"said": "6"}
    assert words.said() == "- - you said 6 bits"  # type: ignore[attr-defined]
    _, height, _, same = line.row_now()
    assert height == same
    assert height != before[1]
    at_six = explorer.figure.axes[0].transData.transform((0, 6))[1] * 72 / explorer.figure.dpi
    assert height / 10 == pytest.approx(explorer.figure.get_figheight() * 72 - at_six, abs=0.06)


def test_the_page_is_told_the_answers_in_order_and_where_they_are_earned(asked: tuple[Explorer, Figure]) -> None:
    told = spec(asked[0])["prediction"]
    assert [choice for choice, _ in told["answers"]] == ["2", "6", "25", "50"]
    assert told["answers"][2][1].startswith("You said 25 bits. Half of 50 was tempting")
    assert told["earned"]["table"].ravel().tolist() == [0, 0, 0, 0, 1]
    assert told["slider"] == 1


def test_what_cannot_be_asked_is_refused_by_name(asked: tuple[Explorer, Figure]) -> None:
    with pytest.raises(ValueError, match="`name` is 'one in five'; the predictions are: questions for eight, one in f"):
        predict("one in five")
    explorer, figure = asked
    with pytest.raises(ValueError, match="`at` has the choices 2, 6; those of 'one in fifty'"):
        explorer.expect("one in fifty", room_for_said(figure.axes[0]), {"2": 2, "6": 6}, figure.axes[0])


def test_a_choice_is_a_record_that_the_checks_leave_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MADE", {})
    coin = predict("bent coin")
    assert coin.record() == {"kind": "prediction", "text": "", "mistakes": [], "prediction": "bent coin", "right": None}
    assert coin.outcome == "none made"
    kept.MADE["bent coin"] = "exactly 1 bit"
    assert coin.record()["right"] is False
    assert predict("bent coin").outcome == "I said exactly 1 bit; it was half a bit"
    kept.MADE["bent coin"] = "half a bit"
    assert coin.record()["right"] is True
    assert coin.outcome == "I said half a bit, and so it was"


def test_every_prediction_has_one_right_choice_and_an_answer_of_its_own_to_each() -> None:
    for name, told in kept.all_predictions().items():
        answers = told["answers"]
        assert told["right"] in answers, name
        assert len(set(answers.values())) == len(answers) >= 2, name
        assert all(len(answer.split()) >= 8 for answer in answers.values()), name


def test_words_about_a_riddle_are_kept_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    riddles.keep_words("two towns", "the second")
    riddles.keep_words("stuck loss", "nothing is “broken”")
    riddles.keep_words("two towns", "the second, by far")
    assert json.loads(riddles.FILE.read_text(encoding="utf-8")) == {
        "two towns": "the second, by far",
        "stuck loss": "nothing is “broken”",
    }
    assert repr(riddle("two towns")) == "Riddle of the two towns: you wrote “the second, by far”."
    assert "nothing is “broken”" in riddle("stuck loss")._repr_html_()
    riddles.FILE.write_text("[not what it was", encoding="utf-8")
    assert repr(riddle("two towns")) == "Riddle of the two towns: nothing written yet."
    riddles.keep_words("two towns", "once more")
    assert repr(riddle("two towns")) == "Riddle of the two towns: you wrote “once more”."
    assert (tmp_path / "my_words.unreadable.json").read_text(encoding="utf-8") == "[not what it was"


def test_a_label_goes_where_it_should_and_is_seen_only_when_it_should() -> None:
    figure = Figure(label="a test figure")
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 10))
    name = ax.text(0, 0, "here")
    explorer = Explorer(figure, p=FloatSlider(0, min=0, max=1, step=0.5))
    explorer.follow(name, lambda p: (p, 10 * p, p > 0))
    (part,) = spec(explorer)["parts"]
    assert part["kind"] == "label"
    assert part["table"][:, 2].tolist() == [0, 1, 1]
    x = [ax.transData.transform((p, 0))[0] * 720 / figure.dpi for p in (0, 0.5, 1)]
    np.testing.assert_allclose(part["table"][:, 0], x, atol=0.6)


def test_words_that_cannot_be_saved_are_told_so_and_no_error_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(keeping, "keep_words", refused)
    keeper = keeping.WordsKeeper("two towns")
    keeper.words = "the second"
    assert keeper.trouble == "They could not be saved beside the lesson (Permission denied); this browser keeps them."

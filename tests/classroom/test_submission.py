"""One submission, graded with the verdict outside: nothing but an answer earns a point, and no accident loses one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from classroom import solved, write
from clones import ROOT
from infotheory_helpers.classroom.release import notebook_of
from infotheory_helpers.classroom.report import WAITS
from infotheory_helpers.classroom.sealed.sandbox import Limits, Sandbox
from infotheory_helpers.classroom.submission import Result, Sheet, grade_submission
from infotheory_helpers.explorer.notebook import RECORD
from sealing import needs_bwrap
from sheets import SHEETS, by_id, grade_id, load

pytestmark = [needs_bwrap, pytest.mark.timeout(240)]

SHEET, FULL = "02_entropy", 16
LIMITS = Limits(cell=3, check=3, notebook=60)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(limits=LIMITS) as running:
        yield running


def sheet_of(name: str) -> Sheet:
    source, released = (ROOT / kind / name / notebook_of(name) for kind in ("solutions", "exercises"))
    return Sheet.of(source, released)


Grade = Callable[..., Result]


@pytest.fixture
def grade(sandbox: Sandbox, tmp_path: Path) -> Grade:
    def graded(notebook: Any, sheet: str = SHEET) -> Result:
        path = tmp_path / sheet / notebook_of(sheet)
        write(notebook, path)
        result = grade_submission(path, sheet_of(sheet), sandbox)
        if result.tasks:
            is_sound(result)
        return result

    return graded


def is_sound(result: Result) -> None:
    """What holds of every result, whatever was handed in."""
    nbformat.validate(result.notebook)
    for task in result.tasks:
        assert isinstance(task.points, float)
        assert 0 <= task.points <= task.out_of
        assert task.points == 0 or task.kind in ("right", "mistake")
    for cell in result.notebook.cells:
        for output in cell.get("outputs", []):
            if not grade_id(cell).startswith("check"):
                assert set(output.get("data", {})) <= {"text/plain", "image/png", "image/jpeg"}
    text = json.dumps(result.notebook)
    for secret in ("HIDDEN", ".points(", "seed=", "SOLUTION"):
        assert secret not in "".join(cell.source for cell in result.notebook.cells if cell.get("id", "")[:3] != "own")
    assert len(text) < 3_000_000


def with_cells(notebook: Any, **written: str) -> Any:
    for name, source in written.items():
        by_id(notebook)[name.replace("_", "-")].source = source
    return notebook


def place(notebook: Any, name: str) -> int:
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def worth(sheet: str, kind: str) -> float:
    found = by_id(load("solutions", sheet)).items()
    return float(sum(cell.metadata.nbgrader.points for name, cell in found if name.startswith(kind)))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_solved_sheet_earns_everything_and_an_empty_one_nothing(sheet: str, grade: Grade) -> None:
    for notebook, points, kind, reason in (
        (solved(sheet), worth(sheet, "check"), "right", WAITS),
        (load("exercises", sheet), 0, "not done", "graded by hand"),
    ):
        result = grade(notebook, sheet)
        assert result.problems == []
        assert result.points == points
        assert {task.kind for task in result.tasks if not task.by_hand} == {kind}
        assert {task.kind for task in result.tasks if task.by_hand} == {reason}
        assert sum(task.out_of for task in result.tasks) == worth(sheet, "check") + worth(sheet, "reason")
        for name, cell in by_id(result.notebook).items():
            if name.startswith("check"):
                shown, number = cell.outputs
                assert shown.data[RECORD]["kind"] == kind
                assert float(number.data["text/plain"]) == (cell.metadata.nbgrader.points if points else 0)


@pytest.mark.parametrize(
    ("written", "lost", "kind", "says"),
    [
        ({"answer_2_3": "failure_bits = 1.1421"}, 1, "mistake", "This is in nats"),
        ({"answer_2_3": "failure_bits = 9"}, 2, "not yet", "is not it"),
        ({"answer_2_3": "failure_bits = 'about 1.6'"}, 2, "not yet", "of type str"),
        ({"answer_2_3": "failure_bits = {1.6477}"}, 2, "not yet", "of type set"),
        ({"answer_2_3": "failure_bits = lambda p: 1.6477"}, 2, "not yet", "this is a function"),
        ({"answer_2_3": "del failure_bits"}, 2, "not yet", "because `failure_bits` is not there yet"),
        ({"answer_2_3": "other_bits = 1.6477"}, 2, "not done", "`failure_bits` is not there yet"),
        ({"answer_2_4": "def my_entropy(p):\n    return None"}, 3, "not done", "gives nothing back"),
        ({"answer_2_4": "def my_entropy(p):\n    return q"}, 3, "not yet", "stops with NameError"),
        ({"answer_2_4": "def my_entropy(p:\n    return"}, 3, "not yet", "stopped with an error"),
        ({"answer_2_4": "my_entropy = lambda p: -np.mean(p[p > 0] * np.log2(p[p > 0]))"}, 3, "mistake", "mean"),
        ({"answer_2_5": "figure, ax = plt.subplots()"}, 3, "not done", "no curve yet"),
        ({"answer_2_5": "ax = plt.plot([0, 1])"}, 3, "not done", "`ax` holds lines now"),
        ({"answer_2_5": "import math\nax = math.pi"}, 3, "not done", "no axes yet"),
    ],
)
def test_a_wrong_answer_hears_what_it_hears_in_a_notebook(
    written: dict[str, str], lost: float, kind: str, says: str, grade: Grade
) -> None:
    result = grade(with_cells(solved(SHEET), **written))
    assert result.points == FULL - lost
    (name,) = written
    check = name.replace("_", "-").replace("answer", "check")
    assert next(task.kind for task in result.tasks if task.name == check) == kind
    assert says in by_id(result.notebook)[check].outputs[0].data["text/plain"]


def test_what_is_right_for_the_visible_inputs_alone_is_not_right(grade: Grade) -> None:
    seen = "seen = []\n\ndef my_entropy(p):\n    seen.append(1)\n    p = p[p > 0]\n    right = -np.sum(p * np.log2(p))"
    calls = "\n    return right if len(seen) < 17 else right + 1"
    result = grade(with_cells(solved(SHEET), answer_2_4=seen + calls))
    assert result.points == FULL - 3
    task = next(task for task in result.tasks if task.name == "check-2-4")
    assert task.kind != "right"
    assert "not for everything that it was graded on" in by_id(result.notebook)["check-2-4"].outputs[-2].text


# ---- Nothing but an answer earns a point: each kind of trespass, with a harmless stand-in, on an otherwise empty sheet

EVERYTHING = "class Everything(float):\n    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda *_: True\n"
NAMES = ("entropies", "failure_bits", "my_entropy", "ax", "entropy_in_bits", "gain_bits")
TRESPASSES = {
    "the names of the check": "import infotheory_helpers\n\n"
    "class Right:\n    show = lambda self: None\n    points = lambda self, *_, **__: 3.0\n"
    "check_task = infotheory_helpers.check_task = lambda *_, **__: Right()",
    "the methods of a verdict": "from infotheory_helpers import Verdict\nVerdict.points = lambda *_, **__: 3.0\n"
    "Verdict.kind = 'right'",
    "the modules of the check": "import sys\nfor name in list(sys.modules):\n    if 'infotheory' in name:\n"
    "        sys.modules[name] = None",
    "NumPy": "import numpy as np\nnp.isclose = np.allclose = np.array_equal = lambda *_, **__: True\n"
    "np.abs = np.asarray = lambda *_, **__: 0.0",
    "builtins": "import builtins\nbuiltins.all = builtins.any = builtins.isinstance = lambda *_: True",
    "the display": "ip = get_ipython()\nip.display_pub.publish = lambda *_, **__: None\n"
    "ip.displayhook.__class__.__call__ = lambda *_: None",
    "the last expression": "get_ipython().ast_node_interactivity = 'all'\n3.0\n3.0",
    "a verdict that is shown": "from IPython.display import display\n"
    f"display({{{RECORD!r}: {{'kind': 'right', 'text': '', 'mistakes': []}}}}, raw=True)\n3.0",
    "a verdict without its parts": f"from IPython.display import display\ndisplay({{{RECORD!r}: 3}}, raw=True)",
    "what is equal to everything": EVERYTHING + "\n".join(f"{name} = Everything(1)" for name in NAMES),
    "a function of everything": EVERYTHING + "\n".join(f"{name} = lambda *_: Everything(1)" for name in NAMES),
    "what raises when it is looked at": "class Away:\n    def __getattribute__(self, name):\n        raise SystemExit\n"
    + "\n".join(f"{name} = Away()" for name in NAMES),
    "what is very large": "import numpy as np\n" + "\n".join(f"{name} = np.zeros(10**7)" for name in NAMES),
    "nan and infinity": "\n".join(f"{name} = float('nan')" for name in NAMES),
    "itself": "\n".join(f"{name} = []\n{name}.append({name})" for name in NAMES),
    "who calls": "import sys\n\ndef right(p):\n    frame = sys._getframe()\n    while frame:\n"
    "        for value in list(frame.f_locals.values()):\n            if hasattr(value, 'right'):\n"
    "                return value.right({'p': p})\n        frame = frame.f_back\n"
    "my_entropy = entropy_in_bits = right",
    "what the tasks ask for": "from infotheory_helpers.checks.of_sheets import TASKS\n"
    "failure_bits = float(TASKS['2.3'].asked.right(TASKS['2.3'].inputs))",
    "the process": "import os\nos._exit(0)",
    "what is written on the wire": "import os\nfor n in range(3, 12):\n    try:\n"
    "        os.write(n, b'\\0\\0\\0\\x12{\"values\": {\"x\":1}}')\n    except OSError:\n        pass",
    "numbers on every stream": "import sys, os\nprint('3.0')\nsys.__stdout__.write('3.0')\nos.write(1, b'3.0')",
}  # fmt: skip


@pytest.mark.parametrize("where", ["first", "answer", "check"])
@pytest.mark.parametrize("kind", TRESPASSES)
def test_nothing_but_an_answer_earns_a_point(kind: str, where: str, grade: Grade) -> None:
    notebook = load("exercises", SHEET)
    if where == "first":
        notebook.cells.insert(0, v4.new_code_cell(TRESPASSES[kind]))  # type: ignore[no-untyped-call]
    else:
        by_id(notebook)[f"{where}-2-1"].source = TRESPASSES[kind]
    result = grade(notebook)
    assert result.points == 0
    assert len(result.tasks) == 7


@pytest.mark.parametrize("kind", TRESPASSES)
def test_who_is_right_otherwise_gets_no_more_than_that(kind: str, grade: Grade) -> None:
    notebook = solved(SHEET)
    notebook.cells.append(v4.new_code_cell(TRESPASSES[kind]))  # type: ignore[no-untyped-call]
    assert grade(notebook).points == FULL


@pytest.mark.parametrize(
    "about",
    [
        {"points": 100},
        {"grade": False},
        {"solution": True},
        {"locked": False, "checksum": "0"},
        {"cell_type": "markdown"},
        {"schema_version": 99},
    ],
)
def test_marks_that_were_changed_change_nothing(about: dict[str, Any], grade: Grade) -> None:
    for notebook, points in ((load("exercises", SHEET), 0), (solved(SHEET), FULL)):
        for cell in by_id(notebook).values():
            cell.metadata.nbgrader.update(about)
            cell.metadata.tags = ["raises-exception", "skip-execution"]
        notebook.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]
            {"kernelspec": {"name": "other", "display_name": "other"}, "nbgrader": {"score": 16}}
        )
        result = grade(notebook)
        assert result.points == points
        assert sum(task.out_of for task in result.tasks) == FULL + 2


def test_outputs_that_came_with_the_file_are_gone(grade: Grade) -> None:
    notebook = load("exercises", SHEET)
    record = {RECORD: {"kind": "right", "text": "", "mistakes": []}, "text/plain": "3.0"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [v4.new_output("execute_result", record, execution_count=1)]  # type: ignore[no-untyped-call]
    result = grade(notebook)
    assert result.points == 0
    assert "3.0" not in json.dumps([cell.get("outputs") for cell in result.notebook.cells])


# ---- Accidents of honest students keep their points

LOGS = "import sys, warnings, logging\n\ndef my_entropy(p):\n    print('called', file=sys.stderr)\n"
ACCIDENTS = {
    "a line on stderr": {
        "answer_2_4": f"{LOGS}    logging.warning('!')\n    warnings.warn('?')\n    p = p[p > 0]\n"
        "    return -np.sum(p * np.log2(p))"
    },
    "a variable named check": {"answer_2_1+": "\ncheck = check_task = display = sum = list = float = 3"},
    "reset": {"answer_2_3": "%reset -f\nfailure_bits = 1.6477"},
    "reset, asked": {"answer_2_3": "%reset\nfailure_bits = 1.6477"},
    "exit in the last cell": {"answer_2_7+": "\nexit()"},
    "exit in the middle": {"answer_2_3+": "\nquit()"},
    "25 figures": {"answer_2_1+": "\nfor _ in range(25):\n    plt.figure()"},
    "settings of the shell": {
        "answer_2_1+": "\nget_ipython().ast_node_interactivity = 'all'\n%precision 2\nnp.seterr(all='raise')\n"
        "warnings = __import__('warnings')\nwarnings.simplefilter('always')"
    },
    "pip": {"answer_2_1+": "\n!pip install colorama\n%pip install colorama"},
    "Colab": {"answer_2_1+": "\n%tensorflow_version 2.x\n%matplotlib inline"},
    "much output": {"answer_2_1+": "\nfor i in range(200_000):\n    print('line', i)\nprint('x' * 10**6)"},
    "input": {"answer_2_1+": "\ntry:\n    input('Go on?')\nexcept Exception:\n    pass"},
    "a thread": {"answer_2_1+": "\nimport threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()"},
    "memory": {"answer_2_1+": "\ntry:\n    bytearray(3 * 10**9)\nexcept MemoryError:\n    pass"},
    "slow": {
        "answer_2_4": "import time\n\ndef my_entropy(p):\n    time.sleep(0.04)\n    p = p[p > 0]\n"
        "    return -np.sum(p * np.log2(p))"
    },
}


@pytest.mark.parametrize("kind", ACCIDENTS)
def test_an_accident_costs_nothing(kind: str, grade: Grade) -> None:
    notebook = solved(SHEET)
    for name, source in ACCIDENTS[kind].items():
        cell = by_id(notebook)[name.rstrip("+").replace("_", "-")]
        cell.source = cell.source + source if name.endswith("+") else source
    result = grade(notebook)
    assert result.points == FULL, result.problems


SWALLOWS = "import time\nwhile True:\n    try:\n        time.sleep(0.1)\n    except:\n        pass"


@pytest.mark.parametrize(
    ("written", "lost", "problem"),
    [
        ({"answer_2_3": SWALLOWS}, 2, "answer-2-3 stops: it ran too long"),
        ({"answer_2_3": "while True:\n    pass"}, 2, "answer-2-3 stops: it ran too long"),
        ({"answer_2_3": "import os\nos._exit(1)"}, 2, "answer-2-3 stops: it ended the process"),
        ({"answer_2_3": "import os\nos.kill(os.getpid(), 11)"}, 2, "answer-2-3 stops: it ended the process"),
        ({"answer_2_4": f"def my_entropy(p):\n    {SWALLOWS.replace(chr(10), chr(10) + '    ')}"}, 3, ""),
        ({"answer_2_4": "def my_entropy(p):\n    import os\n    os._exit(1)"}, 3, ""),
        ({"answer_2_4": "def my_entropy(p):\n    exit()"}, 3, ""),
        ({"answer_2_3": "failure_bits = input()"}, 2, "answer-2-3 stops: RuntimeError"),
    ],
)
def test_what_ends_or_never_ends_costs_its_own_task_alone(
    written: dict[str, str], lost: float, problem: str, grade: Grade
) -> None:
    result = grade(with_cells(solved(SHEET), **written))
    assert result.points == FULL - lost
    assert [one for one in result.problems if problem and problem in one] == [f"The cell {problem}"] * bool(problem)


def test_imports_that_were_changed_still_import(grade: Grade) -> None:
    notebook = with_cells(solved(SHEET), answer_2_3="failure_bits = math.fsum([1.6477])")
    cell = next(cell for cell in notebook.cells if cell.id == "imports")
    cell.source = "from google.colab import drive\nimport math\ndrive.mount('/content')"
    result = grade(notebook)
    assert result.points == FULL
    assert result.problems == ["A cell of their own stops: ModuleNotFoundError"]


def test_a_reason_beside_its_cell_waits_to_be_read(grade: Grade) -> None:
    notebook = load("exercises", SHEET)
    notebook.cells.insert(place(notebook, "reason-2-2") + 1, v4.new_markdown_cell("The first: it is flat."))  # type: ignore[no-untyped-call]
    result = grade(notebook)
    assert [task.kind for task in result.tasks if task.by_hand] == [WAITS]
    assert "something is written beside it: read it" in result.problems[0]


def test_an_empty_notebook_beside_another_is_named(grade: Grade, tmp_path: Path) -> None:
    write(solved(SHEET), tmp_path / SHEET / "sheet_02_entropy-Copy1.ipynb")
    assert grade(load("exercises", SHEET)).problems == [
        "There is another notebook beside it: sheet_02_entropy-Copy1.ipynb; which one was meant?"
    ]
    assert grade(solved(SHEET)).problems == []


def test_what_was_tried_is_named_once(grade: Grade) -> None:
    notebook = with_cells(solved(SHEET), answer_2_3="!pip install x\n!pip install y\n!ls\nfailure_bits = 1.6477")
    assert grade(notebook).problems == [
        "pip was tried: nothing is installed while a notebook is graded",
        "!ls was tried; it does nothing while a notebook is graded",
    ]


def test_files_beside_a_notebook_are_there_and_links_are_not(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / SHEET
    folder.mkdir()
    (folder / "mine.py").write_text("bits = 1.6477", encoding="utf-8")
    (folder / "numpy.py").write_text("raise SystemExit", encoding="utf-8")
    (folder / "link.txt").symlink_to("/etc/hostname")
    notebook = with_cells(
        solved(SHEET), answer_2_3="import mine, os\nassert not os.path.exists('link.txt')\nfailure_bits = mine.bits"
    )
    result = grade(notebook)
    assert result.points == FULL
    assert result.problems == ["link.txt beside it is a link; links are not followed"]


@pytest.mark.parametrize("content", ["", "Dear teacher, the dog ate it.", "[]"])
def test_what_is_no_notebook_is_not_graded(content: str, sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / notebook_of(SHEET)
    path.write_text(content, encoding="utf-8")
    result = grade_submission(path, sheet_of(SHEET), sandbox)
    assert result.tasks == []
    assert result.problems == [f"Not graded: {path.name} is not a notebook that can be read"]


def test_nobody_affects_the_next(grade: Grade) -> None:
    for source in TRESPASSES.values():
        notebook = load("exercises", SHEET)
        notebook.cells.insert(0, v4.new_code_cell(source))  # type: ignore[no-untyped-call]
        grade(notebook)
        assert grade(solved(SHEET)).points == FULL

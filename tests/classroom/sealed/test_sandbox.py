"""What a student's code can do where it runs: what it needs, and nothing to anybody.

Each kind of trespass has a harmless stand-in here.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from infotheory_helpers.classroom.sealed.sandbox import PACKAGE, CannotSeal, Limits, Sandbox
from infotheory_helpers.classroom.sealed.session import DIED, LATE, NOT_RUN, Ended, Session
from sealing import needs_bwrap

pytestmark = [needs_bwrap, pytest.mark.timeout(240)]

LIMITS = Limits(cell=3, check=2, notebook=60)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(limits=LIMITS) as running:
        yield running


@pytest.fixture
def session(sandbox: Sandbox) -> Iterator[Session]:
    running = Session(sandbox)
    yield running
    running.close()


def shown(session: Session, source: str) -> str:
    """What a cell shows as its result; a test fails if it stops."""
    ran = session.run(source)
    assert not ran.failed, ran
    return str(ran.outputs[-1]["data"]["text/plain"])


def error(session: Session, source: str) -> str:
    return session.run(source).error


def test_cells_run_one_after_the_other_and_their_values_come_out(session: Session) -> None:
    session.run("import numpy as np\ndef double(x):\n    return 2 * x")
    session.run("four = double(2)")
    found = session.values(["four", "double", "absent"])
    assert found.keys() == {"four", "double"}
    assert found["four"] == 4
    assert np.array_equal(found["double"](np.array([1.0, 2.0])), [2, 4])


def test_outputs_are_those_of_a_notebook(session: Session) -> None:
    source = "import matplotlib.pyplot as plt\nprint('bits')\nplt.subplots()[1].plot([0, 1])\n1 / 4"
    kinds = [(output["output_type"], *sorted(output.get("data", {}))) for output in session.run(source).outputs]
    figure = ("display_data", "image/png", "text/plain")
    assert kinds == [("stream",), ("execute_result", "text/plain"), figure]
    (said,) = session.run("1 / 0").outputs
    assert (said["output_type"], said["ename"]) == ("error", "ZeroDivisionError")
    assert not any("classroom" in line for line in said["traceback"])


@pytest.mark.parametrize("place", ["/", "/usr", "/etc", "/dev", "/proc", str(PACKAGE)])
def test_nothing_outside_of_its_home_can_be_written(place: str, session: Session) -> None:
    assert error(session, f"open({place + '/trace'!r}, 'w')") in ("OSError", "PermissionError")


@pytest.mark.parametrize("place", ["solutions", "tests", "exercises", "submitted", ".git"])
def test_the_course_beside_the_package_is_not_there(place: str, session: Session) -> None:
    assert error(session, f"import os; os.listdir({str(PACKAGE.parent / place)!r})") == "FileNotFoundError"


def test_what_the_tasks_ask_for_is_not_there(session: Session) -> None:
    assert error(session, "from infotheory_helpers.checks.of_sheets import TASKS") == "ImportError"
    assert error(session, f"open({str(PACKAGE / 'checks/of_sheets.py')!r}).read(9) or 1 / 0") != ""
    assert shown(session, f"import os; os.listdir({str(PACKAGE / 'checks/__pycache__')!r})") == "[]"


def test_the_sheets_own_checks_do_no_harm(session: Session) -> None:
    assert not session.run('from infotheory_helpers import check_task\ncheck_task("2.3", "x").show()').failed
    assert shown(session, 'check_task("2.3", "x").points(2)') == "0.0"
    assert shown(session, 'from infotheory_helpers import check\ncheck(1, "entropy", p=[0.5, 0.5])') == "Right."


def test_there_is_no_network_and_no_environment(session: Session) -> None:
    assert error(session, "import socket; socket.create_connection(('192.0.2.1', 9), 2)") == "OSError"
    assert error(session, "socket.create_connection(('127.0.0.1', 22), 2)") in ("OSError", "ConnectionRefusedError")
    assert shown(session, "import os; sorted(set(os.environ) - {'PWD', 'COLUMNS', 'LINES', 'TERM'})") == str(
        [
            "COURSE_SECONDS", "HOME", "LANG", "MKL_NUM_THREADS", "MPLCONFIGDIR", "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONNOUSERSITE", "PYTHONPATH", "USER",
        ]
    ).replace(", ", ",\n ")  # fmt: skip


def test_it_has_nobodys_rights_and_sees_nobody(session: Session) -> None:
    assert shown(session, "import os; os.getuid(), os.getgid(), len(os.listdir('/proc'))") == "(65534, 65534, 0)"
    assert error(session, "os.setuid(0)") in ("OSError", "PermissionError")
    assert shown(session, "import ctypes; ctypes.CDLL(None).umount2(b'/proc', 2)") == "-1"
    assert shown(session, "ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, b'')") == "-1"


def test_memory_files_and_processes_are_limited(session: Session) -> None:
    assert error(session, "bytearray(3 * 10**9)") == "MemoryError"
    assert error(session, "open('/home/large', 'wb').write(bytes(40 * 10**6))") == "OSError"
    assert error(session, "kept = [open('/dev/null') for _ in range(300)]") == "OSError"
    many = "import os, time\nfor _ in range(100):\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)"
    assert error(session, many) == "BlockingIOError"


def test_memory_of_many_processes_is_limited_together(session: Session) -> None:
    session.run("early = 1")
    many = "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n        kept = bytearray(b'1' * 450_000_000)"
    ran = session.run(
        f"{many}\n        time.sleep(60)\n        os._exit(0)\ntime.sleep(15)"
    )  # a busy machine needs longer to fill it
    assert ran.error == DIED
    assert session.values(["early"]) == {"early": 1}


def test_the_disk_is_small_and_gone_with_the_notebook(sandbox: Sandbox) -> None:
    first = Session(sandbox)
    fill = "for n in range(9):\n    open(f'/home/{n}', 'wb').write(bytes(10**7))"
    assert first.run(fill).error == "OSError"
    first.run("open('/tmp/note', 'w').write('for the next one'); open('/dev/shm/note', 'w').write('here too')")
    first.close()
    second = Session(sandbox)
    assert shown(second, "import os; [os.listdir(place) for place in ('/home', '/tmp', '/dev/shm')]") == "[[], [], []]"
    second.close()


def processes_of_nobody() -> int:
    return sum(path.stat().st_uid == 65534 for path in Path("/proc").glob("[0-9]*") if path.exists())


@pytest.mark.skipif(os.getuid() != 0, reason="counts the processes of nobody, which are the sandbox's under root alone")
def test_nothing_lives_on_when_a_notebook_is_done(sandbox: Sandbox) -> None:
    before = processes_of_nobody()
    running = Session(sandbox)
    leave = "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(300)"
    assert not running.run(leave).failed
    assert processes_of_nobody() >= before + 20
    running.close()
    until = time.monotonic() + 10
    while processes_of_nobody() > before and time.monotonic() < until:
        time.sleep(0.05)
    assert processes_of_nobody() == before


@pytest.mark.parametrize(
    "ending", ["import os; os._exit(3)", "import os; os.abort()", "import os; os.kill(os.getpid(), 9)"]
)
def test_a_cell_that_ends_its_process_costs_itself_alone(ending: str, session: Session) -> None:
    session.run("early = 1")
    assert error(session, f"lost = 1\n{ending}") == DIED
    session.run("late = early + 1")
    assert session.values(["early", "lost", "late"]) == {"early": 1, "late": 2}


@pytest.mark.parametrize("ending", ["exit()", "quit()", "raise SystemExit", "import sys; sys.exit(1)"])
def test_exit_ends_a_cell_and_nothing_else(ending: str, session: Session) -> None:
    ran = session.run(f"answer = 1\n{ending}\nanswer = 2")
    assert (ran.failed, ran.notes) == (False, ["exit"])
    assert session.values(["answer"]) == {"answer": 1}


@pytest.mark.parametrize(
    "endless",
    [
        "while True:\n    pass",
        "while True:\n    try:\n        time.sleep(1)\n    except:\n        pass",
        "time.sleep(99)",
    ],
    ids=["busy", "deaf", "asleep"],
)
def test_a_cell_without_an_end_is_ended_and_costs_itself_alone(endless: str, session: Session) -> None:
    session.run("import time\nearly = 1")
    started = time.monotonic()
    assert error(session, endless) == LATE
    assert time.monotonic() - started < 30
    session.run("late = early + 1")
    assert session.values(["late"]) == {"late": 2}


def test_a_notebook_has_one_time_for_all_its_cells() -> None:
    with Sandbox(limits=Limits(cell=3, check=2, notebook=0.5)) as short:
        running = Session(short)
        running.run("import time; time.sleep(3)")
        assert running.run("1").error == NOT_RUN
        running.close()


def test_a_function_without_an_end_is_ended(session: Session) -> None:
    session.run(
        "early = 1\ndef slow(x):\n    while True:\n        try:\n            pass\n        except:\n            pass"
    )
    slow = session.values(["slow"])["slow"]
    with pytest.raises((KeyboardInterrupt, Ended, Exception)):
        slow(1.0)
    assert session.values(["early"]) == {"early": 1}


def test_a_function_of_an_ended_process_says_so(session: Session) -> None:
    session.run("import os\ndef leave(x):\n    os._exit(1)")
    leave = session.values(["leave"])["leave"]
    for _ in range(2):
        with pytest.raises(Ended):
            leave(1.0)


def test_a_functions_warnings_and_errors_come_out(session: Session) -> None:
    session.run("import numpy as np\ndef log(p):\n    return np.log2(p, where=p > 0)\ndef fail(p):\n    return q")
    found = session.values(["log", "fail"])
    if tuple(map(int, np.__version__.split(".")[:2])) >= (2, 4):
        with pytest.warns(RuntimeWarning, match="'where' used without 'out'"):
            found["log"](np.array([0.0, 1.0]))
    with pytest.raises(NameError) as raised:
        found["fail"](1.0)
    assert raised.value.name == "q"


def test_what_is_shown_is_cut(session: Session) -> None:
    ran = session.run("for i in range(400_000):\n    print('line', i)")
    text = "".join(output["text"] for output in ran.outputs)
    assert "line 500\n" in text
    assert len(text) < 1_100_000
    assert "more was shown here" in text
    assert session.run("print('again')").outputs == []


def test_lines_for_the_system_do_nothing_and_are_named(session: Session) -> None:
    ran = session.run("!pip install -q colorama\n%pip install colorama\nfound = !ls\n%tensorflow_version 2\nfound")
    assert not ran.failed
    assert ran.notes == ["pip", "pip", "!ls", "%tensorflow_version"]
    assert ran.outputs[-1]["data"]["text/plain"] == "[]"


def test_files_beside_a_notebook_are_there(sandbox: Sandbox) -> None:
    running = Session(sandbox, {"mine.py": "Yml0cyA9IDI=", "../up.py": "eCA9IDE="})
    assert shown(running, "import mine, os; mine.bits, sorted(os.listdir('.'))") == "(2, ['mine.py', 'up.py'])"
    running.close()


def test_no_two_notebooks_share_their_luck(sandbox: Sandbox) -> None:
    seen = set()
    for _ in range(3):
        running = Session(sandbox)
        seen.add(shown(running, "import numpy as np; np.random.random()"))
        seen.add(shown(running, "import random; random.random()"))
        running.close()
    assert len(seen) == 6


def test_what_a_student_bends_is_bent_in_that_notebook_alone(sandbox: Sandbox) -> None:
    first = Session(sandbox)
    first.run("import numpy, builtins\nnumpy.sum = numpy.mean\nbuiltins.len = None")
    first.close()
    second = Session(sandbox)
    assert shown(second, "import numpy; numpy.sum([1, 2]), len([1])").startswith("(np.int64(3), 1")
    second.close()


def test_the_sandbox_is_begun_again_when_it_was_killed(sandbox: Sandbox) -> None:
    assert sandbox._process is not None
    sandbox._process.kill()
    sandbox._process.wait()
    running = Session(sandbox)
    assert shown(running, "1 + 1") == "2"
    running.close()


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = [pid]
    for one in found:
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found[1:]


def memory(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])


def test_notebook_after_notebook_needs_no_more_memory_nor_files(sandbox: Sandbox) -> None:
    assert sandbox._process is not None
    waits = max(below(sandbox._process.pid), key=memory)
    seen = []
    for _ in range(60):
        running = Session(sandbox)
        running.run("x = 1")
        running.close()
        seen.append((memory(waits), *(len(list(Path(f"/proc/{who}/fd").iterdir())) for who in (waits, "self"))))
    assert seen[-1][0] <= seen[9][0] * 1.02
    assert seen[-1][1:] == seen[9][1:]
    assert below(waits) == []


def test_without_bubblewrap_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(CannotSeal, match="bubblewrap"):
        Sandbox().start()


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"3",
        b"{}",
        b'{"outputs": 3, "notes": {"a": 1}, "error": [1]}',
        b'{"values": [], "error": {"type": 4}}',
        b"no",
    ],
)
def test_an_answer_that_is_forged_is_data_or_the_end(forged: bytes, session: Session) -> None:
    frame = len(forged).to_bytes(4, "big") + forged
    write = f"try:\n        os.write(n, {frame!r})\n    except OSError:\n        pass"
    source = f"import os\nfor n in range(3, 12):\n    {write}"
    for _ in range(2):
        assert isinstance(session.run(source).outputs, list)
        try:
            assert isinstance(session.values(["x"]), dict)
        except Ended:
            assert session.run("1") is not None

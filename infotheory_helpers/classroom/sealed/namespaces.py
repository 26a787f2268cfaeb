"""What a forked process gives up before a student's code runs in it: sight of others, rights, and amounts.

Linux alone has all of it; a process that is not sealed keeps its sight and is limited in amounts alone.
"""

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
MEGABYTE = 1 << 20
MEMORY, PROCESSES, OPEN_FILES = 1024 * MEGABYTE, 64, 256
FILE, DISK = 32 * MEGABYTE, 64 * MEGABYTE
HOME = "/notebook"  # no folder that a course may lie in: what is mounted there hides what was

# From Linux's own headers: sched.h, mount.h, prctl.h.
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x8000000, 0x10000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_BIND, MS_REC = 1, 2, 4, 0x1000, 0x4000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def _call(name: str, *given: int | bytes | None) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*given):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def become_nobody() -> None:
    """Give up the rights of root, if this process has them."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # or the namespaces below could not be given their user


def see_nothing() -> None:
    """Move this process into fresh namespaces: its next child is alone, in an empty home that is gone with it."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC)
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    size = f"size={DISK},mode=1777".encode()
    lies = {path: os.open(path, os.O_PATH) for path in Path("/tmp").iterdir()}  # the course, if it lies there
    for place in (HOME, "/tmp", "/dev/shm"):
        _call("mount", b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, size)
    for path, number in lies.items():
        path.mkdir(mode=0o755)
        _call("mount", f"/proc/self/fd/{number}".encode(), bytes(path), None, MS_BIND | MS_REC, None)
        os.close(number)
    _call("mount", b"tmpfs", b"/proc", b"tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV, b"size=4k")


def give_up_rights() -> None:
    """Give up, for this process and all that it starts, every right that a fresh namespace gave it."""
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # capability.h: version 3, this process
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


def say_nothing() -> None:
    """Connect what this process reads and writes by default with nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)


def end_with_parent() -> None:
    """Let this process be killed when the one that started it ends."""
    if sys.platform == "linux":
        _call("prctl", PR_SET_PDEATHSIG, 9, 0, 0, 0)


def limit_amounts(seconds: float, in_use: int) -> None:
    """Limit memory beyond what is in use, processes, open files, what is written to one file, and processor time."""
    import resource  # which Windows does not have

    most = {
        "RLIMIT_AS": in_use + MEMORY,
        "RLIMIT_NPROC": PROCESSES,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": FILE,
        "RLIMIT_CPU": int(seconds) + 5,
        "RLIMIT_CORE": 0,
    }
    for name, value in most.items():
        kind = getattr(resource, name, None)  # not every system has them all
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))


def address_space() -> int:
    """Give how much address space this process uses, which is what a limit on memory counts."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def memory_of_others() -> int:
    """Give the memory that all other processes in sight use together, in bytes, shared parts counted once."""
    total = 0
    for place in Path("/proc").glob("[0-9]*"):
        if place.name in ("1", str(os.getpid())):
            continue
        try:
            said = (place / "smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("Pss:"))
    return total

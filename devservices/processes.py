"""Starting, watching and ending server processes."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)
PAUSE = 0.02


def spawn(
    command: Sequence[str | Path],
    *,
    account: pwd.struct_passwd,
    folder: Path,
    output: IO[bytes] | int,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process as `account`, in a session of its own, that dies with this one."""
    other = account if os.geteuid() == 0 else None
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        umask=0o077,
        user=other.pw_uid if other else None,
        group=other.pw_gid if other else None,
        extra_groups=[] if other else None,
        preexec_fn=dying_with_parent(death_signal),  # noqa: PLW1509  (no threads here)
    )


def dying_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child must do before it starts so that it never outlives this process.

    It runs after the change of user, which would clear the setting.
    """
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(death_signal)
        if os.getppid() != parent:  # the parent was killed before the line above
            os._exit(1)

    return prepare


def die_with_parent(death_signal: signal.Signals) -> None:
    """Have the kernel send this process a signal when its parent dies, where the kernel can."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal))


def wait_until(true: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for something to become true; return whether it did in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def end(process: subprocess.Popen[bytes], ladder: Sequence[tuple[signal.Signals, float]]) -> None:
    """End a child politely, then firmly: each signal of the ladder has its seconds to work."""
    for number, seconds in ladder:
        if process.poll() is None:
            process.send_signal(number)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue


def end_strays(folder: Path, program: str, ladder: Sequence[tuple[signal.Signals, float]]) -> None:
    """End the processes of `program` that work in `folder`, left by a keeper that was killed."""
    for number, seconds in ladder:
        for pid in strays(folder, program):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
        if wait_until(lambda: not any(strays(folder, program)), seconds=seconds):
            return


def strays(folder: Path, program: str) -> Iterator[int]:
    """Yield the ids of the processes of `program` whose working folder is `folder`."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                runs = (entry / "exe").readlink().name.removesuffix(" (deleted)")
                if runs == program and (entry / "cwd").readlink() == folder:
                    yield int(entry.name)
            except OSError:  # ended meanwhile, a zombie, or another user's
                continue


def with_descendants(root: int) -> list[int]:
    """Return the ids of a process and of all that descend from it, parents first."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(") ")[2].split()
            except OSError:  # ended meanwhile
                continue
            parents[int(entry.name)] = int(fields[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def started_at(pid: int) -> str:
    """Return when a process began, in the kernel's ticks; empty when it is gone or a zombie.

    A process id alone may have been given to another process since.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]

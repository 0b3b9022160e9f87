"""Locks between processes that the kernel lets go when their holder ends, however it ends."""

import fcntl
import os
from pathlib import Path


class Lock:
    """An advisory lock on a file: many may share it, or one may have it alone."""

    def __init__(self, path: Path) -> None:
        """Open the lock's file, making it when it is not there yet."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    @classmethod
    def inherited(cls, number: int) -> "Lock":
        """Return the lock a parent process took and handed down as an open file."""
        lock = cls.__new__(cls)
        lock._file = number
        os.set_inheritable(number, False)
        return lock

    def fileno(self) -> int:
        """Return the number of the open file, to hand it down to a child."""
        return self._file

    def share(self) -> None:
        """Take a share, waiting while another process has the lock alone."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def try_share(self) -> bool:
        """Take a share unless another process has the lock alone."""
        return self._try(fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Take the lock alone unless another process has it or a share of it."""
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go, and keep the file open."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close this process's copy; a lock handed down stays with the child."""
        os.close(self._file)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

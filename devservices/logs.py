"""Keeping the servers' logs from growing without end."""

import os
import shutil
from pathlib import Path

LARGEST = 8 * 1024 * 1024


def bound_logs(folder: Path) -> None:
    """Put what a large log holds aside as NAME.1, in place of the one before, and begin it anew.

    The servers append to the file they have open, so it is emptied rather than renamed. What they
    write while it is copied is lost.
    """
    for log in folder.glob("*.log"):
        if log.stat().st_size > LARGEST:
            shutil.copyfile(log, log.with_name(f"{log.name}.1"))
            os.truncate(log, 0)

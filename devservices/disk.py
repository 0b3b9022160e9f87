"""What a full disk means for the services, in words."""

import shutil
from pathlib import Path

ROOM_NEEDED = 32 * 1024 * 1024
"""PostgreSQL writes its journal in files of 16 MiB, and needs a new one to recover."""


def words_if_full(folder: Path) -> str:
    """Return what to do when the disk that holds `folder` is full; empty when it is not."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free >= ROOM_NEEDED:
        return ""
    return (
        f"\nThe disk that holds {folder} is full ({free // 1024} KiB are free). Make room, at least "
        "some hundred MiB, and start again: nothing that was saved is lost."
    )

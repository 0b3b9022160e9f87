"""Where processes leave their counts for each other when `/metrics` is on.

Each process keeps a file of its own, named after its id, in a folder named after its machine or
container: ids alone would meet where several containers share one folder.
"""

import os
import socket
import time
from pathlib import Path
from typing import Final

FORGOTTEN_AFTER: Final = 24 * 60 * 60
"""Seconds after which another machine's file that nobody writes is thrown away."""


def own_folder(shared: Path) -> Path:
    """The folder of this machine, made where it is missing."""
    folder = shared / socket.gethostname()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def files(shared: Path) -> list[str]:
    """All files that are counted together."""
    return sorted(map(str, shared.glob("*/*.db")))


def clean(shared: Path) -> None:
    """Throw away what ended processes counted. Done when the web server starts, since counts may then begin anew."""
    own = own_folder(shared)
    for name in files(shared):
        file = Path(name)
        if file.parent == own:
            dead = not _lives(file.stem.rpartition("_")[2])
        else:
            dead = time.time() - file.stat().st_mtime > FORGOTTEN_AFTER
        if dead:
            file.unlink(missing_ok=True)


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ValueError:
        return False
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

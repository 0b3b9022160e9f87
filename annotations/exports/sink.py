"""Where bytes become a file: all of it or nothing, with its SHA-256 and size."""

import glob
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from annotations.queries.exports import ClaimRow

EVERY: Final = 50
"""After how many rows somebody is told how far it is."""
SUFFIX: Final = ".partial"


class _Whole(File):  # type: ignore[type-arg]  # generic for the checker only
    """A finished file that storage on the same disk takes over by renaming it, in one step."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        super().__init__(file, path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        """Where the bytes are: storage moves them from there."""
        return str(self._path)


class Sink:
    """A file while it is written. When the block ends it is gone, unless it was kept.

    `key` names the file among those being written: a later sink of the same key removes what a
    killed process left behind.
    """

    def __init__(self, key: str, *, folder: Path | None = None) -> None:
        """Write beside the files of the installation, or in `folder`."""
        self._folder = folder or Path(settings.DATA_DIR) / "partial"
        self._key = key
        self._path = self._folder / f"{key}.{os.getpid()}{SUFFIX}"
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Self:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self._folder.glob(f"{glob.escape(self._key)}.*{SUFFIX}"):
            left.unlink(missing_ok=True)
        self._file = self._path.open("xb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, chunks: Iterable[bytes]) -> None:
        """Take all bytes in, to the disk."""
        for chunk in chunks:
            self._file.write(chunk)
            self._digest.update(chunk)
            self.size += len(chunk)
        self._file.flush()
        os.fsync(self._file.fileno())

    @property
    def sha256(self) -> str:
        """Of the bytes taken in so far, lower-case hexadecimal."""
        return self._digest.hexdigest()

    def keep(self, name: str) -> str:
        """Hand the whole file to the installation's storage; returns the name it has there.

        A file of this name is replaced: it is what an earlier try left behind.
        """
        default_storage.delete(name)
        with self._path.open("rb") as file:
            return default_storage.save(name, _Whole(file, self._path))

    def move_to(self, path: Path) -> None:
        """Put the whole file at `path`, in one step; the folder must be on the same disk."""
        self._path.replace(path)


def watched(
    rows: Iterable[ClaimRow], tell: Callable[[int], None], *, every: int = EVERY
) -> Iterator[ClaimRow]:
    """The rows, telling how many have passed after every few and at the end. What `tell` raises ends it all."""
    passed = 0
    for row in rows:
        yield row
        passed += 1
        if passed % every == 0:
            tell(passed)
    tell(passed)

"""Writing an archive: whole and on the disk under its name, or not there at all."""

import glob
import hashlib
import os
import tarfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import __version__
from annotations.archives.database import dump, frozen_moment
from annotations.archives.layout import (
    CHUNK,
    DUMP,
    FILES,
    MANIFEST,
    SUMS,
    ArchiveError,
    Manifest,
    Tell,
    is_file_name,
)
from annotations.archives.programs import find_programs

SUFFIX: Final = ".partial"


def write_backup(path: Path, tell: Tell) -> list[str]:
    """Write database and files to `path`; returns the files that a row names and that are missing.

    The dump comes first. A file is never changed once written, so every file that the dump names is
    there when its turn comes. Raises `ArchiveError`, and then there is nothing at `path`.
    """
    if path.exists():
        words = _("%(path)s is there already. Give another name: a backup never replaces anything.")
        raise ArchiveError(words % {"path": path})
    try:
        with _whole(path) as file, frozen_moment() as moment:
            if not moment.rows:
                raise ArchiveError(_("There are no tables yet, so there is nothing to back up."))
            programs, major = find_programs(at_least=moment.server)
            archive = _Archive(file)
            manifest = Manifest(
                made_at=timezone.now().isoformat(timespec="seconds"),
                version=__version__,
                postgres=moment.server,
                dumped_by=major,
                migrations=moment.migrations,
                rows=moment.rows,
            )
            archive.add(MANIFEST, [manifest.to_bytes()])
            archive.add(DUMP, _told(dump(programs, moment), _("database"), 0, tell))
            written = _add_files(archive, tell)
            archive.end()
    except OSError as error:
        words = _("%(path)s cannot be written (%(why)s). Nothing was kept.")
        raise ArchiveError(words % {"path": path, "why": error.strerror or error}) from error
    return sorted(moment.files - written)


class _Archive:
    """A tar, written member by member, that ends with the checksums of its members."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sums: list[str] = []
        self._now = int(time.time())

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a member. Its size is known afterwards, so its header is written twice."""
        start, size, digest = self._file.tell(), 0, hashlib.sha256()
        self._file.write(self._header(name, 0))
        for chunk in chunks:
            self._file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        self._file.write(bytes(-size % tarfile.BLOCKSIZE))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._header(name, size))
        self._file.seek(end)
        self._sums.append(f"{digest.hexdigest()}  {name}\n")

    def end(self) -> None:
        """Write the checksums and the end of the tar."""
        self.add(SUMS, [os.fsencode("".join(self._sums))])
        self._file.write(bytes(2 * tarfile.BLOCKSIZE))

    def _header(self, name: str, size: int) -> bytes:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, self._now, 0o600
        # GNU's form holds any size in a header of one length.
        return member.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def _add_files(archive: _Archive, tell: Tell) -> set[str]:
    """Write every file of the storage; returns their names."""
    root = Path(default_storage.path(""))
    found = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    total = sum(file.stat().st_size for file in found)
    done, written = 0, set()
    for file in found:
        name = file.relative_to(root).as_posix()
        if not is_file_name(FILES + name):
            raise ArchiveError(
                _("The file %(name)r has a name no archive can hold.") % {"name": name}
            )
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            continue  # deleted since; a row that still names it is told of
        with opened:
            archive.add(FILES + name, _told(_read(opened), _("files"), total, tell, done))
            done += opened.tell()
        written.add(name)
    return written


def _read(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _told(
    chunks: Iterable[bytes], what: str, total: int, tell: Tell, done: int = 0
) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(what, done, total)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file for this user alone that gets its name when the block ends well, and is gone otherwise."""
    folder = path.absolute().parent
    for left in folder.glob(f".{glob.escape(path.name)}.*{SUFFIX}"):
        left.unlink(missing_ok=True)  # by a process that was killed
    begun = folder / f".{path.name}.{os.getpid()}{SUFFIX}"
    with os.fdopen(os.open(begun, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            begun.rename(path)
        finally:
            begun.unlink(missing_ok=True)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)

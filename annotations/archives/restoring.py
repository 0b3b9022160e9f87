"""Putting what an archive holds in the place of what is there."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from annotations import __version__
from annotations.archives.database import load, row_counts, rows_of_people, server_major
from annotations.archives.layout import DUMP, ArchiveError, Manifest, Tell
from annotations.archives.programs import OWNER, find_programs
from annotations.archives.reading import read_manifest, unpack

STAGE: Final = "restoring"
DESTROY_FLAG: Final = "--destroy-current-data"


def restore(path: Path, *, destroy: bool, tell: Tell) -> bool:
    """Replace all rows and files by those of the archive; returns whether migrations wait then.

    Raises `ArchiveError`. Up to the change of the tables, which is one transaction, nothing is touched;
    `destroy` allows rows and files to be lost that are there now.
    """
    try:
        manifest = read_manifest(path)
        _refuse_newer(manifest)
        programs, _major = find_programs(at_least=max(manifest.dumped_by, server_major()))
        if not destroy:
            _refuse_to_destroy()
        with _stage() as folder:
            unpack(path, folder, tell)
            os.sync()
            tell(_("database"), 0, 0)
            load(programs, folder / DUMP, manifest)
            _put_files_in_place(folder / "files")
    except OSError as error:
        words = _("%(path)s cannot be read or unpacked (%(why)s). Nothing was touched.")
        raise ArchiveError(words % {"path": path, "why": error.strerror or error}) from error
    _forget_what_was()
    return _known_migrations() != _pairs(manifest)


def _refuse_newer(manifest: Manifest) -> None:
    if unknown := sorted(_pairs(manifest) - _known_migrations()):
        words = _(
            "This archive was made by a newer version (%(theirs)s; this is %(ours)s): its tables have "
            "“%(migration)s”, which is not known here. Install that version first. Nothing was touched."
        )
        names = {"theirs": manifest.version, "ours": __version__, "migration": ".".join(unknown[0])}
        raise ArchiveError(words % names)
    if (have := server_major()) < manifest.postgres:
        words = _(
            "This archive comes from PostgreSQL %(theirs)d, and this server is PostgreSQL %(ours)d. "
            "Restore it into PostgreSQL %(theirs)d or newer. Nothing was touched."
        )
        raise ArchiveError(words % {"theirs": manifest.postgres, "ours": have})


def _refuse_to_destroy() -> None:
    rows = rows_of_people()
    files = sum(1 for file in Path(default_storage.path("")).rglob("*") if file.is_file())
    if rows or files:
        words = _(
            "There are %(rows)d rows in the database and %(files)d files here already, and a restore "
            "replaces all of them. Nothing was touched. Back them up if they matter; with %(flag)s they "
            "are destroyed."
        )
        raise ArchiveError(words % {"rows": rows, "files": files, "flag": DESTROY_FLAG})


@contextmanager
def _stage() -> Iterator[Path]:
    """An empty folder beside the files, for one restore at a time."""
    data = Path(settings.DATA_DIR)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(data / "restore.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveError(_("Another restore runs here. Nothing was touched.")) from error
        folder = data / STAGE
        if folder.exists():
            shutil.rmtree(folder)  # by a process that was killed
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _put_files_in_place(unpacked: Path) -> None:
    """The rows are there; now their files. `unpacked` is on the same disk."""
    place = Path(default_storage.path(""))
    unpacked.mkdir(mode=0o700, exist_ok=True)
    replaced = unpacked.with_name("replaced")
    try:
        if place.exists():
            place.rename(replaced)
        unpacked.rename(place)
    except OSError as error:
        words = _(
            "The database is restored, but its files could not be put at %(place)s (%(why)s). Mend that "
            "and restore again, with %(flag)s."
        )
        problem = {"place": place, "why": error.strerror, "flag": DESTROY_FLAG}
        raise ArchiveError(words % problem) from error


def _forget_what_was() -> None:
    """Sessions and counts in the cache are of the rows that were; statistics are of none."""
    cache.clear()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f'public."{table}"' for table in row_counts()))


def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def _pairs(manifest: Manifest) -> set[tuple[str, str]]:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}

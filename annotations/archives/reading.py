"""Reading an archive: nothing of it is believed before its checksums agree."""

import hashlib
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.utils.translation import gettext as _

from annotations.archives.layout import (
    CHUNK,
    DUMP,
    MANIFEST,
    SUMS,
    ArchiveError,
    Manifest,
    Tell,
    is_file_name,
    not_whole,
)

LARGEST_MANIFEST: Final = 16 << 20
SUM_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


def read_manifest(path: Path) -> Manifest:
    """What an archive says about itself. Raises `ArchiveError` when it is none."""
    with _opened(path) as archive:
        first = archive.next()
        if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
            raise ArchiveError(not_whole(_("it does not begin with a manifest")))
        return Manifest.from_bytes(_content(archive, first).read())


def unpack(path: Path, folder: Path, tell: Tell) -> None:
    """Write every member below `folder`, an empty folder of our own, and compare the checksums.

    Raises `ArchiveError` for a member that is not an ordinary file of the layout, comes twice or
    leads out of the folder, and where checksums are missing or differ.
    """
    total = path.stat().st_size
    found: dict[str, str] = {}
    with _opened(path) as archive:
        for member in archive:
            name = member.name
            known = name in (MANIFEST, DUMP, SUMS) or is_file_name(name)
            if member.type != tarfile.REGTYPE or member.sparse is not None or not known:
                raise ArchiveError(not_whole(_("it holds %(name)r") % {"name": name}))
            if name in found or SUMS in found:
                raise ArchiveError(not_whole(_("%(name)r is not in its place") % {"name": name}))
            found[name] = _write(_content(archive, member), folder / name)
            tell(_("reading"), archive.fileobj.tell(), total)
    if SUMS not in found:
        raise ArchiveError(not_whole(_("its end is missing")))
    _compare(found, folder / SUMS)


def _compare(found: dict[str, str], sums: Path) -> None:
    del found[SUMS]
    listed: dict[str, str] = {}
    for line in os.fsdecode(sums.read_bytes()).splitlines():
        parts = SUM_LINE.fullmatch(line)
        if parts is None:
            raise ArchiveError(not_whole(_("its list of checksums cannot be read")))
        listed[parts[2]] = parts[1]
    if not {MANIFEST, DUMP} <= set(listed):
        raise ArchiveError(not_whole(_("its list of checksums is not complete")))
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            words = _("the checksum of %(name)r differs") % {"name": name}
            raise ArchiveError(not_whole(words))


def _write(content: IO[bytes], path: Path) -> str:
    """Copy to a new file for this user alone; returns the SHA-256."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            file.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise ArchiveError(not_whole(_("it holds %(name)r") % {"name": member.name}))
    return content


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive; whatever is wrong with its form is said in words."""
    try:
        with tarfile.open(path, "r:", encoding="utf-8") as archive:
            yield archive
    except (tarfile.TarError, EOFError) as error:
        raise ArchiveError(not_whole(str(error))) from error

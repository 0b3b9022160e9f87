"""Zip archives of texts and pages: bounded before they are read, and never unpacked to a disk.

The names in an archive are shown to people and used for nothing else.
"""

import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotations.domain.errors import InvalidError, TooLargeError, UnsupportedError
from annotations.domain.wording import gettext_noop
from annotations.intake.detect import MAX_BYTES, TOO_LARGE, Kind
from annotations.intake.given import MAX_ARTICLES, TOO_MANY, Given, Item

MAX_TOTAL: Final = 512 * 1024 * 1024
MAX_RATIO: Final = 100
"""How many times its own size an archive may grow; below `SMALL` nobody asks."""
SMALL: Final = 16 * 1024 * 1024
NAME_LIMIT: Final = 300
_DIRECTORY: Final = 2 * 1024 * 1024
_CHUNK: Final = 64 * 1024

DAMAGED: Final = gettext_noop(
    "This zip archive is damaged or was cut short. Make it anew, and send it again."
)
GROWS: Final = gettext_noop(
    "This archive would grow far beyond its own size. Send the articles in several smaller archives."
)
ENCRYPTED: Final = gettext_noop(
    "This archive is locked with a password. Make one without a password, and send that."
)
EMPTY: Final = gettext_noop(
    "There is no file in this archive. Put the texts and pages into it, and send it again."
)
LINK: Final = gettext_noop(
    "This is a link to another file, not a file. Put the file itself into the archive."
)
NESTED: Final = gettext_noop(
    "An archive within an archive is not opened. Unpack it, and send its files."
)
PACKED: Final = gettext_noop(
    "This file is packed in a way that is not read here. Make the archive with the usual method (Deflate)."
)
BROKEN: Final = gettext_noop(
    "This file is damaged in the archive. Put it into the archive again, and send it."
)
LINES_INSIDE: Final = gettext_noop(
    "JSON lines are not read from an archive. Send this file by itself."
)

_KINDS: Final[dict[str, Kind]] = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text"}
_ARCHIVES: Final = {".zip", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst"}
_LINES: Final = {".jsonl", ".ndjson"}
_LEFT_BY_SYSTEMS: Final = {"thumbs.db", "desktop.ini"}
# Control characters, half surrogates and what turns the direction of writing around.
_HIDDEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_UTF_8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1 | 0x40
_UNIX: Final = 3


class _Bounded:
    """The file as the library reads it: nothing makes it read more at once than a directory of names may take."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        """An archive is read from its end."""
        return True

    def read(self, size: int = -1) -> bytes:
        """As any file. Raises TooLargeError where the archive names a directory too large to be read."""
        if size > _DIRECTORY:
            raise TooLargeError(TOO_MANY, limit=MAX_ARTICLES)
        data = self._file.read(_DIRECTORY + 1 if size < 0 else size)
        if len(data) > _DIRECTORY:
            raise TooLargeError(TOO_MANY, limit=MAX_ARTICLES)
        return data


class ZipBundle:
    """The files of an archive. Folders, and what systems leave in archives, are passed over."""

    def __init__(self, file: IO[bytes]) -> None:
        """Look at the directory. Raises the refusal of the whole archive, before any file of it is read."""
        try:
            self._zip = ZipFile(_Bounded(file))
        except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise UnsupportedError(DAMAGED) from error
        self._entries = [entry for entry in self._zip.infolist() if not _is_passed_over(entry)]
        self._check(file.seek(0, 2))

    def _check(self, size: int) -> None:
        total = sum(entry.file_size for entry in self._entries)
        if not self._entries:
            raise InvalidError(EMPTY, errors={"files": [EMPTY]})
        if len(self._entries) > MAX_ARTICLES:
            raise TooLargeError(TOO_MANY, limit=MAX_ARTICLES)
        if any(entry.flag_bits & _ENCRYPTED for entry in self._entries):
            raise UnsupportedError(ENCRYPTED)
        if total > MAX_TOTAL or (total > SMALL and total > MAX_RATIO * size):
            raise TooLargeError(GROWS, limit=MAX_TOTAL)

    def items(self) -> Iterator[Item]:
        """The files in their order."""
        for place, entry in enumerate(self._entries):
            yield Item(place + 1, shown_name(entry), place, entry.file_size)

    def read(self, place: int) -> Given:
        """The bytes of one file. Raises DomainError for what is none, is too large, or is damaged."""
        entry = self._entries[place]
        name = shown_name(entry)
        self._refuse(entry, PurePosixPath(name).suffix.lower())
        data = bytearray()
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    data += chunk
        except (
            BadZipFile,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
            EOFError,
            zlib.error,
        ) as error:
            raise UnsupportedError(BROKEN) from error
        return Given(bytes(data), kind=kind_by_name(name), name=name)

    def raw(self, place: int) -> None:
        """A file has no fields."""

    @staticmethod
    def _refuse(entry: ZipInfo, suffix: str) -> None:
        if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsupportedError(LINK)
        if suffix in _ARCHIVES:
            raise UnsupportedError(NESTED)
        if suffix in _LINES:
            raise UnsupportedError(LINES_INSIDE)
        if entry.file_size > MAX_BYTES:
            raise TooLargeError(TOO_LARGE, limit=MAX_BYTES)
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise UnsupportedError(PACKED)


def kind_by_name(name: str) -> Kind | None:
    """Whether a file of this name is a page or a text; None where the bytes have to tell."""
    return _KINDS.get(PurePosixPath(name).suffix.lower())


def shown_name(entry: ZipInfo) -> str:
    """The name as people read it: without drives, roots, `..` and characters that hide something."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8_NAME:
        name = _decoded(entry.orig_filename)
    return cleaned_name(name)


def cleaned_name(name: str) -> str:
    """A name without drives, roots, `..` and characters that hide something; its end, where it is too long."""
    parts = _HIDDEN.sub("", name).replace("\\", "/").split("/")
    kept = [part for part in parts if part.strip(" .") and not _DRIVE.fullmatch(part)]
    return "/".join(kept)[-NAME_LIMIT:] or "?"


def _decoded(name: str) -> str:
    """A name that does not say how it is coded: in UTF-8 where it can be, else as the library took it."""
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def _is_passed_over(entry: ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    last = parts[-1]
    return (
        not last
        or last.startswith("._")
        or last.lower() in _LEFT_BY_SYSTEMS
        or last == ".DS_Store"
        or "__MACOSX" in parts
    )


def packed(files: Iterable[tuple[str, IO[bytes]]]) -> IO[bytes]:
    """Several files as one archive, in a temporary file that its closing removes."""
    made = TemporaryFile()  # noqa: SIM115
    used: set[str] = set()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, file in files:
            with archive.open(ZipInfo(_unused(cleaned_name(name), used)), "w") as entry:
                copyfileobj(file, entry, _CHUNK)
    made.seek(0)
    return made


def _unused(name: str, used: set[str]) -> str:
    path, number, tried = PurePosixPath(name), 1, name
    while tried in used:
        number += 1
        tried = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    used.add(tried)
    return tried

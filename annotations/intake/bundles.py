"""What came in for an import of many: a zip, JSON lines, or files that are put into a zip first."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, Final, Protocol

from annotations.domain.vocabulary import ImportKind
from annotations.intake.given import Given, Item
from annotations.intake.lines import LineBundle
from annotations.intake.zips import ZipBundle

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_LINES: Final = {".jsonl", ".ndjson"}


class Bundle(Protocol):
    """Many articles in one file."""

    def items(self) -> Iterator[Item]:
        """Each file or line, in order."""

    def read(self, place: int) -> Given:
        """What stands at the place of an item. Raises DomainError for what is no article."""

    def raw(self, place: int) -> dict[str, Any] | None:
        """The fields as they were sent, good or not; None where a file stands there."""


def kind_of(name: str, head: bytes) -> ImportKind | None:
    """What a file of this name with this beginning is; None for a file that is one article.

    The name decides: documents of many programs are archives too, and none of many articles. Without an
    ending the beginning does.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".zip" or (not suffix and head.startswith(_ZIP)):
        return ImportKind.ZIP
    return ImportKind.JSONL if suffix in _LINES else None


def opened(kind: str, file: IO[bytes]) -> Bundle:
    """The articles in this file. Raises the refusal of the whole: a bomb, a lock, damage, too many."""
    return ZipBundle(file) if kind == ImportKind.ZIP else LineBundle(file)

"""What stands in an archive.

A plain tar of ordinary files, in this order: `manifest.json`, `database.dump` (PostgreSQL's custom
format), `files/…` as the storage names them, and `SHA256SUMS`, which lists every member before it in
the form `sha256sum --check` reads. An archive that ends without `SHA256SUMS` is not whole.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from django.utils.translation import gettext as _

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
FILES: Final = "files/"
SUMS: Final = "SHA256SUMS"
TABLE_NAME: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}")
CHUNK: Final = 1 << 20

Tell = Callable[[str, int, int], None]
"""Hears how far it is: what is being done, how many bytes are done, of how many (0: not known)."""


class ArchiveError(Exception):
    """It cannot be done; the message says why, what was left alone, and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself.

    `postgres` is the major version of the server it came from, `dumped_by` that of pg_dump.
    `migrations` names those applied, by app. `rows` counts the rows of every table in the dump.
    """

    made_at: str
    version: str
    postgres: int
    dumped_by: int
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Read a manifest. Raises `ArchiveError` for another format, or when it is none."""
        try:
            found: dict[str, Any] = json.loads(data)
            if found["format"] != FORMAT:
                words = _(
                    "This archive has format %(format)s, and this version reads %(known)s. Install "
                    "the version that made it (%(version)s), or a newer one. Nothing was touched."
                )
                known = {"format": found["format"], "known": FORMAT, "version": found["version"]}
                raise ArchiveError(words % known)
            manifest = cls(**found)
            manifest._check()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ArchiveError(not_whole(_("its manifest cannot be read"))) from error
        return manifest

    def _check(self) -> None:
        """Table names and counts become part of SQL, so they must be what they say."""
        for table, count in self.rows.items():
            if not TABLE_NAME.fullmatch(table) or type(count) is not int or count < 0:
                raise ValueError(table)
        for app, names in self.migrations.items():
            if not all(isinstance(word, str) for word in (app, *names)):
                raise ValueError(app)
        if type(self.postgres) is not int or type(self.dumped_by) is not int:
            raise ValueError(self.postgres)


def not_whole(why: str) -> str:
    """The sentence that refuses a damaged archive."""
    words = _("This archive is damaged or was changed: %(why)s. Nothing was touched.")
    return words % {"why": why}


def is_file_name(name: str) -> bool:
    """Whether a member's name is one of the storage's files and leads nowhere else."""
    inside = name.removeprefix(FILES)
    parts = PurePosixPath(inside).parts
    plain = parts and ".." not in parts and not any(sign in inside for sign in "\\\n\r\0")
    return bool(name.startswith(FILES) and plain and "/".join(parts) == inside)

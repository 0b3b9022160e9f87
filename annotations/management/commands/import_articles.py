"""`import_articles`: files, folders, zips, JSON lines or the standard input become articles; a JSON line each."""

import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.arrivals import Fate
from annotations.actions.fates import fates_of
from annotations.actions.import_runs import BATCH, BATCH_BYTES
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import ImportKind, Precision
from annotations.intake.bundles import kind_of, opened
from annotations.intake.detect import MAX_BYTES
from annotations.intake.given import Given
from annotations.intake.lines import article_of
from annotations.intake.zips import kind_by_name
from annotations.management.commands._desks import add_desk_argument, desk_named, system_member
from annotations.models import Membership

SUFFIXES: Final = {".html", ".htm", ".txt", ".zip", ".jsonl", ".ndjson"}
EVERY_SECONDS: Final = 1.0

Read: TypeAlias = "tuple[str, Given | DomainError | OSError]"
"""Where an article stands, and what was read there."""


def a_moment(value: str) -> datetime | date:
    """A day or a moment in ISO 8601."""
    try:
        return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        words = _("“%(value)s” is no date. Write 2026-01-31 or 2026-01-31T18:30.")
        raise ArgumentTypeError(words % {"value": value}) from None


class Command(BaseCommand):
    """Take articles in from files."""

    help = (
        "Take articles in from files, folders, zips, files of JSON lines (.jsonl) or the standard input (-). "
        "Prints a JSON line each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Paths, and what is known of the articles."""
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            help="file, folder, zip, .jsonl, or - for the standard input",
        )
        parser.add_argument("--url", help=_("an address to fetch (not built yet)"))
        parser.add_argument("--title", default="")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--language", default="", help=_("for example en or pt-BR"))
        parser.add_argument(
            "--published-at", type=a_moment, metavar="DATE", help="2026-01-31 or 2026-01-31T18:30"
        )
        add_desk_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one by one: what fails is told and does not stop the others."""
        if options["url"]:
            words = _(
                "Fetching an address is not built yet. Save the page and give its file instead."
            )
            raise CommandError(words)
        if not options["paths"]:
            raise CommandError(
                _("Say what to import: a file, a folder, or - for the standard input.")
            )
        self._actor = system_member(desk_named(options["desk"]))
        self._told, self._done, self._failed = 0.0, 0, 0
        paths = list(_paths(options["paths"]))
        if options["title"] and (len(paths) > 1 or any(map(_holds_many, paths))):
            raise CommandError(
                _("--title is for one file only. Leave it out: titles are found in the files.")
            )
        fields = _fields(self._actor, options)
        for batch in _batches(one for path in paths for one in _read(path)):
            self._import(batch, fields)
        if self._failed:
            words = _("%(failed)d of %(all)d could not be imported.")
            raise CommandError(words % {"failed": self._failed, "all": self._done})

    def _import(self, batch: list[Read], fields: dict[str, Any]) -> None:
        """Take a batch in, and say what became of each, in order."""
        given = [_completed(one, fields) for _path, one in batch if isinstance(one, Given)]
        fates = iter(fates_of(by=self._actor, given=given))
        for path, one in batch:
            line = _said(path, next(fates) if isinstance(one, Given) else one)
            self.stdout.write(orjson.dumps(line).decode())
            self._done += 1
            self._failed += "error" in line
        if self.stderr.isatty() and time.monotonic() - self._told > EVERY_SECONDS:
            words = _("%(done)d read, %(failed)d of them refused")
            self.stderr.write(words % {"done": self._done, "failed": self._failed})
            self._told = time.monotonic()


def _said(path: str, told: "Fate | DomainError | OSError") -> dict[str, Any]:
    """What is printed of one: the article and its revision, or why it was refused."""
    refusal = told.refusal if isinstance(told, Fate) else told
    if isinstance(refusal, DomainError):
        return {"path": path, "error": _(refusal.detail), "code": refusal.code}
    if not isinstance(told, Fate) or told.article is None:
        return {"path": path, "error": getattr(refusal, "strerror", "") or str(refusal)}
    revision = told.article.revisions.defer("text").order_by("-number")[0]
    line = {"id": str(told.article.pk), "title": told.article.title, "revision": str(revision.pk)}
    return {**line, "sha256": revision.sha256, "new": told.new}


def _paths(names: list[str]) -> Iterator[Path | None]:
    """The files to read, None for the standard input. A folder gives its articles and archives, in order."""
    for name in names:
        path = Path(name)
        if name == "-":
            yield None
        elif path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        else:
            yield path


def _holds_many(path: Path | None) -> bool:
    return path is not None and kind_of(path.name, b"") is not None


def _read(path: Path | None) -> Iterator[Read]:
    """Every article in a file, one at a time, with where it stands; or why it cannot be read."""
    label, name = str(path or "-"), path.name if path else ""
    try:
        with nullcontext(sys.stdin.buffer) if path is None else path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            kind = _kind(name, data)
            if kind is None:
                yield label, Given(data, kind=kind_by_name(name), name=name)
                return
            with nullcontext(file) if file.seekable() else TemporaryFile() as whole:
                if whole is not file:  # a pipe is read once, and an archive from its end
                    whole.write(data)
                    copyfileobj(file, whole)
                whole.seek(0)
                yield from _bundled(label, kind, whole)
    except (DomainError, OSError) as error:
        yield label, error


def _kind(name: str, data: bytes) -> ImportKind | None:
    """Whether many articles are in it; what comes by the standard input has no name that says so."""
    if not name and data.startswith(b"{"):
        with suppress(DomainError):
            article_of(data.partition(b"\n")[0])
            return ImportKind.JSONL
    return kind_of(name, data)


def _bundled(label: str, kind: str, file: IO[bytes]) -> Iterator[Read]:
    bundle = opened(kind, file)
    for item in bundle.items():
        here = f"{label}:{item.name or item.number}"
        try:
            yield here, bundle.read(item.place)
        except DomainError as refusal:
            yield here, refusal


def _batches(read: Iterator[Read]) -> Iterator[list[Read]]:
    """So few at a time that the memory holds them, however many there are."""
    batch: list[Read] = []
    size = 0
    for path, one in read:
        batch.append((path, one))
        size += len(one.data) if isinstance(one, Given) else 0
        if len(batch) >= BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _completed(given: Given, fields: dict[str, Any]) -> Given:
    """With what the command says of all, where the article does not say it itself."""
    unsaid = {name: value for name, value in fields.items() if not getattr(given, name)}
    return replace(given, **unsaid)


def _fields(actor: Membership, options: dict[str, Any]) -> dict[str, Any]:
    fields = {name: options[name] for name in ("title", "publisher", "language")}
    given = options["published_at"]
    if given is None:
        return fields
    zone = ZoneInfo(actor.desk.zone)
    if isinstance(given, datetime):
        moment = given.replace(tzinfo=zone) if timezone.is_naive(given) else given
        return {**fields, "published_at": moment, "published_precision": Precision.MINUTE}
    moment = datetime.combine(given, clock.min, zone)
    return {**fields, "published_at": moment, "published_precision": Precision.DAY}

"""`import_articles`: files, a folder or the standard input become articles; a JSON line each."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.articles import add_article
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import Precision
from annotations.management.commands._desks import add_desk_argument, desk_named, system_member
from annotations.models import Membership

KINDS: Final[dict[str, Literal["text", "html"]]] = {".html": "html", ".htm": "html", ".txt": "text"}


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
        "Take articles in from files, folders or the standard input (-). Prints a JSON line each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Paths, and what is known of the articles."""
        parser.add_argument(
            "paths", nargs="*", metavar="PATH", help="file, folder, or - for the standard input"
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
        actor = system_member(desk_named(options["desk"]))
        paths = list(_files(options["paths"]))
        if options["title"] and len(paths) > 1:
            raise CommandError(
                _("--title is for one file only. Leave it out: titles are found in the files.")
            )
        fields = _fields(actor, options)
        failed = sum(not self._import(actor, path, fields) for path in paths)
        if failed:
            words = _("%(failed)d of %(all)d could not be imported.")
            raise CommandError(words % {"failed": failed, "all": len(paths)})

    def _import(self, actor: Membership, path: Path | None, fields: dict[str, Any]) -> bool:
        try:
            data = sys.stdin.buffer.read() if path is None else path.read_bytes()
            kind = KINDS.get(path.suffix.lower()) if path else None
            name = path.name if path else ""
            article, new = add_article(actor=actor, data=data, kind=kind, name=name, **fields)
        except DomainError as refusal:
            self._line({"path": str(path or "-"), "error": refusal.detail, "code": refusal.code})
            return False
        except OSError as error:
            self._line({"path": str(path or "-"), "error": error.strerror or str(error)})
            return False
        revision = article.revisions.defer("text").order_by("-number")[0]
        line = {"id": str(article.pk), "title": article.title, "revision": str(revision.pk)}
        self._line({**line, "sha256": revision.sha256, "new": new})
        return True

    def _line(self, values: dict[str, Any]) -> None:
        self.stdout.write(orjson.dumps(values).decode())


def _files(paths: list[str]) -> Iterator[Path | None]:
    """The files to read, None for the standard input. A folder gives its pages and texts, in order."""
    for name in paths:
        path = Path(name)
        if name == "-":
            yield None
        elif path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in KINDS)
        else:
            yield path


def _fields(actor: Membership, options: dict[str, Any]) -> dict[str, Any]:
    fields = {name: options[name] for name in ("title", "publisher", "language")}
    given = options["published_at"]
    if given is None:
        return fields
    zone = ZoneInfo(actor.desk.zone)
    if isinstance(given, datetime):
        moment = given.replace(tzinfo=zone) if timezone.is_naive(given) else given
        return {**fields, "published_at": moment, "published_precision": Precision.MINUTE}
    moment = datetime.combine(given, time.min, zone)
    return {**fields, "published_at": moment, "published_precision": Precision.DAY}

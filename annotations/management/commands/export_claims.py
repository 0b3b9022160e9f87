"""`export_claims`: a file of claims, or a stream of them on the standard output."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.domain.errors import InvalidError
from annotations.domain.vocabulary import DateField
from annotations.exports import FORMATS, Header, Loss
from annotations.exports.header import base_url
from annotations.exports.proof import lost
from annotations.exports.sink import Sink, watched
from annotations.management.commands._desks import add_desk_argument, desk_named
from annotations.models import Desk
from annotations.queries.exports import checked_filters, claim_rows

FILTERS = ("state", "since", "until", "date_field")


class Command(BaseCommand):
    """Write claims in one of the formats."""

    help = _("Write claims to a file; with --output - to the standard output.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Format, file and filters."""
        parser.add_argument("--format", required=True, choices=sorted(map(str, FORMATS)))
        parser.add_argument("--output", required=True, metavar="FILE", help=_("a file, or -"))
        parser.add_argument(
            "--state", help=_("of the verdict (approved unless given), open, or any")
        )
        parser.add_argument("--since", metavar="DATE", help=_("first day, as 2026-01-31"))
        parser.add_argument("--until", metavar="DATE", help=_("last day, as 2026-01-31"))
        parser.add_argument("--date-field", choices=[member.value for member in DateField])
        add_desk_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file whole or not at all; then say what it holds and what it could not carry."""
        desk = desk_named(options["desk"])
        filters = {name: options[name] for name in FILTERS if options[name]}
        try:
            checked_filters(filters)
        except InvalidError as refusal:
            raise CommandError(_reasons(refusal)) from refusal
        losses: list[Loss] = []
        seen = 0

        def count(passed: int) -> None:
            nonlocal seen
            seen = passed

        rows = watched(claim_rows(desk.pk, filters), count)
        chunks = FORMATS[options["format"]].render(rows, _header(desk, filters), losses)
        sha256 = _write(chunks, options["output"])
        self.stderr.write(f"rows {seen - lost(losses)}")
        self.stderr.write(f"sha256 {sha256}")
        self.stderr.write(f"losses {lost(losses)}")
        for loss in losses:
            self.stderr.write(f"  {loss['claim'] or ''} {loss['why']}")


def _header(desk: Desk, filters: dict[str, Any]) -> Header:
    return Header(
        desk=desk.name,
        base_url=base_url(desk),
        generated_at=timezone.now(),
        language=desk.language,
        filters=filters,
    )


def _write(chunks: Iterable[bytes], output: str) -> str:
    """Write the bytes where they are wanted; returns their SHA-256."""
    if output == "-":
        return _stream(chunks)
    path = Path(output)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise CommandError(_("%(path)s is no place for a file.") % {"path": output})
    try:
        with Sink(f".{path.name}", folder=path.absolute().parent) as sink:
            sink.write(chunks)
            sink.move_to(path)
    except OSError as error:
        words = _("%(path)s cannot be written (%(why)s). Nothing was kept.")
        raise CommandError(words % {"path": output, "why": error.strerror or error}) from error
    return sink.sha256


def _stream(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
    return digest.hexdigest()


def _reasons(refusal: InvalidError) -> str:
    """Every filter that cannot be used, and why."""
    errors = refusal.extra.get("errors")
    if not isinstance(errors, dict):
        return refusal.detail
    return " ".join(f"{name}: {' '.join(map(str, whys))}" for name, whys in errors.items())

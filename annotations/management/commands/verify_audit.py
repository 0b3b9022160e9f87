"""`verify_audit`: whether the audit log is whole, and every row what the log tells of it."""

import time
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.actions.audit import adopt_row
from annotations.domain.chain import Head, parse_head
from annotations.management.commands._desks import system_member
from annotations.models import Desk
from annotations.models.labels import Words
from annotations.queries.audit import found_in_log
from annotations.queries.chain import chain_head
from annotations.queries.verification import Fault, Finding, Progress, findings, how_much

SAYS: Final[dict[Fault, Words]] = {
    Fault.GAP: gettext_lazy("events were removed from the chain"),
    Fault.ALTERED: gettext_lazy("the event is not what was sealed"),
    Fault.REWRITTEN: gettext_lazy("the seal does not follow the one before it"),
    Fault.CUT: gettext_lazy("the chain is not the one whose head was kept"),
    Fault.PAYLOAD: gettext_lazy("the content of the event is not what its hash says"),
    Fault.CHANGED: gettext_lazy("the row is not what the log tells"),
    Fault.UNTOLD: gettext_lazy("the log does not know this row"),
    Fault.VERSIONS: gettext_lazy("the log does not tell every version of the row"),
    Fault.VANISHED: gettext_lazy("the row is gone"),
    Fault.TEXT: gettext_lazy("the text is not what its own hash says"),
}
MENDED: Final = {Fault.CHANGED, Fault.UNTOLD, Fault.VERSIONS}
"""What adopting a row settles."""
BETWEEN: Final = 0.5
"""Seconds between two notes of progress."""


class Command(BaseCommand):
    """Check the chain, the contents and every audited row; exit 1 when something is wrong."""

    help = _("Check the audit log, and every row against it. Names what is wrong and exits 1.")

    def add_arguments(self, parser: CommandParser) -> None:
        """A head to compare with, or only to be told."""
        parser.add_argument(
            "--head", action="store_true", help=_("print the head of the chain, to keep elsewhere")
        )
        parser.add_argument(
            "--expect", metavar="NUMBER:SEAL", help=_("a head that was kept elsewhere")
        )
        parser.add_argument(
            "--adopt",
            action="store_true",
            help=_("vouch for rows that are not as the log tells; the log says that you did"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each finding, then how much was looked at."""
        if options["head"]:
            self.stdout.write(str(chain_head()))
            return
        progress = Progress(tell=self._drawing())
        counted = {"open": 0, "adopted": 0}
        with transaction.atomic():  # one statement reads one table, in pieces
            for finding in findings(progress, expect=_head(options["expect"])):
                self.stdout.write(_line(finding))
                mends = options["adopt"] and finding.fault in MENDED
                counted["adopted" if mends else "open"] += 1
                if mends:
                    _adopt(finding)
        self._conclude(progress, **counted)

    def _drawing(self) -> Any:
        """What draws the progress on a terminal, over and over on one line."""
        if not self.stderr.isatty():
            return None
        total, drawn = how_much() or 1, 0.0

        def draw(progress: Progress) -> None:
            nonlocal drawn
            if time.monotonic() - drawn < BETWEEN:
                return
            drawn = time.monotonic()
            part = min(1.0, progress.looked_at / total)
            bar = "█" * round(part * 30)
            self.stderr.write(f"\r{bar:░<30} {part:4.0%} {progress.looked_at}", ending="")

        return draw

    def _conclude(self, progress: Progress, *, open: int, adopted: int) -> None:
        looked_at = _("%(events)d events and %(rows)d rows looked at; head %(head)s") % {
            "events": progress.events,
            "rows": progress.rows,
            "head": progress.head,
        }
        self.stderr.write(("\n" if self.stderr.isatty() else "") + looked_at)
        if adopted:
            self.stdout.write(_("%(count)d adopted") % {"count": adopted})
        if open:
            words = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", open)
            raise CommandError(words % {"count": open}, returncode=1)
        self.stdout.write(
            _("All is well: %(events)d events, %(rows)d rows.")
            % {"events": progress.events, "rows": progress.rows}
        )


def _head(text: str | None) -> Head | None:
    if text is None:
        return None
    try:
        return parse_head(text)
    except ValueError as error:
        raise CommandError(
            _("“%(text)s” is no head of a chain. Give one as verify_audit --head printed it.")
            % {"text": text}
        ) from error


def _line(finding: Finding) -> str:
    columns = f" ({', '.join(finding.columns)})" if finding.columns else ""
    return f"{finding.fault} {finding.table} {finding.row}{columns}: {SAYS[finding.fault]}"


def _adopt(finding: Finding) -> None:
    row, desk_id = found_in_log(finding.table, finding.row)
    adopt_row(actor=system_member(Desk.objects.get(pk=desk_id)), subject=row)

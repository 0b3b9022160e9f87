"""`stopped_jobs`: lists the jobs that failed too often, and lets them be tried again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.actions.attempts import try_again
from annotations.models import JobAttempts


class Command(BaseCommand):
    """One line for each stopped job: its name, its ids, how often it was tried, what went wrong last."""

    help = _("List the jobs that were stopped because they failed too often.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--try-again", action="store_true", help=_("Let all of them be tried again.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List, and on demand begin anew."""
        stopped = list(JobAttempts.objects.exclude(stopped_at=None).order_by("stopped_at"))
        for row in stopped:
            error = row.last_error or _("the worker died")
            self.stdout.write(
                f"{row}\t{row.attempts}\t{error}\t{row.stopped_at:%Y-%m-%d %H:%M} UTC"
            )
        if options["try_again"]:
            for row in stopped:
                try_again(attempts_id=row.pk)
            words = ngettext(
                "%(n)d job is tried again.", "%(n)d jobs are tried again.", len(stopped)
            )
            self.stdout.write(words % {"n": len(stopped)})
        elif not stopped:
            self.stdout.write(_("No job is stopped."))

"""`restore`: what an archive holds, in the place of what is there."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from annotations.archives import DESTROY_FLAG, ArchiveError, restore
from annotations.management.commands._progress import Progress


class Command(BaseCommand):
    """Restore a backup."""

    help = _("Put the rows and files of an archive in the place of what is there.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which archive, and whether anything may be lost."""
        parser.add_argument("file", metavar="FILE", help=_("the archive, made by backup"))
        parser.add_argument(
            DESTROY_FLAG,
            action="store_true",
            dest="destroy",
            help=_("delete every row and every file there is now"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the whole archive first; then replace everything, or nothing."""
        try:
            waiting = restore(
                Path(options["file"]), destroy=options["destroy"], tell=Progress(self.stderr)
            )
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Restored. Everybody signs in again."))
        if waiting:
            self.stdout.write(
                _(
                    "The archive is of an older version. Run migrate next; make run does it by itself."
                )
            )

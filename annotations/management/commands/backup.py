"""`backup`: database and files in one archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.archives import ArchiveError, write_backup
from annotations.management.commands._progress import Progress

NAMED = 10


class Command(BaseCommand):
    """Back up everything there is."""

    help = _("Write the database and the files to one archive, with checksums.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="FILE", help=_("the archive to make"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it whole or not at all; progress and warnings go to the standard error."""
        path = Path(options["file"])
        try:
            missing = write_backup(path, Progress(self.stderr))
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        if missing:
            words = ngettext(
                "%(count)d file that the database names was not there:",
                "%(count)d files that the database names were not there:",
                len(missing),
            )
            named = [words % {"count": len(missing)}, *missing[:NAMED]]
            self.stderr.write("\n  ".join(named + ["…"] * (len(missing) > NAMED)))
        size = path.stat().st_size / 1_000_000
        words = _("%(path)s: %(size).1f MB. It holds sealed words too; keep it encrypted.")
        self.stdout.write(words % {"path": path, "size": size})

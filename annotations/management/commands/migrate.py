"""`migrate`, run as the role that owns the tables (alias `owner`)."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as MigrateCommand
from django.utils.translation import gettext as _

from annotations.archives import ArchiveError, back_up_before_migrating
from annotations.management.commands._progress import Progress


class Command(MigrateCommand):
    """Django's command with another default database, and a backup before it where one is wanted."""

    def add_arguments(self, parser: CommandParser) -> None:
        """`--backup-first`, beside Django's own."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
        parser.add_argument(
            "--backup-first",
            action="store_true",
            help=_("back up into the data folder when migrations wait and there are rows to lose"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; without the backup that was asked for, change nothing."""
        if options.pop("backup_first"):
            self._back_up()
        super().handle(*args, **options)

    def _back_up(self) -> None:
        try:
            path = back_up_before_migrating(Progress(self.stderr))
        except ArchiveError as error:
            words = _(
                "The tables must be changed for this version, and the backup before it failed. "
                "Nothing was changed.\n%(why)s\nMend that and start again. To go on without this "
                "backup, run: manage.py migrate"
            )
            raise CommandError(words % {"why": error}) from error
        if path:
            words = _("The tables are changed for this version. What was there is kept in %(path)s")
            self.stdout.write(words % {"path": path})

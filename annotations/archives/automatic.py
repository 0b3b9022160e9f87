"""The backup that is made by itself before migrations change tables with rows in them."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.archives.database import rows_of_people
from annotations.archives.layout import ArchiveError, Tell
from annotations.archives.programs import OWNER
from annotations.archives.writing import write_backup

KEPT: Final = 5
PREFIX: Final = "before-migrating-"


def back_up_before_migrating(tell: Tell) -> Path | None:
    """Back up into the data folder when migrations wait and there is work to lose.

    The last few are kept. Raises `ArchiveError`; then nothing may be migrated.
    """
    plan = MigrationExecutor(connections[OWNER])
    waiting = plan.migration_plan(plan.loader.graph.leaf_nodes())
    if not waiting or not rows_of_people():
        return None
    folder = Path(settings.DATA_DIR) / "backups"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        words = _("%(folder)s cannot be made (%(why)s).")
        raise ArchiveError(words % {"folder": folder, "why": error.strerror}) from error
    first = waiting[0][0]
    now = timezone.now()
    path = folder / f"{PREFIX}{now:%Y-%m-%dT%H%M%SZ}-{first.app_label}-{first.name}.tar"
    write_backup(path, tell)
    for old in sorted(folder.glob(f"{PREFIX}*.tar"))[:-KEPT]:
        old.unlink()
    return path

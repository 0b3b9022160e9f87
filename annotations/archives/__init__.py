"""Backups: the database and the files of an installation in one archive, and the way back.

Nothing outside calls more than these three. What goes wrong is an `ArchiveError` with words for the
person at the command line.
"""

from annotations.archives.automatic import back_up_before_migrating
from annotations.archives.layout import ArchiveError, Tell
from annotations.archives.restoring import DESTROY_FLAG, restore
from annotations.archives.writing import write_backup

__all__ = [
    "DESTROY_FLAG",
    "ArchiveError",
    "Tell",
    "back_up_before_migrating",
    "restore",
    "write_backup",
]

"""The raw bytes an article or a piece of evidence came from, kept through Django's storage."""

from django.db import models

from annotations.models.base import DeskQuerySet, Row
from annotations.models.desk import Desk
from annotations.models.triggers import erasable_file
from annotations.models.user import Account


class Snapshot(Row):
    """Bytes as they came, named by their SHA-256. An order of erasure removes the file and leaves this row."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255, blank=True)
    file = models.FileField(upload_to="snapshots/", max_length=300)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_reason = models.TextField(blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "sha256"], name="snapshot_bytes_unique")
        ]
        triggers = [erasable_file()]

    def __str__(self) -> str:
        return self.sha256[:12]

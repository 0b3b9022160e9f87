"""Export jobs: what was asked for, how far it is, and the file that came out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from annotations.domain.vocabulary import ExportFormat, ExportState
from annotations.models.base import ChangeableRow, DeskQuerySet, Row, known, word
from annotations.models.desk import Desk
from annotations.models.triggers import append_only, counts_versions
from annotations.models.user import Account


def kept_for() -> timedelta | None:
    """How long the file of an export is kept; None for ever."""
    days = settings.FACTCHECK_EXPORT_DAYS
    return timedelta(days=days) if days else None


class ExportJobQuerySet(DeskQuerySet["ExportJob"]):
    """Export jobs in the words of the product."""

    def past_their_time(self, now: datetime) -> "ExportJobQuerySet":
        """Finished ones whose file was kept as long as files are kept."""
        most = kept_for()
        if most is None:
            return self.none()
        return self.filter(state=ExportState.DONE, finished_at__lt=now - most).exclude(file="")

    def undone(self) -> "ExportJobQuerySet":
        """Jobs nobody works on: still queued, or running under a lease that ran out."""
        stuck = models.Q(state=ExportState.RUNNING, lease_until__lt=models.functions.Now())
        return self.filter(models.Q(state=ExportState.QUEUED) | stuck)


class ExportJob(ChangeableRow):
    """One export. `lease_until` is moved on while a worker writes; when it passes, another worker may begin anew.

    `claim_ids` are the claims in the file: one that holds words withheld later is withdrawn, and its file deleted.
    A file is kept for a time and deleted then (`expired_at`); the export can be made again.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    requested_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    format = word(ExportFormat)
    filters = models.JSONField(default=dict)
    state = word(ExportState, default=ExportState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    rows = models.PositiveIntegerField(null=True)
    losses = models.JSONField(default=list)
    file = models.FileField(upload_to="exports/%Y/%m/", blank=True, max_length=300)
    size = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    claim_ids = ArrayField(models.UUIDField(), null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        constraints = [
            known("exportjob", "format", ExportFormat),
            known("exportjob", "state", ExportState),
            models.CheckConstraint(
                condition=~models.Q(state=ExportState.DONE)
                | (~models.Q(sha256="") & ~models.Q(file=""))
                | models.Q(withdrawn_at__isnull=False)
                | models.Q(expired_at__isnull=False),
                name="exportjob_done_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "-created_at"], name="export_by_age"),
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["queued", "running"]),
                name="export_unfinished",
            ),
        ]
        triggers = [counts_versions()]

    def __str__(self) -> str:
        return f"{self.format} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """Progress in whole per cent; 100 only when the file is there."""
        if self.state == ExportState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def kept_until(self) -> datetime | None:
        """When the file of a finished export is deleted."""
        most = kept_for()
        return self.finished_at + most if most and self.finished_at else None


class ExportDownload(Row):
    """Who took the file of an export, and when."""

    export = models.ForeignKey(ExportJob, on_delete=models.PROTECT, related_name="downloads")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)

    class Meta:
        triggers = [append_only()]

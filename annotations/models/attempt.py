"""Jobs that began and were not finished: counted before they run, because a killed worker cannot write afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.base import Row


class JobAttempts(Row):
    """How often one job (its name and its ids) began without an end. A job that is done has no row here.

    `last_error` is the type of the last error, never what it said; empty when the worker died before it
    could write. Until `next_try_at` the job is left alone; once `stopped_at` is set, until somebody says try again.
    """

    job = models.CharField(max_length=64)
    key = models.CharField(max_length=200, blank=True)
    ids = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=1)
    last_error = models.CharField(max_length=100, blank=True)
    began_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    rung_again = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = _("job attempts")
        constraints = [
            models.UniqueConstraint(fields=["job", "key"], name="job_attempts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.key}".strip()

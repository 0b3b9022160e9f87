"""The sweep: finds the undone rows of every job and rings for them again. PostgreSQL is the truth, the bell is not."""

from datetime import timedelta

from django.utils import timezone

from annotations.actions.acts import step
from annotations.dispatch import Job, enqueue
from annotations.models import IdempotencyKey
from annotations.queries.undone import UNDONE

KEPT_KEYS = timedelta(days=2)


@step
def sweep() -> dict[str, int]:
    """Ring for every row some job has not done; returns how often each was rung."""
    rung: dict[str, int] = {}
    for job in Job:
        calls = list(UNDONE[job.value]())
        for ids in calls:
            enqueue(job, **ids)
        rung[job.value] = len(calls)
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT_KEYS).delete()
    return rung

"""The sweep: finds the undone rows of every job and rings for them again. PostgreSQL is the truth, the bell is not."""

import logging
from datetime import timedelta
from itertools import islice

from django.db import DataError
from django.utils import timezone

from annotations.actions.acts import step
from annotations.actions.attempts import forget_idle_counts, held_back, key_of
from annotations.actions.imports import forget_import_files
from annotations.actions.mails import forget_old_mails
from annotations.actions.notifications import forget_old_notices
from annotations.dispatch import Job, enqueue
from annotations.models import BrowserSession, IdempotencyKey
from annotations.queries.undone import UNDONE

AT_ONCE = 100
KEPT_KEYS = timedelta(days=2)

log = logging.getLogger(__name__)


def sweep() -> dict[str, int]:
    """Ring for every row some job has not done; returns how often each was rung.

    Jobs that pause after a failure, or were stopped, are left alone. When the rows of one job cannot be
    read, the others are rung all the same.
    """
    rung: dict[str, int] = {}
    for job in Job:
        try:
            rung[job.value] = ring_undone(job=job)
        except DataError as error:
            log.error("the undone rows of %s cannot be read (%s)", job.value, type(error).__name__)
    drop_old_keys()
    forget_import_files()
    return rung


@step
def ring_undone(*, job: Job) -> int:
    """Ring one job for its undone rows, at most AT_ONCE of them; returns how many."""
    held = held_back(job)
    due = (ids for ids in UNDONE[job.value]() if key_of(ids) not in held)
    calls = list(islice(due, AT_ONCE))
    for ids in calls:
        enqueue(job, **ids)
    return len(calls)


@step
def drop_old_keys() -> None:
    """Forget idempotency keys that no client will send again, sessions that ended, mails long sent, idle counts."""
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT_KEYS).delete()
    BrowserSession.objects.filter(expires_at__lte=timezone.now()).delete()
    forget_old_mails()
    forget_old_notices()
    forget_idle_counts()

"""The one bell: names of jobs, and ringing a worker after the commit.

The bell never breaks the door. Saved work is never shown as an error because the broker is away: what
was not rung is found by the sweep, which knows the undone rows of every job.
"""

import logging
from enum import StrEnum
from functools import partial

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


class Job(StrEnum):
    """Every background job, by the name of its Celery task."""

    FILL_REVIEW_QUEUE = "fill_review_queue"
    CLOSE_VOID_ROUNDS = "close_void_rounds"
    RUN_EXPORT = "run_export"


def enqueue(job: Job, **ids: object) -> None:
    """Ring for a job once the transaction is committed; a rollback rings nothing. Never raises."""
    transaction.on_commit(
        partial(_ring, job, {key: str(value) for key, value in ids.items()}), robust=True
    )


def _ring(job: Job, ids: dict[str, str]) -> None:
    try:
        current_app.send_task(job.value, kwargs=ids, retry=False, ignore_result=True)
    except Exception as error:
        log.warning(
            "the bell for %s did not ring (%s): the sweep will", job.value, type(error).__name__
        )

"""The one bell: names of jobs, and ringing a worker after the commit.

The bell never breaks the door. Saved work is never shown as an error because the broker is away: what
was not rung is found by the sweep, which knows the undone rows of every job.
"""

import logging
import threading
import time
from contextvars import copy_context
from enum import StrEnum
from functools import partial
from typing import Final

from celery import Celery, current_app
from django.db import transaction

WAIT: Final = 0.5
"""Seconds a door waits for the broker, at most."""
SILENCE: Final = 5.0
"""Seconds the bell stays silent after the broker did not take one."""

log = logging.getLogger(__name__)


class Job(StrEnum):
    """Every background job, by the name of its Celery task."""

    FILL_REVIEW_QUEUE = "fill_review_queue"
    CLOSE_VOID_ROUNDS = "close_void_rounds"
    RUN_EXPORT = "run_export"
    RUN_IMPORT = "run_import"
    SEAL_AUDIT = "seal_audit"
    DELIVER_MAIL = "deliver_mail"
    ERASE_FILES = "erase_files"
    MAKE_PREVIEW = "make_preview"
    TELL_DEADLINES = "tell_deadlines"


def enqueue(job: Job, **ids: object) -> None:
    """Ring for a job once the transaction is committed; a rollback rings nothing. Never raises."""
    transaction.on_commit(
        partial(_ring, job, {key: str(value) for key, value in ids.items()}), robust=True
    )


class Bell:
    """Rings from a thread of its own, because no time-out of a client covers every way a broker can hang.

    The door waits for it, but not long. Once it waited in vain, or the broker refused, nobody waits or
    tries for a while.
    """

    def __init__(self) -> None:
        self._silent_until = 0.0

    def ring(self, app: Celery, job: Job, ids: dict[str, str]) -> None:
        """Send the message, or leave it to the sweep. Never raises."""
        if time.monotonic() < self._silent_until:
            return
        rung = threading.Event()
        try:
            along = copy_context()  # the number of the request
            send = (self._send, app, job, ids, rung)
            threading.Thread(target=along.run, args=send, daemon=True).start()
        except RuntimeError as error:  # no more threads
            self._fall_silent(job, error)
            return
        if not rung.wait(WAIT):
            self._fall_silent(job, TimeoutError())

    def _send(self, app: Celery, job: Job, ids: dict[str, str], rung: threading.Event) -> None:
        try:
            app.send_task(job.value, kwargs=ids, ignore_result=True)
            self._silent_until = 0.0
        except Exception as error:
            self._fall_silent(job, error)
        rung.set()

    def _fall_silent(self, job: Job, error: Exception) -> None:
        self._silent_until = time.monotonic() + SILENCE
        log.warning(
            "the bell for %s did not ring (%s): the sweep will", job.value, type(error).__name__
        )


_bell = Bell()


def _ring(job: Job, ids: dict[str, str]) -> None:
    # The app itself, not the proxy: which app is current depends on the thread.
    app: Celery = current_app._get_current_object()  # type: ignore[attr-defined]
    _bell.ring(app, job, ids)

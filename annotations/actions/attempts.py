"""How often a job is tried. It is counted before it runs: one that kills its worker cannot say so afterwards.

A job that fails too often is stopped: the sweep rings for it no more, operators see it, and whoever waits
for it is told. A refusal (DomainError) is final at once. While a job runs or pauses, another bell for the
same ids is only noted, and rung when the run is done: nothing that came in meanwhile is forgotten.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from annotations.actions import exports, import_runs
from annotations.actions.acts import found, step
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import DomainError
from annotations.models import JobAttempts

FIRST_PAUSE: Final = timedelta(seconds=2)
"""After the first attempt. Longer than a broker takes to deliver the job of a killed worker again."""
GROWTH: Final = 4
JOBS: Final = frozenset(Job)
LONGEST_PAUSE: Final = timedelta(hours=1)

log = logging.getLogger(__name__)


def attempt(*, name: str, ids: Mapping[str, Any], work: Callable[[], Any]) -> Any:
    """Do the work of a task, unless its job pauses or was stopped. What is no job is just done.

    Raises what the work raises, but for refusals.
    """
    if name not in JOBS:
        return work()
    job, plain = Job(name), {key: str(value) for key, value in sorted(ids.items())}
    if not begin_attempt(job=job, ids=plain):
        return None
    try:
        result = work()
    except Exception as error:
        _note_failure(job, plain, error)
        if isinstance(error, DomainError):
            return None
        raise
    finish_attempt(job=job, ids=plain)
    return result


def key_of(ids: Mapping[str, Any]) -> str:
    """The ids of a job as one word, in an order of their own."""
    return ",".join(f"{name}={ids[name]}" for name in sorted(ids))


@step
def begin_attempt(*, job: Job, ids: dict[str, str]) -> bool:
    """Count an attempt; False when there is to be none now, or never again."""
    now = timezone.now()
    key = key_of(ids)
    mine = JobAttempts(job=job.value, key=key, ids=ids, began_at=now, next_try_at=now + FIRST_PAUSE)
    JobAttempts.objects.bulk_create([mine], ignore_conflicts=True)
    row = JobAttempts.objects.select_for_update().filter(job=job.value, key=key).first()
    if row is None:  # it was finished between the two statements
        return begin_attempt(job=job, ids=ids)
    if row.pk == mine.pk:
        return True
    if row.stopped_at is not None:
        return False
    if row.next_try_at > now:
        JobAttempts.objects.filter(pk=row.pk).update(rung_again=True)
        return False
    if row.attempts >= settings.FACTCHECK_JOB_TRIES:
        _stop(row)
        return False
    row.attempts += 1
    row.last_error, row.rung_again = "", False
    row.began_at, row.next_try_at = now, now + _pause(row.attempts)
    row.save()
    return True


@step
def finish_attempt(*, job: Job, ids: dict[str, str]) -> None:
    """The job is done: its count is cleared, and what was rung while it ran is rung now."""
    row = JobAttempts.objects.select_for_update().filter(job=job.value, key=key_of(ids)).first()
    if row is None:
        return
    row.delete()
    if row.rung_again:
        enqueue(job, **ids)


@step
def fail_attempt(*, job: Job, ids: dict[str, str], error: str, final: bool = False) -> None:
    """Note the type of the error; after the last try, or when it is final, the job is stopped."""
    row = JobAttempts.objects.select_for_update().filter(job=job.value, key=key_of(ids)).first()
    if row is None or row.stopped_at is not None:
        return
    row.last_error = error
    row.next_try_at = timezone.now() + _pause(row.attempts)
    row.save()
    if final or row.attempts >= settings.FACTCHECK_JOB_TRIES:
        _stop(row)


@step
def try_again(*, attempts_id: UUID) -> JobAttempts:
    """Let a stopped job begin anew, and ring for it. Raises NotFoundError."""
    row = found(JobAttempts.objects.select_for_update(), attempts_id)
    job = Job(row.job)
    row.delete()
    if (reopened := BEGUN_ANEW.get(job)) is not None:
        reopened(**row.ids)
    log.warning("job %s is tried again", row)
    enqueue(job, **row.ids)
    return row


def forget_idle_counts() -> None:
    """Drop the counts of jobs that nobody rang for since long: something else did their work."""
    idle = timezone.now() - 2 * LONGEST_PAUSE
    JobAttempts.objects.filter(stopped_at=None, next_try_at__lt=idle).delete()


def held_back(job: Job) -> set[str]:
    """The keys of this job that pause or were stopped."""
    rows = JobAttempts.objects.filter(job=job.value)
    return set(
        rows.exclude(stopped_at=None, next_try_at__lte=timezone.now()).values_list("key", flat=True)
    )


def _note_failure(job: Job, ids: dict[str, str], error: Exception) -> None:
    """Best effort: without a database the count stands as it was before the run, and that is enough."""
    name = type(error).__name__
    log.warning("job %s %s failed (%s)", job.value, key_of(ids), name)
    try:
        fail_attempt(job=job, ids=ids, error=name, final=isinstance(error, DomainError))
    except DatabaseError as away:
        log.warning("the failure was not noted (%s)", type(away).__name__)


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * int(GROWTH ** (attempts - 1)), LONGEST_PAUSE)


def _stop(row: JobAttempts) -> None:
    row.stopped_at = timezone.now()
    row.save()
    log.error(
        "job %s is stopped after %d attempts (%s): look at it, then let it be tried again",
        row,
        row.attempts,
        row.last_error or "the worker died",
    )
    if (told := GIVEN_UP.get(Job(row.job))) is not None:
        told(**row.ids)


GIVEN_UP: Final[Mapping[Job, Callable[..., None]]] = {
    Job.RUN_EXPORT: exports.give_up_export,
    Job.RUN_IMPORT: import_runs.give_up_import,
}
"""What tells whoever waits for a job that it was stopped."""
BEGUN_ANEW: Final[Mapping[Job, Callable[..., None]]] = {
    Job.RUN_EXPORT: exports.reopen_export,
    Job.RUN_IMPORT: import_runs.reopen_import,
}
"""What takes that back."""

"""Reading an import: a few articles at a time, each with a fate of its own, all of it resumable.

A batch is one transaction: its articles, their fates and the progress are there together or not at all. A
worker that dies leaves a whole number of batches, and the next one goes on behind them.
"""

import errno
import logging
import time
from dataclasses import replace
from datetime import timedelta
from typing import IO, Any, Final, cast
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import step
from annotations.actions.arrivals import Fate
from annotations.actions.exports import CancelledError, LeaseLostError
from annotations.actions.fates import fates_of, settle, unforeseen
from annotations.actions.imports import reopened
from annotations.actions.notifications import tell
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import ImportState, NoticeKind, RowFate
from annotations.intake.bundles import Bundle, opened
from annotations.intake.given import Given
from annotations.models import ArticleImport, ImportRow, Membership
from annotations.models.importing import UNFINISHED

LEASE: Final = timedelta(seconds=60)
"""How long a worker may be silent before another goes on."""
SLICE: Final = 20.0
"""Seconds a run works before it lets other jobs have the worker."""
BATCH: Final = 20
BATCH_BYTES: Final = 2 * 1024 * 1024
TRIES: Final = 2
"""How often a row may be begun alone, after a worker had died, before it is left out."""

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The import cannot go on, and says why."""


def run_import(*, import_id: UUID) -> None:
    """Read an import, or the next part of it, in many small transactions.

    May be called again at any time: while another run is alive, and once the import is finished, it does
    nothing; after a run that died, or that left the worker to others, it goes on where that one stopped.
    """
    run = begin_import(import_id=import_id)
    if run is None:
        return
    job, careful = run
    try:
        with override(job.desk.language):
            try:
                _read(job, careful=careful)
            except CancelledError:
                end_import(job=job, state=ImportState.CANCELLED)
            except (LeaseLostError, OperationalError, InterfaceError):
                raise
            except Exception as error:
                log.exception("import %s failed", job.pk)
                end_import(job=job, state=ImportState.FAILED, problem=_in_words(error, job))
    except LeaseLostError:
        log.info("import %s is no longer ours", job.pk)


@step
def begin_import(*, import_id: UUID) -> tuple[ArticleImport, bool] | None:
    """Take the lease of an import nobody works on, or None; and whether the run before it died."""
    undone = ArticleImport.objects.undone().select_related("desk")
    job = undone.select_for_update(of=("self",)).filter(pk=import_id).first()
    if job is None:
        return None
    if job.cancel_requested_at is not None:
        end_import(job=job, state=ImportState.CANCELLED)
        return None
    died = job.state == ImportState.RUNNING and job.lease_until is not None
    ArticleImport.objects.filter(pk=job.pk).update(
        state=ImportState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=job.started_at or timezone.now(),
        lease_until=Now() + LEASE,
    )
    job.refresh_from_db()
    return job, died


def _read(job: ArticleImport, *, careful: bool) -> None:
    until = time.monotonic() + SLICE
    member = _member(job)
    with job.file.open("rb") as file:
        bundle = opened(job.kind, cast("IO[bytes]", file.file))
        if job.total is None:
            note_rows(job=job, bundle=bundle)
        while rows := _next_rows(job, 1 if careful else BATCH):
            if time.monotonic() >= until:
                hand_over(job=job)
                return
            if careful:
                note_try(job=job, row=rows[0])
            read_rows(job=job, member=member, bundle=bundle, rows=rows)
    finish_import(job=job)


def _member(job: ArticleImport) -> Membership:
    """Whoever asked, as the actor of what is added. Raises StoppedError once they may not."""
    places = Membership.objects.active(timezone.now()).filter(desk_id=job.desk_id)
    member = places.filter(account_id=job.requested_by_id).select_related("desk", "account").first()
    if member is None or not policies.may_add_article(member):
        words = _("Whoever asked for this import may not add articles any more. Ask for it anew.")
        raise StoppedError(words)
    return member


@step
def note_rows(*, job: ArticleImport, bundle: Bundle) -> None:
    """Write down every file or line, waiting."""
    rows = [
        ImportRow(
            article_import=job,
            number=item.number,
            name=item.name,
            place=item.place,
            size=item.size,
        )
        for item in bundle.items()
    ]
    ImportRow.objects.bulk_create(rows, batch_size=1000)
    report_import(job=job, total=len(rows))
    job.total = len(rows)


def _next_rows(job: ArticleImport, most: int) -> list[ImportRow]:
    """The next rows that wait: so few that their articles fit into the memory and a breath."""
    waiting = job.rows.filter(fate=RowFate.WAITING).order_by("number")[:most]
    rows: list[ImportRow] = []
    size = 0
    for row in waiting:
        size += row.size
        if rows and size > BATCH_BYTES:
            break
        rows.append(row)
    return rows


@step
def note_try(*, job: ArticleImport, row: ImportRow) -> None:
    """Count that a row is begun alone: what kills its worker cannot say so afterwards."""
    report_import(job=job)
    row.tries += 1
    row.save(update_fields=["tries"])


@step
def read_rows(
    *, job: ArticleImport, member: Membership, bundle: Bundle, rows: list[ImportRow]
) -> None:
    """Give these rows their fates, all or none. Raises CancelledError and LeaseLostError."""
    fates: dict[int, Fate] = {}
    given = {}
    for row in rows:
        if row.tries > TRIES:
            fates[row.number] = unforeseen()
            continue
        try:
            given[row.number] = _completed(bundle.read(row.place), job)
        except DomainError as refusal:
            fates[row.number] = Fate(refusal=refusal)
    taken = fates_of(by=member, given=list(given.values()))
    fates |= dict(zip(given, taken, strict=True))
    for row in rows:
        settle(row, fates[row.number])
    ImportRow.objects.bulk_update(rows, ["fate", "article", "code", "reason"])
    counted = {
        word.value: F(word.value) + sum(row.fate == word for row in rows)
        for word in (RowFate.ADDED, RowFate.KNOWN, RowFate.REFUSED)
    }
    report_import(job=job, **counted)


def _completed(given: Given, job: ArticleImport) -> Given:
    """With what holds for all articles of the import that do not say it themselves."""
    return replace(
        given,
        publisher=given.publisher or job.publisher,
        language=given.language or job.language,
    )


@step
def report_import(*, job: ArticleImport, **values: Any) -> None:
    """Save how far it is and move the lease on. Raises CancelledError and LeaseLostError."""
    ours = _ours(job)
    if ours.filter(cancel_requested_at=None).update(lease_until=Now() + LEASE, **values):
        return
    raise CancelledError if ours.exists() else LeaseLostError


@step
def hand_over(*, job: ArticleImport) -> None:
    """Leave the rest to a later run, so that other jobs have their turn."""
    report_import(job=job)
    _ours(job).update(lease_until=None)
    enqueue(Job.RUN_IMPORT, import_id=job.pk)


@step
def finish_import(*, job: ArticleImport) -> None:
    """Every row has its fate."""
    report_import(job=job)
    end_import(job=job, state=ImportState.DONE)
    job.refresh_from_db()
    counts = {"added": job.added, "known": job.known, "refused": job.refused}
    audit.record("import.done", actor=_machine(job), subject=job, data=counts)
    tell(NoticeKind.IMPORT_ENDED, [job.requested_by_id], desk_id=job.desk_id, subject_id=job.pk)


@step
def end_import(*, job: ArticleImport, state: ImportState, problem: str = "") -> None:
    """The import ends here; what came in stays, and what waits can be gone on with."""
    ended = _ours(job).update(
        state=state, problem=problem, lease_until=None, finished_at=timezone.now()
    )
    if not ended:
        raise LeaseLostError
    if state is ImportState.FAILED:
        tell(NoticeKind.IMPORT_ENDED, [job.requested_by_id], desk_id=job.desk_id, subject_id=job.pk)


@step
def give_up_import(*, import_id: UUID | str) -> None:
    """No worker could finish it: whoever asked for it reads so. Once it is finished, nothing changes."""
    unfinished = ArticleImport.objects.filter(pk=import_id, state__in=UNFINISHED)
    job = unfinished.select_related("desk").first()
    if job is None:
        return
    with override(job.desk.language):
        words = _(
            "The import stopped %(count)d times before it was finished. What came in stays. Let it go on; if "
            "it stops again, tell the operator the number %(number)s."
        ) % {"count": settings.FACTCHECK_JOB_TRIES, "number": job.pk}
    end_import(job=job, state=ImportState.FAILED, problem=words)


@step
def reopen_import(*, import_id: UUID | str) -> None:
    """An operator lets a failed import be tried again."""
    failed = ArticleImport.objects.filter(pk=import_id, state=ImportState.FAILED).exclude(file="")
    for job in failed:
        reopened(job)


def _ours(job: ArticleImport) -> Any:
    """The import, as long as this run holds it: each run has a number of its own."""
    return ArticleImport.objects.filter(pk=job.pk, state__in=UNFINISHED, attempts=job.attempts)


def _machine(job: ArticleImport) -> Membership:
    return Membership.objects.get(desk_id=job.desk_id, account__is_system=True, ends_at=None)


def _in_words(error: Exception, job: ArticleImport) -> str:
    """What went wrong, for people: never a traceback."""
    if isinstance(error, StoppedError):
        return str(error)
    if isinstance(error, DomainError):
        return _(error.detail)
    if isinstance(error, FileNotFoundError):
        return _("The file of this import is no longer there. Send what is left anew.")
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("The disk filled up. What came in stays. Make room, then let the import go on.")
    return _(
        "Something went wrong while the file was read. What came in stays. Let the import go on; if it "
        "fails again, tell the operator the number %(number)s."
    ) % {"number": job.pk}

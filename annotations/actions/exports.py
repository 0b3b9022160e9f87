"""Exports: asked for, written by a worker, given up, taken away."""

import errno
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, alone, found, locked, refreshed, step
from annotations.actions.notifications import tell
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import (
    DomainError,
    GoneError,
    UnsupportedError,
)
from annotations.domain.text import one_line
from annotations.domain.vocabulary import ExportState, NoticeKind
from annotations.exports import FORMATS, Header, Loss
from annotations.exports.header import base_url
from annotations.exports.proof import lost
from annotations.exports.sink import Sink, watched
from annotations.models import ExportDownload, ExportJob, Membership, Redaction
from annotations.queries.exports import ClaimRow, checked_filters, claim_rows, count_rows

LEASE: Final = timedelta(seconds=60)
"""How long a worker may be silent before another begins anew."""
PAUSE: Final = 0.5
"""Seconds between two notes of progress, at least."""

log = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another run has taken the export over, or it was ended: this one stops and leaves no trace."""


class WithheldError(Exception):
    """Words were withheld by an order while the file was written: it may hold them."""


class CancelledError(Exception):
    """Somebody gave the export up while it was written."""


@act
def request_export(*, actor: Membership, format: str, filters: dict[str, Any]) -> ExportJob:
    """Ask for a file of claims; a worker writes it. Raises UnsupportedError and InvalidError."""
    policies.may_export(actor).require()
    if format not in FORMATS:
        raise UnsupportedError(
            _("There is no format “%(format)s”. Choose one of these: %(known)s.")
            % {"format": format, "known": ", ".join(FORMATS)}
        )
    wanted = {
        name: value.isoformat() if isinstance(value, date) else one_line(str(value))
        for name, value in filters.items()
        if value not in (None, "")
    }
    checked_filters(wanted)
    job = ExportJob.objects.create(
        desk=actor.desk, requested_by=actor.account, format=format, filters=wanted
    )
    audit.record("export.requested", actor=actor, subject=job)
    enqueue(Job.RUN_EXPORT, export_id=job.pk)
    return job


@act
def cancel_export(
    *, actor: Membership, export_id: UUID, expected_version: Versions = None
) -> ExportJob:
    """Give an export up. One that is being written stops within a second; its file is never offered."""
    job = locked(ExportJob.objects.visible_to(actor), export_id, expected_version=expected_version)
    policies.may_cancel_export(actor, job).require()
    now = timezone.now()
    if ExportJob.objects.undone().filter(pk=job.pk).exists():  # nobody is writing it
        job.state, job.finished_at, job.lease_until = ExportState.CANCELLED, now, None
    job.cancel_requested_at = job.cancel_requested_at or now
    job.save(update_fields=["state", "finished_at", "lease_until", "cancel_requested_at"])
    audit.record("export.cancelled", actor=actor, subject=refreshed(job))
    return job


@act
def take_export(*, actor: Membership, export_id: UUID) -> ExportJob:
    """The finished export with its file open; who took it is logged.

    Raises NotReadyError before that, and GoneError when the file is lost.
    """
    policies.may_export(actor).require()
    job = found(ExportJob.objects.visible_to(actor), export_id)
    policies.may_take_export(actor, job).require()
    if job.withdrawn_at is not None:
        raise GoneError(
            _("This export held words that are withheld by an order now. Make a new export.")
        )
    if job.expired_at is not None:
        raise GoneError(_("The file of this export was kept its time. Make the export again."))
    try:
        job.file.open("rb")
    except FileNotFoundError as error:
        words = _(
            "The file of this export is no longer there. Make a new export; no claim is lost."
        )
        raise GoneError(words) from error
    ExportDownload.objects.create(export=job, account=actor.account)
    audit.record("export.taken", actor=actor, subject=job, content=False)
    return job


def run_export(*, export_id: UUID) -> None:
    """Write the file of an export, in many small transactions.

    May be called again at any time: while another run is alive, and once the export is finished, it
    does nothing; after a run that died it begins anew.
    """
    job = begin_export(export_id=export_id)
    if job is None:
        return
    try:
        with override(job.desk.language), Sink(str(job.pk)) as sink:
            try:
                losses = _write(job, sink)
                finish_export(job=job, sink=sink, losses=losses)
            except CancelledError:
                end_export(job=job, state=ExportState.CANCELLED)
            except (LeaseLostError, OperationalError, InterfaceError):
                raise
            except Exception as error:
                log.exception("export %s failed", job.pk)
                end_export(job=job, state=ExportState.FAILED, problem=_in_words(error, job))
    except LeaseLostError:
        log.info("export %s is no longer ours", job.pk)


@step
def begin_export(*, export_id: UUID) -> ExportJob | None:
    """Take the lease of an export nobody works on, or None."""
    undone = ExportJob.objects.undone()
    job = undone.select_related("desk").select_for_update(of=("self",)).filter(pk=export_id).first()
    if job is None:
        return None
    if job.cancel_requested_at is not None:
        end_export(job=job, state=ExportState.CANCELLED)
        return None
    alone("files", job.desk_id)  # a redaction that is being made is waited for
    ExportJob.objects.filter(pk=job.pk).update(
        state=ExportState.RUNNING,
        attempts=job.attempts + 1,
        started_at=timezone.now(),
        lease_until=Now() + LEASE,
        done=0,
    )
    job.refresh_from_db()
    return job


@step
def report_progress(*, job: ExportJob, **values: Any) -> None:
    """Save how far it is and move the lease on. Raises CancelledError and LeaseLostError."""
    ours = _ours(job)
    if ours.filter(cancel_requested_at=None).update(lease_until=Now() + LEASE, **values):
        return
    raise CancelledError if ours.exists() else LeaseLostError


@step
def finish_export(*, job: ExportJob, sink: Sink, losses: list[Loss]) -> None:
    """Hand the file over and say that it is there, in one step. Raises as `report_progress` does."""
    current = _ours(job).select_for_update().first()
    if current is None:
        raise LeaseLostError
    if current.cancel_requested_at is not None:
        raise CancelledError
    alone("files", job.desk_id)
    redactions = Redaction.objects.filter(desk_id=job.desk_id).by_order()
    if redactions.filter(created_at__gt=current.started_at).exists():
        raise WithheldError
    made = f"{job.created_at:exports/%Y/%m}/{job.pk}.{FORMATS[job.format].extension}"
    _ours(job).update(
        state=ExportState.DONE,
        file=sink.keep(made),
        sha256=sink.sha256,
        size=sink.size,
        rows=current.done - lost(losses),
        losses=losses,
        lease_until=None,
        finished_at=timezone.now(),
    )
    data = {"sha256": sink.sha256, "format": job.format}
    audit.record("export.done", actor=_machine(job), subject=refreshed(job, "sha256"), data=data)
    _tell(job)


@step
def end_export(*, job: ExportJob, state: ExportState, problem: str = "") -> None:
    """The export ends without a file."""
    ended = _ours(job).update(
        state=state, problem=problem, lease_until=None, finished_at=timezone.now()
    )
    if not ended:
        raise LeaseLostError
    if state is ExportState.FAILED:
        _tell(job)


def _tell(job: ExportJob) -> None:
    """Tell whoever asked for it that it has ended by itself."""
    asked = [job.requested_by_id]
    tell(NoticeKind.EXPORT_ENDED, asked, desk_id=job.desk_id, subject_id=job.pk)


@step
def give_up_export(*, export_id: UUID | str) -> None:
    """No worker could finish it: whoever asked for it reads so. Once it is finished, nothing changes."""
    job = (
        ExportJob.objects.filter(pk=export_id, state__in=policies.UNFINISHED)
        .select_related("desk")
        .first()
    )
    if job is None:
        return
    with override(job.desk.language):
        words = _(
            "The export stopped %(count)d times before it was finished, and no file was kept. Ask for a "
            "smaller part; if that fails too, tell the operator the number %(number)s."
        ) % {"count": settings.FACTCHECK_JOB_TRIES, "number": job.pk}
    end_export(job=job, state=ExportState.FAILED, problem=words)


@step
def reopen_export(*, export_id: UUID | str) -> None:
    """An operator lets a failed export be tried again."""
    failed = ExportJob.objects.filter(pk=export_id, state=ExportState.FAILED)
    failed.update(state=ExportState.QUEUED, problem="", lease_until=None, finished_at=None)


def _ours(job: ExportJob) -> Any:
    """The export, as long as this run holds it: each run has a number of its own."""
    return ExportJob.objects.filter(pk=job.pk, state__in=policies.UNFINISHED, attempts=job.attempts)


def _machine(job: ExportJob) -> Membership:
    return Membership.objects.get(desk_id=job.desk_id, account__is_system=True, ends_at=None)


def _write(job: ExportJob, sink: Sink) -> list[Loss]:
    losses: list[Loss] = []
    report_progress(job=job, total=count_rows(job.desk_id, job.filters))
    header = Header(
        desk=job.desk.name,
        base_url=base_url(job.desk),
        generated_at=timezone.now(),
        language=job.desk.language,
        filters=job.filters,
    )
    tell, last = _telling(job)
    held: list[str] = []
    rows = watched(_noted(claim_rows(job.desk_id, job.filters), held), tell)
    sink.write(FORMATS[job.format].render(rows, header, losses))
    report_progress(job=job, done=last(), claim_ids=held)
    return losses


def _noted(rows: Iterable[ClaimRow], held: list[str]) -> Iterator[ClaimRow]:
    """The rows, noting which claims come to be in the file."""
    for row in rows:
        held.append(row.id)
        yield row


def _telling(job: ExportJob) -> tuple[Callable[[int], None], Callable[[], int]]:
    """What notes progress now and then, and what says how many rows have passed."""
    saved, passed = time.monotonic(), 0

    def tell(done: int) -> None:
        nonlocal saved, passed
        passed = done
        if time.monotonic() - saved >= PAUSE:
            report_progress(job=job, done=done)
            saved = time.monotonic()

    return tell, lambda: passed


def _in_words(error: Exception, job: ExportJob) -> str:
    """What went wrong, for people: never a traceback."""
    if isinstance(error, WithheldError):
        return _("Words were withheld by an order while the file was written. Ask for it again.")
    if isinstance(error, DomainError):
        return error.detail
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("The disk filled up. No file was kept. Make room, then ask for the export again.")
    return _(
        "Something went wrong while the file was written, and no file was kept. Ask for it again; "
        "if it fails again, tell the operator the number %(number)s."
    ) % {"number": job.pk}

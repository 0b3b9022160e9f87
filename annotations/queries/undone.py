"""The undone rows of every job: what the sweep rings for. A job without such a query cannot exist."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from annotations.domain.vocabulary import QueueItemState
from annotations.domain.workflow import REVIEWABLE
from annotations.models import (
    ArticleImport,
    Evidence,
    ExportJob,
    JobAttempts,
    Mail,
    QueueItem,
    ReviewRound,
    SealedFile,
    Snapshot,
)
from annotations.queries.chain import overdue
from annotations.queries.contacts import contacts_to_tell_of


def unqueued_rounds() -> Iterator[dict[str, Any]]:
    """Verdicts in an open round that has no item in any queue."""
    items = QueueItem.objects.filter(round=OuterRef("pk")).exclude(state=QueueItemState.CANCELLED)
    waiting = ReviewRound.objects.open().filter(~Exists(items), verdict__state__in=REVIEWABLE)
    void = ReviewRound.objects.void().filter(pk=OuterRef("pk"))
    rounds = waiting.filter(~Exists(void)).order_by("due_at")
    for pk in rounds.values_list("verdict_id", flat=True).iterator():
        yield {"verdict_id": pk}


def void_rounds() -> Iterator[dict[str, Any]]:
    """Claims with an open round whose submission no longer stands."""
    for pk in ReviewRound.objects.void().values_list("submission__claim_id", flat=True).iterator():
        yield {"claim_id": pk}


def unwritten_exports() -> Iterator[dict[str, Any]]:
    """Exports nobody works on."""
    for pk in ExportJob.objects.undone().order_by("id").values_list("pk", flat=True).iterator():
        yield {"export_id": pk}


def unread_imports() -> Iterator[dict[str, Any]]:
    """Imports of many articles that nobody works on."""
    undone = ArticleImport.objects.undone().order_by("id")
    for pk in undone.values_list("pk", flat=True).iterator():
        yield {"import_id": pk}


def unsent_mails() -> Iterator[dict[str, Any]]:
    """Mails that should be on their way."""
    due = Mail.objects.due(timezone.now()).order_by("next_try_at")
    for pk in due.values_list("pk", flat=True).iterator():
        yield {"mail_id": pk}


def stopped_jobs() -> dict[str, int]:
    """How many jobs were stopped because they failed too often, by name."""
    stopped = JobAttempts.objects.exclude(stopped_at=None).order_by("job").values_list("job")
    return dict(stopped.annotate(count=Count("pk")))


def unsealed_events() -> Iterator[dict[str, Any]]:
    """Events the timetable should have sealed: one call seals them all."""
    if overdue():
        yield {}


def files_to_erase() -> Iterator[Any]:
    """Files, exports and imports that were withheld, and exports past their time, whose bytes are still there."""
    yield from Snapshot.objects.exclude(erased_at=None).exclude(file="").order_by("id")
    yield from SealedFile.objects.exclude(erased_at=None).exclude(file="").order_by("id")
    for model in (ExportJob, ArticleImport):
        yield from model.objects.exclude(withdrawn_at=None).exclude(file="").order_by("id")
    yield from ExportJob.objects.past_their_time(timezone.now()).order_by("id")


def withheld_files() -> Iterator[dict[str, Any]]:
    """Files whose bytes have to go: one call deletes them all."""
    if next(files_to_erase(), None) is not None:
        yield {}


def unseen_files() -> Iterator[dict[str, Any]]:
    """Files of evidence that have no preview, nor a word why they have none."""
    used = Exists(Evidence.objects.filter(snapshot=OuterRef("pk")))
    kept = Snapshot.objects.filter(used, erased_at=None, preview=None).order_by("id")
    for pk in kept.values_list("pk", flat=True).iterator():
        yield {"snapshot_id": pk}
    sealed = SealedFile.objects.filter(erased_at=None, preview=None).order_by("id")
    for pk in sealed.values_list("pk", flat=True).iterator():
        yield {"sealed_file_id": pk}


def untold_deadlines() -> Iterator[dict[str, Any]]:
    """Deadlines for a reply that passed, and nobody was told: one call tells of them all."""
    if next(iter(contacts_to_tell_of()[:1]), None) is not None:
        yield {}


UNDONE: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "fill_review_queue": unqueued_rounds,
    "close_void_rounds": void_rounds,
    "run_export": unwritten_exports,
    "run_import": unread_imports,
    "seal_audit": unsealed_events,
    "deliver_mail": unsent_mails,
    "erase_files": withheld_files,
    "make_preview": unseen_files,
    "tell_deadlines": untold_deadlines,
}
"""Name of a job to the calls that are still to be made: one for each row, so that one that fails stops no other."""

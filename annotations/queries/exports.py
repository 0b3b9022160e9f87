"""Export jobs, which claims an export holds, and streaming their rows in batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import ExportState
from annotations.models import Claim, ExportDownload, ExportJob, Membership, Occurrence, Person
from annotations.queries.claim_rows import (
    AnchorRow,
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    SpeakerRow,
    VerdictRow,
    rows_for,
)
from annotations.queries.export_filters import checked_filters, count_rows, rows_to_export
from annotations.queries.people import account_row

BATCH = 500


def export_list(member: Membership) -> QuerySet[ExportJob]:
    """The desk's exports, newest first; none for those who may not export."""
    rows = (
        ExportJob.objects.visible_to(member)
        if policies.may_export(member)
        else ExportJob.objects.none()
    )
    return rows.select_related("requested_by").order_by("-id")


def export_of(member: Membership, export_id: UUID | str) -> ExportJob:
    """One export, or NotFoundError."""
    job = export_list(member).filter(pk=export_id).first()
    if job is None:
        raise NotFoundError(_("There is no such export on this desk."))
    return job


def export_row(job: ExportJob) -> dict[str, Any]:
    """An export job as its progress is shown."""
    unfinished = job.state in (ExportState.QUEUED, ExportState.RUNNING)
    return {
        "id": str(job.pk),
        "format": job.format,
        "filters": job.filters,
        "state": job.state,
        "progress": job.percent,
        "done": job.done,
        "total": job.total,
        "rows": job.rows,
        "losses": job.losses,
        "sha256": job.sha256 or None,
        "size": job.size,
        "problem": job.problem,
        "created_at": job.created_at.isoformat(),
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
        "requested_by": account_row(job.requested_by),
        "etag": job.etag,
        "may_cancel": unfinished and job.cancel_requested_at is None,
        "expired_at": job.expired_at.isoformat() if job.expired_at else None,
    }


def exports_shown(member: Membership, jobs: Iterable[ExportJob]) -> list[dict[str, Any]]:
    """Exports with who took each file and when, and the person a filter names."""
    rows = list(jobs)
    by_whom = ExportDownload.objects.select_related("account").order_by("-id")
    prefetch_related_objects(rows, Prefetch("downloads", by_whom))
    wanted = {job.filters["person"] for job in rows if job.filters.get("person")}
    people = Person.objects.visible_to(member).filter(pk__in=wanted)
    names = {str(pk): name for pk, name in people.values_list("pk", "name")}
    return [
        {
            **export_row(job),
            "person": names.get(job.filters.get("person", ""), ""),
            "taken": [
                {"by": taken.account.name, "at": taken.created_at} for taken in job.downloads.all()
            ],
            "kept_until": job.kept_until,
            "withdrawn": job.withdrawn_at is not None,
        }
        for job in rows
    ]


def claim_rows(desk_id: UUID, filters: dict[str, Any]) -> Iterator[ClaimRow]:
    """The rows of an export, read in batches: memory does not grow with their number."""
    ids = rows_to_export(desk_id, filters).values_list("pk", flat=True).iterator(chunk_size=5000)
    while batch := list(islice(ids, BATCH)):
        yield from rows_for(batch)


def rows_of_article(member: Membership, article_id: UUID | str) -> list[ClaimRow]:
    """The standing claims of one article the member sees, by id."""
    here = Occurrence.objects.filter(claim=OuterRef("pk"), article_id=article_id)
    ids = (
        Claim.objects.visible_to(member)
        .standing()
        .filter(Exists(here))
        .values_list("pk", flat=True)
    )
    return rows_for(ids)


def row_of(member: Membership, claim_id: UUID | str) -> ClaimRow:
    """The export row of one claim, or NotFoundError."""
    if not Claim.objects.visible_to(member).filter(pk=claim_id).exists():
        raise NotFoundError(_("There is no such claim on this desk."))
    return rows_for([UUID(str(claim_id))])[0]


__all__ = [
    "AnchorRow",
    "ArticleRow",
    "ClaimRow",
    "EvidenceRow",
    "SpeakerRow",
    "VerdictRow",
    "checked_filters",
    "claim_rows",
    "count_rows",
    "export_list",
    "export_of",
    "export_row",
    "row_of",
    "rows_for",
    "rows_of_article",
    "rows_to_export",
]

"""Export jobs, which claims an export holds, and streaming their rows in batches."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import InvalidError, NotFoundError
from annotations.domain.vocabulary import DateField, ExportState, ReviewOutcome, VerdictState
from annotations.models import (
    Claim,
    Desk,
    ExportJob,
    Membership,
    Occurrence,
    Review,
    Verdict,
)
from annotations.queries.claim_rows import (
    AnchorRow,
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    SpeakerRow,
    VerdictRow,
    rows_for,
)
from annotations.queries.people import account_row

BATCH = 500
FILTERS = {"state", "since", "until", "date_field", "article"}
APPROVED = "approved"


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
    }


def checked_filters(filters: dict[str, Any]) -> dict[str, Any]:
    """The filters of an export with their dates read, or InvalidError naming the field."""
    errors: dict[str, list[str]] = {
        name: [_("There is no such filter.")] for name in sorted(set(filters) - FILTERS)
    }
    state = filters.get("state") or APPROVED
    if state not in {"any", "open", *(member.value for member in VerdictState)}:
        errors["state"] = [_("There is no such state.")]
    by = filters.get("date_field") or DateField.CREATED
    if by not in {member.value for member in DateField}:
        errors["date_field"] = [_("Choose said, created, approved or published.")]
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(filters[name]) if filters.get(name) else None
        except (TypeError, ValueError):
            errors[name] = [_("Write the date as 2026-01-31.")]
    article = filters.get("article") or None
    try:
        article = str(UUID(str(article))) if article else None
    except ValueError:
        errors["article"] = [_("This is not the id of an article.")]
    if errors:
        raise InvalidError(_("The filters cannot be used as they are."), errors=errors)
    return {"state": state, "date_field": by, "article": article, **days}


def rows_to_export(desk_id: UUID, filters: dict[str, Any]) -> QuerySet[Claim]:
    """The claims an export holds. `approved` means an approval that stands, by the one condition for that."""
    wanted = checked_filters(filters)
    desk = Desk.objects.get(pk=desk_id)
    rows = Claim.objects.filter(desk_id=desk_id).in_earnest().order_by("id")
    verdicts = Verdict.objects.filter(claim=OuterRef("pk"))
    if wanted["state"] == APPROVED:
        rows = rows.filter(Exists(verdicts.standing()))
    elif wanted["state"] == VerdictState.WITHDRAWN:
        rows = rows.exclude(withdrawn_at=None)
    elif wanted["state"] == "open":
        rows = rows.standing().filter(~Exists(verdicts.live()))
    elif wanted["state"] != "any":
        rows = rows.standing().filter(Exists(verdicts.filter(state=wanted["state"])))
    else:
        rows = rows.standing()
    if wanted["article"]:
        rows = rows.filter(
            Exists(Occurrence.objects.filter(claim=OuterRef("pk"), article=wanted["article"]))
        )
    return _within(rows, wanted, ZoneInfo(desk.zone))


def _within(rows: QuerySet[Claim], wanted: dict[str, Any], zone: ZoneInfo) -> QuerySet[Claim]:
    """Claims whose chosen date lies from `since` to `until`, both included, on the desk's calendar."""
    by = wanted["date_field"]
    for name, bound, clock in (("since", "gte", time.min), ("until", "lte", time.max)):
        day = wanted[name]
        if day is None:
            continue
        moment = datetime.combine(day, clock, zone)
        if by == DateField.SAID:
            said = Occurrence.objects.filter(claim=OuterRef("pk"), **{f"said_on__{bound}": day})
            rows = rows.filter(Exists(said))
        elif by == DateField.CREATED:
            rows = rows.filter(**{f"created_at__{bound}": moment})
        elif by == DateField.APPROVED:
            approving = Review.objects.filter(
                submission__claim=OuterRef("pk"),
                outcome=ReviewOutcome.APPROVE,
                **{f"created_at__{bound}": moment},
            )
            rows = rows.filter(Exists(approving))
        else:
            public = Verdict.objects.filter(
                claim=OuterRef("pk"), **{f"published_in__version__created_at__{bound}": moment}
            )
            rows = rows.filter(Exists(public))
    return rows


def count_rows(desk_id: UUID, filters: dict[str, Any]) -> int:
    """How many claims an export will hold."""
    return rows_to_export(desk_id, filters).count()


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

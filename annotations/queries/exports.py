"""Export jobs, and the rows an export is written from: an allow-list of fields, streamed in batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from annotations.domain.errors import InvalidError, NotFoundError
from annotations.domain.vocabulary import DateField, ExportState, ReviewOutcome, VerdictState
from annotations.models import (
    Anchor,
    Claim,
    Desk,
    Evidence,
    ExportJob,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Rating,
    Review,
    Verdict,
)
from annotations.queries.claims import live_verdict, state_of
from annotations.queries.people import account_row

BATCH = 500
FILTERS = {"state", "since", "until", "date_field", "article"}
APPROVED = "approved"


def export_list(member: Membership) -> QuerySet[ExportJob]:
    """The desk's exports, newest first."""
    return ExportJob.objects.visible_to(member).select_related("requested_by").order_by("-id")


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


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """An anchor, and the words that really stand at its offsets (code points) in the stored text."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    state: str
    standing: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """The article of a claim, and the revision its offsets refer to."""

    id: str
    title: str
    url: str
    publisher: str
    byline: str
    published_at: datetime | None
    language: str
    revision_id: str
    revision_number: int
    revision_sha256: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Who said it, and what they were that day."""

    name: str
    role: str
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The verdict with its place on its scale. `worst` and `best` bound `claimreview`; off the scale all are None."""

    id: str
    rating: str
    slug: str
    position: int | None
    steps: int
    claimreview: int | None
    worst: int | None
    best: int | None
    averitec: str
    off_scale: bool
    scale: str
    scale_slug: str
    scale_number: int
    summary: str
    justification: str
    language: str
    as_of: date | None
    state: str
    stands: bool
    approved_at: datetime | None
    submission_sha256: str
    submission_version: int | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A public piece of evidence."""

    kind: str
    title: str
    publisher: str
    url: str
    published_on: date | None
    quote: str
    quote_language: str
    stance: str
    locator: dict[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What may leave the desk of one claim. Anything not named here stays inside."""

    id: str
    desk: str
    statement: str
    statement_language: str
    state: str
    kind: str
    topics: list[str]
    harm: str
    reach: str
    quantity: dict[str, str]
    words: str
    language: str
    translation: str
    form: str
    outlet_position: str
    speakers: list[SpeakerRow]
    said_on: date | None
    said_precision: str
    published_on: date | None
    place: str
    media_url: str
    timecode: str
    article: ArticleRow | None
    anchors: list[AnchorRow]
    verdict: VerdictRow | None
    evidence: list[EvidenceRow]
    created_at: datetime
    approved_at: datetime | None


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
    rows = Claim.objects.filter(desk_id=desk_id).order_by("id")
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


def _loaded(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    occurrences = (
        Occurrence.objects.order_by("id")
        .select_related("article__publisher")
        .prefetch_related(
            Prefetch(
                "speakers",
                OccurrenceSpeaker.objects.filter(removed_at=None)
                .select_related("person")
                .order_by("id"),
            ),
            Prefetch(
                "anchors",
                Anchor.objects.live()
                .filter(start__isnull=False)
                .select_related("revision")
                .defer("revision__text", "revision__dropped")
                .order_by("-revision__number", "start"),
            ),
        )
    )
    evidence = Evidence.objects.public().select_related("source__publisher").order_by("id")
    verdicts = (
        Verdict.objects.order_by("-id")
        .select_related("rating__scale")
        .prefetch_related("submissions__reviews", "rating__scale__ratings")
    )
    return rows.select_related("desk").prefetch_related(
        "topics",
        Prefetch("occurrences", occurrences),
        Prefetch("evidence", evidence),
        Prefetch("verdicts", verdicts),
    )


def claim_rows(desk_id: UUID, filters: dict[str, Any]) -> Iterator[ClaimRow]:
    """The rows of an export, read in batches: memory does not grow with their number."""
    ids = rows_to_export(desk_id, filters).values_list("pk", flat=True).iterator(chunk_size=5000)
    while batch := list(islice(ids, BATCH)):
        yield from rows_for(batch)


def rows_for(ids: Iterable[UUID]) -> list[ClaimRow]:
    """The rows of these claims, in the order of their ids."""
    claims = list(_loaded(Claim.objects.filter(pk__in=list(ids)).order_by("id")))
    anchors = [
        anchor.pk
        for claim in claims
        for row in claim.occurrences.all()
        for anchor in row.anchors.all()
    ]
    standing = _standing_words(anchors)
    return [_claim_row(claim, standing) for claim in claims]


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


def _standing_words(anchor_ids: list[UUID]) -> dict[UUID, str]:
    """What really stands at the offsets of these anchors, read from the blocks of their revisions."""
    if not anchor_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.id, string_agg(
                substr(b.text, greatest(a.start, b.start) - b.start + 1,
                       least(a."end", b."end") - greatest(a.start, b.start)), E'\\n\\n' ORDER BY b.start)
            FROM annotations_anchor a JOIN annotations_revisionblock b
              ON b.revision_id = a.revision_id AND b.start < a."end" AND b."end" > a.start
            WHERE a.id = ANY(%s) GROUP BY a.id""",
            [anchor_ids],
        )
        return dict(cursor.fetchall())


def _claim_row(claim: Claim, standing: dict[UUID, str]) -> ClaimRow:
    occurrences = list(claim.occurrences.all())
    first = occurrences[0] if occurrences else Occurrence(claim=claim)
    verdict = live_verdict(claim)
    row = (
        _verdict_row(claim, verdict) if verdict is not None and verdict.rating is not None else None
    )
    return ClaimRow(
        id=str(claim.pk),
        desk=claim.desk.name,
        statement=claim.statement,
        statement_language=claim.statement_language,
        state=state_of(claim, verdict),
        kind=claim.kind,
        topics=[topic.name for topic in claim.topics.all()],
        harm=claim.harm,
        reach=claim.reach,
        quantity={
            "value": claim.quantity_value,
            "unit": claim.quantity_unit,
            "period": claim.quantity_period,
            "place": claim.quantity_place,
        },
        words=first.words,
        language=first.language,
        translation=first.translation,
        form=first.form,
        outlet_position=first.outlet_position,
        speakers=[
            SpeakerRow(speaker.person.name, speaker.role, list(speaker.person.links))
            for speaker in first.speakers.all()
        ]
        if occurrences
        else [],
        said_on=first.said_on,
        said_precision=first.said_precision,
        published_on=first.published_on,
        place=first.place,
        media_url=first.media_url,
        timecode=first.timecode,
        article=_article_row(first) if occurrences else None,
        anchors=_anchor_rows(first, standing) if occurrences else [],
        verdict=row,
        evidence=[_evidence_row(entry) for entry in claim.evidence.all()],
        created_at=claim.created_at,
        approved_at=row.approved_at if row else None,
    )


def _anchor_rows(occurrence: Occurrence, standing: dict[UUID, str]) -> list[AnchorRow]:
    anchors = list(occurrence.anchors.all())
    newest = anchors[0].revision_id if anchors else None
    return [
        AnchorRow(
            start=anchor.start or 0,
            end=anchor.end or 0,
            exact=anchor.exact,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            state=anchor.state,
            standing=standing.get(anchor.pk, ""),
        )
        for anchor in anchors
        if anchor.revision_id == newest
    ]


def _article_row(occurrence: Occurrence) -> ArticleRow | None:
    article = occurrence.article
    anchors = list(occurrence.anchors.all())
    if article is None or not anchors:
        return None
    revision = anchors[0].revision
    return ArticleRow(
        id=str(article.pk),
        title=article.title,
        url=article.url,
        publisher=article.publisher.name if article.publisher else "",
        byline=article.byline,
        published_at=article.published_at,
        language=article.language,
        revision_id=str(revision.pk),
        revision_number=revision.number,
        revision_sha256=revision.sha256,
    )


def _verdict_row(claim: Claim, verdict: Verdict) -> VerdictRow:
    rating: Rating = verdict.rating  # type: ignore[assignment]
    submission = next(iter(verdict.submissions.all()), None)
    approvals = [
        review.created_at
        for review in (submission.reviews.all() if submission else [])
        if review.outcome == ReviewOutcome.APPROVE
    ]
    approved = verdict.state in (
        VerdictState.APPROVED,
        VerdictState.PUBLISHED,
        VerdictState.CORRECTED,
    )
    stands = bool(approved and approvals and submission and submission.version == claim.version)
    off_scale = rating.position is None
    return VerdictRow(
        id=str(verdict.pk),
        rating=rating.label,
        slug=rating.slug,
        position=rating.position,
        steps=sum(1 for other in rating.scale.ratings.all() if other.position is not None),
        claimreview=rating.claimreview,
        worst=None if off_scale else 1,
        best=None if off_scale else 5,
        averitec=rating.averitec,
        off_scale=off_scale,
        scale=rating.scale.name,
        scale_slug=rating.scale.slug,
        scale_number=rating.scale.number,
        summary=verdict.summary,
        justification=verdict.justification,
        language=verdict.language,
        as_of=verdict.as_of,
        state=verdict.state,
        stands=stands,
        approved_at=max(approvals) if stands else None,
        submission_sha256=submission.sha256 if submission else "",
        submission_version=submission.version if submission else None,
    )


def _evidence_row(evidence: Evidence) -> EvidenceRow:
    source = evidence.source
    return EvidenceRow(
        kind=evidence.kind,
        title=source.title if source else "",
        publisher=source.publisher.name if source and source.publisher else "",
        url=evidence.url or (source.url if source else ""),
        published_on=source.published_on if source else None,
        quote=evidence.quote,
        quote_language=evidence.quote_language,
        stance=evidence.stance,
        locator=evidence.locator,
        note=evidence.note,
    )

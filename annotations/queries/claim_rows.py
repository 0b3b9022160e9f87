"""The rows an export is written from: an allow-list of what may leave the desk of one claim."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Prefetch, QuerySet

from annotations.domain.vocabulary import ReviewOutcome, Terms, VerdictState
from annotations.models import (
    Anchor,
    Claim,
    Evidence,
    Occurrence,
    OccurrenceSpeaker,
    Rating,
    Verdict,
)
from annotations.queries.claims import live_verdict, state_of


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
    """The article of a claim, and the revision its offsets refer to (none where all anchors are lost).

    `published_at` is told on the desk's clock, so that its day is the day that is meant.
    """

    id: str
    title: str
    url: str
    publisher: str
    byline: str
    published_at: datetime | None
    published_precision: str
    language: str
    revision_id: str
    revision_number: int | None
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
    informant: str = ""
    calculation: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    file_sha256: str = ""


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
    withheld_on: date | None = None


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
    evidence = (
        Evidence.objects.public().select_related("source__publisher", "snapshot").order_by("id")
    )
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
        state=state_of(verdict, withdrawn=claim.withdrawn_at is not None),
        kind=claim.kind,
        topics=[topic.name for topic in claim.topics.all()],
        harm=claim.harm,
        reach=claim.reach,
        quantity=claim.quantity,
        words=first.words,
        language=first.language,
        translation=first.translation,
        form=first.form,
        outlet_position=first.outlet_position,
        speakers=_speaker_rows(first) if occurrences else [],
        said_on=first.said_on,
        said_precision=first.said_precision,
        published_on=first.published_on,
        place=first.place,
        media_url=first.media_url,
        timecode=first.timecode,
        article=_article_row(first, claim.desk.zone) if occurrences else None,
        anchors=_anchor_rows(first, standing) if occurrences else [],
        verdict=row,
        evidence=[_evidence_row(entry) for entry in claim.evidence.all()],
        created_at=claim.created_at,
        approved_at=row.approved_at if row else None,
        withheld_on=claim.withheld_on,
    )


def _speaker_rows(occurrence: Occurrence) -> list[SpeakerRow]:
    return [
        SpeakerRow(speaker.person.name, speaker.role, list(speaker.person.links))
        for speaker in occurrence.speakers.all()
    ]


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


def _article_row(occurrence: Occurrence, zone: str) -> ArticleRow | None:
    article = occurrence.article
    if article is None:
        return None
    anchors = list(occurrence.anchors.all())
    revision = anchors[0].revision if anchors else None
    published = article.published_at
    return ArticleRow(
        id=str(article.pk),
        title=article.title,
        url=article.url,
        publisher=article.publisher.name if article.publisher else "",
        byline=article.byline,
        published_at=published.astimezone(ZoneInfo(zone)) if published else None,
        published_precision=article.published_precision,
        language=article.language,
        revision_id=str(revision.pk) if revision else "",
        revision_number=revision.number if revision else None,
        revision_sha256=revision.sha256 if revision else "",
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
    file = evidence.snapshot if evidence.snapshot and not evidence.snapshot.erased_at else None
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
        # Whoever speaks as background is not named to readers.
        informant=evidence.informant if evidence.terms == Terms.ON_RECORD else "",
        calculation=_calculation(evidence.calculation),
        file=file.name if file else "",
        file_sha256=file.sha256 if file else "",
    )


def _calculation(calculation: dict[str, Any]) -> dict[str, Any]:
    """The calculation without the ids of evidence its numbers are from: that may be internal."""
    if not calculation:
        return {}
    inputs = [{**entry, "evidence": ""} for entry in calculation["inputs"]]
    kept = [{name: value for name, value in entry.items() if value} for entry in inputs]
    return {**calculation, "inputs": kept}

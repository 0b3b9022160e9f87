"""Claims with all that belongs to them, in as many queries for two as for twenty."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import VerdictState
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Claim,
    Contribution,
    Evidence,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Verdict,
)
from annotations.models.claim import ClaimQuerySet
from annotations.queries.evidence import evidence_row
from annotations.queries.people import account_row
from annotations.queries.verdicts import verdict_row

OPEN = "open"


def loaded(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims with occurrences, anchors, evidence, verdict and contributors, in a constant number of queries."""
    occurrences = Occurrence.objects.order_by("id").prefetch_related(
        Prefetch(
            "speakers",
            OccurrenceSpeaker.objects.filter(removed_at=None)
            .select_related("person")
            .order_by("id"),
        ),
        Prefetch("anchors", Anchor.objects.live().order_by("start", "-end")),
    )
    evidence = (
        Evidence.objects.attached()
        .select_related("source__publisher", "snapshot", "made_by", "sealed")
        .prefetch_related("access")
    )
    verdicts = (
        Verdict.objects.order_by("-id")
        .select_related("rating", "author")
        .prefetch_related("submissions__submitted_by", "submissions__reviews__reviewer")
    )
    return rows.select_related("made_by", "assignee").prefetch_related(
        "topics",
        Prefetch("occurrences", occurrences),
        Prefetch("evidence", evidence),
        Prefetch("verdicts", verdicts),
        Prefetch("contribution_set", Contribution.objects.select_related("account").order_by("id")),
    )


def claim_row(claim: Claim, member: Membership, *, revision: UUID | None = None) -> dict[str, Any]:
    """One loaded claim. `revision` chooses whose anchors are listed at the top; without it all live ones."""
    contributors = [row.account for row in claim.contribution_set.all()]
    contributed = any(account.pk == member.account_id for account in contributors)
    verdict = live_verdict(claim)
    occurrences = [occurrence_row(occurrence) for occurrence in claim.occurrences.all()]
    edit = policies.may_edit_claim(member, claim)
    verdict_json = (
        None if verdict is None else verdict_row(verdict, member, contributed=contributed)
    )
    return {
        "id": str(claim.pk),
        "article": next((row["article"] for row in occurrences if row["article"]), None),
        "statement": claim.statement,
        "statement_language": claim.statement_language,
        "kind": claim.kind,
        "topics": [topic.name for topic in claim.topics.all()],
        "harm": claim.harm,
        "reach": claim.reach,
        "quantity": claim.quantity if any(claim.quantity.values()) else None,
        "note": claim.note,
        "parent": str(claim.parent_id) if claim.parent_id else None,
        "assignee": account_row(claim.assignee),
        "withdrawn": claim.withdrawn_at is not None,
        "version": claim.version,
        "etag": claim.etag,
        "state": state_of(claim, verdict),
        "occurrences": occurrences,
        "anchors": _anchors(occurrences, revision),
        "evidence": [evidence_row(evidence, member) for evidence in claim.evidence.all()],
        "verdict": verdict_json,
        "created_by": account_row(claim.made_by),
        "created_at": claim.created_at.isoformat(),
        "may": {
            "edit": bool(edit),
            "withdraw": bool(edit),
            "submit": bool(verdict_json and verdict_json["may"]["submit"]),
            "review": bool(verdict_json and verdict_json["may"]["review"]),
        },
        "contributors": [account_row(account) for account in contributors],
    }


def _anchors(occurrences: list[dict[str, Any]], revision: UUID | None) -> list[dict[str, Any]]:
    """The anchors of all occurrences, or those on one revision."""
    anchors = [anchor for row in occurrences for anchor in row["anchors"]]
    return [row for row in anchors if revision is None or row["revision"] == str(revision)]


def live_verdict(claim: Claim) -> Verdict | None:
    """The verdict that counts, of a loaded claim."""
    for verdict in claim.verdicts.all():
        if verdict.state not in (VerdictState.WITHDRAWN, VerdictState.RETRACTED):
            verdict.claim = claim
            return verdict
    return None


def state_of(claim: Claim, verdict: Verdict | None) -> str:
    """Where the work on a claim stands, in one word."""
    if claim.withdrawn_at is not None:
        return VerdictState.WITHDRAWN
    return verdict.state if verdict else OPEN


def occurrence_row(occurrence: Occurrence) -> dict[str, Any]:
    """Where a claim was made."""
    return {
        "id": str(occurrence.pk),
        "article": str(occurrence.article_id) if occurrence.article_id else None,
        "media_url": occurrence.media_url,
        "timecode": occurrence.timecode,
        "form": occurrence.form,
        "words": occurrence.words,
        "language": occurrence.language,
        "translation": occurrence.translation,
        "speakers": [
            {"id": str(speaker.person_id), "name": speaker.person.name, "role": speaker.role}
            for speaker in occurrence.speakers.all()
            if speaker.removed_at is None
        ],
        "outlet_position": occurrence.outlet_position,
        "said_on": occurrence.said_on.isoformat() if occurrence.said_on else None,
        "said_precision": occurrence.said_precision,
        "published_on": occurrence.published_on.isoformat() if occurrence.published_on else None,
        "place": occurrence.place,
        "etag": occurrence.etag,
        "anchors": [
            {
                "revision": str(anchor.revision_id),
                "start": anchor.start,
                "end": anchor.end,
                "exact": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
                "state": anchor.state,
            }
            for anchor in occurrence.anchors.all()
            if anchor.superseded_at is None
        ],
    }


def counter() -> int:
    """The point in time `changes` counts from: every transaction before it is finished and was seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _current_revision(member: Membership, article_id: UUID | str) -> ArticleRevision:
    revision = (
        ArticleRevision.objects.filter(
            article__in=Article.objects.visible_to(member).filter(pk=article_id)
        )
        .defer("text")
        .order_by("-number")
        .first()
    )
    if revision is None:
        raise NotFoundError(_("There is no such article on this desk."))
    return revision


def _of_article(member: Membership, article_id: UUID | str) -> ClaimQuerySet:
    here = Occurrence.objects.filter(claim=OuterRef("pk"), article_id=article_id)
    return Claim.objects.visible_to(member).filter(Exists(here))


def _in_reading_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By the first anchor; the longer one first where two begin together; claims without a place last."""

    def place(row: dict[str, Any]) -> tuple[int, int, str]:
        spans = [
            (anchor["start"], -anchor["end"])
            for anchor in row["anchors"]
            if anchor["start"] is not None
        ]
        start, end = min(spans, default=(2**31, 0))
        return start, end, row["id"]

    return sorted(rows, key=place)


def claims_of_article(member: Membership, article_id: UUID | str) -> dict[str, Any]:
    """All standing claims of an article in reading order, with the counter to ask for changes from."""
    since = counter()
    revision = _current_revision(member, article_id)
    claims = loaded(_of_article(member, article_id).standing())
    rows = [claim_row(claim, member, revision=revision.pk) for claim in claims]
    return {"counter": since, "revision": str(revision.pk), "results": _in_reading_order(rows)}


def changes_of_article(
    member: Membership, article_id: UUID | str, since: int
) -> dict[str, Any] | None:
    """Claims touched by transactions from `since` on, withdrawn ones included; None when there are none.

    A row may come twice, never not at all: what ran while the last answer was made is sent again.
    """
    now = counter()
    touched = _of_article(member, article_id).filter(changed_xid__gte=since)
    if not touched.exists():
        _current_revision(member, article_id)
        return None
    revision = _current_revision(member, article_id)
    rows = [claim_row(claim, member, revision=revision.pk) for claim in loaded(touched)]
    return {"counter": now, "revision": str(revision.pk), "results": _in_reading_order(rows)}


def claim_detail(member: Membership, claim_id: UUID | str) -> dict[str, Any]:
    """One claim with all that belongs to it, or NotFoundError."""
    claim = loaded(Claim.objects.visible_to(member).filter(pk=claim_id)).first()
    if claim is None:
        raise NotFoundError(_("There is no such claim on this desk."))
    return claim_row(claim, member)


def claim_list(member: Membership, *, q: str = "", state: str = "") -> QuerySet[Claim]:
    """The desk's claims, newest first."""
    rows = Claim.objects.visible_to(member).order_by("-id")
    if q:
        rows = rows.filter(
            Q(statement__icontains=q) | Q(occurrences__words__icontains=q)
        ).distinct()
    live = Verdict.objects.live().filter(claim=OuterRef("pk"))
    if state == OPEN:
        rows = rows.standing().filter(~Exists(live))
    elif state == VerdictState.WITHDRAWN:
        rows = rows.exclude(withdrawn_at=None)
    elif state:
        rows = rows.standing().filter(Exists(live.filter(state=state)))
    return rows

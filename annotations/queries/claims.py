"""Claims with all that belongs to them, in as many queries for two as for twenty."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import VerdictState
from annotations.models import (
    Article,
    ArticleRevision,
    Claim,
    Evidence,
    Membership,
    Occurrence,
    Verdict,
)
from annotations.models.claim import ClaimQuerySet
from annotations.queries.claim_parts import claim_parts
from annotations.queries.evidence import evidence_row, with_words
from annotations.queries.verdicts import verdict_row, with_rounds

OPEN = "open"


def claim_rows(
    claim_ids: Sequence[UUID], member: Membership, *, revision: UUID | None = None
) -> list[dict[str, Any]]:
    """These claims with all that belongs to them, in the order of their ids: as many queries for two as for twenty.

    `revision` chooses whose anchors are listed at the top; without it all live ones.
    """
    parts = claim_parts(claim_ids)
    evidence = _evidence_of([part.id for part in parts if part.has_evidence])
    verdicts = _verdicts_of([part.id for part in parts if part.has_verdict])
    edit = bool(policies.may_edit(member))
    return [
        _row(
            part.row,
            member,
            evidence=evidence.get(part.id, []),
            verdict=verdicts.get(part.id),
            edit=edit and not part.row["withdrawn"],
            revision=revision,
        )
        for part in parts
    ]


def new_claim_row(claim_id: UUID, member: Membership) -> dict[str, Any]:
    """A claim that was made a moment ago: nothing but its own words belongs to it yet."""
    (part,) = claim_parts([claim_id])
    return _row(part.row, member, evidence=[], verdict=None, edit=True)


def _evidence_of(claim_ids: Sequence[str]) -> dict[str, list[Evidence]]:
    """The attached evidence of these claims; nothing is asked where none of them has any."""
    found: dict[str, list[Evidence]] = {}
    if claim_ids:
        for entry in with_words(Evidence.objects.attached().filter(claim_id__in=claim_ids)):
            found.setdefault(str(entry.claim_id), []).append(entry)
    return found


def _verdicts_of(claim_ids: Sequence[str]) -> dict[str, Verdict]:
    """The verdict that counts, of each of these claims that has one."""
    if not claim_ids:
        return {}
    live = Verdict.objects.live().filter(claim_id__in=claim_ids)
    rows = live.select_related("claim", "rating", "author").order_by("id")
    return {str(verdict.claim_id): verdict for verdict in with_rounds(rows)}


def _row(
    part: dict[str, Any],
    member: Membership,
    *,
    evidence: list[Evidence],
    verdict: Verdict | None,
    edit: bool,
    revision: UUID | None = None,
) -> dict[str, Any]:
    own = str(member.account_id)
    contributed = any(account["id"] == own for account in part["contributors"])
    shown = None
    if verdict is not None:
        shown = verdict_row(verdict, member, contributed=contributed, evidence=evidence)
    occurrences = part["occurrences"]
    return {
        **part,
        "article": next((row["article"] for row in occurrences if row["article"]), None),
        "state": state_of(verdict, withdrawn=part["withdrawn"]),
        "anchors": _anchors(occurrences, revision),
        "evidence": [evidence_row(entry, member) for entry in evidence],
        "verdict": shown,
        "may": {
            "edit": edit,
            "withdraw": edit,
            "submit": bool(shown and shown["may"]["submit"]),
            "review": bool(shown and shown["may"]["review"]),
        },
    }


def _anchors(occurrences: list[dict[str, Any]], revision: UUID | None) -> list[dict[str, Any]]:
    """The anchors of all occurrences, or those on one revision."""
    anchors = [anchor for row in occurrences for anchor in row["anchors"]]
    return [row for row in anchors if revision is None or row["revision"] == str(revision)]


def live_verdict(claim: Claim) -> Verdict | None:
    """The verdict that counts, of a claim whose verdicts are loaded, newest first."""
    for verdict in claim.verdicts.all():
        if verdict.state not in (VerdictState.WITHDRAWN, VerdictState.RETRACTED):
            verdict.claim = claim
            return verdict
    return None


def state_of(verdict: Verdict | None, *, withdrawn: bool) -> str:
    """Where the work on a claim stands, in one word."""
    if withdrawn:
        return VerdictState.WITHDRAWN
    return verdict.state if verdict else OPEN


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
    ids = list(_of_article(member, article_id).standing().values_list("pk", flat=True))
    rows = claim_rows(ids, member, revision=revision.pk)
    return {"counter": since, "revision": str(revision.pk), "results": _in_reading_order(rows)}


def changes_of_article(
    member: Membership, article_id: UUID | str, since: int
) -> dict[str, Any] | None:
    """Claims touched by transactions from `since` on, withdrawn ones included; None when there are none.

    A row may come twice, never not at all: what ran while the last answer was made is sent again.
    """
    now = counter()
    touched = list(
        _of_article(member, article_id).filter(changed_xid__gte=since).values_list("pk", flat=True)
    )
    if not touched:
        _current_revision(member, article_id)
        return None
    revision = _current_revision(member, article_id)
    rows = claim_rows(touched, member, revision=revision.pk)
    return {"counter": now, "revision": str(revision.pk), "results": _in_reading_order(rows)}


def claim_detail(member: Membership, claim_id: UUID | str) -> dict[str, Any]:
    """One claim with all that belongs to it, or NotFoundError."""
    if not Claim.objects.visible_to(member).filter(pk=claim_id).exists():
        raise NotFoundError(_("There is no such claim on this desk."))
    return claim_rows([UUID(str(claim_id))], member)[0]


def occurrence_of(member: Membership, occurrence_id: UUID | str) -> Occurrence:
    """One place where a claim was made, or NotFoundError."""
    seen = Occurrence.objects.filter(claim__in=Claim.objects.visible_to(member), pk=occurrence_id)
    occurrence = seen.first()
    if occurrence is None:
        raise NotFoundError(_("There is no such row on this desk."))
    return occurrence

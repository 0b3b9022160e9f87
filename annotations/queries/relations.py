"""How claims relate: from both ends, with the parts of a claim and the claim it is a part of."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import VerdictState
from annotations.models import Claim, Membership, Relation, Verdict
from annotations.queries.people import account_row

MOST = 50
FOUND = 15


def relations_among(one: UUID, other: UUID) -> QuerySet[Relation]:
    """The relations that stand between two claims, whoever of them comes first."""
    pairs = Q(claim=one, other=other) | Q(claim=other, other=one)
    return Relation.objects.filter(pairs, dissolved_at=None)


def relation_of(member: Membership, relation_id: UUID) -> Relation:
    """One relation between claims the member sees, taken back or not; or NotFoundError."""
    seen = Claim.objects.visible_to(member)
    relation = Relation.objects.filter(pk=relation_id, claim__in=seen, other__in=seen).first()
    if relation is None:
        raise NotFoundError(_("There is no such relation on this desk."))
    return relation


def relations_of(member: Membership, claim_id: UUID | str) -> list[dict[str, Any]]:
    """What stands between the claim and others the member sees; `reverse` where the other one was named first."""
    seen = Claim.objects.visible_to(member)
    rows = (
        Relation.objects.filter(Q(claim=claim_id) | Q(other=claim_id), dissolved_at=None)
        .filter(claim__in=seen, other__in=seen)
        .select_related("account")
        .order_by("id")[:MOST]
    )
    relations = list(rows)
    others = [
        row.other_id if str(row.claim_id) == str(claim_id) else row.claim_id for row in relations
    ]
    claims = {row["id"]: row for row in _lines(seen.filter(pk__in=others))}
    return [
        {
            "id": str(relation.pk),
            "kind": relation.kind,
            "reverse": str(relation.claim_id) != str(claim_id),
            "differs": relation.differs,
            "by": account_row(relation.account),
            "at": relation.created_at,
            "etag": relation.etag,
            "claim": claims[str(other)],
        }
        for relation, other in zip(relations, others, strict=True)
    ]


def family_of(member: Membership, claim_id: UUID | str, parent: str | None) -> dict[str, Any]:
    """The claim this one is a part of, and its own parts."""
    wanted = Q(parent=claim_id) | Q(pk=parent)
    rows = _lines(Claim.objects.visible_to(member).filter(wanted).order_by("id")[:MOST])
    return {
        "whole": next((row for row in rows if row["id"] == parent), None),
        "parts": [row for row in rows if row["id"] != parent],
    }


def claims_like(member: Membership, claim_id: UUID | str, words: str) -> list[dict[str, Any]]:
    """Other claims whose statement, or the words they were made in, hold all of these words; the newest first."""
    rows = Claim.objects.visible_to(member).standing().exclude(pk=claim_id)
    for word in words.split()[:10]:
        rows = rows.filter(Q(statement__icontains=word) | Q(occurrences__words__icontains=word))
    return _lines(rows.distinct().order_by("-id")[:FOUND]) if words.strip() else []


def _lines(rows: QuerySet[Claim]) -> list[dict[str, Any]]:
    live = Verdict.objects.live().filter(claim=OuterRef("pk")).order_by("id")
    marked = rows.annotate(
        verdict_state=Subquery(live.values("state")[:1]),
        verdict_rating=Subquery(live.values("rating__label")[:1]),
    )
    return [
        {
            "id": str(claim.pk),
            "statement": claim.statement,
            "language": claim.statement_language,
            "rating": claim.verdict_rating or "",
            "state": VerdictState.WITHDRAWN
            if claim.withdrawn_at
            else claim.verdict_state or "open",
        }
        for claim in marked
    ]

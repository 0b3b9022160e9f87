"""Evidence as one member may see it."""

from typing import Any
from uuid import UUID

from annotations import policies
from annotations.models import Claim, Evidence, Membership, Source
from annotations.queries.people import account_row


def source_row(source: Source | None) -> dict[str, Any] | None:
    """What can be cited."""
    if source is None:
        return None
    return {
        "id": str(source.pk),
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher.name if source.publisher else "",
        "published_on": source.published_on.isoformat() if source.published_on else None,
        "owner": source.owner,
    }


def evidence_row(evidence: Evidence, member: Membership) -> dict[str, Any]:
    """One piece of evidence. Of a sealed one only that it is there, unless the member is named on it."""
    row: dict[str, Any] = {
        "id": str(evidence.pk),
        "claim": str(evidence.claim_id),
        "kind": evidence.kind,
        "stance": evidence.stance,
        "visibility": evidence.visibility,
        "terms": evidence.terms,
        "obtained_on": evidence.obtained_on.isoformat() if evidence.obtained_on else None,
        "created_by": account_row(evidence.made_by),
        "created_at": evidence.created_at.isoformat(),
        "withheld_on": evidence.withheld_on.isoformat() if evidence.withheld_on else None,
        "etag": evidence.etag,
        "sealed": evidence.visibility == "sealed",
        "readable": True,
        "url": evidence.url,
        "source": source_row(evidence.source),
        "quote": evidence.quote,
        "quote_language": evidence.quote_language,
        "quote_typed": evidence.quote_typed,
        "locator": evidence.locator,
        "note": evidence.note,
        "file": {
            "name": evidence.snapshot.name,
            "size": evidence.snapshot.size,
            "sha256": evidence.snapshot.sha256,
        }
        if evidence.snapshot
        else None,
    }
    if row["sealed"]:
        row |= _sealed_words(evidence, member)
    return row


def _sealed_words(evidence: Evidence, member: Membership) -> dict[str, Any]:
    sealed = getattr(evidence, "sealed", None)
    if sealed is None or not policies.may_see_sealed(member, evidence):
        return {"readable": False}
    title = {
        "id": None,
        "title": sealed.source_title,
        "url": sealed.url,
        "publisher": sealed.source_publisher,
        "published_on": sealed.source_published_on.isoformat()
        if sealed.source_published_on
        else None,
        "owner": sealed.source_owner,
    }
    return {
        "url": sealed.url,
        "quote": sealed.quote,
        "note": sealed.note,
        "locator": sealed.locator,
        "source": title,
    }


def evidence_detail(member: Membership, evidence_id: UUID | str) -> dict[str, Any] | None:
    """One piece of evidence by id, or None when the desk has none."""
    evidence = (
        Evidence.objects.attached()
        .filter(claim__in=Claim.objects.visible_to(member), pk=evidence_id)
        .select_related("source__publisher", "snapshot", "made_by", "sealed")
        .prefetch_related("access")
        .first()
    )
    return None if evidence is None else evidence_row(evidence, member)

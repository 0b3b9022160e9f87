"""Evidence as one member may see it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.calculations import check
from annotations.domain.errors import NotFoundError
from annotations.domain.locators import fragment, written
from annotations.domain.vocabulary import Visibility
from annotations.models import Claim, Evidence, Membership, Source
from annotations.models.evidence import EvidenceQuerySet
from annotations.queries.files import file_row
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
        "obtained_by": account_row(evidence.obtained_by) if evidence.obtained_by else None,
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
        "informant": evidence.informant,
        "channel": evidence.channel,
        "calculation": evidence.calculation,
        "file": file_row(evidence.snapshot),
    }
    if row["sealed"]:
        row |= _sealed_words(evidence, member)
    return row | _made_of(row)


def _made_of(row: dict[str, Any]) -> dict[str, Any]:
    """What is worked out from the words: the place as people write it, and the check of a calculation."""
    place = fragment(row["locator"])
    found = check(row["calculation"])
    return {
        "place": written(row["locator"]),
        "place_url": f"{row['url']}{place}" if row["url"] and "#" not in row["url"] else row["url"],
        "calculation": {
            **row["calculation"],
            "check": {"value": found.value, "agrees": found.agrees} if found else None,
        }
        if row["calculation"]
        else None,
    }


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
        "informant": sealed.informant,
        "channel": sealed.channel,
        "calculation": sealed.calculation,
        "file": file_row(getattr(evidence, "sealed_file", None)),
        "source": title,
    }


def with_words(rows: EvidenceQuerySet) -> EvidenceQuerySet:
    """Evidence with all that `evidence_row` reads."""
    return rows.select_related(
        "source__publisher",
        "snapshot__preview",
        "made_by",
        "obtained_by",
        "sealed",
        "sealed_file__preview",
    ).prefetch_related("access")


def evidence_detail(member: Membership, evidence_id: UUID | str) -> dict[str, Any] | None:
    """One piece of evidence by id, or None when the desk has none."""
    attached = Evidence.objects.attached().filter(
        claim__in=Claim.objects.visible_to(member), pk=evidence_id
    )
    evidence = with_words(attached).first()
    return None if evidence is None else evidence_row(evidence, member)


def readers_of(member: Membership, evidence_id: UUID | str) -> list[dict[str, Any]]:
    """Who may read a sealed piece of evidence, for those who may: whom, since when, and named by whom.

    Raises NotFoundError for what is not there or not sealed, NotPermittedError for whoever is not named.
    """
    attached = Evidence.objects.attached().filter(
        claim__in=Claim.objects.visible_to(member), pk=evidence_id, visibility=Visibility.SEALED
    )
    evidence = attached.prefetch_related("access").first()
    if evidence is None:
        raise NotFoundError(_("There is no such sealed evidence on this desk."))
    policies.may_change_sealed(member, evidence).require()
    named = evidence.access.filter(revoked_at=None).select_related("account", "granted_by")
    return [
        {
            "account": account_row(access.account),
            "since": access.created_at.isoformat(),
            "named_by": account_row(access.granted_by),
        }
        for access in named.order_by("id")
    ]

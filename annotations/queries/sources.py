"""Sources: what can be cited, who stands behind it, and where it is used."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.names import name_key, publisher_key
from annotations.models import Claim, Evidence, Membership, Source
from annotations.queries.evidence import source_row
from annotations.queries.people import account_row
from annotations.queries.search import matching

SHOWN: Final = 100
"""Uses on the page of a source, at most."""


def sources_of(member: Membership) -> QuerySet[Source]:
    """The sources of the desk; a guest with a scope sees those its claims cite."""
    rows = Source.objects.visible_to(member)
    if not member.scope_kind:
        return rows
    return rows.filter(Exists(_uses(member).filter(source=OuterRef("pk"))))


def _uses(member: Membership) -> QuerySet[Evidence]:
    return Evidence.objects.attached().filter(claim__in=Claim.objects.visible_to(member).standing())


def source_list(member: Membership) -> QuerySet[Source]:
    """The sources the member sees, with `claims_count`: on how many claims they see each is cited."""
    counted = (
        _uses(member)
        .filter(source=OuterRef("pk"))
        .order_by()
        .values("source")
        .annotate(n=Count("claim", distinct=True))
        .values("n")
    )
    return (
        sources_of(member)
        .annotate(claims_count=Coalesce(Subquery(counted), 0))
        .select_related("publisher", "person", "added_by")
    )


ORDERINGS: Final = {
    "-created": ("-id",),
    "created": ("id",),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "-claims": ("-claims_count", "-id"),
    "claims": ("claims_count", "id"),
    "-published": ("-published_on", "-id"),
    "published": ("published_on", "id"),
}


def found_sources(
    member: Membership,
    *,
    q: str = "",
    publisher: str = "",
    owner: str = "",
    person: str = "",
    cited: str = "",
    published_since: date | None = None,
    published_until: date | None = None,
) -> QuerySet[Source]:
    """The sources the member sees, in no order. Publisher, owner and person are parts of names."""
    rows = matching(source_list(member), member, "source", q)
    if publisher:
        key = publisher_key(publisher) or publisher.casefold()
        rows = rows.filter(publisher__folded__contains=key)
    if owner:
        rows = rows.filter(
            Q(owner__unaccent__icontains=owner) | Q(publisher__owner__unaccent__icontains=owner)
        )
    if person:
        rows = rows.filter(person__folded__contains=name_key(person) or person.casefold())
    if cited:
        none = Q(claims_count=0)
        rows = rows.filter(~none if cited == "yes" else none)
    if published_since:
        rows = rows.filter(published_on__gte=published_since)
    if published_until:
        rows = rows.filter(published_on__lte=published_until)
    return rows


def listed_source_row(source: Source) -> dict[str, Any]:
    """One source of a list."""
    row = source_row(source) or {}
    return {
        **row,
        "person": {"id": str(source.person_id), "name": source.person.name}
        if source.person
        else None,
        "voice": voice_of(source),
        "claims_count": getattr(source, "claims_count", 0),
        "created_by": account_row(source.added_by),
        "created_at": source.created_at.isoformat(),
        "etag": source.etag,
    }


def voice_of(source: Source) -> str:
    """Who speaks through a source: its owner, its publisher's owner, its publisher, or else the source itself.

    Two sources with one voice are not independent of each other: wire copies and sister titles share an owner.
    """
    publisher = source.publisher
    behind = publisher and (publisher.owner or publisher.name)
    return source.owner or behind or source.title


def source_of(member: Membership, source_id: UUID | str) -> Source:
    """The source, or NotFoundError."""
    source = source_list(member).filter(pk=source_id).first()
    if source is None:
        raise NotFoundError(_("There is no such source on this desk."))
    return source


def source_detail(member: Membership, source_id: UUID | str) -> dict[str, Any]:
    """One source, and whether it is cited, so that all but its owner stays."""
    source = source_of(member, source_id)
    claims = Claim.objects.visible_to(member)
    cited = Evidence.objects.filter(source=source, claim__in=claims)
    return {**listed_source_row(source), "cited": cited.exists()}


def source_page(member: Membership, source_id: UUID | str) -> dict[str, Any]:
    """Everything the page of a source shows: itself, its uses, and what else speaks with its voice."""
    source = source_detail(member, source_id)
    uses = (
        _uses(member).filter(source_id=source_id).select_related("claim", "made_by").order_by("-id")
    )
    return {
        "source": source,
        "uses": uses[:SHOWN],
        "uses_total": uses.count(),
        "same_voice": _same_voice(member, source),
    }


def _same_voice(member: Membership, source: dict[str, Any]) -> list[Source]:
    """Other sources behind which the same stands, newest first."""
    voice = source["voice"]
    owned = Q(owner=voice)
    published = Q(owner="") & (
        Q(publisher__owner=voice) | Q(publisher__owner="", publisher__name=voice)
    )
    rows = sources_of(member).filter(owned | published).exclude(pk=source["id"])
    return list(rows.select_related("publisher").order_by("-id")[:10])


def independent(sources: Iterable[Source]) -> int:
    """How many voices there are among these sources."""
    return len({voice_of(source) for source in sources})

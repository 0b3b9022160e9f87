"""People who are quoted or who are sources: who they are, what they said, and who may be entered twice."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.names import name_key
from annotations.models import (
    Claim,
    Contact,
    Evidence,
    Membership,
    OccurrenceSpeaker,
    Person,
    PersonRole,
    Source,
    Verdict,
)
from annotations.queries.claims import live_verdict, state_of
from annotations.queries.ratings import rating_row

SHOWN: Final = 100
"""Claims, sources and contacts on the page of a person, at most."""
LIKELY: Final = 0.5
"""From this likeness of two names on (0 to 1, by trigrams) they may be one person's."""
MOST_LIKELY: Final = 5


def persons_of(member: Membership) -> QuerySet[Person]:
    """The people of the desk; a guest with a scope sees those whom its claims name."""
    rows = Person.objects.visible_to(member)
    if not member.scope_kind:
        return rows
    claims = Claim.objects.visible_to(member)
    spoke = OccurrenceSpeaker.objects.filter(
        person=OuterRef("pk"), occurrence__claim__in=claims, removed_at=None
    )
    asked = Contact.objects.filter(person=OuterRef("pk"), claim__in=claims)
    cited = Evidence.objects.attached().filter(source__person=OuterRef("pk"), claim__in=claims)
    return rows.filter(Exists(spoke) | Exists(asked) | Exists(cited))


def person_list(member: Membership) -> QuerySet[Person]:
    """The people the member sees, with `claims_count` and `last_said` of the claims they see, and their roles."""
    said = (
        OccurrenceSpeaker.objects.filter(
            person=OuterRef("pk"),
            removed_at=None,
            occurrence__claim__in=Claim.objects.visible_to(member).standing(),
        )
        .order_by()
        .values("person")
    )
    counted = said.annotate(n=Count("occurrence__claim", distinct=True)).values("n")
    last = said.annotate(day=Max("occurrence__said_on")).values("day")
    return (
        persons_of(member)
        .annotate(claims_count=Coalesce(Subquery(counted), 0), last_said=Subquery(last))
        .select_related("same_as")
        .prefetch_related(Prefetch("roles", standing_roles()))
    )


ORDERINGS: Final = {
    "name": ("folded", "id"),
    "-name": ("-folded", "-id"),
    "-claims": ("-claims_count", "-id"),
    "claims": ("claims_count", "id"),
    "-said": ("-last_said", "-id"),
    "said": ("last_said", "id"),
}


def found_persons(
    member: Membership,
    *,
    q: str = "",
    role: str = "",
    has_claims: str = "",
    matched: str = "",
) -> QuerySet[Person]:
    """The people the member sees, in no order.

    `q` are letters of the name, accents and case apart, or a name much like it; `role` a part of a title or an
    organisation; `matched` is "yes" for those entered twice.
    """
    rows = person_list(member)
    if key := name_key(q) or q.casefold():
        rows = rows.filter(Q(folded__contains=key) | Q(folded__trigram_word_similar=key))
    if role:
        titles = Q(title__unaccent__icontains=role) | Q(organisation__unaccent__icontains=role)
        held = PersonRole.objects.filter(titles, person=OuterRef("pk"), removed_at=None)
        spoke = OccurrenceSpeaker.objects.filter(
            person=OuterRef("pk"),
            removed_at=None,
            role__unaccent__icontains=role,
            occurrence__claim__in=Claim.objects.visible_to(member),
        )
        rows = rows.filter(Exists(held) | Exists(spoke))
    if has_claims:
        none = Q(claims_count=0)
        rows = rows.filter(~none if has_claims == "yes" else none)
    if matched:
        rows = rows.filter(same_as__isnull=matched != "yes")
    return rows


def standing_roles() -> QuerySet[PersonRole]:
    """Roles that were not taken away, the latest first."""
    rows = PersonRole.objects.filter(removed_at=None)
    return rows.order_by(F("starts_on").desc(nulls_last=True), "-id")


def person_row(person: Person, member: Membership) -> dict[str, Any]:
    """One person of a list. Who else they are is told to whoever sees the whole desk."""
    last = getattr(person, "last_said", None)
    same = None if member.scope_kind else person.same_as
    return {
        "id": str(person.pk),
        "name": person.name,
        "links": person.links,
        "roles": [role_row(role) for role in person.roles.all()],
        "same_as": {"id": str(same.pk), "name": same.name} if same else None,
        "claims_count": getattr(person, "claims_count", 0),
        "last_said": last.isoformat() if last else None,
        "created_at": person.created_at.isoformat(),
        "etag": person.etag,
    }


def role_row(role: PersonRole) -> dict[str, Any]:
    """What a person was, and when."""
    return {
        "id": str(role.pk),
        "title": role.title,
        "organisation": role.organisation,
        "starts_on": role.starts_on.isoformat() if role.starts_on else None,
        "ends_on": role.ends_on.isoformat() if role.ends_on else None,
    }


def person_of(member: Membership, person_id: UUID | str) -> Person:
    """The person with their roles, or NotFoundError."""
    person = person_list(member).filter(pk=person_id).first()
    if person is None:
        raise NotFoundError(_("There is no such person on this desk."))
    return person


def person_detail(member: Membership, person_id: UUID | str) -> dict[str, Any]:
    """One person: who else they are, and whether they are quoted, so that their name stays."""
    person = person_of(member, person_id)
    also = persons_of(member).filter(same_as=person).order_by("id")
    claims = Claim.objects.visible_to(member)
    spoke = OccurrenceSpeaker.objects.filter(person=person, occurrence__claim__in=claims)
    return {
        **person_row(person, member),
        "quoted": spoke.exists(),
        "also": [{"id": str(row.pk), "name": row.name, "etag": row.etag} for row in also],
    }


def person_page(member: Membership, person_id: UUID | str) -> dict[str, Any]:
    """Everything the page of a person shows: they themselves, and whoever else they were entered as."""
    person = person_detail(member, person_id)
    group = [UUID(row["id"]) for row in (person, *person["also"])]
    said = _said(member, group)
    sources = Source.objects.visible_to(member).filter(person__in=group)
    contacts = Contact.objects.filter(person__in=group, claim__in=Claim.objects.visible_to(member))
    if member.scope_kind:
        sources = sources.filter(
            uses__detached_at=None, uses__claim__in=Claim.objects.visible_to(member)
        ).distinct()
    return {
        "person": person,
        "links": [{"url": link, "name": link_name(link)} for link in person["links"]],
        "claims": list(_claim_lines(said[:SHOWN])),
        "claims_total": said.count(),
        "sources": sources.select_related("publisher").order_by("-id")[:SHOWN],
        "contacts": contacts.select_related("claim", "account").order_by("-id")[:SHOWN],
        "likely": likely_the_same(member, person["name"], without=group),
    }


def _said(member: Membership, people: list[UUID]) -> QuerySet[OccurrenceSpeaker]:
    """Where these people spoke, the latest first."""
    claims = Claim.objects.visible_to(member).standing()
    verdicts = Prefetch(
        "occurrence__claim__verdicts",
        Verdict.objects.select_related("rating").order_by("-id"),
    )
    return (
        OccurrenceSpeaker.objects.filter(
            person__in=people, removed_at=None, occurrence__claim__in=claims
        )
        .select_related("person", "occurrence__claim", "occurrence__article")
        .prefetch_related(verdicts)
        .order_by(F("occurrence__said_on").desc(nulls_last=True), "-id")
    )


def _claim_lines(rows: Iterable[OccurrenceSpeaker]) -> Iterable[dict[str, Any]]:
    for row in rows:
        occurrence, claim = row.occurrence, row.occurrence.claim
        verdict = live_verdict(claim)
        yield {
            "claim": str(claim.pk),
            "statement": claim.statement or occurrence.words,
            "language": claim.statement_language,
            "state": state_of(verdict, withdrawn=False),
            "rating": rating_row(verdict.rating) if verdict and verdict.rating else None,
            "said_on": occurrence.said_on,
            "said_precision": occurrence.said_precision,
            "role": row.role,
            "name": row.person.name,
            "article": occurrence.article,
        }


def likely_the_same(member: Membership, name: str, *, without: Iterable[UUID] = ()) -> list[Person]:
    """People whose names are so like this one that they may be the same, the likest first."""
    key = name_key(name) or name.casefold()
    rows = persons_of(member).filter(Q(folded__trigram_similar=key) | Q(folded=key))
    rows = rows.exclude(pk__in=list(without)).exclude(same_as__in=list(without))
    alike = rows.annotate(likeness=TrigramSimilarity("folded", key)).filter(
        Q(likeness__gte=LIKELY) | Q(folded=key)
    )
    return list(alike.select_related("same_as").order_by("-likeness", "id")[:MOST_LIKELY])


def others_named(member: Membership, person_id: UUID, q: str) -> list[Person]:
    """Other people whose names hold these letters: somebody may be one of them."""
    rows = found_persons(member, q=q).exclude(pk=person_id).exclude(same_as=person_id)
    return list(rows.order_by("folded", "id")[:MOST_LIKELY])


KNOWN_SITES: Final = {
    "wikidata.org": "Wikidata",
    "wikipedia.org": "Wikipedia",
    "viaf.org": "VIAF",
    "orcid.org": "ORCID",
    "isni.org": "ISNI",
    "d-nb.info": "GND",
}


def link_name(link: str) -> str:
    """What an address is called: the well-known site, or its host."""
    host = (urlsplit(link).hostname or link).removeprefix("www.")
    site = next((site for site in KNOWN_SITES if host == site or host.endswith(f".{site}")), "")
    if not site:
        return host
    last = link.rstrip("/").rpartition("/")[2]
    return f"{KNOWN_SITES[site]} {last}" if site == "wikidata.org" else KNOWN_SITES[site]

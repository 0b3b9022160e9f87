"""The lists of people, sources, evidence, verdicts and reviews."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from annotations import policies
from annotations.queries import evidence_list as evidence
from annotations.queries import persons, sources
from annotations.queries import review_list as reviews
from annotations.queries import verdict_list as verdicts
from annotations.web.forms.finding import (
    EvidenceFilterForm,
    PeopleFilterForm,
    ReviewsFilterForm,
    SourcesFilterForm,
    VerdictsFilterForm,
)
from annotations.web.listing import Listing, Orders
from annotations.web.membership import MemberRequest, member_required

INVALID: Final = 422


def _orders(known: Mapping[str, tuple[str, ...]], **words: Any) -> Orders:
    """Orderings in words: `created_` stands for "-created"."""
    names = {name: f"-{name[:-1]}" if name.endswith("_") else name for name in words}
    return {names[name]: (said, known[names[name]]) for name, said in words.items()}


PEOPLE: Final = Listing(
    name="people",
    form=PeopleFilterForm,
    orders=_orders(
        persons.ORDERINGS,
        name=_("Name"),
        claims_=_("Most claims first"),
        said_=_("Last said first"),
        name_=_("Name, backwards"),
        claims=_("Fewest claims first"),
        said=_("First said first"),
    ),
    question=persons.found_persons,
)
SOURCES: Final = Listing(
    name="sources",
    form=SourcesFilterForm,
    orders=_orders(
        sources.ORDERINGS,
        created_=_("Newest first"),
        title=_("Title"),
        claims_=_("Most cited first"),
        published_=_("Latest published first"),
        created=_("Oldest first"),
        title_=_("Title, backwards"),
        claims=_("Least cited first"),
        published=_("First published first"),
    ),
    question=sources.found_sources,
)
EVIDENCE: Final = Listing(
    name="evidence",
    form=EvidenceFilterForm,
    orders=_orders(
        evidence.ORDERINGS,
        created_=_("Newest first"),
        obtained_=_("Latest obtained first"),
        created=_("Oldest first"),
        obtained=_("First obtained first"),
    ),
    question=evidence.evidence_list,
)
VERDICTS: Final = Listing(
    name="verdicts",
    form=VerdictsFilterForm,
    orders=_orders(
        verdicts.ORDERINGS,
        created_=_("Newest first"),
        due=_("Earliest due first"),
        waiting=_("Waiting longest first"),
        as_of_=_("Latest as-of first"),
        created=_("Oldest first"),
        as_of=_("First as-of first"),
    ),
    question=verdicts.verdict_list,
)
REVIEWS: Final = Listing(
    name="reviews",
    form=ReviewsFilterForm,
    orders=_orders(reviews.ORDERINGS, created_=_("Newest first"), created=_("Oldest first")),
    question=reviews.review_list,
)


def _list(request: MemberRequest, listing: Listing, row: Any, template: str) -> HttpResponse:
    page = listing.page(request)
    context = {
        "page": page,
        "rows": [row(item) for item in page.rows],
        "may_edit": policies.may_edit(request.member),
        "may_take": policies.may_take(request.member),
        "is_lead": request.member.is_lead,
    }
    return render(request, template, context, status=INVALID if page.refusal else 200)


@member_required
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Everybody who is quoted or who is a source."""
    member = request.member
    return _list(request, PEOPLE, lambda row: persons.person_row(row, member), "people/list.html")


@member_required
@require_safe
def source_list(request: MemberRequest) -> HttpResponse:
    """Everything that can be cited."""
    return _list(request, SOURCES, sources.listed_source_row, "sources/list.html")


@member_required
@require_safe
def evidence_list(request: MemberRequest) -> HttpResponse:
    """Everything that is attached to a claim."""

    def row(piece: Any) -> dict[str, Any]:
        return evidence.listed_evidence_row(piece, request.member)

    return _list(request, EVIDENCE, row, "evidence/list.html")


@member_required
@require_safe
def verdict_list(request: MemberRequest) -> HttpResponse:
    """Every verdict, what it waits for and whether it stands."""
    return _list(request, VERDICTS, verdicts.listed_verdict_row, "verdicts/list.html")


@member_required
@require_safe
def review_list(request: MemberRequest) -> HttpResponse:
    """The reviews that were given: one's own, for a lead everybody's."""
    return _list(request, REVIEWS, reviews.review_row, "reviews/list.html")

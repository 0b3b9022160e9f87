"""The list of articles, bringing one in, and the workbench of one article."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations import policies
from annotations.actions.articles import add_article
from annotations.domain import vocabulary as v
from annotations.domain.errors import DomainError
from annotations.models import Membership
from annotations.models.labels import choices
from annotations.queries import articles as article_queries
from annotations.queries import claims as claim_queries
from annotations.queries import ratings as rating_queries
from annotations.queries.beginnings import progress_of
from annotations.web.forms.articles import ORDERS, SOURCES, ArticleFilterForm, ImportForm
from annotations.web.forms.refusals import tell
from annotations.web.island_words import island_words
from annotations.web.languages import language_name
from annotations.web.listing import Listing
from annotations.web.membership import MemberRequest, member_required

CARDS = 200
"""Claim cards in the page itself, for reading without scripts; the island shows all."""
INVALID = 422
JUST_IN = "imported"
"""In the address of an article that just came in: its page shows what was recognised."""
LISTS: dict[str, type[StrEnum]] = {
    "kinds": v.ClaimKind,
    "stances": v.Stance,
    "evidence_kinds": v.EvidenceKind,
    "levels": v.Level,
    "visibilities": v.Visibility,
    "terms": v.Terms,
    "channels": v.Channel,
    "forms": v.Form,
    "outlet_positions": v.OutletPosition,
    "precisions": v.Precision,
}
"""The closed lists of words that the workbench offers as choices."""

ARTICLES = Listing(
    name="articles",
    form=ArticleFilterForm,
    orders={name: (words, article_queries.ORDERINGS[name]) for name, words in ORDERS},
    question=article_queries.article_list,
    facet="status",
)


@member_required
@require_safe
def article_list(request: MemberRequest) -> HttpResponse:
    """The desk's articles, a page at a time."""
    page = ARTICLES.page(request)
    context = {"page": page, "may_add": policies.may_add_article(request.member)}
    return render(request, "articles/list.html", context, status=INVALID if page.refusal else 200)


@member_required
@require_http_methods(["GET", "POST"])
def import_article(request: MemberRequest) -> HttpResponse:
    """Bring an article in; a text the desk has already leads to where it is."""
    policies.may_add_article(request.member).require()
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*given, source=request.GET.get("from", "text"), zone=request.member.desk.zone)
    if form.is_valid():
        try:
            article, is_new = add_article(actor=request.member, **form.fields_of_act())
        except DomainError as refusal:
            tell(form, refusal)
        else:
            words = (
                _("The article is in. Select words in it to make a claim.")
                if is_new
                else _("This text is on the desk already: here it is. Nothing was added.")
            )
            tell_so = messages.success if is_new else messages.info
            tell_so(request, words, extra_tags="import")
            address = reverse("web:article", args=[article.pk])
            return redirect(f"{address}?{JUST_IN}" if is_new else address)
    status = INVALID if form.errors else 200
    return render(
        request, "articles/import.html", {"form": form, "sources": SOURCES}, status=status
    )


@member_required
@require_safe
def workbench(request: MemberRequest, article_id: UUID) -> HttpResponse:
    """One article with its claims. The page reads without scripts; with them the island takes over."""
    article = article_queries.article_detail(request.member, article_id)
    claims = claim_queries.claims_of_article(request.member, article_id)
    context = {
        "article": article,
        "revision": article["revision"],
        "blocks": article_queries.blocks_of(article["revision"]["id"]),
        "cards": claims["results"][:CARDS],
        "claims_count": len(claims["results"]),
        "recognised": language_name(article["language"]) if JUST_IN in request.GET else "",
        "may": _may(request.member),
        "may_redact": policies.may_redact(request.member),
        "practice": progress_of(request.member, article["id"]) if article["practice"] else None,
        "data": _for_island(request.member, claims),
        "words": island_words(),
    }
    return render(request, "articles/workbench.html", context)


def _may(member: Membership) -> str:
    """What the member may do here, as words for the island."""
    verbs = ["edit", "submit"] if policies.may_edit(member) else []
    return " ".join(verbs + ["review"] * (member.role in policies.REVIEWERS))


def _for_island(member: Membership, claims: dict[str, Any]) -> dict[str, Any]:
    lists = {name: choices(enum) for name, enum in LISTS.items()}
    return {**claims, "ratings": rating_queries.scales(member), **lists}

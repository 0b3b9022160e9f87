"""Saving what a list is filtered by, and the page of everything one saved."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import policies
from annotations.actions.saved_filters import (
    remove_filter,
    rename_filter,
    save_filter,
    share_filter,
)
from annotations.domain.errors import DomainError
from annotations.domain.list_names import ListName
from annotations.models.labels import LABELS
from annotations.queries.saved_filters import filters_by_list, saved_filter
from annotations.web import lists
from annotations.web.articles import ARTICLES
from annotations.web.claim_lists import CLAIMS
from annotations.web.forms.lists import ListForm
from annotations.web.forms.refusals import tell
from annotations.web.forms.saved_filters import NameForm, SaveForm
from annotations.web.listing import Listing, ListPage
from annotations.web.membership import MemberRequest, member_required
from annotations.web.reviews import WAITING

INVALID: Final = 422
LISTINGS: Final[Mapping[ListName, Listing]] = {
    ListName(listing.name): listing
    for listing in (
        ARTICLES,
        CLAIMS,
        lists.PEOPLE,
        lists.SOURCES,
        lists.EVIDENCE,
        lists.VERDICTS,
        lists.REVIEWS,
        WAITING,
    )
}
"""The lists whose filters are saved; each stands at the address of its name."""


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def filter_list(request: MemberRequest) -> HttpResponse:
    """Everything the member saved and what is shared with them; a filter sent from its list is saved."""
    if request.method != "POST":
        return _page(request)
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    name = ListName(form.cleaned_data["list"])
    wanted = form.cleaned_data
    query = _as_the_list_says(request, name, wanted["query"])
    try:
        save_filter(
            actor=request.member, list_name=name, name=wanted["name"], query=query,
            shared=wanted["shared"],
        )  # fmt: skip
    except DomainError as refusal:
        tell(form, refusal)
        return _page(request, form)
    messages.success(request, _("The filter is saved. It stands above the list now."))
    return redirect(f"{_address(name)}?{query}")


@member_required
@require_POST
def rename(request: MemberRequest, filter_id: UUID) -> HttpResponse:
    """Give it another name; a refusal keeps what was typed."""
    saved = saved_filter(request.member, filter_id)
    form = NameForm(request.POST, of=saved)
    if form.is_valid():
        try:
            rename_filter(actor=request.member, filter_id=filter_id, name=form.cleaned_data["name"])
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The filter has its new name."))
            return redirect("web:filters")
    return _page(request, renamed=form)


@member_required
@require_POST
def share(request: MemberRequest, filter_id: UUID) -> HttpResponse:
    """Show it to everybody on the desk, or to its person alone."""
    shared = request.POST.get("shared") == "yes"
    saved = share_filter(actor=request.member, filter_id=filter_id, shared=shared)
    words = (
        _("“%(name)s” stands above the list of everybody on the desk now.")
        if shared
        else _("“%(name)s” is seen by whoever saved it alone.")
    )
    messages.success(request, words % {"name": saved.name})
    return redirect("web:filters")


@member_required
@require_POST
def remove(request: MemberRequest, filter_id: UUID) -> HttpResponse:
    """Take it away."""
    saved = saved_filter(request.member, filter_id)
    remove_filter(actor=request.member, filter_id=filter_id)
    messages.success(
        request, _("“%(name)s” is removed. What it found is untouched.") % {"name": saved.name}
    )
    return redirect("web:filters")


def _as_the_list_says(request: MemberRequest, name: ListName, query: str) -> str:
    """The query string as the list itself writes it: known fields in their order, no place in it."""
    page = ListPage(LISTINGS[name], request.member, QueryDict(query.lstrip("?")))
    return page.form.address().lstrip("?") if page.is_valid else ""


def _address(name: str) -> str:
    return reverse(f"web:{name}")


def _page(
    request: MemberRequest, form: SaveForm | None = None, *, renamed: NameForm | None = None
) -> HttpResponse:
    groups = [_group(request, group, renamed) for group in filters_by_list(request.member)]
    context = {
        "groups": groups,
        "form": form,
        "may_share": policies.may_share_filter(request.member),
    }
    return render(
        request, "search/filters.html", context, status=INVALID if form or renamed else 200
    )


def _group(
    request: MemberRequest, group: dict[str, Any], renamed: NameForm | None
) -> dict[str, Any]:
    name = group["list"]
    asked = ListPage(LISTINGS[name], request.member, QueryDict()).form.asked
    typed = {renamed.of.pk: renamed} if renamed else {}
    rows = [
        {
            "saved": saved,
            "href": f"{_address(name)}?{saved.query}",
            "chips": [chip["words"] for chip in _checked(asked(QueryDict(saved.query))).chips()],
            "own": saved.account_id == request.member.account_id,
            "may_change": policies.may_change_filter(request.member, saved),
            "form": typed.get(saved.pk) or NameForm(of=saved),
        }
        for saved in group["rows"]
    ]
    return {"words": LABELS[ListName][name], "rows": rows}


def _checked(form: ListForm) -> ListForm:
    form.full_clean()
    return form

"""Putting a claim right without the workbench: what is said of it, and where it was made."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import policies
from annotations.actions.claims import add_occurrence, correct_occurrence, reword_claim
from annotations.domain.errors import DomainError, StaleError
from annotations.domain.vocabulary import Form, OutletPosition, Precision
from annotations.models import Claim
from annotations.queries.approvers import approvers_after_edit
from annotations.queries.claim_parts import occurrence_row
from annotations.queries.claims import claim_detail, occurrence_of
from annotations.queries.people import members
from annotations.web.forms.claims import (
    ClaimForm,
    OccurrenceForm,
    claim_values,
    occurrence_values,
)
from annotations.web.forms.merging import VersionedForm, merged
from annotations.web.forms.refusals import tell
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412
# What the menus say of a new place: without it a browser sends their first words, as if somebody had chosen them.
AS_BEGUN: Final = {
    "form": Form.VERBATIM.value,
    "said_precision": Precision.UNKNOWN.value,
    "outlet_position": OutletPosition.REPORTS.value,
}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_claim(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Statement, kind, topics, harm, reach, quantity, who works on it, note."""
    claim = claim_detail(request.member, claim_id)
    _may_edit(request, claim_id)
    people = members(request.member)
    form = ClaimForm(request.POST or None, initial=claim_values(claim), people=people)

    def save() -> None:
        reword_claim(
            actor=request.member, claim_id=claim_id, expected_version=form.read_version,
            changes=form.fields_of_act(),
        )  # fmt: skip

    def overtaken() -> tuple[VersionedForm, list[Any]]:
        data, clashes = merged(form, claim_values(claim_detail(request.member, claim_id)))
        return ClaimForm(data, people=people), clashes

    page = {"claim": claim, "title": _("Edit this claim"), "keep": f"claim-{claim_id}"}
    return _handled(request, form, save, overtaken, page)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_occurrence(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Another place where it was made: a post, a picture, a video, a speech."""
    claim = claim_detail(request.member, claim_id)
    _may_edit(request, claim_id)
    begun = {"language": claim["statement_language"], **AS_BEGUN}
    form = OccurrenceForm(request.POST or None, initial=begun)

    def save() -> None:
        given = {
            name: value for name, value in form.cleaned_data.items() if name in form.texts and value
        }
        url, timecode, words = (given.pop(name, "") for name in ("media_url", "timecode", "words"))
        add_occurrence(
            actor=request.member, claim_id=claim_id, media_url=url, timecode=timecode, words=words,
            fields=given,
        )  # fmt: skip

    page = {"claim": claim, "title": _("Where else it was made"), "keep": f"occurrence-{claim_id}"}
    return _handled(request, form, save, None, page)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_occurrence(request: MemberRequest, occurrence_id: UUID) -> HttpResponse:
    """When, where and by whom it was said in one of its places."""
    occurrence = occurrence_of(request.member, occurrence_id)
    claim = claim_detail(request.member, occurrence.claim_id)
    _may_edit(request, occurrence.claim_id)
    in_article = occurrence.article_id is not None
    shown = occurrence_values(occurrence_row(occurrence_id))
    form = OccurrenceForm(request.POST or None, initial=shown, in_article=in_article)

    def save() -> None:
        correct_occurrence(
            actor=request.member, occurrence_id=occurrence_id, expected_version=form.read_version,
            changes=form.fields_of_act(),
        )  # fmt: skip

    def overtaken() -> tuple[VersionedForm, list[Any]]:
        data, clashes = merged(form, occurrence_values(occurrence_row(occurrence_id)))
        return OccurrenceForm(data, in_article=in_article), clashes

    page = {"claim": claim, "title": _("Where it was made"), "keep": f"occurrence-{occurrence_id}"}
    return _handled(request, form, save, overtaken, page)


def _may_edit(request: MemberRequest, claim_id: UUID) -> None:
    claim = Claim.objects.visible_to(request.member).get(pk=claim_id)
    policies.may_edit_claim(request.member, claim).require()


def _handled(
    request: MemberRequest,
    form: VersionedForm,
    save: Callable[[], None],
    overtaken: Callable[[], tuple[VersionedForm, list[Any]]] | None,
    page: dict[str, Any],
) -> HttpResponse:
    """The form, or what became of it; overtaken by somebody else it comes back with both texts."""
    claim = page["claim"]
    if "theirs" in request.POST:
        messages.success(request, _("Your changes were dropped: theirs stand."), page["keep"])
        return redirect("web:claim", claim["id"])
    status = 200
    clashes: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except StaleError:
            if overtaken is None:
                raise
            (form, clashes), status = overtaken(), STALE
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."), extra_tags=page["keep"])
            return redirect("web:claim", claim["id"])
    if status == 200 and form.errors:
        status = INVALID
    context = {
        **page,
        "form": form,
        "clashes": clashes,
        "stale": status == STALE,
        "approvers": approvers_after_edit(request.member, claim["id"]),
    }
    return render(request, "claims/edit.html", context, status=status)

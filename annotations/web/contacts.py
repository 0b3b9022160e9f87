"""Logging that the claimant was asked, and what came back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations import policies
from annotations.actions.contacts import change_contact, log_contact
from annotations.domain.errors import DomainError, StaleError
from annotations.models import Claim
from annotations.queries.claims import claim_detail
from annotations.queries.contacts import contact_of, contact_row
from annotations.web.forms.contacts import ContactForm, contact_values
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import tell
from annotations.web.membership import MemberRequest, member_required

INVALID, STALE = 422, 412


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Note that somebody was asked, or why nobody was."""
    claim_detail(request.member, claim_id)
    _may_edit(request, claim_id)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        given = {
            name: value for name, value in form.cleaned_data.items() if name in form.texts and value
        }
        try:
            log_contact(actor=request.member, claim_id=claim_id, fields=given)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, claim_id, f"contact-new-{claim_id}")
    return _page(request, claim_id, form, keep=f"contact-new-{claim_id}")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Note the reply, move the deadline, or put right what was noted."""
    contact = contact_of(request.member, contact_id)
    claim_id, keep = contact.claim_id, f"contact-{contact_id}"
    _may_edit(request, claim_id)
    if "theirs" in request.POST:
        return _done(request, claim_id, keep)
    form = ContactForm(request.POST or None, initial=contact_values(contact_row(contact)))
    if form.is_valid():
        try:
            change_contact(
                actor=request.member, contact_id=contact_id, expected_version=form.read_version,
                changes=form.fields_of_act(),
            )  # fmt: skip
        except StaleError:
            theirs = contact_values(contact_row(contact_of(request.member, contact_id)))
            data, clashes = merged(form, theirs)
            both = ContactForm(data)
            return _page(request, claim_id, both, keep=keep, status=STALE, clashes=clashes)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _done(request, claim_id, keep)
    return _page(request, claim_id, form, keep=keep, contact=contact_row(contact))


def _may_edit(request: MemberRequest, claim_id: UUID) -> None:
    claim = Claim.objects.visible_to(request.member).get(pk=claim_id)
    policies.may_edit_claim(request.member, claim).require()


def _done(request: MemberRequest, claim_id: UUID, keep: str) -> HttpResponse:
    messages.success(request, _("The log of contacts is saved."), extra_tags=keep)
    return redirect("web:claim", claim_id)


def _page(
    request: MemberRequest, claim_id: UUID, form: ContactForm, *, keep: str, **more: Any
) -> HttpResponse:
    status = more.pop("status", INVALID if form.errors else 200)
    context = {
        "claim": claim_detail(request.member, claim_id), "form": form, "keep": keep,
        "stale": status == STALE, **more,
    }  # fmt: skip
    return render(request, "claims/contact.html", context, status=status)

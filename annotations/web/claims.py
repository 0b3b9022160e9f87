"""One claim with everything that belongs to it, and withdrawing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policies
from annotations.actions.claims import triage_claim, withdraw_claim
from annotations.actions.verdicts import withdraw_verdict
from annotations.domain import vocabulary as v
from annotations.domain.errors import DomainError, InvalidError, StaleError, WrongStateError
from annotations.models import Article, Membership
from annotations.models.labels import choices
from annotations.queries import claims as claim_queries
from annotations.queries import verdicts as verdict_queries
from annotations.queries.approvers import approvers
from annotations.queries.contacts import contact_row, contacts_of
from annotations.queries.relations import family_of, relations_of
from annotations.queries.timeline import timeline_of
from annotations.queries.triages import triages_of
from annotations.queries.versions import versions_of
from annotations.web.forms.refusals import sentence
from annotations.web.membership import MemberRequest, member_required, version_seen

STALE, CONFLICT, INVALID = 412, 409, 422


@member_required
@require_safe
def claim_page(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """The claim as it stands: where it was made, the evidence, the verdict, and what happened."""
    return _page(request, claim_id)


@member_required
@require_POST
def withdraw(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Take the claim back; it stays readable."""
    try:
        withdraw_claim(
            actor=request.member, claim_id=claim_id, expected_version=version_seen(request)
        )
    except (StaleError, WrongStateError) as refusal:
        return as_it_stands(request, claim_id, refusal)
    messages.success(request, _("The claim was withdrawn. It can still be read here."))
    return redirect("web:claim", claim_id)


@member_required
@require_POST
def triage(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Decide whether the claim is checked; a refusal keeps the reason that was typed."""
    given = {name: request.POST.get(name, "") for name in ("decision", "reason")}
    if given["decision"] not in set(v.TriageDecision):
        given["decision"] = v.TriageDecision.TO_CHECK.value
    try:
        triage_claim(actor=request.member, claim_id=claim_id, **given)
    except InvalidError as refusal:
        more = {"triaged": {**given, "error": sentence(refusal)}}
        return _page(request, claim_id, status=INVALID, **more)
    except WrongStateError as refusal:
        return as_it_stands(request, claim_id, refusal)
    messages.success(request, _("The decision is noted."), extra_tags=f"triage-{claim_id}")
    return redirect("web:claim", claim_id)


@member_required
@require_POST
def give_up_verdict(request: MemberRequest, verdict_id: UUID) -> HttpResponse:
    """Withdraw the verdict; another one may be drafted."""
    claim_id = verdict_queries.verdict_of(request.member, verdict_id).claim_id
    try:
        withdraw_verdict(
            actor=request.member, verdict_id=verdict_id, expected_version=version_seen(request)
        )
    except (StaleError, WrongStateError) as refusal:
        return as_it_stands(request, claim_id, refusal)
    messages.success(request, _("The verdict was withdrawn. Another one may be drafted."))
    return redirect("web:claim", claim_id)


def as_it_stands(request: MemberRequest, claim_id: UUID, refusal: DomainError) -> HttpResponse:
    """The refusal above the claim as it is now, from where one may decide again."""
    messages.error(request, sentence(refusal))
    return _page(request, claim_id, status=STALE if isinstance(refusal, StaleError) else CONFLICT)


def _page(request: MemberRequest, claim_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    member = request.member
    claim = claim_queries.claim_detail(member, claim_id)
    contacts = [contact_row(row) for row in contacts_of(member, claim_id)]
    versions = versions_of(member, claim_id)
    context = {
        "claim": claim,
        "places": _places(member, claim),
        "history": timeline_of(member, claim_id),
        "versions": versions,
        "contacts": contacts,
        "late_replies": _too_late(contacts, versions),
        "relations": relations_of(member, claim_id),
        "family": family_of(member, claim_id, claim["parent"]),
        "triages": triages_of(claim_id),
        "approvers": approvers(member, claim_id),
        "may_redact": policies.may_redact(member),
        "triage_choices": choices(v.TriageDecision),
        "triaged": {},
        **more,
    }
    return render(request, "claims/claim.html", context, status=status)


def _too_late(contacts: list[dict[str, Any]], versions: list[dict[str, Any]]) -> int:
    """How many replies came after what is in review now was submitted."""
    waiting = [parse_datetime(row["submitted_at"]) for row in versions if row["open"]]
    since = next((moment for moment in waiting if moment), None)
    return sum(bool(since and row["replied_at"] and row["replied_at"] > since) for row in contacts)


def _places(member: Membership, claim: dict[str, Any]) -> list[dict[str, Any]]:
    """The occurrences with the article each stands in."""
    ids = [row["article"] for row in claim["occurrences"] if row["article"]]
    articles = {
        str(article.pk): article
        for article in Article.objects.visible_to(member).filter(pk__in=ids)
    }
    return [{**row, "article": articles.get(row["article"] or "")} for row in claim["occurrences"]]

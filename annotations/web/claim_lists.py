"""The list of claims, and what is done to many of them at once: triage, assigning, topics."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations import policies
from annotations.actions.claims import reword_claim, triage_claim
from annotations.domain import vocabulary as v
from annotations.domain.errors import NotFoundError
from annotations.models import Claim
from annotations.models.labels import choices
from annotations.queries import claim_lists as questions
from annotations.web import bulk
from annotations.web.forms.claim_lists import ORDERS, BulkClaimsForm, ClaimFilterForm
from annotations.web.listing import Listing
from annotations.web.membership import MemberRequest, member_required

INVALID = 422
CLAIMS = Listing(
    name="claims",
    form=ClaimFilterForm,
    orders={name: (words, questions.ORDERINGS[name]) for name, words in ORDERS},
    question=questions.claim_list,
)


@member_required
@require_safe
def claim_list(request: MemberRequest) -> HttpResponse:
    """The desk's claims, a page at a time."""
    return _page(request, BulkClaimsForm(member=request.member))


def _page(request: MemberRequest, form: BulkClaimsForm, status: int = 200) -> HttpResponse:
    page = CLAIMS.page(request)
    context = {
        "page": page,
        "claims": questions.listed_claims(request.member, page.rows),
        "may_edit": bool(policies.may_edit(request.member)),
        "bulk": form,
        "most": bulk.MOST,
        "decisions": choices(v.TriageDecision),
    }
    return render(request, "claims/list.html", context, status=INVALID if page.refusal else status)


@member_required
@require_POST
def claims_at_once(request: MemberRequest) -> HttpResponse:
    """Triage, assign or name a topic, for every picked claim."""
    form = BulkClaimsForm(request.POST, member=request.member)
    ids = bulk.picked(request, CLAIMS)
    if not form.is_valid():
        bulk.refuse(request, form)
        return bulk.back_to(request, "web:claims", ids)
    fates = bulk.carry_out(ids, _act(request, form.cleaned_data))
    count = len(fates.done)
    done = ngettext("%(n)d claim is changed.", "%(n)d claims are changed.", count) % {"n": count}
    bulk.told(request, fates, done, lambda wanted: _names(request, wanted))
    return bulk.back_to(request, "web:claims", ids)


def _act(request: MemberRequest, wanted: dict[str, Any]) -> Callable[[UUID], Any]:
    actor = request.member

    def triage(claim_id: UUID) -> None:
        words = {name: wanted[name] for name in ("decision", "ground", "reason")}
        triage_claim(actor=actor, claim_id=claim_id, **words)

    def assign(claim_id: UUID) -> None:
        changes = {"assignee": wanted["assignee"] or None}
        reword_claim(actor=actor, claim_id=claim_id, expected_version=None, changes=changes)

    def name_topic(claim_id: UUID) -> None:
        claim = Claim.objects.visible_to(actor).filter(pk=claim_id).first()
        if claim is None:
            raise NotFoundError("")
        topics = [*claim.topics.values_list("name", flat=True), wanted["topic"]]
        reword_claim(
            actor=actor, claim_id=claim_id, expected_version=None, changes={"topics": topics}
        )

    acts: dict[str, Callable[[UUID], Any]] = {
        "triage": triage,
        "assign": assign,
        "topic": name_topic,
    }
    return acts[wanted["act"]]


def _names(request: MemberRequest, ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Claim.objects.visible_to(request.member).filter(pk__in=ids)
    return {row.pk: Truncator(row.statement).chars(60) for row in rows}

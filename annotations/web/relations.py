"""Relating a claim to another one, and taking that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import policies
from annotations.actions.claims import reword_claim
from annotations.actions.relations import dissolve_relation, relate_claims
from annotations.domain.errors import DomainError, StaleError, WrongStateError
from annotations.domain.vocabulary import RelationKind
from annotations.models import Claim
from annotations.queries.claims import claim_detail
from annotations.queries.relations import claims_like, relation_of
from annotations.web.claims import as_it_stands
from annotations.web.forms.refusals import tell
from annotations.web.forms.relations import RelationForm
from annotations.web.membership import MemberRequest, member_required, version_seen

LONGEST = 200


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """Look for the other claim by its words, then say how the two relate. A part names its whole as parent."""
    claim = claim_detail(request.member, claim_id)
    seen = Claim.objects.visible_to(request.member).get(pk=claim_id)
    policies.may_edit_claim(request.member, seen).require()
    words = (request.POST.get("q") or request.GET.get("q") or "")[:LONGEST].replace("\x00", "")
    form = RelationForm(request.POST or None, initial={"kind": RelationKind.SAME})
    if form.is_valid():
        try:
            _relate(request, claim_id, form)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, _("The two claims are related now. No verdict was carried over.")
            )
            return redirect("web:claim", claim_id)
    found = claims_like(request.member, claim_id, words)
    context = {"claim": claim, "form": form, "q": words, "found": found}
    return render(request, "claims/relate.html", context, status=422 if form.errors else 200)


def _relate(request: MemberRequest, claim_id: UUID, form: RelationForm) -> None:
    given = form.cleaned_data
    if given["kind"] == RelationKind.PART_OF:
        changes = {"parent": given["other"]}
        reword_claim(
            actor=request.member, claim_id=claim_id, expected_version=None, changes=changes
        )
        return
    relate_claims(
        actor=request.member, claim_id=claim_id, other_id=given["other"],
        kind=RelationKind(given["kind"]), differs=given["differs"],
    )  # fmt: skip


@member_required
@require_POST
def dissolve(request: MemberRequest, relation_id: UUID) -> HttpResponse:
    """Take a relation back; that it stood stays in the history. `claim` says from whose page it is done."""
    relation = relation_of(request.member, relation_id)
    from_other = request.POST.get("claim") == str(relation.other_id)
    claim_id = relation.other_id if from_other else relation.claim_id
    try:
        dissolve_relation(
            actor=request.member, relation_id=relation_id, expected_version=version_seen(request)
        )
    except (StaleError, WrongStateError) as refusal:
        return as_it_stands(request, claim_id, refusal)
    messages.success(request, _("The relation was taken back."))
    return redirect("web:claim", claim_id)


@member_required
@require_POST
def part_no_more(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """The claim is no part of another one any more."""
    try:
        reword_claim(
            actor=request.member, claim_id=claim_id, expected_version=version_seen(request),
            changes={"parent": None},
        )  # fmt: skip
    except (StaleError, WrongStateError) as refusal:
        return as_it_stands(request, claim_id, refusal)
    messages.success(request, _("The claim stands by itself now."))
    return redirect("web:claim", claim_id)

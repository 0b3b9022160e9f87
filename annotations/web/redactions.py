"""What was withheld by an order: making it, after a look at what would go, and confirming it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policies
from annotations.actions.redactions import confirm_redaction, planned, redact
from annotations.domain.errors import InvalidError, NotPermittedError
from annotations.domain.vocabulary import RedactionSubject
from annotations.models import Snapshot
from annotations.queries import redactions as questions
from annotations.queries.stories import subjects_around
from annotations.web.forms.redactions import RedactionForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import MemberRequest, member_required

INVALID = 422
ON_A_PAGE = 25


@member_required
@require_safe
def redaction_list(request: MemberRequest) -> HttpResponse:
    """Everything that was withheld on this desk; what waits for a second person stands first."""
    policies.may_see_redactions(request.member).require()
    pages = Paginator(questions.redactions_of(request.member), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = [
        {
            **questions.redaction_row(redaction),
            "may_confirm": policies.may_confirm_redaction(request.member, redaction),
        }
        for redaction in page
    ]
    return render(request, "redactions/list.html", {"page": page, "rows": rows})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def withhold_claim(request: MemberRequest, claim_id: UUID) -> HttpResponse:
    """An order about a claim, or about an article or evidence that hangs on it."""
    return _withhold(request, RedactionSubject.CLAIM, claim_id)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def withhold_article(request: MemberRequest, article_id: UUID) -> HttpResponse:
    """An order about an article, or about a claim or evidence that hangs on it."""
    return _withhold(request, RedactionSubject.ARTICLE, article_id)


def _withhold(request: MemberRequest, kind: RedactionSubject, pk: UUID) -> HttpResponse:
    """The form; then what would go, with the files that held it; then the act itself."""
    policies.may_redact(request.member).require()
    subjects = subjects_around(request.member, kind, pk)
    form = RedactionForm(
        request.POST or None, subjects=subjects, initial={"subject": f"{kind}:{pk}"}
    )
    context: dict[str, Any] = {"form": form, "back": reverse(f"web:{kind}", args=[pk])}
    if request.method == "POST" and form.is_valid():
        try:
            if "withhold" in request.POST:
                return _withheld(request, form.cleaned_data)
            context["plan"] = _plan(request, form.cleaned_data)
        except InvalidError as refusal:
            tell(form, refusal)
    status = INVALID if form.errors else 200
    return render(request, "redactions/withhold.html", context, status=status)


def _plan(request: MemberRequest, given: dict[str, Any]) -> dict[str, Any]:
    kind, _colon, pk = given["subject"].partition(":")
    plan = planned(actor=request.member, kind=kind, subject_id=UUID(pk), words=given["words"])
    return {
        "counts": plan.counts(),
        "files": [
            file.name or file.sha256[:12] for file in plan.files if isinstance(file, Snapshot)
        ],
        "exports": plan.exports,
        "log": len(plan.payloads),
    }


def _withheld(request: MemberRequest, given: dict[str, Any]) -> HttpResponse:
    kind, _colon, pk = given["subject"].partition(":")
    redact(
        actor=request.member,
        kind=kind,
        subject_id=UUID(pk),
        words=given["words"],
        order=given["order"],
        reason=given["reason"],
    )
    messages.success(request, _("It is withheld. A second person has to look at it now."))
    return redirect("web:redactions")


@member_required
@require_POST
def confirm(request: MemberRequest, redaction_id: UUID) -> HttpResponse:
    """A second person has looked at it."""
    try:
        confirm_redaction(actor=request.member, redaction_id=redaction_id)
    except NotPermittedError as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Confirmed."))
    return redirect("web:redactions")

"""One's own account: where it is signed in, its tokens, and leaving the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.actions import accounts, members
from annotations.actions import tokens as keys
from annotations.domain.errors import DomainError, WrongStateError
from annotations.models import BrowserSession
from annotations.queries.people import returned_by, sign_ins, tokens_of
from annotations.web.forms.account import TokenForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import (
    AccountRequest,
    MemberRequest,
    account_required,
    member_required,
)

INVALID, MADE = 422, 201


@account_required
@require_safe
def security(request: AccountRequest) -> HttpResponse:
    """Where the account is signed in, and its password."""
    context = {"sign_ins": sign_ins(request.user, here=request.session.session_key)}
    return render(request, "settings/security.html", context)


@account_required
@require_safe
def tokens(request: AccountRequest) -> HttpResponse:
    """The account's tokens that work now."""
    return render(request, "settings/tokens.html", {"tokens": tokens_of(request.user)})


@account_required
@require_POST
def end_session(request: AccountRequest, session_id: UUID) -> HttpResponse:
    """Sign one browser out; this one like any other."""
    accounts.end_session(account=request.user, session_id=session_id)
    here = BrowserSession.objects.for_key(request.session.session_key)
    if not here.exists():
        request.session.flush()
        return redirect("web:login")
    messages.success(request, _("That browser is signed out."))
    return redirect("web:settings-security")


@account_required
@require_POST
def end_others(request: AccountRequest) -> HttpResponse:
    """Sign every other browser out."""
    here = BrowserSession.objects.for_key(request.session.session_key).first()
    ended = accounts.end_other_sessions(account=request.user, keep=here)
    words = ngettext(
        "%(n)d other browser is signed out.", "%(n)d other browsers are signed out.", ended
    )
    messages.success(request, words % {"n": ended})
    return redirect("web:settings-security")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: MemberRequest) -> HttpResponse:
    """Make a token. Its secret stands on this page once."""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            token, secret = keys.issue_token(
                actor=request.member,
                name=given["name"],
                scopes=given["scopes"],
                days=given["days"],
            )
        except DomainError as refusal:
            tell(form, refusal)
        else:
            context = {"token": token, "secret": secret}
            return render(request, "settings/token_made.html", context, status=MADE)
    status = INVALID if form.errors else 200
    return render(request, "settings/new_token.html", {"form": form}, status=status)


@member_required
@require_POST
def revoke_token(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """The token opens nothing any more."""
    keys.revoke_token(actor=request.member, token_id=token_id)
    messages.success(request, _("The token is revoked."))
    return redirect("web:settings-tokens")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_desk(request: MemberRequest) -> HttpResponse:
    """Leave the desk: what is returned is told before, and it ends one's sessions and tokens here."""
    if request.method == "POST":
        try:
            members.end_membership(actor=request.member, membership_id=request.member.pk)
        except WrongStateError as refusal:
            messages.error(request, sentence(refusal))
            return redirect("web:desk-leave")
        request.session.flush()
        return redirect("web:login")
    return render(request, "settings/leave.html", {"returned": returned_by(request.member)})

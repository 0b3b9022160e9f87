"""A password that was forgotten, is set for the first time, or is changed."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from annotations import throttle
from annotations.actions import accounts
from annotations.domain.errors import DomainError, NotFoundError, ThrottledError
from annotations.domain.vocabulary import MailKind
from annotations.letters import opened
from annotations.models import BrowserSession
from annotations.web import browsers
from annotations.web.account import TOO_MANY, enter
from annotations.web.forms.account import ChangePasswordForm, ForgottenForm, NewPasswordForm
from annotations.web.forms.refusals import tell
from annotations.web.membership import AccountRequest, account_required

GONE, INVALID = 410, 422


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a mail with a link. The answer is the same whether or not the address is somebody's."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "account/forgotten.html", {"form": form})
    email = form.cleaned_data["email"]
    try:
        throttle.admit(
            (throttle.RESET_ACCOUNT, email),
            (throttle.RESET_ADDRESS, browsers.address_of(request)),
        )
    except ThrottledError as refusal:
        tell(form, refusal)
        response = render(request, "account/forgotten.html", {"form": form}, status=TOO_MANY)
        response["Retry-After"] = str(refusal.extra["wait"])
        return response
    accounts.request_reset(email=email)
    return render(request, "account/forgotten.html", {"posted": email})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """Set the password of the account a mailed link was made for, and sign in. Reading the page uses nothing up."""
    found = opened(link)
    if found is None:
        return render(request, "account/link_gone.html", status=GONE)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            account = accounts.set_password_by_link(
                link=link, password=form.cleaned_data["password"]
            )
        except NotFoundError:
            return render(request, "account/link_gone.html", status=GONE)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            throttle.forgive(throttle.SIGN_IN_ACCOUNT, account.email)
            return enter(request, account, way="link", onward=resolve_url("web:my-work"))
    context = {"form": form, "account": found.account, "new": found.kind is MailKind.INVITATION}
    return render(
        request, "account/new_password.html", context, status=INVALID if form.errors else 200
    )


@account_required
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: AccountRequest) -> HttpResponse:
    """Change one's own password. Every other browser is signed out."""
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        try:
            _change(request, form)
        except DomainError as refusal:
            tell(form, refusal)
        if not form.errors:
            messages.success(
                request, _("Your password is changed. Every other browser was signed out.")
            )
            return redirect("web:settings-security")
    return render(
        request,
        "settings/change_password.html",
        {"form": form},
        status=INVALID if form.errors else 200,
    )


def _change(request: AccountRequest, form: ChangePasswordForm) -> None:
    account = request.user
    door = (throttle.SIGN_IN_KNOWN, f"change:{account.pk}")
    throttle.admit(door)
    if not account.check_password(form.cleaned_data["current"]):
        form.add_error("current", _("This is not your password now."))
        return
    throttle.forgive(*door)
    here = BrowserSession.objects.for_key(request.session.session_key).first()
    changed = accounts.change_password(
        account=account,
        password=form.cleaned_data["password"],
        keep=here,
    )
    update_session_auth_hash(request, changed)

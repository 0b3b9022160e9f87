"""The settings of one's own account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import throttle
from annotations.actions import settings as acts
from annotations.domain.errors import DomainError, NotFoundError, StaleError
from annotations.domain.vocabulary import Theme
from annotations.letters import opened_address
from annotations.models import Account
from annotations.web.forms.merging import merged
from annotations.web.forms.refusals import sentence, tell
from annotations.web.forms.settings import (
    AccountForm,
    AddressForm,
    AppearanceForm,
    LanguageForm,
    ProfileForm,
)
from annotations.web.membership import AccountRequest, account_required, remember_theme

INVALID, STALE, GONE, DONE = 422, 412, 410, 204


@account_required
@require_safe
def front(request: AccountRequest) -> HttpResponse:
    """The settings begin with the profile."""
    return redirect("web:settings-profile")


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AccountRequest) -> HttpResponse:
    """Name, credit, language of statements; the address has a form of its own."""
    return _page(request, ProfileForm, "settings/profile.html", address=AddressForm())


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: AccountRequest) -> HttpResponse:
    """Theme, text size, density, letter keys."""
    response = _page(request, AppearanceForm, "settings/appearance.html")
    return remember_theme(response, request.user)


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: AccountRequest) -> HttpResponse:
    """Language of the pages, zone of the times."""
    return _page(request, LanguageForm, "settings/language.html")


@account_required
@require_POST
def theme(request: AccountRequest) -> HttpResponse:
    """The theme alone, as the menu of the account sends it. A theme we do not know is the system's."""
    asked = request.POST.get("theme", "")
    chosen = asked if asked in set(Theme) else Theme.SYSTEM.value
    request.user = acts.change_settings(
        account=request.user, expected_version=None, changes={"theme": chosen}
    )
    return remember_theme(HttpResponse(status=DONE), request.user)


@account_required
@sensitive_post_parameters("current")
@require_POST
def ask_for_address(request: AccountRequest) -> HttpResponse:
    """Send a link to a new address."""
    form = AddressForm(request.POST)
    try:
        if form.is_valid():
            throttle.admit((throttle.SIGN_IN_ACCOUNT, request.user.email))
            if request.user.check_password(form.cleaned_data["current"]):
                throttle.forgive(throttle.SIGN_IN_ACCOUNT, request.user.email)
                acts.ask_for_address(account=request.user, email=form.cleaned_data["email"])
            else:
                form.add_error("current", _("This is not your password. Nothing was changed."))
    except DomainError as refusal:
        tell(form, refusal)
    if form.errors:
        shown = ProfileForm(initial=ProfileForm.shown(request.user))
        context = {"form": shown, "address": form}
        return render(request, "settings/profile.html", context, status=INVALID)
    words = _("A link is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
    messages.success(request, words)
    return redirect("web:settings-profile")


@account_required
@require_POST
def forget_address(request: AccountRequest) -> HttpResponse:
    """Give up a new address that was not confirmed."""
    acts.forget_address(account=request.user)
    messages.success(request, _("Your address stays as it is."))
    return redirect("web:settings-profile")


@require_http_methods(["GET", "HEAD", "POST"])
def address_by_link(request: AccountRequest, link: str) -> HttpResponse:
    """Confirm a new address. Reading the page uses nothing up: mail programs open links by themselves."""
    account = opened_address(link)
    if account is None:
        return render(request, "account/link_gone.html", status=GONE)
    refusal = ""
    if request.method == "POST":
        try:
            acts.confirm_address(link=link)
        except NotFoundError:
            return render(request, "account/link_gone.html", status=GONE)
        except DomainError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Your address is changed: sign in with the new one."))
            return redirect("web:settings-profile")
    context = {"account": account, "refusal": refusal}
    return render(
        request, "account/confirm_address.html", context, status=INVALID if refusal else 200
    )


def _page(
    request: AccountRequest, kind: type[AccountForm], template: str, **more: Any
) -> HttpResponse:
    """A form of settings: shown, saved, or both texts where another window was quicker."""
    here = resolve_url(request.path)
    if "theirs" in request.POST:
        messages.success(request, _("Your changes were dropped: the others stand."))
        return redirect(here)
    form = kind(request.POST or None, initial=kind.shown(request.user))
    status, context = 200, {"form": form, **more}
    if form.is_valid():
        try:
            request.user = acts.change_settings(
                account=request.user, expected_version=form.read_version, changes=form.changes()
            )
        except StaleError:
            data, clashes = merged(form, kind.shown(Account.objects.get(pk=request.user.pk)))
            status, context = STALE, {"form": kind(data), "clashes": clashes, "stale": True, **more}
        except DomainError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(here)
    if form.errors:
        status = INVALID
    return render(request, template, context, status=status)

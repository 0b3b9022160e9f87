"""Signing in and out."""

from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.actions import accounts
from annotations.domain.errors import DomainError, ThrottledError
from annotations.models import Account
from annotations.web import browsers
from annotations.web.forms.account import SignInForm
from annotations.web.forms.refusals import sentence, tell
from annotations.web.membership import remember_theme

TOO_MANY = 429


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to where the person wanted to be."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None, request=request)
    try:
        if form.is_valid() and form.account is not None:
            return enter(request, form.account, way="password", onward=onward)
    except ThrottledError as refusal:
        return _wait(request, form, onward, refusal)
    except DomainError as refusal:
        tell(form, refusal)
    return render(request, "account/login.html", {"form": form, "next": onward})


def enter(request: HttpRequest, account: Account, *, way: str, onward: str) -> HttpResponse:
    """Open the session of an account that was proven by `way`, under a new key, and go on.

    Every way in ends here; a second factor would be asked for before.
    """
    account = accounts.sign_in(account=account, way=way)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    facts = {
        "way": way,
        "browser": browsers.name_of(request),
        "network": browsers.network_of(request),
    }
    for name, fact in facts.items():
        request.session[name] = fact
    response = HttpResponseRedirect(onward)
    browsers.remember(request, response, account.email)
    return remember_theme(response, account)


@never_cache
@require_safe
def console_sign_in(request: HttpRequest) -> HttpResponse:
    """The console sends strangers here: on to the page where everybody signs in. Who is no operator reads so."""
    if not request.user.is_authenticated:
        return redirect_to_login(_onward(request), resolve_url("web:login"))
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
    return HttpResponseRedirect(_onward(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Words kept in the browser stay there for the next time."""
    logout(request)
    return redirect("web:login")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: say so, and how to go on."""
    return render(request, "errors/csrf.html", status=403)


def _wait(
    request: HttpRequest, form: SignInForm, onward: str, refusal: ThrottledError
) -> HttpResponse:
    context = {"form": form, "next": onward, "wait": sentence(refusal)}
    response = render(request, "account/login.html", context, status=TOO_MANY)
    response["Retry-After"] = str(refusal.extra["wait"])
    return response


def _onward(request: HttpRequest) -> str:
    """The page asked for before signing in, if it is one of ours; addresses elsewhere are not followed."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url("web:my-work")

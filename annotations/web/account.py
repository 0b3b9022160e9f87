"""Signing in and out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from annotations.web.forms.account import SignInForm


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to where the person wanted to be."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None, request=request)
    if form.is_valid() and form.account is not None:
        login(request, form.account)
        return HttpResponseRedirect(onward)
    return render(request, "account/login.html", {"form": form, "next": onward})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Words kept in the browser stay there for the next time."""
    logout(request)
    return redirect("web:login")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: say so, and how to go on."""
    return render(request, "errors/csrf.html", status=403)


def _onward(request: HttpRequest) -> str:
    """The page asked for before signing in, if it is one of ours; addresses elsewhere are not followed."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url("web:my-work")

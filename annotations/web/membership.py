"""Who may open a page, and what a page says when an act is refused."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from annotations.domain.errors import (
    DomainError,
    GoneError,
    NotFoundError,
    NotPermittedError,
    StaleError,
)
from annotations.domain.vocabulary import Theme
from annotations.models import Account, Membership
from annotations.web.forms.refusals import sentence

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
THEME_COOKIE = "theme"
YEAR = 365 * 24 * 3600
_VERSION = re.compile(r"([0-9]{1,9})(?:\.[0-9]+)?$")
"""A tag as rows show it: the version, and perhaps what else of a claim changed."""
CONFLICT, REFUSED = 409, 403
STATUSES = {NotPermittedError: REFUSED, GoneError: 410}


class MemberRequest(HttpRequest):
    """A request of somebody with a place on a desk."""

    member: Membership
    user: Account
    htmx: HtmxDetails


class AccountRequest(HttpRequest):
    """A request of somebody who is signed in, with a place on a desk or without."""

    user: Account


Page = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_required(page: Page[P]) -> Door[P]:
    """Opens the page to members alone, in their time zone.

    Strangers are sent to sign in and come back; an account without a desk reads that it has none.
    What an act refuses and the page does not answer itself becomes a page that says why; another
    desk's row is 404.
    """

    @wraps(page)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        member: Membership | None = getattr(request, "member", None)
        if member is None:
            return render(request, "errors/no_desk.html", status=REFUSED)
        with timezone.override(zone_of(member.account, member)):
            try:
                return page(cast("MemberRequest", request), *args, **kwargs)
            except NotFoundError as refusal:
                raise Http404(sentence(refusal)) from refusal
            except DomainError as refusal:
                return refused(request, refusal)

    return cast("Door[P]", opened)


def account_required(page: Callable[Concatenate[Any, P], HttpResponseBase]) -> Door[P]:
    """Opens the page to whoever is signed in: what belongs to the account needs no desk."""

    @wraps(page)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        member: Membership | None = getattr(request, "member", None)
        with timezone.override(zone_of(request.user, member)):
            try:
                return page(request, *args, **kwargs)
            except NotFoundError as refusal:
                raise Http404(sentence(refusal)) from refusal

    return cast("Door[P]", opened)


def zone_of(account: Any, member: Membership | None) -> ZoneInfo:
    """In which zone the account reads times: its own, else that of its desk."""
    return ZoneInfo(account.zone or (member.desk.zone if member else "UTC"))


def remember_theme(response: R, account: Account) -> R:
    """Leave the theme in the browser too, for the pages before somebody signs in."""
    if account.theme == Theme.SYSTEM:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(THEME_COOKIE, account.theme, max_age=YEAR, samesite="Lax")
    return response


def version_seen(request: HttpRequest) -> int:
    """The version the person saw; a form without it is treated as one that saw an older state."""
    found = _VERSION.match(request.POST.get("version", ""))
    return int(found[1]) if found else 0


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page of a refusal that has no form to stand at."""
    status = next((code for kind, code in STATUSES.items() if isinstance(refusal, kind)), CONFLICT)
    context = {
        "code": refusal.code,
        "detail": sentence(refusal),
        "status": status,
        "stale": isinstance(refusal, StaleError),
    }
    return render(request, "errors/refused.html", context, status=status)


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    login = resolve_url("web:login")
    back = request.get_full_path() if request.method == "GET" else _page_before(request)
    to_login = redirect_to_login(back, login)
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(to_login["Location"])
    return to_login


def _page_before(request: HttpRequest) -> str:
    """The page a form was sent from: an address that only takes forms would answer 405 after signing in."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        before, {request.get_host()}, require_https=request.is_secure()
    )
    return before if ours else resolve_url("web:my-work")

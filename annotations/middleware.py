"""What happens to every request: who acts, and what protects its answer."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from annotations.models import Membership
from annotations.sessions import DESK_KEY

Answer = Callable[[HttpRequest], HttpResponseBase]

SPOKEN = frozenset({"web", "api", "admin"})
"""The doors whose answers people read in a language of their own."""


class WithMember(HttpRequest):
    """What every request gains.

    The membership is looked up when it is first asked for, so that an answer that needs no person
    (health, static files) costs no query and survives a dead database.
    """

    @cached_property
    def member(self) -> Membership | None:
        """The open membership of the signed-in account on the session's desk, or on the desk joined first."""
        if not self.user.is_authenticated:
            return None
        open_ones = (
            Membership.objects.active(timezone.now())
            .filter(account_id=self.user.pk)
            .select_related("account", "desk")
            .order_by("starts_at", "pk")
        )
        rows = list(open_ones)
        chosen = self.session.get(DESK_KEY)
        return next((row for row in rows if str(row.desk_id) == chosen), rows[0] if rows else None)


@cache
def _with_member(kind: Any) -> type[HttpRequest]:
    return type(kind.__name__, (WithMember, kind), {})


class DeskMiddleware:
    """Gives requests their `member`: a Membership, or None for strangers and for accounts without a desk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kind: Any = type(request)
        request.__class__ = _with_member(kind)
        return self.get_response(request)


class LanguageMiddleware:
    """Speaks the language the account chose; else the one the browser asks for (`LocaleMiddleware`) stands.

    Looked up only for pages and calls of browsers that are signed in: health and static files ask no table.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Called when it is known where the request goes, and before it gets there."""
        match = request.resolver_match
        known = match is not None and match.namespace in SPOKEN
        if not known or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        chosen = getattr(request.user, "language", "")
        if chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen


class HeadersMiddleware:
    """What every answer says to the browser beside what Django says: no device, no other site, no copy on the disk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response

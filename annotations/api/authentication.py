"""Who calls: a token of an API client, or the session of a signed-in browser. Both lead to a membership."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from annotations.api.throttling import throttled
from annotations.domain.errors import OtherAccountError
from annotations.models import Account, ApiToken
from annotations.throttle import WRONG_TOKEN, wait_before

KEYWORD: Final = "Token"
ACCOUNT_HEADER: Final = "X-Account"
SECRET_LIMIT: Final = 200
SEEN_EVERY: Final = timedelta(minutes=1)
"""`last_used_at` is written at most this often: a busy client costs no write a call."""


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token SECRET`. One query finds the token with its account, membership and desk."""

    def authenticate(self, request: Request) -> tuple[Account, str] | None:
        """The account, and the id of its token; `member` and `scopes` are set. None where no token was sent."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        token = None
        if len(words) == 2 and len(words[1]) <= SECRET_LIMIT:
            token = _token_of(words[1].decode("latin-1"))
        if token is None or token.membership is None:
            raise _wrong(request, whole=len(words) == 2)
        request._request.member = token.membership  # type: ignore[attr-defined]
        request._request.scopes = frozenset(token.scopes)  # type: ignore[attr-defined]
        return token.membership.account, str(token.pk)

    def authenticate_header(self, request: Request) -> str:
        """What a refused client should send."""
        return KEYWORD


def _token_of(secret: str) -> ApiToken | None:
    """The token a secret opens now."""
    now = timezone.now()
    tokens = ApiToken.objects.valid(now).for_secret(secret)
    token = tokens.select_related("membership__account", "membership__desk").first()
    if token is not None and (token.last_used_at is None or token.last_used_at < now - SEEN_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _wrong(request: Request, *, whole: bool) -> APIException:
    """The refusal of a wrong token; an address that sends many of them is told to wait.

    Right tokens are never kept waiting for the wrong ones of a neighbour: they were looked up first.
    """
    wait = wait_before(WRONG_TOKEN, request.META.get("REMOTE_ADDR", ""))
    if wait:
        return throttled(wait)
    if not whole:
        return AuthenticationFailed(_("Send the token as “Authorization: Token SECRET”."))
    return AuthenticationFailed(_("This token is unknown, expired or revoked. Ask for a new one."))


class ProblemSessionAuthentication(SessionAuthentication):
    """The session of the pages. Requests that change something must carry the CSRF token.

    A page names in `X-Account` for whom it was made: after somebody else signed in in another tab, nothing
    is read or saved through it any more under the wrong name.
    """

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """The account of the session. Raises OtherAccountError (409) when the page was made for another one."""
        found = super().authenticate(request)
        meant = request.headers.get(ACCOUNT_HEADER)
        if found is not None and meant and meant != str(found[0].pk):
            raise OtherAccountError(
                _(
                    "Somebody else (%(email)s) is signed in in this browser now. Nothing was saved under that "
                    "name. Sign in again as before, then go on here."
                )
                % {"email": found[0].email}
            )
        return found

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a request another site may have made."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(
                _("The request came without its CSRF token. Reload the page and try again."),
                code="csrf_failed",
            ) from None


class IsMember(BasePermission):
    """The caller belongs to a desk now. Who is not signed in gets 401, who left gets 403."""

    message = ""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether there is a membership; the reason stands in `message`."""
        if getattr(request, "member", None) is not None:
            return True
        self.message = _("Your account belongs to no desk. Ask a lead of the desk to add you.")
        return False

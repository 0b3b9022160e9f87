"""Who calls: a token of an API client, or the session of a signed-in browser. Both lead to a membership."""

from datetime import timedelta
from typing import Any, Final, cast

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from annotations.models import Account, ApiToken, Membership

KEYWORD: Final = "Token"
SECRET_LIMIT: Final = 200
SEEN_EVERY: Final = timedelta(minutes=1)
"""`last_used_at` is written at most this often: a busy client costs no write a call."""


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token SECRET`. One query finds the token with its account, membership and desk."""

    def authenticate(self, request: Request) -> tuple[Account, str] | None:
        """The account, and the id of its token; `request.member` is set. None where no token was sent."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        if len(words) != 2 or len(words[1]) > SECRET_LIMIT:
            raise AuthenticationFailed(_("Send the token as “Authorization: Token SECRET”."))
        member = _member_of(words[1].decode("latin-1"))
        if member is None:
            raise AuthenticationFailed(
                _("This token is unknown, expired or revoked. Ask for a new one.")
            )
        request._request.member = member  # type: ignore[attr-defined]
        return member.account, str(member.token_id)  # type: ignore[attr-defined]

    def authenticate_header(self, request: Request) -> str:
        """What a refused client should send."""
        return KEYWORD


def _member_of(secret: str) -> Membership | None:
    """The membership a secret opens now (the oldest one, where an account has several)."""
    now = timezone.now()
    member: Any = (
        Membership.objects.active(now)
        .alias(
            token=FilteredRelation(
                "account__tokens", condition=Q(account__tokens__digest=ApiToken.digest_of(secret))
            )
        )
        .filter(token__revoked_at=None, token__expires_at__gt=now)
        .annotate(token_id=F("token__id"), token_used_at=F("token__last_used_at"))
        .select_related("account", "desk")
        .order_by("starts_at", "id")
        .first()
    )
    if member is not None and (
        member.token_used_at is None or member.token_used_at < now - SEEN_EVERY
    ):
        ApiToken.objects.filter(pk=member.token_id).update(last_used_at=now)
    return cast("Membership | None", member)


class ProblemSessionAuthentication(SessionAuthentication):
    """The session of the pages. Requests that change something must carry the CSRF token."""

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

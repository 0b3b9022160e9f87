"""Tokens: keys to the API for programs, made and revoked by whoever they act for."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked
from annotations.domain.errors import InvalidError, NotPermittedError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import Scope
from annotations.models import ApiToken, Membership

MOST_DAYS: Final = 365
LONGEST_NAME: Final = 100


@act
def issue_token(
    *,
    actor: Membership,
    name: str,
    scopes: Iterable[str] = tuple(Scope),
    days: int = 90,
    by: UUID | str | None = None,
) -> tuple[ApiToken, str]:
    """A key to the API for the actor, on this desk. The secret is returned once and never stored.

    `by` is the token that asks for it: what it makes may do no more than itself, and ends with it at the latest.
    """
    chosen: list[str] = [scope.value for scope in Scope if scope.value in set(scopes)]
    unknown = set(scopes) - set(Scope)
    if unknown or not chosen:
        words = _("Choose at least one of these scopes: %(known)s.") % {"known": ", ".join(Scope)}
        raise InvalidError(words, errors={"scopes": [words]})
    if not 1 <= days <= MOST_DAYS:
        raise InvalidError(
            _("A token lives between 1 and 365 days."), errors={"days": [_("1 to 365")]}
        )
    expires_at = timezone.now() + timedelta(days=days)
    if by is not None:
        maker = locked(ApiToken.objects.filter(account=actor.account), by)
        _within(maker, chosen)
        expires_at = min(expires_at, maker.expires_at)
    secret = ApiToken.new_secret()
    token = ApiToken.objects.create(
        account=actor.account,
        membership=actor,
        name=one_line(name)[:LONGEST_NAME],
        digest=ApiToken.digest_of(secret),
        scopes=chosen,
        expires_at=expires_at,
    )
    data = {"expires": str(token.expires_at), "scopes": chosen}
    audit.record("token.issued", actor=actor, subject=token, content=False, data=data)
    return token, secret


@act
def revoke_token(
    *, actor: Membership, token_id: UUID, expected_version: Versions = None
) -> ApiToken:
    """The token opens no door any more."""
    own = ApiToken.objects.filter(account=actor.account)
    token = locked(own, token_id, expected_version=expected_version)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.record("token.revoked", actor=actor, subject=token, content=False)
    return token


def _within(maker: ApiToken, scopes: list[str]) -> None:
    """Refuse what would do more than the token that asks for it."""
    more = [scope for scope in scopes if scope not in maker.scopes]
    if more:
        raise NotPermittedError(
            _("This token lacks the scope “%(scopes)s”, so it cannot make a token that has it.")
            % {"scopes": ", ".join(more)}
        )

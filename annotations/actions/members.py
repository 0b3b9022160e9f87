"""Members of a desk, and their keys to the API."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import act, locked
from annotations.domain.errors import DuplicateError, InvalidError
from annotations.domain.vocabulary import Role
from annotations.models import Account, ApiToken, Membership


@act
def add_member(
    *, actor: Membership, email: str, name: str, role: Role, password: str | None = None
) -> Membership:
    """Somebody new on the actor's desk; an account with this address is used where there is one."""
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account(email=email, name=name, language=actor.desk.language)
        if password is not None:
            _checked(password, account)
        account.set_password(password)
        account.save()
    if Membership.objects.filter(account=account, desk=actor.desk, ends_at=None).exists():
        raise DuplicateError(_("%(email)s is a member of this desk already.") % {"email": email})
    member = Membership.objects.create(account=account, desk=actor.desk, role=role)
    audit.record("membership.started", actor=actor, subject=member)
    return member


def _checked(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InvalidError(" ".join(error.messages), errors={"password": error.messages}) from error


@act
def issue_token(*, actor: Membership, name: str, days: int = 90) -> tuple[ApiToken, str]:
    """A key to the API for the actor. The secret is returned once and never stored."""
    if not 1 <= days <= 365:
        raise InvalidError(
            _("A token lives between 1 and 365 days."), errors={"days": [_("1 to 365")]}
        )
    secret = ApiToken.new_secret()
    token = ApiToken.objects.create(
        account=actor.account,
        name=name,
        digest=ApiToken.digest_of(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(
        "token.issued",
        actor=actor,
        subject=token,
        content=False,
        data={"expires": str(token.expires_at)},
    )
    return token, secret


@act
def revoke_token(*, actor: Membership, token_id: UUID) -> ApiToken:
    """The token opens no door any more."""
    token = locked(ApiToken.objects.filter(account=actor.account), token_id)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.record("token.revoked", actor=actor, subject=token, content=False)
    return token

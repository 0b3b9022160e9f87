"""Accounts: signing in, passwords, and ending the sessions of browsers."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import act, locked, refreshed, step
from annotations.actions.mails import post
from annotations.domain.errors import InvalidError, NotFoundError, NotPermittedError
from annotations.domain.vocabulary import MailKind
from annotations.letters import opened
from annotations.models import Account, BrowserSession, Membership
from annotations.models.session import BrowserSessionQuerySet


@act
def sign_in(*, account: Account, way: str) -> Account:
    """The one act behind every way in: whoever comes here has been proven to be the account, by `way`.

    Raises NotPermittedError for an account that was closed and for the system's own.
    """
    account = locked(Account.objects.all(), account.pk)
    if not account.is_active or account.is_system:
        raise NotPermittedError(_("This account is closed. Ask a lead of your desk."))
    note("account.signed_in", account, way=way)
    return account


@act
def change_password(
    *, account: Account, password: str, keep: BrowserSession | None = None
) -> Account:
    """A new password, which ends every session but `keep`; a mail tells the owner. Raises InvalidError."""
    account = locked(Account.objects.all(), account.pk)
    check_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    _others(account, keep).delete()
    post(kind=MailKind.CHANGED, to=account.email)
    note("account.password_changed", account)
    return account


@act
def set_password_by_link(*, link: str, password: str) -> Account:
    """The password of the account a mailed link was made for. Raises NotFoundError for a link that holds no more."""
    found = opened(link)
    if found is not None:  # once more under the lock: of two who hold the link one is first
        locked(Account.objects.all(), found.account.pk)
        found = opened(link)
    if found is None:
        raise NotFoundError(_("This link was used already, or it is too old. Ask for a new one."))
    if found.membership_id is not None:
        accept_invitation(account=found.account, membership_id=found.membership_id)
    return change_password(account=found.account, password=password)


@act
def accept_invitation(*, account: Account, membership_id: UUID) -> Membership:
    """Take the place one was invited to. From now on the desk reads the name of the account.

    Raises NotFoundError for a place that ended, or that is somebody else's.
    """
    places = Membership.objects.ending_after(timezone.now()).filter(account=account)
    place = locked(places.select_related("account", "desk"), membership_id)
    if place.invited_as:
        place.invited_as = ""
        place.save(update_fields=["invited_as"])
        audit.record("membership.accepted", actor=place, subject=refreshed(place))
    return place


@step
def request_reset(*, email: str) -> None:
    """Post a mail with a link to this address. Whether anybody has it is found out by who sends the mail."""
    post(kind=MailKind.RESET, to=email)


@act
def end_session(*, account: Account, session_id: UUID) -> None:
    """Sign one browser of the account out."""
    account = locked(Account.objects.all(), account.pk)
    locked(BrowserSession.objects.filter(account=account), session_id).delete()
    note("account.signed_out", account, session=str(session_id))


@act
def end_other_sessions(*, account: Account, keep: BrowserSession | None) -> int:
    """Sign the account out everywhere but here; returns of how many browsers."""
    account = locked(Account.objects.all(), account.pk)
    ended, _by_table = _others(account, keep).delete()
    note("account.signed_out_elsewhere", account, sessions=ended)
    return ended


@step
def hide_first_steps(*, account: Account) -> None:
    """Put the list of first steps away, on every desk of the account."""
    shown = Account.objects.filter(pk=account.pk, first_steps_hidden_at=None)
    shown.update(first_steps_hidden_at=timezone.now())


def check_password(password: str, account: Account) -> None:
    """Raise InvalidError for a password that is too short, too common or too like the account."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InvalidError(" ".join(error.messages), errors={"password": error.messages}) from error


def _others(account: Account, keep: BrowserSession | None) -> BrowserSessionQuerySet:
    every = BrowserSession.objects.filter(account=account)
    return every if keep is None else every.exclude(pk=keep.pk)


def note(event: str, account: Account, **data: object) -> None:
    """A line in the log of every desk the account works on."""
    places = Membership.objects.active(timezone.now()).filter(account=account)
    for place in places.order_by("id"):
        audit.record(event, actor=place, subject=account, content=False, data=data)

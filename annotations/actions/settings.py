"""What somebody sets for their own account: name, credit, address, look, language and time."""

from typing import Any, Final

from django.utils.translation import gettext as _

from annotations.actions.accounts import note
from annotations.actions.acts import act, check_version, locked, refuse_unknown
from annotations.actions.mails import post
from annotations.domain.errors import DuplicateError, InvalidError, NotFoundError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import MailKind
from annotations.letters import opened_address
from annotations.models import Account
from annotations.models.desk import zones

LOOK: Final = ("theme", "text_size", "density", "letter_keys")
LINES: Final = ("name", "credit")
FIELDS: Final = frozenset({*LOOK, *LINES, "language", "writes", "zone"})
LONGEST: Final = 200


@act
def change_settings(
    *, account: Account, expected_version: int | None, changes: dict[str, Any]
) -> Account:
    """Change what `changes` names, at the version that was read. Raises StaleError and InvalidError."""
    account = locked(Account.objects.all(), account.pk)
    check_version(account, expected_version)
    refuse_unknown(changes, FIELDS)
    for name, value in changes.items():
        setattr(account, name, one_line(value)[:LONGEST] if name in LINES else value)
    _check(account)
    account.row_version += 1
    account.save(update_fields=["row_version", *changes])
    note("account.changed", account, fields=sorted(changes))
    return account


def _check(account: Account) -> None:
    if not account.name:
        words = _("Say what you are called: others on the desk read it beside your work.")
        raise InvalidError(words, errors={"name": [words]})
    if account.zone and account.zone not in zones():
        words = _("There is no time zone “%(zone)s”.") % {"zone": account.zone}
        raise InvalidError(words, errors={"zone": [words]})


@act
def ask_for_address(*, account: Account, email: str) -> Account:
    """Begin to change the address one signs in with: a mail to the new one asks to confirm it.

    Whether somebody else has that address already is not told here; then no mail is sent.
    """
    account = locked(Account.objects.all(), account.pk)
    email = Account.objects.normalize_email(email)
    if email == account.email:
        words = _("This is your address already.")
        raise InvalidError(words, errors={"email": [words]})
    account.new_email = email
    account.save(update_fields=["new_email"])
    post(kind=MailKind.ADDRESS, to=email, account=account)
    note("account.address_asked", account)
    return account


@act
def forget_address(*, account: Account) -> Account:
    """Give up a new address that was not confirmed: its link opens nothing any more."""
    account = locked(Account.objects.all(), account.pk)
    account.new_email = ""
    account.save(update_fields=["new_email"])
    return account


@act
def confirm_address(*, link: str) -> Account:
    """From now on the account signs in with the address the link was sent to; a mail tells the old one.

    Raises NotFoundError for a link that holds no more, and DuplicateError where somebody took the address meanwhile.
    """
    found = opened_address(link)
    if found is not None:
        locked(Account.objects.all(), found.pk)
        found = opened_address(link)
    if found is None:
        raise NotFoundError(_("This link was used already, or it is too old. Ask for a new one."))
    if Account.objects.filter(email__iexact=found.new_email).exclude(pk=found.pk).exists():
        raise DuplicateError(_("Another account has this address by now. Choose another one."))
    before, found.email, found.new_email = found.email, found.new_email, ""
    found.save(update_fields=["email", "new_email"])
    post(kind=MailKind.MOVED, to=before, account=found)
    note("account.address_changed", found)
    return found

"""Mails as they are written: the words from templates, and links that open one door once and for a while.

A link is signed and stands in no table. It carries a print of the account's password and of its last
sign-in: once either changes it opens nothing any more.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext, override

from annotations.domain.vocabulary import MailKind, NoticeKind
from annotations.models import Account, Mail, Membership, Notification
from annotations.models.labels import label

SALT: Final = "annotations.letters"
LIVES: Final[dict[str, timedelta]] = {
    MailKind.RESET: settings.PASSWORD_LINK_LIFE,
    MailKind.INVITATION: settings.INVITATION_LIFE,
    MailKind.ADDRESS: settings.PASSWORD_LINK_LIFE,
}
ADDRESS_SALT: Final = "annotations.letters.address"
"""A link that confirms an address sets no password, and the other way round."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link that still holds stands for."""

    kind: MailKind
    account: Account
    membership_id: UUID | None = None


def link_for(kind: MailKind, account: Account, membership: Membership | None = None) -> str:
    """The word of a link with which the account's password is set."""
    place = str(membership.pk) if membership else ""
    return signing.dumps([kind.value, str(account.pk), place, _print(account)], salt=SALT)


def opened(link: str) -> Opened | None:
    """The account behind a link; None when it was used, is too old or was never ours."""
    for kind in (MailKind.RESET, MailKind.INVITATION):
        life = LIVES[kind]
        try:
            named, account_id, place, mark = signing.loads(link, salt=SALT, max_age=life)
        except (signing.BadSignature, ValueError):
            continue
        if named == kind:
            return _holding(MailKind(kind), UUID(account_id), place, mark)
    return None


def _holding(kind: MailKind, account_id: UUID, place: str, mark: str) -> Opened | None:
    account = Account.objects.filter(pk=account_id, is_active=True, is_system=False).first()
    if account is None or not constant_time_compare(mark, _print(account)):
        return None
    if place and not Membership.objects.filter(pk=place, ends_at=None).exists():
        return None
    return Opened(kind, account, UUID(place) if place else None)


def address_link_for(account: Account) -> str:
    """The word of a link that confirms the new address of the account."""
    return signing.dumps([str(account.pk), account.new_email, _print(account)], salt=ADDRESS_SALT)


def opened_address(link: str) -> Account | None:
    """The account whose new address a link confirms; None when it was used, is too old or was never ours."""
    try:
        account_id, email, mark = signing.loads(
            link, salt=ADDRESS_SALT, max_age=LIVES[MailKind.ADDRESS]
        )
    except (signing.BadSignature, ValueError):
        return None
    account = Account.objects.filter(pk=account_id, is_active=True, new_email=email).first()
    if account is None or not email or not constant_time_compare(mark, _print(account)):
        return None
    return account


def _print(account: Account) -> str:
    state = f"{account.password} {account.last_login} {account.email}"
    return salted_hmac(SALT, state, algorithm="sha256").hexdigest()[:32]


def letter(mail: Mail) -> EmailMultiAlternatives | None:
    """The mail in the language of who gets it; None where nobody should get it."""
    kind = MailKind(mail.kind)
    account = _addressee(mail)
    if account is None:
        return None
    with override(account.language or settings.LANGUAGE_CODE):
        context = _context(kind, account, mail.membership) | _notice(mail)
        written = EmailMultiAlternatives(
            subject=context.get("told") or _subject(kind, mail.membership),
            body=render_to_string(f"mail/{kind}.txt", context),
            to=[mail.to if mail.account else account.email],
        )
        written.attach_alternative(render_to_string(f"mail/{kind}.html", context), "text/html")
    return written


def _notice(mail: Mail) -> dict[str, Any]:
    """What somebody is told of, and where it stands: never the words of a claim, and no link but to our pages."""
    notice = mail.notice
    if notice is None:
        return {}
    place = reverse("web:notifications")
    return {
        "told": str(label(NoticeKind, notice.kind)),
        "desk": notice.desk.name,
        "by": notice.by.name if notice.by else "",
        "link": settings.FACTCHECK_PUBLIC_BASE_URL.rstrip("/") + place,
    }


def _addressee(mail: Mail) -> Account | None:
    """Whose mail it is. An address that is somebody else's already is not asked to confirm anything."""
    named = Account.objects.filter(email__iexact=mail.to, is_active=True, is_system=False).first()
    if mail.notice is not None and not _still_there(mail.notice):
        return None
    if mail.account is None:
        return named
    if mail.kind == MailKind.ADDRESS and (named is not None or mail.account.new_email != mail.to):
        return None
    return mail.account


def _still_there(notice: Notification) -> bool:
    """Whether who is told has a place on the desk still: they may have left while the mail waited."""
    there = Membership.objects.active(timezone.now())
    return there.filter(desk=notice.desk_id, account=notice.account_id).exists()


def _subject(kind: MailKind, membership: Membership | None) -> str:
    if kind is MailKind.INVITATION and membership:
        return gettext("Your place at %(desk)s") % {"desk": membership.desk.name}
    if kind is MailKind.RESET:
        return gettext("Set a new password")
    if kind is MailKind.ADDRESS:
        return gettext("Confirm your new address")
    if kind is MailKind.MOVED:
        return gettext("Your address was changed")
    return gettext("Your password was changed")


def _context(kind: MailKind, account: Account, membership: Membership | None) -> dict[str, Any]:
    address = settings.FACTCHECK_PUBLIC_BASE_URL.rstrip("/")
    context: dict[str, Any] = {"account": account, "membership": membership, "address": address}
    if kind in LIVES:
        name, link = (
            ("web:address-link", address_link_for(account))
            if kind is MailKind.ADDRESS
            else ("web:password-link", link_for(kind, account, membership))
        )
        context["link"] = address + reverse(name, args=[link])
        context["hours"] = int(LIVES[kind].total_seconds() // 3600)
        context["days"] = LIVES[kind].days
        context["new"] = not account.has_usable_password()
    return context

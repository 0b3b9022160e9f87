"""`seed_demo`: the demo desk with four people and three articles, made once."""

import os
import secrets
from typing import Any, Final, get_args

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.actions.desks import found_desk
from annotations.actions.members import add_member
from annotations.domain.vocabulary import Role
from annotations.management.commands._desks import system_member
from annotations.management.demo.making import make_work
from annotations.management.demo.shapes import Person
from annotations.models import Account, Desk, Membership

SLUG: Final = "demo"
PEOPLE: Final = (
    ("editor@example.org", "Marta Lindqvist", Role.EDITOR),
    ("second@example.org", "Tomás Arroyo", Role.EDITOR),
    ("reviewer@example.org", "Dara Whitfield", Role.REVIEWER),
    ("lead@example.org", "Noor Haddad", Role.LEAD),
)


class Command(BaseCommand):
    """Make the demo desk, unless it is there."""

    help = _(
        "Make the demo desk with four people and three articles. DEMO_PASSWORD sets their password."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it once; the password is told when it is new, and only then."""
        given = os.environ.get("DEMO_PASSWORD", "")
        _check(given)
        with transaction.atomic():
            new = not Desk.objects.filter(slug=SLUG).exists()
            password = given or (secrets.token_urlsafe(15) if new else "")
            if new:
                _make(password)
            changed = not new and bool(given) and _set_password(given)
        self._tell(password if new or changed else "")

    def _tell(self, password: str) -> None:
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            words = _("Mails are not sent, they are kept in %(folder)s")
            self.stdout.write(words % {"folder": settings.EMAIL_FILE_PATH})
        self.stdout.write(_("Demo desk: sign in at %(url)s") % {"url": f"{_address()}/login/"})
        for email, name, role in PEOPLE:
            self.stdout.write(f"  {email:<22}{name} ({role.value})")
        if password and os.environ.get("DEMO_PASSWORD"):
            self.stdout.write(_("Their password is the one in DEMO_PASSWORD."))
        elif password:
            words = _("Their password, shown this once: %(password)s")
            self.stdout.write(words % {"password": password})
        else:
            self.stdout.write(
                _("Their password is as it was. Set DEMO_PASSWORD to choose another.")
            )


def _address() -> str:
    address: str = settings.FACTCHECK_PUBLIC_BASE_URL
    return address.rstrip("/")


def _check(password: str) -> None:
    if not password:
        return
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError("DEMO_PASSWORD: " + " ".join(error.messages)) from error


def _make(password: str) -> None:
    desk = found_desk(name=_("Demo desk"), slug=SLUG, zone="UTC", language="en")
    founder = system_member(desk)
    for email, name, role in PEOPLE:
        add_member(actor=founder, email=email, name=name, role=role, password=password)
    _set_password(password)  # an account that was there keeps its own otherwise
    members = Membership.objects.filter(desk=desk).select_related("account", "desk")
    staff = [members.get(account__email=email) for email, _name, _role in PEOPLE]
    make_work(dict(zip(get_args(Person), staff, strict=True)))


def _set_password(password: str) -> bool:
    """Give all four this password; returns whether it is new for anybody."""
    changed = False
    for account in Account.objects.filter(email__in=[email for email, _name, _role in PEOPLE]):
        if not account.check_password(password):
            account.set_password(password)
            account.save(update_fields=["password"])
            changed = True
    return changed

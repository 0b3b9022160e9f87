"""`api_token`: a key to the API. Its secret is all that stands on the standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.tokens import issue_token
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import Scope
from annotations.management.commands._desks import add_desk_argument, desk_named
from annotations.models import Membership


class Command(BaseCommand):
    """Issue a token."""

    help = (
        "Issue a token for the API and print its secret, which is not stored and not shown again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and for how long."""
        parser.add_argument("email")
        parser.add_argument("--name", default="command line", help=_("what the token is for"))
        parser.add_argument(
            "--scope",
            action="append",
            choices=list(Scope),
            help=_("what it may be used for; given once or more, without it everything"),
        )
        parser.add_argument("--days", type=int, default=90, help=_("how long it opens the door"))
        add_desk_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue it; words for people go to the standard error."""
        actor = _member(options["email"], options["desk"])
        try:
            token, secret = issue_token(
                actor=actor,
                name=options["name"],
                scopes=options["scope"] or list(Scope),
                days=options["days"],
            )
        except DomainError as refusal:
            raise CommandError(refusal.detail) from refusal
        words = _(
            "Token “%(name)s” of %(email)s for %(scopes)s, good until %(day)s. "
            "Send it as “Authorization: Token …”."
        )
        values = {
            "name": token.name,
            "email": actor.account.email,
            "scopes": ", ".join(token.scopes),
            "day": token.expires_at.date(),
        }
        self.stderr.write(words % values)
        self.stdout.write(secret)


def _member(email: str, slug: str | None) -> Membership:
    """Somebody's place on the desk named, or on the only one they work on."""
    places = Membership.objects.active(timezone.now()).people().select_related("account", "desk")
    places = places.filter(account__email__iexact=email)
    if slug is not None:
        places = places.filter(desk=desk_named(slug))
    found = places.order_by("id").first()
    if found is None:
        raise CommandError(_("Nobody with the address %(email)s works here.") % {"email": email})
    return found

"""What the commands share: which desk is meant, and who acts for it."""

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from annotations.models import Desk, Membership


def add_desk_argument(parser: CommandParser) -> None:
    """`--desk SLUG`, needed where there are several."""
    parser.add_argument(
        "--desk", metavar="SLUG", help=_("the desk; needed where there are several")
    )


def desk_named(slug: str | None) -> Desk:
    """The desk of this slug, or the only one. Raises CommandError where that says nothing."""
    desks = {desk.slug: desk for desk in Desk.objects.order_by("slug")}
    if not desks:
        raise CommandError(_("There is no desk yet. Make one first: manage.py seed_demo"))
    if slug is None and len(desks) == 1:
        return next(iter(desks.values()))
    if slug is None:
        known = ", ".join(desks)
        raise CommandError(
            _("Say which desk is meant: --desk with one of %(known)s.") % {"known": known}
        )
    if slug not in desks:
        words = {"slug": slug, "known": ", ".join(desks)}
        raise CommandError(_("There is no desk “%(slug)s”. There are: %(known)s.") % words)
    return desks[slug]


def system_member(desk: Desk) -> Membership:
    """The system account's place on the desk: the actor of what a command does."""
    return Membership.objects.select_related("account", "desk").get(
        desk=desk, account__is_system=True, ends_at=None
    )

"""`redact`: words are withheld by an order, looked at by a second person, and the ones that wait are listed."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.redactions import confirm_redaction, planned, redact
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import RedactionSubject
from annotations.management.commands._desks import add_desk_argument, desk_named
from annotations.models import Desk, Membership
from annotations.queries.redactions import Plan, redaction_row, redactions_of


class Command(BaseCommand):
    """Show what would go; with --yes let it go."""

    help = _("Withhold words by an order. Without --yes it only shows what would go.")

    def add_arguments(self, parser: CommandParser) -> None:
        """The subject, the order, and who acts."""
        parser.add_argument("kind", nargs="?", choices=[kind.value for kind in RedactionSubject])
        parser.add_argument("id", nargs="?", type=UUID)
        parser.add_argument("--by", metavar="EMAIL", help=_("the member of the desk who acts"))
        parser.add_argument("--order", default="", help=_("which order, as its court numbers it"))
        parser.add_argument("--reason", default="", help=_("why; it stays in place of the words"))
        parser.add_argument(
            "--words", default="", help=_("only these words; without them the subject as a whole")
        )
        parser.add_argument("--yes", action="store_true", help=_("withhold it now, for good"))
        parser.add_argument("--confirm", type=UUID, metavar="REDACTION")
        parser.add_argument(
            "--pending", action="store_true", help=_("list what waits for a second person")
        )
        add_desk_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """One of the three: list, confirm, withhold."""
        desk = desk_named(options["desk"])
        actor = _member(desk, options["by"])
        try:
            if options["pending"]:
                self._list(actor)
            elif options["confirm"]:
                confirm_redaction(actor=actor, redaction_id=options["confirm"])
                self.stdout.write(_("Confirmed."))
            elif options["kind"] and options["id"]:
                self._redact(actor, options)
            else:
                raise CommandError(_("Say what is meant: article, claim or evidence, and its id."))
        except DomainError as refusal:
            raise CommandError(refusal.detail) from refusal
        finally:
            self._remind(actor)

    def _redact(self, actor: Membership, options: dict[str, Any]) -> None:
        subject = {"kind": options["kind"], "subject_id": options["id"], "words": options["words"]}
        self._show(planned(actor=actor, **subject))
        if not options["yes"]:
            self.stdout.write(_("Nothing was withheld yet: --yes does it, and nothing undoes it."))
            return
        made = redact(actor=actor, order=options["order"], reason=options["reason"], **subject)
        self.stdout.write(_("Withheld: redaction %(id)s.") % {"id": made.pk})

    def _show(self, plan: Plan) -> None:
        for table, count in plan.counts().items():
            self.stdout.write(f"{count:>6} {table}")
        self.stdout.write(f"{len(plan.payloads):>6} {_('contents of the audit log')}")
        for job in plan.exports:
            self.stdout.write(
                _("export %(id)s %(format)s of %(day)s, asked for by %(name)s")
                % {
                    "id": job.pk,
                    "format": job.format,
                    "day": timezone.localtime(job.created_at).date(),
                    "name": job.requested_by.name,
                }
            )

    def _list(self, actor: Membership) -> None:
        for redaction in redactions_of(actor).pending():
            row = redaction_row(redaction)
            self.stdout.write(
                f"{row['id']} {row['at']:%Y-%m-%d} {row['kind']} {row['subject']} {row['order']}"
            )

    def _remind(self, actor: Membership) -> None:
        waiting = redactions_of(actor).pending().count()
        if waiting:
            words = _(
                "%(count)d waiting for a second person: redact --pending, redact --confirm ID"
            )
            self.stderr.write(words % {"count": waiting})


def _member(desk: Desk, email: str | None) -> Membership:
    if not email:
        raise CommandError(_("Say who acts: --by with the address of a member of the desk."))
    members = Membership.objects.active(timezone.now()).select_related("account", "desk")
    member = members.filter(desk=desk, account__email__iexact=email).first()
    if member is None:
        raise CommandError(_("%(email)s is no member of this desk.") % {"email": email})
    return member

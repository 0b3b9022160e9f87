"""Mails: posted with the act that asks for them, and delivered by a job. A mail server that is away loses none."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from annotations.actions.acts import step
from annotations.dispatch import Job, enqueue
from annotations.domain.vocabulary import MailKind
from annotations.letters import LIVES, letter
from annotations.models import Account, Mail, Membership

MOST_ATTEMPTS: Final = 10
KEPT: Final = timedelta(days=7)
"""How long it is known to whom a mail went."""

log = logging.getLogger(__name__)


@step
def post(
    *,
    kind: MailKind,
    to: str,
    membership: Membership | None = None,
    account: Account | None = None,
) -> Mail:
    """Put a mail in the post. It is sent after the act has been committed, and not at all if the act fails.

    `account` names whose mail it is where the address is not, or no longer, the account's own.
    """
    mail = Mail.objects.create(kind=kind, to=to, membership=membership, account=account)
    enqueue(Job.DELIVER_MAIL, mail_id=mail.pk)
    return mail


@step
def deliver_mail(*, mail_id: UUID) -> None:
    """Send one mail that is due. Done twice it sends once; after a failure it is tried again, later each time."""
    now = timezone.now()
    due = Mail.objects.due(now).select_for_update(of=("self",), skip_locked=True)
    mail = due.select_related("membership__desk", "account").filter(pk=mail_id).first()
    if mail is None:
        return
    try:
        written = letter(mail)
        if written is not None:
            written.send()
        mail.sent_at, mail.problem = timezone.now(), ""
    except Exception as error:  # whatever it is: the mail is tried again, and given up in the end
        _later(mail, error)
    mail.attempts += 1
    mail.save()


def _later(mail: Mail, error: Exception) -> None:
    """Try again in 1, 2, 4 … minutes, until its link would have expired or ten tries failed."""
    now = timezone.now()
    mail.problem = type(error).__name__
    mail.next_try_at = now + timedelta(minutes=2 ** min(mail.attempts, 6))
    too_old = now - mail.created_at > LIVES.get(mail.kind, KEPT)
    if too_old or mail.attempts + 1 >= MOST_ATTEMPTS:
        mail.given_up_at = now
    log.warning(
        "mail %s could not be sent (%s)%s",
        mail.pk,
        mail.problem,
        "; given up" if mail.given_up_at else "; it is tried again",
    )


def forget_old_mails() -> None:
    """Delete what was sent or given up a week ago: addresses are not kept for nothing."""
    Mail.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(
        sent_at=None, given_up_at=None
    ).delete()

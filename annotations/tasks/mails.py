"""Jobs of mails."""

from uuid import UUID

from celery import shared_task

from annotations.actions import mails
from annotations.dispatch import Job


@shared_task(name=Job.DELIVER_MAIL.value)
def deliver_mail(mail_id: str) -> None:
    """Send one mail."""
    mails.deliver_mail(mail_id=UUID(mail_id))

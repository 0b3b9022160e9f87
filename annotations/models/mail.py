"""Mails to be sent. A row says to whom and why; the words and the link are made when it is sent."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from annotations.domain.vocabulary import MailKind
from annotations.models.base import Row, known, word
from annotations.models.desk import Membership
from annotations.models.notification import Notification
from annotations.models.user import Account


class MailQuerySet(models.QuerySet["Mail"]):
    """Mails in the words of the product."""

    def due(self, now: datetime) -> Self:
        """Mails that should be sent now: new ones, and those to be tried again."""
        return self.filter(sent_at=None, given_up_at=None, next_try_at__lte=now)


class Mail(Row):
    """One mail on its way. `to` may be an address nobody here has: then nothing is sent, and no answer tells.

    A mail to an address that is not an account's own yet names its `account`.
    """

    kind = word(MailKind)
    to = models.EmailField()
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notification, null=True, on_delete=models.CASCADE, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=100, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [known("mail", "kind", MailKind)]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_unsent",
            )
        ]

"""What somebody is told of, and how they want to be told. No words of a claim stand here, only what leads to it."""

from typing import Self

from django.db import models

from annotations.domain.vocabulary import NoticeKind, NoticeWay
from annotations.models.base import DeskQuerySet, Row, known, word
from annotations.models.desk import Desk, Membership
from annotations.models.user import Account


class NotificationQuerySet(DeskQuerySet["Notification"]):
    """Notices in the words of the product."""

    def visible_to(self, member: Membership) -> Self:  # type: ignore[override]
        """A member's own, of the desk they are on."""
        return self.filter(desk_id=member.desk_id, account_id=member.account_id)

    def unread(self) -> Self:
        """Those not read yet."""
        return self.filter(read_at=None)


class Notification(Row):
    """One thing one account is told of. `subject_id` names the row it is about: a review, a contact, an export …

    `claim_id` names the claim, where there is one; whether the account still sees it is asked when it is shown.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="notifications")
    kind = word(NoticeKind)
    claim_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [known("notification", "kind", NoticeKind)]
        indexes = [
            models.Index(fields=["account", "-created_at", "-id"], name="notification_by_age"),
            models.Index(
                fields=["account"], condition=models.Q(read_at=None), name="notification_unread"
            ),
            models.Index(fields=["subject_id"], name="notification_by_subject"),
        ]


class NotificationChoice(models.Model):
    """How an account wants to be told of one kind; without a row it is told on the page."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = word(NoticeKind)
    way = word(NoticeWay)

    class Meta:
        constraints = [
            known("notificationchoice", "kind", NoticeKind),
            known("notificationchoice", "way", NoticeWay),
            models.UniqueConstraint(fields=["account", "kind"], name="notificationchoice_once"),
        ]

"""The log of asking whoever made a claim."""

from django.db import models

from annotations.models import triggers as t
from annotations.models.base import ChangeableRow
from annotations.models.claim import Claim
from annotations.models.person import Person
from annotations.models.user import Account


class Contact(ChangeableRow):
    """One attempt to reach the claimant, or the reason why there was none."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    whom = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=60, blank=True)
    question = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    none_because = models.TextField(blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(sent_at__isnull=False) & ~models.Q(question=""))
                | ~models.Q(none_because=""),
                name="contact_or_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(reply="") | models.Q(replied_at__isnull=False),
                name="contact_reply_dated",
            ),
        ]
        triggers = [t.never_deleted(), t.fixed("claim_id"), t.counts_versions(), t.touches_claim()]

"""Redactions: words blocked out by an order. What stays says who did it, when, why, and who looked at it."""

from django.db import models

from annotations.domain.vocabulary import RedactionCause, RedactionSubject
from annotations.models.base import DeskQuerySet, Row, known, word
from annotations.models.desk import Desk
from annotations.models.triggers import append_only, counts_redaction
from annotations.models.user import Account


class RedactionQuerySet(DeskQuerySet["Redaction"]):
    """Redactions in the words of the product."""

    def by_order(self) -> "RedactionQuerySet":
        """Without what was blanked because it was sealed."""
        return self.filter(cause=RedactionCause.ORDER)

    def pending(self) -> "RedactionQuerySet":
        """Those no second person has confirmed yet."""
        return self.by_order().filter(confirmed_at=None)


class Redaction(Row):
    """One redaction. Only in the transaction that makes it does the database let words be blocked out.

    `rows` names what was touched, by table; `exports` the files that held it. The withheld words are in neither.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    cause = word(RedactionCause, default=RedactionCause.ORDER)
    subject_kind = word(RedactionSubject)
    subject_id = models.UUIDField()
    whole = models.BooleanField(default=True)
    order = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    rows = models.JSONField(default=dict)
    exports = models.JSONField(default=list)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    made_xid = models.BigIntegerField(default=0, editable=False, db_index=True)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            known("redaction", "cause", RedactionCause),
            known("redaction", "subject_kind", RedactionSubject),
            models.CheckConstraint(condition=~models.Q(reason=""), name="redaction_says_why"),
            models.CheckConstraint(
                condition=models.Q(cause=RedactionCause.SEALING) | ~models.Q(order=""),
                name="redaction_by_an_order",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("made_by"))
                ),
                name="redaction_second_person",
            ),
        ]
        triggers = [append_only(once=("confirmed_by_id", "confirmed_at")), counts_redaction()]

    def __str__(self) -> str:
        return self.order

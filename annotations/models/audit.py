"""The audit log: who did what to which row, and when. Content is kept apart, so that it can be erased by an order."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from annotations.models.base import DeskQuerySet, Row
from annotations.models.desk import Desk
from annotations.models.triggers import append_only, born_unsealed
from annotations.models.user import Account


class Payload(Row):
    """The content of an event, found by its hash. Erasing blanks the content; hash and reason stay as a tombstone."""

    sha256 = models.CharField(max_length=64)
    content = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT)
    erased_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | (models.Q(content=None) & ~models.Q(erased_reason="")),
                name="payload_tombstone_whole",
            ),
        ]
        triggers = [
            append_only(once=("erased_at", "erased_by_id", "erased_reason"), may_erase=("content",))
        ]


class AuditEvent(Row):
    """One act on one row. `data` holds ids and names of fields only, never content.

    `sealed_*` are filled once by the job that chains events by their hashes (`domain/chain.py`).
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    actor = models.ForeignKey(Account, on_delete=models.PROTECT)
    act = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    subject_version = models.PositiveIntegerField(null=True)
    claim_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    payload = models.ForeignKey(Payload, null=True, on_delete=models.PROTECT)
    payload_sha256 = models.CharField(max_length=64, blank=True)
    sealed_sequence = models.BigIntegerField(null=True, unique=True)
    sealed_previous = models.CharField(max_length=64, blank=True)
    sealed_hash = models.CharField(max_length=64, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["claim_id", "id"], name="audit_by_claim"),
            BrinIndex(fields=["created_at"], name="audit_by_time"),
            models.Index(
                fields=["id"], condition=models.Q(sealed_sequence=None), name="audit_unsealed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed_sequence=None, sealed_previous="", sealed_hash="")
                | (
                    models.Q(sealed_sequence__gte=1)
                    & ~models.Q(sealed_previous="")
                    & ~models.Q(sealed_hash="")
                ),
                name="audit_sealed_whole",
            ),
        ]
        triggers = [
            append_only(once=("sealed_sequence", "sealed_previous", "sealed_hash")),
            born_unsealed(),
        ]

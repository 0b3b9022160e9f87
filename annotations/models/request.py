"""Idempotency keys: the same POST sent twice does its work once."""

from django.db import models

from annotations.models.base import Row
from annotations.models.desk import Desk
from annotations.models.user import Account


class IdempotencyKey(Row):
    """The answer an account got on a desk for one key. A second request with the same key and body gets it again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE)
    key = models.CharField(max_length=128)
    route = models.CharField(max_length=300)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(default=dict)
    etag = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "desk", "key"], name="idempotency_key_unique"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

"""Tokens: keys to the API for programs."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from annotations.models.base import Row
from annotations.models.desk import Membership
from annotations.models.user import Account


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens in the words of the product."""

    def valid(self, now: datetime) -> Self:
        """Tokens that open the door at `now`: their account and their place on the desk hold as well."""
        return self.filter(
            models.Q(membership__ends_at=None) | models.Q(membership__ends_at__gt=now),
            membership__starts_at__lte=now,
            membership__invited_as="",
            revoked_at=None,
            expires_at__gt=now,
            account__is_active=True,
        )

    def for_secret(self, secret: str) -> Self:
        """The token whose secret this is (at most one)."""
        return self.filter(digest=ApiToken.digest_of(secret))


class ApiToken(Row):
    """A named, expiring key to the API of one desk, for what `scopes` name. Of its secret only the SHA-256 is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def new_secret() -> str:
        """A secret to hand out once: 256 random bits."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is stored of a secret."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def row_version(self) -> int:
        """A token is made, and is revoked once: it has two versions."""
        return 1 if self.revoked_at is None else 2

    @property
    def is_valid(self) -> bool:
        """Whether the token itself opens the door now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

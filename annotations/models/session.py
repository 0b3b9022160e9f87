"""Sessions of browsers. Deleting a row signs that browser out at once: no copy is kept anywhere else."""

import hashlib
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from annotations.models.base import Row
from annotations.models.user import Account


class BrowserSessionQuerySet(models.QuerySet["BrowserSession"]):
    """Sessions in the words of the product."""

    def for_key(self, key: str | None) -> Self:
        """The session whose cookie this is (at most one)."""
        return self.filter(digest=BrowserSession.digest_of(key or ""))

    def alive(self, now: datetime) -> Self:
        """Sessions that still open the door at `now`."""
        return self.filter(expires_at__gt=now)


class BrowserSession(Row):
    """One browser's session, with or without an account. The cookie's value itself is not kept, only its SHA-256.

    `created_at` is when it was signed in, `way` how the account was proven, `network` the address
    without its last part. `expires_at` moves on with use, up to the longest life of a session.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="browser_sessions"
    )
    content = models.TextField()
    way = models.CharField(max_length=24, blank=True)
    browser = models.CharField(max_length=100, blank=True)
    network = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = BrowserSessionQuerySet.as_manager()

    @staticmethod
    def digest_of(key: str) -> str:
        """What is stored of a cookie."""
        return hashlib.sha256(key.encode()).hexdigest()

    def end_at(self, now: datetime) -> datetime:
        """When the session ends if it is not used again after `now`."""
        return min(now + settings.SESSION_IDLE, self.created_at + settings.SESSION_LIFE)

"""A desk is a newsroom: every top-level row belongs to one. A membership is somebody's place there."""

import zoneinfo
from datetime import datetime
from functools import cache
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.domain.vocabulary import Role
from annotations.models.base import ChangeableRow, known, word
from annotations.models.triggers import counts_versions, never_deleted
from annotations.models.user import Account


@cache
def zones() -> frozenset[str]:
    """The names of all time zones this machine knows."""
    return frozenset(zoneinfo.available_timezones())


def a_zone(value: str) -> None:
    """Refuse a time zone that does not exist."""
    if value not in zones():
        raise ValidationError(_("There is no time zone “%(zone)s”."), params={"zone": value})


class Desk(ChangeableRow):
    """A newsroom with its time zone, language and public address."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="UTC", validators=[a_zone])
    language = models.CharField(max_length=12, default="en")
    public_url = models.URLField(blank=True)
    corrections_policy_url = models.URLField(blank=True)

    class Meta:
        triggers = [counts_versions(), never_deleted()]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the words of the product."""

    def active(self, now: datetime) -> Self:
        """Memberships that hold at `now`, accepted by accounts that may sign in."""
        return self.filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=now),
            starts_at__lte=now,
            invited_as="",
            account__is_active=True,
        )

    def ending_after(self, now: datetime) -> Self:
        """Memberships that have not ended at `now`, of whatever account."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=now))

    def people(self) -> Self:
        """Without the system account."""
        return self.filter(account__is_system=False)


class Membership(ChangeableRow):
    """An account's place on a desk, and the actor of every act. `scope` narrows a guest to one article or claim.

    `invited_as` is the name the inviter typed, until the invitation is accepted: so long the place opens
    nothing, and the desk reads nothing of the account.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="memberships")
    role = word(Role)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    invited_as = models.CharField(max_length=200, blank=True, default="")
    scope_kind = models.CharField(
        max_length=8, blank=True, choices=[("article", "article"), ("claim", "claim")], default=""
    )
    scope_id = models.UUIDField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            known("membership", "role", Role),
            models.UniqueConstraint(
                fields=["account", "desk"],
                condition=models.Q(ends_at=None),
                name="membership_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind="", scope_id=None)
                | models.Q(scope_kind__in=["article", "claim"], scope_id__isnull=False),
                name="membership_scope_whole",
            ),
            # What an editor or a reviewer may do is not bounded by a scope: exports, queues, new articles.
            models.CheckConstraint(
                condition=models.Q(scope_kind="") | models.Q(role=Role.GUEST),
                name="membership_scope_for_guests",
            ),
        ]
        triggers = [counts_versions(), never_deleted()]

    def __str__(self) -> str:
        return f"{self.account} · {self.desk}"

    @property
    def shown_name(self) -> str:
        """The name the desk may read: of somebody who has not accepted yet, what the inviter typed."""
        return self.invited_as or self.account.name

    @property
    def is_lead(self) -> bool:
        return self.role == Role.LEAD

"""Review queues and their items. PostgreSQL is the truth of the queue; Celery only rings the bell."""

from datetime import datetime
from typing import Self

from django.db import models

from annotations.domain.vocabulary import QueueItemState, ReviewKind
from annotations.models import triggers as t
from annotations.models.base import ChangeableRow, DeskQuerySet, known, word
from annotations.models.claim import Claim
from annotations.models.desk import Desk, Membership
from annotations.models.review import ReviewRound
from annotations.models.user import Account
from annotations.models.verdict import Verdict

LIVE = [QueueItemState.WAITING, QueueItemState.LEASED]


class ReviewQueue(ChangeableRow):
    """A queue of verdicts that wait for a review."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    slug = models.SlugField()
    name = models.CharField(max_length=100)
    lease_minutes = models.PositiveSmallIntegerField(default=20)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "slug"], name="queue_slug_unique")]
        triggers = [t.never_deleted(), t.counts_versions()]

    def __str__(self) -> str:
        return self.name


class QueueItemQuerySet(models.QuerySet["QueueItem"]):
    """Queue items in the words of the product."""

    def visible_to(self, member: Membership) -> Self:
        """The items of the desk's queues; a guest sees those of their scope."""
        rows = self.filter(queue__desk_id=member.desk_id)
        if member.scope_id is None:
            return rows
        return rows.filter(verdict__claim__in=Claim.objects.visible_to(member))

    def live(self) -> Self:
        """Items somebody still has to decide."""
        return self.filter(state__in=LIVE)

    def free(self, now: datetime) -> Self:
        """Live items nobody holds at `now`."""
        return self.live().filter(models.Q(lease_until=None) | models.Q(lease_until__lte=now))

    def open_to(self, account: Account) -> Self:
        """Items this account may decide: not a contributor, and not a reviewer of this round already."""
        contributed = models.Exists(
            account.contribution_set.filter(claim_id=models.OuterRef("verdict__claim_id"))
        )
        reviewed = models.Exists(account.reviews.filter(round_id=models.OuterRef("round_id")))
        return self.filter(~contributed, ~reviewed)


class QueueItem(ChangeableRow):
    """One seat of one round: somebody has to give a review of `kind`.

    `rank_at` orders the queue (earliest first): it is the due moment minus the boosts in `reasons`, so it
    stays true while time passes. `lease_until` frees the item when its holder went away.
    """

    queue = models.ForeignKey(ReviewQueue, on_delete=models.PROTECT, related_name="items")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="queue_items")
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="queue_items")
    kind = word(ReviewKind, default=ReviewKind.EDITORIAL)
    seat = models.PositiveSmallIntegerField(default=1)
    state = word(QueueItemState, default=QueueItemState.WAITING)
    due_at = models.DateTimeField()
    rank_at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    assignee = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = QueueItemQuerySet.as_manager()

    class Meta:
        constraints = [
            known("queueitem", "kind", ReviewKind),
            known("queueitem", "state", QueueItemState),
            models.UniqueConstraint(
                fields=["verdict", "queue", "seat"],
                condition=models.Q(state__in=LIVE),
                name="queueitem_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=QueueItemState.LEASED, holder__isnull=False, lease_until__isnull=False
                )
                | (~models.Q(state=QueueItemState.LEASED) & models.Q(lease_until=None)),
                name="queueitem_lease_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=LIVE, closed_at=None)
                | (~models.Q(state__in=LIVE) & models.Q(closed_at__isnull=False)),
                name="queueitem_closed_dated",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "rank_at"],
                condition=models.Q(state__in=LIVE),
                name="queueitem_in_order",
            ),
            models.Index(fields=["round"], name="queueitem_by_round"),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("queue_id", "verdict_id", "round_id"),
            t.counts_versions(),
        ]

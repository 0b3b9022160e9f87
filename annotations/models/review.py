"""Review rounds and the reviews of a submission."""

from typing import Self
from uuid import UUID

from django.db import models

from annotations.domain.vocabulary import ReviewKind, ReviewOutcome, RoundOutcome
from annotations.domain.workflow import REVIEWABLE
from annotations.models import triggers as t
from annotations.models.base import ChangeableRow, Row, known, word
from annotations.models.policy import ReviewPolicy
from annotations.models.rating import Rating
from annotations.models.user import Account
from annotations.models.verdict import Submission, Verdict


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    """Rounds in the words of the product."""

    def open(self) -> Self:
        """Rounds that wait for reviews."""
        return self.filter(closed_at=None)

    def void(self) -> Self:
        """Open rounds whose submission is no longer what stands there."""
        stands = models.Q(
            submission__version=models.F("verdict__claim__version"),
            verdict__claim__withdrawn_at=None,
            verdict__state__in=REVIEWABLE,
        )
        return self.open().exclude(stands)


class ReviewRound(ChangeableRow):
    """One submission on its way through the reviews its policy asks for."""

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="rounds")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="round")
    policy = models.ForeignKey(ReviewPolicy, on_delete=models.PROTECT)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = word(RoundOutcome, blank=True, default="")

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            known("reviewround", "outcome", RoundOutcome, empty=True),
            models.UniqueConstraint(
                fields=["verdict"], condition=models.Q(closed_at=None), name="round_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
                name="round_closed_with_outcome",
            ),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("verdict_id", "submission_id", "policy_id"),
            t.counts_versions(),
        ]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by who may read them."""

    def hidden_from(self, account_id: UUID) -> Self:
        """Others' reviews in blind rounds that are open: whoever still judges is not to be led by them."""
        blind = self.filter(round__policy__blind=True, round__closed_at=None)
        return blind.exclude(reviewer=account_id)


class Review(Row):
    """One reviewer's decision on one submission."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reviews")
    kind = word(ReviewKind, default=ReviewKind.EDITORIAL)
    outcome = word(ReviewOutcome)
    comment = models.TextField(blank=True)
    rating = models.ForeignKey(Rating, null=True, blank=True, on_delete=models.PROTECT)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            known("review", "kind", ReviewKind),
            known("review", "outcome", ReviewOutcome),
            models.UniqueConstraint(fields=["round", "reviewer", "kind"], name="review_once"),
            models.CheckConstraint(
                condition=models.Q(outcome=ReviewOutcome.APPROVE) | ~models.Q(comment=""),
                name="review_says_what",
            ),
        ]
        triggers = [
            t.append_only(may_block=("comment",)),
            t.four_eyes(),
            t.touches_claim(
                claim="SELECT claim_id FROM annotations_submission WHERE id = NEW.submission_id"
            ),
        ]

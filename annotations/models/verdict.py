"""The verdict on a claim, and the frozen submissions that reviewers judge."""

from typing import Self

from django.db import models

from annotations.domain.vocabulary import VerdictState
from annotations.models import triggers as t
from annotations.models import walls
from annotations.models.base import ChangeableRow, Row, known, word
from annotations.models.claim import Claim
from annotations.models.desk import Membership
from annotations.models.rating import Rating
from annotations.models.searched import searched
from annotations.models.user import Account


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts in the words of the product."""

    def visible_to(self, member: Membership) -> Self:
        """The verdicts on claims the member sees."""
        if member.scope_kind:
            return self.filter(claim__in=Claim.objects.visible_to(member))
        return self.filter(claim__desk_id=member.desk_id)

    def live(self) -> Self:
        """The one verdict of each claim that counts."""
        return self.exclude(state__in=[VerdictState.WITHDRAWN, VerdictState.RETRACTED])

    def standing(self) -> Self:
        """Approved, and nothing material changed since: the one condition for exporting and publishing."""
        approved = Submission.objects.filter(
            verdict=models.OuterRef("pk"),
            version=models.OuterRef("claim__version"),
            reviews__outcome="approve",
        )
        states = [VerdictState.APPROVED, VerdictState.PUBLISHED, VerdictState.CORRECTED]
        return self.filter(models.Exists(approved), state__in=states, claim__withdrawn_at=None)


class Verdict(ChangeableRow):
    """A rating with its reasons. It pins the version of its scale through the rating. `as_of` dates the evidence."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, null=True, blank=True, on_delete=models.PROTECT)
    summary = models.CharField(max_length=280, blank=True)
    justification = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    as_of = models.DateField(null=True, blank=True)
    state = word(VerdictState, default=VerdictState.DRAFT)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            known("verdict", "state", VerdictState),
            models.UniqueConstraint(
                fields=["claim"],
                condition=~models.Q(state__in=[VerdictState.WITHDRAWN, VerdictState.RETRACTED]),
                name="verdict_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[VerdictState.DRAFT, VerdictState.WITHDRAWN])
                | models.Q(rating__isnull=False),
                name="verdict_rated",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="verdict_by_state")]
        triggers = [
            t.never_deleted(),
            t.fixed("claim_id", "author_id"),
            t.approval_earned(),
            t.counts_versions(),
            t.material("verdict"),
            searched("verdict", "summary", "justification", "language"),
        ]

    def __str__(self) -> str:
        return f"{self.rating or '—'}"


class Submission(Row):
    """What was judged: claim, occurrences, evidence and verdict as canonical JSON.

    With the hash of that JSON, and the version the claim had.
    """

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="submissions")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "number"], name="submission_number_unique")
        ]
        triggers = [
            t.append_only(may_block=("content",)),
            t.frozen_submission(),
            walls.true_submission(),
        ]

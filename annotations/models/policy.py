"""Review policies: which reviews a verdict needs, and until when. Versions are immutable."""

from django.db import models

from annotations.models.base import DeskQuerySet, Row
from annotations.models.desk import Desk
from annotations.models.triggers import append_only
from annotations.models.user import Account


class ReviewPolicy(Row):
    """One version of a policy.

    `kinds` maps a kind of review to how many approvals it needs; `adjudication_steps` is the distance
    between two ratings from which a third person decides; `due_hours` runs from submission.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    slug = models.SlugField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    kinds = models.JSONField(default=dict)
    blind = models.BooleanField(default=False)
    adjudication_steps = models.PositiveSmallIntegerField(default=2)
    due_hours = models.PositiveIntegerField(default=24)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "slug", "number"], name="reviewpolicy_version_unique"
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=models.Q(is_default=True),
                name="reviewpolicy_one_default",
            ),
            models.CheckConstraint(
                condition=models.Q(due_hours__gte=1), name="reviewpolicy_due_later"
            ),
        ]
        triggers = [append_only(may_change=("is_default", "retired_at"))]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

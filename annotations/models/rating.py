"""Rating scales: immutable versions of ordered ratings and off-scale ones."""

from django.db import models

from annotations.domain.vocabulary import AveritecLabel
from annotations.models.base import DeskQuerySet, Row
from annotations.models.desk import Desk
from annotations.models.triggers import append_only
from annotations.models.user import Account


class RatingScale(Row):
    """One version of a scale. A change makes a new version; a retired one stays readable."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    slug = models.SlugField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    definition = models.TextField(blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "name", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "slug", "number"], name="ratingscale_version_unique"
            ),
            models.UniqueConstraint(
                fields=["desk"], condition=models.Q(is_default=True), name="ratingscale_one_default"
            ),
        ]
        triggers = [append_only(may_change=("is_default", "retired_at"))]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Rating(Row):
    """One rating of a scale. `position` counts from 1 (least true); off-scale ratings have none.

    `claimreview` is the number 1 to 5 that ClaimReview readers get.
    """

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    slug = models.SlugField()
    label = models.CharField(max_length=60)
    definition = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    claimreview = models.PositiveSmallIntegerField(null=True, blank=True)
    averitec = models.CharField(
        max_length=40, choices=[(label.value, label.value) for label in AveritecLabel]
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_slug_unique"),
            models.UniqueConstraint(fields=["scale", "order"], name="rating_order_unique"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_unique"),
            models.CheckConstraint(
                condition=models.Q(position=None, claimreview=None)
                | models.Q(position__gte=1, claimreview__gte=1, claimreview__lte=5),
                name="rating_on_or_off_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(averitec__in=[label.value for label in AveritecLabel]),
                name="rating_averitec_known",
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.label

    @property
    def is_off_scale(self) -> bool:
        return self.position is None

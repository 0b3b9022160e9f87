"""What claims are about."""

from django.db import models

from annotations.models.base import DeskQuerySet, Row
from annotations.models.desk import Desk


class Topic(Row):
    """A topic by its name (`folded`: without accents and case)."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, editable=False)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["folded"]
        constraints = [models.UniqueConstraint(fields=["desk", "folded"], name="topic_name_unique")]

    def __str__(self) -> str:
        return self.name

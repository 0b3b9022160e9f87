"""Outlets. `owner` tells sister titles, which count as one voice."""

from django.db import models

from annotations.models.base import ChangeableRow, DeskQuerySet
from annotations.models.desk import Desk
from annotations.models.triggers import counts_versions, never_deleted


class Publisher(ChangeableRow):
    """An outlet by its name (`folded`: without accents and case) and domain."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    domain = models.CharField(max_length=253, blank=True)
    owner = models.CharField(max_length=200, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "folded"], name="publisher_name_unique")
        ]
        triggers = [counts_versions(), never_deleted()]

    def __str__(self) -> str:
        return self.name

"""Outlets. `owner` tells sister titles, which count as one voice."""

from django.db import models

from annotations.models.base import ChangeableRow, DeskQuerySet
from annotations.models.desk import Desk
from annotations.models.searched import UPDATE, searched
from annotations.models.triggers import counts_versions, never_deleted

WITH_ITS_NAME = {
    "article": "SELECT id FROM annotations_article WHERE publisher_id = NEW.id",
    "source": "SELECT id FROM annotations_source WHERE publisher_id = NEW.id",
    "evidence": "SELECT e.id FROM annotations_evidence e "
    "JOIN annotations_source s ON s.id = e.source_id WHERE s.publisher_id = NEW.id",
}
"""SQL of the rows that are found by the name of an outlet, of each kind."""


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
        triggers = [
            counts_versions(),
            never_deleted(),
            *(searched(kind, "name", rows=rows, on=UPDATE) for kind, rows in WITH_ITS_NAME.items()),
        ]

    def __str__(self) -> str:
        return self.name

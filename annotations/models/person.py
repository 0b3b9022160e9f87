"""People who are quoted or who are sources. They do not sign in (`user.py`)."""

from django.db import models

from annotations.models import walls
from annotations.models.base import ChangeableRow, DeskQuerySet, Row
from annotations.models.desk import Desk
from annotations.models.triggers import counts_versions, fixed, never_deleted


class Person(ChangeableRow):
    """A speaker or a source.

    `folded` is the name without accents and case; `links` holds addresses such as Wikidata.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    links = models.JSONField(default=list)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["desk", "folded"], name="person_by_name")]
        triggers = [
            counts_versions(),
            never_deleted(),
            fixed("desk_id"),
            walls.as_cited("name", by="occurrencespeaker", through="person_id"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonRole(Row):
    """What a person was, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="personrole_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""People who are quoted or who are sources. They do not sign in (`user.py`)."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from annotations.models import walls
from annotations.models.base import ChangeableRow, DeskQuerySet
from annotations.models.desk import Desk
from annotations.models.searched import searched
from annotations.models.triggers import counts_versions, fixed, never_deleted


class Person(ChangeableRow):
    """A speaker or a source.

    `folded` is the name without accents and case; `links` holds addresses such as Wikidata. Whoever was
    entered twice is marked as the same as another (`same_as`): what is quoted keeps the name it was quoted by.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    links = models.JSONField(default=list)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="also"
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["desk", "folded"], name="person_by_name"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="person_by_likeness"),
        ]
        triggers = [
            counts_versions(),
            never_deleted(),
            fixed("desk_id"),
            walls.as_cited("name", by="occurrencespeaker", through="person_id"),
            walls.of_one_desk(other="person", column="same_as_id"),
            walls.one_person(),
            searched("person", "name"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonRole(ChangeableRow):
    """What a person was, from when to when. One that was entered by mistake is taken away and stays readable."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="personrole_ends_after_start",
            ),
        ]
        triggers = [
            counts_versions(),
            never_deleted(),
            fixed("person_id"),
            searched("person", "title", "organisation", "removed_at", rows="SELECT NEW.person_id"),
        ]

    def __str__(self) -> str:
        return self.title

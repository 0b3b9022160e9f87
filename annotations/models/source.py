"""Sources: documents, pages, data sets, people or recordings that evidence is taken from."""

from django.db import models

from annotations.models import walls
from annotations.models.base import ChangeableRow, DeskQuerySet
from annotations.models.desk import Desk
from annotations.models.person import Person
from annotations.models.publisher import Publisher
from annotations.models.searched import UPDATE, searched
from annotations.models.triggers import counts_versions, fixed, never_deleted
from annotations.models.user import Account

CITED_IN = "SELECT id FROM annotations_evidence WHERE source_id = NEW.id"


class Source(ChangeableRow):
    """Something that can be cited. `owner` is who stands behind it: wire copies and sister titles share one."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    title = models.CharField(max_length=500)
    url = models.URLField(max_length=2000, blank=True)
    publisher = models.ForeignKey(Publisher, null=True, blank=True, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    owner = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT)

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_title")
        ]
        indexes = [models.Index(fields=["desk", "url"], name="source_by_url")]
        triggers = [
            counts_versions(),
            never_deleted(),
            fixed("desk_id"),
            walls.of_one_desk(other="publisher", column="publisher_id"),
            walls.of_one_desk(other="person", column="person_id"),
            walls.as_cited(
                *("title", "url", "publisher_id", "person_id", "published_on"),
                by="evidence",
                through="source_id",
            ),
            searched("source", "title", "url", "publisher_id", "owner"),
            searched("evidence", "title", "publisher_id", rows=CITED_IN, on=UPDATE),
        ]

    def __str__(self) -> str:
        return self.title

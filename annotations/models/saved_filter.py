"""Filters of lists that somebody saved to come back to."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower

from annotations.domain.list_names import ListName
from annotations.models import triggers as t
from annotations.models.base import DeskQuerySet, Row, known, word
from annotations.models.desk import Desk, Membership
from annotations.models.user import Account


class SavedFilterQuerySet(DeskQuerySet["SavedFilter"]):
    """Saved filters in the words of the product."""

    def visible_to(self, member: Membership) -> Self:  # type: ignore[override]
        """A member's own, and those shared with the desk they are on."""
        own = models.Q(account_id=member.account_id) | models.Q(shared=True)
        return self.filter(own, desk_id=member.desk_id)


class SavedFilter(Row):
    """What a list is filtered and ordered by, under a name: `query` is its query string without the "?".

    It shows nothing by itself: whoever follows it sees the rows they may see.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    list = word(ListName)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)
    shared = models.BooleanField(default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            known("savedfilter", "list", ListName),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(query=""), name="savedfilter_says_what"
            ),
            models.UniqueConstraint(
                "desk", "account", "list", Lower("name"), name="savedfilter_name_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "list"], condition=models.Q(shared=True), name="savedfilter_shared"
            )
        ]
        triggers = [t.fixed("desk_id", "account_id", "list", "query")]

    def __str__(self) -> str:
        return self.name

"""What rows have in common: ids, time stamps, closed vocabularies and the desk they belong to."""

import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

import uuid_utils.compat
from django.db import models
from django.utils import timezone

from annotations.models.labels import choices

if TYPE_CHECKING:

    class Member(Protocol):
        """Whoever looks: a membership, seen from below."""

        desk_id: uuid.UUID


M = TypeVar("M", bound=models.Model)


def new_id() -> uuid.UUID:
    """A UUIDv7: unique, and in the order of creation."""
    return uuid.UUID(int=uuid_utils.compat.uuid7().int)


class Row(models.Model):
    """A row with a UUIDv7 id and the moment it was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class ChangeableRow(Row):
    """A row people change: `row_version` counts the acts on it (by trigger) and is its ETag."""

    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def etag(self) -> str:
        """The entity tag of this state of the row, without quotes."""
        return str(self.row_version)


class DeskQuerySet(models.QuerySet[M]):
    """Rows that belong to a desk."""

    def visible_to(self, member: "Member") -> Self:
        """The rows of the member's desk; another desk's rows do not exist for them."""
        return self.filter(desk_id=member.desk_id)


def word(enum: type[StrEnum], **options: Any) -> "models.CharField[str, str]":
    """A column that holds one value of a closed vocabulary."""
    return models.CharField(max_length=24, choices=choices(enum), **options)


def known(
    table: str, column: str, enum: type[StrEnum], *, empty: bool = False
) -> models.CheckConstraint:
    """The constraint that a column holds a value of its vocabulary (or nothing, if `empty`)."""
    values: Iterable[str] = [member.value for member in enum] + ([""] if empty else [])
    return models.CheckConstraint(
        condition=models.Q((f"{column}__in", list(values))), name=f"{table}_{column}_known"
    )

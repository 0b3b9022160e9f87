"""Filters of lists that a member saved, and those shared on their desk."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.list_names import ListName
from annotations.models import Membership, SavedFilter
from annotations.models.saved_filter import SavedFilterQuerySet


def saved_filters(member: Membership, *, name: str = "") -> SavedFilterQuerySet:
    """Those the member sees, their names in order; of the list with this name, or of all lists."""
    rows = SavedFilter.objects.visible_to(member).select_related("account")
    if name:
        rows = rows.filter(list=name)
    return rows.order_by("list", "shared", "name", "id")


def saved_filter(member: Membership, filter_id: UUID) -> SavedFilter:
    """One that the member sees, or NotFoundError."""
    row = saved_filters(member).filter(pk=filter_id).first()
    if row is None:
        raise NotFoundError(_("There is no such filter."))
    return row


def filters_by_list(member: Membership) -> list[dict[str, Any]]:
    """What the member sees, list by list, in the order of the lists."""
    rows = list(saved_filters(member))
    grouped = [
        {"list": name, "rows": [row for row in rows if row.list == name]} for name in ListName
    ]
    return [group for group in grouped if group["rows"]]

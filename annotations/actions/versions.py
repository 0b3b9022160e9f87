"""Versions of what leads set, scales and review policies: one never changes, a new one takes its place.

Steps of the acts on both; each returns the lines of what it saved, and the act writes them.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions.acts import locked
from annotations.actions.audit import Line
from annotations.domain.errors import StaleError
from annotations.models import Desk, Membership, RatingScale, ReviewPolicy

V = TypeVar("V", RatingScale, ReviewPolicy)


def newest_version(rows: "QuerySet[V]", actor: Membership, version_id: UUID) -> V:
    """The version a new one begins from, with the desk locked. Raises StaleError when there is a newer one."""
    Desk.objects.select_for_update().get(pk=actor.desk_id)
    before = locked(rows.filter(desk_id=actor.desk_id), version_id)
    later = rows.filter(desk_id=actor.desk_id, slug=before.slug, number__gt=before.number)
    if (newer := later.order_by("-number").first()) is not None:
        words = _("Somebody made version %(number)d of it meanwhile. Begin again from that one.")
        raise StaleError(words % {"number": newer.number}, current=newer.number)
    return before


def replaced(before: V, noun: str) -> list[Line]:
    """The version before gives its place up: what was made under it keeps it."""
    if before.retired_at is not None and not before.is_default:
        return []
    before.retired_at, before.is_default = before.retired_at or timezone.now(), False
    before.save(update_fields=["retired_at", "is_default"])
    return [Line(f"{noun}.retired", before)]


def made_default(
    rows: "QuerySet[V]", actor: Membership, version_id: UUID, noun: str
) -> tuple[V, list[Line]]:
    """The version that new work takes from now on; no lines where it was that already."""
    Desk.objects.select_for_update().get(pk=actor.desk_id)
    version = locked(rows.filter(desk_id=actor.desk_id), version_id)
    policies.may_make_default(actor, version).require()
    if version.is_default:
        return version, []
    lines: list[Line] = []
    for other in rows.select_for_update().filter(desk_id=actor.desk_id, is_default=True):
        other.is_default = False
        other.save(update_fields=["is_default"])
        lines.append(Line(f"{noun}.changed", other))
    version.is_default = True
    version.save(update_fields=["is_default"])
    return version, [Line(f"{noun}.made_default", version), *lines]


def retired(
    rows: "QuerySet[V]", actor: Membership, version_id: UUID, noun: str
) -> tuple[V, list[Line]]:
    """The version is taken by nothing new any more."""
    version = locked(rows.filter(desk_id=actor.desk_id), version_id)
    policies.may_retire(actor, version).require()
    version.retired_at = timezone.now()
    version.save(update_fields=["retired_at"])
    return version, [Line(f"{noun}.retired", version)]

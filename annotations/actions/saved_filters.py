"""Saving the filters of a list under a name. They are bookmarks: the log does not tell of them."""

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions.acts import alone, found, step
from annotations.domain.errors import DuplicateError, InvalidError
from annotations.domain.list_names import ListName
from annotations.domain.text import one_line
from annotations.models import Membership, SavedFilter

MOST: Final = 30
"""Filters that one person saves for one list."""


@step
def save_filter(
    *, actor: Membership, list_name: ListName, name: str, query: str, shared: bool = False
) -> SavedFilter:
    """Save what a list is filtered by, for oneself; a lead may share it with the desk at once.

    `query` is the query string of the list, which the door has put into order. The same name twice for one
    list is refused.
    """
    if shared:
        policies.may_share_filter(actor).require()
    query = query.lstrip("?")
    if not query:
        raise InvalidError(_("This list is not filtered: there is nothing to save yet."))
    alone("saved filters", actor.account_id, list_name)
    own = SavedFilter.objects.filter(desk=actor.desk, account=actor.account, list=list_name)
    if own.count() >= MOST:
        raise InvalidError(
            _(
                "You saved %(n)d filters for this list, which is all there is room for. Remove one first."
            )
            % {"n": MOST}
        )
    saved = SavedFilter(
        desk=actor.desk, account=actor.account, list=list_name, query=query, shared=shared
    )
    _name(saved, name)
    saved.save()
    return saved


@step
def rename_filter(*, actor: Membership, filter_id: UUID, name: str) -> SavedFilter:
    """Give a saved filter another name."""
    saved = _changed(actor, filter_id)
    _name(saved, name)
    saved.save(update_fields=["name"])
    return saved


@step
def share_filter(*, actor: Membership, filter_id: UUID, shared: bool) -> SavedFilter:
    """Let everybody on the desk see it above the list, or only whoever saved it."""
    saved = _changed(actor, filter_id)
    policies.may_share_filter(actor).require()
    saved.shared = shared
    saved.save(update_fields=["shared"])
    return saved


@step
def remove_filter(*, actor: Membership, filter_id: UUID) -> None:
    """Take a saved filter away. The rows it found are not touched."""
    _changed(actor, filter_id).delete()


def _changed(actor: Membership, filter_id: UUID) -> SavedFilter:
    """The filter, alone among those of its person and list."""
    saved = found(SavedFilter.objects.visible_to(actor), filter_id)
    policies.may_change_filter(actor, saved).require()
    alone("saved filters", saved.account_id, saved.list)
    return found(SavedFilter.objects.visible_to(actor).select_for_update(of=("self",)), filter_id)


def _name(saved: SavedFilter, name: str) -> None:
    saved.name = one_line(name)
    if not saved.name:
        raise InvalidError(_("Name the filter first."), errors={"name": [_("empty")]})
    others = SavedFilter.objects.filter(
        desk=saved.desk_id, account=saved.account_id, list=saved.list, name__iexact=saved.name
    )
    if others.exclude(pk=saved.pk).exists():
        raise DuplicateError(
            _("There is a filter of this name for this list already. Choose another name."),
            errors={"name": [_("taken")]},
        )

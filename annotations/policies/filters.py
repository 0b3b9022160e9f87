"""Who changes a saved filter."""

from django.utils.translation import gettext as _

from annotations.domain.errors import NotPermittedError
from annotations.domain.vocabulary import Role
from annotations.models import Membership, SavedFilter
from annotations.policies.permits import ALLOWED, Permit, by_role


def may_change_filter(member: Membership, saved: SavedFilter) -> Permit:
    """Everybody renames and removes their own; leads those of the desk too."""
    if saved.account_id == member.account_id or (saved.shared and member.role == Role.LEAD):
        return ALLOWED
    return Permit(
        NotPermittedError(
            _("Somebody else shared this filter. Ask them or a lead, or save one of your own.")
        )
    )


def may_share_filter(member: Membership) -> Permit:
    """Leads say which filters stand above the lists of everybody on the desk."""
    return by_role(
        member,
        frozenset({Role.LEAD}),
        _("Only leads share filters with the desk. Ask one of them."),
    )

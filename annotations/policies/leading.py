"""Who leads a desk: its members, its scales and policies, and what is withheld by an order."""

from uuid import UUID

from django.utils.translation import gettext as _

from annotations.domain.errors import FourEyesError, WrongStateError
from annotations.domain.vocabulary import Role
from annotations.models import Membership, RatingScale, Redaction, ReviewPolicy
from annotations.policies.permits import ALLOWED, REVIEWERS, Permit, by_role


def may_manage_members(member: Membership) -> Permit:
    """Leads invite people to their desk, change roles and end memberships."""
    return by_role(
        member,
        frozenset({Role.LEAD}),
        _("Only leads manage the members of the desk. Ask one of them."),
    )


def may_invite_again(member: Membership, invited: Membership) -> Permit:
    """Leads send another invitation to whoever has not accepted theirs yet."""
    manage = may_manage_members(member)
    if manage and not invited.invited_as:
        return Permit(
            WrongStateError(
                _("%(name)s has accepted already and can sign in.") % {"name": invited.shown_name}
            )
        )
    return manage


def may_end_membership(member: Membership, membership_id: UUID) -> Permit:
    """Leads end anybody's place on the desk, everybody their own."""
    return ALLOWED if membership_id == member.pk else may_manage_members(member)


def may_redact(member: Membership) -> Permit:
    """A lead withholds words by an order."""
    return by_role(
        member,
        frozenset({Role.LEAD}),
        _("Only leads withhold words by an order. Ask one, and give them the order."),
    )


def may_see_redactions(member: Membership) -> Permit:
    """Reviewers and leads look at what was withheld."""
    return by_role(
        member, REVIEWERS, _("Only reviewers and leads look at what was withheld. Ask one of them.")
    )


def may_confirm_redaction(member: Membership, redaction: Redaction) -> Permit:
    """Another reviewer or lead than the one who withheld it."""
    if redaction.made_by_id == member.account_id:
        return Permit(
            FourEyesError(
                _("You withheld this yourself: a second person looks at it and at the order.")
            )
        )
    return may_see_redactions(member)


def may_lead(member: Membership) -> Permit:
    """Leads set the desk itself: its name and zone, its scales, policies and queues."""
    return by_role(
        member,
        frozenset({Role.LEAD}),
        _("Only leads set scales, policies, queues and the desk itself. Ask one of them."),
    )


def may_make_default(member: Membership, version: RatingScale | ReviewPolicy) -> Permit:
    """A version in use may become the one that new work takes."""
    lead = may_lead(member)
    if lead and version.retired_at is not None:
        return Permit(
            WrongStateError(
                _("This version is retired. Make a new version of it, then choose that.")
            )
        )
    return lead


def may_retire(member: Membership, version: RatingScale | ReviewPolicy) -> Permit:
    """Any version may be retired but the one that new work takes."""
    lead = may_lead(member)
    if lead and version.retired_at is not None:
        return Permit(WrongStateError(_("This version is retired already.")))
    if lead and version.is_default:
        return Permit(
            WrongStateError(
                _(
                    "New work takes this version. Make another one the default first, then retire this."
                )
            )
        )
    return lead

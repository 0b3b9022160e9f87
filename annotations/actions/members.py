"""Members of a desk, and their keys to the API. What ends with a place on the desk ends in the same transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.accounts import check_password
from annotations.actions.acts import Versions, act, found, locked, refreshed
from annotations.actions.mails import post
from annotations.domain.errors import DuplicateError, InvalidError, WrongStateError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import MailKind, QueueItemState, Role
from annotations.models import (
    Account,
    ApiToken,
    Article,
    BrowserSession,
    Claim,
    Desk,
    Membership,
    QueueItem,
)
from annotations.models.desk import MembershipQuerySet

LONGEST_NAME = 200


@act
def add_member(
    *,
    actor: Membership,
    email: str,
    name: str,
    role: Role,
    password: str | None = None,
    scope: tuple[str, UUID] | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    invited: bool = False,
) -> Membership:
    """Somebody new on the actor's desk; an account with this address is used where there is one.

    `scope` ("article" or "claim", and its id) narrows what a guest sees. A place one is `invited` to opens
    nothing until it is accepted. Raises DuplicateError and InvalidError.
    """
    policies.may_manage_members(actor).require()
    Desk.objects.select_for_update().get(pk=actor.desk_id)
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account(
            email=email, name=one_line(name)[:LONGEST_NAME], language=actor.desk.language
        )
        if password is not None:
            check_password(password, account)
        account.set_password(password)
        account.save()
    if _open(actor.desk_id).filter(account=account).exists():
        raise DuplicateError(_("%(email)s is a member of this desk already.") % {"email": email})
    kind, scope_id = _checked_scope(actor, role, scope)
    member = Membership.objects.create(
        account=account,
        desk=actor.desk,
        role=role,
        scope_kind=kind,
        scope_id=scope_id,
        invited_as=one_line(name)[:LONGEST_NAME] if invited else "",
        **_dates(starts_at, ends_at),
    )
    audit.record("membership.started", actor=actor, subject=member)
    return member


@act
def invite_member(
    *,
    actor: Membership,
    email: str,
    name: str,
    role: Role,
    scope: tuple[str, UUID] | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Membership:
    """A place on the actor's desk for somebody, told by a mail.

    Who has no password yet accepts by setting it; who has an account already, by saying so. Until then the
    desk reads of them what was typed here, whether there is such an account or not.
    """
    member = add_member(
        actor=actor,
        email=email,
        name=name or email,
        role=role,
        scope=scope,
        starts_at=starts_at,
        ends_at=ends_at,
        invited=True,
    )
    post(kind=MailKind.INVITATION, to=member.account.email, membership=member)
    return member


@act
def invite_again(*, actor: Membership, membership_id: UUID) -> Membership:
    """Another mail with a fresh link, for somebody who has not accepted yet."""
    policies.may_manage_members(actor).require()
    member = found(_open(actor.desk_id).people().select_related("account"), membership_id)
    policies.may_invite_again(actor, member).require()
    post(kind=MailKind.INVITATION, to=member.account.email, membership=member)
    audit.record("membership.invited_again", actor=actor, subject=member, content=False)
    return member


@act
def change_role(
    *,
    actor: Membership,
    membership_id: UUID,
    role: Role,
    scope: tuple[str, UUID] | None = None,
    expected_version: Versions = None,
) -> Membership:
    """Give a member another role; a guest may be narrowed to one article or claim, and is not without `scope`.

    A desk keeps at least one lead.
    """
    policies.may_manage_members(actor).require()
    member = _locked_member(actor, membership_id, expected_version)
    kind, scope_id = _checked_scope(actor, role, scope)
    if (member.role, member.scope_kind, member.scope_id) == (role, kind, scope_id):
        return member
    if role != Role.LEAD:
        _keep_a_lead(member)
    member.role, member.scope_kind, member.scope_id = role, kind, scope_id
    member.save(update_fields=["role", "scope_kind", "scope_id"])
    if role not in policies.REVIEWERS:
        _give_back(member)
    audit.record("membership.changed", actor=actor, subject=refreshed(member))
    return member


@act
def end_membership(
    *,
    actor: Membership,
    membership_id: UUID,
    ends_at: datetime | None = None,
    expected_version: Versions = None,
) -> Membership:
    """End a place on the desk: at once, or at a moment to come. Leads end anybody's, everybody their own.

    At once means that tokens, sessions and leases end with it. What was contributed stays, and still
    counts for four eyes. A desk keeps at least one lead.
    """
    policies.may_end_membership(actor, membership_id).require()
    member = _locked_member(actor, membership_id, expected_version)
    _keep_a_lead(member)
    now = timezone.now()
    later = ends_at is not None and ends_at > max(now, member.starts_at)
    member.starts_at = member.starts_at if later else min(member.starts_at, now)
    member.ends_at = ends_at if later else max(now, member.starts_at + timedelta.resolution)
    member.save(update_fields=["starts_at", "ends_at"])
    if not later:
        _revoke(member, now)
    audit.record("membership.ended", actor=actor, subject=refreshed(member))
    return member


def _open(desk_id: UUID) -> MembershipQuerySet:
    """Places that hold now or will."""
    return Membership.objects.ending_after(timezone.now()).filter(desk_id=desk_id)


def _locked_member(actor: Membership, membership_id: UUID, version: Versions) -> Membership:
    """The place, locked; the desk first, so that two leads cannot remove each other in the same moment."""
    Desk.objects.select_for_update().get(pk=actor.desk_id)
    rows = _open(actor.desk_id).people().select_related("account")
    return locked(rows, membership_id, expected_version=version)


def _keep_a_lead(member: Membership) -> None:
    """Refuse to take the last lead who stays."""
    leads = Membership.objects.active(timezone.now()).people().filter(desk_id=member.desk_id)
    staying = leads.filter(role=Role.LEAD, ends_at=None).exclude(pk=member.pk)
    if member.role == Role.LEAD and not staying.exists():
        raise WrongStateError(
            _("The desk would be left without a lead. Make somebody else a lead first.")
        )


def _revoke(member: Membership, now: datetime) -> None:
    ApiToken.objects.filter(membership=member, revoked_at=None).update(revoked_at=now)
    if not member.invited_as:
        BrowserSession.objects.filter(account_id=member.account_id).delete()
    _give_back(member)


def _give_back(member: Membership) -> None:
    """What the member holds or was given in the queues waits for others again."""
    live = QueueItem.objects.live().filter(queue__desk_id=member.desk_id)
    live.filter(holder_id=member.account_id, state=QueueItemState.LEASED).update(
        state=QueueItemState.WAITING, holder=None, lease_until=None
    )
    live.filter(assignee_id=member.account_id).update(assignee=None)


def _dates(starts_at: datetime | None, ends_at: datetime | None) -> dict[str, datetime]:
    """The ends of a place, those that were given. Raises InvalidError where they are the wrong way round."""
    begins = starts_at or timezone.now()
    if ends_at is not None and ends_at <= begins:
        words = _("The last day comes before the first one. Choose a later one.")
        raise InvalidError(words, errors={"last_day": [words]})
    return {"starts_at": begins} | ({"ends_at": ends_at} if ends_at else {})


def _checked_scope(
    actor: Membership, role: Role, scope: tuple[str, UUID] | None
) -> tuple[str, UUID | None]:
    if scope is None:
        return "", None
    kind, scope_id = scope
    if role != Role.GUEST:
        words = _("Only a guest’s view is narrowed to one article or claim.")
        raise InvalidError(words, errors={"scope": [words]})
    table = {"article": Article.objects, "claim": Claim.objects}[kind]
    found(table.visible_to(actor), scope_id)
    return kind, scope_id

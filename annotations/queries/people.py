"""People of a desk as the API and the pages name them."""

from typing import Any

from django.utils import timezone

from annotations import policies
from annotations.domain.vocabulary import QueueItemState
from annotations.models import Account, ApiToken, BrowserSession, Membership, QueueItem
from annotations.models.desk import MembershipQuerySet


def account_row(account: Account | None) -> dict[str, Any] | None:
    """An account by id and name."""
    return None if account is None else {"id": str(account.pk), "name": account.name}


def me(member: Membership) -> dict[str, Any]:
    """Who is signed in, on which desk, and what they may do there."""
    allowed = {
        "edit": policies.may_edit(member),
        "add_article": policies.may_add_article(member),
        "review": policies.may_take(member),
        "export": policies.may_export(member),
    }
    desk = member.desk
    return {
        "id": str(member.account_id),
        "email": member.account.email,
        "name": member.account.name,
        "language": member.account.language,
        "desk": {
            "id": str(desk.pk),
            "name": desk.name,
            "slug": desk.slug,
            "language": desk.language,
            "zone": desk.zone,
        },
        "role": member.role,
        "permissions": [verb for verb, permit in allowed.items() if permit],
    }


def members(member: Membership) -> list[dict[str, Any]]:
    """Everybody who works on the desk now."""
    rows = (
        Membership.objects.active(timezone.now())
        .people()
        .filter(desk_id=member.desk_id)
        .select_related("account")
        .order_by("account__name")
    )
    return [{"id": str(row.account_id), "name": row.account.name, "role": row.role} for row in rows]


def sign_ins(account: Account, *, here: str | None) -> list[dict[str, Any]]:
    """The browsers an account is signed in with, the one with the key `here` first, then the last seen."""
    rows = BrowserSession.objects.alive(timezone.now()).filter(account=account)
    mine = BrowserSession.digest_of(here or "")
    found = [
        {
            "id": row.pk,
            "browser": row.browser,
            "network": row.network,
            "since": row.created_at,
            "seen": row.seen_at,
            "here": row.digest == mine,
        }
        for row in rows.order_by("-seen_at")
    ]
    return sorted(found, key=lambda row: not row["here"])


def tokens_of(account: Account) -> list[ApiToken]:
    """The account's tokens that open a door now, newest first."""
    rows = ApiToken.objects.valid(timezone.now()).filter(account=account)
    return list(rows.select_related("membership__desk").order_by("-id"))


def staff_of(member: Membership) -> list[Membership]:
    """Everybody with a place on the desk now or soon, by name."""
    rows = Membership.objects.ending_after(timezone.now()).people()
    return list(
        rows.filter(desk_id=member.desk_id, account__is_active=True)
        .select_related("account")
        .order_by("account__name", "id")
    )


def invitations_of(account: Account) -> MembershipQuerySet:
    """The places an account is invited to and has not accepted yet."""
    waiting = Membership.objects.ending_after(timezone.now()).filter(account=account)
    return waiting.exclude(invited_as="").select_related("desk", "account").order_by("starts_at")


def returned_by(member: Membership) -> dict[str, int]:
    """What goes back or stops working when this place ends: leases, assignments, tokens, browsers."""
    live = QueueItem.objects.live().filter(queue__desk_id=member.desk_id)
    now = timezone.now()
    return {
        "leases": live.filter(holder_id=member.account_id, state=QueueItemState.LEASED).count(),
        "assigned": live.filter(assignee_id=member.account_id).count(),
        "tokens": ApiToken.objects.valid(now).filter(membership=member).count(),
        "browsers": BrowserSession.objects.alive(now).filter(account_id=member.account_id).count(),
    }

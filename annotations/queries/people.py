"""People of a desk as the API and the pages name them."""

from typing import Any, Final

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations import policies
from annotations.domain.vocabulary import QueueItemState
from annotations.models import (
    Account,
    ApiToken,
    Article,
    BrowserSession,
    Claim,
    Membership,
    QueueItem,
)
from annotations.models.desk import MembershipQuerySet

MOST_FOUND: Final = 6


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


def token_row(token: ApiToken) -> dict[str, Any]:
    """A token without its secret, which is kept nowhere."""
    return {
        "id": str(token.pk),
        "name": token.name,
        "scopes": token.scopes,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "revoked": token.revoked_at is not None,
        "etag": str(token.row_version),
    }


def own_tokens(member: Membership) -> QuerySet[ApiToken]:
    """The member's tokens of this desk, those that open nothing any more too."""
    return ApiToken.objects.filter(membership=member)


def member_row(member: Membership) -> dict[str, Any]:
    """A place on the desk, as its leads may read it."""
    return {
        "id": str(member.pk),
        "account": str(member.account_id),
        "name": member.shown_name,
        "email": member.account.email,
        "role": member.role,
        "invited": bool(member.invited_as),
        "starts_at": member.starts_at,
        "ends_at": member.ends_at,
        "scope_kind": member.scope_kind,
        "scope": None if member.scope_id is None else str(member.scope_id),
        "etag": member.etag,
    }


def tokens_of(account: Account) -> list[ApiToken]:
    """The account's tokens that open a door now, newest first."""
    rows = ApiToken.objects.valid(timezone.now()).filter(account=account)
    return list(rows.select_related("membership__desk").order_by("-id"))


SHOWN_NAME: Final = Case(When(invited_as="", then=F("account__name")), default=F("invited_as"))
"""The name the desk may read, see `Membership.shown_name`."""


def staff_of(member: Membership) -> MembershipQuerySet:
    """Every place on the desk, those that ended too, by the name the desk may read.

    `seen` is when the account was last seen in a browser: of somebody who has not accepted, nothing is told.
    """
    sessions = BrowserSession.objects.filter(account_id=OuterRef("account_id"))
    seen = Coalesce(
        Subquery(sessions.order_by("-seen_at").values("seen_at")[:1]), F("account__last_login")
    )
    rows = Membership.objects.people().filter(desk_id=member.desk_id, account__is_active=True)
    return (
        rows.select_related("account")
        .annotate(shown=SHOWN_NAME, seen=Case(When(invited_as="", then=seen), default=None))
        .order_by("shown", "id")
    )


def members_like(
    member: Membership, *, q: str = "", role: str = "", state: str = ""
) -> MembershipQuerySet:
    """Places by words of name or address, by role, and by state: here, invited, to come, ending, ended.

    Without a state: everybody who is here or will be.
    """
    now = timezone.now()
    staff = staff_of(member)
    held = staff.ending_after(now)
    rows = {
        "here": held.filter(starts_at__lte=now, invited_as=""),
        "invited": held.exclude(invited_as=""),
        "to_come": held.filter(starts_at__gt=now),
        "ending": held.exclude(ends_at=None),
        "ended": staff.filter(ends_at__lte=now),
    }.get(state, held)
    if role:
        rows = rows.filter(role=role)
    for word in q.split():
        rows = rows.filter(Q(shown__icontains=word) | Q(account__email__icontains=word))
    return rows


def scopes_like(member: Membership, q: str) -> list[tuple[str, str, str]]:
    """Articles and claims whose words hold `q`: kind, id and words of the first few of each."""
    if not q.strip():
        return []
    articles = Article.objects.visible_to(member).filter(title__icontains=q.strip())
    claims = Claim.objects.visible_to(member).filter(statement__icontains=q.strip())
    found = [
        ("article", pk, words)
        for pk, words in articles.order_by("-id").values_list("pk", "title")[:MOST_FOUND]
    ]
    found += [
        ("claim", pk, words)
        for pk, words in claims.order_by("-id").values_list("pk", "statement")[:MOST_FOUND]
    ]
    return [(kind, str(pk), words) for kind, pk, words in found]


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

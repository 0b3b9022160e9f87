"""What one person was told of, with the claim it is about as they may see it now."""

from collections.abc import Iterable
from typing import Any

from annotations.domain.vocabulary import NoticeKind, NoticeWay
from annotations.models import Claim, Membership, Notification, NotificationChoice
from annotations.models.notification import NotificationQuerySet
from annotations.queries.people import account_row


def unread_count(member: Membership) -> int:
    """How many notices the member has not read."""
    return Notification.objects.visible_to(member).unread().count()


def notices_of(member: Membership, *, unread: bool = False) -> NotificationQuerySet:
    """The member's notices, or those not read yet, newest first."""
    rows = Notification.objects.visible_to(member).select_related("by")
    return (rows.unread() if unread else rows).order_by("-created_at", "-id")


def notice_rows(rows: Iterable[Notification], member: Membership) -> list[dict[str, Any]]:
    """These notices as pages and the API show them; the claim is None where the member does not see it any more."""
    notices = list(rows)
    ids = {notice.claim_id for notice in notices if notice.claim_id}
    seen = Claim.objects.visible_to(member).filter(pk__in=ids)
    claims = {claim.pk: claim for claim in seen}
    return [
        _row(notice, claims.get(notice.claim_id) if notice.claim_id else None) for notice in notices
    ]


def _row(notice: Notification, claim: Claim | None) -> dict[str, Any]:
    return {
        "id": str(notice.pk),
        "kind": notice.kind,
        "subject": str(notice.subject_id),
        "claim": {"id": str(claim.pk), "statement": claim.statement} if claim else None,
        "by": account_row(notice.by),
        "created_at": notice.created_at,
        "read_at": notice.read_at,
    }


def ways_of(member: Membership) -> dict[str, str]:
    """How the member's account wants to be told, by kind."""
    chosen = NotificationChoice.objects.filter(account=member.account_id)
    ways = dict(chosen.values_list("kind", "way"))
    return {kind.value: ways.get(kind.value, NoticeWay.PAGE.value) for kind in NoticeKind}

"""My work beside reviews and verdicts: what was assigned, what was not answered, and how the desk stands."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from annotations import policies
from annotations.domain.vocabulary import VerdictState
from annotations.models import Claim, Membership, QueueItem, Verdict
from annotations.queries.contacts import late_replies, overdue
from annotations.queries.redactions import redactions_of

SHOWN = 20
DECIDED = [VerdictState.APPROVED, VerdictState.PUBLISHED, VerdictState.CORRECTED]


def work_beside(member: Membership) -> dict[str, Any]:
    """`assigned`, `late_contacts`, `replies`, and for leads `orders` and `queue`: the same questions for any number."""
    return {
        "assigned": _assigned(member),
        "late_contacts": overdue(member),
        "replies": late_replies(member),
        **_of_lead(member),
    }


def _assigned(member: Membership) -> list[dict[str, Any]]:
    """Claims assigned to the member that nobody has decided, the newest first."""
    decided = Verdict.objects.filter(claim=OuterRef("pk"), state__in=DECIDED)
    claims = (
        Claim.objects.visible_to(member)
        .standing()
        .filter(~Exists(decided), assignee=member.account_id)
        .prefetch_related("occurrences__article")
        .order_by("-id")[:SHOWN]
    )
    rows = []
    for claim in claims:
        place = next((row for row in claim.occurrences.all() if row.article), None)
        rows.append(
            {
                "claim": str(claim.pk),
                "statement": claim.statement or (place.words if place else ""),
                "article": str(place.article_id) if place else None,
                "article_title": place.article.title if place and place.article else "",
            }
        )
    return rows


def _of_lead(member: Membership) -> dict[str, Any]:
    if not policies.may_see_redactions(member):
        return {"orders": None, "queue": None}
    mine = Q(made_by=member.account_id)
    now = timezone.now()
    live = QueueItem.objects.visible_to(member).live()
    return {
        "orders": redactions_of(member)
        .pending()
        .aggregate(others=Count("pk", filter=~mine), mine=Count("pk", filter=mine)),
        "queue": live.aggregate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            free=Count("pk", filter=Q(lease_until=None) | Q(lease_until__lte=now)),
        ),
    }

"""Review policies with who they bind, and the queues that give the reviews out."""

from typing import Any

from django.db.models import Count, Q

from annotations.models import Membership, ReviewPolicy, ReviewQueue
from annotations.models.queue import LIVE


def policy_row(policy: ReviewPolicy) -> dict[str, Any]:
    """One version of a policy."""
    return {
        "id": str(policy.pk),
        "slug": policy.slug,
        "name": policy.name,
        "number": policy.number,
        "kinds": policy.kinds,
        "blind": policy.blind,
        "adjudication_steps": policy.adjudication_steps,
        "due_hours": policy.due_hours,
        "is_default": policy.is_default,
    }


def policies_in_use(member: Membership) -> list[dict[str, Any]]:
    """The policies that rounds may begin under, the default first."""
    rows = ReviewPolicy.objects.visible_to(member).filter(retired_at=None)
    return [policy_row(policy) for policy in rows.order_by("-is_default", "name")]


def policy_versions(member: Membership) -> list[dict[str, Any]]:
    """Every version of every policy with the rounds it binds: the newest of each first."""
    rows = (
        ReviewPolicy.objects.visible_to(member)
        .select_related("made_by")
        .annotate(
            open=Count("reviewround", filter=Q(reviewround__closed_at=None)),
            closed=Count("reviewround", filter=Q(reviewround__closed_at__isnull=False)),
        )
        .order_by("name", "slug", "-number")
    )
    found: list[dict[str, Any]] = []
    for policy in rows:
        newest = not found or found[-1]["slug"] != policy.slug
        found.append(
            {
                **policy_row(policy),
                "made_by": policy.made_by.name,
                "made_at": policy.created_at,
                "retired_at": policy.retired_at,
                "open": policy.open,
                "closed": policy.closed,
                "newest": newest,
            }
        )
    return found


def queues_of(member: Membership) -> list[ReviewQueue]:
    """The queues of the desk, each with how many reviews are `waiting` in it."""
    waiting = Count("items", filter=Q(items__state__in=LIVE))
    rows = ReviewQueue.objects.visible_to(member).annotate(waiting=waiting)
    return list(rows.order_by("name"))

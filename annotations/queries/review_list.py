"""The reviews that were given. Of a blind round that is open everybody sees their own alone."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from annotations.models import Claim, Membership, Review
from annotations.queries.moments import start_of
from annotations.queries.people import account_row
from annotations.queries.ratings import rating_row

ORDERINGS: Final = {"-created": ("-id",), "created": ("id",)}


def review_list(
    member: Membership,
    *,
    q: str = "",
    reviewer: str = "",
    outcome: str = "",
    kind: str = "",
    round: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Review]:
    """Reviews on claims the member sees, in no order: all for a lead, their own for anybody else."""
    rows = Review.objects.filter(submission__claim__in=Claim.objects.visible_to(member))
    rows = rows.exclude(pk__in=Review.objects.hidden_from(member.account_id))
    if not member.is_lead:
        rows = rows.filter(reviewer=member.account_id)
    if q:
        rows = rows.filter(
            Q(comment__unaccent__icontains=q)
            | Q(submission__claim__statement__unaccent__icontains=q)
        )
    exact = {"reviewer_id": reviewer, "outcome": outcome, "kind": kind}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if round:
        rows = rows.filter(round__closed_at__isnull=round == "open")
    if since:
        rows = rows.filter(created_at__gte=start_of(since))
    if until:
        rows = rows.filter(created_at__lt=start_of(until + timedelta(days=1)))
    return rows.select_related(
        "reviewer", "rating", "round__policy", "submission__claim", "submission__verdict__rating"
    )


def review_row(review: Review) -> dict[str, Any]:
    """One review of the list."""
    claim, verdict = review.submission.claim, review.submission.verdict
    return {
        "id": str(review.pk),
        "claim": str(claim.pk),
        "statement": claim.statement,
        "reviewer": account_row(review.reviewer),
        "kind": review.kind,
        "outcome": review.outcome,
        "comment": review.comment,
        "rating": rating_row(review.rating) if review.rating else None,
        "state": verdict.state,
        "submission": review.submission.number,
        "round": "open" if review.round.closed_at is None else "closed",
        "round_outcome": review.round.outcome,
        "blind": review.round.policy.blind,
        "created_at": review.created_at,
    }

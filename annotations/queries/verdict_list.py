"""The verdicts of a desk: what waits and since when, what stands, what was overtaken."""

from datetime import date
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from annotations.models import Membership, ReviewRound, Submission, Verdict
from annotations.queries.people import account_row
from annotations.queries.ratings import rating_row
from annotations.queries.search import matching

ORDERINGS: Final = {
    "-created": ("-id",),
    "created": ("id",),
    "due": ("due_at", "id"),
    "waiting": ("waits_since", "id"),
    "-as_of": ("-as_of", "-id"),
    "as_of": ("as_of", "id"),
}


def verdict_list(
    member: Membership,
    *,
    q: str = "",
    state: str = "",
    rating: str = "",
    author: str = "",
    language: str = "",
    as_of_since: date | None = None,
    as_of_until: date | None = None,
    stands: str = "",
    overdue: str = "",
) -> QuerySet[Verdict]:
    """The verdicts on claims the member sees, in no order.

    With `waits_since` and `due_at` of the round that is open. `stands` is "yes" for approved ones nothing changed
    under, "no" for those whose claim changed after they were last submitted.
    """
    rows = _with_waiting(matching(Verdict.objects.visible_to(member), member, "verdict", q))
    exact = {"state": state, "rating_id": rating, "author_id": author}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if language:
        rows = rows.filter(language__istartswith=language)
    if as_of_since:
        rows = rows.filter(as_of__gte=as_of_since)
    if as_of_until:
        rows = rows.filter(as_of__lte=as_of_until)
    if stands == "yes":
        rows = rows.standing()  # type: ignore[attr-defined]
    elif stands:
        rows = rows.filter(Q(("submitted_version__lt", F("claim__version"))))
    if overdue:
        late = Q(("due_at__lt", timezone.now()))
        rows = rows.filter(late) if overdue == "yes" else rows.exclude(late)
    return rows


def _with_waiting(rows: QuerySet[Verdict]) -> QuerySet[Verdict]:
    waiting = ReviewRound.objects.open().filter(verdict=OuterRef("pk"))
    last = Submission.objects.filter(verdict=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        due_at=Subquery(waiting.values("due_at")[:1]),
        waits_since=Subquery(waiting.values("submission__created_at")[:1]),
        submitted_version=Subquery(last.values("version")[:1]),
    ).select_related("claim", "rating", "author")


def listed_verdict_row(verdict: Any) -> dict[str, Any]:
    """One verdict of the list; `changed` says that its claim changed after it was last submitted."""
    submitted = verdict.submitted_version
    return {
        "id": str(verdict.pk),
        "claim": str(verdict.claim_id),
        "statement": verdict.claim.statement,
        "rating": rating_row(verdict.rating) if verdict.rating else None,
        "summary": verdict.summary,
        "language": verdict.language,
        "as_of": verdict.as_of.isoformat() if verdict.as_of else None,
        "state": verdict.state,
        "author": account_row(verdict.author),
        "waits_since": verdict.waits_since.isoformat() if verdict.waits_since else None,
        "due_at": verdict.due_at.isoformat() if verdict.due_at else None,
        "late": verdict.due_at is not None and verdict.due_at < timezone.now(),
        "changed": submitted is not None and submitted < verdict.claim.version,
        "created_at": verdict.created_at.isoformat(),
        "etag": verdict.etag,
    }

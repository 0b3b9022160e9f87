"""What waits for a review, for whom, and since when."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import QueueItemState, VerdictState
from annotations.models import Claim, Membership, QueueItem, ReviewQueue, Verdict

REASONS = {
    "harm_high": gettext_lazy("harm high"),
    "harm_medium": gettext_lazy("harm medium"),
    "reach_high": gettext_lazy("reach high"),
    "reach_medium": gettext_lazy("reach medium"),
    "disputed": gettext_lazy("two verdicts differ"),
    "resubmitted": gettext_lazy("submitted again"),
}
SHOWN = 20


def queue_list(member: Membership) -> list[dict[str, Any]]:
    """The desk's queues, with how many items the member sees are live and how many the member holds."""
    held = Q(state="leased", holder=member.account_id, lease_until__gt=timezone.now())
    seen = QueueItem.objects.visible_to(member).live().values_list("queue_id")
    counts = {
        queue: {"waiting": waiting, "mine": mine}
        for queue, waiting, mine in seen.annotate(
            waiting=Count("pk"), mine=Count("pk", filter=held)
        ).order_by()
    }
    none = {"waiting": 0, "mine": 0}
    return [
        {"slug": row.slug, "name": row.name, **counts.get(row.pk, none)}
        for row in ReviewQueue.objects.visible_to(member).order_by("name")
    ]


def items_of(member: Membership, slug: str) -> QuerySet[QueueItem]:
    """The live items of a queue in the order they should be judged."""
    if not ReviewQueue.objects.visible_to(member).filter(slug=slug).exists():
        raise NotFoundError(_("There is no such queue on this desk."))
    return _shown(QueueItem.objects.visible_to(member).live().filter(queue__slug=slug)).order_by(
        "rank_at", "id"
    )


def waiting_items(
    member: Membership, *, queue: str = "", kind: str = "", mine: str = "", overdue: str = ""
) -> QuerySet[QueueItem]:
    """The live items of all queues of the desk, in no order.

    `mine` is "open" for those the member could judge, "held" for those they hold, "assigned" for those that wait
    for them by name.
    """
    now = timezone.now()
    rows = _shown(
        open_to(member) if mine == "open" else QueueItem.objects.visible_to(member).live()
    )
    if mine == "held":
        rows = rows.filter(
            state=QueueItemState.LEASED, holder=member.account_id, lease_until__gt=now
        )
    elif mine == "assigned":
        rows = rows.filter(assignee=member.account_id)
    if queue:
        rows = rows.filter(queue__slug=queue)
    if kind:
        rows = rows.filter(kind=kind)
    if overdue:
        rows = rows.filter(due_at__lt=now) if overdue == "yes" else rows.filter(due_at__gte=now)
    return rows


def _shown(rows: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
    return rows.select_related(
        "queue",
        "holder",
        "verdict__claim",
        "verdict__author",
        "verdict__rating",
        "round__submission__submitted_by",
        "round__policy",
    )


def item_row(item: QueueItem, member: Membership) -> dict[str, Any]:
    """One item as a member sees it: what it is about, why it stands here, and who holds it."""
    now = timezone.now()
    leased = (
        item.state == QueueItemState.LEASED
        and item.lease_until is not None
        and item.lease_until > now
    )
    submission = item.round.submission
    return {
        "id": str(item.pk),
        "queue": item.queue.slug,
        "verdict": str(item.verdict_id),
        "claim": str(item.verdict.claim_id),
        "statement": item.verdict.claim.statement,
        "seat": item.seat,
        "kind": item.kind,
        "state": item.state,
        "verdict_state": item.verdict.state,
        "rank_at": item.rank_at.isoformat(),
        "due_at": item.due_at.isoformat(),
        "late": item.due_at < now,
        "reasons": reasons_of(item),
        "lease": {
            "until": item.lease_until.isoformat() if item.lease_until else None,
            "mine": item.holder_id == member.account_id,
            "holder": item.holder.name if item.holder else "",
        }
        if leased
        else None,
        "author": {"id": str(item.verdict.author_id), "name": item.verdict.author.name},
        "submission": str(submission.pk),
        "submitted_at": submission.created_at.isoformat(),
        "submitted_by": submission.submitted_by.name,
        "etag": item.etag,
    }


def reasons_of(item: QueueItem) -> list[dict[str, Any]]:
    """Why the item stands where it stands, in words: each reason moves it ahead by so many hours."""
    return [
        {
            "code": reason["code"],
            "hours": reason["hours"],
            "text": str(REASONS.get(reason["code"], reason["code"])),
        }
        for reason in item.reasons
    ]


def item_of(member: Membership, item_id: UUID | str) -> QueueItem:
    """One item, or NotFoundError."""
    item = _shown(QueueItem.objects.visible_to(member).filter(pk=item_id)).first()
    if item is None:
        raise NotFoundError(_("There is no such review on this desk."))
    return item


def open_to(member: Membership) -> QuerySet[QueueItem]:
    """Live items the member could judge, free or held by them."""
    if not policies.may_take(member):
        return QueueItem.objects.none()
    now = timezone.now()
    mine_or_free = Q(lease_until=None) | Q(lease_until__lte=now) | Q(holder=member.account_id)
    rows = QueueItem.objects.visible_to(member).live().filter(mine_or_free).open_to(member.account)
    return rows.filter(policies.assigned_to(member.account))


def waiting_counts(member: Membership) -> dict[str, int]:
    """How many reviews wait for the member, and how many changes are asked of them."""
    reviews = open_to(member).count()
    return {"reviews": reviews, "changes": _mine(member, [VerdictState.CHANGES_REQUESTED]).count()}


def _mine(member: Membership, states: Iterable[str]) -> QuerySet[Verdict]:
    return Verdict.objects.visible_to(member).filter(
        author=member.account_id, state__in=states, claim__withdrawn_at=None
    )


def my_work(member: Membership) -> dict[str, Any]:
    """What waits for the member.

    Reviews, changes asked of them, their drafts and claims without a verdict, and what they submitted.
    """
    reviews = open_to(member)
    items = list(_shown(reviews).order_by("rank_at", "id")[:SHOWN])
    rows = [_verdict_line(verdict) for verdict in _in_hand(member)]
    live = Verdict.objects.live().filter(claim=OuterRef("pk"))
    unrated = (
        Claim.objects.visible_to(member)
        .standing()
        .filter(~Exists(live), made_by=member.account_id)
        .prefetch_related("occurrences__article")
        .order_by("-id")[:SHOWN]
    )
    return {
        "reviews": [item_row(item, member) for item in items],
        "reviews_total": reviews.count(),
        "changes_requested": [
            row for row in rows if row["state"] == VerdictState.CHANGES_REQUESTED
        ],
        "drafts": [row for row in rows if row["state"] == VerdictState.DRAFT],
        "unrated": [_claim_line(claim) for claim in unrated],
        "submitted": [
            row
            for row in rows
            if row["state"]
            in (VerdictState.SUBMITTED, VerdictState.IN_REVIEW, VerdictState.DISPUTED)
        ],
    }


IN_HAND = [
    VerdictState.DRAFT,
    VerdictState.CHANGES_REQUESTED,
    VerdictState.SUBMITTED,
    VerdictState.IN_REVIEW,
    VerdictState.DISPUTED,
]


def _in_hand(member: Membership) -> QuerySet[Verdict]:
    """The member's own verdicts that are not decided, newest first."""
    return (
        _mine(member, IN_HAND)
        .select_related("claim", "rating")
        .prefetch_related("claim__occurrences__article", "submissions__reviews__reviewer")
        .order_by("-id")[:60]
    )


def _verdict_line(verdict: Verdict) -> dict[str, Any]:
    reviews = [
        review for submission in verdict.submissions.all() for review in submission.reviews.all()
    ]
    last = max(reviews, key=lambda review: review.created_at, default=None)
    return {
        **_claim_line(verdict.claim),
        "verdict": str(verdict.pk),
        "state": verdict.state,
        "rating": verdict.rating.label if verdict.rating else "",
        "review": None
        if last is None
        else {
            "by": last.reviewer.name,
            "comment": last.comment,
            "at": last.created_at,
            "outcome": last.outcome,
        },
    }


def _claim_line(claim: Claim) -> dict[str, Any]:
    occurrence = next(iter(claim.occurrences.all()), None)
    article = occurrence.article if occurrence else None
    return {
        "claim": str(claim.pk),
        "statement": claim.statement or (occurrence.words if occurrence else ""),
        "article": str(article.pk) if article else None,
        "article_title": article.title if article else "",
        "state": "open",
    }

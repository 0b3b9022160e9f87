"""One review: the claim in its context, what was submitted, and what the reviewer may decide."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.vocabulary import Stance, Visibility
from annotations.models import Anchor, Claim, Membership, RevisionBlock, Submission, Verdict
from annotations.queries.claims import claim_rows
from annotations.queries.contacts import replies_since
from annotations.queries.queues import item_of, item_row, open_to
from annotations.queries.ratings import scales
from annotations.queries.sources import independent
from annotations.queries.verdicts import refusal_row


def review_page(member: Membership, item_id: UUID | str) -> dict[str, Any]:
    """Everything the page of one review shows."""
    item = item_of(member, item_id)
    claim = item.verdict.claim
    (row,) = claim_rows([claim.pk], member)
    verdict = Verdict.objects.live().filter(claim=claim).select_related("claim", "rating").first()
    contributed = any(account["id"] == str(member.account_id) for account in row["contributors"])
    permit = (
        policies.may_review(member, verdict, contributed=contributed)
        if verdict
        else policies.nothing_to_review()
    )
    submission = item.round.submission
    current = item.round.closed_at is None and submission.version == claim.version
    following = (
        open_to(member)
        .exclude(pk=item.pk)
        .select_related("verdict__claim")
        .order_by("rank_at", "id")
        .first()
    )
    return {
        "item": item_row(item, member),
        "claim": row,
        "verdict": row["verdict"],
        "scale": _scale(member, verdict),
        "context": context_of(claim),
        "submission": _submitted(submission, current=current),
        "replies": replies_since(submission),
        "gates": _gates(claim, contributed=contributed),
        "may_review": bool(permit) and current,
        "refusal": refusal_row(permit),
        "next": {"id": str(following.pk), "statement": following.verdict.claim.statement}
        if following
        else None,
        "policy": {"name": item.round.policy.name, "kinds": item.round.policy.kinds},
    }


def _scale(member: Membership, verdict: Verdict | None) -> dict[str, Any] | None:
    """The scale the verdict pins, retired or not."""
    pinned = verdict.rating.scale_id if verdict and verdict.rating else None
    known = (entry for entry in scales(member, and_scale=pinned) if entry["id"] == str(pinned))
    return next(known, None)


def _submitted(submission: Submission, *, current: bool) -> dict[str, Any]:
    return {
        "id": str(submission.pk),
        "number": submission.number,
        "sha256": submission.sha256,
        "at": submission.created_at,
        "by": submission.submitted_by.name,
        "current": current,
    }


def context_of(claim: Claim) -> dict[str, Any] | None:
    """The words of the claim's first anchor within their paragraph, or None for a claim outside articles."""
    anchor = (
        Anchor.objects.live()
        .filter(occurrence__claim=claim, start__isnull=False)
        .select_related("occurrence__article")
        .order_by("occurrence_id", "start")
        .first()
    )
    if (
        anchor is None
        or anchor.start is None
        or anchor.end is None
        or anchor.occurrence.article is None
    ):
        return None
    blocks = list(
        RevisionBlock.objects.filter(
            Q(start__lt=anchor.end) & Q(end__gt=anchor.start), revision_id=anchor.revision_id
        ).order_by("start")
    )
    first, last = blocks[0], blocks[-1]
    return {
        "before": first.text[: anchor.start - first.start],
        "words": anchor.exact,
        "after": last.text[anchor.end - last.start :],
        "article": {
            "id": str(anchor.occurrence.article_id),
            "title": anchor.occurrence.article.title,
            "language": anchor.occurrence.article.language,
        },
    }


def _gates(claim: Claim, *, contributed: bool) -> list[dict[str, str]]:
    """What a reviewer checks first, each said as a fact: met, worth a look, or missing."""
    evidence = list(claim.evidence.attached().select_related("source__publisher"))
    voices = independent(entry.source for entry in evidence if entry.source)
    both = {Stance.SUPPORTS, Stance.REFUTES} <= {entry.stance for entry in evidence}
    sealed = sum(entry.visibility == Visibility.SEALED for entry in evidence)
    gates = [
        {"ok": "todo", "text": _("You contributed to this claim")}
        if contributed
        else {"ok": "ok", "text": _("You took no part in this verdict")},
        {"ok": "ok", "text": _("%(count)d independent sources") % {"count": voices}}
        if voices > 1
        else {"ok": "soft", "text": _("One source only: is there a second, independent one?")},
        {"ok": "ok", "text": _("Evidence for and against was looked for")}
        if both
        else {
            "ok": "soft",
            "text": _("All evidence points one way: was the other side looked for?"),
        },
    ]
    if sealed:
        gates.append(
            {
                "ok": "soft",
                "text": _("%(count)d sealed: readable by named people only") % {"count": sealed},
            }
        )
    return gates

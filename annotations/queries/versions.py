"""What was submitted of a claim, time after time, and what reviewers said of it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.domain.differences import differences
from annotations.domain.errors import NotFoundError
from annotations.models import Claim, Membership, Submission, Verdict
from annotations.queries.contacts import replies_since
from annotations.queries.judged import texts_of
from annotations.queries.verdicts import review_rows, submission_row, with_rounds

NOTHING = "–"


def versions_of(member: Membership, claim_id: UUID | str) -> list[dict[str, Any]]:
    """The submissions of all verdicts of a claim, newest first, each with its reviews and how its round ended."""
    verdicts = Verdict.objects.visible_to(member).filter(claim_id=claim_id).order_by("-id")
    return [
        {**(submission_row(frozen) or {}), **_judged(frozen, member), "of": verdict.state}
        for verdict in with_rounds(verdicts.select_related("claim"))
        for frozen in verdict.submissions.all()
    ]


def _judged(submission: Submission, member: Membership) -> dict[str, Any]:
    round_ = getattr(submission, "round", None)
    content = submission.content
    return {
        "rating": (content["verdict"]["rating"] or {}).get("label", ""),
        "outcome": round_.outcome if round_ else "",
        "open": round_ is not None and round_.closed_at is None,
        "reviews": review_rows(submission, member),
    }


def submission_page(member: Membership, submission_id: UUID | str) -> dict[str, Any]:
    """One submission as it was frozen, with its differences from the one before on the same claim."""
    rows = Submission.objects.filter(claim__in=Claim.objects.visible_to(member))
    found = rows.select_related("submitted_by", "round__policy", "verdict", "claim")
    submission = found.prefetch_related("reviews__reviewer").filter(pk=submission_id).first()
    if submission is None:
        raise NotFoundError(_("There is no such submission on this desk."))
    earlier = rows.filter(claim_id=submission.claim_id, created_at__lt=submission.created_at)
    before = earlier.order_by("-created_at").first()
    return {
        "submission": {**(submission_row(submission) or {}), **_judged(submission, member)},
        "claim": submission.claim,
        "current": submission.version == submission.claim.version,
        "texts": _texts(submission, before),
        "before": before and {"id": str(before.pk), "number": before.number},
        "replies": replies_since(submission),
    }


def _texts(submission: Submission, before: Submission | None) -> list[dict[str, Any]]:
    now = texts_of(submission.content)
    was = texts_of(before.content) if before else now
    return [
        {
            "label": label,
            "text": text or NOTHING,
            "changed": was[label] != text,
            "was": both[0],
            "now": both[1],
        }
        for label, text in now.items()
        for both in [differences(was[label], text)]
    ]

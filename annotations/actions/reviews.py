"""Verdicts are submitted, frozen, judged by a second person, and approved or sent back."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, found, refreshed, step
from annotations.actions.audit import Line
from annotations.actions.notifications import tell, tell_reviewers
from annotations.actions.queues import close_items
from annotations.actions.verdicts import locked_verdict
from annotations.dispatch import Job, enqueue
from annotations.domain import consensus
from annotations.domain.errors import (
    DuplicateError,
    IncompleteError,
    InvalidError,
    StaleSubmissionError,
)
from annotations.domain.submission import freeze
from annotations.domain.text import clean
from annotations.domain.vocabulary import (
    NoticeKind,
    ReviewKind,
    ReviewOutcome,
    RoundOutcome,
    VerdictState,
)
from annotations.domain.workflow import Move, advance
from annotations.models import (
    Membership,
    Rating,
    Review,
    ReviewPolicy,
    ReviewRound,
    Submission,
    Verdict,
)
from annotations.queries.verdicts import content_of, gaps_of

MOVES = {
    RoundOutcome.APPROVED: Move.APPROVE,
    RoundOutcome.CHANGES_REQUESTED: Move.REQUEST_CHANGES,
    RoundOutcome.DISPUTED: Move.DISPUTE,
}

NOTICES = {
    VerdictState.CHANGES_REQUESTED: NoticeKind.CHANGES_REQUESTED,
    VerdictState.DISPUTED: NoticeKind.DISPUTED,
    VerdictState.APPROVED: NoticeKind.APPROVED,
}


@act
def submit_for_review(
    *, actor: Membership, verdict_id: UUID, expected_version: Versions = None
) -> Submission:
    """Freeze claim, occurrences, evidence and verdict as they stand, and open a round of review on them.

    Raises IncompleteError with `missing` when something has to be there first.
    """
    verdict = locked_verdict(actor, verdict_id, expected_version=expected_version)
    policies.may_submit(actor, verdict).require()
    missing = gaps_of(verdict, verdict.claim.evidence.all())
    if missing:
        raise IncompleteError(
            _("Something is missing before this can be reviewed: %(what)s")
            % {"what": " ".join(gap["text"] for gap in missing)},
            missing=missing,
        )
    _close_round(verdict, RoundOutcome.VOID)
    verdict.state = advance(VerdictState(verdict.state), Move.SUBMIT)
    verdict.save(update_fields=["state"])
    submission = _freeze(actor, verdict)
    policy = ReviewPolicy.objects.get(desk_id=actor.desk_id, is_default=True)
    ReviewRound.objects.create(
        verdict=verdict,
        submission=submission,
        policy=policy,
        due_at=submission.created_at + timedelta(hours=policy.due_hours),
    )
    data = {
        "submission": str(submission.pk),
        "sha256": submission.sha256,
        "version": submission.version,
    }
    submitted = Line("verdict.submitted", refreshed(verdict), data)
    lines = [submitted, Line("submission.frozen", submission)]
    audit.record_lines(lines, actor=actor, claim_id=verdict.claim_id)
    enqueue(Job.FILL_REVIEW_QUEUE, verdict_id=verdict.pk)
    about = {"claim_id": verdict.claim_id, "subject_id": submission.pk}
    tell_reviewers(desk_id=actor.desk_id, by=actor.account_id, **about)
    return submission


def _freeze(actor: Membership, verdict: Verdict) -> Submission:
    content = content_of(verdict)
    frozen = freeze(content)
    number = Submission.objects.filter(verdict=verdict).count() + 1
    return Submission.objects.create(
        verdict=verdict,
        claim_id=verdict.claim_id,
        number=number,
        version=verdict.claim.version,
        content=json.loads(frozen.json),
        sha256=frozen.sha256,
        submitted_by=actor.account,
    )


@act
def record_review(
    *,
    actor: Membership,
    verdict_id: UUID,
    submission_id: UUID,
    outcome: str,
    kind: str = ReviewKind.EDITORIAL,
    comment: str = "",
    rating_id: UUID | None = None,
) -> Review:
    """Judge one submission. Contributors are refused, and so is a submission that has changed since.

    When the policy is met the verdict moves on; the reviewer's queue item is closed.
    """
    verdict = locked_verdict(actor, verdict_id)
    policies.may_review(actor, verdict).require()
    round_ = _open_round(verdict, submission_id)
    comment = clean(comment)
    _check_review(actor, round_, outcome=outcome, kind=kind, comment=comment)
    review = Review.objects.create(
        round=round_,
        submission_id=submission_id,
        reviewer=actor.account,
        kind=kind,
        outcome=outcome,
        comment=comment,
        rating=_second_rating(verdict, rating_id),
    )
    moved = _settle(verdict, round_)
    close_items(
        round_id=round_.pk, done_by=actor.account_id, kind=kind, cancel=round_.closed_at is not None
    )
    data: dict[str, Any] = {
        "review": str(review.pk),
        "submission": str(submission_id),
        "outcome": outcome,
    }
    lines = [Line("review.recorded", review, data)]
    if moved:
        lines.append(Line(f"verdict.{verdict.state}", refreshed(verdict), data))
    audit.record_lines(lines, actor=actor, claim_id=verdict.claim_id)
    if moved and verdict.state in NOTICES:
        about = {"claim_id": verdict.claim_id, "subject_id": review.pk}
        told = [verdict.author_id, round_.submission.submitted_by_id]
        kind = NOTICES[VerdictState(verdict.state)]
        tell(kind, told, desk_id=actor.desk_id, by=actor.account_id, **about)
    return review


def _check_review(
    actor: Membership, round_: ReviewRound, *, outcome: str, kind: str, comment: str
) -> None:
    if outcome == ReviewOutcome.REQUEST_CHANGES and not comment:
        raise InvalidError(
            _("Say what should change, so that the author can act on it."),
            errors={"comment": [_("missing")]},
        )
    if kind not in round_.policy.kinds:
        raise InvalidError(
            _("The policy asks for no review of this kind."), errors={"kind": [_("not asked for")]}
        )
    if Review.objects.filter(round=round_, reviewer=actor.account, kind=kind).exists():
        raise DuplicateError(_("You have reviewed this submission already."))


def _second_rating(verdict: Verdict, rating_id: UUID | None) -> Rating | None:
    """The rating the reviewer came to, on the scale of the verdict."""
    if rating_id is None or verdict.rating is None:
        return None
    return found(Rating.objects.filter(scale_id=verdict.rating.scale_id), rating_id)


def _open_round(verdict: Verdict, submission_id: UUID) -> ReviewRound:
    round_ = (
        ReviewRound.objects.select_for_update(of=("self",))
        .select_related("policy", "submission")
        .filter(verdict=verdict, closed_at=None)
        .first()
    )
    stale = round_ is None or str(round_.submission_id) != str(submission_id)
    if round_ is None or stale or round_.submission.version != verdict.claim.version:
        raise StaleSubmissionError(
            _("What you read has changed since it was submitted. Read it again before you decide."),
            submission=str(round_.submission_id) if round_ else None,
        )
    return round_


def _settle(verdict: Verdict, round_: ReviewRound) -> bool:
    """Count the reviews of the round under its policy, and move the verdict where they lead.

    Returns whether it moved.
    """
    policy = consensus.Policy(
        needed={ReviewKind(kind): int(count) for kind, count in round_.policy.kinds.items()},
        adjudicate_from=round_.policy.adjudication_steps,
    )
    author = (
        consensus.Opinion(verdict.rating.slug, verdict.rating.position) if verdict.rating else None
    )
    votes = [_vote(review) for review in round_.reviews.select_related("rating")]
    if author is None:
        return False
    tally = consensus.tally(policy, author, votes)
    if tally.outcome is None:
        if verdict.state != VerdictState.SUBMITTED:
            return False
        verdict.state = advance(VerdictState.SUBMITTED, Move.BEGIN_REVIEW)
        verdict.save(update_fields=["state"])
        return True
    round_.outcome, round_.closed_at = tally.outcome, timezone.now()
    round_.save(update_fields=["outcome", "closed_at"])
    verdict.state = advance(VerdictState(verdict.state), MOVES[tally.outcome])
    verdict.save(update_fields=["state"])
    return True


def _vote(review: Review) -> consensus.Vote:
    rating = review.rating
    return consensus.Vote(
        reviewer=str(review.reviewer_id),
        kind=ReviewKind(review.kind),
        outcome=ReviewOutcome(review.outcome),
        rating=consensus.Opinion(rating.slug, rating.position) if rating else None,
    )


def _close_round(verdict: Verdict, outcome: RoundOutcome) -> None:
    for round_ in ReviewRound.objects.select_for_update().filter(verdict=verdict, closed_at=None):
        round_.outcome, round_.closed_at = outcome, timezone.now()
        round_.save(update_fields=["outcome", "closed_at"])
        close_items(round_id=round_.pk)


@step
def close_void_rounds(*, claim_id: UUID | str | None = None) -> int:
    """Close the rounds of what changed since it was submitted, with their queue items; returns how many."""
    void = ReviewRound.objects.void()
    if claim_id is not None:
        void = void.filter(submission__claim_id=claim_id)
    rounds = list(void.select_for_update(of=("self",), skip_locked=True)[:500])
    for round_ in rounds:
        round_.outcome, round_.closed_at = RoundOutcome.VOID, timezone.now()
        round_.save(update_fields=["outcome", "closed_at"])
        close_items(round_id=round_.pk)
    return len(rounds)

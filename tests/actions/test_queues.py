"""Who holds a review, and for how long: only somebody who may still give it."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.evidence import attach_evidence
from annotations.actions.policies import revise_policy
from annotations.actions.queues import extend_lease, fill_review_queue, take_next
from annotations.actions.reviews import record_review, submit_for_review
from annotations.domain.errors import FourEyesError, NotPermittedError
from annotations.domain.vocabulary import ReviewKind
from annotations.models import QueueItem, ReviewPolicy

pytestmark = pytest.mark.django_db
MORE = {"kind": "web", "title": "Port, yearbook", "stance": "context"}


@pytest.fixture
def held(submission: Any, reviewer: Any) -> Any:
    """The review that the reviewer has taken."""
    fill_review_queue()
    return take_next(actor=reviewer, queue_slug="review")


@pytest.mark.parametrize(
    "again",
    [
        lambda actor, item: take_next(actor=actor, queue_slug="review"),
        lambda actor, item: extend_lease(actor=actor, item_id=item.pk),
    ],
    ids=["take_next", "extend_lease"],
)
def test_whoever_may_no_longer_review_cannot_go_on_holding(
    again: Callable[[Any, Any], Any], held: Any, reviewer: Any
) -> None:
    reviewer.role = "editor"
    reviewer.save()
    with pytest.raises(NotPermittedError):
        again(reviewer, held)


def test_whoever_contributed_since_cannot_go_on_holding(
    held: Any, reviewer: Any, lead: Any
) -> None:
    attach_evidence(actor=reviewer, claim_id=held.verdict.claim_id, fields=MORE)
    assert take_next(actor=reviewer, queue_slug="review") is None
    with pytest.raises(FourEyesError):
        extend_lease(actor=reviewer, item_id=held.pk)


@pytest.mark.parametrize("filled_before", [True, False])
def test_a_review_takes_one_seat_whether_the_queue_was_filled_before_or_not(
    filled_before: bool, editor: Any, reviewer: Any, lead: Any, verdict: Any
) -> None:
    policy = ReviewPolicy.objects.get(desk=lead.desk, is_default=True)
    revise_policy(
        actor=lead, policy_id=policy.pk, name="Two pairs", kinds={ReviewKind.EDITORIAL: 2},
        blind=False, adjudication_steps=2, due_hours=24,
    )  # fmt: skip
    submission = submit_for_review(actor=editor, verdict_id=verdict.pk)
    if filled_before:
        fill_review_queue()
    record_review(
        actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve"
    )
    fill_review_queue()
    assert QueueItem.objects.live().count() == 1
    record_review(actor=lead, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve")
    verdict.refresh_from_db()
    assert verdict.state == "approved"
    assert not QueueItem.objects.live().exists()

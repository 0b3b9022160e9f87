"""From draft to approval: submit, judge, send back, approve; four eyes said in words."""

import json
import secrets
from typing import Any

import pytest

from annotations.actions.claims import reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import (
    close_items,
    fill_review_queue,
    release_item,
    take_item,
    take_next,
)
from annotations.actions.reviews import close_void_rounds, record_review, submit_for_review
from annotations.actions.verdicts import draft_verdict, revise_verdict, withdraw_verdict
from annotations.domain.errors import (
    DuplicateError,
    FourEyesError,
    IncompleteError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    StaleSubmissionError,
    WrongStateError,
)
from annotations.domain.priority import rank
from annotations.domain.submission import canonical_json
from annotations.domain.text import sha256_hex
from annotations.domain.vocabulary import Level
from annotations.models import (
    AuditEvent,
    QueueItem,
    Rating,
    ReviewPolicy,
    ReviewRound,
    Submission,
    Verdict,
)
from annotations.queries.audit import WITH_ANOTHER

pytestmark = pytest.mark.django_db


def judge(actor: Any, submission: Any, outcome: str = "approve", **more: Any) -> Any:
    return record_review(
        actor=actor,
        verdict_id=submission.verdict_id,
        submission_id=submission.pk,
        outcome=outcome,
        **more,
    )


# ---- drafting


def test_a_claim_has_one_live_verdict(verdict: Any, second: Any) -> None:
    with pytest.raises(DuplicateError):
        draft_verdict(actor=second, claim_id=verdict.claim_id)
    withdraw_verdict(actor=second, verdict_id=verdict.pk, expected_version=1)
    assert draft_verdict(actor=second, claim_id=verdict.claim_id)


def test_summary_has_280_characters_at_most(verdict: Any, editor: Any) -> None:
    with pytest.raises(InvalidError) as refusal:
        revise_verdict(
            actor=editor, verdict_id=verdict.pk, expected_version=1, changes={"summary": "x" * 281}
        )
    assert "summary" in refusal.value.extra["errors"]


def test_rating_of_another_desk_does_not_exist(verdict: Any, editor: Any, stranger: Any) -> None:
    theirs = Rating.objects.filter(scale__desk=stranger.desk).first()
    with pytest.raises(NotFoundError):
        revise_verdict(
            actor=editor, verdict_id=verdict.pk, expected_version=1, changes={"rating": theirs.pk}
        )


# ---- submitting


def test_what_is_missing_is_named(claim: Any, editor: Any) -> None:
    verdict = draft_verdict(actor=editor, claim_id=claim.pk)
    with pytest.raises(IncompleteError) as refusal:
        submit_for_review(actor=editor, verdict_id=verdict.pk)
    codes = [gap["code"] for gap in refusal.value.extra["missing"]]
    assert codes == [
        "rating_missing",
        "summary_missing",
        "justification_missing",
        "evidence_missing",
    ]


def test_submission_freezes_what_stands_with_its_hash(
    submission: Any, verdict: Any, silent_bell: Any
) -> None:
    assert submission.content["claim"]["statement"].startswith("The ferries of Tarnholm")
    assert submission.content["verdict"]["summary"] == verdict.summary
    assert sha256_hex(canonical_json(Submission.objects.get().content)) == submission.sha256
    assert submission.version == verdict.claim.__class__.objects.get().version


def test_submitting_rings_for_the_queue(
    verdict: Any, editor: Any, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert silent_bell == [("fill_review_queue", {"verdict_id": str(verdict.pk)})]


def test_submission_holds_no_sealed_word(verdict: Any, editor: Any) -> None:
    word = secrets.token_hex(8)
    fields = {"stance": "supports", "visibility": "sealed", "quote": word, "note": word}
    attach_evidence(actor=editor, claim_id=verdict.claim_id, fields=fields)
    frozen = submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert word not in json.dumps(frozen.content)
    assert len(frozen.content["evidence"]) == 2


def test_submitted_verdict_is_not_submitted_again(submission: Any, editor: Any) -> None:
    with pytest.raises(WrongStateError):
        submit_for_review(actor=editor, verdict_id=submission.verdict_id)


# ---- four eyes


def test_author_is_refused_with_why_and_who_could(
    submission: Any, editor: Any, reviewer: Any, lead: Any
) -> None:
    with pytest.raises(FourEyesError) as refusal:
        judge(editor, submission)
    assert "Rosa Okafor" in refusal.value.detail
    assert [person["name"] for person in refusal.value.extra["could_review"]] == [
        "Lena Fischer",
        "Rosa Okafor",
    ]


def test_when_nobody_is_left_the_refusal_says_so(submission: Any, editor: Any) -> None:
    with pytest.raises(FourEyesError) as refusal:
        judge(editor, submission)
    assert refusal.value.extra["could_review"] == []
    assert "Ask a lead" in refusal.value.detail


def test_editor_who_took_no_part_may_not_review_either(
    submission: Any, second: Any, reviewer: Any
) -> None:
    with pytest.raises(NotPermittedError) as refusal:
        judge(second, submission)
    assert refusal.value.code == "not_permitted"


def test_reviewer_of_another_desk_sees_nothing(submission: Any, stranger: Any) -> None:
    with pytest.raises(NotFoundError):
        judge(stranger, submission)


# ---- judging


def test_approval_by_a_second_person_stands(approved: Any, reviewer: Any) -> None:
    assert approved.state == "approved"
    assert Verdict.objects.standing().get() == approved
    assert ReviewRound.objects.get().outcome == "approved"
    acts = list(
        AuditEvent.objects.filter(claim_id=approved.claim_id)
        .exclude(act__in=WITH_ANOTHER)
        .order_by("id")
        .values_list("act", flat=True)
    )
    assert acts == [
        "claim.highlighted",
        "evidence.attached",
        "verdict.drafted",
        "verdict.submitted",
        "review.recorded",
        "verdict.approved",
    ]


def test_request_for_changes_needs_words_and_sends_back(
    submission: Any, reviewer: Any, editor: Any
) -> None:
    with pytest.raises(InvalidError):
        judge(reviewer, submission, "request_changes")
    judge(reviewer, submission, "request_changes", comment="Say which year you compare with.")
    verdict = Verdict.objects.get()
    assert verdict.state == "changes_requested"
    revise_verdict(
        actor=editor,
        verdict_id=verdict.pk,
        expected_version=None,
        changes={"summary": "2019 was 389,004."},
    )
    again = submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert again.number == 2
    judge(reviewer, again)
    assert Verdict.objects.standing().count() == 1


def test_old_submission_cannot_be_approved(submission: Any, editor: Any, reviewer: Any) -> None:
    revise_verdict(
        actor=editor,
        verdict_id=submission.verdict_id,
        expected_version=None,
        changes={"summary": "New."},
    )
    submit_for_review(actor=editor, verdict_id=submission.verdict_id)
    with pytest.raises(StaleSubmissionError):
        judge(reviewer, submission)


def test_two_approvals_when_the_policy_asks_for_two(
    desk: Any, verdict: Any, editor: Any, reviewer: Any, lead: Any
) -> None:
    ReviewPolicy.objects.filter(desk=desk).update(is_default=False)
    values = {"desk": desk, "slug": "two", "number": 1, "name": "Two", "made_by": lead.account}
    ReviewPolicy.objects.create(**values, kinds={"editorial": 1, "legal": 1}, is_default=True)
    submission = submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert fill_review_queue() == 2
    judge(reviewer, submission)
    assert Verdict.objects.get().state == "in_review"
    with pytest.raises(DuplicateError):
        judge(reviewer, submission)
    with pytest.raises(InvalidError):
        judge(lead, submission, kind="copy")
    judge(lead, submission, kind="legal")
    assert Verdict.objects.get().state == "approved"
    assert set(QueueItem.objects.values_list("state", flat=True)) == {"done"}


# ---- the queue


def test_filling_twice_makes_one_item_with_its_reasons(submission: Any, claim: Any) -> None:
    claim.__class__.objects.filter(pk=claim.pk).update(harm="high", reach="medium")
    assert (fill_review_queue(), fill_review_queue()) == (1, 0)
    item = QueueItem.objects.get()
    assert item.reasons == [
        {"code": "harm_high", "hours": 12},
        {"code": "reach_medium", "hours": 3},
    ]
    assert (item.due_at - item.rank_at).total_seconds() == 15 * 3600


@pytest.mark.parametrize("harm", ["", "low", "medium", "high"])
@pytest.mark.parametrize("reach", ["", "medium", "high"])
def test_sql_ranks_as_the_rule_does(submission: Any, claim: Any, harm: str, reach: str) -> None:
    type(claim).objects.filter(pk=claim.pk).update(harm=harm, reach=reach)
    fill_review_queue()
    item = QueueItem.objects.get()
    ruled = rank(
        due=item.due_at,
        created=submission.created_at,
        harm=Level(harm or "low"),
        reach=Level(reach or "low"),
    )
    assert item.rank_at == ruled.rank_at
    assert item.reasons == [{"code": r.code, "hours": r.hours} for r in ruled.reasons]


def test_waiting_item_is_ranked_anew_when_harm_changes(
    submission: Any, claim: Any, second: Any
) -> None:
    fill_review_queue()
    before = QueueItem.objects.get().rank_at
    reword_claim(actor=second, claim_id=claim.pk, expected_version=None, changes={"harm": "high"})
    assert fill_review_queue() == 0
    assert (before - QueueItem.objects.get().rank_at).total_seconds() == 12 * 3600


def test_author_is_never_handed_their_own(
    submission: Any, desk: Any, editor: Any, reviewer: Any, lead: Any
) -> None:
    fill_review_queue()
    with pytest.raises(NotPermittedError):
        take_next(actor=editor, queue_slug="review")
    editor.role = "lead"
    editor.save()
    assert take_next(actor=editor, queue_slug="review") is None
    assert take_next(actor=reviewer, queue_slug="review").holder == reviewer.account


def test_item_is_not_handed_out_twice(submission: Any, reviewer: Any, lead: Any) -> None:
    fill_review_queue()
    mine = take_next(actor=reviewer, queue_slug="review")
    assert take_next(actor=reviewer, queue_slug="review") == mine
    assert take_next(actor=lead, queue_slug="review") is None
    with pytest.raises(DuplicateError):
        take_item(actor=lead, item_id=mine.pk)
    release_item(actor=reviewer, item_id=mine.pk)
    assert take_next(actor=lead, queue_slug="review") == mine


def test_lease_that_ran_out_frees_the_item(
    submission: Any, reviewer: Any, lead: Any, time_machine: Any
) -> None:
    fill_review_queue()
    item = take_next(actor=reviewer, queue_slug="review")
    time_machine.move_to(item.lease_until)
    assert take_next(actor=lead, queue_slug="review") == item


def test_review_closes_the_item_of_its_reviewer(submission: Any, reviewer: Any) -> None:
    fill_review_queue()
    take_next(actor=reviewer, queue_slug="review")
    judge(reviewer, submission)
    item = QueueItem.objects.get()
    assert (item.state, item.holder) == ("done", reviewer.account)
    assert fill_review_queue() == 0


def test_edit_after_submission_closes_round_and_item(submission: Any, editor: Any) -> None:
    fill_review_queue()
    revise_verdict(
        actor=editor,
        verdict_id=submission.verdict_id,
        expected_version=None,
        changes={"summary": "New."},
    )
    assert (close_void_rounds(), close_void_rounds()) == (1, 0)
    assert ReviewRound.objects.get().outcome == "void"
    assert QueueItem.objects.get().state == "cancelled"
    assert fill_review_queue() == 0


def test_cancelled_items_of_a_round_are_made_again_while_it_is_open(submission: Any) -> None:
    fill_review_queue()
    close_items(round_id=ReviewRound.objects.get().pk)
    assert fill_review_queue() == 1

"""Nobody approves their own work: contributions, reviews, and two connections that race, in both orders."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import (
    IntegrityError,
    connection,
    connections,
    transaction,
)
from django.utils import timezone

from annotations.actions.claims import reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.domain.errors import WrongStateError
from annotations.models import (
    Claim,
    Contribution,
    Evidence,
    Review,
    ReviewPolicy,
    ReviewRound,
    Verdict,
)
from tests.models.refusals import RAW_REVIEW, refused_by, sql, standing

pytestmark = pytest.mark.django_db


def contributors(claim: Any) -> set[str]:
    return set(Contribution.objects.filter(claim=claim).values_list("account__email", flat=True))


def test_material_change_makes_a_contributor(claim: Any, evidence: Any, second: Any) -> None:
    assert contributors(claim) == {"editor@example.org"}
    Evidence.objects.filter(pk=evidence.pk).update(stance="supports", changed_by=second.account)
    assert contributors(claim) == {"editor@example.org", "second@example.org"}


def test_raw_sql_change_makes_a_contributor(claim: Any, second: Any) -> None:
    sql(
        "UPDATE annotations_claim SET statement = 'Other words', changed_by_id = %s",
        second.account.pk,
    )()
    assert contributors(claim) == {"editor@example.org", "second@example.org"}


def test_topics_reach_and_notes_make_no_contributor(claim: Any, evidence: Any, second: Any) -> None:
    before = Claim.objects.get().version
    reword_claim(
        actor=second,
        claim_id=claim.pk,
        expected_version=claim.row_version,
        changes={
            "topics": ["ferries"],
            "reach": "high",
            "note": "call the port",
            "assignee": second.account_id,
        },
    )
    Evidence.objects.filter(pk=evidence.pk).update(terms="background", changed_by=second.account)
    assert contributors(claim) == {"editor@example.org"}
    assert Claim.objects.get().version == before


def review_row(submission: Any, account: Any) -> Review:
    round_ = ReviewRound.objects.get(submission=submission)
    return Review(round=round_, submission=submission, reviewer=account, outcome="approve")


def test_author_cannot_review_own_verdict_by_any_way(
    submission: Any, editor: Any, verdict: Any
) -> None:
    assert refused_by(lambda: review_row(submission, editor.account).save()) == "four_eyes"
    assert (
        refused_by(lambda: Review.objects.bulk_create([review_row(submission, editor.account)]))
        == "four_eyes"
    )
    assert refused_by(sql(RAW_REVIEW, editor.account.pk)) == "four_eyes"
    approve = "UPDATE annotations_verdict SET state = 'approved'"
    assert refused_by(sql(approve)) == "approval_earned"
    assert refused_by(lambda: Verdict.objects.update(state="published")) == "approval_earned"
    verdict.refresh_from_db()
    assert verdict.state == "submitted"


def test_whoever_changed_evidence_cannot_review(
    claim: Any, evidence: Any, verdict: Any, reviewer: Any, editor: Any
) -> None:
    fields = {"stance": "context", "title": "Annual report", "quote": "A new ferry came in 2021."}
    attach_evidence(actor=reviewer, claim_id=claim.pk, fields=fields)
    frozen = submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert refused_by(sql(RAW_REVIEW, reviewer.account.pk)) == "four_eyes"
    assert frozen.version == Claim.objects.get().version


def test_contribution_cannot_be_taken_back(submission: Any, editor: Any) -> None:
    assert refused_by(sql("DELETE FROM annotations_contribution")) == "append_only"


def test_second_person_may_review(submission: Any, reviewer: Any) -> None:
    sql(RAW_REVIEW, reviewer.account.pk)()
    assert Review.objects.count() == 1


def test_fewer_approvals_than_the_policy_asks_for_do_not_approve(
    desk: Any, verdict: Any, editor: Any, reviewer: Any, lead: Any
) -> None:
    ReviewPolicy.objects.filter(desk=desk).update(is_default=False)
    values = {"desk": desk, "slug": "two", "number": 1, "name": "Two", "made_by": lead.account}
    ReviewPolicy.objects.create(**values, kinds={"editorial": 2}, is_default=True)
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    approve = "UPDATE annotations_verdict SET state = 'approved'"
    sql(RAW_REVIEW, reviewer.account.pk)()
    assert refused_by(sql(approve)) == "approval_earned"
    sql(RAW_REVIEW, lead.account.pk)()
    sql(approve)()
    assert standing() == 1


def test_lenient_policy_approves_nothing(submission: Any, desk: Any, editor: Any) -> None:
    """Neither a policy that asks for nothing, nor a round moved to one, makes an approval."""
    values = {"desk": desk, "slug": "lenient", "number": 1, "name": "x", "made_by": editor.account}
    lenient = ReviewPolicy.objects.create(**values, kinds={"editorial": 0})
    move = sql("UPDATE annotations_reviewround SET policy_id = %s", lenient.pk)
    assert refused_by(move) == "fixed_columns"
    ReviewPolicy.objects.filter(desk=desk).exclude(pk=lenient.pk).update(is_default=False)
    ReviewPolicy.objects.filter(pk=lenient.pk).update(is_default=True)
    revise_verdict(
        actor=editor,
        verdict_id=submission.verdict_id,
        expected_version=None,
        changes={"summary": "Mine."},
    )
    submit_for_review(actor=editor, verdict_id=submission.verdict_id)
    approve = "UPDATE annotations_verdict SET state = 'approved'"
    assert refused_by(sql(approve)) == "approval_earned"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("evidence", "claim_id"),
        ("occurrence", "claim_id"),
        ("verdict", "claim_id"),
        ("verdict", "author_id"),
        ("claim", "made_by_id"),
        ("reviewround", "submission_id"),
    ],
)
def test_what_was_judged_cannot_be_moved_elsewhere(approved: Any, table: str, column: str) -> None:
    move = f"UPDATE annotations_{table} SET {column} = gen_random_uuid()"
    assert refused_by(sql(move)) == "fixed_columns"


def test_review_belongs_to_the_open_round(submission: Any, reviewer: Any) -> None:
    sql("UPDATE annotations_reviewround SET closed_at = now(), outcome = 'void'")()
    assert refused_by(sql(RAW_REVIEW, reviewer.account.pk)) == "round_open"


def test_new_verdict_cannot_begin_approved(claim: Any, editor: Any, rating: Any) -> None:
    values = {"claim": claim, "rating": rating("true"), "language": "en", "author": editor.account}
    born = Verdict(**values, changed_by=editor.account, state="approved")
    assert refused_by(born.save) == "approval_earned"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["contribution", "review"])
def test_race_between_contribution_and_review_never_leaves_a_self_approval(
    submission: Any, reviewer: Any, claim: Any, first: str
) -> None:
    """Whoever begins first, the other waits for the claim's lock: no approval by a contributor ever stands."""
    account = reviewer.account.pk
    contribute = (
        "UPDATE annotations_claim SET statement = statement || '.', changed_by_id = %s WHERE id = %s",
        (account, claim.pk),
    )
    review = (RAW_REVIEW, (account,))
    acts = [contribute, review] if first == "contribution" else [review, contribute]
    started, outcome = threading.Event(), {}

    def later() -> None:
        try:
            started.wait(5)
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute(*acts[1])
            outcome["later"] = "committed"
        except IntegrityError as error:
            outcome["later"] = error.__cause__.diag.constraint_name
        finally:
            connections["default"].close()

    thread = threading.Thread(target=later)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(*acts[0])
        thread.start()
        started.set()
        thread.join(0.7)
        assert thread.is_alive(), "the second connection must wait for the first"
    thread.join(10)
    assert outcome["later"] == ("four_eyes" if first == "contribution" else "committed")
    approve = "UPDATE annotations_verdict SET state = 'approved'"
    assert refused_by(sql(approve)) == "approval_earned"
    assert standing() == 0


@pytest.mark.django_db(transaction=True)
def test_editing_between_submission_and_review_is_seen_by_the_act(
    submission: Any, editor: Any, verdict: Any, reviewer: Any
) -> None:
    revise_verdict(
        actor=editor, verdict_id=verdict.pk, expected_version=None, changes={"summary": "Other."}
    )
    with pytest.raises(WrongStateError):
        record_review(
            actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve"
        )
    assert timezone.now() - ReviewRound.objects.get().created_at < timedelta(minutes=5)

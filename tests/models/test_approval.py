"""Approval is arithmetic; one open round, one live item."""

from typing import Any

import pytest

from annotations.actions.articles import add_article
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.models import (
    Claim,
    Occurrence,
    QueueItem,
    ReviewRound,
    Submission,
)
from tests.models.refusals import RAW_REVIEW, refused_by, sql, standing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change", ["claim", "evidence", "note", "verdict", "occurrence", "speaker", "new evidence"]
)
def test_material_change_voids_the_approval(
    approved: Any, claim: Any, evidence: Any, second: Any, change: str
) -> None:
    assert standing() == 1
    by = second.account.pk
    changes = {
        "claim": (
            "UPDATE annotations_claim SET statement = statement || '!', changed_by_id = %s",
            by,
        ),
        "evidence": ("UPDATE annotations_evidence SET quote = 'other', changed_by_id = %s", by),
        "note": ("UPDATE annotations_evidence SET note = 'other', changed_by_id = %s", by),
        "verdict": ("UPDATE annotations_verdict SET summary = 'other', changed_by_id = %s", by),
        "occurrence": ("UPDATE annotations_occurrence SET words = 'other', changed_by_id = %s", by),
        "speaker": (
            "UPDATE annotations_occurrencespeaker SET role = 'mayor', changed_by_id = %s",
            by,
        ),
    }
    if change == "new evidence":
        attach_evidence(
            actor=second, claim_id=claim.pk, fields={"stance": "context", "title": "Another"}
        )
    else:
        sql(*changes[change])()
    assert standing() == 0
    approved.refresh_from_db()
    assert approved.state == "draft"


def test_immaterial_change_keeps_the_approval(approved: Any, claim: Any) -> None:
    sql("UPDATE annotations_claim SET reach = 'high', note = 'seen by many'")()
    sql("UPDATE annotations_evidence SET terms = 'background'")()
    assert standing() == 1


def test_version_cannot_be_wound_back(approved: Any, claim: Any, second: Any) -> None:
    sql(
        "UPDATE annotations_claim SET statement = 'Other words', changed_by_id = %s",
        second.account.pk,
    )()
    assert (
        refused_by(sql("UPDATE annotations_claim SET version = version - 1"))
        == "version_by_trigger"
    )
    assert standing() == 0


def test_version_cannot_be_wound_back_by_a_trigger_of_ones_own(
    approved: Any, claim: Any, second: Any
) -> None:
    """Only triggers move a version: not even they move it back to the one that was approved."""
    sql(
        "UPDATE annotations_claim SET statement = 'Other words', changed_by_id = %s",
        second.account.pk,
    )()
    sql(
        "CREATE TEMP TABLE lever (pulled int);"
        " CREATE FUNCTION pg_temp.wind_back() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN UPDATE annotations_claim SET version = version - 1; RETURN NEW; END $$;"
        " CREATE TRIGGER pull BEFORE INSERT ON lever FOR EACH ROW EXECUTE FUNCTION pg_temp.wind_back()"
    )()
    assert refused_by(sql("INSERT INTO lever VALUES (1)")) == "version_by_trigger"
    assert standing() == 0


def test_stale_submission_is_refused(
    submission: Any, claim: Any, second: Any, reviewer: Any
) -> None:
    sql(
        "UPDATE annotations_claim SET statement = 'Other words', changed_by_id = %s",
        second.account.pk,
    )()
    assert refused_by(sql(RAW_REVIEW, reviewer.account.pk)) == "stale_submission"


def test_submission_freezes_the_present_only(verdict: Any, editor: Any) -> None:
    values = {"verdict": verdict, "claim": verdict.claim, "number": 1, "content": {}, "sha256": "x"}
    old = Submission(**values, version=1, submitted_by=editor.account)
    assert refused_by(old.save) == "submission_current"


def test_one_open_round_for_a_verdict(submission: Any) -> None:
    round_ = ReviewRound.objects.get()
    again = Submission.objects.create(
        verdict=submission.verdict,
        claim=submission.claim,
        number=2,
        version=Claim.objects.get().version,
        content=submission.content,
        sha256=submission.sha256,
        submitted_by=submission.submitted_by,
    )
    values = {
        "verdict": round_.verdict,
        "submission": again,
        "policy": round_.policy,
        "due_at": round_.due_at,
    }
    assert refused_by(lambda: ReviewRound.objects.create(**values)) == "round_one_open"


def test_one_live_item_for_verdict_queue_and_seat(submission: Any) -> None:
    assert fill_review_queue() == 1
    assert fill_review_queue() == 0
    item = QueueItem.objects.get()
    item.pk, item._state.adding = None, True
    assert refused_by(lambda: QueueItem.objects.bulk_create([_copy(item)])) == "queueitem_one_live"


def _copy(item: QueueItem) -> QueueItem:
    names = ("queue", "verdict", "round", "kind", "seat", "due_at", "rank_at")
    return QueueItem(**{name: getattr(item, name) for name in names})


def test_rows_of_two_desks_do_not_mix(claim: Any, stranger: Any) -> None:
    theirs = add_article(
        actor=stranger, data="A town\n\nWith a harbour and a ferry in it.", kind="text"
    )[0]
    place = {"article": theirs, "language": "en", "changed_by": claim.changed_by}
    assert refused_by(lambda: Occurrence.objects.create(claim=claim, **place)) == "same_desk"

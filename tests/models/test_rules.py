"""Rules in the database: tried by the ORM, in bulk, and by raw SQL as the app's role."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    ProgrammingError,
    connection,
    connections,
    transaction,
)
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.claims import reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.domain.errors import WrongStateError
from annotations.models import (
    Anchor,
    ArticleRevision,
    AuditEvent,
    Claim,
    Contribution,
    Evidence,
    Payload,
    QueueItem,
    Rating,
    RatingScale,
    Review,
    ReviewPolicy,
    ReviewRound,
    RevisionBlock,
    Snapshot,
    Submission,
    Triage,
    Verdict,
)

pytestmark = pytest.mark.django_db


def refused_by(act: Callable[[], Any]) -> str:
    """The rule that refuses the act."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return caught.value.__cause__.diag.constraint_name


def sql(statement: str, *values: Any) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


# ---- the app's role


def test_app_role_owns_nothing_and_is_no_superuser(desk: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert set(cursor.fetchone()) == {"factcheck_app"}
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE annotations_review DISABLE TRIGGER ALL",
        "DROP TABLE annotations_contribution",
        "TRUNCATE annotations_contribution",
        "SET session_replication_role = replica",
        "SET ROLE factcheck_owner",
    ],
)
def test_app_role_cannot_switch_rules_off(desk: Any, statement: str) -> None:
    with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic():
        sql(statement)()


# ---- append-only


def one_row_of(model: Any) -> Any:
    row = model.objects.first()
    assert row is not None, f"no {model.__name__} was made"
    return row


APPEND_ONLY = [
    (ArticleRevision, {"text": "x"}),
    (RevisionBlock, {"text": "x"}),
    (Snapshot, {"sha256": "x"}),
    (Contribution, {"created_at": timezone.now()}),
    (Triage, {"reason": "x"}),
    (Rating, {"label": "x"}),
    (RatingScale, {"name": "x"}),
    (ReviewPolicy, {"name": "x"}),
    (Submission, {"version": 99}),
    (Review, {"comment": "x"}),
    (AuditEvent, {"act": "x"}),
    (Payload, {"sha256": "x"}),
    (Anchor, {"prefix": "x"}),
]


@pytest.mark.parametrize(
    ("model", "change"), APPEND_ONLY, ids=lambda value: getattr(value, "__name__", "")
)
def test_append_only_rows_refuse_change_and_deletion(
    approved: Any, editor: Any, claim: Any, model: Any, change: dict[str, Any]
) -> None:
    if model is Triage:
        Triage.objects.create(claim=claim, decision="to_check", account=editor.account)
    row = one_row_of(model)
    table = model._meta.db_table
    column = next(iter(change))
    assert refused_by(lambda: model.objects.filter(pk=row.pk).update(**change)) == "append_only"
    assert (
        refused_by(lambda: model.objects.filter(pk=row.pk)._raw_delete("default")) == "append_only"
    )
    assert (
        refused_by(sql(f"UPDATE {table} SET {column} = %s WHERE id = %s", change[column], row.pk))
        == "append_only"
    )
    assert refused_by(sql(f"DELETE FROM {table} WHERE id = %s", row.pk)) == "append_only"


def test_payload_can_be_blanked_and_keeps_its_tombstone(claim: Any, lead: Any) -> None:
    payload = Payload.objects.first()
    assert payload is not None
    digest = payload.sha256
    Payload.objects.filter(pk=payload.pk).update(
        content=None,
        erased_at=timezone.now(),
        erased_by=lead.account,
        erased_reason="order 7 of the court of Tarnholm",
    )
    payload.refresh_from_db()
    assert (payload.content, payload.sha256) == (None, digest)


def test_payload_is_not_blanked_without_a_reason(claim: Any) -> None:
    rows = Payload.objects.filter(pk=Payload.objects.values("pk")[:1])
    assert (
        refused_by(lambda: rows.update(content=None, erased_at=timezone.now()))
        == "payload_tombstone_whole"
    )


@pytest.mark.parametrize(
    "table", ["claim", "occurrence", "evidence", "verdict", "occurrencespeaker", "article"]
)
def test_work_is_never_deleted(verdict: Any, table: str) -> None:
    assert refused_by(sql(f"DELETE FROM annotations_{table}")) == "never_deleted"


# ---- anchors


def anchor_values(claim: Any, **changes: Any) -> dict[str, Any]:
    old = Anchor.objects.get(occurrence__claim=claim)
    old.superseded_at = timezone.now()
    old.save(update_fields=["superseded_at"])
    values = {
        "occurrence": old.occurrence,
        "revision": old.revision,
        "start": old.start,
        "end": old.end,
        "exact": old.exact,
        "placed_by": old.placed_by,
    }
    return values | changes


def test_anchor_off_by_one_is_refused(claim: Any) -> None:
    values = anchor_values(claim)
    shifted = values | {"start": values["start"] + 1, "end": values["end"] + 1}
    assert refused_by(lambda: Anchor.objects.create(**shifted)) == "anchor_words"
    assert refused_by(lambda: Anchor.objects.bulk_create([Anchor(**shifted)])) == "anchor_words"
    copy = (
        'INSERT INTO annotations_anchor (id, created_at, occurrence_id, revision_id, start, "end", exact, prefix, suffix,'
        " state, confidence, placed_by_id) SELECT gen_random_uuid(), now(), occurrence_id, revision_id, start + 1,"
        ' "end" + 1, exact, prefix, suffix, state, confidence, placed_by_id FROM annotations_anchor'
    )
    assert refused_by(sql(copy)) == "anchor_words"


def test_anchor_counted_in_utf16_is_refused_behind_an_emoji(editor: Any, claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    words = "asks for the counts"
    start = revision.text.index(words)
    utf16 = len(revision.text[:start].encode("utf-16-le")) // 2
    assert utf16 == start + 1
    place = {"exact": words, "revision": revision}
    values = anchor_values(claim, start=utf16, end=utf16 + len(words), **place)
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_words"
    assert Anchor.objects.create(**(values | {"start": start, "end": start + len(words)}))


def test_anchor_across_paragraphs_holds_the_separator(claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    start = revision.text.index("told the council.")
    end = revision.text.index("The opposition") + len("The opposition")
    values = anchor_values(claim, start=start, end=end, exact=revision.text[start:end])
    assert "\n\n" in values["exact"]
    assert Anchor.objects.create(**values)


def test_anchor_that_begins_in_a_separator_is_refused(claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    start = revision.text.index("\n\nThe opposition")
    values = anchor_values(
        claim, start=start, end=start + 5, exact=revision.text[start : start + 5]
    )
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_words"


def test_lost_anchor_has_no_place(claim: Any) -> None:
    values = anchor_values(claim, state="lost")
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_placed_or_not"
    assert Anchor.objects.create(**(values | {"start": None, "end": None}))


# ---- contributions


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
    Evidence.objects.filter(pk=evidence.pk).update(note="seen", changed_by=second.account)
    assert contributors(claim) == {"editor@example.org"}
    assert Claim.objects.get().version == before


# ---- four eyes


def review_row(submission: Any, account: Any) -> Review:
    round_ = ReviewRound.objects.get(submission=submission)
    return Review(round=round_, submission=submission, reviewer=account, outcome="approve")


RAW_REVIEW = (
    "INSERT INTO annotations_review (id, created_at, round_id, submission_id, reviewer_id, kind, outcome, comment)"
    " SELECT gen_random_uuid(), now(), id, submission_id, %s, 'editorial', 'approve', '' FROM annotations_reviewround"
)


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


def test_second_person_may_review(submission: Any, second: Any) -> None:
    sql(RAW_REVIEW, second.account.pk)()
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


def test_review_belongs_to_the_open_round(submission: Any, reviewer: Any) -> None:
    sql("UPDATE annotations_reviewround SET closed_at = now(), outcome = 'void'")()
    assert refused_by(sql(RAW_REVIEW, reviewer.account.pk)) == "round_open"


def test_claim_is_anchored_once_at_the_same_words(claim: Any) -> None:
    again = (
        'INSERT INTO annotations_anchor (id, created_at, occurrence_id, revision_id, start, "end", exact, prefix, suffix,'
        ' state, confidence, placed_by_id) SELECT gen_random_uuid(), now(), occurrence_id, revision_id, start, "end",'
        " exact, prefix, suffix, state, confidence, placed_by_id FROM annotations_anchor"
    )
    assert refused_by(sql(again)) == "anchor_once"


def test_new_verdict_cannot_begin_approved(claim: Any, editor: Any, rating: Any) -> None:
    values = {"claim": claim, "rating": rating("true"), "language": "en", "author": editor.account}
    born = Verdict(**values, changed_by=editor.account, state="approved")
    assert refused_by(born.save) == "approval_earned"


# ---- approval is arithmetic


def standing() -> int:
    return Verdict.objects.standing().count()


@pytest.mark.parametrize(
    "change", ["claim", "evidence", "verdict", "occurrence", "speaker", "new evidence"]
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
    sql("UPDATE annotations_evidence SET note = 'seen'")()
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


# ---- one open round, one live item


def test_one_open_round_for_a_verdict(submission: Any) -> None:
    round_ = ReviewRound.objects.get()
    again = Submission.objects.create(
        verdict=submission.verdict,
        claim=submission.claim,
        number=2,
        version=Claim.objects.get().version,
        content={},
        sha256="x",
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
    foreign = "UPDATE annotations_occurrence SET article_id = %s"
    assert refused_by(sql(foreign, theirs.pk)) == "same_desk"


# ---- races with two connections


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["contribution", "review"])
def test_race_between_contribution_and_review_never_leaves_a_self_approval(
    submission: Any, second: Any, claim: Any, first: str
) -> None:
    """Whoever begins first, the other waits for the claim's lock: no approval by a contributor ever stands."""
    account = second.account.pk
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

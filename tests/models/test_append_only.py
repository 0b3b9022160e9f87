"""What is append-only stays so, and the app's role cannot switch a rule off: by ORM, in bulk, by raw SQL."""

from typing import Any

import pytest
from django.db import (
    DatabaseError,
    ProgrammingError,
    connection,
    transaction,
)
from django.utils import timezone

from annotations.models import (
    Anchor,
    ArticleRevision,
    AuditEvent,
    Contribution,
    Payload,
    Rating,
    RatingScale,
    Redaction,
    Review,
    ReviewPolicy,
    RevisionBlock,
    Snapshot,
    Submission,
    Triage,
)
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


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


def test_payload_is_blanked_by_a_redaction_alone_and_keeps_its_tombstone(
    claim: Any, lead: Any
) -> None:
    payload = Payload.objects.first()
    assert payload is not None
    blanked = {
        "content": None,
        "erased_at": timezone.now(),
        "erased_by": lead.account,
        "erased_reason": "order 7 of the court of Tarnholm",
    }
    rows = Payload.objects.filter(pk=payload.pk)
    assert refused_by(lambda: rows.update(**blanked)) == "append_only"
    order_of(lead)
    rows.update(**blanked)
    digest = payload.sha256
    payload.refresh_from_db()
    assert (payload.content, payload.sha256) == (None, digest)


def test_payload_is_not_blanked_without_a_reason(claim: Any, lead: Any) -> None:
    order_of(lead)
    rows = Payload.objects.filter(pk=Payload.objects.values("pk")[:1])
    assert (
        refused_by(lambda: rows.update(content=None, erased_at=timezone.now()))
        == "payload_tombstone_whole"
    )


def order_of(lead: Any) -> Redaction:
    """The row that lets words be blocked out, in this transaction only."""
    return Redaction.objects.create(
        desk=lead.desk, subject_kind="claim", subject_id=lead.desk.pk, order="7", reason="An order.",
        made_by=lead.account,
    )  # fmt: skip


@pytest.mark.parametrize(
    "table", ["claim", "occurrence", "evidence", "verdict", "occurrencespeaker", "article"]
)
def test_work_is_never_deleted(verdict: Any, table: str) -> None:
    assert refused_by(sql(f"DELETE FROM annotations_{table}")) == "never_deleted"

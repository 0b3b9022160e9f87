"""`verify_audit` finds what somebody with the owner's rights did behind the log's back, and names it."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from annotations.actions.audit import seal_audit
from annotations.actions.claims import reword_claim
from annotations.domain.chain import Event, Head, link
from annotations.models import AuditEvent
from annotations.queries.chain import COLUMNS, chain_head

pytestmark = pytest.mark.django_db(transaction=True)
A_CLAIM = "(SELECT id FROM annotations_claim LIMIT 1)"

NEW_TRIAGE = (
    "INSERT INTO annotations_triage (id, created_at, decision, ground, reason, account_id, claim_id)"
    " SELECT gen_random_uuid(), now(), 'to_check', '', '', made_by_id, id FROM annotations_claim"
)
OTHER_ACTOR = (
    "UPDATE annotations_auditevent SET actor_id = (SELECT max(id::text)::uuid FROM annotations_account)"
    " WHERE sealed_sequence = 7"
)


def verify(*args: str) -> tuple[int, str]:
    """How the command ends, and what it prints."""
    out = io.StringIO()
    try:
        call_command("verify_audit", *args, stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def as_owner(*statements: str) -> None:
    """What the owner of the tables can do, and the app's role cannot: switch the rules off."""
    tables = {
        name for statement in statements for name in re.findall(r"annotations_\w+", statement)
    }
    with connections["owner"].cursor() as cursor:
        for name in tables:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        try:
            for statement in statements:
                cursor.execute(statement)
        finally:  # a statement that fails must not leave the rules off for the tests after it
            for name in tables:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


@pytest.fixture
def story(claim: Any, verdict: Any, submission: Any, approved: Any, editor: Any) -> Any:
    """A claim that was approved, and reworded after that; everything is sealed but the last act."""
    seal_audit()
    reword_claim(
        actor=editor, claim_id=claim.pk, expected_version=None, changes={"statement": "It is so."}
    )
    claim.refresh_from_db()
    return claim


def test_all_is_well_with_a_count_and_exit_0(story: Any) -> None:
    code, said = verify()
    assert code == 0
    assert re.fullmatch(r"All is well: \d+ events, \d+ rows\.\n", said)


def test_a_row_changed_by_raw_sql_as_the_app_is_named_without_its_words(story: Any) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET statement = 'Sundvik pays', harm = 'high'")
    code, said = verify()
    assert code == 1
    assert f"changed claim {story.pk} (statement, harm): " in said
    assert f"versions claim {story.pk} (row_version): " in said
    assert "Sundvik" not in said


ROW = [
    ("UPDATE annotations_verdict SET summary = 'x'", "changed verdict", "(summary)"),
    ("UPDATE annotations_claim SET row_version = 9", "versions claim", "(row_version)"),
    ("UPDATE annotations_review SET outcome = 'approve', comment = 'x'", "changed review", "(comment)"),
    ("UPDATE annotations_person SET name = 'x'", "changed person", "(name)"),
    ("UPDATE annotations_source SET title = 'x'", "changed source", "(title)"),
    ("UPDATE annotations_anchor SET prefix = 'x'", "changed anchor", "(prefix)"),
    ("UPDATE annotations_articlerevision SET text = upper(text)", "text articlerevision", "(text)"),
    ("UPDATE annotations_revisionblock SET text = upper(text)", "text articlerevision", "(text)"),
    ("UPDATE annotations_submission SET content = '{}'", "text submission", "(content)"),
    (NEW_TRIAGE, "untold triage", ""),
    ("DELETE FROM annotations_evidence", "vanished evidence", ""),
]  # fmt: skip
LOG = [
    (
        "UPDATE annotations_payload SET content = content || '{\"statement\": \"x\"}' WHERE content ? 'statement'",
        "payload payload",
    ),
    ("UPDATE annotations_auditevent SET act = 'x.done' WHERE sealed_sequence = 5", "altered auditevent 5 "),
    (OTHER_ACTOR, "altered auditevent 7 "),
    ("DELETE FROM annotations_auditevent WHERE sealed_sequence BETWEEN 4 AND 6", "gap auditevent 4–6:"),
    ("DELETE FROM annotations_auditevent WHERE sealed_sequence = 4", "gap auditevent 4:"),
    (
        f"DELETE FROM annotations_auditevent WHERE sealed_sequence IS NULL AND subject_id = {A_CLAIM}",
        "versions claim ",
    ),
    (
        "UPDATE annotations_auditevent SET sealed_previous = repeat('0', 64) WHERE sealed_sequence = 6",
        "rewritten auditevent 6 ",
    ),
]  # fmt: skip


def test_rows_changed_by_the_owner_are_found_and_named(story: Any) -> None:
    for statement, named, columns in ROW:
        as_owner(statement)
        code, said = verify()
        assert code == 1, statement
        assert any(
            line.startswith(f"{named} ") and columns in line for line in said.splitlines()
        ), f"{statement}: {said}"


@pytest.mark.parametrize(("statement", "named"), LOG)
def test_a_changed_log_is_found_and_named(story: Any, statement: str, named: str) -> None:
    as_owner(statement)
    code, said = verify()
    assert code == 1
    assert any(line.startswith(named) for line in said.splitlines()), said


def test_a_tail_written_anew_is_found_by_the_head_that_was_kept(story: Any, editor: Any) -> None:
    kept = io.StringIO()
    call_command("verify_audit", "--head", stdout=kept)
    expect = kept.getvalue().strip()
    assert expect == str(chain_head())
    reword_claim(actor=editor, claim_id=story.pk, expected_version=None, changes={"note": "later"})
    seal_audit()
    assert verify("--expect", expect)[0] == 0, "the chain has only grown"
    rewrite_from(chain_head().sequence - 3)
    assert verify()[0] == 0, "without a head from elsewhere a chain written anew looks whole"
    code, said = verify("--expect", expect)
    assert code == 1
    assert said.startswith("cut auditevent")


def test_a_tail_cut_off_is_found_by_the_head_that_was_kept(story: Any) -> None:
    expect = str(chain_head())
    as_owner(f"DELETE FROM annotations_auditevent WHERE sealed_sequence = {chain_head().sequence}")
    code, said = verify("--expect", expect)
    assert code == 1
    assert f"cut auditevent {expect.partition(':')[0]}: " in said


def test_a_head_that_is_none_is_refused_in_words(db: None) -> None:
    with pytest.raises(CommandError, match="no head of a chain"):
        call_command("verify_audit", "--expect", "12")


def test_an_operator_vouches_for_rows_from_before_the_log_told_all(story: Any) -> None:
    as_owner(
        f"DELETE FROM annotations_auditevent WHERE subject_id = {A_CLAIM}",
        "UPDATE annotations_auditevent SET sealed_sequence = NULL, sealed_previous = '', sealed_hash = ''",
        "UPDATE annotations_verdict SET summary = 'x'",
    )
    assert verify()[0] == 1
    code, said = verify("--adopt")
    assert (code, "2 adopted" in said) == (0, True)
    assert verify()[0] == 0
    assert AuditEvent.objects.filter(act="row.adopted", actor__is_system=True).count() == 2
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET harm = 'low'")
    assert verify()[0] == 1


def rewrite_from(sequence: int) -> None:
    """What a thorough forger does: change an event, and seal it and all after it anew."""
    last = AuditEvent.objects.get(sealed_sequence=sequence - 1)
    head = Head(sequence - 1, last.sealed_hash)
    statements = [
        f"UPDATE annotations_auditevent SET act = 'x.done' WHERE sealed_sequence = {sequence}"
    ]
    rows = AuditEvent.objects.filter(sealed_sequence__gte=sequence).order_by("sealed_sequence")
    for values in rows.values_list(*COLUMNS):
        event = Event(*values)
        if head.sequence == sequence - 1:
            event = replace(event, act="x.done")
        before, head = head, link(head, event)
        statements.append(
            f"UPDATE annotations_auditevent SET sealed_previous = '{before.seal}', sealed_hash = '{head.seal}'"
            f" WHERE id = '{event.id}'"
        )
    as_owner(*statements)

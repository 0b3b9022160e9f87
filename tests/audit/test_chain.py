"""The hash chain: sealed in batches, without gaps, by one hand at a time, and never re-written by the app."""

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from annotations.actions import audit
from annotations.actions.articles import add_article
from annotations.domain.chain import GENESIS, Event, Head, link, parse_head
from annotations.models import AuditEvent
from annotations.queries.chain import chain_head, unsealed
from annotations.queries.undone import unsealed_events
from annotations.queries.verification import Progress, findings
from tests.models.refusals import refused_by, sql

EVENT = Event(
    id=UUID(int=1),
    created_at=datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC),
    desk_id=UUID(int=2),
    actor_id=UUID(int=3),
    act="claim.reworded",
    subject_kind="claim",
    subject_id=UUID(int=4),
    subject_version=2,
    claim_id=UUID(int=4),
    data={"fields": ["statement"]},
    payload_sha256="ab" * 32,
)


def test_a_seal_is_the_hash_of_this_text() -> None:
    """Anybody can compute a seal without us: docs/audit.md shows this text."""
    text = (
        f'["factcheck audit event 1",1,"{GENESIS}","00000000-0000-0000-0000-000000000001",'
        '"2026-03-04T05:06:07.000890Z","00000000-0000-0000-0000-000000000002",'
        '"00000000-0000-0000-0000-000000000003","claim.reworded","claim",'
        '"00000000-0000-0000-0000-000000000004",2,"00000000-0000-0000-0000-000000000004",'
        f'{{"fields":["statement"]}},"{"ab" * 32}"]'
    )
    assert link(Head(), EVENT) == Head(1, hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize("name", list(Event.__dataclass_fields__))
def test_every_part_of_an_event_is_sealed(name: str) -> None:
    others: dict[str, Any] = {
        "id": UUID(int=9),
        "created_at": datetime(2026, 3, 4, 5, 6, 7, 891, tzinfo=UTC),
        "subject_version": None,
        "claim_id": None,
        "data": {"fields": ["statement", "kind"]},
    }
    other = others.get(name, UUID(int=9) if name.endswith("_id") else "x")
    assert link(Head(), replace(EVENT, **{name: other})) != link(Head(), EVENT)


def test_a_seal_covers_its_number_and_all_before_it() -> None:
    first = link(Head(), EVENT)
    assert link(first, EVENT).seal != link(Head(1, GENESIS), EVENT).seal
    assert link(Head(5, first.seal), EVENT).seal != link(first, EVENT).seal


def test_a_head_is_read_as_it_was_printed() -> None:
    head = link(Head(), EVENT)
    assert parse_head(f" {head}\n") == head
    for wrong in ("", "7", f"x:{GENESIS}", "7:abc", f"7:{GENESIS[:-1]}g"):
        with pytest.raises(ValueError, match=wrong or "^$"):
            parse_head(wrong)


@pytest.mark.django_db
def test_events_are_sealed_in_batches_without_a_gap(
    approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "BATCH", 7)
    count = AuditEvent.objects.count()
    assert count > 20
    assert audit.seal_audit() == count
    assert audit.seal_audit() == 0
    numbers = list(
        AuditEvent.objects.order_by("sealed_sequence").values_list("sealed_sequence", flat=True)
    )
    assert numbers == list(range(1, count + 1))
    assert list(findings(Progress())) == []


@pytest.mark.django_db
def test_the_chain_goes_on_where_it_ended(article: Any, editor: Any) -> None:
    audit.seal_audit()
    before = chain_head()
    add_article(actor=editor, data="Another text.\n\nIt has two blocks.")
    audit.seal_audit()
    after = AuditEvent.objects.get(sealed_sequence=before.sequence + 1)
    assert after.sealed_previous == before.seal
    assert chain_head().sequence == AuditEvent.objects.count()


@pytest.mark.django_db
def test_the_sweep_rings_for_what_the_timetable_missed(
    article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(unsealed_events()) == []
    monkeypatch.setattr("annotations.queries.chain.WAITS", -audit.timezone.timedelta(1))
    assert list(unsealed_events()) == [{}]
    audit.seal_audit()
    assert list(unsealed_events()) == []


@pytest.mark.django_db
def test_what_is_sealed_cannot_be_sealed_anew_by_the_app(article: Any) -> None:
    audit.seal_audit()
    for change in ("sealed_hash = repeat('0', 64)", "sealed_sequence = 999", "act = 'x'"):
        assert refused_by(sql(f"UPDATE annotations_auditevent SET {change}")) == "append_only"
    unseal = "sealed_sequence = NULL, sealed_previous = '', sealed_hash = ''"
    assert refused_by(sql(f"UPDATE annotations_auditevent SET {unseal}")) == "append_only"


@pytest.mark.django_db
def test_an_event_is_not_born_with_a_seal(article: Any) -> None:
    event = AuditEvent.objects.first()
    assert event is not None
    forged = AuditEvent(
        desk_id=event.desk_id, actor_id=event.actor_id, act="x", subject_kind="x",
        subject_id=event.pk, sealed_sequence=99, sealed_previous=GENESIS, sealed_hash=GENESIS,
    )  # fmt: skip
    assert refused_by(forged.save) == "append_only"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_chain(article: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "BATCH", 1)
    gate = threading.Barrier(3)
    sealed: list[int] = []

    def work() -> None:
        gate.wait()
        try:
            while unsealed().exists():
                sealed.append(audit.seal_batch())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sealed) == AuditEvent.objects.count()
    assert list(findings(Progress())) == []


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_committed_late_is_sealed_late_and_not_lost(article: Any) -> None:
    early = AuditEvent.objects.order_by("id").first()
    assert early is not None
    late = connections.create_connection("default")
    try:
        late.set_autocommit(False)
        with late.cursor() as cursor:
            cursor.execute(
                "INSERT INTO annotations_auditevent (id, created_at, desk_id, actor_id, act, subject_kind,"
                " subject_id, data, payload_sha256, sealed_previous, sealed_hash)"
                " SELECT '00000000-0000-7000-8000-000000000000', created_at, desk_id, actor_id, 'x.done', 'x',"
                " id, '{}', '', '', '' FROM annotations_auditevent WHERE id = %s",
                [early.pk],
            )
        assert audit.seal_audit() == AuditEvent.objects.count()
        late.commit()
    finally:
        late.close()
    with transaction.atomic():
        assert audit.seal_audit() == 1
    assert chain_head().sequence == AuditEvent.objects.count()
    assert list(findings(Progress())) == []

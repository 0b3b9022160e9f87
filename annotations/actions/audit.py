"""Writing the audit log: what was done to which row, and by whom.

Whatever an act saves in an audited table (`queries/audit.py` names them) it also tells here, with the row
as it is afterwards: a row at version n has the events 1 to n, and the last one's state is that of the row.
"""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from annotations.actions.acts import act, step
from annotations.domain.chain import Head, link
from annotations.domain.material import MATERIAL
from annotations.domain.vocabulary import RedactionCause, RedactionSubject, VerdictState
from annotations.models import AuditEvent, Claim, Membership, Payload, Redaction, Verdict
from annotations.queries.audit import hash_of, kind_of, state_of
from annotations.queries.chain import chain_head, to_seal
from annotations.queries.verification import ADOPTED

BATCH: Final = 2000
"""Events sealed in one transaction, at most."""
CHAIN_LOCK: Final = 0x5EA1
"""Advisory lock of whoever seals: there is one chain, and one hand on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: what was done (as `noun.past`) to `subject`, which is kept as it is now.

    `data` holds ids and names of fields only. With `content=False` no content is kept.
    """

    act: str
    subject: models.Model
    data: dict[str, Any] = field(default_factory=dict)
    content: bool = True


def record(
    act: str,
    *,
    actor: Membership,
    subject: models.Model,
    claim_id: UUID | None = None,
    data: dict[str, Any] | None = None,
    content: bool = True,
) -> AuditEvent:
    """Write one line; see `Line`. What the database voided on account of it is told too."""
    return record_lines([Line(act, subject, data or {}, content)], actor=actor, claim_id=claim_id)[
        0
    ]


def record_lines(
    lines: list[Line], *, actor: Membership, claim_id: UUID | None = None
) -> list[AuditEvent]:
    """Write what one act did to several rows, in two statements."""
    payloads = {
        at: Payload(content=state, sha256=hash_of(state))
        for at, state in enumerate(state_of(line.subject) for line in lines)
        if lines[at].content
    }
    Payload.objects.bulk_create(payloads.values())
    events = AuditEvent.objects.bulk_create(
        _event(line, payloads.get(at), actor, claim_id) for at, line in enumerate(lines)
    )
    if claim_id is not None and _may_void(lines):
        _record_voids(actor, claim_id, because=lines[0].act)
    return events


def _event(
    line: Line, payload: Payload | None, actor: Membership, claim_id: UUID | None
) -> AuditEvent:
    return AuditEvent(
        desk_id=actor.desk_id,
        actor_id=actor.account_id,
        act=line.act,
        subject_kind=kind_of(line.subject),
        subject_id=line.subject.pk,
        subject_version=getattr(line.subject, "row_version", None),
        claim_id=claim_id,
        data=line.data,
        payload=payload,
        payload_sha256=payload.sha256 if payload else "",
    )


def _may_void(lines: list[Line]) -> bool:
    """Whether what was done can have put the claim's verdict back to draft; a claim just made has none."""
    subjects = [line.subject for line in lines]
    if any(isinstance(subject, Claim) and subject.row_version == 1 for subject in subjects):
        return False
    return any(
        kind_of(subject) in MATERIAL and not isinstance(subject, Verdict) for subject in subjects
    )


def _record_voids(actor: Membership, claim_id: UUID, *, because: str) -> None:
    """Tell which verdicts a trigger put back to draft: their version stands, their state does not."""
    told = AuditEvent.objects.filter(subject_id=OuterRef("pk")).order_by("-subject_version", "-id")
    voided = (
        Verdict.objects.filter(claim_id=claim_id, state=VerdictState.DRAFT)
        .annotate(told=Subquery(told.values("payload__content__state")[:1]))
        .exclude(told=VerdictState.DRAFT)
    )
    lines = [Line("verdict.voided", verdict, {"because": because}) for verdict in voided]
    if lines:
        record_lines(lines, actor=actor, claim_id=claim_id)


def erase(*, actor: Membership, subjects: list[models.Model], reason: str) -> None:
    """Blank what the log keeps of rows whose words are sealed now; hash and reason stay."""
    redaction = Redaction.objects.create(
        desk_id=actor.desk_id,
        cause=RedactionCause.SEALING,
        subject_kind=RedactionSubject.EVIDENCE,
        subject_id=subjects[0].pk,
        reason=reason,
        rows={kind_of(subject): [str(subject.pk)] for subject in subjects},
        made_by=actor.account,
    )
    record("redaction.made", actor=actor, subject=redaction)
    payloads = Payload.objects.filter(
        auditevent__subject_id__in=[subject.pk for subject in subjects],
        auditevent__desk_id=actor.desk_id,
        erased_at=None,
    )
    blank(list(payloads.values_list("pk", flat=True)), actor=actor, reason=reason)


def blank(payloads: list[UUID], *, actor: Membership, reason: str) -> None:
    """Blank these contents, in the transaction that made a redaction; hash and reason stay."""
    Payload.objects.filter(pk__in=payloads).update(
        content=None, erased_at=timezone.now(), erased_by=actor.account, erased_reason=reason
    )


def seal_audit() -> int:
    """Chain the events that are not sealed yet, in batches of their own; returns how many there were.

    Events get their numbers in the order they are sealed in: one that is committed late, under an earlier
    id, comes later in the chain and is not lost.
    """
    sealed = 0
    while (batch := seal_batch()) > 0:
        sealed += batch
        if batch < BATCH:
            break
    return sealed


@step
def seal_batch() -> int:
    """Seal a batch; returns how many. Does nothing while another worker seals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHAIN_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    head = chain_head()
    links: list[tuple[UUID, Head, Head]] = []
    for event in to_seal(BATCH):
        longer = link(head, event)
        links.append((event.id, head, longer))
        head = longer
    if links:
        _write_seals(links)
    return len(links)


def _write_seals(links: list[tuple[UUID, Head, Head]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE annotations_auditevent e
            SET sealed_sequence = s.sequence, sealed_previous = s.previous, sealed_hash = s.seal
            FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[]) AS s (id, sequence, previous, seal)
            WHERE e.id = s.id""",
            [
                [event_id for event_id, _before, _after in links],
                [after.sequence for _id, _before, after in links],
                [before.seal for _id, before, _after in links],
                [after.seal for _id, _before, after in links],
            ],
        )


@act
def adopt_row(*, actor: Membership, subject: models.Model) -> AuditEvent:
    """Vouch for a row as it stands, where the log does not tell how it came to be so.

    For rows from before the log told everything, and after an operator mended one by hand. That it was
    adopted stays in the log for good.
    """
    return record(ADOPTED, actor=actor, subject=subject)

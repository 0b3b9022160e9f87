"""The audit log: one line for each act, its content kept apart by hash."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from annotations.domain.submission import canonical_json, without_floats
from annotations.domain.text import sha256_hex
from annotations.models import AuditEvent, Membership, Payload, SealedEvidence

# Columns that triggers and storage write: they are not what a person did.
NOT_CONTENT = {
    "id",
    "created_at",
    "row_version",
    "version",
    "changed_xid",
    "changed_by_id",
    "folded",
    "password",
}


def state_of(row: models.Model) -> dict[str, Any]:
    """The content of a row as JSON values: what the audit keeps of it. Sealed words never enter it."""
    if isinstance(row, SealedEvidence):
        return {}
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in NOT_CONTENT
    }
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value


def record(
    act: str,
    *,
    actor: Membership,
    subject: models.Model,
    claim_id: UUID | None = None,
    data: dict[str, Any] | None = None,
    content: bool = True,
) -> AuditEvent:
    """Write what was done to `subject` (act as `noun.past`), with the content of the row as it is now.

    `data` holds ids and names of fields only. With `content=False` no content is kept (large texts
    are kept by hash in their own append-only tables).
    """
    payload = None
    if content:
        state = state_of(subject)
        payload = Payload.objects.create(
            content=state, sha256=sha256_hex(canonical_json(without_floats(state)))
        )
    return AuditEvent.objects.create(
        desk_id=actor.desk_id,
        actor_id=actor.account_id,
        act=act,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        subject_version=getattr(subject, "row_version", None),
        claim_id=claim_id,
        data=data or {},
        payload=payload,
        payload_sha256=payload.sha256 if payload else "",
    )


def erase(*, actor: Membership, subject: models.Model, reason: str) -> int:
    """Blank the content of all events on a row; hash and reason stay. Returns how many were blanked."""
    payloads = Payload.objects.filter(
        auditevent__subject_id=subject.pk, auditevent__desk_id=actor.desk_id, erased_at=None
    )
    return Payload.objects.filter(pk__in=list(payloads.values_list("pk", flat=True))).update(
        content=None, erased_at=timezone.now(), erased_by=actor.account, erased_reason=reason
    )

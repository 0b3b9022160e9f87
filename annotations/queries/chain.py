"""The hash chain as it stands: its head, what waits to be sealed, and reading it from its beginning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from annotations.domain.chain import Event, Head
from annotations.models import AuditEvent

COLUMNS: Final = (
    "id",
    "created_at",
    "desk_id",
    "actor_id",
    "act",
    "subject_kind",
    "subject_id",
    "subject_version",
    "claim_id",
    "data",
    "payload_sha256",
)
SEALS: Final = ("sealed_sequence", "sealed_previous", "sealed_hash")
PAYLOAD: Final = ("payload__sha256", "payload__content", "payload__erased_at")
WAITS: Final = timedelta(minutes=2)
"""How long an event may wait for the timetable before the sweep rings for it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event with its seal and what is kept of its content."""

    event: Event
    head: Head
    previous: str
    payload_sha256: str | None
    content: Any
    erased: bool


def chain_head() -> Head:
    """The last link of the chain."""
    last = (
        AuditEvent.objects.exclude(sealed_sequence=None)
        .order_by("-sealed_sequence")
        .values_list("sealed_sequence", "sealed_hash")
        .first()
    )
    return Head(last[0] or 0, last[1]) if last else Head()


def unsealed() -> QuerySet[AuditEvent]:
    """The events that no seal covers yet."""
    return AuditEvent.objects.filter(sealed_sequence=None)


def overdue() -> bool:
    """Whether events wait for their seal longer than the timetable takes."""
    return unsealed().filter(created_at__lt=timezone.now() - WAITS).exists()


def to_seal(most: int) -> Iterator[Event]:
    """The next events to seal, those with the lowest ids first."""
    for values in unsealed().order_by("id").values_list(*COLUMNS)[:most]:
        yield Event(*values)


def walk(rows: QuerySet[AuditEvent]) -> Iterator[Sealed]:
    """Events with their seals, read in pieces: memory does not grow with their number."""
    columns = (*COLUMNS, *SEALS, *PAYLOAD)
    for values in rows.values_list(*columns).iterator(chunk_size=2000):
        sequence, previous, seal = values[11:14]
        sha256, content, erased_at = values[14:]
        yield Sealed(
            Event(*values[:11]),
            Head(sequence or 0, seal),
            previous,
            sha256,
            content,
            erased_at is not None,
        )

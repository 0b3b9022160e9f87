"""The hash chain of the audit log: what is sealed of an event, and how seals hang together.

Every installation has one chain. Its sequence numbers begin at 1 and have no gaps, and each seal covers
the seal before it: whoever changes, removes or adds an event in the middle changes every later seal.
Content is covered by its hash alone, so that erased words break nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from annotations.domain.submission import canonical_json, without_floats
from annotations.domain.text import sha256_hex

FORM: Final = "factcheck audit event 1"
"""Names the form of the sealed text: another form gets another name."""
GENESIS: Final = "0" * 64
"""What stands in the place of a previous seal before the first event."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain: its number and its seal. Kept elsewhere, it proves the chain up to here."""

    sequence: int = 0
    seal: str = GENESIS

    def __str__(self) -> str:
        return f"{self.sequence}:{self.seal}"


@dataclass(frozen=True, slots=True)
class Event:
    """What is sealed of an event. `created_at` is aware; `data` holds ids and names, never content."""

    id: UUID
    created_at: datetime
    desk_id: UUID
    actor_id: UUID
    act: str
    subject_kind: str
    subject_id: UUID
    subject_version: int | None
    claim_id: UUID | None
    data: Any
    payload_sha256: str


def link(head: Head, event: Event) -> Head:
    """The chain, longer by one event."""
    sequence = head.sequence + 1
    sealed = [
        FORM,
        sequence,
        head.seal,
        event.id,
        event.created_at,
        event.desk_id,
        event.actor_id,
        event.act,
        event.subject_kind,
        event.subject_id,
        event.subject_version,
        event.claim_id,
        without_floats(event.data),
        event.payload_sha256,
    ]
    return Head(sequence, sha256_hex(canonical_json(sealed)))


def parse_head(text: str) -> Head:
    """The head that `str(head)` wrote, as `12:9f…`. Raises ValueError for anything else."""
    number, _colon, seal = text.strip().partition(":")
    seal = seal.lower()
    if not number.isdecimal() or len(seal) != len(GENESIS) or set(seal) - set("0123456789abcdef"):
        raise ValueError(text)
    return Head(int(number), seal)

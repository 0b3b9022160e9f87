"""What was done to a claim and all that hangs on it: by whom, when, and which words became which.

It is read from the audit log. What the log does not keep is not shown either: of sealed evidence it holds no
word, and what was withheld by an order was erased from it.
"""

from typing import Any, Final
from uuid import UUID

from annotations.domain.differences import differences
from annotations.models import AuditEvent, Membership, Review
from annotations.queries.audit import WITH_ANOTHER

SHOWN: Final = 200
LOOKED_AT: Final = 600
"""Events looked through for the state before; of a longer story the oldest differences are not shown."""
TEXTS: Final = (
    "statement",
    "summary",
    "justification",
    "words",
    "translation",
    "quote",
    "note",
    "question",
    "reply",
    "none_because",
    "reason",
    "differs",
)
"""Columns whose words are compared; all others are named only."""


def timeline_of(member: Membership, claim_id: UUID | str) -> list[dict[str, Any]]:
    """The events of a claim, newest first; a row told again carries the differences to what was told before.

    Of a blind round that is open, others' reviews are not there.
    """
    hidden = Review.objects.hidden_from(member.account_id).filter(submission__claim__pk=claim_id)
    events = list(
        AuditEvent.objects.visible_to(member)
        .filter(claim_id=claim_id)
        .exclude(subject_id__in=hidden.values("pk"))
        .select_related("actor", "payload")
        .order_by("-id")[:LOOKED_AT]
    )
    before: dict[UUID, AuditEvent] = {}
    rows = []
    for event in reversed(events):
        if event.act not in WITH_ANOTHER:
            rows.append(_row(event, before.get(event.subject_id)))
        if event.payload_id is not None:
            before[event.subject_id] = event
    return rows[::-1][:SHOWN]


def _row(event: AuditEvent, before: AuditEvent | None) -> dict[str, Any]:
    kept = event.payload.content if event.payload else None
    was = before.payload.content if before is not None and before.payload else None
    again = before is not None and event.payload is not None
    return {
        "id": str(event.pk),
        "at": event.created_at,
        "actor": event.actor.name,
        "act": event.act,
        "fields": event.data.get("fields", []),
        "because": event.data.get("because", ""),
        "changes": _changes(was, kept) if again and was is not None and kept is not None else [],
        "erased": again and (was is None or kept is None),
    }


def _changes(was: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """The texts that became others, both in stretches."""
    changed = [
        name
        for name in TEXTS
        if isinstance(was.get(name), str)
        and isinstance(now.get(name), str)
        and was[name] != now[name]
    ]
    return [
        dict(zip(("field", "was", "now"), (name, *differences(was[name], now[name])), strict=True))
        for name in changed
    ]

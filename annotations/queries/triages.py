"""Whether a claim is checked: the decisions and their reasons, the latest one holds."""

from typing import Any
from uuid import UUID

from annotations.models import Triage

SHOWN = 20


def triages_of(claim_id: UUID | str) -> list[dict[str, Any]]:
    """The decisions on a claim, newest first. Whoever asks has seen the claim."""
    rows = Triage.objects.filter(claim_id=claim_id).select_related("account").order_by("-id")
    return [
        {
            "decision": row.decision,
            "ground": row.ground,
            "reason": row.reason,
            "by": row.account.name,
            "at": row.created_at,
        }
        for row in rows[:SHOWN]
    ]

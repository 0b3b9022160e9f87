"""What a reviewer read beside what stands there now."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.domain.submission import freeze
from annotations.domain.vocabulary import Stance
from annotations.models import Membership, QueueItem
from annotations.models.labels import label
from annotations.queries.queues import item_of
from annotations.queries.verdicts import content_of, verdict_of


def changed_since(member: Membership, item_id: UUID | str) -> list[tuple[str, str, str]]:
    """What is not as it was when the item's submission was frozen: label, text then, text now."""
    item = item_of(member, item_id)
    then = texts_of(item.round.submission.content)
    now = texts_of(json.loads(freeze(content_of(verdict_of(member, item.verdict_id))).json))
    return [(name, then[name], now[name]) for name in then if then[name] != now[name]]


def item_now(member: Membership, verdict_id: UUID | str) -> UUID | None:
    """The live item on which the verdict is judged now, or None."""
    rows = QueueItem.objects.visible_to(member).live().filter(verdict_id=verdict_id)
    found = rows.filter(round__closed_at=None).order_by("-id").first()
    if found is None:
        return None
    item = item_of(member, found.pk)
    current = item.round.submission.version == item.verdict.claim.version
    return item.pk if current else None


def texts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """What a submission froze, in texts to be read and compared: label to text."""
    claim, verdict = content["claim"], content["verdict"]
    return {
        _("Statement"): claim["statement"],
        _("Quantity"): " ".join(filter(None, claim["quantity"].values())),
        _("Occurrences"): "\n".join(_occurrence(row) for row in content["occurrences"]),
        _("Evidence"): "\n".join(_piece(row) for row in content["evidence"]),
        _("Rating"): (verdict["rating"] or {}).get("label", ""),
        _("Summary"): verdict["summary"],
        _("Justification"): verdict["justification"],
    }


def _occurrence(row: Mapping[str, Any]) -> str:
    speakers = ", ".join(speaker["name"] for speaker in row["speakers"])
    said = str(row["said_on"] or "")
    return " · ".join(filter(None, [row["words"] or row["media_url"], speakers, said]))


def _piece(row: Mapping[str, Any]) -> str:
    if row.get("sealed"):
        return f"{_('Sealed evidence')} ({row['sha256'][:8]})"
    stance = str(label(Stance, row["stance"]))
    quote = f"“{row['quote']}”" if row["quote"] else ""
    said = [row["source_title"] or row["url"], quote, row["note"]]
    return f"{stance}: " + " · ".join(filter(None, said))

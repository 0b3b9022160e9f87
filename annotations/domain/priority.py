"""When an item of a review queue should be judged.

A rank is a moment: the deadline, moved ahead by hours for each reason. It does not change as time
goes by, so it is computed once, stored and sorted by; the earliest comes first. The queue in the
database is built from the same `BOOST_HOURS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from annotations.domain.vocabulary import Level

DEFAULT_DUE_HOURS: Final = 48
"""Without a deadline an item is due this long after it was created."""

BOOST_HOURS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "harm_high": 12,
        "harm_medium": 4,
        "reach_high": 8,
        "reach_medium": 3,
        "disputed": 6,
        "resubmitted": 2,
    }
)
"""Reason code to the hours it moves an item ahead."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item stands where it stands; `hours` says how far it was moved ahead."""

    code: str
    hours: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The moment to sort by, and its reasons, the weightiest first."""

    rank_at: datetime
    due_at: datetime
    reasons: tuple[Reason, ...]


def rank(
    *,
    due: datetime | None,
    created: datetime,
    harm: Level,
    reach: Level,
    resubmitted: bool = False,
    disputed: bool = False,
) -> Rank:
    """Rank an item that was created then and is due then (by default `DEFAULT_DUE_HOURS` later)."""
    due_at = due if due is not None else created + timedelta(hours=DEFAULT_DUE_HOURS)
    codes = [f"harm_{harm.value}", f"reach_{reach.value}"]
    codes += ["resubmitted"] * resubmitted + ["disputed"] * disputed
    reasons = [Reason(code, BOOST_HOURS[code]) for code in codes if code in BOOST_HOURS]
    reasons.sort(key=lambda reason: (-reason.hours, reason.code))
    ahead = timedelta(hours=sum(reason.hours for reason in reasons))
    return Rank(due_at - ahead, due_at, tuple(reasons))

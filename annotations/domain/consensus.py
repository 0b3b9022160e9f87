"""How a review round ends: agreed, sent back, or disputed.

The outcome is a function of the set of reviews: the order in which they came does not matter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from annotations.domain.ratings import steps_apart
from annotations.domain.vocabulary import ReviewKind, ReviewOutcome, RoundOutcome
from annotations.domain.wording import gettext_noop


@dataclass(frozen=True, slots=True)
class Policy:
    """What a round needs.

    `needed` says how many different people must approve in each kind. Two ratings that lie
    `adjudicate_from` steps or more apart need a third opinion; None switches that off.
    """

    needed: Mapping[ReviewKind, int]
    adjudicate_from: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A rating somebody came to: its slug, and its position or None when it is off the scale."""

    slug: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Vote:
    """One review of the round's submission. `adjudicates` marks the third opinion of a dispute."""

    reviewer: str
    kind: ReviewKind
    outcome: ReviewOutcome
    rating: Opinion | None = None
    adjudicates: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a round stands. `outcome` is None while it is open; `missing` counts approvals."""

    outcome: RoundOutcome | None
    missing: Mapping[ReviewKind, int] = field(default_factory=dict)


def tally(policy: Policy, author: Opinion, votes: Iterable[Vote]) -> Tally:
    """The state of a round about a verdict whose author rated it `author`.

    One request for changes closes the round, also an adjudicator's. Otherwise ratings too far apart
    are a dispute, until an adjudicator approves. Otherwise all needed approvals approve.
    """
    votes = tuple(votes)
    missing = _missing(policy, votes)
    if any(vote.outcome is ReviewOutcome.REQUEST_CHANGES for vote in votes):
        return Tally(RoundOutcome.CHANGES_REQUESTED, missing)
    if not any(vote.adjudicates for vote in votes):
        opinions = [author, *(vote.rating for vote in votes if vote.rating is not None)]
        if _too_far_apart(opinions, policy.adjudicate_from):
            return Tally(RoundOutcome.DISPUTED, missing)
    return Tally(None if missing else RoundOutcome.APPROVED, missing)


def _missing(policy: Policy, votes: tuple[Vote, ...]) -> dict[ReviewKind, int]:
    approving = {
        (vote.kind, vote.reviewer) for vote in votes if vote.outcome is ReviewOutcome.APPROVE
    }
    given = Counter(kind for kind, _ in approving)
    return {kind: need - given[kind] for kind, need in policy.needed.items() if need > given[kind]}


def _too_far_apart(opinions: list[Opinion], limit: int | None) -> bool:
    if limit is None:
        return False
    for one, other in combinations(opinions, 2):
        apart = steps_apart(one.position, other.position)
        # Off the scale there are no steps to count: another rating is another answer.
        if one.slug != other.slug and (apart is None or apart >= limit):
            return True
    return False


MOST_APPROVALS: Final = 5
LONGEST_HOURS: Final = 24 * 60


def policy_problems(
    needed: Mapping[ReviewKind, int], *, steps: int, due_hours: int
) -> dict[str, str]:
    """What keeps these numbers from being a policy, by field; nothing means they are one."""
    problems = {}
    if not any(needed.values()):
        problems["kinds"] = gettext_noop(
            "Ask for at least one approval: a verdict without a second person does not exist here."
        )
    if any(not 0 <= count <= MOST_APPROVALS for count in needed.values()):
        problems["kinds"] = gettext_noop("Ask for up to five approvals of a kind.")
    if steps < 1:
        problems["adjudication_steps"] = gettext_noop(
            "Two ratings differ by at least one step. Choose 1 or more."
        )
    if not 1 <= due_hours <= LONGEST_HOURS:
        problems["due_hours"] = gettext_noop("Choose between 1 hour and 60 days (1440 hours).")
    return problems

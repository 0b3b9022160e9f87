"""Who could judge a verdict, in the order to ask them."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256


def could_review(
    members: Iterable[str], *, contributors: Collection[str], seated: Collection[str] = ()
) -> list[str]:
    """The members who may judge: none who contributed, none who already sits on the round.

    Members are account ids; the result is sorted, each id once.
    """
    return sorted(set(members) - set(contributors) - set(seated))


def choose_reviewers(
    members: Iterable[str],
    *,
    contributors: Collection[str],
    load: Mapping[str, int],
    subject: str,
    seats: int,
    seated: Collection[str] = (),
) -> list[str]:
    """Up to `seats` members for one subject: those with the fewest open items first.

    `load` counts a member's open items (0 where absent). Equal loads are ordered by a hash of
    subject and member, so that the same call gives the same people and different subjects spread
    over different ones.
    """
    free = could_review(members, contributors=contributors, seated=seated)
    free.sort(key=lambda member: (load.get(member, 0), _lot(subject, member)))
    return free[: max(0, seats)]


def _lot(subject: str, member: str) -> bytes:
    return sha256(f"{subject}\n{member}".encode()).digest()

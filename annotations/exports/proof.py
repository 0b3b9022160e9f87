"""The proof every export makes: the words of each anchor are the words that stand at its offsets."""

from collections.abc import Iterable, Iterator
from typing import Final, NotRequired, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.queries.exports import ClaimRow

MOST_LOSSES: Final = 1000
"""How many losses are named one by one; further ones are counted."""


class Loss(TypedDict):
    """A claim that is not in the file, and why. The last one of many has no claim but says how many `more`."""

    claim: str | None
    why: str
    more: NotRequired[int]


def lose(losses: list[Loss], row: ClaimRow, why: str) -> None:
    """Note that a claim is not in the file."""
    if len(losses) < MOST_LOSSES:
        losses.append({"claim": row.id, "why": why})
        return
    more = losses.pop().get("more", 1) + 1
    words = ngettext(
        "%(more)d more claim was left out.", "%(more)d more claims were left out.", more
    )
    losses.append({"claim": None, "why": words % {"more": more}, "more": more})


def lost(losses: list[Loss]) -> int:
    """How many claims are not in the file."""
    return sum(loss.get("more", 1) for loss in losses)


def holds(row: ClaimRow) -> bool:
    """Whether every anchor's words are what stands at its offsets."""
    return all(anchor.exact == anchor.standing for anchor in row.anchors)


def proven(rows: Iterable[ClaimRow], losses: list[Loss]) -> Iterator[ClaimRow]:
    """The rows whose anchors hold; the others are noted as lost."""
    for row in rows:
        if holds(row):
            yield row
        else:
            lose(
                losses,
                row,
                _(
                    "The words of the claim do not stand at its offsets in the text. Anchor it anew."
                ),
            )

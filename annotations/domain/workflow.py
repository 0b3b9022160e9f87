"""The way of a verdict: its states, the moves between them, and what must be there to submit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from annotations.domain.errors import WrongStateError
from annotations.domain.vocabulary import Stance, VerdictState
from annotations.domain.wording import gettext_noop

SUMMARY_LIMIT: Final = 280
"""Code points a summary may have: it must fit where a verdict is shared."""


class Move(StrEnum):
    """What can happen to a verdict."""

    SUBMIT = "submit"
    BEGIN_REVIEW = "begin_review"
    REQUEST_CHANGES = "request_changes"
    DISPUTE = "dispute"
    APPROVE = "approve"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    CORRECT = "correct"
    RETRACT = "retract"
    WITHHOLD = "withhold"
    RESTORE = "restore"


_S, _M = VerdictState, Move
_REVIEWED: Final = {
    _M.REQUEST_CHANGES: _S.CHANGES_REQUESTED,
    _M.DISPUTE: _S.DISPUTED,
    _M.APPROVE: _S.APPROVED,
    _M.REVISE: _S.DRAFT,
    _M.WITHDRAW: _S.WITHDRAWN,
}
_PUBLIC: Final = {
    _M.CORRECT: _S.CORRECTED,
    _M.RETRACT: _S.RETRACTED,
    _M.WITHHOLD: _S.WITHHELD,
}

TRANSITIONS: Final[Mapping[VerdictState, Mapping[Move, VerdictState]]] = MappingProxyType(
    {
        _S.DRAFT: {_M.SUBMIT: _S.SUBMITTED, _M.WITHDRAW: _S.WITHDRAWN},
        _S.CHANGES_REQUESTED: {_M.SUBMIT: _S.SUBMITTED, _M.WITHDRAW: _S.WITHDRAWN},
        _S.SUBMITTED: {_M.BEGIN_REVIEW: _S.IN_REVIEW, **_REVIEWED},
        _S.IN_REVIEW: _REVIEWED,
        _S.DISPUTED: {move: to for move, to in _REVIEWED.items() if move is not _M.DISPUTE},
        _S.APPROVED: {
            _M.PUBLISH: _S.PUBLISHED,
            _M.REVISE: _S.DRAFT,
            _M.WITHDRAW: _S.WITHDRAWN,
        },
        _S.PUBLISHED: _PUBLIC,
        _S.CORRECTED: _PUBLIC,
        _S.WITHHELD: {_M.RESTORE: _S.PUBLISHED, _M.RETRACT: _S.RETRACTED},
        _S.RETRACTED: {},
        _S.WITHDRAWN: {},
    }
)
"""State to the moves it allows and where each leads. The only such list."""

EDITABLE: Final = frozenset({_S.DRAFT, _S.CHANGES_REQUESTED})
"""Rating, summary and justification may be changed in place."""

REVIEWABLE: Final = frozenset({_S.SUBMITTED, _S.IN_REVIEW, _S.DISPUTED})
"""A submission waits for reviews."""

LIVE: Final = frozenset({*EDITABLE, *REVIEWABLE, _S.APPROVED})
"""Work on the verdict goes on; a claim has at most one live verdict."""

PUBLIC: Final = frozenset({_S.PUBLISHED, _S.CORRECTED})
"""Readers see it as it was frozen when it was published."""

FINAL: Final = frozenset(state for state, moves in TRANSITIONS.items() if not moves)
"""Nothing follows."""

_REFUSALS: Final[Mapping[Move, str]] = MappingProxyType(
    {
        _M.SUBMIT: gettext_noop(
            "Only a draft, or a verdict sent back with requested changes, can be submitted."
        ),
        _M.BEGIN_REVIEW: gettext_noop("Only a submitted verdict can be taken into review."),
        _M.REQUEST_CHANGES: gettext_noop(
            "Changes can only be requested while a verdict waits for review."
        ),
        _M.DISPUTE: gettext_noop("Only a verdict under review can be disputed."),
        _M.APPROVE: gettext_noop("Only a verdict that waits for review can be approved."),
        _M.REVISE: gettext_noop(
            "This verdict cannot be taken back to draft. If it is public, correct or retract it."
        ),
        _M.WITHDRAW: gettext_noop(
            "This verdict can no longer be withdrawn. If it is public, correct or retract it."
        ),
        _M.PUBLISH: gettext_noop("Only an approved verdict can be published. Have it reviewed."),
        _M.CORRECT: gettext_noop("Only a verdict that is public can be corrected."),
        _M.RETRACT: gettext_noop("Only a published verdict can be retracted."),
        _M.WITHHOLD: gettext_noop("Only a verdict that is public can be withheld."),
        _M.RESTORE: gettext_noop("Only a withheld verdict can be restored."),
    }
)


def advance(state: VerdictState, move: Move) -> VerdictState:
    """The state a move leads to. Raises WrongStateError where the state does not allow it."""
    target = TRANSITIONS[state].get(move)
    if target is None:
        raise WrongStateError(_REFUSALS[move], state=state.value, move=move.value)
    return target


def after_material_edit(state: VerdictState) -> VerdictState:
    """Where a verdict stands once something substantive of its claim has changed.

    A submission and an approval fall and the verdict is a draft again; what is public stays as it
    was frozen; drafts and closed verdicts stay as they are.
    """
    return TRANSITIONS[state].get(Move.REVISE, state)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that must be there before a verdict can be submitted, and the field it is in."""

    code: str
    field: str
    text: str


_GAPS: Final = {
    "statement_missing": Gap(
        "statement_missing",
        "statement",
        gettext_noop("State the claim in words that can stand alone."),
    ),
    "rating_missing": Gap("rating_missing", "rating", gettext_noop("Choose a rating.")),
    "summary_missing": Gap(
        "summary_missing", "summary", gettext_noop("Sum up the verdict in a sentence or two.")
    ),
    "summary_too_long": Gap(
        "summary_too_long", "summary", gettext_noop("Shorten the summary to 280 characters.")
    ),
    "justification_missing": Gap(
        "justification_missing",
        "justification",
        gettext_noop("Explain how the evidence leads to the rating."),
    ),
    "evidence_missing": Gap(
        "evidence_missing", "evidence", gettext_noop("Attach at least one piece of evidence.")
    ),
}


def submission_gaps(
    *,
    statement: str,
    has_rating: bool,
    off_scale: bool,
    summary: str,
    justification: str,
    evidence: Mapping[Stance, int],
) -> list[Gap]:
    """What still blocks submission, in the order of the form; empty when nothing does.

    `evidence` counts live evidence by stance. An off-scale rating says that evidence was not to be
    had, so it may be submitted without any.
    """
    blocked = {
        "statement_missing": not statement.strip(),
        "rating_missing": not has_rating,
        "summary_missing": not summary.strip(),
        "summary_too_long": len(summary.strip()) > SUMMARY_LIMIT,
        "justification_missing": not justification.strip(),
        "evidence_missing": not (has_rating and off_scale) and sum(evidence.values()) < 1,
    }
    return [_GAPS[code] for code, missing in blocked.items() if missing]

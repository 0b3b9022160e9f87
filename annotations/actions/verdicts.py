"""The verdict on a claim is drafted, revised and withdrawn."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    check_version,
    found,
    locked_claim,
    refreshed,
    refuse_unknown,
)
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError
from annotations.domain.text import clean
from annotations.domain.vocabulary import VerdictState
from annotations.domain.workflow import SUMMARY_LIMIT, Move, advance
from annotations.models import Membership, Rating, Verdict

FIELDS = {"rating", "summary", "justification", "language", "as_of"}


@act
def draft_verdict(
    *,
    actor: Membership,
    claim_id: UUID,
    rating_id: UUID | None = None,
    summary: str = "",
    justification: str = "",
    language: str = "",
    as_of: date | None = None,
) -> Verdict:
    """A first draft of the verdict. A claim has one live verdict."""
    claim = locked_claim(actor, claim_id)
    live = Verdict.objects.live().filter(claim=claim).exists()
    policies.may_draft(actor, claim, live=live).require()
    verdict = Verdict(
        claim=claim,
        language=clean(language) or claim.statement_language,
        author=actor.account,
        changed_by=actor.account,
    )
    changes = {
        "rating": rating_id,
        "summary": summary,
        "justification": justification,
        "as_of": as_of,
    }
    _fill(actor, verdict, changes)
    verdict.save(force_insert=True)
    audit.record("verdict.drafted", actor=actor, subject=verdict, claim_id=claim.pk)
    return verdict


@act
def revise_verdict(
    *, actor: Membership, verdict_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Verdict:
    """Change rating or reasons. What was submitted or approved falls: the verdict is a draft again."""
    verdict = locked_verdict(actor, verdict_id, expected_version=expected_version)
    policies.may_revise(actor, verdict).require()
    refuse_unknown(changes, FIELDS)
    _fill(actor, verdict, changes)
    if verdict.rating_id is None:
        verdict.state = VerdictState.DRAFT  # only drafts may lack a rating
    verdict.changed_by = actor.account
    verdict.save()
    refreshed(verdict, "state")
    audit.record(
        "verdict.revised",
        actor=actor,
        subject=verdict,
        claim_id=verdict.claim_id,
        data={"fields": sorted(changes)},
    )
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=verdict.claim_id)
    return verdict


@act
def withdraw_verdict(*, actor: Membership, verdict_id: UUID, expected_version: Versions) -> Verdict:
    """Give the verdict up; a new one may be drafted. It stays readable."""
    verdict = locked_verdict(actor, verdict_id, expected_version=expected_version)
    policies.may_withdraw_verdict(actor, verdict).require()
    verdict.state = advance(VerdictState(verdict.state), Move.WITHDRAW)
    verdict.changed_by = actor.account
    verdict.save(update_fields=["state", "changed_by"])
    audit.record(
        "verdict.withdrawn", actor=actor, subject=refreshed(verdict), claim_id=verdict.claim_id
    )
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=verdict.claim_id)
    return verdict


def locked_verdict(
    actor: Membership, verdict_id: UUID, *, expected_version: Versions = None
) -> Verdict:
    """The verdict, with its claim locked first: the order every act keeps."""
    claim_id = found(Verdict.objects.visible_to(actor), verdict_id).claim_id
    claim = locked_claim(actor, claim_id)
    verdict = found(Verdict.objects.select_related("rating"), verdict_id)
    verdict.claim = claim
    check_version(verdict, expected_version)
    return verdict


def _fill(actor: Membership, verdict: Verdict, changes: dict[str, Any]) -> None:
    if "rating" in changes:
        kept = verdict.rating_id is not None and str(changes["rating"]) == str(verdict.rating_id)
        if not kept:  # a rating that stands stays, though its scale was retired meanwhile
            verdict.rating = _rating(actor, changes["rating"]) if changes["rating"] else None
    for name in {"summary", "justification", "language"} & changes.keys():
        setattr(verdict, name, clean(changes[name] or ""))
    if "as_of" in changes:
        verdict.as_of = changes["as_of"]
    if len(verdict.summary) > SUMMARY_LIMIT:
        raise InvalidError(
            _(
                "The summary has %(length)d characters; 280 is the most. Move detail into the justification."
            )
            % {"length": len(verdict.summary)},
            errors={"summary": [_("too long")]},
        )


def _rating(actor: Membership, rating_id: UUID) -> Rating:
    rating = found(
        Rating.objects.filter(scale__desk_id=actor.desk_id).select_related("scale"), rating_id
    )
    if rating.scale.retired_at is not None:
        raise InvalidError(
            _("This scale is retired. Choose a rating of a scale in use."),
            errors={"rating": [_("retired")]},
        )
    return rating

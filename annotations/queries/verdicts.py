"""The verdict on a claim: as it stands, what it still lacks, what is frozen of it, and its history."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.domain.submission import without_floats
from annotations.domain.vocabulary import ReviewOutcome, Stance, VerdictState
from annotations.domain.workflow import EDITABLE, REVIEWABLE, submission_gaps
from annotations.models import Claim, Evidence, Membership, Review, Submission, Verdict
from annotations.queries.people import account_row
from annotations.queries.ratings import rating_row

APPROVED = {VerdictState.APPROVED, VerdictState.PUBLISHED, VerdictState.CORRECTED}


def gaps_of(verdict: Verdict, evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    """What has to be there before the verdict can be submitted: code, field and sentence."""
    stances = Counter(Stance(entry.stance) for entry in evidence if not entry.detached_at)
    gaps = submission_gaps(
        statement=verdict.claim.statement,
        has_rating=verdict.rating is not None,
        off_scale=verdict.rating is not None and verdict.rating.is_off_scale,
        summary=verdict.summary,
        justification=verdict.justification,
        evidence=stances,
    )
    return [{"code": gap.code, "field": gap.field, "text": _(gap.text)} for gap in gaps]


def with_rounds(rows: QuerySet[Verdict]) -> list[Verdict]:
    """Verdicts with what was submitted of them and the reviews of it, loaded."""
    reviews = Prefetch("reviews", Review.objects.select_related("reviewer"))
    submissions = Submission.objects.select_related("submitted_by", "round__policy")
    submissions = submissions.prefetch_related(reviews)
    return list(rows.prefetch_related(Prefetch("submissions", submissions)))


def verdict_row(
    verdict: Verdict, member: Membership, *, contributed: bool, evidence: Iterable[Evidence]
) -> dict[str, Any]:
    """The verdict as one member sees it. Expects its claim, submissions and reviews to be loaded."""
    submission = next(iter(verdict.submissions.all()), None)
    stands = (
        verdict.state in APPROVED
        and submission is not None
        and submission.version == verdict.claim.version
        and any(review.outcome == ReviewOutcome.APPROVE for review in submission.reviews.all())
    )
    missing = gaps_of(verdict, evidence) if verdict.state in EDITABLE else []
    edit = policies.may_edit_claim(member, verdict.claim)
    public = verdict.state in policies.PUBLIC_STATES or verdict.state == VerdictState.WITHDRAWN
    return {
        "id": str(verdict.pk),
        "claim": str(verdict.claim_id),
        "rating": rating_row(verdict.rating) if verdict.rating else None,
        "summary": verdict.summary,
        "justification": verdict.justification,
        "language": verdict.language,
        "as_of": verdict.as_of.isoformat() if verdict.as_of else None,
        "state": verdict.state,
        "stands": stands,
        "author": account_row(verdict.author),
        "etag": verdict.etag,
        "submission": submission_row(submission),
        "reviews": [
            row for frozen in verdict.submissions.all() for row in review_rows(frozen, member)
        ],
        "missing": missing,
        "may": {
            "edit": bool(edit) and not public,
            "submit": bool(edit) and verdict.state in EDITABLE,
            "review": verdict.state in REVIEWABLE
            and member.role in policies.REVIEWERS
            and not contributed,
        },
        "contributed": contributed,
    }


def submission_row(submission: Submission | None) -> dict[str, Any] | None:
    """What was submitted, by hash and version."""
    if submission is None:
        return None
    return {
        "id": str(submission.pk),
        "number": submission.number,
        "version": submission.version,
        "sha256": submission.sha256,
        "submitted_at": submission.created_at.isoformat(),
        "submitted_by": account_row(submission.submitted_by),
    }


def review_rows(submission: Submission, member: Membership) -> list[dict[str, Any]]:
    """The reviews of a submission. Of a blind round that is open, others' are not there at all."""
    round_ = getattr(submission, "round", None)
    blind = round_ is not None and round_.closed_at is None and round_.policy.blind
    return [
        {
            "id": str(review.pk),
            "submission": str(submission.pk),
            "reviewer": account_row(review.reviewer),
            "kind": review.kind,
            "outcome": review.outcome,
            "comment": review.comment,
            "created_at": review.created_at.isoformat(),
        }
        for review in submission.reviews.all()
        if not blind or review.reviewer_id == member.account_id
    ]


def verdict_of(member: Membership, verdict_id: UUID | str) -> Verdict:
    """The verdict with its claim, submissions and reviews, or NotFoundError."""
    rows = Verdict.objects.visible_to(member).filter(pk=verdict_id)
    found = with_rounds(rows.select_related("claim", "rating", "author"))
    if not found:
        raise NotFoundError(_("There is no such verdict on this desk."))
    return found[0]


def verdict_detail(member: Membership, verdict_id: UUID | str) -> dict[str, Any]:
    """The verdict, and for whoever may not review it why, and who could."""
    verdict = verdict_of(member, verdict_id)
    contributed = policies.has_contributed(member.account, verdict.claim_id)
    row = verdict_row(
        verdict, member, contributed=contributed, evidence=verdict.claim.evidence.all()
    )
    row["refusal"] = None
    if verdict.state in REVIEWABLE:
        row["refusal"] = refusal_row(policies.may_review(member, verdict, contributed=contributed))
    return row


def refusal_row(permit: policies.Permit) -> dict[str, Any] | None:
    """A refusal as its code, its words and what goes with it."""
    if permit.refusal is None:
        return None
    return {"code": permit.refusal.code, "text": permit.refusal.detail, **permit.refusal.extra}


def content_of(verdict: Verdict) -> dict[str, Any]:
    """What a submission freezes: claim, occurrences, evidence and verdict, in plain values.

    Of sealed evidence only its id and version are taken: no word of it is in what reviewers read.
    """
    claim = verdict.claim
    rating = verdict.rating
    return {
        "claim": _claim_content(claim),
        "occurrences": [
            _occurrence_content(row)
            for row in claim.occurrences.prefetch_related("speakers__person", "anchors")
        ],
        "evidence": [
            _evidence_content(row)
            for row in claim.evidence.filter(detached_at=None).select_related(
                "source__publisher", "snapshot", "sealed"
            )
        ],
        "verdict": {
            "id": verdict.pk,
            "rating": rating_row(rating) if rating else None,
            "scale": None
            if rating is None
            else {"slug": rating.scale.slug, "number": rating.scale.number},
            "summary": verdict.summary,
            "justification": verdict.justification,
            "language": verdict.language,
            "as_of": verdict.as_of,
        },
    }


def _claim_content(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.pk,
        "version": claim.version,
        "statement": claim.statement,
        "language": claim.statement_language,
        "quantity": claim.quantity,
    }


def _occurrence_content(occurrence: Any) -> dict[str, Any]:
    return {
        "id": occurrence.pk,
        "article": occurrence.article_id,
        "media_url": occurrence.media_url,
        "timecode": occurrence.timecode,
        "form": occurrence.form,
        "words": occurrence.words,
        "language": occurrence.language,
        "translation": occurrence.translation,
        "outlet_position": occurrence.outlet_position,
        "said_on": occurrence.said_on,
        "said_precision": occurrence.said_precision,
        "speakers": [
            {"id": speaker.person_id, "name": speaker.person.name, "role": speaker.role}
            for speaker in occurrence.speakers.all()
            if speaker.removed_at is None
        ],
        "anchors": [
            {
                "id": anchor.pk,
                "revision": anchor.revision_id,
                "start": anchor.start,
                "end": anchor.end,
                "exact": anchor.exact,
            }
            for anchor in occurrence.anchors.all()
            if anchor.superseded_at is None
        ],
    }


def _evidence_content(evidence: Evidence) -> dict[str, Any]:
    if evidence.visibility == "sealed":
        sealed = getattr(evidence, "sealed", None)
        version = sealed.row_version if sealed else 0
        return {
            "id": evidence.pk,
            "visibility": "sealed",
            "version": version,
            "stance": evidence.stance,
        }
    return {
        "id": evidence.pk,
        "visibility": evidence.visibility,
        "kind": evidence.kind,
        "stance": evidence.stance,
        "url": evidence.url,
        "source": evidence.source_id,
        "source_title": evidence.source.title if evidence.source else "",
        "file": evidence.snapshot.sha256 if evidence.snapshot else "",
        "locator": without_floats(evidence.locator),
        "quote": evidence.quote,
        "quote_language": evidence.quote_language,
        "note": evidence.note,
        "informant": evidence.informant,
        "channel": evidence.channel,
        "calculation": without_floats(evidence.calculation),
    }

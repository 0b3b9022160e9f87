"""The demo desk is made by the acts that people use, each by whoever would do it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim, triage_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import draft_verdict, withdraw_verdict
from annotations.management.demo.alliance import ALLIANCE
from annotations.management.demo.bridge import BRIDGE
from annotations.management.demo.moon import MOON
from annotations.management.demo.shapes import DemoArticle, DemoClaim, DemoVerdict, Person
from annotations.models import Claim, Membership, Rating, Verdict

ARTICLES: Final = (MOON, BRIDGE, ALLIANCE)
"""In the order in which they come in: the last one stands on top of the list."""
REVIEWED: Final = frozenset({"in_review", "changes_requested", "disputed", "approved"})

Staff = dict[Person, Membership]


def make_work(staff: Staff) -> None:
    """The articles with the claims in them, and the work on each as far as it came."""
    for article in ARTICLES:
        _make_article(staff, article)


def _make_article(staff: Staff, shown: DemoArticle) -> None:
    article, _new = add_article(actor=staff["editor"], data=shown.data, **shown.given)
    text = article.revisions.get(number=1).text
    for wanted in shown.claims:
        start = text.index(wanted.words)
        claim = highlight_claim(
            actor=staff[wanted.by],
            article_id=article.pk,
            start=start,
            end=start + len(wanted.words),
            exact=wanted.words,
            fields=wanted.fields,
        )
        _work_on(staff, claim, wanted)


def _work_on(staff: Staff, claim: Claim, wanted: DemoClaim) -> None:
    author = staff[wanted.by]
    if wanted.triage is not None:
        decision, reason = wanted.triage
        triage_claim(actor=author, claim_id=claim.pk, decision=decision, reason=reason)
    for shown in wanted.evidence:
        fields = dict(shown)
        name, data = fields.pop("file", (None, b""))
        file = ContentFile(data, name=name) if name else None
        attach_evidence(actor=author, claim_id=claim.pk, fields=fields, file=file)
    for fields in wanted.contacts:
        sent = timezone.now() - timedelta(hours=20)
        times = {"sent_at": sent, "deadline": sent + timedelta(hours=24)}
        log_contact(actor=author, claim_id=claim.pk, fields={**fields, **times})
    if wanted.verdict is not None:
        _reach(staff, claim, wanted.verdict, author)


def _reach(staff: Staff, claim: Claim, wanted: DemoVerdict, author: Membership) -> None:
    verdict = draft_verdict(
        actor=author,
        claim_id=claim.pk,
        rating_id=_rating(author, wanted.rating).pk,
        summary=wanted.summary,
        justification=wanted.justification,
    )
    if wanted.stage == "withdrawn":
        withdraw_verdict(actor=author, verdict_id=verdict.pk, expected_version=verdict.row_version)
    elif wanted.stage != "draft":
        submission = submit_for_review(actor=author, verdict_id=verdict.pk)
        if wanted.stage in REVIEWED:
            _review(staff["reviewer"], verdict, submission.pk, wanted)


def _review(
    reviewer: Membership, verdict: Verdict, submission_id: UUID, wanted: DemoVerdict
) -> None:
    record_review(
        actor=reviewer,
        verdict_id=verdict.pk,
        submission_id=submission_id,
        outcome="request_changes" if wanted.stage == "changes_requested" else "approve",
        comment=wanted.comment,
        rating_id=_rating(reviewer, wanted.second_rating or wanted.rating).pk,
    )


def _rating(member: Membership, slug: str) -> Rating:
    return Rating.objects.get(scale__desk=member.desk, scale__is_default=True, slug=slug)

"""The demo desk is made by the acts that people use, each by whoever would do it."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim, reword_claim, triage_claim
from annotations.actions.contacts import change_contact, log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.policies import revise_policy
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import draft_verdict, withdraw_verdict
from annotations.domain.vocabulary import ReviewKind
from annotations.management.demo.alliance import ALLIANCE
from annotations.management.demo.bridge import BRIDGE
from annotations.management.demo.moon import MOON
from annotations.management.demo.shapes import DemoArticle, DemoClaim, DemoVerdict, Person
from annotations.models import Claim, Contact, Membership, Rating, ReviewPolicy, Verdict

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
    if wanted.assigned is not None:
        changes = {"assignee": staff[wanted.assigned].account_id}
        reword_claim(actor=author, claim_id=claim.pk, expected_version=None, changes=changes)
    asked = [(_ask(author, claim, fields), fields) for fields in wanted.contacts]
    if wanted.verdict is not None:
        _reach(staff, claim, wanted.verdict, author)
    for contact, fields in asked:
        if "reply" in fields:
            reply = {"reply": fields["reply"], "replied_at": timezone.now()}
            change_contact(
                actor=author, contact_id=contact.pk, expected_version=None, changes=reply
            )


def _ask(author: Membership, claim: Claim, fields: dict[str, Any]) -> Contact:
    sent = timezone.now() - timedelta(hours=20)
    asked = {name: value for name, value in fields.items() if name != "reply"}
    times = {"sent_at": sent, "deadline": sent + timedelta(hours=24)}
    return log_contact(actor=author, claim_id=claim.pk, fields={**asked, **times})


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
    elif wanted.stage == "in_review":
        _ask_for(staff["lead"], reviews=2)
        _submit(staff, author, verdict, wanted)
        _ask_for(staff["lead"], reviews=1)
    elif wanted.stage != "draft":
        _submit(staff, author, verdict, wanted)


def _submit(staff: Staff, author: Membership, verdict: Verdict, wanted: DemoVerdict) -> None:
    submission = submit_for_review(actor=author, verdict_id=verdict.pk)
    if wanted.stage in REVIEWED:
        _review(staff["reviewer"], verdict, submission.pk, wanted)


def _ask_for(lead: Membership, *, reviews: int) -> None:
    """A new version of the desk's policy; a round keeps the one it began with."""
    policy = ReviewPolicy.objects.get(desk=lead.desk, is_default=True)
    revise_policy(
        actor=lead,
        policy_id=policy.pk,
        name=policy.name,
        kinds={ReviewKind.EDITORIAL: reviews},
        blind=policy.blind,
        adjudication_steps=policy.adjudication_steps,
        due_hours=policy.due_hours,
    )


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

"""A desk with people of every role and a row in every state, for whoever tries all acts on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from annotations.actions.claims import (
    highlight_claim,
    withdraw_claim,
)
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.persons import add_person
from annotations.actions.queues import (
    fill_review_queue,
)
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.sources import add_source
from annotations.actions.verdicts import draft_verdict, withdraw_verdict
from annotations.domain.vocabulary import VerdictState
from annotations.models import (
    ArticleImport,
    Contribution,
    Evidence,
    ExportJob,
    Membership,
    QueueItem,
    Rating,
    Verdict,
)
from annotations.permissions import ROLES, SUBJECTS


class World:
    """A desk with two people of each role (one of whom contributed) and a row in every state."""

    def __init__(self, desk: Any, join: Callable[..., Any], article: Any) -> None:
        self.desk, self.article = desk, article
        self.people = {
            (role, contributed): join(desk, f"{role}.{contributed}@example.org", role.value)
            for role in ROLES
            for contributed in (False, True)
        }
        self.author = join(desk, "author@example.org", "editor")
        self.approver = join(desk, "approver@example.org", "lead")
        self.other = join(desk, "other@example.org", "lead")
        self.invited = join(desk, "invited@example.org", "editor")
        Membership.objects.filter(pk=self.invited.pk).update(invited_as="Invited")
        self.elsewhere = self.claim()
        self.rating = Rating.objects.filter(scale__desk=desk, scale__slug="truth", position=1)[0]
        self.verdicts = {state.value: self.verdict(state) for state in VerdictState}
        self.claims = {
            "without a verdict": self.claim(),
            "with a live verdict": self.verdicts["draft"].claim,
            "with a public verdict": self.verdicts["published"].claim,
            "withdrawn": self.claim(),
        }
        withdraw_claim(
            actor=self.author, claim_id=self.claims["withdrawn"].pk, expected_version=None
        )
        self.evidence = {
            "open": self.attached(),
            "sealed, not named on it": self.attached(visibility="sealed"),
        }
        self.person = add_person(actor=self.author, fields={"name": "Ada Falk"})
        self.source, _new = add_source(actor=self.author, fields={"title": "A leaflet"})
        self.exports = {state: self.export(state) for state in SUBJECTS["export"]}
        self.imports = {state: self.many(state) for state in SUBJECTS["import"]}

    def claim(self) -> Any:
        claim = highlight_claim(
            actor=self.author,
            article_id=self.article.pk,
            start=0,
            end=7,
            fields={"statement": "So."},
        )
        Contribution.objects.bulk_create(
            Contribution(claim=claim, account=person.account, created_at=timezone.now())
            for (_role, contributed), person in self.people.items()
            if contributed
        )
        return claim

    def attached(self, **fields: Any) -> Evidence:
        return attach_evidence(
            actor=self.author,
            claim_id=self.claims["without a verdict"].pk,
            fields={"stance": "refutes", "title": "A source", **fields},
        )

    def verdict(self, state: VerdictState) -> Verdict:
        """A verdict in this state: by acts as far as there are acts, then by the state itself."""
        claim = self.claim()
        source = {"stance": "refutes", "title": "A source"}
        attach_evidence(actor=self.author, claim_id=claim.pk, fields=source)
        words = {"summary": "It is not so.", "justification": "The source says so."}
        made = draft_verdict(
            actor=self.author, claim_id=claim.pk, rating_id=self.rating.pk, **words
        )
        if state is VerdictState.DRAFT:
            return made
        if state is VerdictState.WITHDRAWN:
            return withdraw_verdict(actor=self.author, verdict_id=made.pk, expected_version=None)
        submitted = submit_for_review(actor=self.author, verdict_id=made.pk)
        fill_review_queue()
        waiting = {VerdictState.SUBMITTED, VerdictState.IN_REVIEW, VerdictState.DISPUTED}
        if state not in waiting:
            sent_back = state is VerdictState.CHANGES_REQUESTED
            record_review(
                actor=self.approver,
                verdict_id=made.pk,
                submission_id=submitted.pk,
                outcome="request_changes" if sent_back else "approve",
                comment="Why?",
            )
        Verdict.objects.filter(pk=made.pk).update(state=state)
        return made

    def export(self, state: str) -> ExportJob:
        job = request_export(actor=self.author, format="csv", filters={})
        job.state, job.file, job.sha256 = state, "", "x"
        if state == "done":
            job.file.save(f"{job.pk}.csv", ContentFile(b"x"), save=False)
        job.save()
        return job

    def many(self, state: str) -> ArticleImport:
        """An import of many articles in this state."""
        job = request_import(actor=self.author, files=[SimpleUploadedFile("a.txt", b"Words.")])
        job.state = state.partition(",")[0]
        if "file gone" in state:
            job.file = ""  # type: ignore[assignment]
        job.save()
        return job

    def item(self, state: str, member: Membership) -> QueueItem:
        item = QueueItem.objects.get(verdict=self.verdicts["submitted"])
        held = {"held by oneself": member, "held by another": self.other}.get(state)
        if held is not None:
            item.state, item.holder = "leased", held.account
            item.lease_until = timezone.now() + timedelta(minutes=5)
        elif state == "done":
            item.state, item.closed_at = "done", timezone.now()
        item.save()
        return item

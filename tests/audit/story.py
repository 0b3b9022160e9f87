"""The whole story of a desk as acts that may come in any order: each is done, or refused in words."""

import random
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from annotations.actions import articles, claims, contacts, evidence, exports, queues, reviews
from annotations.actions import verdicts as verdict_acts
from annotations.domain.errors import DomainError
from annotations.models import (
    Article,
    Claim,
    Evidence,
    ExportJob,
    Membership,
    QueueItem,
    Rating,
    Submission,
    Verdict,
)

PLACES = ["Tarnholm", "Quillhaven", "Odderby", "Marrick", "Sundvik"]


class Story:
    """People of one desk who do whatever comes to their minds; the last of them only judges.

    `done` names the acts that were not refused.
    """

    def __init__(self, people: list[Membership], seed: int) -> None:
        *self.people, self.judge = people
        self.dice = random.Random(seed)
        self.done: list[str] = []
        self.acts: list[Callable[[], Any]] = [
            getattr(self, name) for name in sorted(dir(self)) if name.startswith("do_")
        ]

    def tell(self, steps: int) -> None:
        """Do so many acts."""
        for _step in range(steps):
            act = self.dice.choice(self.acts)
            try:
                act()
            except DomainError:
                continue
            except IndexError:  # nothing there yet to do it to
                continue
            self.done.append(act.__name__)

    def anybody(self) -> Membership:
        return self.dice.choice(self.people)

    def some(self, rows: Any) -> Any:
        """One of these rows, more often than not one of the newest."""
        known = list(rows.order_by("id"))
        return self.dice.choice(known[-2:] if self.dice.random() < 0.7 else known)

    def words(self) -> str:
        return f"{self.dice.choice(PLACES)} counted {self.dice.randrange(9999)} ferries"

    def do_add_article(self) -> None:
        text = f"{self.words()}\n\n{self.words()} on Monday.\n\n{self.words()} on Friday."
        articles.add_article(actor=self.anybody(), data=text, publisher=self.dice.choice(PLACES))

    def do_correct_article(self) -> None:
        article = self.some(Article.objects)
        changes = {"title": self.words(), "byline": self.dice.choice(["", "By Ada Rowe"])}
        articles.correct_metadata(
            actor=self.anybody(), article_id=article.pk, expected_version=None, changes=changes
        )

    def do_archive_article(self) -> None:
        if self.dice.random() < 0.2:
            article = self.some(Article.objects)
            articles.archive_article(
                actor=self.anybody(), article_id=article.pk, expected_version=None
            )

    def place(self) -> tuple[Any, int, int]:
        article = self.some(Article.objects)
        block = self.some(article.revisions.get().blocks)
        return article.pk, block.start, block.end

    def do_highlight(self) -> None:
        article_id, start, end = self.place()
        fields = {"statement": self.words(), "speaker": self.dice.choice([*PLACES, ""])}
        claims.highlight_claim(
            actor=self.anybody(), article_id=article_id, start=start, end=end, fields=fields
        )

    do_highlight_another = do_highlight

    def do_add_occurrence(self) -> None:
        claim, (article_id, start, end) = self.some(Claim.objects), self.place()
        claims.add_occurrence(
            actor=self.anybody(), claim_id=claim.pk, article_id=article_id, start=start, end=end
        )

    def do_reword(self) -> None:
        changes = self.dice.choice(
            [
                {"statement": self.words()},
                {"harm": self.dice.choice(["", "low", "high"])},
                {"speaker": self.dice.choice([*PLACES, None]), "speaker_role": "mayor"},
                {"speaker_role": self.dice.choice(["mayor", "clerk"]), "place": "the quay"},
                {"topics": [self.dice.choice(PLACES)], "quantity": {"value": "12"}},
            ]
        )
        claims.reword_claim(
            actor=self.anybody(),
            claim_id=self.some(Claim.objects).pk,
            expected_version=None,
            changes=changes,
        )

    def do_triage(self) -> None:
        claim = self.some(Claim.objects)
        claims.triage_claim(
            actor=self.anybody(), claim_id=claim.pk, decision="not_selected", reason="no room"
        )

    def do_withdraw(self) -> None:
        if self.dice.random() < 0.1:
            claim = self.some(Claim.objects)
            claims.withdraw_claim(actor=self.anybody(), claim_id=claim.pk, expected_version=None)

    def do_contact(self) -> None:
        claim = self.some(Claim.objects)
        fields = {"none_because": "nobody answers"}
        contacts.log_contact(actor=self.anybody(), claim_id=claim.pk, fields=fields)

    def do_attach(self) -> None:
        fields = {
            "title": self.words(),
            "url": f"https://{self.dice.choice(PLACES).lower()}.example/",
            "quote": self.words(),
            "stance": self.dice.choice(["supports", "refutes"]),
            "owner": self.dice.choice(["", "The port"]),
            "visibility": self.dice.choice(["public", "internal", "sealed"]),
            "locator": {"moment": self.dice.random()},
        }
        file = ContentFile(self.words().encode(), "count.txt") if self.dice.random() < 0.2 else None
        evidence.attach_evidence(
            actor=self.anybody(), claim_id=self.some(Claim.objects).pk, fields=fields, file=file
        )

    do_attach_more = do_attach

    def do_change_evidence(self) -> None:
        row = self.some(Evidence.objects)
        changes = self.dice.choice(
            [{"quote": self.words()}, {"owner": "The city"}, {"visibility": "sealed"}]
        )
        evidence.change_evidence(
            actor=self.anybody(), evidence_id=row.pk, expected_version=None, changes=changes
        )

    def do_detach(self) -> None:
        row = self.some(Evidence.objects)
        evidence.detach_evidence(actor=self.anybody(), evidence_id=row.pk, expected_version=None)

    def do_draft(self) -> None:
        rating = self.some(Rating.objects.filter(scale__slug="truth"))
        verdict_acts.draft_verdict(
            actor=self.anybody(),
            claim_id=self.some(Claim.objects).pk,
            rating_id=rating.pk,
            summary=self.words(),
            justification=self.words() * 4,
        )

    do_draft_another = do_draft

    def do_revise(self) -> None:
        changes = self.dice.choice([{"summary": self.words()}, {"rating": None}])
        verdict_acts.revise_verdict(
            actor=self.anybody(),
            verdict_id=self.some(Verdict.objects).pk,
            expected_version=None,
            changes=changes,
        )

    def do_submit(self) -> None:
        verdict = self.some(Verdict.objects.exclude(rating=None))
        reviews.submit_for_review(actor=self.anybody(), verdict_id=verdict.pk)

    do_submit_another = do_submit

    def do_review(self) -> None:
        submission = self.some(Submission.objects.filter(round__closed_at=None))
        reviews.record_review(
            actor=self.judge if self.dice.random() < 0.8 else self.anybody(),
            verdict_id=submission.verdict_id,
            submission_id=submission.pk,
            outcome=self.dice.choice(["approve", "request_changes"]),
            comment="Say where.",
        )

    do_review_another = do_review

    def do_withdraw_verdict(self) -> None:
        if self.dice.random() < 0.2:
            verdict = self.some(Verdict.objects)
            verdict_acts.withdraw_verdict(
                actor=self.anybody(), verdict_id=verdict.pk, expected_version=None
            )

    def do_queue(self) -> None:
        queues.fill_review_queue()
        queues.take_next(actor=self.anybody(), queue_slug="review")
        queues.release_item(
            actor=self.anybody(), item_id=self.some(QueueItem.objects.filter(state="leased")).pk
        )

    def do_close_void(self) -> None:
        reviews.close_void_rounds()

    def do_export(self) -> None:
        job = exports.request_export(
            actor=self.anybody(), format="csv", filters={"state": self.dice.choice(["any", "open"])}
        )
        if self.dice.random() < 0.7:
            exports.run_export(export_id=job.pk)

    def do_cancel_export(self) -> None:
        job = self.some(ExportJob.objects)
        exports.cancel_export(actor=self.anybody(), export_id=job.pk)

    def do_take_export(self) -> None:
        exports.take_export(actor=self.anybody(), export_id=self.some(ExportJob.objects).pk)

"""Every address of the API with what a request to it needs. A new address that is not here fails the tests of all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.actions.claims import highlight_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export
from annotations.actions.imports import cancel_import, request_import
from annotations.actions.members import add_member
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.tokens import issue_token
from annotations.actions.verdicts import draft_verdict
from annotations.api.urls import urlpatterns
from annotations.domain.vocabulary import Role
from annotations.models import ExportJob, Membership, OccurrenceSpeaker

PAGES = {
    "claim-contacts",
    "notifications",
    "articles",
    "claims",
    "exports",
    "import-rows",
    "imports",
    "members",
    "me-tokens",
    "people",
    "queue-items",
    "sources",
    "all-evidence",
    "verdicts",
}
"""Lists a page at a time: what they show is in no one's version."""
QUESTIONS = {"article-changes"}
"""What changed after a counter: the counter itself says what the client holds."""
DOCUMENTS = {"schema", "docs"}
"""The description of the API."""
BODIES: dict[str, dict[str, Any]] = {
    "claim-occurrences": {"media_url": "https://media.example/a.mp4"},
    "claim-evidence": {"stance": "supports", "title": "A source"},
    "evidence-readers": {"account": "00000000-0000-7000-8000-000000000000"},
    "claim-triage": {"decision": "to_check"},
    "claim-contacts": {"none_because": "Nobody to ask."},
    "claim-verdicts": {"summary": "So."},
    "me-tokens": {"name": "one", "scopes": ["read"]},
    "members": {"email": "x@example.org", "name": "X", "role": "guest"},
    "member": {"role": "guest"},
    "notifications-read": {},
    "contact": {"whom": "?"},
    "article": {"byline": "N. L."},
    "claim": {"note": "?"},
    "evidence": {"note": "?"},
    "verdict": {"summary": "?"},
    "person": {"links": ["https://www.wikidata.org/wiki/Q2"]},
    "source": {"owner": "The city"},
}
"""What is accepted at an address of a row, by its name."""
CHANGING = ("put", "patch", "delete")


def routes() -> Iterator[tuple[str, Any]]:
    """Name and view of every address but the one for all others."""
    for pattern in urlpatterns:
        if pattern.name:
            yield pattern.name, pattern.callback.view_class  # type: ignore[union-attr]


def with_method(*methods: str) -> list[tuple[str, str]]:
    """Name and method of every address that answers one of the methods."""
    return [
        (name, method)
        for name, view in routes()
        for method in methods
        if hasattr(view, method) and name not in DOCUMENTS
    ]


@dataclass
class Address:
    """An address on a desk where it does something, and bodies for it."""

    path: str
    post: dict[str, Any] = field(default_factory=dict)
    change: dict[str, Any] = field(default_factory=dict)
    who: str = "editor"


def _rated(actor: Any, claim: Any, rating: Any) -> Any:
    fields = {"kind": "web", "title": "Port, yearbook", "stance": "refutes"}
    attach_evidence(actor=actor, claim_id=claim.pk, fields=fields)
    words = {"summary": "It is not so.", "justification": "The yearbook says otherwise."}
    return draft_verdict(actor=actor, claim_id=claim.pk, rating_id=rating.pk, **words)


def world(
    editor: Any, reviewer: Any, article: Any, claim: Any, evidence: Any, rating: Any
) -> dict[str, Address]:
    """Every address by its name."""

    def made(statement: str) -> Any:
        fields = {"statement": statement, "speaker": "Ilse Brandt"}
        return highlight_claim(actor=editor, article_id=article.pk, start=0, end=7, fields=fields)

    draft, open_one, judged, approved = (
        _rated(editor, made(f"Statement {n}."), rating) for n in range(4)
    )
    submissions = [
        submit_for_review(actor=editor, verdict_id=verdict.pk) for verdict in (judged, approved)
    ]
    fill_review_queue()
    record_review(
        actor=reviewer, verdict_id=approved.pk, submission_id=submissions[1].pk, outcome="approve"
    )
    done, waiting = (request_export(actor=editor, format="csv", filters={}) for _ in range(2))
    done.file.save(f"exports/{done.pk}.csv", ContentFile(b"claim\r\n"), save=False)
    ExportJob.objects.filter(pk=done.pk).update(
        state="done",
        file=done.file.name,
        sha256="5" * 64,
        size=7,
        rows=0,
        finished_at=done.created_at,
    )
    speaker = OccurrenceSpeaker.objects.filter(occurrence__claim=claim).get().person
    file = SimpleUploadedFile("tickets.csv", b"year,passengers\n2023,411870\n")
    filed = attach_evidence(
        actor=editor, claim_id=draft.claim_id, fields={"stance": "context"}, file=file
    )
    words = {"stance": "context", "visibility": "sealed", "quote": "Not for all."}
    sealed = attach_evidence(actor=editor, claim_id=draft.claim_id, fields=words)
    reader = str(reviewer.account_id)
    begun, stopped = (
        request_import(actor=editor, files=[SimpleUploadedFile("a.txt", b"The pier is new.")])
        for _ in range(2)
    )
    cancel_import(actor=editor, import_id=stopped.pk)
    founder = Membership.objects.get(desk=editor.desk, account__is_system=True)
    member = add_member(actor=founder, email="sam@example.org", name="Sam", role=Role.EDITOR)
    token, _secret = issue_token(actor=editor, name="one of each")
    invited = {"email": "nia@example.org", "name": "Nia", "role": "editor"}
    contact = log_contact(actor=editor, claim_id=claim.pk, fields={"none_because": "He is away."})
    text, at = f"articles/{article.pk}/", {"article": str(article.pk), "start": 0, "end": 7}
    one = f"claims/{claim.pk}/"
    media = {"media_url": "https://media.example/a.mp4"}
    shown = {"stance": "context", "title": "Yearbook"}
    review = {"submission": str(submissions[0].pk), "outcome": "approve"}
    return {
        "me": Address("me/"),
        "me-tokens": Address("me/tokens/", {"name": "nightly", "scopes": ["read"]}),
        "me-token": Address(f"me/tokens/{token.pk}/"),
        "members": Address("members/", invited, who="lead"),
        "member": Address(f"members/{member.pk}/", change={"role": "reviewer"}, who="lead"),
        "ratings": Address("ratings/"),
        "scales": Address("scales/"),
        "policies": Address("policies/"),
        "articles": Address("articles/", {"text": "The quay is closed.\n\nNobody knows why."}),
        "article": Address(text, change={"byline": "Nora Lindqvist"}),
        "article-claims": Address(f"{text}claims/"),
        "article-changes": Address(f"{text}changes/?since=0"),
        "article-annotations": Address(f"{text}annotations/"),
        "claims": Address("claims/", at),
        "claim": Address(one, change={"note": "Ask the port."}),
        "claim-occurrences": Address(f"{one}occurrences/", media),
        "claim-evidence": Address(f"{one}evidence/", shown),
        "claim-triage": Address(f"{one}triage/", {"decision": "to_check"}),
        "claim-contacts": Address(f"{one}contacts/", {"none_because": "He is dead."}),
        "contact": Address(f"contacts/{contact.pk}/", change={"whom": "The port"}),
        "notifications": Address("notifications/"),
        "notifications-read": Address("notifications/read/"),
        "claim-verdicts": Address(f"{one}verdicts/", {"summary": "Half right."}),
        "claim-claimreview": Address(f"claims/{approved.claim_id}/claimreview/"),
        "all-evidence": Address("evidence/"),
        "verdicts": Address("verdicts/"),
        "evidence": Address(f"evidence/{evidence.pk}/", change={"note": "From the port."}),
        "evidence-file": Address(f"evidence/{filed.pk}/file/"),
        "evidence-preview": Address(f"evidence/{filed.pk}/preview/"),
        "evidence-readers": Address(f"evidence/{sealed.pk}/readers/", {"account": reader}),
        "verdict": Address(f"verdicts/{draft.pk}/", change={"summary": "Half right."}),
        "verdict-submit": Address(f"verdicts/{open_one.pk}/submit/"),
        "verdict-reviews": Address(f"verdicts/{judged.pk}/reviews/", review, who="reviewer"),
        "people": Address("people/", {"name": "Jon Brandt"}),
        "person": Address(f"people/{speaker.pk}/", change={"links": ["https://jon.example/"]}),
        "sources": Address("sources/", {"title": "A leaflet"}),
        "source": Address(f"sources/{evidence.source_id}/", change={"owner": "The city"}),
        "queues": Address("queues/"),
        "queue-items": Address("queues/review/items/"),
        "queue-next": Address("queues/review/next/", who="reviewer"),
        "imports": Address("imports/", {"articles": [{"text": "The pier is closed."}]}),
        "import": Address(f"imports/{begun.pk}/"),
        "import-rows": Address(f"imports/{begun.pk}/rows/"),
        "import-cancel": Address(f"imports/{begun.pk}/cancel/"),
        "import-resume": Address(f"imports/{stopped.pk}/resume/"),
        "exports": Address("exports/", {"format": "csv"}),
        "export": Address(f"exports/{waiting.pk}/"),
        "export-cancel": Address(f"exports/{waiting.pk}/cancel/"),
        "export-download": Address(f"exports/{done.pk}/download/"),
    }

"""A desk at work: every kind of row there is, everybody who may knock, and how to knock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from annotations.actions.claims import highlight_claim
from annotations.actions.contacts import log_contact
from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.persons import add_person
from annotations.actions.queues import fill_review_queue
from annotations.actions.sources import add_source
from annotations.actions.tokens import issue_token
from annotations.models import Membership
from factcheck.wsgi import application

ROLES = ("lead", "editor", "reviewer", "guest")


@dataclass(frozen=True)
class AtWork:
    """The ids of a desk's rows by noun, and the `Authorization` header of everybody, nobody included."""

    ids: dict[str, str]
    headers: dict[str, dict[str, str]] = field(default_factory=dict)


@pytest.fixture
def people(
    desk: Any, join: Callable[..., Any], editor: Any, reviewer: Any, lead: Any, claim: Any
) -> dict[str, Membership]:
    """A member of each role; the guest is invited to the claim."""
    guest = join(desk, "guest@example.org", "guest", "Gwen Guest")
    Membership.objects.filter(pk=guest.pk).update(scope_kind="claim", scope_id=claim.pk)
    guest.refresh_from_db()
    return {"lead": lead, "editor": editor, "reviewer": reviewer, "guest": guest}


@pytest.fixture
def at_work(
    people: dict[str, Membership],
    article: Any,
    claim: Any,
    evidence: Any,
    verdict: Any,
    submission: Any,
    rating: Callable[[str], Any],
) -> AtWork:
    """The desk with an article, a claim, evidence, a submitted verdict that waits for review, and an export."""
    fill_review_queue()
    export = request_export(actor=people["lead"], format="csv", filters={"state": "any"})
    rows = {
        "article": article,
        "revision": article.revisions.get(),
        "claim": claim,
        "evidence": evidence,
        "verdict": verdict,
        "submission": submission,
        "rating": rating("false"),
        "export": export,
        "import": request_import(
            actor=people["lead"], files=[SimpleUploadedFile("a.txt", b"The pier is new.")]
        ),
        "item": verdict.queue_items.get(),
        "account": people["lead"].account,
        "people": add_person(actor=people["lead"], fields={"name": "Jon Brandt"}),
        "contact": log_contact(
            actor=people["lead"], claim_id=claim.pk, fields={"none_because": "Nobody to ask."}
        ),
        "member": people["editor"],
        "source": add_source(actor=people["lead"], fields={"title": "A leaflet"})[0],
        "bare": highlight_claim(actor=people["lead"], article_id=article.pk, start=0, end=7),
    }
    tokens = {role: issue_token(actor=member, name=role)[1] for role, member in people.items()}
    headers = {role: {"Authorization": f"Token {secret}"} for role, secret in tokens.items()}
    return AtWork({noun: str(row.pk) for noun, row in rows.items()}, {**headers, "nobody": {}})


@pytest.fixture
def app() -> Iterator[WSGIApplication]:
    """The product as a web server calls it; the connections stay, as they do for Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield application
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)

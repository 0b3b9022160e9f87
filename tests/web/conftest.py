"""Browsers without scripts: Django's test client, signed in, and what a page says."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import draft_verdict


@pytest.fixture
def visit() -> Callable[[Any], Client]:
    """A browser signed in as a member."""

    def signed_in(member: Any) -> Client:
        client = Client()
        client.force_login(member.account)
        return client

    return signed_in


@pytest.fixture
def words() -> Callable[[Any], str]:
    """What a person reads on a page: its text without marks, blanks folded."""

    def read(response: Any) -> str:
        body = re.sub(r"<script\b.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    return read


@pytest.fixture
def cost() -> Callable[[Client, str], int]:
    """How many queries a page takes, once the session is warm."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def submit(rating: Callable[[str], Any]) -> Callable[..., Any]:
    """Makes a claim of the word with a number and submits a verdict on it."""

    def submitted(member: Any, article: Any, number: int, statement: str = "") -> Any:
        found = list(re.finditer(r"\w+", article.revisions.get().text))[number]
        claim = highlight_claim(
            actor=member,
            article_id=article.pk,
            start=found.start(),
            end=found.end(),
            exact=found.group(),
            fields={"statement": statement or f"Statement number {number}.", "harm": "high"},
        )
        evidence = {
            "kind": "web",
            "title": f"Source {number}",
            "quote": "Words.",
            "stance": "refutes",
        }
        attach_evidence(actor=member, claim_id=claim.pk, fields=evidence)
        verdict = draft_verdict(
            actor=member,
            claim_id=claim.pk,
            rating_id=rating("false").pk,
            summary="It is not so.",
            justification="The source says otherwise.",
        )
        return submit_for_review(actor=member, verdict_id=verdict.pk)

    return submitted


@pytest.fixture
def waiting(submission: Any) -> Any:
    """The submission of the shared desk, in the review queue."""
    fill_review_queue()
    return submission.verdict.queue_items.get()

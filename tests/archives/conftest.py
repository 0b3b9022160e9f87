"""A newsroom whose tables all have rows, and a file for everything that can be a file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from annotations import models as m
from annotations.actions.claims import highlight_claim, triage_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export, run_export, take_export
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.actions.tokens import issue_token
from annotations.actions.verdicts import draft_verdict

SEALED_WORDS = "A clerk of the harbour office says the counts were changed. 🔒"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """A folder for files that no other test writes to."""
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "here" / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}
    settings.DATA_DIR = tmp_path / "here"


@pytest.fixture
def newsroom(
    approved: Any, editor: Any, lead: Any, claim: Any, rating: Callable[[str], Any]
) -> Any:
    """A desk in the middle of its work: every table has rows, by its own acts where there are any."""
    other = _claim_under_review(editor, claim, rating("half-true").pk)
    triage_claim(actor=lead, claim_id=claim.pk, decision="to_check")
    contact = {"whom": "Ilse Brandt", "channel": "mail", "none_because": "She is at sea."}
    log_contact(actor=editor, claim_id=claim.pk, fields=contact)
    issue_token(actor=editor, name="a script")
    job = request_export(actor=lead, format="csv", filters={"state": "any"})
    run_export(export_id=job.pk)
    take_export(actor=lead, export_id=job.pk)
    fill_review_queue()
    m.Relation.objects.create(claim=other, other=claim, kind="variant_of", account=editor.account)
    _what_no_act_makes_yet(approved, editor.account, claim)
    _what_django_keeps(editor.account)
    return editor.desk


def _claim_under_review(editor: Any, claim: Any, rating_id: UUID) -> Any:
    """Another claim in the same article, with sealed evidence and a verdict that waits in the queue."""
    words = "twice as many as in 2019"
    article = claim.occurrences.get().article
    start = article.revisions.get().text.index(words)
    statement = {"statement": "Twice as many passengers took the ferries of Tarnholm in 2023."}
    other = highlight_claim(
        actor=editor,
        article_id=article.pk,
        start=start,
        end=start + len(words),
        exact=words,
        fields=statement,
    )
    shown = {
        "kind": "dataset",
        "stance": "refutes",
        "title": "Ticket office",
        "url": "https://x.example/",
    }
    attach_evidence(actor=editor, claim_id=other.pk, fields=shown)
    sealed = {
        "kind": "interview",
        "stance": "refutes",
        "visibility": "sealed",
        "quote": SEALED_WORDS,
    }
    attach_evidence(actor=editor, claim_id=other.pk, fields=sealed)
    verdict = draft_verdict(
        actor=editor,
        claim_id=other.pk,
        rating_id=rating_id,
        summary="No.",
        justification="Counted.",
    )
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    return other


def _what_no_act_makes_yet(verdict: Any, account: Any, claim: Any) -> None:
    person = m.Person.objects.filter(desk=claim.desk).first()
    assert person
    m.PersonRole.objects.create(person=person, title="harbour master")
    topic = m.Topic.objects.create(desk=claim.desk, name="Harbour", folded="harbour")
    claim.topics.add(topic)
    published = m.Publication.objects.create(
        desk=claim.desk, slug="fähre", headline="No, not doubled", language="en", made_by=account
    )
    version = m.PublicationVersion.objects.create(
        publication=published, number=1, payload={"a": [1.5]}, sha256="0" * 64, published_by=account
    )
    submission = m.Submission.objects.filter(verdict=verdict).latest("id")
    m.PublishedVerdict.objects.create(
        version=version, verdict=verdict, submission=submission, order=1
    )
    m.Credit.objects.create(publication=published, name="Edda Lund", role="text")
    m.Correction.objects.create(
        publication=published, version=version, kind="correction", reason="A typo.", made_by=account
    )
    m.IdempotencyKey.objects.create(
        account=account, desk=claim.desk, key="k", route="/", body_sha256="0" * 64, status=201
    )


def _what_django_keeps(account: Any) -> None:
    group = Group.objects.create(name="operators")
    permission = Permission.objects.order_by("pk")[0]
    group.permissions.add(permission)
    account.groups.add(group)
    account.user_permissions.add(permission)
    LogEntry.objects.create(
        user=account,
        content_type=ContentType.objects.get_for_model(account),
        object_id=str(account.pk),
        object_repr="Edda",
        action_flag=ADDITION,
        action_time=timezone.now() - timedelta(days=1),
    )

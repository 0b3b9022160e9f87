"""Every job, those added later too: done a second time, or delivered twice, it changes nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.mails import post
from annotations.actions.redactions import redact
from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.dispatch import Job
from annotations.domain.vocabulary import MailKind
from annotations.models import JobAttempts
from annotations.queries.undone import UNDONE
from factcheck.celery import app

pytestmark = pytest.mark.django_db


@pytest.fixture
def an_hour_later(editor: Any, lead: Any, approved: Any, another_verdict: Any) -> Iterator[None]:
    """A desk on which every job has left something undone, an hour ago. A new job adds its own."""
    claim_id = another_verdict.claim_id
    for number, visibility in enumerate(("internal", "sealed")):
        file = SimpleUploadedFile("counts.csv", b"year,passengers\n2023,41187%d\n" % number)
        seen = {"stance": "context", "visibility": visibility}
        attach_evidence(actor=editor, claim_id=claim_id, fields=seen, file=file)
    submit_for_review(actor=editor, verdict_id=another_verdict.pk)
    request_export(actor=editor, format="jsonl", filters={})
    request_import(actor=editor, files=[SimpleUploadedFile("a.txt", b"The quay is closed.")])
    post(kind=MailKind.CHANGED, to=editor.account.email)
    told, _new = add_article(
        actor=editor, data="Told too early.\n\nBy whom is not said.", kind="text"
    )
    redact(actor=lead, kind="article", subject_id=told.pk, order="3 O 17/26", reason="By a court.")
    log_contact(
        actor=editor, claim_id=another_verdict.claim_id,
        fields={"question": "Which counts?", "sent_at": timezone.now(),
                "deadline": timezone.now() + timedelta(minutes=5)},
    )  # fmt: skip
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        yield


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours but the counts of attempts, which a success clears anyway."""
    tables = [
        model
        for model in apps.get_app_config("annotations").get_models()
        if model is not JobAttempts
    ]
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.mark.parametrize("job", list(Job))
def test_done_twice_it_changes_nothing_more(
    job: Job, an_hour_later: None, editor: Any, another_verdict: Any, mailoutbox: list[Any]
) -> None:
    if job is Job.CLOSE_VOID_ROUNDS:
        revise_verdict(
            actor=editor,
            verdict_id=another_verdict.pk,
            expected_version=None,
            changes={"summary": "New."},
        )
    calls = [{name: str(value) for name, value in ids.items()} for ids in UNDONE[job.value]()]
    assert calls, f"nothing here is undone by {job}: let an_hour_later leave something for it"
    untouched = everything()
    app.loader.import_default_modules()
    task = app.tasks[job.value]
    for ids in calls:
        task(**ids)
    done, sent = everything(), len(mailoutbox)
    assert done != untouched
    assert list(UNDONE[job.value]()) == [], "what was done is not asked for again"
    for ids in calls:
        task(**ids)
    assert (everything(), len(mailoutbox)) == (done, sent)
    assert not JobAttempts.objects.exists()

"""A job that fails again and again is stopped and shown; everything else gets done all the same."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError
from django.test import Client
from django.utils import timezone

from annotations.actions import attempts
from annotations.actions.exports import request_export
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.actions.upkeep import sweep
from annotations.actions.verdicts import revise_verdict
from annotations.dispatch import Job
from annotations.domain.errors import UnsupportedError
from annotations.models import (
    Account,
    ExportJob,
    JobAttempts,
    QueueItem,
    ReviewPolicy,
    ReviewRound,
)
from annotations.tasks import exports as export_tasks
from annotations.tasks import queues as queue_tasks

pytestmark = pytest.mark.django_db
TRIES = 5


def no_pauses() -> None:
    """As if the pause after the last attempt were over."""
    JobAttempts.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def died(job: Job, **ids: str) -> bool:
    """A worker begins the job and is killed: nothing after its first step is ever written."""
    no_pauses()
    return attempts.begin_attempt(job=job, ids=ids)


@pytest.fixture
def rung(
    silent_bell: list[tuple[str, dict[str, str]]], django_capture_on_commit_callbacks: Any
) -> Any:
    """What a sweep rings for."""

    def swept() -> list[tuple[str, dict[str, str]]]:
        silent_bell.clear()
        with django_capture_on_commit_callbacks(execute=True):
            sweep()
        return list(silent_bell)

    return swept


def test_a_job_that_kills_its_worker_is_stopped_after_five_tries(
    editor: Any, rung: Any, caplog: pytest.LogCaptureFixture
) -> None:
    job = request_export(actor=editor, format="jsonl", filters={})
    call = ("run_export", {"export_id": str(job.pk)})
    for number in range(1, TRIES + 1):
        no_pauses()
        assert call in rung()
        assert died(Job.RUN_EXPORT, export_id=str(job.pk))
        assert JobAttempts.objects.get().attempts == number
    no_pauses()
    assert call in rung(), "only a worker finds out that the last try failed too"
    export_tasks.run_export(export_id=str(job.pk))
    row = JobAttempts.objects.get()
    assert (row.attempts, row.stopped_at is not None) == (TRIES, True)
    assert call not in rung()
    assert "run_export" in caplog.text
    assert "stopped after 5 attempts (the worker died)" in caplog.text


def test_whoever_asked_for_the_export_reads_that_it_failed(editor: Any, client: Client) -> None:
    job = request_export(actor=editor, format="jsonl", filters={})
    for _try in range(TRIES + 1):
        died(Job.RUN_EXPORT, export_id=str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "stopped 5 times before it was finished" in job.problem
    client.force_login(editor.account)
    assert "stopped 5 times" in client.get("/exports/").content.decode()


def test_an_error_is_counted_by_its_type_and_never_by_its_words(
    monkeypatch: pytest.MonkeyPatch, verdict: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**ids: Any) -> None:
        raise ValueError("the secret words of a source")

    monkeypatch.setattr("annotations.actions.queues.fill_review_queue", fails)
    for number in range(1, TRIES + 1):
        no_pauses()
        with pytest.raises(ValueError, match="secret"):
            queue_tasks.fill_review_queue(verdict_id=str(verdict.pk))
        row = JobAttempts.objects.get()
        assert (row.attempts, row.last_error) == (number, "ValueError")
        assert (row.stopped_at is not None) == (number == TRIES)
    no_pauses()
    assert queue_tasks.fill_review_queue(verdict_id=str(verdict.pk)) is None, "it is not even begun"
    assert "secret" not in caplog.text


def test_pauses_grow(verdict: Any) -> None:
    ids = {"verdict_id": str(verdict.pk)}
    pauses = []
    for _try in range(4):
        died(Job.FILL_REVIEW_QUEUE, **ids)
        attempts.fail_attempt(job=Job.FILL_REVIEW_QUEUE, ids=ids, error="ValueError")
        row = JobAttempts.objects.get()
        pauses.append(round((row.next_try_at - timezone.now()).total_seconds()))
    assert pauses == [2, 8, 32, 128]


def test_a_success_clears_the_count(verdict: Any) -> None:
    died(Job.FILL_REVIEW_QUEUE, verdict_id=str(verdict.pk))
    died(Job.FILL_REVIEW_QUEUE, verdict_id=str(verdict.pk))
    no_pauses()
    queue_tasks.fill_review_queue(verdict_id=str(verdict.pk))
    assert not JobAttempts.objects.exists()


def test_a_count_nobody_rings_for_is_forgotten_and_a_stopped_job_is_not(
    given_up: ExportJob, rung: Any
) -> None:
    ids = {"claim_id": "018f0000-0000-7000-8000-000000000000"}
    died(Job.CLOSE_VOID_ROUNDS, **ids)
    rung()
    assert JobAttempts.objects.count() == 2
    JobAttempts.objects.update(next_try_at=timezone.now() - timedelta(hours=3))
    rung()
    assert [row.job for row in JobAttempts.objects.all()] == ["run_export"]


def test_a_refusal_is_final(monkeypatch: pytest.MonkeyPatch, editor: Any) -> None:
    job = request_export(actor=editor, format="jsonl", filters={})

    def refuses(**ids: Any) -> None:
        raise UnsupportedError("No.")

    monkeypatch.setattr("annotations.actions.exports.run_export", refuses)
    export_tasks.run_export(export_id=str(job.pk))
    row = JobAttempts.objects.get()
    assert (row.attempts, row.last_error, row.stopped_at is not None) == (
        1,
        "UnsupportedError",
        True,
    )


def test_a_bell_while_the_job_runs_is_rung_again_when_it_is_done(
    editor: Any, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ids = {"claim_id": "018f0000-0000-7000-8000-000000000000"}
    assert attempts.begin_attempt(job=Job.CLOSE_VOID_ROUNDS, ids=ids)
    assert not attempts.begin_attempt(job=Job.CLOSE_VOID_ROUNDS, ids=ids)
    with django_capture_on_commit_callbacks(execute=True):
        attempts.finish_attempt(job=Job.CLOSE_VOID_ROUNDS, ids=ids)
    assert silent_bell == [("close_void_rounds", ids)]
    assert not JobAttempts.objects.exists()


@pytest.fixture
def poisoned(desk: Any, editor: Any, verdict: Any, another_verdict: Any) -> tuple[Any, Any]:
    """Two verdicts in review. No item can be made for the first: its policy asks for “many” reviews."""
    good = ReviewPolicy.objects.get(desk=desk, is_default=True)
    ReviewPolicy.objects.filter(pk=good.pk).update(is_default=False)
    bad = ReviewPolicy.objects.create(
        desk=desk,
        slug="broken",
        number=1,
        name="Broken",
        kinds={"editorial": "many"},
        made_by=good.made_by,
        is_default=True,
    )
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    ReviewPolicy.objects.filter(pk=bad.pk).update(is_default=False)
    ReviewPolicy.objects.filter(pk=good.pk).update(is_default=True)
    submit_for_review(actor=editor, verdict_id=another_verdict.pk)
    return verdict, another_verdict


def test_one_row_that_cannot_be_queued_does_not_keep_the_others_out(poisoned: Any) -> None:
    assert fill_review_queue() == 1
    assert QueueItem.objects.get().verdict == poisoned[1]


def test_the_poisoned_row_is_stopped_alone(poisoned: Any, rung: Any) -> None:
    ids = {"verdict_id": str(poisoned[0].pk)}
    fill_review_queue()
    for _try in range(TRIES):
        no_pauses()
        assert ("fill_review_queue", ids) in rung()
        with pytest.raises(DataError):
            queue_tasks.fill_review_queue(**ids)
    no_pauses()
    assert rung() == []
    assert [(row.ids, row.last_error) for row in stopped()] == [(ids, "DataError")]


def test_two_void_rounds_are_two_jobs(editor: Any, poisoned: Any, rung: Any) -> None:
    for verdict in poisoned:
        revise_verdict(
            actor=editor, verdict_id=verdict.pk, expected_version=None, changes={"summary": "New."}
        )
    calls = [(name, ids) for name, ids in rung() if name == "close_void_rounds"]
    assert sorted(ids["claim_id"] for _name, ids in calls) == sorted(
        str(verdict.claim_id) for verdict in poisoned
    )
    assert queue_tasks.close_void_rounds(**calls[0][1]) == 1
    assert ReviewRound.objects.open().count() == 1


def stopped() -> list[JobAttempts]:
    return list(JobAttempts.objects.exclude(stopped_at=None))


@pytest.fixture
def given_up(editor: Any, approved: Any) -> ExportJob:
    """An export that was stopped."""
    job = request_export(actor=editor, format="jsonl", filters={})
    for _try in range(TRIES + 1):
        died(Job.RUN_EXPORT, export_id=str(job.pk))
    assert stopped()
    return job


def test_ready_counts_what_was_stopped_and_calls_nothing_dead_for_it(
    given_up: ExportJob, client: Client
) -> None:
    body = client.get("/readyz").json()
    assert body["stopped_jobs"] == {"run_export": 1}
    assert "run_export" not in body["dead"]


def test_a_command_lists_what_was_stopped_and_begins_it_anew(given_up: ExportJob) -> None:
    said = StringIO()
    call_command("stopped_jobs", stdout=said)
    assert f"run_export export_id={given_up.pk}\t5\tthe worker died" in said.getvalue()
    call_command("stopped_jobs", "--try-again", stdout=said)
    assert "1 job is tried again." in said.getvalue()
    assert not stopped()
    export_tasks.run_export(export_id=str(given_up.pk))
    given_up.refresh_from_db()
    assert (given_up.state, given_up.rows) == ("done", 1)
    call_command("stopped_jobs", stdout=said)
    assert said.getvalue().endswith("No job is stopped.\n")


def test_an_operator_tries_a_job_again_in_the_console(
    given_up: ExportJob, client: Client, editor: Any
) -> None:
    address = "/admin/annotations/jobattempts/"
    client.force_login(editor.account)
    assert client.get(address).status_code == 302, "for operators only"
    client.force_login(Account.objects.create_superuser("op@example.org", "x", name="Op"))
    assert str(given_up.pk) in client.get(address).content.decode()
    chosen = {"action": "try_jobs_again", "_selected_action": [str(stopped()[0].pk)]}
    answer = client.post(address, chosen, follow=True)
    assert "1 job is tried again." in answer.content.decode()
    assert not stopped()
    given_up.refresh_from_db()
    assert given_up.state == "queued"

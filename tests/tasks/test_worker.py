"""Jobs on a real worker over the real broker: killed in the middle, they lose nothing and double nothing."""

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.dispatch import Bell, Job, enqueue
from annotations.models import (
    Article,
    ArticleImport,
    AuditEvent,
    ExportJob,
    JobAttempts,
    QueueItem,
    ReviewRound,
)
from factcheck.celery import app
from tests.bundles import archive, text
from tests.tasks.workers import Beat, Worker, eventually

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
]


def forget_every_message() -> None:
    """Empty the queue: whatever was rung before is as if the bell had been lost."""
    app.control.purge()


@pytest.fixture
def start() -> Iterator[Callable[[], Worker]]:
    """Starts workers that are ended with the test, on a broker without old messages."""
    forget_every_message()
    started: list[Worker] = []

    def new() -> Worker:
        started.append(Worker())
        return started[-1]

    yield new
    for worker in started:
        worker.stop()


@contextmanager
def table_held(name: str) -> Iterator[None]:
    """Nobody else reads or writes the table while this is open: a job stops in its middle."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE")
        yield


def somebody_waits_for(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            " WHERE NOT l.granted AND c.relname = %s AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [table],
        )
        return bool(cursor.fetchone()[0])


def sweep() -> None:
    app.send_task("sweep")


def test_submitting_fills_the_queue_through_the_worker(
    start: Any, verdict: Any, editor: Any
) -> None:
    start()
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    item = eventually(QueueItem.objects.first)
    assert item.verdict_id == verdict.pk


def test_fill_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    start: Any, verdict: Any, editor: Any
) -> None:
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    forget_every_message()
    worker = start()
    with table_held("annotations_queueitem"):
        app.send_task("fill_review_queue")
        eventually(lambda: somebody_waits_for("annotations_queueitem"))
        worker.kill()
    eventually(lambda: not somebody_waits_for("annotations_queueitem"))
    assert QueueItem.objects.count() == 0
    start()
    sweep()
    sweep()
    eventually(QueueItem.objects.count)
    time.sleep(1)
    assert QueueItem.objects.count() == 1


def test_export_killed_in_the_middle_is_written_once(
    start: Any, approved: Any, editor: Any
) -> None:
    worker = start()
    job = request_export(actor=editor, format="jsonl", filters={})
    with table_held("annotations_claim"):
        eventually(lambda: somebody_waits_for("annotations_claim"))
        worker.kill()
    job.refresh_from_db()
    assert job.state in {"queued", "running"}
    assert not job.file
    # The lease of the dead worker runs out, and so does the pause after its attempt.
    assert JobAttempts.objects.get().attempts == 1
    JobAttempts.objects.update(next_try_at=timezone.now())
    ExportJob.objects.filter(pk=job.pk, state="running").update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    start()
    sweep()
    sweep()
    eventually(lambda: ExportJob.objects.filter(pk=job.pk, state="done").exists())
    job.refresh_from_db()
    lines = job.file.read().splitlines()
    assert (len(lines), job.rows, job.percent) == (1, 1, 100)
    left = [path.name for path in settings.DATA_DIR.rglob(f"{job.pk}*")]
    assert left == [Path(job.file.name).name], "one whole file, and no half one"


def test_import_killed_in_the_middle_goes_on_where_it_stopped_and_doubles_nothing(
    start: Any, editor: Any
) -> None:
    """Fifty articles in batches: one batch is in, the worker dies within the next."""
    worker = start()
    files = archive({f"{n}.txt": text(n) for n in range(50)})
    job = request_import(actor=editor, files=[SimpleUploadedFile("a.zip", files)])
    eventually(lambda: ArticleImport.objects.filter(pk=job.pk, added__gt=0).exists(), every=0.001)
    with table_held("annotations_articlerevision"):
        eventually(lambda: somebody_waits_for("annotations_articlerevision"))
        worker.kill()
        job.refresh_from_db()
        before = list(job.rows.filter(fate="added").values_list("number", "article_id"))
    assert (job.state, 0 < len(before) < 50) == ("running", True)
    JobAttempts.objects.update(next_try_at=timezone.now())
    past = timezone.now() - timedelta(seconds=1)
    ArticleImport.objects.filter(pk=job.pk).update(lease_until=past)
    start()
    sweep()
    sweep()
    eventually(lambda: ArticleImport.objects.filter(pk=job.pk, state="done").exists())
    job.refresh_from_db()
    assert (job.total, job.added, job.known, job.refused, job.percent) == (50, 50, 0, 0, 100)
    rows = dict(job.rows.values_list("number", "article_id"))
    assert len(set(rows.values())) == Article.objects.count() == 50
    assert {number: rows[number] for number, _article in before} == dict(before)
    kinds = Counter(AuditEvent.objects.values_list("act", flat=True))
    assert (kinds["article.added"], kinds["revision.made"], kinds["snapshot.kept"]) == (50, 50, 50)


def test_sweep_killed_in_the_middle_is_made_up_for_by_the_next(
    start: Any, submission: Any, editor: Any
) -> None:
    forget_every_message()
    worker = start()
    with table_held("annotations_exportjob"):
        sweep()
        eventually(lambda: somebody_waits_for("annotations_exportjob"))
        worker.kill()
    assert (ReviewRound.objects.open().count(), QueueItem.objects.count()) == (1, 0)
    start()
    sweep()
    eventually(lambda: QueueItem.objects.count() == 1)


def test_edit_after_submission_closes_the_round_through_the_worker(
    start: Any, submission: Any, editor: Any
) -> None:
    start()
    revise_verdict(
        actor=editor,
        verdict_id=submission.verdict_id,
        expected_version=None,
        changes={"summary": "New."},
    )
    eventually(lambda: ReviewRound.objects.get().outcome == "void")


def test_each_job_run_twice_changes_nothing(start: Any, approved: Any, editor: Any) -> None:
    start()
    job = request_export(actor=editor, format="csv", filters={})
    eventually(lambda: ExportJob.objects.filter(pk=job.pk, state="done").exists())
    before = ExportJob.objects.values().get(pk=job.pk)
    app.send_task("run_export", kwargs={"export_id": str(job.pk)})
    app.send_task("fill_review_queue")
    app.send_task("close_void_rounds")
    time.sleep(2)
    assert ExportJob.objects.values().get(pk=job.pk) == before
    assert QueueItem.objects.filter(state__in=["waiting", "leased"]).count() == 0


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An app like ours whose broker's socket is gone."""
    away = Celery("away", set_as_current=True)
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    away.config_from_object(
        {"broker_url": "redis+socket:///nowhere/valkey.sock", "broker_transport_options": options}
    )
    monkeypatch.setattr("annotations.dispatch._bell", Bell())
    yield
    app.set_current()
    app.set_default()


def test_broker_away_never_turns_saved_work_into_an_error(
    verdict: Any, editor: Any, no_broker: None
) -> None:
    began = time.monotonic()
    assert submit_for_review(actor=editor, verdict_id=verdict.pk).pk
    first = time.monotonic() - began
    began = time.monotonic()
    for number in range(20):
        revise_verdict(
            actor=editor,
            verdict_id=verdict.pk,
            expected_version=None,
            changes={"summary": f"Version {number}."},
        )
    each = (time.monotonic() - began) / 20
    assert first < 1.0, "half a second for the bell, and the work itself"
    assert each < 0.2, "once it did not ring, nobody waits for it"


@pytest.fixture
def hanging_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An app whose broker takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        away = Celery("hanging", set_as_current=True)
        port = silent.getsockname()[1]
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        away.config_from_object(
            {"broker_url": f"redis://127.0.0.1:{port}/0", "broker_transport_options": options}
        )
        monkeypatch.setattr("annotations.dispatch._bell", Bell())
        yield
    app.set_current()
    app.set_default()


def test_broker_that_hangs_costs_half_a_second_once(
    verdict: Any, editor: Any, hanging_broker: None
) -> None:
    began = time.monotonic()
    assert submit_for_review(actor=editor, verdict_id=verdict.pk).pk
    assert 0.5 < time.monotonic() - began < 1.0
    began = time.monotonic()
    enqueue(Job.FILL_REVIEW_QUEUE, verdict_id=verdict.pk)
    assert time.monotonic() - began < 0.1


def silent_for(part: str) -> float:
    """Seconds since the part's last sign of life; very many when there is none."""
    return time.time() - (cache.get(f"heartbeat:{part}") or 0.0)


def test_heart_of_a_busy_worker_beats_and_stops_with_it(start: Any, verdict: Any) -> None:
    cache.delete("heartbeat:worker")
    worker = start()
    with table_held("annotations_queueitem"):
        app.send_task("fill_review_queue")  # its only child is busy now
        eventually(lambda: somebody_waits_for("annotations_queueitem"))
        for _second in range(4):
            time.sleep(1)
            assert silent_for("worker") < 2
        worker.kill()
        time.sleep(3)
    assert silent_for("worker") > 2


def test_heart_of_beat_beats_between_its_sweeps() -> None:
    cache.delete("heartbeat:beat")
    beat = Beat()
    try:
        eventually(lambda: silent_for("beat") < 2)
        time.sleep(4)
        assert silent_for("beat") < 2
    finally:
        beat.stop()

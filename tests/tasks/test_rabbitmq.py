"""RabbitMQ as the broker: jobs run through it, and its death costs nobody what was saved."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.core.cache import cache
from django.test import Client

from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.dispatch import Bell
from annotations.models import QueueItem, ReviewRound
from factcheck import health
from factcheck.celery import app
from factcheck.rabbit import line_to
from tests.tasks.rabbitmq import SERVER, Node
from tests.tasks.workers import Beat, Worker, eventually

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(SERVER is None, reason="RabbitMQ is not installed here (rabbitmq-server)"),
]
WHOLE = bool(os.environ.get("FACTCHECK_SOAK"))


@pytest.fixture
def node() -> Iterator[Node]:
    """A broker that is starting."""
    folder = Path(tempfile.mkdtemp(prefix="rabbitmq-"))
    started = Node(folder)
    started.start()
    yield started
    started.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def bell(node: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """An app like ours on this broker: what acts ring goes there."""
    ours = Celery("on-rabbitmq", set_as_current=True)
    ours.config_from_object(
        {
            "broker_url": node.address,
            "broker_transport_options": {"confirm_publish": True},
            "task_publish_retry_policy": app.conf.task_publish_retry_policy,
        }
    )
    monkeypatch.setattr("annotations.dispatch._bell", Bell())
    yield ours
    ours.close()
    app.set_current()
    app.set_default()


@pytest.fixture
def people(node: Node) -> Iterator[None]:
    """Worker and beat, which wait for their broker."""
    cache.delete_many(health.HEARTS.values())
    started = [Worker(node.address), Beat(node.address)]
    yield
    for one in started:
        one.stop()


def test_jobs_run_over_rabbitmq_and_its_death_costs_nothing(
    node: Node, people: None, bell: Celery, verdict: Any, editor: Any, client: Client, settings: Any
) -> None:
    settings.CELERY_BROKER_URL = node.address
    eventually(line_to(node.address).answers, seconds=60)
    eventually(lambda: client.get("/readyz").json()["dead"] == [])
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    eventually(lambda: QueueItem.objects.filter(verdict=verdict).exists(), seconds=10)

    node.kill()
    assert client.get("/readyz").status_code == 503
    assert "broker" in client.get("/readyz").json()["dead"]
    for number in range(3):
        began = time.monotonic()
        revise_verdict(
            actor=editor,
            verdict_id=verdict.pk,
            expected_version=None,
            changes={"summary": f"New, {number}."},
        )
        assert time.monotonic() - began < 1
    assert ReviewRound.objects.open().count() == 1, "the job that closes it could not be rung"

    node.start()
    eventually(lambda: client.get("/readyz").json()["dead"] == [], seconds=60)
    if not WHOLE:
        bell.send_task("sweep")  # beat sends it within a quarter of a minute
    eventually(lambda: not ReviewRound.objects.open().exists(), seconds=30)

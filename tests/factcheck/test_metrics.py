"""`/metrics`: there for whom the operator named, without a label that grows with the data."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from annotations.actions.exports import request_export
from annotations.actions.queues import fill_review_queue
from annotations.tasks.queues import fill_review_queue as fill_task
from factcheck import counts, gauges, health, metrics

pytestmark = pytest.mark.django_db
TOKEN = "prometheus-may-read-this"
ROOT = Path(__file__).parents[2]
Read = Callable[[], dict[tuple[str, tuple[tuple[str, str], ...]], float]]


@pytest.fixture
def on(settings: Any) -> None:
    """Switched on for whoever has the token."""
    settings.METRICS, settings.METRICS_TOKEN = True, TOKEN
    for metric in (metrics.REQUESTS, metrics.REQUEST_SECONDS, metrics.REFUSALS, metrics.JOBS):
        metric.clear()


@pytest.fixture
def read(on: None, client: Client) -> Read:
    """The samples of the page by name and labels."""

    def samples() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
        page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert page.status_code == 200
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(page.content.decode())
            for sample in family.samples
        }

    return samples


def test_switched_off_it_is_not_there(client: Client) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert client.get("/metrics", headers=headers).status_code == 404


def test_without_the_token_it_is_not_there(on: None, client: Client) -> None:
    for given in ("", "Bearer", f"Bearer {TOKEN}x", f"Token {TOKEN}", TOKEN, "Bearer ü"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 404
    assert client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405


@pytest.mark.parametrize(
    ("networks", "headers", "status"),
    [
        (["127.0.0.1/32"], {}, 200),
        (["10.0.0.0/8", "127.0.0.0/8"], {}, 200),
        (["10.0.0.0/8"], {}, 404),
        (["127.0.0.1/32"], {"X-Forwarded-For": "127.0.0.1"}, 404),
        (["127.0.0.1/32"], {"Forwarded": "for=127.0.0.1"}, 404),
        (["127.0.0.1/32"], {"X-Real-IP": "127.0.0.1"}, 404),
    ],
)
def test_a_network_opens_it_to_direct_callers_alone(
    client: Client, settings: Any, networks: list[str], headers: dict[str, str], status: int
) -> None:
    settings.METRICS, settings.METRICS_NETWORKS = True, networks
    assert client.get("/metrics", headers=headers).status_code == status


def test_requests_are_counted_by_pattern(read: Read, editor: Any, claim: Any) -> None:
    client = Client()
    client.force_login(editor.account)
    for _ in range(3):
        client.get(f"/claims/{claim.pk}/?q=Brandt")
    client.generic("MADEUP", "/healthz")
    found = read()
    labels = (("method", "GET"), ("route", "claims/<uuid:claim_id>/"))
    assert found["factcheck_requests_total", (*labels, ("status", "200"))] == 3
    assert found["factcheck_request_seconds_count", labels] == 3
    told = str(found)
    assert str(claim.pk) not in told
    assert "Brandt" not in told
    assert "MADEUP" not in told


def test_addresses_that_lead_nowhere_share_one_label(read: Read, client: Client) -> None:
    for number in range(20):
        client.get(f"/nowhere/{number}/")
    routes = {dict(labels).get("route") for _, labels in read()}
    assert not any(route and "nowhere" in route for route in routes)


def test_refused_sign_ins_are_counted_by_door(read: Read, client: Client, editor: Any) -> None:
    client.post("/login/", {"email": editor.account.email, "password": "wrong"})
    client.get("/api/v1/me/", headers={"Authorization": "Token wrong-wrong-wrong"})
    found = read()
    assert found["factcheck_sign_in_refusals_total", (("door", "page"),)] == 1
    assert found["factcheck_sign_in_refusals_total", (("door", "api"),)] == 1


def test_jobs_are_counted_by_name_and_outcome(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**ids: Any) -> int:
        raise ValueError

    fill_task()
    monkeypatch.setattr("annotations.tasks.queues.queues.fill_review_queue", broken)
    with pytest.raises(ValueError):
        fill_task()
    found, job = read(), ("job", "fill_review_queue")
    for outcome in ("done", "failed"):
        assert found["factcheck_jobs_total", (job, ("outcome", outcome))] == 1
    assert found["factcheck_job_seconds_count", (job,)] >= 2


def test_what_waits_is_told(read: Read, editor: Any, submission: Any) -> None:
    undone = ("factcheck_undone_rows", (("job", "fill_review_queue"),))
    assert read()[undone] == 1
    fill_review_queue()
    request_export(actor=editor, format="csv", filters={})
    cache.set(health.HEARTS["worker"], time.time() - 5)
    cache.delete(health.HEARTS["beat"])
    found = read()
    assert found[undone] == 0
    assert found["factcheck_review_items_waiting", ()] == 1
    assert found["factcheck_review_oldest_waiting_seconds", ()] >= 0
    assert found["factcheck_exports_unfinished", (("state", "queued"),)] == 1
    assert 5 <= found["factcheck_heartbeat_age_seconds", (("part", "worker"),)] < 8
    assert found["factcheck_heartbeat_age_seconds", (("part", "beat"),)] == -1
    assert found["factcheck_database_connections", (("state", "active"),)] >= 1
    assert found["factcheck_database_connections_allowed", ()] >= 20
    assert found["factcheck_broker_messages_waiting", ()] >= 0


def test_a_question_that_hangs_or_fails_is_named_and_the_others_are_answered(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hangs() -> Iterator[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
        yield

    monkeypatch.setitem(gauges.QUESTIONS, "exports", hangs)
    began = time.monotonic()
    found = read()
    assert time.monotonic() - began < 5
    assert found["factcheck_question_failed", (("question", "exports"),)] == 1
    assert found["factcheck_question_failed", (("question", "undone"),)] == 0
    assert ("factcheck_review_items_waiting", ()) in found


def test_labels_are_words_of_closed_lists(read: Read, editor: Any, claim: Any) -> None:
    client = Client()
    client.force_login(editor.account)
    for path in ("/", "/articles/", f"/claims/{claim.pk}/", "/login/", "/api/v1/me/", "/x"):
        client.get(path)
    for _, labels in read():
        for name, value in labels:
            assert name in {
                "route",
                "method",
                "status",
                "le",
                "door",
                "job",
                "outcome",
                "state",
                "part",
                "question",
            }
            assert not re.search(r"[0-9a-f]{8}-|@", value)


COUNTS = """
import os, sys
from factcheck.settings.prod import *
from prometheus_client import Counter
Counter("factcheck_probe", "x").inc(int(sys.argv[1]))
if len(sys.argv) > 2:
    input()
"""


def counting(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that counts in the shared folder."""
    environment = {
        "PATH": "/usr/bin",
        "SECRET_KEY": "not-of-any-newsroom-" + "".join(map(chr, range(97, 123))) * 2,
        "DATABASE_URL": "postgresql://nobody@/none",
        "BROKER_URL": "memory://",
        "CACHE_URL": "redis://127.0.0.1:1/0",
        "PUBLIC_BASE_URL": "https://factcheck.example",
        "ALLOWED_HOSTS": "factcheck.example",
        "METRICS_TOKEN": TOKEN,
        "METRICS_DIR": str(folder),
    }
    return subprocess.Popen(
        [sys.executable, "-c", COUNTS, *arguments], env=environment, cwd=ROOT, stdin=subprocess.PIPE
    )


def test_processes_count_together_and_the_dead_are_cleared_away_at_the_next_start(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.METRICS_DIR = tmp_path
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert counting(tmp_path, "2").wait(30) == 0
    alive = counting(tmp_path, "3", "stays")
    until = time.monotonic() + 30
    while len(counts.files(tmp_path)) < 2 and time.monotonic() < until:
        time.sleep(0.05)

    def total() -> float:
        return sum(
            sample.value
            for metric in metrics.Counted().collect()
            for sample in metric.samples
            if sample.name == "factcheck_probe_total"
        )

    while total() < 5 and time.monotonic() < until:
        time.sleep(0.05)
    assert total() == 5
    counts.clean(tmp_path)
    assert total() == 3, "the one that lives still counts"
    alive.communicate(b"\n", timeout=10)
    counts.clean(tmp_path)
    assert total() == 0


def test_another_machines_counts_are_forgotten_after_a_day(tmp_path: Path) -> None:
    for name, age in (("fresh", 60), ("stale", 2 * counts.FORGOTTEN_AFTER)):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "counter_1.db"
        file.write_bytes(b"")
        then = time.time() - age
        os.utime(file, (then, then))
    counts.clean(tmp_path)
    assert [Path(name).parent.name for name in counts.files(tmp_path)] == ["fresh"]

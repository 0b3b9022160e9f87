"""What stands right now, asked when `/metrics` is read. Questions are bounded; one that fails is named, not raised."""

import logging
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from celery import current_app
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from annotations.domain.vocabulary import ExportState
from annotations.models import ExportJob, QueueItem
from annotations.queries.undone import UNDONE, stopped_jobs
from factcheck import health

log = logging.getLogger(__name__)
WITHIN: Final = "1s"
"""How long one question may take in the database."""
COUNTED: Final = 1000
"""Undone rows are counted up to this many."""
STATES: Final = ("active", "idle", "idle in transaction", "other")


class Standing(Collector):
    """Queue, undone rows, exports, connections, signs of life."""

    def collect(self) -> Iterator[Metric]:
        """One family for each question that was answered."""
        failed = GaugeMetricFamily(
            "factcheck_question_failed", "1 for a question that had no answer", labels=["question"]
        )
        for name, ask in QUESTIONS.items():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL statement_timeout = '{WITHIN}'")
                    found = list(ask())
            except Exception as error:
                log.warning("no answer about %s: %s", name, type(error).__name__)
                failed.add_metric([name], 1)
            else:
                failed.add_metric([name], 0)
                yield from found
        yield failed


def review_queue() -> Iterator[Metric]:
    """Items that wait, and how long the oldest has."""
    found = QueueItem.objects.free(timezone.now()).aggregate(
        n=Count("pk"), oldest=Min("created_at")
    )
    yield GaugeMetricFamily(
        "factcheck_review_items_waiting", "Review items nobody holds", value=found["n"]
    )
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    yield GaugeMetricFamily(
        "factcheck_review_oldest_waiting_seconds", "Age of the oldest of them", value=age
    )


def undone() -> Iterator[Metric]:
    """Calls that each job still has to make, as the sweep sees them."""
    family = GaugeMetricFamily(
        "factcheck_undone_rows", f"Calls a job has not made, up to {COUNTED}", labels=["job"]
    )
    for job, rows in UNDONE.items():
        family.add_metric([job], sum(1 for _ in islice(rows(), COUNTED)))
    yield family


def stopped() -> Iterator[Metric]:
    """Jobs that were stopped because they failed too often."""
    family = GaugeMetricFamily("factcheck_stopped_jobs", "Jobs given up, by name", labels=["job"])
    for job, number in {**dict.fromkeys(UNDONE, 0), **stopped_jobs()}.items():
        family.add_metric([job], number)
    yield family


def exports() -> Iterator[Metric]:
    """Exports that wait or run."""
    family = GaugeMetricFamily("factcheck_exports_unfinished", "Exports by state", labels=["state"])
    for state in (ExportState.QUEUED, ExportState.RUNNING):
        family.add_metric([state.value], ExportJob.objects.filter(state=state).count())
    yield family


def connections() -> Iterator[Metric]:
    """Connections to the database, and how many there may be."""
    family = GaugeMetricFamily(
        "factcheck_database_connections", "Connections by state", labels=["state"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY state"
        )
        counted = dict.fromkeys(STATES, 0)
        for state, number in cursor.fetchall():
            counted[state if state in counted else "other"] += number
        cursor.execute("SELECT current_setting('max_connections')::int")
        most = cursor.fetchone()[0]
    for state, number in counted.items():
        family.add_metric([state], number)
    yield family
    yield GaugeMetricFamily(
        "factcheck_database_connections_allowed", "max_connections of the server", value=most
    )


def hearts() -> Iterator[Metric]:
    """Seconds since each part last gave a sign of life; -1 for none."""
    family = GaugeMetricFamily(
        "factcheck_heartbeat_age_seconds", "Seconds since the last sign of life", labels=["part"]
    )
    beats = cache.get_many(health.HEARTS.values())
    for part, key in health.HEARTS.items():
        beat = beats.get(key)
        family.add_metric([part], -1 if beat is None else max(0, time.time() - float(beat)))
    yield family


def broker() -> Iterator[Metric]:
    """Messages that wait in the broker for a worker."""
    with current_app.connection_for_read() as line:
        line.ensure_connection(max_retries=1, timeout=1)
        name = current_app.conf.task_default_queue
        channel: Any = line.default_channel
        try:
            waiting = channel.queue_declare(queue=name, passive=True).message_count
        except line.channel_errors:  # a queue in which nothing waits need not be there
            waiting = 0
    yield GaugeMetricFamily(
        "factcheck_broker_messages_waiting", "Jobs no worker has taken yet", value=waiting
    )


QUESTIONS: Final[dict[str, Callable[[], Iterator[Metric]]]] = {
    "review_queue": review_queue,
    "undone": undone,
    "stopped": stopped,
    "exports": exports,
    "connections": connections,
    "hearts": hearts,
    "broker": broker,
}

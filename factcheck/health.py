"""Whether the product is alive, and whether each of its parts is."""

import time
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import parse_qs, urlsplit

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotations.queries.undone import stopped_jobs
from factcheck.rabbit import ANSWER_WITHIN, line_to

DEAD_AFTER: Final = 4.0
"""Seconds without a heartbeat. Hearts beat every second, pages ask every 3.5: a death shows within ten."""
HEARTS: Final[Mapping[str, str]] = {"worker": "heartbeat:worker", "beat": "heartbeat:beat"}
"""Part to the key of the cache that holds the unix time of its last beat."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The web process answers. Nothing else is asked."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Every part answers: 200, or 503 with the names of the dead ones and what is known of each."""
    parts = troubles()
    dead = [name for name, trouble in parts.items() if trouble]
    body = {
        "ok": not dead,
        "dead": dead,
        "parts": {name: trouble or "ok" for name, trouble in parts.items()},
        "stopped_jobs": {} if parts["database"] or parts["migrations"] else _stopped(),
    }
    return JsonResponse(body, status=503 if dead else 200)


def troubles() -> dict[str, str]:
    """Every part by its name, with what is wrong with it; empty when nothing is."""
    parts = {name: check() for name, check in CHECKS.items()}
    hearts = (
        heartbeats()
        if not parts["cache"]
        else dict.fromkeys(HEARTS, _("not known: the cache does not answer"))
    )
    return parts | hearts


def database() -> str:
    """What is wrong with the database; empty when nothing is."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '1s'")
            cursor.execute("SELECT 1")
    except Error:
        return _("does not answer")
    return ""


def _stopped() -> dict[str, int]:
    try:
        return stopped_jobs()
    except Error:
        return {}


_migrated: set[bool] = set()


def migrations() -> str:
    """What is wrong with the tables: migrations that were not applied. Once all are, they stay so."""
    if _migrated:
        return ""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error:
        return _("not known: the database does not answer")
    if waiting:
        return _("%(count)d migrations wait. Run manage.py migrate.") % {"count": waiting}
    _migrated.add(True)
    return ""


def broker() -> str:
    """What is wrong with the broker."""
    url = settings.CELERY_BROKER_URL
    answers = line_to(url).answers() if url.startswith("amqp") else not _ping(url)
    return "" if answers else _("does not answer")


def cache_server() -> str:
    """What is wrong with the cache."""
    return _ping(settings.CACHES["default"]["LOCATION"])


def _ping(url: str) -> str:
    try:
        client = redis.Redis.from_url(
            plain_url(url), socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN
        )
        with client:
            client.ping()
    except (redis.RedisError, OSError, ValueError):
        return _("does not answer")
    return ""


def plain_url(url: str) -> str:
    """Celery's `redis+socket://` as the address the client knows; any other as it is."""
    parts = urlsplit(url)
    if parts.scheme != "redis+socket":
        return url
    number = parse_qs(parts.query).get("virtual_host", ["0"])[0]
    return f"unix://{parts.path}?db={number}"


def heartbeats() -> dict[str, str]:
    """What is wrong with each part that has a heart."""
    try:
        beats = cache.get_many(HEARTS.values())
    except (redis.RedisError, OSError):
        return dict.fromkeys(HEARTS, _("not known: the cache does not answer"))
    return {part: _silence(beats.get(key)) for part, key in HEARTS.items()}


def _silence(beat: float | None) -> str:
    if beat is None:
        return _("no sign of life")
    age = time.time() - float(beat)
    if age > DEAD_AFTER:
        return _("no sign of life for %(seconds)d seconds") % {"seconds": age}
    return ""


CHECKS: Final[Mapping[str, Callable[[], str]]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "cache": cache_server,
}

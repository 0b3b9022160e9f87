"""Health: alive is one thing, ready is every part by name."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from factcheck import health


@pytest.fixture
def beating() -> Iterator[None]:
    """Worker and beat are alive."""
    cache.set_many({key: time.time() for key in health.HEARTS.values()})
    yield
    cache.delete_many(health.HEARTS.values())


def test_alive_asks_no_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_answers(client: Client, beating: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ok"], response.json()["dead"]) == (
        200,
        True,
        [],
    ), response.json()


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["worker", "beat"])
@pytest.mark.parametrize("age", [None, 10.0, 3600.0])
def test_a_part_whose_heart_is_silent_is_named(
    part: str, age: float | None, client: Client, beating: None
) -> None:
    key = health.HEARTS[part]
    if age is None:
        cache.delete(key)
    else:
        cache.set(key, time.time() - age)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["dead"]) == (503, [part])


@pytest.mark.django_db
def test_a_broker_that_is_away_is_named_within_a_second(
    client: Client, beating: None, settings: Any, tmp_path: Any
) -> None:
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nothing?virtual_host=0"
    began = time.monotonic()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["dead"]) == (503, ["broker"])
    assert time.monotonic() - began < 2


@pytest.mark.django_db
def test_a_cache_that_is_away_hides_the_hearts(
    client: Client, beating: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(health.CHECKS, "cache", lambda: "does not answer")
    assert client.get("/readyz").json()["dead"] == ["cache", "worker", "beat"]


def test_a_database_that_is_away_is_named(
    client: Client, beating: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*arguments: Any, **options: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(health.connection, "cursor", away)
    monkeypatch.setattr(health.transaction, "atomic", away)
    monkeypatch.setattr(health, "MigrationExecutor", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["dead"]) == (503, ["database", "migrations"])


@pytest.mark.django_db
def test_migrations_that_wait_are_told(
    client: Client, beating: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda self, targets: [("0002", False)]
    )
    response = client.get("/readyz")
    assert (response.status_code, response.json()["dead"]) == (503, ["migrations"])
    assert "migrate" in response.json()["parts"]["migrations"]


def test_addresses_of_the_broker_are_understood() -> None:
    assert (
        health.plain_url("redis+socket:///run/a.sock?virtual_host=2") == "unix:///run/a.sock?db=2"
    )
    assert health.plain_url("redis://h:6379/1") == "redis://h:6379/1"

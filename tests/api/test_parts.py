"""What open pages ask every few seconds: cheap, and no more than /readyz says."""

import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck import banner, health
from factcheck.banner import MEANINGS, Watch, roots


@pytest.fixture
def beating() -> Iterator[None]:
    """Worker and beat are alive."""
    cache.set_many({key: time.time() for key in health.HEARTS.values()})
    yield
    cache.delete_many(health.HEARTS.values())


@pytest.fixture(autouse=True)
def unknown_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has asked in this process."""
    monkeypatch.setattr(banner, "watch", Watch(health.troubles))


@pytest.mark.django_db
def test_a_silent_worker_is_named_with_what_it_means(client: Client, beating: None) -> None:
    assert client.get("/parts").json() == {"dead": [], "says": []}
    cache.delete(health.HEARTS["worker"])
    banner.watch = Watch(health.troubles)
    answer = client.get("/parts")
    assert answer.status_code == 200
    assert answer.json() == {"dead": ["worker"], "says": [str(MEANINGS["worker"])]}
    assert "Saved work is safe" in answer.json()["says"][0]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_asking_touches_no_session_and_writes_nothing(
    client: Client, editor: Any, beating: None
) -> None:
    client.force_login(editor.account)
    client.get("/parts")
    banner.watch = Watch(health.troubles)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get("/parts")
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert asked == ["SET LOCAL statement_timeout = '1s'", "SELECT 1"]
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_every_part_has_its_sentence() -> None:
    assert set(MEANINGS) == set(health.CHECKS) | set(health.HEARTS)


@pytest.mark.parametrize(
    ("dead", "named"),
    [
        (["worker"], ("worker",)),
        (["broker", "worker", "beat"], ("broker",)),
        (["broker", "cache", "worker", "beat"], ("broker", "cache")),
        (["database", "migrations"], ("database",)),
        (["database", "migrations", "worker"], ("database", "worker")),
    ],
)
def test_only_the_root_of_the_trouble_is_named(dead: list[str], named: tuple[str, ...]) -> None:
    assert roots(dead) == named


def test_many_pages_cost_one_question_a_second_and_a_part_that_hangs_holds_one_thread() -> None:
    asked: list[float] = []
    hang = threading.Event()

    def ask() -> Mapping[str, str]:
        asked.append(time.monotonic())
        if len(asked) > 1:
            hang.wait(10)
        return {"worker": "silent", "beat": ""}

    watch = Watch(ask)
    assert [watch.dead() for _page in range(50)] == [("worker",)] * 50
    assert len(asked) == 1
    time.sleep(banner.FRESH)
    held = threading.Thread(target=watch.dead)
    held.start()
    began = time.monotonic()
    assert [watch.dead() for _page in range(50)] == [("worker",)] * 50
    assert time.monotonic() - began < 0.5
    assert len(asked) == 2
    hang.set()
    held.join()

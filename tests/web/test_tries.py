"""Guessing is slow, whoever guesses is told how long to wait, and nobody is shut out by a stranger for ever."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import ConnectionError as Away

from annotations.actions.tokens import issue_token
from annotations.domain.waiting import FIRST, LONGEST, wait_after
from annotations.throttle import SHARED, SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS

pytestmark = pytest.mark.django_db
WRONG = "certainly not it"


def sign_in(client: Client, email: str, password: str, address: str = "192.0.2.7") -> Any:
    return client.post(
        reverse("web:login"), {"email": email, "password": password}, REMOTE_ADDR=address
    )


def lock_out(email: str = "editor@example.org") -> None:
    """A stranger guesses until they are told to wait, from an address of their own."""
    for _ in range(SIGN_IN_ACCOUNT.free + 1):
        answer = sign_in(Client(), email, WRONG, "198.51.100.9")
    assert answer.status_code == 429


def test_waits_grow_and_end() -> None:
    waits = [wait_after(tries, free=5) for tries in range(1, 14)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert waits[-1] == LONGEST == 900


def test_the_refusal_says_how_long_and_the_right_password_is_refused_too(
    editor: Any, password: str, words: Callable[[Any], str]
) -> None:
    lock_out()
    refused = sign_in(Client(), "Editor@example.org", password)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= FIRST
    assert f"Wait {refused['Retry-After']} seconds" in words(refused)
    assert password not in refused.content.decode()


def test_after_the_wait_one_try_is_free_and_then_the_wait_is_longer(
    editor: Any, password: str
) -> None:
    lock_out()
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=FIRST + 1)):
        assert sign_in(Client(), "editor@example.org", WRONG).status_code == 200
        assert int(sign_in(Client(), "editor@example.org", WRONG)["Retry-After"]) > FIRST
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=4 * FIRST)):
        assert sign_in(Client(), "editor@example.org", password).status_code == 302
        assert sign_in(Client(), "editor@example.org", WRONG).status_code == 200, "counted anew"


def test_a_stranger_does_not_lock_the_owner_out_of_a_browser_that_is_known(
    editor: Any, password: str
) -> None:
    mine = Client()
    assert sign_in(mine, "editor@example.org", password).status_code == 302
    mine.post(reverse("web:logout"))
    lock_out()
    assert sign_in(Client(), "editor@example.org", password).status_code == 429
    assert sign_in(mine, "editor@example.org", password).status_code == 302


def test_a_known_browser_is_known_for_its_own_account_only_and_is_counted_as_well(
    editor: Any, second: Any, password: str
) -> None:
    mine = Client()
    sign_in(mine, "editor@example.org", password)
    mine.post(reverse("web:logout"))
    lock_out("second@example.org")
    assert sign_in(mine, "second@example.org", password).status_code == 429
    statuses = [sign_in(mine, "editor@example.org", WRONG).status_code for _ in range(11)]
    assert statuses[-1] == 429


def test_a_cookie_somebody_made_up_is_no_known_browser(editor: Any, password: str) -> None:
    lock_out()
    client = Client()
    client.cookies["known"] = "somebody:made:up"
    assert sign_in(client, "editor@example.org", password).status_code == 429


def test_an_address_that_tries_many_accounts_is_told_to_wait_and_no_other(
    editor: Any, password: str
) -> None:
    for number in range(SIGN_IN_ADDRESS.free):
        sign_in(Client(), f"nobody{number}@example.org", WRONG)
    assert sign_in(Client(), "editor@example.org", password).status_code == 429
    assert sign_in(Client(), "editor@example.org", password, "203.0.113.4").status_code == 302


def test_a_newsroom_behind_one_address_signs_in_as_often_as_it_likes(
    editor: Any, password: str
) -> None:
    for _ in range(SIGN_IN_ADDRESS.free + 5):
        assert sign_in(Client(), "editor@example.org", password).status_code == 302


def test_an_address_in_a_header_counts_for_nothing(editor: Any) -> None:
    statuses = [
        Client()
        .post(
            reverse("web:login"),
            {"email": f"nobody{number}@example.org", "password": WRONG},
            REMOTE_ADDR="192.0.2.7",
            headers={"X-Forwarded-For": f"10.1.1.{number}"},
        )
        .status_code
        for number in range(SIGN_IN_ADDRESS.free + 1)
    ]
    assert statuses[-1] == 429


def test_an_unknown_address_costs_the_same_work_and_is_counted_alike(
    editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    hash_of = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    monkeypatch.setattr(hash_of, lambda self, word, salt: hashed.append(word) or "md5$a$b")
    sign_in(Client(), "nobody@example.org", WRONG)
    assert hashed == [WRONG]
    hashed.clear()
    sign_in(Client(), "editor@example.org", WRONG)
    assert hashed == [WRONG]
    lock_out("nobody@example.org")


def test_a_cache_that_is_away_lets_people_in_and_slows_guessing_all_the_same(
    editor: Any, password: str, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def away(*args: Any, **options: Any) -> Any:
        raise Away("gone")

    for verb in ("get", "add", "incr", "delete_many", "decr"):
        monkeypatch.setattr(caches[SHARED], verb, away)
    assert sign_in(Client(), "editor@example.org", password).status_code == 302
    assert Client().get(reverse("web:login")).status_code == 200
    lock_out("editor@example.org")
    assert "by this process alone" in caplog.text


def test_no_address_of_a_person_is_logged(
    editor: Any, password: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_in(Client(), "editor@example.org", WRONG)
        sign_in(Client(), "editor@example.org", password)
        lock_out()
        Client().post(reverse("web:password-forgotten"), {"email": "editor@example.org"})
    logged = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    assert logged
    assert "editor@example" not in " ".join(logged)


def test_wrong_tokens_are_told_to_wait_and_right_ones_are_not_kept_waiting(
    editor: Any,
) -> None:
    _token, secret = issue_token(actor=editor, name="right")
    me, client = "/api/v1/me/", Client()
    for _ in range(31):
        wrong = client.get(me, headers={"Authorization": "Token nonsense"})
    assert (wrong.status_code, wrong.json()["code"]) == (429, "throttled")
    assert 0 < int(wrong["Retry-After"]) <= FIRST
    assert client.get(me, headers={"Authorization": f"Token {secret}"}).status_code == 200


def test_calls_of_the_api_are_bounded_by_token_and_by_account(
    editor: Any, second: Any, settings: Any
) -> None:
    settings.API_CALLS_PER_MINUTE = 4
    me, client = "/api/v1/me/", Client()
    with time_machine.travel("2031-03-01 12:00:10Z", tick=False):
        secrets = [issue_token(actor=editor, name=name)[1] for name in ("one", "two")]
        first, other = [{"Authorization": f"Token {secret}"} for secret in secrets]
        assert [client.get(me, headers=first).status_code for _ in range(4)] == [200] * 4
        refused = client.get(me, headers=other)
        assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Retry-After"] == "50"
        assert "50 seconds" in refused.json()["detail"]
        _token, secret = issue_token(actor=second, name="second")
        neighbour = client.get(me, headers={"Authorization": f"Token {secret}"})
        assert neighbour.status_code == 200
    with time_machine.travel("2031-03-01 12:01:01Z", tick=False):
        assert client.get(me, headers=first).status_code == 200

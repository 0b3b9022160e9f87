"""Production starts with secrets of its own and behind TLS, or says what is missing."""

import runpy
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

GOOD = {
    "SECRET_KEY": "kQ3v-9Zt_LmX7aB2cD4eF6gH8iJ0kL1mN3oP5qR7sT9uV1wX3yZ5aB7c",
    "DATABASE_URL": "postgresql://app@db.example/factcheck",
    "BROKER_URL": "redis://broker.example/0",
    "CACHE_URL": "redis://cache.example/1",
    "ALLOWED_HOSTS": "factcheck.example",
    "PUBLIC_BASE_URL": "https://factcheck.example",
}


def settings_with(monkeypatch: pytest.MonkeyPatch, **changed: str) -> dict[str, Any]:
    for name, value in {**GOOD, "ALLOW_HTTP": "", "TRUSTED_PROXIES": "", **changed}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delitem(sys.modules, "factcheck.settings.base", raising=False)
    return runpy.run_module("factcheck.settings.prod")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_what_is_missing_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"Set {name}"):
        settings_with(monkeypatch, **{name: ""})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "short", "at least 50 characters"),
        ("SECRET_KEY", "ab" * 40, "must be random"),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "everybody can read"),
        ("SECRET_KEY", "change-me-" + GOOD["SECRET_KEY"], "everybody can read"),
        ("SECRET_KEY", "only-for-tests-" + GOOD["SECRET_KEY"], "everybody can read"),
        ("ALLOWED_HOSTS", "*", "every name"),
        ("ALLOWED_HOSTS", "factcheck.example, *", "every name"),
        ("PUBLIC_BASE_URL", "http://factcheck.example", "ALLOW_HTTP"),
        ("PUBLIC_BASE_URL", "factcheck.example", "whole address"),
        ("TRUSTED_PROXIES", "10.0.0.1,nonsense", "neither an address"),
        ("EMAIL_URL", "mail.example", "smtp://"),
        ("API_CALLS_PER_MINUTE", "many", "whole number"),
    ],
)
def test_what_is_weak_is_refused_with_the_reason(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        settings_with(monkeypatch, **{name: value})


def test_cookies_are_of_this_host_alone_and_travel_over_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = settings_with(monkeypatch, DEBUG="1")
    assert made["DEBUG"] is False
    for kind in ("SESSION", "CSRF"):
        assert made[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert made[f"{kind}_COOKIE_SECURE"] is True
    assert made["SECURE_SSL_REDIRECT"] is True
    assert made["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_a_closed_network_may_do_without_tls_if_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = settings_with(monkeypatch, PUBLIC_BASE_URL="http://desk.lan", ALLOW_HTTP="1")
    assert made["SESSION_COOKIE_SECURE"] is made["SECURE_SSL_REDIRECT"] is False
    assert "SECURE_HSTS_SECONDS" not in made
    assert "SESSION_COOKIE_NAME" not in made


@pytest.mark.parametrize(
    ("url", "port", "whole", "later"),
    [
        ("smtp://me:pass%40word@mail.example", 587, False, True),
        ("smtp://me:pass%40word@mail.example:25?tls=0", 25, False, False),
        ("smtps://me:pass%40word@mail.example", 465, True, False),
    ],
)
def test_the_mail_server_comes_from_one_address(
    url: str, port: int, whole: bool, later: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = settings_with(monkeypatch, EMAIL_URL=url)
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"]) == ("mail.example", port)
    assert made["EMAIL_HOST_PASSWORD"] == "pass@word"
    assert (made["EMAIL_USE_SSL"], made["EMAIL_USE_TLS"]) == (whole, later)
    assert made["EMAIL_TIMEOUT"] <= 10

"""Every request has a number: in its one line in the log, in its answer, and where something broke."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from factcheck import logs, tracing

pytestmark = pytest.mark.django_db
NUMBER = "proxy-number-1"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], dict[str, Any]]:
    """What the log says of the last request."""
    caplog.set_level(logging.INFO, logger="factcheck.access")

    def last() -> dict[str, Any]:
        records = [one for one in caplog.records if one.name == "factcheck.access"]
        return logs.fields_of(records[-1])

    return last


def test_an_answer_bears_a_number_and_each_request_another(client: Client) -> None:
    numbers = {client.get("/healthz")[tracing.HEADER] for _ in range(3)}
    assert len(numbers) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", number) for number in numbers)


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (["127.0.0.1"], NUMBER, True),
        (["127.0.0.0/8"], NUMBER, True),
        (["10.0.0.1", "nonsense"], NUMBER, False),
        ([], NUMBER, False),
        (["127.0.0.1"], "short", False),
        (["127.0.0.1"], "x" * 65, False),
        (["127.0.0.1"], "two words of it", False),
        (["127.0.0.1"], 'inject","level":"x', False),
        (["127.0.0.1"], "-starts-badly", False),
    ],
)
def test_a_number_is_taken_from_a_trusted_proxy_alone_and_if_well_formed(
    client: Client, settings: Any, proxies: list[str], given: str, taken: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    response = client.get("/healthz", headers={tracing.HEADER: given})
    assert (response[tracing.HEADER] == given) == taken


def test_one_line_says_who_asked_what_pattern_and_how_it_went(
    editor: Any, claim: Any, told: Callable[[], dict[str, Any]]
) -> None:
    client = Client()
    client.force_login(editor.account)
    response = client.get(f"/claims/{claim.pk}/?secret=Brandt")
    line = told()
    assert line["route"] == "claims/<uuid:claim_id>/"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["bytes"] == len(response.content)
    assert line["ms"] > 0
    assert (line["account"], line["desk"]) == (str(editor.account_id), str(editor.desk_id))
    assert "Brandt" not in str(line)
    assert str(claim.pk) not in str(line), "the pattern, not the address"


def test_the_api_line_names_the_account_behind_the_token(
    editor: Any, client_of: Callable[[Any], Any], told: Callable[[], dict[str, Any]]
) -> None:
    client_of(editor).get("/api/v1/me/")
    assert told()["account"] == str(editor.account_id)
    assert told()["route"] == "api/v1/me/"


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/edda-lund/", "-"),
        ("/static/annotations/none.css", "static/"),
        ("/api/v1/edda", "api/v1/"),
    ],
)
def test_an_address_that_leads_nowhere_is_not_repeated(
    client: Client, told: Callable[[], dict[str, Any]], path: str, route: str
) -> None:
    client.get(path)
    assert told()["route"].startswith(route)
    assert "edda" not in str(told())


def test_a_made_up_method_is_not_repeated(
    client: Client, told: Callable[[], dict[str, Any]]
) -> None:
    client.generic("EDDALUND", "/healthz")
    assert told()["method"] == "other"


def test_the_line_of_a_stranger_asks_no_database(
    client: Client, django_assert_num_queries: Any, told: Callable[[], dict[str, Any]]
) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")
    assert "account" not in told()


@pytest.mark.parametrize("error", [RuntimeError("x"), OperationalError("x")])
def test_a_page_that_broke_shows_the_number_to_tell_the_operator(
    editor: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise error

    client = Client(raise_request_exception=False)
    client.force_login(editor.account)
    monkeypatch.setattr("annotations.web.work.work_of", broken)
    page = client.get("/")
    assert page[tracing.HEADER] in page.content.decode()


@pytest.mark.parametrize(("error", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_a_problem_of_the_server_bears_the_number_and_so_does_its_line(
    editor: Any,
    client_of: Callable[[Any], Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
    status: int,
) -> None:
    numbers = []

    def broken(*args: Any, **kwargs: Any) -> None:
        numbers.append(tracing.current()["request_id"])
        raise error("x")

    monkeypatch.setattr("annotations.queries.people.me", broken)
    response = client_of(editor).get("/api/v1/me/")
    assert response.status_code == status
    assert response.json()["request_id"] == response[tracing.HEADER] == numbers[0]
    assert any(one.name == "annotations.api.errors" for one in caplog.records)


def test_a_refusal_bears_no_number(editor: Any, client_of: Callable[[Any], Any]) -> None:
    assert "request_id" not in client_of(editor).get("/api/v1/nothing/").json()

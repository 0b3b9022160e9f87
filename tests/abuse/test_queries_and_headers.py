"""What stands around a request: query parameters, headers, cookies, and where a sign-in leads."""

from itertools import product
from typing import Any, Final

import pytest
from django.test import Client

from tests.abuse.conftest import AtWork
from tests.abuse.strings import KEPT, REFUSED

pytestmark = pytest.mark.django_db

LISTS: Final = ("articles", "claims", "exports", "queues/review/items")
LIMITS: Final = ("-1", "0", "1.5", "x", "٣", "1e3", "+1", "9" * 5000, "\x00", "NaN", " 1")
CURSORS: Final = ("x", "0", "eyJhIjoxfQ", "W10:1abc:def", "\x00", "x" * 10_000, "[]", "' OR 1=1")


def test_search_takes_every_string_as_it_is(at_work: AtWork, client: Client) -> None:
    for path, text in product(("articles", "claims"), (*KEPT[::3], *REFUSED)):
        response = client.get(
            f"/api/v1/{path}/", {"q": text.encode("utf-8", "surrogatepass")}, headers=at_work.headers["lead"]
        )  # fmt: skip
        assert response.status_code in {200, 422}, (path, text)
    for joker in ("%", "_", ".*", "\\", "%%", "__"):
        response = client.get("/api/v1/claims/", {"q": joker}, headers=at_work.headers["lead"])
        assert response.json()["results"] == [], joker


def test_pages_that_were_never_handed_out_are_refused(at_work: AtWork, client: Client) -> None:
    headers = at_work.headers["lead"]
    for path, (name, value) in product(
        LISTS, [*product(["limit"], LIMITS), *product(["cursor"], CURSORS)]
    ):
        response = client.get(f"/api/v1/{path}/", {name: value}, headers=headers)
        assert (response.status_code, response.json()["code"]) == (422, "invalid"), (path, value)
        assert set(response.json()["errors"]) == {name}
    for path in LISTS:
        rows = client.get(f"/api/v1/{path}/", {"limit": "999999999"}, headers=headers)
        assert rows.status_code == 200
    for unknown in ({"ordering": "password"}, {"ordering": "-desk__id"}, {"status": "deleted"}):
        assert client.get("/api/v1/articles/", unknown, headers=headers).status_code == 422


def test_ten_thousand_parameters_are_answered(at_work: AtWork, client: Client) -> None:
    for query in (
        "&".join(f"f{number}=1" for number in range(10_000)),
        "&".join(f"limit={number}" for number in range(1, 10_000)),
        "q=" + "a" * 100_000,
        "state[$ne]=x&__proto__=1&desk=1&id__in=1&q[]=x",
    ):
        response = client.get(f"/api/v1/claims/?{query}", headers=at_work.headers["lead"])
        assert response.status_code in {200, 400, 422}, query[:40]


def test_pages_take_every_query(at_work: AtWork, people: dict[str, Any], client: Client) -> None:
    client.force_login(people["lead"].account)
    plain = ("exports/", "exports/jobs/", "articles/import/", "search/")
    for text in (*KEPT[::6], *REFUSED, "-1", "0", "9" * 5000):
        sent = text.encode("utf-8", "surrogatepass")
        query = dict.fromkeys(("q", "page", "status", "state", "ordering", "from", "cursor"), sent)
        for path in plain:
            response = client.get(f"/{path}", query)
            assert response.status_code == 200, (path, text)
            assert b"<script>alert" not in response.content, (path, text)
        for path in (
            "articles/",
            "claims/",
            "review/",
            "people/",
            "sources/",
            "evidence/",
            "verdicts/",
            "reviews/",
        ):
            # A list refuses a filter at its field; without any such filter it shows its rows.
            response = client.get(f"/{path}", query)
            assert response.status_code == 422, (path, text)
            assert b"invalid-feedback" in response.content, (path, text)
            assert b"<script>alert" not in response.content, (path, text)
            response = client.get(f"/{path}", {"q": sent})
            # Words that cannot be stored or are endless are refused; the queue has no search to refuse them.
            refused = ("\0" in text or len(text) > 1000) and path != "review/"
            assert response.status_code == (422 if refused else 200), (path, text)


@pytest.mark.parametrize("role", ["lead", "nobody"])
def test_no_header_breaks_an_answer(role: str, at_work: AtWork, client: Client) -> None:
    values = (
        "",
        "\x00",
        "a\r\nX: y",
        "é",
        "x" * 8000,
        "*",
        "0",
        ", ,;q=9",
        "../..",
        "{{7*7}}",
        '"',
        'W/"',
        "9" * 40,
    )
    names = (
        *("Accept", "Accept-Language", "Accept-Encoding", "Range", "Cookie", "If-None-Match", "If-Modified-Since"),
        *("X-HTTP-Method-Override", "X-Forwarded-Host", "X-Forwarded-For", "Referer", "Origin", "X-Request-ID"),
        *("X-Forwarded-Proto", "Forwarded", "X-Original-URL", "HX-Request", "HX-Current-URL", "User-Agent"),
    )  # fmt: skip
    for path in ("/api/v1/me/", "/login/"):
        usual = client.get(path, headers=at_work.headers[role]).status_code
        for name, value in product(names, values):
            response = client.get(path, headers={**at_work.headers[role], name: value})
            known = (name, value) == ("If-None-Match", "*") and usual == 200
            assert response.status_code in {usual, 304 if known else usual}, (path, name, value)
            assert "X" not in response.headers


def test_a_version_that_is_none_changes_nothing(at_work: AtWork, client: Client) -> None:
    path = f"/api/v1/claims/{at_work.ids['claim']}/"
    for tag in (
        "x",
        "0",
        "-1",
        '""',
        "W/",
        "9" * 5000,
        "1; DROP",
        '"1\x00"',
        '"é"',
        "1,1",
        "*",
        "null",
    ):
        headers = {**at_work.headers["lead"], "If-Match": tag}
        response = client.patch(
            path, {"note": "x"}, content_type="application/json", headers=headers
        )
        assert response.status_code in {400, 412, 428}, tag


def test_another_host_is_not_taken_for_ours(at_work: AtWork, client: Client) -> None:
    for host in (
        "evil.example",
        "testserver.evil.example",
        "testserver@evil.example",
        "",
        "a b",
        "x" * 5000,
        "\x00",
    ):
        response = client.get(
            "/api/v1/claims/?limit=1", headers=at_work.headers["lead"], HTTP_HOST=host
        )
        assert response.status_code == 400, host
    spoofed = client.get("/login/", HTTP_X_FORWARDED_HOST="evil.example")
    assert b"evil.example" not in spoofed.content


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "http:evil.example", "\thttps://evil.example", "https:evil.example", "/\t/evil.example", "data:text/html,x",
     "//testserver@evil.example", "a\r\nX: y", "\x00", "x" * 9000],
)  # fmt: skip
def test_signing_in_never_leads_away(
    target: str, people: dict[str, Any], password: str, client: Client
) -> None:
    form = {"email": people["lead"].account.email, "password": password, "next": target}
    response = client.post("/login/", form)
    assert response.status_code == 302
    assert "evil" not in response["Location"]
    assert (
        response["Location"].startswith("/")
        or "x" * 9000 in response["Location"]
        or response["Location"].startswith("a")
    )
    assert "\r" not in response["Location"]

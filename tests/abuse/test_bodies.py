"""Bodies no client should send: refused early, in the form of the door, with a reason, and at little cost."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final
from wsgiref.types import WSGIApplication

import pytest
from django.test import Client
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from factcheck.bodies import UPLOADS
from tests.abuse.conftest import AtWork

pytestmark = pytest.mark.django_db

JSON: Final = "application/json"
FORM: Final = "multipart/form-data; boundary=x"
HUGE: Final = 10**12


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


class Torn(BytesIO):
    """A connection that breaks while the body is read."""

    def read(self, *_size: int) -> bytes:
        raise ConnectionResetError("the client went away")

    readline = read


def sent(
    app: WSGIApplication,
    path: str,
    body: bytes | BytesIO,
    kind: str,
    length: int | None,
    **headers: str,
) -> Response:
    """What the product answers to a POST as a web server passes it on; a body without a length comes in chunks."""
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    environ = EnvironBuilder(path, "http://testserver", method="POST").get_environ() | named
    environ |= {
        "CONTENT_TYPE": kind,
        "wsgi.input": body if isinstance(body, BytesIO) else BytesIO(body),
    }
    if length is not None:
        environ["CONTENT_LENGTH"] = str(length)
    else:
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"
        environ.pop("CONTENT_LENGTH", None)
    return Response(*run_wsgi_app(app, environ, buffered=True))


@pytest.fixture
def post(app: WSGIApplication, at_work: AtWork) -> Callable[..., Response]:
    """Sends a body as the lead's API client."""

    def by_token(path: str, body: bytes | BytesIO, kind: str = JSON, **options: Any) -> Response:
        length = options.get("length", None if isinstance(body, BytesIO) else len(body))
        headers = at_work.headers["lead"] | options.get("headers", {})
        return sent(app, path, body, kind, length, **headers)

    return by_token


@pytest.fixture
def form(app: WSGIApplication, people: dict[str, Any], client: Client) -> Callable[..., Response]:
    """Sends a form as a browser that is signed in."""
    client.force_login(people["lead"].account)
    session = client.cookies["sessionid"].value
    cookies = f"sessionid={session}; csrftoken={'c' * 32}"

    def by_session(path: str, body: bytes | BytesIO, length: int | None) -> Response:
        return sent(app, path, body, FORM, length, Cookie=cookies)

    return by_session


@pytest.mark.parametrize(
    ("path", "kind", "length"),
    [
        ("/api/v1/claims/", JSON, 6 * 1024 * 1024 + 1),
        ("/api/v1/claims/", FORM, 6 * 1024 * 1024 + 1),
        ("/api/v1/articles/", JSON, 6 * 1024 * 1024 + 1),
        ("/api/v1/articles/", FORM, UPLOADS["api:articles"] + 1),
        ("/api/v1/claims/CLAIM/evidence/", FORM, UPLOADS["api:claim-evidence"] + 1),
        ("/api/v1/exports/", "text/plain", HUGE),
    ],
)
def test_what_says_it_is_too_large_is_refused_unread(
    path: str, kind: str, length: int, at_work: AtWork, post: Any
) -> None:
    response = post(path.replace("CLAIM", at_work.ids["claim"]), Unread(), kind, length=length)
    assert (response.status_code, response.json["code"]) == (413, "too_large")
    assert response.content_type == "application/problem+json"


def test_pages_refuse_what_is_too_large_unread_and_say_so(form: Any) -> None:
    bounds = {
        "/articles/import/": UPLOADS["web:article-import"],
        "/login/": 7 * 1024 * 1024,
        "/logout/": HUGE,
    }
    for path, bound in bounds.items():
        response = form(path, Unread(), bound + 1)
        assert response.status_code == 413, path
        assert "megabytes" in response.get_data(as_text=True)
        assert "what you typed is still there" in response.get_data(as_text=True)


def test_a_signed_in_browser_does_not_make_the_api_read_a_form_beyond_its_bound(form: Any) -> None:
    response = form("/api/v1/articles/", Unread(), HUGE)
    assert (response.status_code, response.json["code"]) == (413, "too_large")


def test_a_body_in_chunks_is_asked_for_its_length(post: Any, form: Any) -> None:
    response = post("/api/v1/articles/", Unread())
    assert (response.status_code, response.json["code"]) == (411, "length_required")
    assert form("/articles/import/", Unread(), None).status_code == 411


def test_a_body_that_breaks_off_is_no_error_of_ours(
    post: Any, form: Any, caplog: pytest.LogCaptureFixture
) -> None:
    for kind in (JSON, FORM):
        response = post("/api/v1/articles/", Torn(), kind, length=1000)
        assert (response.status_code, response.json["code"]) == (400, "malformed")
    assert form("/articles/import/", Torn(), 1000).status_code in {400, 403}
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


DEEP: Final = 900
ODD: Final[dict[str, bytes]] = {
    "nothing": b"",
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "bottomless lists": b"[" * 100_000,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep in a field": b'{"note":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep in a locator": b'{"stance":"supports","locator":' + b'{"a":' * DEEP + b"1" + b"}" * (DEEP + 1),
    "a list": b"[]",
    "a string": b'"text"',
    "a number": b"7",
    "null": b"null",
    "true": b"true",
    "NaN": b'{"start": NaN}',
    "infinity": b'{"start": Infinity, "end": -Infinity}',
    "a huge whole number": b'{"start": ' + b"9" * 4000 + b"}",
    "more digits than are read": b'{"start": ' + b"9" * 100_000 + b"}",
    "a huge exponent": b'{"start": 1e999999}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "Latin-1": '{"note": "é"}'.encode("latin-1"),
    "UTF-16": '{"note": "x"}'.encode("utf-16"),
    "two values": b"{} {}",
    "a comment": b"{} // so",
    "a trailing comma": b'{"note": "x",}',
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 40,
    "a hundred thousand entries": json.dumps({"topics": ["t"] * 100_000}).encode(),
    "a hundred thousand wrong entries": json.dumps({"topics": [7] * 100_000}).encode(),
    "a hundred thousand fields": json.dumps({f"f{number}": 1 for number in range(100_000)}).encode(),
}  # fmt: skip


def test_odd_bodies_are_refused_shortly(at_work: AtWork, post: Any) -> None:
    claim = at_work.ids["claim"]
    for path in (
        "claims/",
        f"claims/{claim}/evidence/",
        "exports/",
        f"verdicts/{at_work.ids['verdict']}/submit/",
    ):
        for name, body in ODD.items():
            for key in ({}, {"Idempotency-Key": f"{path[:9]}{name}"}):
                response = post(f"/api/v1/{path}", body, headers=key)
                fine = {400, 409, 422, 200} if path.endswith("submit/") else {400, 422}
                assert response.status_code in fine, (path, name, response.data)
                assert len(response.data) < 20_000, (path, name)


def test_of_two_fields_of_one_name_the_last_counts(at_work: AtWork, post: Any) -> None:
    body = b'{"decision": "not_checkable", "decision": "to_check"}'
    response = post(f"/api/v1/claims/{at_work.ids['claim']}/triage/", body)
    assert (response.status_code, response.json["decision"]) == (201, "to_check")


KINDS: Final = (
    *("", "json", "application/jsonp", "text/json", "application/xml", "multipart/form-data", "application/json/x"),
    *("multipart/form-data; boundary=" + "x" * 500, "application/x-www-form-urlencoded", "\u00e9", "a" * 5000),
)  # fmt: skip


def test_bodies_of_other_kinds_are_not_read(post: Any) -> None:
    for kind in KINDS:
        response = post("/api/v1/articles/", b'{"text": "x"}', kind)
        assert response.status_code in {400, 415}, kind
        assert response.content_type == "application/problem+json"


def test_the_charset_of_json_is_utf8_whatever_is_claimed(at_work: AtWork, post: Any) -> None:
    body = '{"decision": "not_checkable", "reason": "é"}'.encode()
    for charset in ("utf-16", "latin-1", "nonsense", "unicode_escape"):
        response = post(
            f"/api/v1/claims/{at_work.ids['claim']}/triage/", body, f"{JSON}; charset={charset}"
        )
        assert (response.status_code, response.json["reason"]) == (201, "é")


def parts(count: int, *, files: bool = False) -> bytes:
    """A form of so many parts."""
    file = b'; filename="a"' if files else b""
    part = b'--x\r\nContent-Disposition: form-data; name="f%d"' + file + b"\r\n\r\nv\r\n"
    return b"".join(part % number for number in range(count)) + b"--x--\r\n"


def test_a_form_of_thousands_of_parts_is_refused(at_work: AtWork, post: Any, form: Any) -> None:
    for body in (parts(5000), parts(5000, files=True), parts(300)):
        for path in ("articles/", f"claims/{at_work.ids['claim']}/evidence/"):
            response = post(f"/api/v1/{path}", body, FORM)
            assert response.status_code in {400, 413, 422}, response.data
            assert len(response.data) < 20_000
        page = form("/articles/import/", body, len(body))
        assert page.status_code in {400, 403}
        assert page.content_type.startswith("text/html")
        assert "<h1>" in page.get_data(as_text=True)
        assert "Nothing was changed" in page.get_data(as_text=True)


def test_a_signed_in_browser_gets_a_problem_for_a_form_of_thousands_of_parts(form: Any) -> None:
    for path in ("/api/v1/articles/", "/api/v1/claims/"):
        response = form(path, parts(5000), len(parts(5000)))
        assert response.status_code in {400, 403, 415}, path
        assert response.content_type == "application/problem+json"


NAMES: Final = (
    *("../../../etc/passwd", "a\\..\\b", "a\r\nSet-Cookie: x=1", "x" * 5000, "nul\x00.txt", "con", ".", "\u202etxt.exe"),
    *("<script>.html", 'a;b="c".txt', "é\u0301.txt", "🚀", "\ud800"),
)  # fmt: skip


def test_a_file_of_any_name_is_kept_under_a_harmless_one(at_work: AtWork, post: Any) -> None:
    path = f"/api/v1/claims/{at_work.ids['claim']}/evidence/"
    head = (
        b'--x\r\nContent-Disposition: form-data; name="stance"\r\n\r\nsupports\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="%b"\r\n\r\nbytes\r\n--x--\r\n'
    )
    kept = []
    for name in NAMES:
        quoted = name.replace('"', "%22").encode("utf-8", "surrogatepass")
        response = post(path, head % quoted, FORM)
        assert response.status_code in {201, 400, 422}, (name, response.data)
        if response.status_code == 201:
            kept.append(response.json["file"]["name"])
            assert not set(kept[-1]) & set("/\\\r\n\x00"), kept[-1]
            assert 0 < len(kept[-1]) <= 255
    assert len(kept) > len(NAMES) // 2
